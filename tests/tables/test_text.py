"""Text in other encodings becomes UTF-8, or stays what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.text import to_utf8

LETTERS = "Zoë Müller, São Paulo"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_text_becomes_utf8(codec: str, name: str) -> None:
    assert to_utf8(LETTERS.encode(codec)) == (LETTERS.encode(), name)


@pytest.mark.parametrize(
    "data",
    [
        LETTERS.encode() + b"\xff",  # UTF-8, and damaged
        b"\xff\xfea\0b",  # half a letter
        b"caf\x81",  # nothing of Windows-1252
        b"PK\x03\x04\xff",
        b"a\0b\xff",
    ],
)
def test_what_is_no_text_stays_as_it_is(data: bytes) -> None:
    assert to_utf8(data) == (data, "")


@given(st.text())
def test_utf8_is_never_changed(text: str) -> None:
    data = text.encode()
    assert to_utf8(data) == (data, "UTF-8")


@given(st.binary(max_size=60))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    turned, name = to_utf8(data)
    assert bool(name) or turned == data
    if name:
        turned.decode()
