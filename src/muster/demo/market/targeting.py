"""Two target lists of the invented company: one at its end, whose top declined most, and one in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from muster.demo.market.records import PressMarket

__all__ = ["ENDED", "RIVAL", "DrawnList", "DrawnTarget", "draw_target_lists"]

RIVAL = "Tessera"
ENDED = "Reasoning, principal researchers"
RUNNING = "Compilers, senior engineers"
# By rank: d declined, w went to the rival, j joined, o has no answer yet, - was not approached.
FATES = {ENDED: "wwdwwjdwdwwjwdwjwdjwjjddjjoj", RUNNING: "djodjaod--------"}
SWAY = 3.0  # places by which the rival's order differs from ours
LATE = 2  # of the running list, added when it was fixed
FIXED = {ENDED: 240, RUNNING: 45}  # days before the end
WHY = ("pay", "stays", "timing", "role", "place", "personal")
REASONS = (
    "Their papers set the direction",
    "Led the largest training run we know of",
    "Named by three of our own",
    "Built what we would have to build",
    "",
)


@dataclass(frozen=True)
class DrawnTarget:
    """Somebody on a list, by name, with what happened: kinds with their day, and why they declined."""

    name: str
    reason: str
    late: bool
    events: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True)
class DrawnList:
    """A list with its people by rank."""

    name: str
    purpose: str
    fixed_on: date
    targets: tuple[DrawnTarget, ...]


def draw_target_lists(market: PressMarket, *, seed: int, until: date) -> tuple[DrawnList, ...]:
    """Return the lists, of people of the invented press; whoever went to the rival is said to have gone there."""
    rng = np.random.default_rng([seed, 9])
    went = _arrivals(market, until)
    rest = sorted({one.name for one in market.people} - set(went))
    rng.shuffle(rest)
    swayed = np.argsort(
        np.arange(len(went)) + rng.normal(0, SWAY, len(went))
    )  # the rival's order is about ours
    arrivals = list(went.items())
    free, gone = iter(rest), iter([arrivals[int(at)] for at in swayed])
    return tuple(_drawn(name, fates, rng, free, gone, until) for name, fates in FATES.items())


def _arrivals(market: PressMarket, until: date) -> dict[str, date]:
    """Return who is said to have gone to the rival in the last year, with the day, the first first."""
    found: dict[str, date] = {}
    for article in market.articles:
        for said in article.said:
            there = (
                said.kind == "move"
                and said.joined == RIVAL
                and said.stance == "asserts"
                and said.so is not False
            )
            if there and said.person and (until - article.published).days < 365:
                found.setdefault(said.person, article.published)
    return found


def _drawn(
    name: str,
    fates: str,
    rng: np.random.Generator,
    free: Iterator[str],
    gone: Iterator[tuple[str, date]],
    until: date,
) -> DrawnList:
    fixed_on, targets = until - timedelta(days=FIXED[name]), []
    late = LATE if name == RUNNING else 0
    for at, fate in enumerate(fates):
        person, went_on = next(gone, (None, until)) if fate == "w" else (None, until)
        day = fixed_on + timedelta(days=1 + at * 5 + int(rng.integers(4)))
        won = person is not None and went_on > day  # who was there already stays
        events = _events("d" if fate == "w" and not won else fate, day, until, rng)
        reason = REASONS[int(rng.integers(len(REASONS)))]
        targets.append(DrawnTarget(person or next(free), reason, at >= len(fates) - late, events))
    return DrawnList(name, "" if name == ENDED else "Compilers, L5 to L6", fixed_on, tuple(targets))


def _events(fate: str, day: date, until: date, rng: np.random.Generator) -> tuple[tuple[str, date, str], ...]:
    """Return what happened: an approach, and days later the answer."""
    if fate == "-":
        return ()
    answered = min(day + timedelta(days=int(rng.integers(6, 30))), until)
    approached = ("approached", min(day, until), "")
    if fate == "o":
        return (approached, ("no_answer", answered, ""))
    if fate == "a":
        return (approached,)
    if fate == "j":
        return (approached, ("joined", answered, ""))
    why = "rival" if fate == "w" else WHY[int(rng.integers(len(WHY)))]
    return (approached, ("declined", answered, why))
