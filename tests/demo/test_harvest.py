"""The fictional dump is the same for a seed, and what readers expect."""

from __future__ import annotations

from pathlib import Path

from muster.demo.harvest import HarvestPlan, write_harvest
from muster.engine.errors import Problem
from muster.tables.vendors.dump import KINDS
from muster.tables.vendors.harvest import HarvestDump


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.json*"))}


def test_a_seed_gives_one_dump_that_is_read_whole(tmp_path: Path) -> None:
    plan = HarvestPlan(40, seed=3, page=15, interviewed=0.5)
    for name in ("one", "two"):
        write_harvest(tmp_path / name, plan)
    write_harvest(tmp_path / "other", HarvestPlan(40, seed=4, page=15, interviewed=0.5))
    one, two, other = (content(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert one["candidates/1.json"] != other["candidates/1.json"]
    assert {"candidates/1.json", "candidates/2.json", "candidates/3.json"} <= one.keys()
    dump = HarvestDump(tmp_path / "one")
    counts = {}
    for kind in KINDS:
        found = list(dump.read(kind))
        assert not any(isinstance(row, Problem) for row in found)
        counts[kind] = len(found)
    assert counts["candidate"] == 40
    assert counts["scorecard"] == 2 * counts["interview"] > 0
    assert all(counts[kind] for kind in KINDS)
