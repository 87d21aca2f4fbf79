"""The ledger on the command line: its exit code says whether something was found."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest.importorskip("django")

from tests.apps.conftest import PrivateSite, private_site

__all__ = ["private_site"]

WRITE = """
from muster.site.setup import begin
begin()
from muster.apps.accounts.services import user_create
for number in range(3):
    user_create(actor=None, email=f"{number}@example.com", name="Somebody")
"""
BEHIND_THE_BACK = """
import sys
from muster.site.setup import begin
begin()
from django.db import connection
connection.cursor().execute(sys.argv[1])
"""


def ledger(site: PrivateSite, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "muster", "ledger", *arguments],
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_verify_anchor_and_check(private_site: PrivateSite) -> None:
    private_site.python(WRITE)
    whole = ledger(private_site, "verify")
    assert (whole.returncode, whole.stdout) == (0, "Nothing is wrong with the 3 entries of the ledger.\n")
    anchor = ledger(private_site, "anchor").stdout.strip()
    assert anchor.startswith("muster-ledger 3 ")
    assert json.loads(ledger(private_site, "anchor", "--json").stdout)["anchor"] == anchor
    assert ledger(private_site, "check", anchor).returncode == 0

    private_site.python(BEHIND_THE_BACK, "DELETE FROM core_entry WHERE sequence = 3")
    cut = ledger(private_site, "check", anchor)
    assert (cut.returncode, cut.stdout) == (
        1,
        "The ledger ends at entry 2, but reached 3: its tail was cut off.\n",
    )
    told = ledger(private_site, "verify", "--json")
    assert told.returncode == 1
    [finding] = json.loads(told.stdout)["findings"]
    assert (finding["code"], finding["kind"], finding["row"]) == ("inserted", "accounts.user", 3)

    nonsense = ledger(private_site, "check", "nonsense")
    assert nonsense.returncode == 2
    assert "is not an anchor" in nonsense.stderr
