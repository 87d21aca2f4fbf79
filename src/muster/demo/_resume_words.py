"""How a résumé reads in each of the six languages: headings, lines and sentences, marked as in `demo.marked`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WORDS", "Words"]


@dataclass(frozen=True)
class Words:
    """The wording of one language. The two jobs and the two schools each have one line."""

    title: str
    headings: tuple[str, str, str, str]
    labelled: tuple[str, ...]
    compact: tuple[str, ...]
    openings: tuple[str, ...]
    jobs: tuple[str, str]
    bullets: tuple[str, ...]
    schools: tuple[str, str]
    skills: tuple[str, ...]
    letter: str


_EN = Words(
    title="Curriculum vitae",
    headings=("Summary", "Experience", "Education", "Skills"),
    labelled=(
        "Name: [name:{full}]",
        "Date of birth: [age:{born_long}]",
        "Place of birth: [nationality:{birthplace}]",
        "Nationality: [nationality:{nationality}]",
        "Gender: [gender:{male|female}]",
        "Marital status: [family:{marital}]",
        "Address: [address:{street}, {city} {postcode}]",
        "Phone: [phone:{phone}]",
        "Email: [email:{email}]",
    ),
    compact=(
        "[name:{full}]",
        "[address:{street}, {city}] | [phone:{phone_spaced}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "[name:{given}] builds systems that other people can repair. [pronoun:{He|She}] is happiest with a profiler "
        "open, and [pronoun:{his|her}] reviews are short.",
        "Engineer with a taste for measurement, [age:{age} years old]. I write things down before I build them.",
        "Researcher. [gender:{Mr|Ms}] [name:{family}] has led three projects from first sketch to daily use.",
    ),
    jobs=(
        "{since} - present: Senior engineer, [employer:{employer}]",
        "{before} - {since}: Engineer, [employer:{employer2}]",
    ),
    bullets=(
        "Cut the cost of a training run by 38% by packing sequences of unequal length.",
        "Moved 4,000 jobs from a hand-written queue to a scheduler with fair shares.",
        "Wrote the evaluation that caught a leak of the test set before release.",
        "Trained nine colleagues to run incident reviews without blame.",
        "Led a team of 6; shipped a robot arm controller that stops within 12 ms.",
    ),
    schools=("MSc Computer Science, [school:{school}], [age:{grad}]", "Secondary school, [age:{grad_start}]"),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "Languages: English (fluent), Spanish (basic)"),
    letter="""\
Dear Ms Okonjo,

My name is [name:{full}] and I would like to join your team. {bullet} I studied at the [school:{school}] and now
work at [employer:{employer}]. You can reach me at [email:{email}] or [phone:{phone}].

Kind regards,
[name:{full}]
""",
)

_ID = Words(
    title="Curriculum vitae",
    headings=("Profil", "Pengalaman kerja", "Pendidikan", "Keterampilan"),
    labelled=(
        "Nama: [name:{full}]",
        "Tempat/Tanggal Lahir: [nationality:{birthplace}], [age:{born_long}]",
        "Jenis kelamin: [gender:{Pria|Wanita}]",
        "Agama: [religion:{religion}]",
        "Status: [family:{marital}]",
        "Kewarganegaraan: [nationality:{nationality}]",
        "Alamat: [address:{street}, {city} {postcode}]",
        "Telepon: [phone:{phone}]",
        "Email: [email:{email}]",
    ),
    compact=(
        "[name:{full}]",
        "[address:{street}, {city}] | [phone:{phone_spaced}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "Insinyur perangkat lunak, [age:{age} tahun], terbiasa mengukur sebelum mengubah.",
        "[gender:{Bapak|Ibu}] [name:{full}] memimpin tiga proyek dari rancangan sampai dipakai setiap hari.",
        "[name:{given}] senang menulis kode yang mudah dirawat oleh orang lain.",
    ),
    jobs=(
        "{since} - sekarang: Insinyur senior, [employer:{employer}]",
        "{before} - {since}: Insinyur, [employer:{employer2}]",
    ),
    bullets=(
        "Menurunkan biaya pelatihan model sebesar 38%.",
        "Memindahkan 4.000 pekerjaan harian ke penjadwal baru tanpa henti layanan.",
        "Menulis evaluasi yang menemukan kebocoran data uji sebelum rilis.",
        "Melatih sembilan rekan untuk meninjau insiden.",
        "Memimpin tim 6 orang; pengendali lengan robot berhenti dalam 12 ms.",
    ),
    schools=(
        "S1 Teknik Informatika, [school:{school}], lulus [age:{grad}]",
        "Sekolah menengah, [age:{grad_start}]",
    ),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "Bahasa: Indonesia, Inggris (aktif)"),
    letter="""\
Yth. Ibu Pimpinan,

