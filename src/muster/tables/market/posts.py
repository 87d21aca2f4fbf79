"""What is counted of posts: feeds that tell counts, and tables of counts over time."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from muster.engine.errors import DataError, Problem
from muster.tables.market.decoding import decode
from muster.tables.market.documents import LONGEST, MOST_ENTRIES, is_feed, is_page
from muster.tables.market.feeds import read_feed
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Shape, read_sheet
from muster.tables.text import to_utf8

__all__ = ["MOST_ROWS", "CountRow", "FeedPost", "read_counts", "read_feed_posts"]

MOST_ROWS = 50_000
MOST_SHARES = 10**12
LIMITS = {"source": 200, "post": 500, "title": 500}
SHAPE = Shape(
    (
        ColumnName("source", ("source", "account", "paper")),
        ColumnName("post", ("post", "link", "url", "address", "id")),
        ColumnName("title", ("title", "text"), required=False),
        ColumnName("published", ("published", "published at", "posted", "posted at")),
        ColumnName("at", ("at", "counted", "counted at", "time")),
        ColumnName("shares", ("shares", "count", "total", "reposts")),
    )
)
_WHOLE = re.compile(r"[0-9]{1,13}")


@dataclass(frozen=True)
class FeedPost:
    """An entry of a feed: its name (a link where it has one), and its text as documents have it. `published` is None
    where it does not say the time of day, `shares` where the feed tells no count.
    """

    name: str
    title: str
    text: str
    published: datetime | None
    shares: int | None


@dataclass(frozen=True)
class CountRow:
    """How often a post of a source had been shared in all by a moment. `row` is the line of the file."""

    row: int
    source: str
    post: str
    title: str
    published: datetime
    at: datetime
    shares: int


def read_feed_posts(data: bytes, source: str) -> list[FeedPost]:
    """Return the entries of a feed, each once. Raises DataError: with the code `html` for a page, `no-feed` for what
    else is none, `empty` for nothing or no entries, `feed` where it breaks off before the first entry.
    """
    if not data.strip():
        raise _fault("empty", "the feed is empty; give one that has entries", source)
    text, _notes = decode(data, source)
    if not is_feed(text):
        if is_page(text):
            raise _fault("html", "this is an HTML page and no feed; give the address of its feed", source)
        raise _fault("no-feed", "this is no feed; give the address of one (RSS or Atom)", source)
    entries, broken = read_feed(text)
    if not entries:
        code, sentence = (
            ("empty", "the feed has no entries; give one that has") if broken is None else ("feed", broken)
        )
        raise _fault(code, sentence, source)
    found: dict[str, FeedPost] = {}
    for entry in entries[:MOST_ENTRIES]:
        if entry.name:
            post = FeedPost(
                entry.name, entry.title, entry.text[:LONGEST], _moment(entry.published), entry.shares
            )
            found.setdefault(post.name, post)
    return list(found.values())


def _fault(code: str, sentence: str, source: str) -> DataError:
    return DataError([Problem(code, sentence, file=source)])


def _moment(written: str | None) -> datetime | None:
    """Return a moment as feeds write it; None for a day without a time, and for what is none."""
    text = (written or "").strip()
    try:
        moment = _iso(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        return None if moment is None else _utc(moment)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    """Return a moment in ISO 8601; None for a day alone."""
    return None if len(text) <= len("2026-03-02") else datetime.fromisoformat(text)


def _utc(moment: datetime) -> datetime:
    """Return a moment in UTC, which it is in where it tells no zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def read_counts(data: bytes, file: str, *, now: datetime) -> list[CountRow]:
    """Return the counts of a CSV file: columns source, post (or link), title, published, at, shares; moments in ISO
    8601, UTC where they tell no zone. What stands there twice is returned once.

    Raises DataError with all that is wrong, row by row: moments to come, counts before their post was published, counts
    that fall, two of one moment, two days of publication of one post.
    """
    problems = Problems()
    content, _encoding = to_utf8(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("counts.tsv" if file.lower().endswith(".tsv") else "counts.csv")
        path.write_bytes(content)
        sheet = read_sheet(path, file, SHAPE, problems)
    rows = () if sheet is None else sheet.rows
    if len(rows) > MOST_ROWS:
        sentence = f"the file has more than {MOST_ROWS:,} rows; split it"
        problems.add("too-many-rows", sentence, file=file, row=rows[MOST_ROWS].line, most=MOST_ROWS)
    found = [one for row in rows[:MOST_ROWS] if (one := _row(row, file, problems, now)) is not None]
    kept = _agreeing(found, file, problems)
    problems.stop()
    return kept


def _row(row: Row, file: str, problems: Problems, now: datetime) -> CountRow | None:
    cells, fine = row.cells, True

    def complain(code: str, column: str, sentence: str, **params: object) -> None:
        nonlocal fine
        fine = False
        problems.add(code, sentence, file=file, row=row.line, column=column, **params)

    def moment(column: str) -> datetime | None:
        text = cells[column]
        try:
            read = _iso(text)
        except ValueError:
            read = None
        if text and read is None:
            sentence = f"{shown(text)} is no moment; write the day and the time, as 2026-03-02T09:30Z"
            complain("moment", column, sentence, value=text[:60])
        elif read is not None and _utc(read) > now:
            complain("future", column, f"{shown(text)} is still to come; correct it", value=text[:60])
        return None if read is None else _utc(read)

    for name in ("source", "post", "published", "at", "shares"):
        if not cells[name]:
            complain("blank", name, "the cell is empty; fill it in")
    for name, most in LIMITS.items():
        if len(cells.get(name, "")) > most:
            complain("too-long", name, f"the cell has more than {most} characters; shorten it", most=most)
    text = cells["shares"]
    if text and not (_WHOLE.fullmatch(text) and int(text) <= MOST_SHARES):
        sentence = f"{shown(text)} is no whole number of 0 or more; give how often it was shared in all"
        complain("whole", "shares", sentence, value=text[:60])
    published, at = moment("published"), moment("at")
    if published is not None and at is not None and at <= published:
        complain("before", "at", "the count is from before the post was published; correct one of the two")
    if not fine or published is None or at is None:
        return None
    return CountRow(
        row.line, cells["source"], cells["post"], cells.get("title", ""), published, at, int(text)
    )


def _agreeing(rows: Iterable[CountRow], file: str, problems: Problems) -> list[CountRow]:
    """Return rows once each; note those that contradict another one of the same post."""
    posts: dict[tuple[str, str], dict[datetime, CountRow]] = {}
    for one in rows:
        counts = posts.setdefault((one.source.casefold(), one.post), {})
        first = next(iter(counts.values()), one)
        if first.published != one.published:
            sentence = f"the post has another moment of publication in row {first.row}; make the rows agree"
            problems.add(
                "published-twice", sentence, file=file, row=one.row, column="published", first=first.row
            )
            continue
        same = counts.setdefault(one.at, one)
        if same.shares != one.shares:
            sentence = f"row {same.row} has {same.shares:,} at the same moment; keep one of them"
            problems.add(
                "count-twice", sentence, file=file, row=one.row, column="shares",
                first=same.row, value=same.shares,
            )  # fmt: skip
    for counts in posts.values():
        most: CountRow | None = None
        for at in sorted(counts):
            one = counts[at]
            if most is not None and one.shares < most.shares:
                sentence = (
                    f"the count falls from {most.shares:,} in row {most.row}; give totals until each moment"
                )
                problems.add(
                    "falls", sentence, file=file, row=one.row, column="shares",
                    first=most.row, value=most.shares,
                )  # fmt: skip
            most = one if most is None or one.shares >= most.shares else most
    return [one for counts in posts.values() for one in counts.values()]
