"""The files that timings are taken on, kept outside the repository: InstEval and simulated seasons."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.common import ROOT
from benchmarks.process import muster, run_measured

__all__ = ["Size", "bench_folder", "find_insteval", "has_r_package", "season_file", "shuffled_file"]

FOLDER_VARIABLE = "MUSTER_BENCH_DATA"
SHARED_INSTEVAL = ROOT.parent / "shared" / "data" / "insteval.csv"
EXPORT = "write.csv(lme4::InstEval, commandArgs(TRUE)[1], row.names = FALSE, quote = FALSE)"


@dataclass(frozen=True)
class Size:
    """A balanced season of 4 interviews a candidate, 5 criteria an interview: 20 ratings a candidate."""

    name: str
    candidates: int
    interviewers: int

    @property
    def ratings(self) -> int:
        """Number of ratings."""
        return 20 * self.candidates


@contextmanager
def bench_folder() -> Iterator[Path]:
    """Give the folder named by MUSTER_BENCH_DATA, whose files are kept, or a temporary one."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        folder = Path(named)
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="muster-bench-") as temporary:
        yield Path(temporary)


def has_r_package(package: str) -> bool:
    """Return whether R is here with this package."""
    if shutil.which("Rscript") is None:
        return False
    ask = f'quit(status = !requireNamespace("{package}", quietly = TRUE))'
    return (
        subprocess.run(["Rscript", "--vanilla", "-e", ask], capture_output=True, check=False).returncode == 0
    )


def find_insteval(folder: Path) -> Path | None:
    """Return the InstEval ratings as CSV (s rates d with y), from the shared data or else from R's lme4."""
    if SHARED_INSTEVAL.exists():
        return SHARED_INSTEVAL
    exported = folder / "insteval.csv"
    if not exported.exists() and has_r_package("lme4"):
        subprocess.run(["Rscript", "--vanilla", "-e", EXPORT, str(exported)], check=True, capture_output=True)
    return exported if exported.exists() else None


def season_file(folder: Path, size: Size) -> Path:
    """Return the season's Parquet file, written by `muster simulate` unless it is there already."""
    path = folder / f"season-{size.name}.parquet"
    if not path.exists():
        words = {
            "--out": path,
            "--candidates": size.candidates,
            "--interviewers": size.interviewers,
            "--interviews": 4,
            "--criteria": 5,
            "--seed": 1,
        }
        run_measured(muster("simulate", *(str(word) for pair in words.items() for word in pair)))
    return path


def shuffled_file(path: Path) -> Path:
    """Return the same ratings with their rows in random order."""
    shuffled = path.with_name(f"{path.stem}-shuffled.parquet")
    if not shuffled.exists():
        pl.read_parquet(path).sample(fraction=1.0, shuffle=True, seed=1).write_parquet(shuffled)
    return shuffled
