"""Requests to be erased, and what a person decides about them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.erased import erased_read
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import Job
from muster.apps.core.roles import require
from muster.apps.hire.jobs import erase_due, forget_words
from muster.apps.hire.models import Application, Candidate, Erasure, Outcome
from muster.apps.hire.rules import may_erase, may_move
from muster.apps.hire.search import forget_removed
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.erasing import candidate_erase, mark_of
from muster.apps.hire.services.retention_finding import retention_is_over, retention_take_back

__all__ = [
    "ANSWERED_WITHIN",
    "candidates_erase_again",
    "erasure_ask",
    "erasure_ask_for",
    "erasure_carry_out",
    "erasure_decline",
    "erasures_carry_out",
]

ANSWERED_WITHIN = timedelta(days=30)  # as the GDPR has it, with a day to spare
NOT_YOURS = gettext_lazy("Only administrators and people partners decide about erasing.")


def erasure_ask(*, application: Application) -> Erasure:
    """Ask to be erased, as the candidate does on their own page. Asked again, it is the same request."""
    return _ask(application.candidate, actor=None)


def erasure_ask_for(*, actor: User, application: Application) -> Erasure:
    """Pass on that a candidate asked to be erased, by letter or by telephone."""
    require(
        may_move(actor, application.requisition),
        _("Only those who work on this opening pass on what its candidates ask for."),
    )
    return _ask(application.candidate, actor=actor)


def _ask(candidate: Candidate, *, actor: User | None) -> Erasure:
    now = timezone.now()
    due = (now + ANSWERED_WITHIN).date()
    with writing():
        if Candidate.objects.filter(pk=candidate.pk, erased_at__isnull=False).exists():
            raise RefusedError(_("They are erased already."))
        row = Erasure.objects.filter(candidate=candidate, state=Erasure.State.OPEN).first()
        if row is not None and row.cause == Erasure.Cause.ASKED:
            return row
        row = row or Erasure(candidate=candidate, state=Erasure.State.OPEN)
        with change(row, "erasure.ask", actor=actor):
            row.cause, row.asked_at, row.due_on = Erasure.Cause.ASKED, now, due
            row.save()
    return row


def erasure_carry_out(*, actor: User, erasure: Erasure, seen: int | None = None) -> None:
    """Erase the candidate. Applications that go on are withdrawn first, where the candidate asked for it.

    Raises RefusedError when they were hired, or something of theirs goes on otherwise; ConflictError when it was
    proposed because their time was over, and it is not any more.
    """
    require(may_erase(actor), NOT_YOURS)
    with writing():
        due = erasure.cause != Erasure.Cause.TIME or retention_is_over(candidate=erasure.candidate_id)
        if due:
            _carry_out(actor, erasure, seen)
        else:
            retention_take_back([erasure.candidate_id])
    if not due:  # only now, since the proposal is to stay withdrawn
        raise ConflictError(_("Somebody has decided this in the meantime."))


def _carry_out(actor: User, erasure: Erasure, seen: int | None) -> None:
    _begin(erasure)
    if erasure.cause == Erasure.Cause.ASKED:
        for one in Application.objects.filter(candidate=erasure.candidate, outcome=Outcome.ACTIVE):
            application_withdraw(application=one)
    candidate_erase(actor=actor, candidate=erasure.candidate)
    _decide(actor, erasure, Erasure.State.DONE, "", seen, "erasure.done")
    enqueue(forget_words, title=_("Taking what was erased out of searches"), actor=actor)


def erasure_decline(*, actor: User, erasure: Erasure, reason: str, seen: int | None = None) -> None:
    """Decide not to erase, and say why: data that a claim is about, for example, may have to be kept."""
    require(may_erase(actor), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say why."))
    with writing():
        _begin(erasure)
        _decide(actor, erasure, Erasure.State.DECLINED, reason.strip()[:500], seen, "erasure.decline")


def erasures_carry_out(*, actor: User) -> Job:
    """Let a worker erase all whose time is over; those who asked for it are decided one by one."""
    require(may_erase(actor), NOT_YOURS)
    title = _("Erasing those whose data were kept long enough")
    return enqueue(erase_due, title=title, actor=actor, actor_pk=actor.pk)


def _begin(erasure: Erasure) -> None:
    if not Erasure.objects.filter(pk=erasure.pk, state=Erasure.State.OPEN).exists():
        raise ConflictError(_("Somebody has decided this in the meantime."))


def _decide(
    actor: User, erasure: Erasure, state: Erasure.State, reason: str, seen: int | None, action: str
) -> None:
    with change(erasure, action, actor=actor, seen=seen, detail={"candidate": erasure.candidate_id}):
        erasure.state, erasure.reason = state, reason
        erasure.decided_by, erasure.decided_at = actor, timezone.now()
        erasure.save()


def candidates_erase_again() -> int:
    """Erase those who were erased before a backup was restored, in which they still are; return how many."""
    erased = 0
    for pk, mark in erased_read():
        row = Candidate.objects.filter(pk=pk, erased_at=None).first()
        if row is not None and mark_of(row) == mark:
            for one in Application.objects.filter(candidate=row, outcome=Outcome.ACTIVE):
                application_withdraw(application=one)
            candidate_erase(actor=None, candidate=row, before=True)
            erased += 1
    if erased:
        forget_removed()
    return erased
