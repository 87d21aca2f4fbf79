"""What an audit's codes and numbers say, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from muster.apps.core.formats import number, percent
from muster.apps.hire.selectors.merit_runs import PROBLEMS as MERIT_PROBLEMS

__all__ = [
    "BAR",
    "INFRA_MARGINALITY",
    "RATED",
    "chance",
    "note_words",
    "p_words",
    "problem_words",
    "reading_of",
    "run_problem",
    "side_label",
]

FOUR_FIFTHS = 0.8
LEAST_P = 0.001  # that is told
CLEAR = 0.05  # corrected p-value below which chance is no answer

BAR = gettext_lazy(
    "A bar is the merit at which half of a group is selected, in logits; merit is estimated with the interviewers' "
    "severity taken out."
)
"""What is meant by a bar, before the first of them."""

INFRA_MARGINALITY = gettext_lazy(
    "Averages and rates mislead where groups differ in merit far from the bar: a group with more strong candidates has "
    "a higher mean among its selected, and a higher rate, under the very same bar. Compare the bars, and who stands "
    "near them; and remember that merit is what interviewers rated, with whatever they all see alike."
)
"""What stands beside every number on bars: infra-marginality, told plainly."""

RATED = gettext_lazy(
    "Both numbers say by how many logits a group is rated higher than everything else explains: severity, difficulty "
    "and each group's mean merit are taken out. As rated is by a row's own scorecards alone, which go far by luck "
    "where they are few; likely is what remains beside all other rows, by how much these differ. q is Benjamini and "
    "Hochberg's. A flag is a reason to look at the interviews, not a verdict."
)
"""What is meant by the two numbers on interviewers and criteria, before the first of them."""

PROBLEMS: dict[str, str | Promise] = {
    "nobody-decided": gettext_lazy("Nothing is decided here yet, so there is nothing to compare."),
    "all-unknown": gettext_lazy("Nobody's category is known, so nothing can be compared."),
    "one-category": gettext_lazy("Everybody known is in one category, so there is nobody to compare with."),
    "all-small": gettext_lazy(
        "Fewer than two categories have enough of the people, so nothing can be compared."
    ),
    "nobody-selected": gettext_lazy("Nobody was selected, so there is no rate to compare with and no ratio."),
    "everybody-selected": gettext_lazy(
        "Everybody was selected, so nothing was decided that could differ between categories."
    ),
    "few-selected": gettext_lazy(
        "So few were selected that their categories would tell what each of them said, to whoever knows them."
    ),
    "few-rejected": gettext_lazy(
        "So few were turned away that their categories would tell what each of them said, to whoever knows them."
    ),
    "few-groups": gettext_lazy(
        "Fewer than two groups have enough people with scorecards, so no two can be compared."
    ),
    "few-sides": gettext_lazy(
        "Fewer than two groups have enough people with scorecards among those selected and among those turned away, so "
        "no two bars can be compared."
    ),
    **MERIT_PROBLEMS,
}
"""Why there is nothing to compare, by the engine's codes."""

NOTES: dict[str, str | Promise] = {
    "excluded": gettext_lazy("left out of the ratio: too small a share"),
    "suppressed": gettext_lazy("too few to publish, or hides those"),
    "withheld": gettext_lazy("its ratio would tell a hidden rate"),
}


def problem_words(code: str) -> str:
    """Return why nothing can be said, in one sentence; nothing for no code."""
    return str(PROBLEMS.get(code, gettext_lazy("This says too little to compare anything."))) if code else ""


def run_problem(code: str) -> str:
    """Return why an audit failed, in one sentence."""
    return str(PROBLEMS.get(code, PROBLEMS["worker"]))


def note_words(code: str) -> str:
    """Return why a row lacks a ratio, or all its numbers."""
    return str(NOTES.get(code, ""))


def p_words(value: float | None) -> str:
    """Return a p-value with three decimals, or under how much it is where these would say 0; a dash for none."""
    if value is None:
        return "–"
    return _("under %(value)s") % {"value": number(LEAST_P, 3)} if value < LEAST_P else number(value, 3)


def chance(value: float | None) -> str:
    """Return a probability in whole per cent, which tells nothing of the counts that it was made of."""
    if value is None:
        return "–"
    if value < 0.01:
        return _("under %(share)s") % {"share": percent(0.01)}
    return _("over %(share)s") % {"share": percent(0.99)} if value > 0.99 else percent(value)


def reading_of(row: dict[str, Any], category: str, best: str) -> str:
    """Return what the lowest ratio of a table says, with how sure it is.

    It was picked for being the lowest, so its own interval is not enough: the p-value is corrected for all of them.
    """
    told = {
        "category": category,
        "best": best,
        "ratio": number(row["ratio"], 2),
        "low": number(row["low"], 2),
        "high": number(row["high"], 2),
    }
    by_chance = row["corrected"] is not None and row["corrected"] >= CLEAR
    if row["high"] < FOUR_FIFTHS and by_chance:
        told["corrected"] = p_words(row["corrected"])
        sentence = _(
            "The lowest ratio is %(ratio)s, of %(category)s to %(best)s (%(low)s to %(high)s): below four fifths taken "
            "by itself, but among so many comparisons chance may have made it (corrected p %(corrected)s)."
        )
    elif row["high"] < FOUR_FIFTHS:
        sentence = _(
            "The lowest ratio is %(ratio)s, of %(category)s to %(best)s (%(low)s to %(high)s): below four fifths, "
            "whatever chance did."
        )
    elif row["low"] >= FOUR_FIFTHS:
        sentence = _(
            "The lowest ratio is %(ratio)s, of %(category)s to %(best)s (%(low)s to %(high)s): four fifths or more, "
            "whatever chance did."
        )
    else:
        sentence = _(
            "The lowest ratio is %(ratio)s, of %(category)s to %(best)s (%(low)s to %(high)s): an interval too wide to "
            "tell."
        )
    return sentence % told


def side_label(selected: bool) -> str:
    """Return what the two sides of the boundary are called."""
    return pgettext("of an audit", "Selected") if selected else pgettext("of an audit", "Turned away")
