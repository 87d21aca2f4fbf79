"""Résumés and letters that the redaction rules were not written on: whole documents in six languages.

They were written before the rules, and the rules were not changed after the first measurement on them.
What must be hidden is marked `[kind:text]`; `{field}` stands for what is known of the applicant, `{he|she}`
for what depends on gender. `agreement` marks a word that gives gender away by grammar alone. Names that are
not marked are not the applicant's.
"""

from __future__ import annotations

__all__ = ["HELD_OUT"]

_ENGLISH = (
    """\
[name:{upper}]
[address:{street}, {city} {postcode}]   |   [phone:{phone_spaced}]   |   [email:{email}]
[link:www.linkedin.com/in/{handle}]   |   [pronoun:{he/him|she/her}]

PROFILE
Systems engineer with ten years in distributed training. Led a group of 14; on-call for 3,000 accelerators.
Cut checkpoint time from 41 min to 90 s. [nationality:{nationality} citizen], no visa sponsorship needed.

EXPERIENCE
[employer:Brightwater Compute Ltd], Staff Engineer                                      2019 - present
 - Built the scheduler that [name:{family}]'s team still runs; 12 000 000 jobs a month.
 - Mentor in [gender:Women] in Machine Learning; co-chair of the diversity council.
[employer:Orrin & Vale Inc.], Software Engineer                                         2014 - 2019
 - Wrote Node.js services and an ASP.NET gateway. See RFC 9110 and arXiv 2101.12345.

EDUCATION
[school:Wexcombe University], MSc Computer Science, [age:{grad}]
[school:St Aldhelm's Grammar School], A-levels, [age:{grad_start}]

PERSONAL
[family:Married, two children]. Born [age:{born_long}] in [nationality:{city}].
Languages: English, French (fluent), Dutch (basic). Full driving licence.
References: Dr Ingrid Solberg, available on request.
""",
    """\
Curriculum vitae of [name:{full}]

Full name            [name:{full}]
D.O.B.               [age:{born}]
Sex                  [gender:{M|F}]
Civil status         [family:single]
Citizenship          [nationality:{nationality}]
Home address         [address:{street}, {city}]
Mobile               [phone:{phone}]
Photo                [photo:see attached passport photo]

[name:{given}] is a research scientist who works on alignment. [pronoun:{He|She}] joined
[employer:Tessellate Research] after [pronoun:{his|her}] doctorate at the [school:University of Marrowdale],
where [pronoun:{he|she}] was advised by Prof. Hugh Penrose. [gender:{Mr|Ms}] [name:{family}] has given the
keynote at two workshops, and colleagues say of [pronoun:{him|her}]: "clear, patient, exact".

Schooling
BSc Mathematics, [school:Imperford College], class of [age:{grad}]
Skills: JAX, CUDA, writing. Will travel. May 2021: best paper award.
Contact [pronoun:{him|her}] at [email:{email}] or on GitHub as [link:{handle}].
""",
    """\
Dear Ms Halloran,

I am applying for the role of Research Engineer. My name is [name:{full}] and I am [age:{age} years old].
As a [gender:{man|woman}] from [nationality:{country}] who grew up in [nationality:{city}], I learned early to ask for
evidence. I graduated from [school:Kelmscott Institute of Technology] in [age:{grad}] and have since worked at
[employer:Halden Systems LLC], where I own the evaluation suite.

Mark my words: I will bring grace under pressure. I can start in June. You can reach me on
[phone:{phone}] or at [email:{email}]; my code is at [link:https://github.com/{handle}].

Yours sincerely,
[name:{initial}]
""",
)

