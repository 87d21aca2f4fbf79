from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from muster.engine.hire.cohorts import ALL_PAIRS, find_parts, pair_cohorts, unlinked_covariance
from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.levels import contrast_merit
from muster.engine.shapes import Criterion, Scorecards
from tests.engine.linked import Linked, small_quarters

Meeting = tuple[int, int, int, int]  # cohort, candidate within it, interviewer, criterion


def dated_of(meetings: list[Meeting]) -> DatedScorecards:
    """Return scorecards of the meetings, with candidates of each cohort of its own."""
    cohort, candidate, interviewer, criterion = np.array(sorted(set(meetings))).T
    people, code = np.unique(cohort * 100 + candidate, return_inverse=True)
    groups, group = np.unique(people // 100, return_inverse=True)
    who, interviewer = np.unique(interviewer, return_inverse=True)
    names, criterion = np.unique(criterion, return_inverse=True)
    scorecards = Scorecards(
        candidate=code.astype(np.int32),
        interviewer=interviewer.astype(np.int32),
        criterion=criterion.astype(np.int32),
        rating=np.ones(code.size, np.int64),
        candidate_ids=people.astype(str),
        interviewer_ids=who.astype(str),
        criteria=tuple(Criterion(str(name), 1, 5) for name in names),
    )
    date = np.full(code.size, np.datetime64("2026-01-01"))
    return DatedScorecards(scorecards, date, cohort=group, cohort_ids=groups.astype(str))


def test_one_shared_interviewer_links() -> None:
    parts = find_parts(dated_of([(0, 0, 0, 0), (0, 1, 1, 0), (1, 0, 1, 0), (2, 0, 2, 0)]))
    assert parts[0] == parts[1] != parts[2]


def test_a_chain_links() -> None:
    meetings = [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 1, 0), (2, 0, 1, 0)]
    assert find_parts(dated_of(meetings)).tolist() == [0, 0, 0]


def test_no_shared_interviewer_links_nothing_and_the_largest_part_is_first() -> None:
    parts = find_parts(dated_of([(0, 0, 0, 0), (1, 0, 1, 0), (1, 1, 1, 0)]))
    assert parts.tolist() == [1, 0]


def test_a_shared_interviewer_with_another_kit_links_nothing() -> None:
    assert find_parts(dated_of([(0, 0, 0, 0), (1, 0, 0, 1)])).tolist() == [0, 1]


def test_a_scorecard_with_both_criteria_joins_the_kits() -> None:
    assert find_parts(dated_of([(0, 0, 0, 0), (0, 0, 0, 1), (1, 0, 0, 1)])).tolist() == [0, 0]


def test_a_ring_through_two_kits_links_though_no_two_share_both() -> None:
    # Difficulty of kit 1 against kit 0 is known from cohort 2, whose interviewer rates both kits.
    meetings = [(2, 0, 0, 0), (2, 1, 0, 1), (0, 0, 1, 0), (1, 0, 1, 1)]
    parts = find_parts(dated_of(meetings))
    assert parts[0] == parts[1] != parts[2]


meetings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 4), st.integers(0, 2)),
    min_size=2, max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(meetings)
def test_parts_are_what_least_squares_can_estimate(drawn: list[Meeting]) -> None:
    dated = dated_of(drawn)
    scorecards = dated.scorecards
    cohort, ids = dated.cohorts
    groups, people, criteria = ids.size, scorecards.interviewer_ids.size, len(scorecards.criteria)
    # Scorecards whose criteria are told apart within them have an unknown of their own: that of the candidate.
    rows = []
    for i in range(scorecards.ratings):
        row = np.zeros(groups + people + criteria)
        row[cohort[scorecards.candidate[i]]] = 1
        row[groups + scorecards.interviewer[i]] = -1
        row[groups + people + scorecards.criterion[i]] = -1
        rows.append(row)
    kits = within_scorecards(dated, groups + people)
    design = np.array(rows + kits)
    rank = np.linalg.matrix_rank(design)
    parts = find_parts(dated)
    for a, b in combinations(range(groups), 2):
        contrast = np.zeros(design.shape[1])
        contrast[[a, b]] = 1, -1
        estimable = np.linalg.matrix_rank(np.vstack([design, contrast])) == rank
        assert (parts[a] == parts[b]) == estimable


def within_scorecards(dated: DatedScorecards, offset: int) -> list[np.ndarray]:
    """Return rows by which the difficulties of criteria rated in one scorecard are known from each other."""
    scorecards = dated.scorecards
    rows = []
    for i, j in combinations(range(scorecards.ratings), 2):
        same = scorecards.candidate[i] == scorecards.candidate[j]
        if same and scorecards.interviewer[i] == scorecards.interviewer[j]:
            row = np.zeros(offset + len(scorecards.criteria))
            row[offset + scorecards.criterion[i]] += 1
            row[offset + scorecards.criterion[j]] -= 1
            rows.append(row)
    return rows


def test_pairs_count_what_two_cohorts_share() -> None:
    pairs = pair_cohorts(dated_of([(0, 0, 0, 0), (0, 0, 1, 1), (1, 0, 1, 0), (2, 0, 5, 2)]))
    found = dict(zip(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True),
                     zip(pairs.interviewers.tolist(), pairs.criteria.tolist(), strict=True), strict=True))  # fmt: skip
    assert found == {(0, 1): (1, 1), (0, 2): (0, 0), (1, 2): (0, 0)}


def test_of_many_cohorts_neighbours_are_paired() -> None:
    pairs = pair_cohorts(dated_of([(cohort, 0, 0, 0) for cohort in range(ALL_PAIRS + 1)]))
    assert pairs.first.tolist() == list(range(ALL_PAIRS))
    assert pairs.second.tolist() == list(range(1, ALL_PAIRS + 1))


def test_without_links_differences_are_less_certain() -> None:
    linked = Linked(small_quarters(quarters=2, turnover=0.0, candidates=20).dated)
    cohort = linked.dated.cohorts[0]
    means = np.zeros((cohort.size, 2))
    means[np.arange(cohort.size), cohort] = 1 / np.bincount(cohort)[cohort]
    together = contrast_merit(linked.structure, [linked.point], means).covariance
    apart = unlinked_covariance(linked.structure, linked.point, csr_array(means))
    gap = np.array([-1.0, 1.0])
    assert gap @ together @ gap < 0.8 * (gap @ apart @ gap)
    assert apart[0, 1] == pytest.approx(0, abs=1e-10)


def test_cutting_what_is_not_shared_changes_nothing() -> None:
    linked = Linked(small_quarters(quarters=2, linked=False, candidates=20).dated)
    cohort = linked.dated.cohorts[0]
    means = np.eye(2)[cohort] / np.bincount(cohort)[cohort][:, None]
    together = contrast_merit(linked.structure, [linked.point], means).covariance
    apart = unlinked_covariance(linked.structure, linked.point, csr_array(means))
    np.testing.assert_allclose(together, apart, atol=1e-7)
