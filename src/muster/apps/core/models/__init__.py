"""The tables of the core."""

from muster.apps.core.models.answers import Answer
from muster.apps.core.models.base import Record
from muster.apps.core.models.files import StoredFile
from muster.apps.core.models.jobs import Job
from muster.apps.core.models.ledger import Entry
from muster.apps.core.models.sealed import Sealed

__all__ = ["Answer", "Entry", "Job", "Record", "Sealed", "StoredFile"]
