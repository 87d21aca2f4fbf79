"""The audit by merit on the command line: bars in both directions, and interviewers and criteria by group."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from muster.cli.options import COMPILING
from muster.cli.terminal import as_plain, number, plural, print_table, progress_bar, safe, signed
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.hire.audit.boundary import BoundaryAudit
    from muster.engine.hire.audit.raters import DifferentialFunctioning, Interactions
    from muster.engine.hire.estimate import MeritEstimate
    from muster.engine.shapes import Scorecards
    from muster.tables.decisions import Decisions

__all__ = ["MeritAudit", "audit_by_merit"]

MOST_SHOWN = 10  # interactions on the terminal


@dataclass(frozen=True, eq=False)
class MeritAudit:
    """What merit says, by attribute; an attribute about which it says nothing is missing, and `notes` say why."""

    boundaries: dict[str, BoundaryAudit]
    raters: dict[str, DifferentialFunctioning]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the two parts that `--json` prints besides."""
        return {
            "boundary": [_boundary(name, one) for name, one in self.boundaries.items()],
            "raters": [_raters(name, one) for name, one in self.raters.items()],
        }

    def show(self, console: Console) -> None:
        """Print bars, then interviewers and criteria, with what must stand beside them."""
        for name, one in self.boundaries.items():
            _show_bars(console, name, one)
        for name, found in self.raters.items():
            _show_raters(console, name, found)
        console.print()


def audit_by_merit(
    decisions: Decisions, files: Sequence[Path], *, level: float, discoveries: float
) -> MeritAudit:
    """Fit the scorecards of those who are decided, and compare their groups.

    Raises InputError where the scorecards are of none of them, EstimationError where merit cannot be estimated.
    """
    from muster.engine.hire.audit.boundary import audit_boundary
    from muster.engine.hire.audit.raters import audit_raters

    people = {one: place for place, one in enumerate(decisions.people or ()) if one}
    estimate, notes = _fit(people, files)
    places = [people[str(one)] for one in estimate.candidate_ids.tolist()]
    left = len(people) - len(places)
    if left:
        notes.append(f"{plural(left, 'person')} of {len(people):,} without scorecards said nothing of merit.")
    boundaries, raters = {}, {}
    for name, column in decisions.groups.items():
        group = [column[place] for place in places]
        try:
            if decisions.selected is not None:
                boundaries[name] = audit_boundary(estimate, group, decisions.selected[places], level=level)
            raters[name] = audit_raters(estimate, group, discoveries=discoveries, level=level)
        except EstimationError as error:
            notes.append(f"{name}: {error.sentence}")
    if decisions.selected is None:
        notes.append("Bars are those of decisions: give --selected COL to compare them.")
    return MeritAudit(boundaries, raters, tuple(notes))


def _fit(people: dict[str, int], files: Sequence[Path]) -> tuple[MeritEstimate, list[str]]:
    from muster.engine.hire.merit import estimate_merit, kernels_compiled
    from muster.tables import read_scorecards

    with progress_bar() as progress:
        read = read_scorecards(files, progress=progress)
    scorecards = _of(read.scorecards, people)
    if not kernels_compiled():
        print(COMPILING, file=sys.stderr, flush=True)  # noqa: T201
    with progress_bar() as progress:
        try:
            return estimate_merit(scorecards, progress=progress), list(read.notes)
        except EstimationError as error:
            raise EstimationError(f"{', '.join(read.files)}: {error.sentence}", code=error.code) from error


def _of(scorecards: Scorecards, people: dict[str, int]) -> Scorecards:
    """Return the scorecards of these people: whoever has no decision must not be in the fit."""
    known = np.array([str(one) in people for one in scorecards.candidate_ids.tolist()], bool)
    rows = known[scorecards.candidate]
    if not rows.any():
        raise InputError(
            "The scorecards are of nobody in the file of decisions; name the column of their ids with --person COL."
        )
    candidates, candidate = np.unique(scorecards.candidate[rows], return_inverse=True)
    interviewers, interviewer = np.unique(scorecards.interviewer[rows], return_inverse=True)
    criteria, criterion = np.unique(scorecards.criterion[rows], return_inverse=True)
    interview = None
    if scorecards.interview is not None:
        interview = np.unique(scorecards.interview[rows], return_inverse=True)[1].astype(np.int32)
    return replace(
        scorecards,
        candidate=candidate.astype(np.int32),
        interviewer=interviewer.astype(np.int32),
        criterion=criterion.astype(np.int32),
        rating=scorecards.rating[rows],
        candidate_ids=scorecards.candidate_ids[candidates],
        interviewer_ids=scorecards.interviewer_ids[interviewers],
        criteria=tuple(scorecards.criteria[one] for one in criteria.tolist()),
        interview=interview,
    )


