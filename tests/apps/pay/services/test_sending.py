"""From a signed offer to an employee; only what is signed is sent, and it expires on its day, never earlier."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import file_open
from muster.apps.core.models import Entry, StoredFile
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Message, Outcome
from muster.apps.hire.selectors.candidates import messages_to_candidate
from muster.apps.hire.services.messages import message_send
from muster.apps.org.models import Employee
from muster.apps.pay.models import (
    EmployeePackage,
    Letter,
    LetterTemplate,
    OfferNotice,
    OfferState,
    OfferVersion,
    OnboardingItem,
    Sending,
)
from muster.apps.pay.selectors.letters import first_last_day
from muster.apps.pay.services.answering import offer_accept, question_answer, question_ask
from muster.apps.pay.services.expiring import offer_expire
from muster.apps.pay.services.joining import onboarding_tick, onboarding_untick
from muster.apps.pay.services.offers import offer_withdraw
from muster.apps.pay.services.policy import least_days_set
from muster.apps.pay.services.sending import offer_extend, offer_send
from muster.apps.pay.services.signing import offer_sign
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, verified
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import Stage, staged
from tests.apps.pay.sending import link_of, plan, send, sent, signed_offer

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_from_a_signature_to_an_employee(opening: Opening, make_user: MakeUser) -> None:
    stage = signed_offer(opening, make_user)
    sending = send(stage)
    assert stage.now().state == OfferState.SENT
    message = Message.objects.get()
    assert (message.sent_by, "{offer_link}" in message.body) == (stage.partner, True)
    mail.outbox.clear()
    build_worker(batch=True).run()
    assert stage.now().state == OfferState.SENT  # its job to expire waits for the day
    token = link_of(sending)
    assert [token in one.body for one in mail.outbox if one.to == [message.recipient]] == [True]
    assert token not in str([*Sending.objects.values(), *Message.objects.values(), *Entry.objects.values()])
    told = messages_to_candidate(application=stage.now().application)
    assert token not in told[0].body
    assert "in the e-mail itself" in told[0].body

    question = question_ask(sending=sending, text="May I work from home?")
    assert question_ask(sending=sending, text=" May I work from home? ").pk == question.pk
    asked = OfferNotice.objects.get()
    assert (asked.recipient, "asks about our offer" in asked.body) == (stage.partner.email, True)
    question_answer(actor=stage.partner, question=question, text="Two days a week.")
    assert "May I work from home?" in Message.objects.order_by("pk")[1].body
    with pytest.raises(ConflictError, match="Somebody else was quicker"):
        question_answer(actor=opening.recruiter, question=question, text="No.")

    boss = Employee(code="B-1", user=opening.manager, name="Bo Boss", sort_name="Boss", email="b@example.com")
    requisition = opening.requisition
    for part in ("team", "level", "family", "location"):
        setattr(boss, part, getattr(requisition, part))
    boss.save()
    answer = offer_accept(
        sending=sending, typed_name="  zulaikha   BRONTESDOTTIR ", sha256=sending.letter.sha256
    )
    now = stage.now()
    employee = Employee.objects.get(email=now.application.candidate.email)
    assert (now.state, now.application.outcome) == (OfferState.ACCEPTED, Outcome.HIRED)
    assert now.application.stage.kind == "hired"
    post = (employee.name, employee.team, employee.level, employee.location, employee.manager)
    assert post == (NAME, requisition.team, requisition.level, requisition.location, boss)
    assert employee.spells.get().starts_on == stage.newest().starts_on
    package = EmployeePackage.objects.get()
    assert (package.employee, package.digest) == (employee, stage.newest().digest)
    entry = Entry.objects.get(action="offer.accept")
    assert entry.detail["sha256"] == answer.sha256 == sending.letter.sha256
    assert OnboardingItem.objects.filter(employee=employee, person=opening.manager).count() == 3
    with pytest.raises(ConflictError, match="accepted this offer already"):
        offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    assert Employee.objects.count() == 2

    item = OnboardingItem.objects.filter(person=opening.manager)[0]
    with pytest.raises(PermissionDenied, match="somebody else's to do"):
        onboarding_tick(actor=opening.recruiter, item=item)
    onboarding_tick(actor=opening.manager, item=item)
    first = item.done_at
    assert onboarding_tick(actor=make_user(Role.PEOPLE_PARTNER), item=item).done_at == first
    assert onboarding_untick(actor=opening.manager, item=item).done_at is None
    assert broken() == []


def test_who_sends_and_extends(opening: Opening, make_user: MakeUser) -> None:
    stage = signed_offer(opening, make_user)
    own = make_user(Role.RECRUITER, email=stage.now().application.candidate.email.upper())
    for person in (stage.executive, opening.manager, own):
        with pytest.raises(PermissionDenied, match="Only compensation partners and recruiters send"):
            offer_send(actor=person, offer=stage.now(), digest=stage.newest().digest, plan=plan(stage.now()))
    offer_send(
        actor=opening.recruiter, offer=stage.now(), digest=stage.newest().digest, plan=plan(stage.now())
    )
    later = first_last_day(stage.now()) + timedelta(days=3)
    for person in (stage.executive, opening.manager, own):
        with pytest.raises(PermissionDenied):
            offer_extend(actor=person, offer=stage.now(), last_day=later, reason="They moved.")


def test_only_what_was_signed_is_sent(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    with pytest.raises(ConflictError, match="Only a signed offer is sent; this one is not: Draft"):
        send(stage)
    stage = signed_offer_of(stage)
    digest = stage.newest().digest
    with pytest.raises(ConflictError, match="changed since"):
        offer_send(actor=stage.partner, offer=stage.now(), digest="0" * 64, plan=plan(stage.now()))
    with pytest.raises(ConflictError, match="text of the letter has been changed"):
        send(stage, text="0" * 64)
    OfferVersion.objects.update(content={**stage.newest().content, "years": 9})
    with pytest.raises(RefusedError, match="signatures are not of this very package"):
        send(stage)
    assert stage.newest().digest == digest
    nothing_was_sent(stage.now().state)


def signed_offer_of(stage: Stage) -> Stage:
    """Let an offer that is there be signed."""
    version = stage.submit()
    offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)
    return stage


def nothing_was_sent(state: str) -> None:
    """Say that not half of anything is there."""
    assert state == OfferState.SIGNED
    for model in (Letter, Sending, Message, StoredFile):
        assert not model._base_manager.exists(), model


def test_nothing_is_sent_by_halves(opening: Opening, make_user: MakeUser) -> None:
    stage = signed_offer(opening, make_user)
    earliest = first_last_day(stage.now())
    with pytest.raises(RefusedError, match="as the policy says"):
        send(stage, last_day=earliest - timedelta(days=1))
    with pytest.raises(RefusedError, match="for a year at most"):
        send(stage, last_day=earliest + timedelta(days=400))
    with pytest.raises(RefusedError, match=r"has no \{offer_link\}"):
        send(stage, body="Hello")
    with pytest.raises(RefusedError, match="Write a subject"):  # the letter was printed by then
        send(stage, subject=" ")
    LetterTemplate.objects.create(
        language="en", number=1, title="T", body="{salery}", made_by=stage.partner, made_at=timezone.now()
    )
    with pytest.raises(RefusedError, match="is no place that a letter knows"):
        send(stage)
    nothing_was_sent(stage.now().state)
    LetterTemplate.objects.all().delete()  # which no service would have kept
    with pytest.raises(PermissionDenied, match="Only executives"):
        least_days_set(actor=stage.partner, days=1)
    with pytest.raises(RefusedError):
        least_days_set(actor=stage.executive, days=0)
    least_days_set(actor=stage.executive, days=30)
    assert (first_last_day(stage.now()) - earliest).days == 23
    with pytest.raises(RefusedError, match="as the policy says"):
        send(stage, language="fr", last_day=earliest)
    assert send(stage, language="fr").letter.language == "fr"
    letter = Letter.objects.get()
    assert letter.file is not None
    with file_open(letter.file) as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == letter.sha256
    assert broken() == []


def test_it_expires_on_its_day_and_never_earlier(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    second = timedelta(seconds=1)
    assert sending.expires_at - timezone.now() >= timedelta(days=7)
    assert offer_expire(sending=sending.pk, now=sending.expires_at - second) == []
    with pytest.raises(RefusedError, match="Say why"):
        offer_extend(actor=stage.partner, offer=stage.now(), last_day=sending.last_day, reason=" ")
    with pytest.raises(RefusedError, match="already; choose a later day"):
        offer_extend(actor=stage.partner, offer=stage.now(), last_day=sending.last_day, reason="More time.")
    day = sending.last_day + timedelta(days=2)
    row = offer_extend(actor=stage.partner, offer=stage.now(), last_day=day, reason="They are ill.")
    assert (row.from_day, row.to_day) == (sending.last_day, day)
    assert "ill" not in Message.objects.order_by("-pk")[0].body  # colleagues read why
    assert offer_expire(sending=sending.pk, now=sending.expires_at) == []
    assert stage.now().state == OfferState.SENT
    told = offer_expire(sending=sending.pk, now=sending.expires_at + timedelta(days=2))
    assert [one.recipient for one in told] == [stage.partner.email]
    assert stage.now().state == OfferState.EXPIRED
    with pytest.raises(ConflictError, match="not open any more"):
        offer_extend(actor=stage.partner, offer=stage.now(), last_day=day + timedelta(days=9), reason="No.")
    with pytest.raises(ConflictError, match="was open until"):
        offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256)
    assert broken() == []


@pytest.mark.django_db(transaction=True)
def test_a_message_of_another_kind_may_have_the_link_too(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    offer_withdraw(actor=stage.partner, offer=stage.now(), reason="A slip.")
    message_send(
        actor=opening.recruiter,
        applications=[stage.now().application],
        subject="Sorry",
        body="It was a slip: {offer_link}",
    )
    mail.outbox.clear()
    build_worker(batch=True).run()
    assert all(link_of(sending) in one.body for one in mail.outbox if "example.org" in one.to[0])
    assert verified()
