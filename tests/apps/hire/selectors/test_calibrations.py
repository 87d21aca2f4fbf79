"""Calibration in words, and the last one of each interviewer."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.hire.models import MeritCalibration
from muster.apps.hire.selectors.calibrations import (
    advice,
    calibration_own,
    calibration_page,
    calibrations_latest,
    consistency,
)
from tests.apps.conftest import MakeUser
from tests.apps.hire.meritruns import make_season, ran
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def calibration(severity: float = 0.0, fit: float | None = 1.0, interviews: int = 20) -> MeritCalibration:
    return MeritCalibration(
        severity=severity,
        low=severity - 0.3,
        high=severity + 0.3,
        interviews=interviews,
        infit=fit,
        outfit=fit,
    )


def test_advice_fits_what_was_found() -> None:
    assert "few interviews" in advice(calibration(2.0, interviews=2))[0]
    assert "lower than your colleagues" in advice(calibration(1.0))[0]
    assert "higher than your colleagues" in advice(calibration(-1.0))[0]
    assert advice(calibration()) == (
        "You rate as your colleagues do, as far as your interviews can tell. Go on like this.",
    )
    assert "far from what others saw" in advice(calibration(fit=1.9))[1]
    assert "hardly differ" in advice(calibration(fit=0.2))[1]
    assert len(advice(calibration(fit=None))) == 1
    words = [consistency(calibration(fit=fit)) for fit in (None, 1.0, 1.9, 0.2)]
    assert words == ["too little to tell", "as expected", "varies more than expected", "hardly varies"]


def test_the_last_calibration_and_who_sees_it(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    person = season.interviewers[0]
    assert calibration_own(person=person) is None
    of_opening = ran(opening.recruiter, requisition=opening.requisition)
    assert calibrations_latest(people=[person.pk])[person.pk].run == of_opening
    company = ran(opening.recruiter)
    ran(opening.recruiter, requisition=opening.requisition)
    assert calibrations_latest(people=[person.pk])[person.pk].run == company
    own = calibration_own(person=person)
    assert own is not None
    assert own.calibration.interviewer_id == person.pk
    run, page = calibration_page(person=opening.recruiter)
    assert run == company
    assert page is not None
    severities = [one.severity for one in page.rows]
    assert severities == sorted(severities, reverse=True)
    for somebody in (person, opening.manager):
        with pytest.raises(PermissionDenied):
            calibration_page(person=somebody)


def test_an_old_run_over_the_company_does_not_beat_a_newer_one(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    gone, still = (one.pk for one in season.interviewers)
    ran(opening.recruiter)
    newer = ran(opening.recruiter, requisition=opening.requisition)
    newest = ran(opening.recruiter)
    MeritCalibration.objects.filter(
        run=newest, interviewer=gone
    ).delete()  # as if what they rated had no weight
    latest = calibrations_latest(people=[gone, still])
    assert {key: one.run for key, one in latest.items()} == {gone: newer, still: newest}
