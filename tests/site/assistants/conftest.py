"""What the tests of assistants share: people, an opening, a season of it."""

from __future__ import annotations

import pytest

from tests.apps.conftest import MakeUser, _forget_requests, make_user
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.openings import Opening
from tests.site.assistants.season import Season, make_harmful_season

__all__ = ["_forget_requests", "make_opening", "make_user", "opening"]


@pytest.fixture
def season(transactional_db: None, opening: Opening, make_user: MakeUser) -> Season:
    """Make a season whose texts mean harm."""
    return make_harmful_season(opening, make_user)
