"""What every benchmark shares: options, tables, the machine, the section writer and a parallel map."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from rich.progress import track

__all__ = [
    "DOCUMENT",
    "ROOT",
    "Options",
    "Section",
    "Table",
    "machine",
    "parallel_map",
    "render",
    "versions",
    "write_section",
]

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
LIBRARIES = ("numpy", "scipy", "numba", "polars", "pyarrow")
THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
PREAMBLE = """\
# Benchmarks

Everything here was written by `make bench` (`python -m benchmarks [NAME ...]`); each section names the
command that made it and the machine it ran on. Sections of benchmarks that were not run stay as they were.
"""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Options:
    """What the command line asked for.

    `quick` shrinks every size until a run takes seconds: it shows that the benchmark works, its numbers mean
    nothing. `runs` repeats each timing (None: the benchmark's own choice).
    """

    quick: bool = False
    processes: int = 2
    runs: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells that are already text, under a caption. The first column and columns of words go left."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_markdown(self) -> str:
        """Return a Markdown table whose columns are padded, so that it reads well on a terminal too."""
        left = [all(row[at][:1].isalpha() for row in self.rows) for at in range(len(self.columns))]
        left[0] = True
        cells = [self.columns, *self.rows]
        widths = [max(3, *(len(row[at]) for row in cells)) for at in range(len(self.columns))]
        rules = [_rule(width, start) for width, start in zip(widths, left, strict=True)]
        head, *lines = [_line(row, widths, left) for row in cells]
        return "\n".join([f"**{self.caption}**", "", head, f"|{'|'.join(rules)}|", *lines])


@dataclass(frozen=True)
class Section:
    """One question and its answer: a heading, what was done, tables, and what must be known to read them."""

    title: str
    text: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def _rule(width: int, left: bool) -> str:
    return "-" * (width + 1) + ("-" if left else ":")


def _line(row: tuple[str, ...], widths: list[int], left: list[bool]) -> str:
    parts = zip(row, widths, left, strict=True)
    cells = [text.ljust(width) if start else text.rjust(width) for text, width, start in parts]
    return f"| {' | '.join(cells)} |"


def render(section: Section, command: str) -> str:
    """Return the section as Markdown, with the command that made it and the machine it ran on."""
    blocks = [f"## {section.title}", section.text, *(table.to_markdown() for table in section.tables)]
    if section.notes:
        blocks.append("\n".join(f"- {note}" for note in section.notes))
    blocks.append(f"Made by `{command}` on {machine()}; {versions()}.")
    return "\n\n".join(blocks) + "\n"


def machine() -> str:
    """Return cores, memory and the name of the processor."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {memory:.0f} GB of memory, {_processor()}"


def _processor() -> str:
    listing = Path(os.sep, "proc", "cpuinfo")
    if listing.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", listing.read_text(), re.MULTILINE)
        if found:
            return found[1]
    return platform.processor() or platform.machine()


def versions() -> str:
    """Return the versions of Python and of the libraries the engine stands on."""
    names = [f"Python {platform.python_version()}"]
    for library in LIBRARIES:
        try:
            names.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            continue
    return ", ".join(names)


def write_section(document: Path, name: str, body: str, *, names: Sequence[str]) -> None:
    """Put `body` between the markers of `name`, leaving the rest of the document as it is.

    A document that does not exist is laid out with the markers of all `names`, in their order; markers that
    an existing document lacks are added at its end. The file is replaced in one step.
    """
    text = document.read_text(encoding="utf-8") if document.exists() else _layout(names)
    begin, end = _markers(name)
    if begin not in text or end not in text:
        text = f"{text.rstrip()}\n\n{begin}\n{end}\n"
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    document.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=document.parent, suffix=".tmp", delete=False) as file:
        file.write(f"{before}{begin}\n\n{body.strip()}\n\n{end}{after}")
    Path(file.name).chmod(0o644)
    os.replace(file.name, document)


def _layout(names: Sequence[str]) -> str:
    return "\n".join([PREAMBLE, *("{}\n{}\n".format(*_markers(name)) for name in names)])


def _markers(name: str) -> tuple[str, str]:
    return f"<!-- begin {name} -->", f"<!-- end {name} -->"


def parallel_map(
    function: Callable[[Item], Result], items: Sequence[Item], *, options: Options, what: str
) -> list[Result]:
    """Apply a module-level function to every item, in order, over `options.processes` fresh processes.

    Each process keeps to one thread, so that the processes share the cores evenly.
    """
    quiet = not sys.stderr.isatty()
    if options.processes == 1:
        return [function(item) for item in track(items, what, disable=quiet)]
    with (
        _one_thread_each(),
        ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool,
    ):
        return list(track(pool.map(function, items), what, total=len(items), disable=quiet))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
