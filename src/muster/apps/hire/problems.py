"""What is wrong with a file of candidates, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.engine.errors import Problem

__all__ = ["problem_line", "problem_sentence"]

SENTENCES = {
    "no-rows": gettext_lazy("The file has no rows; add some or export it again."),
    "encoding": gettext_lazy("The file is not UTF-8; save it as CSV UTF-8."),
    "not-text": gettext_lazy("This is not a CSV file; save it as CSV UTF-8."),
    "too-many-rows": gettext_lazy("The file has more than %(most)s rows; split it."),
    "too-many-columns": gettext_lazy("The file has more than %(most)s columns; leave some out."),
    "open-quote": gettext_lazy("A quotation mark that opens here is never closed; close it or remove it."),
    "quote": gettext_lazy("Letters follow a closing quotation mark; double the marks inside of the cell."),
    "column-twice": gettext_lazy("The column is there more than once; keep one."),
    "no-column": gettext_lazy("The column is missing; add it to the header."),
    "cells": gettext_lazy(
        "The row has %(cells)s cells, the header %(width)s; look for a missing or unwanted separator."
    ),
    "empty": gettext_lazy("The file is empty; export it again."),
    "blank": gettext_lazy("The cell is empty; fill it in."),
    "control": gettext_lazy("“%(value)s” has a character that cannot be printed; remove it."),
    "long": gettext_lazy("The text has %(length)s characters, which is too many; shorten it."),
    "email": gettext_lazy("“%(value)s” is not an e-mail address; correct it."),
    "too-long": gettext_lazy("The text has more than %(most)s characters; shorten it."),
    "duplicate": gettext_lazy("“%(value)s” is in row %(first)s already, for the same job; keep one of them."),
    "job-several": gettext_lazy("“%(value)s” is the title of several openings; write the code of one."),
    "job-unknown": gettext_lazy("“%(value)s” is no open opening that you work on; write its code or title."),
    "application-unknown": gettext_lazy(
        "“%(value)s” is no application that you may rate and that was hired; write its code, such as A-000123."
    ),
    "rater-unknown": gettext_lazy("“%(value)s” is no account here; write the e-mail of whoever rated."),
    "months": gettext_lazy("“%(value)s” is neither 6 nor 12; write one of them."),
    "number": gettext_lazy("“%(value)s” is not a number such as 3.5; correct it."),
    "day": gettext_lazy("“%(value)s” is not a date; write it as 2026-01-31."),
    "future-day": gettext_lazy("“%(value)s” is a day to come; correct it."),
    "scale": gettext_lazy("The highest rating, “%(value)s”, is not above the lowest; correct the scale."),
    "off-scale": gettext_lazy("“%(value)s” is not on its scale; correct it."),
    "outcome-twice": gettext_lazy(
        "“%(value)s” is in row %(first)s already, after as many months; keep one of them."
    ),
    "stage": gettext_lazy(
        "“%(value)s” is no stage of this opening before hiring; correct it or leave it empty."
    ),
}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong."""
    if "more" in problem.params:
        count = int(str(problem.params["more"]))
        return ngettext("… and %(count)d more like this", "… and %(count)d more like this", count) % {
            "count": count
        }
    return str(SENTENCES[problem.code]) % problem.params


def problem_line(problem: Problem) -> str:
    """Return where it is and what is wrong, in one line."""
    sentence = problem_sentence(problem)
    if problem.row is None:
        return sentence
    place = {"row": problem.row, "column": problem.column, "sentence": sentence}
    if problem.column is None:
        return _("Row %(row)d: %(sentence)s") % place
    return _("Row %(row)d, %(column)s: %(sentence)s") % place
