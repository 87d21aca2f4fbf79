"""Texts with places."""

from __future__ import annotations

from muster.apps.hire.texts import fill_in


def test_places_are_filled_in_and_other_braces_stay() -> None:
    assert fill_in("{name}: {x} {{title}}", {"name": "Ada", "title": "T"}) == "Ada: {x} {T}"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert fill_in("{name}", {"name": "{status_link}", "status_link": "secret"}) == "{status_link}"


def test_a_place_without_a_value_is_empty() -> None:
    assert fill_in("[{company}]", {}) == "[]"
