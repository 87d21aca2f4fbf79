"""Choosing with the whole ordinal model: simulated ratings, and real ones whose truth is held out.

A world hands out scorecards one by one. After every batch merit is estimated anew from the ratings so far, as
`muster choose` does, and a policy says who is interviewed next.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.choosing_policies import SD_MERIT, SD_SEVERITY, funnel_sizes
from benchmarks.common import ROOT
from benchmarks.data import FOLDER_VARIABLE
from muster.engine.errors import EstimationError
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.interviewing import FairRules, propose_interviews
from muster.engine.hire.merit import estimate_merit
from muster.engine.shapes import Criterion, Ids, Interviewers, Scorecards

__all__ = ["SOURCES", "Source", "World", "draw_world", "read_ratings", "replay_world", "run_world", "told"]

Floats = NDArray[np.float64]
Ratings = NDArray[np.int64]
How = Literal["equal", "funnel", "ours"]

SHARED = ROOT.parent / "shared" / "data"
SD_HALO = 0.6
THRESHOLDS = np.array([-2.5, -0.83, 0.83, 2.5])
BATCH = 10  # ours; the others need no estimate before a round is over


@dataclass(frozen=True, eq=False)
class World:
    """`merit` (n) is the truth; `may` (n, m) who can be asked; `ratings` (n, m, C) what they would say."""

    merit: Floats
    may: NDArray[np.bool_]
    ratings: Ratings
    scale: tuple[int, int]


@dataclass(frozen=True)
class Source:
    """A file of real ratings: what is judged, by whom, on which criteria, and which rows are kept."""

    name: str
    file: str
    judged: tuple[str, ...]
    criteria: tuple[str, ...]
    keep: tuple[str, str] | None
    candidates: int
    k: int
    least: int  # raters, of whom half are held out


WRITING = ("k1", "k2", "k3", "k4", "k5")
SOURCES = (
    Source("immer01a, type E", "data.immer01a.csv", ("idstud",), WRITING, ("type", "E"), 40, 3, 8),
    Source("immer01a, type I", "data.immer01a.csv", ("idstud",), WRITING, ("type", "I"), 40, 3, 8),
    Source("immer05", "data.immer05.csv", ("idstud_task",), ("TA", "CC", "GR", "VO"), None, 14, 3, 8),
)


def draw_world(
    candidates: int,
    interviewers: int,
    criteria: int,
    seed: int,
    *,
    sds: tuple[float, float, float] | None = None,
) -> World:
    """Draw a field and all ratings that it could get, from the ordinal model."""
    sd_merit, sd_severity, sd_halo = sds or (SD_MERIT, SD_SEVERITY, SD_HALO)
    rng = np.random.default_rng([seed, 7])
    merit = sd_merit * rng.standard_normal(candidates)
    severity = sd_severity * rng.standard_normal(interviewers)
    halo = sd_halo * rng.standard_normal((candidates, interviewers))
    latent = (merit[:, None] - severity + halo)[:, :, None] + rng.logistic(
        size=(candidates, interviewers, criteria)
    )
    ratings = 1 + (latent[..., None] > THRESHOLDS).sum(axis=-1)
    return World(merit, np.ones((candidates, interviewers), bool), ratings, (1, 5))


@cache
def read_ratings(source: Source) -> Scorecards | None:
    """Return a file's ratings of whatever was judged by enough raters; None where the file is not there."""
    folders = [SHARED, *map(Path, filter(None, [os.environ.get(FOLDER_VARIABLE)]))]
    path = next((folder / source.file for folder in folders if (folder / source.file).exists()), None)
    if path is None:
        return None
    frame = pl.read_csv(path, null_values="NA")
    if source.keep:
        frame = frame.filter(pl.col(source.keep[0]) == source.keep[1])
    keys = [*source.judged, "rater"]
    frame = frame.unique(keys, keep="first", maintain_order=True)
    frame = frame.filter(pl.len().over(source.judged) >= source.least)
    long = frame.unpivot(list(source.criteria), index=keys, variable_name="criterion", value_name="rating")
    long = long.drop_nulls("rating")
    return Scorecards.from_columns(
        candidate=long[source.judged[0]].to_numpy(),
        interviewer=long["rater"].to_numpy(),
        criterion=long["criterion"].to_numpy(),
        rating=long["rating"].to_numpy(),
    )


