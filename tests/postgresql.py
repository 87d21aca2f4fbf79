"""A private PostgreSQL server in a temporary folder, for tests and measurements.

`python -m tests.postgresql COMMAND ...` runs a command with DATABASE_URL set to such a server. Where no server can be
had it says why and leaves with 0, or with 1 where nothing may be skipped (MUSTER_NO_SKIPS=1). It listens on a socket in
its folder alone, so any number may run at once.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

__all__ = ["ServerMissingError", "find_programs", "main", "private_server"]

DEBIAN = Path(os.sep, "usr", "lib", "postgresql")
ACCOUNT = "postgres"  # the server refuses to run as root
NOTHING_COLLECTED = 5  # pytest's exit code when a filter left no test
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
MEGABYTE = 1 << 20
# To a superuser row level security shows everything, so the site's role is none; it may make databases for tests.
ORDINARY = ("-c", "CREATE ROLE muster LOGIN CREATEDB", "-c", "ALTER DATABASE postgres OWNER TO muster")


class ServerMissingError(Exception):
    """No PostgreSQL server can be started here; the message says why."""


def find_programs() -> Path:
    """Return the folder of initdb and pg_ctl: that on PATH, else Debian's newest."""
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = [
        path for path in DEBIAN.glob("*/bin") if (path / "pg_ctl").exists() and path.parent.name.isdigit()
    ]
    if not versions:
        raise ServerMissingError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return max(versions, key=lambda path: int(path.parent.name))


def _sized() -> str:
    """Return the settings for a server that has much of the machine: a quarter of its memory, of which the files that
    the system keeps in memory are as much again, and room between two checkpoints.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    return f"-c shared_buffers={memory // 4}MB -c effective_cache_size={memory // 2}MB -c max_wal_size=4GB"


@contextmanager
def private_server(*, quick: bool = True) -> Iterator[str]:
    """Run a server, yield its DATABASE_URL, and remove it. `quick` trades safety at a power cut for speed; else it is
    sized for this machine as its manual advises.
    """
    programs = find_programs()
    as_root = os.geteuid() == 0
    account = ACCOUNT if as_root else getpass.getuser()
    prefix = ["runuser", "-u", account, "--"] if as_root else []
    with tempfile.TemporaryDirectory(prefix="muster-postgresql-", ignore_cleanup_errors=True) as name:
        folder, data = Path(name), Path(name, "data")
        if as_root:
            shutil.chown(folder, account, account)

        def call(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [*prefix, str(programs / program), *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
            if done.returncode:
                raise ServerMissingError(f"{program} failed: {done.stderr.strip()[-500:]}")

        call(
            "initdb",
            "-D",
            str(data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        options = f"-k {folder} -c listen_addresses='' -c max_connections=200 {QUICK if quick else _sized()}"
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            call("psql", "-X", "-v", "ON_ERROR_STOP=1", "-h", str(folder), "-U", "postgres", *ORDINARY)
            yield f"postgres://muster@{quote(str(folder), safe='')}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")


def main(command: Sequence[str]) -> int:
    """Run a command with a server of its own; return its exit code."""
    try:
        with private_server() as url:
            code = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except ServerMissingError as error:
        print(f"PostgreSQL: skipped, {error}", file=sys.stderr)  # noqa: T201
        return int(os.environ.get("MUSTER_NO_SKIPS") == "1")
    return 0 if code == NOTHING_COLLECTED else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
