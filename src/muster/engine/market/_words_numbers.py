"""Number words and scale words of six languages.

Scale words follow each language's own use: `billion` is 10^9 in English and 10^12 in French, `biljoen` 10^12 in Dutch,
`bilhão` 10^9 in Brazil while `bilião` is 10^12 in Portugal, where 10^9 is `mil milhões`.
"""

from __future__ import annotations

__all__ = [
    "BELAS", "COLLECTIVES", "FRACTIONS", "HALVES", "JOINING", "NUMBERS", "OF", "ONE", "POINTS", "SCALES",
    "SHORT_SCALES", "WHOLE",
]  # fmt: skip

BELAS = -10.0
"""Marks the Indonesian word that adds ten: `dua belas` is twelve, `dua puluh` twenty."""

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit "
    "dix-neuf"
)
_FRENCH_TENS = "vingt trente quarante cinquante soixante septante huitante nonante"
_DUTCH = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien "
    "achttien negentien"
)
_DUTCH_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_INDONESIAN = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
_PORTUGUESE = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze "
    "dezesseis dezessete "
    "dezoito dezenove"
)
_PORTUGUESE_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
_PORTUGUESE_HUNDREDS = (
    "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
)
_ARABIC = (
    "صفر|واحد واحدة|اثنان اثنين اثنا اثنتان اثنتين اثنتا اثني اثنتي|ثلاثة ثلاث|أربعة أربع|خمسة خمس|"
    "ستة ست|سبعة سبع|"
    "ثمانية ثماني ثمان|تسعة تسع|عشرة عشر"
)
_ARABIC_TENS = (
    "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين"
)
_ARABIC_HUNDREDS = (
    "مئة مائة مية|مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي|ثلاثمئة ثلاثمائة|أربعمئة أربعمائة|"
    "خمسمئة خمسمائة|"
    "ستمئة ستمائة|سبعمئة سبعمائة|ثمانمئة ثمانمائة ثمانيمائة|تسعمئة تسعمائة"
)


def _counted(words: str, tens: str = "") -> dict[str, float]:
    found: dict[str, float] = {word: float(number) for number, word in enumerate(words.split())}
    return found | {word: 10.0 * number for number, word in enumerate(tens.split(), 2)}


def _dutch() -> dict[str, float]:
    """Return Dutch numbers below a thousand, which are written as one word."""
    small = _counted(_DUTCH, _DUTCH_TENS)
    units = _DUTCH.split()[1:10]
    for number, ten in enumerate(_DUTCH_TENS.split(), 2):
        for unit, word in enumerate(units, 1):
            small[f"{word}en{ten}"] = 10.0 * number + unit
            small[f"{word}ën{ten}"] = 10.0 * number + unit
    for unit, word in enumerate(_DUTCH.split()[2:10], 2):
        joint = "ën" if word.endswith("e") else "en"
        small |= dict.fromkeys((f"{word}{joint}half", f"{word}{joint}halve"), unit + 0.5)
    found = small | {"honderd": 100.0, "één": 1.0}
    for hundreds, prefix in enumerate(["", *units[1:]], 1):
        found[f"{prefix}honderd"] = 100.0 * hundreds
        for word, value in small.items():
            found[f"{prefix}honderd{word}"] = found[f"{prefix}honderden{word}"] = 100.0 * hundreds + value
    return found


def _arabic() -> dict[str, float]:
    rows = ((_ARABIC, 1.0, 0), (_ARABIC_TENS, 10.0, 2), (_ARABIC_HUNDREDS, 100.0, 1))
    return {
        word: step * number
        for listed, step, first in rows
        for number, words in enumerate(listed.split("|"), first)
        for word in words.split()
    }


NUMBERS: dict[str, dict[str, float]] = {
    "en": _counted(_ENGLISH, _ENGLISH_TENS) | {"hundred": 100.0, "dozen": 12.0},
    "fr": _counted(_FRENCH, _FRENCH_TENS) | {"cent": 100.0, "cents": 100.0, "vingts": 20.0,
    "une": 1.0, "douzaine": 12.0},
    "nl": _dutch() | {"anderhalf": 1.5, "anderhalve": 1.5, "tweeënhalf": 2.5, "dozijn": 12.0},
    "id": _counted(_INDONESIAN)
    | {"puluh": 10.0, "belas": BELAS, "ratus": 100.0, "seratus": 100.0, "lusin": 12.0, "selusin": 12.0},
    "pt": _counted(_PORTUGUESE, _PORTUGUESE_TENS)
    | {word: 100.0 * number for number, word in enumerate(_PORTUGUESE_HUNDREDS.split(), 1)}
    | {"uma": 1.0, "duas": 2.0, "cento": 100.0, "catorze": 14.0, "dezasseis": 16.0, "dezassete": 17.0,
       "dezanove": 19.0, "dúzia": 12.0},
    "ar": _arabic(),
}  # fmt: skip

