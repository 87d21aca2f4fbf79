"""Every page does what it shows: its commands and its Python are run, and what they print is compared.

In a page, from top to bottom and in one temporary folder:

- a fence after `<!-- file: NAME -->` is written to NAME;
- a `console` fence is run: `$ ` begins a command, `> ` continues it, other lines are what it prints;
- a `python` fence is run, and a `text` fence right after it is what it prints;
- `sh` and other fences are not run;
- in what is printed, `...` stands for anything, and a line of its own `...` for any lines.

A command that fails must be followed by `$ echo $?`. With MUSTER_WRITE_DOCS=1 pages whose output differs are
rewritten (except where `...` stands in it).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli.app import app
from muster.engine.hire.estimate import MeritEstimate

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts),
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n+\Z")
NEED_A_SITE = {ROOT / "docs" / "how-to" / "api.md"}  # which test_api_walk.py runs
WRITE = os.environ.get("MUSTER_WRITE_DOCS") == "1"
ANY = "..."


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, text, the file it stands for, and whether it follows the one before."""

    language: str
    text: str
    file: str | None
    line: int
    follows: bool


def read_fences(page: str) -> list[Fence]:
    fences, end = [], 0
    for match in FENCE.finditer(page):
        between = page[end : match.start()]
        named = FILE.search(between)
        follows = not between.strip()
        line = page.count("\n", 0, match.start()) + 2
        fences.append(Fence(match[1], match[2], named[1] if named else None, line, follows))
        end = match.end()
    return fences


def runs(page: Path) -> bool:
    return page not in NEED_A_SITE and any(
        fence.language in ("console", "python") for fence in read_fences(page.read_text())
    )


@pytest.mark.parametrize(
    "page", [page for page in PAGES if runs(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_a_page_does_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, estimate: MeritEstimate
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    fences = read_fences(page.read_text())
    names: dict[str, object] = {"__name__": "__page__"}
    if page.name == "report.md":  # it begins where an estimate is at hand
        names["estimate"] = estimate
    wrong = []
    for at, fence in enumerate(fences):
        if fence.file is not None:
            Path(fence.file).write_text(fence.text)
        elif fence.language == "console":
            shown, printed = fence.text, run_console(fence.text)
            if not same(shown, printed):
                wrong.append((fence, printed))
        elif fence.language == "python":
            printed = run_python(fence.text, page, fence.line, names)
            after = fences[at + 1] if at + 1 < len(fences) else None
            if after is not None and after.language == "text" and after.follows:
                if not same(after.text, printed):
                    wrong.append((after, printed))
            else:
                assert printed == "", f"{page.name}, line {fence.line}: prints what the page does not show"
    if wrong and WRITE:
        rewrite(page, wrong)
    for fence, printed in wrong:
        pytest.fail(f"{page.relative_to(ROOT)}, line {fence.line}, should show\n{printed}")


def run_console(text: str) -> str:
    """Return a console block with what its commands print now."""
    commands: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            commands.append(line)
        elif line.startswith("> "):
            commands[-1] += f"\n{line}"
    printed, code = [], 0
    for shown in commands:
        command = shown.removeprefix("$ ").replace("\n> ", "\n")
        told = command == "echo $?"
        assert code == 0 or told, f"the command before {command!r} failed"
        output, code = run_command(command, code)
        printed.append("\n".join([shown, *tidy(output)]))
    assert code == 0, f"{commands[-1]!r} failed:\n{printed[-1]}"
    return "\n".join(printed) + "\n"


def run_command(command: str, before: int) -> tuple[str, int]:
    """Run one command; `muster` itself in this process, which has its kernels loaded."""
    if not command.startswith("muster "):
        return run_shell(f"(exit {before}); {command}", "")
    words, _, pipe = command.partition(" | ")
    result = CliRunner().invoke(app, shlex.split(words.replace("\\\n", " "))[1:])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if not pipe:
        return result.output, result.exit_code
    return run_shell(pipe, result.stdout)


def run_shell(command: str, given: str) -> tuple[str, int]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=environment,
    )
    return done.stdout, done.returncode


def run_python(text: str, page: Path, line: int, names: dict[str, object]) -> str:
    """Run a block with the names of those before it; return what it prints."""
    code = compile("\n" * (line - 1) + text, str(page), "exec")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)  # noqa: S102
    return "".join(f"{one}\n" for one in tidy(printed.getvalue()))


def tidy(text: str) -> list[str]:
    """Return lines without spaces at their ends and without empty lines at the ends of all."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").splitlines()


def same(shown: str, printed: str) -> bool:
    """Whether `printed` is what is shown, with `...` for anything."""
    pattern = ""
    for line in tidy(shown):
        if line == ANY:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.split(ANY))) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in tidy(printed))) is not None


def rewrite(page: Path, wrong: list[tuple[Fence, str]]) -> None:
    """Put what is printed now into the page, where no `...` stands in what is shown."""
    lines = page.read_text().splitlines(keepends=True)
    for fence, printed in reversed(wrong):
        if ANY not in fence.text:
            start = fence.line - 1
            lines[start : start + fence.text.count("\n")] = [printed]
    page.write_text("".join(lines))


def test_the_comparison_sees_a_difference() -> None:
    assert same("$ a\none  \n", "$ a\none\n\n")
    assert same("$ a\ntook ... s\n...\nend\n", "$ a\ntook 1.2 s\nx\ny\nend\n")
    assert same("$ a\n...\n", "$ a\n")
    assert not same("$ a\none\n", "$ a\ntwo\n")
    assert not same("$ a\none\n", "$ a\none\nmore\n")
    assert not same("took ... s\n", "took\ns\n")


def test_a_failing_command_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_console("$ muster rank none.csv\n$ echo $?\n").endswith("$ echo $?\n2\n")
    with pytest.raises(AssertionError, match="failed"):
        run_console("$ muster rank none.csv\n")
    with pytest.raises(AssertionError, match="failed"):
        run_console("$ false\n$ true\n")


def test_fences_are_found_with_their_files() -> None:
    page = "a\n\n<!-- file: x.csv -->\n```text\n1,2\n```\n\n```python\nprint(1)\n```\n\n```text\n1\n```\n"
    found = [(fence.language, fence.file, fence.line, fence.follows) for fence in read_fences(page)]
    assert found == [("text", "x.csv", 5, False), ("python", None, 9, True), ("text", None, 13, True)]
