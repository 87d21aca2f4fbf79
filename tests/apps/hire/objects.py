"""Openings, kits, applications, moves, reviews and imports, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.files import TEXT, file_store
from muster.apps.core.ledger import change
from muster.apps.core.roles import Role
from muster.apps.hire.models import (
    Application,
    Ballot,
    Decision,
    Export,
    Interview,
    Member,
    Requisition,
    RetentionRule,
    Scorecard,
    Vote,
)
from muster.apps.hire.rules_committee import may_sit
from muster.apps.hire.selectors.exports import rights_of
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.ballots import ballot_cast, ballot_declare
from muster.apps.hire.services.calendar_links import calendar_link_make
from muster.apps.hire.services.committee import committee_convene
from muster.apps.hire.services.decisions import Verdict, decision_sign
from muster.apps.hire.services.erasures import erasure_ask
from muster.apps.hire.services.interviews import interview_schedule
from muster.apps.hire.services.pipeline import application_move
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.scorecards import Content, scorecard_submit
from muster.apps.hire.services.seats import seat_assign
from muster.apps.hire.services.terms import blackout_add
from tests.apps.hire.objects_runs import (
    NOW,
    apply,
    audit,
    audit_plan,
    audit_table,
    bar_run,
    merit_candidate,
    merit_report,
    merit_run,
    opening,
)

__all__ = ["DATA", "OBJECTS"]

WEEKS = count()


def requisition(person: User) -> dict[str, Any]:
    return {"pk": opening(person).pk}


def public_page(person: User) -> dict[str, Any]:
    return {"language": "en", "code": opening(person).code}


def private_link(person: User) -> dict[str, Any]:
    form = ApplicationForm(name="Ada Example", email="ada@example.org")
    _application, token = application_apply(requisition=opening(person), form=form)
    return {"token": token}


def kit(person: User) -> dict[str, Any]:
    return {"pk": opening(person).kits.get().pk}


def application(person: User) -> dict[str, Any]:
    return {"pk": apply(opening(person)).pk}


def resume(person: User) -> dict[str, Any]:
    upload = ContentFile(b"What I did", name="resume.txt")
    stored = file_store(upload=upload, kinds={TEXT}, most_bytes=1_000, actor=None)
    form = ApplicationForm(name="Ada Example", email="ada@example.org")
    return {"pk": application_apply(requisition=opening(person), form=form, resume=stored)[0].pk}


def moved(person: User) -> dict[str, Any]:
    there = opening(person)
    recruiter = there.recruiter
    stage = there.stages.get(name="Blind review")
    return {"batch": application_move(actor=recruiter, applications=[apply(there).pk], stage=stage).batch}


def member(person: User) -> dict[str, Any]:
    there = opening(person)
    other = user_create(actor=None, email=f"{uuid4().hex}@example.com", name="Ro", roles=[])
    added = member_add(actor=there.recruiter, requisition=there, user=other, part=Member.Part.REVIEWER)
    return {"pk": there.pk, "member": added.pk}


def reviewed(person: User) -> Requisition:
    """Return an opening of others that the person reviews."""
    email = f"{uuid4().hex}@example.com"
    there = opening(user_create(actor=None, email=email, name="Mo Manager", roles=[Role.HIRING_MANAGER]))
    member_add(actor=there.recruiter, requisition=there, user=person, part=Member.Part.REVIEWER)
    return there


def queue(person: User) -> dict[str, Any]:
    return {"pk": reviewed(person).pk}


def review(person: User) -> dict[str, Any]:
    there = reviewed(person)
    one = apply(there)
    stage = there.stages.get(name="Blind review")
    application_move(actor=there.recruiter, applications=[one.pk], stage=stage)
    return {"pk": one.pk}


def to_interview(there: Requisition) -> Application:
    """Return an application in the stage of interviews."""
    one = apply(there)
    stage = there.stages.get(name="Interviews")
    application_move(actor=there.recruiter, applications=[one.pk], stage=stage)
    one.refresh_from_db()
    return one


def candidate(person: User) -> dict[str, Any]:
    return {"pk": to_interview(opening(person)).pk}


def sat_in(person: User) -> Interview:
    """Return an interview in which the person sits, at an opening whose hiring manager they are."""
    there = opening(person)
    starts = datetime(2100, 1, 4, 9) + timedelta(weeks=next(WEEKS))  # the candidate is always the same one
    interview = interview_schedule(
        actor=there.recruiter,
        application=to_interview(there),
        kit=there.kits.get(),
        starts=starts,
        ends=starts + timedelta(hours=1),
        time_zone="UTC",
    )
    part = Member.Part.INTERVIEWER
    member_add(actor=there.recruiter, requisition=there, user=person, part=part)
    seat_assign(actor=there.recruiter, interview=interview, interviewer=person, shadow=True)
    return interview


def interview(person: User) -> dict[str, Any]:
    return {"pk": sat_in(person).pk}


def seat(person: User) -> dict[str, Any]:
    one = sat_in(person)
    return {"pk": one.pk, "seat": one.seats.get().pk}


def scorecard(person: User) -> dict[str, Any]:
    return {"pk": sat_in(person).seats.get().pk}


def interviewer(person: User) -> dict[str, Any]:
    return {"pk": person.pk}


def blackout(person: User) -> dict[str, Any]:
    day = date(2100, 1, 1)
    row = blackout_add(actor=person, interviewer=person, first_day=day, last_day=day)
    return {"pk": person.pk, "blackout": row.pk}


def member_of(person: User) -> list[User]:
    """Return the members of a committee: the person, where they may sit in one, and two others."""
    emails = [f"{uuid4().hex}@example.com" for _ in range(2)]
    role = Role.COMMITTEE_MEMBER
    others = [user_create(actor=None, email=email, name=email, roles=[role]) for email in emails]
    return [person, *others] if may_sit(person) else others


def convened(person: User) -> tuple[Decision, list[User]]:
    """Return a decision at an opening whose hiring manager the person is, in whose committee they sit as the chair."""
    there = opening(person)
    one = apply(there)
    stage = there.stages.get(name="Committee")
    application_move(actor=there.recruiter, applications=[one.pk], stage=stage)
    members = member_of(person)
    due = timezone.now() + timedelta(days=3)
    decision = committee_convene(
        actor=there.recruiter, application=one, members=members, chair=members[0], quorum=2, due_at=due
    )
    return decision, members


def decision(person: User) -> dict[str, Any]:
    return {"pk": convened(person)[0].pk}


def rejected(person: User) -> dict[str, Any]:
    one, members = convened(person)
    for member in members[:2]:
        if Ballot.objects.get(decision=one, member=member).conflicts:
            ballot_declare(actor=member, decision=one, kinds=[], statement="x")
        ballot_cast(actor=member, decision=one, vote=Vote.NO_HIRE, reasons="x")
    verdict = Verdict(Vote.NO_HIRE, "x", reason="x")
    decision_sign(actor=members[0], decision=Decision.objects.get(pk=one.pk), verdict=verdict)
    return {"pk": one.pk}


def language(person: User) -> dict[str, Any]:
    return {"language": "en"}


def erasure(person: User) -> dict[str, Any]:
    return {"pk": erasure_ask(application=apply(opening(person))).pk}


def retention_rule(person: User) -> dict[str, Any]:
    row = RetentionRule(country="ID", months=6)
    with change(row, "test.create", actor=None):
        row.save()
    return {"pk": row.pk}


def calendar_link(person: User) -> dict[str, Any]:
    return {"token": calendar_link_make(actor=person)}


def export(person: User) -> dict[str, Any]:
    """Return an export of the person's that is made."""
    stored = file_store(upload=ContentFile(b"PK", name="e.zip"), kinds={TEXT}, most_bytes=99, actor=None)
    row = Export(
        format=Export.Format.CSV,
        state=Export.State.DONE,
        asked_by=person,
        asked_at=NOW,
        rights=rights_of(person),
        file=stored,
    )
    with change(row, "test.create", actor=None):
        row.save()
    return {"pk": row.pk}


