"""Claims and the grades of sources in files <-> the engine's shapes: what the web application exports is read here."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl

from muster.engine.errors import InputError
from muster.engine.market.claim_shapes import (
    GRADES,
    ClaimKind,
    ClaimStance,
    Convention,
    MarketClaim,
    MarketSource,
)
from muster.engine.market.roles import read_role
from muster.tables.formulas import restored
from muster.tables.market.decoding import decode
from muster.tables.problems import Problems, shown

__all__ = ["COLUMNS", "SOURCE_COLUMNS", "read_claims", "read_grades"]

COLUMNS = (
    *("claim", "source", "said_on", "kind", "person", "from", "to", "role", "stance", "hedged"),
    *("low", "high", "currency", "quote", "years", "cites", "document", "words", "figures", "known", "text"),
)
"""The columns of claims. Of a package `to` is who pays; `known` is whether it was found to be so; `figures` are the
amounts and counts of its document, with `;` between; `text` is all of the document, and may stand at one of its claims.
"""

SOURCE_COLUMNS = ("source", "grade")
NEEDED = ("source", "said_on", "kind")
WORDS = {"true": True, "yes": True, "confirmed": True, "false": False, "no": False, "refuted": False}
ENDINGS = (".csv", ".json", ".jsonl", ".parquet")

Rows = Iterator[tuple[int, Mapping[str, Any]]]


def read_claims(paths: Sequence[Path]) -> tuple[MarketClaim, ...]:
    """Return the claims of CSV, JSON, JSON Lines or Parquet files; one without a key is called by its file and row.

    Raises DataError with all that is wrong with any of them.
    """
    problems = Problems()
    found: list[MarketClaim] = []
    where: dict[str, str] = {}
    for path in paths:
        for row, values in _rows(path, NEEDED, problems):
            claim = _claim(path.name, row, values, problems)
            if claim is None:
                continue
            first = where.setdefault(claim.key, f"{path.name}, row {row:,}")
            if first != f"{path.name}, row {row:,}":
                sentence = f"the claim {shown(claim.key)} is in {first} already; keep one of them"
                problems.add("twice", sentence, file=path.name, row=row, column="claim")
            found.append(claim)
    problems.stop()
    return _with_texts(found)


def read_grades(path: Path) -> tuple[MarketSource, ...]:
    """Return the sources of a file with their grades. Raises DataError with all that is wrong with it."""
    problems = Problems()
    found: dict[str, MarketSource] = {}
    for row, values in _rows(path, SOURCE_COLUMNS, problems):
        key, grade = _text(values, "source"), _text(values, "grade").upper() or "F"
        if not key:
            problems.add("source", "there is no source; name it", file=path.name, row=row, column="source")
        elif grade not in GRADES:
            sentence = f"{shown(grade)} is no grade; write one of A to F"
            problems.add("grade", sentence, file=path.name, row=row, column="grade")
        elif key in found:
            sentence = f"the source {shown(key)} is graded twice; keep one row"
            problems.add("twice", sentence, file=path.name, row=row, column="source")
        else:
            found[key] = MarketSource(key, grade)
    problems.stop()
    return tuple(found.values())


def _rows(path: Path, needed: Sequence[str], problems: Problems) -> Rows:
    """Yield the rows of a file by its ending, numbered as people count them: in CSV the first after the head is 2."""
    readers: dict[str, Callable[[Path], tuple[Iterable[str], Rows]]] = {
        ".csv": _delimited,
        ".json": _listed,
        ".jsonl": _lines,
        ".parquet": _columnar,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        sentence = f"the name ends in none of {', '.join(ENDINGS)}; save it as one of them"
        problems.add("ending", sentence, file=path.name)
        return
    try:
        names, rows = reader(path)
    except (ValueError, RecursionError, pl.exceptions.PolarsError) as error:
        reason = str(error).partition("\n")[0][:200]
        problems.add("unreadable", f"the file cannot be read ({reason}); correct it", file=path.name)
        return
    missing = [name for name in needed if name not in {*names}]
    if missing:
        sentence = f"the columns {', '.join(missing)} are missing; add them"
        problems.add("columns", sentence, file=path.name)
        return
    yield from rows


def _delimited(path: Path) -> tuple[Iterable[str], Rows]:
    text = decode(path.read_bytes(), path.name)[0]
    csv.field_size_limit(max(len(text), 131_072))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = names

    def rows() -> Rows:
        for number, values in enumerate(reader, 2):
            yield number, {name: restored(str(value or "")) for name, value in values.items() if name}

    return names, rows()


def _listed(path: Path) -> tuple[Iterable[str], Rows]:
    told = json.loads(decode(path.read_bytes(), path.name)[0])
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ValueError("it is no list of objects")
    return {name for one in told for name in one}, iter(enumerate(told, 1))


def _lines(path: Path) -> tuple[Iterable[str], Rows]:
    lines = decode(path.read_bytes(), path.name)[0].split("\n")
    told = [json.loads(line) for line in lines if line.strip()]
    if not all(isinstance(one, dict) for one in told):
        raise ValueError("a line of it is no object")
    return {name for one in told for name in one}, iter(enumerate(told, 1))


def _columnar(path: Path) -> tuple[Iterable[str], Rows]:
    table = pl.read_parquet(path)
    return table.columns, iter(enumerate(table.iter_rows(named=True), 1))


def _claim(file: str, row: int, values: Mapping[str, Any], problems: Problems) -> MarketClaim | None:
    wrong: list[str] = []

    def complain(column: str, sentence: str) -> None:
        wrong.append(column)
        problems.add(column, sentence, file=file, row=row, column=column)

    for name in NEEDED:
        if not _text(values, name):
            complain(name, "the cell is empty; fill it in")
    flags = {name: _flag(values, name, complain) for name in ("hedged", "known")}
    numbers = {name: _number(values, name, complain) for name in ("low", "high", "years")}
    day, figures = _day(values, complain), _figures(values, complain)
    if wrong or day is None:
        return None
    package = _text(values, "kind").lower() == "package"
    try:
        return MarketClaim(
            key=_text(values, "claim") or f"{file}:{row}",
            source=_text(values, "source"),
            said_on=day,
            kind=cast(ClaimKind, _text(values, "kind").lower()),
            person=_text(values, "person") or None,
            joined=_text(values, "to") or None,
            left=None if package else _text(values, "from") or None,
            stance=cast(ClaimStance, _text(values, "stance").lower() or "asserts"),
            hedged=bool(flags["hedged"]),
            low=numbers["low"],
            high=numbers["high"],
            currency=_text(values, "currency").upper() or None,
            convention=cast(Convention, _text(values, "quote").lower()) or None,
            years=numbers["years"],
            quoted=_text(values, "cites") or None,
            document=_text(values, "document"),
            text=_text(values, "text"),
            words=_text(values, "words"),
            figures=figures,
            truth=flags["known"],
            role=read_role(_text(values, "role")),
        )
    except InputError as error:
        problems.add("claim", str(error), file=file, row=row)
        return None


def _with_texts(claims: Sequence[MarketClaim]) -> tuple[MarketClaim, ...]:
    """Give each claim the text of its document, which may stand at another."""
    texts = {claim.document: claim.text for claim in claims if claim.document and claim.text}
    return tuple(
        replace(claim, text=texts[claim.document]) if not claim.text and claim.document in texts else claim
        for claim in claims
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value).strip()


def _flag(values: Mapping[str, Any], name: str, complain: Callable[[str, str], None]) -> bool | None:
    text = _text(values, name).lower()
    if text and text not in WORDS:
        complain(name, f"{shown(text)} is neither true nor false; write one of them, or nothing")
    return WORDS.get(text)


def _number(values: Mapping[str, Any], name: str, complain: Callable[[str, str], None]) -> float | None:
    text = _text(values, name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        complain(name, f"{shown(text)} is not a number such as 300000000; correct it")
        return None
    return number


def _day(values: Mapping[str, Any], complain: Callable[[str, str], None]) -> np.datetime64 | None:
    text = _text(values, "said_on")
    if not text:
        return None
    try:
        return np.datetime64(date.fromisoformat(text[:10]), "D")
    except ValueError:
        complain("said_on", f"{shown(text)} is not a day; write it as 2026-01-31")
        return None


def _figures(values: Mapping[str, Any], complain: Callable[[str, str], None]) -> frozenset[float]:
    told = values.get("figures")
    parts = (
        told
        if isinstance(told, list)
        else [part for part in _text(values, "figures").split(";") if part.strip()]
    )
    try:
        return frozenset(float(part) for part in parts)
    except (TypeError, ValueError):
        complain("figures", f"{shown(told)} are no numbers with ; between; correct them")
        return frozenset()
