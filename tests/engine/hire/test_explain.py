"""Explanations sum to merit, comparisons agree with the normal formula."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from muster.engine.errors import InputError
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import (
    compare_candidates,
    explain_candidate,
    explain_scorecards,
    severity_shifts,
)
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.seasons import Row, from_rows, take


@pytest.fixture(scope="module")
def season() -> Scorecards:
    """Return a season in which candidate 0 has no ratings."""
    whole = simulate_season(
        candidates=40, interviewers=8, interviews=3, criteria=3, design="unbalanced", seed=2
    ).scorecards
    return take(whole, whole.candidate != 0)


@pytest.fixture(scope="module", params=[True, False], ids=["integrated", "plugged in"])
def estimate(request: pytest.FixtureRequest, season: Scorecards) -> MeritEstimate:
    return estimate_merit(season, integrate=request.param)


def test_contributions_sum_to_merit_and_shares_to_1(estimate: MeritEstimate) -> None:
    for candidate in range(estimate.candidate_ids.size):
        explanation = explain_candidate(estimate, candidate)
        parts = explanation.parts
        assert explanation.candidate_id == estimate.candidate_ids[candidate]
        assert explanation.merit == pytest.approx(estimate.merit[candidate])
        assert parts.contribution.sum() == pytest.approx(explanation.merit, abs=1e-8)
        assert parts.share.sum() + explanation.prior_share == pytest.approx(1, abs=1e-12)
        assert (parts.share > 0).all()
        assert 0 < explanation.prior_share <= 1
        np.testing.assert_allclose(parts.share * parts.implied, parts.contribution)
        assert parts.shift.sum() == pytest.approx(explanation.severity_shift, abs=1e-12)
        assert explanation.low < explanation.merit < explanation.high


def test_parts_are_the_candidates_scorecards(estimate: MeritEstimate, season: Scorecards) -> None:
    for candidate in (1, 17, 39):
        parts = explain_candidate(estimate, candidate).parts
        mine = season.candidate == candidate
        people = np.unique(season.interviewer[mine])
        assert parts.interviewer_id.tolist() == season.interviewer_ids[people].tolist()
        assert parts.ratings.tolist() == [int((season.interviewer[mine] == r).sum()) for r in people]
        means = [season.rating[mine][season.interviewer[mine] == r].mean() for r in people]
        np.testing.assert_allclose(parts.raw_mean, means)
        np.testing.assert_allclose(parts.severity, estimate.interviewers.severity[people])
        np.testing.assert_allclose(parts.severity_sd, estimate.interviewers.sd[people])
        assert explain_candidate(estimate, candidate).raw_mean == pytest.approx(season.rating[mine].mean())
    assert explain_candidate(estimate, 1).population_raw_mean == pytest.approx(season.rating.mean())
    assert list(parts.to_frame())[:3] == ["interviewer_id", "interview", "severity"]
    assert (parts.interview == -1).all()


def test_everybody_at_once_is_everybody_by_themselves(estimate: MeritEstimate) -> None:
    candidate, parts = explain_scorecards(estimate)
    whole = parts.to_frame()
    for code in range(estimate.candidate_ids.size):
        alone = explain_candidate(estimate, code).parts.to_frame()
        for name, values in alone.items():
            if values.dtype.kind == "f":
                np.testing.assert_allclose(whole[name][candidate == code], values, rtol=1e-12)
            else:
                np.testing.assert_array_equal(whole[name][candidate == code], values)


def test_parts_tell_their_interviews() -> None:
    rows: list[Row] = [(p, r, k, 1 + (p + r + k) % 5) for p in range(6) for r in range(3) for k in range(2)]
    interview = [10 * p + min(r, 1) for p, r, _, _ in rows]  # the last two interviewers are a panel
    parts = explain_candidate(estimate_merit(from_rows(rows, interview=interview)), 4).parts
    assert parts.interviewer_id.tolist() == ["R0", "R1", "R2"]
    assert parts.interview.tolist() == [40, 41, 41]


def test_who_has_no_ratings_is_all_prior(estimate: MeritEstimate) -> None:
    explanation = explain_candidate(estimate, 0)
    assert explanation.parts.share.size == 0
    assert explanation.prior_share == 1
    assert explanation.merit == 0
    assert np.isnan(explanation.raw_mean)
    assert explanation.severity_shift == 0


def test_shifts_of_all_are_the_shifts_of_each(estimate: MeritEstimate) -> None:
    shifts = severity_shifts(estimate)
    each = [explain_candidate(estimate, candidate).severity_shift for candidate in range(40)]
    np.testing.assert_allclose(shifts, each, atol=1e-12)


def test_the_same_ratings_count_for_more_from_a_severe_interviewer() -> None:
    """Both met twelve candidates at random; interviewer 0 gave them a point less."""
    rng = np.random.default_rng(0)
    rows: list[Row] = []
    for candidate in range(12):
        for criterion in range(3):
            rating = int(rng.integers(2, 5))
            rows += [
                (candidate, 0, criterion, rating - int(rng.integers(0, 2))),
                (candidate, 1, criterion, rating + 1),
            ]
    rows += [(12, 0, k, 4) for k in range(3)] + [(13, 1, k, 4) for k in range(3)]
    estimate = estimate_merit(from_rows(rows))
    severe, lenient = explain_candidate(estimate, 12), explain_candidate(estimate, 13)
    assert severe.raw_mean == lenient.raw_mean
    assert severe.merit > lenient.merit
    assert severe.severity_shift > 0 > lenient.severity_shift


def test_comparing_is_symmetric_and_agrees_with_the_normal_formula(estimate: MeritEstimate) -> None:
    for a, b in ((3, 4), (10, 30), (0, 5)):
        there = compare_candidates(estimate, a, b, draws=8000)
        back = compare_candidates(estimate, b, a, draws=8000)
        assert there.p_better + back.p_better == pytest.approx(1)
        assert there.difference == pytest.approx(estimate.merit[a] - estimate.merit[b])
        assert there.difference == pytest.approx(-back.difference)
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
        assert there.p_better == pytest.approx(float(ndtr(there.difference / there.sd)), abs=0.03)
        assert there.low < there.difference < there.high
        assert (there.candidate_a, there.candidate_b) == (back.candidate_b, back.candidate_a)
        assert there.explanation_a.merit == back.explanation_b.merit


def test_shared_interviewers_make_a_difference_surer(season: Scorecards) -> None:
    """Merits are correlated through the interviewers, so the SD of a difference is not that of independence."""
    estimate = estimate_merit(season, integrate=False)
    component = estimate.posterior.main
    layout = estimate.posterior.layout
    pulls = np.zeros((layout.candidates, layout.interviewers))
    np.add.at(pulls, (layout.candidate, layout.interviewer), component.gaussian.held)
    pulls /= component.gaussian.candidate_precision[:, None]
    covariance = pulls @ component.gaussian.covariance @ pulls.T + np.diag(
        1 / component.gaussian.candidate_precision
    )
    for a, b in ((3, 4), (12, 20)):
        exact = np.sqrt(covariance[a, a] + covariance[b, b] - 2 * covariance[a, b])
        comparison = compare_candidates(estimate, a, b, draws=20_000)
        assert comparison.sd == pytest.approx(exact, rel=0.02)
        both = set(comparison.explanation_a.parts.interviewer_id) & set(
            comparison.explanation_b.parts.interviewer_id
        )
        assert set(comparison.shared_interviewers) == both


def test_the_better_candidate_is_probably_better(estimate: MeritEstimate) -> None:
    best, worst = int(estimate.merit.argmax()), int(estimate.merit.argmin())
    assert compare_candidates(estimate, best, worst).p_better > 0.95


def test_parts_of_the_graph_are_told() -> None:
    rows: list[Row] = [(p, r, 0, 1 + (p * r) % 5) for p in range(4) for r in range(2)]
    rows += [(p, r, 0, 1 + (p * r) % 5) for p in range(4, 9) for r in range(2, 5)]
    estimate = estimate_merit(from_rows(rows))
    apart = compare_candidates(estimate, 0, 5)
    assert not apart.same_component
    assert apart.shared_interviewers.size == 0
    assert compare_candidates(estimate, 0, 1).same_component


def test_bad_codes_are_named(estimate: MeritEstimate) -> None:
    with pytest.raises(InputError, match="The two candidates are the same"):
        compare_candidates(estimate, 3, 3)
    with pytest.raises(InputError, match="candidate holds codes outside 0 to 39"):
        compare_candidates(estimate, 3, 40)
    with pytest.raises(InputError, match="candidate holds codes outside 0 to 39"):
        explain_candidate(estimate, -1)
    with pytest.raises(InputError, match="draws is 0"):
        compare_candidates(estimate, 1, 2, draws=0)
