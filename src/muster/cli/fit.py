"""From files to an estimate: what rank, compare, explain and demo share."""

from __future__ import annotations

import bisect
import datetime
import difflib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from muster.cli.language import language_named
from muster.cli.options import COMPILING, FitChoices, ReadChoices
from muster.cli.terminal import progress_bar, safe, waiting
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.hire.estimate import MeritEstimate
    from muster.engine.hire.explain import ExplanationParts
    from muster.tables import Reading

__all__ = ["FittedSeason", "draft_report", "find_candidate", "fit_files", "interviews_of", "tell_notes"]

MOST_FILES = 3  # named in a sentence about all files
NEIGHBOURS = 10_000  # ids compared with a mistyped one; comparing a million would take minutes


@dataclass(frozen=True, eq=False)
class FittedSeason:
    """What was read and what it says."""

    reading: Reading
    estimate: MeritEstimate


def fit_files(
    files: Sequence[Path], reading: ReadChoices, fitting: FitChoices, *, name_interviews: bool = False
) -> FittedSeason:
    """Read the files and estimate merit, with a progress bar where there is a terminal."""
    arguments = fitting.to_arguments()
    options = replace(reading.to_read_options(), name_interviews=name_interviews)

    from muster.engine.hire.merit import estimate_merit, kernels_compiled
    from muster.tables import read_scorecards

    with progress_bar() as progress:
        read = read_scorecards(files, options, progress=progress)
    weights = fitting.to_weights([criterion.name for criterion in read.scorecards.criteria])
    if not kernels_compiled():
        print(COMPILING, file=sys.stderr, flush=True)  # noqa: T201
    with progress_bar() as progress:
        try:
            estimate = estimate_merit(read.scorecards, **arguments, weights=weights, progress=progress)
        except EstimationError as error:
            raise EstimationError(f"{_listed(read.files)}: {error.sentence}", code=error.code) from error
    return FittedSeason(read, estimate)


def interviews_of(fit: FittedSeason, parts: ExplanationParts) -> tuple[list[object], list[object]]:
    """Return the interview's id and the stage of each scorecard, None where the files do not say."""
    names = fit.reading.interviews
    if names is None:
        nobody: list[object] = [None] * parts.interview.size
        return nobody, nobody
    return names.interview_id[parts.interview].tolist(), names.stage[parts.interview].tolist()


def _listed(files: Sequence[str]) -> str:
    more = len(files) - MOST_FILES
    return ", ".join(files[:MOST_FILES]) + (f" and {more:,} more files" if more > 0 else "")


def tell_notes(console: Console, fit: FittedSeason) -> None:
    """Print what the reader and the model found worth saying, a line each."""
    for note in (*fit.reading.notes, *fit.estimate.model.notes):
        console.print(f"Note: {safe(note, 1000)}", soft_wrap=True)
    if not fit.estimate.model.converged:
        console.print("Note: the fit did not settle; read these figures with care.", soft_wrap=True)


def draft_report(fit: FittedSeason, draft: Path, *, title: str, language: str = "en") -> None:
    """Write the season's report to `draft`, in a language."""
    from muster.reports import write_season_report

    with waiting("Writing the report"):
        write_season_report(
            fit.estimate,
            draft,
            title=title,
            generated=datetime.date.today(),
            reading_notes=fit.reading.notes,
            files=fit.reading.files,
            language=language_named(language),
        )


def find_candidate(estimate: MeritEstimate, wanted: str) -> int:
    """Return the code of a candidate's id. Raises InputError, which names similar ids."""
    ids = [str(known) for known in estimate.candidate_ids]
    if wanted in ids:
        return ids.index(wanted)
    close = [safe(known) for known in _close_ids(ids, wanted)]
    hint = f"did you mean {' or '.join(close)}?" if close else "look it up in the ranking."
    raise InputError(f"No candidate {safe(wanted)!r} in these files; {hint}", candidate=wanted)


def _close_ids(ids: list[str], wanted: str) -> list[str]:
    same = [known for known in ids if known.strip().casefold() == wanted.strip().casefold()]
    if same:
        return same[:3]
    ordered = sorted(ids)
    place = bisect.bisect(ordered, wanted)
    near = ordered[max(place - NEIGHBOURS // 2, 0) : place + NEIGHBOURS // 2]
    return difflib.get_close_matches(wanted[:100], [known for known in near if len(known) <= 100], n=3)
