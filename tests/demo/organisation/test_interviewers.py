"""Interviewers: enough of them, few new ones at a time, within their weeks, away when they say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from muster.demo.company import build_company
from muster.demo.organisation import Organisation
from tests.demo.organisation.test_interviews import times


def test_everybody_who_interviews_is_asked_more_than_once_or_twice(either: Organisation) -> None:
    cards = Counter(one.employee_id for one in either.scorecards)
    assert 120 < len(cards) < 300
    assert sum(number >= 8 for number in cards.values()) > 0.6 * len(cards)


def test_they_work_here_when_they_interview(either: Organisation) -> None:
    held = times(either)
    started: dict[str, date] = {}
    for spell in either.spells:
        started.setdefault(spell.employee_id, spell.started_on)
    for seat in either.seats:
        assert started[seat.employee_id] < seat.given_at.date()
    assert held


def test_weeks_are_mostly_kept(either: Organisation) -> None:
    weekly = {one.employee_id: one.weekly for one in either.terms}
    held = times(either)
    weeks: Counter[tuple[str, date]] = Counter()
    for seat in either.seats:
        if seat.interview_id in held:
            day = held[seat.interview_id].starts_at.date()
            weeks[seat.employee_id, day - timedelta(days=day.weekday())] += 1
    too_many = sum(number > weekly.get(who, 4) for (who, _), number in weeks.items())
    assert too_many < 0.02 * len(weeks)


def test_nobody_interviews_on_days_of_rest(either: Organisation) -> None:
    season = {one.id for one in build_company(either.seed, until=either.until).interviews}
    held = times(either)
    resting = defaultdict(list)
    for one in either.rest_days:
        resting[one.employee_id].append(one)
    assert len(either.rest_days) > 40
    met = 0
    for seat in either.seats:
        if seat.interview_id in held and seat.interview_id not in season:
            day = held[seat.interview_id].starts_at.date()
            for rest in resting[seat.employee_id]:
                booked_after = rest.told_on < seat.given_at.date()
                met += booked_after and rest.first_day <= day <= rest.last_day
    assert met == 0


def test_some_join_every_month_and_shadow_first(either: Organisation) -> None:
    untrained = {one.employee_id for one in either.terms if not one.trained}
    assert len(untrained) > 40
    first: dict[str, bool] = {}
    for seat in either.seats:
        first.setdefault(seat.employee_id, seat.shadow)
    assert all(first[one] for one in untrained if one in first)
    assert any(one.trained for one in either.terms if one.employee_id in untrained)
    assert any(one.paused_from is not None for one in either.terms)


def test_a_few_rate_everything_three(either: Organisation) -> None:
    ratings: defaultdict[str, list[int]] = defaultdict(list)
    for card in either.scorecards:
        ratings[card.employee_id] += [value for _, value in card.content.ratings]
    flat = [one for one, given in ratings.items() if len(given) >= 20 and set(given) == {3}]
    assert 1 <= len(flat) <= 15
