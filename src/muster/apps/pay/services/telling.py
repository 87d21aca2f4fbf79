"""What people here are told of an offer by e-mail: a question, an answer, that it expired."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.ledger import create_many
from muster.apps.core.links import address
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.pay.models import Offer, OfferNotice, Sending

__all__ = ["ACCEPTED", "ASKED", "DECLINED", "EXPIRED", "notices_keep"]

Texts = tuple[str, str]

ASKED: Texts = (
    gettext_noop("A question about an offer: %(name)s, %(title)s"),
    gettext_noop("%(name)s asks about our offer for %(title)s. Please answer on its page.\n\n%(link)s\n"),
)
ACCEPTED: Texts = (
    gettext_noop("The offer is accepted: %(name)s, %(title)s"),
    gettext_noop("%(name)s has accepted our offer for %(title)s.\n\n%(link)s\n"),
)
DECLINED: Texts = (
    gettext_noop("The offer is declined: %(name)s, %(title)s"),
    gettext_noop("%(name)s has declined our offer for %(title)s. Why, stands on its page.\n\n%(link)s\n"),
)
EXPIRED: Texts = (
    gettext_noop("The offer has expired: %(name)s, %(title)s"),
    gettext_noop("%(name)s has not answered our offer for %(title)s in its time.\n\n%(link)s\n"),
)


def notices_keep(*, offer: Offer, texts: Texts) -> list[OfferNotice]:
    """Keep what each of those who opened, proposed or sent an offer is told of it, in their language, to be sent.

    For services inside their transaction.
    """
    keys = {offer.opened_by_id, *offer.versions.values_list("made_by", flat=True)}
    keys |= set(Sending.objects.filter(offer=offer).values_list("sent_by", flat=True))
    people = User.objects.filter(pk__in=keys, is_active=True).order_by("pk")
    rows = [_notice(offer, one, texts) for one in people]
    details = [{"offer": offer.pk}] * len(rows)
    return create_many(OfferNotice, rows, "notice.queue", actor=None, details=details) if rows else []


def _notice(offer: Offer, person: User, texts: Texts) -> OfferNotice:
    application = offer.application
    with translation.override(person.language):
        told = {
            "name": called_by(person, [application])[application.pk],
            "title": application.requisition.title,
            "link": f"{settings.MUSTER_ADDRESS}{address('pay:offer', offer.pk)}",
        }
        subject, body = (_(text) % told for text in texts)
    return OfferNotice(
        offer=offer, recipient=person.email, subject=" ".join(subject.split())[:200], body=body[:10_000]
    )
