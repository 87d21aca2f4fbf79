"""Forms for moving, reviewing and writing."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from muster.apps.hire.forms.pipeline import ApplicationFilterForm, BulkForm, KeysField, ReviewForm
from muster.apps.hire.models import Criterion, Requisition
from muster.apps.hire.selectors.applications import ApplicationFilter
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def wanted(query: str) -> ApplicationFilter:
    return ApplicationFilterForm(QueryDict(query), requisitions=Requisition.objects.all()).wanted()


def test_what_is_not_understood_does_not_narrow(opening: Opening) -> None:
    assert wanted("") == ApplicationFilter()
    assert wanted("requisition=x&outcome=y&start=2026-13-01&stage=1&source=%00") == ApplicationFilter()


def test_the_stages_are_those_of_the_opening(opening: Opening, make_opening: Any) -> None:
    key, stage = opening.requisition.pk, opening.stages["Offer"].pk
    foreign = make_opening(title="Other").stages["Offer"].pk
    assert wanted(f"requisition={key}&stage={stage}") == ApplicationFilter(requisition=key, stage=stage)
    assert wanted(f"requisition={key}&stage={foreign}") == ApplicationFilter(requisition=key)


def test_keys() -> None:
    assert KeysField().clean(["1", "x", "2", "9" * 100, "-3"]) == [1, 2]


def test_what_the_page_showed(opening: Opening) -> None:
    data = QueryDict("seen-1=2&seen-x=3&seen-4=y&seen-=5&other=6&selected=1&action=move")
    form = BulkForm(data, requisition=opening.requisition)
    assert form.is_valid()
    assert form.seen() == {1: 2}
    assert form.cleaned_data["selected"] == [1]


def test_ratings(opening: Opening) -> None:
    criterion = Criterion.objects.get(kit__requisition=opening.requisition)
    for value, expected in (("2", {criterion.pk: 2}), ("", {}), (None, {})):
        data = {} if value is None else {f"criterion-{criterion.pk}": value}
        form = ReviewForm(data, criteria=(criterion,))
        assert form.is_valid()
        assert form.ratings() == expected
    for value in ("0", "4", "x", "-1"):
        assert not ReviewForm({f"criterion-{criterion.pk}": value}, criteria=(criterion,)).is_valid()
