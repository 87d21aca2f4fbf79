"""Decisions become void when there is nobody left to decide about, and no others do; taken back, they go on."""

from __future__ import annotations

import pytest

from muster.apps.core.models import Entry
from muster.apps.hire.models import Application, Decision, Outcome, Vote
from muster.apps.hire.services.committee import committee_call_off
from muster.apps.hire.services.pipeline import Moved, application_reject, move_undo
from muster.apps.hire.services.voiding import decisions_void
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import Committee, convene, signed
from tests.apps.hire.inside import verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_the_undecided_of_these_applications_alone(opening: Opening, make_user: MakeUser) -> None:
    voting, decided, other = (make(opening, make_user) for make in (convene, signed, convene))
    pks = [voting.decision.application_id, decided.decision.application_id]
    decisions_void(actor=opening.recruiter, applications=pks, outcome=Outcome.REJECTED)
    decisions_void(actor=opening.recruiter, applications=pks, outcome=Outcome.REJECTED)
    assert [one.now().state for one in (voting, decided, other)] == ["void", "signed", "voting"]
    told = Entry.objects.get(action="decision.void")
    assert (told.row, told.detail) == (voting.decision.pk, {"outcome": "rejected"})
    assert Decision.objects.filter(state="void").count() == 1
    assert verified()


def reject(opening: Opening, *committees: Committee) -> Moved:
    return application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[one.decision.application_id for one in committees],
        reason="No",
    )


def test_a_rejection_taken_back_gives_the_votes_back(opening: Opening, make_user: MakeUser) -> None:
    sealed, opened, off, apart = (convene(opening, make_user) for _ in range(4))
    sealed.vote(0, Vote.NO_HIRE)
    opened.vote(0)
    opened.vote(1)
    committee_call_off(actor=opening.recruiter, decision=off.now(), reason="rejected", seen=None)
    reject(opening, apart)
    before = [(one.now().state, one.now().opened_at) for one in (sealed, opened)]
    done = reject(opening, sealed, opened, off)
    assert [one.now().state for one in (sealed, opened)] == ["void", "void"]
    move_undo(actor=opening.recruiter, batch=done.batch)
    assert [(one.now().state, one.now().opened_at) for one in (sealed, opened)] == before
    assert (sealed.ballot(0).vote, sealed.now().void_reason) == (Vote.NO_HIRE, "")
    # Called off by a person, or void by another move: neither was this one's doing.
    assert [one.now().void_reason for one in (off, apart)] == ["rejected", "rejected"]
    told = Entry.objects.filter(action="decision.restore")
    assert {one.row for one in told} == {sealed.decision.pk, opened.decision.pk}
    assert {one.actor for one in told} == {opening.recruiter}
    sealed.vote(1, Vote.NO_HIRE)
    assert sealed.sign(Vote.NO_HIRE).outcome == Vote.NO_HIRE
    assert opened.sign().outcome == Vote.HIRE
    assert verified()


def test_each_taking_back_restores_what_its_own_move_made_void(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    for _ in range(2):
        move_undo(actor=opening.recruiter, batch=reject(opening, committee).batch)
        assert committee.now().state == "voting"
    committee_call_off(actor=opening.recruiter, decision=committee.now(), reason="Wrong people", seen=None)
    move_undo(actor=opening.recruiter, batch=reject(opening, committee).batch)
    assert (committee.now().state, committee.now().why_void) == ("void", "Wrong people")


def test_what_a_newer_committee_follows_stays_void(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    application = committee.decision.application
    done = reject(opening, committee)
    Application.objects.filter(pk=application.pk).update(outcome=Outcome.ACTIVE)  # behind the services' back
    second = convene(opening, make_user, application)
    Application.objects.filter(pk=application.pk).update(outcome=Outcome.REJECTED)
    move_undo(actor=opening.recruiter, batch=done.batch)
    assert [one.now().state for one in (committee, second)] == ["void", "voting"]
