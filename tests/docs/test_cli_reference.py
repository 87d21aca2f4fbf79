"""The command's reference has every option, no other, and the same defaults; and every key of the JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import typer

from muster.cli.app import app
from muster.cli.options import FITTING, READING
from muster.engine.hire.estimate import Ranking
from muster.engine.hire.explain import Comparison, Explanation
from muster.engine.hire.simulate import simulate_season
from muster.tables import write_scorecards

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md").read_text()
GROUP: Any = typer.main.get_command(app)


def flatten(group: Any, prefix: str = "") -> dict[str, Any]:
    """Return every command by the words that call it: `rank`, `ledger verify`."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        found |= flatten(command, f"{prefix}{name} ") if inner else {f"{prefix}{name}": command}
    return found


BY_NAME = flatten(GROUP)
COMMANDS = sorted(BY_NAME)
PANELS = {READING: "Reading the files", FITTING: "Estimating merit"}
ROW = re.compile(r"^\| (`--.*?`) \|(.*?)\| (.+) \|$", re.MULTILINE)


def section(heading: str) -> str:
    """Return the text between a second-level heading and the next."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def documented(text: str) -> dict[str, str]:
    """Return each option as written, such as `--out FILE`, with its default."""
    return {spelling.replace("`", ""): default.strip() for spelling, default, _ in ROW.findall(text)}


def declared(command: Any, panel: str | None) -> dict[str, str]:
    """Return the options of a command in a panel of its help (None: outside any), spelt the same way."""
    options = {}
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.rich_help_panel == panel:
            spelling = " ".join(filter(None, [*parameter.opts, *parameter.secondary_opts, parameter.metavar]))
            default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
            options[spelling] = "" if default is None or default is False else str(default)
    return options


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command(command: str) -> None:
    assert documented(section(f"muster {command}")) == declared(BY_NAME[command], None)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("command", ["rank", "compare", "explain", "choose"])
def test_the_options_that_commands_share(command: str, panel: str) -> None:
    assert documented(section(PANELS[panel])) == declared(BY_NAME[command], panel)
    assert f"](#{PANELS[panel].lower().replace(' ', '-')})" in section(f"muster {command}")


def test_no_command_is_left_out() -> None:
    assert sorted(re.findall(r"^## muster (.+)$", PAGE, re.MULTILINE)) == COMMANDS


def test_the_options_before_the_command() -> None:
    before = {" ".join(parameter.opts) for parameter in GROUP.params}
    assert set(documented(PAGE.split("## muster")[0])) == before


def test_the_ranking_s_columns() -> None:
    named = re.findall(r"^\| `(\w+)` \|", section("muster rank"), re.MULTILINE)
    assert named == [field.name for field in fields(Ranking)]


def test_the_keys_of_the_json(run_json: Callable[..., Any], tmp_path: Path) -> None:
    season = simulate_season(candidates=12, interviewers=4, interviews=2, criteria=2, seed=1)
    write_scorecards(season.scorecards, tmp_path / "season.csv")
    printed = run_json("rank", tmp_path / "season.csv")
    shown = {
        key: re.findall(r"`(\w+)`", keys)
        for key, keys in re.findall(r"^\| `(\w+)` \| (`.+`) \|$", section("JSON"), re.MULTILINE)
    }
    found = {key: list(value if key == "model" else value[0]) for key, value in printed.items()}
    assert shown == found


@pytest.mark.parametrize(("command", "result"), [("compare", Comparison), ("explain", Explanation)])
def test_the_keys_of_comparisons_and_explanations(command: str, result: type) -> None:
    match = re.search(
        rf"`muster {command} --json`\s(?:prints\s)?(.*?)(?:, and `muster|\. Their)", PAGE, re.DOTALL
    )
    assert match
    extra = ["reasons"] if command == "compare" else []
    assert re.findall(r"`(\w+)`", match[1]) == [field.name for field in fields(result)] + extra
