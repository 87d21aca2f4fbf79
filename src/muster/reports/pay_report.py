"""A package on paper: what it is worth in pictures, each with the table behind it, as HTML or PDF."""

from __future__ import annotations

import dataclasses
import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from muster.engine.errors import InputError, MusterError
from muster.engine.pay.dates import add_months
from muster.engine.pay.valuation import Valuation
from muster.reports.atomic import write_whole
from muster.reports.html import page_style
from muster.reports.language import ENGLISH, Language, day, pgettext, script, writing_in
from muster.reports.language import gettext as _
from muster.reports.pay_charts import draw_pictures, draw_together
from muster.reports.pay_words import conventions, money, notes, part_word
from muster.reports.printing import Words, map_strings, print_template
from muster.reports.shapes import Column, Figure, Script, Table
from muster.reports.text import count, decimal, visible
from muster.reports.typesetting import UntypesettableError

__all__ = ["ENDINGS", "PackageFacts", "PackageSection", "package_facts", "write_package"]

ENDINGS = (".svg", ".html", ".pdf")


@dataclasses.dataclass(frozen=True)
class PackageSection:
    """A heading, a sentence, a picture with what it shows in words, and its table."""

    key: str
    heading: str
    sentence: str
    alt: str
    svg: str
    table: Table


@dataclasses.dataclass(frozen=True)
class PackageFacts:
    """All that the report says, in one language."""

    script: Script
    title: str
    lead: str
    description: str
    figures: tuple[Figure, ...]
    conventions: Table
    sections: tuple[PackageSection, ...]
    parts: Table
    notes_heading: str
    notes: tuple[str, ...]


