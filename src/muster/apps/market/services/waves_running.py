"""Carrying scans for waves out: begin, look, keep what was found."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

import muster
from muster.apps.accounts.models import User
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.market.bridge.waves import FALSE_ALARMS, Found, Sought, find_waves
from muster.apps.market.models import Wave, WaveScan
from muster.apps.market.selectors.waves_input import organisation_own, stamp_of, waves_sought
from muster.engine.errors import InputError

__all__ = ["SIMULATIONS", "wave_scan_carry_out", "wave_scan_fail", "wave_scans_begin"]

SIMULATIONS = 999
DIGITS = 6  # of what is kept of an estimate
State = WaveScan.State


def wave_scans_begin(
    *, actor: User | None, until: date | None = None, simulations: int = SIMULATIONS
) -> list[WaveScan]:
    """Begin a scan of each scope, up to a day: today, unless told."""
    rows = []
    with writing():
        for scope in WaveScan.Scope.values:
            row = WaveScan(
                scope=scope,
                asked_by=actor,
                asked_at=timezone.now(),
                engine_version=muster.__version__,
                simulations=simulations,
                false_alarms=FALSE_ALARMS,
                last=until or timezone.localdate(),
            )
            with change(row, "wave.ask", actor=actor, detail={"scope": scope}):
                row.save()
            rows.append(row)
    return rows


def wave_scan_carry_out(*, job: RunningJob, pk: int) -> None:
    """Do a scan; one that has ended stays as it is. What cannot be scanned ends as failed, with the engine's words."""
    scan = WaveScan.objects.get(pk=pk)
    if scan.state in (State.DONE, State.FAILED) or scan.last is None:
        return
    own = organisation_own()
    # The stamp comes first: what changes meanwhile makes the scan an old one.
    stamp = stamp_of(scope=scan.scope, until=scan.last, own=own)
    sought = waves_sought(scope=scan.scope, until=scan.last, own=own)
    try:
        found = find_waves(
            sought,
            false_alarms=scan.false_alarms,
            simulations=scan.simulations,
            seed=scan.seed,
            level=scan.level,
        )
    except InputError as error:
        with job.step():
            wave_scan_fail(scan=scan, sentence=error.sentence)
        return
    with job.step():
        _keep(scan, sought, found, stamp)


def wave_scan_fail(*, scan: WaveScan, sentence: str = "") -> None:
    """End a scan without a result; `sentence` says why where somebody can mend it."""
    with change(scan, "wave.fail", actor=None):
        scan.state, scan.problem, scan.finished_at = State.FAILED, sentence[:500], timezone.now()
        scan.save()


def _keep(scan: WaveScan, sought: Sought, found: Found, stamp: str) -> None:
    with change(scan, "wave.finish", actor=None, detail={"waves": len(found.waves)}):
        scan.first, scan.last = sought.first, sought.last
        scan.count = round(sought.count, DIGITS)
        scan.departures = [
            [one.key, one.day.isoformat(), round(one.probability, DIGITS)] for one in sought.departures
        ]
        scan.left_out, scan.series = dict(sought.left_out), found.series
        scan.lacks, scan.stamp = sought.lacks, stamp
        scan.state, scan.finished_at = State.DONE, timezone.now()
        scan.save()
    rows = [
        Wave(
            scan=scan,
            number=number,
            group=one.group,
            subject=one.subject[:200],
            **{
                name: round(value, DIGITS) if isinstance(value, float) else value
                for name, value in one.values.items()
            },
        )
        for number, one in enumerate(found.waves, 1)
    ]
    create_many(Wave, rows, "wave.find", actor=None)
