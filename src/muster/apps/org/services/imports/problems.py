"""What the reading of tables finds wrong with a file, in the language of the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.org.services.imports.reading import COLUMNS, header_of
from muster.engine.errors import Problem

__all__ = ["told"]

KEYS = frozenset(column.key for column in COLUMNS)
KEYS_BY_NAME = {column.names[0]: column.key for column in COLUMNS}


def told(problem: Problem, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return a problem as the report keeps it: row, column, sentence. `headers` are what the file calls its columns."""
    column = problem.column or ""
    key = column if column in KEYS else KEYS_BY_NAME.get(column, "")
    return {
        "code": problem.code,
        "row": problem.row,
        "column": headers.get(key) or (header_of(key) if key else column),
        "sentence": _sentence(problem),
    }


def _sentence(problem: Problem) -> str:
    params = problem.params or {}
    if "more" in params:
        more = params["more"] if isinstance(params["more"], int) else 0
        return ngettext("… and one more like this", "… and %(count)d more like this", more) % {"count": more}
    sentences = {
        "not-text": _("the file is not text; export it as CSV"),
        "encoding": _("the file is not in UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)"),
        "empty": _("the file is empty; export it again"),
        "no-rows": _("the file has a header but no rows; export it again"),
        "no-column": _("the file has no such column; add it"),
        "too-many-columns": _("the file has more than %(most)s columns; leave some out"),
        "column-twice": _("two columns have this name; remove one or rename it"),
        "open-quote": _("a quotation mark that opens here is never closed; close it or remove it"),
        "control": _("the cell has a character that cannot be printed; remove it"),
        "cells": _(
            "the row has %(cells)s cells and the header %(width)s; look for a missing or unwanted separator or "
            "quotation mark"
        ),
    }
    template = sentences.get(problem.code)
    return problem.sentence if template is None else template % params if "%(" in template else template
