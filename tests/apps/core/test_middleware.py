"""What services refuse is a page that says it."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.middleware import ProblemMiddleware


def answer(error: Exception) -> HttpResponse | None:
    def fine(request: HttpRequest) -> HttpResponse:
        return HttpResponse("fine")

    return ProblemMiddleware(fine).process_exception(RequestFactory().get("/"), error)


@pytest.mark.parametrize(
    ("error", "status"), [(RefusedError("No; do <that>."), 422), (ConflictError("No; do <that>."), 409)]
)
def test_a_refusal_is_told(error: RefusedError, status: int) -> None:
    response = answer(error)
    assert response is not None
    assert response.status_code == status
    assert "No; do &lt;that&gt;." in response.content.decode()


@pytest.mark.parametrize("told", ["database is locked", "canceling statement due to lock timeout"])
def test_too_long_a_wait_is_told(told: str) -> None:
    response = answer(OperationalError(told))
    assert response is not None
    assert response.status_code == 503
    assert "try again" in response.content.decode()


def test_a_fault_of_ours_is_left_to_django() -> None:
    assert answer(ZeroDivisionError()) is None
    assert answer(OperationalError("no such table: x")) is None


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "none-at-all"])
def test_a_request_is_read_as_utf8_whatever_it_claims(db: None, charset: str) -> None:
    claimed = f"text/plain; charset={charset}"
    page = Client().get("/careers/en/?q=%5Cud800+%2B2AA-+%C3%A9", CONTENT_TYPE=claimed)
    assert page.status_code == 200
    assert 'value="\\ud800 +2AA- é"' in page.content.decode()
    body = b'--X\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--X--\r\n'
    kind = f"multipart/form-data; boundary=X; charset={charset}"
    assert Client().generic("POST", "/accounts/login/", body, kind).status_code == 200


def test_a_conflict_is_a_refusal() -> None:
    assert ConflictError("a").sentence == str(ConflictError("a")) == "a"
