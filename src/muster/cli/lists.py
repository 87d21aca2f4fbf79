"""Options that take several words, as in `--group sex race`, which the parser of the command line does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperOption

if TYPE_CHECKING:
    from typer._click.core import Context

__all__ = ["GroupsCommand", "spread_words"]


class GroupsCommand(TyperCommand):
    """A command of one FILE whose `--group` may be followed by several names."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments with `--group` before each of its names."""
        valued = {
            name
            for one in self.params
            if isinstance(one, TyperOption) and not one.is_flag
            for name in one.opts
        }
        return super().parse_args(ctx, spread_words(args, "--group", valued=valued))


def spread_words(
    args: Sequence[str],
    option: str,
    *,
    valued: set[str],
    exists: Callable[[str], bool] = lambda word: Path(word).is_file(),
) -> list[str]:
    """Return the arguments with `option` before each of the words that follow it, and the one FILE kept apart.

    `valued` are the options that take a value. Where no FILE stands elsewhere, it is among those words: the last that
    `exists`, else the last of all. The first word after `option` is always its own.
    """
    found: list[str] = []
    more: list[int] = []  # places of the words after the first
    left, file_elsewhere, within = list(args), False, False
    while left:
        word = left.pop(0)
        if word == "--":
            file_elsewhere = file_elsewhere or bool(left)
            found += [word, *left]
            break
        if len(word) > 1 and word.startswith("-"):
            takes_next = word in valued and bool(left)
            found += [word, left.pop(0)] if takes_next else [word]
            within = word == option or word.startswith(f"{option}=")
        else:
            if within:
                more.append(len(found))
            file_elsewhere = file_elsewhere or not within
            found.append(word)
    if more and not file_elsewhere:
        more.remove(max(more, key=lambda place: (exists(found[place]), place)))
    for place in reversed(more):
        found.insert(place, option)
    return found
