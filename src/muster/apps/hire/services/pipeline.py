"""Moving applications along the pipeline, one or many at a time, and taking it back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.apps.accounts.models import User
from muster.apps.core.errors import ChangedError, ConflictError, RefusedError
from muster.apps.core.ledger import change_many, create_many, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Move, Outcome, Requisition, Stage
from muster.apps.hire.rules import may_move
from muster.apps.hire.services.voiding import decisions_restore, decisions_void

__all__ = [
    "MOST_AT_ONCE",
    "Moved",
    "application_follow",
    "application_hire",
    "application_move",
    "application_reject",
    "move_undo",
]

MOST_AT_ONCE = 5_000
LONGEST_REASON = 500
BATCH = 500  # applications asked for at once
NOT_YOURS = gettext_lazy("Only those who work on this opening move its candidates.")


@dataclass(frozen=True)
class Moved:
    """What a bulk move did: `batch` undoes it, `pks` are the applications that moved."""

    batch: uuid.UUID
    pks: tuple[int, ...]


def application_move(
    *,
    actor: User,
    applications: Sequence[int],
    stage: Stage,
    reason: str = "",
    seen: dict[int, int] | None = None,
    versions: Mapping[int, int] | None = None,
) -> Moved:
    """Move active or hired applications of one requisition into a stage, all of them or none.

    `applications` are keys; `seen` maps them to the stage in which the person saw them: an application that
    somebody moved in the meantime raises ConflictError. `versions` maps them to the version in which a program saw
    them: one that was changed in any way since raises ChangedError. Those that are in the stage already stay as they
    are. Into the last stage, "hired", an application moves with its outcome; so does one that comes back from there.
    """
    require(may_move(actor, stage.requisition), NOT_YOURS)
    outcome = Outcome.HIRED if stage.kind == Stage.Kind.HIRED else Outcome.ACTIVE
    with writing():
        _check_versions(versions or {})
        return _move(actor, applications, stage.requisition, stage, outcome, reason, seen)


def application_reject(
    *,
    actor: User,
    requisition: Requisition,
    applications: Sequence[int],
    reason: str,
    seen: dict[int, int] | None = None,
) -> Moved:
    """Reject active applications of a requisition, with a reason. Nobody is written to: a person sends the message."""
    require(may_move(actor, requisition), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say why: a rejection carries its reason."))
    return _move(actor, applications, requisition, None, Outcome.REJECTED, reason, seen)


def application_follow(*, actor: User, application: Application, hire: bool) -> Moved | None:
    """Move an application to where a signed decision leads: on to the offer, or back to the interviews.

    For the service that signs, which has asked whether the person may. None where it is there already, or the plan has
    no such stage.
    """
    here = application.stage.position
    stages = application.requisition.stages.order_by("position", "pk")
    if hire:
        stage = stages.filter(kind=Stage.Kind.OFFER, position__gt=here).first()
    elif application.stage.kind == Stage.Kind.INTERVIEW:
        stage = None  # an earlier interview stage would not be one more
    else:
        stage = stages.filter(kind=Stage.Kind.INTERVIEW, position__lt=here).last()
    if stage is None:
        return None
    return _move(actor, [application.pk], application.requisition, stage, Outcome.ACTIVE, "", None)


def application_hire(*, application: Application) -> Moved:
    """Move an application into the stage of those who are hired, as its candidate accepted an offer.

    For the service that takes the answer, inside its transaction. Raises RefusedError where the plan has no such stage.
    """
    stage = application.requisition.stages.filter(kind=Stage.Kind.HIRED).order_by("position", "pk").last()
    if stage is None:
        raise RefusedError(_("The plan of this opening has no stage for those who are hired."))
    return _move(None, [application.pk], application.requisition, stage, Outcome.HIRED, "", None)


def move_undo(*, actor: User, batch: uuid.UUID) -> Moved:
    """Take a batch of moves back, while nothing else has happened to its applications since.

    They are as they were before, the time they have waited in their stage included; so are the decisions under way that
    the batch made void, with the votes cast in them. What is taken back stays so: a new move does it again.
    """
    moves = list(
        Move.objects.filter(batch=batch, undoes=None)
        .select_related("application__requisition", "from_stage")
        .order_by("application_id")
    )
    if not moves:
        raise RefusedError(_("There is nothing to take back."))
    require(may_move(actor, moves[0].application.requisition), NOT_YOURS)
    if any(move.from_stage is None or move.outcome == Outcome.WITHDRAWN for move in moves):
        raise RefusedError(
            _("Applying and withdrawing are the candidate's own; they are not taken back here.")
        )
    if any(move.by_id is None and move.outcome == Outcome.HIRED for move in moves):
        raise RefusedError(
            _("The candidate accepted an offer and is an employee now; that is not taken back here.")
        )
    pks = [move.application_id for move in moves]
    try:
        with writing(), change_many(Application, pks, "application.undo", actor=actor) as rows:
            histories = _histories(pks)
            _check_latest(moves, histories)
            told = []
            for row, move in zip(rows, moves, strict=True):
                then = _replay(histories[row.pk], before=move)
                row.stage_id, row.stage_since = then.stage, then.since
                row.outcome, row.reason = then.outcome, then.reason
                told.append((row, move.to_stage_id, move))
            _save(rows)
            decisions_restore(actor=actor, applications=pks, batch=batch)
            new = uuid.uuid4()
            _tell(actor, told, "", timezone.now(), new)
    except IntegrityError as error:
        raise ConflictError(
            _("One of them has applied to this opening again since, so it cannot be taken back as a whole.")
        ) from error
    return Moved(new, tuple(pks))


def _move(
    actor: User | None,
    applications: Sequence[int],
    requisition: Requisition,
    stage: Stage | None,
    outcome: Outcome,
    reason: str,
    seen: dict[int, int] | None,
) -> Moved:
    pks = sorted(set(applications))
    if not pks:
        raise RefusedError(_("Choose at least one candidate."))
    if len(pks) > MOST_AT_ONCE:
        raise RefusedError(_("Choose at most %(most)d candidates at once.") % {"most": MOST_AT_ONCE})
    reason = reason.strip()[:LONGEST_REASON]
    action = f"application.{'reject' if stage is None else 'move'}"
    batch = uuid.uuid4()
    with writing(), change_many(Application, pks, action, actor=actor) as rows:
        now = timezone.now()  # in one's turn: whoever waited for it moved later
        _check(rows, pks, requisition, stage, seen)
        moved = [row for row in rows if stage is None or row.stage_id != stage.pk]
        told: list[tuple[Application, int, Move | None]] = [(row, row.stage_id, None) for row in moved]
        for row in moved:
            if stage is not None:
                row.stage, row.stage_since = stage, now
            row.outcome, row.reason = outcome, reason if outcome == Outcome.REJECTED else ""
        _save(moved)
        if outcome != Outcome.ACTIVE:
            ended = [row.pk for row in moved]
            decisions_void(actor=actor, applications=ended, outcome=outcome, batch=batch)
        _tell(actor, told, reason, now, batch)
    return Moved(batch, tuple(row.pk for row in moved))


def _check(
    rows: Sequence[Application],
    pks: Sequence[int],
    requisition: Requisition,
    stage: Stage | None,
    seen: dict[int, int] | None,
) -> None:
    if len(rows) < len(pks) or any(row.requisition_id != requisition.pk for row in rows):
        raise RefusedError(_("Choose applications of one opening."))
    elsewhere = sum(seen is not None and seen.get(row.pk, row.stage_id) != row.stage_id for row in rows)
    if elsewhere:
        raise ConflictError(
            ngettext(
                "Somebody else moved %(count)d of these candidates in the meantime; look where they are now.",
                "Somebody else moved %(count)d of these candidates in the meantime; look where they are now.",
                elsewhere,
            )
            % {"count": elsewhere}
        )
    if any(row.outcome in (Outcome.REJECTED, Outcome.WITHDRAWN) for row in rows):
        raise ConflictError(
            _("Some of these candidates have been rejected or have withdrawn; take that back first.")
        )
    if stage is None and any(row.outcome == Outcome.HIRED for row in rows):
        raise ConflictError(
            _("Some of these candidates have been hired; move them back before you reject them.")
        )
    if stage is not None and all(row.stage_id == stage.pk for row in rows):
        raise RefusedError(_("They are in the stage “%(stage)s” already.") % {"stage": stage.name})


def _check_versions(versions: Mapping[int, int]) -> None:
    """Refuse to change what is not as it was seen; in one's turn, so that nothing changes it in between."""
    now = dict(Application.objects.filter(pk__in=versions).values_list("pk", "version"))
    if any(now.get(pk) != version for pk, version in versions.items()):
        raise ChangedError(
            _("Somebody else changed this in the meantime; look at what it is now and try again.")
        )


