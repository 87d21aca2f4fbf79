"""Candidates in the columns of Greenhouse's bulk import -> one row each, with everything wrong reported together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from muster.tables.problems import Problems, shown

__all__ = ["COLUMNS", "LEFT_OUT", "MOST_ROWS", "CandidateRow", "CandidateTable", "read_candidates"]

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

LEFT_OUT = ("Title", "Address", "Notes", "Tags", "Who gets credit", "Department", "Office")
"""What Greenhouse has and Muster has no place for."""

REQUIRED = ("First Name", "Last Name", "Job", "Email")
LIMITS = {"Email": 254, "Phone": 40, "Source": 80, "Company": 200}
LONGEST_NAME = 200
MOST_ROWS = 20_000
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")
_NEUTRALISED = re.compile(r"^'(?='*[=+\-@\t\r])")


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


def read_candidates(data: bytes, *, file: str, problems: Problems) -> CandidateTable:
    """Read a CSV file. What is wrong goes into `problems`; rows with a problem are left out of what is returned."""
    text = _decode(data, file, problems)
    if text is None:
        return CandidateTable((), ())
    records = _records(text, file, problems)
    header = next(records, None)
    if header is None:
        problems.add("no-rows", "the file is empty; export it again", file=file)
        return CandidateTable((), ())
    names = _header(header[1], file, problems)
    if names is None:
        return CandidateTable((), ())
    rows, seen, count = [], dict[tuple[str, str], int](), 0
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            sentence = f"the file has more than {MOST_ROWS:,} rows; split it"
            problems.add("too-many-rows", sentence, file=file, row=line, most=MOST_ROWS)
            break
        one = _row(line, cells, names, file, problems)
        if one is not None and _is_new(one, seen, file, problems):
            rows.append(one)
    if not count:
        problems.add("no-rows", "the file has a header but no rows; add some or export it again", file=file)
    known = {*COLUMNS, "Milestone"}
    return CandidateTable(tuple(rows), tuple(name for name in names if name and name not in known))


def _decode(data: bytes, file: str, problems: Problems) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        problems.add("encoding", "the file is not UTF-8; save it as CSV UTF-8", file=file, row=row)
        return None
    if "\0" in text:
        problems.add("not-text", "this is not a CSV file; save it as CSV UTF-8", file=file)
        return None
    return text


def _records(text: str, file: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on."""
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = 0
    try:
        for cells in reader:
            if cells:
                yield last + 1, cells
            last = reader.line_num
    except csv.Error as error:
        sentence = f"the row cannot be read ({error}); look for a quotation mark that is not closed"
        problems.add("unreadable", sentence, file=file, row=last + 1)


def _header(cells: list[str], file: str, problems: Problems) -> list[str] | None:
    """Return the columns' names as `COLUMNS` spells them, others as they are."""
    known = {name.casefold(): name for name in (*COLUMNS, *LEFT_OUT)} | {
        "milestone": "Stage",
        "e-mail": "Email",
    }
    names = [known.get(" ".join(cell.replace("_", " ").split()).casefold(), cell.strip()) for cell in cells]
    for name in sorted({name for name in names if name in COLUMNS and names.count(name) > 1}):
        problems.add(
            "column-twice", "the column is there more than once; keep one", file=file, row=1, column=name
        )
    for name in REQUIRED:
        if name not in names:
            sentence = "the column is missing; add it to the header"
            problems.add("no-column", sentence, file=file, row=1, column=name)
    return None if problems else names


def _row(line: int, cells: list[str], names: list[str], file: str, problems: Problems) -> CandidateRow | None:
    if len(cells) != len(names):
        count = f"the row has {len(cells):,} cells, the header {len(names):,}"
        sentence = f"{count}; look for a missing or unwanted separator"
        problems.add("cells", sentence, file=file, row=line, cells=len(cells), width=len(names))
        return None
    found = {name: _NEUTRALISED.sub("", cell.strip()) for name, cell in zip(names, cells, strict=True)}
    fine = True

    def complain(code: str, column: str, sentence: str, **params: object) -> None:
        nonlocal fine
        fine = False
        problems.add(code, sentence, file=file, row=line, column=column, **params)

    for name in REQUIRED:
        if not found[name]:
            complain("empty", name, "the cell is empty; fill it in")
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
        row=line,
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
