"""What the views of all apps share."""

from __future__ import annotations

import pytest
from django import forms

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.views.common import refusals_on


class Form(forms.Form):
    """A form without fields."""


def test_a_refusal_stands_on_the_form() -> None:
    form = Form({})
    assert form.is_valid()
    with refusals_on(form):
        raise RefusedError("Choose somebody else.")
    assert form.non_field_errors() == ["Choose somebody else."]
    assert not form.is_valid()


def test_a_conflict_goes_on() -> None:
    form = Form({})
    with pytest.raises(ConflictError), refusals_on(form):
        raise ConflictError("Somebody was quicker.")
    assert form.is_valid()


def test_what_is_written_leaves_the_form_as_it_is() -> None:
    form = Form({})
    with refusals_on(form):
        pass
    assert form.is_valid()