_INDONESIAN = (
    """\
DAFTAR RIWAYAT HIDUP

DATA PRIBADI
Nama Lengkap           : [name:{full}]
Tempat, Tgl Lahir      : [nationality:{city}], [age:{born_long}]
Jenis Kelamin          : [gender:{Laki-laki|Perempuan}]
Agama                  : [religion:{religion}]
Status Perkawinan      : [family:{marital}]
Kewarganegaraan        : [nationality:{nationality}]
Alamat                 : [address:{street}, {city} {postcode}]
No. HP                 : [phone:{phone}]
Surel                  : [email:{email}]
Tinggi/berat badan     : 170 cm / 60 kg

PENDIDIKAN FORMAL
[age:{grad_start}]  [school:SMA Negeri 3 Tanjungsari]
[age:{grad}]  [school:Universitas Cakrawala Nusantara], S1 Teknik Informatika, IPK 3,72

PENGALAMAN KERJA
2018 - 2023  [employer:PT Samudra Data Persada], Insinyur Perangkat Lunak
  Merancang layanan yang melayani 12.000.000 permintaan per hari.
2023 - sekarang  [employer:CV Lintas Awan], Kepala Tim

KEAHLIAN
Python, Go, PostgreSQL. Bahasa Indonesia (aktif), Inggris (aktif).
""",
    """\
[name:{upper}]
[address:{street} - {city}] • [phone:{phone_spaced}] • [email:{email}] • [link:github.com/{handle}]

Ringkasan
Saya seorang peneliti dengan pengalaman 8 tahun di bidang pembelajaran mesin, usia [age:{age} tahun],
[family:belum menikah]. Saya lulusan [school:Institut Teknologi Wanabakti] angkatan [age:{grad_start}] dan sekarang
bekerja di [employer:PT Aruna Cipta Tbk] sebagai peneliti utama. Hasil kerja yang bagus bagi saya selalu dapat
diulang.

Riwayat
- 2020-2024: memimpin enam orang; biaya pelatihan turun 40 persen.
- Pengurus komunitas [gender:Perempuan] di Teknologi, cabang Bandung.

Referensi: Bapak Haryono Suwardi, direktur riset.
""",
    """\
Kepada Yth. Ibu Kepala Personalia
di tempat

Dengan hormat,
Saya yang bertanda tangan di bawah ini:
Nama: [name:{full}]
Lahir di [nationality:{city}] pada tanggal [age:{born_long}]
Pendidikan terakhir: S1 Statistika, [school:Politeknik Negeri Bahari], lulus tahun [age:{grad}]

Bersama ini saya mengajukan lamaran sebagai analis data. Sebelumnya saya bekerja selama 5 tahun di
[employer:PT Graha Angka]. Saya warga negara [nationality:{country}], sehat, dan siap ditempatkan di mana saja.
Bapak/Ibu dapat
menghubungi saya di [phone:{phone}] atau [email:{email}].

Hormat saya,

[name:{full}]
""",
)

_DUTCH = (
    """\
Curriculum Vitae

Personalia
Naam:            [name:{full}]
Roepnaam:        [name:{given}]
Adres:           [address:{street}, {postcode} {city}]
Telefoon:        [phone:{phone}]
E-mail:          [email:{email}]
Geb. datum:      [age:{born}]
Geboorteplaats:  [nationality:{city}]
Geslacht:        [gender:{man|vrouw}]
Nationaliteit:   [nationality:{nationality}]
Burgerlijke staat: [family:{marital}]
Rijbewijs:       B

Werkervaring
2019 - heden     Teamleider data, [employer:Zilverberg Analyse B.V.]
                 De modellen zijn in productie bij 40 klanten; hun uitval daalde met 30%.
2013 - 2019      Ontwikkelaar, [employer:Van Oldenrijk N.V.]

Opleidingen
[age:{grad_start} - {grad}]      MSc Informatica, [school:Universiteit Zuiderhaven]
[age:{grad_start}]             VWO, [school:Sint-Bavo College]

Vaardigheden
Python, Rust, C++. Nederlands (moedertaal), Engels (vloeiend).
""",
    """\
[name:{full}]  ·  [email:{email}]  ·  [phone:{phone_spaced}]  ·  [link:linkedin.com/in/{handle}]

[name:{given}] ([age:{age} jaar]) woont met [pronoun:{zijn|haar}] gezin in [address:{city}]. [pronoun:{Hij|Zij}]
studeerde
wiskunde aan de [school:Technische Universiteit Waterdam] en heeft 12 jaar ervaring met simulatie. Collega's
kennen [pronoun:{hem|haar}] als iemand die rustig doorvraagt. Naast [pronoun:{zijn|haar}] werk is [name:{given}]
voorzitter
van een netwerk voor [gender:vrouwen] in de techniek, en [family:{vader|moeder} van twee kinderen].

Loopbaan
- [employer:Rekenhuis Delta B.V.], hoofd simulatie (2016-nu). De wit-zwarte rasters zijn hier bedacht.
- Gastdocent aan de [school:Hogeschool Amstelrand], 2018.

Nevenactiviteiten: schaken, het bos in. Referent: dhr. W. Steenhouwer.
""",
    """\
Geachte heer Terpstra,

Met veel interesse las ik uw vacature voor onderzoeker. Ik ben [name:{full}], geboren op [age:{born_long}] te
[nationality:{city}], en ik heb de [nationality:{nationality}] nationaliteit. In [age:{grad}] studeerde ik af aan de
[school:Universiteit van Nieuwerdal]. Daarna werkte ik vijf jaar bij [employer:Lichtveld Instrumenten B.V.],
waar de resultaten die ik behaalde goed zijn ontvangen.

U bereikt mij op [phone:{phone}] of via [email:{email}].

Met vriendelijke groet,

[gender:{Dhr.|Mevr.}] [name:{initial}]
[address:{street}]
[address:{postcode} {city}]
""",
)

