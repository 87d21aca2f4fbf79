"""What a client may rely on: versions, answers given once, limits, one shape of errors, whole lists by cursor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from muster.apps.core.api.problems import answer_exception
from muster.apps.core.kept_answers import KEPT, answers_forget
from muster.apps.core.models import Answer
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Move, Note
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser, make_user
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.inside import apply, stage_named, verified
from tests.apps.hire.openings import Opening

__all__ = ["make_opening", "make_user", "opening"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


@pytest.fixture
def caller(opening: Opening) -> Caller:
    return Caller(opening.recruiter)


def test_a_change_names_what_was_seen(opening: Opening, caller: Caller) -> None:
    one, stage = apply(opening), stage_named(opening, "Interviews")
    path, body = f"/applications/{one.pk}/move", {"stage": stage.pk}
    caller.post(path, body, 428)
    seen = caller.get(f"/applications/{one.pk}")["ETag"]
    caller.post(path, body, 412, If_Match='"77"')
    caller.post(path, body, 412, If_Match="nonsense")
    caller.post(path, body, 412, If_Match=f"W/{seen}")
    assert not Move.objects.filter(to_stage=stage).exists()
    moved = caller.post(path, body, If_Match=seen)
    assert moved.json()["stage"]["name"] == "Interviews"
    assert moved["ETag"] != seen
    back = {"stage": stage_named(opening, "Blind review").pk}
    caller.post(path, back, 412, If_Match=seen)  # somebody else was quicker
    caller.post(path, back, If_Match=moved["ETag"])
    caller.post(path, body, If_Match="*")
    assert verified()


def test_a_request_that_is_repeated_is_done_once(
    opening: Opening, caller: Caller, make_user: MakeUser
) -> None:
    one = apply(opening)
    path, key = f"/applications/{one.pk}/notes", "a-key-of-mine"
    first = caller.post(path, {"text": "Called them."}, 201, Idempotency_Key=key)
    second = caller.post(path, {"text": "Called them."}, 201, Idempotency_Key=key)
    assert second.json() == first.json()
    assert second["ETag"] == first["ETag"]
    assert (first.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")
    assert Note.objects.count() == 1
    caller.post(path, {"text": "Something else."}, 409, Idempotency_Key=key)
    Caller(make_user(Role.RECRUITER)).post(path, {"text": "Called them."}, 201, Idempotency_Key=key)
    caller.post(path, {"text": "Called them."}, 201)
    caller.post(path, {"text": "x"}, 400, Idempotency_Key="k" * 201)
    assert Note.objects.count() == 3


def test_a_move_is_repeated_with_the_version_it_had(opening: Opening, caller: Caller) -> None:
    one, stage = apply(opening), stage_named(opening, "Interviews")
    headers = {"If_Match": caller.get(f"/applications/{one.pk}")["ETag"], "Idempotency_Key": "move-1"}
    first = caller.post(f"/applications/{one.pk}/move", {"stage": stage.pk}, **headers)
    second = caller.post(f"/applications/{one.pk}/move", {"stage": stage.pk}, **headers)
    assert first.json() == second.json()
    assert Move.objects.filter(to_stage=stage).count() == 1


def test_what_failed_may_be_tried_again(opening: Opening, caller: Caller) -> None:
    one = apply(opening)
    path = f"/applications/{one.pk}/notes"
    caller.post(path, {"text": "   "}, 422, Idempotency_Key="k")
    assert not Answer.objects.exists()
    caller.post(path, {"text": "Better"}, 201, Idempotency_Key="k")


def test_answers_are_kept_for_a_day(opening: Opening, caller: Caller) -> None:
    one = apply(opening)
    path = f"/applications/{one.pk}/notes"
    caller.post(path, {"text": "x"}, 201, Idempotency_Key="k")
    Answer.objects.update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
    caller.post(path, {"text": "y"}, 201, Idempotency_Key="k")
    answers_forget()
    [kept] = Answer.objects.all()
    assert kept.created_at > timezone.now() - KEPT
    assert "text" not in kept.content  # nothing about the candidate is kept


def test_too_many_are_told_when_to_come_back(caller: Caller, settings: Any, make_user: MakeUser) -> None:
    settings.API_REQUESTS, settings.API_WINDOW = 3, 3_600
    for _number in range(3):
        caller.get("/me")
    response = caller.get("/me", 429)
    assert 1 <= int(response["Retry-After"]) <= 3_600
    Caller(make_user(Role.EMPLOYEE)).get("/me")  # another person is not held up


def test_a_list_is_whole_by_its_cursors(opening: Opening, caller: Caller) -> None:
    made = [apply(opening).pk for _number in range(7)]
    found, cursor = list[int](), ""
    while True:
        query: dict[str, Any] = {"limit": 3, "cursor": cursor} if cursor else {"limit": 3}
        page = caller.get("/applications", **query).json()
        found += [one["id"] for one in page["data"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(found) == made
    assert len(set(found)) == len(found)
    caller.get("/applications", 422, cursor="nonsense")
    caller.get("/applications", 422, limit=101)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/nothing", 404),
        ("get", "/api/v1/applications/999999", 404),
        ("delete", "/api/v1/applications", 405),
        ("post", "/api/v1/applications/1/notes", 400),
        ("get", "/api/v1/applications?limit=x", 422),
        ("get", "/api/v1/employees?text=%00", 422),
    ],
)
def test_every_failure_has_one_shape(caller: Caller, method: str, path: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {caller.secret}"}
    sent = {"data": "{", "content_type": "application/json"} if method == "post" else {}
    response = getattr(Client(), method)(path, headers=headers, **sent)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store, private"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == status
    assert bool(problem["errors"]) == (status == 422)
    assert status != 405 or response["Allow"] == "GET"


def test_what_is_wrong_is_named(opening: Opening, caller: Caller) -> None:
    one = apply(opening)
    path = f"/applications/{one.pk}/move"
    [wrong] = caller.post(path, {"stage": "x"}, 422, If_Match="*").json()["errors"]
    assert wrong["where"] == "body.stage"
    [wrong] = caller.get("/applications", 422, outcome="x").json()["errors"]
    assert wrong["where"] == "query.outcome"


def test_our_own_failure_is_told_in_the_same_shape(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_values: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("muster.apps.hire.api.requisitions.requisition_list", fail)
    client = Client(raise_request_exception=False)
    response = client.get("/api/v1/requisitions", headers={"Authorization": f"Bearer {caller.secret}"})
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "ZeroDivision" not in response.content.decode()


def test_a_long_wait_to_write_is_told() -> None:
    response = answer_exception(RequestFactory().get("/"), OperationalError("database is locked"))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    with pytest.raises(OperationalError):
        answer_exception(RequestFactory().get("/"), OperationalError("disk is full"))


def test_an_application_is_untouched_by_what_is_refused(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    before = Application.objects.values().get(pk=one.pk)
    stage = stage_named(opening, "Interviews").pk
    for person, status in ((make_user(Role.EXECUTIVE), 403), (make_user(Role.EMPLOYEE), 404)):
        Caller(person).post(f"/applications/{one.pk}/move", {"stage": stage}, status, If_Match="*")
    assert Application.objects.values().get(pk=one.pk) == before
