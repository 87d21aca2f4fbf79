"""Who can interview when: terms, pauses, blackout days, what is planned already, and panels that link candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.core.roles import Role
from muster.apps.hire.bridge import PanelProposal, panel_propose
from muster.apps.hire.clock import local, week_of
from muster.apps.hire.models import (
    Blackout,
    Interview,
    Member,
    MeritCalibration,
    Reading,
    Requisition,
    Seat,
    Terms,
)
from muster.apps.hire.rules import may_see_calibrations
from muster.apps.hire.selectors.calibrations import calibrations_latest
from muster.apps.org.models import Employee

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    class _Near(TypedDict):
        """Whether they have opened others' scorecards of the candidate, and whether they are the opening's own."""

        has_read: bool
        member: bool

    NearUser = WithAnnotations[User, _Near]

__all__ = [
    "Availability",
    "Load",
    "Panel",
    "availability",
    "interviewers_near",
    "interviewers_possible",
    "interviewers_room",
    "obstacle",
    "panel_loads",
    "terms_of",
]

OFFERED = 15  # at once; others are found by name
CONSIDERED = 40  # of whom these are the best
MET = 600  # newest interviews of an opening that are asked who met whom
PANEL = 2  # an interview with one interviewer says little about their severity
WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)  # what ends at midnight is not of the next day


@dataclass(frozen=True)
class Availability:
    """What stands in an interviewer's way at one time. `planned` counts the week of that time."""

    interviewer: User
    terms: Terms
    planned: int
    booked: bool
    paused: bool
    blackout: bool
    this_week: int
    next_week: int


@dataclass(frozen=True)
class Load:
    """A possible interviewer of an interview. `obstacle` is why they cannot be asked, empty where they can;
    `calibration` their last one, None where there is none or the person must not know it.
    """

    availability: Availability
    member: bool
    proposed: bool
    obstacle: str
    calibration: MeritCalibration | None = None


@dataclass(frozen=True)
class Panel:
    """Who can be asked, whoever should be first, as many as help to choose. `before` and `after` count the groups of
    candidates that share no chain of interviewers, without and with those proposed.
    """

    loads: tuple[Load, ...]
    before: int
    after: int


def interviewers_possible(*, requisition: Requisition) -> QuerySet[User]:
    """Return who may be asked: those with the role, and those who interview for this requisition."""
    role = RoleGrant.objects.filter(role=Role.INTERVIEWER).values("user")
    found = User.objects.filter(Q(pk__in=role) | Q(pk__in=_members(requisition)), is_active=True)
    return found.order_by("name", "pk")


def interviewers_near(
    *, requisition: Requisition, text: str = "", candidate: int | None = None, met: Collection[int] = ()
) -> list[NearUser]:
    """Return some who may be asked: by a text those whose name or address has it; else those who interview for this
    requisition or, of the keys in `met`, have done so, and others while there is room. `has_read` marks those who have
    opened others' scorecards of the candidate, `member` the requisition's own interviewers.
    """
    read = Reading.objects.filter(person=OuterRef("pk"), candidate=candidate)
    member = ExpressionWrapper(Q(pk__in=_members(requisition)), output_field=BooleanField())
    possible = interviewers_possible(requisition=requisition).annotate(has_read=Exists(read), member=member)
    if text:
        return list(possible.filter(Q(name__icontains=text) | Q(email__icontains=text))[:CONSIDERED])
    own = ExpressionWrapper(Q(member=True) | Q(pk__in=met), output_field=BooleanField())
    return list(possible.annotate(own=own).order_by("-own", "name", "pk")[:CONSIDERED])


def interviewers_room(
    *, requisition: Requisition, met: Collection[int], at: datetime
) -> tuple[tuple[int, int], ...]:
    """Return those near a requisition (see `interviewers_near`) who can be asked at a time, by their keys, each with
    how many more interviews they take in its week: trained, not in a pause or away that day, and with room.
    """
    people = interviewers_near(requisition=requisition, met=met)
    zone = requisition.location.time_zone
    there = availability(people, starts_at=at, ends_at=at, zone=zone)
    room = [
        (key, one.terms.weekly - one.planned)
        for key, one in there.items()
        if one.terms.trained and not one.paused and not one.blackout
    ]
    return tuple(sorted((key, left) for key, left in room if left > 0))


