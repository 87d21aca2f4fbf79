"""What services refuse is a page that says it."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

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


def test_a_conflict_is_a_refusal() -> None:
    assert ConflictError("a").sentence == str(ConflictError("a")) == "a"
