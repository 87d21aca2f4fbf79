"""Candidates in the columns of Greenhouse's bulk import -> one row each, with everything wrong reported together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, read_sheet

__all__ = ["COLUMNS", "MOST_ROWS", "CandidateRow", "CandidateTable", "read_candidates"]

COLUMNS = (
    "First Name",
    "Last Name",
    "Job",
    "Email",
    "Phone",
    "Company",
    "Social Media",
    "Website",
    "Source",
    "Stage",
)
"""What is read; `Milestone` is another name of `Stage`."""

REQUIRED = ("First Name", "Last Name", "Job", "Email")
LIMITS = {"Email": 254, "Phone": 40, "Source": 80, "Company": 200}
LONGEST_NAME = 200
MOST_ROWS = 20_000
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")
_OTHER_NAMES = {"Stage": ("Milestone",), "Email": ("E-mail",)}
_COLUMNS = tuple(
    ColumnName(name, (name, *_OTHER_NAMES.get(name, ())), required=name in REQUIRED) for name in COLUMNS
)


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
    """The rows of a file, and its columns that are not kept."""

    rows: tuple[CandidateRow, ...]
    left_out: tuple[str, ...]


def read_candidates(path: Path, *, file: str, problems: Problems) -> CandidateTable:
    """Read a CSV file, which is called `file`. What is wrong goes into `problems`; rows with a problem are left out."""
    sheet = read_sheet(path, file, _COLUMNS, problems)
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
    return CandidateTable(tuple(rows), sheet.unknown)


def _candidate(row: Row, file: str, problems: Problems) -> CandidateRow | None:
    found = row.cells
    fine = True

    def complain(code: str, column: str, sentence: str, **params: object) -> None:
        nonlocal fine
        fine = False
        problems.add(code, sentence, file=file, row=row.line, column=column, **params)

    for name in REQUIRED:
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
    name = f"{found['First Name']} {found['Last Name']}".strip()
    if len(name) > LONGEST_NAME:
        complain(
            "too-long",
            "Last Name",
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
