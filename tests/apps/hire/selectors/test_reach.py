"""The report of reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Source
from muster.apps.hire.selectors.applications import ApplicationFilter, application_list
from muster.apps.hire.selectors.reach import KINDS, ReachFilter, reach_report, whole_weeks
from muster.apps.hire.services.applications import ApplicationForm, application_apply, application_withdraw
from muster.apps.hire.services.pipeline import application_move, application_reject
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

TODAY = timezone.now().date()
WEEK = ReachFilter(start=TODAY - timedelta(days=7), end=TODAY)


@pytest.fixture
def season(opening: Opening) -> list[Application]:
    """Ten applied: five came to interviews, of whom one was rejected; before, one was rejected and one withdrew."""
    rows = []
    for number in range(10):
        source = Source.EVENT if number < 6 else Source.CAREERS
        form = ApplicationForm(
            name="A", email=f"a{number}@example.org", campaign="fair" if number < 3 else ""
        )
        rows.append(application_apply(requisition=opening.requisition, form=form, source=source)[0])
    with time_machine.travel(timezone.now() + timedelta(hours=12)):
        moved = [one.pk for one in rows[:5]]
        application_move(actor=opening.recruiter, applications=moved, stage=opening.stages["Interviews"])
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[rows[0].pk], reason="r"
    )
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[rows[8].pk], reason="r"
    )
    application_withdraw(application=rows[9])
    return rows


def test_it_counts_how_far_people_came(season: list[Application], opening: Opening) -> None:
    report = reach_report(person=opening.recruiter, wanted=WEEK)
    by_kind = {one.kind.value: one for one in report.stages}
    assert report.applicants == 10
    assert [one.reached for one in report.stages] == [10, 5, 5, 0, 0, 0]
    first = by_kind["applied"]
    assert (first.waiting, first.rejected, first.withdrawn) == (3, 1, 1)
    assert first.passed is not None
    assert (first.passed.successes, first.passed.trials) == (5, 7)
    interviews = by_kind["interview"]
    assert interviews.passed is not None
    assert (interviews.waiting, interviews.passed.successes, interviews.passed.trials) == (4, 0, 1)
    assert by_kind["hired"].passed is None


def test_sources_campaigns_and_openings_stand_side_by_side(
    season: list[Application], opening: Opening
) -> None:
    def groups(by: str) -> list[tuple[Any, int]]:
        report = reach_report(person=opening.recruiter, wanted=replace(WEEK, by=by))
        return [(one.key, one.applicants) for one in report.groups]

    assert groups("source") == [("event", 6), ("careers", 4)]
    assert groups("campaign") == [("", 7), ("fair", 3)]
    assert groups("requisition") == [(opening.requisition.pk, 10)]


def test_every_number_is_that_of_its_rows(season: list[Application], opening: Opening) -> None:
    report = reach_report(person=opening.recruiter, wanted=WEEK)
    base = ApplicationFilter(start=WEEK.start, end=WEEK.end)

    def rows(**values: Any) -> int:
        return application_list(person=opening.recruiter, wanted=replace(base, **values)).count()

    for one in report.stages:
        assert rows(reached=one.kind.value) == one.reached
        assert rows(kind=one.kind.value, outcome="active") == one.waiting
        assert rows(kind=one.kind.value, outcome="rejected") == one.rejected
        assert rows(kind=one.kind.value, outcome="withdrawn") == one.withdrawn
    for group in report.groups:
        assert rows(source=str(group.key)) == group.applicants


def test_days_in_a_stage_are_a_median_of_enough_moves(season: list[Application], opening: Opening) -> None:
    wanted = replace(WEEK, end=TODAY + timedelta(days=1))
    report = reach_report(person=opening.recruiter, wanted=wanted)
    assert report.stages[0].days == pytest.approx(0.5, abs=0.01) or report.stages[0].days == pytest.approx(
        0, abs=0.51
    )
    assert report.stages[2].days is None


def test_a_period_and_a_source_narrow(season: list[Application], opening: Opening) -> None:
    before = replace(WEEK, start=TODAY - timedelta(days=20), end=TODAY - timedelta(days=10))
    assert reach_report(person=opening.recruiter, wanted=before).applicants == 0
    assert reach_report(person=opening.recruiter, wanted=replace(WEEK, source="event")).applicants == 6


def test_the_number_of_queries_does_not_grow(
    season: list[Application],
    make_opening: Callable[..., Opening],
    django_assert_max_num_queries: Any,
    make_user: MakeUser,
) -> None:
    auditor = make_user(Role.AUDITOR)
    assert auditor.roles
    for one in range(3):
        other = make_opening(title=f"Other {one}")
        form = ApplicationForm(name="B", email="b@example.org")
        application_apply(requisition=other.requisition, form=form)
    with django_assert_max_num_queries(6):  # weeks and days around them, by how the period falls
        reach_report(person=auditor, wanted=replace(WEEK, by="requisition"))


def test_it_is_for_those_who_answer_for_it(opening: Opening, make_user: MakeUser) -> None:
    for role in (Role.EMPLOYEE, Role.HIRING_MANAGER, Role.INTERVIEWER, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            reach_report(person=make_user(role), wanted=WEEK)


def test_kinds_are_in_the_order_of_a_pipeline() -> None:
    assert [one.value for one in KINDS] == ["applied", "review", "interview", "committee", "offer", "hired"]


@given(start=st.dates(date(2025, 12, 20), date(2026, 2, 20)), length=st.integers(0, 40))
def test_whole_weeks_lie_inside_of_their_period(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    first, last = whole_weeks(start, end)
    assert first.weekday() == last.weekday() == 0
    if first < last:
        assert start <= first < start + timedelta(days=7)
        assert last <= end + timedelta(days=1) < last + timedelta(days=7)
    else:
        assert length < 13


def test_a_period_counts_each_day_once_however_it_falls(opening: Opening) -> None:
    monday = date(2026, 3, 2)
    for offset in range(-9, 16):
        one = apply(opening)
        at = datetime.combine(monday + timedelta(days=offset), time(23, 59), UTC)
        Application.objects.filter(pk=one.pk).update(applied_at=at)
    for first in range(-9, 16):
        for last in range(first, 16, 3):
            wanted = ReachFilter(start=monday + timedelta(days=first), end=monday + timedelta(days=last))
            assert reach_report(person=opening.recruiter, wanted=wanted).applicants == last - first + 1
