"""Who applies: candidates with their names, addresses, languages and backgrounds, all invented."""

from __future__ import annotations

import numpy as np

from muster.demo.cultures import CULTURES, Culture
from muster.demo.organisation.addresses import MailBook, draw_phone, handle_of
from muster.demo.organisation.backgrounds import (
    COUNTRIES,
    CULTURE_SHARES,
    DOMAINS,
    EMPLOYERS,
    LANGUAGES,
    SCHOOLS,
)
from muster.demo.organisation.hiring_records import Candidate, Language
from muster.demo.organisation.ladders import LEVELS
from muster.demo.organisation.workforce import draw_weighted
from muster.demo.people import Namer, PersonName
from muster.demo.world import World

__all__ = ["Applicants"]

RESUME_SHARE = 0.25
RESUME_IN_OWN_LANGUAGE = 0.8
PHONE_SHARE = 0.85
LINKS = (("https://code.example/", 0.45), ("https://papers.example/", 0.25), ("https://work.example/", 0.2))
YEARS_A_RANK = 2.6
"""Years of experience that each level above L3 takes on average."""


class Applicants:
    """Draws candidates from random streams of their own: one for names and one for the rest."""

    def __init__(self, world: World, namer: Namer) -> None:
        self._world = world
        self._namer = namer
        self._mail = MailBook()
        self._names = world.stream("organisation/candidates/names")
        self._lives = world.stream("organisation/candidates/lives")
        shares = np.array([CULTURE_SHARES.get(culture.key, 1.0) for culture in CULTURES])
        self._steps = np.cumsum(shares / shares.sum())

    def draw(self, level_id: str) -> Candidate:
        """Draw somebody new who applies for a post of a level."""
        place = int(np.searchsorted(self._steps, self._names.random(), side="right"))
        culture = CULTURES[min(place, len(CULTURES) - 1)]
        name = self._namer.draw_of(culture, self._names)
        return self._describe(self._world.issue_id("C", width=5), name, level_id, culture)

    def describe(self, candidate_id: str, name: PersonName, level_id: str) -> Candidate:
        """Draw what is not known yet of a candidate whose name another part of the company has drawn."""
        return self._describe(candidate_id, name, level_id, _culture_of(name))

    def _describe(self, candidate_id: str, name: PersonName, level_id: str, culture: Culture) -> Candidate:
        rng = self._lives
        country = draw_weighted(COUNTRIES[culture.key], rng)
        domain, school, employer, own, phoned, sent, same, *linked = rng.random(7 + len(LINKS)).tolist()
        language = _language(country, own)
        handle = handle_of(name)
        years = rng.gamma(2.0, 0.5 + YEARS_A_RANK * (LEVELS[level_id].rank - 3) / 2)
        return Candidate(
            id=candidate_id,
            name=name,
            email=self._mail.issue(handle, DOMAINS[int(domain * len(DOMAINS))]),
            phone=draw_phone(country, rng) if phoned < PHONE_SHARE else "",
            country=country,
            language=language,
            links=tuple(
                site + handle for (site, share), chance in zip(LINKS, linked, strict=True) if chance < share
            ),
            years_of_experience=min(40, round(years)),
            school=SCHOOLS[int(school * len(SCHOOLS))],
            employer=EMPLOYERS[int(employer * len(EMPLOYERS))],
            resume_language=_resume_language(language, sent, same),
        )


def _culture_of(name: PersonName) -> Culture:
    """Return a culture whose lists make up a name; some names are met in several, and the first will do."""
    return next(
        culture
        for culture in CULTURES
        if name.given in culture.given
        and (not name.family or any(name.family.startswith(family) for family in culture.family))
    )


def _language(country: str, chance: float) -> Language:
    own, share = LANGUAGES.get(country, ("en", 1.0))
    return own if chance < share else "en"


def _resume_language(language: Language, sent: float, own: float) -> Language | None:
    if sent >= RESUME_SHARE:
        return None
    return language if own < RESUME_IN_OWN_LANGUAGE else "en"
