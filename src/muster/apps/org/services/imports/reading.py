"""From a file to drafts of employees: its columns, and what each cell must be."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from muster.apps.org.models import EndReason
from muster.tables.days import DAY_FIRST, MONTH_FIRST, day_of
from muster.tables.headings import HEADINGS
from muster.tables.mapping import Look, look_at
from muster.tables.names import whole_name
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Shape, Sheet, read_sheet

__all__ = ["COLUMNS", "SHAPE", "Draft", "header_of", "look_at_content", "read_drafts"]


def _also(*keys: str) -> tuple[str, ...]:
    return tuple(name for key in keys for name in HEADINGS[key])


COLUMNS = (
    ColumnName(
        "code",
        ("Employee number", "Employee code", "Employee ID", "Code"),
        also=_also("employee_number"),
    ),
    ColumnName("name", ("Name", "Full name"), required=False, kind="name", also=_also("name")),
    ColumnName("first_name", ("First name",), required=False, also=_also("first_name")),
    ColumnName("last_name", ("Last name",), required=False, also=_also("last_name")),
    ColumnName(
        "turned_name", ("Name, last name first",), required=False, kind="turned name", also=_also("name")
    ),
    ColumnName("sort_name", ("Sort name", "Name for sorting"), required=False, also=_also("sort_name")),
    ColumnName(
        "email",
        ("E-mail", "Email", "Work e-mail", "Work email"),
        kind="email",
        also=_also("work_email", "email"),
    ),
    ColumnName("team", ("Team", "Department"), also=_also("team")),
    ColumnName("level", ("Level",), also=_also("level")),
    ColumnName("family", ("Job family", "Family"), also=_also("family")),
    ColumnName("location", ("Location", "Office"), also=_also("location")),
    ColumnName("manager", ("Manager", "Manager number", "Reports to"), required=False, also=_also("manager")),
    ColumnName(
        "starts_on",
        ("First day", "Start date", "Starts on", "Hired on"),
        kind="day",
        also=_also("starts_on"),
    ),
    ColumnName(
        "ends_on",
        ("Last day", "End date", "Ends on"),
        required=False,
        kind="day",
        also=_also("ends_on"),
    ),
    ColumnName(
        "reason", ("Reason", "End reason", "Reason for leaving"), required=False, also=_also("reason")
    ),
)
NAMES = (("name",), ("first_name", "last_name"), ("turned_name",))
SHAPE = Shape(COLUMNS, either=NAMES)
NEEDED = tuple(column.key for column in COLUMNS if column.required)
TOLD_NAMES = tuple(key for one in NAMES for key in one)
LONGEST = {"code": 32, "name": 200, "sort_name": 200, "email": 254}


@dataclass(frozen=True)
class Draft:
    """A row as it would be stored; `given` are the keys of the columns that the file has.

    Team, level, family, location and manager are still as the file writes them.
    """

    line: int
    given: frozenset[str]
    code: str
    name: str
    sort_name: str
    email: str
    team: str
    level: str
    family: str
    location: str
    manager: str
    starts_on: date
    ends_on: date | None
    reason: str


def look_at_content(content: bytes, file: str, problems: Problems) -> Look | None:
    """Look at the columns of a file; None where it cannot be read."""
    with _as_file(content, file) as path:
        return look_at(path, file, SHAPE, problems)


def read_drafts(
    content: bytes,
    file: str,
    problems: Problems,
    *,
    chosen: Mapping[str, str] | None = None,
    days: str = "",
) -> tuple[list[Draft], Sheet | None]:
    """Read a file, and note all that is wrong with its cells; rows with a problem are left out.

    `chosen` says which column each heading is, `days` the order in which days are written, where a person said so.
    """
    with _as_file(content, file) as path:
        sheet = read_sheet(path, file, SHAPE, problems, chosen)
    if sheet is None:
        return [], None
    drafts = [draft for row in sheet.rows if (draft := _draft(row, file, problems, days)) is not None]
    _note_repeats(drafts, file, problems)
    return drafts, sheet


@contextmanager
def _as_file(content: bytes, file: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"employees{'.tsv' if file.lower().endswith('.tsv') else '.csv'}"
        path.write_bytes(content)
        yield path


class _Cells:
    """The cells of one row, each checked as it is asked for."""

    def __init__(self, row: Row, file: str, problems: Problems, days: str) -> None:
        self.row, self.file, self.problems, self.days, self.fine = row, file, problems, days, True

    def refuse(self, code: str, key: str, sentence: str) -> None:
        self.fine = False
        self.problems.add(code, sentence, file=self.file, row=self.row.line, column=header_of(key))

    def text(self, key: str) -> str:
        text = self.row.cells.get(key, "")
        if not text and (key in NEEDED or (key in TOLD_NAMES and key in self.row.cells)):
            self.refuse("blank", key, _("the cell is empty; fill it in"))
        if len(text) > LONGEST.get(key, 500):
            self.refuse_long(key, len(text), LONGEST.get(key, 500))
        return text

    def refuse_long(self, key: str, length: int, most: int) -> None:
        sentence = _("the text has %(length)d characters; at most %(most)d fit")
        self.refuse("long", key, sentence % {"length": length, "most": most})

    def day(self, key: str) -> date | None:
        text = self.text(key)
        if not text:
            return None
        try:
            return day_of(text, self.days)
        except ValueError:
            self.refuse("date", key, _no_day(text, self.days))
            return None


def _no_day(text: str, days: str) -> str:
    sentences = {
        DAY_FIRST: _("%(text)s is not a date with the day first; write it as 31/01/2026 or 2026-01-31"),
        MONTH_FIRST: _("%(text)s is not a date with the month first; write it as 01/31/2026 or 2026-01-31"),
    }
    return sentences.get(days, _("%(text)s is not a date; write it as 2026-01-31")) % {"text": shown(text)}


def _draft(row: Row, file: str, problems: Problems, days: str) -> Draft | None:
    cells = _Cells(row, file, problems, days)
    texts = {column.key: cells.text(column.key) for column in COLUMNS if column.kind != "day"}
    _join_names(cells, texts)
    starts_on, ends_on = cells.day("starts_on"), cells.day("ends_on")
    _check_email(cells, texts["email"])
    reason = _reason(cells, texts["reason"], ends_on)
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        cells.refuse("days", "ends_on", _("the last day is before the first; correct one of them"))
    if not cells.fine or starts_on is None:
        return None
    return Draft(
        line=row.line,
        given=frozenset(row.cells),
        starts_on=starts_on,
        ends_on=ends_on,
        **{**texts, "reason": reason},
    )


def _join_names(cells: _Cells, texts: dict[str, str]) -> None:
    """Put the name together from whatever columns the file has for it; by parts it is known how it is sorted."""
    first, last, turned = (texts.pop(key) for key in ("first_name", "last_name", "turned_name"))
    split = ("first_name", "last_name")
    name = whole_name(cells.row.cells, split=split, plain="name", turned="turned_name")
    sorts = f"{last}, {first}" if first and last else turned if "," in turned else ""
    texts["name"] = name
    texts["sort_name"] = (
        texts["sort_name"] or ("" if "name" in cells.row.cells else sorts)[: LONGEST["sort_name"]]
    )
    if len(name) > LONGEST["name"] and "name" not in cells.row.cells:
        cells.refuse_long("last_name" if last else "turned_name", len(name), LONGEST["name"])


def _check_email(cells: _Cells, text: str) -> None:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        cells.refuse(
            "e-mail", "email", _("%(text)s is not an e-mail address; correct it") % {"text": shown(text)}
        )


def _reason(cells: _Cells, text: str, ends_on: date | None) -> str:
    """Return the reason's code; the file may write the code or its English name."""
    named = {one.label.lower(): one.value for one in EndReason} | {one: one for one in EndReason.values}
    if text and text.lower() not in named:
        known = ", ".join(EndReason.values)
        sentence = _("%(text)s is not a reason; write one of: %(known)s")
        cells.refuse("reason", "reason", sentence % {"text": shown(text), "known": known})
    if text and ends_on is None:
        cells.refuse(
            "reason", "reason", _("there is a reason but no last day; fill in the day or remove the reason")
        )
    if ends_on is None:
        return ""
    return str(named.get(text.lower(), EndReason.UNKNOWN))


def _note_repeats(drafts: list[Draft], file: str, problems: Problems) -> None:
    """Note numbers and e-mails that occur more than once in the file."""
    for key in ("code", "email"):
        first: dict[str, int] = {}
        for draft in drafts:
            text = getattr(draft, key)
            line = first.setdefault(text.casefold(), draft.line)
            if line != draft.line:
                sentence = _("%(text)s is also in row %(row)d; keep one of them") % {
                    "text": shown(text),
                    "row": line,
                }
                problems.add(f"{key}-twice", sentence, file=file, row=draft.line, column=header_of(key))


def header_of(key: str) -> str:
    """Return what a column is called in messages."""
    return next(column.names[0] for column in COLUMNS if column.key == key)
