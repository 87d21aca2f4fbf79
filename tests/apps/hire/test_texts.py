"""Texts with places."""

from __future__ import annotations

from muster.apps.hire.texts import fill_in, without_places


def test_places_are_filled_in_and_other_braces_stay() -> None:
    assert fill_in("{name}: {x} {{title}}", {"name": "Ada", "title": "T"}) == "Ada: {x} {T}"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert fill_in("{name}", {"name": "{status_link}", "status_link": "secret"}) == "{status_link}"


def test_a_place_without_a_value_is_empty() -> None:
    assert fill_in("[{company}]", {}) == "[]"


def test_what_somebody_wrote_has_no_places() -> None:
    wrote = without_places("{name} {x} {{status_link}}")
    assert fill_in(wrote, {"name": "Ada", "status_link": "secret"}) == wrote
    assert wrote.replace("\u2060", "") == "{name} {x} {{status_link}}"
