"""The posterior of small seasons against the exact one, which `tests.engine.sampled` draws from.

`golden/exact.json` holds its moments; `python -m tests.engine.hire.test_exact` makes it anew, in minutes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.layout import lay_out
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Criterion, Scorecards
from tests.engine.sampled import sample_posterior

GOLDEN = Path(__file__).parent / "golden" / "exact.json"
SEASONS = {"thin": (2, 2, 5), "thick": (4, 4, 0)}  # interviews, criteria, seed
TAILS = (0.05, 0.95)
DRAWS, WARM = 20_000, 3_000


def write_golden() -> None:
    """Sample the posterior of every season and write its moments, with the ratings."""
    content = {}
    for name, (interviews, criteria, seed) in SEASONS.items():
        scorecards = simulate_season(
            candidates=30, interviewers=8, interviews=interviews, criteria=criteria, seed=seed
        ).scorecards
        log_sds, merit = sample_posterior(lay_out(scorecards), draws=DRAWS, warm=WARM, seed=seed)
        content[name] = {
            "candidate": scorecards.candidate.tolist(),
            "interviewer": scorecards.interviewer.tolist(),
            "criterion": scorecards.criterion.tolist(),
            "rating": scorecards.rating.tolist(),
            "log_sds": log_sds.mean(axis=0).round(4).tolist(),
            "log_sds_sd": log_sds.std(axis=0).round(4).tolist(),
            "log_sds_tails": np.quantile(log_sds, TAILS, axis=0).round(4).tolist(),
            "merit": merit.mean(axis=0).round(4).tolist(),
            "merit_sd": merit.std(axis=0).round(4).tolist(),
            "merit_tails": np.quantile(merit, TAILS, axis=0).round(4).tolist(),
        }
    text = ",\n".join(f"{json.dumps(name)}: {json.dumps(season)}" for name, season in content.items())
    GOLDEN.write_text(f"{{\n{text}\n}}\n")


@cache
def fit(name: str) -> tuple[MeritEstimate, dict[str, Any]]:
    """Return the season's estimate and what is on file of its exact posterior."""
    season = json.loads(GOLDEN.read_text())[name]
    candidate, interviewer, criterion, rating = (
        np.array(season[column]) for column in ("candidate", "interviewer", "criterion", "rating")
    )
    scorecards = Scorecards(
        candidate=candidate,
        interviewer=interviewer,
        criterion=criterion,
        rating=rating,
        candidate_ids=np.arange(candidate.max() + 1),
        interviewer_ids=np.arange(interviewer.max() + 1),
        criteria=tuple(Criterion(f"criterion_{number}", 1, 5) for number in range(criterion.max() + 1)),
    )
    return estimate_merit(scorecards), season


@pytest.mark.parametrize("name", SEASONS)
def test_the_sds_are_as_uncertain_as_they_are(name: str) -> None:
    """What is on file is itself sampled: its means are right to some .03 SDs."""
    estimate, exact = fit(name)
    weights = estimate.posterior.weights
    logs = np.log([component.parameters.sds for component in estimate.posterior.components])
    mean = weights @ logs
    spread = np.sqrt(weights @ (logs - mean) ** 2)
    sd = np.array(exact["log_sds_sd"])
    np.testing.assert_allclose((mean - exact["log_sds"]) / sd, 0, atol=0.06)
    np.testing.assert_allclose(spread / sd, 1, atol=0.05)


@pytest.mark.parametrize("name", SEASONS)
def test_the_intervals_of_sds_end_where_they_should(name: str) -> None:
    estimate, exact = fit(name)
    model = estimate.model
    ends = [
        (model.sd_merit_low, model.sd_severity_low, model.sd_halo_low),
        (model.sd_merit_high, model.sd_severity_high, model.sd_halo_high),
    ]
    off = (np.log(ends) - exact["log_sds_tails"]) / exact["log_sds_sd"]
    np.testing.assert_allclose(off, 0, atol=0.15)


@pytest.mark.parametrize("name", SEASONS)
def test_merit_is_as_uncertain_as_it_is(name: str) -> None:
    """One candidate's interval within a few per cent of its width, all of them together within two."""
    estimate, exact = fit(name)
    sd = np.array(exact["merit_sd"])
    np.testing.assert_allclose((estimate.merit - exact["merit"]) / sd, 0, atol=0.1)
    assert np.mean(estimate.sd / sd) == pytest.approx(1, abs=0.015)
    low, high = np.array(exact["merit_tails"])
    assert np.mean((estimate.high - estimate.low) / (high - low)) == pytest.approx(1, abs=0.015)
    np.testing.assert_allclose((estimate.low - low) / sd, 0, atol=0.15)
    np.testing.assert_allclose((estimate.high - high) / sd, 0, atol=0.15)


if __name__ == "__main__":
    write_golden()
