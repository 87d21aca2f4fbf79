"""What a run of the bar says, in sentences: what limits it, whether levels rise, how quarters are linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus

from muster.apps.core.formats import LEFT_TO_RIGHT, number
from muster.apps.core.selectors import ShownJob
from muster.apps.hire.models import BarRun
from muster.apps.hire.selectors.choice_words import chance_words
from muster.apps.hire.selectors.merit_runs import PROBLEMS as FITTING

__all__ = [
    "FITTED",
    "READ",
    "link_words",
    "notice_words",
    "problem_words",
    "step_words",
    "trend_words",
    "verdict_words",
]

SURE = 0.9  # chance from which on a level is said to rise, or to fall
WEAK = 0.2  # strength below which a link is called weak; as in the engine
NAMED = 6
READ, FITTED = 15, 80  # of a run's progress, when each part is done

PROBLEMS: dict[str, str | Promise] = {
    **FITTING,
    "too_many_unknowns": gettext_lazy(
        "There are too many interviewers and quarters for one fit; the command muster bar takes a part of them."
    ),
}
"""What the engine's errors say to people, by their codes."""

PLAIN: dict[str, str | Promise] = {
    "no_drift": gettext_lazy("Severity is taken as constant: no interviewer interviewed in two quarters."),
    "shared_drift": gettext_lazy(
        "A drift that all interviewers share looks exactly like a change of the applicants; the intervals allow for "
        "drifts that are independent of each other. Work samples scored the same way every year would tell the two "
        "apart."
    ),
    "no_hires": gettext_lazy("Nobody is hired yet, so nothing can be said about the level of hires."),
    "no_bar": gettext_lazy("No bar was set for any of the hires at the time, so none is compared with one."),
    "not_settled": gettext_lazy("The fit did not settle; read these figures with care."),
    "equal_outcomes": gettext_lazy(
        "The rating is the same for everybody who has one, so it cannot be related to merit."
    ),
    "not_restricted": gettext_lazy(
        "The hires vary as much in merit as the applicants, so there is no restriction of range to correct."
    ),
    "case_2": gettext_lazy(
        "The correction takes hires as chosen by merit as estimated here, the relation as straight and as tight for "
        "all applicants, and the standard deviations as known; where something else decided too, the true "
        "correlation may be higher or lower, and whoever rated the outcome must not have known the interviews."
    ),
}


def problem_words(run: BarRun) -> str:
    """Return why a run failed, in one sentence; nothing where it did not."""
    if run.state != BarRun.State.FAILED:
        return ""
    return str(PROBLEMS.get(run.model.get("problem", ""), run.problem or PROBLEMS["worker"]))


def step_words(job: ShownJob) -> str:
    """Return what a run is at, in words."""
    if job.status == TaskResultStatus.READY:
        return _("Waiting for a worker")
    if job.done < READ:
        return _("Reading the scorecards")
    return _("Fitting the model") if job.done < FITTED else _("Writing the result")


def notice_words(notices: Iterable[Sequence[Any]], links: Sequence[Mapping[str, Any]] = ()) -> list[str]:
    """Return what limits a run, or an outcome of it, a sentence each. `links` are the run's neighbouring quarters."""
    return [_notice(code, params, links) for code, params in notices]


def _notice(code: str, params: Mapping[str, Any], links: Sequence[Mapping[str, Any]]) -> str:
    if code in PLAIN:
        return str(PLAIN[code])
    if code == "unlinked":
        parts = _listed([_listed([_ltr(one) for one in names]) for names in params["parts"]], "; ")
        return _(
            "The quarters fall into parts that nothing links (%(parts)s): no chain of interviewers and criteria "
            "leads from one to another, so which had the better candidates cannot be told. Within a part they can "
            "be compared, from the average applicant of that part; let some interviewers meet candidates of several "
            "parts."
        ) % {"parts": parts}
    if code == "weak_link":
        weak = [
            f"{_ltr(one['first'])} – {_ltr(one['second'])}"
            for one in links
            if one["linked"] and one["strength"] < WEAK
        ]
        return _(
            "Little links %(quarters)s: their difference rests more on the assumption that interviewers are alike "
            "than on interviewers they share."
        ) % {"quarters": _listed(weak)}
    if code == "one_quarter":
        return _(
            "All interviews are of one quarter, %(quarter)s, so neither drift nor a trend can be estimated: one "
            "quarter shows no change, and its applicants are the average that 0 stands for."
        ) % {"quarter": _ltr(params["quarter"])}
    return COUNTED[code](params)


def _long_steps(params: Mapping[str, Any]) -> str:
    return _("There are so many interviewers that severity may change every %(quarters)s quarters only.") % {
        "quarters": number(params["quarters"])
    }


def _bar_elsewhere(params: Mapping[str, Any]) -> str:
    count = params["hires"]
    return ngettext(
        "%(number)s hire is of a part that nothing links to that of the bar, so they are not compared with it.",
        "%(number)s hires are of parts that nothing links to that of the bar, so they are not compared with it.",
        count,
    ) % {"number": number(count)}


