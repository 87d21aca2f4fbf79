"""Loading the fictional company's hiring by bulk writes, each row with its entry in the ledger."""

from muster.apps.hire.services.loading.load import load_hiring
from muster.apps.hire.services.loading.staff import Staff

__all__ = ["Staff", "load_hiring"]
