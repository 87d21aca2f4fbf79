"""Run a command and measure it: wall time, processor time, peak memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["Measured", "median_run", "muster", "run_measured"]

# A process inherits the high-water mark of the one that starts it, so commands are started by a small one.
STARTER = """
import json, os, sys, time
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, usage = os.wait4(child, 0)
print(json.dumps({
    "code": os.waitstatus_to_exitcode(status),
    "seconds": time.perf_counter() - begin,
    "processor": usage.ru_utime + usage.ru_stime,
    "kilobytes": usage.ru_maxrss,
}))
"""


@dataclass(frozen=True)
class Measured:
    """One run: `seconds` of the whole process, `processor` seconds over all cores, peak `gigabytes`."""

    seconds: float
    processor: float
    gigabytes: float


def muster(*words: str | Path) -> list[str]:
    """Return the command `muster WORDS...` of the environment that runs the benchmark."""
    return [str(Path(sys.executable).with_name("muster")), *map(str, words)]


def run_measured(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Measured:
    """Run to the end; what the command prints is shown only when it fails.

    Raises RuntimeError with the last lines of a command that failed.
    """
    starter = [sys.executable, "-I", "-S", "-c", STARTER]
    done = subprocess.run(
        [*starter, *command], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )
    if done.returncode:
        raise RuntimeError(f"could not start {command[0]}:\n{done.stderr[-2000:]}")
    said = json.loads(done.stdout)
    if said["code"]:
        raise RuntimeError(f"{' '.join(command)} ended with {said['code']}:\n{done.stderr[-2000:]}")
    return Measured(said["seconds"], said["processor"], said["kilobytes"] / 2**20)


def median_run(
    command: Sequence[str], *, runs: int, environment: Mapping[str, str] | None = None
) -> tuple[Measured, list[float]]:
    """Return the medians over runs (the largest memory), and the seconds of each run."""
    measured = [run_measured(command, environment=environment) for _ in range(runs)]
    seconds = [one.seconds for one in measured]
    middle = Measured(
        median(seconds),
        median(one.processor for one in measured),
        max(one.gigabytes for one in measured),
    )
    return middle, seconds
