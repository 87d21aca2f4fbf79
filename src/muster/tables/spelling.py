"""What may be wrong with the spelling of an id, and the columns of numpy that ids become."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

__all__ = [
    "Look",
    "Spellings",
    "group_equal",
    "look_at",
    "same_numbers",
    "study",
    "to_numpy",
    "whole_numbers",
]

UNPRINTABLE = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}&&[^\u{200C}\u{200D}]]"
"""Controls, marks that turn or hide text, private letters, line separators; not the two joiners, with which
Persian, the scripts of India and emoji are spelled."""

WIDE_IDS = 1 << 30
"""Bytes beyond which ids are kept as Python strings instead of one fixed-width numpy array."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Look:
    """What the bytes of many texts tell at a glance, which spares most of them every closer check.

    `plain`: all are printable ASCII without spaces. `one_case`: no text can differ from another in case only.
    `shortest` and `longest` are in bytes.
    """

    plain: bool
    one_case: bool
    shortest: int
    longest: int


@dataclass(frozen=True)
class Spellings:
    """Different spellings (length m) of one field's ids, and what is to be said about each.

    `trimmed` has no white space around; `blank` and `control` (characters that cannot be printed) mark
    spellings, `lengths` counts their characters; `alike` lists groups of spellings (their numbers) that differ
    in case or white space only.
    """

    trimmed: pl.Series
    blank: Flags
    control: Flags
    lengths: NDArray[np.int64]
    alike: list[list[int]]


