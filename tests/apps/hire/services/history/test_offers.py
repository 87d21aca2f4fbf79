"""Offers of another system: kept once, changed with it, without markup, and not of those who were erased here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from muster.apps.core.ledger import change, verify_ledger
from muster.apps.core.models import ExternalId
from muster.apps.hire.models import Application, OfferElsewhere
from muster.apps.hire.services.erasing import candidate_erase
from tests.apps.hire.dumps import Harvest, application, candidate

pytestmark = pytest.mark.django_db


def offer(number: int, of: int = 701, **values: Any) -> dict[str, Any]:
    """Return an offer as Greenhouse has it."""
    salary = {"name": "<i>Salary</i>", "value": {"amount": "80000", "unit": "EUR"}}
    bonus = {"name": "Bonus", "value": "<b>10 %</b><script>alert(1)</script>"}
    return {
        "id": number,
        "version": 2,
        "application_id": of,
        "status": "accepted",
        "sent_at": "2026-02-02",
        "resolved_at": "2026-02-06T10:00:00.000Z",
        "starts_at": "2026-05-01",
        "keyed_custom_fields": {"salary": salary, "bonus": bonus},
        **values,
    }


def test_an_offer_is_kept_with_its_terms(harvest: Harvest) -> None:
    harvest.pages["offers"] = [offer(1), offer(2, status="deprecated", version=1)]
    report = harvest.load()
    assert report.counts["offer", "created"] == 2
    one = OfferElsewhere.objects.get(external="1")
    assert one.application == Application.objects.get(candidate__email="ada501@example.org")
    assert (one.system, one.number, one.status) == ("greenhouse", 2, "accepted")
    assert (one.sent_on, one.resolved_on, one.starts_on) == (
        date(2026, 2, 2),
        date(2026, 2, 6),
        date(2026, 5, 1),
    )
    assert one.terms == {"Salary": "80000 EUR", "Bonus": "10 %"}
    assert one.shown_terms == [("Bonus", "10 %"), ("Salary", "80000 EUR")]
    assert list(verify_ledger()) == []


def test_an_offer_of_an_export_keeps_where_it_was_made_unless_that_is_here_already(harvest: Harvest) -> None:
    at_lever, long = {"system": "lever", "external": "o1"}, {"system": "lever", "external": "x" * 61}
    harvest.pages["offers"] = [offer(1), offer(2, muster=at_lever), offer(3, muster=at_lever)]
    harvest.pages["offers"] += [
        offer(4, muster=long),
        offer(5, muster={"system": "s" * 21, "external": "o5"}),
    ]
    report = harvest.load()
    assert (report.counts["offer", "created"], report.refused) == (5, [])
    found = dict(ExternalId.objects.filter(kind="offer").values_list("external", "row"))
    kept = {one.pk: (one.system, one.external) for one in OfferElsewhere.objects.all()}
    assert kept[found["2"]] == ("lever", "o1")
    assert all(kept[found[number]] == ("greenhouse", number) for number in ("1", "3", "4", "5"))
    harvest.pages["offers"].append(offer(6, muster=at_lever))
    assert harvest.load().counts["offer", "created"] == 1
    assert OfferElsewhere.objects.filter(system="greenhouse", external="6").exists()


def test_long_terms_are_cut(harvest: Harvest) -> None:
    fields = {"long": {"name": "L" * 999, "value": "x" * 9_999}}
    harvest.pages["offers"] = [offer(1, keyed_custom_fields=fields)]
    harvest.load()
    [(label, told)] = OfferElsewhere.objects.get().shown_terms
    assert (len(label), len(told)) == (100, 500)


def test_the_same_again_changes_nothing_and_a_newer_one_what_is_new(harvest: Harvest) -> None:
    harvest.pages["offers"] = [offer(1, status="unresolved", resolved_at=None)]
    harvest.load()
    assert harvest.load().counts["offer", "unchanged"] == 1
    harvest.pages["offers"] = [offer(1)]
    report = harvest.load()
    assert report.counts["offer", "changed"] == 1
    one = OfferElsewhere.objects.get()
    assert (one.status, one.version) == ("accepted", 2)
    assert list(verify_ledger()) == []


def test_what_was_changed_here_stays(harvest: Harvest) -> None:
    harvest.pages["offers"] = [offer(1)]
    harvest.load()
    one = OfferElsewhere.objects.get()
    with change(one, "test.change", actor=None):
        one.terms = {"Salary": "secret"}
        one.save()
    harvest.pages["offers"] = [offer(1, status="rejected")]
    assert [found.code for found in harvest.load().refused] == ["changed-here"]
    assert OfferElsewhere.objects.get().status == "accepted"


def test_offers_of_nobody_and_unknown_words_are_refused(harvest: Harvest) -> None:
    harvest.pages["offers"] = [offer(1, of=999), offer(2, status="maybe")]
    report = harvest.load()
    assert {found.code for found in report.refused} == {"application", "offer-status"}
    assert not OfferElsewhere.objects.exists()


def test_an_erased_candidate_has_no_terms_and_gets_none_again(harvest: Harvest) -> None:
    gone = application(701, status="rejected", rejected_at="2026-02-09T09:00:00Z")
    harvest.pages["candidates"] = [candidate(501, gone)]
    harvest.pages["scheduled_interviews"] = []
    harvest.pages["offers"] = [offer(1, status="rejected")]
    harvest.load()
    candidate_erase(actor=None, candidate=Application.objects.get().candidate)
    one = OfferElsewhere.objects.get()
    assert (one.terms, one.salt, one.status) == ({}, "", "rejected")
    assert ExternalId.objects.get(kind="offer").digest == ""
    harvest.pages["offers"] = [offer(1, status="rejected"), offer(2)]
    report = harvest.load()
    assert [found.code for found in report.refused if found.kind == "offer"] == ["erased", "erased"]
    assert OfferElsewhere.objects.get().terms == {}
    assert list(verify_ledger()) == []
