"""From a file to drafts of employees: its columns, and what each cell must be."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from muster.apps.org.models import EndReason
from muster.tables.problems import Problems, shown
from muster.tables.rows import ColumnName, Row, Sheet, read_sheet

__all__ = ["COLUMNS", "Draft", "header_of", "read_drafts"]

COLUMNS = (
    ColumnName("code", ("Employee number", "Employee code", "Employee ID", "Code")),
    ColumnName("name", ("Name", "Full name")),
    ColumnName("sort_name", ("Sort name", "Name for sorting"), required=False),
    ColumnName("email", ("E-mail", "Email", "Work e-mail", "Work email")),
    ColumnName("team", ("Team", "Department")),
    ColumnName("level", ("Level",)),
    ColumnName("family", ("Job family", "Family")),
    ColumnName("location", ("Location", "Office")),
    ColumnName("manager", ("Manager", "Manager number", "Reports to"), required=False),
    ColumnName("starts_on", ("First day", "Start date", "Starts on", "Hired on")),
    ColumnName("ends_on", ("Last day", "End date", "Ends on"), required=False),
    ColumnName("reason", ("Reason", "End reason", "Reason for leaving"), required=False),
)
NEEDED = tuple(column.key for column in COLUMNS if column.required)
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


def read_drafts(content: bytes, file: str, problems: Problems) -> tuple[list[Draft], Sheet | None]:
    """Read a file, and note all that is wrong with its cells; rows with a problem are left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"employees{'.tsv' if file.lower().endswith('.tsv') else '.csv'}"
        path.write_bytes(content)
        sheet = read_sheet(path, file, COLUMNS, problems)
    if sheet is None:
        return [], None
    drafts = [draft for row in sheet.rows if (draft := _draft(row, file, problems)) is not None]
    _note_repeats(drafts, file, problems)
    return drafts, sheet


class _Cells:
    """The cells of one row, each checked as it is asked for."""

    def __init__(self, row: Row, file: str, problems: Problems) -> None:
        self.row, self.file, self.problems, self.fine = row, file, problems, True

    def refuse(self, code: str, key: str, sentence: str) -> None:
        self.fine = False
        self.problems.add(code, sentence, file=self.file, row=self.row.line, column=header_of(key))

    def text(self, key: str) -> str:
        text = self.row.cells.get(key, "")
        if not text and key in NEEDED:
            self.refuse("blank", key, _("the cell is empty; fill it in"))
        if len(text) > LONGEST.get(key, 500):
            self.refuse(
                "long",
                key,
                _("the text has %(length)d characters; at most %(most)d fit")
                % {"length": len(text), "most": LONGEST.get(key, 500)},
            )
        return text

    def day(self, key: str) -> date | None:
        text = self.text(key)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(
                "date",
                key,
                _("%(text)s is not a date; write it as 2026-01-31") % {"text": shown(text)},
            )
            return None


def _draft(row: Row, file: str, problems: Problems) -> Draft | None:
    cells = _Cells(row, file, problems)
    texts = {
        column.key: cells.text(column.key) for column in COLUMNS if column.key not in ("starts_on", "ends_on")
    }
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
