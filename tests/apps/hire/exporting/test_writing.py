"""What is exported is imported: into another site, in every format, and is the same there up to its ids."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Candidate, Interview, Kit, OfferElsewhere, Seat
from muster.apps.hire.services.exports_making import export_folder
from muster.apps.hire.services.history import history_import
from muster.apps.hire.services.interviews import interview_cancel, interview_schedule
from muster.apps.hire.services.kits import CriterionPlan, kit_copy, kit_save
from muster.apps.hire.services.pipeline import application_reject, move_undo
from muster.apps.hire.services.scorecards import Content, scorecard_submit
from muster.apps.hire.services.seats import seat_release
from muster.demo.harvest import HarvestPlan, write_harvest
from muster.tables.vendors.writing import FORMATS
from tests.apps.conftest import MakeUser, PrivateSite
from tests.apps.hire.exporting.comparing import read_history, translated
from tests.apps.hire.inside import apply, move
from tests.apps.hire.interviewing import ZONE, assign, heard, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening
from tests.apps.hire.selectors.test_offers_elsewhere import offered

VENDORS = {"csv": "tables", "parquet": "tables", "json": "greenhouse"}

ELSEWHERE = """
import json, sys
from muster.site.setup import begin
begin()
from pathlib import Path
from muster.apps.accounts.services import user_create
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import ExternalId
from muster.apps.core.roles import Role
from muster.apps.hire.services.exports_making import export_folder
from muster.apps.hire.services.history import history_import

folder, out, vendor, format = sys.argv[1:]
root = user_create(actor=None, email="root@elsewhere.example", name="Root", roles=[Role.ADMINISTRATOR, Role.RECRUITER])
report = history_import(actor=root, vendor=vendor, folder=Path(folder))
export_folder(actor=root, folder=Path(out), format=format)
ids = {}
for kind, external, row in ExternalId.objects.values_list("kind", "external", "row"):
    ids.setdefault(kind, {})[str(row)] = external.rpartition("/")[2]
