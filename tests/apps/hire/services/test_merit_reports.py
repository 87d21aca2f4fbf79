"""The season report of a run: a page and a PDF with names, written by a worker."""

from __future__ import annotations

import pytest

from muster.apps.core.files import file_open
from muster.apps.hire.models import Scorecard
from tests.apps.conftest import MakeUser
from tests.apps.hire.meritruns import make_season, ran, reported
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


def test_page_and_pdf_name_people(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    report = reported(opening.recruiter, run)
    assert (report.state, report.problem) == ("done", "")
    assert report.page is not None
    assert report.pdf is not None
    with file_open(report.page) as file:
        page = file.read().decode()
    for name in ("Research Scientist", "Candidate 0", season.interviewers[0].get_full_name(), "Depth"):
        assert name in page
    with file_open(report.pdf) as file:
        assert file.read(5) == b"%PDF-"
    assert broken() == []


def test_what_was_changed_behind_the_back_is_not_reported(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    card = Scorecard.objects.first()
    assert card is not None
    Scorecard.objects.filter(pk=card.pk).update(ratings=dict.fromkeys(card.ratings, 2))
    report = reported(opening.recruiter, run)
    assert report.state == "failed"
    assert "verify the ledger" in report.problem
