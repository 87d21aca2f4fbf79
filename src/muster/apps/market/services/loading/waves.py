"""The scans for waves with which the fictional company opens, done as a worker does them, but here."""

from __future__ import annotations

from datetime import date

from muster.apps.accounts.models import User
from muster.apps.hire.services.loading.merit import passing_job
from muster.apps.market.services.waves import waves_watch
from muster.apps.market.services.waves_running import wave_scan_carry_out, wave_scans_begin

__all__ = ["load_waves"]


def load_waves(*, until: date, keeper: User) -> None:
    """Look for waves up to a day, and see that it is done every day."""
    scans = wave_scans_begin(actor=keeper, until=until)
    with passing_job(keeper, "Looking for waves of departures") as job:
        for scan in scans:
            wave_scan_carry_out(job=job, pk=scan.pk)
    waves_watch()
