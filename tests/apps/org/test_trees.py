"""The two trees of the organisation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.org.models import Employee, Team
from muster.apps.org.trees import at_and_above, at_and_below, generations, would_close_circle
from tests.apps.org.conftest import Company


def names(company: Company, query: object) -> set[str]:
    return set(Team.objects.filter(pk__in=query).values_list("name", flat=True))  # type: ignore[misc]


def test_what_is_above_and_below_a_team(company: Company) -> None:
    research, models = company.teams["Research"].pk, company.teams["Models"].pk
    assert names(company, at_and_below(Team, "parent", research)) == {"Research", "Models", "Data"}
    assert names(company, at_and_above(Team, "parent", models)) == {"Models", "Research", "Company"}


def test_a_circle_does_not_keep_anybody_walking(company: Company) -> None:
    research = company.teams["Research"]
    Team.objects.filter(pk=company.teams["Company"].pk).update(parent=company.teams["Models"])
    assert names(company, at_and_above(Team, "parent", research.pk)) == {"Research", "Company", "Models"}
    assert len(names(company, at_and_below(Team, "parent", research.pk))) == 5


def test_a_circle_is_seen_before_it_is_made(company: Company) -> None:
    ada, ben, eve = (company.people[name].pk for name in ("Ada Abara", "Ben Okoye", "Eve Świątek"))
    assert would_close_circle(Employee, "manager", row=ada, under=eve)
    assert would_close_circle(Employee, "manager", row=ben, under=ben)
    assert not would_close_circle(Employee, "manager", row=eve, under=ada)
    assert not would_close_circle(Employee, "manager", row=eve, under=None)


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Draw who is under whom, without circles, in any order."""
    size = draw(st.integers(0, 30))
    parents = {key: draw(st.sampled_from([None, 999, *range(key)])) for key in range(size)}
    order = draw(st.permutations(range(size)))
    return {key: parents[key] for key in order}


@given(forests())
def test_parents_come_in_earlier_generations(parents: dict[int, int | None]) -> None:
    seen: set[int] = set()
    for group in generations(parents, key=lambda key: key, parent=lambda key: parents[key]):
        assert all(parents[key] not in parents or parents[key] in seen for key in group)
        seen.update(group)
    assert seen == set(parents)


def test_a_circle_is_named() -> None:
    parents = {"a": "b", "b": "a", "c": None, "d": "a"}
    with pytest.raises(ValueError, match="circle: a, b, d"):
        list(generations(parents, key=lambda key: key, parent=lambda key: parents[key]))
