"""Signing a package, sending it back, refusing it. What is signed is the digest of one exact version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.rules import is_blind_for, is_sealed_for
from muster.apps.pay.content import content_digest
from muster.apps.pay.models import Offer, OfferState, OfferVersion, SignOff, Verdict
from muster.apps.pay.rules import asked_of, stands_for
from muster.apps.pay.services.asking import proposers_tell
from muster.apps.pay.services.offers import offer_enter, offer_refuse_stale, signoffs_void
from muster.apps.pay.services.submitting import newest_version, proposers, step_begin

__all__ = ["offer_refuse", "offer_send_back", "offer_sign"]

LONGEST_REASON = 1_000
NOT_ASKED = gettext_lazy("Your signature is not asked for here.")


def offer_sign(
    *, actor: User, offer: Offer, digest: str, reason: str = "", seen: int | None = None
) -> SignOff:
    """Sign the version of this digest, for oneself or for somebody who is away.

    When nothing is left to sign, the offer is signed. Raises ConflictError where there is a newer version or somebody
    was quicker, PermissionDenied for somebody who is not asked (any more), who proposed it, or whom it is offered to.
    """
    with writing():
        with _deciding(actor, offer, digest, seen, "offer.sign") as (version, signoff):
            offer_refuse_stale(application=offer.application)
            _decide(actor, signoff, version, Verdict.SIGN, reason)
        if not step_begin(actor=actor, version=version):
            with change(offer, "offer.signed", actor=actor, detail={"digest": version.digest}):
                offer_enter(offer, OfferState.SIGNED)
    return signoff


def offer_send_back(
    *, actor: User, offer: Offer, digest: str, reason: str, seen: int | None = None
) -> SignOff:
    """Send the version back to those who proposed it, with what is to be changed."""
    if not reason.strip():
        raise RefusedError(_("Say what is to be changed."))
    return _end(actor, offer, digest, reason, seen, Verdict.SEND_BACK)


def offer_refuse(*, actor: User, offer: Offer, digest: str, reason: str, seen: int | None = None) -> SignOff:
    """Decline to make this offer, with the reason. Another one can be opened later."""
    if not reason.strip():
        raise RefusedError(_("Say why the offer is not approved."))
    return _end(actor, offer, digest, reason, seen, Verdict.REFUSE)


def _end(actor: User, offer: Offer, digest: str, reason: str, seen: int | None, verdict: Verdict) -> SignOff:
    state = OfferState.SENT_BACK if verdict == Verdict.SEND_BACK else OfferState.REFUSED
    with _deciding(actor, offer, digest, seen, f"offer.{verdict.value}") as (version, signoff):
        _decide(actor, signoff, version, verdict, reason)
        signoffs_void(actor=actor, offer=offer)
        offer_enter(offer, state, reason=reason.strip()[:500])
        proposers_tell(signoff=signoff, version=version)
    return signoff


@contextmanager
def _deciding(
    actor: User, offer: Offer, digest: str, seen: int | None, action: str
) -> Iterator[tuple[OfferVersion, SignOff]]:
    """Lock the offer, and yield the version with what the person is asked to sign of it."""
    with writing(), change(offer, action, actor=actor, seen=seen) as told:
        signer = User.objects.prefetch_related("grants").get(pk=actor.pk)  # the roles that they have now
        require(signer.is_active, NOT_ASKED)
        if offer.state != OfferState.SIGNING:
            raise ConflictError(
                _("There is nothing to sign here any more: %(state)s.") % {"state": offer.get_state_display()}
            )
        version = newest_version(offer)
        if version.digest != digest or content_digest(version.content) != digest:
            raise ConflictError(
                _("The package has been changed since; look at the new version before you sign.")
            )
        signoff = _own(signer, offer, version)
        told["version"], told["digest"] = version.number, digest
        yield version, signoff


def _own(signer: User, offer: Offer, version: OfferVersion) -> SignOff:
    """Return what this person is asked to sign. Raises PermissionDenied or RefusedError with why there is nothing."""
    require(
        offer.application.candidate.email.casefold() != signer.email.casefold(),
        _("This offer is to you, so others sign it."),
    )
    without = proposers(offer)
    require(signer.pk not in without, _("You proposed this package, so others sign it."))
    done = SignOff.objects.filter(version_of=version, signer=signer, void_at=None).first()
    if done is not None:
        raise ConflictError(_("You have signed this version already."))
    people = [one for one in stands_for(signer) if one.pk not in without]
    own_email = offer.application.candidate.email.casefold()
    people = [one for one in people if one.email.casefold() != own_email]
    waiting = SignOff.objects.filter(
        asked_of(people), version_of=version, void_at=None, verdict="", asked_at__isnull=False
    )
    for person in people:  # themselves first, then those who are away
        found = waiting.filter(asked_of([person])).order_by("step", "pk").first()
        if found is not None:
            found.on_behalf_of = None if person.pk == signer.pk else person
            _check_evidence(signer, offer)
            return found
    decided = SignOff.objects.filter(asked_of(people), version_of=version, void_at=None).exclude(verdict="")
    if decided.exists():
        raise ConflictError(_("Somebody else was quicker and has decided this already."))
    require(False, NOT_ASKED)
    raise AssertionError


def _check_evidence(signer: User, offer: Offer) -> None:
    """Refuse those who still owe what they think of the candidate: the page would tell them what others do."""
    application = offer.application
    if is_sealed_for(signer, application) or is_blind_for(signer, application):
        raise RefusedError(_("You owe a scorecard or a review of this candidate; submit it before you sign."))


def _decide(actor: User, signoff: SignOff, version: OfferVersion, verdict: Verdict, reason: str) -> None:
    behalf = signoff.on_behalf_of  # refreshing the row forgets it
    told = {"offer": version.offer_id, "digest": version.digest, "verdict": verdict.value}
    with change(signoff, "signoff.decide", actor=actor, detail=told):
        if signoff.verdict or signoff.void_at is not None:
            raise ConflictError(_("Somebody else was quicker and has decided this already."))
        signoff.verdict, signoff.digest = verdict, version.digest
        signoff.signer, signoff.on_behalf_of = actor, behalf
        signoff.reason, signoff.decided_at = reason.strip()[:LONGEST_REASON], timezone.now()
        signoff.save()
