"""How well articles are read: money, periods, moves and languages, on sentences in six languages.

The sentences are in `market_sentences.jsonl`. The first 605 were written before the rules were tuned; of half of
them, chosen by a digest of their ids, only the totals were looked at while tuning. All that were added later are of the
half tuned on. People and organisations are invented.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.common import Options, Section, Table
from muster.engine.market.extract import read_text
from muster.engine.market.shapes import KnownName, Proposal
from muster.tables.market.currencies import known_currencies

__all__ = ["ORGANISATIONS", "is_held_out", "measure", "sentences"]

SENTENCES = Path(__file__).with_name("market_sentences.jsonl")
LANGUAGES = {
    "en": "English", "id": "Indonesian", "nl": "Dutch", "fr": "French", "ar": "Arabic", "pt": "Portuguese",
}  # fmt: skip
HALVES = ("tuned on", "held out")
# What a company would have in its list of rivals; five further organisations of the sentences are not in it.
_RIVALS = (
    "Kestrel Labs, Orbis AI, Nordlicht, Helix Foundry, Tidewater Research, Meridian Systems, Banyan Works, "
    "Quanta Vale, Saffron Data, Lumen Harbor, Palisade, Vireo, Cobalt Reach, Atelier Numérique, Zuiderzee AI, "
    "Garuda Cipta, "
    "Nusantara Cerdas, Rio Claro Labs, Aurora Tagus, كستريل, أوربس, نسيم, مختبرات الواحة, ميناء النور"
)
ORGANISATIONS = tuple(_RIVALS.split(", "))
NOTES = (
    "A sentence counts as exact where all its amounts (both bounds, currency, months) and all its periods are, and "
    "nothing else is proposed as one.",
    "F1 is of links between a person, a direction and an organisation, exact in all three. `rivals known`: the names "
    "of 24 organisations are given, as a company would have them, and of no person. `nothing known`: by patterns "
    "alone.",
    "The halves are told apart by the last bit of the SHA-256 digest of the sentence's id; sentences added later are "
    "all of the half tuned on, so its figures do not say how well others are read. The sentences and the rules have "
    "one author, so even the held-out half is kinder than the world is; real articles are longer and worse.",
)


def sentences() -> list[dict[str, Any]]:
    """Return the sentences with what they say."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def is_held_out(sentence_id: str) -> bool:
    """Whether a sentence is of the half that rules are not tuned on."""
    return hashlib.sha256(sentence_id.encode()).digest()[-1] % 2 == 1


def measure(options: Options) -> Section:
    """Read all sentences and count what was right."""
    chosen = sentences()[::20] if options.quick else sentences()
    counts: Counter[tuple[str, str, str]] = Counter()
    begin = process_time()
    for sentence in chosen:
        half = HALVES[is_held_out(sentence["id"])]
        for what, number in _count(sentence).items():
            counts[sentence["language"], half, what] += number
    seconds = process_time() - begin
    characters = sum(len(sentence["text"]) for sentence in chosen)
    return Section(
        title="How articles are read",
        text=(
            f"{len(chosen)} sentences in six languages, read twice at "
            f"{2 * characters / max(seconds, 1e-9) / 1_000:,.0f} thousand characters a second."
        ),
        tables=tuple(_table(half, counts) for half in HALVES),
        notes=NOTES,
    )


def _count(sentence: dict[str, Any]) -> dict[str, int]:
    names = [KnownName(name, "organisation") for name in ORGANISATIONS]
    known = read_text(sentence["text"], currencies=known_currencies(), names=names)
    plain = read_text(sentence["text"], currencies=known_currencies())
    expected = {
        (move["person"], side, move[side])
        for move in sentence["moves"]
        for side in ("to_organisation", "from_organisation")
        if move[side]
    }
    counts = {
        "sentences": 1,
        "exact": int(_money(known.proposals) == _expected_money(sentence)),
        "language": int(known.language == sentence["language"]),
    }
    for name, reading in (("known", known), ("plain", plain)):
        links = _links(reading.proposals)
        counts[f"{name} hit"] = len(links & expected)
        counts[f"{name} wrong"] = len(links - expected)
        counts[f"{name} missed"] = len(expected - links)
    return counts


def _money(proposals: tuple[Proposal, ...]) -> tuple[list[str], list[float]]:
    amounts = [
        (each.low, each.high, each.currency, each.period_months) for each in proposals if each.kind == "money"
    ]
    periods = [each.period_months or 0.0 for each in proposals if each.kind == "period"]
    return sorted(map(str, amounts)), sorted(periods)


def _expected_money(sentence: dict[str, Any]) -> tuple[list[str], list[float]]:
    amounts = [
        (each["low"], each["high"], each["currency"], each["period_months"] and float(each["period_months"]))
        for each in sentence["money"]
    ]
    return sorted(map(str, amounts)), sorted(map(float, sentence["periods"]))


def _links(proposals: tuple[Proposal, ...]) -> set[tuple[str | None, str, str]]:
    found = set()
    for each in proposals:
        ends = (("to_organisation", each.to_organisation), ("from_organisation", each.from_organisation))
        found |= {(each.person, side, name) for side, name in ends if each.kind == "move" and name}
    return found


def _table(half: str, counts: Counter[tuple[str, str, str]]) -> Table:
    columns = (
        "language",
        "sentences",
        "money and periods exact",
        "language right",
        "F1, rivals known",
        "F1, nothing known",
    )
    rows = []
    for code, name in LANGUAGES.items():
        number = counts[code, half, "sentences"]
        shares = [
            f"{100 * counts[code, half, what] / max(number, 1):.1f} %" for what in ("exact", "language")
        ]
        scores = [f"{_f1(counts, code, half, what):.3f}" for what in ("known", "plain")]
        rows.append((name, f"{number}", *shares, *scores))
    return Table(f"Sentences {half}", columns, tuple(rows))


def _f1(counts: Counter[tuple[str, str, str]], code: str, half: str, what: str) -> float:
    hit = counts[code, half, f"{what} hit"]
    off = counts[code, half, f"{what} wrong"] + counts[code, half, f"{what} missed"]
    return 2 * hit / (2 * hit + off) if hit + off else 1.0
