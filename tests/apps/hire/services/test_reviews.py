"""Blind reviews, and looking behind the blind."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Requisition, Review, Unblinding
from muster.apps.hire.services.kits import CriterionPlan, kit_save
from muster.apps.hire.services.requisitions import default_plan, requisition_plan, requisition_update
from muster.apps.hire.services.reviews import application_unblind, review_save, review_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move, rate, submit, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_only_reviewers_review(opening: Opening, make_user: MakeUser, role: Role) -> None:
    one, beside = apply(opening), make_user(role)
    move(opening, [one.pk])
    with pytest.raises(PermissionDenied):
        submit(opening, beside, one)
    with pytest.raises(PermissionDenied):
        application_unblind(actor=beside, application=one, reason="Curious")
    submit(opening, make_reviewer(opening, beside), one)


def test_a_draft_becomes_a_review(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user(Role.EMPLOYEE))
    move(opening, [one.pk])
    draft = review_save(actor=reviewer, application=one, ratings={}, verdict="", note="So far")
    assert draft.submitted_at is None
    with pytest.raises(RefusedError, match="Rate “Depth”"):
        review_submit(actor=reviewer, application=one, ratings={}, verdict="advance", note="")
    with pytest.raises(RefusedError, match="verdict"):
        review_submit(actor=reviewer, application=one, ratings=rate(opening), verdict="maybe", note="")
    review = submit(opening, reviewer, one)
    assert (review.pk, review.verdict) == (draft.pk, "advance")
    assert review.submitted_at
    assert verified()


def test_the_same_twice_is_one_and_another_is_refused(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    first = submit(opening, reviewer, one, note=" As I said ")
    entries = Entry.objects.count()
    assert submit(opening, reviewer, one, note="As I said").pk == first.pk
    for other in ({"note": "Else"}, {"verdict": "decline"}, {"ratings": rate(opening, 1)}):
        with pytest.raises(ConflictError, match="already"):
            submit(opening, reviewer, one, **{"note": "As I said", **other})
    with pytest.raises(ConflictError, match="already"):
        review_save(actor=reviewer, application=one, ratings={}, verdict="", note="")
    assert Entry.objects.count() == entries


def test_a_draft_that_arrives_twice_is_no_conflict(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    said: dict[str, Any] = {"ratings": rate(opening), "verdict": "", "note": "So far"}
    draft = review_save(actor=reviewer, application=one, **said, seen=0)
    entries = Entry.objects.count()
    again = review_save(actor=reviewer, application=one, **said, seen=0)
    assert (again.pk, again.version, Entry.objects.count()) == (draft.pk, draft.version, entries)


def test_a_stale_tab_does_not_overwrite_a_draft(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    draft = review_save(actor=reviewer, application=one, ratings={}, verdict="", note="1", seen=0)
    review_save(actor=reviewer, application=one, ratings={}, verdict="", note="2", seen=draft.version)
    for seen in (0, 1):
        with pytest.raises(ConflictError):
            review_save(actor=reviewer, application=one, ratings={}, verdict="", note="3", seen=seen)
    assert Review.objects.get().note == "2"


@pytest.mark.parametrize("rating", [0, 4, -1])
def test_ratings_are_those_described(opening: Opening, make_user: MakeUser, rating: int) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    with pytest.raises(RefusedError, match="described"):
        submit(opening, reviewer, one, ratings=rate(opening, rating))
    with pytest.raises(RefusedError, match="described"):
        submit(opening, reviewer, one, ratings={**rate(opening), 10**9: 1})
    assert not Review.objects.exists()
    opening.requisition.refresh_from_db()
    assert opening.requisition.frozen_at is None


def test_only_in_a_stage_of_review(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    for name in ("Applied", "Interviews"):
        if name != "Applied":
            move(opening, [one.pk], name)
        with pytest.raises(ConflictError, match="moved on"):
            submit(opening, reviewer, one)


def test_the_first_draft_freezes_plan_kits_and_what_is_hidden(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    review_save(actor=reviewer, application=one, ratings={}, verdict="", note="")
    requisition, actor = opening.requisition, opening.recruiter
    requisition.refresh_from_db()
    assert requisition.frozen_at is not None
    kit = requisition.kits.get()
    with pytest.raises(RefusedError, match="Reviews have begun"):
        kit_save(actor=actor, kit=kit, name="Else", criteria=[CriterionPlan("Depth", ("a", "b"))])
    with pytest.raises(RefusedError, match="Reviews have begun"):
        requisition_plan(actor=actor, requisition=requisition, stages=default_plan(), seen=None)
    with pytest.raises(RefusedError, match="Reviews have begun"):
        requisition_update(actor=actor, requisition=requisition, seen=None, hide_schools=False)
    requisition_update(actor=actor, requisition=requisition, seen=None, title="Principal Scientist")
    submit(opening, reviewer, one)
    assert Entry.objects.filter(action="requisition.freeze").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_first_reviews_at_once_freeze_once(opening: Opening, make_user: MakeUser) -> None:
    reviewers = [make_reviewer(opening, make_user()) for _ in range(2)]
    applications = [apply(opening), apply(opening)]
    move(opening, [one.pk for one in applications])
    barrier = threading.Barrier(2)

    def act(number: int) -> None:
        try:
            barrier.wait()
            submit(opening, reviewers[number], applications[number])
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Review.objects.filter(submitted_at__isnull=False).count() == 2
    assert Entry.objects.filter(action="requisition.freeze").count() == 1
    assert Requisition.objects.get().frozen_at is not None
    assert verified()


def test_looking_behind_the_blind_is_on_the_record_once(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    with pytest.raises(RefusedError, match="why"):
        application_unblind(actor=reviewer, application=one, reason=" ")
    first = application_unblind(actor=reviewer, application=one, reason="A conflict of interest?")
    assert application_unblind(actor=reviewer, application=one, reason="Again") == first
    entry = Entry.objects.get(action="application.unblind")
    assert (entry.actor_id, entry.detail["application"]) == (reviewer.pk, one.pk)
    assert Unblinding.objects.get().reason == "A conflict of interest?"
    assert verified()


def test_nothing_to_look_behind_after_the_review(opening: Opening, make_user: MakeUser) -> None:
    one, reviewer = apply(opening), make_reviewer(opening, make_user())
    move(opening, [one.pk])
    submit(opening, reviewer, one)
    with pytest.raises(RefusedError, match="as it is"):
        application_unblind(actor=reviewer, application=one, reason="Why not")
