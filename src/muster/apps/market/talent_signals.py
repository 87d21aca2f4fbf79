"""The figure of signals for the talent page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Figure, address
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.signals import alarms_recent

__all__ = ["signals_figure"]


def signals_figure(person: User) -> Figure | None:
    """Return how many posts began to spread unusually fast in the last seven days; None for those who do not keep the
    market.
    """
    if not may_keep(person):
        return None
    url = f"{address('market:signals')}?view=week"
    return Figure(_("Signals"), alarms_recent(person=person).count(), url, _("in the last 7 days"))
