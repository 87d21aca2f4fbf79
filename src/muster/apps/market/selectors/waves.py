"""Reading waves: what the newest scan found, whether it is still of what is known, and who is behind a wave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from muster.apps.accounts.models import User
from muster.apps.core.selectors import job_failed
from muster.apps.market.bridge.shapes import Moved
from muster.apps.market.bridge.waves import wave_picture
from muster.apps.market.models import Organisation, Wave, WaveGroup, WaveScan
from muster.apps.market.rules import may_see, may_see_leavers
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.waves_input import destinations, organisation_own, stamp_of
from muster.apps.org.models import Level, Spell, Team

__all__ = [
    "Leaver",
    "ShownWave",
    "WaveDetail",
    "WavePage",
    "wave_get",
    "wave_page",
    "waves_recent",
]

FEW = 3  # of fewer people nothing is said that tells who they are
RECENT = timedelta(days=90)
DONE, FAILED = WaveScan.State.DONE, WaveScan.State.FAILED
OURS = WaveScan.Scope.OURS


@dataclass(frozen=True)
class ShownWave:
    """A wave with the words for what its departures have in common."""

    wave: Wave
    label: str


@dataclass(frozen=True)
class WavePage:
    """The newest scan of a scope that ended well with its waves; what waits; whether more is known by now than then.

    `problem` is why the newest scan failed, None where it did not.
    """

    scope: str
    scan: WaveScan | None
    pending: WaveScan | None
    problem: str | None
    waves: list[ShownWave]
    outdated: bool
    own: Organisation | None

    @property
    def by_week(self) -> bool:
        """Return whether the picture is by weeks."""
        return self.scan is not None and bool(self.scan.series.get("by") == "week")

    @cached_property
    def picture(self) -> SafeString | None:
        """Return the picture of all departures with the windows of the waves; None where nobody left."""
        if self.scan is None or not self.scan.departures:
            return None
        return wave_picture(self.scan.series, [(one.wave.first, one.wave.last) for one in self.waves])

    @property
    def years(self) -> int:
        """Return in how many years one false alarm is to be expected at the threshold."""
        return 0 if self.scan is None else round(1 / self.scan.false_alarms)


@dataclass(frozen=True)
class Leaver:
    """Somebody of our own who left, with where the market says that they went."""

    spell: Spell
    move: Moved | None


@dataclass(frozen=True)
class WaveDetail:
    """A wave with who is behind it, as far as the person may know: `leavers` of our own, `moves` of others. `erased` is
    how many of the moves nothing is kept of any more; `newer` whether there is a newer scan.
    """

    shown: ShownWave
    scan: WaveScan
    knows: bool
    leavers: list[Leaver] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    erased: int = 0
    newer: bool = False

    @property
    def by_week(self) -> bool:
        """Return whether the picture is by weeks."""
        return bool(self.shown.wave.series.get("by") == "week")

    @cached_property
    def picture(self) -> SafeString | None:
        """Return the picture of the group's departures, for those who may know whose they are."""
        wave = self.shown.wave
        return wave_picture(wave.series, [(wave.first, wave.last)]) if self.knows else None


def wave_page(*, person: User, scope: str) -> WavePage | None:
    """Return what the newest scan of a scope found; None for those who see nothing of the market."""
    if not may_see(person):
        return None
    newest = WaveScan.objects.filter(scope=scope).order_by("-pk").first()
    scan = newest if newest is not None and newest.state == DONE else _last_done(scope)
    waiting = newest is not None and newest.state not in (DONE, FAILED)
    failed = newest is not None and (newest.state == FAILED or (waiting and job_failed(pk=newest.job)))
    waves = [] if scan is None else list(scan.waves.order_by("number"))
    own, today = organisation_own(), timezone.localdate()
    return WavePage(
        scope=scope,
        scan=scan,
        pending=newest if waiting and not failed else None,
        problem=newest.problem if newest is not None and failed else None,
        waves=_shown(waves, scope, knows=may_see_leavers(person)),
        outdated=scan is not None and scan.stamp != stamp_of(scope=scope, until=today, own=own),
        own=own,
    )


def _last_done(scope: str) -> WaveScan | None:
    return WaveScan.objects.filter(scope=scope, state=DONE).order_by("-pk").first()


def _shown(waves: Iterable[Wave], scope: str, *, knows: bool) -> list[ShownWave]:
    rows = list(waves)
    names = _names(rows)
    return [ShownWave(one, _label(one, names, told=knows or scope != OURS)) for one in rows]


