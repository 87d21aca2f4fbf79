from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from muster.apps.core.errors import ConflictError
from muster.site import errors, urls


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only <recruiters> move candidates.")


def conflict(request: HttpRequest) -> HttpResponse:
    raise ConflictError("Noor moved it first.")


def malformed(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


handler400, handler403, handler404, handler500 = (
    "muster.site.errors.bad_request",
    "muster.site.errors.forbidden",
    "muster.site.errors.not_found",
    "muster.site.errors.server_error",
)
urlpatterns = [
    *urls.urlpatterns,
    path("refuse/", refuse),
    path("conflict/", conflict),
    path("malformed/", malformed),
    path("fail/", fail),
]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/refuse/", 403, "Only &lt;recruiters&gt; move candidates."),
        ("/conflict/", 409, "Noor moved it first."),
        ("/malformed/", 400, "cannot be read"),
        ("/nothing/", 404, "nothing that you may see"),
        ("/accounts/email/", 404, "nothing that you may see"),
        ("/accounts/signup/", 404, "nothing that you may see"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_a_problem_is_said_in_one_sentence(
    signed_in: Client, address: str, status: int, sentence: str
) -> None:
    answer = signed_in.get(address)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert answer.content.count(b"data-sentence") == 1


@override_settings(ROOT_URLCONF=__name__)
def test_in_a_dialog_too(signed_in: Client) -> None:
    answer = signed_in.get("/refuse/", headers={"HX-Request": "true", "HX-Target": "dialog"})
    assert answer.status_code == 403
    assert b"<html" not in answer.content
    assert b"data-sentence" in answer.content


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
@override_settings(ROOT_URLCONF=__name__)
def test_our_own_fault_is_said_without_a_database(language: str, direction: str) -> None:
    client = Client(raise_request_exception=False)  # no database in this test: touching it fails
    answer = client.get("/fail/", headers={"Accept-Language": language})
    assert answer.status_code == 500
    assert f'lang="{language}" dir="{direction}"' in answer.content.decode()
    assert b"data-sentence" in answer.content


def test_a_stale_form_is_explained(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/preferences/", {"language": "fr"})
    assert answer.status_code == 403
    assert "load it again" in answer.content.decode()


def test_all_handlers_are_ours() -> None:
    names = [urls.handler400, urls.handler403, urls.handler404, urls.handler500]
    assert names == [handler400, handler403, handler404, handler500]
    assert all(hasattr(errors, name.rpartition(".")[2]) for name in [*names, urls.handler429])
