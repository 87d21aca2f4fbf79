"""What waves of departures put on the talent page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.formats import day
from muster.apps.core.links import Figure, TalentPart, address
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.waves import waves_recent

__all__ = ["talent_waves"]


def talent_waves(person: User) -> TalentPart:
    """Return how many left in each wave from our own company that goes on, or ended not long ago, to those who keep the
    market.
    """
    if not may_keep(person):
        return TalentPart()
    return TalentPart(
        figures=[
            Figure(
                _("Departures in a wave"),
                len(one.members),
                address("market:wave", one.pk),
                _("%(first)s to %(last)s") % {"first": day(one.first), "last": day(one.last)},
            )
            for one in waves_recent(person=person)
        ]
    )
