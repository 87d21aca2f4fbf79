"""Names of months and days, and words that tell a day by today's, in six languages."""

from __future__ import annotations

__all__ = ["MONTHS", "RELATIVE", "SPANS", "WEEKDAYS"]

MONTHS: dict[str, str] = {
    "en": "january|february|march|april|may|june|july|august|september|october|november|december",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "id": "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",
    "pt": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "ar": "يناير كانون_الثاني|فبراير شباط|مارس آذار|أبريل إبريل نيسان|مايو أيار|يونيو حزيران|يوليو تموز|"
    "أغسطس آب|سبتمبر أيلول|"
    "أكتوبر تشرين_الأول|نوفمبر تشرين_الثاني|ديسمبر كانون_الأول",
}
WEEKDAYS: dict[str, str] = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "id": "senin selasa rabu kamis jumat sabtu minggu",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
# Days before the day of publication.
RELATIVE: dict[str, int] = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "aujourd'hui": 0, "hier": -1, "demain": 1, "vandaag": 0, "gisteren": -1,
    "morgen": 1, "hari ini": 0, "kemarin": -1, "besok": 1, "hoje": 0, "ontem": -1, "amanhã": 1, "اليوم": 0, "أمس": -1,
    "غدا": 1, "last week": -7, "la semaine dernière": -7, "vorige week": -7, "afgelopen week": -7, "pekan lalu": -7,
    "minggu lalu": -7, "na semana passada": -7, "semana passada": -7, "الأسبوع الماضي": -7,
}  # fmt: skip
# What follows or leads a number of units that is counted back: the phrases, and on which side of it they stand.
SPANS: dict[str, tuple[str, str]] = {
    "en": ("", "ago"),
    "fr": ("il y a", ""),
    "nl": ("", "geleden"),
    "id": ("", "lalu, yang lalu, silam"),
    "pt": ("há", "atrás"),
    "ar": ("قبل, منذ", ""),
}
