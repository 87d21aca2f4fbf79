"""Reading audits: the plans there are with their versions, what was signed, and what came of each run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import day, number
from muster.apps.core.ledger.digest import digest_of
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import require
from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun
from muster.apps.hire.rules import may_audit

__all__ = [
    "NOT_YOURS",
    "RESULTS_ORDER",
    "ShownPlan",
    "audit_get",
    "audit_page",
    "audit_parts_of",
    "begins_told",
    "changes_told",
    "opened_count",
    "plan_digest",
    "plan_get",
    "plan_history",
    "plan_holds",
    "plan_page",
]

PAGE = 25
RESULTS_ORDER = ("-asked_at", "-pk")
NOT_YOURS = gettext_lazy("Only auditors open the audit of selection.")
SIGNED = (
    "series",
    "number",
    "replaces_id",
    "name",
    "start",
    "end",
    "family_id",
    "scopes",
    "attributes",
    "crossed",
    "selected",
    "withdrawn",
    "merit",
    "definitions",
    "correction",
    "pool",
    "discoveries",
    "smallest",
    "least_share",
    "level",
    "reason",
    "signed_by_id",
    "signed_at",
    "opened_before",
)


@dataclass(frozen=True)
class ShownPlan:
    """A plan with its audits, the newest first, and all versions, the first one first."""

    plan: AuditPlan
    runs: tuple[AuditRun, ...]
    versions: tuple[AuditPlan, ...]

    @property
    def latest(self) -> AuditPlan:
        """Return the newest version, which may be a draft."""
        return self.versions[-1]

    @property
    def in_force(self) -> AuditPlan | None:
        """Return the newest version that is signed."""
        return next((one for one in reversed(self.versions) if one.signed_at is not None), None)


def plan_page(*, person: User, before: str | None = None, after: str | None = None) -> KeysetPage[AuditPlan]:
    """Return the newest version of each audit, the newest first, with how often numbers were opened by any version."""
    require(may_audit(person), NOT_YOURS)
    newest = AuditPlan.objects.filter(replaced_by=None).select_related("drafted_by", "signed_by")
    page = keyset_page(newest, order=("-pk",), size=PAGE, before=before, after=after)
    counts = _opened({one.series for one in page.rows})
    for one in page.rows:
        one.opened = counts.get(one.series, 0)  # type: ignore[attr-defined]  # for the page alone
    return page


def plan_get(*, person: User, pk: int) -> ShownPlan:
    """Return a version of a plan with its audits. Raises AuditPlan.DoesNotExist where there is none."""
    require(may_audit(person), NOT_YOURS)
    plan = AuditPlan.objects.select_related("family", "drafted_by", "signed_by").get(pk=pk)
    runs = AuditRun.objects.filter(plan=plan).select_related("asked_by")
    return ShownPlan(plan, tuple(runs), tuple(plan_history(plan)))


def plan_history(plan: AuditPlan) -> QuerySet[AuditPlan]:
    """Return all versions of a plan, the first one first."""
    return AuditPlan.objects.filter(series=plan.series).select_related("signed_by").order_by("number")


def audit_get(*, person: User, pk: int) -> AuditRun:
    """Return an audit with its plan. Raises AuditRun.DoesNotExist where there is none."""
    require(may_audit(person), NOT_YOURS)
    return AuditRun.objects.select_related("plan__family", "plan__signed_by", "asked_by").get(pk=pk)


def audit_page(*, person: User, after: str | None = None, size: int = PAGE) -> KeysetPage[AuditRun]:
    """Return the audits that are done, of all plans, the newest first."""
    require(may_audit(person), NOT_YOURS)
    done = AuditRun.objects.filter(state=AuditRun.State.DONE)
    rows = done.select_related("plan__family", "plan__signed_by")
    return keyset_page(rows, order=RESULTS_ORDER, size=size, before=None, after=after)


def audit_parts_of(*, person: User, run: AuditRun, **narrow: Any) -> list[AuditPart]:
    """Return what may be read of an audit's result: every part but the counts behind the tables."""
    require(may_audit(person), NOT_YOURS)
    return list(run.parts.exclude(kind=AuditPart.Kind.COUNTS).filter(**narrow).order_by("position"))


def opened_count(plan: AuditPlan) -> int:
    """Return how many results of earlier versions of a plan were worked out."""
    done = AuditRun.objects.filter(plan__series=plan.series, plan__number__lt=plan.number)
    return done.filter(state=AuditRun.State.DONE).count()


def plan_digest(plan: AuditPlan) -> str:
    """Return the SHA-256 over all that is signed: the plan, who signed it and when, and what it replaces."""
    content = {name: getattr(plan, name) for name in SIGNED}
    content["replaced"] = "" if plan.replaces is None else plan.replaces.digest
    return digest_of(content)


def plan_holds(plan: AuditPlan) -> bool:
    """Whether what is stored is what was signed."""
    return plan.signed_at is not None and plan.digest == plan_digest(plan)


def begins_told(plan: AuditPlan) -> str:
    """Return from when on there is anybody to count, where the period is still to come; else nothing."""
    if plan.start <= timezone.now().date():
        return ""
    return gettext("Its period begins on %(day)s: until then there is nobody to count.") % {
        "day": day(plan.start)
    }


def _opened(series: set[Any]) -> dict[Any, int]:
    rows = AuditPlan.objects.filter(series__in=series).order_by().values_list("series")
    return dict(rows.annotate(number=Count("runs", filter=Q(runs__state=AuditRun.State.DONE))))


def changes_told(versions: Sequence[AuditPlan]) -> list[str]:
    """Return a sentence for each signed change of a plan, which stands on every report."""
    return [
        ngettext(
            "Version %(number)s of the plan: numbers had been opened %(count)s time before this change. Its reason: "
            "%(reason)s",
            "Version %(number)s of the plan: numbers had been opened %(count)s times before this change. Its reason: "
            "%(reason)s",
            one.opened_before,
        )
        % {"number": number(one.number), "count": number(one.opened_before), "reason": one.reason}
        for one in versions
        if one.replaces_id is not None and one.signed_at is not None
    ]