# Words of one that are articles, too: a number only before a scale word or a unit.
ONE: dict[str, tuple[str, ...]] = {
    "en": ("a", "an", "one"),
    "fr": ("un", "une"),
    "nl": ("een", "één"),
    "id": ("satu",),
    "pt": ("um", "uma"),
    "ar": (),
}
JOINING: dict[str, tuple[str, ...]] = {
    "en": ("and", "-"),
    "fr": ("et", "-"),
    "nl": ("en", "-"),
    "id": (),
    "pt": ("e",),
    "ar": (),
}
HALVES: dict[str, tuple[str, ...]] = {
    "en": ("half",),
    "fr": ("demi", "demie"),
    "nl": ("half", "halve"),
    "id": ("setengah",),
    "pt": ("meio", "meia"),
    "ar": ("نصف",),
}
# Parts of a scale word, besides halves: `three quarters of a million`. The number before it multiplies.
FRACTIONS: dict[str, dict[str, float]] = {
    "en": {"quarter": 0.25, "quarters": 0.25},
    "fr": {"quart": 0.25, "quarts": 0.25, "tiers": 1 / 3},
    "nl": {"kwart": 0.25, "driekwart": 0.75},
    "id": {"seperempat": 0.25, "perempat": 0.25, "sepertiga": 1 / 3, "separuh": 0.5, "setengah": 0.5},
    "pt": {"quarto": 0.25, "quartos": 0.25, "terço": 1 / 3, "terços": 1 / 3},
    "ar": {"ربع": 0.25, "أرباع": 0.25, "ثلث": 1 / 3, "ثلثا": 2 / 3, "ثلثي": 2 / 3},
}
# Between a part and its scale word.
OF: dict[str, tuple[str, ...]] = {
    "en": ("of", "-"), "fr": ("de", "d", "'", "-"), "nl": ("-", "van"), "id": (), "pt": ("de",), "ar": (),
}  # fmt: skip
# Between a number in words and its decimals: satu koma dua miliar.
POINTS: dict[str, tuple[str, ...]] = {
    "en": ("point",), "fr": ("virgule",), "nl": ("komma",), "id": ("koma",), "pt": ("vírgula",), "ar": ("فاصلة",),
}  # fmt: skip
# Numbers that are nouns, with a word such as `de` before the scale word: une centaine de millions.
COLLECTIVES: dict[str, dict[str, float]] = {
    "en": {"dozen": 12.0, "hundred": 100.0},
    "fr": {"dizaine": 10.0, "douzaine": 12.0, "quinzaine": 15.0, "vingtaine": 20.0, "trentaine": 30.0,
           "quarantaine": 40.0, "cinquantaine": 50.0, "soixantaine": 60.0, "centaine": 100.0},
    "nl": {"tiental": 10.0, "twintigtal": 20.0, "honderdtal": 100.0, "dozijn": 12.0},
    "id": {},
    "pt": {"dezena": 10.0, "dúzia": 12.0, "vintena": 20.0, "centena": 100.0},
    "ar": {},
}  # fmt: skip
# Scale words that hold their number: one, or two in Arabic's dual.
WHOLE: dict[str, dict[str, float]] = {
    "en": {}, "fr": {}, "nl": {}, "pt": {},
    "id": {"seribu": 1e3, "sejuta": 1e6, "semiliar": 1e9, "setriliun": 1e12},
    "ar": {"ألفان": 2e3, "ألفين": 2e3, "ألفي": 2e3, "مليونان": 2e6, "مليونين": 2e6, "مليوني": 2e6,
           "ملياران": 2e9, "مليارين": 2e9, "ملياري": 2e9, "تريليونان": 2e12, "تريليونين": 2e12, "تريليوني": 2e12},
}  # fmt: skip
SCALES: dict[str, dict[str, float]] = {
    "en": {"thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "trillion": 1e12,
           "trillions": 1e12, "lakh": 1e5, "crore": 1e7},
    "fr": {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e12,
           "billions": 1e12, "billiard": 1e15, "billiards": 1e15, "trillion": 1e18, "trillions": 1e18},
    "nl": {"duizend": 1e3, "ton": 1e5, "miljoen": 1e6, "miljoenen": 1e6, "miljard": 1e9, "miljarden": 1e9,
           "biljoen": 1e12, "biljoenen": 1e12, "biljard": 1e15, "triljoen": 1e18, "mln": 1e6, "mld": 1e9, "mrd": 1e9},
    "id": {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12, "ribuan": 1e3,
           "jutaan": 1e6, "miliaran": 1e9, "milyaran": 1e9, "triliunan": 1e12},
    "pt": {"mil": 1e3, "milhão": 1e6, "milhões": 1e6, "mil milhões": 1e9, "bilhão": 1e9, "bilhões": 1e9,
           "trilhão": 1e12, "trilhões": 1e12, "bilião": 1e12, "biliões": 1e12, "bi": 1e9, "mi": 1e6},
    "ar": {"ألف": 1e3, "ألفا": 1e3, "آلاف": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6, "مليار": 1e9,
           "مليارا": 1e9, "مليارات": 1e9, "بليون": 1e9, "بلايين": 1e9, "تريليون": 1e12, "ترليون": 1e12,
           "تريليونا": 1e12, "تريليونات": 1e12},
}  # fmt: skip
# Abbreviations that are scale words only where there is a currency, too.
SHORT_SCALES: dict[str, dict[str, float]] = {
    "en": {"k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9,
           "t": 1e12, "tn": 1e12, "trn": 1e12, "mln": 1e6, "bln": 1e9},
    "fr": {"k": 1e3, "m": 1e6, "mio": 1e6, "md": 1e9, "mds": 1e9, "mrd": 1e9, "g": 1e9},
    "nl": {"k": 1e3, "m": 1e6, "mio": 1e6, "mjn": 1e6, "bn": 1e9},
    "id": {"rb": 1e3, "k": 1e3, "jt": 1e6, "m": 1e9, "t": 1e12},
    "pt": {"k": 1e3, "m": 1e6, "b": 1e9, "tri": 1e12, "bn": 1e9, "mm": 1e6},
    "ar": {"k": 1e3, "m": 1e6, "bn": 1e9},
}  # fmt: skip
