"""Jobs: steps that happen once or not at all, leases, attempts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.core.jobs import (
    LEASE,
    MOST_ATTEMPTS,
    JobLostError,
    RunningJob,
    claim,
    enqueue,
    finishing,
    release_abandoned,
)
from muster.apps.core.models import Entry, Job, StoredFile
from tests.apps.conftest import MakeUser
from tests.apps.core.jobs_for_tests import add, store, store_files

pytestmark = pytest.mark.django_db


def taken(worker: str = "w1") -> RunningJob:
    """Return a job that a worker has just taken."""
    job = enqueue(store_files, title="Store files", actor=None, total=3)
    return take(job, worker)


def take(job: Job, worker: str) -> RunningJob:
    task = DBTaskResult.objects.get(pk=job.pk)
    task.claim(worker)
    return claim(task)


def let_run_out(held: RunningJob) -> None:
    Job.objects.filter(pk=held.job.pk).update(lease=timezone.now() - timedelta(seconds=1))


def status(held: RunningJob) -> str:
    return DBTaskResult.objects.get(pk=held.job.pk).status


def test_a_job_says_what_it_is_and_who_asked(make_user: MakeUser) -> None:
    actor = make_user()
    job = enqueue(store_files, title="x" * 300, actor=actor, total=3)
    assert (job.title, job.created_by_id, job.attempt) == ("x" * 200, actor.pk, 0)
    task = DBTaskResult.objects.get(pk=job.pk)
    assert (task.status, task.args_kwargs["kwargs"]) == (TaskResultStatus.READY, {"total": 3})


def test_a_step_keeps_its_writes_with_its_progress() -> None:
    held = taken()
    with held.step(done=1, total=3, cursor={"at": 1}):
        store("one")
    kept = Job.objects.get(pk=held.job.pk)
    assert (kept.done, kept.total, kept.cursor, held.cursor) == (1, 3, {"at": 1}, {"at": 1})
    assert kept.lease is not None
    assert kept.lease > timezone.now()
    with held.step(done=2):
        pass
    kept.refresh_from_db()
    assert (kept.done, kept.total, kept.cursor) == (2, 3, {"at": 1})


def store_and_fail(name: str) -> None:
    store(name)
    raise ZeroDivisionError


def test_a_step_that_fails_keeps_nothing() -> None:
    held = taken()
    with pytest.raises(ZeroDivisionError), held.step(done=1):
        store_and_fail("one")
    assert Job.objects.get(pk=held.job.pk).done == 0
    assert not StoredFile.objects.exists()


def test_progress_without_writes() -> None:
    held = taken()
    held.tell(done=5, total=9)
    kept = Job.objects.get(pk=held.job.pk)
    assert (kept.done, kept.total) == (5, 9)


def cannot_do_anything(old: RunningJob) -> None:
    with pytest.raises(JobLostError), old.step(done=1):
        store("twice")
    with pytest.raises(JobLostError):
        old.tell(done=1)
    with pytest.raises(JobLostError), finishing(old):
        pytest.fail("the body of a refused end runs")


def test_a_job_whose_lease_ran_out_is_put_back_and_the_old_worker_can_do_nothing() -> None:
    old = taken()
    assert release_abandoned() == 0
    let_run_out(old)
    assert release_abandoned() == 1
    assert status(old) == TaskResultStatus.READY
    cannot_do_anything(old)
    new = take(old.job, "w2")
    cannot_do_anything(old)
    with new.step(done=1):
        store("once")
    assert [file.name for file in StoredFile.objects.all()] == ["once"]
    assert Entry.objects.count() == 1


def test_a_worker_stopped_just_after_it_took_a_job_does_not_take_it_from_its_successor() -> None:
    job = enqueue(store_files, title="Store files", actor=None, total=3)
    early = DBTaskResult.objects.get(pk=job.pk)
    early.claim("stopped here")
    DBTaskResult.objects.filter(pk=job.pk).update(started_at=timezone.now() - 2 * LEASE)
    assert release_abandoned() == 1
    new = take(job, "w2")
    with pytest.raises(JobLostError):
        claim(early)
    with finishing(new) as task:
        task.set_successful(3)
    with pytest.raises(JobLostError):
        claim(early)
    assert status(new) == TaskResultStatus.SUCCESSFUL


def test_a_job_that_ended_is_left_alone() -> None:
    held = taken()
    with finishing(held) as task:
        task.set_successful(3)
    let_run_out(held)
    assert release_abandoned() == 0
    assert status(held) == TaskResultStatus.SUCCESSFUL


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    held = taken("w0")
    for number in range(1, MOST_ATTEMPTS):
        let_run_out(held)
        assert release_abandoned() == 1
        held = take(held.job, f"w{number}")
    let_run_out(held)
    assert release_abandoned() == 0
    assert status(held) == TaskResultStatus.FAILED


def test_a_task_enqueued_without_a_job_gets_one() -> None:
    result = add.enqueue(1, 2)
    task = DBTaskResult.objects.get(pk=result.id)
    task.claim("w1")
    held = claim(task)
    assert (held.job.title, held.attempt) == ("add", 1)
