"""Offers, bands, rules and delegations, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application
from muster.apps.org.models import JobFamily, Level
from muster.apps.pay.models import OfferVersion
from muster.apps.pay.services.claims import ClaimPlan, claim_add
from muster.apps.pay.services.offers import offer_open, offer_version_add
from muster.apps.pay.services.policy import RulePlan, band_set, delegation_set, rule_add
from muster.apps.pay.services.submitting import offer_submit
from tests.apps.hire.deciding import signed
from tests.apps.hire.openings import open_requisition
from tests.apps.pay.offering import package

__all__ = ["DATA", "OBJECTS"]


def make(*roles: Role, name: str = "Somebody") -> User:
    return user_create(actor=None, email=f"{uuid4().hex}@example.com", name=name, roles=roles)


def hired(person: User) -> Application:
    """Return an application, at an opening whose hiring manager the person is, that a committee decided to hire."""
    opening = open_requisition(recruiter=make(Role.RECRUITER), manager=person, title=f"Role {uuid4().hex}")
    return Application.objects.get(pk=signed(opening, make).decision.application_id)


def application(person: User) -> dict[str, Any]:
    return {"pk": hired(person).pk}


def offer(person: User, *, submitted: bool = False) -> dict[str, Any]:
    """Return an offer of others with a version, in sign-off if told."""
    partner = make(Role.COMPENSATION_PARTNER)
    if submitted:
        make(Role.EXECUTIVE)  # who signs what this person does not
    row = offer_open(actor=partner, application=hired(person))
    offer_version_add(actor=partner, offer=row, content=package())
    if submitted:
        offer_submit(actor=partner, offer=row, digest=OfferVersion.objects.get(offer=row).digest)
    return {"pk": row.pk}


def band(_person: User) -> dict[str, Any]:
    family, level = (
        JobFamily.objects.create(name=uuid4().hex),
        Level.objects.create(code="B9", title="B", rank=9),
    )
    row = band_set(
        actor=make(Role.COMPENSATION_PARTNER),
        family=family,
        level=level,
        location=None,
        part="base",
        currency="USD",
        low=Decimal(1),
        high=Decimal(2),
    )
    return {"pk": row.pk}


def claim(_person: User) -> dict[str, Any]:
    plan = ClaimPlan(
        family=JobFamily.objects.create(name=uuid4().hex),
        level=Level.objects.create(code="B8", title="B", rank=8),
        quote="total",
        currency="USD",
        low=Decimal(1),
        high=Decimal(2),
        source="A survey",
        said_on=timezone.localdate(),
    )
    return {"pk": claim_add(actor=make(Role.COMPENSATION_PARTNER), plan=plan).pk}


def rule(_person: User) -> dict[str, Any]:
    return {"pk": rule_add(actor=make(Role.EXECUTIVE), plan=RulePlan(role=Role.EXECUTIVE)).pk}


def delegation(person: User) -> dict[str, Any]:
    today = timezone.localdate()
    to = make(Role.EMPLOYEE)
    row = delegation_set(actor=person, delegate=to, first_day=today, last_day=today + timedelta(days=1))
    return {"pk": row.pk}


def digest(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"digest": OfferVersion.objects.get(offer=kwargs["pk"]).digest, "verdict": "sign"}


waiting = partial(offer, submitted=True)
OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "pay:band-remove": band,
    "pay:claim-remove": claim,
    "pay:delegation-end": delegation,
    "pay:offer": waiting,
    "pay:offer-build": offer,
    "pay:offer-compare": offer,
    "pay:offer-open": application,
    "pay:offer-submit": offer,
    "pay:offer-withdraw": offer,
    "pay:offer-worth": offer,
    "pay:rule-remove": rule,
}

DATA: dict[str, Any] = {"pay:offer": digest, "pay:offer-submit": digest}
