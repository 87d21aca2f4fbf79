"""Write a season report."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from muster.engine.errors import InputError
from muster.engine.hire.estimate import MeritEstimate
from muster.reports.language import ENGLISH, Language
from muster.reports.shapes import SeasonFacts

__all__ = ["ENDINGS", "check_report", "write_facts", "write_season_report"]

ENDINGS = (".html", ".pdf")


def write_season_report(
    estimate: MeritEstimate,
    path: Path,
    *,
    title: str,
    generated: datetime.date,
    reading_notes: Sequence[str] = (),
    files: Sequence[str] = (),
    language: Language = ENGLISH,
) -> None:
    """Write a page a hiring committee can act on, as HTML or PDF by the ending of `path`.

    `reading_notes` are remarks of whoever read the ratings, shown beneath the warnings; `files` name where
    the ratings came from; `language` is that of all the report says itself. The HTML is one file that needs no
    network; the PDF meets PDF/UA-1. Either is written whole or not at all, and depends on nothing but the arguments.

    Raises InputError for an empty title, another ending, a folder that does not exist or a file that cannot be written.
    """
    check_report(path, title)

    # Charts take a second to import, which commands without a report need not wait for.
    from muster.reports.season import season_facts

    facts = season_facts(
        estimate,
        title=title,
        generated=generated,
        reading_notes=reading_notes,
        files=files,
        language=language,
    )
    write_facts(facts, path, generated)


def check_report(path: Path, title: str) -> None:
    """Raise InputError for an empty title, an ending that is no report's, or a folder that does not exist."""
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"A report is written as .html or .pdf, not as {path.name}.", path=str(path))
    if not title.strip():
        raise InputError("A report needs a title; this one is empty.")
    if not path.parent.is_dir():
        raise InputError(f"The folder {path.parent} does not exist; create it first.", path=str(path))


def write_facts(facts: SeasonFacts, path: Path, generated: datetime.date) -> None:
    """Write what a report says in the format of the path's ending. Raises InputError where it cannot be written."""
    from muster.reports.atomic import write_whole
    from muster.reports.html import as_html
    from muster.reports.pdf import as_pdf

    content = as_html(facts) if path.suffix.lower() == ".html" else as_pdf(facts, generated)
    try:
        write_whole(path, content)
    except OSError as error:
        raise InputError(f"The report {path} cannot be written: {error.strerror}.", path=str(path)) from error