def _before_bar(params: Mapping[str, Any]) -> str:
    count = params["hires"]
    return ngettext(
        "%(number)s hire was decided before any bar held for the job family.",
        "%(number)s hires were decided before any bar held for their job family.",
        count,
    ) % {"number": number(count)}


def _few_outcomes(params: Mapping[str, Any]) -> str:
    return ngettext(
        "%(number)s hire has this rating; a correlation needs %(least)s or more.",
        "%(number)s hires have this rating; a correlation needs %(least)s or more.",
        params["rated"],
    ) % {"number": number(params["rated"]), "least": number(params["least"])}


def _outcomes_elsewhere(params: Mapping[str, Any]) -> str:
    return ngettext(
        "Only hires of the largest part count here; %(number)s more hire with this rating is of a part that nothing "
        "links to it.",
        "Only hires of the largest part count here; %(number)s more hires with this rating are of parts that nothing "
        "links to it.",
        params["rated"],
    ) % {"number": number(params["rated"])}


def _wide_outcomes(params: Mapping[str, Any]) -> str:
    return ngettext(
        "%(number)s hire has this rating, which leaves its correlation with merit wide open; look at the interval.",
        "%(number)s hires have this rating, which leaves its correlation with merit wide open; look at the interval.",
        params["rated"],
    ) % {"number": number(params["rated"])}


def _missing_outcomes(params: Mapping[str, Any]) -> str:
    return ngettext(
        "%(number)s of %(hires)s hires has no such rating; where those who left early or are yet to be rated differ "
        "from the others, the correlation is off.",
        "%(number)s of %(hires)s hires have no such rating; where those who left early or are yet to be rated "
        "differ from the others, the correlation is off.",
        params["missing"],
    ) % {"number": number(params["missing"]), "hires": number(params["hires"])}


COUNTED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "long_steps": _long_steps,
    "bar_elsewhere": _bar_elsewhere,
    "before_bar": _before_bar,
    "outcomes_elsewhere": _outcomes_elsewhere,
    "few_outcomes": _few_outcomes,
    "wide_outcomes": _wide_outcomes,
    "missing_outcomes": _missing_outcomes,
}


def verdict_words(trends: Iterable[Mapping[str, Any]]) -> str:
    """Return whether the level of hires rises, in the largest part; nothing where there is no trend."""
    mine = next((one for one in trends if one["group"] == "hires" and one["part"] == 0), None)
    if mine is None:
        return ""
    if mine["p_rises"] >= SURE:
        return _("The level of hires rises.")
    if mine["p_rises"] <= 1 - SURE:
        return _("The level of hires falls.")
    return _("Whether the level of hires rises or falls cannot be told yet.")


def trend_words(trend: Mapping[str, Any]) -> str:
    """Return how the level of a group changes, in one sentence."""
    sentence = {
        "applicants": _(
            "The level of applicants changes by %(slope)s logits a year (between %(low)s and %(high)s), from "
            "%(first)s to %(last)s; the chance that it rises is %(chance)s."
        ),
        "offers": _(
            "The level of offers changes by %(slope)s logits a year (between %(low)s and %(high)s), from %(first)s to "
            "%(last)s; the chance that it rises is %(chance)s."
        ),
        "hires": _(
            "The level of hires changes by %(slope)s logits a year (between %(low)s and %(high)s), from %(first)s to "
            "%(last)s; the chance that it rises is %(chance)s."
        ),
    }[trend["group"]]
    ends = {name: number(trend[name], 2) for name in ("slope", "low", "high")}
    return sentence % {
        **ends,
        "first": _ltr(trend["first"]),
        "last": _ltr(trend["last"]),
        "chance": chance_words(trend["p_rises"]),
    }


def link_words(links: Sequence[Mapping[str, Any]]) -> str:
    """Return how strongly neighbouring quarters are linked, by the weakest; nothing where there is one quarter."""
    linked = [one for one in links if one["linked"]]
    if not linked:
        return ""
    weakest = min(linked, key=lambda one: one["strength"])
    return _(
        "The weakest link of two neighbouring quarters is that of %(first)s and %(second)s, with a strength of "
        "%(strength)s (0 says no more than that interviewers are alike, 1 all that could be known)."
    ) % {
        "first": _ltr(weakest["first"]),
        "second": _ltr(weakest["second"]),
        "strength": number(weakest["strength"], 2),
    }


def _ltr(quarter: str) -> str:
    """Keep a quarter's year before its number among words from right to left."""
    return f"{LEFT_TO_RIGHT}{quarter}{LEFT_TO_RIGHT}" if get_language_bidi() else quarter


def _listed(names: Sequence[str], between: str = ", ") -> str:
    more = f"{between}…" if len(names) > NAMED else ""
    return between.join(map(str, names[:NAMED])) + more