def _boundary(name: str, found: BoundaryAudit) -> dict[str, Any]:
    return {
        "name": name,
        "unknown": found.unknown,
        "blur": as_plain(found.blur),
        "groups": _rows(found.groups.to_frame()),
        "differences": _rows(found.differences.to_frame()),
        "passing": _rows(found.passing.to_frame()),
        "warning": found.warning,
    }


def _raters(name: str, found: DifferentialFunctioning) -> dict[str, Any]:
    return {
        "name": name,
        "groups": list(found.groups),
        "discoveries": found.discoveries,
        "interviewers": _rows(found.interviewers.to_frame()),
        "criteria": _rows(found.criteria.to_frame()),
    }


def _rows(frame: dict[str, object]) -> list[dict[str, Any]]:
    plain = [as_plain(column) for column in frame.values()]
    return [dict(zip(frame, row, strict=True)) for row in zip(*plain, strict=True)]


def _show_bars(console: Console, name: str, found: BoundaryAudit) -> None:
    heads = ("People", "Selected", "Bar", "Low", "High", "Merit of\nselected", "Merit of\nturned away")
    columns = [("Group", "left"), *((head, "right") for head in heads)]
    print_table(console, f"Bars by {safe(name)}", columns, _bar_rows(found), spare=heads[-1:-3:-1])
    pairs = found.differences
    for at, (one, other) in enumerate(zip(pairs.group, pairs.other, strict=True)):
        told = f"{safe(one)} less {safe(other)}: {signed(float(pairs.difference[at]))} logits"
        ends = f"{signed(float(pairs.low[at]))} to {signed(float(pairs.high[at]))}"
        console.print(f"{told} ({ends}).", soft_wrap=True)
    console.print(found.warning, soft_wrap=True)


def _bar_rows(found: BoundaryAudit) -> Iterator[list[str]]:
    groups = found.groups
    numbers = (groups.bar, groups.bar_low, groups.bar_high, groups.selected_merit, groups.turned_away_merit)
    for at, group in enumerate(groups.group):
        yield [
            safe(group),
            f"{groups.n[at]:,}",
            f"{groups.selected[at]:,}",
            *(number(float(column[at])) for column in numbers),
        ]


def _show_raters(console: Console, name: str, found: DifferentialFunctioning) -> None:
    heads = ("Rated", "Higher by", "Error", "Shrunk", "q", "")
    for what, one in (("Interviewers", found.interviewers), ("Criteria", found.criteria)):
        if not one.subject:
            console.print(
                f"{what} by {safe(name)}: none has enough scorecards of two groups.", soft_wrap=True
            )
            continue
        sides = [("", "left"), ("Group", "left"), *((head, "right") for head in heads)]
        print_table(console, f"{what} by {safe(name)}", sides, _interaction_rows(one), spare=())
        flagged = int(one.flagged.sum())
        console.print(
            f"{flagged:,} of {len(one.subject):,} flagged; of those flagged at most {found.discoveries:.0%} are false, "
            "on average.",
            soft_wrap=True,
        )


def _interaction_rows(one: Interactions) -> Iterator[list[str]]:
    for at in range(min(len(one.subject), MOST_SHOWN)):
        yield [
            safe(one.subject[at]),
            safe(one.group[at]),
            f"{one.n[at]:,}",
            signed(float(one.estimate[at])),
            number(float(one.error[at])),
            signed(float(one.effect[at])),
            number(float(one.q_value[at]), 3),
            "flagged" if one.flagged[at] else "",
        ]
