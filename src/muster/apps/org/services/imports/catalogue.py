"""Finding what a file names: teams, levels, job families, locations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from muster.apps.core.models import Record
from muster.apps.core.text import fold
from muster.apps.org.models import JobFamily, Level, Location, Team
from muster.tables.problems import shown

__all__ = ["Catalogue"]

Names = Mapping[str, list[Record]]


@dataclass(frozen=True)
class Catalogue:
    """Everything by the names under which a file may call it, in plain letters.

    Teams are there by their name alone and by every path that ends with it: `Models`, `Research / Models`; `paths` are
    their whole ones.
    """

    names: Mapping[str, Names]
    paths: Mapping[int, str]

    @classmethod
    def load(cls) -> Catalogue:
        """Read what there is."""
        teams = Team.objects.in_bulk()
        paths = {team.pk: [team.name for team in _upwards(team, teams)] for team in teams.values()}
        return cls(
            {
                "team": _by(
                    ("/".join(reversed(path[:depth])), teams[pk])
                    for pk, path in paths.items()
                    for depth in range(1, len(path) + 1)
                ),
                "level": _by((one.code, one) for one in Level.objects.all()),
                "family": _by((one.name, one) for one in JobFamily.objects.all()),
                "location": _by((one.name, one) for one in Location.objects.all()),
            },
            {pk: " / ".join(reversed(path)) for pk, path in paths.items()},
        )

    def find(self, part: str, name: str) -> Any:
        """Return what a file means by `name`, or, as text, the sentence that says why it cannot be told."""
        found = self.names[part].get(_plain(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            return _("there are several teams %(name)s; write the whole path, such as %(path)s") % {
                "name": shown(name),
                "path": shown(self.paths[found[0].pk]),
            }
        return _unknown(part) % {"name": shown(name)}


def _unknown(part: str) -> str:
    sentences = {
        "team": _("there is no team %(name)s; add it first, or correct the name"),
        "level": _("there is no level %(name)s; add it first, or correct the code"),
        "family": _("there is no job family %(name)s; add it first, or correct the name"),
        "location": _("there is no location %(name)s; add it first, or correct the name"),
    }
    return sentences[part]


def _plain(name: str) -> str:
    """Return a name, or a path of names, as it is compared."""
    return "/".join(fold(part) for part in name.split("/"))


def _by(pairs: Iterable[tuple[str, Record]]) -> Names:
    names: defaultdict[str, list[Record]] = defaultdict(list)
    for name, row in pairs:
        if row not in names[_plain(name)]:
            names[_plain(name)].append(row)
    return names


def _upwards(team: Team, teams: Mapping[int, Team]) -> Iterator[Team]:
    """Yield a team and those that it is part of, the outermost last."""
    above: Team | None = team
    while above is not None:
        yield above
        above = None if above.parent_id is None else teams[above.parent_id]
