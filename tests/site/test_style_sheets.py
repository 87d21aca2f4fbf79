"""The rules of the look that no tool checks: logical properties, layers, nothing inline, contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from muster.site.templatetags.icons import ICONS
from tests.site.conftest import SITE, STYLES, TEMPLATES

PHYSICAL = re.compile(
    r"(?<![\w-])(left|right|top|bottom|width|height|(min|max)-(width|height)"
    r"|(margin|padding|border|inset|scroll-(margin|padding))-(left|right|top|bottom)[\w-]*"
    r"|border-(top|bottom)-(left|right)-radius|overflow-[xy])\s*:"
    r"|(text-align|float|clear)\s*:\s*(left|right)"
)
# Either way the page runs, a board and a row of tabs scroll along it.
ALLOWED = {"overflow-x", "overflow-y"}
SCRIPTS = sorted((SITE / "static" / "site" / "js").glob("*.js"))
LINKED = re.compile(r"{% static '([^']+)' %}")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_run_with_the_text(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    found = [match.group(0).rstrip(": ") for match in PHYSICAL.finditer(text)]
    assert [name for name in found if name not in ALLOWED] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_stay_in_a_layer_and_have_one_accent(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    if path.name not in {"layers.css", "fonts.css"}:
        assert re.match(r"\s*@layer (reset|tokens|base|layout|components|utilities) {", text)
    assert "gradient(" not in text
    if path.name != "tokens.css":
        assert re.findall(r"#[0-9a-f]{3,8}\b", text) in ([], ["#ffffff"])  # behind a QR code


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SITE.parent)))
def test_templates_have_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=", re.sub(r"{[{%].*?[%}]}", "", text))
    assert re.findall(r"<script(?![^>]*(?:\bsrc=|type=\"application/(?:ld\+)?json))", text) == []


def test_every_class_that_a_template_uses_is_styled() -> None:
    styled = set(re.findall(r"\.([a-z][\w-]*)", " ".join(path.read_text() for path in STYLES)))
    unknown = set()
    for path in TEMPLATES:
        for value in re.findall(r'class="([^"]*)"', path.read_text()):
            names = re.sub(r"{[{%].*?[%}]}", " ", re.sub(r"[\w-]*{{.*?}}[\w-]*", " ", value)).split()
            unknown |= {f"{path.name}: {name}" for name in names if name not in styled}
    assert unknown == set()


def test_every_icon_that_a_template_asks_for_exists() -> None:
    asked = {
        name for path in TEMPLATES for name in re.findall(r"{% icon [\"']([\w-]+)[\"']", path.read_text())
    }
    assert asked
    assert asked - ICONS.keys() == set()


def test_every_file_that_a_template_links_exists() -> None:
    linked = {name for path in TEMPLATES for name in LINKED.findall(path.read_text())}
    assert [name for name in linked if finders.find(name) is None] == []


def test_every_style_sheet_and_module_is_linked() -> None:
    linked = {name for path in TEMPLATES for name in LINKED.findall(path.read_text())}
    own = [*STYLES, *SCRIPTS]
    assert [
        path.name for path in own if "/".join(path.parts[path.parts.index("static") + 1 :]) not in linked
    ] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 150
