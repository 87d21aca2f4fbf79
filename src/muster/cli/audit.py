"""The audit on the command line: who was selected, by group, and how sure that is."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.options import parse_names, with_options
from muster.cli.outputs import REPORT_ENDINGS, TABLE_ENDINGS, Outputs
from muster.cli.terminal import number, output, print_json, print_table, safe, tell_written, waiting
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from rich.console import Console

    from muster.cli.audit_merit import MeritAudit
    from muster.engine.hire.audit.disclosure import Earlier
    from muster.engine.hire.audit.local_law import Publication
    from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit
    from muster.tables.decisions import Decisions

__all__ = ["audit"]

TITLE = "Selection audit"
OFTEN = 0.995
COLUMNS = ("People", "Selected", "Rate", "Ratio", "Low", "High", "p", "P(below\n0.8)", "Fair\nprocess")


@dataclass(frozen=True)
class AuditChoices:
    """What to compare, as given on the command line."""

    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COL...", help="Columns of groups, such as sex race; or repeat it, or give A,B,C."
        ),
    ] = None
    selected: Annotated[
        str | None, typer.Option(metavar="COL", help="Column of the decisions, yes or no.")
    ] = None
    score: Annotated[
        str | None,
        typer.Option(metavar="COL", help="Column of scores: who is above the median counts as selected."),
    ] = None
    pairs: Annotated[bool, typer.Option("--pairs/--no-pairs", help="Cross each two groups, too.")] = True
    smallest: Annotated[
        int, typer.Option(metavar="N", min=1, help="People of a category below which it is not published.")
    ] = 5
    least_share: Annotated[
        float,
        typer.Option(metavar="SHARE", help="Share of the people below which a category has no ratio."),
    ] = 0.02
    level: Annotated[float, typer.Option(metavar="LEVEL", help="Level of the intervals.")] = 0.95
    earlier: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Decisions of the report before: what both together would tell is hidden."
        ),
    ] = None

    scorecards: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Scorecards of these people: compares bars, interviewers and criteria by merit; repeat for more.",
        ),
    ] = None
    person: Annotated[
        str | None,
        typer.Option(metavar="COL", help="With --scorecards: column of the person's id, as they have it."),
    ] = None
    discoveries: Annotated[
        float,
        typer.Option(metavar="SHARE", help="Share of false findings among interviewers and criteria."),
    ] = 0.05

    def to_groups(self) -> tuple[str, ...]:
        """Return the columns of groups. Raises InputError where they, or the column of decisions, make no sense."""
        given = [name for text in self.group or [] for name in parse_names("--group", text)]
        if not given:
            raise InputError("No group is named; name the column of one or more with --group COL...")
        for name in given:
            if given.count(name) > 1:
                raise InputError(f"--group names {name!r} twice; give each name once.")
        if (self.selected is None) == (self.score is None):
            raise InputError(
                "Give either --selected COL, the column of decisions, or --score COL, that of scores."
            )
        if bool(self.scorecards) != (self.person is not None):
            raise InputError(
                "Give --scorecards FILE together with --person COL, the column of the ids that it has, or neither."
            )
        return tuple(given)


@with_options(choices=AuditChoices)
def audit(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="One person a row: CSV, TSV, Parquet, JSON or JSON lines.",
            show_default=False,
        ),
    ],
    *,
    choices: AuditChoices,
    tables: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the tables of Local Law 144 as CSV; made when missing."),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Write the report: .html or .pdf; repeat for both."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Compare how often groups are selected: how sure that is, and what a fair process looks like."""
    groups, reports = choices.to_groups(), report or []
    inputs = [file, *([] if choices.earlier is None else [choices.earlier]), *(choices.scorecards or [])]
    with _folder(tables), Outputs(inputs) as outputs:
        named = _table_paths(tables, groups, pairs=choices.pairs)
        for path in named:
            outputs.add("--tables", path, TABLE_ENDINGS)
        for path in reports:
            outputs.add("--report", path, REPORT_ENDINGS)
        outputs.check()
        decisions = _read(file, groups, choices)
        found = _audit(decisions, choices)
        publication = _publish(found, groups, choices)
        merits = _by_merit(decisions, choices)
        _draft(outputs, decisions, found, publication, named, reports)
        outputs.keep()

    console = output(error=json)
    if json:
        from muster.tables.audit import audit_as_json

        told = audit_as_json(found, publication, reading_notes=(*decisions.notes, *_notes(merits)))
        print_json(told if merits is None else {**told, **merits.to_json()})
    else:
        _show(console, found)
        if merits is not None:
            merits.show(console)
    for note in (*decisions.notes, *_notes(merits), *found.notes):
        console.print(f"Note: {safe(note, 1000)}", soft_wrap=True)
    if not json and (named or reports):
        console.print()
    tell_written(console, [*(("table", path) for path in named), *(("report", path) for path in reports)])


