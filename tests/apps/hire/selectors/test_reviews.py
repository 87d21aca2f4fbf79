"""Reading for review: queues, one application, what others wrote."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member, Stage
from muster.apps.hire.selectors.reviews import (
    ReviewList,
    blind_get,
    review_list,
    review_next,
    review_queues,
    review_submitted,
    review_waiting,
)
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import member_remove
from muster.apps.hire.services.reviews import application_unblind
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move, stage_named, submit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(opening: Opening, make_user: MakeUser) -> User:
    return make_reviewer(opening, make_user(name="Ro Reviewer"))


def reviewers_of(person: User, application: Application) -> set[User]:
    return {one.review.reviewer for one in listed(person, application).shown}


def listed(person: User, application: Application) -> ReviewList:
    application.refresh_from_db()
    submitted = review_submitted(application=application)
    return review_list(person=person, application=application, submitted=submitted)


def test_the_queue_is_what_waits_for_me(opening: Opening, reviewer: User, make_opening: Any) -> None:
    other = make_opening(title="Other")
    first, second, third = apply(opening), apply(opening), apply(opening)
    move(other, [apply(other).pk])
    assert [(one.waiting, one.done) for one in review_queues(person=reviewer)] == [(0, 0)]
    move(opening, [second.pk])
    move(opening, [first.pk, third.pk])
    assert list(review_waiting(person=reviewer)) == [second, first, third]
    submit(opening, reviewer, second)
    assert list(review_waiting(person=reviewer)) == [first, third]
    assert [(one.waiting, one.done) for one in review_queues(person=reviewer)] == [(2, 1)]
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[first.pk], reason="x"
    )
    assert list(review_waiting(person=reviewer)) == [third]
    reviewer.is_active = False
    assert not review_waiting(person=reviewer)


def test_stepping_over_goes_round(opening: Opening, reviewer: User) -> None:
    applications = [apply(opening) for _ in range(3)]
    for one in applications:
        move(opening, [one.pk])
    seen, after = [], None
    for _ in range(4):
        found = review_next(person=reviewer, requisition=opening.requisition, after=after)
        assert found is not None
        seen.append(found)
        after = found.pk
    assert seen == [*applications, applications[0]]
    assert review_next(person=reviewer, requisition=opening.requisition, after=10**9) == applications[0]
    for one in applications[1:]:
        submit(opening, reviewer, one)
    assert review_next(person=reviewer, requisition=opening.requisition, after=applications[0].pk) is None


def test_who_reads_an_application_blind(opening: Opening, reviewer: User, make_user: MakeUser) -> None:
    one = apply(opening)
    make_reviewer(opening, opening.manager)
    assert blind_get(person=reviewer, pk=one.pk) is None  # it has not come to them yet
    assert (
        blind_get(person=opening.manager, pk=one.pk) is not None
    )  # whoever works on the opening meets it there
    assert blind_get(person=opening.recruiter, pk=one.pk) is None
    assert blind_get(person=make_user(Role.EMPLOYEE), pk=one.pk) is None
    move(opening, [one.pk])
    blind = blind_get(person=reviewer, pk=one.pk)
    assert blind is not None
    assert (blind.hidden, blind.due, blind.review) == (True, True, None)
    assert [criterion.name for criterion in blind.criteria] == ["Depth"]
    review = submit(opening, reviewer, one)
    move(opening, [one.pk], "Interviews")
    blind = blind_get(person=reviewer, pk=one.pk)
    assert blind is not None
    assert (blind.hidden, blind.due) == (False, False)
    assert review.pk
    member_remove(actor=opening.recruiter, member=Member.objects.get(user=reviewer))
    assert blind_get(person=reviewer, pk=one.pk) is None


def test_reviews_are_sealed_until_ones_own(opening: Opening, reviewer: User) -> None:
    one, manager = apply(opening), make_reviewer(opening, opening.manager)
    move(opening, [one.pk])
    submit(opening, reviewer, one)
    assert reviewers_of(opening.recruiter, one) == {reviewer}
    assert reviewers_of(manager, one) == set()
    assert listed(manager, one).sealed
    application_unblind(actor=manager, application=one, reason="Conflict")
    move(opening, [one.pk], "Interviews")
    assert reviewers_of(manager, one) == set()  # it may come back
    move(opening, [one.pk])
    submit(opening, manager, one)
    assert reviewers_of(manager, one) == {manager, reviewer}
    assert not listed(manager, one).sealed
    assert not listed(opening.recruiter, one).sealed


def test_reviewers_alone_see_only_their_own(opening: Opening, reviewer: User, make_user: MakeUser) -> None:
    one, second = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    submit(opening, reviewer, one)
    submit(opening, second, one)
    assert reviewers_of(second, one) == {second}
    assert not listed(second, one).sealed
    assert reviewers_of(make_user(Role.EMPLOYEE), one) == set()


def test_what_is_decided_is_open_to_those_who_work_on_it(opening: Opening, reviewer: User) -> None:
    one, manager = apply(opening), make_reviewer(opening, opening.manager)
    move(opening, [one.pk])
    submit(opening, reviewer, one)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="x"
    )
    assert reviewers_of(manager, one) == {reviewer}


def test_ratings_come_with_their_anchors(opening: Opening, reviewer: User) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    submit(opening, reviewer, one)
    rating = listed(opening.recruiter, one).shown[0].ratings[0]
    assert (rating.criterion.name, rating.value, rating.most, rating.anchor) == ("Depth", 2, 3, "Some")


def test_a_review_that_is_not_blind_is_reviewed_too(opening: Opening, reviewer: User) -> None:
    one = apply(opening)
    Stage.objects.filter(pk=stage_named(opening, "Blind review").pk).update(blind=False)
    move(opening, [one.pk])
    assert list(review_waiting(person=reviewer)) == [one]
    blind = blind_get(person=reviewer, pk=one.pk)
    assert blind is not None
    assert not blind.hidden
    submit(opening, reviewer, one)
