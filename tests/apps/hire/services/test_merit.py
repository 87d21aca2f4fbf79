"""Asking for merit runs: who may, once at a time, and what cannot be fitted."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import MeritReport, MeritRun
from muster.apps.hire.services.merit import merit_report_request, merit_run_request
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import interviewing, make_interviewer
from tests.apps.hire.meritruns import Season, card, make_season, ran, reported, sit
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Season:
    return make_season(opening, make_user)


def test_a_second_request_is_answered_with_the_first(opening: Opening, make_user: MakeUser) -> None:
    there = opening.requisition
    first = merit_run_request(actor=opening.recruiter, requisition=there)
    assert merit_run_request(actor=opening.manager, requisition=there).pk == first.pk
    assert merit_run_request(actor=opening.recruiter, family=there.family).pk != first.pk
    assert merit_run_request(actor=make_user(Role.EXECUTIVE)).pk != first.pk
    assert MeritRun.objects.count() == DBTaskResult.objects.count() == 3


def test_after_a_run_another_can_be_asked_for(season: Season) -> None:
    there = season.opening.requisition
    first = ran(season.opening.recruiter, requisition=there)
    second = ran(season.opening.recruiter, requisition=there)
    assert (first.state, second.state) == ("done", "done")
    assert first.pk != second.pk
    assert first.input_digest == second.input_digest
    assert first.model == second.model
    assert _numbers(first) == _numbers(second)


def _numbers(run: MeritRun) -> list[tuple[object, ...]]:
    columns = ("candidate", "merit", "low", "high", "rank", "rank_low", "rank_high", "parts")
    return list(run.standings.order_by("candidate").values_list(*columns))


def test_a_run_whose_worker_failed_stands_in_nobodys_way(opening: Opening) -> None:
    dead = merit_run_request(actor=opening.recruiter, requisition=opening.requisition)
    DBTaskResult.objects.filter(pk=str(dead.job)).update(status=TaskResultStatus.FAILED)
    fresh = merit_run_request(actor=opening.recruiter, requisition=opening.requisition)
    assert fresh.pk != dead.pk
    dead.refresh_from_db()
    assert (dead.state, dead.model) == ("failed", {"problem": "worker"})
    assert broken() == []


def test_who_may_not(opening: Opening, make_user: MakeUser) -> None:
    there = opening.requisition
    for person in (make_user(Role.HIRING_MANAGER), make_user(Role.INTERVIEWER), make_user()):
        with pytest.raises(PermissionDenied):
            merit_run_request(actor=person, requisition=there)
    for family in (None, there.family):
        with pytest.raises(PermissionDenied):
            merit_run_request(actor=opening.manager, family=family)
    with pytest.raises(RefusedError):
        merit_run_request(actor=opening.recruiter, requisition=there, family=there.family)
    assert not MeritRun.objects.exists()


@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ((), "no_ratings"),
        (((2, 3),), "one_candidate"),
        (((2,), (3,)), "one_interviewer"),
        (((2, 2), (2, 2)), "equal_ratings"),
    ],
)
def test_what_cannot_be_fitted_ends_with_a_sentence(
    opening: Opening, make_user: MakeUser, ratings: tuple[tuple[int, ...], ...], code: str
) -> None:
    if ratings:
        make_season(opening, make_user, ratings)
    run = ran(opening.recruiter, requisition=opening.requisition)
    assert (run.state, run.model, run.result_digest) == ("failed", {"problem": code}, "")
    assert run.problem.count(".") == 1
    assert not run.standings.exists()
    assert broken() == []


def test_who_shadows_does_not_count_and_who_left_does(season: Season, make_user: MakeUser) -> None:
    opening, one = season.opening, season.applications[0]
    before = ran(opening.recruiter, requisition=opening.requisition).model["ratings"]
    shadow = make_interviewer(opening, make_user(Role.INTERVIEWER, name="Shadow"))
    card(opening, sit(opening, one, shadow, shadow=True), 1)
    opening.requisition.refresh_from_db()
    run = ran(opening.recruiter, requisition=opening.requisition)
    assert run.model["ratings"] == before
    assert not run.calibrations.filter(interviewer=shadow).exists()


def test_the_report_is_written_once(season: Season, make_user: MakeUser) -> None:
    run = ran(season.opening.recruiter, requisition=season.opening.requisition)
    for person in (season.opening.manager, make_user(Role.INTERVIEWER)):
        with pytest.raises(PermissionDenied):
            merit_report_request(actor=person, run=run)
    report = reported(season.opening.recruiter, run)
    assert report.state == "done"
    assert merit_report_request(actor=make_user(Role.EXECUTIVE), run=run).pk == report.pk
    assert MeritReport.objects.get().page_id == report.page_id


def test_no_report_of_what_has_no_result(opening: Opening) -> None:
    run = ran(opening.recruiter, requisition=opening.requisition)
    with pytest.raises(RefusedError):
        merit_report_request(actor=opening.recruiter, run=run)
    interviewing(opening)
    assert not MeritReport.objects.exists()
