"""The command as a process: help, version, start-up, closed pipes, interrupts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import muster
from muster.cli.app import SentenceGroup, app
from muster.engine.errors import InputError

HEAVY = ("numba", "numpy", "polars", "pyarrow", "scipy", "altair", "typst", "vl_convert")


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["rank", "--help"], ["simulate", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = run_python(
        f"""
import sys
sys.argv = ["muster", *{arguments!r}]
from muster.cli import main
try:
    main()
except SystemExit as leave:
    assert not leave.code, leave.code
print("loaded:", *sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_the_version_is_the_packages() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"muster {muster.__version__}\n"


def test_help_names_every_command() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(f"{name} " in text for name in ("rank", "compare", "explain", "simulate", "demo"))


def test_the_installed_command_is_this_one() -> None:
    command = Path(sys.executable).with_name("muster")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"muster {muster.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["rank"], ["bogus"], ["rank", "f.csv", "--bogus"], ["rank", "f.csv", "--top", "x"]]
)
def test_wrong_usage_leaves_with_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr


def failing(error: BaseException) -> typer.Typer:
    broken = typer.Typer(cls=SentenceGroup, pretty_exceptions_enable=False)

    @broken.callback()
    def start() -> None: ...

    @broken.command()
    def fail() -> None:
        raise error

    return broken


def test_an_error_is_a_sentence_on_standard_error() -> None:
    result = CliRunner().invoke(failing(InputError("It is wrong; mend it.")), ["fail"])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "It is wrong; mend it.\n")


def test_an_interrupt_leaves_quietly_with_130() -> None:
    result = CliRunner().invoke(failing(KeyboardInterrupt()), ["fail"])
    assert (result.exit_code, result.output) == (130, "")


def test_a_fault_of_the_program_is_not_hidden() -> None:
    result = CliRunner().invoke(failing(ZeroDivisionError()), ["fail"])
    assert isinstance(result.exception, ZeroDivisionError)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["rank", "season.csv"],
        ["rank", "season.csv", "--json"],
        ["explain", "C000001", "season.csv"],
    ],
    ids=" ".join,
)
def test_a_closed_pipe_is_no_failure(compiled_kernels: None, season_file: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "muster", *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=season_file.parent,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
    assert not [path for path in season_file.parent.iterdir() if path.name.startswith(".")]


def test_closed_streams_and_narrow_alphabets_are_no_reason_to_fail(tmp_path: Path) -> None:
    command = f"{sys.executable} -m muster simulate --candidates 20 --out"
    for ending, redirection in ((".csv", ">&-"), (".tsv", "2>&-"), (".json", "")):
        done = subprocess.run(
            ["sh", "-c", f"{command} '{tmp_path}/größe{ending}' {redirection}"],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert (tmp_path / f"größe{ending}").exists()
    assert rb"gr\xf6\xdfe.json" in done.stdout
