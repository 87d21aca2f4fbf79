"""Words of feeds and signals: what was wrong with a feed, and what is wrong with a file of counts."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from muster.apps.core.formats import plain_locale
from muster.apps.hire.problems import problem_sentence
from muster.apps.market.models import Feed
from muster.engine.errors import Problem

__all__ = ["age_words", "count_problem_line", "fault_sentence"]

Fault = Feed.Fault

FAULTS: dict[str, StrPromise] = {
    Fault.LATE: gettext_lazy("It did not answer in time; it is tried again."),
    Fault.UNREACHABLE: gettext_lazy("It cannot be reached; check the address."),
    Fault.PRIVATE: gettext_lazy(
        "It leads into a private network, or to where others can read along; give another address."
    ),
    Fault.STATUS: gettext_lazy("It answered with %(detail)s; check the address."),
    Fault.REDIRECTS: gettext_lazy("It is sent on again and again; give the address where it ends."),
    Fault.SIZE: gettext_lazy("It has more than %(detail)s MB; give a feed of the newest entries."),
    Fault.HTML: gettext_lazy("It is an HTML page and no feed; give the address of its feed."),
    Fault.NO_FEED: gettext_lazy("It is no feed; give the address of one (RSS or Atom)."),
    Fault.BROKEN: gettext_lazy("The feed is broken and could not be read; it is tried again."),
    Fault.EMPTY: gettext_lazy("The feed has no entries; it is tried again."),
    Fault.KEEPER: gettext_lazy(
        "Whoever changed it last keeps the market no longer; somebody who does has to save it again."
    ),
}

PROBLEMS: dict[str, StrPromise] = {
    "moment": gettext_lazy(
        "“%(value)s” is no moment; write the day and the time of day, such as 2026-03-02T09:30Z."
    ),
    "future": gettext_lazy("“%(value)s” is still to come; correct it."),
    "whole": gettext_lazy(
        "“%(value)s” is no whole number of 0 or more; give how often it was shared in all."
    ),
    "before": gettext_lazy("The count is from before the post was published; correct one of the two."),
    "published-twice": gettext_lazy(
        "The post was published at another moment by row %(first)s; make the rows agree."
    ),
    "count-twice": gettext_lazy(
        "Row %(first)s has another number at the same moment, %(value)s; keep one of them."
    ),
    "falls": gettext_lazy(
        "The count falls from %(value)s in row %(first)s; give how often it was shared in all until then."
    ),
    "published-known": gettext_lazy("The post is known, as published %(value)s; correct the moment."),
    "count-known": gettext_lazy("Another number is known of this moment, %(value)s; correct it."),
}


def fault_sentence(feed: Feed) -> str:
    """Return what was wrong when a feed was fetched last; nothing where nothing was."""
    return str(FAULTS[feed.fault]) % {"detail": feed.fault_detail} if feed.fault else ""


def count_problem_line(problem: Problem) -> str:
    """Return where something is wrong in a file of counts, and what."""
    sentence = (
        str(PROBLEMS[problem.code]) % problem.params
        if problem.code in PROBLEMS and "more" not in problem.params
        else problem_sentence(problem)
    )
    place = {"row": problem.row, "column": problem.column, "sentence": sentence}
    if problem.row is None:
        return sentence
    if problem.column is None:
        return _("Row %(row)d: %(sentence)s") % place
    return _("Row %(row)d, %(column)s: %(sentence)s") % place


def age_words(age: timedelta) -> str:
    """Return how old something was: 37 minutes, 5 hours, 3 days."""
    return format_timedelta(age, granularity="minute", threshold=2, locale=plain_locale())
