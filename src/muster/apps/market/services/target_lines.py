"""Names that somebody pastes, one a line, ranked from the first: which line is who."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from muster.apps.core import formats
from muster.apps.core.errors import RefusedError
from muster.apps.core.text import fold
from muster.apps.market.models import Outsider
from muster.apps.market.selectors.names import NameIndex, name_index

__all__ = [
    "MOST_PEOPLE",
    "NEW",
    "AskedLine",
    "TargetLine",
    "asked_in",
    "lines_asked",
    "lines_read",
    "people_meant",
]

MOST_PEOPLE = 5_000
NEW = "new"
LONGEST_NAME, LONGEST_REASON = 200, 500
MOST_TOLD = 5  # lines that a sentence names

NUMBERED = re.compile(r"(\d{1,6})\s*[.):;\t]\s*(\S.*)")


@dataclass(frozen=True)
class TargetLine:
    """A line: its number in the text, the name, and why they stand here."""

    number: int
    name: str
    reason: str = ""


@dataclass(frozen=True)
class AskedLine:
    """A line whose name is that of several people, or that comes twice: who may be meant."""

    line: TargetLine
    people: tuple[Outsider, ...]


def lines_read(text: str) -> list[TargetLine]:
    """Return who is named, in the order of their ranks: one a line, a semicolon or tab before the reason.
    Lines may begin with their rank, all of them or none.

    Raises RefusedError for an empty text, too many people, ranks with a hole or twice, and a line without a
    name.
    """
    lines = [(at, line.strip()) for at, line in enumerate(text.replace("\0", "").splitlines(), 1)]
    lines = [(at, line) for at, line in lines if line]
    if not lines:
        raise RefusedError(_("Name at least one person, one a line."))
    if len(lines) > MOST_PEOPLE:
        told = _("A list has at most %(most)s people, and this one has %(count)s; leave some out.")
        raise RefusedError(told % {"most": formats.number(MOST_PEOPLE), "count": formats.number(len(lines))})
    found = [(at, NUMBERED.fullmatch(line)) for at, line in lines]
    if any(match is not None for _at, match in found):
        lines = _ranked([(at, match) for at, match in found])
    return [_line(at, line) for at, line in lines]


def _ranked(found: Sequence[tuple[int, re.Match[str] | None]]) -> list[tuple[int, str]]:
    """Return lines by the ranks that they begin with."""
    without = [at for at, match in found if match is None]
    if without:
        told = _("Every line begins with its rank, or none does; line %(line)s has none.")
        raise RefusedError(told % {"line": without[0]})
    ranked = [(int(match[1]), at, match[2]) for at, match in found if match is not None]
    twice = [rank for rank, count in Counter(rank for rank, _at, _rest in ranked).items() if count > 1]
    if twice:
        told = _("Rank %(rank)s is there twice; give every rank once.")
        raise RefusedError(told % {"rank": min(twice)})
    missing = set(range(1, len(ranked) + 1)) - {rank for rank, _at, _rest in ranked}
    if missing:
        told = _(
            "Rank %(rank)s is missing; number the lines from 1 without a hole, or leave the numbers out."
        )
        raise RefusedError(told % {"rank": min(missing)})
    return [(at, rest) for _rank, at, rest in sorted(ranked)]


def _line(number: int, line: str) -> TargetLine:
    name, reason = [*re.split(r"[;\t]", line, maxsplit=1), ""][:2]
    wanted = " ".join(name.split())
    if not wanted:
        raise RefusedError(_("Line %(line)s names nobody; put the name first.") % {"line": number})
    if len(wanted) > LONGEST_NAME:
        told = _(
            "The name in line %(line)s is longer than %(most)s letters; put the reason behind a semicolon."
        )
        raise RefusedError(told % {"line": number, "most": LONGEST_NAME})
    return TargetLine(number, wanted, " ".join(reason.split())[:LONGEST_REASON])


def lines_asked(lines: Sequence[TargetLine], names: NameIndex) -> list[AskedLine]:
    """Return the lines of which somebody has to say who is meant."""
    often = Counter(fold(line.name) for line in lines)
    found = []
    for line in lines:
        people = names.people(line.name)
        if len(people) > 1 or often[fold(line.name)] > 1:
            found.append(AskedLine(line, tuple(people)))
    return found


def people_meant(
    lines: Sequence[TargetLine], names: NameIndex, chosen: Mapping[int, str]
) -> list[tuple[TargetLine, Outsider | None]]:
    """Return each line with who is meant, None for somebody new. `chosen` has, by the number of a line that
    is asked about, the key of the one who is meant, or `NEW`.

    Raises RefusedError where nobody has said who is meant, and for the same person twice.
    """
    asked = {one.line.number: one for one in lines_asked(lines, names)}
    found: list[tuple[TargetLine, Outsider | None]] = []
    places: defaultdict[int, list[int]] = defaultdict(list)
    for line in lines:
        person = _chosen(asked[line.number], chosen) if line.number in asked else None
        if line.number not in asked:
            person = next(iter(names.people(line.name)), None)
        if person is not None:
            places[person.pk].append(line.number)
        found.append((line, person))
    twice = [numbers for numbers in places.values() if len(numbers) > 1]
    if twice:
        told = _("Lines %(first)s and %(second)s are the same person; leave one out.")
        sentences = [told % {"first": one[0], "second": one[1]} for one in twice[:MOST_TOLD]]
        raise RefusedError(" ".join(sentences))
    return found


def _chosen(asked: AskedLine, chosen: Mapping[int, str]) -> Outsider | None:
    said = chosen.get(asked.line.number, "")
    if said == NEW:
        return None
    person = next((one for one in asked.people if str(one.pk) == said), None)
    if person is None:
        told = _("Line %(line)s may be several people; say which %(name)s is meant.")
        raise RefusedError(told % {"line": asked.line.number, "name": asked.line.name})
    return person


def asked_in(text: str) -> list[AskedLine]:
    """Return the lines of a pasted text of which somebody has to say who is meant; none where it cannot be read."""
    try:
        lines = lines_read(text)
    except RefusedError:
        return []
    return lines_asked(lines, name_index())
