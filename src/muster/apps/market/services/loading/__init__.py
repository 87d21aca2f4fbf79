"""Loading the fictional company's market by bulk writes, each row with its entry in the ledger."""

from muster.apps.market.services.loading.load import load_market
from muster.apps.market.services.loading.waves import load_waves

__all__ = ["load_market", "load_signals", "load_waves"]
from muster.apps.market.services.loading.signals import load_signals
