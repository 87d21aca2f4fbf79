"""Plain text out of HTML."""

from __future__ import annotations

import pytest

from muster.apps.hire.services.history.text import cut, plain_text


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("as it is", "as it is"),
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ("<script>alert(1)</script>ok<style>b{}</style>", "ok"),
        ('<img src=x onerror="alert(1)">seen', "seen"),
        ("1 < 2", "1 < 2"),
        ("&lt;b&gt; is bold", "<b> is bold"),
    ],
)
def test_markup_goes_and_what_people_wrote_stays(told: str, plain: str) -> None:
    assert plain_text(told, 100) == plain


def test_what_is_cut_shows_it() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut("abc", 4) == "abc"
    assert plain_text("<b>abcdef</b>", 4) == "abc…"
