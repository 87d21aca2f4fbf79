"""Does choosing with fewer interviews hold with the whole ordinal model, and on real ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.choosing_worlds import (
    SOURCES,
    Source,
    draw_world,
    read_ratings,
    replay_world,
    run_world,
    told,
)
from benchmarks.common import Options, Section, Table, parallel_map

__all__ = ["measure"]

Floats = NDArray[np.float64]

SEEDS = 80
BATCH = 10
EARLY = 0.65  # of the interviews, a batch's target


def measure(options: Options) -> Section:
    """Choose on simulated ratings and by replaying real ones."""
    worlds = _measure_worlds(options)
    missing = [one.name for one in SOURCES if read_ratings(one) is None]
    notes = [
        "Everybody has one interview first. The funnel's rounds cost the same each (sequential halving); `muster "
        f"choose` decides on {BATCH} at a time, by merit estimated anew from the ratings so far.",
        "In the replays half of the raters of each text, at random, may be asked; the truth is a fit to the other half "
        "alone, so it has an error of its own, which adds to every shortfall. The ratings are of R's package immer; "
        "its data.ptam1 has two raters an essay at most, which leaves nothing to choose and to hold out.",
        "The fields of a replay overlap, for they are dealt from the same texts, so its standard errors are too small.",
    ]
    if missing:
        notes.append(f"Not here, for want of the file: {', '.join(missing)}.")
    return Section(
        title="Choosing on real ratings",
        text=(
            f"{2 if options.quick else SEEDS} repetitions of each. The shortfall is what the 3 chosen lack in merit "
            "against the truly best 3, summed, in logits, plus or minus its standard error, after the same number of "
            "interviews; and that of `muster choose` after about two thirds of them."
        ),
        tables=(_world_table(worlds),),
        notes=tuple(notes),
    )


@dataclass(frozen=True, eq=False)
class World:
    """Shortfalls (seeds) of equal allocation, a funnel and ours with the whole model, after the same interviews; and
    ours along the way (seeds, stops).
    """

    name: str
    interviews: int
    equal: Floats
    funnel: Floats
    ours: Floats
    stops: NDArray[np.int64]


WorldTask = tuple[Source | None, int, int]


def run_one_world(task: WorldTask) -> list[Floats]:
    """Return the shortfalls of the three ways on one world."""
    source, budget, seed = task
    if source is None:
        world, k = draw_world(40, 12, 5, seed), 3
    else:
        scorecards = read_ratings(source)
        if scorecards is None:
            raise FileNotFoundError(source.file)
        world, k = replay_world(scorecards, source.candidates, seed), source.k
    ends = (budget,)
    return [
        run_world(world, "equal", k=k, budget=budget, stops=ends, seed=seed),
        run_world(world, "funnel", k=k, budget=budget, stops=ends, seed=seed),
        run_world(
            world,
            "ours",
            k=k,
            budget=budget,
            stops=_stops(world.merit.size, budget),
            seed=seed,
            batch=BATCH,
        ),
    ]


def _stops(candidates: int, budget: int) -> tuple[int, ...]:
    return tuple(sorted({*range(candidates, budget, BATCH), budget}))


def _measure_worlds(options: Options) -> list[World]:
    sources: list[Source | None] = [None, *(one for one in SOURCES if read_ratings(one) is not None)]
    sources = sources[:1] if options.quick else sources
    seeds = 2 if options.quick else SEEDS
    worlds = []
    for source in sources:
        name, n = ("simulated, 40 candidates", 40) if source is None else (source.name, source.candidates)
        budget = 2 * n if options.quick else 3 * n
        tasks: list[WorldTask] = [(source, budget, seed) for seed in range(seeds)]
        found = parallel_map(run_one_world, tasks, options=options, what=name)
        equal, funnel, ours = (np.stack(part) for part in zip(*found, strict=True))
        stops = np.array(_stops(n, budget))
        worlds.append(World(name, budget, equal[:, 0], funnel[:, 0], ours, stops))
    return worlds


def _world_table(worlds: Sequence[World]) -> Table:
    rows = []
    for world in worlds:
        half = int(np.argmin(np.abs(world.stops - EARLY * world.interviews)))
        columns = (world.equal, world.funnel, world.ours[:, -1])
        difference = world.ours[:, -1] - world.funnel
        early = f"{told(world.ours[:, half])} ({world.stops[half]})"
        rows.append((world.name, f"{world.interviews}", *map(told, columns), told(difference), early))
    heads = ("ratings", "interviews", "equal", "halving", "muster choose", "less halving", "earlier (after)")
    return Table(
        "Shortfall with the whole ordinal model, merit estimated anew as ratings come in", heads, tuple(rows)
    )
