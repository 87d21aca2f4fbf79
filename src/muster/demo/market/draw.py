"""Drawing the invented market from a seed: moves, waves, a copied wire story, a disputed package, and what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from muster.demo.market.records import Article, Named, Press, PressMarket, Said
from muster.demo.market.texts import CLOSINGS, DENIALS, DISPUTE, FRESH, MOVES, ROLES, WIRE

__all__ = ["OWN", "POACHER", "WAVE", "draw_market"]

OWN = "Halcyon Labs"
NIMBUS, TESSERA, NORTHLIGHT, CORVID = "Nimbus Research", "Tessera", "Northlight AI", "Corvid Systems"
ORGANISATIONS = (
    Named(NIMBUS, ("Nimbus", "نيمبس")),
    Named(TESSERA, ("تيسيرا",)),
    Named(NORTHLIGHT, ("Northlight", "نورثلايت")),
    Named(CORVID, ("Corvid", "كورفيد")),
    Named(OWN, ("Halcyon", "هالسيون")),
    Named("Atelier Sept", ("أتيليه سيت",)),
    Named("Delta Leer", ("دلتا لير",)),
    Named("Samudra AI", ("سامودرا",)),
)
PRESS = (
    Press("Meridian Wire", "A"),
    Press("The Ledger", "B"),
    Press("Model Watch", "D"),
    Press("The Valley Whisper", "E"),
    Press("Le Courrier du Calcul", "B", "fr"),
    Press("De Avondpost", "C", "nl"),
    Press("Warta Teknologi", "C", "id"),
    Press("Gazeta do Silício", "C", "pt"),
    Press("المدار", "C", "ar"),
    Press(TESSERA, "C", speaks_for=TESSERA),
    Press(NIMBUS, "C", speaks_for=NIMBUS),
    Press(NORTHLIGHT, "B", speaks_for=NORTHLIGHT),
)
GIVEN = (
    ("Lina", "لينا"), ("Joost", "يوست"), ("Awa", "أوا"), ("Karim", "كريم"), ("Putri", "بوتري"), ("Rafael", "رافاييل"),
    ("Ingrid", "إنغريد"), ("Samir", "سمير"), ("Beatriz", "بياتريس"), ("Tariq", "طارق"), ("Hugo", "هوغو"),
    ("Dewi", "ديوي"),
)  # fmt: skip
FAMILY = (
    ("Okonjo", "أوكونجو"), ("Verbruggen", "فيربروخن"), ("Delacourt", "دولاكور"), ("Mansouri", "منصوري"),
    ("Santosa", "سانتوسا"), ("Figueira", "فيغيرا"), ("Lindqvist", "ليندكفيست"), ("Haddadi", "حدادي"),
    ("Albuquerque", "ألبوكيرك"), ("Rahimi", "رحيمي"), ("Castelain", "كاستلان"), ("Wirawan", "ويراوان"),
)  # fmt: skip
FIELDS = ("reasoning", "speech", "compilers", "robotics", "evaluation", "retrieval", "chips", "safety")
YEARS = 3
MOVED, WAVE = 40, 9
MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
POACHER = CORVID  # where those go who left our own company in a wave
HUNDRED, FOUR = 100_000_000, 240_000_000  # dollars to sign, as is denied, and over four years


def draw_market(*, seed: int, until: date, leavers: Sequence[tuple[str, date]] = ()) -> PressMarket:
    """Return what was written in the three years up to a day. `leavers` are people of our own, with their last days, of
    whom it is written where they went.
    """
    return _Writer(seed, until).market(leavers)


class _Writer:
    """Writes the press of one market."""

    def __init__(self, seed: int, until: date) -> None:
        self.rng = np.random.default_rng([seed, 8])
        self.until = until
        self.names = [
            Named(f"{given} {family}", (f"{native} {native_family}",))
            for (given, native) in GIVEN
            for (family, native_family) in FAMILY
        ]
        self.rng.shuffle(self.names)
        self.free = iter(self.names)
        self.people: list[Named] = []

    def market(self, leavers: Sequence[tuple[str, date]]) -> PressMarket:
        """Write all of it."""
        articles = [
            *self._moves(),
            *self._wave(),
            *self._wire(),
            *self._dispute(),
            *self._rivals(),
            *self._fresh(),
            *self._leavers(leavers),
        ]
        return PressMarket(
            organisations=ORGANISATIONS,
            people=tuple(self.people),
            press=PRESS,
            articles=tuple(sorted(articles, key=lambda one: (one.published, one.source, one.title))),
        )

    def _person(self) -> Named:
        self.people.append(next(self.free))
        return self.people[-1]

    def _one_of(self, choices: tuple[str, ...]) -> str:
        return choices[int(self.rng.integers(len(choices)))]

    def _ends(self) -> tuple[str, str]:
        first, second = self.rng.choice(len(ORGANISATIONS), 2, replace=False)
        return ORGANISATIONS[int(first)].name, ORGANISATIONS[int(second)].name

    def _moves(self) -> Iterator[Article]:
        """Write of moves all over the years, most of which became known to be so, by one to three papers each."""
        papers = [one for one in PRESS if one.speaks_for is None]
        span = 365 * YEARS - 120
        for number in range(MOVED):
            person, (left, joined) = self._person(), self._ends()
            day = self.until - timedelta(days=int(100 + span * (MOVED - number) / MOVED))
            wrong = number % 9 == 4  # a rumour that came to nothing
            chosen = self.rng.choice(len(papers), 1 + number % 3, replace=False)
            writers = [PRESS[3]] if wrong else [papers[int(at)] for at in chosen]
            known = number % 5 != 0
            for at, press in enumerate(writers):
                article = self._move(
                    press, day + timedelta(days=at * 2), person, left, joined, variant=number + at
                )
                yield self._resolved(article, not wrong) if known and at == 0 else article
            if wrong:
                yield self._denial("en", day + timedelta(days=4), person, left)

    def _resolved(self, article: Article, so: bool) -> Article:
        return replace(article, said=tuple(replace(one, so=so) for one in article.said))

    def _wave(self) -> Iterator[Article]:
        """Write of nine people who leave one rival for another within five weeks."""
        day = self.until - timedelta(days=75)
        papers = (PRESS[1], PRESS[4], PRESS[5], PRESS[8])
        for number in range(WAVE):
            person, said = self._person(), day + timedelta(days=4 * number)
            yield self._move(papers[number % 4], said, person, NORTHLIGHT, TESSERA, variant=number)
            if number % 3 == 0:
                again = said + timedelta(days=1)
                yield self._move(PRESS[0], again, person, NORTHLIGHT, TESSERA, variant=number + 2)

    def _leavers(self, leavers: Sequence[tuple[str, date]]) -> Iterator[Article]:
        """Write where people of our own went, some days after their last one."""
        papers = (PRESS[1], PRESS[4], PRESS[0])
        for number, (name, last_day) in enumerate(leavers):
            person = Named(name)
            self.people.append(person)
            said = last_day + timedelta(days=2 + number % 3)
            yield self._move(papers[number % 3], said, person, OWN, POACHER, variant=number)

    def _wire(self) -> Iterator[Article]:
        """Write one story of the agency, and the same one in the papers of five languages."""
        person, day = self._person(), self.until - timedelta(days=30)
        papers = (PRESS[0], PRESS[4], PRESS[5], PRESS[6], PRESS[7], PRESS[8])
        for at, press in enumerate(papers):
            title, text = WIRE[press.language]
            published = day + timedelta(days=(at + 1) // 2)
            article, spans = self._write(press, published, title, text, person, NIMBUS, CORVID)
            move = Said("move", *spans[0], press.name, person.name, CORVID, NIMBUS)
            package = Said(
                "package", *spans[1], press.name, person.name, CORVID, low=3 * HUNDRED, high=3 * HUNDRED,
                currency="USD", quote="total", years=4,
            )  # fmt: skip
            yield replace(article, said=(move, package), figures=(3.0 * HUNDRED, 8.0))

    def _dispute(self) -> Iterator[Article]:
        """Write of a package of nine figures that its payer denies, who may be right as well."""
        person, day = self._person(), self.until - timedelta(days=60)
        move = self._move(PRESS[1], day, person, NIMBUS, TESSERA, variant=1)
        yield move
        nine: dict[str, Any] = {"low": HUNDRED, "high": 999_999_999, "currency": "USD"}
        told = (
            (PRESS[1], 1, *DISPUTE[0], nine),
            (PRESS[9], 3, *DISPUTE[1], {**nine, "high": None, "quote": "signing", "stance": "denies"}),
            (PRESS[3], 4, *DISPUTE[2], {**nine, "high": HUNDRED, "quote": "signing", "hedged": True}),
            (PRESS[4], 9, *DISPUTE[3], {**nine, "low": FOUR, "high": FOUR, "quote": "total", "years": 4}),
        )
        for press, after, title, text, values in told:
            article, spans = self._write(
                press, day + timedelta(days=after), title, text, person, NIMBUS, TESSERA
            )
            said = Said("package", *spans[0], press.name, person.name, TESSERA, **values)
            yield replace(article, said=(said,))

    def _rivals(self) -> Iterator[Article]:
        """Write of somebody who is said to go to two places, and of a paper that takes back what it wrote."""
        person, day = self._person(), self.until - timedelta(days=20)
        yield self._move(PRESS[2], day, person, CORVID, NORTHLIGHT, variant=2)
        yield self._move(PRESS[5], day + timedelta(days=3), person, CORVID, NIMBUS, variant=1)
        other = self._person()
        yield self._move(PRESS[4], day, other, TESSERA, CORVID, variant=0)
        denial = self._denial("fr", day + timedelta(days=6), other, TESSERA)
        paper = PRESS[4].name
        yield replace(denial, source=paper, said=tuple(replace(one, source=paper) for one in denial.said))

    def _fresh(self) -> Iterator[Article]:
        """Write what nobody has looked at yet."""
        writers = {"fr": PRESS[4], "ar": PRESS[8], "en": PRESS[1]}
        for at, (language, title, text) in enumerate(FRESH):
            day = self.until - timedelta(days=3 - at)
            yield Article(writers[language].name, language, day, title, text, fresh=True)

    def _move(
        self, press: Press, published: date, person: Named, left: str, joined: str, *, variant: int
    ) -> Article:
        forms = MOVES[press.language]
        title, text = forms[variant % len(forms)]
        closings = CLOSINGS[press.language]
        before, role = self._role(press.language, person)
        marked = text.replace("{role}", f"{before}{role}")
        article, spans = self._write(
            press, published, title, f"{marked} {closings[variant % len(closings)]}", person, left, joined
        )
        said = Said("move", *spans[0], press.name, person.name, joined, left, role=role)
        return replace(article, said=(said,))

    def _role(self, language: str, person: Named) -> tuple[str, str]:
        """Return a role with the words before it, the same in every language; of every sixth person nobody tells it."""
        before, roles = ROLES[language]
        at = self.people.index(person) % (len(roles) + 1)
        return ("", "") if at == len(roles) else (before, roles[at])

    def _denial(self, language: str, published: date, person: Named, left: str) -> Article:
        """Write that somebody has not left, by whoever they work for where it speaks for itself, else by a paper."""
        title, text = DENIALS[language]
        press = next(
            (one for one in PRESS if one.speaks_for == left), PRESS[1] if language == "en" else PRESS[4]
        )
        article, spans = self._write(
            replace(press, language=language), published, title, text, person, left, ""
        )
        said = Said("move", *spans[0], press.name, person.name, None, left, stance="denies")
        return replace(article, said=(said,))

    def _write(
        self, press: Press, published: date, title: str, text: str, person: Named, left: str, joined: str
    ) -> tuple[Article, list[tuple[int, int]]]:
        """Return an article, and where in its text the marked words are."""
        native = press.language == "ar"
        values: Mapping[str, str] = {
            "person": person.aliases[0] if native else person.name,
            "a": _spelled(left, native),
            "b": _spelled(joined, native),
            "field": self._one_of(FIELDS),
        }
        heading = title.format(**values)
        marked = f"{heading}\n\n{text.format(**values)}"
        spans: list[tuple[int, int]] = []
        plain, at = "", 0
        for match in MARKS.finditer(marked):
            plain += marked[at : match.start()]
            spans.append((len(plain), len(plain) + len(match[1])))
            plain += match[1]
            at = match.end()
        plain += marked[at:]
        return Article(press.name, press.language, published, heading, plain), spans


def _spelled(name: str, native: bool) -> str:
    """Return how an organisation is written: in Arabic by its last spelling."""
    row = next((one for one in ORGANISATIONS if one.name == name), None)
    return name if row is None or not native else row.aliases[-1]
