"""Two people at the same moment, in real threads: one wins, the other is told in one sentence, nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from muster.apps.core.errors import RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Outcome
from muster.apps.org.models import Employee
from muster.apps.pay.models import (
    EmployeePackage,
    OfferAnswer,
    OfferState,
    OfferVersion,
    OnboardingItem,
    SignOff,
    Verdict,
)
from muster.apps.pay.services.answering import offer_accept, offer_decline
from muster.apps.pay.services.joining import OWN_TASKS
from muster.apps.pay.services.offers import offer_version_add, offer_withdraw
from muster.apps.pay.services.policy import RulePlan, policy_set
from muster.apps.pay.services.signing import offer_send_back, offer_sign
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import package, staged
from tests.apps.pay.sending import sent

pytestmark = pytest.mark.django_db(transaction=True)

CHANGED = "Somebody else changed this in the meantime; look at what it is now and try again."


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do things in threads that begin together; return what those who lost were told."""
    barrier, told = threading.Barrier(len(acts)), []

    def go(act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            act()
        except RefusedError as error:
            told.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


def entries(action: str) -> int:
    """Count what the ledger was told of an action."""
    return Entry.objects.filter(action=action).count()


def test_of_two_proposers_one_keeps_a_version(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    offers, people = (stage.now(), stage.now()), (stage.partner, opening.recruiter)
    seen = offers[0].version

    def propose(at: int) -> OfferVersion:
        content = package(years=5 + at)
        return offer_version_add(actor=people[at], offer=offers[at], content=content, seen=seen)

    assert at_once(lambda: propose(0), lambda: propose(1)) == [CHANGED]
    numbers = OfferVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]
    assert entries("offer.change") == 2  # the one before, and one of these
    assert broken() == []


def test_of_a_signature_and_a_sending_back_one_counts(opening: Opening, make_user: MakeUser) -> None:
    stage, other = staged(opening, make_user), make_user(Role.EXECUTIVE)
    digest = stage.submit().digest
    first, second = stage.now(), stage.now()

    def sign() -> SignOff:
        return offer_sign(actor=stage.executive, offer=first, digest=digest, seen=first.version)

    def send_back() -> SignOff:
        return offer_send_back(
            actor=other, offer=second, digest=digest, reason="Less cash.", seen=second.version
        )

    assert at_once(sign, send_back) == [CHANGED]
    state, row = stage.now().state, SignOff.objects.get()
    won = {Verdict.SIGN: OfferState.SIGNED, Verdict.SEND_BACK: OfferState.SENT_BACK}
    assert won[Verdict(row.verdict)] == state
    assert (row.void_at is None) == (state == OfferState.SIGNED)
    assert entries("offer.sign") + entries("offer.send_back") == 1
    assert entries("offer.signed") == (state == OfferState.SIGNED)
    assert broken() == []


def test_two_signers_side_by_side_sign_both(opening: Opening, make_user: MakeUser) -> None:
    stage, people = staged(opening, make_user), make_user(Role.PEOPLE_PARTNER)
    rules = [RulePlan(role=Role.PEOPLE_PARTNER), RulePlan(role=Role.EXECUTIVE)]
    policy_set(actor=stage.executive, rules=rules)
    digest = stage.submit().digest
    first, second = stage.now(), stage.now()
    told = at_once(
        lambda: offer_sign(actor=stage.executive, offer=first, digest=digest),
        lambda: offer_sign(actor=people, offer=second, digest=digest),
    )
    assert told == []
    assert stage.now().state == OfferState.SIGNED
    assert list(SignOff.objects.values_list("verdict", flat=True)) == [Verdict.SIGN, Verdict.SIGN]
    assert entries("offer.signed") == 1  # by whoever came last
    assert broken() == []


def test_accepted_in_two_tabs_is_accepted_once(opening: Opening, make_user: MakeUser) -> None:
    _stage, sending = sent(opening, make_user)
    digest = sending.letter.sha256

    def accept() -> OfferAnswer:
        return offer_accept(sending=sending, typed_name=NAME, sha256=digest)

    assert at_once(accept, accept) == ["You have accepted this offer already."]
    _one_employee()


def test_accepted_while_it_is_declined_or_taken_back(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    offer = stage.now()
    told = at_once(
        lambda: offer_accept(sending=sending, typed_name=NAME, sha256=sending.letter.sha256),
        lambda: offer_decline(sending=sending, reason="pay"),
        lambda: offer_withdraw(actor=stage.partner, offer=offer, reason="Gone.", seen=offer.version),
    )
    state = stage.now().state
    assert len(told) == 2
    assert entries("offer.accept") + entries("offer.decline") + entries("offer.withdraw") == 1
    if state == OfferState.ACCEPTED:
        assert sorted(told) == [CHANGED, "You have accepted this offer already."]
        _one_employee()
        return
    assert Application.objects.get().outcome == Outcome.ACTIVE
    assert not Employee.objects.exists()
    assert OfferAnswer.objects.count() == (state == OfferState.DECLINED)
    assert broken() == []


def _one_employee() -> None:
    """Say that answer, employee, package, hire and checklist are there, each once."""
    assert OfferAnswer.objects.count() == 1
    assert Employee.objects.count() == EmployeePackage.objects.count() == 1
    assert OnboardingItem.objects.count() == len(OWN_TASKS)
    assert Application.objects.get().outcome == Outcome.HIRED
    assert entries("offer.accept") == entries("package.begin") == 1
    assert broken() == []
