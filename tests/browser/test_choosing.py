"""From odds to a better choice: an interview is proposed, assigned in one click, held, and the board changes; then the
audit of who was hired.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.clock import monday_of
from muster.apps.hire.models import AuditRun, MeritRun, Seat
from tests.apps.hire.auditing import make_field
from tests.apps.hire.interviewing import interviewing, make_interviewer
from tests.apps.hire.meritruns import card, sit
from tests.apps.hire.openings import Opening, broken, open_requisition
from tests.browser.conftest import Visitor
from tests.browser.test_pages import problems

RATINGS = {"Ana Lima": (3, 2), "Budi Santoso": (2, 2), "Chen Yu": (2, 1), "Dara Okoye": (1, 1)}
"""What two interviewers, of whom the second is severe, gave each candidate."""
NEW = "Nia"
PHONE = 390


@pytest.mark.any_database
def test_from_odds_to_the_next_run(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    opening, recruiter = make_opening(make_person), visit(user=User.objects.get(email="rae@example.com"))
    run = estimate(recruiter)
    odds = read_odds(recruiter, run)
    assert set(odds) == set(RATINGS)
    assert list(odds.values()) == sorted(odds.values(), reverse=True)
    text = recruiter.reads()
    assert "Choosing the best candidate today is expected to miss" in text
    assert "another interview may change that" in text

    seat = assign(recruiter)
    name = seat.interview.application.candidate.name
    inside = name == next(iter(odds))
    interview_again(recruiter, visit(user=seat.interviewer), seat, rating=1 if inside else 3)

    again = estimate(recruiter)
    assert again.pk != run.pk
    now = read_odds(recruiter, again)
    assert now[name] < odds[name] if inside else now[name] > odds[name]
    assert (name, NEW) not in proposed(recruiter)
    assert read_odds(recruiter, run) == odds  # a run keeps what it said
    look(opening, again, visit, make_person)
    audit(opening, visit(), make_person("Aud", Role.AUDITOR))
    assert broken() == []
    assert recruiter.refused == []


def make_opening(make_person: Callable[..., User]) -> Opening:
    """Make an opening whose candidates two people have interviewed, and of whom a third has met nobody."""
    opening = open_requisition(
        recruiter=make_person("Rae", Role.RECRUITER), manager=make_person("Mo", Role.HIRING_MANAGER)
    )
    people = [make_interviewer(opening, make_person(name, Role.INTERVIEWER)) for name in ("Ada", "Bo", NEW)]
    for name, given in RATINGS.items():
        one = interviewing(opening, name=name)
        for person, rating in zip(people, given, strict=False):
            card(opening, sit(opening, one, person), rating)
    return opening


def estimate(visitor: Visitor) -> MeritRun:
    """Ask for a run over the opening, let a worker do it, and open its board."""
    visitor.go(reverse("hire:merit"))
    value = visitor.page.locator("[name=over] option").last.get_attribute("value")
    visitor.page.select_option("[name=over]", value=value)
    visitor.press("form[action$='/merit/ask/'] button")
    visitor.go(reverse("hire:merit"))  # where no script loads the page again in the middle
    build_worker(batch=True).run()
    run = MeritRun.objects.latest("pk")
    assert (run.state, run.choosing.state) == ("done", "done")
    visitor.go(reverse("hire:merit-board", args=[run.pk]))
    return run


def read_odds(visitor: Visitor, run: MeritRun) -> dict[str, int]:
    """Return the percentage that the board has for each candidate, from the top."""
    visitor.go(reverse("hire:merit-board", args=[run.pk]))
    rows = visitor.page.locator("main table").first.locator("tbody tr")
    return {
        row.locator("td.primary a").inner_text(): percentage(
            row.locator("td[data-label='In the top 1']").inner_text()
        )
        for row in rows.all()
    }


def percentage(text: str) -> int:
    """Return the number in `42%` or `under 1%`."""
    return int("".join(letter for letter in text if letter.isdigit()))


def proposed(visitor: Visitor) -> list[tuple[str, str]]:
    """Return who is proposed to be interviewed by whom."""
    rows = visitor.page.locator("section[aria-labelledby=choice] tbody tr").all()
    return [(row.locator("td.primary").inner_text(), row.locator("td").nth(1).inner_text()) for row in rows]


def assign(visitor: Visitor) -> Seat:
    """Take the first proposal in one click, and pick a time for it."""
    name, interviewer = proposed(visitor)[0]
    assert interviewer == NEW
    visitor.press("section[aria-labelledby=choice] a.button")
    page = visitor.page
    chosen = page.locator("[name=interviewer] option:checked").inner_text()
    assert chosen == NEW
    fill_time(visitor, monday_of(timezone.now().date()) + timedelta(days=9))
    visitor.press("main form button.primary")
    seat = Seat.objects.get(interviewer__name=NEW, released_at=None)
    assert seat.interview.application.candidate.name == name
    assert NEW in visitor.reads()
    return seat


def fill_time(visitor: Visitor, day: date) -> None:
    """Fill in an hour of a day, in a time zone without clock changes."""
    visitor.page.fill("[name=day]", day.isoformat())
    visitor.page.fill("[name=starts]", "10:00")
    visitor.page.fill("[name=ends]", "11:00")
    visitor.page.select_option("[name=time_zone]", value="Asia/Jakarta")


def interview_again(recruiter: Visitor, interviewer: Visitor, seat: Seat, *, rating: int) -> None:
    """Move the interview to yesterday, and submit the scorecard of who held it."""
    recruiter.go(reverse("hire:interview-move", args=[seat.interview_id]))
    fill_time(recruiter, date.today() - timedelta(days=1))
    recruiter.press("main form button.primary")
    interviewer.go(reverse("hire:scorecard", args=[seat.pk]))
    page = interviewer.page
    page.locator(f"input[type=radio][value='{rating}']").first.check(force=True)
    for note in page.locator("textarea").all():
        note.fill("Shown on the board.")
    page.locator("input[name=recommendation][value=hire]").check(force=True)
    interviewer.press("button[name=submit]")
    assert interviewer.refused == []


def look(
    opening: Opening, run: MeritRun, visit: Callable[..., Visitor], make_person: Callable[..., User]
) -> None:
    """Look at the board on a screen and, in Arabic, on a phone."""
    axe = Axe()
    path = reverse("hire:merit-board", args=[run.pk])
    for language, width in (("en", 1280), ("ar", PHONE)):
        person = make_person(f"{language} Reader", Role.RECRUITER, language=language)
        visitor = visit(language=language, width=width, theme="dark")
        visitor.be(person)
        visitor.go(path)
        assert visitor.page.locator("section[aria-labelledby=choice]").count() == 1
        assert list(problems(visitor, axe, language)) == []
    assert opening.manager.name not in visitor.reads()


def audit(opening: Opening, auditor: Visitor, person: User) -> None:
    """Plan an audit of who was hired, sign the plan, and only then open the numbers."""
    make_field(opening)
    auditor.be(person)
    auditor.go(reverse("hire:audit-new"))
    page, today = auditor.page, timezone.now().date()
    page.fill("[name=name]", "Spring")
    page.fill("[name=start]", (today - timedelta(days=30)).isoformat())
    page.fill("[name=end]", (today + timedelta(days=1)).isoformat())
    page.locator("[name=attributes][value=gender]").check(force=True)
    auditor.press("main form button.primary")
    assert "Nothing is counted before it is signed." in auditor.reads()
    assert page.locator("form[action$='/ask/']").count() == 0
    auditor.press("a[href$='/sign/']")
    auditor.press("main form button.primary")
    auditor.press("form[action$='/ask/'] button")
    auditor.go(reverse("hire:audits"))  # where no script loads the page again in the middle
    build_worker(batch=True).run()
    auditor.go(reverse("hire:audit", args=[AuditRun.objects.get().pk]))
    text = auditor.reads()
    assert "The highest rate is that of" in text
    assert "too few to publish" in text
    assert page.locator("figure.picture svg").count() > 0
    assert list(problems(auditor, Axe(), "en")) == []
    assert auditor.refused == []
