"""Moving applications, many at once, and taking it back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import create_many, writing
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Candidate, Member, Move, Outcome
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.pipeline import application_move, application_reject, move_undo
from muster.apps.hire.services.requisitions import member_add
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_applications, move, stage_named, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def reject(
    opening: Opening, applications: list[int], actor: User | None = None, reason: str = "No Arabic"
) -> None:
    application_reject(
        actor=actor or opening.recruiter,
        requisition=opening.requisition,
        applications=applications,
        reason=reason,
    )


@pytest.mark.parametrize(
    "role", [Role.EXECUTIVE, Role.HIRING_MANAGER, Role.INTERVIEWER, Role.EMPLOYEE, Role.AUDITOR]
)
def test_those_beside_do_not_move(opening: Opening, make_user: MakeUser, role: Role) -> None:
    one, beside = apply(opening), make_user(role)
    stage = stage_named(opening, "Interviews")
    batch = move(opening, [one.pk]).batch
    with pytest.raises(PermissionDenied):
        application_move(actor=beside, applications=[one.pk], stage=stage)
    with pytest.raises(PermissionDenied):
        reject(opening, [one.pk], beside)
    with pytest.raises(PermissionDenied):
        move_undo(actor=beside, batch=batch)
    one.refresh_from_db()
    assert (one.stage.name, one.outcome) == ("Blind review", Outcome.ACTIVE)


def test_manager_and_coordinator_move(opening: Opening, make_user: MakeUser) -> None:
    one, helper = apply(opening), make_user(Role.EMPLOYEE)
    member_add(
        actor=opening.recruiter, requisition=opening.requisition, user=helper, part=Member.Part.COORDINATOR
    )
    application_move(actor=helper, applications=[one.pk], stage=stage_named(opening, "Interviews"))
    application_move(actor=opening.manager, applications=[one.pk], stage=stage_named(opening, "Offer"))
    one.refresh_from_db()
    assert one.stage.name == "Offer"


def test_a_move_is_a_move_with_its_reason(opening: Opening) -> None:
    one = apply(opening)
    before = one.stage_since
    moved = application_move(
        actor=opening.recruiter,
        applications=[one.pk, one.pk],
        stage=stage_named(opening, "Blind review"),
        reason=" Strong letter ",
    )
    one.refresh_from_db()
    assert moved.pks == (one.pk,)
    assert one.stage_since > before
    last = one.moves.get(batch=moved.batch)
    assert (last.from_stage, last.to_stage, last.reason) == (
        stage_named(opening, "Applied"),
        stage_named(opening, "Blind review"),
        "Strong letter",
    )
    assert last.at == one.stage_since
    assert verified()


def test_hired_and_back(opening: Opening) -> None:
    one = apply(opening)
    move(opening, [one.pk], "Hired")
    one.refresh_from_db()
    assert one.outcome == Outcome.HIRED
    with pytest.raises(ConflictError, match="hired"):
        reject(opening, [one.pk])
    move(opening, [one.pk], "Offer")
    one.refresh_from_db()
    assert one.outcome == Outcome.ACTIVE


def test_those_who_are_there_already_stay_as_they_are(opening: Opening) -> None:
    there, comes = make_applications(opening, 2)
    move(opening, [there])
    since = Application.objects.get(pk=there).stage_since
    moved = move(opening, [there, comes])
    assert moved.pks == (comes,)
    assert Application.objects.get(pk=there).stage_since == since
    assert Move.objects.filter(application=there).count() == 2
    with pytest.raises(RefusedError, match="already"):
        move(opening, [there, comes])


def test_nothing_of_a_bulk_move_is_done_when_one_cannot(opening: Opening) -> None:
    first, second = make_applications(opening, 2)
    reject(opening, [second])
    entries = Entry.objects.count()
    with pytest.raises(ConflictError):
        move(opening, [first, second])
    assert Application.objects.get(pk=first).stage.name == "Applied"
    assert Entry.objects.count() == entries


def test_what_was_withdrawn_stays(opening: Opening) -> None:
    one = apply(opening)
    application_withdraw(application=one)
    with pytest.raises(ConflictError):
        move(opening, [one.pk])
    with pytest.raises(RefusedError, match="candidate's own"):
        move_undo(actor=opening.recruiter, batch=one.moves.latest("at").batch)
    one.refresh_from_db()
    assert one.outcome == Outcome.WITHDRAWN


def test_applying_is_not_taken_back(opening: Opening) -> None:
    one = apply(opening)
    with pytest.raises(RefusedError, match="candidate's own"):
        move_undo(actor=opening.recruiter, batch=one.moves.get().batch)


def test_applications_of_another_opening_are_refused(
    opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    other = make_opening(title="Other")
    mine, foreign = apply(opening), apply(other)
    for keys in ([foreign.pk], [mine.pk, foreign.pk], [mine.pk, 10**15]):
        with pytest.raises(RefusedError, match="one opening"):
            move(opening, keys)
        with pytest.raises(RefusedError, match="one opening"):
            reject(opening, keys)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_rejection_needs_its_reason(opening: Opening, reason: str) -> None:
    one = apply(opening)
    with pytest.raises(RefusedError, match="why"):
        reject(opening, [one.pk], reason=reason)


def test_a_stale_board_is_told(opening: Opening) -> None:
    one = apply(opening)
    shown = {one.pk: one.stage_id}
    move(opening, [one.pk])
    with pytest.raises(ConflictError, match="Somebody else moved 1"):
        application_move(
            actor=opening.manager, applications=[one.pk], stage=stage_named(opening, "Offer"), seen=shown
        )
    with pytest.raises(ConflictError):
        application_reject(
            actor=opening.manager,
            requisition=opening.requisition,
            applications=[one.pk],
            reason="Late",
            seen=shown,
        )


def test_undo_brings_back_stage_age_outcome_and_reason(opening: Opening) -> None:
    one = apply(opening)
    Application.objects.filter(pk=one.pk).update(stage_since=timezone.now() - timedelta(days=9))
    Move.objects.filter(application=one).update(at=timezone.now() - timedelta(days=9))
    since = one.moves.get().at
    moved = move(opening, [one.pk])
    move_undo(actor=opening.manager, batch=moved.batch)
    one.refresh_from_db()
    assert (one.stage.name, one.stage_since) == ("Applied", since)
    again = move(opening, [one.pk])
    reject(opening, [one.pk], reason="Too far")
    one.refresh_from_db()
    assert (one.outcome, one.reason) == (Outcome.REJECTED, "Too far")
    with pytest.raises(ConflictError, match="moved on since"):
        move_undo(actor=opening.recruiter, batch=again.batch)
    move_undo(actor=opening.recruiter, batch=one.moves.latest("at").batch)
    one.refresh_from_db()
    assert (one.outcome, one.reason, one.stage.name) == (Outcome.ACTIVE, "", "Blind review")
    move_undo_refused = one.moves.latest("at").batch
    with pytest.raises(RefusedError, match="nothing to take back"):
        move_undo(actor=opening.recruiter, batch=move_undo_refused)
    with pytest.raises(
        ConflictError, match="moved on since"
    ):  # what came before is not the last move any more
        move_undo(actor=opening.recruiter, batch=again.batch)


def test_undoing_twice_is_told(opening: Opening) -> None:
    one = apply(opening)
    moved = move(opening, [one.pk])
    move_undo(actor=opening.recruiter, batch=moved.batch)
    with pytest.raises(ConflictError, match="already"):
        move_undo(actor=opening.recruiter, batch=moved.batch)
    assert one.moves.count() == 3


def test_undoing_a_rejection_after_they_applied_again(opening: Opening) -> None:
    one = apply(opening, email="again@example.org")
    reject(opening, [one.pk])
    batch = one.moves.latest("at").batch
    apply(opening, email="again@example.org")
    with pytest.raises(ConflictError, match="applied to this opening again"):
        move_undo(actor=opening.recruiter, batch=batch)
    one.refresh_from_db()
    assert one.outcome == Outcome.REJECTED
    assert verified()


def test_two_thousand_at_once_and_back(opening: Opening) -> None:
    first = apply(opening)
    stage = stage_named(opening, "Applied")
    now = timezone.now()
    people = create_many(
        Candidate,
        [Candidate(code=f"X-{one}", name=f"P {one}", email=f"p{one}@example.org") for one in range(1_999)],
        "candidate.create",
        actor=None,
    )
    rows = create_many(
        Application,
        [
            Application(
                candidate=one,
                requisition=opening.requisition,
                stage=stage,
                stage_since=now,
                source="import",
                applied_at=now,
                token_digest=f"{one.pk:064d}",
            )
            for one in people
        ],
        "application.receive",
        actor=None,
    )
    create_many(
        Move,
        [Move(application=one, to_stage=stage, outcome="active", at=now, batch=uuid4()) for one in rows],
        "move.create",
        actor=None,
    )
    pks = [first.pk, *(one.pk for one in rows)]
    moved = move(opening, pks)
    assert len(moved.pks) == 2_000
    assert opening.requisition.applications.filter(stage__name="Blind review").count() == 2_000
    move_undo(actor=opening.recruiter, batch=moved.batch)
    assert opening.requisition.applications.filter(stage=stage, stage_since__lte=now).count() == 2_000
    assert verified()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_one_is_told(opening: Opening) -> None:
    one = apply(opening)
    shown = {one.pk: one.stage_id}
    stages = [stage_named(opening, "Blind review"), stage_named(opening, "Interviews")]
    barrier, told = threading.Barrier(2), []

    def act(number: int) -> None:
        try:
            barrier.wait()
            application_move(actor=opening.recruiter, applications=[one.pk], stage=stages[number], seen=shown)
            told.append("moved")
        except ConflictError:
            told.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["moved", "told"]
    assert one.moves.count() == 2
    assert verified()


def test_who_waited_for_their_turn_moved_later(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    one, turn = apply(opening), "muster.apps.hire.services.pipeline.writing"

    def wait() -> AbstractContextManager[None]:
        monkeypatch.setattr(turn, writing)
        move(opening, [one.pk], "Interviews")
        return writing()

    monkeypatch.setattr(turn, wait)
    offered = move(opening, [one.pk], "Offer")
    assert [step.to_stage.name for step in one.moves.all()] == ["Applied", "Interviews", "Offer"]
    move_undo(actor=opening.recruiter, batch=offered.batch)
    one.refresh_from_db()
    assert one.stage.name == "Interviews"


def test_entries_tell_no_name(opening: Opening) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    assert not any(NAME in str(detail) for detail in Entry.objects.values_list("detail", flat=True))
