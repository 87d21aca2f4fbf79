"""Words of periods and rates in six languages."""

from __future__ import annotations

__all__ = [
    "ADJECTIVES", "AFTER", "AGED", "AGED_BEHIND", "AGO", "BLOCKING", "DUALS", "DURATIONS", "FIRST",
    "LASTING_THINGS",
    "NOUNS", "OVER", "PEOPLE_AGED", "RATES", "RATE_ADJECTIVES", "UNITS",
]  # fmt: skip

UNITS: dict[str, dict[str, float]] = {
    "en": {"year": 12, "years": 12, "yr": 12, "yrs": 12, "month": 1, "months": 1, "quarter": 3, "quarters": 3,
           "decade": 120, "decades": 120},
    "fr": {"an": 12, "ans": 12, "année": 12, "années": 12, "mois": 1, "trimestre": 3, "trimestres": 3, "semestre": 6,
           "semestres": 6, "décennie": 120, "décennies": 120},
    "nl": {"jaar": 12, "jaren": 12, "jaren lang": 12, "maand": 1, "maanden": 1, "mnd": 1, "decennium": 120,
           "decennia": 120, "kwartaal": 3, "kwartalen": 3},
    "id": {"tahun": 12, "thn": 12, "bulan": 1, "kuartal": 3, "triwulan": 3, "caturwulan": 4, "semester": 6,
           "dekade": 120, "dasawarsa": 120, "windu": 96, "bln": 1},
    "pt": {"ano": 12, "anos": 12, "mês": 1, "meses": 1, "trimestre": 3, "trimestres": 3, "semestre": 6,
           "semestres": 6, "década": 120, "décadas": 120},
    "ar": {"سنة": 12, "سنوات": 12, "سنين": 12, "عام": 12, "عاما": 12, "عامه": 12, "عامها": 12,
           "سنته": 12, "سنتها": 12, "أعوام": 12, "شهر": 1, "شهرا": 1, "أشهر": 1, "شهور": 1, "ربع": 3, "أرباع": 3,
           "عقد": 120, "عقود": 120},
}  # fmt: skip
# Words that hold the number, too.
DUALS: dict[str, float] = {
    "سنتان": 24, "سنتين": 24, "عامان": 24, "عامين": 24, "شهران": 2, "شهرين": 2, "عقدين": 240, "setahun": 12,
    "sebulan": 1, "semester": 6,
}  # fmt: skip
ADJECTIVES: dict[str, float] = {"jarig": 12, "jarige": 12, "maands": 1, "maandse": 1}
OVER: dict[str, str] = {
    "en": "over, over the next, over the first, over the course of, across, across the next, in, in the, "
    "during, every, throughout, over a period of, for a term of, "
    "in the next, spread over, over a, paid over, over about",
    "fr": "sur, sur les, en, étalé sur, étalés sur, étalée sur, réparti sur, répartis sur, au cours des, "
    "sur près de, et de, tous les, toutes les, pour une durée de, sur une durée de, "
    "sur une période de",
    "nl": "over, over de, in, in de, in het, verspreid over, gespreid over, over een periode van, verdeeld "
    "over, elke, iedere, uitgesmeerd over, voor een periode van",
    "id": "selama, dalam, dalam kurun, dalam kurun waktu, dalam rentang, dalam rentang waktu, dalam tempo, "
    "dalam periode, "
    "selama periode, tiap, setiap, dalam waktu, sepanjang, dalam jangka, dalam jangka waktu, untuk, "
    "untuk jangka waktu, "
    "untuk masa kerja, untuk masa kontrak, pada, di",
    "pt": "em, a cada, nos, no, ao longo de, ao longo dos, durante, distribuídos em, por um período de, "
    "no prazo de, ao longo dos próximos, nos próximos, pelo período de",
    "ar": "على مدى, كل, على مدار, خلال, على, في, لمدة, في غضون, طوال, على امتداد, لفترة",
}
AFTER = (
    "after, after a, après, au bout de, dans, na, setelah, sesudah, usai, depois de, após, بعد, "
    "within, within a, "
    "pendant, binnen, por, for, for a, durant"
)
# Between an amount and a period: these words tell that the period is of something else.
BLOCKING = (
    "clawed, claw, clawback, remboursable, remboursables, récupérable, terug, terugbetaald, ditarik, "
    "dikembalikan, "
    "cobrado, cobrada, devolvido, تسترد, يسترد, استرداد, notice, préavis, after, après, na, setelah, "
    "depois, após, بعد"
)
FIRST: dict[str, str] = {
    "en": "first",
    "fr": "premier, première, premiers, premières",
    "nl": "eerste",
    "id": "pertama, pertamanya",
    "pt": "primeiro, primeira, primeiros, primeiras",
    "ar": "أول, الأول, الأولى, الأوليين, الأوائل",
}
RATES: dict[str, tuple[str, float]] = {
    **dict.fromkeys(
        ("a year", "per year", "per annum", "each year", "every year", "annually", "yearly", "/year", "/yr", "p.a.",
         "par an", "par année", "chaque année", "annuels", "annuelles", "l'an", "/an",
         "per jaar", "jaarlijks", "elk jaar", "ieder jaar", "/jaar",
         "per tahun", "setahun", "setiap tahun", "tiap tahun", "/tahun", "per tahunnya", "setahunnya", "setiap "
         "tahunnya",
         "tiap tahunnya", "tiap-tiap tahun", "saban tahun", "saban tahunnya", "pertahun", "per thn", "/thn", "/th",
         "op jaarbasis", "/jr", "en base annuelle", "sur une base annuelle", "on an annual basis", "annualised",
         "annualized", "em base anual", "لكل عام", "لكل سنة", "على أساس سنوي",
         "por ano", "ao ano", "anuais", "a cada ano", "todos os anos", "anualmente", "/ano",
         "سنويا", "في السنة", "كل سنة", "في العام", "كل عام", "بالسنة", "للسنة"),
        ("annual", 12.0),
    ),
    **dict.fromkeys(
        ("a month", "per month", "each month", "every month", "monthly", "/month",
         "par mois", "mensuels", "mensuelles", "chaque mois", "/mois",
         "per maand", "maandelijks", "elke maand", "/maand",
         "per bulan", "sebulan", "setiap bulan", "tiap bulan", "/bulan", "per bulannya", "sebulannya", "setiap "
         "bulannya",
         "tiap bulannya", "tiap-tiap bulan", "saban bulan", "perbulan", "per bln", "/bln", "per mnd", "/mnd",
         "por mês", "ao mês", "mensais", "mensalmente", "a cada mês", "/mês",
         "شهريا", "في الشهر", "كل شهر", "بالشهر"),
        ("monthly", 1.0),
    ),
    **dict.fromkeys(
        ("a week", "per week", "weekly", "par semaine", "per week", "wekelijks", "per minggu", "seminggu",
        "setiap minggu", "per pekan", "sepekan", "/minggu", "per minggunya", "/week",
         "por semana", "semanais", "أسبوعيا", "في الأسبوع"),
        ("weekly", 0.0),
    ),
    **dict.fromkeys(
        ("a day", "per day", "daily", "par jour", "per dag", "per hari", "sehari", "setiap hari", "/hari", "per "
        "harinya", "/day", "/dag", "/dia", "/jour", "por dia", "يوميا", "في اليوم"),
        ("daily", 0.0),
    ),
    **dict.fromkeys(
        ("an hour", "per hour", "hourly", "de l'heure", "par heure", "per uur", "per jam", "/jam", "per "
        "jamnya", "/hour", "/hr", "/uur", "por hora", "في الساعة"),
        ("hourly", 0.0),
    ),
}  # fmt: skip
# Adjectives of pay that stand before its amount.
RATE_ADJECTIVES: dict[str, tuple[str, float]] = {
    **dict.fromkeys(
        ("annual", "yearly", "annuel", "annuelle", "jaarlijks", "jaarlijkse", "jaarsalaris", "jaarloon", "tahunan",
         "tahunannya", "anual", "سنوي", "سنوية"),
        ("annual", 12.0),
    ),
    **dict.fromkeys(
        ("monthly", "mensuel", "mensuelle", "maandelijks", "maandelijkse", "maandsalaris", "bulanan", "bulanannya",
         "mensal", "شهري", "شهرية"),
        ("monthly", 1.0),
    ),
}  # fmt: skip
AGO: dict[str, str] = {
    "en": "ago, earlier, later",
    "fr": "plus tôt, plus tard, auparavant",
    "nl": "geleden, eerder, later",
    "id": "lalu, yang lalu, kemudian, silam",
    "pt": "atrás, mais tarde, antes, depois",
    "ar": "مضت, مضى, خلت",
}
# What a period may be of, so that the amount beside it is over it.
NOUNS = (
    "package, packages, grant, grants, deal, deals, contract, contracts, award, awards, offer, offers, "
    "paquet, package, contrat, offre, plan, accord, pakket, contract, aanbod, paket, kontrak, "
    "kontraknya, paketnya, tawarannya, tawaran, pacote, contrato, "
    "proposta, حزمة, عقد, عرض, منحة"
)
# Between the word for a package and a period that is how long it runs.
DURATIONS = (
    "a, an, of, with, for, lasting, running, term, the, d, une, durée, pour, sur, met, een, looptijd, van, voor, "
    "berdurasi, berjangka, jangka, waktu, bertenor, selama, dengan, masa, kerja, kerjanya, untuk, com, duração, "
    "de, por, prazo, "
    "مدته, مدتها, لمدة, تمتد, يمتد, على, مدى, kontrak"
)
# Words before and behind somebody's age, which is no period.
AGED = (
    "aged, age, age of, at the age of, âgé de, âgée de, âgés de, âgées de, à l'âge de, berusia, berumur, usia, "
    "usianya, "
    "umur, umurnya, op zijn, op haar, op de leeftijd van, leeftijd van, "
    "com a idade de, aos, idade de, العمر, عمره, عمرها, عمر, بعمر, سن, سنه"
)
AGED_BEHIND = "old, of age, years of age, oud, de idade, d'âge, من العمر"
# Singular people that an age may be said of: la chercheuse de 34 ans.
PEOPLE_AGED = (
    "homme, femme, entrepreneur, entrepreneuse, dirigeant, dirigeante, scientifique, patron, patronne, "
    "informaticien, "
    "informaticienne, développeur, développeuse, spécialiste, expert, experte, jeune, prodige, homem, mulher, "
    "empresário, empresária, executivo, executiva, cientista, especialista, programador, programadora, jovem, "
    "investigador, investigadora, pria, wanita, perempuan, laki-laki, pemuda, ilmuwan"
)
# What is said to be so many years old or long in Dutch without being a person: een 10-jarige lening.
LASTING_THINGS = (
    "lening, obligatie, obligaties, staatslening, hypotheek, rente, jubileum, plan, overeenkomst, samenwerking, "
    "verbintenis, termijn, periode, looptijd, garantie, studie, opleiding, strategie, huur, huurcontract, deal, "
    "retentieregeling, regeling, bestaan, geschiedenis, traditie, oorlog, ervaring"
)
