"""How much interviewers take on, and when they do not."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Blackout, Terms
from muster.apps.hire.rules import may_set_terms, may_train
from muster.apps.hire.selectors.capacity import terms_of

__all__ = ["blackout_add", "blackout_remove", "terms_change"]

MOST_BLACKOUTS = 100
NOT_YOURS = gettext_lazy("Only the interviewer and recruiters change this.")


def terms_change(
    *,
    actor: User,
    interviewer: User,
    weekly: int,
    paused_from: date | None,
    paused_until: date | None,
    trained: bool | None = None,
    seen: int | None = None,
) -> Terms:
    """Say how many interviews a week somebody takes on, and when they pause. A pause may have no end yet.

    `trained` is whether they may interview without a trained one beside them; None leaves it, and only a recruiter
    other than themselves changes it. `seen` is 0 for who had no terms on record. Interviews that are planned stay.
    """
    require(may_set_terms(actor, interviewer), NOT_YOURS)
    with writing():
        terms = Terms.objects.filter(interviewer=interviewer).first()
        terms = terms or terms_of([interviewer])[interviewer.pk]
        if trained is not None and trained != terms.trained:
            require(
                may_train(actor, interviewer), _("A recruiter says who is trained, others than themselves.")
            )
            terms_trained = trained
        else:
            terms_trained = terms.trained
        if paused_until is not None and paused_from is None:
            raise RefusedError(_("Say also from when you pause."))
        if paused_from is not None and paused_until is not None and paused_until < paused_from:
            raise RefusedError(_("The pause ends before it begins; correct one of the days."))
        with change(terms, "terms.change", actor=actor, seen=seen if terms.pk else None):
            terms.weekly, terms.trained = weekly, terms_trained
            terms.paused_from, terms.paused_until = paused_from, paused_until
            try:
                terms.full_clean()
            except ValidationError as error:
                raise RefusedError(" ".join(error.messages)) from error
            terms.save()
    return terms


def blackout_add(*, actor: User, interviewer: User, first_day: date, last_day: date) -> Blackout:
    """Say on which days somebody does not interview. The same days twice are said once."""
    require(may_set_terms(actor, interviewer), NOT_YOURS)
    if last_day < first_day:
        raise RefusedError(_("The last day is before the first; correct one of them."))
    with writing():
        there = Blackout.objects.filter(interviewer=interviewer)
        known = there.filter(first_day=first_day, last_day=last_day).first()
        if known is not None:
            return known
        if there.count() >= MOST_BLACKOUTS:
            raise RefusedError(_("Remove days that are over before you add more."))
        blackout = Blackout(interviewer=interviewer, first_day=first_day, last_day=last_day)
        with change(blackout, "blackout.add", actor=actor):
            blackout.save()
    return blackout


def blackout_remove(*, actor: User, blackout: Blackout) -> None:
    """Take blackout days back."""
    require(may_set_terms(actor, blackout.interviewer), NOT_YOURS)
    with change(blackout, "blackout.remove", actor=actor, detail={"interviewer": blackout.interviewer_id}):
        blackout.delete()
