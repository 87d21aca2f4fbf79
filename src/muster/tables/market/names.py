"""The names that a company knows: CSV, YAML or JSON -> known names."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import get_args

from muster.engine.market.shapes import KnownName, NameKind
from muster.tables.market.decoding import decode
from muster.tables.problems import Problems, shown
from muster.tables.tree import ENDINGS, LARGEST, read_tree

__all__ = ["read_names"]

_KINDS: tuple[NameKind, ...] = get_args(NameKind)
_REMEDY = "give kind (person, organisation or role), name, and aliases"


def read_names(path: Path) -> tuple[KnownName, ...]:
    """Return the names of a file.

    CSV has the columns `kind`, `name` and `aliases`, the last with `;` between; YAML and JSON are a list of
    mappings with the same keys, `aliases` a list. Raises DataError with all that is wrong with the file.
    """
    problems = Problems()
    read = _tree_rows if path.suffix.lower() in ENDINGS else _table_rows
    rows = read(path, problems)
    found = [name for row, values in rows if (name := _name(path.name, row, values, problems)) is not None]
    problems.stop()
    return tuple(found)


def _table_rows(path: Path, problems: Problems) -> list[tuple[int | None, dict[str, object]]]:
    if path.stat().st_size > LARGEST:
        problems.add(
            "size", f"the file is larger than {LARGEST:,} bytes; give the names alone", file=path.name
        )
        return []
    reader = csv.DictReader(io.StringIO(decode(path.read_bytes(), path.name)[0]))
    headings = [heading.strip().lower() for heading in reader.fieldnames or ()]
    if not {"kind", "name"} <= set(headings):
        problems.add("columns", f"the columns kind and name are missing; {_REMEDY}", file=path.name)
        return []
    rows: list[tuple[int | None, dict[str, object]]] = []
    for values in reader:
        row = {str(key).strip().lower(): value for key, value in values.items() if key is not None}
        aliases = str(row.get("aliases") or "")
        rows.append(
            (reader.line_num, {**row, "aliases": [each for each in aliases.split(";") if each.strip()]})
        )
    return rows


def _tree_rows(path: Path, problems: Problems) -> list[tuple[int | None, dict[str, object]]]:
    tree = read_tree(path, path.name, problems)
    if tree is None:
        return []
    if not isinstance(tree.value, list):
        problems.add("names", f"the file is no list; {_REMEDY} of each name", file=path.name)
        return []
    rows: list[tuple[int | None, dict[str, object]]] = []
    for each in tree.value:
        if not isinstance(each.value, dict):
            problems.add("names", f"{shown(each.value)} is no name; {_REMEDY}", file=path.name, row=each.row)
            continue
        values: dict[str, object] = {key: item.value for key, item in each.value.items()}
        listed = values.get("aliases")
        if isinstance(listed, list):
            values["aliases"] = [item.value for item in listed]
        rows.append((each.row, values))
    return rows


def _name(file: str, row: int | None, values: dict[str, object], problems: Problems) -> KnownName | None:
    kind = next((each for each in _KINDS if each == str(values.get("kind") or "").strip().lower()), None)
    name, aliases = str(values.get("name") or "").strip(), values.get("aliases") or []
    if kind is None:
        sentence = f"{shown(values.get('kind'))} is no kind of name; write person, organisation or role"
        problems.add("kind", sentence, file=file, row=row, column="kind")
    if not name:
        problems.add(
            "name", "there is no name; write it, or take the row out", file=file, row=row, column="name"
        )
    if not isinstance(aliases, list):
        problems.add("aliases", "the aliases are no list; write one", file=file, row=row, column="aliases")
    if kind is None or not name or not isinstance(aliases, list):
        return None
    return KnownName(name, kind, tuple(str(each).strip() for each in aliases if str(each).strip()))
