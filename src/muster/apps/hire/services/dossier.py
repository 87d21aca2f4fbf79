"""Handing out the whole file of an application, on the record."""

from __future__ import annotations

import io
import json
import zipfile

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import file_open
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import require
from muster.apps.hire.models import Application
from muster.apps.hire.rules import is_blind_for, may_read_scorecards
from muster.apps.hire.selectors.dossier import application_dossier
from muster.apps.hire.services.readings import reading_note

__all__ = ["application_export_all"]


def application_export_all(*, actor: User, application: Application) -> bytes:
    """Return a ZIP of what `application_dossier` gives the person, with the résumé as it was sent.

    What is sealed for them is left out, and so is a résumé that is gone from where files are kept; the file says so.
    """
    require(
        may_read_scorecards(actor, application.requisition),
        _("Only recruiters, executives and the hiring manager take the whole file out."),
    )
    if is_blind_for(actor, application):
        raise RefusedError(_("You are to review this application blind; submit your review first."))
    resume = application.resume
    sent = None if resume is None else _read(resume)
    with writing():
        dossier = application_dossier(person=actor, application=application)
        if resume is not None and sent is None:
            dossier.content["left_out"].append(
                _("%(name)s is left out: its content is not where it was stored; tell an administrator.")
                % {"name": resume.name}
            )
        if dossier.read:
            reading_note(person=actor, application=application)
        detail = {"left_out": len(dossier.content["left_out"])}
        with change(application, "application.export", actor=actor, detail=detail):
            pass  # taking it out changes nothing but the record
    made = {"made_at": timezone.now().isoformat(), "made_by": actor.get_full_name()}
    text = json.dumps({**made, **dossier.content}, indent=2, ensure_ascii=False)
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{application.code}.json", text)
        if resume is not None and sent is not None:
            archive.writestr(f"files/{resume.name}", sent)
    return memory.getvalue()


def _read(stored: StoredFile) -> bytes | None:
    """Return a file's content, None where somebody removed it behind our back."""
    try:
        with file_open(stored) as file:
            return file.read()
    except FileNotFoundError:
        return None
