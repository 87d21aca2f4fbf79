"""What the tests of hiring share: an open requisition with people around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, open_requisition


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    """Begin without requests that count towards a limit."""
    cache.clear()


@pytest.fixture
def make_opening(make_user: MakeUser) -> Callable[..., Opening]:
    """Make an open requisition: `make_opening(title="Research Scientist", public=False)`."""

    def make(**fields: Any) -> Opening:
        recruiter = make_user(Role.RECRUITER, name="Rae Recruiter")
        manager = make_user(Role.HIRING_MANAGER, name="Mo Manager")
        return open_requisition(recruiter=recruiter, manager=manager, **fields)

    return make


@pytest.fixture
def opening(make_opening: Callable[..., Opening]) -> Opening:
    """Return an open, public requisition."""
    return make_opening()
