"""Dumps of Ashby and Lever are imported as Greenhouse's are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import ExternalId
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Candidate, Interview, Requisition, Scorecard
from muster.apps.hire.services.history import history_import
from tests.apps.conftest import MakeUser
from tests.tables.vendors.dumps import ashby_pages, lever_pages, write_ashby, write_lever

DUMPS: dict[str, Any] = {"ashby": (write_ashby, ashby_pages), "lever": (write_lever, lever_pages)}


@pytest.mark.parametrize("vendor", DUMPS)
def test_a_dump_is_imported_once(make_user: MakeUser, tmp_path: Path, vendor: str) -> None:
    write, pages = DUMPS[vendor]
    write(tmp_path, pages())
    actor = make_user(Role.ADMINISTRATOR)
    report = history_import(actor=actor, vendor=vendor, folder=tmp_path)
    assert [one.code for one in report.refused if one.code != "prospect"] == []
    opening = Requisition.objects.get()
    assert (opening.hiring_manager.email, opening.recruiter.email) == ("ana@example.com", "ben@example.com")
    person = Candidate.objects.get(email="ada@example.org")
    case = Application.objects.get(pk=ExternalId.objects.filter(kind="application").order_by("pk")[0].row)
    assert (case.candidate, case.stage.name, case.source) == (person, "Onsite", "referral")
    interview = Interview.objects.get()
    assert interview.stage.name == "Onsite"
    card = Scorecard.objects.get()
    assert (card.seat.interview, card.recommendation) == (interview, "strong_hire")
    assert list(card.ratings.values()) == [3]
    assert list(card.notes.values()) == ["Neat"]
    assert list(verify_ledger()) == []
    again = history_import(actor=actor, vendor=vendor, folder=tmp_path)
    assert again.total("created") == again.total("changed") == 0
