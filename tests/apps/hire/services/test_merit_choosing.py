"""Working out the odds of a run: after it, each opening once whatever dies in the middle, sealed, told on the board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.jobs import RunningJob
from muster.apps.core.models import Entry, Job
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.choosing import Chooser
from muster.apps.hire.bridge.reproducing import reproduce_run
from muster.apps.hire.models import MeritChoice, MeritChoosing, MeritOdds, MeritRun, Scorecard
from muster.apps.hire.services.merit import merit_run_request
from muster.apps.hire.services.merit_choosing import merit_choosing_carry_out
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.meritruns import Season, make_season, ran, work
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)

WORKED_OUT = "are being worked out"


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Season:
    return make_season(opening, make_user)


def dies(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let the worker that works out odds be told to stop after some openings: its job goes back into the queue."""
    real = Chooser.choose
    done: list[int] = []

    def die(*arguments: Any) -> Any:
        if len(done) == after:
            raise SystemExit
        done.append(1)
        return real(*arguments)

    monkeypatch.setattr(Chooser, "choose", die)


def stopped(actor: User, **scope: Any) -> MeritRun:
    """Return a run that is done, and whose odds a worker has begun with."""
    run = merit_run_request(actor=actor, **scope)
    with pytest.raises(SystemExit):
        work()
    run.refresh_from_db()
    assert run.state == "done"
    assert run.choosing.state == "running"
    return run


def board(person: User, run: MeritRun, opening: Opening) -> str:
    answer = signed_in(person).get(f"/hire/merit/{run.pk}/?requisition={opening.requisition.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_is_there_before_its_odds(
    season: Season, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    recruiter, manager = season.opening.recruiter, season.opening.manager
    scope = {"requisition": season.opening.requisition}
    with monkeypatch.context() as patch:
        dies(patch, after=0)
        run = stopped(recruiter, **scope)
    for person in (recruiter, manager):
        text = board(person, run, season.opening)
        assert "Candidate 0" in text
        assert WORKED_OUT in text
        assert "In the top" not in text
    client, odds = signed_in(manager), f"/hire/merit/{run.pk}/odds/"
    answer = client.get(odds, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.get("HX-Refresh")) == (200, None)
    assert f'hx-get="{odds}"' in answer.content.decode()
    assert client.get(odds)["Location"] == f"/hire/merit/{run.pk}/"  # without script
    assert signed_in(make_user(Role.HIRING_MANAGER)).get(odds).status_code == 404
    work()
    assert client.get(odds, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    text = board(manager, run, season.opening)
    assert WORKED_OUT not in text
    assert "In the top 1" in text
    assert broken() == []


def test_a_worker_that_died_is_followed_by_one_that_does_the_rest(
    season: Season, make_opening: Callable[..., Opening], make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_season(make_opening(title="Writer"), make_user)
    with monkeypatch.context() as patch:
        dies(patch, after=1)
        run = stopped(season.opening.recruiter)
    first = MeritChoice.objects.get(choosing=run.choosing)
    assert broken() == []  # what is not finished is not sealed, and is shown to nobody
    assert WORKED_OUT in board(season.opening.recruiter, run, season.opening)
    work()
    choosing = MeritChoosing.objects.get(run=run)
    assert choosing.state == "done"
    keys = {season.opening.requisition.pk, other.opening.requisition.pk}
    assert set(choosing.choices.values_list("requisition", flat=True)) == keys
    assert choosing.choices.get(requisition=first.requisition_id).pk == first.pk
    assert choosing.odds.count() == len(season.applications) + len(other.applications)
    assert Entry.objects.filter(kind="hire.meritchoosing", action="merit.chosen").count() == 1
    assert broken() == []
    assert reproduce_run(run).differences == ()


def test_odds_that_are_there_are_not_worked_out_again(season: Season) -> None:
    run = ran(season.opening.recruiter, requisition=season.opening.requisition)
    entries, job = Entry.objects.count(), Job.objects.get(pk=str(run.choosing.job))
    merit_choosing_carry_out(job=RunningJob(job, job.attempt), pk=run.choosing.pk)
    assert Entry.objects.count() == entries
    assert job.title == "Working out the odds"
    assert job.created_by == season.opening.recruiter


def test_a_run_that_failed_has_no_odds(opening: Opening) -> None:
    run = ran(opening.recruiter, requisition=opening.requisition)
    assert run.state == "failed"
    assert not MeritChoosing.objects.exists()


def test_scorecards_changed_behind_the_back_give_no_odds(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        dies(patch, after=0)
        run = stopped(season.opening.recruiter, requisition=season.opening.requisition)
    card = Scorecard.objects.first()
    assert card is not None
    Scorecard.objects.filter(pk=card.pk).update(ratings=dict.fromkeys(card.ratings, 1))
    work()
    run.choosing.refresh_from_db()
    assert (run.choosing.state, run.choosing.problem) == ("failed", "changed")
    assert not MeritOdds.objects.exists()
    assert "so its odds could not be worked out" in board(season.opening.recruiter, run, season.opening)


def test_what_fails_says_so(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("no memory")

    monkeypatch.setattr(Chooser, "choose", fail)
    run = ran(season.opening.recruiter, requisition=season.opening.requisition)
    assert (run.state, run.choosing.state, run.choosing.problem) == ("done", "failed", "worker")
    assert "Working out the odds failed on our side" in board(season.opening.recruiter, run, season.opening)
    again = MeritChoosing.objects.get(run=run)
    MeritChoosing.objects.filter(pk=again.pk).update(
        state="running", problem=""
    )  # a worker that was killed too often
    assert "Working out the odds failed on our side" in board(season.opening.recruiter, run, season.opening)


@pytest.mark.parametrize("model", [MeritChoice, MeritOdds])
def test_a_removed_row_is_found(season: Season, model: type[MeritOdds]) -> None:
    run = ran(season.opening.recruiter, requisition=season.opening.requisition)
    model.objects.filter(choosing=run.choosing).first().delete()  # type: ignore[union-attr]
    assert [(one.kind, one.row) for one in broken()] == [("hire.meritchoosing", run.choosing.pk)]
    assert reproduce_run(run).differences
