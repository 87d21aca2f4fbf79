"""Loading the fictional company's offers by bulk writes, each row with its entry in the ledger."""

from muster.apps.pay.services.loading.load import load_pay

__all__ = ["load_pay"]
