"""Blind reviews: ratings against anchors and a verdict; and looking behind the blind, on the record."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Criterion, Outcome, Review, Stage, Unblinding
from muster.apps.hire.rules import is_blind_for, may_review
from muster.apps.hire.services.requisitions import requisition_freeze

__all__ = ["application_unblind", "review_save", "review_submit"]


def review_save(
    *,
    actor: User,
    application: Application,
    ratings: Mapping[int, int],
    verdict: str,
    note: str,
    seen: int | None = None,
) -> Review:
    """Keep a draft of one's review. `ratings` maps criteria's keys to ratings from 1; some may be missing.

    `seen` is the version of the review that the person had before them, 0 for none. Raises ConflictError when the
    review was changed since or has been submitted, or the application has left its stage.
    """
    return _write(actor, application, ratings, verdict, note, submit=False, seen=seen)


def review_submit(
    *,
    actor: User,
    application: Application,
    ratings: Mapping[int, int],
    verdict: str,
    note: str,
    seen: int | None = None,
) -> Review:
    """Submit one's review: every criterion rated, a verdict given. It stays as it is.

    Raises RefusedError when something is missing. Submitting the same again changes nothing.
    """
    return _write(actor, application, ratings, verdict, note, submit=True, seen=seen)


def application_unblind(*, actor: User, application: Application, reason: str) -> Unblinding:
    """Look behind the blind. The reason and the person stay on the record, for all who work on the opening to see."""
    require(
        may_review(actor, application.requisition), _("Only reviewers of this opening look behind its blind.")
    )
    if not reason.strip():
        raise RefusedError(_("Say why you need to know who this is."))
    with writing():
        known = Unblinding.objects.filter(application=application, person=actor).first()
        if known is not None:
            return known
        if not is_blind_for(actor, application):
            raise RefusedError(_("You see this application as it is."))
        unblinding = Unblinding(application=application, person=actor, reason=reason.strip()[:500])
        with change(unblinding, "application.unblind", actor=actor, detail={"application": application.pk}):
            unblinding.save()
    return unblinding


def _write(
    actor: User,
    application: Application,
    ratings: Mapping[int, int],
    verdict: str,
    note: str,
    *,
    submit: bool,
    seen: int | None,
) -> Review:
    require(may_review(actor, application.requisition), _("You are not a reviewer of this opening."))
    with writing():
        current = Application.objects.select_related("stage", "requisition").get(pk=application.pk)
        _check_stage(current)
        rated = _check_ratings(current, ratings, complete=submit)
        if submit and verdict not in Review.Verdict.values:
            raise RefusedError(_("Choose a verdict."))
        review = Review.objects.filter(application=current, stage=current.stage, reviewer=actor).first()
        review = review or Review(application=current, stage=current.stage, reviewer=actor)
        if review.submitted_at is not None:
            return _submitted(review, rated, verdict, note)
        given = verdict if verdict in Review.Verdict.values else ""
        if not submit and review.pk and _same(review, rated, given, note):
            return review  # sent twice, as a double click does
        requisition_freeze(actor=actor, requisition=current.requisition)
        with change(review, "review.submit" if submit else "review.save", actor=actor, seen=seen):
            review.ratings, review.note = rated, note.strip()[:10_000]
            review.verdict = given
            review.submitted_at = timezone.now() if submit else None
            review.save()
    return review


def _check_stage(application: Application) -> None:
    stage = application.stage
    if application.outcome != Outcome.ACTIVE or stage.kind != Stage.Kind.REVIEW or stage.kit_id is None:
        raise ConflictError(_("This application has moved on; there is nothing to review in its stage."))


def _check_ratings(application: Application, ratings: Mapping[int, int], *, complete: bool) -> dict[str, int]:
    criteria = {one.pk: one for one in Criterion.objects.filter(kit=application.stage.kit_id)}
    for pk, rating in ratings.items():
        criterion = criteria.get(pk)
        if criterion is None or not 1 <= rating <= len(criterion.anchors):
            raise RefusedError(_("A rating is not one of those described; choose it again."))
    if complete and len(ratings) < len(criteria):
        missing = [one.name for pk, one in criteria.items() if pk not in ratings]
        raise RefusedError(_("Rate “%(criterion)s” before you submit.") % {"criterion": missing[0]})
    return {str(pk): rating for pk, rating in sorted(ratings.items())}


def _same(review: Review, ratings: dict[str, int], verdict: str, note: str) -> bool:
    return (review.ratings, review.verdict, review.note) == (ratings, verdict, note.strip()[:10_000])


def _submitted(review: Review, ratings: dict[str, int], verdict: str, note: str) -> Review:
    """Accept the same review sent twice, as a double click does; refuse another one."""
    if _same(review, ratings, verdict, note):
        return review
    raise ConflictError(_("You have submitted this review already; it stays as it is."))
