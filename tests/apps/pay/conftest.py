"""What the tests of pay share."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.apps.hire.conftest import make_opening, opening

__all__ = ["make_opening", "opening"]


@pytest.fixture(autouse=True)
def _no_requests_so_far() -> None:
    """Count the requests of candidates anew."""
    cache.clear()
