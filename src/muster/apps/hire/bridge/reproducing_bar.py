"""Running a run of the bar again, from everything as it was, to see whether the same comes out."""

from __future__ import annotations

from muster.apps.core.ledger import verify_owner
from muster.apps.hire.bridge.bar import estimate_bar_run, result_of_bar
from muster.apps.hire.bridge.bar_input import bar_input
from muster.apps.hire.bridge.reproducing import (
    Reproduction,
    differing_rows,
    differing_values,
    engine_notes,
)
from muster.apps.hire.models import BarRun
from muster.engine.errors import EstimationError, InputError

__all__ = ["reproduce_bar"]


def reproduce_bar(run: BarRun) -> Reproduction:
    """Rebuild the input of a run as it was, fit it again, and compare everything. It writes nothing.

    Raises InputError for a run that has no result.
    """
    if run.state != BarRun.State.DONE:
        raise InputError(f"Run {run.pk} has no result to reproduce: its state is {run.state}.", run=run.pk)
    given = bar_input(run)
    digest = given.digest()
    differences = [one.sentence for one in verify_owner(run)]
    if digest != run.input_digest:
        differences.append(f"The input is not the same: its digest was {run.input_digest}, and is {digest}.")
    try:
        result = result_of_bar(run, given, estimate_bar_run(run, given))
    except (EstimationError, InputError) as error:
        differences.append(f"The input cannot be fitted any more: {error.sentence}")
    else:
        differences += differing_values(f"The model of run {run.pk}", run.model, result.model)
        differences += differing_rows(run, result.standings, ("application_id",))
    return Reproduction(digest, tuple(differences), engine_notes(run.engine_version))
