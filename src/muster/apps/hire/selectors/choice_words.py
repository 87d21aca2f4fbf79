"""What is said of a choice in sentences: why there are no odds, toss-ups, why an interview, why none.

How severe and how consistent an interviewer is, is a sentence of its own, for those alone who may know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.core.formats import number, percent
from muster.reports.fit import ERRATIC

__all__ = [
    "chance_words",
    "manner_words",
    "note_words",
    "problem_words",
    "reason_words",
    "stop_words",
    "swap_words",
    "worth_words",
]

LENIENT = 0.3  # logits of severity, from which on it is worth a word
UNSURE = 0.5  # logits: the SD of a severity that is hardly known
SURE = 0.01  # a chance nearer to nought or one is counted among too few draws to be told exactly

LEAST_WORTH = 0.001  # logits that are told; what is worth less has no more digits

Names = Mapping[int, str]


def chance_words(chance: float | None) -> str:
    """Return a chance as a percentage, but never as a certainty; a dash for none."""
    if chance is None:
        return "–"
    if chance < SURE:
        return _("under %(share)s") % {"share": percent(SURE)}
    return _("over %(share)s") % {"share": percent(1 - SURE)} if chance > 1 - SURE else percent(chance)


def problem_words(code: str, places: int = 0) -> str:
    """Return why there are no odds, in one sentence; nothing where there are some."""
    if code == "everybody":
        return ngettext(
            "%(count)s place is free, and no more candidates have been interviewed than that: there is nothing to "
            "choose.",
            "%(count)s places are free, and no more candidates have been interviewed than that: there is nothing to "
            "choose.",
            places,
        ) % {"count": number(places)}
    return {
        "": "",
        "missing": _(
            "This run says nothing of odds: the opening was not open then, or the run is older than odds are; estimate "
            "again."
        ),
        "changed": _(
            "The scorecards of this run or the version of Muster have changed since, so its odds could not be worked "
            "out; estimate again."
        ),
        "worker": _("Working out the odds failed on our side; it was written to the log. Estimate again."),
        "sealed": _("Submit the scorecards that you owe first: odds tell of their candidates too."),
        "closed": _("The opening was not open when this run was made, so nobody is to be chosen."),
        "filled": _("All places of this opening are filled, so nobody is to be chosen."),
        "nobody": _(
            "No active candidate of this opening has been interviewed, so there is nobody to choose from."
        ),
        "one": _(
            "Only one active candidate of this opening has been interviewed, so there is no choice to make."
        ),
        "unlinked": _(
            "No interviewer has met two candidates of this opening, nor links them through others, so their odds would "
            "be an assumption; the interviews below link them."
        ),
    }[code]


def note_words(note: Mapping[str, Any], names: Names) -> str:
    """Return what the odds cannot say, in one sentence."""
    params = note["params"]
    if note["code"] == "tied":
        return _(
            "%(name)s and %(other)s have the same merit, so nothing but the order of their names in the list puts one "
            "of them first."
        ) % {
            "name": names.get(params["candidate_id"], ""),
            "other": names.get(params["other_id"], ""),
        }
    return ngettext(
        "The candidates are in %(count)s group that no interviewer links to others.",
        "The candidates are in %(count)s groups that no interviewer links; odds between groups are an assumption.",
        params["parts"],
    ) % {"count": number(params["parts"])}


def swap_words(names: Names, *, candidate: int, other: int, p_better: float) -> str:
    """Return the sentence about a swap that is as good as even."""
    return _("%(name)s or %(other)s is a toss-up: the chance that %(name)s is better is %(chance)s.") % {
        "name": names[candidate],
        "other": names[other],
        "chance": percent(p_better),
    }


def reason_words(code: str, params: Mapping[str, Any], names: Names, *, places: int) -> str:
    """Return why an interview is proposed, in one sentence."""
    if code == "minimum":
        return _("Not interviewed yet: everybody is owed an interview.")
    if code == "alone":
        return _("Rated by one interviewer only: nobody is judged by one person alone.")
    if code == "link":
        return ngettext(
            "Joins candidates whom no chain of interviewers compares: they are in %(count)s group.",
            "Joins candidates whom no chain of interviewers compares: they are in %(count)s groups.",
            params["parts"],
        ) % {"count": number(params["parts"])}
    if params["inside"]:
        sentence = _(
            "In the top %(count)s, %(gap)s of merit ahead of %(other)s: another interview may change that."
        )
    else:
        sentence = _(
            "Outside the top %(count)s, %(gap)s of merit behind %(other)s: another interview may change that."
        )
    other = names.get(params["other_id"], "")
    return sentence % {"count": number(places), "gap": number(params["gap"], 2), "other": other}


def worth_words(value: float | None) -> str:
    """Return by how much an interview is expected to raise the merit of those chosen in the end; a dash for none."""
    if value is None:
        return "–"
    if value < LEAST_WORTH:
        return _("under %(value)s logits") % {"value": number(LEAST_WORTH, 3)}
    return _("%(value)s logits") % {"value": number(value, 3)}


def manner_words(params: Mapping[str, Any]) -> str:
    """Return what is known of how an interviewer rates, in one sentence; it is for those who may know it."""
    if params["severity_sd"] > UNSURE:
        return _("An interviewer whose severity is hardly known yet; this tells that too.")
    erratic = params["unlike"] > ERRATIC
    if params["severity"] > LENIENT:
        return _("A severe, erratic interviewer.") if erratic else _("A severe, consistent interviewer.")
    if params["severity"] < -LENIENT:
        return _("A lenient, erratic interviewer.") if erratic else _("A lenient, consistent interviewer.")
    return (
        _("An erratic interviewer, neither severe nor lenient.")
        if erratic
        else _("A consistent interviewer, neither severe nor lenient.")
    )


def stop_words(reason: Mapping[str, Any]) -> str:
    """Return why no interview is proposed, in one sentence."""
    return {
        "settled": _("Another interview would not change whom to choose, whoever held it: decide."),
        "nowhere": _("No candidate who could be chosen is in a stage of interviews."),
        "nobody": _(
            "Nobody can be asked: everybody who interviews here has met these candidates, has no room next week, or "
            "must not judge them; add interviewers to the opening."
        ),
    }.get(reason["code"], "")
