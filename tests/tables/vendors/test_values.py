"""Single values: ids, texts and times as they occur."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from muster.tables.vendors.values import (
    FaultError,
    ident,
    links_of,
    moment,
    needed_moment,
    needed_text,
    text,
)

NOON = datetime(2026, 3, 26, 12, tzinfo=UTC)
DAY = datetime(2026, 3, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-26T12:00:00.000Z", NOON),
        ("2026-03-26T14:00:00+02:00", NOON),
        ("2026-03-26 12:00:00 UTC", NOON),
        ("2026-03-26T12:00:00", NOON),
        ("2026-03-26", DAY),
        ("2026/03/26", DAY),
        ("26/03/2026", DAY),
        ("3/26/2026", DAY),
        ("26.03.2026 12:00", NOON),
        (1_774_526_400, NOON),
        ("1774526400", NOON),
        ("1774526400000", NOON),
        (1_774_526_400_000, NOON),
        (None, None),
        ("", None),
    ],
)
def test_times_are_read_as_they_are_written(written: object, meant: datetime | None) -> None:
    assert moment(written, "at") == meant


@pytest.mark.parametrize("written", ["03/04/2026", "yesterday", "2026-13-01", True, "0001-01-01", 10**30, []])
def test_what_is_no_time_or_may_be_two_is_refused(written: object) -> None:
    with pytest.raises(FaultError) as caught:
        moment(written, "at")
    assert caught.value.column == "at"
    assert caught.value.code == "time"


def test_a_day_that_may_be_two_is_told_from_what_is_none() -> None:
    with pytest.raises(FaultError, match="may be two days"):
        moment("03/04/2026", "at")
    for written in ("31/31/2026", "0/13/2026", "2026/13/01"):
        with pytest.raises(FaultError, match="is no time"):
            moment(written, "at")


def test_what_is_needed_and_not_there_is_refused() -> None:
    for call in (lambda: needed_moment(None, "at"), lambda: needed_text(" ", "name"), lambda: ident(None)):
        with pytest.raises(FaultError):
            call()
    with pytest.raises(FaultError, match="longer"):
        ident("x" * 61)


def test_ids_are_texts_numbers_or_objects_with_one() -> None:
    assert [ident(7), ident(" a-b "), ident({"id": 9})] == ["7", "a-b", "9"]


def test_texts_lose_what_no_database_keeps() -> None:
    assert text("a\x00b\ud800c\n") == "abc"
    assert text({"a": 1}) == ""
    assert text(7) == "7"


def test_only_web_addresses_are_links_each_once() -> None:
    told = ["https://a.example", "javascript:alert(1)", None, "https://a.example", "http://b.example"]
    assert links_of(told) == ("https://a.example", "http://b.example")
