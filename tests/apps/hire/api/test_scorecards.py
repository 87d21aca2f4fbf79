"""Scorecards, merit and decisions by the API: the seals of the pages hold, and readings are noted."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.accounts.services import user_set_roles
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member, Reading, Scorecard
from muster.apps.hire.selectors.evidence import scorecard_visible
from muster.apps.hire.selectors.scorecards import scorecard_list
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.scorecards import scorecard_save, scorecard_submit
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, interviewed, signed
from tests.apps.hire.inside import apply, make_reviewer, move, verified
from tests.apps.hire.interviewing import assign, content, heard
from tests.apps.hire.meritruns import make_season, ran, sit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
OPINION = "A secret opinion"


def submit(opening: Opening, seat: Any, summary: str = OPINION, sequence: int = 1) -> Scorecard:
    return scorecard_submit(
        actor=seat.interviewer, seat=seat, content=content(opening, summary=summary), sequence=sequence
    )


def test_others_are_sealed_until_ones_own_is_in(opening: Opening, make_user: MakeUser) -> None:
    interview = heard(opening)
    first, second = (
        assign(opening, interview, make_user(Role.INTERVIEWER, name=name)) for name in ("Ada", "Bo")
    )
    card = submit(opening, first)
    caller, path = Caller(second.interviewer), f"/applications/{interview.application_id}/scorecards"
    assert caller.get("/scorecards").json()["data"] == []
    assert caller.get(path).json() == {"sealed": True, "data": []}
    caller.get(f"/scorecards/{card.pk}", 404)
    assert Caller(second.interviewer, base="/api/harvest/v1").get("/scorecards").json() == []
    assert not Reading.objects.exists()
    scorecard_save(actor=second.interviewer, seat=second, content=content(opening), sequence=1)
    [draft] = caller.get("/scorecards").json()["data"]
    assert (draft["submitted_at"], draft["interviewer"]["name"]) == (None, "Bo")
    submit(opening, second, "Mine", 2)
    assert {one["summary"] for one in caller.get("/scorecards").json()["data"]} == {OPINION, "Mine"}
    assert {one["summary"] for one in caller.get(path).json()["data"]} == {OPINION, "Mine"}
    [rating] = caller.get(f"/scorecards/{card.pk}").json()["ratings"]
    assert rating == {"criterion": "Depth", "value": 2, "most": 3, "anchor": "Some", "note": ""}
    assert [one["summary"] for one in caller.get("/scorecards", mine=True).json()["data"]] == ["Mine"]
    assert Caller(make_user(Role.INTERVIEWER)).get("/scorecards").json()["data"] == []


def test_harvest_names_nobody_whom_one_reviews_blind(opening: Opening, make_user: MakeUser) -> None:
    person, beside = make_user(Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    interview = heard(opening)
    seats = [assign(opening, interview, one) for one in (person, beside)]
    cards = [submit(opening, seat) for seat in seats]
    make_reviewer(opening, person)
    blind, open_ = (Caller(one, base="/api/harvest/v1") for one in (person, beside))
    assert blind.get("/scorecards").json() == []
    blind.get(f"/scorecards/{cards[0].pk}", 404)
    assert {one["id"] for one in open_.get("/scorecards").json()} == {card.pk for card in cards}


def test_reading_is_noted_once_for_a_candidate(opening: Opening, make_user: MakeUser) -> None:
    interview = heard(opening)
    for name in ("Ada", "Bo"):
        submit(opening, assign(opening, interview, make_user(Role.INTERVIEWER, name=name)))
    author = Scorecard.objects.order_by("pk")[0].seat.interviewer
    caller = Caller(opening.recruiter)
    for _number in range(2):
        caller.get("/scorecards")
    [reading] = Reading.objects.all()
    assert (reading.person_id, reading.candidate_id) == (
        opening.recruiter.pk,
        interview.application.candidate_id,
    )
    Caller(author).get("/scorecards", mine=True)
    assert not Reading.objects.filter(person=author).exists()
    assert verified()


def test_lists_show_what_the_pages_show(opening: Opening, make_opening: Any, make_user: MakeUser) -> None:
    """For people of many kinds: the list's rule is another query, and must come to the same."""
    other = make_opening(title="Counsel")
    people = [make_user(Role.INTERVIEWER, name=f"Interviewer {number}") for number in range(4)]
    reviewer = make_reviewer(opening, make_user(Role.RECRUITER, name="Re Viewer"))
    coordinator = make_user(Role.EMPLOYEE)
    member_add(
        actor=opening.recruiter,
        requisition=opening.requisition,
        user=coordinator,
        part=Member.Part.COORDINATOR,
    )
    for there in (opening, other):
        for number in range(3):
            one = apply(there)
            move(there, [one.pk])
            move(there, [one.pk], "Interviews")
            one.refresh_from_db()
            for at, person in enumerate(people[number : number + 2]):
                seat = sit(there, one, person)
                if at or number:
                    submit(there, seat)
    watching = [*people, reviewer, coordinator, opening.recruiter, opening.manager, other.manager]
    for role in Role:
        watching.append(make_user(role))
    seen = 0
    submitted = Scorecard.objects.filter(submitted_at__isnull=False)
    for person in watching:
        found_there = scorecard_visible(person=person).filter(submitted_at__isnull=False)
        listed = set(found_there.values_list("pk", flat=True))
        own = set(submitted.filter(seat__interviewer=person).values_list("pk", flat=True))
        shown: set[int] = set()
        for one in Application.objects.all():
            found = scorecard_list(person=person, pk=one.pk)
            shown |= set() if found is None else {card.card.pk for card in found.shown}
        assert listed == shown | own, person.name
        seen += len(listed)
    assert seen > len(people)


