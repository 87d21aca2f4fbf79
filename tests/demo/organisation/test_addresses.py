"""Addresses and numbers are plain, unique and in ranges set aside for fiction."""

from __future__ import annotations

import re

import numpy as np
import pytest

from muster.demo.cultures import CULTURES
from muster.demo.organisation.addresses import MailBook, draw_phone, handle_of
from muster.demo.people import Namer, compose_name

BY_KEY = {culture.key: culture for culture in CULTURES}


@pytest.mark.parametrize(
    ("culture", "given", "families", "handle"),
    [
        ("dutch", "Lotte", ("van den Berg",), "lotte.vandenberg"),
        ("german", "Sönke", ("Groß",), "sonke.gross"),
        ("polish", "Łukasz", ("Wójcik",), "lukasz.wojcik"),
        ("vietnamese", "Đức Minh", ("Nguyễn",), "ducminh.nguyen"),
        ("turkish", "Aslı", ("Işık",), "asli.isik"),
        ("indonesian", "Rizky", (), "rizky"),
    ],
)
def test_handles_are_plain(culture: str, given: str, families: tuple[str, ...], handle: str) -> None:
    assert handle_of(compose_name(BY_KEY[culture], given, families)) == handle


def test_every_name_of_the_lists_has_a_handle() -> None:
    namer, rng = Namer(), np.random.default_rng(1)
    for culture in CULTURES:
        for _ in range(200):
            assert re.fullmatch(r"[a-z]+(\.[a-z]+)?", handle_of(namer.draw_of(culture, rng)))


def test_namesakes_get_numbers() -> None:
    book = MailBook()
    assert [book.issue("a.b", "x.example") for _ in range(3)] == [
        "a.b@x.example",
        "a.b.2@x.example",
        "a.b.3@x.example",
    ]
    assert book.issue("a.b", "y.example") == "a.b@y.example"


@pytest.mark.parametrize(
    ("country", "pattern"),
    [
        ("US", r"\+1 \d{3} 555 01\d\d"),
        ("GB", r"\+44 7700 900\d{3}"),
        ("FR", r"\+33 6 39 98 \d{4}"),
        ("KE", r"\+1 \d{3} 555 01\d\d"),
    ],
)
def test_numbers_are_set_aside_for_fiction(country: str, pattern: str) -> None:
    rng = np.random.default_rng(1)
    assert all(re.fullmatch(pattern, draw_phone(country, rng)) for _ in range(200))
