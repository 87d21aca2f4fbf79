"""Committees in the browser: lists, convening, members, new evidence, calling off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire.models import Decision, Seat
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee, convene, interviewed, make_members
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, signed_in, verified
from tests.apps.hire.interviewing import content
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_convened_with_conflicts_beside_the_names(opening: Opening, make_user: MakeUser) -> None:
    application = before_committee(opening)
    people = make_members(make_user)
    make_user(Role.COMMITTEE_MEMBER, name="Bea Brontësdóttir")
    browser = signed_in(opening.recruiter)
    there = reverse("hire:application", args=[application.pk])
    url = reverse("hire:committee-new", args=[application.pk])
    assert url in browser.get(there).content.decode()
    assert "(has the same family name)" in browser.get(url).content.decode()
    given: dict[str, Any] = {
        "members": [one.pk for one in people[:2]],
        "chair": people[2].pk,
        "quorum": 2,
        "due": (timezone.now() + timedelta(days=3)).date().isoformat(),
    }
    refused = browser.post(url, given).content.decode()
    assert "The chair is one of the members" in refused
    done = browser.post(url, {**given, "chair": people[0].pk})
    decision = Decision.objects.get()
    assert done["Location"] == reverse("hire:decision", args=[decision.pk])
    assert url not in browser.get(there).content.decode()
    assert "Committee convened" in browser.get(there).content.decode()
    assert browser.post(url, {**given, "chair": people[1].pk}).status_code == 409
    assert "There is decision 1" in browser.get(url).content.decode()
    assert verified()


def test_not_for_who_reviews_blind_nor_without_anybody(opening: Opening, make_user: MakeUser) -> None:
    application = apply(opening)
    move(opening, [application.pk])
    url = reverse("hire:committee-new", args=[application.pk])
    assert "Nobody sits in committees yet" in signed_in(opening.recruiter).get(url).content.decode()
    reviewer = make_reviewer(opening, make_user(Role.RECRUITER))
    assert signed_in(reviewer).get(url)["Location"] == reverse("hire:review", args=[application.pk])


def test_lists(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    url = reverse("hire:committee")
    chair, recruiter = signed_in(committee.chair), signed_in(opening.recruiter)
    assert "Your vote" in chair.get(url).content.decode()
    assert "Nothing waits for you" in recruiter.get(url).content.decode()
    for view in ("undecided", "all"):
        page = recruiter.get(f"{url}?view={view}").content.decode()
        assert NAME in page
        assert "0, quorum 2" in page
    beside = signed_in(make_user(Role.COMMITTEE_MEMBER)).get(f"{url}?view=all").content.decode()
    assert NAME not in beside
    assert "No decisions here" in beside
    committee.vote(0)
    committee.vote(1)
    assert "Your signature" in chair.get(url).content.decode()
    Decision.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert 'data-tone="bad">late' in recruiter.get(f"{url}?view=undecided").content.decode()
    assert recruiter.get(f"{url}?view=all&after=nonsense").status_code == 200
    assert signed_in(make_user(Role.AUDITOR)).get(url).status_code == 403


def test_members_are_added_and_a_chair_made(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, number=2)
    new = make_user(Role.COMMITTEE_MEMBER, name="Ned New")
    browser = signed_in(opening.recruiter)
    url = reverse("hire:committee-members", args=[committee.decision.pk])
    assert "Ned New" in browser.get(url).content.decode()
    assert browser.post(url, {"member": new.pk}).status_code == 302
    assert browser.post(url, {"member": new.pk}).status_code == 200  # not offered any more
    assert browser.post(url, {"chair": new.pk, "version": committee.now().version}).status_code == 302
    assert committee.now().chair == new
    stale = browser.post(url, {"chair": committee.chair.pk, "version": 1})
    assert stale.status_code == 409
    assert committee.now().ballots.count() == 3


def test_once_votes_are_open_the_page_says_why_the_committee_stays(
    opening: Opening, make_user: MakeUser
) -> None:
    committee, new = convene(opening, make_user), make_user(Role.COMMITTEE_MEMBER, name="Ned New")
    browser = signed_in(opening.recruiter)
    url = reverse("hire:committee-members", args=[committee.decision.pk])
    told = ("so a member is added only when", "so another chair is made only when")
    page = browser.get(url).content.decode()
    assert not any(words in page for words in told)
    committee.vote(0)
    committee.vote(1)
    page = browser.get(url).content.decode()
    assert all(words in page for words in told)
    assert "Ned New" not in page
    for asked, words in zip(({"member": new.pk}, {"chair": committee.members[1].pk}), told, strict=True):
        assert words in browser.post(url, asked).content.decode()
    assert committee.now().ballots.count() == 3


def test_new_evidence_and_calling_off(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    browser = signed_in(opening.recruiter)
    evidence, off = (
        reverse(f"hire:{name}", args=[committee.decision.pk])
        for name in ("committee-evidence", "committee-call-off")
    )
    assert "There is no new evidence" in browser.post(evidence, {"reason": ""}).content.decode()
    seat = Seat.objects.get(interviewer__name="Bo")
    scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    there = reverse("hire:decision", args=[committee.decision.pk])
    assert "New evidence has come in" in browser.get(there).content.decode()
    assert browser.post(evidence, {"reason": ""})["Location"] == there
    assert "Say in a few words" in browser.post(off, {"reason": ""}).content.decode()
    assert browser.post(off, {"reason": "Wrong people"})["Location"] == there
    assert "This decision is void" in browser.get(there).content.decode()
    assert browser.post(off, {"reason": "Wrong people"}).status_code == 409
