"""The worker: takes jobs from the queue, keeps its lease on the one at hand, and frees those of dead workers."""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType
from typing import Any, cast

from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import LEASE, JobLostError, RunningJob, claim, finishing, release_abandoned
from muster.apps.core.kept_answers import answers_forget
from muster.apps.core.statistics import renew_statistics
from muster.apps.core.webhooks.delivering import dispatch
from muster.engine.errors import MusterError

__all__ = ["LeasingWorker", "build_worker"]

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.5
COUNTED_EVERY = 86_400.0  # seconds


class Pulse:
    """A thread that renews the lease on the job at hand and releases what dead workers had.

    It also sees what webhooks are to be told.
    """

    def __init__(self) -> None:
        self.held: RunningJob | None = None
        self._counted: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> Pulse:
        """Start beating."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and wait for the thread."""
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(LEASE.total_seconds() / 4):
            try:
                close_old_connections()
                release_abandoned()
                dispatch()
                held = self.held
                if held is None:
                    self.count()
                else:
                    held.hold()
            except JobLostError as lost:
                logger.warning("%s", lost)
            except Exception:  # a database that is away comes back; the next beat tries again
                logger.exception("the pulse missed a beat")
        connection.close()

    def count(self) -> None:
        """Renew what the planner knows and forget old answers once a day, and soon after the start; jobs come first."""
        now = time.monotonic()
        if self._counted is None or now - self._counted >= COUNTED_EVERY:
            self._counted = now
            renew_statistics()
            answers_forget()


class LeasingWorker(Worker):
    """django-tasks-db's worker, with leases: what it does is kept only while the job is its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.pulse = Pulse()

    def run(self) -> None:
        """Work until told to stop."""
        release_abandoned()
        dispatch()
        with self.pulse:
            super().run()

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        """Run one task as a new attempt, and record how it ended if it is still this worker's."""
        self.running_task = True
        try:
            held = claim(db_task_result)
            self.pulse.held = held
            self._attempt(db_task_result, held)
        except JobLostError as lost:
            logger.warning("%s", lost)
        finally:
            self.pulse.held = None
            self.running_task = False
            self._run_tasks += 1

    def _attempt(self, record: DBTaskResult[..., Any], held: RunningJob) -> None:
        try:
            value = _call(record)
            with finishing(held) as task:
                held.hold(message="", lease=None)
                task.set_successful(value)
        except JobLostError:
            raise
        except (SystemExit, KeyboardInterrupt):
            _give_back(held)
            raise
        except Exception as error:
            _fail(held, error)


def _call(record: DBTaskResult[..., Any]) -> Any:
    task, result = record.task, record.task_result
    context: list[TaskContext] = [TaskContext(task_result=cast("Any", result))] if task.takes_context else []
    return task.call(*context, *result.args, **result.kwargs)


def _give_back(held: RunningJob) -> None:
    """Put a job that was interrupted on purpose back in the queue at once; it does not count as an attempt."""
    with finishing(held) as task:
        held.hold(lease=None)
        task.status, task.worker_ids = TaskResultStatus.READY, task.worker_ids[:-1]
        task.save(update_fields=["status", "worker_ids"])


def _fail(held: RunningJob, error: Exception) -> None:
    """Record a failure, with a sentence for the person who waits for the job."""
    told = error.sentence if isinstance(error, MusterError | RefusedError) else ""
    if not told:
        logger.error("job %s failed", held.job.pk, exc_info=error)
    with finishing(held) as task:
        held.hold(message=told[:500], lease=None)
        task.set_failed(error)


def build_worker(*, batch: bool = False) -> LeasingWorker:
    """Return a worker for all queues; with `batch` it stops when the queue is empty."""
    return LeasingWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=POLL_SECONDS,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
