"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = [path for path in SOURCES if not path.name.startswith("_")]
MOST_LINES = 450

# Parts of a whole that is tested through its front door, and where.
TESTED_ELSEWHERE = {
    "demo/organisation/hiring_records.py": "demo/organisation/test_pipeline.py",
    "demo/organisation/records.py": "demo/organisation/test_build.py",
    "tables/assemble.py": "tables/test_reading.py",
    "tables/columns.py": "tables/test_ids.py",
    "tables/contents.py": "tables/test_bad_input.py",
    "tables/fields.py": "tables/test_reading.py",
    "tables/layout.py": "tables/test_bad_input.py",
    "tables/options.py": "tables/test_reading.py",
    "tables/ratings.py": "tables/test_bad_input.py",
    "tables/spelling.py": "tables/test_bad_input.py",
    "tables/text.py": "tables/test_bad_input.py",
}

MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|home/[a-z]+|work|opt|Users/[A-Za-z]+)/")
REGISTRIES = re.compile(
    r"index[-]url[ =]|--find[-]links|files\.pythonhosted\.org|https?://[\w.-]*pypi[\w.-]*/simple",
    re.IGNORECASE,
)
BINARY = {".png", ".ttf", ".otf", ".woff", ".woff2", ".parquet", ".pdf", ".gz"}


def tracked() -> list[Path]:
    """Return the files of the checkout that are, or are about to be, under version control."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listing.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path.suffix in BINARY:
            continue
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if MACHINE_PATHS.search(line) or REGISTRIES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{row}: {line.strip()[:100]}")
    assert found == []


def test_the_lock_holds_only_pins_and_hashes() -> None:
    pin = re.compile(r"[a-z0-9.-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*")
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_the_lock_pins_all_that_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *declared["project"]["dependencies"],
        *chain.from_iterable(declared["dependency-groups"].values()),
    ]
    pinned: defaultdict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(
        r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    ):
        pinned[name].append(version)
    for requirement in map(Requirement, wanted):
        versions = pinned[requirement.name]
        assert versions, f"{requirement.name} is not in requirements.lock; run make lock"
        assert all(version in requirement.specifier for version in versions)


def test_files_can_be_read_at_a_sitting() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in SOURCES}
    assert {str(path): length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_says_what_it_is_and_what_it_offers(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)
    module = importlib.import_module(name_of(path))
    offered = getattr(module, "__all__", None)
    if path in MODULES:
        assert offered is not None or not public_names(tree), "name what it offers in __all__"
    assert [name for name in offered or () if not hasattr(module, name)] == []


def public_names(tree: ast.Module) -> list[str]:
    """Return the functions and classes a module defines without an underscore."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [node.name for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


def test_tests_mirror_the_sources() -> None:
    missing = [place for place in TESTED_ELSEWHERE if not (ROOT / "src" / "muster" / place).is_file()]
    for path in MODULES:
        place = path.relative_to(ROOT / "src" / "muster")
        expected = TESTED_ELSEWHERE.get(str(place), str(place.parent / f"test_{place.name}"))
        if not (ROOT / "tests" / expected).is_file():
            missing.append(f"{place}: there is no tests/{expected}")
    assert missing == []
