"""Candidates whom somebody here brings in, one at a time."""

from __future__ import annotations

from django.core.files.base import File
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.files import files_kept
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Requisition, Source
from muster.apps.hire.rules import may_move
from muster.apps.hire.services.applications import ApplicationForm, application_add
from muster.apps.hire.services.resumes import resume_store

__all__ = ["candidate_add"]


def candidate_add(
    *,
    actor: User,
    requisition: Requisition,
    form: ApplicationForm,
    source: Source,
    resume: File[bytes] | None = None,
) -> Application:
    """Add a candidate with their résumé to an opening; neither is kept without the other."""
    require(may_move(actor, requisition), _("Only those who work on this opening add candidates to it."))
    with files_kept() as files:
        stored = None if resume is None else resume_store(upload=resume, actor=actor)
        files += [] if stored is None else [stored]
        return application_add(actor=actor, requisition=requisition, form=form, source=source, resume=stored)
