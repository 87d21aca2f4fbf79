"""Reading one offer as somebody sees it: its versions, who is to sign, what they have to decide on; and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Ballot, Vote
from muster.apps.hire.rules import may_read_scorecards
from muster.apps.hire.rules_committee import counts
from muster.apps.pay.content import content_digest
from muster.apps.pay.models import Offer, OfferState, OfferVersion, SignOff
from muster.apps.pay.rules import asked_of_person, may_propose, offers_hidden, offers_visible, stands_for
from muster.apps.pay.selectors.offers import offer_visible
from muster.apps.pay.selectors.placing import Places, content_places

__all__ = [
    "Evidence",
    "ShownOffer",
    "SignOffCounts",
    "Waits",
    "offer_get",
    "signoffs_count",
    "signoffs_waiting",
    "signoffs_waiting_all",
]


@dataclass(frozen=True)
class Waits:
    """How many there are, and since when the first of them has waited."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class SignOffCounts:
    """The signatures that wait for somebody, the offers that they see in sign-off, and those that were answered."""

    own: Waits
    seen: Waits
    accepted: int
    declined: int


@dataclass(frozen=True)
class Evidence:
    """What the committee decided on: merit with its interval, votes, dissent."""

    merit: dict[str, float] | None
    level: float
    rank: int | None
    of: int | None
    tally: Sequence[tuple[str, int]]
    dissents: Sequence[tuple[User, str]]
    rationale: str


@dataclass(frozen=True)
class ShownOffer:
    """An offer as somebody sees it, with one of its versions; `version` is None before there is one."""

    offer: Offer
    versions: Sequence[OfferVersion]
    version: OfferVersion | None
    signoffs: Sequence[SignOff]
    places: Places | None
    evidence: Evidence | None
    may_change: bool
    may_submit: bool
    may_withdraw: bool
    own: SignOff | None
    for_whom: User | None
    why_not: str

    @property
    def name(self) -> str:
        """Return the candidate's name."""
        return self.offer.application.candidate.name

    @property
    def newest(self) -> bool:
        """Return whether the version shown is what the offer proposes now."""
        return self.version is not None and self.version.number == self.versions[-1].number

    @property
    def holds(self) -> bool:
        """Return whether the version shown still is what its digest says."""
        return self.version is None or content_digest(self.version.content) == self.version.digest

    @property
    def may_sign(self) -> bool:
        """Return whether the person can decide on it now."""
        return self.own is not None and self.newest and self.holds


def offer_get(*, person: User, pk: int, number: int | None = None) -> ShownOffer | None:
    """Return an offer that the person may see, with its newest version or the one of this number; None where there is
    no such offer, or version.
    """
    offer = offer_visible(person=person).select_related("decision__packet", "opened_by").filter(pk=pk).first()
    if offer is None:
        return None
    versions = list(offer.versions.select_related("made_by").order_by("number"))
    version = versions[-1] if versions else None
    if number is not None:
        version = next((one for one in versions if one.number == number), None)
        if version is None:
            return None
    signoffs = list(_signoffs(version)) if version is not None else []
    places = None if version is None else content_places(offer=offer, content=version.content)
    own, whom, why = _own(person, offer, versions, signoffs)
    proposes = may_propose(person) and not _is_theirs(person, offer)
    return ShownOffer(
        offer=offer,
        versions=versions,
        version=version,
        signoffs=signoffs,
        places=places,
        evidence=_evidence(offer) if _may_read(person, offer, own, signoffs) else None,
        may_change=proposes and offer.state in Offer.CHANGEABLE,
        may_submit=proposes and offer.state == OfferState.DRAFT and version is not None and not signoffs,
        may_withdraw=proposes and offer.state in (*Offer.CHANGEABLE, OfferState.SENT),
        own=own,
        for_whom=whom,
        why_not=why,
    )


def _signoffs(version: OfferVersion) -> QuerySet[SignOff]:
    rows = SignOff.objects.filter(version_of=version).order_by("step", "pk")
    return rows.select_related("person", "signer", "on_behalf_of")


def _is_theirs(person: User, offer: Offer) -> bool:
    return offer.application.candidate.email.casefold() == person.email.casefold()


