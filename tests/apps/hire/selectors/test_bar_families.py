"""Which job families' hires fall, as a run of the bar says it: enough hires, and clear among so many families."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import BarRun
from muster.apps.hire.selectors.bar_families import falling_words, families_of
from muster.apps.hire.selectors.bar_page import bar_page
from muster.apps.org.models import JobFamily
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import bar_ran, make_years
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def run_with(*chances: float, count: int = 9) -> BarRun:
    """Return a run with a family for each chance that its level rises."""
    rows = []
    for number, chance in enumerate(chances):
        family, _made = JobFamily.objects.get_or_create(name=f"Family {number}")
        rows.append([str(family.pk), count, -0.5, 0.2, -0.8, -0.2, chance])
    return BarRun(pk=1, model={"families": rows})


def test_the_surest_fall_comes_first_and_is_named() -> None:
    rows = families_of(run_with(0.6, 0.001, 0.03))
    assert [row.name for row in rows] == ["Family 1", "Family 2", "Family 0"]
    assert [row.falls for row in rows] == [True, True, False]
    assert rows[0].p_falls == pytest.approx(0.999)
    assert rows[0].chance == "over 99%"
    assert falling_words(rows) == "The level of hires falls in: Family 1, Family 2."


def test_what_one_family_alone_would_show_may_be_chance_among_many() -> None:
    assert families_of(run_with(0.04))[0].falls
    rows = families_of(run_with(0.04, *[0.5] * 7))
    assert not any(row.falls for row in rows)
    assert falling_words(rows).startswith("In no job family")
    # The surest of three is clear, and with it the step down goes on: 2 x .04 is within 0.1, 3 x .04 were not.
    assert [row.falls for row in families_of(run_with(0.04, 0.001, 0.5))] == [True, True, False]


def test_families_of_few_hires_and_older_runs_say_nothing() -> None:
    assert families_of(run_with(0.001, count=4)) == ()
    assert families_of(BarRun(model={})) == ()
    assert falling_words(()) == ""


@pytest.mark.django_db(transaction=True)
def test_who_is_expected_below_is_counted_by_chance(opening: Opening, make_user: MakeUser) -> None:
    boss = make_user(Role.EXECUTIVE)
    make_years(opening, make_user, hired=range(6))
    run = bar_ran(boss)
    assert run.model["families"] == []  # all were decided on one day, through which no line leads
    family = opening.requisition.family
    run.model["families"] = [[str(family.pk), 6, -0.5, 0.2, -0.8, -0.2, 0.01]]
    run.standings.filter(hired=True).update(p_below=0.25)
    page = bar_page(person=boss, run=run)
    assert page.falls
    [row] = page.families
    assert (row.name, row.count, row.compared) == (family.name, 6, 6)
    assert row.expected == pytest.approx(1.5)
