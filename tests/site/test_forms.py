from __future__ import annotations

import re

from django import forms


class Sample(forms.Form):
    name = forms.CharField(help_text="As the person writes it.")
    note = forms.CharField(required=False)
    rating = forms.ChoiceField(
        choices=[(1, "None"), (2, "Some")], widget=forms.RadioSelect(attrs={"class": "scale"})
    )
    agree = forms.BooleanField(label="Agree & go")
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Together <these> do not fit.")


def test_a_field_has_label_help_and_mark() -> None:
    html = Sample()["name"].as_field_group()
    assert (
        '<label class="field-label" for="id_name">Name<span class="required" aria-hidden="true"> *</span>'
        in html
    )
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext">As the person writes it.' in html
    assert "required" not in Sample()["note"].as_field_group()


def test_an_error_is_tied_to_its_field() -> None:
    html = Sample({})["name"].as_field_group()
    assert 'class="field invalid"' in html
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="[^"]*id_name_error', html)
    assert 'id="id_name_error"' in html


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = Sample()["rating"].as_field_group()
    assert html.startswith('<fieldset class="field"')
    assert '<legend class="field-label">Rating' in html
    assert '<div id="id_rating" class="scale">' in html


def test_a_checkbox_stands_before_its_label() -> None:
    html = Sample()["agree"].as_field_group()
    assert html.index("<input") < html.index('<label for="id_agree">Agree &amp; go</label>')


def test_a_form_says_what_is_wrong_and_carries_what_is_hidden() -> None:
    html = str(Sample({"name": "x"}))
    assert 'role="alert"' in html
    assert "Together &lt;these&gt; do not fit." in html
    assert html.count('name="token"') == 1
    assert 'role="alert"' not in str(Sample())
