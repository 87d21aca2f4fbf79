"""The fictional company's interviews, scorecards and decisions in a site: as they were, as the services keep them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.hire.models import (
    Application,
    AuditPart,
    AuditPlan,
    AuditRun,
    AuditScope,
    Ballot,
    BarRun,
    Blackout,
    Decision,
    HiringBar,
    Interview,
    JobOutcome,
    MeritChoosing,
    MeritOdds,
    MeritRun,
    Message,
    Packet,
    Requisition,
    Scorecard,
    ScorecardVersion,
    Seat,
    Terms,
)
from muster.apps.hire.rules import may_schedule, seats_owed
from muster.apps.hire.selectors.audits import plan_holds
from muster.apps.hire.selectors.conflicts import conflicts_found
from muster.apps.hire.services.loading import Staff
from muster.apps.hire.services.loading.bars import load_bars
from muster.apps.hire.services.loading.merit import load_earlier_runs, merit_run_load
from muster.apps.hire.services.loading.odds import FREE, load_odds
from muster.apps.hire.services.loading.packets import packet_contents_at
from muster.apps.hire.services.loading.plans import Plans
from muster.apps.hire.signatures import packet_digest, signature_holds
from muster.apps.org.models import Employee, JobFamily
from muster.demo.organisation import Organisation, build_organisation
from muster.demo.organisation.bars import FIRST_SET_ON, set_bars
from muster.demo.organisation.moving import move_to
from muster.demo.organisation.on_the_job import JobRating
from muster.site.demo import SignIn, load_demo
from muster.site.demo_audit import load_audit

SEED = 2
UNTIL = date(2025, 3, 28)
TODAY = date(2025, 6, 20)
SET_ON = date(2025, 6, 2)  # weeks before TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    """Return the company while a few openings tried it out."""
    return build_organisation(SEED, until=UNTIL)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[SignIn]]:
    """Load the company once for all tests here, and take it back after them."""
    folder = tmp_path_factory.mktemp("demo") / "static"
    with django_db_blocker.unblock(), override_settings(STATIC_ROOT=folder), transaction.atomic():
        yield load_demo(today=TODAY, seed=SEED, until=UNTIL)
        transaction.set_rollback(True)


@pytest.mark.usefixtures("site")
def test_interviews_and_decisions_are_loaded_whole(organisation: Organisation) -> None:
    assert Interview.objects.count() == len(organisation.interviews) > 50
    off = Interview.objects.filter(state=Interview.State.CANCELLED).exclude(reason="")
    assert off.count() == len(organisation.cancellations)
    assert Seat.objects.count() == len(organisation.seats)
    assert Seat.objects.filter(shadow=True).count() == sum(one.shadow for one in organisation.seats)
    ill = Seat.objects.exclude(released_at=None).count() - len(organisation.releases)
    assert 0 <= ill <= FREE
    submitted = Scorecard.objects.exclude(submitted_at=None)
    assert submitted.count() == len(organisation.scorecards)
    ratings = sum(len(one.content.ratings) for one in organisation.scorecards)
    assert sum(len(one.ratings) for one in submitted) == ratings
    assert ScorecardVersion.objects.count() == len(organisation.corrections)
    assert Terms.objects.count() == len({one.employee_id for one in organisation.terms})
    assert Blackout.objects.count() == len(organisation.rest_days)
    assert Decision.objects.count() == len(organisation.decisions) > 5
    states = Counter(Decision.objects.values_list("state", flat=True))
    assert states[Decision.State.SIGNED] == len(organisation.signatures)
    assert states[Decision.State.VOID] == len(organisation.voidings)
    assert Ballot.objects.exclude(vote="").count() == len(organisation.ballots)
    assert Ballot.objects.count() == sum(len(one.members) for one in organisation.decisions)
    assert Packet.objects.count() == Decision.objects.count()
    assert list(verify_ledger()) == []


@pytest.mark.usefixtures("site")
def test_what_is_loaded_is_as_the_services_keep_it() -> None:
    for card in Scorecard.objects.exclude(submitted_at=None).select_related("seat__interview__kit"):
        interview = card.seat.interview
        criteria = {str(one.pk): one for one in interview.kit.criteria.all()}
        assert interview.kit.requisition_id == interview.application.requisition_id
        assert interview.stage.requisition_id == interview.application.requisition_id
        assert card.ratings.keys() <= criteria.keys()
        for key, value in card.ratings.items():
            if value in (1, len(criteria[key].anchors)):
                assert card.notes[key]
    for seat in Seat.objects.filter(released_at=None).select_related("interviewer", "interview"):
        assert seat.due_at > seat.interview.ends_at
        assert seat.interviewer.is_active is False or Role.INTERVIEWER in seat.interviewer.roles


@pytest.mark.usefixtures("site")
def test_signatures_hold_and_conflicts_are_those_that_the_site_finds() -> None:
    rows = Decision.objects.select_related(
        "packet", "chair", "application__requisition", "application__candidate"
    )
    for decision in rows.prefetch_related("ballots__member"):
        ballots = list(decision.ballots.all())
        assert packet_digest(decision.packet.content) == decision.packet.digest
        if decision.state == Decision.State.SIGNED:
            assert signature_holds(decision, ballots)
            own = next(one for one in ballots if one.member_id == decision.chair_id)
            assert own.cast_at is not None
            assert decision.opened_at is not None
            assert decision.signed_at is not None
            assert decision.opened_at <= decision.signed_at
        found = conflicts_found(application=decision.application, people=[one.member for one in ballots])
        for ballot in ballots:
            known = {"referrer", "manager", "family_name"}
            assert [one for one in ballot.conflicts if one in known] == found[ballot.member_id]
    cast = Ballot.objects.filter(decision__state="signed").exclude(vote="").select_related("decision")
    changed = cast.earliest("pk")
    changed.reasons = "Something else."
    others = list(changed.decision.ballots.exclude(pk=changed.pk))
    assert not signature_holds(changed.decision, [changed, *others])


@pytest.mark.usefixtures("site")
def test_a_packet_knows_nothing_of_later() -> None:
    decision = Decision.objects.filter(state="signed").select_related("packet", "application").first()
    assert decision is not None
    content = decision.packet.content
    made = decision.packet.made_at.isoformat(timespec="seconds")
    assert content["application"]["stage"] == "Committee"
    assert content["scorecards"]
    assert all(one["submitted_at"] <= made for one in content["scorecards"])
    assert content["decisions"] == []
    first = min(one["held_at"] for one in content["scorecards"])
    application = decision.application
    [before] = packet_contents_at([(application.pk, application.applied_at)], content["application"]["stage"])
    assert before["scorecards"] == []
    assert first > decision.application.applied_at.isoformat(timespec="seconds")


@pytest.mark.usefixtures("site")
def test_rejections_of_committees_were_told_or_wait_to_be() -> None:
    no = Decision.objects.filter(outcome="no_hire").select_related("message", "application")
    assert no
    for decision in no:
        assert decision.message is not None
        told = decision.application.outcome == "rejected"
        assert decision.message.status == (Message.Status.SENT if told else Message.Status.DRAFT)
        assert decision.reason in decision.message.body
        assert "{" not in decision.message.body


@pytest.mark.usefixtures("site")
def test_bars_are_set_between_two_runs(organisation: Organisation) -> None:
    """They are set later than this company has come; so it is told of some here."""
    rows = Application.objects.order_by("pk")
    applications = dict(zip((one.id for one in organisation.applications), rows, strict=True))
    staff = Staff(
        teams={},
        levels={},
        families={one.name: one for one in JobFamily.objects.all()},
        locations={},
        users={one.code: one.user for one in Employee.objects.select_related("user") if one.user is not None},
    )
    head = next(one.code for one in Employee.objects.filter(manager=None, is_active=True))
    bars = tuple(replace(one, set_on=SET_ON) for one in set_bars(FIRST_SET_ON, head))
    hired = [one.application_id for one in organisation.closings if one.outcome == "hired"]
    ratings = tuple(JobRating(one, 6, UNTIL, head, 3.5) for one in hired)
    jobs = set(Job.objects.values_list("pk", flat=True))
    load_bars(replace(organisation, bars=bars, job_ratings=ratings), staff, applications)

    scale, last = BarRun.objects.order_by("pk")
    assert scale.state == last.state == BarRun.State.DONE
    assert scale.as_of.date() == SET_ON
    assert 20 < scale.standings.count() < last.standings.count()
    assert not scale.standings.filter(hired=True).exists()
    set_now = HiringBar.objects.select_related("run", "set_by", "family")
    assert {one.family.name for one in set_now} == {one.name for one in organisation.families}
    for one in set_now:
        assert one.run == scale
        assert one.since == date(2025, 1, 1) < SET_ON == one.set_at.date()
        assert Role.EXECUTIVE in one.set_by.roles
    hires = last.standings.filter(hired=True)
    assert len(hires) > 5
    assert all(one.bar is not None and one.p_below is not None for one in hires)
    assert JobOutcome.objects.filter(months=6, rating="3.50", lowest=1, highest=5).count() == len(hired) > 5
    before = MeritRun.objects.earliest("pk")
    assert not MeritOdds.objects.exclude(p_above_bar=None).exists()
    run = merit_run_load(actor=before.asked_by, as_of=before.as_of)
    load_odds([run])
    assert MeritOdds.objects.filter(choosing__run=run, p_above_bar__gt=0).exists()
    assert set(Job.objects.values_list("pk", flat=True)) == jobs
    assert list(verify_ledger()) == []


@pytest.mark.usefixtures("site")
def test_committees_of_a_grown_company_had_runs_before_them(organisation: Organisation) -> None:
    """Not before there are bars, either."""
    there = set(MeritRun.objects.values_list("pk", flat=True))
    by_code = {one.code: one for one in Requisition.objects.select_related("recruiter")}
    plans, now = Plans(by_code, {}, {}, {}, {}), move_to(organisation, TODAY)
    load_earlier_runs(now, plans)
    assert set(MeritRun.objects.values_list("pk", flat=True)) == there
    head = organisation.employees[0].id
    load_earlier_runs(replace(now, bars=set_bars(FIRST_SET_ON, head)), plans)
    runs = list(MeritRun.objects.exclude(pk__in=there).order_by("pk"))
    assert [one.as_of.date() for one in runs] == [now.until - timedelta(days=ago) for ago in (21, 14)]
    for one in runs:
        assert (one.state, one.requisition, one.family) == (MeritRun.State.DONE, None, None)
        assert not MeritChoosing.objects.filter(run=one).exists()
        assert one.standings.exists()


@pytest.mark.usefixtures("site")
def test_the_auditor_has_signed_a_plan_and_opened_the_numbers(organisation: Organisation) -> None:
    """Not before there are bars, which this company has not come to; so it is told of some here."""
    load_audit(organisation)
    assert not AuditPlan.objects.exists()
    head = next(one.code for one in Employee.objects.filter(manager=None, is_active=True))
    load_audit(replace(move_to(organisation, TODAY), bars=set_bars(FIRST_SET_ON, head)))
    run = AuditRun.objects.select_related("plan", "asked_by").get()
    assert run.state == AuditRun.State.DONE
    assert Role.AUDITOR in run.asked_by.roles
    assert run.plan.signed_by == run.asked_by
    assert run.plan.signed_at is not None
    assert run.plan.signed_at <= run.as_of
    assert plan_holds(run.plan)
    table = run.parts.get(kind=AuditPart.Kind.TABLE, scope=AuditScope.FUNNEL, attribute="gender")
    assert table.content["people"] > 100
    assert list(verify_ledger()) == []


def test_the_face_of_each_role_has_something_to_do(site: list[SignIn]) -> None:
    people = {one.role: User.objects.get(email=one.email) for one in site}
    assert Seat.objects.filter(seats_owed(), interviewer=people[Role.INTERVIEWER]).exists()
    assert Ballot.objects.filter(member=people[Role.COMMITTEE_MEMBER]).exists()
    interview = Interview.objects.select_related("application__requisition").first()
    assert interview is not None
    assert may_schedule(people[Role.RECRUITER], interview.application.requisition)
    assert not may_schedule(people[Role.EMPLOYEE], interview.application.requisition)
