"""The section pay on the command line: what a package is worth, and several side by side."""

from __future__ import annotations

import datetime
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli.language import ReportLanguage, language_named
from muster.cli.outputs import Outputs
from muster.cli.terminal import output, print_json, tell_written, waiting
from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.engine.pay.valuation import Valuation

__all__ = ["compare", "pay_app", "value"]

CHART_ENDINGS = (".svg", ".html", ".pdf")

pay_app = typer.Typer(help="What an offer is worth.", no_args_is_help=True)

PackageFile = Annotated[
    Path, typer.Argument(metavar="PACKAGE", help="A package: YAML or JSON.", show_default=False)
]
Paths = Annotated[int, typer.Option(metavar="N", help="Paths of the share price to draw.")]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="Seed of the paths.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


@pay_app.command()
def value(
    package: PackageFile,
    *,
    outside: Annotated[
        float | None,
        typer.Option(metavar="AMOUNT", help="What an outside offer is worth, to hold the handcuff against."),
    ] = None,
    paths: Paths = 10_000,
    seed: Seed = 0,
    chart: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Write the pictures: .svg, or with their tables .html or .pdf; repeat for more.",
        ),
    ] = None,
    language: Annotated[
        ReportLanguage,
        typer.Option(metavar="CODE", help="The language of the pictures: en, id, nl, fr, ar or pt."),
    ] = ReportLanguage.EN,
    json: Json = False,
) -> None:
    """Tell what a package is worth: by year, today, to this person, to the company, and to whoever would leave."""
    _check_paths(paths)
    if outside is not None and not 0 < outside < math.inf:
        raise InputError(f"--outside is {outside:g}; give what the other offer is worth, above 0.")
    charts = chart or []
    with Outputs([package]) as outputs:
        for path in charts:
            outputs.add("--chart", path, CHART_ENDINGS)
        outputs.check()

        from muster.engine.pay.package import value_package
        from muster.tables.packages import read_package

        found = value_package(read_package(package), paths=paths, seed=seed, outside=outside)
        _draft(found, charts, language, outputs)
        outputs.keep()
    if json:
        from muster.tables.package_contract import valuation_as_json

        print_json(valuation_as_json(found))
    else:
        from muster.cli import show_pay

        show_pay.show_value(output(), found)
    tell_written(output(error=json), [("chart", path) for path in charts])


@pay_app.command()
def compare(
    packages: Annotated[
        list[Path],
        typer.Argument(metavar="PACKAGE", help="Packages: YAML or JSON, two or more.", show_default=False),
    ],
    *,
    currency: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Currency to compare in (default: the first package's)."),
    ] = None,
    rate: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=X", help="What one of another currency is worth in it; repeat for more."),
    ] = None,
    years: Annotated[str, typer.Option(metavar="N,N,...", help="After how many years to compare.")] = "1,2,4",
    paths: Paths = 10_000,
    seed: Seed = 0,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the picture of what is in hand: .svg.")
    ] = None,
    language: Annotated[
        ReportLanguage,
        typer.Option(metavar="CODE", help="The language of the picture: en, id, nl, fr, ar or pt."),
    ] = ReportLanguage.EN,
    json: Json = False,
) -> None:
    """Put packages side by side: what is in hand after so many years, and which is likelier worth more."""
    _check_paths(paths)
    if len(packages) < 2:
        raise InputError("There is nothing to compare; give two packages or more.")
    wanted, rates = _parse_years(years), _parse_rates(rate or [])

    with Outputs(packages) as outputs:
        outputs.add("--chart", chart, (".svg",))
        outputs.check()

        from muster.engine.pay.comparing import compare_packages
        from muster.tables.packages import read_packages

        found = compare_packages(
            read_packages(packages), currency=currency, rates=rates, years=wanted, paths=paths, seed=seed
        )
        if chart is not None:
            from muster.reports.language import writing_in
            from muster.reports.pay_charts import draw_comparison

            with writing_in(language_named(language)):
                outputs.draft(chart).write_text(draw_comparison(found), encoding="utf-8")
        outputs.keep()
    if json:
        from muster.tables.package_contract import comparison_as_json

        print_json(comparison_as_json(found))
    else:
        from muster.cli import show_pay

        show_pay.show_comparison(output(), found)
    tell_written(output(error=json), [("chart", chart)])


def _draft(found: Valuation, charts: list[Path], language: str, outputs: Outputs) -> None:
    """Write the pictures asked for."""
    if not charts:
        return
    with waiting("Drawing"):
        from muster.reports.pay_report import write_package

        today = datetime.date.today()
        for path in charts:
            write_package(found, outputs.draft(path), generated=today, language=language_named(language))


def _check_paths(paths: int) -> None:
    if not 2 <= paths <= 1_000_000:
        raise InputError(f"--paths is {paths:,}; draw 2 to 1,000,000 paths.")


def _parse_years(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= 30 for part in parts):
        raise InputError(
            f"--years is {text!r}; give whole numbers from 1 to 30 with commas between, such as 1,2,4."
        )
    return tuple(sorted({int(part) for part in parts}))


def _parse_rates(texts: list[str]) -> dict[str, float]:
    found = {}
    for text in texts:
        code, _, number = text.partition("=")
        try:
            rate = float(number)
        except ValueError:
            rate = math.nan
        if not code or not 0 < rate < math.inf:
            raise InputError(
                f"--rate is {text!r}; give a currency and what one of it is worth, such as EUR=1.08."
            )
        found[code.strip().upper()] = rate
    return found
