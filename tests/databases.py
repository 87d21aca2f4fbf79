"""Databases for tests: one is migrated for all tests of a run, every other is a copy of it. Migrating takes seconds."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate

from muster.apps.hire.models import Tally
from tests.settings import SHARED

__all__ = [
    "copy_migrated",
    "execute_on_server",
    "migrated",
    "name_of",
    "prepare_test_database",
    "site_environ",
]

MIGRATED = f"migrated_{Path(SHARED).name.rpartition('-')[2]}"  # no other run has a database of this name


@cache
def migrated() -> Path:
    """Return the folder of a site that was migrated, by whichever process of this run asked first; others wait."""
    folder, begun = Path(SHARED, "migrated"), Path(SHARED, "migrating")
    with Path(SHARED, "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun.mkdir()
            environ = site_environ(begun, MIGRATED)
            if "DATABASE_URL" in environ:
                execute_on_server(f"CREATE DATABASE {MIGRATED}")  # it goes with the server
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environ, check=True)
            begun.rename(folder)
    return folder


def site_environ(data: Path, database: str) -> dict[str, str]:
    """Return the environment of a site with its data in a folder, or in that database of the server there is."""
    environ = {**os.environ, "MUSTER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "muster.site.settings"}
    if url := os.environ.get("DATABASE_URL"):
        environ["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{database}"
    return environ


def copy_migrated(environ: dict[str, str]) -> None:
    """Make the site of this environment a copy of the one that was migrated."""
    shutil.copytree(migrated(), environ["MUSTER_DATA"])
    if "DATABASE_URL" in environ:
        execute_on_server(f"CREATE DATABASE {name_of(environ)} TEMPLATE {MIGRATED}")


def prepare_test_database() -> None:
    """Let the database that this process is about to make for its tests be such a copy."""
    post_migrate.connect(_count_from_nought, sender=apps.get_app_config("hire"))
    folder, wanted = migrated(), settings.DATABASES["default"]["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(folder / "muster.sqlite3", wanted["NAME"])
    else:
        wanted["TEMPLATE"] = MIGRATED


def _count_from_nought(**_told: object) -> None:
    """Leave no tallies behind: a database emptied table by table, in any order, may keep some below nought."""
    Tally.objects.all().delete()


def name_of(environ: dict[str, str]) -> str:
    """Return the name of a site's database on the server."""
    return environ["DATABASE_URL"].rsplit("/", 1)[1]


def execute_on_server(statement: str) -> None:
    """Run a statement in the server's own database, outside of any transaction."""
    import psycopg

    parameters: dict[str, Any] = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "user", "password") if key in parameters}
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
        server.execute(statement)
