"""What signers and proposers are told by e-mail: that a signature is asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import create_many, writing
from muster.apps.pay.jobs import remind_signers, send_signoff_notices
from muster.apps.pay.models import OfferVersion, SignOff, SignOffNotice, Verdict
from muster.apps.pay.selectors.signers import signers_of
from muster.apps.pay.services.reminding import notice_for

__all__ = ["proposers_tell", "signers_ask"]

ASK = (
    gettext_noop("Your signature is asked for: %(name)s, %(title)s"),
    gettext_noop(
        "A package for %(name)s, %(title)s, waits for your signature. Please sign it, send it back or decline it by "
        "%(day)s.\n\n%(link)s\n"
    ),
)
BACK = (
    gettext_noop("The package was sent back: %(name)s, %(title)s"),
    gettext_noop("%(signer)s sent the package for %(name)s, %(title)s, back:\n\n%(reason)s\n\n%(link)s\n"),
)
REFUSED = (
    gettext_noop("The offer was not approved: %(name)s, %(title)s"),
    gettext_noop("%(signer)s did not approve the offer to %(name)s, %(title)s:\n\n%(reason)s\n\n%(link)s\n"),
)


def signers_ask(*, version: OfferVersion, signoffs: Sequence[int]) -> list[SignOffNotice]:
    """Queue what each possible signer is told, in their language; and that a worker looks when they are late."""
    rows = SignOff.objects.filter(pk__in=signoffs).select_related("person").order_by("pk")
    notices = [
        notice_for(one, version, person, ASK)
        for one in rows
        for person in signers_of(signoff=one, version=version)
    ]
    kept = _queue(version, notices)
    for one in rows:
        later = remind_signers.using(run_after=one.due_at)
        enqueue(later, title=_("Remind of a signature"), actor=None, signoff=one.pk)
    return kept


def proposers_tell(*, signoff: SignOff, version: OfferVersion) -> list[SignOffNotice]:
    """Queue what those who proposed a package are told when it is sent back or not approved."""
    texts = BACK if signoff.verdict == Verdict.SEND_BACK else REFUSED
    keys = {version.made_by_id, version.offer.opened_by_id}
    people = User.objects.filter(pk__in=keys, is_active=True).order_by("pk")
    return _queue(version, [notice_for(signoff, version, person, texts) for person in people])


def _queue(version: OfferVersion, notices: Iterable[SignOffNotice]) -> list[SignOffNotice]:
    rows = list(notices)
    if not rows:
        return []
    details = [{"offer": version.offer_id}] * len(rows)
    with writing():
        kept = create_many(SignOffNotice, rows, "notice.queue", actor=None, details=details)
        pks = [one.pk for one in kept]
        enqueue(send_signoff_notices, title=_("Sending messages"), actor=None, notices=pks)
    return kept
