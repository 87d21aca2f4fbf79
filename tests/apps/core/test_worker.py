"""The worker: what it does with jobs that end, fail, or are interrupted; and with being killed or stopped."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.jobs import enqueue
from muster.apps.core.models import Job, StoredFile
from muster.apps.core.worker import Pulse, build_worker
from tests.apps.conftest import PrivateSite
from tests.apps.core.jobs_for_tests import add, interrupted, store_files, store_then_fail


def work() -> None:
    build_worker(batch=True).run()


def names() -> list[str]:
    return list(StoredFile.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.django_db(transaction=True)
def test_jobs_are_done_in_the_order_in_which_they_came() -> None:
    first = enqueue(store_files, title="a", actor=None, total=2)
    second = enqueue(store_files, title="b", actor=None, total=1)
    result = add.enqueue(1, 2)
    work()
    assert names() == [f"{first.pk} 0", f"{first.pk} 1", f"{second.pk} 0"]
    tasks = {task.pk: task for task in DBTaskResult.objects.all()}
    assert {task.status for task in tasks.values()} == {TaskResultStatus.SUCCESSFUL}
    assert [tasks[first.pk].return_value, tasks[second.pk].return_value] == [2, 1]
    assert DBTaskResult.objects.get(pk=result.id).return_value == 3
    job = Job.objects.get(pk=first.pk)
    assert (job.done, job.total, job.attempt, job.lease) == (2, 2, 1, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("how", "message"), [("refused", "This cannot be done; do that."), ("fault", "")])
def test_a_job_that_fails_keeps_its_steps_and_says_why(how: str, message: str) -> None:
    job = enqueue(store_then_fail, title="a", actor=None, how=how)
    work()
    assert names() == ["kept"]
    job.refresh_from_db()
    assert (job.done, job.message) == (1, message)
    assert DBTaskResult.objects.get(pk=job.pk).status == TaskResultStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_interrupted_goes_back_to_the_queue_at_once() -> None:
    job = enqueue(interrupted, title="a", actor=None)
    with pytest.raises(SystemExit):
        work()
    task = DBTaskResult.objects.get(pk=job.pk)
    assert (task.status, task.worker_ids) == (TaskResultStatus.READY, [])
    job.refresh_from_db()
    assert (job.cursor, job.lease) == (1, None)


@pytest.mark.django_db(transaction=True)
def test_the_next_attempt_goes_on_where_the_last_was_killed() -> None:
    job = enqueue(store_files, title="a", actor=None, total=4)
    task = DBTaskResult.objects.get(pk=job.pk)
    task.claim("dead")
    DBTaskResult.objects.filter(pk=job.pk).update(started_at=timezone.now() - timedelta(hours=1))
    Job.objects.filter(pk=job.pk).update(lease=timezone.now() - timedelta(hours=1), cursor=2, attempt=1)
    work()
    assert names() == [f"{job.pk} 2", f"{job.pk} 3"]


QUICK_WORKER = """
import sys
from datetime import timedelta
from muster.site.setup import begin
begin()
from muster.apps.core import jobs, worker
jobs.LEASE = worker.LEASE = timedelta(seconds=float(sys.argv[1]))
jobs.MOST_ATTEMPTS = 10**6
worker.POLL_SECONDS = 0.02
print("ready", flush=True)
worker.build_worker(batch=len(sys.argv) > 2).run()
"""
KILL = "import sys; from tests.apps.killing import main; main(sys.argv[1], int(sys.argv[2]))"
ENQUEUE = """
import sys
from muster.site.setup import begin
begin()
from muster.apps.core.jobs import enqueue
from tests.apps.core.jobs_for_tests import store_files
for number in range(int(sys.argv[1])):
    enqueue(store_files, title="killed", actor=None, total=int(sys.argv[2]), seconds=float(sys.argv[3]))
"""
REPORT = """
import json
from muster.site.setup import begin
begin()
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import StoredFile
print(json.dumps({
    "names": list(StoredFile.objects.values_list("name", flat=True)),
    "workers": len(set(StoredFile.objects.values_list("size", flat=True))),
    "states": list(DBTaskResult.objects.values_list("status", flat=True)),
    "findings": [one.sentence for one in verify_ledger()],
}))
"""


def report(site: PrivateSite) -> dict[str, list[str]]:
    import json

    told: dict[str, list[str]] = json.loads(site.python(REPORT).stdout)
    return told


def done_once(told: dict[str, list[str]], *, jobs: int, steps: int) -> None:
    """Check that every step of every job happened once, and that the ledger knows."""
    assert Counter(told["states"]) == {TaskResultStatus.SUCCESSFUL: jobs}
    assert len(told["names"]) == len(set(told["names"])) == jobs * steps
    assert told["findings"] == []


def test_workers_killed_at_any_moment_lose_no_job_and_do_none_twice(private_site: PrivateSite) -> None:
    jobs, steps = 30, 8
    private_site.python(ENQUEUE, str(jobs), str(steps), "0.01")
    private_site.python(KILL, "worker", "40")
    told = report(private_site)
    assert int(str(told["workers"])) > 1, "no worker got as far as a step: the test shows nothing"
    done_once(told, jobs=jobs, steps=steps)


def test_a_worker_stopped_for_longer_than_its_lease_does_nothing_twice(private_site: PrivateSite) -> None:
    jobs, steps = 3, 10
    private_site.python(ENQUEUE, str(jobs), str(steps), "0.01")
    stopped = private_site.start(sys.executable, "-c", QUICK_WORKER, "0.4")
    assert stopped.stdout is not None
    assert stopped.stdout.readline() == "ready\n"
    time.sleep(0.15)
    os.kill(stopped.pid, signal.SIGSTOP)
    time.sleep(0.6)
    successor = private_site.start(sys.executable, "-c", QUICK_WORKER, "0.4")
    assert successor.stdout is not None
    assert successor.stdout.readline() == "ready\n"
    time.sleep(0.4)
    os.kill(stopped.pid, signal.SIGCONT)
    time.sleep(1.0)
    for worker in (stopped, successor):
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=30)
        worker.stdout.close()  # type: ignore[union-attr]
    private_site.python(QUICK_WORKER, "0.4", "until the queue is empty")
    done_once(report(private_site), jobs=jobs, steps=steps)


@pytest.mark.django_db
def test_a_worker_with_time_does_what_is_done_once_a_day(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse = Pulse()
    statements = 3 if connection.vendor == "sqlite" else 2
    with django_assert_num_queries(statements):
        pulse.count()
        pulse.count()
    monkeypatch.setattr("muster.apps.core.worker.COUNTED_EVERY", 0.0)
    with django_assert_num_queries(statements):
        pulse.count()
