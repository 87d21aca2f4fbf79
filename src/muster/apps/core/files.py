"""Uploaded files: kept outside of the web root under the digest of their content, and served with permission alone."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.http import FileResponse, Http404
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from muster.apps.core.errors import RefusedError
from muster.apps.core.kinds import DOCX, JPEG, PDF, PNG, TEXT, kind_of, label_of
from muster.apps.core.ledger import Finding, change, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import Person

__all__ = [
    "DOCX",
    "JPEG",
    "PDF",
    "PNG",
    "TEXT",
    "file_open",
    "file_remove",
    "file_response",
    "file_store",
    "files_kept",
    "path_of",
    "verify_files",
]

CHUNK = 1 << 20
LONGEST_NAME = 200
INCOMING = "incoming"


def path_of(stored: StoredFile) -> Path:
    """Return where a file's content is kept."""
    return Path(settings.MEDIA_ROOT) / stored.path


def file_store(
    *,
    upload: File[bytes],
    kinds: Collection[str],
    most_bytes: int,
    actor: Person | None,
    action: str = "file.store",
) -> StoredFile:
    """Keep an uploaded file, whose content must be of one of `kinds` whatever its name says.

    Raises RefusedError when it is empty, larger than `most_bytes`, or of another kind.
    """
    name = _shown_name(upload.name)
    with _received(upload, name, most_bytes) as (draft, digest, size):
        kind = kind_of(draft)
        if kind not in kinds:
            wanted = get_text_list([label_of(one) for one in kinds], _("or"))
            raise RefusedError(
                _("%(name)s is not a file of a kind that can be read here; upload one of: %(wanted)s.")
                % {"name": name, "wanted": wanted}
            )
        stored = StoredFile(name=name, kind=kind, size=size, digest=digest)
        with files_kept() as files:  # in a turn, so that nobody removes the same content in between
            files.append(stored)
            place = path_of(stored)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft, place)
            with change(stored, action, actor=actor):
                stored.save()
    return stored


@contextmanager
def files_kept() -> Iterator[list[StoredFile]]:
    """Begin a transaction that stores files, in place of `writing()`; the body adds them to what is yielded.

    A transaction that fails takes their rows back; this takes their contents back too.
    """
    files: list[StoredFile] = []
    try:
        with writing():
            yield files
    except BaseException:
        for stored in files:
            with suppress(DatabaseError):  # what failed is told, not what failed after it
                _remove_content(stored)
        raise


@contextmanager
def _received(upload: File[bytes], name: str, most_bytes: int) -> Iterator[tuple[Path, str, int]]:
    """Write an upload to a file that is removed unless it was moved; yield it with its digest and size."""
    folder = Path(settings.MEDIA_ROOT) / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(upload, file, name, most_bytes)
            file.flush()
            os.fsync(file.fileno())
        yield Path(draft), digest, size
    finally:
        Path(draft).unlink(missing_ok=True)


def _copy(upload: File[bytes], file: BinaryIO, name: str, most_bytes: int) -> tuple[str, int]:
    hasher, size = hashlib.sha256(), 0
    for chunk in upload.chunks(CHUNK):
        size += len(chunk)
        if size > most_bytes:
            raise RefusedError(
                _("%(name)s is larger than %(most)s MB; upload a smaller file.")
                % {"name": name, "most": most_bytes // 1_000_000}
            )
        hasher.update(chunk)
        file.write(chunk)
    if not size:
        raise RefusedError(_("%(name)s is empty; choose another file.") % {"name": name})
    return hasher.hexdigest(), size


def _shown_name(name: str | None) -> str:
    """Return the last part of a name, without what cannot be shown; its ending survives where it is cut."""
    last = re.split(r"[/\\]", name or "")[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(shown) > LONGEST_NAME:
        stem, ending = os.path.splitext(shown)
        shown = stem[: LONGEST_NAME - len(ending[:20])] + ending[:20]
    return shown or "file"


def file_open(stored: StoredFile) -> BufferedReader:
    """Open a file's content for reading. Raises FileNotFoundError when somebody removed it behind our back."""
    return path_of(stored).open("rb")


def file_remove(*, stored: StoredFile, actor: Person | None, action: str = "file.remove") -> None:
    """Remove a file, and its content once no other file has the same."""
    with change(stored, action, actor=actor):
        stored.delete()
        transaction.on_commit(partial(_remove_content, stored))


def _remove_content(removed: StoredFile) -> None:
    with writing():
        if not StoredFile.objects.filter(digest=removed.digest).exists():
            path_of(removed).unlink(missing_ok=True)


def file_response(*, stored: StoredFile, may: Callable[[], bool], inline: bool = False) -> FileResponse:
    """Answer with a file if `may()`, else as if it was not there.

    The browser is told to trust neither the content nor a guess of what it is. `inline` shows what browsers show
    safely in a sandbox (PDF, pictures); everything else is offered for saving.
    """
    if not may():
        raise Http404
    try:
        file = file_open(stored)
    except FileNotFoundError as error:
        raise Http404 from error
    shown = inline and stored.kind in {PDF, PNG, JPEG}
    response = FileResponse(file, as_attachment=not shown, filename=stored.name, content_type=stored.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-store"
    return response


def verify_files() -> Iterator[Finding]:
    """Yield the files whose content is not what was stored, or is gone."""
    for stored in StoredFile.objects.order_by("pk"):
        try:
            with file_open(stored) as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == stored.digest
            told = "" if same else "was changed"
        except (OSError, ValueError):
            told = "is gone or cannot be read"
        if told:
            sentence = f"The content of core.storedfile {stored.pk} ({stored.name!r}) {told}."
            yield Finding("file", sentence, None, StoredFile.ledger_kind(), stored.pk)
