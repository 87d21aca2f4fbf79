"""A diagnosis: what is wrong, how bad it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from muster.engine.errors import InputError

__all__ = ["Check", "Diagnosis", "Level", "diagnose"]


class Level(StrEnum):
    """How bad it is: an error keeps something from working, or puts data at risk; a warning may be meant so."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnosis:
    """One thing that is wrong. `mend` does what `remedy` says, where Muster can do it by itself.

    After the `last` nothing else can be looked at.
    """

    code: str
    level: Level
    sentence: str
    remedy: str
    mend: Callable[[], None] | None = field(default=None, compare=False)
    last: bool = False


Check = Callable[[], Iterable[Diagnosis]]


def diagnose(*, tell: Callable[[str, float], None] = lambda stage, fraction: None) -> Iterator[Diagnosis]:
    """Yield what each check finds; one that cannot be made, since the database lacks what it reads, says so."""
    names = settings.SITE_CHECKS
    for number, name in enumerate(names):
        tell(name.rpartition(".")[2].removeprefix("check_").replace("_", " "), number / len(names))
        check: Check = import_string(name)
        try:
            found = list(check())
        except (DatabaseError, OSError, InputError) as error:
            told = " ".join(str(error).split())
            found = [_unchecked(name, told)]
        yield from found
        if any(one.last for one in found):
            return


def _unchecked(name: str, told: str) -> Diagnosis:
    sentence = f"{name} could not be made ({told})."
    return Diagnosis("check", Level.ERROR, sentence, "Mend what is named above, then look again.")
