import numpy as np
import pytest

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.raters import DifferentialFunctioning, audit_raters
from muster.engine.hire.merit import estimate_merit
from tests.engine.seasons_by_group import Planted, season_by_group

HARSH, HARD = 3, 1


def found(
    planted: Planted, *, seed: int = 0, groups: tuple[str, ...] = ("a", "b"), **sizes: int
) -> DifferentialFunctioning:
    scorecards, group, _ = season_by_group(planted=planted, seed=seed, groups=groups, **sizes)
    return audit_raters(estimate_merit(scorecards), group)


@pytest.fixture(scope="module")
def planted() -> DifferentialFunctioning:
    """Interviewer 3 rates group b 1.5 lower, and criterion 1 has it 0.7 lower; b has more merit by 0.5."""
    return found(Planted({HARSH: -1.5}, {HARD: -0.7}, merit=0.5), candidates=300, seed=2)


def test_what_was_planted_is_found(planted: DifferentialFunctioning) -> None:
    raters, criteria = planted.interviewers, planted.criteria
    assert raters.subject[0] == str(HARSH)
    assert raters.flagged[0]
    assert criteria.subject[0] == f"{HARD}"
    assert criteria.flagged[0]
    tested = raters.group[0]
    sign = 1 if tested == "b" else -1
    assert sign * raters.estimate[0] == pytest.approx(-1.5, abs=0.8)
    assert sign * criteria.estimate[0] == pytest.approx(-0.7, abs=0.3)
    assert raters.q_value[0] < 0.05


def test_nearly_nobody_else_is(planted: DifferentialFunctioning) -> None:
    assert planted.interviewers.flagged.sum() <= 2


def test_of_two_groups_the_smaller_one_is_told(planted: DifferentialFunctioning) -> None:
    assert len(set(planted.interviewers.group)) == 1
    assert planted.groups == ("a", "b")


def test_effects_are_shrunk_and_their_intervals_hold_them(planted: DifferentialFunctioning) -> None:
    for table in (planted.interviewers, planted.criteria):
        assert (np.abs(table.effect) <= np.abs(table.estimate) + 1e-12).all()
        assert ((table.low <= table.effect) & (table.effect <= table.high)).all()
        assert (np.diff(table.p_value) >= 0).all()
        assert "spread" not in table.to_frame()


def test_neither_severity_nor_merit_of_a_group_is_taken_for_an_effect() -> None:
    """Ten seasons without any interaction, in groups that differ in merit: z-scores are standard normal."""
    scores: dict[str, list[float]] = {"interviewers": [], "criteria": []}
    flagged = 0
    for seed in range(10):
        one = found(Planted(merit=0.8), seed=seed, candidates=150, interviewers=15)
        for name, values in scores.items():
            table = getattr(one, name)
            values += (table.estimate / table.error).tolist()
            flagged += int(table.flagged.sum())
    assert np.std(scores["interviewers"]) == pytest.approx(1, abs=0.15)
    assert abs(np.mean(scores["interviewers"])) < 0.3
    assert np.std(scores["criteria"]) < 1.3
    assert flagged <= 3


def test_three_groups_are_each_compared_with_the_others() -> None:
    one = found(Planted({HARSH: -2.0}), groups=("a", "b", "c"), candidates=400, seed=4)
    assert set(one.interviewers.group) == {"a", "b", "c"}
    assert (one.interviewers.subject[0], one.interviewers.group[0]) == (str(HARSH), "c")
    assert one.interviewers.estimate[0] < -1


def test_unknown_people_tell_of_severity_and_are_not_compared() -> None:
    scorecards, group, _ = season_by_group(planted=Planted({HARSH: -1.5}), candidates=300, seed=2)
    some = [None if place % 5 == 0 else one for place, one in enumerate(group)]
    whole = audit_raters(estimate_merit(scorecards), group)
    part = audit_raters(estimate_merit(scorecards), some)
    assert part.interviewers.n.sum() < whole.interviewers.n.sum()
    assert part.groups == ("a", "b")


def test_whoever_met_too_few_is_not_tested() -> None:
    scorecards, group, _ = season_by_group(candidates=40, interviewers=20, interviews=2, seed=1)
    one = audit_raters(estimate_merit(scorecards), group, least=5)
    assert len(one.interviewers.subject) < 20
    assert (one.interviewers.n >= 5).all()


def test_what_cannot_be_compared_is_refused() -> None:
    scorecards, group, _ = season_by_group(candidates=30, interviewers=6)
    estimate = estimate_merit(scorecards)
    with pytest.raises(EstimationError, match="Everybody known is in one group"):
        audit_raters(estimate, ["a"] * 30)
    with pytest.raises(EstimationError, match="Nobody's group is known"):
        audit_raters(estimate, [None] * 30)
    with pytest.raises(InputError, match="29 groups and 30 candidates"):
        audit_raters(estimate, group[:-1])
    with pytest.raises(InputError, match="discoveries"):
        audit_raters(estimate, group, discoveries=0.9)
