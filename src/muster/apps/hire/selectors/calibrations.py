"""How severe and how consistent interviewers are: everybody's own for themselves, all for those who lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Case, F, Q, QuerySet, Subquery, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import require
from muster.apps.hire.models import MeritCalibration, MeritRun
from muster.apps.hire.rules import may_see_calibrations
from muster.reports.fit import Fit, judge

__all__ = ["Own", "advice", "calibration_own", "calibration_page", "calibrations_latest", "consistency"]

PAGE = 25
FEW = 5  # interviews, below which severity is a guess
OF_COMPANY = Q(requisition=None, family=None)
SORTS = {"severity": ("severity", "pk"), "-severity": ("-severity", "-pk")}
NOT_YOURS = gettext_lazy("Only recruiters and executives see how severe others are.")


@dataclass(frozen=True)
class Own:
    """Somebody's own calibration, what it says in words, and what to do about it."""

    calibration: MeritCalibration
    consistency: str
    sentences: tuple[str, ...]


def calibrations_latest(*, people: Sequence[int]) -> dict[int, MeritCalibration]:
    """Return the last calibration of each of a few people: of the newest run over the company, or, where that has them
    not, of the newest that has. It is for those who ask who may see it themselves.
    """
    newest = _done().filter(OF_COMPANY).values("pk")[:1]
    order = (Case(When(run=Subquery(newest), then=0), default=1), F("run__as_of").desc(), F("run").desc())
    place = Window(RowNumber(), partition_by=F("interviewer"), order_by=order)
    rows = _calibrations().filter(run__state=MeritRun.State.DONE, interviewer__in=people)
    return {one.interviewer_id: one for one in rows.annotate(place=place).filter(place=1)}


def calibration_own(*, person: User) -> Own | None:
    """Return somebody's own calibration, None while no run has them."""
    found = calibrations_latest(people=[person.pk]).get(person.pk)
    return None if found is None else Own(found, consistency(found), advice(found))


def calibration_page(
    *, person: User, sort: str = "", before: str | None = None, after: str | None = None
) -> tuple[MeritRun | None, KeysetPage[MeritCalibration] | None]:
    """Return everybody's calibration in the newest run over the company, or else the newest run; the most severe first.

    Raises PermissionDenied for who must not know it.
    """
    require(may_see_calibrations(person), NOT_YOURS)
    run = _done().filter(OF_COMPANY).first() or _done().first()
    if run is None:
        return None, None
    order = SORTS.get(sort, SORTS["-severity"])
    rows = _calibrations().filter(run=run).select_related("interviewer")
    return run, keyset_page(rows, order=order, size=PAGE, before=before, after=after)


def consistency(one: MeritCalibration) -> str:
    """Return what infit and outfit say, in words."""
    return {
        Fit.UNKNOWN: _("too little to tell"),
        Fit.ERRATIC: _("varies more than expected"),
        Fit.UNIFORM: _("hardly varies"),
        Fit.EXPECTED: _("as expected"),
    }[_fit(one)]


def advice(one: MeritCalibration) -> tuple[str, ...]:
    """Return what a calibration means for whom it is about, and what to do, a sentence each."""
    found = []
    if one.interviews < FEW:
        found.append(_("You have few interviews so far, so this says little yet; interview on as you do."))
    elif one.low > 0:
        found.append(
            _(
                "You rate lower than your colleagues would. Merit is corrected for it, so no candidate loses by it; "
                "read the descriptions of the upper ratings again before your next interview."
            )
        )
    elif one.high < 0:
        found.append(
            _(
                "You rate higher than your colleagues would. Merit is corrected for it, so no candidate gains by it; "
                "read the descriptions of the lower ratings again before your next interview."
            )
        )
    else:
        found.append(
            _("You rate as your colleagues do, as far as your interviews can tell. Go on like this.")
        )
    fit = _fit(one)
    if fit is Fit.ERRATIC:
        found.append(
            _(
                "Some of your ratings are far from what others saw. Write the evidence down before you rate, and "
                "rate each criterion by its descriptions alone."
            )
        )
    elif fit is Fit.UNIFORM:
        found.append(
            _(
                "Your ratings hardly differ between candidates, so they tell little. Use the whole scale: ask of "
                "each rating whether the one above or below describes what you heard."
            )
        )
    return tuple(found)


def _fit(one: MeritCalibration) -> Fit:
    """Return what infit and outfit say, as the season report judges them; None is none."""
    infit, outfit = (np.array([value], np.float64) for value in (one.infit, one.outfit))
    return Fit(judge(infit, outfit)[0])


def _done() -> QuerySet[MeritRun]:
    """Return the runs that are done, the newest first."""
    return MeritRun.objects.filter(state=MeritRun.State.DONE).order_by("-as_of", "-pk")


def _calibrations() -> QuerySet[MeritCalibration]:
    return MeritCalibration.objects.select_related("run").defer("draws", "run__model")
