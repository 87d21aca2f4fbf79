"""Who has read others' scorecards of a candidate."""

from __future__ import annotations

import pytest

from muster.apps.hire.selectors.readings import readers_of
from muster.apps.hire.services.readings import reading_note
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_readers_are_those_of_the_candidate(opening: Opening) -> None:
    one, other = apply(opening), apply(opening)
    reading_note(person=opening.recruiter, application=one)
    assert readers_of(application=one) == {opening.recruiter.pk}
    assert readers_of(application=other) == set()
