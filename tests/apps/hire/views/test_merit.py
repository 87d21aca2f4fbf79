"""The pages of merit, before those who may see them, those beside and strangers; and the seal by each route."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.comparing import compare
from muster.apps.hire.models import MeritRun, Reading, Requisition
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.apps.hire.selectors.merit_board import BoardFilter, board_page, board_rows
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.org.models import JobFamily
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer, signed_in
from tests.apps.hire.interviewing import interviewing, make_interviewer
from tests.apps.hire.meritruns import Season, card, make_season, ran, sit, work
from tests.apps.hire.openings import Opening, broken, open_requisition

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Season:
    return make_season(opening, make_user)


@pytest.fixture
def run(season: Season) -> MeritRun:
    return ran(season.opening.recruiter, requisition=season.opening.requisition)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_run_is_asked_for_waited_for_and_read(season: Season) -> None:
    client = signed_in(season.opening.recruiter)
    key = f"requisition:{season.opening.requisition.pk}"
    assert key in page(client, "/hire/merit/")
    response = client.post("/hire/merit/ask/", {"over": key})
    run = MeritRun.objects.get()
    assert response["Location"] == f"/hire/merit/{run.pk}/"
    assert "Waiting for a worker" in page(client, f"/hire/merit/{run.pk}/")
    asked = client.get(f"/hire/merit/{run.pk}/", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in asked
    work()
    asked = client.get(f"/hire/merit/{run.pk}/", headers={"HX-Request": "true"})
    assert asked["HX-Refresh"] == "true"
    board = page(client, f"/hire/merit/{run.pk}/")
    for one in season.applications:
        assert f"/hire/merit/{run.pk}/candidates/{one.candidate_id}/" in board
    assert "Research Scientist" in page(client, "/hire/merit/")
    assert broken() == []


@pytest.mark.any_database
def test_what_failed_says_why_in_one_sentence(opening: Opening) -> None:
    run = ran(opening.recruiter, requisition=opening.requisition)
    client = signed_in(opening.recruiter)
    assert "Nobody has submitted a scorecard here yet" in page(client, f"/hire/merit/{run.pk}/")
    assert "Nobody has submitted a scorecard here yet" in page(client, "/hire/merit/")


@pytest.mark.any_database
def test_who_sees_a_run(season: Season, run: MeritRun, make_user: MakeUser) -> None:
    candidate = season.applications[0].candidate_id
    urls = ("/hire/merit/", f"/hire/merit/{run.pk}/", f"/hire/merit/{run.pk}/candidates/{candidate}/")
    for person in (season.opening.recruiter, season.opening.manager, make_user(Role.EXECUTIVE)):
        assert [signed_in(person).get(url).status_code for url in urls] == [200, 200, 200]
    other = make_user(Role.HIRING_MANAGER)
    assert [signed_in(other).get(url).status_code for url in urls] == [200, 404, 404]
    assert "Research Scientist" not in page(signed_in(other), "/hire/merit/")
    for person in (season.interviewers[0], make_user(Role.COMMITTEE_MEMBER)):
        assert [signed_in(person).get(url).status_code for url in urls] == [403, 404, 404]


@pytest.mark.any_database
def test_who_may_ask(season: Season, make_user: MakeUser) -> None:
    key = f"requisition:{season.opening.requisition.pk}"
    assert signed_in(season.opening.manager).post("/hire/merit/ask/", {"over": key}).status_code == 302
    for person in (make_user(Role.HIRING_MANAGER), make_user(Role.EMPLOYEE)):
        for over in (
            key,
            "company",
            "family:1",
            "requisition:999",
            "",
            "requisition:x",
            "family:" + "9" * 30,
        ):
            assert signed_in(person).post("/hire/merit/ask/", {"over": over}).status_code == 403
    for over in ("company", f"family:{season.opening.requisition.family_id}"):
        assert signed_in(season.opening.manager).post("/hire/merit/ask/", {"over": over}).status_code == 403
        assert signed_in(season.opening.recruiter).post("/hire/merit/ask/", {"over": over}).status_code == 302
    assert MeritRun.objects.count() == 3


def test_the_board_narrows_and_marks_who_left(season: Season, run: MeritRun) -> None:
    gone = season.applications[1]
    application_reject(
        actor=season.opening.recruiter,
        requisition=season.opening.requisition,
        applications=[gone.pk],
        reason="Withdrew by telephone",
    )
    client = signed_in(season.opening.recruiter)
    assert "Rejected" in page(client, f"/hire/merit/{run.pk}/")
    found = page(client, f"/hire/merit/{run.pk}/?q=candidate 1")
    assert "Candidate 1" in found
    assert "Candidate 2" not in found
    stage = season.opening.requisition.stages.get(name="Hired").pk
    assert "Nobody here" in page(client, f"/hire/merit/{run.pk}/?stage={stage}")
    for odd in ("?stage=x", "?q=%00", "?after=x", "?before=e30", "?stage=" + "9" * 40):
        assert client.get(f"/hire/merit/{run.pk}/{odd}").status_code == 200


def test_the_board_is_searched_without_accents(season: Season) -> None:
    candidate = season.applications[0].candidate
    candidate.name = "Zoë Łukasiewicz"
    candidate.save()
    run = ran(season.opening.recruiter, requisition=season.opening.requisition)
    for words in ("zoe luk", "ZOË", "łukasiewicz", "  Zoë   Łuka"):
        found = page(signed_in(season.opening.recruiter), f"/hire/merit/{run.pk}/?q={words}")
        assert "Zoë Łukasiewicz" in found
        assert "Candidate 2" not in found


@pytest.mark.any_database
def test_why_adds_up_and_compares(season: Season, run: MeritRun) -> None:
    client = signed_in(season.opening.recruiter)
    first, second = (one.candidate_id for one in season.applications[:2])
    why = page(client, f"/hire/merit/{run.pk}/candidates/{first}/")
    for person in season.interviewers:
        assert person.get_full_name() in why
    assert "±" in why
    versus = page(client, f"/hire/merit/{run.pk}/candidates/{first}/?with={second}")
    assert "The chance that" in versus
    assert "Who met both:" in versus
    assert client.get(f"/hire/merit/{run.pk}/candidates/{first}/?with=999999").status_code == 404
    assert client.get(f"/hire/merit/{run.pk}/candidates/{first}/?with={first}").status_code == 200
    assert client.get(f"/hire/merit/{run.pk}/candidates/999999/").status_code == 404
    for long in ("9" * 19, "9" * 20, "9" * 40):  # longer than any key, and than a database takes
        for url in (
            f"{long}/",
            f"{long}/candidates/{first}/",
            f"{run.pk}/candidates/{long}/",
            f"{long}/report/",
        ):
            assert client.get(f"/hire/merit/{url}").status_code == 404
        assert client.get(f"/hire/merit/{run.pk}/candidates/{first}/?with={long}").status_code == 200


def test_opening_a_candidate_is_a_reading_of_what_interviewers_said(
    season: Season, run: MeritRun, make_user: MakeUser
) -> None:
    opening, (first, second) = season.opening, season.applications[:2]
    url = f"/hire/merit/{run.pk}/candidates/{first.candidate_id}/"
    stranger = make_user(Role.HIRING_MANAGER)
    assert signed_in(stranger).get(url).status_code == 404
    page(signed_in(opening.recruiter), f"/hire/merit/{run.pk}/")
    assert not Reading.objects.exists()
    for _ in range(2):
        page(signed_in(opening.manager), f"{url}?with={second.candidate_id}")
    read = Reading.objects.get()
    assert (read.person, read.candidate_id) == (opening.manager, first.candidate_id)
    entry = Entry.objects.get(action="scorecard.read")
    assert (entry.actor, entry.detail) == (opening.manager, {"application": first.pk})
    assert broken() == []


@pytest.mark.any_database
def test_one_owing_a_scorecard_reads_nothing(season: Season, run: MeritRun) -> None:
    person, sealed = make_interviewer(season.opening, season.opening.recruiter), season.applications[0]
    sit(season.opening, sealed, person, shadow=True)
    url = f"/hire/merit/{run.pk}/candidates/{sealed.candidate_id}/"
    assert signed_in(person).get(url).status_code == 403
    assert not Reading.objects.exists()


@pytest.mark.any_database
def test_who_has_left_the_scope_of_a_run_is_still_named(season: Season) -> None:
    opening, one = season.opening, season.applications[0]
    run = ran(opening.recruiter, family=opening.requisition.family)
    other = JobFamily.objects.create(name="Engineering")
    Requisition.objects.filter(pk=opening.requisition.pk).update(family=other)
    client = signed_in(opening.recruiter)
    assert one.candidate.name in page(client, f"/hire/merit/{run.pk}/")
    assert one.candidate.name in page(client, f"/hire/merit/{run.pk}/candidates/{one.candidate_id}/")
    assert Reading.objects.filter(person=opening.recruiter, candidate=one.candidate_id).exists()


def figures(html: str) -> set[str]:
    """Return the numbers with two decimals and the percentages that a page says."""
    text = re.sub(r"<[^>]*>", " ", html[html.index("<main") :])
    return set(re.findall(r"\d+\.\d\d\b|\d+%", text))


@pytest.mark.any_database
def test_a_hiring_manager_does_not_see_what_tells_how_severe_others_are(
    season: Season, run: MeritRun
) -> None:
    recruiter, manager = (signed_in(one) for one in (season.opening.recruiter, season.opening.manager))
    first, second = season.applications[:2]
    standing = run.standings.get(candidate=first.candidate_id)
    other = run.standings.get(candidate=second.candidate_id)
    url = f"/hire/merit/{run.pk}/candidates/{first.candidate_id}/"
    parts = [dict(zip(PART_COLUMNS, row, strict=True)) for row in standing.parts]
    logits = {f"{abs(part[name]):.2f}" for part in parts for name in ("implied", "contribution")}
    weights = {f"{part['share']:.0%}" for part in parts} | {f"{standing.prior_share:.0%}"}
    severities = {f"{abs(one.severity):.2f}" for one in run.calibrations.all()}
    telling = logits | weights | severities | {f"{abs(standing.shift):.2f}"}
    assert telling <= figures(page(recruiter, url))
    why = page(manager, url)
    known = {f"{abs(value):.2f}" for value in (standing.merit, standing.low, standing.high)}
    known |= {f"{part['raw_mean']:.2f}" for part in parts} | {"90%"}
    assert figures(why) == known
    assert not known & telling
    assert "±" not in why
    assert ("their merit is higher than" if standing.shift > 0 else "their merit is lower than") in why
    assert "recruiters and executives see" in why
    draws = {one.interviewer_id: one.draws for one in run.calibrations.all()}
    compared = compare(standing, other, draws=draws, level=run.level)
    known |= {f"{abs(value):.2f}" for value in (compared.difference, compared.low, compared.high)}
    known |= {f"{compared.p_better:.0%}"}
    assert figures(page(manager, f"{url}?with={other.candidate_id}")) == known
    spread = "Spread of severity"
    assert spread in page(recruiter, f"/hire/merit/{run.pk}/")
    board = page(manager, f"/hire/merit/{run.pk}/")
    assert spread not in board
    known = {f"{run.model[name]:.2f}" for name in ("sd_merit", "sd_halo")}
    known |= {f"{run.model['reliability']:.0%}", "90%"}
    for one in run.standings.all():
        known |= {f"{abs(value):.2f}" for value in (one.merit, one.low, one.high, one.raw_mean)}
    choice = run.choosing.choices.get()
    assert choice.proposals == []  # whose reasons would have figures too
    known |= {f"{choice.expected_shortfall:.2f}"} | {
        f"{better:.0%}" for _one, _other, better in choice.toss_ups
    }
    known |= {f"{min(max(one.p_top_k, 0.01), 0.99):.0%}" for one in run.choosing.odds.all()}
    assert figures(board) == known


def test_who_owes_a_scorecard_sees_nothing_of_its_candidate(season: Season, run: MeritRun) -> None:
    opening, sealed = season.opening, season.applications[0]
    recruiter = make_interviewer(opening, opening.recruiter)
    client = signed_in(recruiter)
    name, candidate = sealed.candidate.name, sealed.candidate_id
    assert name in page(client, f"/hire/merit/{run.pk}/")
    seat = sit(opening, sealed, recruiter, shadow=True)
    board = page(client, f"/hire/merit/{run.pk}/")
    assert name not in board
    assert f"candidates/{candidate}/" not in board
    assert "1 candidate is left out" in board
    assert name not in page(client, f"/hire/merit/{run.pk}/?q=candidate")
    for url in (
        f"/hire/merit/{run.pk}/candidates/{candidate}/",
        f"/hire/merit/{run.pk}/candidates/{season.applications[2].candidate_id}/?with={candidate}",
    ):
        response = client.get(url)
        assert response.status_code == 403
        assert "sealed until then" in response.content.decode()
    beside = page(client, f"/hire/merit/{run.pk}/candidates/{season.applications[2].candidate_id}/")
    assert name not in beside
    assert "Submit the scorecards that you owe first" in page(client, f"/hire/merit/{run.pk}/report/")
    assert client.post(f"/hire/merit/{run.pk}/report/ask/").status_code == 403
    card(opening, seat, 2)
    assert name in page(client, f"/hire/merit/{run.pk}/")
    assert client.get(f"/hire/merit/{run.pk}/candidates/{candidate}/").status_code == 200


def test_places_by_raw_mean_are_those_among_the_candidates_shown(
    opening: Opening, make_user: MakeUser
) -> None:
    ratings = ((3, 2, 3), (2, 1, 2), (3, 3, 2), (1, 1, 1), (2, 3, 3), (1, 2, 2), (2, 2, 1))
    season = make_season(opening, make_user, ratings)
    run = ran(opening.recruiter)
    person = make_interviewer(opening, opening.recruiter)
    shown = {one.candidate_id: given for one, given in zip(season.applications, ratings, strict=True)}
    for sealed in (None, 0, 3, 4, 1, 5):
        if sealed is not None:
            sit(opening, season.applications[sealed], person, shadow=True)
            del shown[season.applications[sealed].candidate_id]
        board = board_page(person=person, run=run, wanted=BoardFilter())
        assert {row.standing.candidate_id for row in board.rows} == shown.keys()
        for row in board.rows:
            mine = sum(shown[row.standing.candidate_id])
            better = sum(sum(given) > mine for given in shown.values())
            same = sum(sum(given) == mine for given in shown.values())
            assert row.raw_rank == better + same // 2 + 1


@pytest.mark.any_database
def test_who_reviews_blind_sees_a_code(season: Season, run: MeritRun) -> None:
    opening, blind = season.opening, season.applications[0]
    reviewer = make_reviewer(opening, opening.recruiter)
    client = signed_in(reviewer)
    board = page(client, f"/hire/merit/{run.pk}/")
    assert blind.candidate.name not in board
    assert blind.code in board
    assert blind.code not in page(client, f"/hire/merit/{run.pk}/?q={blind.candidate.name}")
    response = client.get(f"/hire/merit/{run.pk}/candidates/{blind.candidate_id}/")
    assert response.status_code == 403
    assert blind.candidate.name not in response.content.decode()


def test_no_page_asks_often(season: Season, run: MeritRun) -> None:
    client = signed_in(season.opening.recruiter)
    first, second = (one.candidate_id for one in season.applications[:2])
    for url in (
        "/hire/merit/",
        f"/hire/merit/{run.pk}/?q=candidate",
        f"/hire/merit/{run.pk}/candidates/{first}/?with={second}",
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page(client, url)
        assert len(queries) <= 15, "\n".join(one["sql"][:150] for one in queries)


def test_rows_of_who_reviews_blind_are_read_at_once(season: Season, run: MeritRun) -> None:
    person = make_reviewer(season.opening, season.opening.recruiter)
    standings = list(run.standings.all())
    counted = []
    for several in (standings[:1], standings):
        with CaptureQueriesContext(connection) as queries:
            rows = board_rows(person=person, run=run, standings=several, ranks=())
        assert all(row.blind for row in rows)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 3


def test_a_run_over_the_company_joins_the_openings_of_a_person(season: Season, make_user: MakeUser) -> None:
    opening = season.opening
    other = open_requisition(recruiter=opening.recruiter, manager=opening.manager, title="Engineer")
    again = interviewing(other, name="Candidate 0", email=season.named("Candidate 0").candidate.email)
    assert again.candidate_id == season.named("Candidate 0").candidate_id
    person = make_interviewer(other, make_user(Role.INTERVIEWER, name="From elsewhere"))
    card(other, sit(other, again, person), 1)
    run = ran(opening.recruiter)
    assert run.model["candidates"] == len(season.applications)
    standing = run.standings.get(candidate=again.candidate_id)
    assert (standing.interviews, standing.ratings) == (4, 4)
    board = page(signed_in(opening.recruiter), f"/hire/merit/{run.pk}/?requisition={other.requisition.pk}")
    assert "Candidate 0" in board
    assert "Candidate 1" not in board
