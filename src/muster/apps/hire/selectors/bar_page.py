"""What the page of the bar shows of a run, as far as somebody may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.paging import keyset_page
from muster.apps.core.roles import require
from muster.apps.hire.bridge.bar import CHANGE_COLUMNS, LEVEL_COLUMNS, LINK_COLUMNS, TREND_COLUMNS
from muster.apps.hire.bridge.bar_picture import PicturedBar, PicturedLevel
from muster.apps.hire.models import BarRun, BarStanding
from muster.apps.hire.rules import candidates_sealed, may_see_calibrations
from muster.apps.hire.rules_bar import may_see_bar, may_see_below
from muster.apps.hire.selectors.bar_families import FEW, FamilyRow, falling_words, families_of
from muster.apps.hire.selectors.bar_words import link_words, notice_words, trend_words, verdict_words
from muster.apps.hire.selectors.bars import PlacedBar, bar_run_newest, bars_all, bars_placed
from muster.apps.hire.selectors.interviews import called_by

__all__ = [
    "NOT_YOURS",
    "BarPage",
    "Below",
    "BelowRow",
    "Change",
    "QuarterRow",
    "bar_page",
    "bar_run_get",
    "bar_runs",
]

NOT_YOURS = gettext_lazy(
    "Only recruiters, executives, administrators and auditors see whether the bar holds."
)
RUNS = 10  # shown, the newest first
LIKELY = 0.5  # chance of being below the bar from which on a hire is named
MOST_NAMED = 50
MOST_CHANGES = 12

Level = Mapping[str, Any]


@dataclass(frozen=True)
class QuarterRow:
    """A quarter of one part: what is known of its applicants, offers and hires, None for a group without anybody."""

    quarter: str
    part: int
    applicants: Level | None
    offers: Level | None
    hires: Level | None


@dataclass(frozen=True)
class BelowRow:
    """A hire who was more likely than not below the bar of the day."""

    standing: BarStanding
    name: str


@dataclass(frozen=True)
class Below:
    """The hires below the bar: `compared` had a bar on the day, `expected` of them are below it, counting everybody by
    their chance; `count` are more likely than not, of whom `rows` are a page, the likeliest first, and `previous` and
    `next` the cursors of the pages beside it.
    """

    compared: int
    expected: float
    count: int
    rows: tuple[BelowRow, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class Change:
    """How an interviewer's severity changed from their first quarter to their last."""

    name: str
    first: str
    last: str
    change: float
    low: float
    high: float
    p_more_severe: float


@dataclass(frozen=True)
class BarPage:
    """A run for one person. `withheld` is whether levels of few people are left out, of whom the person must not know
    it before they have submitted what they owe. `below` is None for who must not know names, `changes` is empty for
    who must not know severities.
    """

    run: BarRun
    rows: tuple[QuarterRow, ...]
    levels: tuple[PicturedLevel, ...]
    lines: tuple[PicturedBar, ...]
    bars: tuple[PlacedBar, ...]
    verdict: str
    trends: tuple[str, ...]
    families: tuple[FamilyRow, ...]
    falling: str
    links: tuple[Mapping[str, Any], ...]
    linked: str
    notices: tuple[str, ...]
    outcomes: tuple[tuple[Mapping[str, Any], list[str]], ...]
    below: Below | None
    changes: tuple[Change, ...]
    withheld: bool
    outdated: bool

    @property
    def parts(self) -> int:
        """Return into how many parts nothing links the quarters fall."""
        parts: int = self.run.model["fit"]["parts"]
        return parts

    @property
    def scale(self) -> float:
        """Return how far the scale of the intervals goes on both sides of nought."""
        return max(4 * float(self.run.model["fit"]["sd_merit"]), 1.0)

    @property
    def falls(self) -> bool:
        """Return whether the level of some job family's hires clearly falls."""
        return any(row.falls for row in self.families)

    @property
    def has_offers(self) -> bool:
        """Return whether anybody had an offer."""
        return any(row.offers for row in self.rows)


def bar_run_get(*, person: User, pk: int | None = None) -> BarRun | None:
    """Return a run, without a key the newest that ended well, if there is one.

    Raises PermissionDenied for who sees none, BarRun.DoesNotExist for a key of none.
    """
    require(may_see_bar(person), NOT_YOURS)
    return bar_run_newest() if pk is None else BarRun.objects.select_related("asked_by").get(pk=pk)


def bar_runs(*, person: User) -> list[BarRun]:
    """Return the newest runs, whatever became of them."""
    require(may_see_bar(person), NOT_YOURS)
    return list(BarRun.objects.defer("model").order_by("-asked_at", "-pk")[:RUNS])


