"""Offers: opened on a committee's decision, changed version by version, withdrawn."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, change_many, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Decision, Outcome, Requisition, Vote
from muster.apps.pay.bridge import band_places, content_faults, content_summary
from muster.apps.pay.content import content_digest, content_plain
from muster.apps.pay.models import Offer, OfferState, OfferVersion, SignOff
from muster.apps.pay.rules import may_propose, may_see_money, takes_place
from muster.apps.pay.selectors.bands import bands_for
from muster.apps.pay.words import fault_sentence

__all__ = [
    "NOT_YOURS",
    "offer_enter",
    "offer_open",
    "offer_refuse_stale",
    "offer_version_add",
    "offer_withdraw",
    "refuse_own",
    "signoffs_void",
]

NOT_YOURS = gettext_lazy("Only compensation partners and recruiters propose packages.")
LONGEST_REASON, LONGEST_NOTE, LONGEST_OUTSIDE = 500, 500, 1_000


def offer_open(*, actor: User, application: Application) -> Offer:
    """Open an offer to a candidate whom a committee decided to hire. Sent twice, it is opened once.

    Raises RefusedError without such a decision, for a candidate who is not active any more, for an opening that is
    closed or whose places are all taken.
    """
    _check_proposer(actor, application.requisition)
    with writing():
        current = (
            Application.objects.select_for_update(of=("self",))
            .select_related("requisition", "candidate")
            .get(pk=application.pk)
        )
        known = Offer.objects.filter(application=current, state__in=Offer.OPEN).first()
        if known is not None:
            if known.opened_by_id == actor.pk and known.state == OfferState.DRAFT:
                return known  # sent twice, as a double click does
            raise ConflictError(_("There is an offer to this candidate already; go to that one."))
        refuse_own(actor, current)
        decision = offer_refuse_stale(application=current)
        if _places_left(current.requisition) < 1:
            raise RefusedError(
                _(
                    "All places of this opening are taken by hires and other offers; withdraw one, or open more places."
                )
            )
        last = Offer.objects.filter(application=current).aggregate(last=Max("number"))["last"]
        now = timezone.now()
        offer = Offer(
            application=current,
            requisition=current.requisition,
            decision=decision,
            number=(last or 0) + 1,
            state_since=now,
            opened_by=actor,
            opened_at=now,
        )
        told = {"application": current.pk, "decision": decision.pk}
        with change(offer, "offer.open", actor=actor, detail=told):
            offer.save()
    return offer


def offer_refuse_stale(*, application: Application) -> Decision:
    """Return the decision that an offer to this candidate rests on.

    Raises RefusedError where there is none that says to hire, the candidate is not active, or the opening is closed.
    """
    if application.outcome != Outcome.ACTIVE:
        raise RefusedError(
            _("The candidate is not active any more (%(outcome)s), so nothing is offered to them.")
            % {"outcome": application.get_outcome_display()}
        )
    if application.requisition.status != Requisition.Status.OPEN:
        raise RefusedError(_("The opening is not open, so nothing is offered for it."))
    last = Decision.objects.filter(application=application).order_by("-number").first()
    if last is None or last.state != Decision.State.SIGNED or last.outcome != Vote.HIRE:
        raise RefusedError(
            _(
                "The committee has not signed a decision to hire this candidate, so there is nothing to offer yet."
            )
        )
    return last


def offer_version_add(
    *,
    actor: User,
    offer: Offer,
    content: dict[str, Any],
    note: str = "",
    reason: str = "",
    seen: int | None = None,
) -> OfferVersion:
    """Propose a package: the next version of the offer. Signatures under the one before become void.

    `seen` is the offer's version that the person had before them. Raises RefusedError with the first thing that is
    wrong with the package, for one outside of a band without a reason, or for one that changes nothing.
    """
    _check_proposer(actor, offer.requisition)
    with writing(), change(offer, "offer.change", actor=actor, seen=seen) as told:
        refuse_own(actor, offer.application)
        _refuse_unchangeable(offer)
        version = _version(actor, offer, content, note, reason)
        told["version"], told["digest"] = version.number, version.digest
        signoffs_void(actor=actor, offer=offer)
        offer_enter(offer, OfferState.DRAFT)
        with change(version, "offer.version", actor=actor, detail={"offer": offer.pk}):
            version.save()
    return version


def _version(actor: User, offer: Offer, content: dict[str, Any], note: str, reason: str) -> OfferVersion:
    faults = content_faults(content)
    if faults:
        raise RefusedError(fault_sentence(faults[0]))
    plain = content_plain(content)
    digest = content_digest(plain)
    last = offer.versions.order_by("-number").first()
    if last is not None and last.digest == digest and last.reason == reason.strip():
        raise RefusedError(_("Nothing was changed in the package, so there is no new version."))
    summary = content_summary(plain)
    places = band_places(summary, bands_for(requisition=offer.requisition))
    outside = [one.part for one in places if one.outside]
    if outside and not reason.strip():
        labels = ", ".join(one.label for one in places if one.outside)
        raise RefusedError(
            _("This is outside of the band: %(parts)s. Say why, or change the package.") % {"parts": labels}
        )
    return OfferVersion(
        offer=offer,
        number=1 if last is None else last.number + 1,
        content=plain,
        digest=digest,
        currency=summary.currency,
        total=summary.total,
        yearly=summary.yearly,
        base=summary.base,
        starts_on=summary.starts_on,
        outside=outside,
        reason=reason.strip()[:LONGEST_OUTSIDE] if outside else "",
        note=note.strip()[:LONGEST_NOTE],
        made_by=actor,
        made_at=timezone.now(),
    )


def offer_withdraw(*, actor: User, offer: Offer, reason: str, seen: int | None = None) -> Offer:
    """Take an offer back that the candidate has not answered, with a reason. What was signed becomes void."""
    _check_proposer(actor, offer.requisition)
    if not reason.strip():
        raise RefusedError(_("Say why the offer is withdrawn."))
    with writing(), change(offer, "offer.withdraw", actor=actor, seen=seen):
        refuse_own(actor, offer.application)
        if offer.state not in (*Offer.CHANGEABLE, OfferState.SENT):
            raise ConflictError(
                _("This offer is not open any more: %(state)s.") % {"state": offer.get_state_display()}
            )
        signoffs_void(actor=actor, offer=offer)
        offer.reason = reason.strip()[:LONGEST_REASON]
        offer_enter(offer, OfferState.WITHDRAWN, reason=offer.reason)
    return offer


def signoffs_void(*, actor: User, offer: Offer) -> None:
    """Make what was signed or is still to be signed of an offer void: its package is not the one any more.

    For services that have asked whether the person may, inside their transaction.
    """
    pks = list(SignOff.objects.filter(version_of__offer=offer, void_at=None).values_list("pk", flat=True))
    if not pks:
        return
    with change_many(SignOff, pks, "signoff.void", actor=actor, detail={"offer": offer.pk}):
        SignOff.objects.filter(pk__in=pks).update(void_at=timezone.now())


def _refuse_unchangeable(offer: Offer) -> None:
    """Raise ConflictError for an offer whose package cannot be changed any more."""
    if offer.state not in Offer.CHANGEABLE:
        raise ConflictError(
            _("The package of this offer cannot be changed any more: %(state)s.")
            % {"state": offer.get_state_display()}
        )


def offer_enter(offer: Offer, state: OfferState, reason: str = "") -> None:
    """Bring an offer into a state, inside a change of it."""
    if offer.state != state:
        offer.state, offer.state_since = state, timezone.now()
    offer.reason = reason
    offer.save()


def _places_left(requisition: Requisition) -> int:
    hired = Application.objects.filter(requisition=requisition, outcome=Outcome.HIRED)
    offered = takes_place(requisition).exclude(application__outcome=Outcome.HIRED)
    return requisition.openings - hired.count() - offered.count()


def _check_proposer(actor: User, requisition: Requisition) -> None:
    require(may_propose(actor) and may_see_money(actor, requisition), NOT_YOURS)


def refuse_own(actor: User, application: Application) -> None:
    """Refuse whoever the offer would be to. Raises PermissionDenied."""
    require(
        application.candidate.email.casefold() != actor.email.casefold(),
        _("This offer is to you, so others propose it."),
    )
