import numpy as np
import pytest

from muster.engine.errors import InputError
from muster.engine.hire.simulate_quarters import simulate_quarters


def test_every_candidate_meets_so_many_different_people_in_their_quarter() -> None:
    quarters = simulate_quarters(quarters=3, candidates=10, interviewers=5, interviews=3, criteria=2)
    cards = quarters.dated.scorecards
    assert cards.ratings == 3 * 10 * 3 * 2
    met = np.unique(np.stack([cards.candidate, cards.interviewer]), axis=1)
    assert (np.bincount(met[0]) == 3).all()
    codes, names = quarters.dated.cohorts
    assert names.tolist() == ["2023-Q1", "2023-Q2", "2023-Q3"]
    np.testing.assert_array_equal(
        quarters.dated.quarter - quarters.dated.quarter.min(), codes[cards.candidate]
    )


def test_truth_has_the_sds_asked_for() -> None:
    quarters = simulate_quarters(
        quarters=5, candidates=2000, interviewers=1000, interviews=1, criteria=1, turnover=0.0, sd_level=0.0,
        sd_drift=0.3,
    )  # fmt: skip
    assert quarters.merit.std() == pytest.approx(1.0, abs=0.03)
    assert quarters.severity[:, 0].std() == pytest.approx(0.7, abs=0.05)
    assert np.diff(quarters.severity, axis=1).std() == pytest.approx(0.3, abs=0.02)


def test_a_common_drift_and_a_trend_add_up() -> None:
    plain = simulate_quarters(quarters=4, seed=5)
    moved = simulate_quarters(quarters=4, seed=5, common_drift=0.5, trend=0.25)
    np.testing.assert_allclose(
        moved.severity - plain.severity, np.tile(0.5 * np.arange(4), (plain.severity.shape[0], 1))
    )
    np.testing.assert_allclose(moved.level - plain.level, 0.25 * np.arange(4))


def test_a_slipping_mark_lets_more_in() -> None:
    shares = []
    for slip in (0.0, 0.3):
        quarters = simulate_quarters(quarters=6, candidates=500, interviewers=20, sd_level=0.0, slip=slip)
        codes, _ = quarters.dated.cohorts
        assert quarters.dated.hired is not None
        shares.append(quarters.dated.hired[codes == 5].mean() - quarters.dated.hired[codes == 0].mean())
    assert shares[0] == pytest.approx(0, abs=0.08)
    assert shares[1] > 0.3


def test_unlinked_halves_share_nobody() -> None:
    quarters = simulate_quarters(quarters=4, linked=False, turnover=0.0)
    cards, codes = quarters.dated.scorecards, quarters.dated.cohorts[0]
    early = codes[cards.candidate] < 2
    assert not np.intersect1d(cards.interviewer[early], cards.interviewer[~early]).size


def test_a_seed_gives_the_same() -> None:
    one, same, other = (simulate_quarters(quarters=2, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.dated.scorecards.rating, same.dated.scorecards.rating)
    np.testing.assert_array_equal(one.dated.date, same.dated.date)
    assert not np.array_equal(one.merit, other.merit)


@pytest.mark.parametrize(
    "bad", [{"quarters": 0}, {"interviews": 99}, {"share_hired": 2.0}, {"turnover": -1.0}, {"sd_drift": -0.1}]
)
def test_sizes_that_make_no_season_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(InputError):
        simulate_quarters(**bad)  # type: ignore[arg-type]
