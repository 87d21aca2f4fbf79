"""What waits for somebody on the first page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member
from muster.apps.hire.selectors.desk import desk_openings
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import member_add, requisition_close
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_it_counts_who_is_active_new_and_late(opening: Opening) -> None:
    fresh, old, gone = (apply(opening) for _ in range(3))
    before = timezone.now() - timedelta(days=30)
    Application.objects.filter(pk=old.pk).update(applied_at=before, stage_since=before)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[gone.pk], reason="r"
    )
    [desk] = desk_openings(person=opening.recruiter)
    assert (desk.requisition, desk.active, desk.new, desk.late) == (opening.requisition, 2, 1, 1)
    assert fresh.applied_at.date() >= desk.since


def test_openings_are_of_those_who_answer_for_them(
    opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser
) -> None:
    other = make_opening(title="Counsel")
    coordinator, beside = make_user(Role.EMPLOYEE), make_user(Role.RECRUITER)
    member_add(
        actor=opening.recruiter,
        requisition=opening.requisition,
        user=coordinator,
        part=Member.Part.COORDINATOR,
    )
    for person in (opening.recruiter, opening.manager, coordinator):
        assert [one.requisition for one in desk_openings(person=person)] == [opening.requisition]
    assert [one.requisition for one in desk_openings(person=other.manager)] == [other.requisition]
    assert desk_openings(person=beside) == []


def test_a_closed_opening_is_off_the_desk(opening: Opening) -> None:
    requisition_close(
        actor=opening.recruiter,
        requisition=opening.requisition,
        close_reason=opening.requisition.CloseReason.FILLED,
        reason="Done",
        seen=None,
    )
    assert desk_openings(person=opening.recruiter) == []
