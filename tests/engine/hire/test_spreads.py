import numpy as np
import pytest

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.spreads import BAR_PRIOR, find_spreads
from tests.engine.linked import Linked, small_quarters


def found_of(linked: Linked, *, integrate: bool):  # type: ignore[no-untyped-def]
    return find_spreads(
        linked.structure, linked.parameters, Sites.blank(linked.layout), prior=BAR_PRIOR, integrate=integrate,
        progress=lambda done: None,
    )  # fmt: skip


def test_density_of_the_prior_has_the_gradient_it_says() -> None:
    logs, free = np.array([0.1, -0.4, -0.2, -2.0, -1.0]), np.array([1.0, 1.0, 0.0, 1.0, 1.0])
    value, slope = BAR_PRIOR.log_density(logs, free)
    for entry in range(5):
        moved = logs.copy()
        moved[entry] += 1e-6
        assert (BAR_PRIOR.log_density(moved, free)[0] - value) / 1e-6 == pytest.approx(slope[entry], abs=1e-4)
    assert slope[2] == 0


def test_the_mode_is_level_and_the_points_are_around_it() -> None:
    linked = Linked(small_quarters(candidates=15, interviewers=6, interviews=3).dated)
    found = found_of(linked, integrate=True)
    assert found.converged
    settled = linked.settled(np.exp(found.mode))
    _, slope = BAR_PRIOR.log_density(found.mode, np.ones(5))
    np.testing.assert_allclose(settled.gradient + slope, 0, atol=0.1)
    weights = np.array([point.weight for point in found.points])
    assert weights.sum() == pytest.approx(1)
    assert len(found.points) > 20
    sds = np.array([point.at.sds for point in found.points])
    np.testing.assert_allclose(sds[:, [0, 2]], np.exp(found.mode[[0, 2]])[None].repeat(len(sds), axis=0))
    # What is integrated over is as wide as the curvature says, roughly.
    logs = np.log(sds[:, 3])
    spread = np.sqrt(weights @ (logs - weights @ logs) ** 2)
    assert spread == pytest.approx(np.sqrt(found.covariance[3, 3]), rel=0.5)


def test_what_nothing_depends_on_stays_at_its_median() -> None:
    linked = Linked(small_quarters(quarters=1).dated)
    found = found_of(linked, integrate=False)
    np.testing.assert_allclose(np.exp(found.mode[3:]), BAR_PRIOR.medians[3:])
    assert len(found.points) == 1
    assert (found.covariance[3:] == 0).all()


def test_drift_is_found_where_there_is_some_and_not_where_there_is_none() -> None:
    sizes = {
        "quarters": 6,
        "candidates": 60,
        "interviewers": 10,
        "interviews": 3,
        "criteria": 3,
        "turnover": 0.0,
        "seed": 3,
    }
    drifts = [
        float(np.exp(found_of(Linked(small_quarters(sd_drift=sd, **sizes).dated), integrate=False).mode[3]))
        for sd in (0.0, 0.4)
    ]
    assert drifts[0] < 0.15
    assert drifts[1] == pytest.approx(0.4, abs=0.15)
