"""What the tests of all apps share: people of every role, and a site of its own for processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from tests.databases import copy_migrated, execute_on_server, name_of, site_environ

MakeUser = Callable[..., User]


@pytest.fixture(autouse=True)
def _forget_requests(settings: Any) -> None:
    """Count the requests of each test anew: the next person has the key of the last."""
    shutil.rmtree(settings.API_COUNTS, ignore_errors=True)


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Add a user with roles: `make_user(Role.AUDITOR, name="Ada")`."""

    def make(*roles: Role, name: str = "Somebody", **values: Any) -> User:
        email = values.pop("email", f"{uuid4().hex[:12]}@example.com")
        return user_create(actor=None, email=email, name=name, roles=roles, **values)

    return make


@dataclass(frozen=True)
class PrivateSite:
    """A site with an empty, migrated database that processes of a test have for themselves."""

    environ: dict[str, str]

    def python(self, code: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run Python code there; it must succeed."""
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            **options,
        )
        assert done.returncode == 0, done.stderr
        return done

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a command there."""
        return subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


@pytest.fixture
def private_site(tmp_path: Path) -> Iterator[PrivateSite]:
    """Make such a site on the database that the tests run on."""
    yield from make_private_site(tmp_path)


def make_private_site(folder: Path) -> Iterator[PrivateSite]:
    """Yield a site whose data are in `folder`, or in a PostgreSQL database that is dropped afterwards."""
    site = PrivateSite(site_environ(folder / "data", f"private_{uuid4().hex[:12]}"))
    copy_migrated(site.environ)
    try:
        yield site
    finally:
        if "DATABASE_URL" in site.environ:
            execute_on_server(f"DROP DATABASE {name_of(site.environ)} WITH (FORCE)")


@pytest.fixture
def execute(db: None) -> Callable[..., None]:
    """Change the database behind the application's back."""

    def run(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run
