"""Asking the API: which tokens and addresses work, and what is said of those that do not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from django.utils import timezone

from muster.apps.accounts.models import Scope, Token, User
from muster.apps.accounts.services import token_end, user_create, user_deactivate
from muster.apps.core.roles import Role
from muster.engine.errors import InputError
from muster.site.assistants.access import Api, AskedError, api_at, api_here, token_ended
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser


@pytest.fixture
def person(transactional_db: None, make_user: MakeUser) -> User:
    return make_user(Role.RECRUITER, name="Rae Recruiter")


def answering(status: int, **given: Any) -> Api:
    """Return an API whose site always answers the same."""
    transport = httpx2.MockTransport(lambda _request: httpx2.Response(status, **given))
    return Api(httpx2.Client(transport=transport, base_url="https://muster.example/"), "muster_a_b")


def said(api: Api, path: str = "/me") -> str:
    with pytest.raises(AskedError) as caught:
        api.get(path)
    return caught.value.sentence


def test_a_token_that_works_says_whose_it_is(person: User) -> None:
    api = api_here(token=make_secret(person))
    assert api.begin() == "Rae Recruiter"
    assert api.get("/requisitions", {"text": "", "status": None, "mine": True}) == {"data": [], "next": None}


def expire(person: User) -> None:
    Token.objects.filter(user=person).update(expires_at=timezone.now() - timedelta(seconds=1))


def end(person: User) -> None:
    token_end(actor=person, token=Token.objects.get(user=person))


def leave(person: User) -> None:
    root = user_create(actor=None, email="root@example.com", name="Root", roles=[Role.ADMINISTRATOR])
    user_deactivate(actor=root, user=person)


@pytest.mark.parametrize("undo", [expire, end, leave])
def test_a_token_that_does_not_work_any_more_is_refused(person: User, undo: Any) -> None:
    secret = make_secret(person)
    begun = api_here(token=secret)
    begun.begin()
    undo(person)
    assert said(begun) == token_ended()
    with pytest.raises(InputError) as caught:
        api_here(token=secret).begin()
    assert caught.value.sentence == token_ended()


@pytest.mark.parametrize("wrong", ["x", "muster_abcdefghjk_x", "muster__", "muster_" + "a" * 5_000])
def test_what_was_never_a_token_is_refused(person: User, wrong: str) -> None:
    with pytest.raises(InputError, match="does not work"):
        api_here(token=wrong).begin()


def test_a_token_for_something_else_is_told_for_what(person: User) -> None:
    api = api_here(token=make_secret(person, [Scope.HIRE_READ]))
    api.begin()
    assert "Read scorecards, merit and decisions" in said(api, "/scorecards")
    assert api.get("/me")["name"] == "Rae Recruiter"  # nothing has ended


def test_after_a_refusal_nothing_is_asked_any_more() -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(401)

    client = httpx2.Client(transport=httpx2.MockTransport(answer), base_url="https://muster.example/")
    api = Api(client, "muster_a_b")
    assert said(api) == said(api) == token_ended()
    [request] = asked
    assert (request.method, str(request.url)) == ("GET", "https://muster.example/api/v1/me")
    assert request.headers["Authorization"] == "Bearer muster_a_b"


@pytest.mark.parametrize(
    ("status", "given", "sentence"),
    [
        (301, {"headers": {"Location": "https://elsewhere.example"}}, "The address leads elsewhere"),
        (502, {"text": "<html>"}, "Muster could not answer; its log says why."),
        (500, {"json": ["x"]}, "Muster could not answer; its log says why."),
        (404, {"json": {"detail": "Nothing.", "errors": []}}, "Nothing."),
        (
            429,
            {"json": {"detail": "Too many.", "errors": []}, "headers": {"Retry-After": "7"}},
            "Too many. (Retry-After: 7)",
        ),
        (
            422,
            {"json": {"detail": "x", "errors": [{"where": "query.start", "problem": "no day"}]}},
            "start: no day",
        ),
    ],
)
def test_a_problem_is_told_in_one_sentence(status: int, given: dict[str, Any], sentence: str) -> None:
    assert said(answering(status, **given)).startswith(sentence)


def test_a_site_that_is_not_there_is_told() -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    client = httpx2.Client(transport=httpx2.MockTransport(fail), base_url="https://muster.example/")
    assert said(Api(client, "x")) == "Muster cannot be reached; try again later."


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://muster.example.com", "would send the token in the clear"),
        ("muster.example.com", "is no address of a site"),
        ("ftp://muster.example.com", "is no address of a site"),
        ("https://[", "is no address of a site"),
        ("", "is no address of a site"),
    ],
)
def test_a_token_is_sent_to_no_such_address(address: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        api_at(address=address, token="x")


@pytest.mark.parametrize("address", ["https://muster.example.com/talent/", "http://127.0.0.1:8000"])
def test_addresses_that_do(address: str) -> None:
    api_at(address=address, token="x").close()