def bar_page(*, person: User, run: BarRun, before: str | None = None, after: str | None = None) -> BarPage:
    """Return what a finished run says to somebody who may see it."""
    model = run.model
    sealed = candidates_sealed(person)
    levels = [dict(zip(LEVEL_COLUMNS, row, strict=True)) for row in model["levels"]]
    hidden = _hidden(run, sealed)
    kept = [one for one in levels if one["count"] and not (_place(one) in hidden and one["count"] < FEW)]
    links = [dict(zip(LINK_COLUMNS, row, strict=True)) for row in model["links"]]
    trends = [dict(zip(TREND_COLUMNS, row, strict=True)) for row in model["trends"]]
    bars = bars_placed(run=run, bars=bars_all())
    families = families_of(run)
    known = {row["bar"] for row in model["bars"]} | set(model["lost"])
    return BarPage(
        run=run,
        rows=_rows(levels, kept),
        levels=tuple(_pictured(one) for one in kept if one["part"] == 0 and one["mean"] is not None),
        lines=tuple((one.bar.family.name, one.bar.since, one.value) for one in bars if one.value is not None),
        bars=tuple(bars),
        verdict=verdict_words(trends),
        trends=tuple(trend_words(one) for one in trends if one["part"] == 0),
        families=families,
        falling=falling_words(families),
        links=tuple(links),
        linked=link_words(links),
        notices=tuple(notice_words(model["notices"], links)),
        outcomes=tuple((one, notice_words(one["notices"])) for one in model["outcomes"]),
        below=_below(person, run, sealed, before, after) if may_see_below(person) else None,
        changes=_changes(model["changes"]) if may_see_calibrations(person) else (),
        withheld=len(kept) < sum(one["count"] > 0 for one in levels),
        outdated=any(one.bar.pk not in known and one.bar.set_at > run.as_of for one in bars),
    )


def _place(level: Level) -> tuple[str, int, str]:
    return level["period"], level["part"], level["group"]


def _hidden(run: BarRun, sealed: Sequence[int]) -> set[tuple[str, int, str]]:
    """Return the levels in which somebody counts of whom the person must not know it yet."""
    if not sealed:
        return set()
    rows = BarStanding.objects.filter(run=run, application__candidate__in=sealed)
    found = set()
    for quarter, part, offered, hired in rows.values_list("quarter", "part", "offered", "hired"):
        groups = (("applicants", True), ("offers", offered), ("hires", hired))
        found |= {(quarter, part, group) for group, there in groups if there}
    return found


def _rows(levels: Sequence[Level], kept: Sequence[Level]) -> tuple[QuarterRow, ...]:
    shown = {_place(one): one for one in kept}
    quarters = dict.fromkeys((one["period"], one["part"]) for one in levels)
    return tuple(
        QuarterRow(
            quarter,
            part,
            **{group: shown.get((quarter, part, group)) for group in ("applicants", "offers", "hires")},
        )
        for quarter, part in quarters
    )


def _pictured(level: Level) -> PicturedLevel:
    return level["period"], level["group"], level["mean"], level["low"], level["high"]


def _below(person: User, run: BarRun, sealed: Sequence[int], before: str | None, after: str | None) -> Below:
    """Name the hires below the bar of the day, without those of whom the person must not know it yet."""
    hires = BarStanding.objects.filter(run=run, p_below__isnull=False)
    hires = hires.exclude(application__candidate__in=sealed)
    told = hires.aggregate(compared=Count("pk"), expected=Sum("p_below"))
    likely = hires.filter(p_below__gte=LIKELY)
    read = likely.select_related("application__candidate", "application__requisition")
    page = keyset_page(read, order=("-p_below", "pk"), size=MOST_NAMED, before=before, after=after)
    rows = page.rows
    names = called_by(person, [one.application for one in rows])
    named = tuple(BelowRow(one, names[one.application_id]) for one in rows)
    whole = page.previous is None and page.next is None
    count = len(rows) if whole else likely.count()
    return Below(told["compared"], told["expected"] or 0.0, count, named, page.previous, page.next)


def _changes(rows: Sequence[Sequence[Any]]) -> tuple[Change, ...]:
    """Return the interviewers whose severity changed most surely, those first."""
    found = [dict(zip(CHANGE_COLUMNS, row, strict=True)) for row in rows]
    found.sort(key=lambda one: (-abs(one["change"] / one["sd"]) if one["sd"] else 0.0, one["interviewer_id"]))
    first = found[:MOST_CHANGES]
    names = dict(
        User.objects.filter(pk__in=[one["interviewer_id"] for one in first]).values_list("pk", "name")
    )
    columns = ("first", "last", "change", "low", "high", "p_more_severe")
    return tuple(
        Change(names.get(one["interviewer_id"], ""), *(one[name] for name in columns)) for one in first
    )
