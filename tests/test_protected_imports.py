"""Who can reach what candidates said of themselves: read off the source of each module, and off the graph of imports.

Whoever adds an import, a string that names the table, or a look through all models finds the module named here.
`docs/reference/wall.md` says who may; it stays a short list.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {
    ".".join(
        part for part in path.relative_to(ROOT / "src").with_suffix("").parts if part != "__init__"
    ): path
    for path in sorted((ROOT / "src").rglob("*.py"))
}
HIRE = "muster.apps.hire"
MODEL, WRITER, READER = (f"{HIRE}.{folder}.protected" for folder in ("models", "services", "selectors"))
WALLS = "muster.apps.core.walls"
AUDIT = f"{HIRE}.bridge.audit"  # reads the rows to count them
JOBS = f"{HIRE}.jobs"

IMPORTERS = {
    MODEL: {WRITER, READER, AUDIT, f"{HIRE}.apps"},
    READER: {f"{HIRE}.views.candidates"},  # hands a candidate their own answers
    WRITER: {
        f"{HIRE}.views.candidates",  # the voluntary form
        f"{HIRE}.services.erasing",
        f"{HIRE}.services.history.answers",  # the import of another system's answers
        f"{HIRE}.services.loading.load",  # the fictional company
    },
    WALLS: {
        *(WRITER, READER, AUDIT),
        "muster.apps.core.apps",  # puts the guard on connections
        "muster.apps.core.backup.postgresql",
        "muster.apps.core.doctor.walls",
        "muster.apps.core.inserting",  # asks whether rows may go in by COPY
        "muster.apps.core.ledger.verify",  # compares digests
    },
}
# Those that say its name: beside the above the form, the fictional company's answers, and the migrations.
NAMING = {
    *IMPORTERS[MODEL] - {f"{HIRE}.apps", AUDIT},
    *(MODEL, *IMPORTERS[READER], *IMPORTERS[WRITER]),
    f"{HIRE}.forms.careers",
    f"{HIRE}.selectors.audit_questions",  # the names of the questions on the form
    f"{HIRE}.migrations.0001_initial",
    f"{HIRE}.migrations.0024_wall",
    "muster.demo.organisation.build",
    "muster.demo.organisation.self_identification",
}
# Those that go through all models or tables, whatever these are called.
SWEEPING = {
    WALLS,
    "muster.apps.core.backup.postgresql",
    "muster.apps.core.backup.restore",
    "muster.apps.core.doctor.walls",
    "muster.apps.core.forms",  # which names the kinds of rows
    "muster.apps.core.ledger.seals",
    "muster.apps.core.ledger.verify",
    f"{HIRE}.migrations.0011_searched",  # which make their models' tables anew
    f"{HIRE}.migrations.0021_tallies_by_statement",
}
SWEEPS = {
    *("get_model", "get_models", "get_registered_model", "all_models", "app_models", "model_class"),
    *("table_names", "django_table_names", "related_objects", "_relation_tree"),
    *("recorded_models", "walled_models"),  # ours
}
NAME = re.compile(r"self[_\s-]?identification", re.IGNORECASE)
MAY_READ = {f"{HIRE}.views.candidates", f"{HIRE}.urls_public"}


class Ways(ast.NodeVisitor):
    """The ways in which a module's source reaches, or may reach, what is protected."""

    def __init__(self) -> None:
        self.imported: set[str] = set()
        self.names = False
        self.sweeps = False

    def visit_Import(self, node: ast.Import) -> None:
        self.imported |= {one.name for one in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        assert node.level == 0, "imports are absolute here, so that they can be read"
        self.imported |= {str(node.module), *(f"{node.module}.{one.name}" for one in node.names)}
        self._say(*(one.name for one in node.names))

    def visit_Name(self, node: ast.Name) -> None:
        self._say(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._say(node.attr)
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        self._say(node.arg or "")
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._say(node.name)
        self._visit_body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._say(node.name)
        self._visit_body(node)

    def visit_Module(self, node: ast.Module) -> None:
        self._visit_body(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._say(node.value)
            self.sweeps = self.sweeps or node.value.startswith("+__")  # over a relation that has no name
            self.imported |= {one for one in IMPORTERS if one in node.value}

    def _visit_body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        """Visit all but the docstring, which may well speak of it."""
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        self.generic_visit(node)

    def _say(self, *names: str) -> None:
        self.names = self.names or any(NAME.search(one) for one in names)
        self.sweeps = self.sweeps or any(one in SWEEPS for one in names)


def ways_of(source: str) -> Ways:
    found = Ways()
    found.visit(ast.parse(source))
    return found


FOUND = {name: ways_of(path.read_text(encoding="utf-8")) for name, path in SOURCES.items()}


@pytest.mark.parametrize("module", IMPORTERS)
def test_few_import_what_reaches_it(module: str) -> None:
    importers = {name for name, ways in FOUND.items() if module in ways.imported and name != module}
    assert importers | {AUDIT} == IMPORTERS[module] | {AUDIT}


def test_few_say_its_name() -> None:
    """By which a reverse relation, a filter, `apps.get_model` or SQL would reach it."""
    assert {name for name, ways in FOUND.items() if ways.names} | {AUDIT} == NAMING | {AUDIT}


def test_few_go_through_all_models_or_tables() -> None:
    assert {name for name, ways in FOUND.items() if ways.sweeps} == SWEEPING


def test_no_template_and_no_script_says_its_name() -> None:
    kinds = {".html", ".js", ".jinja", ".json", ".sql", ".txt", ".typ", ".xml"}
    files = [path for path in (ROOT / "src").rglob("*") if path.suffix in kinds]
    assert len(files) > 50
    assert [path.name for path in files if NAME.search(path.read_text(encoding="utf-8"))] == []


SNEAKING = {
    "from muster.apps.hire.models.protected import SelfIdentification": "imported",
    "from muster.apps.hire.models import protected": "imported",
    "import muster.apps.hire.models.protected as p": "imported",
    "if x:\n    from muster.apps.core.walls import open_wall": "imported",
    "model = import_string('muster.apps.hire.models.protected.' + 'Self' + 'Identification')": "imported",
    "SERVICES = ['muster.apps.hire.selectors.protected.self_identification_export']": "imported",
    "x = candidate.self_identification.answers": "names",
    "Application.objects.filter(selfidentification__answers={})": "names",
    "Application.objects.filter(**{'selfidentification__answers': {}})": "names",
    "apps.get_model('hire', 'SelfIdentification')": "names",
    "cursor.execute('SELECT answers FROM hire_selfidentification')": "names",
    "cursor.execute(f'SELECT {column} FROM HIRE_SELFIDENTIFICATION')": "names",
    "def f():\n    'Doc.'\n    return getattr(one, 'self_identification')": "names",
    "apps.get_model('hire', name)": "sweeps",
    "from django.apps.registry import apps\nfor one in apps.get_models(): one": "sweeps",
    "ContentType.objects.get(model=name).model_class()": "sweeps",
    "look = getattr(apps, 'get_models')": "sweeps",
    "for one in Application._meta.related_objects: one": "sweeps",
    "Application.objects.filter(**{'+__answers': {}})": "sweeps",
    "connection.introspection.table_names()": "sweeps",
}


@pytest.mark.parametrize("source", SNEAKING)
def test_each_way_would_be_found(source: str) -> None:
    found = ways_of(source)
    ways = {"imported": bool(found.imported & set(IMPORTERS)), "names": found.names, "sweeps": found.sweeps}
    assert ways[SNEAKING[source]]


def test_speaking_of_it_in_a_docstring_is_no_way() -> None:
    found = ways_of('"""Of self-identification."""\nfrom muster.apps.hire.models import Application\n')
    assert (found.names, found.sweeps, found.imported & set(IMPORTERS)) == (False, False, set())


DEMO = {"muster.site.demo", "muster.site.demo_audit"}
"""What loads the fictional company; the command imports it by its name."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Return who imports whom. A job is asked for by what says which, and carried out by a worker: nothing comes back
    to whoever asked, so no path leads through the list of jobs.
    """
    found = grimp.build_graph("muster", cache_dir=None)
    found.remove_module(JOBS)
    return found


def test_no_chain_of_imports_leads_to_what_reads_it(graph: grimp.ImportGraph) -> None:
    """Estimates, choices, decisions, offers, exports, APIs and pages: none of them is among these."""
    assert graph.find_downstream_modules(READER) == MAY_READ


def test_no_chain_of_imports_leads_to_what_counts_it(graph: grimp.ImportGraph) -> None:
    """But from the audit's own services, selectors, pages and addresses, the API's list of these, the command that
    counts it again, and the loading of the fictional company, which nothing imports.
    """
    others = graph.find_downstream_modules(AUDIT) - {
        *DEMO,
        "muster.site.api",
        "muster.cli.merit",
        "muster.cli.app",
        "muster.__main__",
        "muster.cli",
    }
    reaching = {name.rpartition(".")[2] for name in others}
    assert reaching
    assert {name for name in reaching if not name.startswith(("audit", "urls"))} == set()
    assert {one for name in DEMO for one in graph.find_modules_that_directly_import(name)} <= DEMO


def test_the_engine_and_what_stands_on_it_know_no_application(graph: grimp.ImportGraph) -> None:
    for module in (MODEL, WRITER, READER):
        below = {name.split(".")[1] for name in graph.find_downstream_modules(module)}
        assert below & {"engine", "tables", "reports", "demo"} == set()


def test_what_writes_it_gives_no_answer_back() -> None:
    """So those who may call it learn nothing: of an import, what became of each answer."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for node in ast.parse(SOURCES[WRITER].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            told[ast.unparse(node.returns) if node.returns else "?"].add(node.name)
    assert told.keys() == {"None", "dict[int, str]"}
    assert told["dict[int, str]"] == {"self_identification_import"}