def write_package(
    valuation: Valuation, path: Path, *, generated: datetime.date, language: Language = ENGLISH
) -> None:
    """Write the pictures alone (.svg), or with tables (.html, .pdf), by the ending of `path`.

    The HTML is one file that needs no network; the PDF meets PDF/UA-1. Raises InputError for another ending or a file
    that cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"A package is drawn as .svg, .html or .pdf, not as {path.name}.", path=str(path))
    with writing_in(language):
        if ending == ".svg":
            content = draw_together(valuation).encode()
        else:
            facts = package_facts(valuation, generated=generated)
            content = _as_html(facts) if ending == ".html" else _as_pdf(facts, generated)
    try:
        write_whole(path, content)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.", path=str(path)) from error


def package_facts(valuation: Valuation, *, generated: datetime.date) -> PackageFacts:
    """Return everything the report says, in the language at hand."""
    pictures = draw_pictures(valuation)
    made = {"date": day(generated), "start": _day(valuation.start)}
    return PackageFacts(
        script=script(),
        title=visible(valuation.name) or _("Package"),
        lead=_("What the package is worth, from %(start)s; %(date)s, by Muster") % made,
        description=_("What a package is worth, by Muster"),
        figures=_figures(valuation),
        conventions=_conventions(valuation),
        sections=(
            _years_section(valuation, pictures["years"]),
            _fan_section(valuation, pictures["fan"]),
            _handcuff_section(valuation, pictures["handcuff"]),
        ),
        parts=_parts(valuation),
        notes_heading=_("What the numbers rest on"),
        notes=notes(valuation),
    )


def _day(value: np.datetime64) -> str:
    return day(datetime.date.fromisoformat(str(value)))


def _figures(valuation: Valuation) -> tuple[Figure, ...]:
    code, cost = valuation.currency, valuation.company_cost
    found = [
        Figure(_("Total"), money(valuation.total, code), _("at target, and at today's price")),
        Figure(_("Present value"), money(valuation.present_value, code), _("expected, discounted")),
    ]
    if np.isfinite(valuation.certainty_equivalent):
        found.append(
            Figure(
                _("Certainty equivalent"),
                money(valuation.certainty_equivalent, code),
                _("what it is worth to this person"),
            )
        )
    worst = {"year": count(cost.worst_year), "amount": money(float(cost.by_year[cost.worst_year - 1]), code)}
    found.append(
        Figure(
            _("Cost to the company"),
            money(cost.expected, code),
            _("expected; most in year %(year)s: %(amount)s") % worst,
        )
    )
    return tuple(found)


def _conventions(valuation: Valuation) -> Table:
    rows = zip(conventions(valuation.first_year), conventions(valuation.whole), strict=True)
    columns = (Column(_("Counted"), "text"), Column(_("First year")), Column(_("All years")))
    return Table(
        _("The same package, as it is quoted (%(currency)s)") % {"currency": valuation.currency},
        columns,
        tuple((name, decimal(first, 0), decimal(whole, 0)) for (name, first), (_name, whole) in rows),
    )


def _years_section(valuation: Valuation, svg: str) -> PackageSection:
    years = valuation.years
    total = years.cash + years.equity
    rows = tuple(
        (count(int(year)), *(decimal(float(value), 0) for value in values))
        for year, *values in zip(years.year, years.cash, years.equity, total, years.in_kind, strict=True)
    )
    names = (_("Year"), _("Cash"), _("Equity"), _("Total"), _("In kind"))
    sentence = _("The first year brings %(first)s.") % {"first": money(float(total[0]), valuation.currency)}
    return PackageSection(
        "years", _("By year of service"), sentence, _("Bars of cash and equity for each year of service."), svg,
        Table(_("Cash and equity by year"), tuple(Column(name) for name in names), rows),
    )  # fmt: skip


def _fan_section(valuation: Valuation, svg: str) -> PackageSection:
    fan, code = valuation.fan, valuation.currency
    ends = [at for at in range(fan.date.size) if (at + 1) % 12 == 0]
    quantiles = (fan.p10, fan.p25, fan.p50, fan.p75, fan.p90)
    rows = tuple(
        (_day(fan.date[at]), *(decimal(float(column[at]), 0) for column in quantiles)) for at in ends
    )
    columns = (Column(_("Date"), "text"), *(Column(name) for name in ("p10", "p25", "p50", "p75", "p90")))
    told = {
        "low": money(float(fan.p10[-1]), code),
        "middle": money(float(fan.p50[-1]), code),
        "high": money(float(fan.p90[-1]), code),
    }
    sentence = (
        _(
            "At the end the vested equity is worth %(middle)s or less with even odds; one time in ten %(low)s or less, "
            "and one time in ten more than %(high)s."
        )
        % told
    )
    return PackageSection(
        "fan", _("Equity vested, by price"), sentence,
        _("A fan: the quantiles of what the vested equity is worth, month by month."), svg,
        Table(_("Value of the vested equity at the end of each year"), columns, rows),
    )  # fmt: skip


def _handcuff_section(valuation: Valuation, svg: str) -> PackageSection:
    table = valuation.handcuff
    parts = (table.equity, table.promised, table.clawback, table.total)
    wanted = add_months(valuation.start, 12 * np.arange(valuation.years.year.size + 1))
    rows = tuple(
        (_day(table.date[at]), *(decimal(float(column[at]), 0) for column in parts))
        for at in np.searchsorted(table.date, wanted).tolist()
    )  # fmt: skip
    names = (_("Unvested"), _("Not paid yet"), _("Owed back"), _("Together"))
    return PackageSection(
        "handcuff", _("What leaving would cost"), handcuff_sentence(valuation),
        _("A line: what leaving would cost on each day."), svg,
        Table(_("What leaving would cost, a year apart"), (Column(_("Date"), "text"), *map(Column, names)), rows),
    )  # fmt: skip


def handcuff_sentence(valuation: Valuation) -> str:
    """Say when the handcuff weakens."""
    if not valuation.handcuff.total.any():
        return _("Leaving costs nothing at any time.")
    found = _("Leaving costs less than half of its most from %(date)s on.") % {
        "date": _day(valuation.weakens)
    }
    if not np.isnat(valuation.overtaken):
        more = _("From %(date)s on the outside offer is worth more than what leaving costs.")
        found = f"{found} {more % {'date': _day(valuation.overtaken)}}"
    return found


def _parts(valuation: Valuation) -> Table:
    kinds = {"cash": _("Cash"), "equity": _("Equity"), "in_kind": _("In kind")}
    rows = tuple(
        (visible(part_word(str(part))), kinds[str(kind)], decimal(float(value), 0))
        for part, kind, value in zip(
            valuation.parts.part, valuation.parts.kind, valuation.parts.value, strict=True
        )
    )
    columns = (
        Column(pgettext("part of a package", "Part"), "text"),
        Column(_("Kind"), "text"),
        Column(valuation.currency),
    )
    return Table(_("All parts, over all years"), columns, rows)


def _as_html(facts: PackageFacts) -> bytes:
    environment = Environment(
        loader=PackageLoader("muster.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # SVG made by vl-convert, which escapes the text in it; our own style sheet.
    charts = {section.key: Markup(section.svg) for section in facts.sections}  # noqa: S704
    own = (files("muster.reports") / "templates" / "package.css").read_text("utf-8")
    style = Markup(page_style() + own)  # noqa: S704
    page = environment.get_template("package.html.j2").render(facts=facts, charts=charts, style=style)
    return page.encode()


def _as_pdf(facts: PackageFacts, dated: datetime.date) -> bytes:
    told: dict[str, Any] = dataclasses.asdict(facts)
    pictures = [section.pop("svg") for section in told["sections"]]

    def data(words: Words) -> object:
        return {"facts": map_strings(told, words), "charts": pictures}

    try:
        return print_template("package.typ", told, data, dated)
    except UntypesettableError as error:
        raise MusterError(
            f"The PDF cannot be made from this package; write it as .html instead ({error.message}).",
            code="report",
        ) from error
