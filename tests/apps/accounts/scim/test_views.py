"""SCIM as Entra and Okta use it: users come, change and go; groups are roles; what ends, ends at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client

from muster.apps.accounts.models import DirectoryEntry, Scope, User
from muster.apps.accounts.selectors import token_find
from muster.apps.core.ledger import change, verify_ledger
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ADA = {
    "schemas": [USER, ENTERPRISE],
    "userName": "ada@example.com",
    "externalId": "00u1",
    "name": {"givenName": "Ada", "familyName": "Lovelace"},
    "emails": [{"value": "ada@example.com", "type": "work", "primary": True}],
    "preferredLanguage": "fr-FR",
    "active": True,
    ENTERPRISE: {"employeeNumber": "7", "department": "Engines"},
}


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


class Provider:
    """An identity provider with an administrator's token."""

    def __init__(self, administrator: User) -> None:
        self.client, self.secret = Client(), make_secret(administrator, [Scope.ACCOUNTS_MANAGE])

    def __call__(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        response = self.client.generic(
            method.upper(),
            f"/scim/v2/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {self.secret}"},
        )
        assert response.status_code == status, response.content
        if status != 204:
            assert response["Content-Type"] == "application/scim+json"
        if status >= 400:
            assert response.json()["status"] == str(status)
            assert response.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        return response.json() if response.content else None

    def patch(self, path: str, *operations: dict[str, Any], status: int = 200) -> Any:
        return self("patch", path, {"schemas": [PATCH], "Operations": list(operations)}, status)

    def find(self, path: str, text: str) -> list[Any]:
        found: list[Any] = self.client.get(
            f"/scim/v2/{path}", {"filter": text}, headers={"Authorization": f"Bearer {self.secret}"}
        ).json()["Resources"]
        return found


@pytest.fixture
def administrator(make_user: MakeUser) -> User:
    return make_user(Role.ADMINISTRATOR, name="Adi Min")


@pytest.fixture
def provider(administrator: User) -> Provider:
    return Provider(administrator)


def test_a_user_is_added_and_found(provider: Provider) -> None:
    made = provider("post", "Users", ADA, 201)
    user = User.objects.get(email="ada@example.com")
    assert (made["id"], user.name, user.language) == (str(user.pk), "Ada Lovelace", "fr")
    assert user.roles == frozenset()
    assert made["meta"]["location"] == f"http://testserver/scim/v2/Users/{user.pk}"
    read = provider("get", f"Users/{user.pk}")
    assert read == made
    assert read["name"] == {"formatted": "Ada Lovelace", "givenName": "Ada", "familyName": "Lovelace"}
    assert read[ENTERPRISE] == {"employeeNumber": "7", "department": "Engines"}
    for text in (
        'userName eq "ADA@example.com"',
        'externalId eq "00u1"',
        f'{ENTERPRISE}:department eq "Engines"',
        'emails[type eq "work" and value co "ada@"]',
        'active eq true and name.familyName sw "Love"',
    ):
        assert [one["id"] for one in provider.find("Users", text)] == [made["id"]], text
    for text in ('userName eq "nobody@example.com"', 'externalId eq "00U1"', "not (active eq true)"):
        assert provider.find("Users", text) == [], text
    assert provider("get", "Users?filter=userName%20xx", status=400)["scimType"] == "invalidFilter"
    assert provider("post", "Users", ADA, 409)["scimType"] == "uniqueness"
    assert list(verify_ledger()) == []


def test_entra_and_okta_change_users(provider: Provider) -> None:
    path = f"Users/{provider('post', 'Users', ADA, 201)['id']}"
    changed = provider.patch(
        path,
        {"op": "Replace", "path": "name.familyName", "value": "King"},
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "ada@example.com"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Poetry"},
        {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "12"},
        {"op": "Replace", "path": "displayName", "value": "Ada King"},
    )
    assert (changed["displayName"], changed["name"]["familyName"]) == ("Ada King", "King")
    assert changed[ENTERPRISE]["department"] == "Poetry"
    assert changed[ENTERPRISE]["manager"] == {"value": "12"}
    changed = provider.patch(
        path, {"op": "replace", "value": {"userName": "ada.king@example.com", "title": "Countess"}}
    )
    assert (changed["userName"], changed["title"]) == ("ada.king@example.com", "Countess")
    assert User.objects.get(pk=changed["id"]).email == "ada.king@example.com"
    put = provider("put", path, {**ADA, "displayName": "Ada L.", "nickName": "A", "urn:x:y": {"z": 1}})
    assert (put["displayName"], put["userName"], put.get("title")) == ("Ada L.", "ada@example.com", None)
    assert provider.patch(path, {"op": "replace", "path": "nothing[", "value": 1}, status=400)
    assert provider.patch(path, {"op": "remove", "path": "userName"}, status=400)
    provider("put", path, {"schemas": [USER]}, 400)
    assert provider("get", path) == put  # nothing of what was refused stays
    assert list(verify_ledger()) == []


