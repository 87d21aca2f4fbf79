"""Between the versions of offers and the engine: what is wrong with a package, what it is worth, what is beside it."""

from muster.apps.pay.bridge.packages import Fault, Summary, content_faults, content_summary
from muster.apps.pay.bridge.places import Place, band_places, peer_places
from muster.apps.pay.bridge.worth import content_odds, content_worth

__all__ = [
    "Fault",
    "Place",
    "Summary",
    "band_places",
    "content_faults",
    "content_odds",
    "content_summary",
    "content_worth",
    "peer_places",
]
