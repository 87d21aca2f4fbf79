"""Exports are asked for, made, downloaded and removed on the record, by their owner alone, while they may."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_set_roles
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import file_open, path_of
from muster.apps.core.models import Entry, StoredFile
from muster.apps.core.roles import Role
from muster.apps.hire.models import Export, Member, Requisition
from muster.apps.hire.selectors.exports import export_list
from muster.apps.hire.services import exports_making
from muster.apps.hire.services.erasing import candidate_erase
from muster.apps.hire.services.exports import export_ask, export_download, export_remove
from muster.apps.hire.services.exports_making import KEPT
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import member_add
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, verified
from tests.apps.hire.meritruns import work
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def made(actor: User, format: str = "csv") -> Export:
    """Ask for an export and have a worker make it."""
    export = export_ask(actor=actor, format=format)
    work()
    return Export.objects.select_related("file").get(pk=export.pk)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def told(export: Export) -> list[str]:
    rows = Entry.objects.filter(kind="hire.export", row=export.pk).order_by("pk")
    return list(rows.values_list("action", flat=True))


def content(export: Export) -> zipfile.ZipFile:
    assert export.file is not None
    with file_open(export.file) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


@pytest.mark.parametrize("format", Export.Format.values)
def test_an_export_is_made_kept_and_downloaded(opening: Opening, format: str) -> None:
    apply(opening)
    export = made(opening.recruiter, format)
    assert export.state == Export.State.DONE
    names = content(export).namelist()
    wanted = {"csv": "candidates.csv", "parquet": "candidates.parquet", "json": "candidates.jsonl"}
    [folder] = {name.partition("/")[0] for name in names}
    assert {f"{folder}/{wanted[format]}", f"{folder}/muster.json"} <= set(names)
    about = json.loads(content(export).read(f"{folder}/muster.json"))
    assert about["records"] == export.counts
    assert about["made_by"] == opening.recruiter.email
    assert export_download(actor=again(opening.recruiter), export=export) == export.file
    assert told(export) == ["export.ask", "export.made", "export.download"]
    [shown] = export_list(person=opening.recruiter)
    assert (shown.ready, shown.running, shown.records) == (True, False, sum(export.counts.values()))


def test_it_is_for_its_owner_alone(opening: Opening, make_user: MakeUser) -> None:
    export = made(opening.recruiter)
    for person in (make_user(Role.RECRUITER), make_user(Role.ADMINISTRATOR), opening.manager):
        for step in (export_download, export_remove):
            with pytest.raises(PermissionDenied):
                step(actor=person, export=export)
        assert export_list(person=person) == []
    nobody = make_user()
    with pytest.raises(PermissionDenied):
        export_ask(actor=nobody, format="csv")


def test_who_sees_less_now_downloads_nothing(opening: Opening, make_user: MakeUser) -> None:
    boss = make_user(Role.ADMINISTRATOR)
    export = made(opening.recruiter)
    user_set_roles(actor=boss, user=opening.recruiter, roles=[Role.INTERVIEWER])
    with pytest.raises(RefusedError, match="less now"):
        export_download(actor=again(opening.recruiter), export=export)


def test_an_opening_that_is_somebody_elses_now_counts(opening: Opening, make_user: MakeUser) -> None:
    export = made(opening.manager)
    export_download(actor=again(opening.manager), export=export)
    Requisition.objects.update(hiring_manager=make_user(Role.HIRING_MANAGER))
    with pytest.raises(RefusedError, match="less now"):
        export_download(actor=again(opening.manager), export=export)


def test_who_reviews_blind_since_downloads_nothing(opening: Opening, make_user: MakeUser) -> None:
    other = make_user(Role.RECRUITER)
    export = made(other)
    part = Member.Part.REVIEWER
    member_add(actor=opening.recruiter, requisition=opening.requisition, user=other, part=part)
    with pytest.raises(RefusedError, match="less now"):
        export_download(actor=again(other), export=export)


def test_it_goes_away_by_itself(opening: Opening) -> None:
    export = made(opening.recruiter)
    assert export.file is not None
    place = path_of(export.file)
    with time_machine.travel(timezone.now() + KEPT + timedelta(minutes=1)):
        with pytest.raises(RefusedError, match="not there any more"):
            export_download(actor=opening.recruiter, export=export)
        work()
    export.refresh_from_db()
    assert export.state == Export.State.REMOVED
    assert export.file_id is None
    assert not place.exists()
    assert told(export)[-1] == "export.expire"
    assert verified()


def test_it_is_removed(opening: Opening) -> None:
    export = made(opening.recruiter)
    assert export.file is not None
    place = path_of(export.file)
    export_remove(actor=opening.recruiter, export=export)
    assert not place.exists()
    assert not StoredFile.objects.exists()
    with pytest.raises(RefusedError):
        export_download(actor=opening.recruiter, export=Export.objects.get())
    export_remove(actor=opening.recruiter, export=export)
    assert told(export) == ["export.ask", "export.made", "export.remove"]


def test_one_that_is_removed_before_it_is_made_is_not_made(opening: Opening) -> None:
    export = export_ask(actor=opening.recruiter, format="csv")
    export_remove(actor=opening.recruiter, export=export)
    work()
    export.refresh_from_db()
    assert export.state == Export.State.REMOVED
    assert export.file_id is None


def test_asking_twice_makes_one(opening: Opening) -> None:
    first = export_ask(actor=opening.recruiter, format="csv")
    assert export_ask(actor=opening.recruiter, format="csv") == first
    assert export_ask(actor=opening.recruiter, format="json") != first
    work()
    assert export_ask(actor=opening.recruiter, format="csv") != first


def test_erasing_somebody_removes_what_may_hold_them(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    exports = [made(opening.recruiter), made(make_user(Role.EXECUTIVE), "json")]
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="x"
    )
    candidate_erase(actor=None, candidate=one.candidate)
    for export in exports:
        export.refresh_from_db()
        assert export.state == Export.State.REMOVED
        assert export.file_id is None
        assert told(export)[-1] == "export.erase"
    assert not StoredFile.objects.exists()
    assert verified()


def test_an_export_that_is_made_meanwhile_is_not_kept(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = apply(opening)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="x"
    )
    pack = exports_making._packed

    def erase_first(*arguments: Any) -> Any:
        candidate_erase(actor=None, candidate=one.candidate)
        return pack(*arguments)

    monkeypatch.setattr(exports_making, "_packed", erase_first)
    export = made(opening.recruiter)
    assert export.state == Export.State.FAILED
    assert "erased" in export.problem
    assert not StoredFile.objects.exists()


def test_a_full_disk_is_told(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports_making, "_packed", full)
    export = made(opening.recruiter)
    assert export.state == Export.State.FAILED
    assert "space" in export.problem
    [shown] = export_list(person=opening.recruiter)
    assert (shown.failed, shown.ready) == (True, False)


def test_whoever_left_gets_none(opening: Opening) -> None:
    export = export_ask(actor=opening.recruiter, format="csv")
    User.objects.filter(pk=opening.recruiter.pk).update(is_active=False)
    work()
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert not StoredFile.objects.exists()


def test_a_worker_that_is_stopped_leaves_nothing_and_the_next_begins_again(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(opening)
    pack = exports_making._packed

    def stop(*_arguments: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(exports_making, "_packed", stop)
    export = export_ask(actor=opening.recruiter, format="csv")
    with pytest.raises(SystemExit):
        work()
    export.refresh_from_db()
    assert export.state == Export.State.QUEUED
    assert not StoredFile.objects.exists()
    monkeypatch.setattr(exports_making, "_packed", pack)
    work()
    export.refresh_from_db()
    assert export.state == Export.State.DONE
    assert StoredFile.objects.count() == 1
