"""Making an export: by a worker, as a file to download; or at once, into a folder on the server."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.files import file_store, files_kept
from muster.apps.core.jobs import JobLostError, RunningJob
from muster.apps.core.kinds import UNKNOWN
from muster.apps.core.ledger import change
from muster.apps.core.models import Entry, StoredFile
from muster.apps.core.roles import require
from muster.apps.hire.exporting import export_size, export_write
from muster.apps.hire.models import Export
from muster.apps.hire.selectors.exports import rights_of

__all__ = ["KEPT", "export_folder", "export_make", "may_export"]

KEPT = timedelta(days=7)
MOST_BYTES = 1 << 40
FULL = gettext_noop(
    "The export could not be written, maybe for want of space; tell an administrator, then ask for it again."
)
ERASED = gettext_noop("Somebody was erased while the export was made; ask for it again.")
GONE = gettext_noop("Whoever asked for it may not sign in any more.")
FAILED = gettext_noop("The export could not be made; ask for it again, or tell an administrator.")


def may_export(person: User) -> bool:
    """Everybody who works here takes out what they may see."""
    return person.is_active and bool(person.roles)


def export_folder(
    *, actor: User, folder: Path, format: str, tell: Callable[[int, int], None] | None = None
) -> Mapping[str, int]:
    """Write everything that the person may see into an empty folder, on the record; return how many records of each.

    `tell` is told how much is done, and of how much.
    """
    require(may_export(actor), _("Only those who have a role here export what they see."))
    total = export_size(person=actor)
    row = Export(
        format=format,
        state=Export.State.WRITTEN,
        asked_by=actor,
        asked_at=timezone.now(),
        rights=rights_of(actor),
    )
    with change(row, "export.ask", actor=actor):
        row.save()
    counts = export_write(
        person=actor,
        folder=folder,
        format=format,
        tell=None if tell is None else lambda done: tell(done, total),
    )
    with change(row, "export.write", actor=actor, detail={"records": sum(counts.values())}):
        row.counts, row.finished_at = dict(counts), timezone.now()
        row.save()
    return counts


def export_make(*, job: RunningJob, pk: int, expire: Callable[[int, datetime], None]) -> None:
    """Make an export that was asked for, from the beginning, whatever an attempt before left; one that is made or was
    removed stays as it is. `expire` sees that it is removed in its time.
    """
    export = Export.objects.select_related("asked_by").get(pk=pk)
    if export.state != Export.State.QUEUED:
        return
    try:
        problem = _make(job, export, expire)
    except (JobLostError, SystemExit, KeyboardInterrupt):
        raise
    except OSError:
        problem = FULL
    except Exception:
        _fail(job, export, FAILED)
        raise
    if problem:
        _fail(job, export, problem)


def _make(job: RunningJob, export: Export, expire: Callable[[int, datetime], None]) -> str:
    """Make an export; return what is in the way, or nothing."""
    person, began = export.asked_by, timezone.now()
    if not may_export(person):
        return GONE
    rights, total = rights_of(person), export_size(person=person)
    job.tell(done=0, total=total)
    with tempfile.TemporaryDirectory(prefix="muster-export-") as place:
        folder = Path(place) / f"muster-{export.format}-{began:%Y-%m-%d}"
        folder.mkdir()
        counts = export_write(
            person=person,
            folder=folder,
            format=export.format,
            tell=lambda done: job.tell(done=min(done, total)),
        )
        archive = _packed(folder)
        with files_kept() as files, job.step(done=total):
            if Entry.objects.filter(action__in=settings.SITE_ERASURES, at__gte=began).exists():
                return ERASED
            export.refresh_from_db()
            if export.state != Export.State.QUEUED:
                return ""  # they removed it meanwhile
            with change(export, "export.made", actor=None, detail={"records": sum(counts.values())}):
                export.state, export.rights, export.counts = Export.State.DONE, rights, dict(counts)
                export.finished_at = timezone.now()
                export.expires_at = export.finished_at + KEPT
                export.file = _kept(archive, files)
                export.save()
            expire(export.pk, export.expires_at)
    return ""


def _packed(folder: Path) -> Path:
    """Pack a folder; what is packed is removed, so that it does not lie there twice."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            stored = zipfile.ZIP_STORED if path.suffix == ".parquet" else zipfile.ZIP_DEFLATED
            packed.write(path, f"{folder.name}/{path.name}", compress_type=stored)
            path.unlink()
    return archive


def _kept(archive: Path, files: list[StoredFile]) -> StoredFile:
    with archive.open("rb") as file:
        upload = File(file, name=archive.name)
        stored = file_store(
            upload=upload, kinds={UNKNOWN}, most_bytes=MOST_BYTES, actor=None, action="export.store"
        )
    files.append(stored)
    return stored


def _fail(job: RunningJob, export: Export, sentence: str) -> None:
    with job.step():
        export.refresh_from_db()
        if export.state != Export.State.QUEUED:
            return
        with change(export, "export.fail", actor=None):
            export.state, export.problem = Export.State.FAILED, sentence
            export.finished_at = timezone.now()
            export.save()
