"""Ashby's API, dumped page by page: envelopes with `results`, one folder or file for each `list` endpoint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from muster.engine.errors import Problem
from muster.tables.problems import shown
from muster.tables.vendors.dump import Dump, Found, Parsed, applications_of
from muster.tables.vendors.offers import day, fields_of, status_of, terms_of
from muster.tables.vendors.shapes import (
    Application,
    Candidate,
    Department,
    History,
    Interview,
    Job,
    JobStage,
    Offer,
    OfferStatus,
    Office,
    Person,
    Rating,
    Scorecard,
    Seat,
)
from muster.tables.vendors.spool import Spool
from muster.tables.vendors.times import span_of
from muster.tables.vendors.values import (
    FaultError,
    ident,
    items,
    links_of,
    mapping,
    moment,
    needed_moment,
    needed_text,
    optional_ident,
    text,
)

__all__ = ["AshbyDump"]

SCALE = ("1", "2", "3", "4")
"""Ashby scores from 1 to 4 and has no words for it."""

RECOMMENDED = ("Strong no", "No", "Yes", "Strong yes")
RECOMMENDATIONS = ("strong_no", "no", "yes", "strong_yes")
OVERALL = "overall_recommendation"
OFFERS: Mapping[str, OfferStatus] = {
    "waitingonapprovalstart": "draft",
    "waitingonapprovaldefinition": "draft",
    "waitingonofferapproval": "draft",
    "waitingoncandidateresponse": "open",
    "candidateaccepted": "accepted",
    "candidaterejected": "rejected",
    "offercancelled": "withdrawn",
}
STATES = {"draft": "draft", "open": "open", "closed": "closed", "archived": "closed"}
OUTCOMES = {"active": "active", "lead": "active", "hired": "hired", "archived": "rejected"}
WITHDREW = {"rejectedbycandidate", "withdrawn"}
UNHELD = {"cancelled", "canceled"}


class AshbyDump(Dump):
    """A folder of Ashby's pages. Applications are found by their candidate, whichever is where."""

    system: ClassVar[str] = "ashby"
    vendor: ClassVar[str] = "Ashby"
    known: ClassVar[frozenset[str]] = frozenset(
        {
            "user_list",
            "department_list",
            "location_list",
            "job_list",
            "interview_stage_list",
            "candidate_list",
            "application_list",
            "interview_schedule_list",
            "application_feedback_list",
            "offer_list",
        }
    )

    def read(self, kind: str) -> Iterator[Found]:
        """Yield the records of a kind."""
        if kind == "candidate":
            return self._candidates()
        if kind == "stage":
            jobs = self._jobs_by_plan()
            return self.parsed(lambda one: _stages(one, jobs), "interview_stage_list")
        if kind == "answers":
            return iter(())  # Ashby hands out none
        parse, endpoint = {
            "person": (_person, "user_list"),
            "department": (_department, "department_list"),
            "office": (_office, "location_list"),
            "job": (_job, "job_list"),
            "interview": (_interviews, "interview_schedule_list"),
            "scorecard": (_scorecard, "application_feedback_list"),
            "offer": (_offer, "offer_list"),
        }[kind]
        return self.parsed(parse, endpoint)

    def _candidates(self) -> Iterator[Found]:
        spool = Spool()
        try:
            broken: list[Problem] = []
            spool.put(_by_candidate(self.values("application_list"), broken))
            yield from broken
            yield from self.owned(spool, self.values("candidate_list"), _history, what="candidate")
        finally:
            spool.close()

    def _jobs_by_plan(self) -> Mapping[str, list[str]]:
        """Return the jobs that use each plan of interviews."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.values("job_list"):
            if isinstance(one, Problem):
                continue
            job = one[2]
            plans = [*items(job.get("interviewPlanIds")), job.get("defaultInterviewPlanId")]
            for plan in dict.fromkeys(filter(None, map(optional_ident, plans))):
                found[plan].append(optional_ident(job.get("id")))
        return found


def _by_candidate(
    values: Iterator[tuple[str, int, dict[str, Any]] | Problem], broken: list[Problem]
) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    for one in values:
        if isinstance(one, Problem):
            broken.append(one)
        else:
            owner = one[2].get("candidate") or one[2].get("candidateId")
            yield optional_ident(owner), *one


def _name(one: Mapping[str, Any]) -> str:
    return f"{text(one.get('firstName'))} {text(one.get('lastName'))}".strip() or text(one.get("name"))


def _person(one: dict[str, Any]) -> Parsed:
    email = text(one.get("email"))
    yield Person(
        id=ident(one.get("id")),
        name=_name(one) or email,
        email=email,
        active=one.get("isEnabled") is not False,
        manager=optional_ident(one.get("managerId")),
    )


def _department(one: dict[str, Any]) -> Parsed:
    name = needed_text(one.get("name"), "name")
    yield Department(ident(one.get("id")), name, optional_ident(one.get("parentId")))


def _office(one: dict[str, Any]) -> Parsed:
    address = mapping(mapping(one.get("address")).get("postalAddress"))
    name = needed_text(one.get("name"), "name")
    yield Office(ident(one.get("id")), name, text(address.get("addressLocality")))


def _job(one: dict[str, Any]) -> Parsed:
    status = STATES.get(text(one.get("status")).lower() or "open")
    if status is None:
        sentence = f"{shown(one.get('status'))} is none of Draft, Open, Closed, Archived; correct it"
        raise FaultError("status", sentence, "status")
    yield Job(
        id=ident(one.get("id")),
        title=needed_text(one.get("title"), "title"),
        status=status,
        department=optional_ident(one.get("departmentId")),
        office=optional_ident(one.get("locationId")),
        managers=_team(one, "hiring manager"),
        recruiters=_team(one, "recruiter"),
        openings=max(len(items(one.get("openings"))), 1),
        opened_at=moment(one.get("openedAt"), "openedAt") or moment(one.get("createdAt"), "createdAt"),
        closed_at=moment(one.get("closedAt"), "closedAt"),
    )


def _team(one: Mapping[str, Any], role: str) -> tuple[str, ...]:
    members = (mapping(each) for each in items(one.get("hiringTeam")))
    return tuple(
        optional_ident(each.get("userId"))
        for each in members
        if text(each.get("role")).lower() == role and optional_ident(each.get("userId"))
    )


def _stages(one: dict[str, Any], jobs: Mapping[str, list[str]]) -> Parsed:
    key, position = ident(one.get("id")), one.get("orderInInterviewPlan")
    name = needed_text(one.get("title"), "title")
    place = position if isinstance(position, int) and 0 <= position < 500 else 0
    if text(one.get("type")) in ("Archived", "Hired"):
        return
    for job in jobs.get(optional_ident(one.get("interviewPlanId")), ()):
        yield JobStage(key, job, name, place, (key,))


def _history(one: dict[str, Any], applications: list[dict[str, Any]]) -> Parsed:
    emails = [one.get("primaryEmailAddress"), *items(one.get("emailAddresses"))]
    phones = [one.get("primaryPhoneNumber"), *items(one.get("phoneNumbers"))]
    candidate = Candidate(
        id=ident(one.get("id")),
        name=text(one.get("name")) or "?",
        email=_first(emails),
        phone=_first(phones),
        links=links_of([mapping(each).get("url") for each in items(one.get("socialLinks"))]),
    )
    school, company = text(one.get("school")), text(one.get("company"))
    employers = (company,) if company else ()
    fine, wrong = applications_of(applications, lambda each: _application(each, school, employers))
    yield History(candidate, tuple(fine))
    yield from wrong


def _first(values: list[Any]) -> str:
    return next(filter(None, (text(mapping(each).get("value")) for each in values)), "")


def _application(one: Mapping[str, Any], school: str, employers: tuple[str, ...]) -> Application:
    outcome = OUTCOMES.get(text(one.get("status")).lower() or "active")
    if outcome is None:
        sentence = f"{shown(one.get('status'))} is none of Active, Lead, Hired, Archived; correct it"
        raise FaultError("status", sentence, "status")
    reason, stage = mapping(one.get("archiveReason")), mapping(one.get("currentInterviewStage"))
    kind = text(reason.get("reasonType")).lower()
    if outcome == "rejected":
        outcome = "withdrawn" if kind in WITHDREW else "hired" if kind == "hired" else "rejected"
    applied_at = needed_moment(one.get("createdAt"), "createdAt")
    moved = moment(one.get("archivedAt"), "archivedAt") or moment(one.get("updatedAt"), "updatedAt")
    open_stage = text(stage.get("type")) not in ("Archived", "Hired")
    return Application(
        id=ident(one.get("id")),
        job=ident(one.get("job") or one.get("jobId"), "job"),
        stage=optional_ident(stage) if open_stage else "",
        stage_name=text(stage.get("title")) if open_stage else "",
        outcome=outcome,
        applied_at=applied_at,
        moved_at=max(moved or applied_at, applied_at),
        reason=text(reason.get("text")),
        source=text(mapping(one.get("source")).get("title")),
        school=school,
        employers=employers,
    )


def _interviews(one: dict[str, Any]) -> Parsed:
    """Yield the meetings of a schedule."""
    application = ident(one.get("applicationId"), "applicationId")
    cancelled = text(one.get("status")).lower() in UNHELD
    for each in map(mapping, items(one.get("interviewEvents"))):
        starts_at, ends_at = span_of(each.get("startTime"), each.get("endTime"))
        told = mapping(each.get("interview"))
        named = [mapping(person) for person in items(each.get("interviewers"))]
        seats = {optional_ident(person): text(person.get("email")) for person in named}
        seats |= {
            key: seats.get(key, "") for key in map(optional_ident, items(each.get("interviewerUserIds")))
        }
        yield Interview(
            id=ident(each.get("id"), "interviewEvents"),
            application=application,
            step=optional_ident(one.get("interviewStageId")),
            name=text(told.get("title")) or text(each.get("title")) or "Interview",
            starts_at=starts_at,
            ends_at=ends_at,
            place=text(each.get("meetingLink")) or text(each.get("location")),
            cancelled=cancelled,
            seats=tuple(Seat(key, email) for key, email in seats.items() if key),
        )


def _scorecard(one: dict[str, Any]) -> Parsed:
    person = mapping(one.get("submittedByUser"))
    values = mapping(one.get("submittedValues"))
    ratings: list[Rating] = []
    told: list[str] = []
    recommendation, overall = "undecided", 0
    for field in _fields(mapping(one.get("formDefinition"))):
        path, title = text(field.get("path")), text(field.get("title"))
        value = values.get(path)
        if value is None or value == "":
            continue
        if path == OVERALL:
            overall = _score(value, title or path)
            recommendation = RECOMMENDATIONS[overall - 1]
        elif text(field.get("type")) == "Score":
            note = text(mapping(mapping(value).get("comments")).get("value"))
            score = _score(mapping(value).get("score", value), title or path)
            ratings.append(Rating(title or path, score, SCALE, note))
        else:
            told.append(f"{title}\n{_written(value)}")
    if not ratings and overall:
        ratings.append(Rating("Overall recommendation", overall, RECOMMENDED))
    submitted_at = moment(one.get("submittedAt"), "submittedAt")
    yield Scorecard(
        id=ident(one.get("id")),
        application=ident(one.get("applicationId"), "applicationId"),
        person=ident(person, "submittedByUser"),
        recommendation=recommendation,
        submitted_at=submitted_at,
        interview=optional_ident(one.get("interviewEventId")),
        name="Interview",
        email=text(person.get("email")),
        ratings=tuple(ratings),
        summary="\n\n".join(told),
    )


def _fields(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in items(form.get("sections")):
        for each in items(mapping(section).get("fields")):
            yield mapping(mapping(each).get("field"))


def _score(value: object, column: str) -> int:
    plain = text(mapping(value).get("score")) if isinstance(value, Mapping) else text(value)
    if plain not in SCALE:
        raise FaultError("rating-word", f"the score {shown(value)} is none of 1, 2, 3, 4; correct it", column)
    return int(plain)


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return text(value.get("value"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(text, value)))
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else text(value)


def _offer(one: dict[str, Any]) -> Parsed:
    newest = mapping(one.get("latestVersion"))
    status = status_of(one.get("offerStatus"), OFFERS, "offerStatus")
    told = [("Salary", newest.get("salary")), *fields_of(newest.get("customFields"), "title", "value")]
    yield Offer(
        id=ident(one.get("id")),
        application=ident(one.get("applicationId"), "applicationId"),
        status=status,
        sent_on=None if status == "draft" else day(newest.get("createdAt"), "createdAt"),
        resolved_on=day(one.get("decidedAt"), "decidedAt"),
        starts_on=day(newest.get("startDate"), "startDate"),
        terms=terms_of(told),
    )
