"""Decisions: who signs what and when, where it leads, and how it is decided again."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Decision, Interview, Message, Move, Stage, Vote
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.ballots import ballot_dissent, ballot_recuse
from muster.apps.hire.services.committee import committee_appoint, committee_extend
from muster.apps.hire.services.decisions import decision_reopen, decision_sign
from muster.apps.hire.services.pipeline import application_reject, move_undo
from muster.apps.hire.services.requisitions import StagePlan, default_plan, requisition_plan
from muster.apps.hire.signatures import signature_holds
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import Committee, convene, interviewed, signed, verdict
from tests.apps.hire.inside import move, verified
from tests.apps.hire.interviewing import assign, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(opening: Opening, make_user: MakeUser) -> Committee:
    """Return a committee of which two have voted to hire."""
    there = convene(opening, make_user)
    there.vote(0)
    there.vote(1)
    return there


def stage_of(committee: Committee) -> str:
    return Application.objects.select_related("stage").get(pk=committee.decision.application_id).stage.name


def test_a_hire_moves_on_to_the_offer_with_its_own_move(committee: Committee) -> None:
    decision = committee.sign()
    assert (decision.state, decision.outcome, decision.signed_by) == ("signed", "hire", committee.chair)
    assert signature_holds(decision, list(decision.ballots.all()))
    assert stage_of(committee) == "Offer"
    last = Move.objects.order_by("-pk")[0]
    assert (last.to_stage.name, last.by, last.outcome) == ("Offer", committee.chair, "active")
    told = Entry.objects.get(action="decision.sign").detail
    assert told == {"packet": decision.packet.digest, "signature": decision.signature}
    assert verified()


def test_one_more_interview_leads_back(committee: Committee) -> None:
    with pytest.raises(RefusedError, match="find out"):
        committee.sign(Vote.ONE_MORE, overrules="Thin", wanted=" ")
    decision = committee.sign(Vote.ONE_MORE, overrules="Thin", wanted="Depth in systems")
    assert (decision.wanted, decision.reason, stage_of(committee)) == ("Depth in systems", "", "Interviews")
    assert verified()


@pytest.mark.parametrize(
    ("before", "after"),
    [("Interviews", "Interviews"), ("On site", "On site"), ("Committee", "On site"), ("Offer", "On site")],
)
def test_one_more_interview_of_two_stages_takes_nobody_back_who_is_in_one(
    opening: Opening, make_user: MakeUser, before: str, after: str
) -> None:
    kit = opening.requisition.kits.get()
    plan = [
        StagePlan(one.name, one.kind, one.blind, kit if one.kind == Stage.Kind.REVIEW else None)
        for one in default_plan()
    ]
    plan.insert(3, StagePlan("On site", Stage.Kind.INTERVIEW))
    requisition_plan(actor=opening.recruiter, requisition=opening.requisition, stages=plan, seen=None)
    application = interviewed(opening, make_user)
    committee = convene(opening, make_user, application)
    if before != "Committee":
        move(opening, [application.pk], before)
    committee.vote(0, Vote.ONE_MORE)
    committee.vote(1, Vote.ONE_MORE)
    moves = Move.objects.count()
    committee.sign(Vote.ONE_MORE)
    assert (stage_of(committee), Move.objects.count() - moves) == (after, int(before != after))


def test_no_hire_drafts_a_message_and_moves_nobody(committee: Committee) -> None:
    with pytest.raises(RefusedError, match="may be told"):
        committee.sign(Vote.NO_HIRE, overrules="The bar", reason="")
    decision = committee.sign(Vote.NO_HIRE, overrules="The bar", reason="Others had more depth.")
    message = Message.objects.get()
    assert (decision.message, message.status, message.sent_by) == (message, "draft", None)
    assert "Others had more depth." in message.body
    application = Application.objects.get(pk=decision.application_id)
    assert (application.outcome, stage_of(committee)) == ("active", "Committee")
    assert verified()


def test_the_chair_alone_signs(committee: Committee, opening: Opening, make_user: MakeUser) -> None:
    beside = make_user(Role.COMMITTEE_MEMBER)
    for other in (
        committee.members[1],
        opening.recruiter,
        opening.manager,
        beside,
        make_user(Role.EXECUTIVE),
    ):
        with pytest.raises(PermissionDenied):
            decision_sign(actor=other, decision=committee.now(), verdict=verdict())
    assert committee.now().state == "open"


def test_what_is_missing_is_said(committee: Committee) -> None:
    for outcome, values, words in (
        ("perhaps", {}, "what was decided"),
        ("hire", {"rationale": " "}, "rationale"),
        ("no_hire", {}, "Most voted otherwise"),
    ):
        with pytest.raises(RefusedError, match=words):
            committee.sign(outcome, **values)
    decision = committee.sign(Vote.NO_HIRE, overrules="They missed the point of the case.")
    assert decision.overrules == "They missed the point of the case."
    assert ballot_dissent(actor=committee.members[1], decision=decision, text="I stand by it.").dissent


def test_level_votes_leave_the_chair_free(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    committee.vote(1, Vote.NO_HIRE)
    assert committee.sign(Vote.NO_HIRE).outcome == Vote.NO_HIRE


def test_not_before_the_quorum_nor_without_the_chairs_own_vote(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(1)
    with pytest.raises(RefusedError, match="quorum is not there yet"):
        committee.sign()
    committee.vote(2)
    with pytest.raises(RefusedError, match="Vote before you sign"):
        committee.sign()
    ballot_recuse(actor=committee.chair, decision=committee.decision, reason="A friend")
    with pytest.raises(RefusedError, match="somebody else has to be made the chair"):
        committee.sign()
    new = committee.members[1]
    committee_appoint(actor=opening.recruiter, decision=committee.now(), chair=new, seen=None)
    assert decision_sign(actor=new, decision=committee.now(), verdict=verdict()).signed_by == new


def test_the_ballot_of_who_left_does_not_count(
    committee: Committee, opening: Opening, make_user: MakeUser
) -> None:
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.members[1])
    with pytest.raises(RefusedError, match="has left, and the quorum is not there"):
        committee.sign()
    ballot_recuse(actor=committee.members[2], decision=committee.decision, reason="A friend")
    new = make_user(Role.COMMITTEE_MEMBER)
    committee_extend(actor=opening.recruiter, decision=committee.now(), member=new, seen=None)
    committee.members.append(new)
    committee.vote(3)
    decision = committee.sign()
    assert decision.counted == sorted([committee.chair.pk, new.pk])
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=new)  # later: what was signed stays
    assert signature_holds(decision, list(decision.ballots.all()))
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.chair)
    with pytest.raises(PermissionDenied):
        decision_reopen(actor=type(new).objects.get(pk=committee.chair.pk), decision=decision, reason="x")


def test_who_owes_a_scorecard_does_not_sign(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    committee.vote(0)
    committee.vote(1)
    make_interviewer(opening, committee.chair)
    assign(opening, Interview.objects.get(), committee.chair, shadow=True)
    with pytest.raises(RefusedError, match="owe a scorecard"):
        committee.sign()


def test_nothing_is_signed_about_who_withdrew_or_was_rejected(
    committee: Committee, opening: Opening, make_user: MakeUser
) -> None:
    application_withdraw(application=committee.decision.application)
    with pytest.raises(ConflictError, match="void: The candidate has withdrawn"):
        committee.sign()
    second = convene(opening, make_user)
    pks = [second.decision.application_id]
    done = application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=pks, reason="No"
    )
    assert second.now().why_void == "The candidate was rejected."
    move_undo(actor=opening.recruiter, batch=done.batch)
    assert second.now().state == "voting"  # what was taken back is as it was, so the same committee goes on
    move(opening, pks, "Hired")
    assert second.now().why_void == "The candidate was hired."
    assert verified()


def test_signed_once_and_for_good(committee: Committee) -> None:
    first = committee.sign()
    assert committee.sign().signed_at == first.signed_at  # a double click
    with pytest.raises(ConflictError, match="has been signed"):
        committee.sign(rationale="Else")
    assert Move.objects.filter(to_stage__name="Offer").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_signatures_at_once_one_wins(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    committee.vote(1)
    barrier, told = threading.Barrier(2), []
    before = committee.now()

    def act(number: int) -> None:
        decision = Decision.objects.select_related("application__requisition").get(pk=before.pk)
        try:
            barrier.wait()
            given = verdict(rationale=f"Number {number}")
            decision_sign(actor=committee.chair, decision=decision, verdict=given, seen=before.version)
        except ConflictError as error:
            told.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert Move.objects.filter(to_stage__name="Offer").count() == 1
    assert Entry.objects.filter(action="decision.sign").count() == 1
    assert verified()


def test_reopened_by_the_chair_or_an_executive_as_a_new_version(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = signed(opening, make_user)
    old = committee.now()
    for other in (committee.members[1], opening.recruiter, opening.manager):
        with pytest.raises(PermissionDenied):
            decision_reopen(actor=other, decision=old, reason="x")
    executive = make_user(Role.EXECUTIVE)
    with pytest.raises(RefusedError, match="why"):
        decision_reopen(actor=executive, decision=old, reason=" ")
    new = decision_reopen(actor=executive, decision=old, reason="A reference came in")
    assert (new.number, new.reopens_id, new.reopen_reason) == (2, old.pk, "A reference came in")
    assert (new.state, new.outcome, new.ballots.filter(vote="").count()) == ("voting", "", 3)
    again = committee.now()
    assert (again.state, again.signature) == ("signed", old.signature)
    assert signature_holds(again, list(again.ballots.all()))
    with pytest.raises(ConflictError, match="reopened already"):
        decision_reopen(actor=committee.chair, decision=old, reason="x")
    with pytest.raises(RefusedError, match="Only a decision that has been signed"):
        decision_reopen(actor=committee.chair, decision=new, reason="x")
    second = Committee(new, committee.members)
    second.vote(0, Vote.NO_HIRE)
    second.vote(1, Vote.NO_HIRE)
    assert second.sign(Vote.NO_HIRE).message is not None
    assert verified()


def test_a_rejection_is_taken_back_before_its_decision_is_reopened(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = signed(opening, make_user, Vote.NO_HIRE)
    application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[committee.decision.application_id],
        reason="No",
    )
    with pytest.raises(ConflictError, match="not active any more"):
        decision_reopen(actor=committee.chair, decision=committee.now(), reason="x")
