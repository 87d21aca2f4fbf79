"""Every culture lives somewhere, and the invented lists are clean."""

from __future__ import annotations

import pytest

from muster.demo.cultures import CULTURES
from muster.demo.organisation.backgrounds import (
    CAMPAIGNS,
    COUNTRIES,
    CULTURE_SHARES,
    DOMAINS,
    EMPLOYERS,
    LANGUAGES,
    SCHOOLS,
)
from muster.demo.organisation.journeys import SOURCES

RESERVED = (".example", "example.com", "example.net", "example.org")


def test_every_culture_lives_somewhere() -> None:
    keys = {culture.key for culture in CULTURES}
    assert set(COUNTRIES) == keys
    assert set(CULTURE_SHARES) <= keys
    for countries in COUNTRIES.values():
        assert sum(share for _, share in countries) == pytest.approx(1)
    assert set(LANGUAGES) <= {country for countries in COUNTRIES.values() for country, _ in countries}


def test_lists_have_no_repeats_and_domains_are_reserved() -> None:
    for names in (SCHOOLS, EMPLOYERS, DOMAINS):
        assert len(set(names)) == len(names)
    assert all(domain.endswith(RESERVED) for domain in DOMAINS)
    assert set(CAMPAIGNS) == set(SOURCES)
