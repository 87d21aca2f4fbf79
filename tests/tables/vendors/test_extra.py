"""What Greenhouse has no place for stands under Muster's own key, and comes back; it vouches for nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings

from muster.tables.vendors import shapes
from muster.tables.vendors.extra import EXTRA, extra_of, with_extra
from muster.tables.vendors.values import FaultError
from tests.tables.vendors.histories import APPLICATIONS, OFFERS, OFFICES, SEATS, STAGES

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
BARE = shapes.Application("1", "2", "3", "Onsite", "active", AT, AT)


@pytest.mark.parametrize(
    "made",
    [APPLICATIONS, SEATS, STAGES, OFFICES, OFFERS],
    ids=["application", "seat", "stage", "office", "offer"],
)
def test_what_stands_there_comes_back(made: Any) -> None:
    @settings(max_examples=30, deadline=None)
    @given(made)
    def check(record: msgspec.Struct) -> None:
        told = json.loads(msgspec.json.encode(extra_of(record)))
        names = EXTRA[type(record)]
        kept = {name: getattr(record, name) for name in names}
        bare = msgspec.structs.replace(record, **{name: _other(getattr(record, name)) for name in names})
        found = with_extra(bare, told)
        assert {name: getattr(found, name) for name in names} == kept

    check()


def _other(value: Any) -> Any:
    if value in get_args(shapes.OfferStatus):
        return "rejected" if value == "open" else "open"
    return AT if isinstance(value, datetime) else type(value)() if value is not None else None


def test_a_vendors_record_stays_as_it_is() -> None:
    assert extra_of(shapes.Candidate("1", "Ana", "a@example.org")) == {"country": ""}
    assert with_extra(BARE, None) is BARE
    assert with_extra(BARE, {"id": "99", "job": "7", "unheard": 1}) is BARE


@pytest.mark.parametrize(
    "told",
    [{"years": "many"}, {"employers": 3}, {"moves": [{"id": "1"}]}, {"applied_at": "2026-01-05T09:00:00"}],
)
def test_another_shape_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(FaultError, match="not the shape that Muster writes"):
        with_extra(BARE, told)


def test_an_offer_with_a_status_of_its_own_is_refused() -> None:
    offer = shapes.Offer("1", "2", "open")
    assert with_extra(offer, {"status": "draft", "system": "lever"}).status == "draft"
    with pytest.raises(FaultError, match="not the shape that Muster writes"):
        with_extra(offer, {"status": "maybe"})


def test_texts_lose_what_no_database_keeps() -> None:
    assert with_extra(BARE, {"letter": "a\x00b", "employers": ["\x01c"]}).letter == "ab"


def test_what_no_vendor_tells_does_not_count_where_records_are_compared() -> None:
    """What was imported before there was such a field is still known as unchanged."""
    told = msgspec.json.encode(shapes.Candidate("1", "Ana", "a@example.org"))
    assert told == b'{"id":"1","name":"Ana","email":"a@example.org","phone":"","country":"","links":[]}'
    assert msgspec.json.encode(BARE).endswith(b'"school":"","employers":[]}')
