"""The tables of the core."""

from muster.apps.core.models.base import Record
from muster.apps.core.models.files import StoredFile
from muster.apps.core.models.jobs import Job
from muster.apps.core.models.ledger import Entry

__all__ = ["Entry", "Job", "Record", "StoredFile"]
