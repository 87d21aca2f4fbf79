"""Candidates from résumés: all of them or none, by those who may, once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application
from muster.apps.hire.search import matching
from muster.apps.hire.services.json_resumes import resumes_import
from muster.engine.errors import DataError
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken


def write(folder: Path, name: str, email: str) -> Path:
    path = folder / f"{name}.json"
    basics = {"name": name.capitalize(), "email": email, "summary": "<b>Builds</b> compilers"}
    path.write_text(json.dumps({"basics": basics, "work": [{"name": "Example Works"}]}))
    return path


def test_each_resume_becomes_an_application_once(opening: Opening, tmp_path: Path) -> None:
    paths = [write(tmp_path, name, f"{name}@example.org") for name in ("ada", "bo")]
    tried = resumes_import(
        actor=opening.recruiter, requisition=opening.requisition, paths=paths, dry_run=True
    )
    assert list(tried.values()) == ["created", "created"]
    assert Application.objects.count() == 0
    for action in ("created", "unchanged"):
        done = resumes_import(actor=opening.manager, requisition=opening.requisition, paths=paths)
        assert list(done.values()) == [action, action]
    ada = Application.objects.get(candidate__name="Ada")
    assert (ada.employers, ada.source, ada.resume_text) == (
        ["Example Works"],
        "import",
        "Builds compilers\nExample Works",
    )
    assert ada.pk in matching("compilers")
    assert broken() == []


def test_one_that_is_wrong_keeps_all_out(opening: Opening, tmp_path: Path) -> None:
    paths = [write(tmp_path, "ada", "ada@example.org"), write(tmp_path, "bo", "no address")]
    with pytest.raises(DataError, match="no address"):
        resumes_import(actor=opening.recruiter, requisition=opening.requisition, paths=paths)
    assert Application.objects.count() == 0


def test_only_those_who_work_on_an_open_opening(
    opening: Opening, make_opening: object, make_user: MakeUser, tmp_path: Path
) -> None:
    paths = [write(tmp_path, "ada", "ada@example.org")]
    for role in (Role.HIRING_MANAGER, Role.ADMINISTRATOR, Role.EMPLOYEE):
        with pytest.raises(PermissionDenied):
            resumes_import(actor=make_user(role), requisition=opening.requisition, paths=paths)
    draft = make_opening(open_it=False)  # type: ignore[operator]
    with pytest.raises(DataError, match="not open"):
        resumes_import(actor=draft.recruiter, requisition=draft.requisition, paths=paths)
