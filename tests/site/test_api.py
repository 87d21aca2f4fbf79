"""The page that describes the APIs, and what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from muster.apps.core.api import Api
from muster.apps.core.roles import Role
from muster.site.api import api, harvest
from tests.apps.conftest import MakeUser, make_user

__all__ = ["make_user"]
APIS = [(api, "/api/v1/"), (harvest, "/api/harvest/v1/")]


def described(one: Api, prefix: str) -> Any:
    return one.get_openapi_schema(path_prefix=prefix)


def operations(schema: Any) -> Iterator[tuple[str, Any]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


@pytest.mark.django_db
def test_the_page_describes_every_operation(make_user: MakeUser) -> None:
    client = Client()
    assert client.get("/developers/").status_code == 302
    client.force_login(make_user(Role.EMPLOYEE))
    page = client.get("/developers/").content.decode()
    for one, prefix in APIS:
        for name, operation in operations(described(one, prefix)):
            assert f'id="{operation["operationId"]}"' in page
            assert name.partition(" ")[2] in page
    assert "<script>" not in page


@pytest.mark.parametrize(("one", "prefix"), APIS, ids=["own", "harvest"])
def test_every_operation_says_what_it_takes_and_gives(one: Api, prefix: str) -> None:
    names = []
    for name, operation in operations(described(one, prefix)):
        names.append(operation["operationId"])
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["security"], name
        good = [status for status in operation["responses"] if status < 400]
        assert len(good) == 1, name
        for status, response in operation["responses"].items():
            kind = "application/json" if status in good else "application/problem+json"
            assert set(response["content"]) == {kind}, f"{name}: {status}"
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("one", "prefix"), APIS, ids=["own", "harvest"])
def test_no_two_shapes_share_a_name(one: Api, prefix: str) -> None:
    """The framework would describe both as the one that it met last."""
    shapes: dict[str, Any] = {}
    for bound in one._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                for model in operation.response_models.values():
                    found = model.model_json_schema().get("$defs", {}) if model else {}
                    for name, shape in found.items():
                        assert shapes.setdefault(name, shape) == shape, name


@pytest.mark.django_db
def test_descriptions_are_open_to_tools() -> None:
    for _one, prefix in APIS:
        schema = json.loads(Client().get(f"{prefix}openapi.json").content)
        assert schema["openapi"].startswith("3.")


def test_a_description_is_made_once_for_each_language_and_prefix() -> None:
    with translation.override("en"):
        first = described(api, "/api/v1/")
        assert described(api, "/api/v1/") is first
        assert described(api, "/elsewhere/") is not first
    with translation.override("ar"):
        assert described(api, "/api/v1/") is not first
