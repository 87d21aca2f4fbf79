"""Importing candidates: planned, all or nothing, and once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from muster.apps.core.files import path_of
from muster.apps.core.models import Entry, StoredFile
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Candidate, Move, Source
from muster.apps.hire.search import matching
from muster.apps.hire.services.imports import import_forget, import_plan, import_store, import_write
from muster.apps.hire.services.uploads import KEPT
from muster.engine.errors import DataError
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken

Table = Callable[..., Path]
HEADER = "First Name,Last Name,Job,Email,Company,Source,Stage\n"


@pytest.fixture
def table(opening: Opening, tmp_path: Path) -> Table:
    def write(*lines: str) -> Path:
        text = HEADER + "".join(f"{line}\n" for line in lines)
        path = tmp_path / "candidates.csv"
        path.write_text(text.replace("CODE", opening.requisition.code))
        return path

    return write


def test_rows_become_candidates_applications_and_moves(opening: Opening, table: Table) -> None:
    path = table(
        "Ada,Example,CODE,ada@example.org,Foo,LinkedIn,",
        "Bo,Example,Research Scientist,bo@example.org,,Agency,interviews",
    )
    assert import_write(actor=opening.recruiter, path=path, file="c.csv") == 2
    ada, bo = Application.objects.order_by("pk").select_related("candidate", "stage")
    assert (ada.source, ada.campaign, ada.employers) == (Source.IMPORT, "LinkedIn", ["Foo"])
    assert (bo.source, bo.campaign, bo.stage.name) == (Source.AGENCY, "", "Interviews")
    assert ada.candidate.code == f"C-{ada.candidate.pk:06d}"
    assert status_token(Application.objects.get(pk=ada.pk)) is not None
    assert Move.objects.filter(by=opening.recruiter).count() == 2
    assert Application.objects.filter(pk__in=matching("ada")).get() == ada
    assert broken() == []


def test_the_same_file_again_changes_nothing(opening: Opening, table: Table) -> None:
    path = table("Ada,Example,CODE,ada@example.org,,,")
    import_write(actor=opening.recruiter, path=path, file="c.csv")
    path.write_text(path.read_text().replace("ada@", "ADA@"))
    plan = import_plan(actor=opening.recruiter, path=path, file="c.csv")
    assert (plan.rows, plan.known, plan.problems) == ((), 1, ())
    assert import_write(actor=opening.recruiter, path=path, file="c.csv") == 0
    assert Application.objects.count() == Candidate.objects.count() == 1


@pytest.mark.parametrize("email", ["adá@example.org", "a..b@example.org", "ada@-example.org"])
def test_an_address_to_which_nobody_can_write_is_a_problem(
    opening: Opening, table: Table, email: str
) -> None:
    path = table("Bo,Example,CODE,bo@example.org,,,", f"Ada,Example,CODE,{email},,,")
    plan = import_plan(actor=opening.recruiter, path=path, file="c.csv")
    assert [(one.row, one.column, one.code) for one in plan.problems] == [(3, "Email", "email")]


def test_who_is_known_by_another_name_keeps_both(
    opening: Opening, make_opening: Callable[..., Opening], table: Table
) -> None:
    other = make_opening(title="Counsel")
    path = table("Ada,Example,CODE,ada@example.org,,,", "Ada,Brandt,Counsel,ada@example.org,,,")
    import_write(actor=other.recruiter, path=path, file="c.csv")
    assert Candidate.objects.get().name == "Ada Example"
    assert [one.said for one in Application.objects.order_by("pk")] == [None, {"name": "Ada Brandt"}]
    assert broken() == []


def test_one_person_for_two_openings_is_one_candidate(
    opening: Opening, make_opening: Callable[..., Opening], table: Table
) -> None:
    other = make_opening(title="Counsel")
    path = table("Ada,Example,CODE,ada@example.org,,,", "Ada,Example,Counsel,ada@example.org,,,")
    assert import_write(actor=other.recruiter, path=path, file="c.csv") == 2
    assert Candidate.objects.count() == 1


def test_all_or_nothing_with_every_problem(
    opening: Opening, make_opening: Callable[..., Opening], table: Table
) -> None:
    make_opening(title="Twin")
    make_opening(title="Twin")
    path = table(
        "Ada,Example,CODE,ada@example.org,,,",
        "Bo,Example,Nowhere,bo@example.org,,,",
        "Cy,Example,Twin,cy@example.org,,,",
        "Di,Example,CODE,di@example.org,,,Hired",
        "Ada,Example,Research Scientist,ada@example.org,,,",
    )
    with pytest.raises(DataError) as caught:
        import_write(actor=opening.recruiter, path=path, file="c.csv")
    assert [(one.row, one.code) for one in caught.value.problems] == [
        (3, "job-unknown"),
        (4, "job-several"),
        (5, "stage"),
        (6, "duplicate"),
    ]
    assert Application.objects.count() == Candidate.objects.count() == 0


def test_a_hiring_manager_adds_to_their_own_openings_alone(
    opening: Opening, make_opening: Callable[..., Opening], table: Table
) -> None:
    other = make_opening(title="Counsel")
    path = table("Ada,Example,CODE,ada@example.org,,,")
    own = import_plan(actor=opening.manager, path=path, file="c.csv")
    foreign = import_plan(actor=other.manager, path=path, file="c.csv")
    assert len(own.rows) == 1
    assert [one.code for one in foreign.problems] == ["job-unknown"]


def test_others_import_nothing(opening: Opening, make_user: MakeUser, table: Table) -> None:
    for role in (Role.EMPLOYEE, Role.EXECUTIVE, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            import_plan(actor=make_user(role), path=table(), file="c.csv")


@pytest.mark.django_db(transaction=True)
def test_a_file_that_nobody_imports_goes_after_a_week(opening: Opening) -> None:
    def store(text: bytes) -> StoredFile:
        return import_store(actor=opening.recruiter, upload=ContentFile(text, name="c.csv")).stored

    forgotten, imported = store(b"a,b\n"), store(b"c,d\n")
    import_forget(actor=opening.recruiter, stored=StoredFile.objects.get(pk=imported.pk))
    with time_machine.travel(timezone.now() + KEPT - timedelta(hours=1)):
        build_worker(batch=True).run()
    assert path_of(forgotten).exists()
    with time_machine.travel(timezone.now() + KEPT + timedelta(minutes=1)):
        build_worker(batch=True).run()
    assert not StoredFile.objects.exists()
    assert not path_of(forgotten).exists()
    entry = Entry.objects.get(action="import.expire")
    assert (entry.row, entry.actor) == (forgotten.pk, None)
    assert broken() == []