_FRENCH = (
    """\
[name:{given} {family_upper}]
[address:{street}]
[address:{postcode} {city}]
Tél. : [phone:{phone_spaced}]
Courriel : [email:{email}]

[age:{Né|Née} le {born_long}] à [nationality:{city}]
Nationalité : [nationality:{nationality}]
Situation familiale : [family:{marié|mariée}, deux enfants]
Permis B

EXPÉRIENCE PROFESSIONNELLE
Depuis 2019   [agreement:{Ingénieur|Ingénieure}] de recherche, [employer:Solvane SAS]
              Conception d'un moteur d'indexation : 12 000 000 de documents, 80 ms au 99e centile.
2014 - 2019   Analyste, [employer:Cabinet Marvaux & Fils SARL]

FORMATION
[age:{grad}]          Master d'informatique, [school:Université de Valmorin]
[age:{grad_start}]          Baccalauréat scientifique, [school:Lycée Jean-Bertaut]

LANGUES
Français (langue maternelle), anglais (courant), arabe (notions).
""",
    """\
[name:{full}], [age:{age} ans] — [email:{email}] — [link:https://www.linkedin.com/in/{handle}/]

[name:{given}] est [agreement:{diplômé|diplômée}] de l'[school:École supérieure des télécoms de Rochebrune]
(promotion [age:{grad}]).
[pronoun:{Il|Elle}] dirige depuis six ans une équipe de 9 personnes chez [employer:Ombrelune S.A.], où l'on apprécie
sa rigueur. Il faut dire que [name:{family}] n'aime pas les chiffres sans intervalle. Avec 8 ans
d'expérience, [pronoun:{il|elle}] souhaite revenir à la recherche.

[agreement:{Lauréat|Lauréate}] du prix « [gender:Femmes] et sciences » comme [agreement:{mentor|mentore}].
[agreement:{Passionné|Passionnée}] de voile.
Contact : [phone:{phone}]
""",
    """\
[gender:{Monsieur|Madame}] [name:{full}]
[address:{street}, {postcode} {city}]

À l'attention de Madame Hervieu

Madame,

De nationalité [nationality:{nationality}] et titulaire d'un titre de séjour [nationality:« passeport talent »], j'ai
obtenu mon doctorat à l'[school:Université Pierre-Arnoux] en [age:{grad}]. [agreement:{Âgé|Âgée}] de
[age:{age} ans] et [family:célibataire],
je suis mobile. J'ai travaillé trois ans chez [employer:Deltamare SAS] : les modèles y sont entraînés en 4 h au lieu
de 3 jours. Vous pouvez me joindre au [phone:{phone}] ou à [email:{email}].

Je vous prie d'agréer, Madame, mes salutations distinguées.

[name:{initial}]
""",
)

