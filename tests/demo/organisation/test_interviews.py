"""Interviews agree with the moves around them; nobody is in two places at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from muster.demo.company import build_company
from muster.demo.organisation import Organisation
from muster.demo.organisation.interview_records import Interview, Rescheduling
from muster.demo.organisation.interviews import KEPT_FROM, TRIED_BEFORE
from muster.demo.organisation.plans import CRITERIA, KITS
from muster.demo.organisation.planted import ROUNDS, SLIPPING
from muster.demo.workdays import is_workday

HELD = timedelta(minutes=45)


def times(organisation: Organisation) -> dict[str, Interview | Rescheduling]:
    """Return when each interview that was not called off takes place."""
    off = {one.interview_id for one in organisation.cancellations}
    moved = {one.interview_id: one for one in organisation.reschedulings}
    return {one.id: moved.get(one.id, one) for one in organisation.interviews if one.id not in off}


def test_there_are_as_many_as_asked_for(either: Organisation) -> None:
    assert 5_000 <= len(either.interviews) <= 6_500
    ratings = sum(len(one.content.ratings) for one in either.scorecards)
    assert 22_000 <= ratings <= 29_000
    assert 0.02 < len(either.reschedulings) / len(either.interviews) < 0.08
    assert 0.02 < len(either.cancellations) / len(either.interviews) < 0.08
    shadows = sum(one.shadow for one in either.seats)
    assert 100 < shadows < 0.12 * len(either.seats)
    panels = Counter(one.interview_id for one in either.seats if not one.shadow)
    assert 0.1 < sum(size > 1 for size in panels.values()) / len(panels) < 0.3
    assert len(either.drafts) > 100
    assert len(either.corrections) > 50


def test_nobody_is_in_two_places_at_once(either: Organisation) -> None:
    held = times(either)
    candidate = {one.id: one.candidate_id for one in either.applications}
    released = {(one.interview_id, one.employee_id) for one in either.releases}
    taken: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in either.interviews:
        if one.id in held:
            span = held[one.id]
            taken[candidate[one.application_id]].append((span.starts_at, span.ends_at))
    for seat in either.seats:
        key = (seat.interview_id, seat.employee_id)
        if seat.interview_id in held and key not in released:
            span = held[seat.interview_id]
            taken[seat.employee_id].append((span.starts_at, span.ends_at))
    assert len(taken) > 2000
    for spans in taken.values():
        for before, after in pairwise(sorted(spans)):
            assert before[1] <= after[0]


def test_they_take_place_while_the_application_is_in_their_stage(either: Organisation) -> None:
    """An interview begins after the application has come into its stage, and ends before it goes on."""
    stays: dict[tuple[str, str], list[tuple[datetime, datetime]]] = defaultdict(list)
    end = datetime.max.replace(tzinfo=UTC)
    steps: dict[str, list[tuple[datetime, str | None]]] = defaultdict(list)
    for move in either.moves:
        steps[move.application_id].append((move.at, move.to_stage))
    for closing in either.closings:
        steps[closing.application_id].append((closing.at, None))
    for application, events in steps.items():
        for (entered, stage), (left, _) in pairwise([*events, (end, None)]):
            if stage is not None:
                stays[application, stage].append((entered, left))
    held = times(either)
    planned_still = 0
    for one in either.interviews:
        if one.id in held:
            span = held[one.id]
            fits = [entered <= one.booked_at < left for entered, left in stays[one.application_id, one.stage]]
            assert any(fits), one
            entered, left = stays[one.application_id, one.stage][fits.index(True)]
            assert entered < span.starts_at
            planned_still += span.ends_at > left
    closed = {one.application_id for one in either.closings}
    assert planned_still <= 12  # nobody thought of calling them off: their candidates have gone
    assert planned_still == 0 or closed


def test_they_are_in_office_hours_of_their_place(either: Organisation) -> None:
    zones = {one.id: ZoneInfo(one.time_zone) for one in either.places}
    season = {one.id for one in build_company(either.seed, until=either.until).interviews}
    held = times(either)
    for one in either.interviews:
        if one.id in held and one.id not in season:
            span = held[one.id]
            begin = span.starts_at.astimezone(zones[one.location_id])
            finish = span.ends_at.astimezone(zones[one.location_id])
            assert is_workday(begin.date())
            assert time(9) <= begin.time() < finish.time() <= time(17)
            assert finish - begin in (HELD, timedelta(hours=1))


def test_they_are_kept_from_their_days_on(either: Organisation) -> None:
    season = {one.id for one in build_company(either.seed, until=either.until).interviews}
    requisitions = {one.id: one for one in either.requisitions}
    requisition = {one.id: requisitions[one.requisition_id] for one in either.applications}
    tried = set()
    for one in either.interviews:
        if one.id in season:
            continue
        opening = requisition[one.application_id]
        slipping = opening.family == SLIPPING and one.stage in ROUNDS
        if opening.opened_at.date() < TRIED_BEFORE:
            tried.add(opening.id)
        elif slipping or opening.id == either.truth.planted.lenient_requisition:
            continue
        else:
            assert one.booked_at.date() >= KEPT_FROM[one.stage]
    assert tried


def test_the_seasons_interviews_are_on_record(organisation: Organisation) -> None:
    season = build_company(organisation.seed, until=organisation.until)
    ours = {one.id: one for one in organisation.interviews}
    panels = defaultdict(set)
    for seat in organisation.seats:
        panels[seat.interview_id].add(seat.employee_id)
    for one in season.interviews:
        assert ours[one.id].starts_at == one.starts_at
        assert panels[one.id] == set(one.interviewer_ids)
    cards = {one.id: one for one in organisation.scorecards}
    assert len(season.scorecards) > 1000
    for card in season.scorecards:
        told = [(one.criterion, one.value) for one in card.ratings if one.value is not None]
        assert list(cards[card.id].content.ratings) == told


def test_the_coming_days_have_interviews_and_scorecards_due(either: Organisation) -> None:
    end = datetime.combine(either.until, time.max, UTC)
    held = times(either)
    ahead = [one for one in held.values() if one.starts_at > end]
    assert len(ahead) > 80
    assert sum(one.starts_at <= end + timedelta(days=14) for one in ahead) > 0.9 * len(ahead)
    written = {(one.interview_id, one.employee_id) for one in either.scorecards}
    recent = {key for key, one in held.items() if end - timedelta(days=3) < one.ends_at <= end}
    due = [
        one
        for one in either.seats
        if one.interview_id in recent and (one.interview_id, one.employee_id) not in written
    ]
    assert len(due) > 5


def test_scorecards_are_of_interviews_that_were_held(either: Organisation) -> None:
    held = times(either)
    kits = {one.id: one.kit for one in either.interviews}
    seats = {(one.interview_id, one.employee_id) for one in either.seats}
    written = Counter((one.interview_id, one.employee_id) for one in either.scorecards)
    assert max(written.values()) == 1
    assert written.keys() <= seats
    for card in either.scorecards:
        assert held[card.interview_id].ends_at < card.submitted_at
        names = [name for name, _ in card.content.ratings]
        assert names
        assert set(names) <= set(KITS[kits[card.interview_id]].criteria)
        assert all(1 <= value <= len(CRITERIA[name].anchors) for name, value in card.content.ratings)
    for draft in either.drafts:
        assert held[draft.interview_id].ends_at < draft.begun_at
    submitted = {one.id: one for one in either.scorecards}
    for change in either.corrections:
        assert submitted[change.scorecard_id].submitted_at < change.changed_at
        assert submitted[change.scorecard_id].content.ratings != change.content.ratings


def test_an_interview_is_moved_or_called_off_before_it_begins(either: Organisation) -> None:
    known = {one.id: one for one in either.interviews}
    moved = {one.interview_id: one for one in either.reschedulings}
    for one in either.reschedulings:
        assert known[one.interview_id].booked_at < one.moved_at < known[one.interview_id].starts_at
        assert known[one.interview_id].ends_at < one.starts_at
    for off in either.cancellations:
        span = moved.get(off.interview_id, known[off.interview_id])
        assert known[off.interview_id].booked_at <= off.cancelled_at <= span.starts_at


def test_scorecards_say_who_goes_on(either: Organisation) -> None:
    stages = {one.id: (one.application_id, one.stage) for one in either.interviews}
    on = {(one.application_id, one.from_stage) for one in either.moves}
    good: dict[bool, list[bool]] = {True: [], False: []}
    over = {one.application_id for one in either.closings}
    for card in either.scorecards:
        key = stages[card.interview_id]
        if key in on or key[0] in over:
            good[key in on].append(card.content.recommendation in ("hire", "strong_hire"))
    passed, failed = (sum(good[one]) / len(good[one]) for one in (True, False))
    assert passed > failed + 0.12
