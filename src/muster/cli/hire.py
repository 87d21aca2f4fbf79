"""The section hire on the command line: rank, compare, explain, simulate."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.cli.fit import draft_report, find_candidate, fit_files, tell_notes
from muster.cli.language import ReportLanguage, title_in
from muster.cli.options import FitChoices, ReadChoices, parse_numbers, with_options
from muster.cli.outputs import REPORT_ENDINGS, TABLE_ENDINGS, Outputs
from muster.cli.terminal import as_plain, output, print_json, tell_written, waiting
from muster.engine.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from muster.engine.hire.simulate import SimulatedSeason

__all__ = ["compare", "explain", "rank", "simulate"]

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        help="Scorecards: CSV, TSV, Parquet, JSON, JSON lines or a Greenhouse export.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


@with_options(reading=ReadChoices, fitting=FitChoices)
def rank(
    files: Files,
    *,
    reading: ReadChoices,
    fitting: FitChoices,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Write the ranking: .csv, .tsv, .parquet, .json or .jsonl; repeat for more.",
        ),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Write the report: .html or .pdf; repeat for both."),
    ] = None,
    language: Annotated[
        ReportLanguage,
        typer.Option(metavar="CODE", help="The language of the report: en, id, nl, fr, ar or pt."),
    ] = ReportLanguage.EN,
    json: Json = False,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="Candidates shown on the terminal.")] = 20,
) -> None:
    """Rank candidates by merit, with interviewers' severity taken out."""
    started = time.perf_counter()
    tables, reports = out or [], report or []
    with Outputs(files) as outputs:
        for path in tables:
            outputs.add("--out", path, TABLE_ENDINGS)
        for path in reports:
            outputs.add("--report", path, REPORT_ENDINGS)
        outputs.check()
        fit = fit_files(files, reading, fitting)
        seconds = time.perf_counter() - started
        for path in tables:
            from muster.tables import write_table

            write_table(fit.estimate.to_frame(), outputs.draft(path))
        for path in reports:
            draft_report(fit, outputs.draft(path), title=title_in(language), language=language)
        outputs.keep()

    console = output(error=json)
    if json:
        from muster.tables import as_json

        print_json(as_json(fit.estimate, seconds=seconds, reading_notes=fit.reading.notes))
        tell_notes(console, fit)
    else:
        from muster.cli import show

        show.show_season(console, fit, top)
        if tables or reports:
            console.print()
    tell_written(console, [*(("ranking", path) for path in tables), *(("report", path) for path in reports)])


@with_options(reading=ReadChoices, fitting=FitChoices)
def compare(
    candidate_a: Annotated[str, typer.Argument(metavar="A", help="A candidate's id.", show_default=False)],
    candidate_b: Annotated[
        str, typer.Argument(metavar="B", help="Another candidate's id.", show_default=False)
    ],
    files: Files,
    *,
    reading: ReadChoices,
    fitting: FitChoices,
    json: Json = False,
) -> None:
    """Tell how likely A is better than B, and why."""
    if candidate_a == candidate_b:
        raise InputError("A and B are the same candidate; give two different ids.")
    fit = fit_files(files, reading, fitting, name_interviews=True)
    estimate = fit.estimate
    a, b = find_candidate(estimate, candidate_a), find_candidate(estimate, candidate_b)

    from muster.cli import show
    from muster.engine.hire.explain import compare_candidates

    comparison = compare_candidates(estimate, a, b, seed=fitting.seed)
    console = output(error=json)
    if json:
        explained = {
            "explanation_a": show.plain_explanation(fit, comparison.explanation_a),
            "explanation_b": show.plain_explanation(fit, comparison.explanation_b),
        }
        print_json({**as_plain(comparison), **explained, "reasons": show.comparison_reasons(comparison)})
    else:
        show.show_comparison(console, fit, comparison)
    tell_notes(console, fit)


@with_options(reading=ReadChoices, fitting=FitChoices)
def explain(
    wanted: Annotated[str, typer.Argument(metavar="CANDIDATE", help="A candidate's id.", show_default=False)],
    files: Files,
    *,
    reading: ReadChoices,
    fitting: FitChoices,
    json: Json = False,
) -> None:
    """Show what each scorecard contributed and what the correction for severity changed."""
    fit = fit_files(files, reading, fitting, name_interviews=True)
    estimate = fit.estimate
    code = find_candidate(estimate, wanted)

    from muster.cli import show
    from muster.engine.hire.explain import explain_candidate

    explanation = explain_candidate(estimate, code)
    console = output(error=json)
    if json:
        print_json(show.plain_explanation(fit, explanation))
    else:
        show.show_explanation(console, fit, explanation)
    tell_notes(console, fit)


