"""The words that redaction knows: in English, Indonesian, Dutch, French, Arabic and Portuguese, in this order.

Phrases are parted by commas and compared without case and accents; only where the text says so do accents
count. A phrase is matched word by word, whatever punctuation stands between its words. To teach redaction a
word, add it here.
"""

from __future__ import annotations

from muster.engine.hire._redaction_shapes import Kind

__all__ = [
    "ACRONYMS_NOT_SCHOOLS",
    "CHILDREN",
    "CIVIL",
    "CIVIL_ALONE",
    "COMMON_NAMES",
    "GENDERED",
    "IDENTITY",
    "LABELS",
    "LABELS_OF_NUMBERS",
    "LINKING",
    "MONTHS",
    "NATIONAL",
    "NUMBERS",
    "PARENTS",
    "PARTICLES",
    "PHOTO",
    "PRONOUNS",
    "PRONOUNS_WITH",
    "SELF",
    "TITLES",
    "VISA",
]


def _list(*languages: str) -> frozenset[str]:
    """Return the phrases of all languages."""
    return frozenset(phrase.strip() for text in languages for phrase in text.split(",") if phrase.strip())


LABELS: dict[Kind, frozenset[str]] = {
    Kind.NAME: _list(
        "name, full name, first name, last name, given name, given names, family name, surname, middle name,"
        " maiden name, nickname, preferred name, legal name, name surname",
        "nama, nama lengkap, nama depan, nama belakang, nama panggilan",
        "naam, voornaam, voornamen, achternaam, familienaam, roepnaam, voorletters, volledige naam, meisjesnaam",
        "nom, prenom, prenoms, nom et prenom, nom prenom, prenom et nom, nom de famille, nom complet, nom de jeune"
        " fille, nom d'usage",
        "الاسم, الاسم الكامل, الاسم الثلاثي, الاسم الرباعي, اسم العائلة, الاسم الأول, اللقب, الكنية",
        "nome, nome completo, sobrenome, apelido, nome social, primeiro nome",
    ),
    Kind.EMAIL: _list(
        "email, e-mail, email address, mail",
        "surel, alamat email, pos-el",
        "e-mailadres, mailadres",
        "courriel, adresse electronique, adresse mail, adresse e-mail, mel",
        "البريد الإلكتروني, الإيميل, ايميل, بريد إلكتروني",
        "endereco eletronico, correio eletronico",
    ),
    Kind.PHONE: _list(
        "phone, telephone, tel, mobile, cell, cell phone, phone number, mobile number, mobile phone, whatsapp, fax",
        "telepon, telp, no telp, no hp, hp, nomor telepon, nomor hp, nomor ponsel, no telepon, ponsel, handphone,"
        " no wa, wa",
        "telefoon, telefoonnummer, mobiel, gsm, tel nr, mobiel nummer",
        "portable, tel portable, numero de telephone, mob",
        "الهاتف, رقم الهاتف, الجوال, رقم الجوال, المحمول, الموبايل, جوال, هاتف, موبايل, واتساب, تلفون, رقم التلفون",
        "telefone, celular, cel, telemovel, fone, tel celular, numero de telefone",
    ),
    Kind.ADDRESS: _list(
        "address, home address, postal address, permanent address, current address, mailing address, residence,"
        " place of residence, postcode, postal code, zip code, city",
        "alamat, alamat rumah, alamat domisili, domisili, tempat tinggal, alamat ktp, alamat sekarang,"
        " kode pos, kota",
        "adres, woonadres, woonplaats, postadres, huisadres, adresgegevens",
        "adresse, domicile, adresse postale, adresse personnelle, code postal, ville, lieu de residence",
        "العنوان, عنوان السكن, محل الإقامة, مكان الإقامة, السكن, عنوان, المدينة",
        "endereco, morada, residencia, endereco residencial, cep, cidade, codigo postal, bairro",
    ),
    Kind.LINK: _list(
        "linkedin, github, gitlab, twitter, skype, instagram, facebook, telegram, website, homepage, portfolio,"
        " personal website, orcid, google scholar, kaggle, mastodon, bluesky, stack overflow, web, blog",
        "situs web, laman, situs",
        "persoonlijke website",
        "site web, site personnel, page personnelle",
        "لينكد إن, الموقع الإلكتروني, الموقع الشخصي, لينكدان, جيت هب",
        "site, pagina pessoal, site pessoal",
    ),
    Kind.PHOTO: _list(
        "photo, photograph, picture, headshot",
        "foto, pas foto, pasfoto",
        "photographie",
        "الصورة, صورة",
        "fotografia",
    ),
    Kind.PRONOUN: _list(
        "pronouns, pronoun, preferred pronouns",
        "kata ganti",
        "voornaamwoorden, aanspreekvorm",
        "pronoms",
        "الضمائر",
        "pronomes",
    ),
    Kind.GENDER: _list(
        "gender, sex, gender identity, military service, military status, salutation",
        "jenis kelamin, kelamin, gender, wajib militer",
        "geslacht, aanhef, sekse, dienstplicht, militaire dienst",
        "sexe, genre, civilite, service militaire, service national",
        "الجنس, النوع, الخدمة العسكرية, الموقف من التجنيد, التجنيد",
        "sexo, genero, servico militar, situacao militar, reservista",
    ),
    Kind.AGE: _list(
        "date of birth, birth date, birthdate, dob, d.o.b, born, age, birthday, year of birth, date and place of"
        " birth, place and date of birth, birth",
        "tanggal lahir, tgl lahir, tempat tanggal lahir, tempat tgl lahir, ttl, usia, umur, tempat dan tanggal"
        " lahir, lahir, tahun lahir",
        "geboortedatum, geb datum, geboren, leeftijd, geboren op, geboortejaar, geboortedatum en plaats,"
        " geboortedatum en"
        " geboorteplaats, geboorteplaats en datum",
        "date de naissance, ne le, nee le, ne e le, age, date et lieu de naissance, naissance, annee de naissance",
        "تاريخ الميلاد, العمر, السن, سنة الميلاد, تاريخ ومكان الميلاد, مكان وتاريخ الميلاد, الميلاد, تاريخ الولادة,"
        " المواليد, مواليد",
        "data de nascimento, nascimento, idade, data nasc, data e local de nascimento, ano de nascimento, nasc",
    ),
    Kind.NATIONALITY: _list(
        "nationality, citizenship, nationalities, place of birth, birthplace, country of birth, visa, visa status,"
        " work permit, work authorization, immigration status, passport, passport number, ethnicity, race, mother"
        " tongue, native language, country of origin, residency status, national insurance number, ssn, nino, id"
        " number, identity number, national id, ethnic origin, born in, caste",
        "kewarganegaraan, kebangsaan, tempat lahir, suku, suku bangsa, nik, no ktp, ktp, npwp, paspor,"
        " no paspor, bahasa"
        " ibu, asal, warga negara, nomor ktp, asal daerah, visa",
        "nationaliteit, geboorteplaats, geboorteland, bsn, burgerservicenummer, paspoort, werkvergunning,"
        " verblijfsvergunning, moedertaal, herkomst, etniciteit, staatsburgerschap, rijksregisternummer",
        "nationalite, lieu de naissance, pays de naissance, citoyennete, titre de sejour, permis de"
        " travail, passeport,"
        " visa, numero de securite sociale, langue maternelle, origine, pays d'origine, carte de sejour, ne a, nee a",
        "الجنسية, مكان الميلاد, مكان الولادة, محل الميلاد, بلد الميلاد, رقم الهوية, الرقم القومي, جواز"
        " السفر, رقم جواز"
        " السفر, الإقامة, نوع الإقامة, التأشيرة, اللغة الأم, الأصل, الرقم الوطني, رقم الإقامة, بلد المنشأ",
        "nacionalidade, naturalidade, local de nascimento, pais de nascimento, natural de, cpf, rg,"
        " passaporte, visto,"
        " cidadania, lingua materna, etnia, raca, cor, nif, numero de identificacao, autorizacao de"
        " residencia, cor raca",
    ),
    Kind.FAMILY: _list(
        "marital status, civil status, family status, children, number of children, dependants, dependents, spouse,"
        " father's name, mother's name, family, relationship status",
        "status perkawinan, status pernikahan, status keluarga, jumlah anak, status nikah, nama ayah,"
        " nama ibu, status"
        " kawin, anak ke, status sipil, nama orang tua",
        "burgerlijke staat, burgerlijke stand, gezinssituatie, kinderen, gezinssamenstelling, aantal kinderen,"
        " samenlevingsvorm",
        "situation familiale, situation de famille, etat civil, statut marital, enfants, nombre d'enfants, situation"
        " matrimoniale, conjoint",
        "الحالة الاجتماعية, الحالة العائلية, الوضع العائلي, عدد الأطفال, عدد الأولاد, الأبناء, الحالة المدنية, الوضع"
        " الاجتماعي, اسم الأب, اسم الأم",
        "estado civil, filhos, numero de filhos, situacao familiar, filiacao, nome do pai, nome da mae, dependentes,"
        " conjuge",
    ),
    Kind.RELIGION: _list(
        "religion, faith, denomination",
        "agama, kepercayaan",
        "religie, godsdienst, geloof, levensovertuiging, geloofsovertuiging",
        "religion, confession, culte",
        "الديانة, الدين, الطائفة, المذهب",
        "religiao, crenca",
    ),
    Kind.SCHOOL: _list(
        "school, university, college, alma mater, institution",
        "sekolah, universitas, perguruan tinggi, asal sekolah, kampus, almamater",
        "universiteit, hogeschool, onderwijsinstelling",
        "ecole, universite, etablissement, etablissement scolaire",
        "الجامعة, المدرسة, الكلية, المعهد, جهة التخرج",
        "universidade, faculdade, escola, instituicao, instituicao de ensino",
    ),
    Kind.EMPLOYER: _list(
        "employer, company, current employer, previous employer, organisation, organization, company name",
        "perusahaan, nama perusahaan, instansi, pemberi kerja",
        "werkgever, bedrijf, huidige werkgever, organisatie",
        "employeur, entreprise, societe, employeur actuel",
        "جهة العمل, الشركة, اسم الشركة, صاحب العمل, المؤسسة, مكان العمل",
        "empresa, empregador, empregadora, entidade patronal, nome da empresa",
    ),
}
"""Labels of personal fields; what follows one is hidden."""

