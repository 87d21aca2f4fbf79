"""Each number of the talent page opens into as many rows, for whoever may see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_deactivate
from muster.apps.core.links import Figure, TalentPart
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Decision, Interview, Message, Requisition, Seat
from muster.apps.hire.services.messages import message_send
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import requisition_close
from muster.apps.hire.talent import talent, talent_committee
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene
from tests.apps.hire.inside import apply, make_reviewer, move, signed_in
from tests.apps.hire.interviewing import assign, coming, content, heard, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=40)


@pytest.fixture
def season(opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser) -> Opening:
    """Two openings in mid-season; the first is returned. Something of each sort is at both."""
    second = make_opening(title="Counsel")
    interviewer, leaver = make_user(Role.INTERVIEWER, name="In Terviewer"), make_user(Role.INTERVIEWER)
    monday = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    for one in (opening, second):
        ages = [apply(one).pk for _ in range(5)]
        for days, pk in enumerate(ages):
            Application.objects.filter(pk=pk).update(stage_since=timezone.now() - timedelta(days=4 * days))
        move(one, [apply(one).pk for _ in range(2)], "Hired")
        move(one, [apply(one).pk], "Offer")
        late, stale, left, this = (interviewing(one) for _ in range(4))
        assign(one, heard(one, late), interviewer)
        for number, application in enumerate((stale, left, this)):
            starts = coming(number + 4 * (one is second))
            interview = schedule(one, application, starts=starts)
            assign(one, interview, leaver if application == left else interviewer)
        Interview.objects.filter(application=this).update(
            starts_at=monday, ends_at=monday + timedelta(hours=1)
        )
        application_reject(
            actor=one.recruiter, requisition=one.requisition, applications=[stale.pk], reason="No"
        )
        (message,) = message_send(actor=one.recruiter, applications=[late], subject="x", body="y")
        Message.objects.filter(pk=message.pk).update(status="failed")
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=leaver)
    return opening


def rows(person: User, url: str) -> int:
    """Return how many rows the list at an address shows, on all of its pages."""
    browser, count = signed_in(person), 0
    while url:
        page = browser.get(url)
        assert page.status_code == 200, url
        text = page.content.decode()
        table = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
        count += 0 if table is None else table[1].count("<tr")
        following = re.search(r'rel="next" href="([^"]+)"', text)
        url = url.partition("?")[0] + following[1].replace("&amp;", "&") if following else ""
    return count


def figures(person: User) -> list[Figure]:
    """Return all numbers that the page shows to somebody and that count rows."""
    part = talent(person)
    found = [*part.waiting, *part.figures]
    for panel in part.panels:
        for row, cells in panel.lines:
            counts = [(label, cell) for label, cell in cells if "days" not in label.lower()]
            found += [
                Figure(f"{panel.title}, {row.label}: {label}", cell.number, cell.url)
                for label, cell in counts
            ]
    return found


def named(found: list[Figure]) -> dict[str, int]:
    return {one.label: one.number for one in found}


@pytest.mark.parametrize("who", ["recruiter", "executive", "manager"])
def test_each_number_is_the_number_of_rows(season: Opening, make_user: MakeUser, who: str) -> None:
    people = {"recruiter": season.recruiter, "manager": season.manager}
    person = people.get(who) or make_user(Role.EXECUTIVE)
    found = figures(person)
    counted = {one.label: rows(person, one.url) for one in found}
    assert counted == named(found)
    share = 1 if who == "manager" else 2
    expected = {
        "Open openings": share,
        "New this week": share,
        "Hired so far": 2 * share,
        "Interviews this week": share,
        "Scorecards late": share,
        "In the stage of offers": share,
        "How long candidates wait, Applied: Active": 5 * share,
        "How long candidates wait, Applied: Late": 3 * share,
        "How long candidates wait, Interview: Active": 3 * share,
    }
    hands = (
        "Messages to look after",
        "Interviews of applications that ended",
        "Interviews with somebody who has left",
    )
    expected |= dict.fromkeys(hands, share) if who != "executive" else {}
    assert expected.items() <= named(found).items()
    assert not {*hands} & {*named(found)} or who != "executive"


def test_days_are_those_of_the_nearest_rank(season: Opening) -> None:
    first = talent(season.manager).panels[0].rows[0]
    assert [cell.number for cell in first.cells] == [5, 8, 16, 3]


def test_late_scorecards_are_counted_by_interviewer_and_opening(season: Opening) -> None:
    _ages, people, openings = talent(season.recruiter).panels
    assert [(row.label, row.cells[0].number) for row in people.rows] == [("In Terviewer", 2)]
    assert sorted(row.label for row in openings.rows) == ["Counsel", "Research Scientist"]
    assert [len(panel.rows) for panel in talent(season.manager).panels[1:]] == [1, 1]


def test_others_see_what_waits_for_them_alone(season: Opening, make_user: MakeUser) -> None:
    interviewer = User.objects.get(name="In Terviewer")
    reviewer = make_reviewer(season, make_user(Role.EMPLOYEE))
    move(season, [apply(season).pk, apply(season).pk])
    for person in (interviewer, reviewer, make_user(Role.EMPLOYEE), make_user(Role.AUDITOR)):
        part = talent(person)
        assert (part.figures, part.panels) == ((), ())
        for one in part.waiting:
            assert rows(person, one.url) >= one.number, one
    own = named(list(talent(interviewer).waiting))
    assert own == {
        "Scorecards to write": 2 + after_monday(),
        "Your interviews today": on_monday(),
        "Your interviews this week": 2,
    }
    assert named(list(talent(reviewer).waiting))["Applications to review"] == 2
    browser = signed_in(reviewer)
    page = browser.get(reverse("hire:reviews"), {"waiting": 1}).content.decode()
    assert page.count(">A-0") == 2
    assert "Your openings" not in browser.get(reverse("talent")).content.decode()


def after_monday() -> int:
    """Return how many of the interviews of Monday noon are over: both or neither."""
    now = timezone.localtime()
    return 2 * (now.weekday() > 0 or now.hour >= 13)


def on_monday() -> int:
    return 2 * (timezone.localtime().weekday() == 0)


def test_what_is_done_is_counted_no_more(season: Opening) -> None:
    requisition_close(
        actor=season.recruiter,
        requisition=season.requisition,
        close_reason=Requisition.CloseReason.FILLED,
        reason="Done",
        seen=None,
    )
    numbers = named(figures(season.recruiter))
    assert (numbers["Open openings"], numbers["Hired so far"]) == (1, 2)
    assert numbers["How long candidates wait, Applied: Active"] == 10  # they still wait for an answer


def test_the_page_shows_its_numbers_and_makes_few_queries(
    season: Opening, make_user: MakeUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_reviewer(season, season.manager)
    assert connection.features.supports_json_field  # asked of the database once in a process
    for person in (season.recruiter, season.manager, make_user(Role.EXECUTIVE), make_user(Role.INTERVIEWER)):
        browser = signed_in(person)
        with django_assert_max_num_queries(15):
            page = browser.get(reverse("talent"))
        text = page.content.decode()
        assert page.status_code == 200
        for one in talent(person).figures:
            assert f'href="{one.url.replace("&", "&amp;")}"' in text
    browser = signed_in(season.manager)
    for name in ("hire:diary", "hire:due", "hire:messages", "hire:reviews"):
        with django_assert_max_num_queries(12):
            assert browser.get(f"{reverse(name)}?waiting=1&late=on").status_code == 200


def test_the_diary_asks_no_more_for_each_blind_row(
    season: Opening,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_reviewer(season, season.manager)
    url, browser = reverse("hire:diary"), signed_in(season.manager)
    hidden = Application.objects.filter(requisition=season.requisition, interviews__isnull=False)
    with django_assert_max_num_queries(12) as few:
        first = browser.get(f"{url}?start=2000-01-01&end=2026-01-31").content.decode()
    with django_assert_num_queries(len(few)):
        text = browser.get(f"{url}?start=2000-01-01").content.decode()
    assert [one.code in first for one in hidden].count(True) == 1
    assert len(hidden) == 4
    assert all(one.code in text and one.candidate.name not in text for one in hidden)


def test_the_lists_show_nothing_to_strangers(season: Opening, make_user: MakeUser) -> None:
    for person in (make_user(Role.HIRING_MANAGER), make_user(Role.EMPLOYEE), make_user(Role.INTERVIEWER)):
        for name in ("hire:diary", "hire:due", "hire:messages"):
            for query in ("", "?late=on", "?start=2000-01-01", "?stale=on", "?gone=on", "?requisition=x"):
                assert rows(person, reverse(name) + query) == 0
    assert Seat.objects.count() == 8
    assert content(season).recommendation == "hire"


def test_the_ends_of_the_calendar_are_days_like_others(season: Opening) -> None:
    everything = rows(season.recruiter, reverse("hire:diary") + "?start=2000-01-01")
    assert everything
    for query, wanted in (
        ("?start=0001-01-01&end=9999-12-31", everything),
        ("?start=9999-12-31", 0),
        ("?end=0001-01-01", 0),
    ):
        assert rows(season.recruiter, reverse("hire:diary") + query) == wanted


def test_decisions_due_are_as_many_as_their_lists_show(
    opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser
) -> None:
    first, second = convene(opening, make_user), convene(make_opening(title="Counsel"), make_user)
    Decision.objects.filter(application__requisition__title="Counsel").update(
        due_at=timezone.now() - timedelta(days=1)
    )
    first.vote(0)
    first.vote(1)  # the quorum is there: the chair is to sign
    for person, undecided, late in (
        (opening.recruiter, 2, 1),
        (make_user(Role.EXECUTIVE), 2, 1),
        (opening.manager, 1, 0),
    ):
        numbers = named(list(talent_committee(person).figures))
        assert numbers == {"Decisions under way": undecided, "Decisions late": late}
        for one in talent_committee(person).figures:
            assert rows(person, one.url) == one.number, one
    for person in (first.chair, second.chair, first.members[2], second.members[2]):
        [waiting] = talent_committee(person).waiting
        assert (waiting.number, talent_committee(person).figures) == (1, ())
        assert rows(person, waiting.url) == 1
    assert talent_committee(make_user(Role.EMPLOYEE)) == TalentPart()
