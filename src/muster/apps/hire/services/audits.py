"""Audit plans, drafted, signed and changed on the record; asking for an audit, which a worker carries out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

import muster
from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.selectors import job_failed
from muster.apps.hire.jobs import run_audit
from muster.apps.hire.models import AuditPlan, AuditRun, AuditScope
from muster.apps.hire.rules import may_audit
from muster.apps.hire.selectors.audits import NOT_YOURS, opened_count, plan_digest, plan_holds
from muster.apps.hire.services.audits_running import audit_fail
from muster.apps.org.models import JobFamily

__all__ = ["PlanContent", "audit_run", "plan_draft", "plan_revise", "plan_save", "plan_sign"]

MOST_ATTRIBUTES = 5
LONGEST_NAME = 40
UNFINISHED = (AuditRun.State.QUEUED, AuditRun.State.RUNNING)


@dataclass(frozen=True)
class PlanContent:
    """What an auditor says of an audit beforehand; see `AuditPlan`."""

    name: str
    start: date
    end: date
    scopes: tuple[str, ...]
    attributes: tuple[str, ...]
    family: JobFamily | None = None
    crossed: bool = True
    selected: str = "hired"
    withdrawn: bool = False
    merit: bool = True
    definitions: str = ""
    correction: str = "holm"
    pool: str = "scope"
    discoveries: float = 0.05
    smallest: int = 5
    least_share: float = 0.02
    level: float = 0.95


CONTENT = tuple(one.name for one in fields(PlanContent))


def plan_draft(*, actor: User, content: PlanContent) -> AuditPlan:
    """Draft the plan of a new audit. Nothing is counted by it before it is signed."""
    require(may_audit(actor), NOT_YOURS)
    plan = AuditPlan(drafted_by=actor)
    _fill(plan, content)
    with change(plan, "audit.draft", actor=actor):
        plan.save()
    return plan


def plan_save(
    *, actor: User, plan: AuditPlan, content: PlanContent, reason: str = "", seen: int | None
) -> None:
    """Change a draft. `reason` is why the version before is to be replaced, where there is one."""
    require(may_audit(actor), NOT_YOURS)
    with change(plan, "audit.draft", actor=actor, seen=seen):
        if plan.signed_at is not None:
            raise RefusedError(_("This plan is signed and stays as it is; draft a new version of it."))
        if plan.replaces_id is not None:
            plan.reason = _reason(reason)
        _fill(plan, content)
        plan.save()


def plan_revise(*, actor: User, plan: AuditPlan, content: PlanContent, reason: str) -> AuditPlan:
    """Draft the next version of a signed plan, with the reason; the signed one holds until that is signed."""
    require(may_audit(actor), NOT_YOURS)
    with writing():
        if plan.signed_at is None:
            raise RefusedError(_("This plan is a draft: change it instead."))
        if AuditPlan.objects.filter(replaces=plan).exists():
            raise RefusedError(_("A later version of this plan is there; change that one."))
        new = AuditPlan(
            series=plan.series,
            number=plan.number + 1,
            replaces=plan,
            reason=_reason(reason),
            drafted_by=actor,
        )
        _fill(new, content)
        with change(new, "audit.draft", actor=actor, detail={"replaces": plan.pk}):
            new.save()
    return new


def plan_sign(*, actor: User, plan: AuditPlan, seen: int | None) -> None:
    """Sign exactly what a plan says: from then on it is what is counted by, and never changed."""
    require(may_audit(actor), NOT_YOURS)
    with change(plan, "audit.sign", actor=actor, seen=seen) as detail:
        if plan.signed_at is not None:
            raise RefusedError(_("This plan is signed and stays as it is; draft a new version of it."))
        plan.signed_by, plan.signed_at = actor, timezone.now()
        plan.opened_before = opened_count(plan)
        plan.digest = plan_digest(plan)
        plan.save()
        detail |= {"digest": plan.digest, "opened_before": plan.opened_before}


def audit_run(*, actor: User, plan: AuditPlan, seed: int = 0) -> AuditRun:
    """Ask for an audit by a signed plan. While one by it is not finished, it answers with that one."""
    require(may_audit(actor), NOT_YOURS)
    with writing():
        _refuse_unready(plan)
        for pending in AuditRun.objects.filter(state__in=UNFINISHED).select_related("plan"):
            if job_failed(pk=pending.job):
                audit_fail(run=pending, code="worker")
            elif pending.plan_id == plan.pk:
                return pending
            else:  # two at once could not be compared with each other, and might tell together of somebody
                raise RefusedError(_("Another audit is being worked out; ask again once it is done."))
        now = timezone.now()
        run = AuditRun(
            plan=plan, asked_by=actor, asked_at=now, as_of=now, seed=seed, engine_version=muster.__version__
        )
        with change(run, "audit.request", actor=actor, detail={"plan": plan.pk, "digest": plan.digest}):
            run.save()
        job = enqueue(run_audit, title=_("Auditing the selection"), actor=actor, run=run.pk)
        AuditRun.objects.filter(pk=run.pk).update(job=job.pk)
        run.job = job.pk
    return run


def _refuse_unready(plan: AuditPlan) -> None:
    if plan.signed_at is None:
        raise RefusedError(_("Sign the plan before any number is opened."))
    if AuditPlan.objects.filter(replaces=plan, signed_at__isnull=False).exists():
        raise RefusedError(_("A later version of this plan is signed; audit by that one."))
    if not plan_holds(plan):
        raise RefusedError(_("What is stored is not what was signed; verify the ledger."))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RefusedError(_("Say why the plan is changed: every report shows it."))
    return reason.strip()


def _fill(plan: AuditPlan, content: PlanContent) -> None:
    """Write what is said into a plan that is not signed. Raises RefusedError for what cannot be counted by."""
    values: dict[str, Any] = {name: getattr(content, name) for name in CONTENT}
    values["scopes"] = [one for one in AuditScope.values if one in content.scopes]
    names = [" ".join(one.split()) for one in content.attributes]
    values["attributes"] = list(dict.fromkeys(one for one in names if one))
    if not values["scopes"]:
        raise RefusedError(_("Choose what is compared: the whole funnel, or a stage of it."))
    if not 1 <= len(values["attributes"]) <= MOST_ATTRIBUTES:
        raise RefusedError(_("Choose one to five attributes."))
    if any(len(one) > LONGEST_NAME or " x " in one for one in values["attributes"]):
        raise RefusedError(_("An attribute has a name of at most 40 characters, without “ x ” in it."))
    if content.end < content.start:
        raise RefusedError(_("The period ends before it begins."))
    for name, value in values.items():
        setattr(plan, name, value)
    try:
        plan.clean_fields(exclude=[one.name for one in plan._meta.fields if one.name not in CONTENT])
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
