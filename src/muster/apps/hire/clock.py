"""Times as people write them: in a place, where the clock may skip an hour or show one twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from muster.apps.core.errors import RefusedError
from muster.apps.core.formats import long_day, weekday

__all__ = ["local", "moment_in", "monday_of", "spell_out", "week_of", "zone_named", "zones"]

HARD = "\u00a0"  # a space at which no line ends
STEP = timedelta(minutes=1)
SEARCHED = timedelta(hours=26)  # no clock was ever changed by more
FIRST_YEAR, LAST_YEAR = 1900, 2999  # beyond lie slips of the hand, and the ends of the calendar


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones; to ask for them is to look through many files."""
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone. Raises RefusedError when there is none of this name."""
    if name not in zones():
        raise RefusedError(_("Give the name of a time zone, such as Asia/Jakarta."))
    return ZoneInfo(name)


def moment_in(wall: datetime, zone: str) -> datetime:
    """Return the moment in UTC at which the clocks of a zone show `wall`.

    Raises RefusedError for a time that does not exist there, or comes twice, because the clocks are changed; and for a
    year that nobody means.
    """
    there = zone_named(zone)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise RefusedError(
            _("Look at the year of the day: %(first)d to %(last)d are possible.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    first, second = (wall.replace(tzinfo=there, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    told = {"day": long_day(wall.date()), "zone": zone, "time": f"{wall:%H:%M}"}
    back = first.astimezone(UTC).astimezone(there).replace(tzinfo=None)
    low, high = _around(wall, there)
    told |= {"before": f"{low:%H:%M}", "after": f"{high:%H:%M}"}
    if back != wall:
        raise RefusedError(
            _(
                "On %(day)s the clocks in %(zone)s go forward and %(time)s does not exist; choose a time before "
                "%(before)s, or %(after)s or later."
            )
            % told
        )
    raise RefusedError(
        _(
            "On %(day)s the clocks in %(zone)s go back and %(time)s comes twice; choose a time before %(before)s, "
            "or %(after)s or later."
        )
        % told
    )


def _around(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return where the times begin and end that are skipped or come twice."""

    def plain(moment: datetime) -> bool:
        return (
            moment.replace(tzinfo=zone, fold=0).utcoffset() == moment.replace(tzinfo=zone, fold=1).utcoffset()
        )

    low = high = wall.replace(second=0, microsecond=0)
    while not plain(low - STEP) and wall - low < SEARCHED:
        low -= STEP
    while not plain(high) and high - wall < SEARCHED:
        high += STEP
    return low, high


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment as the clocks of a zone show it; in UTC where the zone is not known any more."""
    there: tzinfo = ZoneInfo(zone) if zone in zones() else UTC
    return moment.astimezone(there)


def spell_out(starts: datetime, ends: datetime, zone: str, *, short: bool = False) -> str:
    """Write when something is, in the active language, as the clocks of a zone show it; `short` for lists."""
    write = weekday if short else long_day
    first, last = local(starts, zone), local(ends, zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{write(last.date())}, {last:%H:%M}"
    return _("%(day)s, %(start)s–%(end)s (%(zone)s)") % {
        "day": write(first.date()),
        "start": f"{first:%H:%M}",
        "end": until,
        "zone": zone.replace("_", HARD),
    }


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def week_of(moment: datetime) -> tuple[datetime, datetime]:
    """Return where the week of a moment begins and ends, in UTC, by which interviews are counted."""
    begin = datetime.combine(monday_of(moment.astimezone(UTC).date()), time(), UTC)
    return begin, begin + timedelta(days=7)
