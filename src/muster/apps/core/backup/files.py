"""Uploaded files in a backup: held while it is made, and brought to their place when it is restored."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from muster.apps.core.backup.archive import DamagedError, Part
from muster.apps.core.models import StoredFile

__all__ = ["FOLDER", "PREFIX", "HeldFiles", "IncomingFiles", "place_of"]

FOLDER = "files/"
PREFIX = "backup-"  # of the folders that hold files for a while
NAME = re.compile(r"[0-9a-f]{64}")


def place_of(root: Path, digest: str) -> Path:
    """Return where the content with a digest is within a folder of files."""
    return root / digest[:2] / digest


class HeldFiles:
    """A second name for every uploaded file, so that one removed while the backup is made is in it all the same.

    Names cost no space. `hold` goes through those stored so far, which may take long; called again in a turn, when
    nobody writes, it adds the few that were stored since.
    """

    def __init__(self) -> None:
        self._root = Path(settings.MEDIA_ROOT)
        self._root.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(dir=self._root, prefix=PREFIX))
        self._last = 0

    def __enter__(self) -> HeldFiles:
        """Begin to hold."""
        return self

    def __exit__(self, *ended: object) -> None:
        """Let go of all."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def hold(self) -> None:
        """Hold the files stored since the last call."""
        rows = StoredFile.objects.filter(pk__gt=self._last).order_by("pk").values_list("pk", "digest")
        for pk, digest in rows.iterator(chunk_size=2_000):
            self._last = pk
            if NAME.fullmatch(digest):
                self._hold_one(digest)

    def _hold_one(self, digest: str) -> None:
        source, target = place_of(self._root, digest), place_of(self._folder, digest)
        target.parent.mkdir(exist_ok=True)
        try:
            os.link(source, target)
        except (FileExistsError, FileNotFoundError):  # held already; or missing, which the backup tells
            return
        except OSError:  # a file system without second names
            shutil.copyfile(source, target)

    def paths(self, digests: Iterable[str]) -> Iterator[tuple[str, Path | None]]:
        """Yield each digest with where its content is held; None where there is none."""
        for digest in digests:
            path = place_of(self._folder, digest)
            yield digest, path if path.is_file() else None


class IncomingFiles:
    """Contents that come out of a backup, kept apart until all of it has proved right."""

    def __init__(self, backup: str) -> None:
        self._backup = backup
        self._root = Path(settings.MEDIA_ROOT)
        self._root.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(dir=self._root, prefix=PREFIX))
        self.count = 0

    def __enter__(self) -> IncomingFiles:
        """Begin to receive."""
        return self

    def __exit__(self, *ended: object) -> None:
        """Remove what was not placed."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def take(self, part: Part) -> None:
        """Write a part's content. Raises DamagedError when it is not what its name says."""
        digest = part.name.removeprefix(FOLDER)
        if not NAME.fullmatch(digest):
            raise DamagedError(f"{self._backup} holds {part.name!r}, which no backup of Muster does.")
        target = place_of(self.folder, digest)
        target.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in part.chunks():
                file.write(chunk)
        if part.sha256 != digest:
            raise DamagedError(
                f"{self._backup} is damaged: {part.name} is not what was written; use another backup."
            )
        self.count += 1

    def place(self) -> None:
        """Bring all to their place. They are named by their content, so nothing there can be harmed by it."""
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir() and len(folder.name) == 2:
                (self._root / folder.name).mkdir(exist_ok=True)
                for path in folder.iterdir():
                    os.replace(path, self._root / folder.name / path.name)

    def remove_others(self) -> int:
        """Remove the contents that no row names, and return how many: those of the installation that was replaced."""
        removed = 0
        for folder in self._root.iterdir():
            if not folder.is_dir() or len(folder.name) != 2:
                continue
            there = {path.name for path in folder.iterdir()}
            wanted = StoredFile.objects.filter(digest__startswith=folder.name).values_list(
                "digest", flat=True
            )
            for name in there - set(wanted):
                with suppress(OSError):
                    (folder / name).unlink()
                    removed += 1
        return removed
