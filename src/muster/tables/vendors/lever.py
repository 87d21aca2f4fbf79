"""Lever's API, dumped page by page, as far as it is publicly documented: postings, opportunities, what belongs to them.

What Lever hands out by opportunity (interviews, feedback, offers) is found in pages that are named after it:
`feedback/OPPORTUNITY.json`; or by an `opportunityId` in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar

from muster.engine.errors import Problem
from muster.tables.problems import shown
from muster.tables.vendors.dump import Dump, Found, Parsed, applications_of, told
from muster.tables.vendors.offers import day, status_of, terms_of
from muster.tables.vendors.pages import keys_of
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

__all__ = ["LeverDump"]

SCALE = ("Strong no hire", "No hire", "Hire", "Strong hire")
RECOMMENDATIONS = ("strong_no", "no", "yes", "strong_yes")
OVERALL = "Overall recommendation"
STATES = {
    "published": "open",
    "internal": "open",
    "closed": "closed",
    "rejected": "closed",
    "draft": "draft",
    "pending": "draft",
}
SCORED = "score-system"
OFFERS: Mapping[str, OfferStatus] = {
    "draft": "draft",
    "approval-sent": "draft",
    "approved": "draft",
    "sent": "open",
    "sent-manually": "open",
    "opened": "open",
    "signed": "accepted",
    "denied": "rejected",
    "deprecated": "withdrawn",
    "archived": "withdrawn",
}
STARTS = ("anticipated_start_date", "start_date")


class LeverDump(Dump):
    """A folder of Lever's pages. An opportunity is an application; its contact is the candidate."""

    system: ClassVar[str] = "lever"
    vendor: ClassVar[str] = "Lever"
    known: ClassVar[frozenset[str]] = frozenset(
        {
            "users",
            "postings",
            "stages",
            "archive_reasons",
            "opportunities",
            "interviews",
            "feedback",
            "offers",
        }
    )

    def read(self, kind: str) -> Iterator[Found]:
        """Yield the records of a kind."""
        if kind in ("department", "office"):
            return self._named(kind)
        if kind == "candidate":
            return self._candidates()
        if kind in ("interview", "scorecard", "offer"):
            return self._of_opportunity(kind)
        if kind == "stage":
            return self._stages()
        parse = {"person": (_person, "users"), "job": (_job, "postings")}.get(kind)
        return iter(()) if parse is None else self.parsed(*parse)  # Lever hands out answers in sum alone

    def _named(self, kind: str) -> Iterator[Found]:
        """Yield the departments, or the places, that postings name: Lever has no list of them."""
        met = set()
        for one in self.values("postings"):
            if isinstance(one, Problem):
                continue
            name = _category(one[2], "department" if kind == "department" else "location")
            if name and name not in met:
                met.add(name)
                yield from told(partial(_named, kind, name), *one)

    def _stages(self) -> Iterator[Found]:
        for number, one in enumerate(self.values("stages")):
            if isinstance(one, Problem):
                yield one
            else:
                yield from told(partial(_stage, number), *one)

    def _candidates(self) -> Iterator[Found]:
        reasons = {
            optional_ident(one[2].get("id")): one[2]
            for one in self.values("archive_reasons")
            if not isinstance(one, Problem)
        }
        spool = Spool()
        try:
            broken: list[Problem] = []
            spool.put(_by_contact(self.values("opportunities"), broken))
            yield from broken
            for group in spool.groups():
                file, place, latest = group[-1]
                yield from told(partial(_history, [each for *_, each in group], reasons), file, place, latest)
        finally:
            spool.close()

    def _of_opportunity(self, kind: str) -> Iterator[Found]:
        endpoint, parse = {
            "interview": ("interviews", _interview),
            "scorecard": ("feedback", _scorecard),
            "offer": ("offers", _offer),
        }[kind]
        for one in self.values(endpoint):
            if isinstance(one, Problem):
                yield one
            else:
                named = PurePath(one[0]).name.removesuffix(".gz").rpartition(".")[0]
                yield from told(partial(parse, named), *one)


