"""Python looks for circles seldom, in a process that asks for it."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import gc
from muster.site.garbage import collect_seldom
before = gc.get_threshold()[0]
collect_seldom()
print(gc.isenabled(), gc.get_threshold()[0] > 10 * before, gc.get_freeze_count() > 1_000)
"""


def test_a_process_that_asks_looks_seldom() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("True True True\n", "")
