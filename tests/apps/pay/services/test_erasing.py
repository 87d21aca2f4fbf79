"""Erasing a candidate takes what offers say of them, and leaves a ledger that verifies."""

from __future__ import annotations

import pytest

from muster.apps.core.models import StoredFile
from muster.apps.hire.models import Message
from muster.apps.hire.services.erasing import GONE, candidate_erase
from muster.apps.pay.models import (
    Letter,
    Offer,
    OfferAnswer,
    OfferNotice,
    OfferQuestion,
    OfferVersion,
    SignOff,
    SignOffNotice,
)
from muster.apps.pay.selectors.letters import sending_of_candidate
from muster.apps.pay.selectors.offers import offer_visible
from muster.apps.pay.services.answering import offer_decline, question_answer, question_ask
from muster.apps.pay.services.offers import offer_withdraw
from muster.apps.pay.services.signing import offer_send_back
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import package, staged
from tests.apps.pay.sending import link_of, sent

pytestmark = pytest.mark.django_db

WRITTEN = "zephyrine"


def test_nothing_that_was_written_stays(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    stage.version(in_kind=[{"name": f"Desk of {WRITTEN}", "value": 1_000, "per": "year"}])
    version = stage.submit()
    offer_send_back(
        actor=stage.executive, offer=stage.now(), digest=version.digest, reason=f"{WRITTEN} asks for less."
    )
    offer_withdraw(actor=stage.partner, offer=stage.now(), reason=f"{WRITTEN} went elsewhere.")
    assert offer_visible(person=stage.partner).exists()
    candidate = stage.now().application.candidate

    candidate_erase(actor=stage.partner, candidate=candidate, before=True)

    rows = [one for model in (Offer, OfferVersion, SignOff, SignOffNotice) for one in model.objects.values()]
    assert len(rows) > 4
    assert WRITTEN not in str(rows)
    assert {one.reason for one in SignOff.objects.exclude(reason="")} == {GONE}
    assert {str(one.content) for one in OfferVersion.objects.all()} == {"{}"}
    assert OfferVersion.objects.first().total > package()["base"]["amount"]  # type: ignore[union-attr]
    assert not offer_visible(person=stage.partner).exists()
    assert broken() == []


def test_letters_questions_and_answers_go(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    token, earlier = link_of(sending), StoredFile.objects.count()
    question = question_ask(sending=sending, text=f"Is {WRITTEN} there?")
    question_answer(actor=stage.partner, question=question, text=f"{WRITTEN} is.")
    offer_decline(sending=sending, reason="other_offer", words=f"For {WRITTEN}.", employer=WRITTEN)
    candidate_erase(actor=stage.partner, candidate=stage.now().application.candidate, before=True)
    models = (OfferQuestion, OfferAnswer, OfferNotice, Message)
    assert WRITTEN not in str([one for model in models for one in model.objects.values()])
    assert OfferAnswer.objects.get().reason == "other_offer"  # which is counted
    assert (Letter.objects.get().file, StoredFile.objects.count()) == (None, earlier - 1)
    assert sending_of_candidate(token=token) is None
    assert broken() == []
