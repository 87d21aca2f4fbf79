"""Receiving what was written: short documents are read while the person waits, long ones by a worker."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import writing
from muster.apps.market.jobs import read_documents
from muster.apps.market.services.documents import Added, DocumentPlan, document_add
from muster.apps.market.services.waves import waves_watch

__all__ = ["document_receive"]


def document_receive(*, actor: User, plan: DocumentPlan) -> Added:
    """Add a document and see that it is read. Raises RefusedError as `document_add` does."""
    with writing():
        added = document_add(actor=actor, plan=plan)
        if added.unread:
            keys = [one.pk for one in added.unread]
            enqueue(read_documents, title=_("Reading articles"), actor=actor, documents=keys)
        waves_watch()
    return added
