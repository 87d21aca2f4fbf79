"""Bringing the site up in a process: Django's set-up, and the tables."""

from __future__ import annotations

import gc
import os
from importlib.util import find_spec

from muster.engine.errors import InputError

__all__ = ["begin", "collect_static", "is_empty", "prepare", "require_tables"]


def begin() -> None:
    """Set Django up in this process. Raises InputError, in one sentence, when that cannot be done."""
    if find_spec("django") is None:
        raise InputError(
            "The web application is not installed; install it with: pip install 'muster-talent[web]'."
        )
    import django

    gc.enable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.site.settings")
    django.setup()


def prepare() -> None:
    """Set Django up, and bring the database's tables to what this version of Muster needs."""
    begin()
    from django.core.management import call_command
    from django.db import DatabaseError

    from muster.apps.core.statistics import renew_statistics

    if not _lacking():
        return
    try:
        call_command("migrate", verbosity=0, interactive=False)
        renew_statistics()
    except DatabaseError as error:
        raise InputError(_unusable(error)) from error


def require_tables() -> None:
    """Raise InputError unless the database has all tables that this version of Muster needs."""
    if lacking := _lacking():
        raise InputError(f"The database lacks {lacking} changes of its tables; run `muster serve` once.")


def _lacking() -> int:
    """Return how many changes of its tables the database lacks."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise InputError(_unusable(error)) from error


def is_empty() -> bool:
    """Return whether nobody can sign in yet, which is so before anything else."""
    from django.contrib.auth import get_user_model

    return not get_user_model()._default_manager.exists()


def collect_static() -> None:
    """Gather style sheets, scripts and fonts where the server finds them, unless it looks for them at their source."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEBUG:
        call_command("collectstatic", verbosity=0, interactive=False)


def _unusable(error: Exception) -> str:
    from django.db import connection

    told = " ".join(str(error).split())
    name = connection.settings_dict["NAME"]
    return f"The database {name} cannot be used ({told}); correct DATABASE_URL or MUSTER_DATA."
