"""Reading who is to be erased, and how long data are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.hire.models import Application, Erasure, RetentionRule
from muster.apps.hire.rules import may_erase

__all__ = [
    "ErasureCounts",
    "ShownErasure",
    "erasure_counts",
    "erasure_get",
    "erasure_of",
    "erasure_page",
    "retention_rule_list",
]

ROWS = 25


@dataclass(frozen=True)
class ErasureCounts:
    """How many wait for a decision."""

    asked: int
    time: int


@dataclass(frozen=True)
class ShownErasure:
    """An erasure with what whoever decides has to know: which applications there are, and none of what they say."""

    erasure: Erasure
    applications: tuple[Application, ...]

    @property
    def is_open(self) -> bool:
        """Return whether it is to be decided."""
        return self.erasure.state == Erasure.State.OPEN


def _visible(person: User) -> QuerySet[Erasure]:
    return Erasure.objects.all() if may_erase(person) else Erasure.objects.none()


def erasure_counts(*, person: User) -> ErasureCounts:
    """Return how many wait for a decision."""
    waiting = _visible(person).filter(state=Erasure.State.OPEN)
    causes = (Erasure.Cause.ASKED, Erasure.Cause.TIME)
    return ErasureCounts(*(waiting.filter(cause=cause).count() for cause in causes))


def erasure_page(
    *, person: User, state: str, cause: str, before: str | None, after: str | None
) -> KeysetPage[Erasure]:
    """Return some of those that wait, the first due first; or of those that are decided, the last decided first."""
    found = _visible(person).select_related("candidate", "decided_by")
    if state == Erasure.State.OPEN:
        found, order = found.filter(state=state, cause=cause), ("due_on", "pk")
    else:
        found, order = found.filter(state=state, decided_at__isnull=False), ("-decided_at", "-pk")
    return keyset_page(found, order=order, size=ROWS, before=before, after=after)


def erasure_get(*, person: User, pk: int) -> ShownErasure | None:
    """Return an erasure, None for whoever does not decide about any."""
    row = _visible(person).select_related("candidate", "decided_by").filter(pk=pk).first()
    if row is None:
        return None
    applications = Application.objects.filter(candidate=row.candidate).select_related("requisition", "stage")
    shown = applications.defer("resume_text", "letter").order_by("-applied_at", "-pk")
    return ShownErasure(row, tuple(shown))


def erasure_of(*, application: Application) -> Erasure | None:
    """Return what the candidate asked for last, for the candidate."""
    rows = Erasure.objects.filter(candidate=application.candidate_id, cause=Erasure.Cause.ASKED)
    return rows.order_by("-asked_at", "-pk").first()


def retention_rule_list(*, person: User) -> Sequence[RetentionRule]:
    """Return the rules, the wider ones first."""
    if not may_erase(person):
        return ()
    return list(RetentionRule.objects.select_related("family").order_by("country", "family__name", "pk"))
