"""Putting a version before those who sign it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, change_many, create_many, writing
from muster.apps.core.roles import Role, require
from muster.apps.pay.models import Offer, OfferState, OfferVersion, SignOff
from muster.apps.pay.rules import may_propose, may_see_money
from muster.apps.pay.selectors.policy import Slot, possible_signers, slots_for
from muster.apps.pay.services.asking import signers_ask
from muster.apps.pay.services.offers import NOT_YOURS, offer_enter, offer_refuse_stale, refuse_own

__all__ = ["newest_version", "offer_submit", "proposers", "step_begin"]


def offer_submit(*, actor: User, offer: Offer, digest: str, seen: int | None = None) -> Offer:
    """Put the newest version before its signers. `digest` is that of the version which the person had before them.

    Raises RefusedError without a version, where an offer cannot be made any more, or where nobody could sign;
    ConflictError when there is a newer version.
    """
    require(may_propose(actor) and may_see_money(actor, offer.requisition), NOT_YOURS)
    with writing(), change(offer, "offer.submit", actor=actor, seen=seen) as told:
        refuse_own(actor, offer.application)
        if offer.state not in (OfferState.DRAFT, OfferState.SENT_BACK):
            raise ConflictError(
                _("This offer cannot be put into sign-off: %(state)s.") % {"state": offer.get_state_display()}
            )
        offer_refuse_stale(application=offer.application)
        version = newest_version(offer)
        if version.digest != digest:
            raise ConflictError(_("There is a newer version of this package; look at it first."))
        if SignOff.objects.filter(version_of=version).exists():
            raise RefusedError(_("This version was sent back; change the package before it is signed."))
        slots = slots_for(version=version)
        without = proposers(offer)
        for slot in slots:
            _check_signable(slot, without, offer)
        rows = [
            SignOff(version_of=version, step=slot.step, role=slot.role, person=slot.person, days=slot.days)
            for slot in slots
        ]
        details = [{"offer": offer.pk, "digest": version.digest}] * len(rows)
        create_many(SignOff, rows, "signoff.need", actor=actor, details=details)
        told["version"], told["digest"] = version.number, version.digest
        offer_enter(offer, OfferState.SIGNING)
        step_begin(actor=actor, version=version)
    return offer


def newest_version(offer: Offer) -> OfferVersion:
    """Return the package that an offer proposes now. Raises RefusedError where there is none yet."""
    version = OfferVersion.objects.filter(offer=offer).order_by("-number").first()
    if version is None:
        raise RefusedError(_("There is no package yet; put one together first."))
    version.offer = offer
    return version


def proposers(offer: Offer) -> list[int]:
    """Return the keys of those who proposed the package: none of them signs it."""
    found = {*offer.versions.values_list("made_by", flat=True), offer.opened_by_id}
    return sorted(found)


def step_begin(*, actor: User, version: OfferVersion) -> bool:
    """Ask the signers of the first step that is not signed yet; return whether there is one.

    For services inside their transaction.
    """
    left = SignOff.objects.filter(version_of=version, void_at=None, verdict="").order_by("step", "pk")
    first = left.first()
    if first is None:
        return False
    rows = [one for one in left.select_related("person") if one.step == first.step and one.asked_at is None]
    if rows:
        now = timezone.now()
        with change_many(SignOff, [one.pk for one in rows], "signoff.ask", actor=actor) as asked:
            for one in asked:
                due = now + timedelta(days=one.days)
                SignOff.objects.filter(pk=one.pk).update(asked_at=now, due_at=due)
        signers_ask(version=version, signoffs=[one.pk for one in rows])
    return True


def _check_signable(slot: Slot, without: list[int], offer: Offer) -> None:
    own = User.objects.filter(email__iexact=offer.application.candidate.email).values_list("pk", flat=True)
    if not possible_signers(slot=slot, without=[*without, *own]).exists():
        who = str(slot.person) if slot.person is not None else str(Role(slot.role).label)
        raise RefusedError(
            _(
                "Nobody can sign as %(who)s: they have left or proposed the package themselves. Change who signs, or "
                "let somebody else propose."
            )
            % {"who": who}
        )
