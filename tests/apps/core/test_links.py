from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, path, reverse

from muster.apps.core.links import Hit, Link, address

urlpatterns = [path("moved/<int:pk>/", lambda request: None, name="core-links-test")]  # type: ignore[arg-type, return-value]


def test_links_and_hits_do_not_change() -> None:
    link = Link("Kits", "/hire/kits/")
    hit = Hit("Compiler engineer", "/hire/1/", "Openings")
    assert hit.note == ""
    with pytest.raises(FrozenInstanceError):
        link.url = "/elsewhere/"  # type: ignore[misc]


def test_an_address_is_the_same_as_that_of_django() -> None:
    for _again in range(2):
        assert address("hire:requisition", 7) == reverse("hire:requisition", args=[7])
        assert address("hire:requisition", pk=7) == reverse("hire:requisition", kwargs={"pk": 7})
    with pytest.raises(NoReverseMatch):
        address("hire:nowhere")


def test_an_address_belongs_to_its_site() -> None:
    with pytest.raises(NoReverseMatch):
        address("core-links-test", 1)
    with override_settings(ROOT_URLCONF=__name__):
        assert address("core-links-test", 1) == "/moved/1/"