LABELS_OF_NUMBERS = _list(
    "nik, no ktp, ktp, npwp, cpf, rg, bsn, burgerservicenummer, ssn, nino, passport, passport number, national"
    " insurance number, paspor, no paspor, rijksregisternummer, numero de securite sociale, passaporte, nif,"
    " الرقم القومي, رقم الهوية, رقم جواز السفر, الرقم الوطني"
)
"""Labels that need no colon when a number follows."""

PRONOUNS = _list(
    "he, him, his, himself, she, her, hers, herself, themself",
    "",
    "hij, zij, haar, hare, hemzelf, haarzelf",
    "il, elle, elle-même",
    "هو, هي",
    "ele, ela, dele, dela, nele, nela",
)
"""Pronouns that give gender away, with the accents they have; Indonesian has none that do."""

PRONOUNS_WITH: dict[str, frozenset[str]] = {
    "zijn": _list("hij"),
    "hem": _list("hij, zijn"),
    "ze": _list("zij, haar"),
}
"""Words that are pronouns only at times: hidden where one of these stands in the text as well."""

IDENTITY = _list(
    "she her, he him, they them, she they, he they, xe xem, ze zir, she her hers, he him his, they them theirs",
    "iel, iel iels, elle elle, il lui, elle la, die diens, hen hun, hij hem, zij haar, zij ze, elu delu, ele dele,"
    " ela dela",
)
"""Declared pronouns: `she/her`."""

