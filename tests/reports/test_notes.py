from __future__ import annotations

from dataclasses import replace

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.notes import COPIED_NOTE, SINGLE_NOTE, link_note
from muster.engine.hire.simulate import simulate_season
from muster.reports.notes import copied_warning, link_warning, other_notes

from .conftest import estimate_season


def test_warnings_say_in_english_what_the_engine_says(apart: MeritEstimate) -> None:
    assert copied_warning() == COPIED_NOTE
    assert link_warning(apart.components) == link_note(apart.components)
    many = replace(apart.components, candidates=np.arange(1200, 1190, -1))
    assert link_warning(many) == link_note(many)


def test_what_is_no_warning_is_a_note(apart: MeritEstimate) -> None:
    assert list(other_notes(apart)) == []
    assert list(other_notes(estimate_season(criteria=1))) == [SINGLE_NOTE]


def test_interviewers_who_never_vary_are_named() -> None:
    season = simulate_season(candidates=60, interviewers=10, interviews=3, criteria=4, seed=5).scorecards
    rating = np.where(season.interviewer == 3, 3, season.rating)
    notes = list(other_notes(estimate_merit(replace(season, rating=rating))))
    assert notes == [
        "1 of 10 interviewers gave one and the same rating every time, which tells nobody apart: "
        "\u2068R0004\u2069."
    ]


def test_a_note_that_is_not_known_stays_as_it_is(apart: MeritEstimate) -> None:
    model = replace(apart.model, notes=("Something else\u202e.",))
    assert list(other_notes(replace(apart, model=model))) == ["Something else[U+202E]."]
