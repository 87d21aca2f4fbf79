"""What the views of hiring share."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version


def test_nobody_is_no_person() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        person_of(request)


def test_what_would_be_refused_is_not_offered() -> None:
    changeable_or_403(True)
    with pytest.raises(PermissionDenied):
        changeable_or_403(False)


@pytest.mark.parametrize(
    ("text", "version"),
    [("3", 3), ("0", 0), ("", None), ("-1", None), ("x", None), ("9" * 5_000, None), ("²", None)],
)
def test_the_version_that_the_page_showed(text: str, version: int | None) -> None:
    assert seen_version(RequestFactory().post("/", {"version": text})) == version


def test_a_page_without_a_version() -> None:
    assert seen_version(RequestFactory().post("/")) is None