def _names(waves: Iterable[Wave]) -> Mapping[tuple[str, str], str]:
    """Return what the subjects of waves are called, by group and key."""
    wanted: dict[str, set[str]] = {}
    for one in waves:
        wanted.setdefault(one.group, set()).add(one.subject)
    teams = {*wanted.get(WaveGroup.TEAM, ()), *wanted.get(WaveGroup.UNIT, ())}
    ends = {*wanted.get(WaveGroup.LEFT, ()), *wanted.get(WaveGroup.JOINED, ())}
    found: dict[tuple[str, str], str] = {}
    if teams:
        for team in Team.objects.filter(pk__in=teams):
            found[WaveGroup.TEAM, str(team.pk)] = found[WaveGroup.UNIT, str(team.pk)] = team.name
    if ends:
        for end in Organisation.objects.filter(pk__in=ends):
            found[WaveGroup.LEFT, str(end.pk)] = found[WaveGroup.JOINED, str(end.pk)] = end.name
    if WaveGroup.LEVEL in wanted:
        for level in Level.objects.filter(pk__in=wanted[WaveGroup.LEVEL]):
            found[WaveGroup.LEVEL, str(level.pk)] = str(level)
    return found


def _label(wave: Wave, names: Mapping[tuple[str, str], str], *, told: bool) -> str:
    """Return what the departures have in common; of few people nothing to those who may not know who they are."""
    if wave.group == WaveGroup.ALL:
        return pgettext("departures", "Everybody")
    if not told and len(wave.members) < FEW:
        return pgettext("departures", "A small group")
    name = wave.subject if wave.group == WaveGroup.ROLE else names.get((wave.group, wave.subject))
    if name is None:
        name = pgettext("departures", "no longer there")
    words = {
        WaveGroup.UNIT: _("Unit: %(name)s"),
        WaveGroup.TEAM: _("Team: %(name)s"),
        WaveGroup.LEVEL: _("Level: %(name)s"),
        WaveGroup.LEFT: _("Left %(name)s"),
        WaveGroup.JOINED: _("Joined %(name)s"),
        WaveGroup.ROLE: _("Role: %(name)s"),
    }
    return words[WaveGroup(wave.group)] % {"name": name}


def wave_get(*, person: User, pk: int) -> WaveDetail | None:
    """Return a wave with who is behind it; None where there is none, or the person sees nothing of the market."""
    wave = Wave.objects.select_related("scan").filter(pk=pk).first() if may_see(person) else None
    if wave is None:
        return None
    knows = may_see_leavers(person) or wave.scan.scope != OURS
    [shown] = _shown([wave], wave.scan.scope, knows=knows)
    last = _last_done(wave.scan.scope)
    newer = last is not None and last.pk > wave.scan_id
    if wave.scan.scope == OURS:
        return WaveDetail(shown, wave.scan, knows, _leavers(person, wave) if knows else [], newer=newer)
    moves = _moves(person, wave)
    return WaveDetail(shown, wave.scan, knows, [], moves, len(wave.members) - len(moves), newer)


def _leavers(person: User, wave: Wave) -> list[Leaver]:
    rows = Spell.objects.filter(pk__in=wave.members, ends_on__isnull=False)
    spells = list(rows.select_related("employee__team", "employee__level").order_by("ends_on", "pk"))
    went = destinations(organisation_own(), spells, market_get(person=person).moves)
    return [Leaver(one, went.get(one.pk)) for one in spells]


def _moves(person: User, wave: Wave) -> list[Moved]:
    """Return the moves of a wave of which something is kept, in time."""
    about = {int(key): one for one in market_get(person=person).moves for key in one.told.claims}
    found = {about[key].key: about[key] for key in wave.members if key in about}
    return sorted(found.values(), key=lambda one: (one.said_first, one.key))


def waves_recent(*, person: User) -> QuerySet[Wave]:
    """Return the waves from our own company that the newest scan found, and whose last day is not long ago, the largest
    first.
    """
    if not may_see(person):
        return Wave.objects.none()
    newest = WaveScan.objects.filter(scope=OURS, state=DONE).order_by("-pk").values("pk")[:1]
    found = Wave.objects.filter(scan=Subquery(newest), last__gte=timezone.localdate() - RECENT)
    return found.order_by("-count", "number")
