"""Running a merit run again on the command line: its exit code says whether it came out the same."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest.importorskip("django")

from tests.apps.conftest import PrivateSite, private_site
from tests.apps.hire.services.test_merit_running import ASK

__all__ = ["private_site"]

WORK = """
from muster.site.setup import begin
begin()
from muster.apps.core.worker import build_worker
build_worker(batch=True).run()
"""
TAMPER = """
from muster.site.setup import begin
begin()
from muster.apps.hire.models import MeritStanding
MeritStanding.objects.filter(rank=1).update(merit=9)
"""


def reproduce(site: PrivateSite, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "muster", "merit", "reproduce", *arguments]
    return subprocess.run(command, env=site.environ, capture_output=True, text=True, check=False)


@pytest.mark.any_database
def test_reproduce(private_site: PrivateSite) -> None:
    private_site.python(ASK)
    unfinished = reproduce(private_site, "1")
    assert unfinished.returncode == 2
    assert "its state is queued" in unfinished.stderr
    private_site.python(WORK)
    same = reproduce(private_site, "1", "--json")
    assert (same.returncode, json.loads(same.stdout)["differences"]) == (0, [])
    private_site.python(TAMPER)
    found = reproduce(private_site, "1")
    assert found.returncode == 1
    assert "is not what was sealed" in found.stdout
    assert "merit was 9" in found.stdout
    missing = reproduce(private_site, "7")
    assert missing.returncode == 2
    assert "There is no merit run 7" in missing.stderr
