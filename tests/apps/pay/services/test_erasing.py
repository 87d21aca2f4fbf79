"""Erasing a candidate takes what offers say of them, and leaves a ledger that verifies."""

from __future__ import annotations

import pytest

from muster.apps.hire.services.erasing import GONE, candidate_erase
from muster.apps.pay.models import Offer, OfferVersion, SignOff, SignOffNotice
from muster.apps.pay.selectors.offers import offer_visible
from muster.apps.pay.services.offers import offer_withdraw
from muster.apps.pay.services.signing import offer_send_back
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import package, staged

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