def evidence(person: User) -> dict[str, Any]:
    """Return a scorecard that others submitted, at an opening whose hiring manager the person is."""
    there = opening(person)
    starts = datetime(2026, 1, 5, 9) + timedelta(days=next(WEEKS))
    interview = interview_schedule(
        actor=there.recruiter,
        application=to_interview(there),
        kit=there.kits.get(),
        starts=starts,
        ends=starts + timedelta(hours=1),
        time_zone="UTC",
    )
    email = f"{uuid4().hex}@example.com"
    user = user_create(actor=None, email=email, name="In Terviewer", roles=[Role.INTERVIEWER])
    seat = seat_assign(actor=there.recruiter, interview=interview, interviewer=user)
    ratings = {one.pk: 2 for one in interview.kit.criteria.all()}
    said = Content(ratings=ratings, notes={}, recommendation="hire", summary="Clear.")
    return {"pk": scorecard_submit(actor=user, seat=seat, content=said, sequence=1).pk}


def of_application(person: User) -> dict[str, Any]:
    """Return the application of such a scorecard."""
    card = Scorecard.objects.select_related("seat__interview").get(pk=evidence(person)["pk"])
    return {"pk": card.seat.interview.application_id}


def applicant(person: User) -> dict[str, Any]:
    return {"pk": apply(opening(person)).candidate_id}


