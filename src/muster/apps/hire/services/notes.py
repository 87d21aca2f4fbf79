"""Writing notes about an application."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Note
from muster.apps.hire.models.notes import LONGEST_NOTE
from muster.apps.hire.rules import is_blind_for, may_see_applications

__all__ = ["note_add"]


def note_add(*, actor: User, application: Application, text: str) -> Note:
    """Write a note about an application. Candidates never read it; colleagues do, unless it is sealed for them."""
    require(
        may_see_applications(actor, application.requisition),
        _("Only those who see this application write notes about it."),
    )
    if is_blind_for(actor, application):
        raise RefusedError(_("You are to review this application blind; submit your review first."))
    text = text.strip()
    if not text:
        raise RefusedError(_("Write something first."))
    if len(text) > LONGEST_NOTE:
        raise RefusedError(_("A note has at most %(most)d characters.") % {"most": LONGEST_NOTE})
    note = Note(application=application, author=actor, text=text)
    with change(note, "note.create", actor=actor, detail={"application": application.pk}):
        note.save()
    return note
