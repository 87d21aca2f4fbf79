"""Greenhouse's Harvest API, dumped page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, ClassVar

from muster.engine.errors import Problem
from muster.tables.greenhouse import WORDS
from muster.tables.problems import shown
from muster.tables.vendors.dump import Dump, Found, Parsed, applications_of
from muster.tables.vendors.extra import KEY, with_extra
from muster.tables.vendors.offers import day, status_of, terms_of
from muster.tables.vendors.shapes import (
    Answers,
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

__all__ = ["SCALE", "HarvestDump"]

SCALE = ("Definitely not", "No", "Mixed", "Yes", "Strong yes")
"""What people read for Greenhouse's rating words, worst to best."""

RECOMMENDATIONS = {
    "strong_yes": "strong_yes",
    "yes": "yes",
    "no": "no",
    "definitely_not": "strong_no",
    "mixed": "undecided",
    "no_decision": "undecided",
    "": "undecided",
}
OUTCOMES = {"active": "active", "rejected": "rejected", "hired": "hired"}
WITHDREW = "they rejected us"  # Greenhouse's name of the reasons that are the candidate's
OFFERS: Mapping[str, OfferStatus] = {
    "created": "draft",
    "unresolved": "open",
    "sent": "open",
    "accepted": "accepted",
    "rejected": "rejected",
    "deprecated": "withdrawn",
}
GENDERS = {"male": "man", "female": "woman"}
OVERALL = "Overall recommendation"


class HarvestDump(Dump):
    """A folder of Harvest's pages. Candidates hold their applications; else those are read from pages of their own."""

    system: ClassVar[str] = "greenhouse"
    vendor: ClassVar[str] = "Greenhouse"
    known: ClassVar[frozenset[str]] = frozenset(
        {
            "users",
            "departments",
            "offices",
            "jobs",
            "job_stages",
            "candidates",
            "applications",
            "scheduled_interviews",
            "interviews",
            "scorecards",
            "offers",
            "eeoc",
            KEY,
        }
    )

    @property
    def plain(self) -> bool:
        """Return whether Muster wrote it, which keeps no markup in its texts."""
        return KEY in self.pages

    def read(self, kind: str) -> Iterator[Found]:
        """Yield the records of a kind."""
        if kind == "candidate":
            return self._candidates()
        parse, endpoints = {
            "person": (_person, ("users",)),
            "department": (_department, ("departments",)),
            "office": (_office, ("offices",)),
            "job": (_job, ("jobs",)),
            "stage": (_stage, ("job_stages",)),
            "interview": (_interview, ("scheduled_interviews", "interviews")),
            "scorecard": (_scorecard, ("scorecards",)),
            "offer": (_offer, ("offers",)),
            "answers": (_answers, ("eeoc",)),
        }[kind]
        return self.parsed(parse, *endpoints)

    def _candidates(self) -> Iterator[Found]:
        values = self.values("candidates")
        first = next((one for one in values if not isinstance(one, Problem)), None)
        if first is None:
            yield from (one for one in self.values("candidates") if isinstance(one, Problem))
            return
        values.close()  # type: ignore[attr-defined]  # a generator
        if "applications" in first[2]:
            yield from self.parsed(lambda one: _history(one, items(one.get("applications"))), "candidates")
            return
        spool = Spool()
        try:
            broken: list[Problem] = []
            spool.put(_by_candidate(self.values("applications"), broken))
            yield from broken
            yield from self.owned(spool, self.values("candidates"), _history, what="candidate")
        finally:
            spool.close()


def _by_candidate(
    values: Iterator[tuple[str, int, dict[str, Any]] | Problem], broken: list[Problem]
) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    for one in values:
        if isinstance(one, Problem):
            broken.append(one)
        else:
            yield optional_ident(one[2].get("candidate_id")), *one


def _person(one: dict[str, Any]) -> Parsed:
    email = text(one.get("primary_email_address")) or next(map(text, items(one.get("emails"))), "")
    yield Person(
        id=ident(one.get("id")),
        name=_name(one) or email,
        email=email,
        active=not one.get("disabled"),
    )


def _name(one: Mapping[str, Any]) -> str:
    whole = f"{text(one.get('first_name'))} {text(one.get('last_name'))}".strip()
    return whole or text(one.get("name"))


def _department(one: dict[str, Any]) -> Parsed:
    name = needed_text(one.get("name"), "name")
    yield Department(ident(one.get("id")), name, optional_ident(one.get("parent_id")))


def _office(one: dict[str, Any]) -> Parsed:
    name = needed_text(one.get("name"), "name")
    office = Office(ident(one.get("id")), name, text(mapping(one.get("location")).get("name")))
    yield with_extra(office, one.get(KEY))