_ARABIC = (
    """\
السيرة الذاتية

الاسم: [name:{native}]
تاريخ الميلاد: [age:{born_arabic}]
مكان الميلاد: [nationality:{city}]
الجنس: [gender:{ذكر|أنثى}]
الجنسية: [nationality:{nationality}]
الحالة الاجتماعية: [family:{متزوج|متزوجة}]
الديانة: [religion:{religion}]
العنوان: [address:{street}، {city}]
رقم الجوال: [phone:{phone_arabic}]
البريد الإلكتروني: [email:{email}]

المؤهلات العلمية
بكالوريوس علوم الحاسوب، [school:جامعة الواحة]، [age:{grad_arabic}]
ثانوية عامة، [school:مدرسة النهضة الثانوية]، [age:{grad_start}]

الخبرات العملية
٢٠١٩ - حتى الآن: مهندس برمجيات، [employer:شركة أفق البيانات]
تصميم خدمة تعالج ١٢٬٠٠٠٬٠٠٠ طلب يومياً.

المهارات: بايثون، سي++، قواعد البيانات. اللغات: العربية، الإنجليزية.
""",
    """\
[name:{native}] | [name:{full}]
[phone:{phone_rtl}] | [email:{email}] | [link:github.com/{handle}]

نبذة: [name:{native_given}] [agreement:{باحث|باحثة}] في تعلم الآلة بخبرة ٨ سنوات. [agreement:{تخرج|تخرجت}] من
[school:معهد الرافد للتكنولوجيا] عام
[age:{grad_arabic}]، و[pronoun:{هو|هي}] اليوم [agreement:{يقود|تقود}] فريقاً من تسعة في [employer:شركة نواة المحدودة].
العمر [age:{age_arabic} سنة]، [family:{أعزب|عزباء}].
[gender:{السيد|السيدة}] [name:{native_family}] [agreement:{عضو|عضوة}] في جمعية [gender:النساء] في الذكاء الاصطناعي.
المراجع: الأستاذ سليم الدروبي.
""",
    """\
السادة قسم التوظيف المحترمين،

تحية طيبة وبعد،
أنا [name:{native}] من مواليد [nationality:{city}] سنة [age:{birth_year_arabic}]، وأحمل الجنسية
[nationality:{nationality}]. أتقدم لوظيفة
محلل بيانات. درست الإحصاء في [school:كلية العلوم بجامعة المنارة] وعملت خمس سنوات في [employer:مؤسسة مدار]، حيث
كان العمل منظماً وكريماً. للتواصل: [phone:{phone}] أو [email:{email}].

وتفضلوا بقبول فائق الاحترام،
[name:{native}]
""",
)

_PORTUGUESE = (
    """\
[name:{upper}]
[nationality:{nationality}], [family:{solteiro|solteira}], [age:{age} anos]
[address:{street} - {city} - CEP {postcode}]
Cel.: [phone:{phone}] / e-mail: [email:{email}]
CPF: [nationality:123.456.789-09]

OBJETIVO
Atuar como cientista de dados.

FORMAÇÃO ACADÊMICA
[age:{grad}] - Bacharelado em Estatística, [school:Universidade Federal do Vale Dourado]
[age:{grad_start}] - Ensino médio, [school:Colégio São Martim]

EXPERIÊNCIA
2019 - atual: [employer:Maré Alta Tecnologia Ltda.], [agreement:{engenheiro|engenheira}] de dados sênior
  Projetou um serviço com 12.000.000 de eventos por dia; o custo caiu 40%.
2014 - 2019: [employer:Banco Serra Azul S.A.], analista

IDIOMAS
Português, inglês (avançado), espanhol (básico).
""",
    """\
CURRÍCULO

Nome completo: [name:{full}]
Data de nascimento: [age:{born}]
Naturalidade: [nationality:{city}]
Nacionalidade: [nationality:{nationality}]
Estado civil: [family:{casado|casada}]
Sexo: [gender:{masculino|feminino}]
Endereço: [address:{street}, {city}]
Contato: [phone:{phone_spaced}] | [email:{email}] | [link:linkedin.com/in/{handle}]

Sobre
[name:{given}] pesquisa avaliação de modelos. [agreement:{Formado|Formada}] pela
[school:Escola Politécnica de Serralva] em
[age:{grad}], [pronoun:{ele|ela}] coordena cinco pessoas na [employer:Rumo Norte Sistemas S/A]. O trabalho
[pronoun:{dele|dela}] foi citado em dois prêmios; são 8 anos de experiência. [family:{Pai|Mãe} de um filho].
Participa do grupo [gender:Mulheres] em IA de Recife.
""",
    """\
Prezada Sra. Figueira,

Meu nome é [name:{full}], sou [nationality:{nationality}] e nasci em [nationality:{city}], em [age:{born_long}].
Concluí o mestrado na
[school:Faculdade Santa Brígida] em [age:{grad}] e desde então trabalho na [employer:Orla Dados Ltda], onde sou
responsável pela plataforma de testes. Pode entrar em contato pelo telefone [phone:{phone}] ou por
[email:{email}].

Atenciosamente,
[gender:{Sr.|Sra.}] [name:{initial}]
[address:{street}]
""",
)

HELD_OUT: dict[str, tuple[str, ...]] = {
    "en": _ENGLISH,
    "id": _INDONESIAN,
    "nl": _DUTCH,
    "fr": _FRENCH,
    "ar": _ARABIC,
    "pt": _PORTUGUESE,
}
"""Documents by language: a résumé with labels, a résumé in prose, a letter."""