TITLES = _list(
    "mr, mrs, ms, miss, mx, sir, madam, mister",
    "bapak, ibu, bpk, sdr, sdri, saudara, saudari, pak, bu, tuan, nyonya, nona, ny, tn",
    "dhr, mevr, mw, mevrouw, meneer, heer, de heer, juffrouw, mej",
    "m, mme, mlle, monsieur, madame, mademoiselle, mr",
    "السيد, السيدة, الآنسة, الأستاذ, الأستاذة, المهندس, المهندسة, الدكتور, الدكتورة",
    "sr, sra, srta, senhor, senhora, senhorita, dona",
)
"""Titles that tell a gender; hidden before the applicant's name."""

GENDERED = _list(
    "woman, women, women's, female, females, male, males, girl, girls, lady, ladies, gentleman, sorority,"
    " fraternity, a man, as a man, transgender, nonbinary, non-binary, womxn",
    "perempuan, wanita, pria, laki-laki, lelaki, kaum ibu",
    "vrouw, vrouwen, vrouwelijk, vrouwelijke, mannelijk, mannelijke, meisjes, meiden",
    "femme, femmes, homme, hommes, fille, filles",
    "امرأة, المرأة, نساء, النساء, سيدات, السيدات, فتيات, الفتيات, أنثى, النسائية, نسائية, رجل",
    "mulher, mulheres, homem, homens, feminino, feminina, meninas, garotas",
)
"""Words that tell a gender, with the accents they have."""

