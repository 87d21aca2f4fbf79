"""Offers as each vendor has them: where they stand, when, and on what terms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from muster.engine.errors import Problem
from muster.tables.vendors import DUMPS
from muster.tables.vendors.offers import MOST_TERMS, fields_of, terms_of
from muster.tables.vendors.shapes import Offer, Row

GREENHOUSE = {
    "id": 7,
    "version": 3,
    "application_id": 701,
    "status": "accepted",
    "sent_at": "2026-03-02",
    "resolved_at": "2026-03-06T10:00:00.000Z",
    "starts_at": "2026-05-01",
    "custom_fields": {"salary": "?"},
    "keyed_custom_fields": {
        "salary": {"name": "Salary", "type": "currency", "value": {"amount": "80000", "unit": "EUR"}},
        "remote": {"name": "Remote", "type": "yes_no", "value": False},
        "perks": {"name": "Perks", "type": "multi_select", "value": ["Bike", "Books"]},
        "empty": {"name": "Empty", "type": "short_text", "value": None},
    },
}
ASHBY = {
    "id": "o1",
    "applicationId": "a1",
    "offerStatus": "CandidateRejected",
    "decidedAt": "2026-03-06T10:00:00.000Z",
    "latestVersion": {
        "createdAt": "2026-03-02T10:00:00.000Z",
        "startDate": "2026-05-01",
        "salary": {"currencyCode": "EUR", "value": 80000},
        "customFields": [{"title": "Bonus", "value": "10 %"}],
    },
}
LEVER = {
    "id": "o1",
    "opportunityId": "p1",
    "status": "sent-manually",
    "sentAt": 1_772_445_600_000,
    "fields": [
        {"text": "Salary amount", "identifier": "salary_amount", "value": 80000},
        {"text": "Start", "identifier": "anticipated_start_date", "type": "date", "value": 1_777_593_600_000},
    ],
}
PLACES = {"greenhouse": "offers", "ashby": "offer.list", "lever": "offers"}


def read(folder: Path, vendor: str, one: dict[str, Any]) -> Offer | Problem:
    (folder / f"{PLACES[vendor]}.json").write_text(json.dumps([one]))
    [found] = DUMPS[vendor](folder).read("offer")
    if isinstance(found, Row):
        assert isinstance(found.record, Offer)
        return found.record
    return found


def test_each_vendor_tells_when_and_on_what_terms(tmp_path: Path) -> None:
    sent, answered, starts = date(2026, 3, 2), date(2026, 3, 6), date(2026, 5, 1)
    assert read(tmp_path, "greenhouse", GREENHOUSE) == Offer(
        *("7", "701", "accepted", 3, sent, answered, starts),
        terms={"Salary": "80000 EUR", "Remote": "No", "Perks": "Bike, Books"},
    )
    assert read(tmp_path, "ashby", ASHBY) == Offer(
        *("o1", "a1", "rejected", 1, sent, answered, starts),
        terms={"Salary": "80000 EUR", "Bonus": "10 %"},
    )
    assert read(tmp_path, "lever", LEVER) == Offer(
        *("o1", "p1", "open", 1, sent, None, starts),
        terms={"Salary amount": "80000", "Start": "2026-05-01"},
    )


@pytest.mark.parametrize(
    ("vendor", "one", "key", "words"),
    [
        (
            *("greenhouse", GREENHOUSE, "status"),
            {"unresolved": "open", "Accepted": "accepted", "rejected": "rejected", "deprecated": "withdrawn"},
        ),
        (
            *("ashby", ASHBY, "offerStatus"),
            {
                "WaitingOnApprovalStart": "draft",
                "WaitingOnCandidateResponse": "open",
                "CandidateAccepted": "accepted",
                "OfferCancelled": "withdrawn",
            },
        ),
        (
            *("lever", LEVER, "status"),
            {"draft": "draft", "opened": "open", "signed": "accepted", "denied": "rejected"},
        ),
    ],
)
def test_every_word_means_one_of_five_and_any_other_is_refused(
    tmp_path: Path, vendor: str, one: dict[str, Any], key: str, words: dict[str, str]
) -> None:
    for word, status in words.items():
        found = read(tmp_path, vendor, {**one, key: word})
        assert isinstance(found, Offer)
        assert found.status == status
    for strange in ("pending-ish", "", None, 7):
        found = read(tmp_path, vendor, {**one, key: strange})
        assert isinstance(found, Problem)
        assert (found.code, found.column) == ("offer-status", key)


def test_what_nobody_was_sent_is_a_draft_at_greenhouse(tmp_path: Path) -> None:
    found = read(tmp_path, "greenhouse", {**GREENHOUSE, "status": "unresolved", "sent_at": None})
    assert isinstance(found, Offer)
    assert found.status == "draft"


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "greenhouse", {**GREENHOUSE, "starts_at": "soon"})
    assert isinstance(found, Problem)
    assert (found.code, found.column) == ("time", "starts_at")


def test_terms_are_few_and_those_that_say_nothing_are_left_out() -> None:
    assert len(terms_of((f"Field {one}", one) for one in range(999))) == MOST_TERMS
    assert terms_of([("", 1), ("A", ""), ("B", {}), ("C", [None, {"name": "Ada"}]), ("C", 2)]) == {"C": "Ada"}
    assert fields_of([{"title": "A", "value": 1}, None], "title", "value") == [("A", 1), (None, None)]
