"""What a run of the bar says in sentences: every notice of the engine has one, and levels rise only when they do."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.utils.translation import override

from muster.apps.hire.selectors.bar_words import (
    COUNTED,
    PLAIN,
    link_words,
    notice_words,
    trend_words,
    verdict_words,
)
from muster.engine.hire import bar_notices, outcomes

pytestmark = pytest.mark.any_database

SPELLED = {"unlinked", "weak_link", "one_quarter"}


def trend(p_rises: float, **values: Any) -> dict[str, Any]:
    told = {"part": 0, "group": "hires", "first": "2026-Q1", "last": "2026-Q2"}
    return {**told, "slope": 0.1, "low": -0.2, "high": 0.4, "p_rises": p_rises, **values}


def test_every_notice_of_the_engine_has_its_words() -> None:
    source = inspect.getsource(bar_notices) + inspect.getsource(outcomes)
    codes = set(re.findall(r'Notice\(\s*"(\w+)"', source))
    assert codes == {*PLAIN, *COUNTED, *SPELLED}


def test_notices_are_told_with_their_numbers() -> None:
    links = [
        {"first": "2025-Q4", "second": "2026-Q1", "linked": True, "strength": 0.1},
        {"first": "2026-Q1", "second": "2026-Q2", "linked": True, "strength": 0.7},
    ]
    told = notice_words(
        [
            ["unlinked", {"parts": [["2025-Q4"], ["2026-Q1", "2026-Q2"]]}],
            ["weak_link", {"pairs": ["2025-Q4 and 2026-Q1"], "below": 0.2}],
            ["one_quarter", {"quarter": "2026-Q1"}],
            ["before_bar", {"hires": 1}],
            ["missing_outcomes", {"missing": 1200, "hires": 3000}],
            ["no_bar", {}],
        ],
        links,
    )
    assert "(2025-Q4; 2026-Q1, 2026-Q2)" in told[0]
    assert told[1].startswith("Little links 2025-Q4 – 2026-Q1:")
    assert "2026-Q1" in told[2]
    assert told[3].startswith("1 hire was decided before")
    assert told[4].startswith("1,200 of 3,000 hires have no such rating")
    assert "2025-Q4 and 2026-Q1, with a strength of 0.10" in link_words(links)
    assert link_words([{**links[0], "linked": False}]) == ""


def test_a_level_rises_only_when_it_is_likely() -> None:
    assert verdict_words([]) == verdict_words([trend(0.99, group="applicants")]) == ""
    assert verdict_words([trend(0.95)]) == "The level of hires rises."
    assert verdict_words([trend(0.04)]) == "The level of hires falls."
    assert "cannot be told" in verdict_words([trend(0.5)])
    told = trend_words(trend(0.5))
    assert told.startswith("The level of hires changes by 0.10 logits a year (between ")
    assert told.endswith("0.40), from 2026-Q1 to 2026-Q2; the chance that it rises is 50%.")


def test_quarters_stay_as_they_are_among_arabic_words() -> None:
    links = [{"first": "2025-Q4", "second": "2026-Q1", "linked": True, "strength": 0.1}]
    with override("ar"):
        assert "\u200e2025-Q4\u200e" in link_words(links)
    with override("fr"):
        assert "\u200e" not in link_words(links)
