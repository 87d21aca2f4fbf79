"""What a candidate's link cannot do: twice, for others, too late, or for another letter than the one sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import path_of
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Message, Move, Outcome
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.pipeline import move_undo
from muster.apps.org.models import Employee, EndReason
from muster.apps.org.services.employees import employee_end_spell, employee_hire
from muster.apps.org.services.posts import Post
from muster.apps.pay.models import (
    AnswerKind,
    EmployeePackage,
    OfferAnswer,
    OfferNotice,
    OfferQuestion,
    OfferState,
    OnboardingItem,
    Sending,
    SignOff,
)
from muster.apps.pay.selectors.letters import sending_of_candidate
from muster.apps.pay.services.answering import offer_accept, offer_decline, question_answer, question_ask
from muster.apps.pay.services.joining import task_add, task_remove
from muster.apps.pay.services.offers import offer_withdraw
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.sending import accepted, link_of, sent

pytestmark = pytest.mark.django_db


def nothing_answered(state: str = OfferState.SENT) -> None:
    """Say that not half of an answer is there."""
    assert not OfferAnswer.objects.exists()
    assert not Employee.objects.exists()
    assert not OnboardingItem.objects.exists()
    assert Sending.objects.get().offer.state == state


def test_another_name_another_letter(opening: Opening, make_user: MakeUser) -> None:
    _stage, sending = sent(opening, make_user)
    digest = sending.letter.sha256
    for name in ("", "Zulaikha", f"{NAME} Jr"):
        with pytest.raises(RefusedError, match="Type your name as it stands in the letter"):
            offer_accept(sending=sending, typed_name=name, sha256=digest)
    with pytest.raises(ConflictError, match="not the letter that we sent you last"):
        offer_accept(sending=sending, typed_name=NAME, sha256="0" * 64)
    SignOff.objects.update(digest="1" * 64)
    with pytest.raises(RefusedError, match="nothing was accepted"):
        offer_accept(sending=sending, typed_name=NAME, sha256=digest)
    SignOff.objects.update(digest=sending.letter.digest)
    assert sending.letter.file is not None
    path_of(sending.letter.file).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(RefusedError, match="nothing was accepted"):
        offer_accept(sending=sending, typed_name=NAME, sha256=digest)
    nothing_answered()


def test_whoever_accepted_is_not_moved_back_by_one_click(opening: Opening, make_user: MakeUser) -> None:
    _stage, sending = sent(opening, make_user)
    offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    batch = Move.objects.latest("pk").batch
    assert batch is not None
    with pytest.raises(RefusedError, match="is an employee now"):
        move_undo(actor=opening.recruiter, batch=batch)
    assert Application.objects.get(pk=sending.offer.application_id).outcome == Outcome.HIRED


def test_too_late_taken_back_or_ended(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    with time_machine.travel(sending.expires_at, tick=False):  # its job has not run yet
        with pytest.raises(ConflictError, match="was open until"):
            offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
        with pytest.raises(ConflictError, match="was open until"):
            question_ask(sending=sending, text="May I still?")
    application = stage.now().application
    application_withdraw(application=application)
    with pytest.raises(ConflictError, match="You have withdrawn your application"):
        offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    Application.objects.update(outcome=Outcome.REJECTED)
    with pytest.raises(ConflictError, match="Your application is closed"):
        offer_decline(sending=sending, reason="pay")
    Application.objects.update(outcome=Outcome.ACTIVE)
    offer_withdraw(actor=stage.partner, offer=stage.now(), reason="The role is gone.")
    with pytest.raises(ConflictError, match="We have taken this offer back"):
        offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    nothing_answered(OfferState.WITHDRAWN)
    assert sending_of_candidate(token="x" * 32) is None
    assert sending_of_candidate(token=link_of(sending)[:-1]) is None


def test_declined_with_a_reason(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    with pytest.raises(RefusedError, match="Choose why"):
        offer_decline(sending=sending, reason="because")
    answer = offer_decline(
        sending=sending, reason="other_offer", words=" They  asked first. ", employer="  Rival\nLabs "
    )
    assert (answer.kind, answer.employer, answer.typed_name) == (AnswerKind.DECLINED, "Rival Labs", "")
    assert stage.now().state == OfferState.DECLINED
    assert [one.recipient for one in OfferNotice.objects.all()] == [stage.partner.email]
    assert "Rival" not in OfferNotice.objects.get().body
    with pytest.raises(ConflictError, match="You have declined this offer already"):
        offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    with pytest.raises(ConflictError, match="declined this offer already"):
        question_ask(sending=sending, text="May I think again?")
    assert not Employee.objects.exists()
    assert broken() == []


def test_who_answers_questions(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    with pytest.raises(RefusedError, match="Write your question"):
        question_ask(sending=sending, text=" ")
    question = question_ask(sending=sending, text="When, {name}, and is {offer_link} mine?")
    for person in (stage.executive, opening.manager, make_user(Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            question_answer(actor=person, question=question, text="Then.")
    with pytest.raises(RefusedError, match="Write an answer"):
        question_answer(actor=stage.partner, question=question, text="")
    assert OfferQuestion.objects.get().answered_at is None
    question_answer(actor=opening.recruiter, question=question, text="In {name} March.")
    told = Message.objects.latest("pk").body  # what somebody wrote is no place to be filled in
    assert told.count(NAME) == 1
    assert told.count("{offer_link}") == 1
    accepted(sending)
    assert question_ask(sending=sending, text="Where?").pk  # who comes may still ask


def _post(opening: Opening) -> Post:
    one = opening.requisition
    return Post(team=one.team, level=one.level, family=one.family, location=one.location)


def test_somebody_who_works_here_keeps_the_post_until_it_is_changed(
    opening: Opening, make_user: MakeUser
) -> None:
    stage, sending = sent(opening, make_user)
    candidate, start = stage.now().application.candidate, stage.newest().starts_on
    here = employee_hire(
        actor=None,
        code="A-1",
        name="Z. B.",
        email=candidate.email.upper(),
        post=_post(opening),
        starts_on=start - timedelta(days=400),
    )
    partner = make_user(Role.PEOPLE_PARTNER)
    with pytest.raises(PermissionDenied, match="keep the checklist"):
        task_add(actor=opening.manager, title="A badge", owner="administrator", days=-1)
    for title, owner, days in (
        (" ", "administrator", -1),
        ("A badge", "nobody", -1),
        ("A badge", "administrator", 999),
    ):
        with pytest.raises(RefusedError):
            task_add(actor=partner, title=title, owner=owner, days=days)
    unwanted = task_add(actor=partner, title="A cake", owner="manager", days=0)
    task_add(actor=partner, title="A badge", owner="administrator", days=-1)
    task_remove(actor=partner, task=unwanted)
    accepted(sending)
    assert Employee.objects.get() == here
    assert here.spells.count() == 1
    assert EmployeePackage.objects.get().employee == here
    badge, post = OnboardingItem.objects.filter(employee=here)
    assert (badge.title, badge.role, badge.due_on) == ("A badge", "administrator", start - timedelta(days=1))
    assert post.title == f"Give them the new post: {opening.requisition.title}"
    assert broken() == []


def test_somebody_who_comes_back(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    candidate, start = stage.now().application.candidate, stage.newest().starts_on
    here = employee_hire(
        actor=None,
        code="A-1",
        name="Z. B.",
        email=candidate.email,
        post=_post(opening),
        starts_on=start - timedelta(days=800),
    )
    employee_end_spell(
        actor=None, employee=here, ends_on=start - timedelta(days=400), reason=EndReason.RESIGNED
    )
    accepted(sending)
    assert Employee.objects.get() == here
    assert [one.starts_on for one in here.spells.order_by("starts_on")][1] == start
    assert broken() == []


def test_a_number_that_somebody_has(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    candidate, start = stage.now().application.candidate, stage.newest().starts_on
    taken = f"E-{candidate.pk:06d}"
    employee_hire(
        actor=None, code=taken, name="Other", email="o@example.org", post=_post(opening), starts_on=start
    )
    accepted(sending)
    assert Employee.objects.get(email=candidate.email).code == f"{taken}-2"
