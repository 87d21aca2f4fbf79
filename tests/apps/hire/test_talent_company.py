"""How the company hires as a whole: each number opens into its rows, with an interval where it is an estimate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from muster.apps.core.links import TalentPart
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, BarRun, BarStanding, Interview
from muster.apps.hire.selectors.talent_company import FEW, company_numbers
from muster.apps.hire.talent_company import talent_company
from muster.apps.org.models import Employee
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, move
from tests.apps.hire.interviewing import assign, coming, interviewing, schedule
from tests.apps.hire.openings import Opening
from tests.apps.hire.test_talent import rows

pytestmark = pytest.mark.django_db


def test_time_to_hire_and_headcount_open_into_their_rows(opening: Opening, make_user: MakeUser) -> None:
    executive = make_user(Role.EXECUTIVE)
    assert company_numbers(person=executive).days is None
    hired = [apply(opening).pk for _ in range(7)]
    now = timezone.now()
    for days, pk in enumerate(hired, 10):
        Application.objects.filter(pk=pk).update(applied_at=now - timedelta(days=days))
    move(opening, hired, "Hired")
    old = apply(opening).pk
    move(opening, [old], "Hired")
    Application.objects.filter(pk=old).update(
        applied_at=now - timedelta(days=300), stage_since=now - timedelta(days=250)
    )
    figures = {one.label: one for one in talent_company(executive).figures}
    time = figures["Time to hire"]
    assert time.number == 13
    assert "of 7 hires; 10 to 16" in time.note
    assert rows(executive, time.url) == 7
    people = figures["Headcount"]
    assert people.number == Employee.objects.filter(is_active=True).count() == rows(executive, people.url)
    assert "Hires above the bar" not in figures  # no run yet
    assert talent_company(opening.manager) == talent_company(make_user(Role.EMPLOYEE)) == TalentPart()


def test_who_interviews_most_opens_into_the_diary(opening: Opening, make_user: MakeUser) -> None:
    busy, other = (make_user(Role.INTERVIEWER, name=name) for name in ("Bea Busy", "Oto Other"))
    for at in range(3):
        interview = schedule(opening, interviewing(opening), starts=coming(at))
        assign(opening, interview, busy if at else other)
    for weeks, one in enumerate(Interview.objects.order_by("pk"), 1):  # this week, and twice the next
        starts = one.starts_at - timedelta(weeks=1 if weeks > 1 else 2)
        Interview.objects.filter(pk=one.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=1))
    executive = make_user(Role.EXECUTIVE)
    [panel] = talent_company(executive).panels
    counted = {row.label: sum(cell.number for cell in row.cells) for row in panel.rows}
    assert counted == {"Bea Busy": 2, "Oto Other": 1}
    for row in panel.rows:
        for cell in row.cells:
            assert rows(executive, cell.url) == cell.number


def test_hires_above_the_bar_are_a_sum_of_chances(opening: Opening, make_user: MakeUser) -> None:
    now = timezone.now()
    run = BarRun.objects.create(
        asked_by=opening.recruiter, asked_at=now, as_of=now, state=BarRun.State.DONE, result_digest="x"
    )
    told = {"run": run, "quarter": "2026-Q1", "part": 0, "merit": 1.0, "sd": 0.5, "low": 0.0, "high": 2.0}
    standings = [
        BarStanding(
            application=apply(opening), offered=True, hired=True, bar=0.2, p_below=0.1, seal="", **told
        )
        for _ in range(FEW)
    ]
    BarStanding.objects.bulk_create(standings[:-1])
    assert company_numbers(person=opening.recruiter).above is None  # too few
    BarStanding.objects.bulk_create(standings[-1:])
    found = company_numbers(person=opening.recruiter).above
    assert found is not None
    half = 1.959963984540054 * (FEW * 0.1 * 0.9) ** 0.5
    assert found.count == FEW
    assert found.expected == pytest.approx(0.9 * FEW)
    assert (found.low, found.high) == pytest.approx((0.9 * FEW - half, min(0.9 * FEW + half, FEW)))
    figures = {one.label: one for one in talent_company(make_user(Role.EXECUTIVE)).figures}
    assert figures["Hires above the bar"].number == round(0.9 * FEW)
