"""Interviews and who sat in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast

from django.utils.translation import gettext as _

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change_many, create_many
from muster.apps.hire.models import Application, Interview, Outcome, Seat
from muster.apps.hire.services.history.company import is_time_zone
from muster.apps.hire.services.history.context import CHANGED, CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.kits import kit_of
from muster.apps.hire.services.history.people import known_people
from muster.apps.hire.services.history.text import cut
from muster.apps.hire.services.interviews import DUE_AFTER
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import Row, known

__all__ = ["Case", "cases_of", "load_interviews", "new_interview", "new_seat", "of_cases"]

REMINDED_AFTER = timedelta(minutes=5)


Told = TypeVar("Told", shapes.Interview, shapes.Offer)


@dataclass(frozen=True, slots=True)
class Case:
    """What an interview needs to know of its application."""

    pk: int
    requisition: int
    stage: int
    outcome: str
    erased: bool


def load_interviews(context: Context, rows: Sequence[Row]) -> None:
    """Load interviews with their seats. Nobody is written to, and what is over is not owed by anybody."""
    told = [(row, cast("shapes.Interview", row.record)) for row in rows]
    cases = cases_of(context, {one.application for _, one in told})
    fine = of_cases(context, "interview", told, cases)
    sorted_out = sort_out(context, "interview", fine)
    people = known_people([seat.email for _, one in fine for seat in one.seats])
    keys = reserve_keys(Interview, len(sorted_out.new))
    made = [
        new_interview(context, key, one, cases[one.application])
        for key, (_, one, _) in zip(keys, sorted_out.new, strict=True)
    ]
    create_many(Interview, made, CREATED, actor=context.actor)
    seats: list[tuple[str, Seat]] = []
    for interview, (row, one, _digest) in zip(made, sorted_out.new, strict=True):
        case = cases[one.application]
        seated = dict(_seated(context, _taken(one.seats), people))
        given_up = list(_seated(context, _given_up(one.seats), people))
        for person, seat in [*seated.items(), *given_up]:
            seats.append((seat.scorecard, _told_seat(context, interview, person, seat, case)))
        lost = len(one.seats) - len(seated) - len(given_up)
        sentence = _("Interviewers who are not among the users are left out: %(count)d.") % {"count": lost}
        code, remark = ("people", sentence) if lost else ("", "")
        context.report.tell("created", "interview", row, one.id, code=code, sentence=remark)
    _add_seats(context, seats)
    context.links.add(
        "interview",
        [(one.id, key, digest, 1) for key, (_, one, digest) in zip(keys, sorted_out.new, strict=True)],
    )
    values = {one.id: _fields(one) for _, one, _, _ in sorted_out.changed}
    change_rows(context, "interview", Interview, sorted_out.changed, values)
    _change_seats(context, {link.row: one for _, one, _, link in sorted_out.changed}, cases, people)


def cases_of(context: Context, applications: Iterable[str]) -> dict[str, Case]:
    """Return the applications by their ids there."""
    links = context.links.find("application", sorted(applications))
    keys = [link.row for link in links.values()]
    found: dict[int, Case] = {}
    for start in range(0, len(keys), 500):
        rows = Application.objects.filter(pk__in=keys[start : start + 500])
        told = rows.values_list("pk", "requisition", "stage", "outcome", "candidate__erased_at")
        found |= {row[0]: Case(*row[:4], erased=row[4] is not None) for row in told}
    return {key: found[link.row] for key, link in links.items() if link.row in found}


def of_cases(
    context: Context, kind: str, told: Iterable[tuple[Row, Told]], cases: Mapping[str, Case]
) -> list[tuple[Row, Told]]:
    """Return the records whose applications are here, and refuse the others and those of whom was erased."""
    fine, erased = list[tuple[Row, Told]](), list[tuple[Row, Told]]()
    for row, one in told:
        if one.application in cases:
            (erased if cases[one.application].erased else fine).append((row, one))
        else:
            sentence = _("There is no application %(id)s here; add its page, or see why it was refused.")
            context.report.refuse(kind, row, one.id, "application", sentence % {"id": one.application})
    refuse_erased(context, kind, erased)
    return fine


def new_interview(context: Context, key: int, one: shapes.Interview, case: Case) -> Interview:
    """Return an interview that is not stored yet, in the stage of its step or, without, where its application is."""
    return Interview(
        pk=key,
        application_id=case.pk,
        stage_id=_stage(context, one.step, case),
        kit_id=kit_of(context, case.requisition, one.name),
        time_zone=zone if is_time_zone(zone := known(one.time_zone, "")) else "UTC",
        reason=cut(known(one.reason, ""), 500),
        invited=True,
        **_fields(one),
    )


def _stage(context: Context, step: str, case: Case) -> int:
    steps = cast("Mapping[tuple[int, str], str]", context.kept.get("steps", {}))
    key = context.rows_of("stage").get(steps.get((case.requisition, step), ""))
    return case.stage if key is None else key


def _fields(one: shapes.Interview) -> dict[str, Any]:
    state = Interview.State.CANCELLED if one.cancelled else Interview.State.SCHEDULED
    return {"starts_at": one.starts_at, "ends_at": one.ends_at, "place": cut(one.place, 300), "state": state}


def _seated(
    context: Context, seats: Iterable[shapes.Seat], people: Mapping[str, int]
) -> Iterator[tuple[int, shapes.Seat]]:
    there = context.rows_of("person")
    for seat in seats:
        person = there.get(seat.person) or people.get(seat.email.casefold())
        if person is not None:
            yield person, seat


def _taken(seats: Iterable[shapes.Seat]) -> list[shapes.Seat]:
    """Return the seats that nobody gave up."""
    return [one for one in seats if not known(one.released_at, None)]


def _given_up(seats: Iterable[shapes.Seat]) -> list[shapes.Seat]:
    return [one for one in seats if known(one.released_at, None)]


def _told_seat(context: Context, interview: Interview, person: int, told: shapes.Seat, case: Case) -> Seat:
    """Return a seat that is not stored yet, as far as it is told what is special about it."""
    seat = new_seat(context, interview, person, told.scorecard, case)
    seat.shadow, seat.due_at = known(told.shadow, False), known(told.due_at, seat.due_at)
    seat.released_at = known(told.released_at, seat.released_at)
    return seat


def new_seat(context: Context, interview: Interview, person: int, card: str, case: Case) -> Seat:
    """Return a seat that is not stored yet. One of the past without a scorecard was given up where the candidate's case
    is closed; else it is still owed, and nobody is reminded of it.
    """
    due_at = interview.ends_at + DUE_AFTER
    over = interview.ends_at < context.now
    closed = over and not card and case.outcome != Outcome.ACTIVE
    return Seat(
        interview=interview,
        interviewer_id=person,
        due_at=due_at,
        released_at=interview.ends_at if closed else None,
        reminded_at=due_at + REMINDED_AFTER if over else None,
    )


def _add_seats(context: Context, seats: Sequence[tuple[str, Seat]]) -> None:
    """Store seats, and keep whose scorecard is whose."""
    created = create_many(Seat, [seat for _, seat in seats], CREATED, actor=context.actor)
    cards = {card: seat.pk for (card, _), seat in zip(seats, created, strict=True) if card}
    context.links.renew("seat", [(card, pk, "", 1) for card, pk in cards.items()])


def _change_seats(
    context: Context,
    changed: Mapping[int, shapes.Interview],
    cases: Mapping[str, Case],
    people: Mapping[str, int],
) -> None:
    """Seat whoever is new in changed interviews, and release whoever is not in them any more and rated nothing."""
    there: defaultdict[int, dict[int, Seat]] = defaultdict(dict)
    taken = Seat.objects.filter(interview__in=list(changed), released_at=None).select_related("scorecard")
    for seat in taken:
        there[seat.interview_id][seat.interviewer_id] = seat
    interviews = Interview.objects.in_bulk(list(changed))
    new, released, cards = [], [], {}
    for key, one in changed.items():
        wanted = dict(_seated(context, _taken(one.seats), people))
        for person, told in wanted.items():
            if person not in there[key]:
                seat = _told_seat(context, interviews[key], person, told, cases[one.application])
                new.append((told.scorecard, seat))
            elif told.scorecard:
                cards[told.scorecard] = there[key][person].pk
        for person, seat in there[key].items():
            if person not in wanted and not hasattr(seat, "scorecard"):
                released.append(seat.pk)
    _add_seats(context, new)
    context.links.renew("seat", [(card, pk, "", 1) for card, pk in cards.items()])
    with change_many(Seat, released, CHANGED, actor=context.actor) as rows:
        for row in rows:
            row.released_at = context.now
        Seat.objects.bulk_update(rows, ["released_at"])
