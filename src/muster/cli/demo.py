"""The demo on the command line: a fictional company's season, ranked from its file, with the report."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from muster.cli.fit import draft_report, fit_files
from muster.cli.options import FitChoices, ReadChoices
from muster.cli.outputs import REPORT_ENDINGS, TABLE_ENDINGS, Outputs
from muster.cli.terminal import output, tell_written, waiting
from muster.engine.errors import InputError

__all__ = ["run_demo"]

COMPANY = "Halcyon Labs"


def run_demo(
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; made when missing.")] = Path(
        "out"
    ),
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed of the company.")] = 1,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="Candidates shown on the terminal.")] = 20,
) -> None:
    """Generate the hiring season of a fictional company, rank it and write its report."""
    season, html, pdf = out / "season.csv", out / "report.html", out / "report.pdf"
    console = output()
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out} is a file; name a folder.")
    out.mkdir(parents=True, exist_ok=True)
    with Outputs() as outputs:
        outputs.add("--out", season, TABLE_ENDINGS)
        for report in (html, pdf):
            outputs.add("--out", report, REPORT_ENDINGS)
        outputs.check()
        _write_season(outputs.draft(season), seed)
        outputs.keep(season)  # ranked from its file, as a company would
        fit = fit_files([season], ReadChoices(), FitChoices())
        for report in (html, pdf):
            draft_report(fit, outputs.draft(report), title=f"{COMPANY}: hiring season")
        outputs.keep(html, pdf)

    from muster.cli import show

    console.print(f"The hiring season of {COMPANY}, a fictional company (seed {seed})", style="bold")
    show.show_season(console, fit, top)
    console.print()
    tell_written(console, [("season", season), ("report", html), ("report", pdf)])
    typed = sys.argv[0]  # `make season` leaves the command in .venv, where a bare name does not find it
    command = typed if Path(typed).name == "muster" and not shutil.which("muster") else "muster"
    console.print(f"Next: {command} rank {season}", soft_wrap=True)


def _write_season(path: Path, seed: int) -> None:
    from muster.demo import build_company, season_columns
    from muster.tables import write_table

    with waiting(f"Generating {COMPANY}"):
        write_table(season_columns(build_company(seed=seed)), path)
