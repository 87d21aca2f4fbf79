"""What the tests of all apps share: people of every role, and a site of its own for processes."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.hire.models import Tally

MakeUser = Callable[..., User]


@pytest.fixture(autouse=True)
def _forget_requests(settings: Any) -> None:
    """Count the requests of each test anew: the next person has the key of the last."""
    shutil.rmtree(settings.API_COUNTS, ignore_errors=True)


@pytest.fixture(autouse=True)
def _count_from_nought(request: pytest.FixtureRequest) -> None:
    """Begin without tallies: a database emptied table by table, in any order, may keep some below nought."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        Tally.objects.all().delete()


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
    """Yield a site whose data are in `folder`, or in a PostgreSQL database that is dropped afterwards. It is a copy of
    one that was migrated once: that takes seconds.
    """
    template = _migrated()
    site = _site(folder / "data", f"private_{uuid4().hex[:12]}")
    shutil.copytree(template.environ["MUSTER_DATA"], site.environ["MUSTER_DATA"])
    if "DATABASE_URL" in site.environ:
        name = _database(site)
        _execute(f"CREATE DATABASE {name} TEMPLATE {_database(template)}")
        try:
            yield site
        finally:
            _execute(f"DROP DATABASE {name} WITH (FORCE)")
    else:
        yield site


@cache
def _migrated() -> PrivateSite:
    """Return a site that every other is a copy of; each process of tests has one."""
    folder = Path(tempfile.mkdtemp(prefix="muster-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = _site(folder / "data", f"migrated_{uuid4().hex[:12]}")
    if "DATABASE_URL" in site.environ:
        _execute(f"CREATE DATABASE {_database(site)}")  # it goes with the server
    site.python("from muster.site.setup import prepare; prepare()")
    return site


def _site(data: Path, name: str) -> PrivateSite:
    environ = {**os.environ, "MUSTER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "muster.site.settings"}
    if url := os.environ.get("DATABASE_URL"):
        environ["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"
    return PrivateSite(environ)


def _database(site: PrivateSite) -> str:
    return site.environ["DATABASE_URL"].rsplit("/", 1)[1]


def _execute(statement: str) -> None:
    """Run a statement in the server's own database, outside of any transaction."""
    import psycopg

    parameters = connections["default"].get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "user", "password") if key in parameters}
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
        server.execute(statement)


@pytest.fixture
def execute(db: None) -> Callable[..., None]:
    """Change the database behind the application's back."""

    def run(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run
