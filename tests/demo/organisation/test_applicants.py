"""Candidates are many and different, and nothing about them reaches anybody real."""

from __future__ import annotations

from collections import Counter

import pytest

from muster.demo.organisation import Organisation
from muster.demo.organisation.backgrounds import DOMAINS


def test_addresses_are_unique_and_at_reserved_domains(either: Organisation) -> None:
    addresses = [one.email for one in either.candidates]
    assert len(set(addresses)) == len(addresses)
    assert all(address.split("@")[1] in DOMAINS for address in addresses)
    links = [link for one in either.candidates for link in one.links]
    assert all(link.split("/")[2].endswith(".example") for link in links)


def test_about_a_quarter_have_a_resume_mostly_in_their_language(either: Organisation) -> None:
    having = [one for one in either.candidates if one.resume_language is not None]
    assert len(having) / len(either.candidates) == pytest.approx(0.25, abs=0.02)
    assert all(one.resume_language in (one.language, "en") for one in having)
    assert {one.resume_language for one in having} == {"en", "id", "nl", "fr", "ar", "pt"}


def test_every_language_is_preferred_by_many(either: Organisation) -> None:
    languages = Counter(one.language for one in either.candidates)
    assert set(languages) == {"en", "id", "nl", "fr", "ar", "pt"}
    assert min(languages.values()) > 400


def test_experience_goes_with_the_level_applied_for(either: Organisation) -> None:
    level = {one.id: one.level_id for one in either.requisitions}
    first: dict[str, str] = {}
    for application in either.applications:
        first.setdefault(application.candidate_id, level[application.requisition_id])
    years: dict[str, list[int]] = {}
    for one in either.candidates:
        years.setdefault(first[one.id], []).append(one.years_of_experience)
    means = [sum(years[rank]) / len(years[rank]) for rank in ("L3", "L4", "L5", "L6")]
    assert means == sorted(means)
    assert max(max(several) for several in years.values()) <= 40


def test_names_are_mostly_peoples_own(either: Organisation) -> None:
    names = Counter(one.name.display_name for one in either.candidates)
    shared = sum(number for number in names.values() if number > 1)
    assert 0 < shared / len(either.candidates) < 0.12
