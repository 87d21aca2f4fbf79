"""Loading the market of the fictional company: what its people partner confirmed of three years of articles."""

from __future__ import annotations

from datetime import date

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.market.services.loading import load_market as load
from muster.apps.market.services.loading import load_signals

__all__ = ["load_market"]


def load_market(*, seed: int, until: date) -> None:
    """Load the market up to a day, where somebody is there who keeps it."""
    keeper = User.objects.filter(grants__role=Role.PEOPLE_PARTNER, is_active=True).order_by("pk").first()
    if keeper is not None:
        load(seed=seed, until=until, keeper=keeper)
        load_signals(seed=seed, until=until, keeper=keeper)
