"""What hiring offers to the navigation and the palette."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.menus import (
    menu,
    panel_decisions,
    panel_openings,
    panel_reviews,
    search_applications,
    search_interviews,
    search_requisitions,
)
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, signed_in, submit
from tests.apps.hire.interviewing import assign, coming, content, heard, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        ((), ["Openings"]),
        ((Role.EMPLOYEE,), ["Openings", "Referrals"]),
        (
            (Role.RECRUITER,),
            [
                *("Talent", "Openings", "Applications", "Merit", "The bar", "Calibration", "Committee"),
                *("Referrals", "On the job", "Reach", "Export", "Kits"),
            ],
        ),
        (
            (Role.HIRING_MANAGER,),
            [
                *("Talent", "Openings", "Applications", "Merit", "Committee", "Referrals", "On the job"),
                *("Export", "Kits"),
            ],
        ),
        (
            (Role.EXECUTIVE,),
            [
                *("Talent", "Openings", "Applications", "Merit", "The bar", "Calibration", "Committee"),
                *("Referrals", "Reach", "Export"),
            ],
        ),
        ((Role.AUDITOR,), ["Openings", "The bar", "Referrals", "Selection audits", "Reach"]),
        ((Role.COMPENSATION_PARTNER,), ["Openings", "Referrals", "Offers made elsewhere"]),
        ((Role.COMMITTEE_MEMBER,), ["Openings", "Committee", "Referrals"]),
        ((Role.INTERVIEWER,), ["Openings", "Interviews", "Calibration", "Referrals"]),
    ],
)
def test_the_menu_of_a_role(
    opening: Opening, make_user: MakeUser, roles: tuple[Role, ...], labels: list[str]
) -> None:
    assert [link.label for link in menu(make_user(*roles))] == labels


def test_the_menu_of_those_who_work_on_an_opening(opening: Opening, make_user: MakeUser) -> None:
    assert "Applications" in [link.label for link in menu(opening.manager)]
    assert "Reviews" in [link.label for link in menu(make_reviewer(opening, make_user()))]


def test_openings_are_found_by_title_code_and_team(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.EMPLOYEE)
    for text in ("scientist", opening.requisition.code, "model"):
        assert [hit.label for hit in search_requisitions(person, text, 5)] == ["Research Scientist"]
    assert search_requisitions(person, "\0", 5)  # nothing to look for is everything
    assert not search_requisitions(person, "scientist\0x", 5)


def test_candidates_are_found_by_those_who_may_see_them(opening: Opening, make_user: MakeUser) -> None:
    apply(opening)
    for person in (opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)):
        assert [hit.label for hit in search_applications(person, "zulaikha", 5)] == [NAME]
    for person in (make_user(Role.EMPLOYEE), make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        assert not search_applications(person, "zulaikha", 5)


@pytest.mark.parametrize("text", ["zulaikha", "", "!!!", "a"])
def test_a_blind_reviewer_finds_nobody(opening: Opening, text: str) -> None:
    one = apply(opening, email="a@example.org")
    make_reviewer(opening, opening.manager)
    assert not search_applications(opening.manager, text, 5)
    move(opening, [one.pk])
    submit(opening, opening.manager, one)
    assert bool(search_applications(opening.manager, text, 5)) == (text != "!!!")


def test_no_more_than_asked_for(opening: Opening) -> None:
    for _ in range(3):
        apply(opening)
    assert len(search_applications(opening.recruiter, "zulaikha", 2)) == 2


def test_the_first_page_shows_what_waits_and_leads_there(opening: Opening, make_user: MakeUser) -> None:
    reviewer = make_reviewer(opening, make_user(Role.EMPLOYEE))
    first, second = apply(opening), apply(opening)
    assert panel_reviews(reviewer).rows == []
    move(opening, [first.pk, second.pk])
    submit(opening, reviewer, first)
    [row] = panel_reviews(reviewer).rows
    assert [cell.number for cell in row.cells] == [1, 1]
    [own] = panel_openings(opening.recruiter).rows
    assert [cell.number for cell in own.cells] == [2, 2, 0]
    page = signed_in(opening.recruiter).get("/").content.decode()
    for address in (own.url, *(cell.url for cell in own.cells if cell.number)):
        assert f'href="{address.replace("&", "&amp;")}"' in page
    assert signed_in(opening.recruiter).get(own.cells[1].url).content.decode().count('name="selected"') == 2
    assert panel_openings(reviewer).rows == []


def test_interviews_are_found_by_name_by_those_who_may_see_them(
    opening: Opening, make_user: MakeUser
) -> None:
    interviewer, beside = make_user(Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    one = interviewing(opening, resume="quantum")
    past, first, second = heard(opening, one), schedule(opening, one), schedule(opening, starts=coming(1))
    assign(opening, first, interviewer)
    assign(opening, second, beside)
    pages = {one.pk: f"/hire/interviews/{one.pk}/" for one in (past, first, second)}
    for person in (opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)):
        hits = search_interviews(person, "zulai bront", 5)
        assert [hit.url for hit in hits] == [pages[second.pk], pages[first.pk], pages[past.pk]]
        assert {hit.label for hit in hits} == {NAME}
        assert len(search_interviews(person, "zulai", 1)) == 1
        assert not search_interviews(person, "quantum", 5)  # which is a word of the résumé
        assert not search_interviews(person, "!!!", 5)
    assert [hit.url for hit in search_interviews(interviewer, "zulaikha", 5)] == [pages[first.pk]]
    for person in (make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        assert not search_interviews(person, "zulaikha", 5)
    make_reviewer(opening, opening.manager)
    assert not search_interviews(opening.manager, "zulaikha", 5)


def test_what_a_scorecard_says_is_never_found(opening: Opening, make_user: MakeUser) -> None:
    seat = assign(opening, heard(opening), make_user(Role.INTERVIEWER))
    said = content(opening, summary="Zeppelin zephyr")
    scorecard_submit(actor=seat.interviewer, seat=seat, content=said, sequence=1)
    for person in (opening.recruiter, seat.interviewer):
        for text in ("zeppelin", "zephyr", "hire"):
            assert not search_interviews(person, text, 5)
            assert b"zephyr</" not in signed_in(person).get("/search/", {"q": text}).content


def test_the_first_page_shows_votes_and_signatures_that_wait(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    [row] = panel_decisions(committee.chair).rows
    assert [cell.number for cell in row.cells] == [1, 0]
    assert "Decisions that wait for you" in signed_in(committee.chair).get("/").content.decode()
    committee.vote(0)
    committee.vote(1)
    [row] = panel_decisions(committee.chair).rows
    assert (row.label, [cell.number for cell in row.cells]) == ("Research Scientist", [0, 1])
    for other in (committee.members[1], opening.recruiter, make_user(Role.AUDITOR)):
        assert panel_decisions(other).rows == []
