from __future__ import annotations

import json

import numpy as np
import pytest

from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.outcomes import relate_outcome
from muster.tables.bar_contract import bar_as_json
from tests.engine.years import years


@pytest.fixture(scope="module")
def estimate() -> BarEstimate:
    return estimate_bar(years().dated, bars=[Bar(0.5)], integrate=False)


def test_everything_is_plain_and_nothing_is_lost(estimate: BarEstimate) -> None:
    outcome = np.where(estimate.merit.hired, estimate.merit.merit, np.nan)
    relation = relate_outcome(estimate, outcome, name="score")
    plain = bar_as_json(estimate, outcomes=[relation], reading_notes=["a note"], seconds=1.5)
    again = json.loads(json.dumps(plain, allow_nan=False))
    assert again == plain
    assert list(plain) == [
        "model", "quarters", "cohorts", "trends", "links", "hires", "families", "interviewers", "candidates",
        "outcomes", "notices",
    ]  # fmt: skip
    assert plain["model"]["notes"] == ["a note"]
    assert plain["model"]["seconds"] == 1.5
    assert len(plain["candidates"]) == estimate.merit.merit.size
    assert [notice["code"] for notice in plain["notices"]] == [notice.code for notice in estimate.notices]
    assert plain["outcomes"][0]["correlation"] == pytest.approx(1.0)
    assert plain["outcomes"][0]["notices"][-1]["code"] == "case_2"


def test_a_quarter_holds_its_groups(estimate: BarEstimate) -> None:
    rows = bar_as_json(estimate, seconds=0.0)["quarters"]
    assert [row["quarter"] for row in rows] == ["2023-Q1", "2023-Q2", "2023-Q3"]
    assert rows[0]["applicants"]["count"] == 25
    assert rows[0]["applicants"]["mean"] == pytest.approx(estimate.quarters.mean[0])
    assert rows[0]["offers"] == {"count": 0, "mean": None, "sd": None, "low": None, "high": None}


def test_hires_have_days_and_interviewers_their_quarters(estimate: BarEstimate) -> None:
    plain = bar_as_json(estimate, seconds=0.0)
    assert plain["hires"][0]["decided"] == str(estimate.hires.decided[0])
    severities = [row for interviewer in plain["interviewers"] for row in interviewer["severities"]]
    assert len(severities) == estimate.severities.severity.size
    changed = [interviewer for interviewer in plain["interviewers"] if interviewer["change"] is not None]
    assert len(changed) == estimate.changes.change.size
    assert all(len(one["severities"]) > 1 for one in changed)