PARENTS = _list(
    "mother of, father of, mum of, dad of, parent of, wife of, husband of, my wife, my husband",
    "ibu dari, ayah dari, ibu rumah tangga, istri, suami",
    "vader van, moeder van, mijn vrouw, mijn man, echtgenote, echtgenoot",
    "père de, mère de, mon mari, ma femme, mon épouse, mon époux",
    "أم لطفلين, أب لطفلين, أم ل, أب ل, زوجتي, زوجي",
    "mãe de, pai de, minha esposa, meu marido, esposa, esposo",
)
"""Parents and partners."""

CHILDREN = _list(
    "child, children, kid, kids, son, sons, daughter, daughters",
    "anak",
    "kind, kinderen, zoon, zonen, dochter, dochters",
    "enfant, enfants, fils, fille, filles",
    "طفل, طفلان, طفلين, أطفال, ابن, ابنة, أبناء, أولاد",
    "filho, filhos, filha, filhas, criança, crianças",
)

NUMBERS = _list(
    "a, one, two, three, four, five, six",
    "satu, dua, tiga, empat, lima, enam, seorang",
    "een, twee, drie, vier, vijf, zes",
    "un, une, deux, trois, quatre, cinq, six",
    "واحد, اثنان, ثلاثة, أربعة, خمسة, ستة",
    "um, uma, dois, duas, três, quatro, cinco, seis",
)

CIVIL = _list(
    "married, unmarried, divorced, widowed, cohabiting, never married, happily married, civil partnership",
    "menikah, belum menikah, sudah menikah, lajang, belum kawin, duda, janda, cerai hidup, cerai mati",
    "gehuwd, ongehuwd, getrouwd, samenwonend, alleenstaand, weduwe, weduwnaar",
    "marié, mariée, célibataire, divorcé, divorcée, veuf, veuve, pacsé, pacsée, marié(e)",
    "متزوج, متزوجة, أعزب, عزباء, مطلق, مطلقة, أرمل, أرملة, عازب, خاطب, مخطوبة",
    "casado, casada, solteiro, solteira, divorciado, divorciada, viúvo, viúva, união estável",
)
"""Marital status, with the accents it has, hidden wherever it stands."""

CIVIL_ALONE = _list(
    "single, engaged, separated, kawin, cerai, gescheiden, verloofd, séparé, séparée, separado, separada"
)
"""Marital status that is an ordinary word too: hidden where it stands alone between commas."""

SELF = _list("i am, i'm, saya, saya seorang, ik ben, je suis, أنا, sou, eu sou, estou")
"""What a nationality or marital status follows in a sentence about oneself."""

NATIONAL = _list(
    "british, american, canadian, irish, australian, indian, chinese, french, german, dutch, belgian,"
    " spanish, italian,"
    " brazilian, portuguese, indonesian, malaysian, egyptian, moroccan, turkish, iranian, pakistani,"
    " nigerian, kenyan,"
    " ethiopian, russian, ukrainian, polish, japanese, korean, vietnamese, mexican, south african,"
    " jordanian, lebanese",
    "",
    "nederlandse, nederlander, belgische, duitse, franse, marokkaanse, turkse, surinaamse, indonesische",
    "français, française, belge, suisse, canadien, canadienne, marocain, marocaine, algérien, algérienne, tunisien,"
    " tunisienne, sénégalais, sénégalaise, ivoirien, ivoirienne, camerounais, camerounaise, libanais, libanaise",
    "مصري, مصرية, أردني, أردنية, سعودي, سعودية, سوري, سورية, لبناني, لبنانية, مغربي, مغربية, تونسي, تونسية, جزائري,"
    " جزائرية, عراقي, عراقية, فلسطيني, فلسطينية, سوداني, سودانية, إماراتي, إماراتية, يمني, يمنية, كويتي, كويتية",
    "brasileiro, brasileira, português, portuguesa, angolano, angolana, moçambicano, moçambicana, cabo-verdiano,"
    " cabo-verdiana, argentino, argentina",
)
"""Nationalities, with their accents: hidden alone in a line of personal data, and after `I am`."""

VISA = _list(
    "visa sponsorship, work visa, student visa, visa status, work permit, residence permit, permanent resident, green"
    " card, h-1b, h1b, settled status, right to work, indefinite leave to remain, blue card, work authorization,"
    " work authorisation",
    "izin tinggal, kitas, kitap, izin kerja",
    "verblijfsvergunning, werkvergunning, verblijfstitel",
    "titre de séjour, carte de séjour, permis de travail, autorisation de travail, permis de séjour",
    "تصريح عمل, إقامة سارية, تأشيرة عمل, إقامة قابلة للتحويل, رخصة عمل",
    "visto de trabalho, autorização de residência, visto permanente, título de residência, permissão de trabalho",
)
"""What tells that somebody needs or has leave to stay."""

