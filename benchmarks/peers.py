"""Other software that fits an approximation of the model, run and scored on the same raw ratings as Muster.

The environment variable MUSTER_PEERS names a folder with `bench/run.py` (runs and scores one peer on one
data set), `bench/gen.py` (writes a data set), `venvs/v_main` (the Python they are installed in) and `data/`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from benchmarks.process import median_run, muster, run_measured

__all__ = ["DATA_SETS", "PEERS", "PeerHome", "Result", "find_peers"]

VARIABLE = "MUSTER_PEERS"
DATA_SETS = ("100k", "1m", "100k-hard")
PEERS = {
    "oracle": "oracle (told the truth)",
    "mean": "raw mean",
    "mean-adj": "interviewer means subtracted",
    "glmm-gauss": "glmm, Gaussian",
    "mixedlm-lmer": "mixedlm, Gaussian",
    "lme4-lmer": "lme4 lmer, Gaussian",
    "gpboost-binom": "gpboost, binomial",
    "mirt-mfrm": "mirt, facets",
    "raschpy-mfrm": "raschpy, facets",
}


@dataclass(frozen=True)
class Result:
    """One fit of one data set; `scores` are run.py's (rmse, rmse_cal, corr, cover90, cover90_cal).

    `others` is the number of cores that other processes used meanwhile, None where it was not watched.
    """

    data: str
    name: str
    status: str
    seconds: float
    gigabytes: float
    others: float | None
    scores: dict[str, float]


def find_peers() -> PeerHome | str:
    """Return where the peers are installed, or the reason why they cannot run."""
    named = os.environ.get(VARIABLE)
    if not named:
        return f"the environment variable {VARIABLE} does not name a folder of installed peers"
    home = PeerHome(Path(named))
    missing = [path.name for path in (home.runner, home.python) if not path.exists()]
    return f"the folder named by {VARIABLE} lacks {', '.join(missing)}" if missing else home


@dataclass(frozen=True)
class PeerHome:
    """A folder of installed peers."""

    folder: Path

    @property
    def runner(self) -> Path:
        """Return the script that runs one peer."""
        return self.folder / "bench" / "run.py"

    @property
    def python(self) -> Path:
        """Return the Python that the peers are installed in."""
        return self.folder / "venvs" / "v_main" / "bin" / "python"

    def data_set(self, name: str) -> Path:
        """Return a data set's folder, written if need be."""
        folder = self.folder / "data" / name
        if not folder.exists():
            size, _, hard = name.partition("-")
            script = self.runner.with_name("gen.py")
            words = [size, *(["--hard"] if hard else []), "--out", str(folder)]
            subprocess.run([str(self.python), str(script), *words], check=True, capture_output=True)
        return folder

    def run(self, peer: str, data: str) -> Result:
        """Run one peer on one data set, as its own command does."""
        self.data_set(data)
        with TemporaryDirectory(prefix="muster-peers-") as temporary:
            results = Path(temporary) / "results.jsonl"
            environment = {
                **os.environ,
                "MERIT_VENVS": str(self.folder / "venvs"),
                "MERIT_DATA": str(self.folder / "data"),
                "MERIT_RESULTS": str(results),
                "MERIT_KEEP": temporary,
            }
            command = [str(self.python), str(self.runner), peer, data]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if not results.exists():
                raise RuntimeError(f"{peer} on {data} left no result:\n{done.stderr[-2000:]}")
            said = json.loads(results.read_text().splitlines()[-1])
        scores = {key: value for key, value in said.items() if isinstance(value, float)}
        return Result(
            data, PEERS[peer], said["status"], said["wall_s"], said["peak_gb"], said["others"], scores
        )

    def run_muster(self, data: str, *, runs: int) -> Result:
        """Rank the same data set by the command, and score the ranking by the same function."""
        raw = self.data_set(data)
        with TemporaryDirectory(prefix="muster-peers-") as temporary:
            folder = Path(temporary)
            _raw_to_parquet(raw, folder / "ratings.parquet")
            command = muster("rank", folder / "ratings.parquet", "--out", folder / "ranking.parquet")
            run_measured(command)
            measured, _ = median_run(command, runs=runs)
            _ranking_to_raw(folder / "ranking.parquet", raw, folder)
            scores = self._scorer()(str(folder), str(raw))
        return Result(data, "Muster", "ok", measured.seconds, measured.gigabytes, None, scores)

    def _scorer(self) -> Callable[[str, str], dict[str, float]]:
        """Return run.py's own `score`, so that everybody is scored by the same lines."""
        spec = importlib.util.spec_from_file_location("merit_peers_run", self.runner)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{self.runner.name} cannot be loaded")
        module: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        score: Callable[[str, str], dict[str, float]] = module.score
        return score


def _raw_to_parquet(raw: Path, path: Path) -> None:
    """Write the raw columns as a long table, in the order they have."""
    columns: Sequence[tuple[str, str, type]] = (
        ("candidate_id", "cand.i32", np.int32),
        ("interviewer_id", "intv.i32", np.int32),
        ("criterion", "crit.i8", np.int8),
        ("rating", "y.i8", np.int8),
    )
    frame = pl.DataFrame({name: np.fromfile(raw / file, dtype) for name, file, dtype in columns})
    criterion = pl.format("criterion_{}", pl.col("criterion")).cast(pl.Categorical)
    frame.with_columns(criterion).write_parquet(path)


def _ranking_to_raw(ranking: Path, raw: Path, folder: Path) -> None:
    """Write merit and SD by candidate number, as the peers do."""
    frame = pl.read_parquet(ranking).with_columns(pl.col("candidate_id").cast(pl.Int64))
    candidates = json.loads((raw / "meta.json").read_text())["P"]
    for column, file in (("merit", "est.f64"), ("sd", "se.f64")):
        values = np.full(candidates, np.nan)
        values[frame["candidate_id"].to_numpy()] = frame[column].to_numpy()
        values.tofile(folder / file)
