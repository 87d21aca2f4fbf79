from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES, main
from benchmarks.common import Options


@pytest.fixture(scope="session")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seasons")


@pytest.mark.parametrize("name", NAMES)
def test_a_quick_run_fills_every_table(name: str, seasons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_BENCH_DATA", str(seasons))
    monkeypatch.delenv("MUSTER_PEERS", raising=False)
    section = import_module(f"benchmarks.{name}").measure(Options(quick=True, processes=1))
    assert section.tables
    for table in section.tables:
        assert table.rows, table.caption
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(cell and cell != "nan" for row in table.rows for cell in row), table.to_markdown()


def test_a_quick_run_is_printed_and_written_only_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "benchmarks.md"
    main(["small_seasons", "--quick", "--processes", "1", "--document", str(document)])
    printed = capsys.readouterr().out
    assert "Made by `python -m benchmarks small_seasons --quick`" in printed
    section = document.read_text().split("<!-- begin small_seasons -->")[1].split("<!-- end")[0]
    assert section.strip() == printed.strip()


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sped"])
    assert "no benchmark is called sped" in capsys.readouterr().err
