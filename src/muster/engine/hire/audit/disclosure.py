"""Which counts may be published, so that no number and no difference of numbers tells of a few people.

Small counts are left out, and then the cheapest others by which a small one could be worked out (see `suppression`):
within a stage, between the stages of a report that the same people went through, and from the reports before.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.hire.audit.counting import AttributeCounts
from muster.engine.hire.audit.published_sums import EVERYBODY, Names, Numbers, change_sums, small, stage_sums
from muster.engine.hire.audit.suppression import Key, protect

__all__ = ["SMALLEST", "Earlier", "Hidden", "StageCounts", "hide_small", "hide_small_at_stages"]

Flags = NDArray[np.bool_]

SMALLEST = 5
"""People of a category below which nothing of it is published, unless told."""

ONE_STAGE = ((1,), (2,))  # turned away, or selected


@dataclass(frozen=True, eq=False)
class Earlier:
    """An earlier report: what it counted, and which of the counts it did not publish (one array an attribute).

    `lasting` are those that no later report publishes either, in the shape of `hidden`: of people who stay the same it
    would tell what this one hid because there were few of them. `absent` are categories hidden though nobody has them
    (see `Hidden`), an attribute each.
    """

    counts: tuple[AttributeCounts, ...]
    hidden: tuple[Flags, ...]
    lasting: tuple[Flags, ...] = ()
    absent: tuple[tuple[Names, ...], ...] = ()

    @property
    def unpublished(self) -> set[tuple[str, Names]]:
        """The attributes and categories that it did not publish."""
        return _flagged(self.counts, self.hidden) | self._absent

    @property
    def stays(self) -> set[tuple[str, Names]]:
        """Those of them that a later report does not publish."""
        return _flagged(self.counts, self.lasting) | (self._absent if self.lasting else set())

    @property
    def _absent(self) -> set[tuple[str, Names]]:
        pairs = zip(self.counts, self.absent, strict=False)
        return {(one.name, names) for one, absent in pairs for names in absent}


@dataclass(frozen=True, eq=False)
class StageCounts:
    """What a stage of a report counted, and the reports before it that it can be set beside.

    `references` names a place of each attribute without which nothing of it can be compared (none where it is None).
    """

    counts: tuple[AttributeCounts, ...]
    earlier: tuple[Earlier, ...] = ()
    references: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        """Refuse counts of different people."""
        if len({one.people for one in self.counts}) > 1:
            raise InputError(
                "The attributes count different numbers of people; count them all among the same people."
            )


@dataclass(frozen=True, eq=False)
class Hidden:
    """What a stage does not publish: flags (K) an attribute, and the categories that nobody of this stage has.

    A category in `absent` is named as one that is not published, or its absence would tell that nobody of it came.
    """

    flags: tuple[Flags, ...]
    absent: tuple[tuple[Names, ...], ...]


def hide_small(
    counts: Sequence[AttributeCounts],
    *,
    smallest: int = SMALLEST,
    earlier: Earlier | Sequence[Earlier] | None = None,
    references: Sequence[int | None] = (),
) -> tuple[Flags, ...]:
    """Return which counts of one stage are not to be published, one array of flags (K) an attribute.

    Not published are categories of fewer than `smallest` people, and as many others as it takes for every such count
    to stay unknown within `smallest`, and whether any of these people was selected or rejected: from the totals, the
    numbers of unknown people, and the categories of which a crossed attribute is made. With an `earlier` report, or
    several, the changes since each are kept as unknown as the counts are: a category that fewer than `smallest` people
    joined or left is not published again; nor is what is `lasting` in one of them. `references` names a
    place of each attribute without which nothing of it can be compared: it is hidden only where that costs least.

    Attributes are looked at two by two, with the attribute that crosses them. All counts must be of the same people.
    Raises InputError for a `smallest` below 1, or counts of different people.
    """
    before = (earlier,) if isinstance(earlier, Earlier) else tuple(earlier or ())
    stage = StageCounts(tuple(counts), before, tuple(references))
    return hide_small_at_stages([stage], ONE_STAGE, smallest=smallest)[0].flags


def hide_small_at_stages(
    stages: Sequence[StageCounts], paths: ArrayLike, *, smallest: int = SMALLEST
) -> tuple[Hidden, ...]:
    """Return which counts of the stages (S) of one report are not to be published, as `hide_small` does of one.

    `paths` (P, S) are the ways there are through the stages: at each 0 for who did not come to it, 1 for who was
    turned away, 2 for who was selected. Who reads all stages knows, for example, that those who come to one passed the
    one before, so what one hides may not follow from another.

    Raises InputError as `hide_small` does, and for paths that do not fit the stages.
    """
    checks.check_at_least("smallest", smallest, 1)
    ways = np.asarray(paths, np.int64)
    if ways.ndim != 2 or ways.shape[1] != len(stages) or not np.isin(ways, (0, 1, 2)).all():
        raise InputError("Give each path as one number a stage: 0 not come to, 1 turned away, 2 selected.")
    systems = stage_sums([stage.counts for stage in stages], ways, smallest)
    hidden: set[Key] = set()
    costs: dict[Key, int] = {}
    for place, stage in enumerate(stages):
        small_now = small([Numbers.of(one, EVERYBODY) for one in stage.counts], smallest)
        hidden |= {(place, *one) for one in small_now}
        costs |= _costs(place, stage)
        for report in stage.earlier:
            changed, few = change_sums(place, stage.counts, report.counts, report.unpublished, smallest)
            systems += changed
            hidden |= {(place, *one) for one in few | report.stays}
    for system in systems:
        protect(system, hidden, costs)
    return tuple(_hidden(place, stage, hidden) for place, stage in enumerate(stages))


def _costs(place: int, stage: StageCounts) -> dict[Key, int]:
    """Return how many people less a stage says something of without a count; without a reference, all there are."""
    costs = {}
    for one, reference in zip_longest(stage.counts, stage.references):
        for at, names in enumerate(one.part_categories):
            costs[place, one.name, names] = one.known if at == reference else int(one.n[at])
    return costs


def _hidden(place: int, stage: StageCounts, hidden: Set[Key]) -> Hidden:
    flags, absent = [], []
    for one in stage.counts:
        names = {key[2] for key in hidden if key[:2] == (place, one.name)}
        flags.append(np.array([category in names for category in one.part_categories], bool))
        absent.append(tuple(sorted(names.difference(one.part_categories))))
    return Hidden(tuple(flags), tuple(absent))


def _flagged(counts: Sequence[AttributeCounts], flags: Sequence[Flags]) -> set[tuple[str, Names]]:
    return {
        (one.name, names)
        for one, mine in zip(counts, flags, strict=False)
        for names, flag in zip(one.part_categories, mine, strict=True)
        if flag
    }
