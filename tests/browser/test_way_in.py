"""The way in: open a role, apply in public, refer, review blind, move in bulk, take it back; three browsers."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, verify_ledger
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Application, Message, Review
from muster.apps.org.models import JobFamily, Level, Location, Team
from tests.browser.conftest import Visitor

APPLICANT, REFERRED = "Kidist Belay", "Tomás Ferreira"
WITHOUT_MARKS = """node => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll(".redacted").forEach(mark => mark.remove());
  return copy.textContent;
}"""
LETTER = "My name is Kidist Belay. I built a compiler for sparse kernels that three laboratories use."


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_way_in(language: str, visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    found_organisation()
    recruiter = make_person("Rae Recruiter", Role.RECRUITER, language=language)
    make_person("Mo Manager", Role.HIRING_MANAGER, language=language)
    reviewer = make_person("Vera Reviewer", Role.EMPLOYEE, Role.INTERVIEWER, language=language)
    inside, outside = visit(language=language, user=recruiter), visit(language=language)
    blind = visit(language=language, user=reviewer)
    assert inside.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")

    requisition = open_role(inside, reviewer)
    apply_in_public(outside, language)
    refer(blind, requisition)
    assert review_blind(blind) == [LETTER.replace(APPLICANT, "")]
    move_in_bulk_and_back(inside, requisition)

    build_worker(batch=True).run()
    assert list(verify_ledger()) == []
    assert [one.status for one in Message.objects.all()] == ["sent"]
    for visitor in (inside, outside, blind):
        assert visitor.refused == []


def found_organisation() -> None:
    """Make the team and place that the role is for."""
    place = Location(name="Jakarta", city="Jakarta", country="ID", time_zone="Asia/Jakarta", currency="IDR")
    for row in (
        JobFamily(name="Research"),
        Level(code="L4", title="Scientist", rank=4),
        Team(name="Models"),
        place,
    ):
        with change(row, "test.create", actor=None):
            row.save()


def open_role(visitor: Visitor, reviewer: User) -> int:
    """Draft a role with a kit for its blind review, open it, and add the reviewer."""
    page = visitor.page
    visitor.go("/hire/kits/new/")
    page.fill("input[name=name]", "Application review")
    page.fill("[name=form-0-name]", "Relevant work")
    page.fill("[name=form-0-anchors]", "Nothing\nSomething\nAll of it")
    visitor.press("main form button.primary")

    visitor.go("/hire/requisitions/new/")
    page.fill("[name=title]", "Research Scientist, Models")
    for field in ("family", "level", "team", "location", "hiring_manager", "recruiter"):
        page.select_option(f"[name={field}]", index=1)
    page.fill("[name=description]", "Make models that know what they do not know.")
    visitor.press("main form button.primary")
    requisition = int(page.url.rstrip("/").rsplit("/", 1)[1])

    visitor.go(f"/hire/requisitions/{requisition}/plan/")
    visitor.press("button[name=copy]")
    page.select_option("[name=form-1-kit]", index=1)
    visitor.press("main form button.primary")
    visitor.press(f"form[action$='/{requisition}/open/'] button")
    page.fill("[name=user]", reviewer.email)
    page.select_option("[name=part]", value="reviewer")
    visitor.press("form[action$='/members/'] button")
    return requisition


def apply_in_public(visitor: Visitor, language: str) -> None:
    """Find the role on the careers site and apply."""
    page = visitor.page
    visitor.go("/careers/")
    assert f"/careers/{language}/" in page.url
    visitor.press("main a:has-text('Research Scientist')")
    visitor.press("main a[href$='/apply/']")
    page.fill("[name=name]", APPLICANT)
    page.fill("[name=email]", "kidist@example.org")
    page.fill("[name=letter]", LETTER)
    time.sleep(2.1)  # nobody fills the form quicker
    visitor.press("main form button.primary")
    assert page.url.endswith("/received/")


def refer(visitor: Visitor, requisition: int) -> None:
    """Refer somebody else to it."""
    page = visitor.page
    visitor.go(f"/hire/refer/{requisition}/")
    page.fill("[name=name]", REFERRED)
    page.fill("[name=email]", "tomas@example.org")
    page.fill("[name=relation]", "Worked in one team for two years")
    visitor.press("main form button.primary")
    assert Application.objects.filter(referral__referrer__name="Vera Reviewer").count() == 1


def review_blind(visitor: Visitor) -> list[str]:
    """Move both to the blind review and judge the first; return what could be read of the letter."""
    stage = Application.objects.get(candidate__name=APPLICANT).requisition.stages.get(blind=True)
    assert stage.kit is not None
    application = Application.objects.get(candidate__name=APPLICANT)
    move_to_review(application)
    page = visitor.page
    visitor.go("/hire/reviews/")
    visitor.press("main a[href*='/reviews/next/']")
    assert "Kidist" not in page.content()
    assert "Belay" not in page.content()
    letter = page.locator("section[aria-labelledby=letter] .prose")
    seen = letter.evaluate(WITHOUT_MARKS)
    page.locator("input[name^=criterion-]").nth(2).check(force=True)
    page.locator("input[name=verdict][value=advance]").check(force=True)
    page.fill("[name=note]", "Three laboratories use the compiler.")
    visitor.press("button[name=submit]")
    assert Review.objects.get().submitted_at is not None
    return [str(seen).strip()]


def move_to_review(application: Application) -> None:
    """Put the application where it is reviewed, as its recruiter."""
    from muster.apps.hire.services.pipeline import application_move

    requisition = application.requisition
    application_move(
        actor=requisition.recruiter,
        applications=[application.pk],
        stage=requisition.stages.get(blind=True),
    )


def move_in_bulk_and_back(visitor: Visitor, requisition: int) -> None:
    """Choose both candidates on the board, move them to the interviews, and take it back."""
    page = visitor.page
    before = dict(Application.objects.values_list("pk", "stage_id"))
    visitor.go(f"/hire/requisitions/{requisition}/board/")
    for box in page.locator("input[name=selected]").all():
        box.check()
    page.select_option("select[name=stage]", index=3)
    page.fill("[name=reason]", "Both have shown their work")
    visitor.press("button[name=action][value=move]")
    after = dict(Application.objects.values_list("pk", "stage_id"))
    assert len(set(after.values())) == 1
    assert after != before
    visitor.press("#toasts a[hx-post]")
    assert dict(Application.objects.values_list("pk", "stage_id")) == before