def _own(
    person: User, offer: Offer, versions: Sequence[OfferVersion], signoffs: Sequence[SignOff]
) -> tuple[SignOff | None, User | None, str]:
    """Return what the person is to sign, for whom they would, and a code of why they cannot though it is asked."""
    waiting = [
        one for one in signoffs if not one.verdict and one.void_at is None and one.asked_at is not None
    ]
    if offer.state != OfferState.SIGNING or not waiting:
        return None, None, ""
    proposers = {offer.opened_by_id, *(one.made_by_id for one in versions)}
    for whom in stands_for(person):
        for one in waiting:
            if one.person_id == whom.pk or (one.role and has_role(whom, Role(one.role))):
                if person.pk in proposers or whom.pk in proposers:
                    return None, None, "proposed"
                if _is_theirs(person, offer) or _is_theirs(whom, offer):
                    return None, None, "own"
                if any(other.signer_id == person.pk for other in signoffs):
                    return None, None, "done"
                return one, None if whom.pk == person.pk else whom, ""
    return None, None, ""


def _may_read(person: User, offer: Offer, own: SignOff | None, signoffs: Sequence[SignOff]) -> bool:
    if own is not None or any(one.signer_id == person.pk for one in signoffs):
        return True
    return may_read_scorecards(person, offer.requisition)


def _evidence(offer: Offer) -> Evidence:
    content: dict[str, Any] = offer.decision.packet.content or {}
    merit = content.get("merit")
    ballots = list(Ballot.objects.filter(decision=offer.decision_id).select_related("member").order_by("pk"))
    counted = [one for one in ballots if counts(one) or one.member_id in offer.decision.counted]
    tally = [(str(vote.label), sum(one.vote == vote for one in counted)) for vote in Vote]
    numbers = None if merit is None else {name: float(merit[name]) for name in ("merit", "low", "high")}
    return Evidence(
        merit=numbers,
        level=0.0 if merit is None else float(merit["level"]),
        rank=None if merit is None else merit["rank"],
        of=None if merit is None else merit["of"],
        tally=tally,
        dissents=[(one.member, one.dissent) for one in ballots if one.dissent],
        rationale=offer.decision.rationale,
    )


def signoffs_waiting_all() -> QuerySet[SignOff]:
    """Return the signatures that are asked for and not given yet, the longest waiting first."""
    rows = SignOff.objects.filter(
        verdict="", void_at=None, asked_at__isnull=False, version_of__offer__state=OfferState.SIGNING
    )
    return rows.order_by("asked_at", "pk")


def signoffs_waiting(*, person: User) -> QuerySet[SignOff]:
    """Return the signatures that wait for the person, the longest waiting first."""
    rows = _seen(person).filter(_asked(person))
    return rows.select_related(
        "version_of__offer__requisition", "version_of__offer__application__candidate", "person"
    )


def signoffs_count(*, person: User) -> SignOffCounts:
    """Count the signatures that wait for the person, the offers that they see in sign-off, and how the offers that they
    see were answered; in one query.
    """
    offers = Offer.objects.filter(offers_visible(person)).exclude(offers_hidden(person)).order_by()
    waiting = signoffs_waiting_all().filter(version_of__offer__in=offers.values("pk")).order_by()
    own = Case(When(_asked(person), then=Value("own")), default=Value(""))
    answered = offers.filter(state__in=(OfferState.ACCEPTED, OfferState.DECLINED)).values("state")
    rows = waiting.values_list(own, "version_of__offer", "asked_at").union(
        answered.annotate(told=Count("pk"), never=Value(None, DateTimeField())).values_list(
            "state", "told", "never"
        ),
        all=True,
    )
    asked, counts = list[tuple[str, int, datetime]](), dict[str, int]()
    for what, number, since in rows:
        if since is None:
            counts[what] = number
        else:
            asked.append((what, number, since))
    own_times = [since for what, _offer, since in asked if what]
    return SignOffCounts(
        own=Waits(len(own_times), min(own_times, default=None)),
        seen=Waits(
            len({offer for _what, offer, _since in asked}),
            min((since for _what, _offer, since in asked), default=None),
        ),
        accepted=counts.get(OfferState.ACCEPTED, 0),
        declined=counts.get(OfferState.DECLINED, 0),
    )


def _seen(person: User) -> QuerySet[SignOff]:
    seen = Offer.objects.filter(offers_visible(person)).exclude(offers_hidden(person))
    return signoffs_waiting_all().filter(version_of__offer__in=seen.order_by().values("pk"))


def _asked(person: User) -> Q:
    """Return the filter of the signatures that the person can give: not what they proposed, signed, or are offered."""
    proposed = OfferVersion.objects.filter(offer=OuterRef("version_of__offer"), made_by=person.pk)
    signed = SignOff.objects.filter(version_of=OuterRef("version_of"), signer=person.pk)
    own = Q(version_of__offer__opened_by=person.pk) | Q(
        version_of__offer__application__candidate__email__iexact=person.email
    )
    return asked_of_person(person) & ~own & ~Q(Exists(proposed)) & ~Q(Exists(signed))