@pytest.mark.django_db(transaction=True)
def test_merit_is_shown_with_its_reasons(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    run = ran(opening.recruiter, requisition=opening.requisition)
    caller = Caller(opening.recruiter)
    [listed] = caller.get("/merit/runs").json()["data"]
    assert (listed["id"], listed["state"], listed["problem"]) == (run.pk, "done", "")
    first = caller.get(f"/merit/runs/{run.pk}/standings", limit=2).json()
    second = caller.get(f"/merit/runs/{run.pk}/standings", limit=3, cursor=first["next"]).json()
    ranks = [one["rank"] for one in first["data"] + second["data"]]
    assert ranks == [1, 2, 3, 4, 5]
    best = first["data"][0]
    assert best["low"] < best["merit"] < best["high"]
    known = caller.get(f"/applications/{best['application']}/merit").json()
    assert known["estimate"]["merit"] == best["merit"]
    assert len(known["parts"]) == 3
    assert known["parts"][0]["severity"] is not None
    assert None not in (known["parts"][0]["share"], known["estimate"]["shift"], best["shift"])
    assert "sd_severity" in listed["model"]
    application = Application.objects.get(pk=best["application"])
    assert Reading.objects.filter(person=opening.recruiter, candidate=application.candidate_id).exists()
    # A hiring manager is told nothing from which severity follows.
    manager = Caller(opening.manager)
    hers = manager.get(f"/applications/{best['application']}/merit").json()
    for part in hers["parts"]:
        assert {part[name] for name in ("severity", "share", "contribution", "shift")} == {None}
    assert hers["estimate"]["shift"] is None
    assert "sd_severity" not in manager.get(f"/merit/runs/{run.pk}").json()["model"]
    [hers] = manager.get("/merit/runs").json()["data"]
    assert "sd_severity" not in hers["model"]
    assert {one["shift"] for one in manager.get(f"/merit/runs/{run.pk}/standings").json()["data"]} == {None}
    Caller(season.interviewers[0]).get("/merit/runs", 403)
    Caller(make_user(Role.HIRING_MANAGER)).get(f"/merit/runs/{run.pk}", 404)


def test_decisions_keep_their_seals(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(0)
    caller = Caller(committee.members[1])
    whole = caller.get(f"/decisions/{committee.decision.pk}").json()
    assert (whole["state"], whole["cast"], whole["verdict"]) == ("voting", 1, None)
    assert {one["vote"] for one in whole["ballots"]} == {""}
    committee.vote(1)
    whole = caller.get(f"/decisions/{committee.decision.pk}").json()
    assert sorted(one["vote"] for one in whole["ballots"]) == ["", "hire", "hire"]
    third = Caller(committee.members[2]).get(f"/decisions/{committee.decision.pk}").json()
    assert {one["vote"] for one in third["ballots"]} == {""}
    committee.sign()
    whole = caller.get(f"/decisions/{committee.decision.pk}").json()
    assert (whole["outcome"], whole["verdict"]["holds"]) == ("hire", True)
    Caller(make_user(Role.COMMITTEE_MEMBER)).get(f"/decisions/{committee.decision.pk}", 404)
    Caller(make_user(Role.EMPLOYEE)).get("/decisions", 403)


def test_an_outcome_is_not_told_to_who_owes_a_scorecard(opening: Opening, make_user: MakeUser) -> None:
    one = interviewed(opening, make_user)
    late = next(
        seat.interviewer for seat in one.interviews.get().seats.all() if not hasattr(seat, "scorecard")
    )
    committee = signed(opening, make_user, application=one)
    user_set_roles(actor=None, user=late, roles=[Role.INTERVIEWER, Role.EXECUTIVE])
    whole = Caller(late).get(f"/decisions/{committee.decision.pk}").json()
    assert (whole["sealed"], whole["outcome"], whole["verdict"]) == (True, "", None)
    assert {ballot["vote"] for ballot in whole["ballots"]} == {""}
    [listed] = Caller(late).get("/decisions").json()["data"]
    assert listed["outcome"] == ""
    assert Caller(opening.recruiter).get("/decisions").json()["data"][0]["outcome"] == "hire"