def _by_contact(
    values: Iterator[tuple[str, int, dict[str, Any]] | Problem], broken: list[Problem]
) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    for one in values:
        if isinstance(one, Problem):
            broken.append(one)
        else:
            yield optional_ident(keys_of(one[2], "contact", "id")), *one


def _person(one: dict[str, Any]) -> Parsed:
    email = text(one.get("email"))
    yield Person(
        id=ident(one.get("id")),
        name=text(one.get("name")) or email,
        email=email,
        active=not one.get("deactivatedAt"),
        manager=optional_ident(one.get("managerId")),
    )


def _category(one: Mapping[str, Any], name: str) -> str:
    return text(mapping(one.get("categories")).get(name))[:60]


def _named(kind: str, name: str, one: dict[str, Any]) -> Parsed:
    yield Department(name, name) if kind == "department" else Office(name, name)


def _job(one: dict[str, Any]) -> Parsed:
    status = STATES.get(text(one.get("state")) or "published")
    if status is None:
        states = ", ".join(STATES)
        raise FaultError("status", f"{shown(one.get('state'))} is none of {states}; correct it", "state")
    manager = optional_ident(one.get("hiringManager"))
    owner = optional_ident(one.get("owner"))
    content = mapping(one.get("content"))
    updated_at = moment(one.get("updatedAt"), "updatedAt")
    yield Job(
        id=ident(one.get("id")),
        title=needed_text(one.get("text"), "text"),
        status=status,
        department=_category(one, "department"),
        office=_category(one, "location"),
        managers=(manager,) if manager else (),
        recruiters=(owner,) if owner else (),
        opened_at=moment(one.get("createdAt"), "createdAt"),
        closed_at=updated_at if status == "closed" else None,
        description=text(content.get("descriptionHtml")) or text(content.get("description")),
    )


def _stage(number: int, one: dict[str, Any]) -> Parsed:
    key = ident(one.get("id"))
    yield JobStage(key, "", needed_text(one.get("text"), "text"), min(number, 499), (key,))


def _history(
    opportunities: list[dict[str, Any]], reasons: Mapping[str, Mapping[str, Any]], one: dict[str, Any]
) -> Parsed:
    phones = (text(mapping(each).get("value")) for each in items(one.get("phones")))
    candidate = Candidate(
        id=ident(keys_of(one, "contact", "id")),
        name=text(one.get("name")) or "?",
        email=next(filter(None, map(text, items(one.get("emails")))), ""),
        phone=next(filter(None, phones), ""),
        links=links_of(items(one.get("links"))),
    )
    fine, wrong = applications_of(opportunities, partial(_application, reasons))
    yield History(candidate, tuple(fine))
    yield from wrong


def _application(reasons: Mapping[str, Mapping[str, Any]], one: Mapping[str, Any]) -> Application:
    posting = next(filter(None, map(_posting, items(one.get("applications")))), "")
    if not posting:
        raise FaultError(
            "prospect",
            "it is for no posting, and Muster keeps applications for openings alone; download opportunities with "
            "expand=applications, or give it a posting",
            "applications",
        )
    archived, stage = mapping(one.get("archived")), one.get("stage")
    reason = reasons.get(optional_ident(archived.get("reason")), mapping(archived.get("reason")))
    applied_at = needed_moment(one.get("createdAt"), "createdAt")
    moved_at = moment(archived.get("archivedAt"), "archived") or moment(
        one.get("lastAdvancementAt"), "lastAdvancementAt"
    )
    why = text(reason.get("text"))
    return Application(
        id=ident(one.get("id")),
        job=posting,
        stage=optional_ident(stage),
        stage_name=text(mapping(stage).get("text")),
        outcome=_outcome(why, text(reason.get("type"))) if archived else "active",
        applied_at=applied_at,
        moved_at=max(moved_at or applied_at, applied_at),
        reason=why,
        source=next(filter(None, map(text, items(one.get("sources")))), ""),
        employers=tuple(filter(None, [text(one.get("headline"))]))[:1],
    )


def _posting(application: object) -> str:
    return optional_ident(mapping(application).get("posting"))


def _outcome(why: str, kind: str) -> str:
    plain = why.casefold()
    if kind == "hired" or plain == "hired":
        return "hired"
    return "withdrawn" if "withdr" in plain else "rejected"