@contextlib.contextmanager
def _folder(folder: Path | None) -> Iterator[None]:
    """Make the folder of the tables; take it away again where nothing was written to it."""
    if folder is None or folder.is_dir():
        yield
        return
    if folder.exists():
        raise InputError(f"--tables {folder} is a file; name a folder.")
    folder.mkdir(parents=True)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # it is not empty
            folder.rmdir()


def _table_paths(folder: Path | None, groups: Sequence[str], *, pairs: bool) -> list[Path]:
    if folder is None:
        return []
    from itertools import combinations

    from muster.engine.hire.audit.counting import JOIN
    from muster.tables.audit import file_names

    crossed = [JOIN.join(pair) for pair in combinations(groups, 2)] if pairs else []
    return [folder / name for name in file_names([*groups, *crossed])]


def _read(file: Path, groups: Sequence[str], choices: AuditChoices) -> Decisions:
    from muster.tables.decisions import read_decisions

    with waiting("Reading"):
        return read_decisions(
            file, groups, selected=choices.selected, score=choices.score, person=choices.person
        )


def _audit(decisions: Decisions, choices: AuditChoices) -> SelectionAudit:
    """Audit what was read. Raises EstimationError, with the file's name, where it says nothing."""
    from muster.engine.hire.audit.selection import audit_scores, audit_selection

    options = {"least_share": choices.least_share, "level": choices.level}
    with waiting("Auditing"):
        try:
            if decisions.scores is not None:
                return audit_scores(decisions.groups, decisions.scores, crossed=choices.pairs, **options)
            return audit_selection(decisions.groups, decisions.decided, crossed=choices.pairs, **options)
        except EstimationError as error:
            raise EstimationError(f"{decisions.file}: {error.sentence}", code=error.code) from error


def _by_merit(decisions: Decisions, choices: AuditChoices) -> MeritAudit | None:
    if not choices.scorecards:
        return None
    from muster.cli.audit_merit import audit_by_merit

    return audit_by_merit(decisions, choices.scorecards, level=choices.level, discoveries=choices.discoveries)


def _notes(merits: MeritAudit | None) -> tuple[str, ...]:
    return () if merits is None else merits.notes


def _publish(found: SelectionAudit, groups: Sequence[str], choices: AuditChoices) -> Publication:
    from muster.engine.hire.audit.local_law import publish_tables

    before: Earlier | None = None
    if choices.earlier is not None:
        decisions = _read(choices.earlier, groups, choices)
        before = publish_tables(_audit(decisions, choices), smallest=choices.smallest).report
    with waiting("Hiding what is too small"):
        return publish_tables(found, smallest=choices.smallest, earlier=before)


def _draft(
    outputs: Outputs, decisions: Decisions, found: SelectionAudit, publication: Publication,
    tables: Sequence[Path], reports: Sequence[Path],
) -> None:  # fmt: skip
    """Write the tables and the reports to their drafts."""
    from muster.tables.audit import write_local_law_table

    for path, table in zip(tables, publication.tables, strict=False):
        write_local_law_table(table, outputs.draft(path))
    for path in reports:
        from muster.reports.audit import write_audit_report

        with waiting("Writing the report"):
            write_audit_report(
                found,
                publication,
                outputs.draft(path),
                title=TITLE,
                generated=datetime.date.today(),
                source=decisions.file,
                reading_notes=decisions.notes,
            )


def _show(console: Console, found: SelectionAudit) -> None:
    """Print one table an attribute, and what a fair process of this size looks like."""
    if found.median is not None:
        console.print(f"Selected are those who score above the median, {found.median:g}.")
    for one in found.attributes:
        if not one.categories.category:  # nobody's is known, as a note says
            continue
        columns = [("Category", "left"), *((heading, "right") for heading in COLUMNS)]
        print_table(console, _title(one), columns, _rows(one), spare=COLUMNS[-1:-4:-1])
        if one.reference is not None:
            often = "over 99 %" if one.fair_fails > OFTEN else f"{100 * one.fair_fails:.0f} %"
            console.print(
                f"A perfectly fair process of this size has a ratio below 0.8 in {often} of cases.",
                soft_wrap=True,
            )
    console.print()


def _title(one: AttributeAudit) -> str:
    unknown = f" ({one.unknown:,} unknown)" if one.unknown else ""
    return f"By {safe(one.name)}{unknown}"


def _rows(one: AttributeAudit) -> Iterator[list[str]]:
    table = one.categories
    for at, category in enumerate(table.category):
        numbers = (table.rate, table.impact_ratio, table.low, table.high)
        chances = (table.p_value, table.p_below_four_fifths, table.p_fair_process_this_extreme)
        yield [
            safe(category),
            f"{table.n[at]:,}",
            f"{table.selected[at]:,}",
            *(number(float(column[at])) for column in numbers),
            *(number(float(column[at]), 3) for column in chances),
        ]
