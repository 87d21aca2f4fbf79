"""What the tests of selection audits share: a field of candidates who say who they are, and a signed plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.models import AuditPlan, AuditRun
from muster.apps.hire.services.audits import PlanContent, audit_run, plan_draft, plan_sign
from muster.apps.hire.services.pipeline import application_move, application_reject
from muster.apps.hire.services.protected import self_identification_load
from tests.apps.hire.inside import apply
from tests.apps.hire.meritruns import work
from tests.apps.hire.openings import Opening

__all__ = ["audited", "content", "join", "make_field", "signed"]

FIELD = (
    # gender, age, how many, how many of them are hired; the others are rejected in the review
    ("woman", "25-34", 12, 3),
    ("woman", "35-44", 8, 2),
    ("man", "25-34", 11, 6),
    ("man", "35-44", 9, 5),
    ("nonbinary", "25-34", 3, 1),
    ("other", "25-34", 3, 1),
    ("prefer not to say", "", 3, 1),
)


def join(opening: Opening, gender: str, age: str, number: int, hired: int) -> list[int]:
    """Have candidates apply, say who they are, and be decided: the first `hired` of them are hired."""
    keys = [apply(opening, name=f"{gender} {age} {one}").pk for one in range(number)]
    told = {name: answer for name, answer in (("gender", gender), ("age", age)) if answer}
    self_identification_load(answers=dict.fromkeys(keys, told))
    there, recruiter = opening.requisition, opening.recruiter
    application_move(actor=recruiter, applications=keys, stage=opening.stages["Blind review"])
    if hired:
        application_move(actor=recruiter, applications=keys[:hired], stage=opening.stages["Hired"])
    if number > hired:
        application_reject(
            actor=recruiter, requisition=there, applications=keys[hired:], reason="Others fit better"
        )
    return keys


def make_field(opening: Opening) -> None:
    """Make the whole field: 49 candidates, 19 of them hired, and one who waits and does not count."""
    for one in FIELD:
        join(opening, *one)
    apply(opening, name="Still waiting")


def content(**values: Any) -> PlanContent:
    """Return a plan's content over everybody of late, by gender and age."""
    today = timezone.now().date()
    given: dict[str, Any] = {
        "name": "Spring",
        "start": today - timedelta(days=30),
        "end": today + timedelta(days=1),
        "scopes": ("funnel", "review"),
        "attributes": ("gender", "age"),
        "merit": False,
        **values,
    }
    return PlanContent(**given)


def signed(auditor: User, **values: Any) -> AuditPlan:
    """Return a plan that an auditor has drafted and signed."""
    plan = plan_draft(actor=auditor, content=content(**values))
    plan_sign(actor=auditor, plan=plan, seen=None)
    return plan


def audited(auditor: User, plan: AuditPlan) -> AuditRun:
    """Ask for an audit and have a worker do it."""
    run = audit_run(actor=auditor, plan=plan)
    work()
    run.refresh_from_db()
    return run
