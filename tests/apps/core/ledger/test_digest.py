"""Digests: one spelling for every content, another digest for every other."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.core.ledger.digest import canonical, digest_of, read_states, row_digest
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import Role

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=4)


def test_the_spelling() -> None:
    value = {"b": [1, None, True], "a": "é", "d": date(2026, 1, 2), "u": UUID(int=7)}
    assert canonical(value).decode() == (
        '{"a":"é","b":[1,null,true],"d":"2026-01-02","u":"00000000-0000-0000-0000-000000000007"}'
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=20,
    )
)
def test_the_spelling_is_that_of_the_standard_library(value: object) -> None:
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == plain.encode()


def test_choices_and_marked_texts_are_spelled_as_what_they_are() -> None:
    assert canonical([Role.RECRUITER, mark_safe("<b>"), HTTPStatus.OK]) == b'["recruiter","<b>",200]'


def test_a_digest_is_plain_sha256() -> None:
    assert digest_of(1, "a") == hashlib.sha256(b'[1,"a"]').hexdigest()


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("1E+3", "1000"), ("-0.00", "0"), ("0", "0"), ("100", "100"), ("-2.10", "-2.1")],
)
def test_an_amount_has_one_spelling(value: str, text: str) -> None:
    assert canonical(Decimal(value)).decode() == f'"{text}"'


@given(AMOUNTS, AMOUNTS)
def test_amounts_are_told_apart_exactly_when_they_differ(one: Decimal, other: Decimal) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


def test_no_digit_of_a_long_amount_is_dropped() -> None:
    one, other = Decimal("1" * 40 + ".01"), Decimal("1" * 40 + ".02")
    assert canonical(one) != canonical(other)


def test_a_time_is_the_same_in_every_zone() -> None:
    here = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=7)))
    assert canonical(here) == canonical(here.astimezone(UTC)) == b'"2026-01-01T20:04:05.000006+00:00"'


def test_what_has_no_spelling_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no canonical spelling"):
        canonical({1})


def test_a_row_s_digest_says_what_and_which_it_is() -> None:
    base = row_digest("a.b", 1, 1, {"x": 1})
    others = [
        row_digest("a.c", 1, 1, {"x": 1}),
        row_digest("a.b", 2, 1, {"x": 1}),
        row_digest("a.b", 1, 2, {"x": 1}),
        row_digest("a.b", 1, 1, {"x": 2}),
        row_digest("a.b", 1, 1, {"y": 1}),
    ]
    assert len({base, *others}) == 6


@pytest.mark.django_db
def test_states_of_many_rows() -> None:
    rows = StoredFile.objects.bulk_create(
        StoredFile(name=f"{at}", kind="text/plain", size=at, digest="0" * 64) for at in range(1203)
    )
    pks = [row.pk for row in rows]
    states = read_states(StoredFile, [*pks, -1])
    assert sorted(states) == pks
    assert len(set(states.values())) == 1203
    StoredFile.objects.filter(pk=pks[7]).update(version=7)  # not a column of the shape
    StoredFile.objects.filter(pk=pks[8]).update(size=10**9)
    changed = read_states(StoredFile, pks)
    assert [pk for pk in pks if states[pk] != changed[pk]] == [pks[8]]