@pytest.mark.parametrize(
    ("operations", "name"),
    [
        ([{"op": "Replace", "path": "name.familyName", "value": "King"}], "Ada King"),
        ([{"op": "replace", "value": {"name": {"givenName": "Augusta"}}}], "Augusta Lovelace"),
        ([{"op": "replace", "value": {"name": {"givenName": "A", "familyName": "B"}}}], "A B"),
        ([{"op": "replace", "path": "name", "value": {"givenName": "A", "familyName": "B"}}], "A B"),
        ([{"op": "Replace", "path": "name.formatted", "value": "Lady Lovelace"}], "Lady Lovelace"),
        ([{"op": "replace", "value": {"name.givenName": "Augusta"}}], "Augusta Lovelace"),
        ([{"op": "replace", "path": "title", "value": "Countess"}], "Ada Lovelace"),
        (
            [
                {"op": "replace", "path": "name.familyName", "value": "King"},
                {"op": "replace", "path": "displayName", "value": "Ada L. King"},
            ],
            "Ada L. King",
        ),
    ],
)
def test_a_changed_name_is_the_name(provider: Provider, operations: list[dict[str, Any]], name: str) -> None:
    path = f"Users/{provider('post', 'Users', ADA, 201)['id']}"
    changed = provider.patch(path, *operations)
    assert (changed["displayName"], changed["name"]["formatted"]) == (name, name)
    assert User.objects.get(email="ada@example.com").name == name


def test_half_a_name_does_not_take_the_place_of_a_whole_one(provider: Provider, make_user: MakeUser) -> None:
    user = make_user(name="Ada Lovelace")
    provider.patch(f"Users/{user.pk}", {"op": "replace", "path": "name.familyName", "value": "King"})
    assert User.objects.get(pk=user.pk).name == "Ada Lovelace"
    provider.patch(f"Users/{user.pk}", {"op": "replace", "path": "name.givenName", "value": "Ada"})
    assert User.objects.get(pk=user.pk).name == "Ada King"


def test_what_is_not_said_stays(provider: Provider) -> None:
    path = f"Users/{provider('post', 'Users', ADA, 201)['id']}"
    provider.patch(path, {"op": "replace", "path": "active", "value": False})
    silent = {key: value for key, value in ADA.items() if key not in ("active", "preferredLanguage")}
    for body in (silent, {**silent, "active": None, "preferredLanguage": None}):
        put = provider("put", path, body)
        assert (put["active"], put["preferredLanguage"]) == (False, "fr")
    put = provider("put", path, {**silent, "active": True, "preferredLanguage": "nl-NL"})
    assert (put["active"], put["preferredLanguage"]) == (True, "nl")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},  # Entra
        {"op": "replace", "value": {"active": False}},  # Okta
    ],
    ids=["entra", "okta"],
)
def test_deactivation_ends_sessions_and_tokens_at_once(
    provider: Provider, make_user: MakeUser, operation: dict[str, Any]
) -> None:
    user, beside = make_user(Role.RECRUITER), make_user(Role.RECRUITER)
    browser, secret, others = Client(), make_secret(user), make_secret(beside)
    browser.force_login(user)
    assert browser.get("/talent/").status_code == 200
    assert provider.patch(f"Users/{user.pk}", operation)["active"] is False
    assert browser.get("/talent/").status_code == 302
    assert token_find(text=secret) is None
    assert token_find(text=others) is not None
    assert (
        provider.patch(f"Users/{user.pk}", {"op": "replace", "path": "active", "value": True})["active"]
        is True
    )
    assert token_find(text=secret) is None


def test_a_removed_user_is_gone_for_the_provider_and_may_come_back(provider: Provider) -> None:
    made = provider("post", "Users", ADA, 201)
    path = f"Users/{made['id']}"
    provider.patch("Groups/recruiter", {"op": "add", "path": "members", "value": [{"value": made["id"]}]})
    provider("delete", path, status=204)
    for method in ("get", "delete"):
        provider(method, path, status=404)
    assert provider.find("Users", 'userName eq "ada@example.com"') == []
    user = User.objects.get(pk=made["id"])
    assert (user.is_active, user.roles) == (False, frozenset())
    again = provider("post", "Users", ADA, 201)
    assert (again["id"], again["active"], again.get("groups")) == (made["id"], True, None)
    assert DirectoryEntry.objects.get().removed_at is None
    assert list(verify_ledger()) == []


def test_who_comes_back_signs_in_by_nothing_of_before(provider: Provider, make_user: MakeUser) -> None:
    made = provider("post", "Users", ADA, 201)
    user, beside = User.objects.get(pk=made["id"]), make_user()
    for one in (user, beside):
        with change(one, "test.change", actor=None):
            one.set_password("Quietly 7 rowing")
            one.save()
        Authenticator.objects.create(user=one, type=Authenticator.Type.TOTP, data={"secret": "x"})
        SocialAccount.objects.create(user=one, provider="openid_connect", uid=f"uid-{one.pk}")
    link = default_token_generator.make_token(user)
    provider("delete", f"Users/{user.pk}", status=204)
    again = provider("post", "Users", ADA, 201)
    back = User.objects.get(pk=again["id"])
    assert (back.pk, back.is_active, back.has_usable_password()) == (user.pk, True, False)
    assert not back.check_password("Quietly 7 rowing")
    assert not default_token_generator.check_token(back, link)
    for model in (Authenticator, SocialAccount):
        assert set(model.objects.values_list("user", flat=True)) == {beside.pk}
    assert User.objects.get(pk=beside.pk).check_password("Quietly 7 rowing")
    assert list(verify_ledger()) == []


