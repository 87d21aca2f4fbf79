"""What tools that read Greenhouse's Harvest API get: its names, its pages, its words; `muster rank` reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.api.harvest.shapes import word_of
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.scorecards import scorecard_save
from muster.tables import read_scorecards
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.interviewing import assign, content, heard
from tests.apps.hire.meritruns import RATINGS, make_season
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
BASE = "/api/harvest/v1"
LINK = re.compile(r'<([^>]+)>; rel="(\w+)"')


@pytest.fixture
def caller(opening: Opening) -> Caller:
    return Caller(opening.recruiter, base=BASE)


def test_rank_reads_the_scorecards(
    opening: Opening, make_user: MakeUser, caller: Caller, tmp_path: Path
) -> None:
    season = make_season(opening, make_user)
    late = assign(opening, heard(opening), make_user(Role.INTERVIEWER))
    scorecard_save(actor=late.interviewer, seat=late, content=content(opening), sequence=1)
    pages = [caller.get("/scorecards", per_page=10, page=number).json() for number in (1, 2)]
    files = []
    for number, page in enumerate(pages):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(page))
    cards = read_scorecards(files).scorecards
    assert cards.ratings == sum(map(len, RATINGS))
    assert set(map(str, cards.candidate_ids)) == {str(one.candidate_id) for one in season.applications}
    assert set(map(str, cards.interviewer_ids)) == {str(one.pk) for one in season.interviewers}


def test_a_scorecard_has_harvests_fields(opening: Opening, make_user: MakeUser, caller: Caller) -> None:
    season = make_season(opening, make_user, ratings=((3,),))
    [card] = caller.get("/scorecards").json()
    assert card["candidate_id"] == season.applications[0].candidate_id
    assert card["overall_recommendation"] == "yes"
    [attribute] = card["attributes"]
    assert attribute == {"name": "Depth", "type": "Skills", "note": "They showed it.", "rating": "strong_yes"}
    assert card["ratings"] == {
        "definitely_not": [],
        "no": [],
        "mixed": [],
        "yes": [],
        "strong_yes": ["Depth"],
    }
    assert card["submitted_by"] == card["interviewer"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", card["submitted_at"])
    assert caller.get(f"/scorecards/{card['id']}").json() == card
    assert caller.get(f"/applications/{card['application_id']}/scorecards").json() == [card]


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (2, ["definitely_not", "strong_yes"]),
        (3, ["definitely_not", "mixed", "strong_yes"]),
        (4, ["definitely_not", "no", "yes", "strong_yes"]),
        (5, ["definitely_not", "no", "mixed", "yes", "strong_yes"]),
    ],
)
def test_ratings_have_words_in_their_order(most: int, words: list[str]) -> None:
    assert [word_of(value, most) for value in range(1, most + 1)] == words


def test_candidates_and_applications(opening: Opening, caller: Caller) -> None:
    one = apply(opening, name="Ada Maria Lovelace", email="ada@example.org")
    gone = apply(opening, name="Mononym")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[gone.pk], reason="Depth"
    )
    ada, mononym = caller.get("/candidates").json()
    assert (ada["first_name"], ada["last_name"], ada["application_ids"]) == (
        "Ada Maria",
        "Lovelace",
        [one.pk],
    )
    assert ada["email_addresses"] == [{"value": "ada@example.org", "type": "personal"}]
    assert (mononym["first_name"], mononym["last_name"]) == ("Mononym", "")
    active, rejected = caller.get("/applications").json()
    assert (active["status"], active["rejected_at"], active["rejection_reason"]) == ("active", None, None)
    assert active["jobs"] == [{"id": opening.requisition.pk, "name": "Research Scientist"}]
    assert active["current_stage"]["name"] == "Applied"
    assert rejected["status"] == "rejected"
    assert rejected["rejected_at"] is not None
    assert rejected["rejection_reason"]["name"] == "Depth"
    assert caller.get(f"/applications/{gone.pk}").json() == rejected
    assert caller.get(f"/candidates/{ada['id']}").json() == ada
    assert caller.get("/applications", job_id=opening.requisition.pk + 1).json() == []
    assert caller.get("/candidates", created_after="2100-01-01T00:00:00Z").json() == []


def test_jobs(opening: Opening, caller: Caller) -> None:
    [job] = caller.get("/jobs?status=open").json()
    assert (job["name"], job["status"]) == ("Research Scientist", "open")
    assert job["hiring_team"]["hiring_managers"] == [
        {"id": opening.manager.pk, "name": "Mo Manager", "employee_id": None}
    ]
    assert job["offices"][0]["location"] == {"name": "Jakarta"}
    assert caller.get(f"/jobs/{job['id']}").json() == job
    assert caller.get("/jobs?status=closed").json() == []


def test_pages_are_linked(opening: Opening, caller: Caller) -> None:
    made = [apply(opening).pk for _number in range(5)]
    found: list[int] = []
    path, query = "/applications", {"per_page": 2}
    answer = caller.get(path, **query)
    while True:
        found += [one["id"] for one in answer.json()]
        links = {name: url for url, name in LINK.findall(answer.get("Link", ""))}
        if "next" not in links:
            break
        answer = caller.get(links["next"].partition(BASE)[2])
    assert found == made
    assert set(links) == {"prev"}
    for wrong in ({"per_page": 501}, {"page": 0}, {"created_after": "soon"}, {"created_after": "12"}):
        caller.get(path, 422, **wrong)


def test_lists_make_few_queries(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    make_season(opening, make_user)
    caller = Caller(opening.manager, base=BASE)
    caller.get("/scorecards")  # which notes the readings
    for path in ("/candidates", "/applications", "/scorecards", "/jobs"):
        with django_assert_max_num_queries(15):
            caller.get(path)
