"""The private PostgreSQL server of the tests: found, started, gone afterwards; a reason where there is none."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.postgresql import ServerMissingError, find_programs, main, private_server


def have_server() -> bool:
    try:
        return find_programs().is_dir()
    except ServerMissingError:
        return False


@pytest.mark.skipif(not have_server(), reason="PostgreSQL is not installed")
def test_a_server_of_one_s_own_that_leaves_nothing() -> None:
    import psycopg

    with private_server() as url:
        folder = Path(unquote(urlsplit(url).netloc.partition("@")[2]))
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        assert row == (False,)
        assert folder.is_dir()
    assert not folder.exists()


def test_where_there_is_none_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.postgresql.DEBIAN", tmp_path)
    for forbidden, code in (("", 0), ("1", 1)):
        monkeypatch.setenv("MUSTER_NO_SKIPS", forbidden)
        assert main(["true"]) == code
        assert "skipped, PostgreSQL is not installed" in capfd.readouterr().err


@pytest.mark.skipif(not have_server(), reason="PostgreSQL is not installed")
def test_a_command_has_the_server_and_its_exit_code_is_told() -> None:
    code = "import os, sys; sys.exit(int(sys.argv[1]) if os.environ['DATABASE_URL'].startswith('postgres://') else 9)"
    for told, expected in (("0", 0), ("3", 3), ("5", 0)):
        assert main([sys.executable, "-c", code, told]) == expected