class Design(StrEnum):
    """Who interviews whom in a simulated season."""

    BALANCED = "balanced"
    UNBALANCED = "unbalanced"
    TEAMS = "teams"


def simulate(
    *,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Where the ratings go: .csv, .tsv, .parquet, .json or .jsonl.",
            show_default=False,
        ),
    ],
    truth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the true values go, same endings.")
    ] = None,
    candidates: Annotated[int, typer.Option(metavar="N", min=1, help="Candidates.")] = 1000,
    interviewers: Annotated[int, typer.Option(metavar="N", min=1, help="Interviewers.")] = 50,
    interviews: Annotated[int, typer.Option(metavar="N", min=1, help="Interviews a candidate.")] = 4,
    criteria: Annotated[int, typer.Option(metavar="N", min=1, help="Criteria.")] = 5,
    criteria_per_interview: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Criteria rated in an interview (default: all).")
    ] = None,
    categories: Annotated[
        int, typer.Option(metavar="N", min=2, max=100, help="Categories of a rating, from 1.")
    ] = 5,
    sd_merit: Annotated[float, typer.Option(metavar="SD", min=0, help="SD of merit, logits.")] = 1.0,
    sd_severity: Annotated[float, typer.Option(metavar="SD", min=0, help="SD of severity, logits.")] = 0.7,
    sd_halo: Annotated[float, typer.Option(metavar="SD", min=0, help="SD of the halo, logits.")] = 0.6,
    design: Annotated[Design, typer.Option(help="Who interviews whom.")] = Design.BALANCED,
    slopes: Annotated[
        str | None, typer.Option(metavar="S,S,...", help="One slope a criterion (default: all 1).")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed.")] = 0,
) -> None:
    """Write a season of ratings with known truth."""
    with Outputs() as outputs:
        outputs.add("--out", out, TABLE_ENDINGS)
        outputs.add("--truth", truth, TABLE_ENDINGS)
        outputs.check()
        slope = None if slopes is None else parse_numbers("--slopes", slopes)

        import numpy as np

        from muster.cli.memory import installed_memory, require_memory
        from muster.engine.hire.simulate import count_ratings, simulate_season
        from muster.tables import write_scorecards, write_table

        ratings = count_ratings(
            candidates=candidates,
            interviewers=interviewers,
            interviews=interviews,
            criteria_per_interview=criteria_per_interview or criteria,
            design=design.value,
        )
        require_memory(
            ratings=ratings, candidates=candidates, interviewers=interviewers, memory=installed_memory()
        )
        with waiting("Simulating"):
            season = simulate_season(
                candidates=candidates,
                interviewers=interviewers,
                interviews=interviews,
                criteria=criteria,
                criteria_per_interview=criteria_per_interview,
                categories=categories,
                sd_merit=sd_merit,
                sd_severity=sd_severity,
                sd_halo=sd_halo,
                design=design.value,
                slopes=None if slope is None else np.array(slope),
                seed=seed,
            )
        with waiting("Writing"):
            write_scorecards(season.scorecards, outputs.draft(out))
            if truth is not None:
                write_table(_truth_columns(season), outputs.draft(truth))
        outputs.keep()
    console = output()
    console.print(
        f"Wrote {season.scorecards.ratings:,} ratings of {candidates:,} candidates "
        f"by {interviewers:,} interviewers to {out}",
        soft_wrap=True,
    )
    tell_written(console, [("truth", truth)])


def _truth_columns(season: SimulatedSeason) -> dict[str, NDArray[Any]]:
    """Return the true values in long form; `step` counts the thresholds of a criterion from 1, else 0."""
    import numpy as np

    scorecards = season.scorecards
    names = np.array([criterion.name for criterion in scorecards.criteria], object)
    steps = season.thresholds.shape[1]
    parts: list[tuple[str, NDArray[Any], NDArray[Any]]] = [
        ("merit", scorecards.candidate_ids, season.merit),
        ("severity", scorecards.interviewer_ids, season.severity),
        ("slope", names, season.slopes),
        ("threshold", np.repeat(names, steps), season.thresholds.ravel()),
    ]
    zeros = sum(values.size for _, _, values in parts[:-1])
    return {
        "parameter": np.repeat([name for name, _, _ in parts], [values.size for _, _, values in parts]),
        "id": np.concatenate([ids for _, ids, _ in parts]),
        "step": np.concatenate([np.zeros(zeros, np.int64), np.tile(np.arange(1, steps + 1), names.size)]),
        "value": np.concatenate([values for _, _, values in parts]),
    }