def look_at(entries: pa.ChunkedArray) -> Look:
    """Look at all bytes of texts (of type string)."""
    shortest, longest = np.iinfo(np.int32).max, 0
    low, high = 0xFF, 0
    small = capital = False
    for piece in entries.chunks:
        if not len(piece):
            continue
        offsets = np.frombuffer(piece.buffers()[1], np.int32)[piece.offset : piece.offset + len(piece) + 1]
        lengths = np.diff(offsets)
        shortest, longest = min(shortest, int(lengths.min())), max(longest, int(lengths.max()))
        if piece.buffers()[2] is None or offsets[0] == offsets[-1]:
            continue
        letters = np.frombuffer(piece.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
        low, high = min(low, int(letters.min())), max(high, int(letters.max()))
        small = small or bool(((letters >= ord("a")) & (letters <= ord("z"))).any())
        capital = capital or bool(((letters >= ord("A")) & (letters <= ord("Z"))).any())
    plain = low > ord(" ") and high < 0x7F
    return Look(plain, plain and not (small and capital), shortest, longest)


def group_equal(entries: pa.ChunkedArray) -> tuple[NDArray[np.int32], pl.Series]:
    """Return a number for each text, equal texts alike, and the different texts as they first occur.

    Texts whose hash occurs once are different from all others; only the rest is compared text by text. In a
    file sorted by candidate that is next to nothing, and no table of all texts is built.
    """
    series = pl.Series(pl.from_arrow(entries))
    count = len(series)
    hashes = series.hash()
    if hashes.to_frame("hash").select(pl.col("hash").approx_n_unique()).item() < 0.9 * count:
        return _encoded(entries)
    ordered = np.sort(hashes.to_numpy())
    met = ordered[1:][ordered[1:] == ordered[:-1]]
    if not met.size:
        return np.arange(count, dtype=np.int32), series
    shared = hashes.is_in(pl.Series(np.unique(met)).implode())
    places = np.flatnonzero(shared.to_numpy())
    again, _ = _encoded(series.gather(places).to_arrow(compat_level=pl.CompatLevel.oldest()))
    first = places[np.unique(again, return_index=True)[1]]
    kept = np.ones(count, bool)
    kept[places] = False
    kept[first] = True
    numbers = np.cumsum(kept, dtype=np.int32) - np.int32(1)
    numbers[places] = numbers[first[again]]
    return numbers, series.filter(pl.Series(kept))


def _encoded(entries: pa.Array | pa.ChunkedArray) -> tuple[NDArray[np.int32], pl.Series]:
    """Number texts by dictionaries, one a thread, and by a dictionary of these."""
    chunks = entries.chunks if isinstance(entries, pa.ChunkedArray) else [entries]
    threads = max(min(os.cpu_count() or 1, 8, len(entries) >> 20, len(chunks)), 1)
    size = -(-len(chunks) // threads)
    shares = [pa.chunked_array(chunks[i : i + size], entries.type) for i in range(0, len(chunks), size)]
    with ThreadPoolExecutor(threads) as pool:
        coded = list(pool.map(_dictionary, shares))
    known = _dictionary(pa.chunked_array([dictionary for _, dictionary in coded], entries.type))
    places = np.split(known[0], np.cumsum([len(dictionary) for _, dictionary in coded])[:-1])
    numbers = [place[codes] for place, (codes, _) in zip(places, coded, strict=True)]
    return np.concatenate(numbers), pl.Series(pl.from_arrow(known[1]))


def _dictionary(texts: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.Array]:
    coded = pc.dictionary_encode(texts).unify_dictionaries().chunks
    codes = np.concatenate([np.empty(0, np.int32), *(chunk.indices.to_numpy() for chunk in coded)])
    return codes, coded[-1].dictionary if coded else pa.array([], texts.type)


def study(spellings: pl.Series, look: Look) -> Spellings:
    """Find what is wrong with different spellings of ids, which are among the texts looked at."""
    count = len(spellings)
    if look.plain and look.shortest > 0:
        nothing = np.zeros(count, bool)
        lengths = spellings.str.len_bytes().to_numpy()
        alike = [] if look.one_case else _alike(spellings.str.to_lowercase(), nothing)
        return Spellings(spellings, nothing, nothing, lengths, alike)
    trimmed = spellings.str.strip_chars()
    lengths = trimmed.str.len_chars().to_numpy()
    blank = lengths == 0
    control = trimmed.str.contains(UNPRINTABLE).to_numpy()
    folded = trimmed.str.normalize("NFKC").str.replace_all(r"[\s\p{Cf}]+", "").str.to_lowercase()
    return Spellings(trimmed, blank, control, lengths, _alike(folded, blank))


def _alike(folded: pl.Series, blank: Flags) -> list[list[int]]:
    """Return groups of texts that are equal once folded; blank ones are left out."""
    if folded.hash().n_unique() == len(folded):
        return []
    table = pl.DataFrame({"folded": folded, "number": np.arange(len(folded))}).filter(pl.Series(~blank))
    groups = table.group_by("folded", maintain_order=True).agg("number")
    groups = groups.filter(pl.col("number").list.len() > 1)
    return [[int(number) for number in group] for group in groups["number"].to_list()]


def whole_numbers(trimmed: pl.Series) -> NDArray[np.int64] | None:
    """Return texts as whole numbers if every one is the plain way to write a number, else None."""
    pattern = r"^(0|-?[1-9][0-9]{0,18})$"
    if not len(trimmed) or not trimmed.head(100).str.contains(pattern).all():
        return None
    if not trimmed.str.contains(pattern).all():
        return None
    values = trimmed.cast(pl.Int64, strict=False)
    return None if values.null_count() else values.to_numpy()


def same_numbers(trimmed: pl.Series) -> list[list[int]]:
    """Return groups of texts that differ and are the same whole number: `1`, `01`, `+1`, `1.0`."""
    if not trimmed.str.contains(r"^([+][0-9]|-?0[0-9]|-?[0-9]+[.]0*$)").any():
        return []
    numeric = trimmed.str.contains(r"^[+-]?[0-9]+([.]0*)?$").fill_null(value=False)
    plain = (
        trimmed.str.strip_prefix("+").str.replace(r"[.]0*$", "").str.replace(r"^(-?)0+([0-9])", "${1}${2}")
    )
    return _alike(plain, ~numeric.to_numpy())


def to_numpy(texts: pl.Series) -> NDArray[Any]:
    """Return texts as a numpy array of fixed-width strings, or of objects where that would be wasteful."""
    lengths = texts.str.len_bytes().to_numpy()
    width = int(lengths.max(initial=1))
    if 4 * width * len(texts) > WIDE_IDS:
        return texts.to_numpy()
    if len(texts) and lengths.sum() == texts.str.len_chars().sum():
        padded = texts if lengths.min() == width else texts.str.pad_end(width, "\0")
        letters = padded.to_arrow(compat_level=pl.CompatLevel.oldest())
        flat = np.frombuffer(letters.buffers()[2], np.uint8, count=width * len(texts))
        return flat.astype(np.uint32).view(f"<U{width}")
    return np.array(texts.to_list(), dtype=np.str_)