def _check_latest(moves: Sequence[Move], histories: dict[int, list[Move]]) -> None:
    """Refuse unless these are the last moves of their applications."""
    latest = [histories[move.application_id][-1] for move in moves]
    if all(last.undoes_id == move.pk for last, move in zip(latest, moves, strict=True)):
        raise ConflictError(_("This has been taken back already."))
    if any(last.pk != move.pk for last, move in zip(latest, moves, strict=True)):
        raise ConflictError(_("Some of these have moved on since, so it cannot be taken back as a whole."))


def _save(rows: Sequence[Application]) -> None:
    Application.objects.bulk_update(rows, ["stage", "stage_since", "outcome", "reason"], batch_size=200)


def _tell(
    actor: User | None,
    moved: Sequence[tuple[Application, int, Move | None]],
    reason: str,
    at: datetime,
    batch: uuid.UUID,
) -> None:
    """Record the moves: each application as it is now, the stage it was in, and the move that this one undoes."""
    moves = [
        Move(
            application=row,
            from_stage_id=before,
            to_stage_id=row.stage_id,
            outcome=row.outcome,
            at=at,
            by=actor,
            reason=reason,
            batch=batch,
            undoes=undone,
        )
        for row, before, undone in moved
    ]
    create_many(Move, moves, "move.create", actor=actor)


@dataclass(frozen=True)
class _State:
    """Where an application was at some time."""

    stage: int
    since: datetime
    outcome: str
    reason: str


def _histories(pks: Sequence[int]) -> dict[int, list[Move]]:
    """Return the moves of each application, the first of them first."""
    histories: defaultdict[int, list[Move]] = defaultdict(list)
    for start in range(0, len(pks), BATCH):
        for one in Move.objects.filter(application__in=pks[start : start + BATCH]).order_by("at", "pk"):
            histories[one.application_id].append(one)
    return histories


def _replay(history: Sequence[Move], *, before: Move) -> _State:
    """Return where an application was before one of its moves: where the moves until then had led it."""
    states: dict[int, _State] = {}  # before each move
    now = _State(history[0].to_stage_id, history[0].at, history[0].outcome, "")
    for move in history:
        states[move.pk] = now
        if move.pk == before.pk:
            break
        if move.undoes_id in states:
            now = states[move.undoes_id]
        else:
            since = now.since if move.to_stage_id == now.stage else move.at
            reason = move.reason if move.outcome == Outcome.REJECTED else ""
            now = _State(move.to_stage_id, since, move.outcome, reason)
    return states[before.pk]
