"""Scorecards: kept while they are written, submitted once, changed afterwards as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Criterion, Interview, Scorecard, ScorecardVersion, Seat
from muster.apps.hire.models.scorecards import ASKED
from muster.apps.hire.services.requisitions import requisition_freeze

__all__ = ["Content", "scorecard_change", "scorecard_save", "scorecard_submit"]

LONGEST = 10_000


@dataclass(frozen=True)
class Content:
    """What a scorecard says. Ratings from 1 and notes by the key of their criterion; some may be missing."""

    ratings: Mapping[int, int]
    notes: Mapping[int, str]
    recommendation: str = ""
    summary: str = ""


def scorecard_save(*, actor: User, seat: Seat, content: Content, sequence: int) -> Scorecard:
    """Keep a draft. `sequence` is the number of this save, above that of the draft that the page began with.

    An older save than the one that is kept raises ConflictError unless it says the same, and changes nothing.
    """
    return _write(actor, seat, content, sequence, submit=False)


def scorecard_submit(*, actor: User, seat: Seat, content: Content, sequence: int) -> Scorecard:
    """Submit: every criterion rated, the lowest and highest with their evidence, a recommendation given.

    Submitting the same again changes nothing; another content raises ConflictError.
    """
    return _write(actor, seat, content, sequence, submit=True)


def scorecard_change(
    *, actor: User, seat: Seat, content: Content, reason: str, seen: int | None
) -> Scorecard:
    """Change what was submitted, with a reason. What it said is kept as a version."""
    if not reason.strip():
        raise RefusedError(_("Say why you change what you have submitted."))
    with writing():
        row = _seat(actor, seat)
        card = Scorecard.objects.filter(seat=row, submitted_at__isnull=False).first()
        if card is None:
            raise RefusedError(_("This scorecard is not submitted yet; submit it."))
        checked = _checked(row, content, complete=True)
        if _same(card, checked):
            return card
        with change(card, "scorecard.change", actor=actor, seen=seen, detail={"seat": row.pk}):
            version = ScorecardVersion(
                scorecard=card,
                number=card.versions.count() + 1,
                ratings=card.ratings,
                notes=card.notes,
                recommendation=card.recommendation,
                summary=card.summary,
                reason=reason.strip()[:500],
            )
            with change(version, "scorecard.version", actor=actor):
                version.save()
            _fill(card, checked)
            card.save()
    return card


def _write(actor: User, seat: Seat, content: Content, sequence: int, *, submit: bool) -> Scorecard:
    with writing():
        row = _seat(actor, seat)
        checked = _checked(row, content, complete=submit)
        card = Scorecard.objects.filter(seat=row).first() or Scorecard(seat=row)
        if card.submitted_at is not None:
            if _same(card, checked):
                return card
            raise ConflictError(
                _("You have submitted this scorecard; change it with a reason.")
                if submit
                else _("You have submitted this scorecard, so nothing is kept of what you write here.")
            )
        if card.pk and sequence <= card.sequence:
            if _same(card, checked) and not submit:
                return card
            raise ConflictError(_("What you wrote in another window is newer; load this page again."))
        requisition_freeze(actor=actor, requisition=row.interview.application.requisition)
        with change(card, "scorecard.submit" if submit else "scorecard.save", actor=actor):
            _fill(card, checked)
            card.sequence = sequence
            card.submitted_at = timezone.now() if submit else None
            card.save()
    return card


def _seat(actor: User, seat: Seat) -> Seat:
    """Return the seat as it is now; only whoever sits there writes its scorecard, while they are with us."""
    row = Seat.objects.select_related("interview__application__requisition").get(pk=seat.pk)
    mine = row.interviewer_id == actor.pk and User.objects.filter(pk=actor.pk, is_active=True).exists()
    require(mine, _("Only who interviewed writes this scorecard."))
    if row.released_at is not None:
        raise ConflictError(_("You do not sit in this interview any more, so it has no scorecard of yours."))
    if row.interview.state == Interview.State.CANCELLED:
        raise ConflictError(_("This interview has been called off, so it has no scorecards."))
    if row.interview.starts_at > timezone.now():
        raise RefusedError(_("This interview has not begun; rate it when you have heard the candidate."))
    return row


def _checked(seat: Seat, content: Content, *, complete: bool) -> dict[str, object]:
    criteria = {one.pk: one for one in Criterion.objects.filter(kit=seat.interview.kit_id)}
    for pk, rating in content.ratings.items():
        criterion = criteria.get(pk)
        if criterion is None or not 1 <= rating <= len(criterion.anchors):
            raise RefusedError(_("A rating is not one of those described; choose it again."))
    notes = {pk: note.strip()[:LONGEST] for pk, note in content.notes.items() if note.strip()}
    if notes.keys() - criteria.keys():
        raise RefusedError(_("A note is about nothing that this interview rates; load the page again."))
    given = content.recommendation
    if complete:
        _check_complete(criteria, content.ratings, notes)
        if given not in ASKED:
            raise RefusedError(_("Say what you recommend."))
    return {
        "ratings": {str(pk): rating for pk, rating in sorted(content.ratings.items())},
        "notes": {str(pk): note for pk, note in sorted(notes.items())},
        "recommendation": given if given in ASKED else "",
        "summary": content.summary.strip()[:LONGEST],
    }


def _check_complete(
    criteria: Mapping[int, Criterion], ratings: Mapping[int, int], notes: Mapping[int, str]
) -> None:
    for pk, criterion in criteria.items():
        if pk not in ratings:
            raise RefusedError(_("Rate “%(criterion)s” before you submit.") % {"criterion": criterion.name})
        if ratings[pk] in (1, len(criterion.anchors)) and pk not in notes:
            raise RefusedError(
                _(
                    "Write what your rating of “%(criterion)s” rests on: the lowest and the highest need evidence."
                )
                % {"criterion": criterion.name}
            )


def _same(card: Scorecard, checked: Mapping[str, object]) -> bool:
    return all(getattr(card, name) == value for name, value in checked.items())


def _fill(card: Scorecard, checked: Mapping[str, object]) -> None:
    for name, value in checked.items():
        setattr(card, name, value)
