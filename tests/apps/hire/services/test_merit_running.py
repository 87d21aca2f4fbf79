"""Carrying runs out: the same each time, once whatever dies in the middle, and sealed."""

from __future__ import annotations

import json
import signal
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import seal_rows, verify_ledger
from muster.apps.core.models import Entry, Job
from muster.apps.hire.bridge.reproducing import reproduce_run
from muster.apps.hire.models import (
    MeritCalibration,
    MeritCriterion,
    MeritRun,
    MeritStanding,
    Scorecard,
)
from muster.apps.hire.services import merit_running
from muster.apps.hire.services.merit import merit_run_request
from muster.engine.errors import InputError
from tests.apps.conftest import MakeUser, PrivateSite
from tests.apps.hire.meritruns import Season, make_season, ran, rerate, work
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Season:
    return make_season(opening, make_user)


@pytest.fixture
def run(season: Season) -> MeritRun:
    return ran(season.opening.recruiter, requisition=season.opening.requisition)


def test_everybody_has_a_row_that_adds_up(season: Season, run: MeritRun) -> None:
    assert run.state == "done"
    assert run.standings.count() == run.model["candidates"] == len(season.applications)
    assert run.calibrations.count() == run.model["interviewers"] == len(season.interviewers)
    assert [(one.name, one.most, one.ratings) for one in run.criteria.all()] == [("Depth", 3, 15)]
    cards = set(Scorecard.objects.values_list("pk", flat=True))
    for one in run.standings.all():
        assert one.low < one.merit < one.high
        assert one.rank_low <= one.rank <= one.rank_high
        assert sum(part[7] for part in one.parts) == pytest.approx(one.merit, abs=1e-4)
        assert sum(part[6] for part in one.parts) + one.prior_share == pytest.approx(1, abs=1e-4)
        assert {part[0] for part in one.parts} <= cards
    assert Entry.objects.filter(kind="hire.meritrun", row=run.pk).count() == 3
    assert broken() == []


def test_a_worker_that_died_while_it_wrote_leaves_nothing_that_counts(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merit_running, "BATCH", 2)
    run = merit_run_request(actor=season.opening.recruiter, requisition=season.opening.requisition)
    real = merit_running._insert
    written: list[object] = []

    def die(rows: list[MeritStanding]) -> None:
        if len(written) == 4:
            raise SystemExit  # as a worker that is told to stop: its job goes back into the queue
        written.append(rows)
        real(rows)

    monkeypatch.setattr(merit_running, "_insert", die)
    with pytest.raises(SystemExit):
        work()
    run.refresh_from_db()
    assert (run.state, run.result_digest) == ("running", "")
    assert run.standings.exists()
    monkeypatch.setattr(merit_running, "_insert", real)
    work()
    run.refresh_from_db()
    assert run.state == "done"
    assert run.standings.count() == len(season.applications)
    assert broken() == []


ASK = """
from uuid import uuid4
from muster.site.setup import begin
begin()
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.hire.services.merit import merit_run_request
from tests.apps.hire.meritruns import make_season
from tests.apps.hire.openings import open_requisition

def make_user(*roles, name="Somebody"):
    return user_create(actor=None, email=f"{uuid4().hex}@example.com", name=name, roles=roles)

opening = open_requisition(recruiter=make_user(Role.RECRUITER), manager=make_user(Role.HIRING_MANAGER))
make_season(opening, make_user)
merit_run_request(actor=opening.recruiter, requisition=opening.requisition)
"""
WORK = """
import os, signal, sys
from datetime import timedelta
from muster.site.setup import begin
begin()
from muster.apps.core import jobs, worker
from muster.apps.hire.services import merit_running
jobs.LEASE = worker.LEASE = timedelta(seconds=2)
jobs.MOST_ATTEMPTS = 10**6
worker.POLL_SECONDS = 0.02
merit_running.BATCH = 2
where, after = sys.argv[1], int(sys.argv[2])
real = getattr(merit_running, where)
seen = []

def dying(*arguments, **options):
    if len(seen) == after:
        os.kill(os.getpid(), signal.SIGKILL)
    seen.append(1)
    return real(*arguments, **options)

setattr(merit_running, where, dying)
worker.build_worker(batch=after < 0).run()
"""
TELL = """
import json
from muster.site.setup import begin
begin()
from django_tasks_db.models import DBTaskResult
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import seal_rows, verify_ledger
from muster.apps.core.models import Entry
from muster.apps.hire.bridge.reproducing import reproduce_run
from muster.apps.hire.models import MeritRun
run = MeritRun.objects.get()
print(json.dumps({
    "state": run.state,
    "rows": [run.standings.count(), run.calibrations.count(), run.criteria.count()],
    "finished": Entry.objects.filter(action="merit.finish").count(),
    "jobs": list(DBTaskResult.objects.filter(task_path__endswith="run_merit").values_list("status", flat=True)),
    "findings": [one.sentence for one in verify_ledger() if not one.kind.startswith("org.")],
    "different": reproduce_run(run).differences if run.state == "done" else [],
}))
"""


