"""Résumés: checked by their content, then stored outside of the web root."""

from __future__ import annotations

from django.core.files.base import File

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import DOCX, PDF, TEXT, file_store
from muster.apps.core.models import StoredFile

__all__ = ["MOST_BYTES", "ResumeError", "resume_store"]

MOST_BYTES = 5_000_000


class ResumeError(RefusedError):
    """A résumé that cannot be taken; a form shows the sentence beside the file."""


def resume_store(*, upload: File[bytes], actor: User | None) -> StoredFile:
    """Keep a résumé: PDF, Word or plain text, by its content. Raises ResumeError for anything else."""
    try:
        return file_store(upload=upload, kinds=(PDF, DOCX, TEXT), most_bytes=MOST_BYTES, actor=actor)
    except RefusedError as error:
        raise ResumeError(error.sentence) from error
