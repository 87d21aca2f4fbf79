"""Seasons fitted for real, and what a report made of them says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from muster.reports.html import as_html
from muster.reports.pdf import as_pdf
from muster.reports.season import season_facts
from muster.reports.shapes import SeasonFacts

DAY = datetime.date(2026, 3, 2)

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title><img src=//x>",
    '" onload="alert(1)',
    "{{ title }}{% raw %}&amp;",
    '#panic("x")',
    "$x^2$ *b* _i_ `c` @d <e>",
    "\\u{41} \\ 'single'",
    "مرشح-١٢",
    'fill="#1d2733"',
    "=1+1",
    "//comment [#a]",
    "C000001",
)


def estimate_season(**design: object) -> MeritEstimate:
    options: dict[str, object] = {
        "candidates": 60,
        "interviewers": 10,
        "interviews": 3,
        "criteria": 4,
        "seed": 1,
    }
    return estimate_merit(simulate_season(**(options | design)).scorecards)  # type: ignore[arg-type]


def with_candidates(estimate: MeritEstimate, ids: list[str]) -> MeritEstimate:
    """Give the candidates other ids, the ranking's first candidate the first of them."""
    names = np.array(ids, object)
    places = {value: place for place, value in enumerate(estimate.ranking.candidate_id)}
    order = [places[value] for value in estimate.candidate_ids]
    return replace(
        estimate, candidate_ids=names[order], ranking=replace(estimate.ranking, candidate_id=names)
    )


def facts_of(estimate: MeritEstimate, **options: object) -> SeasonFacts:
    return season_facts(estimate, **({"title": "Spring", "generated": DAY} | options))  # type: ignore[arg-type]


def section_of(facts: SeasonFacts, key: str) -> Any:
    return next(section for section in facts.sections if section.key == key)


@pytest.fixture(scope="session")
def estimate() -> MeritEstimate:
    """60 candidates, 10 interviewers of 18 interviews each, 4 criteria; connected."""
    return estimate_season()


@pytest.fixture(scope="session")
def page(estimate: MeritEstimate) -> bytes:
    """The season's report in HTML."""
    return as_html(facts_of(estimate))


@pytest.fixture(scope="session")
def document(estimate: MeritEstimate) -> bytes:
    """The season's report in PDF."""
    return as_pdf(facts_of(estimate), DAY)


@pytest.fixture(scope="session")
def apart() -> MeritEstimate:
    """Two halves of a season that share no interviewer, two interviewers with a single interview."""
    left = simulate_season(candidates=12, interviewers=3, interviews=2, criteria=2, seed=2).scorecards
    right = simulate_season(candidates=8, interviewers=3, interviews=2, criteria=2, seed=3).scorecards
    once = np.array([0, 1]), np.array([6, 7])
    return estimate_merit(
        Scorecards.from_columns(
            candidate=np.concatenate([left.candidate, right.candidate + 12, np.repeat(once[0], 2)]),
            interviewer=np.concatenate([left.interviewer, right.interviewer + 3, np.repeat(once[1], 2)]),
            criterion=np.concatenate([left.criterion, right.criterion, [0, 1, 0, 1]]),
            rating=np.concatenate([left.rating, right.rating, [2, 3, 4, 4]]),
            scale=(1, 5),
        )
    )


@pytest.fixture(scope="session")
def hostile() -> MeritEstimate:
    """Ids and names that would do harm if they were read as markup or code."""
    season = simulate_season(candidates=12, interviewers=12, interviews=6, criteria=3, seed=4).scorecards
    names = np.array(HOSTILE, object)
    return estimate_merit(
        Scorecards.from_columns(
            candidate=names[season.candidate],
            interviewer=names[season.interviewer],
            criterion=names[season.criterion],
            rating=season.rating,
            scale=(1, 5),
        )
    )
