"""The season report of the command line, of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muster.apps.core.formats import number
from muster.apps.hire.bridge.merit import estimate_run, to_scorecards
from muster.apps.hire.bridge.ratings import Ratings
from muster.apps.hire.models import MeritRun

if TYPE_CHECKING:
    from muster.engine.hire.estimate import MeritEstimate

__all__ = ["estimate_named", "is_of_run", "write_reports"]

NEAR = 1e-5  # logits: the last decimal that is kept may differ from one processor to another


def estimate_named(
    run: MeritRun, ratings: Ratings, *, candidates: Mapping[int, str], interviewers: Mapping[int, str]
) -> MeritEstimate:
    """Fit a run again, with the names of people and criteria in place of their keys; the numbers are the run's own.

    The names of one kind must differ from each other.
    """
    plain = to_scorecards(ratings, labels=_labels(ratings))
    named = replace(
        plain,
        candidate_ids=np.array([candidates[key] for key in plain.candidate_ids.tolist()], object),
        interviewer_ids=np.array([interviewers[key] for key in plain.interviewer_ids.tolist()], object),
    )
    return estimate_run(run, ratings, scorecards=named)


def is_of_run(run: MeritRun, estimate: MeritEstimate) -> bool:
    """Whether a fit says of each candidate and interviewer, in the order of their keys, what the run keeps of them."""
    people = estimate.interviewers
    merits = run.standings.order_by("candidate_id").values_list("merit", "low", "high")
    severities = run.calibrations.order_by("interviewer_id").values_list("severity", "low", "high")
    fitted = (
        np.stack((estimate.merit, estimate.low, estimate.high), axis=1),
        np.stack((people.severity, people.low, people.high), axis=1),
    )
    kept = (np.array(list(rows), np.float64).reshape(-1, 3) for rows in (merits, severities))
    return all(
        was.shape == now.shape and np.allclose(was, now, rtol=0, atol=NEAR)
        for was, now in zip(kept, fitted, strict=True)
    )


def write_reports(estimate: MeritEstimate, folder: Path, *, title: str, generated: date) -> tuple[Path, Path]:
    """Write the report as a page and as a PDF, in the active language; return where they are."""
    from muster.reports import write_season_report
    from muster.reports.language import language_of

    page, pdf = folder / "season-report.html", folder / "season-report.pdf"
    language = language_of(get_language() or "en", translation)
    for path in (page, pdf):
        write_season_report(estimate, path, title=title, generated=generated, language=language)
    return page, pdf


def _labels(ratings: Ratings) -> tuple[str, ...]:
    """Return a name for each criterion: its own, with what tells it from others of that name where there are any."""
    names = Counter(one.name for one in ratings.criteria)
    return tuple(
        one.name
        if names[one.name] == 1
        else _("%(name)s (1 to %(most)s, weight %(weight)s)")
        % {"name": one.name, "most": number(one.most), "weight": number(one.weight)}
        for one in ratings.criteria
    )
