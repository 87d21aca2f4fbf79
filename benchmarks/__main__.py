"""`python -m benchmarks [NAME ...]`: print the tables of benchmarks and write their sections."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.common import DOCUMENT, Options, render, write_section

NAMES = (
    "accuracy",
    "small_seasons",
    "priors",
    "calibration",
    "bar",
    "slopes",
    "choosing",
    "choosing_replays",
    "reference",
    "speed",
    "rivals",
    "profile",
    "redaction",
    "audit_coverage",
    "packages",
    "market",
    "claims",
    "ledger",
    "imports",
    "pages",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks named (all without a name); quick runs are printed and not written."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it works; printed only")
    parser.add_argument("--processes", type=int, default=2, help="processes that share the seeds (default 2)")
    parser.add_argument("--runs", type=int, help="timed runs of each size (default 3; 1 at 1e8 ratings)")
    parser.add_argument("--document", type=Path, help="the Markdown file whose sections are written")
    asked = parser.parse_args(words)
    unknown = sorted(set(asked.names) - set(NAMES))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; choose from {', '.join(NAMES)}")
    options = Options(quick=asked.quick, processes=asked.processes, runs=asked.runs)
    document = asked.document or (None if asked.quick else DOCUMENT)
    switches = _switches(options)
    for name in asked.names or NAMES:
        section = import_module(f"benchmarks.{name}").measure(options)
        body = render(section, shlex.join(["python", "-m", "benchmarks", name, *switches]))
        print(body, flush=True)
        if document is not None:
            write_section(document, name, body, names=NAMES)


def _switches(options: Options) -> list[str]:
    """Return the options that change what is measured, as they are typed."""
    quick = ["--quick"] if options.quick else []
    return quick + (["--runs", str(options.runs)] if options.runs else [])


if __name__ == "__main__":
    main()
