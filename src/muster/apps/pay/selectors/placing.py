"""Reading what stands beside a package: the bands of its level, peers without names, and what is said in public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from muster.apps.pay.bridge import Place, band_places, content_summary, peer_places
from muster.apps.pay.bridge.claims import ClaimPlace, claim_places
from muster.apps.pay.bridge.places import Effect, Peers, peer_effects
from muster.apps.pay.content import Content
from muster.apps.pay.models import Offer
from muster.apps.pay.selectors.bands import bands_for
from muster.apps.pay.selectors.claims import claims_for
from muster.apps.pay.selectors.offers import peers_of

__all__ = ["LEAST_PEERS", "Places", "content_places"]

LEAST_PEERS = 5


@dataclass(frozen=True)
class Places:
    """Where a package stands, and what it does to the pay of its level."""

    bands: Sequence[Place]
    peers: Sequence[Peers]
    effects: Sequence[Effect]
    claims: Sequence[ClaimPlace]


def content_places(*, offer: Offer, content: Content) -> Places:
    """Return where a sound package stands, as a version of this offer."""
    summary = content_summary(content)
    others = peers_of(offer=offer, summary=summary)
    claims = claims_for(requisition=offer.requisition)
    return Places(
        bands=band_places(summary, bands_for(requisition=offer.requisition)),
        peers=peer_places(summary, others, least=LEAST_PEERS),
        effects=peer_effects(summary, others, least=LEAST_PEERS),
        claims=claim_places(summary, claims, today=timezone.localdate()),
    )
