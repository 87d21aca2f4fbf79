"""The compiled loops: one scorecard exactly, very long scorecards, extreme ratings, the slower kernels."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from muster.engine.hire.merit import estimate_merit, kernels_compiled
from muster.engine.hire.simulate import simulate_season
from tests.engine.exact import rating_probabilities
from tests.engine.seasons import Fixed, from_rows

THRESHOLDS = np.array([-2.0, -0.5, 0.7, 1.9])
# One scorecard of one candidate. Its criterion's five categories occur in it, so that all have a cell.
RATINGS = (1, 2, 3, 3, 4, 4, 4, 5)


def exact_standing(case: Fixed) -> tuple[float, float, float]:
    """Return log evidence, mean and SD of the only scorecard's standing by adaptive quadrature."""
    total = float(np.sqrt(sum(sd**2 for sd in case.sds)))

    def density(s: float, power: int) -> float:
        chances = rating_probabilities(case.layout, case.parameters, np.array([s]))[case.layout.cell, 0]
        weights = case.parameters.weights[case.layout.cells.criterion[case.layout.cell]]
        likelihood = float(np.prod(chances**weights))
        return float(likelihood * s**power * np.exp(-0.5 * (s / total) ** 2) / (total * np.sqrt(2 * np.pi)))

    mass, first, second = (
        quad(density, -9 * total, 9 * total, args=(power,), epsabs=0, epsrel=1e-11, limit=200)[0]
        for power in (0, 1, 2)
    )
    return np.log(mass), first / mass, float(np.sqrt(second / mass - (first / mass) ** 2))


@pytest.mark.parametrize(
    ("slopes", "weights"), [(None, None), ([1.5], None), (None, [0.4]), ([0.6], [1.7])], ids=str
)
@pytest.mark.parametrize("sds", [(1.0, 0.7, 0.6), (1.0, 0.7, 0.0), (0.5, 0.2, 1.0)])
def test_one_scorecard_is_exact(
    sds: tuple[float, float, float], slopes: list[float] | None, weights: list[float] | None
) -> None:
    case = Fixed(
        from_rows([(0, 0, 0, rating) for rating in RATINGS]),
        sds=sds, thresholds=THRESHOLDS, slopes=slopes, weights=weights,
    )  # fmt: skip
    log_evidence, mean, sd = exact_standing(case)
    assert case.at.log_evidence == pytest.approx(log_evidence, abs=1e-4)
    total = sum(each**2 for each in sds)
    # The standing's moments are carried to merit and severity in proportion to their variances.
    assert case.component.merit[0] == pytest.approx(mean * sds[0] ** 2 / total, abs=1e-4 * sd)
    assert case.component.severity[0] == pytest.approx(-mean * sds[1] ** 2 / total, abs=1e-4 * sd)
    passed = (sd**2 / total - 1) / total
    assert case.component.merit_variance[0] == pytest.approx(sds[0] ** 2 + sds[0] ** 4 * passed, rel=1e-3)
    assert case.component.severity_variance[0] == pytest.approx(sds[1] ** 2 + sds[1] ** 4 * passed, rel=1e-3)


def test_weights_near_one_go_the_slow_way_to_the_same_end() -> None:
    scorecards = simulate_season(candidates=30, interviewers=6, interviews=2, criteria=3, seed=1).scorecards
    quick, slow = Fixed(scorecards), Fixed(scorecards, weights=[1 + 1e-13] * 3)
    assert slow.parameters.general
    assert not quick.parameters.general
    np.testing.assert_allclose(slow.component.merit, quick.component.merit, atol=1e-9)
    np.testing.assert_allclose(slow.at.gradient, quick.at.gradient, atol=1e-8)
    assert slow.at.log_evidence == pytest.approx(quick.at.log_evidence, abs=1e-8)


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("criteria", [40, 150])
def test_long_scorecards_neither_overflow_nor_underflow(criteria: int, weighted: bool) -> None:
    truth = simulate_season(candidates=24, interviewers=6, interviews=3, criteria=criteria, seed=3)
    weights = {truth.scorecards.criteria[0].name: 2.0} if weighted else None
    estimate = estimate_merit(truth.scorecards, weights=weights, integrate=False)
    assert estimate.model.converged
    assert np.isfinite(estimate.sd).all()
    assert np.corrcoef(estimate.merit, truth.merit)[0, 1] > 0.8
    assert 0.3 < estimate.model.sd_halo < 0.9


def test_forty_extreme_ratings_in_one_scorecard() -> None:
    rows = [(p, r, 0, 1 + (p + r) % 5) for p in range(6) for r in range(3)] + [(0, 0, 0, 5)] * 40
    estimate = estimate_merit(from_rows(rows))
    assert np.isfinite([*estimate.merit, *estimate.sd, *estimate.interviewers.severity]).all()
    assert estimate.merit.argmax() == 0


def test_kernels_say_whether_they_are_compiled() -> None:
    simulated = simulate_season(candidates=4, interviewers=2, interviews=2, criteria=2)
    estimate_merit(simulated.scorecards, integrate=False)
    assert kernels_compiled()
