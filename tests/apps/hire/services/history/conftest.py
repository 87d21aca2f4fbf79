"""A dump to import."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser
from tests.apps.hire.dumps import Harvest


@pytest.fixture
def harvest(make_user: MakeUser, tmp_path: Path) -> Harvest:
    """Return a small dump, imported by an administrator."""
    folder = tmp_path / "dump"
    folder.mkdir()
    return Harvest(folder, make_user(Role.ADMINISTRATOR, name="Ad Ministrator"))