def _opportunity(named: str, one: Mapping[str, Any]) -> str:
    return ident(keys_of(one, "opportunityId", "opportunity", "candidateId") or named, "opportunityId")


def _interview(named: str, one: dict[str, Any]) -> Parsed:
    starts_at = needed_moment(one.get("date"), "date")
    minutes = one.get("duration")
    length = timedelta(minutes=minutes) if isinstance(minutes, int) and 0 < minutes < 10_000 else None
    begins, ends = span_of(_told(starts_at), None if length is None else _told(starts_at + length))
    yield Interview(
        id=ident(one.get("id")),
        application=_opportunity(named, one),
        step=optional_ident(one.get("stage")),
        name=text(one.get("subject")) or "Interview",
        starts_at=begins,
        ends_at=ends,
        place=text(one.get("location")),
        cancelled=bool(one.get("canceledAt")),
        seats=tuple(
            Seat(optional_ident(each), text(mapping(each).get("email")))
            for each in items(one.get("interviewers"))
        ),
    )


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _scorecard(named: str, one: dict[str, Any]) -> Parsed:
    if one.get("deletedAt"):
        return
    ratings: list[Rating] = []
    written: list[str] = []
    overall = 0
    for field in map(mapping, items(one.get("fields"))):
        title, value = text(field.get("text")), field.get("value")
        if value is None or value == "":
            continue
        if text(field.get("type")) == SCORED:
            overall = _score(value, title)
        elif isinstance(field.get("scores"), list):
            ratings += _ratings(items(field.get("scores")), value)
        else:
            written.append(f"{title}\n{_answer(value)}")
    if not ratings and overall:
        ratings.append(Rating(OVERALL, overall, SCALE))
    yield Scorecard(
        id=ident(one.get("id")),
        application=_opportunity(named, one),
        person=ident(one.get("user"), "user"),
        recommendation=RECOMMENDATIONS[overall - 1] if overall else "undecided",
        submitted_at=moment(one.get("completedAt"), "completedAt"),
        interview=optional_ident(one.get("interview")),
        name=text(one.get("text")) or "Interview",
        ratings=tuple(ratings),
        summary="\n\n".join(written),
    )


def _ratings(skills: list[Any], value: object) -> Iterator[Rating]:
    """Yield the rating of each skill: the values stand in the order of the skills."""
    for skill, given in zip(skills, items(value), strict=False):
        name, score = text(mapping(skill).get("text")), mapping(given).get("score")
        if name and score is not None:
            yield Rating(name, _score(score, name), SCALE, text(mapping(given).get("comment")))


def _score(value: object, column: str) -> int:
    """Return a score from 1 to 4, of a number or a text that begins with one: `4 - Strong Hire`."""
    plain = text(value).partition(" ")[0]
    if plain not in ("1", "2", "3", "4"):
        raise FaultError("rating-word", f"the score {shown(value)} is none of 1, 2, 3, 4; correct it", column)
    return int(plain)


def _answer(value: object) -> str:
    return ", ".join(filter(None, map(text, value))) if isinstance(value, list) else text(value)


def _offer(named: str, one: dict[str, Any]) -> Parsed:
    fields = [mapping(each) for each in items(one.get("fields"))]
    starts = [each.get("value") for each in fields if text(each.get("identifier")) in STARTS]
    told = [(each.get("text"), _term(each)) for each in fields]
    yield Offer(
        id=ident(one.get("id")),
        application=_opportunity(named, one),
        status=status_of(one.get("status"), OFFERS, "status"),
        sent_on=day(one.get("sentAt"), "sentAt"),
        resolved_on=day(mapping(one.get("signedDocument")).get("uploadedAt"), "signedDocument"),
        starts_on=day(next(iter(starts), None), "fields"),
        terms=terms_of(told),
    )


def _term(field: Mapping[str, Any]) -> object:
    """Return the value of a field; days are milliseconds since 1970 there."""
    value = field.get("value")
    found = day(value, text(field.get("text"))) if text(field.get("type")) == "date" else None
    return value if found is None else found.isoformat()
