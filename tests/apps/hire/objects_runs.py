"""Runs of merit, of the bar and of audits, with their results, for the test of permissions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.files import TEXT, file_store
from muster.apps.core.ledger import change
from muster.apps.core.roles import Role
from muster.apps.hire.models import (
    Application,
    AuditPart,
    AuditPlan,
    AuditRun,
    BarRun,
    HiringBar,
    MeritReport,
    MeritRun,
    MeritStanding,
    Requisition,
)
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from tests.apps.hire.openings import open_requisition

__all__ = [
    "NOW",
    "apply",
    "audit",
    "audit_plan",
    "audit_table",
    "bar_run",
    "merit_candidate",
    "merit_report",
    "merit_run",
    "opening",
]

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def opening(person: User) -> Requisition:
    """Return an open requisition whose hiring manager the person is."""
    email = f"{uuid4().hex}@example.com"
    recruiter = user_create(actor=None, email=email, name="Rae Recruiter", roles=[Role.RECRUITER])
    return open_requisition(recruiter=recruiter, manager=person, title=f"Role {uuid4().hex}").requisition


def apply(there: Requisition) -> Application:
    form = ApplicationForm(name="Ada Example", email="ada@example.org")
    return application_apply(requisition=there, form=form)[0]


def merit_run(person: User) -> dict[str, Any]:
    """Return a finished run over an opening whose hiring manager the person is."""
    there = opening(person)
    run = MeritRun(
        requisition=there,
        asked_by=there.recruiter,
        asked_at=NOW,
        as_of=NOW,
        engine_version="0",
        state=MeritRun.State.DONE,
        result_digest="0" * 64,
        model={
            **dict.fromkeys(("candidates", "interviewers", "ratings", "components", "largest"), 1),
            **dict.fromkeys(("sd_merit", "sd_severity", "sd_halo", "reliability"), 0.5),
            "warnings": [],
        },
    )
    with change(run, "test.create", actor=None):
        run.save()
    return {"pk": run.pk}


def bar_run(person: User) -> dict[str, Any]:
    """Return a finished run of the bar over two quarters, with a bar that somebody set on its scale."""
    numbers = dict.fromkeys(("sd_merit", "sd_drift", "reliability"), 0.5)
    levels = [
        [quarter, 0, group, 3, mean, 0.2, mean - 0.3, mean + 0.3]
        for quarter in ("2025-Q3", "2025-Q4")
        for group, mean in (("applicants", 0.0), ("offers", 0.4), ("hires", 0.6))
    ]
    run = BarRun(
        asked_by=person,
        asked_at=NOW,
        as_of=NOW,
        engine_version="0",
        state=BarRun.State.DONE,
        result_digest="0" * 64,
        model={
            "fit": {**numbers, "parts": 1, "candidates": 6, "interviewers": 1, "ratings": 9},
            "levels": levels,
            "trends": [[0, "hires", "2025-Q3", "2025-Q4", 6, 0.1, 0.2, -0.2, 0.4, 0.7]],
            "links": [["2025-Q3", "2025-Q4", True, 1, 1, 0.1, -0.2, 0.4, 0.6]],
            "changes": [[person.pk, "2025-Q3", "2025-Q4", 0.1, 0.2, -0.2, 0.4, 0.7]],
            "notices": [["shared_drift", {}]],
            "bars": [],
            "lost": [],
            "outcomes": [],
        },
    )
    with change(run, "test.create", actor=None):
        run.save()
    family = opening(person).family
    number = HiringBar.objects.filter(family=family).count() + 1
    bar = HiringBar(
        family=family,
        number=number,
        value=0.5,
        run=run,
        since=NOW.date(),
        set_by=person,
        set_at=NOW,
        reason="As before",
    )
    with change(bar, "test.create", actor=None):
        bar.save()
    return {"pk": run.pk}


def merit_candidate(person: User) -> dict[str, Any]:
    pk = merit_run(person)["pk"]
    one = apply(MeritRun.objects.get(pk=pk).requisition)  # type: ignore[arg-type]  # it is over one
    numbers = dict.fromkeys(
        ("merit", "sd", "sd_apart", "low", "high", "raw_mean", "shift", "prior_share"), 0.5
    )
    places = dict.fromkeys(("rank", "rank_low", "rank_high", "raw_rank", "interviews", "ratings"), 1)
    MeritStanding.objects.create(run_id=pk, candidate=one.candidate, parts=[], **numbers, **places)
    return {"pk": pk, "candidate": one.candidate_id}


def merit_report(person: User) -> dict[str, Any]:
    pk = merit_run(person)["pk"]
    page = file_store(upload=ContentFile(b"Merit", name="r.html"), kinds={TEXT}, most_bytes=99, actor=None)
    report = MeritReport(
        run_id=pk, asked_by=person, asked_at=NOW, state=MeritReport.State.DONE, page=page, pdf=page
    )
    with change(report, "test.create", actor=None):
        report.save()
    return {"pk": pk}


def audit_plan(person: User) -> dict[str, Any]:
    """Return a draft of an audit's plan."""
    days = {"start": NOW.date(), "end": NOW.date()}
    plan = AuditPlan(name="Spring", scopes=["funnel"], attributes=["gender"], drafted_by=person, **days)
    with change(plan, "test.create", actor=None):
        plan.save()
    return {"pk": plan.pk}


def audit(person: User) -> dict[str, Any]:
    """Return an audit that is done: one table, and what is found of bars."""
    plan = AuditPlan.objects.get(pk=audit_plan(person)["pk"])
    with change(plan, "test.sign", actor=None):
        plan.signed_by, plan.signed_at, plan.digest = person, NOW, "0" * 64
        plan.save()
    row: dict[str, Any] = dict.fromkeys(("low", "high", "p", "below", "fair", "corrected"))
    row |= {"n": 20, "selected": 9, "rate": 0.45, "ratio": 1.0, "note": "", "best": True}
    rows = [
        {**row, "category": ["man"]},
        {**row, "category": ["woman"], "best": False, "low": 0.5, "high": 1.9},
    ]
    numbers = {"people": 41, "unknown": 1, "fair_fails": 0.5, "median": None, "problem": "", "rows": rows}
    run = AuditRun(plan=plan, asked_by=person, asked_at=NOW, as_of=NOW, engine_version="0")
    run.state, run.result_digest = AuditRun.State.DONE, "0" * 64
    with change(run, "test.create", actor=None):
        run.save()
    AuditPart.objects.create(
        run=run,
        kind="table",
        scope="funnel",
        attribute="gender",
        position=0,
        content={"parts": ["gender"], **numbers},
    )
    for position, kind in enumerate(("boundary", "raters"), 1):
        content = {"problem": "few-groups"}
        AuditPart.objects.create(run=run, kind=kind, attribute="gender", position=position, content=content)
    return {"pk": run.pk}


def audit_table(person: User) -> dict[str, Any]:
    return {**audit(person), "position": 0}
