"""Offers are opened on a decision, changed version by version, and withdrawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from muster.apps.core.errors import ChangedError, ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Outcome, Requisition, Vote
from muster.apps.pay.content import content_digest
from muster.apps.pay.models import OfferState, OfferVersion, SignOff
from muster.apps.pay.services.offers import offer_open, offer_version_add, offer_withdraw
from muster.apps.pay.services.policy import band_set
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import decided, package, staged

pytestmark = pytest.mark.django_db


def test_an_offer_rests_on_a_decision_to_hire(opening: Opening, make_user: MakeUser) -> None:
    partner = make_user(Role.COMPENSATION_PARTNER)
    undecided = before_committee(opening)
    with pytest.raises(RefusedError, match="has not signed a decision"):
        offer_open(actor=partner, application=undecided)
    application = decided(opening, make_user, Vote.HIRE)
    for person in (opening.manager, make_user(Role.EXECUTIVE)):
        with pytest.raises(PermissionDenied, match="Only compensation partners and recruiters"):
            offer_open(actor=person, application=application)
    offer = offer_open(actor=partner, application=application)
    assert offer.decision.outcome == Vote.HIRE
    assert offer_open(actor=partner, application=application).pk == offer.pk
    with pytest.raises(ConflictError, match="There is an offer"):
        offer_open(actor=opening.recruiter, application=application)
    assert broken() == []


def test_none_to_somebody_else_than_the_hired(opening: Opening, make_user: MakeUser) -> None:
    application = decided(opening, make_user, Vote.HIRE)
    there = Application.objects.filter(pk=application.pk)
    there.update(outcome=Outcome.REJECTED)
    with pytest.raises(RefusedError, match="not active any more"):
        offer_open(actor=opening.recruiter, application=application)
    there.update(outcome=Outcome.ACTIVE)
    Requisition.objects.update(status=Requisition.Status.CLOSED)
    with pytest.raises(RefusedError, match="The opening is not open"):
        offer_open(actor=opening.recruiter, application=application)
    Requisition.objects.update(status=Requisition.Status.OPEN)
    other = before_committee(opening, name="Bo Brandt", email="bo@example.org")
    Application.objects.filter(pk=other.pk).update(outcome=Outcome.HIRED)  # takes the one place
    with pytest.raises(RefusedError, match="All places of this opening are taken"):
        offer_open(actor=opening.recruiter, application=application)


def test_nobody_proposes_their_own(opening: Opening, make_user: MakeUser) -> None:
    application = decided(opening, make_user)
    own = make_user(Role.COMPENSATION_PARTNER, email=application.candidate.email.upper())
    with pytest.raises(PermissionDenied, match="This offer is to you"):
        offer_open(actor=own, application=application)


def test_every_change_is_a_version_with_its_digest(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    first = stage.newest()
    assert first.digest == content_digest(package())
    assert (first.currency, int(first.base), first.starts_on.isoformat()) == ("USD", 300_000, "2027-03-01")
    assert int(first.total) == 4 * 300_000 + 4 * 45_000 + 50_000 + 1_000_000
    with pytest.raises(RefusedError, match="Nothing was changed"):
        stage.version()
    before = stage.now()
    second = stage.version(base={"amount": 310_000.0, "per": "year"})
    assert second.number == 2
    assert second.content["base"]["amount"] == 310_000
    with pytest.raises(ChangedError):
        offer_version_add(
            actor=stage.partner, offer=before, content=package(years=5), seen=before.version - 1
        )
    OfferVersion.objects.filter(pk=first.pk).update(total=1)
    assert broken() != []


BAD: list[tuple[dict[str, Any], str]] = [
    ({"base": {"amount": -1}}, "Base pay, amount: -1 must be a finite number"),
    ({"base": {}}, "Base pay, amount: this is missing"),
    ({"start": "2027-02-29"}, "First day: 2027 has no 29 February"),
    ({"sign_on": [{"amount": 1, "date": "2026-01-01"}]}, "Sign-on payment 1, day: 2026-01-01 is before"),
    ({"sign_on": [{"amount": 1, "date": "2027-03-01", "currency": "EUR"}]}, "give rates.EUR"),
    (
        {"grants": [{"kind": "rsu", "shares": 10, "tranches": [{"month": 12, "fraction": 0.5}]}]},
        "Grant 1, vesting",
    ),
    ({"grants": [{"kind": "rsu", "shares": 0, "schedule": "immediate"}]}, "Grant 1, shares"),
    ({"grants": [{"kind": "rsu", "shares": 10**15, "schedule": "immediate"}]}, "Grant 1, shares"),
    ({"price": {"spot": 0, "volatility": 0.5}}, "Share price, price today"),
    ({"base": {"amount": 1e300}}, "Base pay, amount"),
]


def test_bad_packages_are_one_clear_sentence(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user, version=False)
    for changes, sentence in BAD:
        with pytest.raises(RefusedError) as error:
            stage.version(**changes)
        assert sentence in error.value.sentence, (changes, error.value.sentence)
    with translation.override("nl"), pytest.raises(RefusedError) as error:
        stage.version(**BAD[0][0])
    assert "must be" not in error.value.sentence
    assert not OfferVersion.objects.exists()


def test_outside_of_a_band_it_takes_a_reason(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user, version=False)
    there = opening.requisition
    for location, low, high in ((None, 100, 400_000), (there.location, 100_000, 250_000)):
        band_set(
            actor=stage.partner,
            family=there.family,
            level=there.level,
            part="base",
            currency="USD",
            location=location,
            low=Decimal(low),
            high=Decimal(high),
        )
    with pytest.raises(RefusedError, match=r"outside of the band: Base pay\. Say why"):
        stage.version()
    kept = offer_version_add(
        actor=stage.partner, offer=stage.now(), content=package(), reason="A rival offers more."
    )
    assert (kept.outside, kept.reason) == (["base"], "A rival offers more.")
    inside = stage.version(base={"amount": 200_000})
    assert (inside.outside, inside.reason) == ([], "")
    other = package(currency="EUR", price={"spot": 40, "volatility": 0.5})
    with pytest.raises(RefusedError, match="outside of the band"):  # nobody can say, so it is asked
        offer_version_add(actor=stage.partner, offer=stage.now(), content=other)


def test_withdrawn_with_a_reason(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    stage.submit()
    with pytest.raises(RefusedError, match="Say why"):
        offer_withdraw(actor=stage.partner, offer=stage.now(), reason=" ")
    with pytest.raises(PermissionDenied):
        offer_withdraw(actor=stage.executive, offer=stage.now(), reason="No.")
    offer_withdraw(actor=stage.partner, offer=stage.now(), reason="The candidate asked us to wait.")
    assert stage.now().state == OfferState.WITHDRAWN
    assert not SignOff.objects.filter(void_at=None).exists()
    with pytest.raises(ConflictError, match="cannot be changed any more"):
        stage.version(years=5)
    again = offer_open(actor=stage.partner, application=stage.offer.application)
    assert again.number == 2
    assert broken() == []