def _job(one: dict[str, Any]) -> Parsed:
    status = text(one.get("status")) or "open"
    if status not in ("open", "closed", "draft"):
        raise FaultError("status", f"{shown(status)} is none of open, closed, draft; correct it", "status")
    team = mapping(one.get("hiring_team"))
    departments, offices = items(one.get("departments")), items(one.get("offices"))
    job = Job(
        id=ident(one.get("id")),
        title=needed_text(one.get("name"), "name"),
        status=status,
        department=next((optional_ident(each) for each in departments if each), ""),
        office=next((optional_ident(each) for each in offices if each), ""),
        managers=_people(team.get("hiring_managers")),
        recruiters=_people(team.get("recruiters")),
        openings=max(len(items(one.get("openings"))), 1),
        opened_at=moment(one.get("opened_at"), "opened_at") or moment(one.get("created_at"), "created_at"),
        closed_at=moment(one.get("closed_at"), "closed_at"),
        description=text(one.get("notes")),
    )
    yield with_extra(job, one.get(KEY))


def _people(values: object) -> tuple[str, ...]:
    found = sorted(items(values), key=lambda one: not mapping(one).get("responsible"))
    return tuple(filter(None, map(optional_ident, found)))


def _stage(one: dict[str, Any]) -> Parsed:
    priority = one.get("priority")
    stage = JobStage(
        id=ident(one.get("id")),
        job=ident(one.get("job_id"), "job_id"),
        name=needed_text(one.get("name"), "name"),
        position=priority if isinstance(priority, int) and 0 <= priority < 500 else 0,
        steps=tuple(filter(None, map(optional_ident, items(one.get("interviews"))))),
    )
    yield with_extra(stage, one.get(KEY))


def _history(one: dict[str, Any], applications: list[dict[str, Any]]) -> Parsed:
    links = [
        each.get("value")
        for each in chain(items(one.get("website_addresses")), items(one.get("social_media_addresses")))
        if isinstance(each, dict)
    ]
    candidate = Candidate(
        id=ident(one.get("id")),
        name=_name(one) or "?",
        email=_first(one.get("email_addresses")),
        phone=_first(one.get("phone_numbers")),
        links=links_of(links),
    )
    schools = (text(mapping(each).get("school_name")) for each in items(one.get("educations")))
    employers = (text(mapping(each).get("company_name")) for each in items(one.get("employments")))
    school = next(filter(None, schools), "")
    worked = tuple(dict.fromkeys(filter(None, [*employers, text(one.get("company"))])))
    fine, wrong = applications_of(applications, lambda each: _application(each, school, worked))
    yield History(with_extra(candidate, one.get(KEY)), tuple(fine))
    yield from wrong


def _first(values: object) -> str:
    return next(filter(None, (text(mapping(each).get("value")) for each in items(values))), "")


def _application(one: Mapping[str, Any], school: str, employers: tuple[str, ...]) -> Application:
    job = next(filter(None, map(optional_ident, items(one.get("jobs")))), "")
    if not job:
        raise FaultError(
            "prospect",
            "it is for no job (a prospect), and Muster keeps applications for openings alone; give it a job first",
            "jobs",
        )
    reason = mapping(one.get("rejection_reason"))
    outcome = OUTCOMES.get(text(one.get("status")) or "active")
    if outcome is None:
        raise FaultError(
            "status", f"{shown(one.get('status'))} is none of active, rejected, hired; correct it", "status"
        )
    if outcome == "rejected" and text(mapping(reason.get("type")).get("name")).casefold() == WITHDREW:
        outcome = "withdrawn"
    stage = mapping(one.get("current_stage"))
    applied_at = needed_moment(one.get("applied_at"), "applied_at")
    moved = one.get("rejected_at") if outcome in ("rejected", "withdrawn") else one.get("last_activity_at")
    application = Application(
        id=ident(one.get("id")),
        job=job,
        stage=optional_ident(stage),
        stage_name=text(stage.get("name")),
        outcome=outcome,
        applied_at=applied_at,
        moved_at=max(moment(moved, "last_activity_at") or applied_at, applied_at),
        reason=text(reason.get("name")),
        source=text(mapping(one.get("source")).get("public_name")),
        letter=_letter(one.get("answers")),
        school=school,
        employers=employers,
    )
    return with_extra(application, one.get(KEY))


def _letter(answers: object) -> str:
    told = ((text(mapping(one).get("question")), text(mapping(one).get("answer"))) for one in items(answers))
    return "\n\n".join(f"{question}\n{answer}" for question, answer in told if answer)


