"""Which columns a file must have, and what to say of those it lacks."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence

from muster.tables.options import ReadOptions
from muster.tables.problems import Problems, shown

__all__ = ["check_names", "optional_names", "rating_names", "readable_names", "required_names"]

_NAMED = 12


def rating_names(options: ReadOptions) -> tuple[str, ...]:
    """Return the columns that hold ratings: one in a long file, one a criterion in a wide one."""
    return options.criteria or (options.rating,)


def required_names(options: ReadOptions) -> dict[str, str]:
    """Return each column a file must have, and the option that gives it another name."""
    names = {options.candidate: "--candidate", options.interviewer: "--interviewer"}
    if options.criteria is not None:
        return names | dict.fromkeys(options.criteria, "--criteria")
    return names | {options.criterion: "--criterion", options.rating: "--rating"}


def optional_names(options: ReadOptions) -> tuple[str, ...]:
    """Return the columns that are read where a file has them; none that is required in any case."""
    names = (options.interview, options.stage, options.requisition)
    return tuple(name for name in names if name not in required_names(options))


def readable_names(names: Collection[str], unread: Collection[str], options: ReadOptions) -> list[str]:
    """Return the columns to read of a file with these names; none where it lacks every one it must have."""
    required = [name for name in required_names(options) if name not in unread]
    optional = [name for name in optional_names(options) if name in names and name not in unread]
    return required + optional if required else []


def check_names(
    names: Sequence[str], options: ReadOptions, file: str, problems: Problems, row: int | None = None
) -> set[str]:
    """Note each column that the file lacks or has twice; return these columns."""
    unread = set()
    for name, option in required_names(options).items():
        if name not in names:
            problems.add("no-column", _lacks(name, option, names), file=file, row=row, column=name)
            unread.add(name)
    if options.requisitions is not None and options.requisition not in names:
        sentence = f"there is no column {shown(options.requisition)}, so no requisition can be picked out"
        problems.add("no-column", sentence, file=file, row=row, column=options.requisition)
        unread.add(options.requisition)
    for name in (*required_names(options), *optional_names(options)):
        if names.count(name) > 1:
            sentence = f"the header names the column {shown(name)} more than once; rename the others"
            problems.add("column-twice", sentence, file=file, row=row, column=name)
            unread.add(name)
    return unread


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
