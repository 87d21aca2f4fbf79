"""What workers do with a row that says how far its work is: begin it, do it, and say why where it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from muster.apps.core.jobs import JobLostError, RunningJob
from muster.apps.core.ledger import change
from muster.apps.hire.models import BarRun, MeritRun
from muster.apps.hire.models.merit import Progress
from muster.engine.errors import EstimationError, InputError

__all__ = ["TOTAL", "carry_out"]

TOTAL = 100  # of the progress
Row = TypeVar("Row", MeritRun, BarRun)
Found = TypeVar("Found")


class Fail(Protocol):
    """What ends a row without a result, in a step: `code` says why, `sentence` is the engine's own."""

    def __call__(self, *, code: str, sentence: str = "") -> None:
        """End it."""


def carry_out(
    *,
    job: RunningJob,
    row: Row,
    action: str,
    forget: Callable[[], None],
    compute: Callable[[], Found],
    fail: Fail,
    write: Callable[[Found], None],
) -> None:
    """Do what is left of a row's work; one that has ended stays as it is.

    What the engine refuses ends as failed. A worker that dies in the middle leaves what nobody is shown; the next one
    has it forgotten and begins again.
    """
    if row.state in (Progress.DONE, Progress.FAILED):
        return
    with job.step(done=0, total=TOTAL):
        forget()
        with change(row, action, actor=None):
            row.state = Progress.RUNNING
            row.save(update_fields=["state"])
    try:
        found = compute()
    except (EstimationError, InputError) as error:
        with job.step(done=TOTAL):
            fail(code=error.code, sentence=error.sentence)
        return
    except (JobLostError, SystemExit, KeyboardInterrupt):
        raise
    except Exception:
        with job.step():
            fail(code="worker")
        raise
    write(found)
