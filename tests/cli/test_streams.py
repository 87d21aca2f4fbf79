"""Streams that are closed, cut short, or know few letters."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from muster.cli.streams import forgive_readers
forgive_readers()
for number in range(100_000):
    print("größe", number)
sys.stdout.flush()
print("done", file=sys.stderr)
"""


def run(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHON": sys.executable, "CODE": CODE, **environment},
        check=False,
    )


def test_a_reader_may_leave_before_the_end() -> None:
    done = run('"$PYTHON" -c "$CODE" | head -n 1', PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "größe 0\n", b"done\n")


def test_a_closed_stream_takes_what_comes() -> None:
    done = run('"$PYTHON" -c "$CODE" >&-')
    assert (done.returncode, done.stderr) == (0, b"done\n")


def test_letters_that_a_stream_does_not_know_are_spelt_out() -> None:
    done = run('"$PYTHON" -c "$CODE" | tail -n 1', PYTHONIOENCODING="ascii")
    assert done.stdout == rb"gr\xf6\xdfe 99999" + b"\n"