def to_interviews(kwargs: dict[str, Any]) -> dict[str, Any]:
    there = Application.objects.get(pk=kwargs["pk"]).requisition
    return {"stage": there.stages.get(name="Interviews").pk}


OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "api:application": application,
    "api:application-merit": application,
    "api:application-move-to": application,
    "api:application-notes": application,
    "api:application-scorecards": of_application,
    "api:application-review": review,
    "api:application-timeline": application,
    "api:audit": audit,
    "api:bar-run": bar_run,
    "api:candidate": applicant,
    "api:decision": decision,
    "api:interview": interview,
    "api:merit-run": merit_run,
    "api:merit-standing": merit_candidate,
    "api:merit-standings": merit_run,
    "api:requisition": requisition,
    "api:requisition-stages": requisition,
    "api:scorecard": evidence,
    "harvest:harvest-application": application,
    "harvest:harvest-application-scorecards": of_application,
    "harvest:harvest-candidate": applicant,
    "harvest:harvest-job": requisition,
    "harvest:harvest-scorecard": evidence,
    "careers:about_you": private_link,
    "careers:apply": public_page,
    "careers:erase": private_link,
    "careers:export": private_link,
    "careers:feed": language,
    "careers:jobs": language,
    "careers:listing": language,
    "careers:opening": public_page,
    "careers:received": public_page,
    "careers:status": private_link,
    "careers:withdraw": private_link,
    "hire:application": application,
    "hire:application-add": requisition,
    "hire:application-export": application,
    "hire:audit": audit,
    "hire:audit-ask": audit_plan,
    "hire:audit-edit": audit_plan,
    "hire:audit-law": audit,
    "hire:audit-pdf": audit,
    "hire:audit-plan": audit_plan,
    "hire:audit-revise": audit_plan,
    "hire:audit-sign": audit_plan,
    "hire:audit-table": audit_table,
    "hire:blackout-add": interviewer,
    "hire:blackout-remove": blackout,
    "hire:board": requisition,
    "hire:bulk": requisition,
    "hire:calendar-feed": calendar_link,
    "hire:committee-call-off": decision,
    "hire:committee-evidence": decision,
    "hire:committee-members": decision,
    "hire:committee-new": candidate,
    "hire:decision": decision,
    "hire:decision-conflict": decision,
    "hire:decision-dissent": decision,
    "hire:decision-recuse": decision,
    "hire:decision-reopen": decision,
    "hire:decision-sign": decision,
    "hire:erasure": erasure,
    "hire:erasure-ask": application,
    "hire:erasure-decline": erasure,
    "hire:export-download": export,
    "hire:export-remove": export,
    "hire:interview": interview,
    "hire:interview-cancel": interview,
    "hire:interview-move": interview,
    "hire:interview-new": candidate,
    "hire:interviewer": interviewer,
    "hire:interviews-off": requisition,
    "hire:kit": kit,
    "hire:member-add": requisition,
    "hire:member-remove": member,
    "hire:bar-run": bar_run,
    "hire:merit-board": merit_run,
    "hire:merit-candidate": merit_candidate,
    "hire:merit-odds": merit_run,
    "hire:merit-report": merit_run,
    "hire:merit-report-ask": merit_run,
    "hire:merit-report-page": merit_report,
    "hire:merit-report-pdf": merit_report,
    "hire:message": requisition,
    "hire:note-add": application,
    "hire:packet": decision,
    "hire:packet-pdf": decision,
    "hire:refer": requisition,
    "hire:rejection": rejected,
    "hire:requisition": requisition,
    "hire:requisition-close": requisition,
    "hire:requisition-edit": requisition,
    "hire:requisition-open": requisition,
    "hire:requisition-plan": requisition,
    "hire:resume": resume,
    "hire:retention-remove": retention_rule,
    "hire:review": review,
    "hire:review-start": queue,
    "hire:review-unblind": review,
    "hire:review-whole": review,
    "hire:scorecard": scorecard,
    "hire:scorecard-save": scorecard,
    "hire:scorecards": candidate,
    "hire:seat-add": interview,
    "hire:seat-remove": seat,
    "hire:undo": moved,
}

DATA: dict[str, Any] = {
    "api:application-move-to": to_interviews,
    "api:application-notes": {"text": "Called them."},
    "hire:note-add": {"text": "Called them."},
    "hire:decision": {"vote": "hire", "reasons": "Two papers."},
    "hire:merit-ask": {"over": "company"},
}
