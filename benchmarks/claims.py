"""How long it takes to derive the ledger of moves and packages, all anew and for one claim more.

The claims are those of the fictional company's market, drawn from many seeds, every other article printed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from time import process_time
from typing import TypeVar, cast

import numpy as np

from benchmarks.common import Options, Section, Table
from benchmarks.pages_market import articles
from muster.engine.market.claim_shapes import (
    ClaimKind,
    ClaimStance,
    Convention,
    Grade,
    MarketClaim,
    MarketSource,
)
from muster.engine.market.claims import derive_ledger, estimate_subjects, gather_ledger, hold_sources
from muster.engine.market.copying import runs_of
from muster.engine.market.subjects_found import find_subjects, party_of, split_claims

__all__ = ["draw_claims", "measure"]

SIZES = (1_000, 5_000, 20_000)
QUICK = (200,)
RUNS = 3
UNTIL = date(2026, 11, 30)
NOTES = (
    "`all anew` is `derive_ledger`: voices and copies by party, records, estimates. `one claim more` is what a page "
    "does after somebody has confirmed one: the voices of that person again, all records, what rests on them, and the "
    "ledger put together. `one grade`: that of the source that says most.",
    "Processor seconds of one thread, the median of the runs.",
)
Result = TypeVar("Result")


def draw_claims(size: int) -> tuple[list[MarketClaim], list[MarketSource]]:
    """Return so many claims in six languages about some hundred people, and their sources with grades."""
    from muster.demo.market.draw import PRESS

    found: list[MarketClaim] = []
    for number, (article, people) in enumerate(islice(articles(UNTIL), size)):
        for said in article.said:
            found.append(
                MarketClaim(
                    key=f"{len(found):06}",
                    source=said.source,
                    said_on=np.datetime64(article.published, "D"),
                    kind=cast(ClaimKind, said.kind),
                    person=f"{said.person} {people}",
                    joined=said.joined,
                    left=said.left,
                    stance=cast(ClaimStance, said.stance),
                    hedged=said.hedged,
                    low=said.low,
                    high=said.high,
                    currency=said.currency or None,
                    convention=cast(Convention, said.quote) if said.quote else None,
                    years=said.years,
                    document=str(number),
                    text=article.text,
                    words=article.text[said.start : said.end],
                    figures=frozenset(article.figures),
                    truth=said.so,
                )
            )
            if len(found) == size:
                return found, [MarketSource(one.name, cast(Grade, one.grade)) for one in PRESS]
    raise RuntimeError("there were fewer claims than articles")


def measure(options: Options) -> Section:
    """Time each step at every size."""
    rows = tuple(_row(size, options.runs or RUNS) for size in (QUICK if options.quick else SIZES))
    columns = ("claims", "people", "copies", "moves", "packages", "all anew", "one claim more", "one grade")
    return Section(
        title="Deriving the ledger of claims",
        text="Moves and packages from claims, as pages keep and renew them.",
        tables=(Table("Seconds", columns, rows),),
        notes=NOTES,
    )


def _row(size: int, runs: int) -> tuple[str, ...]:
    claims, sources = draw_claims(size)
    whole, ledger = _timed(lambda: derive_ledger(claims, sources), runs)
    parts = split_claims(claims)
    found = {party: find_subjects(part) for party, part in parts.items()}
    held = hold_sources(sources, found.values())
    estimates = {party: estimate_subjects(one, held.reliability) for party, one in found.items()}
    party = party_of(claims[-1])

    def one_more() -> object:
        again = {**found, party: find_subjects(parts[party])}
        now = hold_sources(sources, again.values())
        renewed = {**estimates, party: estimate_subjects(again[party], now.reliability)}
        return gather_ledger(renewed.values(), now)

    def graded() -> object:
        changed = [replace(sources[0], grade="C"), *sources[1:]]
        now = hold_sources(changed, found.values())
        key = sources[0].key
        renewed = {
            party: estimate_subjects(one, now.reliability) if key in one.sources else estimates[party]
            for party, one in found.items()
        }
        return gather_ledger(renewed.values(), now)

    witnesses = [witness for one in ledger.moves for witness in one.witnesses]
    witnesses += [witness for one in ledger.packages for witness in one.witnesses]
    copies = sum(len(witness.copies) for witness in witnesses)
    seconds = (whole, _timed(one_more, runs)[0], _timed(graded, runs)[0])
    counts = (size, len({claim.person for claim in claims}), copies, len(ledger.moves), len(ledger.packages))
    return (*(f"{count:,}" for count in counts), *(f"{value:.2f}" for value in seconds))


def _timed(work: Callable[[], Result], runs: int) -> tuple[float, Result]:
    times: list[float] = []
    for _run in range(runs):
        runs_of.cache_clear()
        begin = process_time()
        result = work()
        times.append(process_time() - begin)
    return _median(times), result


def _median(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2]