def test_a_killed_worker_is_followed_by_one_that_does_it_once(private_site: PrivateSite) -> None:
    private_site.python(ASK)
    for where, after in (("run_ratings", 0), ("_insert", 0), ("_insert", 3), ("seals_digest", 0)):
        died = private_site.start(sys.executable, "-c", WORK, where, str(after))
        died.communicate(timeout=300)
        assert died.returncode == -signal.SIGKILL
        told = json.loads(private_site.python(TELL).stdout)
        assert (told["state"], told["finished"], told["findings"]) == ("running", 0, [])
        time.sleep(2.5)  # until its lease has run out
    private_site.python(WORK, "_insert", "-1")
    told = json.loads(private_site.python(TELL).stdout)
    assert told == {
        "state": "done",
        "rows": [5, 3, 1],
        "finished": 1,
        "jobs": ["SUCCESSFUL"],
        "findings": [],
        "different": [],
    }


def test_a_run_that_has_ended_is_not_done_again(season: Season, run: MeritRun) -> None:
    entries, job = Entry.objects.count(), Job.objects.get(pk=str(run.job))
    merit_running.merit_run_carry_out(
        job=RunningJob(job, job.attempt), pk=run.pk, queue=lambda _choosing: uuid4()
    )
    assert Entry.objects.count() == entries


def test_a_changed_row_is_found_and_named(run: MeritRun) -> None:
    standing = run.standings.first()
    assert standing is not None
    MeritStanding.objects.filter(pk=standing.pk).update(rank=7)
    [finding] = [one for one in verify_ledger() if one.code == "sealed"]
    assert finding.row == standing.pk
    assert f"hire.meritstanding {standing.pk} of hire.meritrun {run.pk}" in finding.sentence
    assert any("rank was 7" in one for one in reproduce_run(run).differences)


@pytest.mark.parametrize("model", [MeritStanding, MeritCalibration, MeritCriterion])
def test_a_removed_row_is_found(run: MeritRun, model: type[MeritStanding]) -> None:
    model.objects.filter(run=run).first().delete()  # type: ignore[union-attr]
    assert [(one.kind, one.row) for one in broken()] == [("hire.meritrun", run.pk)]
    assert any("comes out, and is not kept" in one for one in reproduce_run(run).differences)


def test_a_row_with_a_seal_of_its_own_is_found(run: MeritRun) -> None:
    standing = run.standings.first()
    assert standing is not None
    standing.merit += 1
    seal_rows([standing])
    standing.save()
    assert [(one.code, one.kind, one.row) for one in broken()] == [("sealed", "hire.meritrun", run.pk)]


def test_it_comes_out_the_same_again(season: Season, run: MeritRun) -> None:
    found = reproduce_run(run)
    assert (found.differences, found.notes) == ((), ())
    assert found.input_digest == run.input_digest


def test_a_later_version_of_a_scorecard_does_not_change_a_run(season: Season, run: MeritRun) -> None:
    card = Scorecard.objects.select_related("seat__interviewer").first()
    assert card is not None
    before = card.ratings
    rerate(season.opening, card.seat, 1)
    card.refresh_from_db()
    assert card.ratings != before
    assert reproduce_run(run).differences == ()
    again = ran(season.opening.recruiter, requisition=season.opening.requisition)
    assert again.input_digest != run.input_digest
    assert reproduce_run(again).differences == ()


def test_what_differs_is_named(season: Season, run: MeritRun) -> None:
    card = Scorecard.objects.first()
    assert card is not None
    Scorecard.objects.filter(pk=card.pk).update(ratings=dict.fromkeys(card.ratings, 1))
    found = reproduce_run(run).differences
    assert any(
        one.startswith(f"hire.scorecard {card.pk} had a mean of 3 then, and has 1 now") for one in found
    )
    Scorecard.objects.filter(pk=card.pk).update(submitted_at=timezone.now() + timedelta(days=1))
    assert any(f"hire.scorecard {card.pk} went in then" in one for one in reproduce_run(run).differences)


def test_a_run_without_a_result_has_nothing_to_reproduce(opening: Opening) -> None:
    run = ran(opening.recruiter, requisition=opening.requisition)
    with pytest.raises(InputError, match="its state is failed"):
        reproduce_run(run)
