"""Candidates in a table -> one row each, with everything wrong reported together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from muster.tables.headings import HEADINGS
from muster.tables.names import whole_name
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Shape, read_sheet

__all__ = ["MOST_ROWS", "SHAPE", "CandidateRow", "CandidateTable", "read_candidates"]

LIMITS = {"Email": 254, "Phone": 40, "Source": 80, "Company": 200}
LONGEST_NAME = 200
MOST_ROWS = 20_000
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")


def _column(name: str, also: str, *others: str, required: bool = False, kind: str = "text") -> ColumnName:
    return ColumnName(name, (name, *others), required=required, kind=kind, also=HEADINGS[also])


SHAPE = Shape(
    columns=(
        _column("First Name", "first_name"),
        _column("Last Name", "last_name"),
        _column("Name", "name", "Full Name", kind="name"),
        _column("Name, last name first", "name", kind="turned name"),
        _column("Job", "job", required=True),
        _column("Email", "email", "E-mail", required=True, kind="email"),
        _column("Phone", "phone"),
        _column("Company", "company"),
        _column("Website", "website"),
        _column("Social Media", "social"),
        _column("Source", "source"),
        _column("Stage", "stage", "Milestone"),
    ),
    either=(("First Name", "Last Name"), ("Name",), ("Name, last name first",)),
    left_out=("Title", "Address", "Notes", "Tags", "Who gets credit", "Department", "Office"),
)
"""The columns of Greenhouse's bulk import, and names that are not split."""

NEEDED = tuple(column.key for column in SHAPE.columns if column.required)


@dataclass(frozen=True)
class CandidateRow:
    """One candidate for one opening. `row` is the line of the file; `job` and `stage` are as they were written."""

    row: int
    name: str
    email: str
    job: str
    phone: str = ""
    company: str = ""
    links: tuple[str, ...] = ()
    source: str = ""
    stage: str = ""


@dataclass(frozen=True)
class CandidateTable:
    """The rows of a file, its columns that are not kept, and what it calls the others."""

    rows: tuple[CandidateRow, ...]
    left_out: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


def read_candidates(
    path: Path, *, file: str, problems: Problems, chosen: Mapping[str, str] | None = None
) -> CandidateTable:
    """Read a CSV file, which is called `file`. What is wrong goes into `problems`; rows with a problem are left out.

    `chosen` says which column each heading is, where a person did.
    """
    sheet = read_sheet(path, file, SHAPE, problems, chosen)
    if sheet is None:
        return CandidateTable((), ())
    if len(sheet.rows) > MOST_ROWS:
        sentence = f"the file has more than {MOST_ROWS:,} rows; split it"
        problems.add("too-many-rows", sentence, file=file, row=sheet.rows[MOST_ROWS].line, most=MOST_ROWS)
    rows, seen = [], dict[tuple[str, str], int]()
    for row in sheet.rows[:MOST_ROWS]:
        one = _candidate(row, file, problems)
        if one is not None and _is_new(one, seen, file, problems):
            rows.append(one)
    return CandidateTable(tuple(rows), sheet.unknown, sheet.headers)


def _candidate(row: Row, file: str, problems: Problems) -> CandidateRow | None:
    found = row.cells
    fine = True

    def complain(code: str, column: str, sentence: str, **params: object) -> None:
        nonlocal fine
        fine = False
        problems.add(code, sentence, file=file, row=row.line, column=column, **params)

    named = [name for name in ("First Name", "Last Name", "Name", "Name, last name first") if name in found]
    for name in (*named, *NEEDED):
        if not found[name]:
            complain("blank", name, "the cell is empty; fill it in")
    if found["Email"] and not _ADDRESS.fullmatch(found["Email"]):
        complain(
            "email",
            "Email",
            f"{shown(found['Email'])} is not an e-mail address; correct it",
            value=found["Email"][:60],
        )
    for name, most in LIMITS.items():
        if len(found.get(name, "")) > most:
            complain("too-long", name, f"the cell has more than {most} characters; shorten it", most=most)
    name = whole_name(found, split=("First Name", "Last Name"), plain="Name", turned="Name, last name first")
    if len(name) > LONGEST_NAME:
        complain(
            "too-long",
            named[-1],
            f"the name has more than {LONGEST_NAME} characters; shorten it",
            most=LONGEST_NAME,
        )
    if not fine:
        return None
    links = [
        part for column in ("Website", "Social Media") for part in re.split(r"[\s,;]+", found.get(column, ""))
    ]
    return CandidateRow(
        row=row.line,
        name=name,
        email=found["Email"],
        job=found["Job"],
        phone=found.get("Phone", ""),
        company=found.get("Company", ""),
        links=tuple(link for link in links if link.startswith(("https://", "http://")))[:20],
        source=found.get("Source", ""),
        stage=found.get("Stage", ""),
    )


def _is_new(one: CandidateRow, seen: dict[tuple[str, str], int], file: str, problems: Problems) -> bool:
    key = one.email.casefold(), one.job.casefold()
    first = seen.setdefault(key, one.row)
    if first != one.row:
        sentence = f"{shown(one.email)} is in row {first:,} already, for the same job; keep one of them"
        problems.add(
            "duplicate", sentence, file=file, row=one.row, column="Email", value=one.email[:60], first=first
        )
    return first == one.row
