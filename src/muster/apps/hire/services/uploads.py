"""Files of rows that are looked through before they are imported: kept in UTF-8 until somebody says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.files import TEXT, file_store, files_kept, path_of
from muster.apps.core.jobs import enqueue
from muster.apps.core.models import StoredFile
from muster.apps.hire.jobs import expire_import
from muster.engine.errors import Problem
from muster.tables.mapping import Look, look_at
from muster.tables.problems import Problems
from muster.tables.rows import Shape
from muster.tables.text import to_utf8

__all__ = ["Taken", "in_its_words", "upload_look", "upload_store"]

KEPT = timedelta(days=7)
MOST_BYTES = 8_000_000


@dataclass(frozen=True)
class Taken:
    """A file that is kept, and what it was in before it was turned into UTF-8."""

    stored: StoredFile
    encoding: str


def upload_store(*, actor: User, upload: File[bytes]) -> Taken:
    """Keep a file, in UTF-8, until it is confirmed, and for no longer than `KEPT`, for services that have asked whether
    the person may. Raises RefusedError when it is no text or too large.
    """
    encoding = ""
    if upload.size <= MOST_BYTES:
        text, encoding = to_utf8(upload.read())
        upload = ContentFile(text, name=upload.name)
    with files_kept() as files:
        stored = file_store(upload=upload, kinds=(TEXT,), most_bytes=MOST_BYTES, actor=actor)
        files.append(stored)
        later = expire_import.using(run_after=timezone.now() + KEPT)
        enqueue(later, title=_("Remove a file that was not imported"), actor=None, file=stored.pk)
    return Taken(stored, encoding)


def upload_look(*, stored: StoredFile, shape: Shape) -> tuple[Look | None, tuple[Problem, ...]]:
    """Return the columns of a file with its first cells; or None, and why it cannot be read."""
    problems = Problems()
    look = look_at(path_of(stored), stored.name, shape, problems)
    return look, tuple(problems.all())


def in_its_words(problem: Problem, headers: Mapping[str, str]) -> Problem:
    """Return a problem with the column called as the file calls it."""
    return replace(problem, column=headers.get(problem.column or "", problem.column))
