"""Reading applications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire import search
from muster.apps.hire.models import Application, Outcome, Stage
from muster.apps.hire.selectors.applications import (
    CARDS,
    ApplicationFilter,
    application_list,
    application_others,
    application_search,
    application_timeline,
    application_visible,
    board_columns,
    late,
)
from muster.apps.hire.selectors.reviews import review_submitted
from muster.apps.hire.services.applications import ApplicationForm, application_refer
from muster.apps.hire.services.pipeline import application_reject, move_undo
from muster.apps.hire.services.reviews import application_unblind
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_applications, make_reviewer, move, stage_named, submit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def listed(opening: Opening, **wanted: Any) -> list[Application]:
    return list(application_list(person=opening.recruiter, wanted=ApplicationFilter(**wanted)))


def test_each_sees_their_own(make_opening: Any, make_user: MakeUser) -> None:
    first, second = make_opening(), make_opening(title="Other")
    one, other = apply(first), apply(second)
    assert set(application_visible(person=first.recruiter)) == {one, other}
    assert set(application_visible(person=first.manager)) == {one}
    for role in (Role.EMPLOYEE, Role.HIRING_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR):
        assert not application_visible(person=make_user(role))
    assert not application_visible(person=make_reviewer(first, make_user()))


def test_filters(opening: Opening, make_opening: Any) -> None:
    other = make_opening(title="Other")
    one = apply(opening, campaign="spring", resume="Rust and Haskell")
    two, three = apply(opening, name="Ibn Sina"), apply(other, name="Wu Zetian")
    move(opening, [two.pk])
    now = timezone.now()
    Application.objects.filter(pk=one.pk).update(
        stage_since=now - timedelta(days=6), applied_at=datetime(2026, 2, 28, 23, 59, tzinfo=UTC)
    )
    assert listed(opening) == [three, two, one]
    assert listed(opening, requisition=opening.requisition.pk) == [two, one]
    assert listed(opening, stage=stage_named(opening, "Blind review").pk) == [two]
    requisition = opening.requisition.pk
    assert listed(opening, stage=stage_named(opening, "Blind review").pk, requisition=requisition) == [two]
    assert listed(opening, stage=stage_named(opening, "Blind review").pk, requisition=requisition + 1) == []
    assert (
        listed(opening, campaign="spring")
        == listed(opening, late=True)
        == listed(opening, text="hask")
        == [one]
    )
    assert listed(opening, kind="review") == listed(opening, reached="review") == [two]
    assert listed(opening, outcome="hired") == listed(opening, source="agency") == []
    assert listed(opening, outcome="<script>", source="x", kind="y", reached="z") == [three, two, one]
    assert listed(opening, start=date(2026, 2, 28), end=date(2026, 2, 28)) == [one]
    assert listed(opening, end=date(2026, 2, 27)) == []
    assert listed(opening, start=date.min, end=date.max) == [three, two, one]


def test_a_blind_reviewer_finds_nobody_by_words(opening: Opening) -> None:
    one = apply(opening)
    make_reviewer(opening, opening.manager)
    wanted = ApplicationFilter(text="zulaikha")
    assert not application_list(person=opening.manager, wanted=wanted)
    shown = application_list(person=opening.manager, wanted=ApplicationFilter())
    assert [row.blind for row in shown] == [True]
    assert list(application_list(person=opening.recruiter, wanted=wanted)) == [one]


def test_the_board_has_the_longest_waiting_first(opening: Opening) -> None:
    keys = make_applications(opening, CARDS + 3)
    move(opening, keys[:2])
    move(opening, keys[2:3], "Hired")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=keys[3:4], reason="x"
    )
    columns = {
        one.stage.name: one for one in board_columns(person=opening.manager, requisition=opening.requisition)
    }
    assert list(columns) == ["Applied", "Blind review", "Interviews", "Committee", "Offer", "Hired"]
    assert [one.count for one in columns.values()] == [CARDS - 1, 2, 0, 0, 0, 1]
    assert [card.pk for card in columns["Applied"].cards] == keys[4:]
    move(opening, keys[:2], "Applied")
    columns = {
        one.stage.name: one for one in board_columns(person=opening.manager, requisition=opening.requisition)
    }
    assert columns["Applied"].count == CARDS + 1
    assert [card.pk for card in columns["Applied"].cards] == [*keys[4:], keys[0]]


def test_the_board_of_somebody_elses_opening_is_empty(opening: Opening, make_user: MakeUser) -> None:
    apply(opening)
    stranger = make_user(Role.HIRING_MANAGER)
    columns = board_columns(person=stranger, requisition=opening.requisition)
    assert [(one.count, one.cards) for one in columns] == [(0, ())] * 6


def test_the_timeline_tells_everything_the_newest_first(opening: Opening, make_user: MakeUser) -> None:
    employee, reviewer = make_user(Role.EMPLOYEE), make_reviewer(opening, make_user())
    one = application_refer(
        actor=employee,
        requisition=opening.requisition,
        form=ApplicationForm(name="A", email="a@example.org"),
        relation="Friend",
        note="",
    )
    batch = move(opening, [one.pk]).batch
    move_undo(actor=opening.recruiter, batch=batch)
    move(opening, [one.pk])
    application_unblind(actor=reviewer, application=one, reason="Conflict")
    submit(opening, reviewer, one)
    events = application_timeline(application=one, reviews=review_submitted(application=one))
    kinds = [event.kind for event in events]
    assert kinds == ["review", "unblinding", "move", "move", "move", "referral", "move"]
    assert sorted(event.at for event in events) == [event.at for event in reversed(events)]
    assert events[0].by == reviewer


def test_other_applications_do_not_say_whose_a_blind_one_is(make_opening: Any, make_user: MakeUser) -> None:
    first, second = make_opening(), make_opening(title="Other")
    one = apply(first, email="same@example.org")
    other = apply(second, email="same@example.org")
    assert list(application_others(person=first.recruiter, application=one)) == [other]
    make_reviewer(second, first.recruiter)
    assert not application_others(person=first.recruiter, application=one)
    assert not application_others(person=first.manager, application=one)


def test_late_is_longer_than_the_stage_should_take(opening: Opening) -> None:
    one = apply(opening)
    assert not one.late
    one.stage_since -= timedelta(days=one.stage.days, minutes=1)
    assert one.late
    one.outcome = Outcome.HIRED
    assert not one.late


def test_lateness_is_asked_once_for_each_number_of_days(
    opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    make_opening(title="Counsel")
    days = set(Stage.objects.values_list("days", flat=True))
    assert len(late().children) <= len(days) + 1


def test_of_very_many_that_fit_the_newest_are_listed(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [apply(opening, name="Ada Example").pk for _ in range(3)]
    ada, anybody = ApplicationFilter(text="ada"), ApplicationFilter()
    assert application_search(person=opening.recruiter, wanted=ada) == keys[::-1]
    monkeypatch.setattr(search, "MOST_FOUND", 2)
    found = application_search(person=opening.recruiter, wanted=ada)
    assert found == keys[:0:-1]
    assert application_search(person=opening.recruiter, wanted=anybody) is None
    for given in (found, None):
        listed = application_list(person=opening.recruiter, wanted=ada, found=given)
        assert [one.pk for one in listed] == found