def _members(requisition: Requisition) -> QuerySet[Member, Any]:
    """Return who is an interviewer of a requisition. None of these queries asks anything of each person in turn."""
    return requisition.members.filter(part=Member.Part.INTERVIEWER).order_by().values("user")


def terms_of(people: Sequence[User]) -> dict[int, Terms]:
    """Return the terms of people. Who has none on record has the usual ones; an administrator gave the role of an
    interviewer to those who are trained, others shadow first.
    """
    there = {one.interviewer_id: one for one in Terms.objects.filter(interviewer__in=people)}
    missing = [one.pk for one in people if one.pk not in there]
    roles = RoleGrant.objects.filter(user__in=missing, role=Role.INTERVIEWER) if missing else ()
    trained = {one.user_id for one in roles}
    for one in people:
        there.setdefault(one.pk, Terms(interviewer=one, trained=one.pk in trained))
    return there


def availability(
    people: Sequence[User], *, starts_at: datetime, ends_at: datetime, zone: str, without: int | None = None
) -> dict[int, Availability]:
    """Return what stands in people's way from `starts_at` to `ends_at`, but for the interview `without`.

    Days are those of the place where somebody works, or else of the interview's time zone.
    """
    terms = terms_of(people)
    zones = dict(Employee.objects.filter(user__in=people).values_list("user", "location__time_zone"))
    blackouts: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    near = Blackout.objects.filter(
        interviewer__in=people,
        first_day__lte=ends_at.date() + timedelta(days=1),
        last_day__gte=starts_at.date() - timedelta(days=1),
    )
    for key, first, last in near.values_list("interviewer", "first_day", "last_day"):
        blackouts[key].append((first, last))
    this, then = week_of(timezone.now()), week_of(starts_at)
    taken = _taken(people, this, then, (starts_at, ends_at), without)
    found = {}
    for one in people:
        there = zones.get(one.pk) or zone
        days = (local(starts_at, there).date(), local(ends_at - MOMENT, there).date())
        times = taken[one.pk]
        found[one.pk] = Availability(
            interviewer=one,
            terms=terms[one.pk],
            planned=_within(times, then),
            booked=any(begin < ends_at and starts_at < end for begin, end in times),
            paused=_pauses(terms[one.pk], days),
            blackout=any(first <= days[1] and days[0] <= last for first, last in blackouts[one.pk]),
            this_week=_within(times, this),
            next_week=_within(times, (this[1], this[1] + WEEK)),
        )
    return found


def obstacle(one: Availability, *, shadow: bool) -> str:
    """Return why somebody cannot take a seat, in one sentence; nothing if they can."""
    told = {"name": one.interviewer.get_full_name(), "weekly": one.terms.weekly, "count": one.planned}
    if not one.interviewer.is_active:
        return _("%(name)s is no longer here; choose somebody else.") % told
    if one.booked:
        return _("%(name)s has another interview at that time; choose another time or somebody else.") % told
    if one.paused:
        return (
            _("%(name)s takes a break from interviews on that day; choose another day or somebody else.")
            % told
        )
    if one.blackout:
        return _("%(name)s does not interview on that day; choose another day or somebody else.") % told
    if one.planned >= one.terms.weekly:
        return (
            ngettext(
                "%(name)s has %(count)d interview that week and takes on %(weekly)d; choose another week or somebody "
                "else.",
                "%(name)s has %(count)d interviews that week and takes on %(weekly)d; choose another week or somebody "
                "else.",
                one.planned,
            )
            % told
        )
    if not one.terms.trained and not shadow:
        return _("%(name)s is not trained yet; let them shadow, or choose somebody else.") % told
    return ""


