"""Requisitions: drafted, planned, opened, closed; and who works on them."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Member, Requisition, Stage
from muster.apps.hire.services.requisitions import (
    StagePlan,
    default_plan,
    member_add,
    member_remove,
    requisition_close,
    requisition_create,
    requisition_freeze,
    requisition_open,
    requisition_plan,
    requisition_reopen,
    requisition_update,
)
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def planned(opening: Opening) -> list[StagePlan]:
    """Return the plan as it is."""
    stages = opening.requisition.stages.order_by("position")
    return [StagePlan(one.name, Stage.Kind(one.kind), one.blind, one.kit, one.days, one.pk) for one in stages]


def plan(opening: Opening, stages: list[StagePlan], seen: int | None = None) -> None:
    requisition_plan(actor=opening.recruiter, requisition=opening.requisition, stages=stages, seen=seen)


def fields(opening: Opening) -> dict[str, Any]:
    names = ("family", "level", "team", "location", "description")
    return {name: getattr(opening.requisition, name) for name in names}


def test_who_drafts(opening: Opening, make_user: MakeUser) -> None:
    manager = make_user(Role.HIRING_MANAGER)
    own = requisition_create(actor=manager, title="Mine", recruiter=opening.recruiter, **fields(opening))
    assert own.hiring_manager == manager
    assert [one.kind for one in own.stages.order_by("position")] == [one.kind for one in default_plan()]
    with pytest.raises(RefusedError, match="for themselves"):
        requisition_create(actor=manager, title="x", hiring_manager=opening.manager, **fields(opening))
    for role in set(Role) - {Role.RECRUITER, Role.HIRING_MANAGER}:
        with pytest.raises(PermissionDenied):
            requisition_create(actor=make_user(role), title="x", **fields(opening))


def test_a_form_sent_twice_drafts_once(opening: Opening, make_user: MakeUser) -> None:
    def draft(actor: User, key: str) -> Requisition:
        return requisition_create(actor=actor, key=key, title="Twice", **fields(opening))

    first = draft(opening.recruiter, "k")
    assert draft(opening.recruiter, "k") == first
    assert draft(opening.recruiter, "l") != first
    assert draft(make_user(Role.RECRUITER), "k") != first  # somebody else's form
    assert Requisition.objects.filter(title="Twice").count() == 3
    assert verified()


def test_a_form_sent_again_with_something_else_is_refused(opening: Opening) -> None:
    def draft(title: str, openings: int) -> Requisition:
        given = {"title": title, "openings": openings, **fields(opening)}
        return requisition_create(actor=opening.recruiter, key="k", **given)

    first = draft("Engineer", 2)
    for other in (("Engineer of kernels", 2), ("Engineer", 3)):
        with pytest.raises(RefusedError, match=rf"became the opening “Engineer” \({first.code}\) already"):
            draft(*other)
    assert draft("Engineer", 2) == first
    assert Requisition.objects.filter(title__startswith="Engineer").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_drafts_once(opening: Opening) -> None:
    barrier, found = threading.Barrier(2), []

    def draft() -> None:
        try:
            barrier.wait()
            one = requisition_create(actor=opening.recruiter, key="k", title="Twice", **fields(opening))
            found.append(one.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=draft) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_nothing_stays_of_a_draft_that_is_refused(opening: Opening) -> None:
    entries = Entry.objects.count()
    with pytest.raises(RefusedError, match="title: "):
        requisition_create(actor=opening.recruiter, title="", **fields(opening))
    with pytest.raises(RefusedError, match="openings: "):
        requisition_create(actor=opening.recruiter, title="x", openings=0, **fields(opening))
    assert Requisition.objects.count() == 1
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("role", [Role.HIRING_MANAGER, Role.EXECUTIVE, Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_strangers_change_nothing(opening: Opening, make_user: MakeUser, role: Role) -> None:
    stranger, requisition = make_user(role), opening.requisition
    member = member_add(
        actor=opening.recruiter, requisition=requisition, user=stranger, part=Member.Part.COORDINATOR
    )
    entries = Entry.objects.count()
    for attempt in (
        lambda: requisition_update(actor=stranger, requisition=requisition, seen=None, title="Mine"),
        lambda: requisition_plan(actor=stranger, requisition=requisition, stages=default_plan(), seen=None),
        lambda: requisition_open(actor=stranger, requisition=requisition, seen=None),
        lambda: requisition_close(
            actor=stranger,
            requisition=requisition,
            close_reason=Requisition.CloseReason.FILLED,
            reason="x",
            seen=None,
        ),
        lambda: member_add(actor=stranger, requisition=requisition, user=stranger, part=Member.Part.REVIEWER),
        lambda: member_remove(actor=stranger, member=member),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Entry.objects.count() == entries


def test_open_close_and_open_again(opening: Opening) -> None:
    requisition, actor = opening.requisition, opening.manager
    opened = requisition.opened_at
    with pytest.raises(RefusedError, match="open already"):
        requisition_open(actor=actor, requisition=requisition, seen=None)
    close: dict[str, Any] = {
        "actor": actor,
        "requisition": requisition,
        "close_reason": "on_hold",
        "seen": None,
    }
    with pytest.raises(RefusedError, match="why"):
        requisition_close(reason=" ", **close)
    requisition_close(reason=" Budget ", **close)
    assert (requisition.status, requisition.reason) == ("closed", "Budget")
    with pytest.raises(RefusedError, match="Only an open"):
        requisition_close(reason="Again", **close)
    requisition_reopen(actor=actor, requisition=requisition, seen=requisition.version)
    assert (requisition.status, requisition.reason, requisition.closed_at) == ("open", "", None)
    assert requisition.opened_at == opened
    assert verified()


def test_what_is_not_ready_does_not_open(opening: Opening) -> None:
    draft = requisition_create(
        actor=opening.recruiter, title="Draft", **{**fields(opening), "description": " "}
    )
    with pytest.raises(RefusedError, match="Describe"):
        requisition_open(actor=opening.recruiter, requisition=draft, seen=None)
    requisition_update(actor=opening.recruiter, requisition=draft, seen=None, description="Work")
    with pytest.raises(RefusedError, match="Blind review"):
        requisition_open(actor=opening.recruiter, requisition=draft, seen=None)
    assert Requisition.objects.get(pk=draft.pk).status == "draft"


def test_a_stale_tab_is_told(opening: Opening) -> None:
    requisition, actor = opening.requisition, opening.recruiter
    seen = Requisition.objects.get(pk=requisition.pk).version
    requisition_update(actor=actor, requisition=requisition, seen=seen, title="First")
    with pytest.raises(ConflictError):
        requisition_update(actor=actor, requisition=requisition, seen=seen, title="Second")
    with pytest.raises(ConflictError):
        plan(opening, planned(opening), seen)
    with pytest.raises(ConflictError):
        requisition_close(
            actor=actor,
            requisition=requisition,
            close_reason=Requisition.CloseReason.FILLED,
            reason="x",
            seen=seen,
        )
    requisition.refresh_from_db()
    assert (requisition.title, requisition.status) == ("First", "open")


def test_only_what_it_says_of_itself_is_updated(opening: Opening) -> None:
    with pytest.raises(TypeError):
        requisition_update(
            actor=opening.recruiter, requisition=opening.requisition, seen=None, frozen_at=None
        )


def test_stages_are_renamed_moved_added_and_removed(opening: Opening) -> None:
    one = apply(opening)
    applied, review, interviews, _committee, _offer, hired = planned(opening)
    plan(
        opening,
        [replace(applied, name="Inbox"), interviews, review, StagePlan("Talk", Stage.Kind.COMMITTEE), hired],
    )
    names = list(opening.requisition.stages.order_by("position").values_list("name", flat=True))
    assert names == ["Inbox", "Interviews", "Blind review", "Talk", "Hired"]
    one.refresh_from_db()
    assert one.stage.name == "Inbox"
    assert verified()


def test_a_stage_with_a_past_stays(opening: Opening) -> None:
    one = apply(opening)
    move(opening, [one.pk], "Interviews")
    before = planned(opening)
    without = [stage for stage in before if stage.name != "Interviews"]
    with pytest.raises(RefusedError, match="holds applications"):
        plan(opening, without)
    move(opening, [one.pk], "Offer")
    with pytest.raises(RefusedError, match="have been in"):
        plan(opening, without)
    assert planned(opening) == before


def test_plans_that_are_none(opening: Opening, make_opening: Any) -> None:
    applied, review, interviews, _committee, _offer, hired = before = planned(opening)
    foreign = make_opening(title="Other")
    foreign_kit, foreign_stage = foreign.requisition.kits.get(), foreign.requisition.stages.first().pk
    for stages, sentence in (
        ([], "begins"),
        ([review, hired], "begins"),
        ([applied, replace(applied, name="Again"), hired], "begins"),
        ([applied, review], "ends"),
        ([applied, hired, replace(hired, name="Again")], "ends"),
        ([applied, replace(interviews, name="applied "), hired], "name of its own"),
        ([applied, replace(interviews, name=" "), hired], "name of its own"),
        ([applied, replace(interviews, pk=applied.pk), hired], "name of its own"),
        (
            [applied, replace(review, name="Interviews"), replace(interviews, name="Blind review"), hired],
            "name of",
        ),
        ([applied, replace(interviews, blind=True), hired], "Only stages"),
        ([applied, replace(review, kit=foreign_kit), hired], "kit of this opening"),
        ([applied, replace(review, pk=foreign_stage), hired], "gone"),
        ([applied, replace(review, kit=None), interviews, hired], "a kit first"),
    ):
        with pytest.raises(RefusedError, match=sentence):
            plan(opening, stages)
        assert planned(opening) == before
    assert verified()


def test_the_blind_is_not_lifted_from_candidates(opening: Opening) -> None:
    applied, review, *rest = planned(opening)
    plan(opening, [applied, replace(review, blind=False), *rest])
    plan(opening, [applied, replace(review, blind=True), *rest])
    apply(opening)
    for stages in ([applied, replace(review, blind=False), *rest], [applied, *rest]):
        with pytest.raises(RefusedError, match="blind"):
            plan(opening, stages)
    plan(opening, [applied, replace(review, name="Reading"), *rest])


def test_freezing_twice_is_freezing_once(opening: Opening) -> None:
    requisition_freeze(actor=opening.recruiter, requisition=opening.requisition)
    at = opening.requisition.frozen_at
    stale = Requisition.objects.get(pk=opening.requisition.pk)
    stale.frozen_at = None
    requisition_freeze(actor=opening.recruiter, requisition=stale)
    opening.requisition.refresh_from_db()
    assert opening.requisition.frozen_at == at
    assert Entry.objects.filter(action="requisition.freeze").count() == 1


def test_members_come_once_and_go(opening: Opening, make_user: MakeUser) -> None:
    user = make_user(Role.EMPLOYEE)
    for _ in range(2):
        member = member_add(
            actor=opening.manager, requisition=opening.requisition, user=user, part=Member.Part.REVIEWER
        )
    stale = Member.objects.get()
    assert stale == member
    member_remove(actor=opening.manager, member=member)
    assert not Member.objects.exists()
    with pytest.raises(ConflictError):
        member_remove(actor=opening.manager, member=stale)
    assert verified()


def test_nobody_takes_themselves_off_the_reviewers(opening: Opening) -> None:
    make_reviewer(opening, opening.manager)
    member = Member.objects.get()
    with pytest.raises(RefusedError, match="somebody else"):
        member_remove(actor=opening.manager, member=member)
    member_remove(actor=opening.recruiter, member=member)
