"""Reading what stands beside a package: the bands of its level, and peers without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.apps.pay.bridge import Place, band_places, content_summary, peer_places
from muster.apps.pay.bridge.places import Peers
from muster.apps.pay.content import Content
from muster.apps.pay.models import Offer
from muster.apps.pay.selectors.bands import bands_for
from muster.apps.pay.selectors.offers import peers_of

__all__ = ["LEAST_PEERS", "Places", "content_places"]

LEAST_PEERS = 5


@dataclass(frozen=True)
class Places:
    """Where a package stands."""

    bands: Sequence[Place]
    peers: Sequence[Peers]


def content_places(*, offer: Offer, content: Content) -> Places:
    """Return where a sound package stands, as a version of this offer."""
    summary = content_summary(content)
    bands = band_places(summary, bands_for(requisition=offer.requisition))
    return Places(bands, peer_places(summary, peers_of(offer=offer, summary=summary), least=LEAST_PEERS))