def _interview(one: dict[str, Any]) -> Parsed:
    step = mapping(one.get("interview"))
    starts_at, ends_at = span_of(one.get("start"), one.get("end"))
    interview = Interview(
        id=ident(one.get("id")),
        application=ident(one.get("application_id"), "application_id"),
        step=optional_ident(step),
        name=text(step.get("name")) or "Interview",
        starts_at=starts_at,
        ends_at=ends_at,
        place=text(one.get("video_conferencing_url")) or text(one.get("location")),
        cancelled=text(one.get("status")) in ("canceled", "cancelled"),
        seats=tuple(_seat(each) for each in items(one.get("interviewers")) if isinstance(each, dict)),
    )
    yield with_extra(interview, one.get(KEY))


def _seat(one: Mapping[str, Any]) -> Seat:
    person, card = optional_ident(one.get("id")), optional_ident(one.get("scorecard_id"))
    return with_extra(Seat(person, text(one.get("email")), card), one.get(KEY))


def _scorecard(one: dict[str, Any]) -> Parsed:
    overall = _word(one.get("overall_recommendation"))
    if overall not in RECOMMENDATIONS:
        raise _unknown_word(one.get("overall_recommendation"), "overall_recommendation")
    ratings = tuple(_ratings(items(one.get("attributes"))))
    if not ratings and overall in WORDS:
        ratings = (Rating(OVERALL, WORDS[overall], SCALE),)
    person = mapping(one.get("interviewer")) or mapping(one.get("submitted_by"))
    name = text(one.get("interview")) or text(mapping(one.get("interview_step")).get("name"))
    card = Scorecard(
        id=ident(one.get("id")),
        application=ident(one.get("application_id"), "application_id"),
        person=ident(person, "interviewer"),
        recommendation=RECOMMENDATIONS[overall],
        submitted_at=moment(one.get("submitted_at"), "submitted_at"),
        held_at=moment(one.get("interviewed_at"), "interviewed_at"),
        name=name or "Interview",
        ratings=ratings,
        summary=_letter(one.get("questions")),
    )
    yield with_extra(card, one.get(KEY))


def _ratings(attributes: list[Any]) -> Iterator[Rating]:
    names = [text(mapping(one).get("name")) for one in attributes]
    for name, one in zip(names, attributes, strict=True):
        word = _word(mapping(one).get("rating"))
        if word in ("", "no_decision"):
            continue
        if word not in WORDS:
            raise _unknown_word(mapping(one).get("rating"), name or "attributes")
        if not name:
            raise FaultError("blank", "an attribute that is rated has no name; export it again", "attributes")
        told = f"{name} ({text(one.get('type'))})" if names.count(name) > 1 else name
        yield Rating(told, WORDS[word], SCALE, text(one.get("note")))


def _word(value: object) -> str:
    return text(value).lower().replace(" ", "_")


def _unknown_word(value: object, column: str) -> FaultError:
    words = ", ".join(WORDS)
    return FaultError(
        "rating-word",
        f"the rating {shown(value)} is none of Greenhouse's words ({words}, no_decision); correct it",
        column,
    )


def _offer(one: dict[str, Any]) -> Parsed:
    number, sent_on = one.get("version"), day(one.get("sent_at"), "sent_at")
    status = status_of(one.get("status"), OFFERS, "status")
    if text(one.get("status")).casefold() == "unresolved" and sent_on is None:
        status = "draft"  # nobody has it yet
    keyed = mapping(one.get("keyed_custom_fields"))
    told = [(mapping(each).get("name") or key, mapping(each).get("value")) for key, each in keyed.items()]
    plain = mapping(one.get("custom_fields")).items()
    offer = Offer(
        id=ident(one.get("id")),
        application=ident(one.get("application_id"), "application_id"),
        status=status,
        number=number if isinstance(number, int) and 0 < number < 10_000 else 1,
        sent_on=sent_on,
        resolved_on=day(one.get("resolved_at"), "resolved_at"),
        starts_on=day(one.get("starts_at"), "starts_at"),
        terms=terms_of(told or plain),
    )
    yield with_extra(offer, one.get(KEY))


def _answers(one: dict[str, Any]) -> Parsed:
    told = {
        "gender": _said(one.get("gender")),
        "race": _said(one.get("race")),
        "veteran": _said(one.get("veteran_status")),
        "disability": _said(one.get("disability_status")),
    }
    told["gender"] = GENDERS.get(told["gender"].casefold(), told["gender"])
    for name in ("disability", "veteran"):
        told[name] = _yes_or_no(told[name])
    answers = {name: value for name, value in told.items() if value}
    yield Answers(ident(one.get("application_id"), "application_id"), answers)


def _said(value: object) -> str:
    found = mapping(value)
    told = text(found.get("description")) or text(found.get("message"))
    declined = any(part in told.casefold() for part in ("decline", "wish to answer", "want to answer"))
    return "" if declined else told


def _yes_or_no(told: str) -> str:
    plain = told.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if plain.startswith("no") or " not a" in plain or "i'm not" in plain or "i am not" in plain:
        return "no"
    return "yes" if plain else ""
