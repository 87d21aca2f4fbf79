"""Planning the update of who works here for the day on which it changes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.org.jobs.activity import update_activity
from muster.apps.org.models import Location
from muster.apps.org.services.activity import begins_at

__all__ = ["schedule_activity_update"]


def schedule_activity_update(location: Location, day: date, *, actor: User | None) -> None:
    """Let a worker update who works here when `day` begins at `location`."""
    later = update_activity.using(run_after=begins_at(location, day))
    enqueue(later, title=_("Update who works here"), actor=actor)
