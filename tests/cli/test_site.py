"""serve, worker and user: what they refuse in a sentence, and what they do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("django")

from muster.apps.core.roles import Role
from tests.apps.conftest import PrivateSite, private_site

__all__ = ["private_site"]


def muster(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    base = {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "muster", *arguments],
        env={
            **base,
            "MUSTER_DATA": str(folder / "data"),
            "MUSTER_HTTPS": "off",
            "DATABASE_URL": "",
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence that a refusal is."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    [line] = done.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    "command",
    [["worker"], ["user", "add", "a@b.example", "--name", "A"], ["ledger", "verify"], ["ledger", "anchor"]],
)
def test_a_database_without_tables_is_told(tmp_path: Path, command: list[str]) -> None:
    assert "run `muster serve` once" in refused(muster(tmp_path, *command))


def test_a_malformed_environment_is_told(tmp_path: Path) -> None:
    told = refused(muster(tmp_path, "worker", MUSTER_PROXIES="many", MUSTER_DEBUG="perhaps"))
    assert "MUSTER_PROXIES" in told
    assert "MUSTER_DEBUG" in told


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    told = refused(muster(tmp_path, "worker", DATABASE_URL="postgres://nobody@127.0.0.1:1/none"))
    assert told.startswith("The database none cannot be used (")


def test_without_the_web_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = """
import sys, importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "django" else found(name, package)
sys.argv = ["muster", "worker"]
from muster.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert refused(done) == (
        "The web application is not installed; install it with: pip install 'muster-talent[web]'."
    )


def test_a_person_is_added_and_can_sign_in(private_site: PrivateSite) -> None:
    added = private_site.python(
        "from muster.cli import main; import sys; sys.argv = ['muster', *sys.argv[1:]]; main()",
        *("user", "add", "ada@example.com", "--name", "Ada", "--role", "auditor", "--role", "employee"),
    )
    password = added.stdout.split()[-1]
    code = """
import sys
from muster.site.setup import begin
begin()
from muster.apps.accounts.models import User
user = User.objects.get()
print(user.email, user.check_password(sys.argv[1]), *sorted(user.roles))
"""
    told = private_site.python(code, password).stdout
    assert told == "ada@example.com True auditor employee\n"


def test_roles_that_are_none_are_told(private_site: PrivateSite) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muster", "user", "add", "a@b.example", "--name", "A", "--role", "king"],
        env=private_site.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused(done) == f"There is no role king; choose from {', '.join(Role.values)}."
