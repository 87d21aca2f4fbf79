"""Plans that are signed before anything is counted, and what is counted by them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from typer.testing import CliRunner

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.audit_reproducing import reproduce_audit
from muster.apps.hire.models import Application, AuditPart, AuditPlan, AuditRun
from muster.apps.hire.selectors.audit_pictures import ratio_chart
from muster.apps.hire.selectors.audit_report import audit_facts
from muster.apps.hire.selectors.audit_results import audit_bars, audit_raters_shown, audit_tables
from muster.apps.hire.selectors.audits import plan_holds
from muster.apps.hire.services.audits import audit_run, plan_draft, plan_revise, plan_save, plan_sign
from muster.apps.hire.services.pipeline import application_move, application_reject
from muster.apps.hire.services.protected import self_identification_load, self_identification_store
from muster.cli.merit import merit_app
from muster.reports.shapes import Name
from tests.apps.conftest import MakeUser
from tests.apps.hire.auditing import audited, content, join, make_field, signed
from tests.apps.hire.inside import apply
from tests.apps.hire.meritruns import make_season
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def auditor(make_user: MakeUser) -> User:
    return make_user(Role.AUDITOR, name="Aud Itor")


def table(run: AuditRun, scope: str, attribute: str) -> dict[str, Any]:
    part = run.parts.get(kind=AuditPart.Kind.TABLE, scope=scope, attribute=attribute)
    return dict(part.content)


def rows(run: AuditRun, scope: str, attribute: str) -> dict[str, dict[str, Any]]:
    return {" ".join(row["category"]): row for row in table(run, scope, attribute)["rows"]}


def test_nothing_is_counted_before_the_plan_is_signed(opening: Opening, auditor: User) -> None:
    plan = plan_draft(actor=auditor, content=content())
    with pytest.raises(RefusedError, match="Sign the plan before"):
        audit_run(actor=auditor, plan=plan)
    plan_save(actor=auditor, plan=plan, content=content(name="Spring, again"), seen=plan.version)
    plan_sign(actor=auditor, plan=plan, seen=plan.version)
    entry = Entry.objects.get(action="audit.sign")
    assert entry.detail["digest"] == plan.digest
    with pytest.raises(RefusedError, match="stays as it is"):
        plan_save(actor=auditor, plan=plan, content=content(), seen=plan.version)
    assert plan_holds(AuditPlan.objects.get(pk=plan.pk))
    AuditPlan.objects.filter(pk=plan.pk).update(smallest=3)
    plan.refresh_from_db()
    assert not plan_holds(plan)
    with pytest.raises(RefusedError, match="not what was signed"):
        audit_run(actor=auditor, plan=plan)
    assert [one.kind for one in broken()] == ["hire.auditplan"]


def test_only_the_auditor(opening: Opening, auditor: User, make_user: MakeUser) -> None:
    plan = signed(auditor)
    for person in (opening.recruiter, make_user(Role.EXECUTIVE), make_user()):
        for refused in (
            lambda person=person: plan_draft(actor=person, content=content()),
            lambda person=person: plan_sign(actor=person, plan=plan, seen=None),
            lambda person=person: plan_revise(actor=person, plan=plan, content=content(), reason="Because"),
            lambda person=person: audit_run(actor=person, plan=plan),
        ):
            with pytest.raises(PermissionDenied):
                refused()
    assert AuditRun.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"scopes": ()}, "Choose what is compared"),
        ({"attributes": ()}, "one to five attributes"),
        ({"attributes": ("a x b",)}, "at most 40 characters"),
        ({"smallest": 1}, "3"),
        ({"start": content().end, "end": content().start}, "ends before it begins"),
    ],
)
@pytest.mark.any_database
def test_what_no_plan_can_say(auditor: User, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        plan_draft(actor=auditor, content=content(**values))


def test_the_numbers_are_those_of_the_applications(opening: Opening, auditor: User) -> None:
    make_field(opening)
    run = audited(auditor, signed(auditor))
    assert run.state == AuditRun.State.DONE
    funnel = rows(run, "funnel", "gender")
    assert (funnel["woman"]["n"], funnel["woman"]["selected"]) == (20, 5)
    assert (funnel["man"]["n"], funnel["man"]["selected"]) == (20, 11)
    assert funnel["woman"]["ratio"] == pytest.approx(5 / 11, abs=1e-6)
    assert funnel["woman"]["low"] < 5 / 11 < funnel["woman"]["high"]
    assert funnel["man"]["best"]
    assert table(run, "funnel", "gender")["unknown"] == 3
    # Three people are too few to tell of: nothing of theirs stands anywhere that is read.
    assert {name for name, value in funnel["nonbinary"].items() if value} == {"category", "note"}
    shown = json.dumps([one.content for one in run.parts.exclude(kind=AuditPart.Kind.COUNTS)])
    assert not re.search(r'"n": [1-4]\b', shown)
    # Nor does a picture keep a line free for them.
    chart = ratio_chart(audit_tables(person=auditor, run=run, scope="funnel")[0])
    assert chart is not None
    assert [row.label for row in chart.rows] == ["Man", "Woman"]
    # Holm's correction: over the comparisons of a stage, never below the p itself.
    told = [row for name in ("gender", "age", "gender x age") for row in rows(run, "funnel", name).values()]
    compared = sorted((row["p"], row["corrected"]) for row in told if row["p"] is not None)
    assert compared[0][1] == pytest.approx(min(1, compared[0][0] * len(compared)), abs=1e-5)
    # On paper each ratio has the same numbers beside it.
    paper = next(
        one.table for one in audit_facts(person=auditor, run=run).sections if one.heading.endswith(": Gender")
    )
    assert paper
    heads = [column.heading for column in paper.columns]
    [woman] = [row for row in paper.rows if isinstance(row[0], Name) and row[0].full == "Woman"]
    told_of_her = dict(zip(heads, woman, strict=True))
    assert told_of_her["Selected"] == "5"
    assert told_of_her["Corrected p"] == f"{funnel['woman']['corrected']:.3f}"
    assert told_of_her["Below 0.8"] == f"{100 * funnel['woman']['below']:.0f}%"
    assert reproduce_audit(run).differences == ()
    assert broken() == []


def test_two_results_tell_of_nobody_together(opening: Opening, auditor: User) -> None:
    make_field(opening)
    plan = signed(auditor, scopes=("funnel",), attributes=("gender",))
    first = audited(auditor, plan)
    assert rows(first, "funnel", "gender")["woman"]["n"] == 20
    join(opening, "woman", "25-34", 1, 0)
    second = audited(auditor, plan)
    # One woman more: the difference would be her, so her category is not told again, nor what would give it away.
    assert rows(second, "funnel", "gender")["woman"]["n"] is None
    join(opening, "woman", "25-34", 9, 4)
    third = rows(audited(auditor, plan), "funnel", "gender")
    assert third["woman"]["n"] == 30  # ten more since she was last told of
    assert third["other"]["n"] is None
    assert reproduce_audit(second).differences == ()  # as everything stood then
    assert broken() == []


def two_of_ten_come(opening: Opening) -> None:
    """Have two of ten of one gender come to the interviews, and half of the others."""
    join(opening, "woman", "", 30, 0)
    join(opening, "man", "", 30, 0)
    join(opening, "nonbinary", "", 8, 0)
    for gender, number, hired in (("woman", 15, 8), ("man", 15, 8), ("nonbinary", 2, 1)):
        come = [apply(opening, name=f"{gender} {one} comes").pk for one in range(number)]
        self_identification_load(answers={key: {"gender": gender} for key in come})
        application_move(actor=opening.recruiter, applications=come, stage=opening.stages["Interviews"])
        application_move(actor=opening.recruiter, applications=come[:hired], stage=opening.stages["Hired"])
        application_reject(
            actor=opening.recruiter, requisition=opening.requisition, applications=come[hired:], reason="Less"
        )


def test_what_a_stage_hides_does_not_follow_from_the_one_before(opening: Opening, auditor: User) -> None:
    """Two of ten came to the interviews: the ten are told of only where the two cannot be counted by them."""
    two_of_ten_come(opening)
    alone = {
        scope: audited(auditor, signed(auditor, name=scope, scopes=(scope,), attributes=("gender",)))
        for scope in ("review", "interview")
    }
    assert rows(alone["review"], "review", "gender")["nonbinary"]["selected"] == 2
    assert rows(alone["interview"], "interview", "gender")["nonbinary"]["n"] is None
    join(opening, "other", "", 4, 0)
    both = audited(
        auditor, signed(auditor, name="both", scopes=("review", "interview"), attributes=("gender",))
    )
    assert rows(both, "interview", "gender")["nonbinary"]["n"] is None
    assert rows(both, "review", "gender")["nonbinary"]["selected"] is None
    # All of the others were turned away before: that none of them came is not told by their row's absence.
    assert rows(both, "interview", "gender")["other"]["note"] == "suppressed"
    assert reproduce_audit(both).differences == ()


def test_another_plan_over_the_same_people_does_not_tell_what_one_hid(
    opening: Opening, auditor: User
) -> None:
    two_of_ten_come(opening)
    both = audited(auditor, signed(auditor, scopes=("review", "interview"), attributes=("gender",)))
    assert rows(both, "review", "gender")["nonbinary"]["selected"] is None
    alone = audited(auditor, signed(auditor, name="alone", scopes=("review",), attributes=("gender",)))
    assert rows(alone, "review", "gender")["nonbinary"]["selected"] is None


def test_the_categories_of_so_few_are_not_told(opening: Opening, auditor: User) -> None:
    """Whoever works with the two who were hired would learn what they said of themselves."""
    join(opening, "woman", "", 20, 1)
    join(opening, "man", "", 20, 1)
    run = audited(auditor, signed(auditor, scopes=("funnel",), attributes=("gender",)))
    assert [one.content for one in run.parts.all()] == [{"problem": "few-selected"}]
    join(opening, "woman", "", 5, 5)
    again = audited(auditor, run.plan)
    assert rows(again, "funnel", "gender")["woman"]["selected"] == 6


def test_a_change_needs_a_reason_and_shows(opening: Opening, auditor: User) -> None:
    make_field(opening)
    plan = signed(auditor)
    audited(auditor, plan)
    with pytest.raises(RefusedError, match="Say why"):
        plan_revise(actor=auditor, plan=plan, content=content(), reason=" ")
    new = plan_revise(actor=auditor, plan=plan, content=content(smallest=4), reason="The works council asked")
    assert audit_run(actor=auditor, plan=plan).plan == plan  # until the new one is signed
    with pytest.raises(RefusedError, match="Another audit is being worked out"):
        audit_run(actor=auditor, plan=signed(auditor, name="Another"))
    AuditRun.objects.filter(state=AuditRun.State.QUEUED).update(job=None)
    plan_sign(actor=auditor, plan=new, seen=None)
    assert (new.opened_before, new.number) == (1, 2)
    with pytest.raises(RefusedError, match="later version"):
        audit_run(actor=auditor, plan=plan)


def test_bars_and_raters(opening: Opening, auditor: User, make_user: MakeUser) -> None:
    """Merit enters: the bar of each group, both ways, and interviewers by group; too few people are no group."""
    ratings = [
        (3, 2, 3),
        (2, 1, 2),
        (3, 3, 2),
        (1, 1, 1),
        (2, 1, 3),
        (1, 2, 1),
        (3, 1, 2),
        (2, 2, 1),
        (3, 3, 3),
        (1, 1, 2),
        (2, 3, 2),
        (1, 2, 2),
        (2, 2, 3),
    ]
    season = make_season(opening, make_user, ratings)
    for number, one in enumerate(season.applications):
        told = {"gender": "woman" if number % 2 else "man"} if number < 12 else {"gender": "other"}
        self_identification_store(application=one, answers=told)
    keys = [one.pk for one in season.applications]
    from muster.apps.hire.services.pipeline import application_move, application_reject

    application_move(actor=opening.recruiter, applications=keys[:6], stage=opening.stages["Hired"])
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=keys[6:], reason="No"
    )
    plan = signed(
        auditor, scopes=("funnel", "score"), attributes=("gender",), smallest=3, merit=True, withdrawn=True
    )
    run = audited(auditor, plan)
    assert run.state == AuditRun.State.DONE, run.problem
    bars = run.parts.get(kind=AuditPart.Kind.BOUNDARY).content
    assert [one["group"] for one in bars["groups"]] == ["man", "woman"]
    assert bars["differences"][0]["low"] < bars["differences"][0]["high"]
    assert all(one["selected"]["mean"] and one["turned_away"]["mean"] for one in bars["groups"])
    assert not {"n", "one_sided"} & set(bars["groups"][0])
    raters = run.parts.get(kind=AuditPart.Kind.RATERS).content
    assert raters["groups"] == ["man", "woman"]
    facts = audit_facts(person=auditor, run=run)
    said = facts.findings
    sections = {one.heading: one for one in facts.sections}
    assert sections["Bars: Gender"].sentences[0].startswith("A bar is the merit")
    assert "As rated is by" in sections["Interviewers: Gender"].sentences[0]
    directions = sections["Both directions: Gender"].table
    assert directions
    assert len(directions.rows) == len(bars["passing"]) == 4
    for row, passing in zip(directions.rows, bars["passing"], strict=True):
        names = [cell.full.casefold() for cell in row[:2] if not isinstance(cell, str)]
        assert names == [passing["passed"], passing["turned_away"]]
        assert row[3] == f"{passing['gap']:.2f}"
    with translation.override("ar"):
        assert "[U+" not in str(audit_facts(person=auditor, run=run))
    sentences = [sentence for one in audit_bars(person=auditor, run=run) for sentence in one.sentences]
    sentences += [
        sentence for one in audit_raters_shown(person=auditor, run=run) for sentence in one.sentences
    ]
    assert sentences
    assert {f"Gender: {sentence}" for sentence in sentences} <= set(said)
    scored = table(run, "score", "gender")
    assert scored["median"] is not None
    assert scored["people"] == 13
    assert reproduce_audit(run).differences == ()
    # One woman turned away: a bar of women would tell what became of all of them.
    for number in (7, 9):
        self_identification_store(application=season.applications[number], answers={"gender": "other"})
    again = signed(auditor, name="Again", attributes=("gender",), smallest=3, merit=True, withdrawn=True)
    assert audited(auditor, again).parts.get(kind=AuditPart.Kind.BOUNDARY).content == {"problem": "few-sides"}
    Application.objects.filter(pk=keys[0]).update(outcome="rejected")
    # Who goes round the services is found out, and named.
    result = CliRunner().invoke(merit_app, ["reproduce-audit", str(run.pk), "--json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)["differences"]
    assert told[0].startswith("The input is not the same")
    assert any("(counts funnel) of audit" in one for one in told)
    assert any("(boundary gender) of audit" in one for one in told)


@pytest.mark.any_database
def test_where_nothing_can_be_said(opening: Opening, auditor: User) -> None:
    run = audited(auditor, signed(auditor, scopes=("funnel", "score"), merit=True))
    assert run.state == AuditRun.State.DONE
    parts = {(one.kind, one.scope): one.content["problem"] for one in run.parts.all()}
    assert parts == {
        ("table", "funnel"): "nobody-decided",
        ("table", "score"): "no_ratings",
        ("boundary", ""): "no_ratings",
        ("raters", ""): "no_ratings",
    }
