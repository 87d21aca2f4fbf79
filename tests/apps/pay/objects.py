"""Offers, bands, rules and delegations, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.files import PDF, file_store
from muster.apps.core.roles import Role
from muster.apps.hire.links import token_digest
from muster.apps.hire.models import Application, Decision, Packet, Vote
from muster.apps.org.models import Employee, JobFamily, Level
from muster.apps.pay.links import make_token
from muster.apps.pay.models import (
    Letter,
    Offer,
    OfferQuestion,
    OfferState,
    OfferVersion,
    OnboardingItem,
    Sending,
)
from muster.apps.pay.services.claims import ClaimPlan, claim_add
from muster.apps.pay.services.joining import task_add
from muster.apps.pay.services.offers import offer_open, offer_version_add
from muster.apps.pay.services.policy import RulePlan, band_set, delegation_set, rule_add
from muster.apps.pay.services.signing import offer_sign
from muster.apps.pay.services.submitting import offer_submit
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import open_requisition
from tests.apps.pay.offering import Stage, package
from tests.apps.pay.sending import link_of

__all__ = ["DATA", "OBJECTS"]


def make(*roles: Role, name: str = "Somebody") -> User:
    return user_create(actor=None, email=f"{uuid4().hex}@example.com", name=name, roles=roles)


def hired(person: User) -> Application:
    """Return an application, at an opening whose hiring manager the person is, with a signed decision to hire: as rows,
    since who may do what with an offer does not ask how the committee went about it.
    """
    recruiter, now = make(Role.RECRUITER), timezone.now()
    opening = open_requisition(recruiter=recruiter, manager=person, title=f"Role {uuid4().hex}")
    row = apply(opening)
    packet = Packet.objects.create(
        application=row, number=1, content={}, digest="0" * 64, made_by=recruiter, made_at=now
    )
    Decision.objects.create(
        application=row,
        number=1,
        packet=packet,
        chair=recruiter,
        due_at=now,
        state=Decision.State.SIGNED,
        opened_at=now,
        outcome=Vote.HIRE,
        rationale="Clear.",
        signed_by=recruiter,
        signed_at=now,
        signature="0" * 64,
    )
    return row


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


def signed_offer(person: User, *, sent: bool = False) -> dict[str, Any]:
    """Return an offer of others that is signed; if told with its candidate, who has asked something and has accepted
    another, so that the person has something to do. All have one key.
    """
    partner, executive, now = make(Role.COMPENSATION_PARTNER), make(Role.EXECUTIVE), timezone.now()
    stage = Stage(offer_open(actor=partner, application=hired(person)), partner, executive)
    version = stage.version()
    pk = stage.offer.pk
    if not sent:
        offer_sign(actor=executive, offer=stage.now(), digest=stage.submit().digest)
        return {"pk": pk}
    file = file_store(upload=ContentFile(b"%PDF-1.7 ", name="x.pdf"), kinds={PDF}, most_bytes=99, actor=None)
    letter = Letter.objects.create(
        version_of=version, digest=version.digest, language="en", file=file, sha256=file.digest,
        made_by=partner, made_at=now,
    )  # fmt: skip
    Sending.objects.create(
        offer=stage.offer, letter=letter, token_digest=token_digest(make_token(offer=pk, sent_at=now)),
        last_day=now.date() + timedelta(days=9), expires_at=now + timedelta(days=9), sent_by=partner, sent_at=now,
    )  # fmt: skip
    Offer.objects.filter(pk=pk).update(state=OfferState.SENT)
    OfferQuestion.objects.create(pk=pk, offer=stage.offer, text="When?", asked_at=now)
    post = {part: getattr(stage.offer.requisition, part) for part in ("team", "level", "family", "location")}
    joins = Employee.objects.create(code=uuid4().hex, name="J", email=f"{uuid4().hex}@example.com", **post)
    OnboardingItem.objects.create(pk=pk, employee=joins, title="A badge", person=person, due_on=now.date())
    return {"pk": pk}


def link(person: User) -> dict[str, Any]:
    return {"token": link_of(Sending.objects.get(offer=signed_offer(person, sent=True)["pk"]))}


def language(_person: User) -> dict[str, Any]:
    return {"language": "en"}


def task(_person: User) -> dict[str, Any]:
    row = task_add(actor=make(Role.PEOPLE_PARTNER), title="A badge", owner="administrator", days=0)
    return {"pk": row.pk}


waiting = partial(offer, submitted=True)
at_candidate = partial(signed_offer, sent=True)
OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "offer:accept": link,
    "offer:ask": link,
    "offer:decline": link,
    "offer:letter": link,
    "offer:offer": link,
    "pay:band-remove": band,
    "pay:claim-remove": claim,
    "pay:delegation-end": delegation,
    "pay:offer": waiting,
    "pay:offer-build": offer,
    "pay:offer-compare": offer,
    "pay:letter-edit": language,
    "pay:offer-extend": at_candidate,
    "pay:offer-letter": at_candidate,
    "pay:offer-open": application,
    "pay:offer-send": signed_offer,
    "pay:offer-submit": offer,
    "pay:offer-withdraw": offer,
    "pay:offer-worth": offer,
    "pay:onboarding-tick": at_candidate,
    "pay:question-answer": at_candidate,
    "pay:rule-remove": rule,
    "pay:task-remove": task,
}

DATA: dict[str, Any] = {"pay:offer": digest, "pay:offer-submit": digest}
