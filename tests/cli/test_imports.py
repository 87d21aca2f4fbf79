"""Importing dumps on the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("django")

from muster.demo.harvest import HarvestPlan, write_harvest
from tests.apps.conftest import PrivateSite, private_site

__all__ = ["private_site"]

PEOPLE = """
from muster.site.setup import begin
begin()
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
user_create(actor=None, email="root@example.com", name="Root", roles=[Role.ADMINISTRATOR])
user_create(actor=None, email="plain@example.com", name="Plain", roles=[Role.EMPLOYEE])
"""


def muster(site: PrivateSite, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "muster", "import", *arguments],
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_dump_is_tried_imported_and_imported_again(private_site: PrivateSite, tmp_path: Path) -> None:
    private_site.python(PEOPLE)
    folder, rows = tmp_path / "dump", tmp_path / "rows.csv"
    write_harvest(folder, HarvestPlan(12, interviewed=0.5, people=4, jobs=2))
    page = folder / "scorecards" / "2.json"
    page.write_text('[{"id": "=1+1", "application_id": 7, "interviewer": {"id": 100}, "submitted_at": 1}]')

    tried = muster(private_site, "greenhouse", str(folder), "--dry-run", "--rows", str(rows))
    assert tried.returncode == 1, tried.stderr
    assert "What would happen" in tried.stdout
    assert "scorecards/2.json, record 1: scorecard =1+1 refused: There is no application 7" in tried.stdout
    with rows.open(encoding="utf-8") as stream:
        told = list(csv.DictReader(stream))
    assert sum(row["action"] == "created" and row["kind"] == "candidate" for row in told) == 12
    assert [row["id"] for row in told if row["action"] == "refused"] == ["'=1+1"]

    page.unlink()
    done = muster(private_site, "greenhouse", str(folder), "--json", "--as", "root@example.com")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)["counts"]
    assert counts["candidate"]["created"] == counts["application"]["created"] == 12
    again = json.loads(muster(private_site, "greenhouse", str(folder), "--json").stdout)["counts"]
    assert sum(told["created"] + told["changed"] for told in again.values()) == 0


@pytest.mark.any_database
def test_what_cannot_be_imported_is_told_in_a_sentence(private_site: PrivateSite, tmp_path: Path) -> None:
    empty = muster(private_site, "lever", str(tmp_path))
    assert (empty.returncode, empty.stderr.count("\n")) == (2, 1)
    assert "--as EMAIL" in empty.stderr
    private_site.python(PEOPLE)
    for vendor in ("greenhouse", "ashby", "lever"):
        found = muster(private_site, vendor, str(tmp_path))
        assert found.returncode == 2
        assert f"no page of {vendor.capitalize()}" in found.stderr
    write_harvest(tmp_path, HarvestPlan(1))
    for email, sentence in (("plain@example.com", "Only administrators"), ("gone@example.com", "Nobody")):
        refused = muster(private_site, "greenhouse", str(tmp_path), "--as", email)
        assert refused.returncode == 2
        assert sentence in refused.stderr


@pytest.mark.any_database
def test_a_resume_needs_an_opening(private_site: PrivateSite, tmp_path: Path) -> None:
    private_site.python(PEOPLE)
    path = tmp_path / "ada.json"
    path.write_text('{"basics": {"name": "Ada", "email": "ada@example.org"}}')
    refused = muster(private_site, "resume", str(path), "--opening", "R-1")
    assert refused.returncode == 2
    assert "There is no opening R-1" in refused.stderr
    write_harvest(tmp_path / "dump", HarvestPlan(1))
    user = "\nuser_create(actor=None, email='rae@example.com', name='Rae', roles=[Role.RECRUITER])"
    private_site.python(PEOPLE.rsplit("user_create", 2)[0] + user)
    assert (
        muster(private_site, "greenhouse", str(tmp_path / "dump"), "--as", "rae@example.com").returncode == 0
    )
    for action in ("created", "unchanged"):
        done = muster(private_site, "resume", str(path), "--opening", "R-00001", "--as", "rae@example.com")
        assert done.stdout.strip().endswith(f"ada.json: {action}"), done.stderr
