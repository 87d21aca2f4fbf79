"""The tables of the core."""

from muster.apps.core.models.answers import Answer
from muster.apps.core.models.base import Record
from muster.apps.core.models.columns import ColumnChoice
from muster.apps.core.models.external import ExternalId
from muster.apps.core.models.files import StoredFile
from muster.apps.core.models.jobs import Job
from muster.apps.core.models.ledger import Entry
from muster.apps.core.models.sealed import Sealed
from muster.apps.core.models.webhooks import Delivery, Webhook

__all__ = [
    "Answer",
    "ColumnChoice",
    "Delivery",
    "Entry",
    "ExternalId",
    "Job",
    "Record",
    "Sealed",
    "StoredFile",
    "Webhook",
]
