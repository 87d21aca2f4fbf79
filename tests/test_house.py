"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.mirrors import TESTED_BY_NAME, TESTED_ELSEWHERE

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations")
MODULES = [path for path in SOURCES if not path.name.startswith("_")]
SERVICES = [path for path in MODULES if {"services", "services.py"} & {path.name, path.parent.name}]
MOST_LINES = 450

MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|home/[a-z]+|work|opt|Users/[A-Za-z]+)/")
REGISTRIES = re.compile(
    r"index[-]url[ =]|--find[-]links|files\.pythonhosted\.org|https?://[\w.-]*pypi[\w.-]*/simple",
    re.IGNORECASE,
)
BINARY = {".mo", ".png", ".ttf", ".otf", ".woff", ".woff2", ".parquet", ".pdf", ".gz"}


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
        *chain.from_iterable(declared["project"]["optional-dependencies"].values()),
        *chain.from_iterable(declared["dependency-groups"].values()),
    ]
    pinned: defaultdict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(
        r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    ):
        pinned[name].append(version)
    for requirement in map(Requirement, wanted):
        versions = pinned[requirement.name.lower()]
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
        mirror = TESTED_BY_NAME.get(place.name, str(place.parent / f"test_{place.name}"))
        expected = TESTED_ELSEWHERE.get(str(place), mirror)
        if not (ROOT / "tests" / expected).is_file():
            missing.append(f"{place}: there is no tests/{expected}")
    assert missing == []


def test_services_take_their_turn_at_the_ledger() -> None:
    """A transaction that locks rows before it takes its turn can block another for ever (core/ledger/turns.py)."""
    wrong = [name_of(path) for path in SERVICES if "transaction.atomic" in path.read_text()]
    assert wrong == [], "begin with muster.apps.core.ledger.writing() in place of transaction.atomic()"


def test_no_signals_between_apps() -> None:
    sources = [path for path in MODULES if "apps" in path.parts]
    assert [name_of(path) for path in sources if "django.dispatch" in path.read_text()] == []


WITHOUT_DJANGO = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {
            "django", "allauth", "django_tasks", "ninja", "csp", "environs", "granian", "psycopg"
        }:
            raise ModuleNotFoundError(f"No module named {name!r} (as without the web extra)", name=name)

sys.meta_path.insert(0, Blocked())
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_the_rest_goes_on_without_the_web_extra() -> None:
    """Every test below the apps can be collected without Django, and some of each run."""
    options = ["-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider"]
    folders = [f"tests/{name}" for name in ("engine", "tables", "reports", "demo", "cli")]
    few = ["tests/engine/test_checks.py", "tests/tables/test_ids.py", "tests/reports/test_text.py"]
    environ = {name: value for name, value in os.environ.items() if name != "MUSTER_NO_SKIPS"}
    for arguments in (["--collect-only", *folders], few):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_DJANGO, *options, *arguments],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