Perkenalkan, nama saya [name:{full}]. {bullet} Saya lulusan [school:{school}] dan bekerja di
[employer:{employer}]. Saya dapat dihubungi di [phone:{phone}] atau [email:{email}].

Hormat saya,
[name:{full}]
""",
)

_NL = Words(
    title="Curriculum vitae",
    headings=("Profiel", "Werkervaring", "Opleiding", "Vaardigheden"),
    labelled=(
        "Naam: [name:{full}]",
        "Geboortedatum: [age:{born}]",
        "Geboorteplaats: [nationality:{birthplace}]",
        "Nationaliteit: [nationality:{nationality}]",
        "Geslacht: [gender:{man|vrouw}]",
        "Burgerlijke staat: [family:{marital}]",
        "Adres: [address:{street}, {postcode} {city}]",
        "Telefoon: [phone:{phone}]",
        "E-mail: [email:{email}]",
    ),
    compact=(
        "[name:{full}]",
        "[address:{street}, {city}] | [phone:{phone_spaced}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "[name:{given}] bouwt systemen die anderen kunnen repareren. "
        "[pronoun:{Hij|Zij}] meet eerst en verandert daarna.",
        "Ontwikkelaar, [age:{age} jaar], met 9 jaar ervaring in rekenwerk op grote schaal.",
        "Onderzoeker. [gender:{Dhr.|Mevr.}] [name:{family}] leidde drie projecten van schets tot dagelijks gebruik.",
    ),
    jobs=(
        "{since} - heden: Senior ontwikkelaar, [employer:{employer}]",
        "{before} - {since}: Ontwikkelaar, [employer:{employer2}]",
    ),
    bullets=(
        "Maakte een trainingsronde 38% goedkoper; de metingen zijn openbaar.",
        "Bracht 4.000 taken per dag over naar een eerlijke planner.",
        "Schreef de toets die een lek van testgegevens vond.",
        "Leidde negen collega's op in het nabespreken van storingen.",
        "Leidde een team van 6; de robotarm stopt binnen 12 ms.",
    ),
    schools=("MSc Informatica, [school:{school}], [age:{grad}]", "Middelbare school, [age:{grad_start}]"),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "Talen: Nederlands, Engels (vloeiend)"),
    letter="""\
Geachte mevrouw Brandsma,

Mijn naam is [name:{full}] en ik solliciteer graag. {bullet} Ik studeerde aan de [school:{school}] en werk bij
[employer:{employer}]. U bereikt mij via [email:{email}] of [phone:{phone}].

Met vriendelijke groet,
[name:{full}]
""",
)

_FR = Words(
    title="Curriculum vitae",
    headings=("Profil", "Expérience", "Formation", "Compétences"),
    labelled=(
        "Nom : [name:{full}]",
        "Date de naissance : [age:{born}]",
        "Lieu de naissance : [nationality:{birthplace}]",
        "Nationalité : [nationality:{nationality}]",
        "Sexe : [gender:{masculin|féminin}]",
        "Situation de famille : [family:{marital}]",
        "Adresse : [address:{street}, {postcode} {city}]",
        "Téléphone : [phone:{phone}]",
        "Courriel : [email:{email}]",
    ),
    compact=(
        "[name:{given} {family_upper}]",
        "[address:{street}, {city}] | [phone:{phone_spaced}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "[name:{given}] construit des systèmes que d'autres savent réparer. "
        "[pronoun:{Il|Elle}] mesure avant de changer.",
        "Spécialiste du calcul à grande échelle, [age:{age} ans], neuf ans d'expérience.",
        "[gender:{M.|Mme}] [name:{family}] a mené trois projets de l'esquisse à l'usage quotidien.",
    ),
    jobs=(
        "{since} - présent : Responsable technique, [employer:{employer}]",
        "{before} - {since} : Analyste, [employer:{employer2}]",
    ),
    bullets=(
        "Réduction de 38 % du coût d'un entraînement.",
        "Migration de 4 000 tâches par jour vers un ordonnanceur équitable.",
        "Conception de l'évaluation qui a révélé une fuite du jeu de test.",
        "Formation de neuf collègues à l'analyse des incidents.",
        "Équipe de 6 personnes ; arrêt du bras robotisé en 12 ms.",
    ),
    schools=("Master d'informatique, [school:{school}], [age:{grad}]", "Baccalauréat, [age:{grad_start}]"),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "Langues : français, anglais (courant)"),
    letter="""\
Madame, Monsieur,

Je m'appelle [name:{full}] et je souhaite rejoindre votre équipe. {bullet} J'ai étudié à [school:{school}] et je
travaille chez [employer:{employer}]. Vous pouvez me joindre au [phone:{phone}] ou à [email:{email}].

