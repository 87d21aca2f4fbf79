"""What all tests share: the command in this process; and where nothing may be skipped, a skip fails.

Without Django the tests of the engine, tables and reports run all the same.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator
from itertools import islice
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from muster.cli.app import app
from muster.engine.hire.merit import estimate_merit, kernels_compiled
from muster.engine.hire.simulate import simulate_season

NO_SKIPS = os.environ.get("MUSTER_NO_SKIPS") == "1"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "private_site"}
# What takes longest, ten seconds to a minute and a half a test. It begins first, so that no worker waits for another's.
LONG = (
    "tests/browser/test_decision.py",
    "tests/benchmarks/test_benchmarks.py",
    "tests/apps/hire/test_whole_history.py",
    "tests/apps/hire/services/test_random_walk.py",
    "tests/apps/hire/services/test_merit_running.py::test_a_killed_worker_is_followed_by_one_that_does_it_once",
    "tests/browser/test_choosing.py",
    "tests/journeys/test_killed_server.py",
    "tests/apps/core/backup/test_create.py",
    "tests/cli/test_export.py",
    "tests/site/assistants/test_stdio.py",
    "tests/browser",
    "tests/apps/core/test_worker.py::test_workers_killed_at_any_moment_lose_no_job_and_do_none_twice",
    "tests/apps/test_permissions.py",
)
MAY_BE_ABSENT = "shared/data"  # data sets that stand beside a checkout, on some machines only

with contextlib.suppress(ModuleNotFoundError):
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option by which `make test` repeats on PostgreSQL what has to do with the database."""
    parser.addoption("--only-database", action="store_true", help="run the tests that use a database alone")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the engine's kernels before there are workers, who would do so each for itself."""
    if getattr(session.config.option, "numprocesses", None):
        _compile_kernels()


def _compile_kernels() -> None:
    """Compile the engine's kernels where a fresh checkout has none yet."""
    if not kernels_compiled():
        estimate_merit(simulate_season(candidates=30, interviewers=8, interviews=2, criteria=2).scorecards)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that use no database, where that was asked for; begin with those that take longest."""
    if config.getoption("--only-database"):
        others = [item for item in items if not _uses_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _uses_database(item)]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = _deal(items, workers)


def _deal(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Give every worker its part of the long tests, then its part of the others, which those who are done early take
    over. `--dist worksteal` cuts the list into as many pieces of the same length as there are workers.
    """
    places = {
        item: next((n for n, name in enumerate(LONG) if item.nodeid.startswith(name)), None) for item in items
    }
    long = sorted((item for item in items if places[item] is not None), key=lambda item: places[item] or 0)
    if len(long) > len(items) - workers:
        return items
    others = iter([item for item in items if places[item] is None])
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        length = (len(items) - len(dealt)) // (workers - worker)
        first = long[worker::workers]
        dealt += first + list(islice(others, length - len(first)))
    return dealt


def _uses_database(item: pytest.Item) -> bool:
    """Whether a test has to do with the database; one marked `any_database` would find the same on every one."""
    if item.get_closest_marker("any_database") is not None:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_collection_finish() -> None:
    """Keep Python from going through all modules and tests again and again in search of garbage, as a server does."""
    with contextlib.suppress(ModuleNotFoundError):
        from muster.site.garbage import collect_seldom

        collect_seldom()


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not (NO_SKIPS and report.skipped) or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if MAY_BE_ABSENT not in reason:
        report.outcome = "failed"
        report.longrepr = f"{reason} (nothing may be skipped here: MUSTER_NO_SKIPS=1)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one."""
    report = yield
    _forbid_skip(report)
    return report


@pytest.fixture(scope="session")
def compiled_kernels() -> None:
    """Have the engine's kernels compiled, so that the command has no need to say that it does so."""
    _compile_kernels()


@pytest.fixture(scope="session")
def run(compiled_kernels: None) -> Callable[..., Result]:
    """Run the command in this process."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


@pytest.fixture(scope="session")
def run_json(run: Callable[..., Result]) -> Callable[..., Any]:
    """Run the command with --json; return what it printed, which must be JSON alone."""

    def call(*arguments: object) -> Any:
        result = run(*arguments, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return call


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let the tests' database be a copy of one that was migrated."""
    from tests.databases import prepare_test_database

    prepare_test_database()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Let Django keep that copy, which is there already, on SQLite; PostgreSQL makes it when it is told to."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def _in_english() -> Generator[None]:
    """Leave no language behind that a request of a test asked for."""
    yield
    translation = sys.modules.get("django.utils.translation")
    if translation is not None:
        translation.deactivate()


BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic")


@pytest.fixture(scope="session")
def browser() -> Generator[Any]:
    """Start Debian's Chromium, one for all tests of a process: Playwright keeps an event loop in its thread."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=found, args=list(BROWSER))
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
