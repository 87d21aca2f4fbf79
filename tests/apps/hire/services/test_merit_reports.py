"""The season report of a run: a page and a PDF with names, written by a worker."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.accounts.services.users import user_change_preferences
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import file_open
from muster.apps.core.roles import Role
from muster.apps.hire.models import MeritCalibration, MeritReport, MeritRun, MeritStanding, Scorecard
from muster.apps.hire.selectors.merit_runs import report_problem
from muster.apps.hire.services.merit import merit_report_request
from tests.apps.conftest import MakeUser
from tests.apps.hire.meritruns import make_season, ran, reported, work
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.any_database
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


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("language", "told"),
    [("fr", ("Ce qui a été mesuré", 'lang="fr"')), ("ar", ("ما الذي قيس", 'lang="ar" dir="rtl"'))],
)
def test_it_is_in_the_language_of_whoever_asked(
    opening: Opening, make_user: MakeUser, language: str, told: tuple[str, ...]
) -> None:
    make_season(opening, make_user)
    asker = opening.recruiter
    asker.language = language
    asker.save()
    report = reported(asker, ran(asker, requisition=opening.requisition))
    assert report.page is not None
    with file_open(report.page) as file:
        page = file.read().decode()
    assert all(text in page for text in told)
    assert "What was measured" not in page


@pytest.mark.any_database
def test_each_language_has_a_report_of_its_own(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    english = reported(opening.recruiter, run)
    french = make_user(Role.EXECUTIVE, language="fr")
    waiting = merit_report_request(actor=french, run=run)
    assert merit_report_request(actor=french, run=run) == waiting  # a double click
    jobs = DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()
    assert (waiting.language, waiting.state, jobs) == ("fr", "queued", 1)
    user_change_preferences(actor=french, language="nl", theme=french.theme)  # what was asked for stays
    work()
    waiting.refresh_from_db()
    assert waiting.state == "done"
    assert waiting.page is not None
    with file_open(waiting.page) as file:
        assert 'lang="fr"' in file.read().decode()
    english.refresh_from_db()
    assert merit_report_request(actor=opening.recruiter, run=run) == english
    assert english.page != waiting.page
    with pytest.raises(IntegrityError), transaction.atomic():
        MeritReport.objects.filter(pk=waiting.pk).update(language="en")
    assert broken() == []


def test_the_language_cannot_be_changed_behind_the_back(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    report = reported(opening.recruiter, ran(opening.recruiter, requisition=opening.requisition))
    MeritReport.objects.filter(pk=report.pk).update(language="fr")
    assert [(one.kind, one.code) for one in broken()] == [("hire.meritreport", "changed")]


def test_a_report_from_before_languages_still_verifies(
    opening: Opening, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    with monkeypatch.context() as before:
        before.setattr(MeritReport, "ledger_shapes", {1: MeritReport.ledger_shapes[1]})
        report = merit_report_request(actor=opening.recruiter, run=run)
    assert broken() == []
    work()  # written after the upgrade
    report.refresh_from_db()
    assert (report.state, report.language) == ("done", "en")
    assert broken() == []


@pytest.mark.any_database
def test_a_problem_is_kept_in_english_and_shown_in_the_language_of_the_reader(
    opening: Opening, make_user: MakeUser
) -> None:
    make_season(opening, make_user)
    asker = opening.recruiter
    asker.language = "fr"
    asker.save()
    run = ran(asker, requisition=opening.requisition)
    card = Scorecard.objects.all()[0]
    Scorecard.objects.filter(pk=card.pk).update(ratings=dict.fromkeys(card.ratings, 2))
    report = reported(asker, run)
    assert report.problem == "The scorecards are not those of the run any more; verify the ledger."
    with translation.override("fr"):
        assert report_problem(report).startswith("Les fiches d’évaluation ne sont plus celles")
        assert report_problem(MeritReport(run=run)) != "The report was not written; ask for it again."


def test_what_was_changed_behind_the_back_is_not_reported(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    card = Scorecard.objects.first()
    assert card is not None
    Scorecard.objects.filter(pk=card.pk).update(ratings=dict.fromkeys(card.ratings, 2))
    report = reported(opening.recruiter, run)
    assert report.state == "failed"
    assert "verify the ledger" in report.problem


@pytest.mark.any_database
def test_a_run_of_another_engine_is_not_reported(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    merit_report_request(actor=opening.recruiter, run=run)
    run.engine_version = "0.0.1"
    MeritRun.objects.filter(pk=run.pk).update(engine_version=run.engine_version)  # an upgrade in between
    work()
    report = MeritReport.objects.get()
    assert (report.state, report.page, report.pdf) == ("failed", None, None)
    assert "made by Muster 0.0.1" in report.problem
    with pytest.raises(RefusedError, match=r"made by Muster 0\.0\.1.*estimate again"):
        merit_report_request(actor=opening.recruiter, run=run)


@pytest.mark.any_database
def test_a_report_that_is_there_outlives_its_engine(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    report = reported(opening.recruiter, run)
    run.engine_version = "0.0.1"
    assert merit_report_request(actor=opening.recruiter, run=run) == report


@pytest.mark.parametrize("rows", [MeritStanding, MeritCalibration])
def test_what_comes_out_differently_is_not_reported(
    opening: Opening, make_user: MakeUser, rows: type[MeritStanding | MeritCalibration]
) -> None:
    make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    row = rows.objects.filter(run=run)[1]
    rows.objects.filter(pk=row.pk).update(low=row.low - 0.0001)
    report = reported(opening.recruiter, run)
    assert (report.state, report.page, report.pdf) == ("failed", None, None)
    assert report.problem == "The same scorecards give another result than the run keeps; verify the ledger."