def panel_loads(
    *, interview: Interview, seats: Sequence[Seat], text: str = "", person: User | None = None
) -> Panel:
    """Return who can be asked for an interview, those first who keep the candidates comparable; by a text, those whose
    name or address has it. A `person` who may know it is told how severe each was last.
    """
    requisition, application = interview.application.requisition, interview.application
    seated = {one.interviewer_id for one in seats}
    words = " ".join(text.replace("\0", " ").split())
    met = _met(requisition)
    near = interviewers_near(
        requisition=requisition,
        text=words,
        candidate=application.candidate_id,
        met={interviewer for _application, interviewer in met},
    )
    people = [one for one in near if one.pk not in seated]
    there = availability(
        people,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        zone=interview.time_zone,
        without=interview.pk,
    )
    members = {one.pk for one in people if one.member}
    size = max(1, PANEL - sum(not one.shadow for one in seats))
    able = _able(people, there, size)
    proposal: PanelProposal = panel_propose(
        application=application,
        met=met,
        able=able,
        room=[there[pk].terms.weekly - there[pk].planned for pk in able],
        size=size,
    )
    order = {able[place]: rank for rank, place in enumerate(proposal.members)}
    loads = [
        Load(
            availability=there[one.pk],
            member=one.pk in members,
            proposed=one.pk in order,
            obstacle=obstacle(there[one.pk], shadow=True),
        )
        for one in people
    ]
    loads.sort(key=lambda load: _rank(load, order))
    offered = _calibrated(loads[:OFFERED]) if person and may_see_calibrations(person) else loads[:OFFERED]
    return Panel(tuple(offered), proposal.before, proposal.after)


def _able(people: Sequence[NearUser], there: Mapping[int, Availability], size: int) -> list[int]:
    """Return the keys of those who can be proposed, the requisition's own first. Who has read others' scorecards of the
    candidate is among them only where there are too few others.
    """
    able = [one for one in people if not obstacle(there[one.pk], shadow=False)]
    fresh = [one for one in able if not one.has_read]
    chosen = fresh if len(fresh) >= size else able
    return [one.pk for one in sorted(chosen, key=lambda one: not one.member)]


def _met(requisition: Requisition) -> list[tuple[int, int]]:
    """Return which applications and interviewers of a requisition have met, the newest."""
    seats = Seat.objects.filter(
        interview__stage__requisition=requisition,  # of which there are far fewer than applications
        interview__state=Interview.State.SCHEDULED,
        released_at=None,
        shadow=False,
    )
    return list(seats.order_by("-pk").values_list("interview__application", "interviewer")[:MET])


def _calibrated(loads: Sequence[Load]) -> list[Load]:
    last = calibrations_latest(people=[one.availability.interviewer.pk for one in loads])
    return [replace(one, calibration=last.get(one.availability.interviewer.pk)) for one in loads]


def _rank(load: Load, order: dict[int, int]) -> tuple[int, bool, bool, int]:
    """Return what people are sorted by: those proposed, those who can, this opening's own, who has most room."""
    one = load.availability
    place = order.get(one.interviewer.pk, len(order))
    return place, bool(load.obstacle), not load.member, one.planned - one.terms.weekly


Span = tuple[datetime, datetime]


def _taken(
    people: Sequence[User], this: Span, then: Span, now: Span, without: int | None
) -> defaultdict[int, list[Span]]:
    """Return when people interview already, in the weeks that matter and around the time at hand."""
    begins = Q(interview__starts_at__gte=this[0], interview__starts_at__lt=this[1] + WEEK)
    begins |= Q(interview__starts_at__gte=then[0], interview__starts_at__lt=then[1])
    overlaps = Q(interview__starts_at__lt=now[1], interview__ends_at__gt=now[0])
    rows = Seat.objects.filter(
        begins | overlaps,
        interviewer__in=people,
        due_at__gt=min(
            this[0], then[0], now[0]
        ),  # scorecards are due afterwards: an index leaves out what is long over
        released_at=None,
        interview__state=Interview.State.SCHEDULED,
    ).exclude(interview=without)
    taken: defaultdict[int, list[Span]] = defaultdict(list)
    for key, begin, end in rows.values_list("interviewer", "interview__starts_at", "interview__ends_at"):
        taken[key].append((begin, end))
    return taken


def _within(times: Sequence[Span], week: Span) -> int:
    return sum(week[0] <= begin < week[1] for begin, _end in times)


def _pauses(terms: Terms, days: tuple[date, date]) -> bool:
    if terms.paused_from is None or days[1] < terms.paused_from:
        return False
    return terms.paused_until is None or days[0] <= terms.paused_until