refused = [str(one) for one in report.refused]
print(json.dumps({"ids": ids, "refused": refused, "broken": [one.sentence for one in verify_ledger()]}))
"""


def make_varied_history(opening: Opening, make_user: MakeUser, folder: Path) -> None:
    """Fill a site with what was imported and what was done here, of every sort."""
    write_harvest(folder, HarvestPlan(30, interviewed=0.5, jobs=3, people=5))
    history_import(actor=opening.recruiter, vendor="greenhouse", folder=folder)
    ana, bo = (make_interviewer(opening, make_user(Role.INTERVIEWER, name=name)) for name in ("Ana", "Bo"))
    letter = "I < you & <b>bold</b> & 'me'\n\n\nYes"
    there = interviewing(opening, name="=Ada Lovelace", letter=letter, years=7, employers=["A, B", "=C"])
    interview = heard(opening, there)
    seats = [assign(opening, interview, ana), assign(opening, interview, bo, shadow=True)]
    given_up = assign(opening, schedule(opening, there), bo)
    seat_release(actor=opening.recruiter, seat=given_up)
    off = schedule(opening, there, starts=datetime(2100, 2, 1, 9))
    interview_cancel(actor=opening.recruiter, interview=off, reason="@travel", tell=False, seen=None)
    wide = interview_schedule(
        actor=opening.recruiter,
        application=there,
        kit=wide_kit(opening),
        starts=datetime(2026, 1, 20, 9),
        ends=datetime(2026, 1, 20, 10),
        time_zone=ZONE,
    )
    submit(seats[0], 3, "-1 for <script> & more")
    submit(assign(opening, wide, ana), 7, "")
    rejected, again = apply(opening, name="Re Jected"), apply(opening, name="A Gain")
    for one in (rejected, again):
        done = application_reject(
            actor=opening.recruiter,
            requisition=opening.requisition,
            applications=[one.pk],
            reason="+ depth",
        )
    move_undo(actor=opening.recruiter, batch=done.batch)
    move(opening, [again.pk], "Blind review")
    Candidate.objects.filter(pk=again.candidate_id).update(pronouns="they", country="ID", language="id")
    make_offers(there)


def make_offers(application: Application) -> None:
    """Add offers of every status, with and without days, and terms that are hard to write."""
    terms = {
        **{"Salary": "80000 EUR", "salary": "-1", "salary!": "=HYPERLINK()", "salary?": "@a"},
        **{"راتب": "I < you & <b>bold</b>", "راتب/2": "two\nlines", "!": 'say "yes", now'},
    }
    sent, starts = date(2026, 3, 2), date(2026, 5, 1)
    offered(application, external="=a/1", status="draft", sent_on=sent, number=3, terms=terms)
    offered(application, external="b", status="open", terms={})
    offered(application, system="ashby", external="b", status="rejected", sent_on=sent, resolved_on=sent)
    offered(application, external="c", status="withdrawn", starts_on=starts, terms={"A": "x" * 500})


def wide_kit(opening: Opening) -> Kit:
    """Return a kit whose criterion has seven ratings."""
    words = tuple(f"Word {number}" for number in range(1, 8))
    template = kit_save(
        actor=opening.recruiter, kit=None, name="Wide", criteria=[CriterionPlan("Range", words)]
    )
    return kit_copy(actor=opening.recruiter, template=template, requisition=opening.requisition)


def submit(seat: Seat, rating: int, summary: str) -> None:
    """Submit a scorecard that gives one rating throughout."""
    ratings = {one.pk: rating for one in seat.interview.kit.criteria.all()}
    notes = dict.fromkeys(ratings, "=HYPERLINK()")
    said = Content(ratings=ratings, notes=notes, recommendation="no_hire", summary=summary)
    scorecard_submit(actor=seat.interviewer, seat=seat, content=said, sequence=1)


# What a file is like does not depend on the database: one of them tells that of both.
EVERY_FORMAT = [
    one if one == "json" else pytest.param(one, marks=pytest.mark.any_database) for one in FORMATS
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_nothing_is_lost_on_the_way_to_another_site(
    format: str,
    opening: Opening,
    make_user: MakeUser,
    private_site: PrivateSite,
    tmp_path: Path,
) -> None:
    make_varied_history(opening, make_user, tmp_path / "dump")
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    export_folder(actor=opening.recruiter, folder=here, format=format)
    vendor = VENDORS[format]
    done = private_site.python(ELSEWHERE, str(here), str(there), vendor, format)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["refused"] == []
    assert told["broken"] == []
    mine, theirs = read_history(here, vendor), read_history(there, vendor)
    for kind in mine:
        wanted = {one.id: translated(kind, one, {}) for one in mine[kind]}
        found = {one["id"]: one for one in (translated(kind, other, told["ids"]) for other in theirs[kind])}
        assert found.keys() == wanted.keys(), kind
        for key, one in wanted.items():
            assert found[key] == one, f"{kind} {key}"
    assert len(mine["candidate"]) == 33
    assert {one.name for one in mine["scorecard"]} > {"Onsite", "Wide"}
    assert any(seat.released_at for one in mine["interview"] for seat in one.seats)
    assert {one.status for one in mine["offer"]} == {"draft", "open", "accepted", "rejected", "withdrawn"}
    assert {one.system for one in mine["offer"]} == {"lever", "ashby", "greenhouse"}
    assert OfferElsewhere.objects.count() == len(mine["offer"])
    for offer in OfferElsewhere.objects.all():
        [one] = [one for one in mine["offer"] if one.id == str(offer.pk)]
        assert (one.terms, one.external) == (offer.terms, offer.external)


@pytest.mark.django_db
@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_the_same_export_imported_here_again_changes_nothing(
    format: str, opening: Opening, make_user: MakeUser, tmp_path: Path
) -> None:
    make_varied_history(opening, make_user, tmp_path / "dump")
    folder = tmp_path / "out"
    folder.mkdir()
    export_folder(actor=opening.recruiter, folder=folder, format=format)
    before = Interview.objects.count()
    report = history_import(actor=opening.recruiter, vendor=VENDORS[format], folder=folder, dry_run=True)
    assert report.total("changed") == 0
    assert not [one for one in report.refused if one.kind == "offer"]
    assert Interview.objects.count() == before
