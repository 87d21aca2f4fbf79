"""A choice on the terminal: odds, even swaps, the next interviews and whether to stop, in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from muster.cli.show import percent, probability
from muster.cli.terminal import WIDEST_CELL, number, print_table, safe, signed
from muster.reports.shortening import shorten_apart

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.hire.choose import Choice
    from muster.engine.hire.interviewing import Proposals

__all__ = ["choice_notes", "proposal_sentence", "show_choice", "stop_sentence"]

LONGEST_ID = 1_000
MOST_SWAPS = 10
LENIENT = 0.2  # logits of severity from which an interviewer is called lenient or severe
ERRATIC = 1.25  # mean square from which one is called inconsistent
LEAST_SHOWN = 0.0001


def show_choice(console: Console, choice: Choice, proposals: Proposals, level: float, top: int) -> None:
    """Print everything; `level` is that of the intervals, `top` how many candidates are shown."""
    if not _takes_everybody(choice):  # of which a note tells
        console.print(shortfall_sentence(choice), style="bold", soft_wrap=True)
    _show_odds(console, choice, level, top)
    _show_swaps(console, choice)
    _show_next(console, choice, proposals)
    console.print()
    console.print(stop_sentence(proposals), style="bold", soft_wrap=True)


def choice_notes(choice: Choice, proposals: Proposals) -> Iterator[str]:
    """Say what these numbers cannot say."""
    for note in choice.notes:
        if note.code == "everybody":
            yield (
                f"Everybody is chosen for the {_counted(choice.k, 'opening')}, so nobody better is missed and there is "
                "nobody to choose between; only the bar and merit itself say something."
            )
        elif note.code == "tied":
            one, other = safe(note.params["candidate_id"]), safe(note.params["other_id"])
            yield (
                f"{one} and {other} have the same merit, one on each side of the boundary: what is known does not tell "
                "them apart, so a person must."
            )
        else:
            yield (
                f"The candidates fall into {note.params['parts']:,} parts that share no interviewer. Odds between "
                "parts rest on the assumption that the parts are alike, so no swap between them is listed."
            )
    if proposals.stop and proposals.unmet:
        yield (
            f"{_counted(proposals.unmet, 'candidate')} had fewer interviews, or met fewer interviewers, than everybody "
            "is owed."
        )


def _takes_everybody(choice: Choice) -> bool:
    """Return whether there are as many openings as candidates, which makes chances certain."""
    return choice.k == choice.odds.merit.size


def shortfall_sentence(choice: Choice) -> str:
    """Say what choosing today is expected to miss."""
    openings = _counted(choice.k, "opening")
    total = choice.expected_shortfall
    return (
        f"Choosing today's best for the {openings} is expected to miss {number(total)} logits of merit in all, "
        f"{number(total / choice.k)} an opening, against the truly best."
    )


def stop_sentence(proposals: Proposals) -> str:
    """Say whether to stop, and why."""
    reason = proposals.stop_reason
    if reason.code == "everybody":
        return "Stop: there are as many openings as candidates, so no interview can change who is chosen."
    if reason.code == "settled":
        return (
            "Stop: another interview would not change the decision enough to be worth holding (the best is worth "
            f"{_value(reason.params['value'])} logits per unit of cost, less than {reason.params['tolerance']:g})."
        )
    if reason.code == "budget":
        return "Stop: the budget is used up, or what is left pays for no interview."
    if reason.code == "nobody":
        return "Stop: nobody is left to ask, for whoever may interview has no room or has met all the candidates."
    then = {
        "settled": " After those, another interview would not be worth holding.",
        "budget": " After those, the budget is used up.",
        "nobody": " After those, nobody is left to ask.",
    }.get(reason.params["then"], "")
    return (
        f"Go on: an interview is worth up to {_value(reason.params['value'])} logits of the chosen ones' merit "
        f"per unit of cost.{then}"
    )


def proposal_sentence(choice: Choice, proposals: Proposals, at: int) -> str:
    """Say why this interview is proposed."""
    reason = proposals.reasons[at]
    params = reason.params
    who, asked = safe(proposals.candidate_id[at]), safe(proposals.interviewer_id[at])
    if reason.code == "minimum":
        start = f"{who} has had {_counted(params['interviews'], 'interview')}, fewer than everybody is owed"
    elif reason.code == "alone":
        start = f"{who} has met {_counted(params['met'], 'interviewer')}, and nobody is judged by so few"
    elif reason.code == "link":
        start = (
            f"{who} and {asked} join two of {params['parts']:,} parts of the season that share no interviewer"
        )
    else:
        side = "just inside" if params["inside"] else "just outside"
        start = f"{who} stands {side} the top {choice.k:,}, {number(params['gap'])} from {safe(params['other_id'])}"
    kit = f" on the kit {safe(proposals.kit[at])}" if proposals.kit[at] else ""
    return (
        f"{start}; an interview with {asked}{kit}, {_kind(params['severity'], params['unlike'])}, would take the SD of "
        f"merit from {number(proposals.sd_before[at])} to {number(proposals.sd_after[at])}."
    )


def _kind(severity: float, unlike: float) -> str:
    """Return what sort of interviewer this is."""
    strict = "of average severity"
    if abs(severity) >= LENIENT:
        strict = "severe" if severity > 0 else "lenient"
    return f"{strict} and {'inconsistent' if unlike >= ERRATIC else 'consistent'}"


def _show_odds(console: Console, choice: Choice, level: float, top: int) -> None:
    odds = choice.odds
    total = odds.merit.size
    shown = min(top, total)
    barred = choice.bar is not None
    rows = (
        (
            "yes" if odds.chosen[row] else "",
            named,
            signed(odds.merit[row]),
            f"{signed(odds.low[row])} to {signed(odds.high[row])}",
            "1" if _takes_everybody(choice) else probability(float(odds.p_top_k[row])),
            *([probability(float(odds.p_above_bar[row]))] if barred else []),
        )
        for row, named in enumerate(_safe_apart(odds.candidate_id[:shown]))
    )
    title = f"Odds of being in the top {choice.k:,}"
    title += "" if shown == total else f", the first {shown:,} of {total:,}"
    columns = [
        ("chosen\ntoday", "left"),
        ("candidate", "left"),
        ("merit", "right"),
        (f"{percent(level)}\ninterval", "right"),
        (f"P(top {choice.k:,})", "right"),
    ]
    if barred:
        columns.append((f"P(above\n{choice.bar:g})", "right"))
    print_table(console, title, columns, rows, spare=[f"{percent(level)}\ninterval"])


def _show_swaps(console: Console, choice: Choice) -> None:
    swaps = choice.toss_ups
    total = swaps.p_better.size
    if not total:
        return
    shown = min(total, MOST_SWAPS)
    pairs = zip(
        _safe_apart(swaps.candidate_id[:shown]),
        _safe_apart(swaps.other_id[:shown]),
        swaps.p_better,
        strict=False,
    )
    rows = [(one, other, probability(float(better))) for one, other, better in pairs]
    title = "Swaps that are a toss-up" + ("" if shown == total else f", the evenest {shown:,} of {total:,}")
    columns = [("chosen", "left"), ("instead", "left"), ("P(chosen is better)", "right")]
    print_table(console, title, columns, rows)


def _show_next(console: Console, choice: Choice, proposals: Proposals) -> None:
    if not proposals.value.size:
        return
    rows = zip(
        _safe_apart(proposals.candidate_id),
        _safe_apart(proposals.interviewer_id),
        (_value(float(value)) for value in proposals.value),
        strict=True,
    )
    columns = [("candidate", "left"), ("interviewer", "left"), ("value", "right")]
    print_table(console, "Interview next", columns, rows)
    console.print()
    for at in range(proposals.value.size):
        console.print(f"- {proposal_sentence(choice, proposals, at)}", soft_wrap=True)


def _value(value: float) -> str:
    """Return a value with the digits it has."""
    return f"less than {LEAST_SHOWN:g}" if value < LEAST_SHOWN else f"{value:.4f}"


def _safe_apart(ids: Iterable[object]) -> list[str]:
    return shorten_apart([safe(one, LONGEST_ID) for one in ids], WIDEST_CELL)


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
