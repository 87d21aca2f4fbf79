"""Decisions in the browser: from the packet to the signature, sealed by every route until then."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.roles import Role
from muster.apps.hire.models import Ballot, Decision, Move, Vote
from muster.apps.hire.services.ballots import ballot_dissent
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import Committee, convene, interviewed, make_members, signed
from tests.apps.hire.inside import signed_in, verified
from tests.apps.hire.interviewing import assign, make_interviewer
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
OPINION = "A secret opinion"


@pytest.fixture
def committee(opening: Opening, make_user: MakeUser) -> Committee:
    return convene(opening, make_user, interviewed(opening, make_user))


def page_of(client: Client, name: str, committee: Committee) -> str:
    return client.get(reverse(f"hire:{name}", args=[committee.decision.pk])).content.decode()


def test_from_the_packet_to_the_signature(committee: Committee, opening: Opening) -> None:
    chair, member, third = (signed_in(one) for one in committee.members)
    url = reverse("hire:decision", args=[committee.decision.pk])
    page = chair.get(url).content.decode()
    for words in (
        "Clear and kind.",
        "1 scorecard had not been submitted",
        "Cast my vote",
        "0 votes are cast",
    ):
        assert words in page
    refused = chair.post(url, {"vote": "hire", "reasons": ""}).content.decode()
    assert "Write the reasons" in refused
    kept = chair.post(url, {"vote": "", "reasons": OPINION}).content.decode()
    assert OPINION in kept  # what was typed stays
    assert chair.post(url, {"vote": "no_hire", "reasons": OPINION})["Location"] == url
    assert "Change my vote" in chair.get(url).content.decode()
    assert "1 vote is cast" in third.get(url).content.decode()
    member.post(url, {"vote": "hire", "reasons": "Two papers."})
    assert OPINION in member.get(url).content.decode()
    assert "You see them when you have cast your own" in third.get(url).content.decode()
    third.post(url, {"vote": "hire", "reasons": "A talk."})
    dissent = reverse("hire:decision-dissent", args=[committee.decision.pk])
    sign = reverse("hire:decision-sign", args=[committee.decision.pk])
    assert member.get(sign).status_code == 403
    assert "Write the rationale" in chair.post(sign, {"outcome": "hire"}).content.decode()
    given = {"outcome": "hire", "rationale": "Depth", "version": committee.now().version}
    assert chair.post(sign, given)["Location"] == url
    assert chair.post(dissent, {"text": "Too early."})["Location"] == url
    done = signed_in(opening.manager).get(url).content.decode()
    for words in ("The signature holds", "Too early.", "Depth", committee.now().signature):
        assert words in done
    late = third.post(url, {"vote": "no_hire", "reasons": "x"})
    assert late.status_code == 409
    assert "has signed this decision" in late.content.decode()
    assert Move.objects.order_by("-pk")[0].to_stage.name == "Offer"
    assert verified()


def test_sealed_by_every_route(committee: Committee, opening: Opening, make_user: MakeUser) -> None:
    committee.vote(0, Vote.NO_HIRE, OPINION)
    application = committee.decision.application
    people = [
        *committee.members[1:],
        opening.recruiter,
        opening.manager,
        *(make_user(role) for role in Role),
    ]
    pages = [
        reverse("home"),
        reverse("hire:committee"),
        reverse("hire:committee") + "?view=all",
        reverse("hire:committee") + "?view=undecided",
        *(
            reverse(f"hire:{name}", args=[committee.decision.pk])
            for name in (
                *("decision", "packet", "decision-sign", "decision-dissent", "decision-conflict"),
                *("decision-recuse", "decision-reopen", "committee-members", "committee-evidence"),
                *("committee-call-off", "rejection"),
            )
        ),
        reverse("hire:committee-new", args=[application.pk]),
        reverse("hire:application", args=[application.pk]),
        reverse("hire:scorecards", args=[application.pk]),
        reverse("hire:board", args=[opening.requisition.pk]),
        reverse("hire:applications") + "?q=secret",
        reverse("search") + "?q=secret+opinion",
        reverse("core:ledger") + "?kind=hire.ballot",
        reverse("core:ledger") + "?kind=hire.decision",
        reverse("core:jobs"),
    ]
    for person in people:
        browser = signed_in(person)
        for url in pages:
            page = browser.get(url, follow=True).content.decode()
            for words in (OPINION, 'data-tone="bad">Do not hire', "no_hire&quot;"):
                assert words not in page, (person.roles, url)
    committee.vote(1)
    open_to = [opening.recruiter, opening.manager, *committee.members[:2]]
    for person in open_to:
        assert OPINION in page_of(signed_in(person), "decision", committee)
    assert OPINION not in page_of(signed_in(committee.members[2]), "decision", committee)


def test_who_owes_a_scorecard_sees_neither_packet_nor_votes_nor_outcome(
    committee: Committee, opening: Opening, make_user: MakeUser
) -> None:
    recruiter = make_user(Role.RECRUITER, Role.INTERVIEWER, Role.COMMITTEE_MEMBER)
    make_interviewer(opening, recruiter)
    assign(opening, committee.decision.application.interviews.get(), recruiter, shadow=True)
    committee.vote(0, Vote.HIRE, OPINION)
    committee.vote(1, Vote.HIRE, "x")
    browser = signed_in(recruiter)
    for url in ("decision", "packet", "packet-pdf"):
        found = page_of(browser, url, committee)
        assert OPINION not in found
        assert "Clear and kind." not in found
    committee.sign(rationale="A secret rationale")
    application = reverse("hire:application", args=[committee.decision.application_id])
    for page in (page_of(browser, "decision", committee), browser.get(application).content.decode()):
        assert "secret rationale" not in page
        assert "Decision signed</a> · Hire" not in page
    assert "Decision signed</a> · Hire" in signed_in(opening.recruiter).get(application).content.decode()


def test_a_draft_is_read_on_its_own_page_alone(opening: Opening, make_user: MakeUser) -> None:
    done = signed(opening, make_user, Vote.NO_HIRE)
    page = signed_in(opening.recruiter).get(reverse("hire:application", args=[done.decision.application_id]))
    assert "Your application to" not in page.content.decode()


def test_conflicts_are_raised_and_answered(opening: Opening, make_user: MakeUser) -> None:
    people = [*make_members(make_user, 2), make_user(Role.COMMITTEE_MEMBER, name="Bea Brontësdóttir")]
    committee = convene(opening, make_user, members=people)
    browser = signed_in(people[2])
    page = page_of(browser, "decision", committee)
    assert "has the same family name" in page
    assert "Cast my vote" not in page
    url = reverse("hire:decision-conflict", args=[committee.decision.pk])
    assert "Say why you can decide" in browser.post(url, {"statement": ""}).content.decode()
    assert browser.post(url, {"statement": "No kin.", "kinds": ["other"]}).status_code == 302
    page = page_of(signed_in(opening.recruiter), "decision", committee)
    assert "No kin." in page
    assert "has another interest in the outcome" in page
    assert "Cast my vote" in page_of(browser, "decision", committee)


def test_standing_aside(committee: Committee, opening: Opening) -> None:
    browser = signed_in(committee.chair)
    url = reverse("hire:decision-recuse", args=[committee.decision.pk])
    assert "Say why" in browser.post(url, {"reason": ""}).content.decode()
    assert browser.post(url, {"reason": "A friend"}).status_code == 302
    page = page_of(browser, "decision", committee)
    assert "you do not read the packet" in page
    assert "Clear and kind." not in page
    assert browser.get(reverse("hire:packet", args=[committee.decision.pk])).status_code == 404
    assert "another member has to be made the chair" in page_of(
        signed_in(opening.recruiter), "decision", committee
    )


def test_decided_again(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user)
    browser = signed_in(committee.chair)
    url = reverse("hire:decision-reopen", args=[committee.decision.pk])
    assert "Say why" in browser.post(url, {"reason": ""}).content.decode()
    browser.post(url, {"reason": "A reference came"})
    new = Decision.objects.get(number=2)
    assert "A reference came" in browser.get(reverse("hire:decision", args=[new.pk])).content.decode()
    assert "has been reopened" in page_of(browser, "decision", committee)
    timeline = browser_of(opening).get(reverse("hire:application", args=[new.application_id]))
    assert "Decision reopened" in timeline.content.decode()


def browser_of(opening: Opening) -> Client:
    return signed_in(opening.recruiter)


def test_a_broken_signature_is_told(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user)
    Ballot.objects.filter(vote="hire").update(reasons="Else")
    assert "The signature does not hold" in page_of(signed_in(opening.recruiter), "decision", committee)


def test_few_queries(
    committee: Committee, opening: Opening, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    committee.vote(0)
    committee.vote(1, Vote.NO_HIRE)
    committee.vote(2)
    committee.sign()
    ballot_dissent(actor=committee.members[1], decision=committee.decision, text="x")
    for person in (committee.chair, opening.recruiter, opening.manager):
        browser = signed_in(person)
        for url in (
            reverse("hire:decision", args=[committee.decision.pk]),
            reverse("hire:packet", args=[committee.decision.pk]),
            reverse("hire:committee") + "?view=all",
            reverse("hire:committee"),
        ):
            with django_assert_max_num_queries(15):
                assert browser.get(url).status_code == 200
    application = reverse("hire:application", args=[committee.decision.application_id])
    browser = signed_in(opening.recruiter)
    with django_assert_max_num_queries(15):
        assert browser.get(application).status_code == 200


def test_few_queries_while_it_is_under_way(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user), number=4)
    for votes in ((), (0, 1)):  # sealed, then open
        for number in votes:
            committee.vote(number)
        for person in (committee.chair, committee.members[3], opening.recruiter, opening.manager):
            browser = signed_in(person)
            for name in ("decision", "packet", "committee-members"):
                url = reverse(f"hire:{name}", args=[committee.decision.pk])
                browser.get(url)  # after which it is noted that they read the packet
                with django_assert_max_num_queries(15):
                    assert browser.get(url).status_code in (200, 403)


def test_signing_is_offered_when_it_can_be_done_and_else_told_why(
    opening: Opening, make_user: MakeUser
) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    committee.vote(1)
    browser = signed_in(committee.chair)
    here, sign = (
        reverse(f"hire:{name}", args=[committee.decision.pk]) for name in ("decision", "decision-sign")
    )
    assert sign in browser.get(here).content.decode()
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.members[1])
    assert sign not in browser.get(here).content.decode()
    page = browser.get(sign).content.decode()
    assert "Somebody who voted has left, and the quorum is not there any more" in page
    assert "rationale" not in page
