"""Pictures take the colours of the page."""

from __future__ import annotations

import re

from muster.apps.core.pictures import TOKENS, themed
from muster.reports import palette
from tests.site.conftest import STYLES


def test_every_colour_of_charts_becomes_a_token_that_there_is() -> None:
    drawn = "".join(f'<path fill="{colour}" stroke="{colour}"/>' for colour in palette.PAIRS)
    shown = themed(drawn)
    assert "#" not in shown
    tokens = " ".join(path.read_text() for path in STYLES if path.name == "tokens.css")
    for token in TOKENS.values():
        assert f'fill="var(--{token})"' in shown
        assert re.search(rf"--{token}\s*:", tokens), token


def test_what_is_no_colour_of_ours_stays() -> None:
    assert (
        themed('<text fill="#123456">#1d2733 &lt;b&gt;</text>')
        == '<text fill="#123456">#1d2733 &lt;b&gt;</text>'
    )
