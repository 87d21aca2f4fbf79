"""Loading the market of the fictional company: what its people partner confirmed of three years of articles."""

from __future__ import annotations

from datetime import date, timedelta

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.market.services.loading import load_market as load
from muster.apps.market.services.loading import load_signals, load_waves
from muster.apps.org.models import EndReason, Spell

__all__ = ["load_market"]

POACHED = 6  # people of our own who went to one place
RECENTLY, AGO = timedelta(days=45), timedelta(days=5)


def load_market(*, seed: int, until: date) -> None:
    """Load the market up to a day, where somebody is there who keeps it."""
    keeper = User.objects.filter(grants__role=Role.PEOPLE_PARTNER, is_active=True).order_by("pk").first()
    if keeper is not None:
        load(seed=seed, until=until, keeper=keeper, leavers=_leavers(until))
        load_signals(seed=seed, until=until, keeper=keeper)
        load_waves(until=until, keeper=keeper)


def _leavers(until: date) -> list[tuple[str, date]]:
    """Return who resigned in the last weeks and is written to have gone to one place; nobody where they are few."""
    spells = Spell.objects.filter(
        reason=EndReason.RESIGNED, ends_on__gte=until - RECENTLY, ends_on__lte=until - AGO
    )
    rows = spells.order_by("ends_on", "pk").values_list("employee__name", "ends_on")
    found = [(name, last) for name, last in rows if last is not None]
    if len(found) < POACHED:
        return []
    return [found[place * (len(found) - 1) // (POACHED - 1)] for place in range(POACHED)]
