"""The section market on the command line: what articles, pages, feeds and mail may claim."""

from __future__ import annotations

import datetime
import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.language import ReportLanguage
from muster.cli.market_ledger import ledger
from muster.cli.terminal import output, safe, waiting
from muster.engine.errors import DataError, InputError, Problem

if TYPE_CHECKING:
    from muster.engine.market.shapes import KnownName, TextReading
    from muster.tables.market.documents import Document

__all__ = ["market_app", "read"]

STANDARD_INPUT = "-"

market_app = typer.Typer(help="Who moved, what was claimed, and by whom.", no_args_is_help=True)


@market_app.command()
def read(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Text, HTML, PDF, RSS, Atom or mail; - for standard input.",
            show_default=False,
        ),
    ],
    *,
    names: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="People, organisations and roles that are known: CSV, YAML or JSON."
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication of files that do not tell it: 2026-03-01."),
    ] = None,
    language: Annotated[
        ReportLanguage | None,
        typer.Option(
            metavar="CODE",
            help="Language of the texts: en, id, nl, fr, ar or pt (default: each is detected).",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Propose what a text may claim of moves and money, each with the exact words that it rests on."""
    day = _parse_day(published)
    known = _read_names(names)
    documents = _read_files(files, day)
    with waiting("Reading"):
        found = [(each, _read_document(each, known, language)) for each in documents]
    console = output(error=json)
    if json:
        from muster.tables.market.contract import document_as_json

        sys.stdout.write(json_module.dumps([document_as_json(*each) for each in found], indent=1) + "\n")
    else:
        from muster.cli.show_market import show_reading

        for document, reading in found:
            show_reading(console, document, reading)
    for document, reading in found:
        for note in (*document.notes, *reading.notes):
            console.print(f"Note: {safe(document.source, 200)}: {safe(note, 1000)}", soft_wrap=True)


def _parse_day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--published is {text!r}; give a day, such as 2026-03-01.") from None


def _read_names(path: Path | None) -> tuple[KnownName, ...]:
    if path is None:
        return ()
    from muster.tables.market.names import read_names

    return read_names(path)


def _read_files(files: list[str], day: datetime.date | None) -> list[Document]:
    """Return the documents of all files. Raises DataError with what is wrong with any of them."""
    from muster.tables.market.documents import dated_by, read_documents

    if files.count(STANDARD_INPUT) > 1:
        raise InputError("Standard input, -, is named twice; it can be read once.")
    found: list[Document] = []
    problems: list[Problem] = []
    today = datetime.date.today()
    for file in files:
        try:
            data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
            found += [dated_by(each, day, today=today) for each in read_documents(data, file)]
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def _read_document(
    document: Document, names: tuple[KnownName, ...], language: ReportLanguage | None
) -> TextReading:
    from muster.tables.market.reading import read_document

    return read_document(document, names=names, language=None if language is None else language.value)


market_app.command()(ledger)
