"""Who is let in: by a token for what it is for, by a session to read, and nobody else."""

from __future__ import annotations

import base64

import pytest
from django.core.cache import cache
from django.test import Client

from muster.apps.accounts.models import Scope
from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import Caller, make_secret
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


def test_a_token_speaks_for_its_owner(make_user: MakeUser) -> None:
    owner = make_user(Role.RECRUITER, name="Rae")
    me = Caller(owner).get("/me").json()
    assert me == {
        "id": owner.pk,
        "name": "Rae",
        "email": owner.email,
        "language": "en",
        "roles": ["recruiter"],
    }


def test_nobody_else_is_let_in(make_user: MakeUser) -> None:
    client, owner = Client(), make_user(Role.RECRUITER)
    secret = make_secret(owner)
    for header in (
        "",
        "Bearer",
        "Bearer x",
        f"Basic {secret}",
        f"Token {secret}",
        f"Bearer {secret}x",
        secret,
    ):
        response = client.get("/api/v1/me", headers={"Authorization": header} if header else {})
        assert response.status_code == 401, header
        assert response["WWW-Authenticate"] == "Bearer"
        assert response["Content-Type"] == "application/problem+json"


def test_a_token_is_for_what_it_is_for(make_user: MakeUser) -> None:
    caller = Caller(make_user(Role.RECRUITER), [Scope.ORG_READ])
    caller.get("/employees")
    caller.get("/me")
    assert "Read openings" in caller.get("/requisitions", 403).json()["detail"]
    caller.post("/applications/1/notes", {"text": "x"}, 403)


def test_a_session_reads_and_changes_nothing(make_user: MakeUser) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.RECRUITER))
    assert client.get("/api/v1/me").status_code == 200
    response = client.post("/api/v1/applications/1/notes", {"text": "x"}, content_type="application/json")
    assert response.status_code == 401
    # Another site cannot send the session here: whose scorecards somebody reads is noted.
    for site, status in (("same-origin", 200), ("none", 200), ("same-site", 401), ("cross-site", 401)):
        assert client.get("/api/v1/me", headers={"Sec-Fetch-Site": site}).status_code == status
    # A token that does not work is not passed over for the session beside it.
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer muster_x_y"}).status_code == 401


def test_it_ends_at_once_with_roles_and_account(make_user: MakeUser) -> None:
    administrator, owner, other = (
        make_user(Role.ADMINISTRATOR),
        make_user(Role.RECRUITER),
        make_user(Role.RECRUITER),
    )
    caller, beside = Caller(owner), Caller(other)
    caller.get("/me")
    user_set_roles(actor=administrator, user=owner, roles=[Role.EMPLOYEE])
    caller.get("/me", 401)
    caller = Caller(owner)
    assert caller.get("/me").json()["roles"] == ["employee"]
    user_deactivate(actor=administrator, user=owner)
    caller.get("/me", 401)
    beside.get("/me")


def test_greenhouse_clients_send_it_as_a_name(make_user: MakeUser) -> None:
    client, secret = Client(), make_secret(make_user(Role.RECRUITER))

    def get(name: str) -> int:
        sent = base64.b64encode(f"{name}:".encode()).decode()
        return client.get("/api/harvest/v1/jobs", headers={"Authorization": f"Basic {sent}"}).status_code

    assert (get(secret), get("muster_x_y"), get("")) == (200, 401, 401)
    for broken in ("Basic", "Basic ???", "Basic /w=="):
        assert client.get("/api/harvest/v1/jobs", headers={"Authorization": broken}).status_code == 401
