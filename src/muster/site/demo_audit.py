"""Loading the audit of the fictional company: its plan, drafted and signed by its auditor, and what came out.

It stands apart from what loads the rest, so that no chain of imports leads from there to what counts by group.
"""

from __future__ import annotations

from django.utils import timezone

import muster
from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.core.roles import Role
from muster.apps.hire.models import AuditPlan, AuditRun, AuditScope
from muster.apps.hire.services.audits import PlanContent, plan_draft, plan_sign
from muster.apps.hire.services.audits_running import audit_carry_out
from muster.apps.hire.services.loading.merit import passing_job
from muster.apps.hire.services.loading.rows import ACTION
from muster.demo.organisation import Organisation

__all__ = ["load_audit"]

NAME = "Selection so far"
ATTRIBUTES = ("gender", "ethnicity")
DEFINITIONS = (
    "Everybody who applied since the company began to grow. Selected, over the whole funnel, is who was hired; who "
    "withdrew or still waits is left out."
)


def load_audit(organisation: Organisation) -> None:
    """Load an audit over the whole company, once it is old enough to have bars; a younger one has little to count."""
    auditor = User.objects.filter(grants__role=Role.AUDITOR, is_active=True).order_by("pk").first()
    if not organisation.bars or auditor is None:
        return
    content = PlanContent(
        name=NAME,
        start=min(one.applied_at for one in organisation.applications).date(),
        end=organisation.until,
        scopes=tuple(one for one in AuditScope.values if one != AuditScope.APPLIED),  # which everybody passes
        attributes=ATTRIBUTES,
        definitions=DEFINITIONS,
    )
    plan = plan_draft(actor=auditor, content=content)
    plan_sign(actor=auditor, plan=plan, seen=None)
    _carry_out(auditor, plan)


def _carry_out(actor: User, plan: AuditPlan) -> None:
    """Carry an audit out as the worker does, but here."""
    now = timezone.now()
    run = AuditRun(plan=plan, asked_by=actor, asked_at=now, as_of=now, engine_version=muster.__version__)
    with change(run, ACTION, actor=None):
        run.save()
    with passing_job(actor, "Auditing the selection") as job:
        audit_carry_out(job=job, pk=run.pk)
