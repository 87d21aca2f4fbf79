from __future__ import annotations

import numpy as np
import pytest

from benchmarks import scoring
from benchmarks.oracle import KnownTruth, fit_oracle
from muster.engine.hire.simulate import Design, simulate_season
from muster.engine.shapes import Scorecards

KNOWN = KnownTruth(sd_merit=1.0, sd_severity=0.7, sd_halo=0.6)


def test_coverage_centred_forgives_a_shift_of_the_level() -> None:
    truth = np.linspace(-1, 1, 50)
    estimate = truth + 3.0
    assert scoring.coverage(truth, estimate, estimate - 0.1, estimate + 0.1) == (0.0, 1.0)
    assert scoring.rmse(truth, estimate) == pytest.approx(0.0, abs=1e-12)


def test_additive_means_recover_additive_effects() -> None:
    candidate, interviewer = np.divmod(np.arange(24), 4)
    merit = np.array([0, 3, 1, 2, 4, 6])
    kept = np.arange(24) % 5 > 0  # so that raw means mislead
    cards = Scorecards.from_columns(
        candidate=candidate[kept],
        interviewer=interviewer[kept],
        criterion=np.zeros(kept.sum(), np.int64),
        rating=(merit[candidate] - 2 * interviewer)[kept],
    )
    found = scoring.additive_means(cards)
    assert found - found[0] == pytest.approx(merit, abs=1e-6)
    assert scoring.correlation(merit, scoring.raw_means(cards)) < 0.999


def test_raw_and_adjusted_means_on_a_case_by_hand() -> None:
    cards = Scorecards.from_columns(
        candidate=np.array([0, 0, 1]),
        interviewer=np.array([0, 1, 1]),
        criterion=np.zeros(3, np.int64),
        rating=np.array([2, 5, 3]),
    )
    assert scoring.raw_means(cards) == pytest.approx([3.5, 3.0])
    overall = 10 / 3
    assert scoring.adjusted_means(cards) == pytest.approx([0.5 - overall, -1 - overall])


@pytest.mark.parametrize("design", ["balanced", "teams"])
def test_the_oracle_beats_the_means_and_covers(design: Design) -> None:
    season = simulate_season(candidates=800, interviewers=40, interviews=4, criteria=4, design=design, seed=2)
    oracle = fit_oracle(season, KNOWN)
    cards, merit = season.scorecards, season.merit
    ours = scoring.correlation(merit, oracle.merit)
    assert ours > scoring.correlation(merit, scoring.raw_means(cards))
    assert ours > scoring.correlation(merit, scoring.additive_means(cards))
    assert scoring.coverage(merit, oracle.merit, oracle.low, oracle.high)[1] == pytest.approx(0.9, abs=0.04)


def test_the_oracle_is_the_posterior_mode() -> None:
    season = simulate_season(candidates=15, interviewers=5, interviews=3, criteria=2, seed=4)
    found = fit_oracle(season, KNOWN)
    more = fit_oracle(season, KnownTruth(sd_merit=1e-4, sd_severity=0.7, sd_halo=0.6))
    assert np.abs(more.merit).max() < 1e-5
    assert more.sd == pytest.approx(np.full(15, 1e-4), rel=1e-3)
    assert np.all((found.low < found.merit) & (found.merit < found.high))
    assert np.all(found.sd < 1.0)