PHOTO = _list(
    "photo attached, see attached photo, passport photo, attached photo, photo enclosed, insert photo here",
    "pas foto, foto terlampir, foto 3x4, foto 4x6",
    "pasfoto, foto bijgevoegd",
    "photo d'identite, photo ci-jointe, photo jointe",
    "صورة شخصية, الصورة الشخصية",
    "foto em anexo, foto 3x4, foto anexa",
)

MONTHS = _list(
    "january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar,"
    " apr, jun, jul, aug, sep, sept, oct, nov, dec",
    "januari, februari, maret, mei, juni, juli, agustus, oktober, desember, agu, okt, des, agt",
    "maart, augustus, mrt",
    "janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, octobre, novembre, decembre,"
    " janv, fevr, avr, juil",
    "يناير, فبراير, مارس, أبريل, إبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر, كانون"
    " الثاني, شباط,"
    " آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, تشرين الأول, تشرين الثاني, كانون الأول, جانفي, فيفري, أفريل, ماي,"
    " جوان, جويلية, أوت",
    "janeiro, fevereiro, marco, abril, maio, junho, julho, agosto, setembro, outubro, novembro,"
    " dezembro, fev, abr, ago,"
    " set, out, dez",
)

LINKING = _list(
    "in, at, on, the, of",
    "di, pada, tanggal, tgl",
    "te, op, in, de",
    "en, a, au, le, la",
    "في, سنة, عام, من, ب, يوم",
    "em, de, do, da, dia, no, na, aos",
)
"""Small words inside a date and place of birth."""

PARTICLES = _list(
    "van, von, der, den, de, da, dos, do, du, di, del, della, la, le, los, las, al, el, bin, ibn, bint,"
    " ben, abu, bte,"
    " binti, ter, ten, te, het, t, y, e, d, das, des, zu, af, av, st, bn, ال, بن, ابن, أبو, بنت, jr, sr, ii, iii, dr,"
    " prof, op, in, ould, ait"
)
"""What belongs to a name but names nobody alone."""

COMMON_NAMES = _list(
    "will, mark, hope, may, april, june, august, bill, art, max, rich, grant, chase, page, young, long, brown, white,"
    " green, black, stone, field, banks, price, cook, summer, autumn, dawn, miles, mills, major, best,"
    " wise, good, day, ray,"
    " sky, star, an, so, do, ha, to, la, mai, le, he, can, son, sun, song, see, man, ren, sari, chance,"
    " earnest, drew",
    "sari, indah, bagus, citra, intan, bunga, bintang, adil, mulia, jaya, setia, teguh, kusuma, cahya, sakti",
    "bos, vos, wit, de wit, bakker, dekker, visser, mulder, brouwer, smit, koster, kuipers, haan, jong,"
    " boer, ruiter, roos,"
    " noor, merel, mees, bloem, linden, berg, dam, dijk, wal, heijden, leeuwen, groot, klein, kok, post,"
    " storm, jurre",
    "roux, blanc, petit, marchand, chevalier, barbier, fontaine, mercier, bonnet, bourgeois, carpentier,"
    " fabre, masson,"
    " legrand, leroy, page, lacroix, moulin, rose, marguerite, aurore, clemence, constance, prudence, olive, collet",
    "أمل, نور, كريم, جميل, حسن, سعد, صالح, خليل, هالة, هدى, منصور, بركات, عوض, حداد, نجار, أمين, أمينة, سليم, سالم,"
    " عادل, فريد, وليد, شريف, حكيم, ماهر, رامي, باسم, سعيد, فرح, ندى, ريم, هناء, رجاء, وفاء, صفاء, حنان, إيمان, أنس,"
    " هاني, عماد, جابر, صباغ, شامي, مصري, قاسم, يمنى, كنعان, غانم",
    "santos, rocha, costa, barros, machado, dias, rosa, luz, cruz, lima, leite, reis, campos, pinto, ramos, ribeiro,"
    " carvalho, pereira, oliveira, moreira, nogueira, teixeira, ferreira, batista, borges, guerra, paz,"
    " vitória, serra,"
    " ponte, ventura, fonseca, freitas, monteiro, nascimento, graça, glória, pilar, fortes, leal",
)
"""Names that are ordinary words too, and begin sentences: hidden only in a place where a name would stand."""

ACRONYMS_NOT_SCHOOLS = _list("gpa, ipk, usa, uk, eu, phd, msc, bsc, mba, stem, it, ai, ml, iot, gcse")
