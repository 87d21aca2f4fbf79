"""A dump that another process reads is the same dump."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from muster.demo.harvest import HarvestPlan, write_harvest
from muster.engine.errors import InputError, Problem
from muster.tables.vendors import KINDS
from muster.tables.vendors.beside import BATCH, reading
from muster.tables.vendors.harvest import HarvestDump


@pytest.fixture
def dump(tmp_path: Path) -> HarvestDump:
    write_harvest(tmp_path / "dump", HarvestPlan(BATCH + 20, interviewed=0.1))
    broken = tmp_path / "dump" / "candidates" / "999.json"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(json.dumps([{"id": 1}, 7])[:-2] + ", {")
    return HarvestDump(tmp_path / "dump")


def test_another_process_finds_the_same(dump: HarvestDump) -> None:
    with reading(dump) as here, reading(dump, large=0) as beside:
        for kind in KINDS:
            assert list(beside(kind)) == (expected := list(here(kind)))
            if kind == "candidate":
                assert len(expected) > BATCH
                assert any(isinstance(one, Problem) for one in expected)


def test_a_process_that_dies_is_told(dump: HarvestDump, children: Callable[[], list[int]]) -> None:
    with reading(dump, large=0) as read:
        assert list(read("person"))
        for pid in children():
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(InputError, match="import it again: what is there already stays as it is"):
            [list(read(kind)) for kind in KINDS[1:]]


def test_whoever_stops_early_leaves_no_process(dump: HarvestDump, children: Callable[[], list[int]]) -> None:
    with reading(dump, large=0) as read:
        next(read("person"))
        assert children()
    assert children() == []


@pytest.fixture
def children() -> Callable[[], list[int]]:
    def find() -> list[int]:
        listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
        return [
            int(pid)
            for pid in listed.split()
            if b"muster.tables.vendors.beside" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]

    return find
