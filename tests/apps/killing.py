"""`python -m tests.apps.killing WHAT TIMES`: processes of a site, killed with SIGKILL at random moments.

Django is set up once and each process is a fork, so that a hundred of them take seconds. `server` writes as requests
do; `worker` does the jobs of the queue. Run it in a private site (see tests/apps/conftest.py).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from itertools import count

from muster.site.setup import begin

MOST_WRITES = 4  # a process is killed before it has had time for so many
LEASE = 0.4


def kill_often(work: Callable[[], None], *, times: int, longest: float) -> None:
    """Fork a process that works, kill it within `longest` seconds, and do so again."""
    from django.db import connections

    chance = random.Random(7)  # noqa: S311
    for _ in range(times):
        connections.close_all()
        child = os.fork()
        if child == 0:
            try:
                work()
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def serve(most: int | None = None) -> None:
    """Write as requests do: each adds somebody with two roles, then changes the roles."""
    from muster.apps.accounts.services import user_create, user_set_roles
    from muster.apps.core.roles import Role

    for number in count() if most is None else range(most):
        email = f"{os.getpid()}-{number}@example.com"
        roles = (Role.RECRUITER, Role.EMPLOYEE)
        user = user_create(actor=None, email=email, name="Somebody", roles=roles)
        user_set_roles(actor=None, user=user, roles=(Role.INTERVIEWER, Role.AUDITOR))


def do_jobs() -> None:
    """Do the jobs of the queue until there are none."""
    from muster.apps.core import jobs, worker

    for module in (jobs, worker):
        setattr(module, "LEASE", timedelta(seconds=LEASE))  # noqa: B010  # the worker has a name of its own for it
    jobs.MOST_ATTEMPTS = 10**6
    worker.POLL_SECONDS = 0.02
    worker.build_worker(batch=True).run()


def main(what: str, times: int) -> None:
    """Kill `times` processes; after workers, let one live until nothing is left to do."""
    begin()
    import_module("tests.apps.core.jobs_for_tests")  # here, so that no child spends its life on it
    started = time.perf_counter()
    serve(2)  # how long this machine takes, as busy as it is now
    longest = MOST_WRITES * (time.perf_counter() - started) / 2
    kill_often({"server": serve, "worker": do_jobs}[what], times=times, longest=longest)
    if what == "worker":
        time.sleep(LEASE * 1.5)  # until the last lease has run out
        do_jobs()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
