"""Fields for several lines, links and countries."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test.html import parse_html
from django.utils import translation
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.hire.forms.fields import (
    LinesField,
    LinksField,
    LongCheckboxes,
    LongSelect,
    OpeningField,
    country_choices,
)


def test_lines_that_are_empty_are_left_out() -> None:
    assert LinesField().clean(" a \n\n b\r\n") == ["a", "b"]
    assert LinesField().clean(None) == []


@pytest.mark.parametrize("text", ["x\n" * 21, "y" * 201])
def test_too_many_or_too_long_lines_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        LinesField().clean(text)


def test_a_link_without_a_scheme_is_https() -> None:
    assert LinksField().clean("example.org/a\nhttp://b.example") == [
        "https://example.org/a",
        "http://b.example",
    ]


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "javascript://x.example/%0aalert(1)", "data:text/html,x", "ftp://a.example"],
)
def test_a_link_that_browsers_would_run_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        LinksField().clean(text)


@given(st.text(max_size=300))
def test_whatever_is_taken_for_a_link_is_one(text: str) -> None:
    try:
        links = LinksField().clean(text)
    except ValidationError:
        return
    assert all(link.startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Netherlands"), ("nl", "Nederland"), ("fr", "Pays-Bas")]
)
def test_countries_are_named_in_the_active_language(language: str, name: str) -> None:
    with translation.override(language):
        choices = dict(country_choices())
    assert choices["NL"] == name
    assert not {"EU", "UN", "ZZ"} & set(choices)


HOSTILE = '"><script>alert(1)</script>'


def test_a_long_select_says_what_django_would() -> None:
    class Form(forms.Form):
        quick = forms.ChoiceField(
            choices=[("", "All"), (1, "One"), (2, HOSTILE)], widget=LongSelect(attrs={"autocomplete": "off"})
        )
        plain = forms.ChoiceField(
            choices=[("", "All"), (1, "One"), (2, HOSTILE)],
            widget=forms.Select(attrs={"autocomplete": "off"}),
        )

    for chosen in ("", "1", "2", "3", HOSTILE):
        form = Form({"quick": chosen, "plain": chosen})
        quick, plain = str(form["quick"]), str(form["plain"]).replace("plain", "quick")
        assert parse_html(quick) == parse_html(plain)
        assert "<script" not in str(form["quick"])


@pytest.mark.parametrize(("given", "key"), [("7", 7), ("8", None), ("", None), (None, None), ("7x", None)])
def test_an_opening_is_one_of_those_offered(given: str | None, key: int | None) -> None:
    field = OpeningField([(7, "Kernel engineer"), (9, HOSTILE)])
    assert field.clean(given) == key
    assert '<option value="7" selected>Kernel engineer</option>' in field.widget.render("opening", 7)
    assert "<script" not in field.widget.render("opening", given)


def test_long_checkboxes_are_drawn_as_djangos_own() -> None:
    choices = [(1, "<b>"), (2, format_html("<bdi>{}</bdi>", "Ada")), (3, "Bo")]
    own = forms.CheckboxSelectMultiple(choices=choices).render("who", [2, "3"], {"id": "id_who"})
    ours = LongCheckboxes(choices=choices).render("who", [2, "3"], {"id": "id_who"})
    assert "".join(str(own).split()).replace("\n", "") == "".join(str(ours).split())