def test_groups_are_roles(provider: Provider, make_user: MakeUser, administrator: User) -> None:
    ada, bo = make_user(Role.EMPLOYEE, name="Ada"), make_user(name="Bo")
    [group] = provider.find("Groups", 'displayName eq "Recruiter"')
    path = f"Groups/{group['id']}"
    provider.patch(
        path, {"op": "Add", "path": "members", "value": [{"value": str(ada.pk)}, {"value": str(bo.pk)}]}
    )
    assert {one["display"] for one in provider("get", path)["members"]} == {"Ada", "Bo"}
    assert User.objects.get(pk=ada.pk).roles == {Role.EMPLOYEE, Role.RECRUITER}
    provider.patch(path, {"op": "Remove", "path": f'members[value eq "{ada.pk}"]'})
    assert User.objects.get(pk=ada.pk).roles == {Role.EMPLOYEE}
    provider("put", path, {"schemas": [group["schemas"][0]], "displayName": "Recruiter", "members": []})
    assert User.objects.get(pk=bo.pk).roles == frozenset()
    provider.patch(path, {"op": "add", "path": "members", "value": [{"value": "999"}]}, status=400)
    provider("post", "Groups", {"displayName": "Wizards"}, 403)
    provider("delete", path, status=403)
    provider("get", "Groups/wizard", status=404)
    told = provider.patch("Groups/administrator", {"op": "remove", "path": "members"}, status=400)
    assert "only administrator" in told["detail"]
    assert User.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}
    assert provider("get", "Groups?excludedAttributes=members")["Resources"][0].get("members") is None
    assert list(verify_ledger()) == []


def test_lists_have_pages(
    provider: Provider, make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        make_user(name=f"Person {number}")
    with django_assert_max_num_queries(15):
        page = provider("get", "Users?startIndex=3&count=2")
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (6, 3, 2)
    assert [one["displayName"] for one in page["Resources"]] == ["Person 1", "Person 2"]
    assert provider("get", "Users?count=0").get("Resources", []) == []
    assert len(provider("get", "Users?startIndex=-1&count=9999")["Resources"]) == 6
    provider("get", "Users?count=x", status=400)
    assert set(provider("get", "Users?attributes=userName")["Resources"][0]) == {"schemas", "id", "userName"}


def test_the_service_describes_itself(provider: Provider) -> None:
    config = provider("get", "ServiceProviderConfig")
    assert (config["patch"]["supported"], config["bulk"]["supported"]) == (True, False)
    kinds = provider("get", "ResourceTypes")["Resources"]
    assert [one["endpoint"] for one in kinds] == ["/Users", "/Groups"]
    assert provider("get", "ResourceTypes/User") == kinds[0]
    names = {one["id"] for one in provider("get", "Schemas")["Resources"]}
    assert {USER, ENTERPRISE} < names
    assert provider("get", f"Schemas/{USER}")["name"] == "User"
    provider("get", "Schemas/nothing", status=404)


def test_nobody_else_is_let_in(make_user: MakeUser, administrator: User) -> None:
    client = Client()
    assert client.get("/scim/v2/Users").status_code == 401
    for person, scopes, status in (
        (administrator, [Scope.ORG_READ], 403),
        (make_user(Role.RECRUITER), [Scope.HIRE_READ], 403),
    ):
        headers = {"Authorization": f"Bearer {make_secret(person, scopes)}"}
        response = client.get("/scim/v2/Users", headers=headers)
        assert (response.status_code, response["Content-Type"]) == (status, "application/scim+json")
    client.force_login(make_user(Role.RECRUITER))
    assert client.get("/scim/v2/Users").status_code == 403
    client.force_login(administrator)
    assert client.post("/scim/v2/Users", ADA, content_type="application/json").status_code == 401


@pytest.mark.parametrize(
    "body", ["{", "[]", "null", '{"userName": 7}', '{"userName": "x"}', '{"schemas": 1}', "\xff"]
)
def test_what_cannot_be_read_is_told(provider: Provider, body: str) -> None:
    for method, path in (
        ("POST", "Users"),
        ("PATCH", f"Users/{User.objects.get().pk}"),
        ("PUT", "Groups/auditor"),
    ):
        response = provider.client.generic(
            method, f"/scim/v2/{path}", body, headers={"Authorization": f"Bearer {provider.secret}"}
        )
        assert response.status_code == 400, response.content
        assert response["Content-Type"] == "application/scim+json"
    assert provider("get", "Nothing", status=404)
    assert provider("delete", "Users", status=405)


def test_too_many_are_told_when_to_come_back(provider: Provider, settings: Any) -> None:
    settings.API_REQUESTS, settings.API_WINDOW = 1, 3_600
    provider("get", "Users")
    provider("get", "Users", status=429)
