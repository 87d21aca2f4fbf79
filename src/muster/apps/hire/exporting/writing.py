"""Writing everything that a person may see into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from muster.apps.accounts.models import User
from muster.apps.hire.exporting.reading import Reader
from muster.tables.vendors.shapes import History, Interview, Scorecard
from muster.tables.vendors.writing import FORMATS, told_about

__all__ = ["export_size", "export_write"]

COUNTED = (History, Interview, Scorecard)


def export_size(*, person: User) -> int:
    """Return how much there is to do, as `export_write` counts it."""
    return Reader(person).size()


def export_write(
    *, person: User, folder: Path, format: str, tell: Callable[[int], None] | None = None
) -> Mapping[str, int]:
    """Write everything that the person may see into an empty folder; return how many records of each kind.

    No more than a chunk of rows is in memory. `tell` is told after each how much is done.
    """
    done = 0
    with translation.override("en"), FORMATS[format](folder) as files:
        for chunk in Reader(person).read():
            for one in chunk:
                files.add(one.record, one.shape)
            done += sum(isinstance(one.record, COUNTED) for one in chunk)
            if tell is not None:
                tell(done)
        for name in settings.SITE_EXPORTS:  # what other sections have
            files.counts.update(import_string(name)(person=person, folder=folder, format=format))
    told_about(files, made_at=timezone.now(), made_by=person.email)
    return dict(files.counts)
