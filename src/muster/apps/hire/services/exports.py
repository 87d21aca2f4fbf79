"""What people ask for: an export, to download it, to remove it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import require
from muster.apps.core.selectors import job_failed
from muster.apps.hire.jobs import make_export
from muster.apps.hire.models import Export
from muster.apps.hire.selectors.exports import rights_shrunk
from muster.apps.hire.services.exports_kept import export_forget
from muster.apps.hire.services.exports_making import may_export

__all__ = ["export_ask", "export_download", "export_remove", "may_export"]


def export_ask(*, actor: User, format: str) -> Export:
    """Ask for an export; while one in the same format is being made for the person, it answers with that one."""
    require(may_export(actor), _("Only those who have a role here export what they see."))
    with writing():
        mine = Export.objects.filter(asked_by=actor.pk, format=format, state=Export.State.QUEUED)
        for pending in mine:
            if not job_failed(pk=pending.job_id):
                return pending
            export_forget(actor=actor, export=pending, action="export.give_up")
        export = Export(format=format, asked_by=actor, asked_at=timezone.now())
        with change(export, "export.ask", actor=actor):
            export.save()
        export.job = enqueue(make_export, title=_("Making an export"), actor=actor, export=export.pk)
        Export.objects.filter(pk=export.pk).update(job=export.job)
    return export


def export_download(*, actor: User, export: Export) -> StoredFile:
    """Return the file of one's own export, on the record.

    Raises RefusedError when it is not there, or when the person might see more then than now.
    """
    require(actor.pk == export.asked_by_id, _("Only whoever asked for an export downloads it."))
    late = export.expires_at is not None and export.expires_at <= timezone.now()
    if export.state != Export.State.DONE or export.file is None or late:
        raise RefusedError(_("This export is not there any more; ask for a new one."))
    if rights_shrunk(person=actor, then=export.rights):
        raise RefusedError(_("You may see less now than when this export was made; ask for a new one."))
    with change(export, "export.download", actor=actor):
        pass  # to download it changes nothing but the record
    return export.file


def export_remove(*, actor: User, export: Export) -> None:
    """Remove one's own export."""
    require(actor.pk == export.asked_by_id, _("Only whoever asked for an export removes it."))
    export_forget(actor=actor, export=export, action="export.remove")
