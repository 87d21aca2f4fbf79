"""Objects of the core for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from tests.apps.core.jobs_for_tests import add

__all__ = ["OBJECTS"]


def job(person: User) -> dict[str, Any]:
    return {"pk": enqueue(add, title="Add", actor=person, one=1, other=2).pk}


OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {"core:job": job}
