"""The words of schools, employers and streets that redaction knows, in the six languages."""

from __future__ import annotations

__all__ = [
    "COMPANY_ENDS",
    "COMPANY_STARTS",
    "CONNECTORS",
    "DEGREES",
    "EDUCATION",
    "GRADUATION",
    "NEEDS_ANOTHER",
    "SCHOOL_STEMS",
    "SCHOOL_WORDS",
    "SECTIONS",
    "STREET_ENDINGS",
    "STREET_STARTS",
    "STREET_WORDS",
]


def _list(*languages: str) -> frozenset[str]:
    return frozenset(phrase.strip() for text in languages for phrase in text.split(",") if phrase.strip())


SCHOOL_STEMS = ("universit", "universid", "polytech", "politec", "politek", "politecn")
"""How words for a university begin."""

SCHOOL_WORDS = _list(
    "college, institute, school, academy, univ, grammar school, conservatory, caltech, eth, mit",
    "institut, sekolah, sma, smk, smp, sman, smkn, smpn, akademi, stmik, stie, madrasah, pesantren",
    "hogeschool, lyceum, gymnasium, academie, scholengemeenschap, roc, tu, vu, mavo",
    "ecole, lycee, iut, insa, faculte, conservatoire, iut, hec, ens, grande ecole",
    "جامعه, معهد, كليه, مدرسه, اكاديميه, الجامعه, المعهد, مدارس",
    "faculdade, escola, instituto, colegio, liceu, academia, etec, senai, fatec, ufrj, usp, unicamp",
)
"""Words that stand in a school's name."""

CONNECTORS = _list(
    "of, the, for, and, at, de, da, do, das, dos, di, du, des, la, le, les, l, d, van, voor, het, der,"
    " den, en, et, e, von, a"
)
"""Small words inside the name of a school."""

DEGREES = _list(
    "bsc, msc, phd, ba, ma, mba, beng, meng, bachelor, bachelors, master, masters, doctorate, doctor,"
    " dphil, diploma, degree,"
    " a levels, gcse, gcses, high school, secondary school, b sc, m sc, ph d, b a, m a, associate",
    "s1, s2, s3, d3, d4, sarjana, magister, sma, smk, smp, sekolah menengah, sekolah menengah atas,"
    " sekolah dasar, doktor,"
    " ipk",
    "vwo, havo, vmbo, mbo, hbo, wo, bachelordiploma, middelbare school, propedeuse, promotieonderzoek, doctoraal",
    "licence, baccalaureat, bac, doctorat, dut, bts, maitrise, deug, diplome, mastere, classe"
    " preparatoire, these, brevet",
    "بكالوريوس, ماجستير, دكتوراه, ليسانس, ثانويه, الثانويه العامه, ثانويه عامه, اجازه, دبلوم, بكالوريا, الباكالوريا,"
    " البكالوريوس, الماجستير, الدكتوراه",
    "bacharelado, mestrado, doutorado, licenciatura, graduacao, tecnologo, ensino medio, ensino"
    " fundamental, pos graduacao,"
    " bacharel, mestre, doutoramento, secundario, doutor",
)
"""Degrees: a year in their line is a year of graduation."""

GRADUATION = _list(
    "graduated, graduating, graduate of, class of, graduation, alumnus, alumna, i studied, studied at,"
    " completed my degree",
    "lulus, lulusan, angkatan, menyelesaikan studi, tamat, alumni",
    "afgestudeerd, studeerde, studeerde af, afstuderen, diploma behaald, promoveerde, gepromoveerd",
    "promotion, promo, diplome, diplomee, obtenu, obtention du diplome, j'ai etudie",
    "تخرج, تخرجت, خريج, خريجه, دفعه, التخرج, درست, درس, سنه التخرج, حصلت",
    "formado, formada, formei-me, conclui, concluiu, graduei-me, graduado, graduada, turma de,"
    " formatura, conclusao, estudei",
)
"""Words of graduating: a year that follows gives age away."""

