"""What the tests of letters share: an offer that is signed, one that is with its candidate."""

from __future__ import annotations

from datetime import date
from typing import Any

from muster.apps.pay.links import sending_token
from muster.apps.pay.models import Offer, Sending
from muster.apps.pay.selectors.letters import first_last_day
from muster.apps.pay.services.answering import offer_accept
from muster.apps.pay.services.sending import SendPlan, offer_send
from muster.apps.pay.services.signing import offer_sign
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening
from tests.apps.pay.offering import Stage, staged

__all__ = ["accepted", "link_of", "plan", "send", "sent", "signed_offer"]


def plan(offer: Offer, **changes: Any) -> SendPlan:
    """Return what is to be sent, as soon to expire as the policy allows."""
    given: dict[str, Any] = {
        "language": "en",
        "last_day": first_last_day(offer),
        "subject": "Our offer",
        "body": "Hello {name},\n\n{offer_link}\n",
    }
    return SendPlan(**{**given, **changes})


def signed_offer(opening: Opening, make_user: MakeUser, **changes: Any) -> Stage:
    """Return an offer that the executive has signed."""
    stage = staged(opening, make_user, version=not changes)
    if changes:
        stage.version(**changes)
    version = stage.submit()
    offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)
    return stage


def send(stage: Stage, **changes: Any) -> Sending:
    """Send the offer as the compensation partner."""
    offer = stage.now()
    return offer_send(
        actor=stage.partner, offer=offer, digest=stage.newest().digest, plan=plan(offer, **changes)
    )


def sent(opening: Opening, make_user: MakeUser, *, last_day: date | None = None) -> tuple[Stage, Sending]:
    """Return an offer that is with its candidate, and its sending."""
    stage = signed_offer(opening, make_user)
    return stage, send(stage, **({} if last_day is None else {"last_day": last_day}))


def accepted(sending: Sending) -> None:
    """Accept as the candidate."""
    name = sending.offer.application.candidate.name
    offer_accept(sending=sending, typed_name=name, sha256=sending.letter.sha256)


def link_of(sending: Sending) -> str:
    """Return the secret in the candidate's link."""
    token = sending_token(sending)
    assert token is not None
    return token