def replay_world(scorecards: Scorecards, candidates: int, seed: int) -> World:
    """Deal each candidate's raters into two halves: one may be asked, the other tells the truth, by a fit of its own.

    The truth is an estimate, with an error of its own, the same for every policy.
    """
    rng = np.random.default_rng([seed, 8])
    size, people = scorecards.candidate_ids.size, scorecards.interviewer_ids.size
    lows = [one.low for one in scorecards.criteria]
    ratings = np.full((size, people, len(scorecards.criteria)), min(lows) - 1, np.int64)
    ratings[scorecards.candidate, scorecards.interviewer, scorecards.criterion] = scorecards.rating
    seen = np.zeros((size, people), bool)
    seen[scorecards.candidate, scorecards.interviewer] = True
    may = np.zeros_like(seen)
    for row, raters in enumerate(seen):
        asked = rng.permutation(np.flatnonzero(raters))
        may[row, asked[: (asked.size + 1) // 2]] = True
    held = ~may[scorecards.candidate, scorecards.interviewer]
    truth = estimate_merit(_take(scorecards, held), integrate=False, threads=1).merit
    chosen = rng.permutation(size)[:candidates]
    highs = [one.high for one in scorecards.criteria]
    return World(truth[chosen], may[chosen], ratings[chosen], (min(lows), max(highs)))


def _take(scorecards: Scorecards, rows: NDArray[np.bool_]) -> Scorecards:
    return Scorecards(
        candidate=scorecards.candidate[rows],
        interviewer=scorecards.interviewer[rows],
        criterion=scorecards.criterion[rows],
        rating=scorecards.rating[rows],
        candidate_ids=scorecards.candidate_ids,
        interviewer_ids=scorecards.interviewer_ids,
        criteria=scorecards.criteria,
    )


def run_world(
    world: World,
    how: How,
    *,
    k: int,
    budget: int,
    stops: tuple[int, ...],
    seed: int,
    batch: int = BATCH,
) -> Floats:
    """Return the shortfall, summed over k, after each number of interviews in `stops`.

    Everybody has one interview first. A funnel's rounds cost the same each, so that it fits any budget.
    """
    rng = np.random.default_rng([seed, 9])
    size = batch if how == "ours" else budget
    n = world.merit.size
    held: list[tuple[int, int]] = []
    open_ = world.may.copy()
    out, best = np.full(len(stops), np.nan), np.sort(world.merit)[-k:].sum()
    turn = _Funnel(n, k, budget)
    estimate: MeritEstimate | None = None
    while len(held) < budget and open_.any():
        room = min([size, budget - len(held), *[stop - len(held) for stop in stops if stop > len(held)]])
        if estimate is None:
            pairs = [(p, int(rng.choice(np.flatnonzero(open_[p])))) for p in range(n) if open_[p].any()]
        elif how == "ours":
            pairs = _ours(estimate, open_, k, room)
        else:
            merit = estimate.merit
            among = np.arange(n) if how == "equal" else turn.left(merit, len(held))
            pairs = _even(
                rng, open_, held, among, min(room, turn.ahead(len(held)) if how == "funnel" else room)
            )
        for pair in pairs:
            held.append(pair)
            open_[pair] = False
        if not pairs:
            break
        estimate = _fit(world, held)
        chosen = np.argsort(-(estimate.merit if estimate else np.zeros(n)), kind="stable")[:k]
        for at, stop in enumerate(stops):
            if len(held) >= stop and np.isnan(out[at]):
                out[at] = best - world.merit[chosen].sum()
    if np.isnan(out).any() and estimate is not None:  # everybody who can be asked was
        out[np.isnan(out)] = best - world.merit[np.argsort(-estimate.merit, kind="stable")[:k]].sum()
    return out


class _Funnel:
    """The rounds of a funnel within a budget: the first interviews everybody once, the others share the rest evenly."""

    def __init__(self, candidates: int, k: int, budget: int) -> None:
        self._sizes = funnel_sizes(candidates, k)
        rounds = len(self._sizes)
        first = max(candidates, budget // rounds)
        rest = np.linspace(first, budget, rounds) if rounds > 1 else np.array([budget])
        self._ends = np.round(rest).astype(int)
        self._left = np.arange(candidates)

    def left(self, merit: Floats, held: int) -> NDArray[np.int64]:
        size = self._sizes[int(np.searchsorted(self._ends, held, side="right").clip(0, len(self._sizes) - 1))]
        if self._left.size > size:
            self._left = self._left[np.argsort(-merit[self._left], kind="stable")[:size]]
        return self._left

    def ahead(self, held: int) -> int:
        """Return how many interviews are left in this round."""
        return int(next((end - held for end in self._ends if end > held), 1))


def _even(
    rng: np.random.Generator,
    open_: NDArray[np.bool_],
    held: list[tuple[int, int]],
    among: NDArray[np.int64],
    room: int,
) -> list[tuple[int, int]]:
    """Return the next interviews of whoever has had fewest, by whoever has held fewest."""
    count = np.bincount([p for p, _ in held], minlength=open_.shape[0]).astype(np.float64)
    used = np.bincount([r for _, r in held], minlength=open_.shape[1]).astype(np.float64)
    free, pairs = open_.copy(), []
    for _ in range(room):
        able = among[free[among].any(axis=1)]
        if not able.size:
            able = np.flatnonzero(free.any(axis=1))
        if not able.size:
            break
        p = int(able[np.argmin(count[able] + 0.5 * rng.random(able.size))])
        who = np.flatnonzero(free[p])
        r = int(who[np.argmin(used[who] + 0.5 * rng.random(who.size))])
        pairs.append((p, r))
        free[p, r] = False
        count[p] += 1
        used[r] += 1
    return pairs


def _ours(estimate: MeritEstimate, open_: NDArray[np.bool_], k: int, room: int) -> list[tuple[int, int]]:
    people = np.array([_name("R", r) for r in range(open_.shape[1])])
    found = propose_interviews(
        estimate,
        k=k,
        interviewers=Interviewers.unlimited(people),
        may=open_,
        rules=FairRules(1, 1),
        batch=room,
        tolerance=0.0,
    )
    ids = {name: code for code, name in enumerate(people.tolist())}
    who = {name: code for code, name in enumerate(estimate.candidate_ids.tolist())}
    pairs = zip(found.candidate_id.tolist(), found.interviewer_id.tolist(), strict=True)
    return [(who[p], ids[r]) for p, r in pairs]


def _fit(world: World, held: list[tuple[int, int]]) -> MeritEstimate | None:
    """Estimate merit from the interviews held; None while there is nothing to estimate."""
    rows = np.array(held)
    criteria = world.ratings.shape[2]
    rating = world.ratings[rows[:, 0], rows[:, 1]].ravel()
    rated = rating >= world.scale[0]
    people, codes = np.unique(rows[:, 1], return_inverse=True)
    scorecards = Scorecards(
        candidate=np.repeat(rows[:, 0], criteria)[rated].astype(np.int32),
        interviewer=np.repeat(codes, criteria)[rated].astype(np.int32),
        criterion=np.tile(np.arange(criteria), len(held))[rated].astype(np.int32),
        rating=rating[rated],
        candidate_ids=_names("C", world.merit.size),
        interviewer_ids=np.array([_name("R", int(r)) for r in people]),
        criteria=tuple(Criterion(f"criterion {c}", *world.scale) for c in range(criteria)),
    )
    try:
        return estimate_merit(scorecards, integrate=False, threads=1)
    except EstimationError:
        return None


def _names(letter: str, size: int) -> Ids:
    return np.array([_name(letter, code) for code in range(size)])


def _name(letter: str, code: int) -> str:
    return f"{letter}{code:03d}"


def told(values: Floats) -> str:
    """Return a mean and its standard error."""
    return f"{values.mean():.3f} ± {values.std(ddof=1) / np.sqrt(values.size):.3f}"
