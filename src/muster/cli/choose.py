"""Choosing on the command line: the odds of the k best, whom to interview next, and when to stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.cli.fit import fit_files, tell_notes
from muster.cli.hire import Files, Json
from muster.cli.options import FitChoices, ReadChoices, with_options
from muster.cli.terminal import as_plain, output, print_json
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from muster.engine.hire.choose import Choice
    from muster.engine.hire.interviewing import Proposals

__all__ = ["choose"]


@with_options(reading=ReadChoices, fitting=FitChoices)
def choose(
    files: Files,
    *,
    reading: ReadChoices,
    fitting: FitChoices,
    k: Annotated[
        int, typer.Option("--openings", "-k", metavar="K", help="Openings to choose for.", show_default=False)
    ],
    bar: Annotated[
        float | None, typer.Option(metavar="X", help="Merit below which nobody is hired, in logits.")
    ] = None,
    budget: Annotated[
        float | None, typer.Option(metavar="B", help="Most that all further interviews may cost.")
    ] = None,
    batch: Annotated[int, typer.Option(metavar="N", help="Interviews to propose at a time.")] = 1,
    interviewers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who may be asked: CSV or TSV with interviewer_id, capacity and cost "
            "(default: everybody in the files, without a limit, at a cost of 1).",
            show_default=False,
        ),
    ] = None,
    least: Annotated[int, typer.Option(metavar="N", min=0, help="Interviews that each candidate gets.")] = 1,
    judges: Annotated[
        int, typer.Option(metavar="N", min=0, help="Different interviewers that each candidate meets.")
    ] = 2,
    tolerance: Annotated[
        float | None,
        typer.Option(
            metavar="X",
            help="Value per unit of cost below which to stop, in logits (default: 0.001).",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="Candidates shown on the terminal.")] = 20,
) -> None:
    """Tell how sure the K best are, whom to interview next, and when to stop."""
    _check(k, bar, budget, batch, tolerance)
    asked = None
    if interviewers is not None:
        from muster.tables.interviewers import read_interviewers

        asked = read_interviewers(interviewers)
    fit = fit_files(files, reading, fitting)

    from muster.cli import show_choice
    from muster.engine.hire.choose import choose_top
    from muster.engine.hire.interviewing import TOLERANCE, FairRules, propose_interviews

    _check_field(k, fit.estimate.candidate_ids.size)
    choice = choose_top(fit.estimate, k=k, bar=bar, seed=fitting.seed)
    proposals = propose_interviews(
        fit.estimate,
        k=k,
        interviewers=asked,
        rules=FairRules(interviews=least, interviewers=judges),
        budget=budget,
        batch=batch,
        tolerance=TOLERANCE if tolerance is None else tolerance,
    )
    console = output(error=json)
    tell_notes(console, fit)
    for sentence in show_choice.choice_notes(choice, proposals):
        console.print(f"Note: {sentence}", soft_wrap=True)
    if json:
        print_json(_plain(choice, proposals))
    else:
        show_choice.show_choice(console, choice, proposals, fit.estimate.model.level, top)


def _check(k: int, bar: float | None, budget: float | None, batch: int, tolerance: float | None) -> None:
    """Tell what is wrong with the numbers before the files are read."""
    inf = float("inf")
    if k < 1:
        raise InputError(f"-k is {k:,}; there must be at least one opening to choose for.")
    if batch < 1:
        raise InputError(f"--batch is {batch:,}; propose 1 interview or more at a time.")
    if bar is not None and not abs(bar) < inf:
        raise InputError(f"--bar is {bar}; give the merit of the bar in logits, such as 0.5.")
    if budget is not None and not 0 <= budget < inf:
        raise InputError(f"--budget is {budget}; give what may still be spent, 0 or more.")
    if tolerance is not None and not 0 <= tolerance < inf:
        raise InputError(f"--tolerance is {tolerance}; give a number of logits, 0 or more.")


def _check_field(k: int, candidates: int) -> None:
    if k > candidates:
        raise EstimationError(
            f"-k is {k:,}, but the files have only {candidates:,} candidates; give a smaller K or more files.",
            code="k_above_field",
        )


def _plain(choice: Choice, proposals: Proposals) -> dict[str, Any]:
    """Return what JSON holds."""
    from muster.cli.show_choice import proposal_sentence, stop_sentence

    odds, swaps = choice.odds, choice.toss_ups
    columns = ("candidate_id", "merit", "low", "high", "p_top_k", "p_above_bar")
    return {
        "candidates": _rows({name: getattr(odds, name) for name in columns}),
        "expected_shortfall": choice.expected_shortfall,
        "toss_ups": _rows(swaps.to_frame()),
        "next": [
            row | {"reason": proposal_sentence(choice, proposals, at)}
            for at, row in enumerate(
                _rows(
                    {name: getattr(proposals, name) for name in ("candidate_id", "interviewer_id", "value")}
                )
            )
        ],
        "stop": proposals.stop,
        "stop_reason": stop_sentence(proposals),
    }


def _rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    plain = [as_plain(column) for column in columns.values()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*plain, strict=True)]