Cordialement,
[name:{full}]
""",
)

_AR = Words(
    title="السيرة الذاتية",
    headings=("نبذة", "الخبرات", "التعليم", "المهارات"),
    labelled=(
        "الاسم: [name:{native}]",
        "تاريخ الميلاد: [age:{born_long}]",
        "مكان الميلاد: [nationality:{birthplace}]",
        "الجنسية: [nationality:{nationality}]",
        "الجنس: [gender:{ذكر|أنثى}]",
        "الحالة الاجتماعية: [family:{marital}]",
        "العنوان: [address:{street}، {city}]",
        "الهاتف: [phone:{phone_arabic}]",
        "البريد الإلكتروني: [email:{email}]",
    ),
    compact=(
        "[name:{native}]",
        "[address:{street}، {city}] | [phone:{phone_rtl}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "خبرة تسع سنوات في الحوسبة واسعة النطاق، العمر [age:{age_arabic} سنة].",
        "[gender:{السيد|السيدة}] [name:{native}]: ثلاثة مشاريع من الفكرة إلى الاستعمال اليومي.",
        "مع [name:{native_given}] تصبح الأنظمة سهلة الإصلاح، و[pronoun:{هو|هي}] على رأس فريق من ستة.",
    ),
    jobs=(
        "{since} - الآن: هندسة البرمجيات، [employer:{employer}]",
        "{before} - {since}: تحليل البيانات، [employer:{employer2}]",
    ),
    bullets=(
        "خفض كلفة التدريب بنسبة ٣٨٪.",
        "نقل ٤٠٠٠ مهمة يومياً إلى مجدول عادل.",
        "كتابة تقييم كشف تسرب بيانات الاختبار قبل الإصدار.",
        "تدريب تسعة زملاء على مراجعة الأعطال.",
    ),
    schools=(
        "ماجستير علوم الحاسوب، [school:{school}]، [age:{grad_arabic}]",
        "الثانوية العامة، [age:{grad_start}]",
    ),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "اللغات: العربية، الإنجليزية"),
    letter="""\
السيدة المديرة المحترمة،

اسمي [name:{native}] وأرغب في الانضمام إلى فريقكم. {bullet} درست في [school:{school}] وأعمل في [employer:{employer}].
يمكنكم التواصل معي على [phone:{phone_arabic}] أو [email:{email}].

مع خالص التحية،
[name:{native}]
""",
)

_PT = Words(
    title="Curriculum vitae",
    headings=("Resumo", "Experiência", "Formação", "Competências"),
    labelled=(
        "Nome: [name:{full}]",
        "Data de nascimento: [age:{born_long}]",
        "Naturalidade: [nationality:{birthplace}]",
        "Nacionalidade: [nationality:{nationality}]",
        "Sexo: [gender:{masculino|feminino}]",
        "Estado civil: [family:{marital}]",
        "Endereço: [address:{street}, {city} - {postcode}]",
        "Telefone: [phone:{phone}]",
        "E-mail: [email:{email}]",
    ),
    compact=(
        "[name:{full}]",
        "[address:{street}, {city}] | [phone:{phone_spaced}] | [email:{email}] | [link:{profile}]",
    ),
    openings=(
        "[name:{given}] constrói sistemas que outras pessoas sabem consertar. [pronoun:{Ele|Ela}] mede antes de mudar.",
        "Especialista em computação em larga escala, [age:{age} anos], 9 anos de experiência.",
        "[gender:{Sr.|Sra.}] [name:{family}] conduziu três projetos do esboço ao uso diário.",
    ),
    jobs=(
        "{since} - atual: Especialista sênior, [employer:{employer}]",
        "{before} - {since}: Analista, [employer:{employer2}]",
    ),
    bullets=(
        "Redução de 38% no custo de um treinamento.",
        "Migração de 4.000 tarefas por dia para um escalonador justo.",
        "Avaliação que revelou um vazamento do conjunto de teste.",
        "Treinamento de nove colegas em análise de incidentes.",
        "Equipe de 6 pessoas; braço robótico que para em 12 ms.",
    ),
    schools=("Mestrado em Computação, [school:{school}], [age:{grad}]", "Ensino médio, [age:{grad_start}]"),
    skills=("Python, C++, Rust, PostgreSQL, Linux", "Idiomas: português, inglês (fluente)"),
    letter="""\
Prezada Sra. Tavares,

Meu nome é [name:{full}] e gostaria de fazer parte da equipe. {bullet} Estudei na [school:{school}] e trabalho na
[employer:{employer}]. Meu telefone é [phone:{phone}] e meu e-mail, [email:{email}].

Atenciosamente,
[name:{full}]
""",
)

WORDS: dict[str, Words] = {"en": _EN, "id": _ID, "nl": _NL, "fr": _FR, "ar": _AR, "pt": _PT}
"""By language code."""
