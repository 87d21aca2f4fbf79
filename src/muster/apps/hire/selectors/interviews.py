"""Reading interviews: one's own, those of an application, what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.clock import spell_out
from muster.apps.hire.models import Application, Interview, Owed, Scorecard, Seat
from muster.apps.hire.rules import blind_for, interviews_visible, requisitions_reviewed, seats_owed

__all__ = [
    "MySeat",
    "ShownInterview",
    "called_by",
    "interview_get",
    "interview_list",
    "interview_sits",
    "seat_list",
    "seats_due",
    "shown_interviews",
]

JOINED = ("interview__application__candidate", "interview__application__requisition")
SHOWN = (  # of one's own seats: there may be many, and the rest of their rows is long
    *("interview", "due_at", "shadow", "interviewer"),
    *(
        f"interview__{name}"
        for name in ("application", "starts_at", "ends_at", "time_zone", "place", "state")
    ),
    *(f"interview__application__{name}" for name in ("candidate", "requisition")),
    "interview__application__candidate__name",
    *(f"interview__application__requisition__{name}" for name in ("title", "code")),
)
MOST = 100  # on one page; what is older stands on the pages of the candidates


@dataclass(frozen=True)
class ShownInterview:
    """An interview with its seats. `name` is the candidate's, or the application's code for who must not know it;
    `cards` are the scorecards submitted, with nothing that they say, where they were asked for.
    """

    interview: Interview
    name: str
    seats: tuple[Seat, ...]
    when: str
    cards: tuple[Scorecard, ...] = ()

    @property
    def blind(self) -> bool:
        """Return whether it goes by the application's code."""
        return self.name == self.interview.application.code

    @property
    def over(self) -> bool:
        """Return whether it has ended."""
        return self.interview.ends_at <= timezone.now()

    @property
    def to_come(self) -> bool:
        """Return whether it has not begun."""
        return self.interview.starts_at > timezone.now()

    @property
    def scheduled(self) -> bool:
        """Return whether it takes place, or did."""
        return self.interview.state == Interview.State.SCHEDULED


@dataclass(frozen=True)
class MySeat:
    """One's own seat. `due` is whether its scorecard is, `late` whether it should be in by now."""

    seat: Seat
    name: str
    when: str
    due: bool
    late: bool


def interview_get(*, person: User, pk: int) -> ShownInterview | None:
    """Return an interview that the person may see, or None."""
    found = Interview.objects.filter(interviews_visible(person), pk=pk).select_related(
        "application__candidate", "application__requisition", "stage", "kit"
    )
    rows = list(found)
    shown = shown_interviews(rows, called_by(person, (one.application for one in rows)), short=False)
    return shown[0] if shown else None


def interview_list(*, person: User, application: Application) -> list[ShownInterview]:
    """Return the interviews that the person may see of an application whose name they know, the first first."""
    found = Interview.objects.filter(interviews_visible(person), application=application)
    rows = list(found.order_by("starts_at", "pk"))
    return shown_interviews(rows, {application.pk: application.candidate.name}, scored=True)


def interview_sits(*, person: User, shown: ShownInterview) -> Seat | None:
    """Return the person's own seat in an interview, None where they have none."""
    return next((one for one in shown.seats if one.interviewer_id == person.pk), None)


def seat_list(*, person: User, past: bool) -> list[MySeat]:
    """Return the person's own seats: those to come, the next first, or those of before, the latest first."""
    now = timezone.now()
    mine = Seat.objects.filter(interviewer=person.pk, released_at=None)
    if past:
        mine = mine.filter(interview__ends_at__lte=now).order_by("-interview__starts_at", "-pk")
    else:
        mine = mine.filter(interview__ends_at__gt=now).order_by("interview__starts_at", "pk")
    keys = list(mine.values_list("pk", flat=True)[:MOST])  # of the few alone, what stands in other tables
    found = Seat.objects.select_related(*JOINED).only(*SHOWN).in_bulk(keys)
    return _mine(person, [found[key] for key in keys], now)


def seats_due(*, person: User) -> list[MySeat]:
    """Return the person's seats whose scorecards are due, the longest due first."""
    now = timezone.now()
    owed = Owed.objects.filter(interviewer=person.pk, seat__interview__ends_at__lte=now)
    rows = owed.select_related(*(f"seat__{name}" for name in JOINED)).only(
        *(f"seat__{name}" for name in SHOWN)
    )
    return _mine(person, [one.seat for one in rows.order_by("due_at", "pk")[:MOST]], now)


def called_by(person: User, applications: Iterable[Application]) -> dict[int, str]:
    """Return what each application is called before somebody: by its candidate's name, or by its code where they must
    not know whose it is.
    """
    rows = {one.pk: one for one in applications}
    blind: set[int] = set()
    reviewed = requisitions_reviewed(person) if rows else []
    if reviewed:
        hidden = Application.objects.filter(blind_for(person, reviewed=reviewed), pk__in=rows)
        blind = set(hidden.order_by().values_list("pk", flat=True))
    return {pk: one.code if pk in blind else one.candidate.name for pk, one in rows.items()}


def shown_interviews(
    rows: Sequence[Interview], names: Mapping[int, str], *, short: bool = True, scored: bool = False
) -> list[ShownInterview]:
    """Return interviews with their seats, under the names by which their applications are called; `short` is how
    their times are written, `scored` whether their cards are asked for.
    """
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    cards: defaultdict[int, list[Scorecard]] = defaultdict(list)
    taken = Seat.objects.filter(interview__in=rows).select_related("interviewer")
    taken = _with_cards(taken) if scored else taken.filter(released_at=None)
    for seat in taken.order_by("shadow", "pk") if rows else ():
        if seat.released_at is None:
            seats[seat.interview_id].append(seat)
        if scored and hasattr(seat, "scorecard") and seat.scorecard.submitted_at is not None:
            cards[seat.interview_id].append(seat.scorecard)
    return [
        ShownInterview(
            one,
            names[one.application_id],
            tuple(seats[one.pk]),
            spell_out(one.starts_at, one.ends_at, one.time_zone, short=short),
            tuple(cards[one.pk]),
        )
        for one in rows
    ]


def _with_cards(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Return seats with their scorecards, of which nothing is read but whether they are submitted."""
    said = ("ratings", "notes", "recommendation", "summary")
    return seats.select_related("scorecard").defer(*(f"scorecard__{name}" for name in said))


def _mine(person: User, seats: Sequence[Seat], now: datetime) -> list[MySeat]:
    names = called_by(person, (one.interview.application for one in seats))
    over = [seat.pk for seat in seats if seat.interview.ends_at <= now]
    owed = set(Seat.objects.filter(seats_owed(), pk__in=over).order_by().values_list("pk", flat=True))
    found = []
    for seat in seats:
        one = seat.interview
        due = seat.pk in owed
        when = spell_out(one.starts_at, one.ends_at, one.time_zone, short=True)
        found.append(MySeat(seat, names[one.application_id], when, due, due and seat.due_at < now))
    return found
