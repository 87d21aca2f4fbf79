"""What the pages of the bar, of audits and of choosing show on the big site: the fictional company's own results.

Neither a run of the bar nor an audit is done again over the copies: they show what they say in as many rows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

__all__ = ["audit_keys", "judge_young"]


def judge_young(today: date, until: date) -> None:
    """Ask whether the bar holds, and audit, at a company that is too young to be loaded with either."""
    from django.utils import timezone

    from muster.apps.accounts.models import User
    from muster.apps.core.roles import Role
    from muster.apps.hire.models import BarRun
    from muster.apps.hire.services.loading.bars import bar_run_load
    from muster.demo.organisation import build_organisation
    from muster.demo.organisation.bars import FIRST_SET_ON, set_bars
    from muster.demo.organisation.moving import move_to
    from muster.site.demo_audit import load_audit

    head = User.objects.filter(grants__role=Role.EXECUTIVE, is_active=True).earliest("pk")
    run = bar_run_load(actor=head, as_of=timezone.now())
    if run.state != BarRun.State.DONE:
        raise RuntimeError(f"the run of the bar failed: {run.problem or run.model}")
    company = move_to(build_organisation(until=until), today)
    load_audit(replace(company, bars=set_bars(FIRST_SET_ON, company.employees[0].id)))


def audit_keys() -> dict[str, int]:
    """Return the keys of the newest of each: a run of the bar, an audit with its plan, a run with its odds."""
    from muster.apps.hire.models import AuditRun, BarRun, MeritChoice, MeritChoosing

    bar, audit = _newest(BarRun, "-as_of"), _newest(AuditRun, "-as_of")
    choosing = MeritChoosing.objects.filter(run__requisition=None, run__family=None)
    done = choosing.filter(state=MeritChoosing.State.DONE).order_by("-run__as_of", "-pk").first()
    choice = MeritChoice.objects.filter(choosing=done, problem="").order_by("pk").first()
    if choice is None or done is None:
        raise RuntimeError("the fictional company has nobody to choose")
    return {
        "bar_run": bar.pk,
        "audit": audit.pk,
        "plan": audit.plan_id,
        "chosen_run": done.run_id,
        "to_choose": choice.requisition_id,
    }


def _newest(model: Any, order: str) -> Any:
    found = model.objects.filter(state=model.State.DONE).order_by(order, "-pk").first()
    if found is None:
        raise RuntimeError(f"the fictional company has no {model._meta.verbose_name}")
    return found
