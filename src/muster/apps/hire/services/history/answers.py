"""What candidates said of themselves goes to the table that is walled off, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from muster.apps.hire.services.history.context import Context
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.interviews import cases_of
from muster.apps.hire.services.protected import self_identification_import
from muster.tables.vendors.shapes import Answers, Row

__all__ = ["load_answers"]


def load_answers(context: Context, rows: Sequence[Row]) -> None:
    """Load answers by their application. Whoever declined to answer is not kept."""
    told = [(row, cast("Answers", row.record)) for row in rows]
    cases = cases_of(context, {one.application for _, one in told})
    wanted: dict[int, dict[str, str]] = {}
    fine = []
    for row, one in told:
        if one.application not in cases:
            sentence = _("There is no application %(id)s here; add its page, or see why it was refused.")
            context.report.refuse("answers", row, one.id, "application", sentence % {"id": one.application})
        elif cases[one.application].erased:
            refuse_erased(context, "answers", [(row, one)])
        elif not one.answers:
            sentence = _("Every question was left unanswered.")
            context.report.tell("left out", "answers", row, one.id, code="unanswered", sentence=sentence)
        else:
            wanted[cases[one.application].pk] = one.answers
            fine.append((row, one, cases[one.application].pk))
    done = self_identification_import(actor=context.actor, answers=wanted)
    for row, one, key in fine:
        context.report.tell(done[key], "answers", row, one.id)
