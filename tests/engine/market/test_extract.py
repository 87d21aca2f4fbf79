"""Whole texts: any text is read, each proposal is its own words, and claims say who, what and how sure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.market.extract import read_text
from muster.engine.market.money import Currencies
from muster.engine.market.shapes import KINDS, KnownName, Proposal

CURRENCIES = Currencies()
NAMES = (
    KnownName("Orbis AI", "organisation", ("أوربس", "Orbis")),
    KnownName("Kestrel Labs", "organisation", ("كستريل",)),
    KnownName("Member of Technical Staff", "role", ("MTS",)),
    KnownName("Daniel Okoro", "person", ("Okoro", "دانيال أوكورو")),
)
PIECES = (
    "Orbis AI", "Okoro", "left", "joined", "kepada", "حتى", "بين", "و", "مليونا", "€", "US$", "Rp", "1.250", "3,5",
    "٣٫٥",
    "million", "miljard", "bi", "-", "to", "à", "four", "years", "jaar", "سنتين", "first",
    "ago", "not", "but", "said",
    "\u200f", "\u202e", "\n\n", ".", "'", "(", "nine figures", "cijferig", "a", "half", "et demi",
    "2026", "April", "3.4.2026",
)  # fmt: skip


def read(text: str, language: str | None = None) -> tuple[Proposal, ...]:
    day = np.datetime64("2026-05-01", "D")
    return read_text(text, currencies=CURRENCIES, names=NAMES, published=day, language=language).proposals


def of(kind: str, text: str, language: str | None = None) -> list[Proposal]:
    return [each for each in read(text, language) if each.kind == kind]


@settings(max_examples=250, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)),
    st.sampled_from([None, "en", "id", "nl", "fr", "ar", "pt"]),
)
def test_any_text_is_read_and_each_proposal_is_its_own_words(text: str, language: str | None) -> None:
    found = read(text, language)
    assert list(found) == sorted(found, key=lambda each: (each.start, each.end, each.kind))
    for each in found:
        assert each.kind in KINDS
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
        if each.low is not None and each.high is not None:
            assert 0 <= each.low <= each.high < 1e25
        if each.kind in ("money", "count"):
            assert each.low is not None or each.high is not None


@pytest.mark.parametrize(
    ("text", "to", "left", "basis"),
    [
        ("Daniel Okoro left Orbis AI for Kestrel Labs.", "Kestrel Labs", "Orbis AI", "joined"),
        ("Orbis hired Okoro away from Kestrel Labs.", "Orbis AI", "Kestrel Labs", "poached"),
        ("Daniel Okoro has resigned from Orbis AI.", None, "Orbis AI", "left"),
        ("Daniel Okoro returned to Orbis AI.", "Orbis AI", None, "returned"),
        ("Daniel Okoro a fondé Kestrel Labs après avoir quitté Orbis AI.", "Kestrel Labs", "Orbis AI", "founded"),
        ("Daniel Okoro stapt over van Orbis AI naar Kestrel Labs.", "Kestrel Labs", "Orbis AI", "joined"),
        ("Daniel Okoro hengkang dari Orbis AI ke Kestrel Labs.", "Kestrel Labs", "Orbis AI", "joined"),
        ("Daniel Okoro trocou a Orbis AI pela Kestrel Labs.", "Kestrel Labs", "Orbis AI", "joined"),
        ("انتقل دانيال أوكورو من أوربس إلى كستريل.", "Kestrel Labs", "Orbis AI", "joined"),
    ],
)  # fmt: skip
def test_a_move_in_each_language_by_any_spelling(text: str, to: str, left: str, basis: str) -> None:
    (move,) = of("move", text)
    assert (move.person, move.to_organisation, move.from_organisation) == ("Daniel Okoro", to, left)
    assert (move.basis, move.stance) == (basis, "asserts")


def test_an_unknown_person_with_a_role_by_pattern() -> None:
    (move,) = of("move", "Mara van der Voss joined Helix Institute as chief scientist.")
    assert (move.person, move.to_organisation, move.role) == (
        "Mara van der Voss", "Helix Institute", "chief scientist",
    )  # fmt: skip


def test_a_known_role_by_its_alias() -> None:
    (move,) = of("move", "Okoro joined Orbis AI as MTS.")
    assert move.role == "Member of Technical Staff"


def test_two_people_who_join_together() -> None:
    found = of("move", "Gabriel Lopes e Ana Beltrão foram para a Kestrel Labs.", "pt")
    assert {each.person for each in found} == {"Gabriel Lopes", "Ana Beltrão"}


def test_a_denial_has_a_speaker_and_denies_its_claims() -> None:
    (stance,) = of("stance", "Orbis AI denied that it paid $100 million.")
    assert (stance.stance, stance.speaker, stance.text) == ("denies", "Orbis AI", "denied")
    (money,) = of("money", "Orbis AI denied that it paid $100 million.")
    assert (money.stance, money.speaker) == ("denies", "Orbis AI")


def test_not_but_takes_one_part_back_and_asserts_the_other() -> None:
    text = "It is not a signing bonus but a four-year grant worth $250 million, the company said."
    assert [(each.basis, each.stance, each.low, each.period_months) for each in of("package", text)] == [
        ("signing", "denies", None, None),
        ("equity", "asserts", 2.5e8, 48),
    ]
    (stance,) = of("stance", text)
    assert (stance.stance, stance.speaker) == ("qualifies", "the company")


def test_bounds_with_a_negation_deny_nothing() -> None:
    (money,) = of("money", "La somme ne dépassera pas 900 000 euros.", "fr")
    assert (money.low, money.high, money.stance) == (None, 900_000, "asserts")


def test_hedges() -> None:
    assert of("money", "She was reportedly paid $3 million.")[0].hedged
    assert of("money", "She was paid about $3 million.")[0].hedged
    assert not of("money", "She was paid $3 million.")[0].hedged


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("At least eight researchers have left.", 8, None),
        ("Au plus 20 ingénieurs sont partis.", None, 20),
        ("رحل ثمانية باحثين على الأقل.", 8, None),
        ("In mei zijn zestig mensen vertrokken bij het lab.", 60, 60),
    ],
)
def test_counts(text: str, low: float | None, high: float | None) -> None:
    (count,) = of("count", text)
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("She left on 3 April 2026.", "2026-04-03"),
        ("Elle est partie le 3 avril 2026.", "2026-04-03"),
        ("رحلت في 3 أبريل 2026.", "2026-04-03"),
        ("She left on 2026-04-03.", "2026-04-03"),
        ("She left on 13/04/2026.", "2026-04-13"),
        ("She left on 3/4/2026.", None),
        ("She left in January 2027.", "2027-01"),
        ("She left yesterday.", "2026-04-30"),
        ("She left on Tuesday.", "2026-04-28"),
        ("She left two months ago.", "2026-03"),
        ("Zij vertrok twee weken geleden.", "2026-04-17"),
    ],
)
def test_dates_as_written_and_by_the_day_of_publication(text: str, day: str | None) -> None:
    assert [each.basis for each in of("date", text)] == [day]


def test_a_period_that_is_counted_back_is_no_period() -> None:
    assert of("period", "She left two years ago.") == []
    assert [each.period_months for each in of("period", "Her contract runs for three years.")] == [36]
