"""20,000 candidates come in from Greenhouse, are ranked and decided on, and go out again with nothing lost."""

from __future__ import annotations

import html
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from muster.apps.core.models import ExternalId
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Decision, OfferElsewhere, Outcome, Vote
from muster.apps.hire.services.ballots import ballot_cast
from muster.apps.hire.services.committee import committee_convene
from muster.apps.hire.services.decisions import decision_sign
from muster.apps.hire.services.exports_making import export_folder
from muster.apps.hire.services.history import history_import
from muster.apps.hire.services.history.applications import SOURCES
from muster.demo.harvest import HarvestPlan, write_harvest
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import verdict
from tests.apps.hire.exporting.comparing import LOST, read_history, translated
from tests.apps.hire.meritruns import ran

CANDIDATES = 20_000
LONGEST = 90  # seconds of a processor, which other tests beside it do not change
TAGS = re.compile(r"<[^>]+>")

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


def test_nothing_is_lost(make_user: MakeUser, tmp_path: Path) -> None:
    dump, out = tmp_path / "dump", tmp_path / "out"
    write_harvest(dump, HarvestPlan(CANDIDATES))
    out.mkdir()
    recruiter = make_user(Role.RECRUITER)
    began = time.process_time()
    report = history_import(actor=recruiter, vendor="greenhouse", folder=dump)
    assert report.total("refused") == 0
    assert ran(recruiter).state == "done"
    decided = decide(make_user, recruiter)
    counts = export_folder(actor=recruiter, folder=out, format="json")
    took = time.process_time() - began
    assert counts["candidates"] == CANDIDATES
    assert counts["decisions"] == 1
    assert counts["offers"] == OfferElsewhere.objects.count() > 0

    ids = ids_there()
    theirs, ours = read_history(dump, "greenhouse"), read_history(out, "greenhouse")
    steps = {step: one.id for one in theirs["stage"] for step in one.steps}
    for kind in (
        "person",
        "department",
        "office",
        "job",
        "stage",
        "candidate",
        "interview",
        "scorecard",
        "offer",
    ):
        found = {one["id"]: one for one in (translated(kind, other, ids) for other in ours[kind])}
        for one in theirs[kind]:
            wanted = plain(kind, translated(kind, one, {"stage": steps}))
            compare(kind, wanted, found[one.id])
    [decision] = (out / "decisions.jsonl").read_text().splitlines()
    assert msgspec.json.decode(decision)["id"] == str(decided.pk)
    assert took < LONGEST, f"it took {took:.0f} s"


def decide(make_user: MakeUser, recruiter: Any) -> Decision:
    """Have a committee ask for one more interview with somebody who was interviewed."""
    one = Application.objects.filter(outcome=Outcome.ACTIVE, interviews__isnull=False).order_by("pk")[0]
    members = [make_user(Role.COMMITTEE_MEMBER, name=f"Member {number}") for number in range(2)]
    due_at = timezone.now() + timedelta(days=1)
    decision = committee_convene(
        actor=recruiter, application=one, members=members, chair=members[0], quorum=2, due_at=due_at
    )
    for member in members:
        ballot_cast(actor=member, decision=decision, vote=Vote.ONE_MORE, reasons="Depth.")
    decision = Decision.objects.get(pk=decision.pk)
    return decision_sign(actor=members[0], decision=decision, verdict=verdict(Vote.ONE_MORE))


def ids_there() -> dict[str, dict[str, str]]:
    """Return the ids in the dump by those here, of each kind."""
    found: dict[str, dict[str, str]] = {}
    for kind, external, row in ExternalId.objects.values_list("kind", "external", "row"):
        found.setdefault(kind, {})[str(row)] = external.rpartition("/")[2]
    return found


def plain(kind: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return a record as what it means: texts without markup, the source as Muster sorts it."""
    found = {name: without_markup(value) for name, value in told.items()}
    for one in found.get("applications", ()):
        if one["source"].casefold() in SOURCES:
            one["source"] = str(SOURCES[one["source"].casefold()].label)
    return found


def without_markup(value: Any) -> Any:
    if isinstance(value, str):
        return html.unescape(TAGS.sub("", value)).strip()
    if isinstance(value, list | tuple):
        return [without_markup(one) for one in value]
    return {name: without_markup(one) for name, one in value.items()} if isinstance(value, dict) else value


def compare(kind: str, wanted: dict[str, Any], found: dict[str, Any]) -> None:
    """See that whatever is told there is found again."""
    hired = wanted.get("outcome") == "hired"
    for name, value in wanted.items():
        if not value or name in LOST.get(kind, ()) or name == "steps":
            continue
        if name in ("stage", "stage_name") and hired:
            continue
        if name == "applications":
            for mine, theirs in zip(value, found[name], strict=True):
                compare("application", mine, theirs)
        elif name in ("managers", "recruiters"):
            assert list(found[name]) == value[:1]
        elif name == "seats":
            for mine, theirs in zip(value, found[name], strict=True):
                compare("seat", mine, theirs)
        else:
            assert without_markup(found[name]) == value, f"{kind} {wanted.get('id')}: {name}"
