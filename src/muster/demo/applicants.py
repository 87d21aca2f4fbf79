"""What a fictional applicant puts into a résumé: contact, birth, schools and jobs, drawn from a random stream."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import numpy as np

from muster.demo._resume_places import PLACES, Place
from muster.demo.people import PersonName

__all__ = ["LANGUAGES", "Applicant", "draw_applicant"]

LANGUAGES = tuple(PLACES)
"""The languages that applicants write in."""

_PLAIN = str.maketrans("đĐłŁøØıßæ", "dDlLoOisa")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant's facts. `fields` has every value that templates name, already in the language's form."""

    name: PersonName
    language: str
    feminine: bool
    email: str
    phone: str
    profile: str
    fields: dict[str, str]


def draw_applicant(name: PersonName, *, language: str, today: date, rng: np.random.Generator) -> Applicant:
    """Draw the facts of an applicant of this name. Raises KeyError for a language that is not in `LANGUAGES`."""
    place = PLACES[language]
    feminine = bool(rng.random() < 0.5)
    handle = _draw_handle(name, rng)
    email = f"{handle}@{_pick(('example.org', 'example.com', 'mail.example.net'), rng)}"
    phone = _digits(_pick(place.phones, rng), rng)
    fields = {
        **_name_fields(name),
        **_date_fields(place, today, rng),
        **_place_fields(place, rng, feminine=feminine),
        "handle": handle,
        "email": email,
        **_phone_fields(phone),
    }
    return Applicant(name, language, feminine, email, phone, f"linkedin.com/in/{handle}", fields)


def _pick(choices: tuple[str, ...], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]


def _digits(pattern: str, rng: np.random.Generator) -> str:
    return "".join(str(rng.integers(10)) if sign == "#" else sign for sign in pattern)


def _ascii(name: str) -> str:
    """Return a name as it is spelt in an address: `Élodie van den Berg` -> `elodievandenberg`."""
    flat = unicodedata.normalize("NFKD", name.translate(_PLAIN)).lower()
    return "".join(sign for sign in flat if sign.isascii() and sign.isalnum())


def _draw_handle(name: PersonName, rng: np.random.Generator) -> str:
    given, family = _ascii(name.given), _ascii(name.family)
    if not family:
        return f"{given}{rng.integers(10, 99)}"
    forms = (f"{given}.{family}", f"{given[0]}{family}", f"{family}{given}", f"{given}-{family}")
    return _pick(forms, rng)


def _name_fields(name: PersonName) -> dict[str, str]:
    family = name.family or name.given
    native = name.native_name or name.display_name
    native_given, _, native_family = native.partition(" ")
    return {
        "full": name.display_name,
        "given": name.given,
        "family": family,
        "family_upper": family.upper(),
        "upper": name.display_name.upper(),
        "sorted": name.sort_name,
        "initial": f"{name.given[0]}. {name.family}" if name.family else name.given,
        "native": native,
        "native_given": native_given,
        "native_family": native_family or native_given,
    }


def _phone_fields(phone: str) -> dict[str, str]:
    return {
        "phone": phone,
        "phone_spaced": phone.replace(" ", "\N{NO-BREAK SPACE}"),
        "phone_arabic": phone.translate(_ARABIC_DIGITS),
        "phone_rtl": f"\N{LEFT-TO-RIGHT MARK}{phone}\N{RIGHT-TO-LEFT MARK}",
    }


def _date_fields(place: Place, today: date, rng: np.random.Generator) -> dict[str, str]:
    """Draw a birth date and what follows from it; schools end at 18 and about 23."""
    age = int(rng.integers(24, 61))
    year = today.year - age
    month, day = int(rng.integers(1, 13)), int(rng.integers(1, 29))
    age -= (today.month, today.day) < (month, day)
    parts = {"day": day, "number": month, "month": place.months[month - 1], "year": year}
    long = place.day_month.format(**parts)
    grad = year + int(rng.integers(22, 25))
    return {
        "born": place.numeric.format(**parts),
        "born_iso": date(year, month, day).isoformat(),
        "born_long": long,
        "born_arabic": long.translate(_ARABIC_DIGITS),
        "birth_year": str(year),
        "birth_year_arabic": str(year).translate(_ARABIC_DIGITS),
        "age": str(age),
        "age_arabic": str(age).translate(_ARABIC_DIGITS),
        "grad": str(grad),
        "grad_arabic": str(grad).translate(_ARABIC_DIGITS),
        "grad_start": str(year + 18),
        "since": str(today.year - int(rng.integers(1, 4))),
        "before": str(today.year - int(rng.integers(5, 9))),
    }


def _place_fields(place: Place, rng: np.random.Generator, *, feminine: bool) -> dict[str, str]:
    marital = place.marital[int(rng.integers(len(place.marital)))]
    first, second = (int(at) for at in rng.choice(len(place.employers), size=2, replace=False))
    return {
        "street": _pick(place.streets, rng),
        "city": _pick(place.cities, rng),
        "birthplace": _pick(place.cities, rng),
        "postcode": _digits(place.postcode, rng),
        "country": place.country,
        "nationality": place.nationality[feminine],
        "marital": marital[feminine],
        "religion": _pick(place.religions, rng),
        "school": _pick(place.schools, rng),
        "employer": place.employers[first],
        "employer2": place.employers[second],
    }
