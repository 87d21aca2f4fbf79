"""Which columns a file must have, and what to say of those it lacks."""

from __future__ import annotations

import csv
import difflib
import io
import re
import shlex
from collections.abc import Callable, Collection, Mapping, Sequence

from muster.tables.options import MAX_CATEGORIES, MAX_CRITERIA, ColumnOptions, ReadOptions
from muster.tables.problems import Problems, shown

__all__ = ["SAMPLE", "check_names", "optional_names", "rating_names", "readable_names", "required_names"]

Cells = Mapping[str, Sequence[object]]
"""Some records' cells by column."""

SAMPLE = 200
"""Records looked at to tell what a file holds."""

_NAMED = 12
_LONGEST_LIST = 800
_MARK = re.compile(r"[+-]?[0-9]{1,3}(\.0*)?")


def rating_names(options: ReadOptions | ColumnOptions) -> tuple[str, ...]:
    """Return the columns that hold ratings or other values: one in a long file, one a criterion in a wide one."""
    if isinstance(options, ColumnOptions):
        return options.values
    return options.criteria or (options.rating,)


def required_names(options: ReadOptions | ColumnOptions) -> dict[str, str]:
    """Return each column a file must have, and the option that gives it another name."""
    if isinstance(options, ColumnOptions):
        return dict(options.columns)
    facts = {fact.column: fact.option for fact in options.facts}
    return _rated_names(options) | facts


def _rated_names(options: ReadOptions) -> dict[str, str]:
    """Return the columns without which there is no rating, and the options that name them."""
    names = {options.candidate: "--candidate", options.interviewer: "--interviewer"}
    if options.criteria is not None:
        return names | dict.fromkeys(options.criteria, "--criteria")
    return names | {options.criterion: "--criterion", options.rating: "--rating"}


def optional_names(options: ReadOptions | ColumnOptions) -> tuple[str, ...]:
    """Return the columns that are read where a file has them; none that every rating needs."""
    if isinstance(options, ColumnOptions):
        return ()
    names = (options.interview, options.stage, options.requisition)
    return tuple(name for name in names if name not in _rated_names(options))


def readable_names(
    names: Collection[str], unread: Collection[str], options: ReadOptions | ColumnOptions
) -> list[str]:
    """Return the columns to read of a file with these names; none where it lacks every one it must have."""
    required = [name for name in required_names(options) if name not in unread]
    optional = [name for name in optional_names(options) if name in names and name not in unread]
    return list(dict.fromkeys(required + optional)) if required else []


def check_names(
    names: Sequence[str],
    options: ReadOptions | ColumnOptions,
    file: str,
    problems: Problems,
    *,
    sample: Callable[[], Cells],
    row: int | None = None,
) -> set[str]:
    """Note each column that the file lacks or has twice; return these columns.

    `sample` is asked for the file's first records where its shape may be another than the options say.
    """
    unread = set()
    wide = [] if isinstance(options, ColumnOptions) else _looks_wide(names, options, sample)
    if wide and isinstance(options, ReadOptions):
        problems.add("wide", _wide_sentence(wide, options), file=file, row=row)
        unread |= {options.criterion, options.rating}
    for name, option in required_names(options).items():
        if name not in names and name not in unread:
            problems.add("no-column", _lacks(name, option, names), file=file, row=row, column=name)
            unread.add(name)
    if (
        isinstance(options, ReadOptions)
        and options.requisitions is not None
        and options.requisition not in names
    ):
        sentence = f"there is no column {shown(options.requisition)}, so no requisition can be picked out"
        problems.add("no-column", sentence, file=file, row=row, column=options.requisition)
        unread.add(options.requisition)
    for name in dict.fromkeys((*required_names(options), *optional_names(options))):
        if names.count(name) > 1:
            sentence = f"the header names the column {shown(name)} more than once; rename the others"
            problems.add("column-twice", sentence, file=file, row=row, column=name)
            unread.add(name)
    return unread


def _looks_wide(names: Sequence[str], options: ReadOptions, sample: Callable[[], Cells]) -> list[str]:
    """Return the columns that seem to hold one criterion each, if the file has no criterion and no rating."""
    if options.criteria is not None or options.criterion in names or options.rating in names:
        return []
    known = {*required_names(options), *optional_names(options), options.requisition}
    return [
        name
        for name, cells in sample().items()
        if name not in known and names.count(name) == 1 and _holds_ratings(name, cells)
    ]


def _holds_ratings(name: str, cells: Sequence[object]) -> bool:
    """Whether most of what stands in a column could be ratings; a wide file may have bad ones, too."""
    texts = [str(cell).strip() for cell in cells if cell is not None]
    filled = [text for text in texts if text]
    values = [int(float(text)) for text in filled if _MARK.fullmatch(text)]
    if not name or name.lower().endswith("id") or 2 * len(values) <= len(filled):
        return False
    return max(values) - min(values) < MAX_CATEGORIES


def _wide_sentence(wide: Sequence[str], options: ReadOptions) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(wide)
    named = shlex.quote(line.getvalue())
    if len(wide) > MAX_CRITERIA or len(named) > _LONGEST_LIST or not named.isprintable():
        named = "A,B,C"
    listed = ", ".join(shown(name) for name in wide[:_NAMED])
    more = f" and {len(wide) - _NAMED:,} more" if len(wide) > _NAMED else ""
    return (
        f"there is neither a column {shown(options.criterion)} nor {shown(options.rating)}, but whole numbers in"
        f" {listed}{more}; if each of these columns is a criterion, add --criteria {named}, else name the right"
        " ones with --criterion and --rating"
    )


def _lacks(name: str, option: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, [n[:80] for n in names[:200]], n=1)
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    listed = (", ".join(shown(n) for n in names[:_NAMED]) or "none") + more
    if near:
        advice = f"did you mean {shown(near[0])}? Say so with {option}"
    elif option == "--criteria":
        advice = "correct the list of --criteria"
    else:
        advice = f"name the right one with {option}"
    return f"there is no column {shown(name)} (the columns are {listed}); {advice}"
