"""The whole fit: what must not change it, what must, unusual seasons, errors (known truth: test_merit_truth)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire import runs
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import FLAT_PRIOR, estimate_merit
from muster.engine.hire.simulate import SimulatedSeason, simulate_season
from muster.engine.shapes import Criterion, IntArray, Scorecards
from tests.engine.seasons import Fixed, Row, add_rows, cover, from_rows, take

Floats = NDArray[np.float64]
SDS = ("sd_merit", "sd_severity", "sd_halo")


@pytest.fixture(scope="module")
def season() -> Scorecards:
    """Return a season of 30 candidates with panels and missing ratings."""
    whole = simulate_season(
        candidates=30, interviewers=6, interviews=3, criteria=3, design="unbalanced", seed=12
    ).scorecards
    kept = np.random.default_rng(0).random(whole.ratings) < 0.85
    return replace(take(whole, kept), interview=(whole.interviewer[kept] % 2).astype(np.int32))


@pytest.fixture(scope="module")
def estimate(season: Scorecards) -> MeritEstimate:
    return estimate_merit(season)


def assert_same(one: MeritEstimate, other: MeritEstimate, atol: float = 1e-9) -> None:
    for name in ("merit", "sd", "low", "high"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=atol)
    np.testing.assert_allclose(one.interviewers.severity, other.interviewers.severity, atol=atol)
    np.testing.assert_allclose(one.interviewers.outfit, other.interviewers.outfit, rtol=1e-6)
    for mine, theirs in zip(one.criteria.thresholds, other.criteria.thresholds, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=10 * atol)
    for name in SDS:
        assert getattr(one.model, name) == pytest.approx(getattr(other.model, name), abs=atol)


# What must not change it


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_does_not_matter(season: Scorecards, estimate: MeritEstimate, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(season.ratings)
    shuffled = estimate_merit(take(season, order))
    assert_same(estimate, shuffled)
    np.testing.assert_array_equal(estimate.ranking.rank_low, shuffled.ranking.rank_low)
    np.testing.assert_array_equal(estimate.ranking.rank_high, shuffled.ranking.rank_high)
    np.testing.assert_array_equal(estimate.worst_fitting.candidate_id, shuffled.worst_fitting.candidate_id)


@pytest.mark.parametrize("integrate", [True, False], ids=["integrated", "plugged in"])
@pytest.mark.parametrize("threads", [2, 3, None])
def test_the_number_of_threads_does_not_matter(
    season: Scorecards, monkeypatch: pytest.MonkeyPatch, threads: int | None, integrate: bool
) -> None:
    monkeypatch.setattr(runs, "LEAST_RATINGS", 20)
    one = estimate_merit(season, threads=1, integrate=integrate)
    other = estimate_merit(season, threads=threads, integrate=integrate)
    assert_same(one, other)
    np.testing.assert_array_equal(one.ranking.rank_low, other.ranking.rank_low)


def test_new_names_in_the_same_order_do_not_matter(season: Scorecards, estimate: MeritEstimate) -> None:
    renamed = replace(
        season,
        candidate_ids=np.array([f"candidate {code:05d}" for code in range(30)]),
        interviewer_ids=np.arange(6) + 1000,
        criteria=tuple(Criterion(f"other {one.name}", one.low, one.high) for one in season.criteria),
    )
    assert_same(estimate, estimate_merit(renamed))


def test_another_numbering_of_the_scale_does_not_matter(season: Scorecards, estimate: MeritEstimate) -> None:
    moved = replace(
        season,
        rating=season.rating.astype(np.int64) * 10 - 3,
        criteria=tuple(Criterion(one.name, 7, 47) for one in season.criteria),
    )
    other = estimate_merit(moved)
    np.testing.assert_allclose(other.merit, estimate.merit, atol=1e-9)
    np.testing.assert_allclose(other.ranking.raw_mean, 10 * estimate.ranking.raw_mean - 3)


def test_the_place_in_memory_does_not_matter(season: Scorecards, estimate: MeritEstimate) -> None:
    between = []
    for size in (1, 9, 40, 300):
        between.append(np.empty(size))
        moved = replace(season, rating=season.rating.copy(), candidate=season.candidate.copy())
        assert_same(estimate, estimate_merit(moved), atol=0)


def test_the_seed_changes_ranks_only(season: Scorecards, estimate: MeritEstimate) -> None:
    other = estimate_merit(season, seed=5)
    assert_same(estimate, other, atol=0)
    assert np.abs(estimate.ranking.rank_low - other.ranking.rank_low).max() <= 2


def test_people_without_ratings_change_nobody_else(season: Scorecards, estimate: MeritEstimate) -> None:
    more = replace(
        season,
        candidate_ids=np.append(season.candidate_ids, "Z"),
        interviewer_ids=np.append(season.interviewer_ids, "Z"),
    )
    other = estimate_merit(more)
    np.testing.assert_allclose(other.merit[:-1], estimate.merit, atol=1e-9)
    np.testing.assert_allclose(other.sd[:-1], estimate.sd, atol=1e-9)
    assert other.merit[-1] == 0
    assert other.sd[-1] == pytest.approx(other.model.sd_merit, rel=0.2)
    assert other.interviewers.severity[-1] == 0
    place = int(np.flatnonzero(other.ranking.candidate_id == "Z")[0])
    assert other.ranking.interviews[place] == other.ranking.ratings[place] == 0
    assert np.isnan(other.ranking.raw_mean[place])
    assert other.components.candidates.tolist() == [30, 1]


# What must change it, and how


def test_reversing_every_scale_turns_merit_and_severity_around(
    season: Scorecards, estimate: MeritEstimate
) -> None:
    mirrored = estimate_merit(replace(season, rating=6 - season.rating.astype(np.int64)))
    np.testing.assert_allclose(mirrored.merit, -estimate.merit, atol=1e-6)
    np.testing.assert_allclose(mirrored.interviewers.severity, -estimate.interviewers.severity, atol=1e-6)
    np.testing.assert_allclose(mirrored.sd, estimate.sd, atol=1e-6)
    for here, there in zip(estimate.criteria.thresholds, mirrored.criteria.thresholds, strict=True):
        np.testing.assert_allclose(there, -here[::-1], atol=1e-6)


def test_equal_ratings_by_the_same_interviewers_are_equal_merit(season: Scorecards) -> None:
    mine = np.flatnonzero(season.candidate == 7)

    def again(column: IntArray) -> IntArray:
        return np.concatenate([column, column[mine]])

    twin = replace(
        season,
        candidate=np.concatenate([season.candidate, np.full(mine.size, 30)]).astype(np.int32),
        candidate_ids=np.append(season.candidate_ids, "Z"),
        interviewer=again(season.interviewer),
        criterion=again(season.criterion),
        rating=again(season.rating),
        interview=None if season.interview is None else again(season.interview),
    )
    both = estimate_merit(twin)
    assert both.merit[7] == pytest.approx(both.merit[30], abs=1e-12)
    assert both.sd[7] == pytest.approx(both.sd[30], abs=1e-12)


# Every category occurs in these, so that raising a rating makes none appear or vanish.
ANCHORS: list[Row] = [(4, 0, k, y) for k in range(2) for y in range(1, 5)]
THRESHOLDS = np.array([-1.5, 0.0, 1.5, -1.0, 0.3, 2.0])


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), st.integers(1, 4)),
        min_size=2,
        max_size=14,
    ),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_a_higher_rating_never_lowers_merit_at_given_parameters(rows: list[Row], data: st.DataObject) -> None:
    """Nor does it lower the interviewer's leniency. (Parameters that are estimated anew may move against it.)

    The joint density of merits and severities is totally positive of order 2, whatever the likelihood's shape.
    """
    place = data.draw(st.integers(0, len(rows) - 1))
    p, r, k, y = rows[place]
    raised = [*rows]
    raised[place] = (p, r, k, min(y + 1, 4))
    before, after = (
        Fixed(
            from_rows([*each, *ANCHORS], scale=(1, 4), candidates=5, interviewers=3), thresholds=THRESHOLDS
        ).component
        for each in (rows, raised)
    )
    assert after.merit[p] >= before.merit[p] - 1e-6
    assert after.severity[r] <= before.severity[r] + 1e-6
    if y < 4:
        assert after.merit[p] > before.merit[p]


def test_a_much_higher_scorecard_raises_merit_in_a_whole_fit(
    season: Scorecards, estimate: MeritEstimate
) -> None:
    lowest = int(estimate.merit.argmin())
    mine = np.flatnonzero(season.candidate == lowest)
    rating = season.rating.astype(np.int64)
    rating[mine] = 5
    assert estimate_merit(replace(season, rating=rating)).merit[lowest] > estimate.merit[lowest] + 1


def test_halo_widens_intervals() -> None:
    simulated = simulate_season(candidates=150, interviewers=15, interviews=3, criteria=4, seed=4)
    with_halo = estimate_merit(simulated.scorecards, integrate=False)
    without = estimate_merit(simulated.scorecards, integrate=False, halo=False)
    assert with_halo.model.sd_halo == pytest.approx(0.6, abs=0.15)
    assert without.model.sd_halo == without.model.sd_halo_low == without.model.sd_halo_high == 0
    assert without.sd.mean() < 0.9 * with_halo.sd.mean()
    assert with_halo.model.log_likelihood > without.model.log_likelihood + 10


def test_one_rating_a_scorecard_leaves_halo_out_and_says_so() -> None:
    simulated = simulate_season(candidates=60, interviewers=8, interviews=3, criteria=1, seed=4)
    model = estimate_merit(simulated.scorecards).model
    assert model.sd_halo == 0
    assert model.notes == ("Every scorecard has one rating, so halo is left out.",)
    told = estimate_merit(simulated.scorecards, halo=True).model
    assert told.sd_halo > 0
    assert told.notes == ()
    assert estimate_merit(simulated.scorecards, halo=False).model.notes == ()


def test_repeated_interviews_count_as_two(season: Scorecards) -> None:
    """A second scorecard by the same interviewer tells more than the same ratings in one scorecard."""
    rows: list[Row] = [
        (p, r, k, 1 + (p + 2 * r + k) % 5) for p in range(12) for r in range(3) for k in range(2)
    ]
    again = rows + [(0, 0, k, 1 + k) for k in range(2)]
    once = Fixed(from_rows(again)).component
    twice = Fixed(from_rows(again, interview=[0] * len(rows) + [1, 1])).component
    assert twice.merit_variance[0] < once.merit_variance[0]


# Weights


def test_weights_shift_merit_towards_the_weighty_criterion() -> None:
    """Candidate 0 is good at criterion 0 and bad at criterion 1; candidate 1 the other way round."""
    rng = np.random.default_rng(0)
    rows: list[Row] = [
        (p, r, k, int(rng.integers(1, 6))) for p in range(2, 30) for r in range(3) for k in range(2)
    ]
    rows += [(p, r, k, 5 if p == k else 1) for p in range(2) for r in range(3) for k in range(2)]
    scorecards = from_rows(rows)
    plain = estimate_merit(scorecards)
    weighted = estimate_merit(scorecards, weights={"criterion_0": 3.0})
    assert plain.merit[0] == pytest.approx(plain.merit[1], abs=0.25)
    assert weighted.merit[0] > weighted.merit[1] + 0.5


def test_weights_are_recorded_and_rescaled(season: Scorecards) -> None:
    names = [criterion.name for criterion in season.criteria]
    weights = {names[0]: 2.0, names[2]: 0.5}
    estimate = estimate_merit(season, weights=weights)
    assert estimate.model.weights == weights
    relative = estimate.criteria.weight
    np.testing.assert_allclose(relative / relative[1], [2.0, 1.0, 0.5])
    assert (relative @ estimate.criteria.ratings) / season.ratings == pytest.approx(1)
    assert_same(
        estimate, estimate_merit(season, weights={name: 3 * weights.get(name, 1.0) for name in names})
    )


@pytest.mark.parametrize(
    "weights", [{}, {"criterion_1": 1.0}, dict.fromkeys(["criterion_1", "criterion_2", "criterion_3"], 7.0)]
)
def test_equal_weights_are_no_weights(
    season: Scorecards, estimate: MeritEstimate, weights: dict[str, float]
) -> None:
    assert_same(estimate, estimate_merit(season, weights=weights), atol=1e-3)


# Unusual seasons


def test_criteria_with_different_numbers_of_categories() -> None:
    simulated = simulate_season(candidates=150, interviewers=10, interviews=3, criteria=3, seed=9)
    season = simulated.scorecards
    halved = np.where(season.criterion == 0, (season.rating + 1) // 3 + 1, season.rating)
    mixed = replace(season, rating=halved, criteria=(Criterion("criterion_1", 1, 3), *season.criteria[1:]))
    one, other = estimate_merit(season, integrate=False), estimate_merit(mixed, integrate=False)
    assert [span.size for span in other.criteria.thresholds] == [2, 4, 4]
    assert np.corrcoef(one.merit, other.merit)[0, 1] > 0.98
    np.testing.assert_allclose(other.criteria.thresholds[0], one.criteria.thresholds[0][[0, 3]], atol=0.25)


def test_merging_categories_that_never_occur_changes_nothing(
    season: Scorecards, estimate: MeritEstimate
) -> None:
    """A scale of 1 to 9 of which 1 to 5 occur is a scale of 1 to 5."""
    wide = replace(season, criteria=tuple(Criterion(one.name, -3, 9) for one in season.criteria))
    other = estimate_merit(wide)
    np.testing.assert_allclose(other.merit, estimate.merit, atol=1e-9)
    assert [span.size for span in other.criteria.thresholds] == [12] * 3


def test_a_constant_criterion_changes_next_to_nothing(season: Scorecards, estimate: MeritEstimate) -> None:
    """It says nothing of anybody."""
    pairs = sorted({(int(p), int(r)) for p, r in zip(season.candidate, season.interviewer, strict=True)})
    more = replace(season, criteria=(*season.criteria, Criterion("z", 1, 5)), interview=None)
    constant = add_rows(more, [(p, r, 3, 3) for p, r in pairs])
    np.testing.assert_allclose(
        estimate_merit(constant).merit, estimate_merit(replace(season, interview=None)).merit, atol=1e-6
    )
    assert estimate.model.converged


def test_a_hundred_categories() -> None:
    truth = simulate_season(candidates=80, interviewers=8, interviews=3, criteria=2, categories=100, seed=2)
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert np.isfinite(estimate.sd).all()
    assert np.corrcoef(estimate.merit, truth.merit)[0, 1] > 0.7
    assert 0.8 < cover(estimate, truth.merit) <= 1


def test_two_categories() -> None:
    truth = simulate_season(candidates=300, interviewers=20, interviews=4, criteria=5, categories=2, seed=2)
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert 0.85 < cover(estimate, truth.merit) < 0.95


@pytest.mark.parametrize("seed", range(3))
def test_three_candidates_and_two_interviewers(seed: int) -> None:
    truth = simulate_season(candidates=3, interviewers=2, interviews=2, criteria=3, seed=seed)
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert np.isfinite([*estimate.merit, *estimate.low, *estimate.high]).all()
    assert 0.3 < estimate.model.sd_merit < 3
    assert (estimate.sd < 3).all()


def test_a_thousand_candidates_with_an_interview_each() -> None:
    truth = simulate_season(candidates=1000, interviewers=20, interviews=1, criteria=3, seed=2)
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert estimate.components.candidates.size == 20
    assert 0.5 < estimate.model.sd_merit < 2
    assert 0.8 < cover(estimate, truth.merit) < 0.97


@pytest.mark.parametrize("name", ["sd_merit", "sd_severity", "sd_halo"])
@pytest.mark.parametrize("integrate", [True, False], ids=["integrated", "plugged in"])
def test_a_flat_prior_survives_an_sd_of_nothing(name: str, integrate: bool) -> None:
    truth: SimulatedSeason = simulate_season(
        candidates=60, interviewers=8, interviews=3, criteria=3, seed=0, **{name: 0.0}  # type: ignore[arg-type]
    )  # fmt: skip
    estimate = estimate_merit(truth.scorecards, prior=FLAT_PRIOR, integrate=integrate)
    assert np.isfinite([*estimate.merit, *estimate.sd]).all()
    assert getattr(estimate.model, name) < 0.4


# Options and errors


def test_integration_is_for_small_seasons_unless_asked_for(season: Scorecards) -> None:
    assert estimate_merit(season).model.integrated
    assert not estimate_merit(season, integrate=False).model.integrated


def test_progress_names_the_stages(season: Scorecards) -> None:
    told: list[tuple[str, float]] = []
    estimate_merit(season, progress=lambda stage, done: told.append((stage, done)))
    stages = list(dict.fromkeys(stage for stage, _ in told))
    assert stages == ["indexing", "searching", "integrating", "variances", "fit statistics", "ranks"]
    assert all(0 <= done <= 1 for _, done in told)
    assert told[-1] == ("ranks", 1.0)


EQUAL: list[Row] = [(p, r, k, 3) for p in range(3) for r in range(2) for k in range(2)]
NO_RATINGS = Scorecards(
    candidate=np.zeros(0, np.int32),
    interviewer=np.zeros(0, np.int32),
    criterion=np.zeros(0, np.int32),
    rating=np.zeros(0, np.int64),
    candidate_ids=np.array(["A"]),
    interviewer_ids=np.array(["R"]),
    criteria=(Criterion("x", 1, 5),),
)


@pytest.mark.parametrize(
    ("scorecards", "code", "words"),
    [
        (NO_RATINGS, "no_ratings", "There are no ratings; give at least a few scorecards."),
        (replace(NO_RATINGS, criteria=()), "no_ratings", "There are no ratings"),
        (from_rows([(0, 0, 0, 1), (0, 1, 0, 5)]), "one_candidate", "Only one candidate has ratings"),
        (from_rows([(1, 0, 0, 1), (1, 1, 0, 5)], candidates=3), "one_candidate", "give two or more"),
        (from_rows([(0, 0, 0, 1), (1, 0, 0, 5)]), "one_interviewer", "Only one interviewer gave ratings"),
        (from_rows([(0, 2, 0, 1), (1, 2, 0, 5)]), "one_interviewer", "severity cannot be told from merit"),
        (from_rows(EQUAL), "equal_ratings", "All ratings are equal within each criterion"),
        (from_rows([(p, r, k, 2 + k) for p, r, k, _ in EQUAL]), "equal_ratings", "check the rating column"),
    ],
)
def test_nothing_to_estimate_is_said_in_a_sentence(scorecards: Scorecards, code: str, words: str) -> None:
    with pytest.raises(EstimationError) as caught:
        estimate_merit(scorecards)
    assert caught.value.code == code
    assert words in caught.value.sentence


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"level": 0.0}, "level is 0.0; it must lie between 0 and 1"),
        ({"level": 1.0}, "level is 1.0"),
        ({"level": 90}, "level is 90"),
        ({"level": float("nan")}, "level is nan"),
        ({"threads": 0}, "threads is 0; it must be 1 or more"),
        (
            {"weights": {"charm": 2.0}},
            "There is no criterion 'charm' to weigh; there are criterion_1, criterion_2",
        ),
        (
            {"weights": {"criterion_1": 0.0}},
            "The weight of 'criterion_1' is 0; it must lie between 0.001 and 1,000.",
        ),
        ({"weights": {"criterion_1": -1.0}}, "is -1; it must lie between"),
        ({"weights": {"criterion_1": float("nan")}}, "is nan; it must lie between"),
        ({"weights": {"criterion_1": float("inf")}}, "is inf; it must lie between"),
        ({"seed": -1}, "seed is -1"),
    ],
    ids=str,
)
def test_bad_arguments_are_named(season: Scorecards, options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError) as caught:
        estimate_merit(season, **options)  # type: ignore[arg-type]
    assert words in caught.value.sentence
    assert caught.value.code == "input"


def test_the_largest_weights_leave_numbers(season: Scorecards) -> None:
    estimate = estimate_merit(season, weights={"criterion_1": 1000.0, "criterion_2": 0.001})
    assert np.isfinite(estimate.merit).all()
    assert np.isfinite(estimate.sd).all()


def test_too_many_interviewers_to_integrate_are_named() -> None:
    many = from_rows([(p, p + r, 0, 1 + (p + r) % 5) for p in range(1600) for r in range(2)])
    with pytest.raises(
        InputError, match="The number of interviewers, to integrate, is 1,601; it must lie between"
    ):
        estimate_merit(many, integrate=True)
