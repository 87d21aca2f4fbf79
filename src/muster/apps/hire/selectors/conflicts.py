"""Conflicts of interest that the data show between people of a committee and a candidate."""

from __future__ import annotations

from collections.abc import Sequence

from muster.apps.accounts.models import User
from muster.apps.core.text import fold
from muster.apps.hire.models import Application, Conflict, Referral

__all__ = ["conflicts_found", "family_name"]


def conflicts_found(*, application: Application, people: Sequence[User]) -> dict[int, list[str]]:
    """Return the kinds of conflict of each person, by key; an empty list where there is none.

    Who referred the candidate, to this opening or another; who would manage them; who has the same family name, in the
    name that the candidate has or gave. A conflict bars nobody by itself: it is told, and answered on the record.
    """
    referrals = Referral.objects.filter(application__candidate=application.candidate_id)
    referrers = set(referrals.values_list("referrer", flat=True))
    said = str((application.said or {}).get("name", ""))
    names = {family_name(application.candidate.name), family_name(said)} - {""}
    return {one.pk: _kinds(one, application, referrers, names) for one in people}


def _kinds(person: User, application: Application, referrers: set[int], names: set[str]) -> list[str]:
    told = (
        (Conflict.REFERRER, person.pk in referrers),
        (Conflict.MANAGER, person.pk == application.requisition.hiring_manager_id),
        (Conflict.FAMILY_NAME, family_name(person.name) in names),
    )
    return [kind.value for kind, there in told if there]


def family_name(name: str) -> str:
    """Return the last word of a name of several words, as it is compared; nothing where there is one word alone."""
    words = fold(name).split()
    return words[-1] if len(words) > 1 else ""
