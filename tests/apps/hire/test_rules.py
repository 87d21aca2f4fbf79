"""Who may do what: one who may, one beside them, a stranger."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Member, Requisition, Stage
from muster.apps.hire.rules import (
    is_blind_for,
    may_change_requisition,
    may_create_requisition,
    may_manage_kits,
    may_move,
    may_refer,
    may_review,
    may_see_applications,
    may_see_reach,
    may_see_requisition,
    requisitions_worked_on,
)
from muster.apps.hire.services.requisitions import StagePlan, member_add, requisition_plan
from muster.apps.hire.services.reviews import application_unblind, review_save
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move, stage_named, submit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db

SEES = {Role.RECRUITER, Role.EXECUTIVE}
DRAFTS = {Role.RECRUITER, Role.HIRING_MANAGER}


@pytest.mark.parametrize("role", list(Role))
def test_roles_alone(opening: Opening, make_user: MakeUser, role: Role) -> None:
    person, requisition = make_user(role), opening.requisition
    assert may_see_applications(person, requisition) == (role in SEES)
    assert may_change_requisition(person, requisition) == (role == Role.RECRUITER)
    assert may_move(person, requisition) == (role == Role.RECRUITER)
    assert may_create_requisition(person) == may_manage_kits(person) == (role in DRAFTS)
    assert may_see_reach(person) == (role in SEES | {Role.AUDITOR})
    assert may_refer(person)
    assert not may_review(person, requisition)
    assert may_see_requisition(person, requisition)
    assert Requisition.objects.filter(requisitions_worked_on(person)).exists() == (role in SEES)


def test_the_hiring_manager_while_they_are_one(opening: Opening, make_user: MakeUser) -> None:
    requisition = opening.requisition
    for person, expected in ((opening.manager, True), (make_user(Role.HIRING_MANAGER), False)):
        assert may_change_requisition(person, requisition) == expected
        assert may_see_applications(person, requisition) == expected
        assert Requisition.objects.filter(requisitions_worked_on(person)).exists() == expected
    requisition.hiring_manager = make_user(Role.EMPLOYEE)  # who has lost the role
    requisition.save()
    assert not may_see_applications(requisition.hiring_manager, requisition)
    assert not Requisition.objects.filter(requisitions_worked_on(requisition.hiring_manager)).exists()


@pytest.mark.parametrize("part", list(Member.Part))
def test_members(opening: Opening, make_user: MakeUser, part: Member.Part) -> None:
    person, requisition = make_user(Role.EMPLOYEE), opening.requisition
    member_add(actor=opening.recruiter, requisition=requisition, user=person, part=part)
    coordinates = part == Member.Part.COORDINATOR
    assert may_see_applications(person, requisition) == may_move(person, requisition) == coordinates
    assert may_review(person, requisition) == (part == Member.Part.REVIEWER)
    assert not may_change_requisition(person, requisition)
    requisition.status = Requisition.Status.CLOSED
    assert may_see_requisition(person, requisition) == (part != Member.Part.INTERVIEWER)


def test_who_has_left_sees_nothing(opening: Opening, make_user: MakeUser) -> None:
    person = make_reviewer(opening, make_user(Role.RECRUITER, Role.HIRING_MANAGER, Role.EXECUTIVE))
    person.is_active = False
    person.save()
    for may in (may_see_applications, may_change_requisition, may_move, may_review, may_see_requisition):
        assert not may(person, opening.requisition)
    assert not may_refer(person)
    assert not Requisition.objects.filter(requisitions_worked_on(person)).exists()


def test_somebody_without_any_role_refers_nobody(make_user: MakeUser) -> None:
    assert not may_refer(make_user())


@pytest.mark.parametrize("roles", [(), (Role.RECRUITER,), (Role.EXECUTIVE, Role.HIRING_MANAGER)])
def test_a_reviewer_is_blind_until_their_review(
    opening: Opening, make_user: MakeUser, roles: tuple[Role, ...]
) -> None:
    person, one = make_user(*roles), apply(opening)
    assert not is_blind_for(person, one)
    make_reviewer(opening, person)
    assert is_blind_for(person, one)
    for name in ("Interviews", "Blind review"):
        move(opening, [one.pk], name)
        assert is_blind_for(person, one)
    review_save(actor=person, application=one, ratings={}, verdict="", note="")
    assert is_blind_for(person, one)
    submit(opening, person, one)
    assert not is_blind_for(person, one)


def test_looking_lifts_the_blind_of_one_person_and_one_application(
    opening: Opening, make_user: MakeUser
) -> None:
    one, other = apply(opening), apply(opening)
    looks, stays = (make_reviewer(opening, make_user()) for _ in range(2))
    application_unblind(actor=looks, application=one, reason="Conflict")
    assert not is_blind_for(looks, one)
    assert is_blind_for(looks, other)
    assert is_blind_for(stays, one)


def test_two_blind_stages_are_blind_both(opening: Opening, make_user: MakeUser) -> None:
    kit = opening.requisition.kits.get()
    stages = [
        StagePlan("Applied", Stage.Kind.APPLIED),
        StagePlan("Blind review", Stage.Kind.REVIEW, True, kit),
        StagePlan("Second look", Stage.Kind.REVIEW, True, kit),
        StagePlan("Hired", Stage.Kind.HIRED),
    ]
    requisition_plan(actor=opening.recruiter, requisition=opening.requisition, stages=stages, seen=None)
    one, person = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    submit(opening, person, one)
    assert is_blind_for(person, one)
    move(opening, [one.pk], "Second look")
    submit(opening, person, one)
    assert not is_blind_for(person, one)


def test_without_a_blind_stage_nobody_is_blind(opening: Opening, make_user: MakeUser) -> None:
    person, one = make_reviewer(opening, make_user()), apply(opening)
    Stage.objects.filter(pk=stage_named(opening, "Blind review").pk).update(blind=False)
    assert not is_blind_for(person, one)


def test_nobody_is_blind_to_another_opening(opening: Opening, make_opening: Any, make_user: MakeUser) -> None:
    other = make_opening(title="Other")
    person = make_reviewer(opening, make_user())
    assert not is_blind_for(person, apply(other))
