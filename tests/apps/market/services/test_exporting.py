"""The market in an export: what somebody sees, harmless in a spreadsheet; the same ledger follows from it elsewhere."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.services.exports_making import export_folder
from muster.apps.market.models import Outsider, Proposal, Source
from muster.apps.market.selectors.market import market_get
from muster.apps.market.services.composing import plan_of
from muster.apps.market.services.confirming import proposal_confirm, proposal_correct
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.exporting import TABLES
from muster.apps.market.services.resolving import claim_resolve
from muster.apps.market.services.sources import source_grade
from muster.engine.market.claims import derive_ledger
from muster.tables.market.claims import read_claims, read_grades
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import ARABIC, DAY, DENIED, FRENCH, add, confirmed, move_in

pytestmark = pytest.mark.django_db
ENDINGS = {"csv": "csv", "parquet": "parquet", "json": "jsonl"}


def told(ledger: Any) -> list[Any]:
    """Return what a ledger says but for what keys are called."""
    moves = [
        (one.probability, one.low, one.high, one.truth, len(one.witnesses), one.rivals)
        for one in ledger.moves
    ]
    quotes = [
        (quote.convention, quote.low, quote.median, quote.high)
        for one in ledger.packages
        for quote in one.quotes
    ]
    readings = [(each.convention, len(each.clashes)) for one in ledger.packages for each in one.readings]
    return [sorted(part, key=repr) for part in (moves, quotes, readings)]


def test_the_same_ledger_follows_from_what_was_taken_out(make_user: MakeUser, tmp_path: Path) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    claim = confirmed(keeper)
    proposal_confirm(actor=keeper, proposal=Proposal.objects.get(document=claim.document_id, kind="package"))
    after = DAY + timedelta(days=1)
    confirmed(keeper, FRENCH + " On en parle.", source="La Copie", published=after)  # no second voice
    confirmed(keeper, DENIED, source="The Ledger")
    wicked = add(keeper, ARABIC, source="=cmd()|1").documents[0]
    plan = replace(plan_of(move_in(wicked)), person="@Sami", joined="+Vela")
    wrong = proposal_correct(actor=keeper, proposal=move_in(wicked), plan=plan)
    proposal = add(keeper, f"{ARABIC} .", source="المدار").documents[0]
    proposal_correct(
        actor=keeper, proposal=move_in(proposal), plan=replace(plan, joined="Corvid"), outsider=None, new=True
    )  # another person of that name
    claim_resolve(actor=keeper, claim=wrong, outcome="refuted", reason="They stayed")
    source_grade(actor=keeper, source=Source.objects.get(name="Le Courrier"), grade="A")
    market = market_get(person=keeper)
    for format, ending in ENDINGS.items():
        folder = tmp_path / format
        folder.mkdir()
        counts = export_folder(actor=keeper, folder=folder, format=format)
        assert (counts["market_claims"], counts["market_moves"]) == (6, len(market.moves)), format
        claims = read_claims([folder / f"market_claims.{ending}"])
        ledger = derive_ledger(claims, read_grades(folder / f"market_sources.{ending}"))
        assert told(ledger) == told(market.told.ledger), format
        assert {one.person for one in ledger.moves} >= {"Awa Diarra"}
        assert sum("@Sami (" in one.person for one in ledger.moves) == 2
    lines = (tmp_path / "csv" / "market_moves.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    assert {row["to"] for row in rows if row["person"].startswith("'@Sami")} == {"'+Vela", "Corvid"}
    about = json.loads((tmp_path / "json" / "muster.json").read_text())
    assert about["records"]["market_sources"] == Source.objects.count()


def test_it_is_of_those_who_see_the_market_and_of_nobody_erased(make_user: MakeUser, tmp_path: Path) -> None:
    keeper, manager = make_user(Role.EXECUTIVE), make_user(Role.HIRING_MANAGER)
    confirmed(keeper)
    for person, name in ((manager, "manager"), (keeper, "keeper")):
        (tmp_path / name).mkdir()
        export_folder(actor=person, folder=tmp_path / name, format="csv")
    assert list((tmp_path / "manager").glob("market_*")) == []
    assert {path.stem for path in (tmp_path / "keeper").glob("market_*")} == TABLES.keys()
    outsider_erase(actor=keeper, outsider=Outsider.objects.get())
    (tmp_path / "after").mkdir()
    export_folder(actor=keeper, folder=tmp_path / "after", format="csv")
    texts = "".join(path.read_text() for path in (tmp_path / "after").glob("market_*"))
    assert "Diarra" not in texts
    assert "Tessera" in texts
