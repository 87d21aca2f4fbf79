"""The report as one self-contained HTML file: no network, no script, light and dark."""

from __future__ import annotations

import base64
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from muster.reports import palette
from muster.reports.charts import Frame, draw
from muster.reports.shapes import Name, Script, SeasonFacts, Section

__all__ = ["as_html", "page_style"]

ROW, LINE = 26, 16  # pixels of a table's row, and of each line after its first; as in the style sheet
HEAD = 44  # of a table's head
BESIDE, BESIDE_TALL, NARROWEST = 430, 300, 280  # width of a chart beside a table of low rows and of tall ones
ALONE = 356  # width of a chart alone on a narrow page
LABELS = 196  # of it, at most for labels: a shortened name
NAMES, CHARACTER = 14, 7.5  # a name that tables have room for; pixels of each character


def as_html(facts: SeasonFacts) -> bytes:
    """Return the page, the same bytes for the same facts."""
    environment = Environment(
        loader=PackageLoader("muster.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["name"] = lambda cell: isinstance(cell, Name)
    page = environment.get_template("season.html.j2").render(
        facts=facts,
        charts={section.key: _pictures(section, facts.script) for section in facts.sections if section.chart},
        style=Markup(page_style()),  # noqa: S704 - our own file and colours
    )
    return page.encode("utf-8")


def _pictures(section: Section, script: Script) -> dict[str, Markup]:
    """Draw the chart twice: without labels for beside the table, with labels for a narrow page."""
    if section.chart is None:
        return {}
    longest = max(len(row.label) for row in section.chart.rows)
    width = BESIDE if section.lines == 1 else BESIDE_TALL
    width = max(NARROWEST, width - round(CHARACTER * max(0, longest - NAMES)))
    beside = Frame(step=ROW + LINE * (section.lines - 1), head=HEAD, width=width)
    labels = min(LABELS, 20 + round(CHARACTER * longest))
    alone = Frame(step=ROW, head=HEAD, width=ALONE, labels=labels)
    # SVG made by vl-convert, which escapes the text in it.
    return {
        "beside": Markup(draw(section.chart, beside, script)),  # noqa: S704
        "alone": Markup(draw(section.chart, alone, script)),  # noqa: S704
    }


def page_style() -> str:
    """Return the style sheet of reports, with their fonts, light and dark."""
    folder = files("muster.reports")
    faces = "".join(
        f"@font-face{{font-family:'IBM Plex Sans';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{_encoded(f'fonts/web/IBMPlexSans-{style}-Latin1.woff2')})format('woff2')}}\n"
        for weight, style in ((400, "Regular"), (600, "SemiBold"))
    )
    dark = "".join(
        f".chart [{part}='{light}']{{{part}:{dark}}}\n"
        for light, dark in palette.PAIRS.items()
        for part in ("fill", "stroke")
    )
    style = (folder / "templates" / "season.css").read_text("utf-8")
    return f"{faces}{style}@media screen and (prefers-color-scheme: dark){{\n{dark}}}\n"


def _encoded(path: str) -> str:
    return base64.b64encode((files("muster.reports") / path).read_bytes()).decode("ascii")
