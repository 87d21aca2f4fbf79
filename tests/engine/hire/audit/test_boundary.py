import numpy as np
import pytest
from numpy.typing import NDArray

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.boundary import WARNING, BoundaryAudit, audit_boundary
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from tests.engine.seasons_by_group import Planted, season_by_group

BAR = 0.4


def decided(
    *, stricter: float, merit: float = -0.6, seed: int = 0, candidates: int = 400
) -> tuple[MeritEstimate, list[str | None], NDArray[np.bool_]]:
    """Return a fit, groups and decisions by true merit, with a bar for group b that is `stricter`."""
    scorecards, group, truth = season_by_group(planted=Planted(merit=merit), candidates=candidates, seed=seed)
    blurred = truth + 0.4 * np.random.default_rng(seed).normal(size=truth.size)
    bar = np.where(np.array(group) == "b", BAR + stricter, BAR)
    return estimate_merit(scorecards), group, blurred > bar


@pytest.fixture(scope="module")
def same() -> BoundaryAudit:
    return audit_boundary(*decided(stricter=0.0), draws=100)


@pytest.fixture(scope="module")
def stricter() -> BoundaryAudit:
    return audit_boundary(*decided(stricter=1.0), draws=100)


def test_one_bar_for_groups_of_differing_merit_is_found_to_be_one(same: BoundaryAudit) -> None:
    rate = same.groups.selected / same.groups.n
    assert rate[0] - rate[1] > 0.1  # although the rates differ
    assert same.differences.low[0] < 0 < same.differences.high[0]
    assert abs(same.differences.difference[0]) < 0.4


def test_a_stricter_bar_is_found(stricter: BoundaryAudit) -> None:
    assert (stricter.differences.group[0], stricter.differences.other[0]) == ("a", "b")
    assert stricter.differences.high[0] < 0
    assert stricter.differences.low[0] < -1 < stricter.differences.high[0]
    assert stricter.differences.p_higher[0] < 0.01


def chances(audit: BoundaryAudit) -> dict[tuple[str, str], float]:
    passing = audit.passing
    return dict(zip(zip(passing.passed, passing.turned_away, strict=True), passing.p_lower, strict=True))


def test_both_directions_and_within_each_group(same: BoundaryAudit, stricter: BoundaryAudit) -> None:
    fair, unfair = chances(same), chances(stricter)
    assert set(fair) == {("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")}
    # Group b has less merit: under one bar more of its people pass below those of a who do not, than the other way
    # about. A stricter bar for b turns that round.
    assert fair["b", "a"] > fair["a", "b"]
    assert unfair["a", "b"] > unfair["b", "a"]
    for one in (same.passing, stricter.passing):
        assert ((one.low <= one.p_lower) & (one.p_lower <= one.high)).all()
        assert ((one.gap_low <= one.gap) & (one.gap <= one.gap_high)).all()


def test_it_does_not_matter_which_group_gains() -> None:
    estimate, group, chosen = decided(stricter=1.0)
    turned = ["b" if one == "a" else "a" for one in group]
    straight = audit_boundary(estimate, group, chosen, draws=100).differences
    swapped = audit_boundary(estimate, turned, chosen, draws=100).differences
    assert swapped.difference[0] == pytest.approx(-straight.difference[0], abs=1e-3)
    assert swapped.low[0] == pytest.approx(-straight.high[0], abs=1e-3)


def test_the_curves_count_everybody(same: BoundaryAudit) -> None:
    step = same.grid[1] - same.grid[0]
    groups = same.groups
    assert groups.density_selected.sum(axis=1) * step == pytest.approx(groups.selected)
    assert groups.density_turned_away.sum(axis=1) * step == pytest.approx(groups.n - groups.selected)
    assert groups.density_selected.shape == (2, same.grid.size)
    assert not any(name.startswith("density") for name in groups.to_frame())


def test_the_selected_have_more_merit_and_the_warning_is_there(same: BoundaryAudit) -> None:
    assert (same.groups.selected_low > same.groups.turned_away_high).all()
    assert same.warning == WARNING
    assert same.unknown == 0


def test_unknown_people_are_left_out() -> None:
    estimate, group, chosen = decided(stricter=0.0, candidates=150)
    some = [None if place < 30 else one for place, one in enumerate(group)]
    found = audit_boundary(estimate, some, chosen, draws=50)
    assert found.unknown == 30
    assert found.groups.n.sum() == 120


def test_a_group_of_which_nobody_passed_says_so() -> None:
    estimate, group, chosen = decided(stricter=0.0, candidates=150)
    nobody = chosen & (np.array(group) == "a")
    found = audit_boundary(estimate, group, nobody, draws=50)
    assert found.groups.one_sided.tolist() == [False, True]
    assert np.isnan(found.groups.selected_merit[1])
    place = found.passing.passed.index("b")
    assert np.isnan(found.passing.p_lower[place])


def test_the_same_seed_gives_the_same() -> None:
    arguments = decided(stricter=0.0, candidates=100)
    first, again = (audit_boundary(*arguments, draws=50, seed=3) for _ in range(2))
    assert first.passing.p_lower.tolist() == again.passing.p_lower.tolist()


def test_what_cannot_be_compared_is_refused() -> None:
    estimate, group, chosen = decided(stricter=0.0, candidates=100)
    with pytest.raises(EstimationError, match="Fewer than two groups"):
        audit_boundary(estimate, ["a"] * 100, chosen)
    with pytest.raises(EstimationError, match="Nobody was selected"):
        audit_boundary(estimate, group, np.zeros(100, bool))
    with pytest.raises(InputError, match="99 groups"):
        audit_boundary(estimate, group[:-1], chosen)
    with pytest.raises(InputError, match="draws"):
        audit_boundary(estimate, group, chosen, draws=3)
