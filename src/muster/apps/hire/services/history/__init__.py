"""Importing a hiring history from another system, by bulk writes with an entry in the ledger for every row."""

from muster.apps.hire.services.history.report import ACTIONS, Happened, Report
from muster.apps.hire.services.history.running import history_import, may_import_history

__all__ = ["ACTIONS", "Happened", "Report", "history_import", "may_import_history"]
