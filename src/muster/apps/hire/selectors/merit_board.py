"""The merit board: a run's candidates, the best first, without those of whom the person must not know it yet."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.paging import keyset_page
from muster.apps.core.text import fold
from muster.apps.hire.models import Application, MeritRun, MeritStanding
from muster.apps.hire.rules import blind_for, candidates_sealed, requisitions_reviewed
from muster.apps.hire.selectors.choice_words import chance_words
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.hire.selectors.merit_choice import (
    Called,
    ShownChoice,
    chances_of,
    choice_candidates,
    choice_get,
    choice_shown,
)

__all__ = [
    "BOARD_ORDER",
    "Board",
    "BoardFilter",
    "BoardRow",
    "Shown",
    "board_page",
    "board_rows",
    "scale_of",
    "shown_standings",
]

PAGE = 25
BOARD_ORDER = ("-merit", "pk")  # which tells nothing of those left out, as ranks would
SHOWN = ("run", "candidate", "merit", "sd", "low", "high", "rank", "rank_low", "rank_high")
SHOWN_TOO = ("interviews", "ratings", "raw_mean", "raw_rank", "shift", "component")


@dataclass(frozen=True)
class BoardFilter:
    """What is looked for; what is empty does not narrow."""

    text: str = ""
    requisition: int | None = None
    stage: int | None = None


@dataclass(frozen=True)
class BoardRow:
    """A candidate's standing. `chance` is that of being among the best for the opening that the board is narrowed to,
    `above_bar` that of being above its bar, each None where there are no odds. `name` is their name, or a code for who
    must not know whose it is; `application` is the newest in the run's scope, or of all where the openings have left
    the scope since. The ranks are those among the candidates that the person is shown.
    """

    standing: MeritStanding
    name: str
    blind: bool
    application: Application | None
    rank: int
    rank_low: int
    rank_high: int
    raw_rank: int
    chance: float | None = None
    above_bar: float | None = None

    @property
    def chance_told(self) -> str:
        """Return the chance to be among the best, in words."""
        return chance_words(self.chance)

    @property
    def above_bar_told(self) -> str:
        """Return the chance to be above the bar, in words."""
        return chance_words(self.above_bar)

    @property
    def move(self) -> int:
        """Return how many places the correction moved them up, less than nought for down."""
        return self.raw_rank - self.rank

    @property
    def move_down(self) -> int:
        """Return how many places the correction moved them down."""
        return -self.move

    @property
    def shift_down(self) -> float:
        """Return how much the correction took from their merit."""
        return -self.standing.shift


@dataclass(frozen=True)
class Shown:
    """The standings of a run without those of the candidates whose scorecards the person owes: `sealed` are the keys of
    all such candidates, `ranks` the rank and the raw rank of those in the run.
    """

    standings: QuerySet[MeritStanding]
    sealed: frozenset[int]
    ranks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Board:
    """A page of a run's board. `left_out` counts the candidates whose scorecards the person owes, `of` the others.
    `choice` is what is said of choosing for the opening that the board is narrowed to, None where it is not.
    """

    rows: tuple[BoardRow, ...]
    previous: str | None
    next: str | None
    left_out: int
    of: int
    scale: float
    choice: ShownChoice | None = None


def board_page(
    *,
    person: User,
    run: MeritRun,
    wanted: BoardFilter,
    before: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Board:
    """Return a page of the board of a run that the person may see."""
    shown = shown_standings(person=person, run=run)
    narrowed = run.requisition_id or wanted.requisition
    kept = None if narrowed is None else choice_get(run=run, requisition=narrowed)
    rows = shown.standings.only(*SHOWN, *SHOWN_TOO)
    page = keyset_page(
        _narrowed(shown.standings, person, wanted),
        order=BOARD_ORDER,
        size=size,
        before=before,
        after=after,
        rows=rows if kept is None else rows.annotate(**chances_of(kept)),
    )
    called = _called(person, {*(one.candidate_id for one in page.rows), *choice_candidates(kept)})
    choice = None
    if narrowed is not None:
        choice = choice_shown(person=person, run=run, choice=kept, called=called, sealed=shown.sealed)
    told = choice is not None and choice.has_odds
    found = _rows(run, page.rows, shown.ranks, called, told=told)
    left_out = len(shown.ranks)
    of = run.model.get("candidates", 0) - left_out
    return Board(tuple(found), page.previous, page.next, left_out, of, scale_of(run), choice)


def shown_standings(*, person: User, run: MeritRun) -> Shown:
    """Return the standings of a finished run that the person may see."""
    standings = MeritStanding.objects.filter(run=run)
    keys = candidates_sealed(person)
    if not keys:
        return Shown(standings, frozenset(), ())
    sealed = standings.filter(candidate__in=keys).values_list("rank", "raw_rank")
    return Shown(standings.exclude(candidate__in=keys), frozenset(keys), tuple(sealed))


def board_rows(
    *,
    person: User,
    run: MeritRun,
    standings: Sequence[MeritStanding],
    ranks: Sequence[tuple[int, int]],
) -> list[BoardRow]:
    """Return standings with names, and ranks in which those left out, who have `ranks`, leave no gap."""
    called = _called(person, {one.candidate_id for one in standings})
    return _rows(run, standings, ranks, called, told=False)


def _rows(
    run: MeritRun,
    standings: Sequence[MeritStanding],
    ranks: Sequence[tuple[int, int]],
    called: Mapping[int, Called],
    *,
    told: bool,
) -> list[BoardRow]:
    """`told` is whether the standings were asked for their chances, and these may be known."""
    better = sorted(one for one, _raw in ranks)
    raw_places = _raw_places(run, standings, [raw for _one, raw in ranks])
    rows = []
    for standing in standings:
        one = called[standing.candidate_id]
        rows.append(
            BoardRow(
                standing=standing,
                name=one.name,
                blind=one.blind,
                application=_covered(run, one.applications),
                chance=standing.chance if told else None,  # type: ignore[attr-defined]  # annotated
                above_bar=standing.above_bar if told else None,  # type: ignore[attr-defined]
                rank=standing.rank - bisect_left(better, standing.rank),
                rank_low=standing.rank_low - bisect_left(better, standing.rank_low),
                rank_high=standing.rank_high - bisect_left(better, standing.rank_high),
                raw_rank=raw_places[standing.raw_rank],
            )
        )
    return rows


def _raw_places(run: MeritRun, standings: Sequence[MeritStanding], left_out: Sequence[int]) -> dict[int, int]:
    """Return the place for each raw rank of standings, in which those with the raw ranks `left_out` leave no gap.

    Those of one raw mean share the middle of their places, so it moves with those of them that are left out.
    """
    better, gone = sorted(left_out), Counter(left_out)
    shown = {one.raw_rank for one in standings}
    tied = shown & gone.keys()
    found = MeritStanding.objects.filter(run=run, raw_rank__in=tied).order_by().values_list("raw_rank")
    same = dict(found.annotate(count=Count("pk"))) if tied else {}
    places = {}
    for rank in shown:
        count = same.get(rank, 0)
        middle, without = count // 2, (count - gone[rank]) // 2
        places[rank] = rank - bisect_left(better, rank) - (middle - without)
    return places


def scale_of(run: MeritRun) -> float:
    """Return how far the scale of the intervals goes on both sides of nought: it depends on no candidate."""
    return max(4 * float(run.model.get("sd_merit") or 0), 1.0)


def _narrowed(
    standings: QuerySet[MeritStanding], person: User, wanted: BoardFilter
) -> QuerySet[MeritStanding]:
    text = fold(wanted.text.replace("\0", " "))
    if text:
        standings = standings.filter(searched__contains=text)
        reviewed = requisitions_reviewed(person)
        if reviewed:  # a search by name must not say whose a code is
            hidden = Application.objects.filter(blind_for(person, reviewed=reviewed))
            standings = standings.exclude(candidate__in=hidden.order_by().values("candidate"))
    applications = Application.objects.order_by()
    if wanted.requisition is not None:
        applications = applications.filter(requisition=wanted.requisition)
    if wanted.stage is not None:
        applications = applications.filter(stage=wanted.stage)
    if wanted.requisition is not None or wanted.stage is not None:
        standings = standings.filter(candidate__in=applications.values("candidate"))
    return standings


def _called(person: User, candidates: Collection[int]) -> dict[int, Called]:
    """Return what candidates are called before somebody, with all their applications."""
    found: defaultdict[int, list[Application]] = defaultdict(list)
    rows = (
        Application.objects.filter(candidate__in=candidates)
        .select_related("candidate", "requisition", "stage")
        .only(
            "candidate__name",
            "requisition__title",
            "requisition__family",
            "stage__kind",
            "outcome",
            "applied_at",
        )
        .order_by("-applied_at", "-pk")
    )
    for one in rows:
        found[one.candidate_id].append(one)
    names = called_by(person, (one for several in found.values() for one in several))
    return {key: _call(found[key], names) for key in candidates}


def _call(applications: Sequence[Application], names: Mapping[int, str]) -> Called:
    """Return the code of one that must not be known, or else the name."""
    blind = next((one for one in applications if names[one.pk] != one.candidate.name), None)
    shown = blind or (applications[0] if applications else None)
    return Called("" if shown is None else names[shown.pk], blind is not None, tuple(applications))


def _covered(run: MeritRun, applications: Sequence[Application]) -> Application | None:
    """Return the newest application in a run's scope, or of all where none is in it any more."""
    return next((one for one in applications if _covers(run, one)), applications[0] if applications else None)


def _covers(run: MeritRun, one: Application) -> bool:
    if run.requisition_id is not None:
        return one.requisition_id == run.requisition_id
    return run.family_id is None or one.requisition.family_id == run.family_id
