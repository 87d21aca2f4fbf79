"""What the tests of offers share: a candidate whom a committee hires, a package, people who propose and sign."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Vote
from muster.apps.pay.models import Offer, OfferVersion
from muster.apps.pay.services.offers import offer_open, offer_version_add
from muster.apps.pay.services.submitting import offer_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import signed
from tests.apps.hire.openings import Opening

__all__ = ["PACKAGE", "Stage", "decided", "package", "staged"]

PACKAGE: dict[str, Any] = {
    "currency": "USD",
    "start": "2027-03-01",
    "base": {"amount": 300_000, "per": "year"},
    "bonus": {"target": 0.15},
    "sign_on": [{"amount": 50_000, "date": "2027-03-01", "clawback": {"months": 12, "method": "monthly"}}],
    "grants": [{"kind": "rsu", "value": 1_000_000, "reference_price": 50, "schedule": "25x4-quarterly"}],
    "price": {"spot": 50, "volatility": 0.6},
}


def package(**changes: Any) -> dict[str, Any]:
    """Return a sound package with changes."""
    return {**deepcopy(PACKAGE), **changes}


def decided(opening: Opening, make_user: MakeUser, outcome: str = Vote.HIRE) -> Application:
    """Return an application that a committee has decided on."""
    return Application.objects.get(pk=signed(opening, make_user, outcome).decision.application_id)


@dataclass
class Stage:
    """An offer with those around it."""

    offer: Offer
    partner: User
    executive: User

    def now(self) -> Offer:
        """Return the offer as it is now."""
        return Offer.objects.select_related("application__candidate", "requisition").get(pk=self.offer.pk)

    def version(self, **changes: Any) -> OfferVersion:
        """Propose a package as the compensation partner."""
        return offer_version_add(actor=self.partner, offer=self.now(), content=package(**changes))

    def submit(self) -> OfferVersion:
        """Put the newest version into sign-off."""
        version = self.newest()
        offer_submit(actor=self.partner, offer=self.now(), digest=version.digest)
        return version

    def newest(self) -> OfferVersion:
        """Return what is proposed now."""
        return OfferVersion.objects.filter(offer=self.offer).order_by("-number")[0]


def staged(opening: Opening, make_user: MakeUser, *, version: bool = True) -> Stage:
    """Return an offer of a compensation partner's, with a version unless told, and an executive."""
    partner = make_user(Role.COMPENSATION_PARTNER, name="Pia Partner")
    executive = make_user(Role.EXECUTIVE, name="Eve Executive")
    stage = Stage(offer_open(actor=partner, application=decided(opening, make_user)), partner, executive)
    if version:
        stage.version()
    return stage
