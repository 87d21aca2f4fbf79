"""Verification: the chain entry by entry, every row against what the ledger last said of it, and the seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.apps import apps

from muster.apps.core.ledger.chain import GENESIS, entry_digest
from muster.apps.core.ledger.digest import read_states
from muster.apps.core.ledger.findings import Finding
from muster.apps.core.ledger.seals import verify_seals
from muster.apps.core.ledger.turns import writing
from muster.apps.core.models import Entry, Record
from muster.apps.core.walls import open_for

__all__ = ["Finding", "recorded_models", "verify_chain", "verify_kinds", "verify_ledger", "verify_rows"]

BATCH = 500  # rows compared at once
CHUNK = 2_000  # entries read at once

LOWEST = -(2**63)
UNREADABLE = (ValueError, TypeError, AttributeError, ArithmeticError)  # SQLite keeps any text in any column

Tell = Callable[[int], None]


def verify_ledger(*, tell: Tell = lambda entries: None) -> Iterator[Finding]:
    """Yield everything wrong with the ledger, and with the rows that it tells of.

    `tell` hears how many entries of the chain were checked so far.
    """
    yield from verify_chain(tell=tell)
    yield from verify_kinds()
    for model in recorded_models():
        yield from verify_rows(model)
    yield from verify_seals()


def verify_chain(*, tell: Tell = lambda entries: None) -> Iterator[Finding]:
    """Yield what is wrong with the chain of entries: a number, a digest or a link that is not as it must be."""
    expected, previous, checked = 1, GENESIS, 0
    for numbers in _pages():
        entries = _read(numbers)
        for number in numbers:
            entry = entries.get(number)
            if entry is None:
                yield Finding(
                    "content", f"Entry {number} is not what was written: it cannot be read.", number
                )
            else:
                yield from _verify_entry(entry, expected, previous)
            if number >= expected:
                expected, previous = number + 1, entry.digest if entry else ""
        checked += len(numbers)
        tell(checked)


def _pages() -> Iterator[list[int]]:
    """Yield the numbers of all entries, some at a time; nothing stays open between, so that no writer is held up."""
    query = Entry.objects.order_by("sequence").values_list("sequence", flat=True)
    page = list(query[:CHUNK])
    while page:
        yield page
        page = list(query.filter(sequence__gt=page[-1])[:CHUNK])


def _read(numbers: list[int]) -> dict[int, Entry]:
    """Return the entries with these numbers; one that holds what its columns cannot is left out."""
    query = Entry.objects.filter(sequence__gte=numbers[0], sequence__lte=numbers[-1])
    try:
        return {entry.sequence: entry for entry in query}
    except UNREADABLE:
        if len(numbers) == 1:
            return {}
        middle = len(numbers) // 2
        return {**_read(numbers[:middle]), **_read(numbers[middle:])}


def _verify_entry(entry: Entry, expected: int, previous: str) -> Iterator[Finding]:
    number, name = entry.sequence, f"Entry {entry.sequence} ({entry.action})"
    if number < expected:
        yield Finding("number", f"{name} was inserted: entries are numbered from 1.", number)
    elif number > expected:
        missing = (
            f"Entry {expected} is" if number == expected + 1 else f"Entries {expected} to {number - 1} are"
        )
        yield Finding("gap", f"{missing} missing from the ledger.", number)
    if entry_digest(entry) != entry.digest:
        yield Finding("content", f"{name} is not what was written: its digest does not match.", number)
    if number == expected and entry.previous != previous:
        yield Finding(
            "link",
            f"{name} does not follow the entry before it: one of the two was replaced, inserted or moved.",
            number,
        )


def recorded_models() -> list[type[Record]]:
    """Return the models whose changes are on the ledger, by name."""
    found = [model for model in apps.get_models() if issubclass(model, Record)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def verify_kinds() -> Iterator[Finding]:
    """Yield the kinds of row that entries tell of and this version of Muster does not know."""
    known = {model.ledger_kind() for model in recorded_models()}
    for kind in sorted(set(Entry.objects.order_by().values_list("kind", flat=True).distinct()) - known):
        yield Finding(
            "unknown", f"The ledger tells of {kind}, which is no table that Muster has.", None, kind
        )


@dataclass(frozen=True)
class _Last:
    """What the ledger last said of a row."""

    row: int
    sequence: int
    shape: int
    after: str


def verify_rows(model: type[Record]) -> Iterator[Finding]:
    """Yield the rows of a model that are not what the ledger last said of them.

    Rows that changed while this ran look wrong for a moment, so each suspect is looked at again in a turn of its own.
    """
    above = LOWEST
    while True:
        with open_for(model):
            keys = _next_rows(model, above)
        if not keys:
            return
        lasts: dict[int, _Last] = {}
        for last, broken in _histories(model, keys):
            lasts[last.row] = last
            if broken is not None:
                yield broken
        with open_for(model):
            suspects = _suspects(model, keys, lasts)
        for row in suspects:
            yield from _look_again(model, row)
        above = keys[-1]


def _next_rows(model: type[Record], above: int) -> list[int]:
    """Return the next keys that the ledger or the table has."""
    told = Entry.objects.filter(kind=model.ledger_kind(), row__gt=above).order_by("row")
    there = model._base_manager.filter(pk__gt=above).order_by("pk")
    keys = {
        *told.values_list("row", flat=True).distinct()[:BATCH],
        *there.values_list("pk", flat=True)[:BATCH],
    }
    return sorted(keys)[:BATCH]


def _histories(model: type[Record], keys: list[int]) -> Iterator[tuple[_Last, Finding | None]]:
    """Yield what the ledger last said of each row, by key, and the first break in its history."""
    kind = model.ledger_kind()
    entries = (
        Entry.objects.filter(kind=kind, row__gte=keys[0], row__lte=keys[-1])
        .order_by("row", "sequence")
        .values_list("row", "sequence", "shape", "before", "after", "action")
    )
    for row, history in groupby(entries, key=lambda entry: entry[0]):
        last, broken = _Last(row, 0, 0, ""), None
        for _, sequence, shape, before, after, action in history:
            comparable = shape == last.shape or "" in (before, last.after)
            if broken is None and comparable and before != last.after:
                broken = Finding(
                    "history", _history_sentence(kind, last, sequence, action), sequence, kind, row
                )
            last = _Last(row, sequence, shape, after)
        yield last, broken


def _history_sentence(kind: str, last: _Last, sequence: int, action: str) -> str:
    if not last.sequence:
        return f"{kind} {last.row} was there before entry {sequence} ({action}), which is the first to tell of it."
    return (
        f"{kind} {last.row} was changed without the ledger between its entries {last.sequence} and {sequence} "
        f"({action})."
    )


def _suspects(model: type[Record], keys: list[int], lasts: dict[int, _Last]) -> list[int]:
    """Return the rows whose content is not what the ledger last said."""
    shapes: dict[int, list[int]] = {}
    for key in keys:
        shapes.setdefault(lasts[key].shape if key in lasts else model.current_shape(), []).append(key)
    states: dict[int, str] = {}
    for shape, wanted in shapes.items():
        try:
            states.update(read_states(model, wanted, shape=shape) if shape in model.ledger_shapes else {})
        except UNREADABLE:
            return keys
    return [key for key in keys if states.get(key, "") != (lasts[key].after if key in lasts else "")]


def _look_again(model: type[Record], row: int) -> Iterator[Finding]:
    """Compare one row with its last entry while nobody writes, and say what is wrong if something still is."""
    kind = model.ledger_kind()
    with writing(), open_for(model):
        last = Entry.objects.filter(kind=kind, row=row).order_by("-sequence").first()
        shape = model.current_shape() if last is None else last.shape
        known = shape in model.ledger_shapes
        try:
            state = read_states(model, [row], shape=shape).get(row, "") if known else ""
        except UNREADABLE:
            state = "unreadable"
    if last is None:
        if state:
            sentence = f"{kind} {row} has no entry in the ledger: it was inserted."
            yield Finding("inserted", sentence, None, kind, row)
    elif not known:
        sentence = f"Entry {last.sequence} ({last.action}) names shape {shape} of {kind}, which Muster does not know."
        yield Finding("unknown", sentence, last.sequence, kind, row)
    elif state != last.after:
        yield _difference(last, state)


def _difference(last: Entry, state: str) -> Finding:
    if not state:
        sentence, code = f"{last.kind} {last.row} is gone, which no entry tells: it was removed.", "removed"
    elif not last.after:
        code = "inserted"
        sentence = f"{last.kind} {last.row} is there again after its removal in entry {last.sequence}."
    else:
        code = "changed"
        sentence = (
            f"{last.kind} {last.row} is not what entry {last.sequence} ({last.action}) left: it was changed."
        )
    return Finding(code, sentence, last.sequence, last.kind, last.row)
