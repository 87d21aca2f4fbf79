"""What the terminal shows of an estimate."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from muster.cli.fit import FittedSeason
from muster.cli.show import (
    comparison_reasons,
    percent,
    probability,
    severity_sentence,
    show_calibration,
    show_comparison,
    show_explanation,
    show_ranking,
    show_summary,
)
from muster.cli.terminal import number, output, signed
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import compare_candidates, explain_candidate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.reports.interviewers import standout_interviewers


@pytest.mark.parametrize("width", [45, 60, 80])
def test_tables_keep_their_numbers_whole_on_a_narrow_terminal(
    fitted: FittedSeason, estimate: MeritEstimate, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    console = Console(width=width)
    show_ranking(console, estimate, 3)
    show_calibration(console, estimate)
    show_explanation(console, fitted, explain_candidate(estimate, 4))
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith(("R00", "   1  "))]
    assert len(rows) > 3
    figures = re.compile(r"[+-]?\d+\.\d\d|\d+|\d+%|R\d{4}|C\d{6}|\d+-\d+|to|too|uniform|erratic")
    assert all(figures.fullmatch(word) for row in rows for word in row.split())
    assert any(line.startswith("Left out, ") for line in lines) == (width < 80)


def test_the_summary_says_how_much_and_how_reliable(
    estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]
) -> None:
    show_summary(output(), estimate)
    line = capsys.readouterr().out
    assert line.startswith("40 candidates, 12 interviewers, 240 ratings; reliability ")
    assert f"reliability {estimate.model.reliability:.2f}" in line
    assert line.count("\n") == 1


def test_the_ranking_shows_the_top(estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]) -> None:
    show_ranking(output(), estimate, 3)
    text = capsys.readouterr().out
    ranking = estimate.ranking
    assert "Ranking by merit, the first 3 of 40" in text
    assert [name for name in ranking.candidate_id if name in text] == list(ranking.candidate_id[:3])
    best = next(line for line in text.splitlines() if ranking.candidate_id[0] in line).split()
    assert best == [
        "1",
        f"{ranking.rank_low[0]}-{ranking.rank_high[0]}",
        ranking.candidate_id[0],
        signed(ranking.merit[0]),
        signed(ranking.low[0]),
        "to",
        signed(ranking.high[0]),
        "3",
        "6",
        number(ranking.raw_mean[0]),
    ]


def test_long_ids_that_begin_alike_stay_apart(
    estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = np.array([f"candidate-with-a-very-long-identifier-{place:04d}" for place in range(40)], object)
    show_ranking(output(), replace(estimate, ranking=replace(estimate.ranking, candidate_id=ids)), 40)
    shown = re.findall(r"candidate-\S+", capsys.readouterr().out)
    assert len(set(shown)) == len(shown) == 40


@pytest.mark.parametrize("top", [0, 40, 1000])
def test_any_number_of_candidates_can_be_asked_for(
    estimate: MeritEstimate, capsys: pytest.CaptureFixture[str], top: int
) -> None:
    show_ranking(output(), estimate, top)
    shown = sum(line.count("C0000") for line in capsys.readouterr().out.splitlines())
    assert shown == min(top, 40)


def test_calibration_says_whom_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    season = simulate_season(candidates=60, interviewers=30, interviews=4, criteria=2, seed=5)
    many = estimate_merit(season.scorecards)
    chosen = standout_interviewers(many.interviewers, 12)
    show_calibration(output(), many)
    text = capsys.readouterr().out
    assert "Interviewers' calibration, 12 of 30\n" in re.sub(" +\n", "\n", text)
    assert text.endswith(f"\nShown are {chosen.words}.\n")
    named = [line.split()[0] for line in text.splitlines() if line.startswith("R00")]
    assert named == many.interviewers.interviewer_id[chosen.rows].tolist()


def test_calibration_names_the_misfit(estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]) -> None:
    infit = np.ones(12)
    infit[3], infit[7], infit[5] = 0.3, 1.9, np.nan
    show_calibration(
        output(), replace(estimate, interviewers=replace(estimate.interviewers, infit=infit, outfit=infit))
    )
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if "R0004" in line).rstrip().endswith("too uniform")
    assert next(line for line in lines if "R0008" in line).rstrip().endswith("erratic")


def test_an_explanation_accounts_for_merit(
    fitted: FittedSeason, estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]
) -> None:
    explanation = explain_candidate(estimate, 4)
    show_explanation(output(), fitted, explanation)
    text = capsys.readouterr().out
    assert text.startswith(f"C000005: merit {signed(explanation.merit)} (90 % interval ")
    assert all(str(name) in text for name in explanation.parts.interviewer_id)
    assert "(average)" in text
    assert severity_sentence(explanation) in text


def test_the_severity_sentence_follows_the_sign(estimate: MeritEstimate) -> None:
    explanation = explain_candidate(estimate, 0)
    told = [severity_sentence(replace(explanation, severity_shift=shift)) for shift in (0.4, -0.4, 0.02)]
    assert told == [
        "The interviewers of C000001 were severer than average; taking that out raised merit by 0.40.",
        "The interviewers of C000001 were more lenient than average; taking that out lowered merit by 0.40.",
        "Severity changed little for C000001 (+0.02): the interviewers were about average.",
    ]


def test_a_comparison_gives_its_reasons(
    fitted: FittedSeason, estimate: MeritEstimate, capsys: pytest.CaptureFixture[str]
) -> None:
    comparison = compare_candidates(estimate, 0, 1)
    show_comparison(output(), fitted, comparison)
    text = capsys.readouterr().out
    assert text.startswith(f"P(C000001 is better than C000002) = {probability(comparison.p_better)}\n")
    reasons = comparison_reasons(comparison)
    assert len(reasons) == 4
    assert all(f"- {reason}\n" in text for reason in reasons)


def test_the_link_between_two_candidates_is_told(estimate: MeritEstimate) -> None:
    comparison = compare_candidates(estimate, 0, 1)
    nobody = np.array([], dtype=object)
    several = np.array([f"R{place}" for place in range(8)], dtype=object)
    last = [
        comparison_reasons(replace(comparison, shared_interviewers=shared, same_component=same))[-1]
        for shared, same in ((several, True), (nobody, True), (nobody, False))
    ]
    assert last == [
        "Interviewed by the same: R0, R1, R2, R3, R4 and 3 more.",
        "They share no interviewer; a chain of interviewers in common connects them.",
        "No chain of interviewers connects them: they are comparable through the prior only.",
    ]


def test_probabilities_never_claim_certainty() -> None:
    assert [probability(value) for value in (1.0, 0.5, 0.0)] == [
        "more than 0.999",
        "0.500",
        "less than 0.001",
    ]


def test_levels_are_told_in_percent() -> None:
    assert [percent(0.9), percent(0.995), percent(0.29)] == ["90 %", "99.5 %", "29 %"]
    assert percent(0.9999999999) == "99.99999999 %"
