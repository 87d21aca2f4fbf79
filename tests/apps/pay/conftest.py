"""What the tests of pay share."""

from __future__ import annotations

from tests.apps.hire.conftest import make_opening, opening

__all__ = ["make_opening", "opening"]