EDUCATION = _list(
    "education, education and training, academic background, qualifications, studies, academic"
    " qualifications, schooling,"
    " education and qualifications, educational background, academic history",
    "pendidikan, pendidikan formal, riwayat pendidikan, latar belakang pendidikan",
    "opleiding, opleidingen, opleiding en cursussen, onderwijs, studie, studies, scholing",
    "formation, formations, formation academique, etudes, diplomes, parcours academique, cursus, etudes"
    " et diplomes, diplomes"
    " et formations, education",
    "التعليم, المؤهلات العلميه, المؤهل العلمي, الدراسه, التحصيل العلمي, المؤهلات, الشهادات, المؤهلات الاكاديميه",
    "formacao, formacao academica, educacao, escolaridade, habilitacoes literarias, habilitacoes academicas, formacao"
    " escolar",
)
"""Headings of the part on schools."""

SECTIONS = _list(
    "experience, work experience, professional experience, employment, employment history, career"
    " history, career, skills,"
    " technical skills, languages, publications, interests, references, projects, certifications, personal details,"
    " personal, personal information, summary, profile, objective, awards, volunteering, hobbies, about,"
    " contact, research",
    "pengalaman, pengalaman kerja, riwayat pekerjaan, keterampilan, keahlian, bahasa, organisasi,"
    " pelatihan, sertifikasi,"
    " data pribadi, profil, ringkasan, minat, referensi, hobi, penghargaan, proyek, riwayat, pengalaman organisasi",
    "werkervaring, ervaring, loopbaan, vaardigheden, talen, hobby's, interesses, nevenactiviteiten,"
    " personalia, profiel,"
    " referenties, cursussen, competenties, publicaties, projecten, persoonlijke gegevens",
    "experience, experience professionnelle, experiences professionnelles, experiences, competences, langues, centres"
    " d'interet, loisirs, profil, publications, projets, divers, references, informations personnelles, etat civil",
    "الخبرات, الخبره, الخبرات العمليه, المهارات, اللغات, الدورات, الدورات التدريبيه, الهوايات, المراجع,"
    " نبذه, الملف الشخصي,"
    " المعلومات الشخصيه, البيانات الشخصيه, الهدف الوظيفي, المشاريع, الخبره العمليه",
    "experiencia, experiencia profissional, experiencias, competencias, habilidades, idiomas, cursos,"
    " objetivo, resumo,"
    " perfil, sobre, projetos, publicacoes, dados pessoais, certificacoes, interesses, referencias,"
    " percurso profissional",
)
"""Headings of all other parts."""

COMPANY_ENDS = _list(
    "ltd, limited, inc, incorporated, llc, llp, plc, corp, corporation, gmbh, ag, pte, pty, co",
    "tbk, persero",
    "bv, nv, b v, n v, vof",
    "sa, sas, sarl, sasu, s a, s a s, s a r l, eurl, sca",
    "المحدوده, ذ م م, ش م ع, ش م م",
    "ltda, s a, eireli, lda, me, epp",
)
"""What a company's name ends with."""

COMPANY_STARTS = _list("pt, cv, شركه, مؤسسه, مجموعه, groupe, cabinet, banco, grupo")
"""What a company's name begins with."""

STREET_STARTS = _list(
    "",
    "jl, jln, jalan, gang, gg, perumahan, komplek, kompleks, dusun",
    "",
    "rue, avenue, boulevard, allee, impasse, chemin, place, quai, route, cours, bd, av, residence, faubourg, square",
    "شارع, حي, طريق, بنايه, جاده, ميدان, عماره",
    "rua, avenida, travessa, alameda, praca, rodovia, largo, estrada, av, r, quadra, beco, calcada",
)
"""What a street's name begins with."""

STREET_WORDS = _list(
    "street, st, road, rd, avenue, ave, lane, ln, drive, dr, boulevard, blvd, court, close, crescent,"
    " square, terrace, way,"
    " place, gardens, grove, hill, mews, row, parkway, highway, apartment, apt, flat, suite, po box"
)
"""What the name of an English street ends with."""

STREET_ENDINGS = (
    "straat",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "dijk",
    "singel",
    "dreef",
    "hof",
    "steeg",
    "pad",
    "plantsoen",
    "markt",
    "wal",
    "ring",
    "strasse",
)
"""How the name of a Dutch street ends."""

NEEDS_ANOTHER = _list(
    "الملك, الملكة, الأمير, الأميرة, السلطان, الشيخ, الإمام, عبد, ابن, بن, أبو, أم, بيت, ولي"
)
"""Arabic words after which a name goes on: King Saud University."""
