"""Removing exports that are kept: since somebody says so, since their time is up, since somebody in them was erased."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.files import file_remove
from muster.apps.core.ledger import change, writing
from muster.apps.hire.models import Export

__all__ = ["export_forget", "exports_erase"]


def export_forget(*, actor: User | None, export: Export, action: str) -> None:
    """Remove the file of an export, or what is being made of one; for services that have asked whether the person may.

    One without either stays as it is.
    """
    with writing():
        row = Export.objects.select_related("file").get(pk=export.pk)
        if row.state not in (Export.State.DONE, Export.State.QUEUED):
            return
        stored = row.file
        with change(row, action, actor=actor):
            row.state, row.file = Export.State.REMOVED, None
            row.save()
        if stored is not None:
            file_remove(stored=stored, actor=actor, action=action)


def exports_erase(*, actor: User | None) -> None:
    """Remove every export that is kept: any of them may hold whoever is erased."""
    for one in Export.objects.filter(state=Export.State.DONE).order_by("pk"):
        export_forget(actor=actor, export=one, action="export.erase")
