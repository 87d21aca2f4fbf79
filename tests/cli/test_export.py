"""Taking everything out on the command line, and bringing it in again."""

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
user_create(actor=None, email="rae@example.com", name="Rae", roles=[Role.RECRUITER])
user_create(actor=None, email="in@example.com", name="In", roles=[Role.INTERVIEWER])
user_create(actor=None, email="bare@example.com", name="Bare", roles=[])
"""


def muster(site: PrivateSite, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "muster", *arguments],
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.any_database
def test_out_and_in_again(private_site: PrivateSite, tmp_path: Path) -> None:
    private_site.python(PEOPLE)
    dump, out = tmp_path / "dump", tmp_path / "out"
    write_harvest(dump, HarvestPlan(12, interviewed=0.5, people=4, jobs=2))
    assert muster(private_site, "import", "greenhouse", str(dump)).returncode == 0
    done = muster(private_site, "export", str(out), "--format", "csv", "--as", "rae@example.com", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["as"], told["format"]) == ("rae@example.com", "csv")
    assert (told["counts"]["candidates"], told["counts"]["openings"]) == (12, 2)
    with (out / "candidates.csv").open(encoding="utf-8", newline="") as stream:
        phones = [row["phone"] for row in csv.DictReader(stream)]
    assert len(phones) == 12
    assert all(phone.startswith("'+62") for phone in phones)
    ranked = muster(private_site, "rank", str(out / "ratings.csv"))
    assert ranked.returncode == 0, ranked.stderr
    again = muster(private_site, "import", "tables", str(out), "--dry-run", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["counts"]["candidate"]["linked"] == 12  # by their addresses
    few = muster(private_site, "export", str(tmp_path / "few"), "--as", "in@example.com", "--json")
    assert "candidates" not in json.loads(few.stdout)["counts"]
    shown = muster(private_site, "export", str(tmp_path / "shown"), "--as", "rae@example.com")
    assert "job_stages" in shown.stdout


@pytest.mark.any_database
def test_what_cannot_be_written_is_told_in_a_sentence(private_site: PrivateSite, tmp_path: Path) -> None:
    private_site.python(PEOPLE)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_text("mine")
    for folder, email, sentence in (
        (tmp_path / "full", "rae@example.com", "not empty"),
        (tmp_path / "full" / "kept", "rae@example.com", "is a file"),
        (tmp_path / "no" / "where", "rae@example.com", "does not exist"),
        (tmp_path / "out", "bare@example.com", "Only those who have a role"),
        (tmp_path / "out", "gone@example.com", "Nobody"),
    ):
        found = muster(private_site, "export", str(folder), "--as", email)
        assert (found.returncode, found.stderr.count("\n")) == (2, 1), found.stderr
        assert sentence in found.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "data") == ["full"]
