"""Who may do what: docs/reference/permissions.md against every address of the site, for every role.

The addresses come from the URL configuration, so a new one without a row in the table fails here. Addresses that name
an object are asked for with one that is the person's own and with one that is somebody else's; what these are, each
app says in `tests/apps/<app>/objects.py`:

    OBJECTS = {"core:job": lambda person: {"pk": ...}}   # the arguments of the address for an object of the person's
    DATA = {"core:thing-new": {"name": "x"}}             # what a POST sends, where an empty form will not do; or
                                                         # what makes it of those arguments

The APIs are asked with a token that is for everything its owner may make one for, and are sent JSON.

A person may do something when the answer is neither 401, 403, 404 nor a redirect to the sign-in page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.rules import scopes_offered
from muster.apps.accounts.services import token_create, user_create
from muster.apps.core.roles import Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"
FOLDERS = sorted(path.parent.name for path in Path(__file__).parent.glob("*/objects.py"))
METHODS = ("GET", "POST")
ANONYMOUS = "anonymous"
APIS = ("api:", "harvest:", "scim:")
COLUMNS = (ANONYMOUS, *Role.values)
Maker = Callable[[User], Mapping[str, Any]]


def collect(name: str) -> dict[str, Any]:
    """Return what all apps say under a name in their `objects.py`."""
    found: dict[str, Any] = {}
    for folder in FOLDERS:
        found |= getattr(import_module(f"tests.apps.{folder}.objects"), name, {})
    return found


OBJECTS: dict[str, Maker] = collect("OBJECTS")
DATA: dict[str, Any] = collect("DATA")


def addresses(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield name, path and pattern of every address; one without a name is called by its path."""
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, path, space + (f"{one.namespace}:" if one.namespace else ""))
        else:
            yield (f"{space}{one.name}" if one.name else f"/{path}"), path, one


ADDRESSES = {name: (path, pattern) for name, path, pattern in addresses(get_resolver())}


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Return the cells of the documented table by name and method."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert head == ["page", "method", *(column.replace("_", " ") for column in COLUMNS)]
    table: dict[tuple[str, str], dict[str, str]] = {}
    for name, methods, *cells in rows[1:]:
        for method in re.split(r",\s*", methods):
            key = (name.strip("`"), method)
            assert key not in table, f"two rows for {key}"
            table[key] = dict(zip(COLUMNS, cells, strict=True))
    return table


TABLE = read_table()


@pytest.fixture
def people(db: None) -> dict[str, tuple[User, User]]:
    """Two people of each role, with that role alone."""
    made = {}
    for role in Role:
        pair = [f"{number}-{role}@example.com" for number in (1, 2)]
        one, other = (user_create(actor=None, email=email, name=email, roles=[role]) for email in pair)
        made[role.value] = (one, other)
    return made


def groups() -> dict[str, list[str]]:
    """Return the names of addresses by what they need: those that ask for the same object walk together, so that it is
    made once for each person and not once for each address.
    """
    found: dict[Any, list[str]] = {}
    for name in ADDRESSES:
        found.setdefault(OBJECTS.get(name) or name.partition(":")[0], []).append(name)
    return {names[0]: names for names in found.values()}


GROUPS = groups()


def ask(method: str, name: str, person: User | None, kwargs: Mapping[str, Any]) -> bool:
    """Return whether a person may do this; nothing of it stays."""
    client = Client()
    with transaction.atomic():
        path, _ = ADDRESSES[name]
        url = (
            path
            if path.startswith("/")
            else f"/{path}"
            if name.startswith("/")
            else reverse(name, kwargs=dict(kwargs))
        )
        if name.startswith(APIS):
            response = ask_api(client, method, url, body_of(name, kwargs), person)
        else:
            if person is not None:
                client.force_login(person)
            response = client.get(url) if method == "GET" else client.post(url, body_of(name, kwargs))
        if response.streaming:
            b"".join(response)  # a file is closed when it was read
        assert response.has_header("Content-Security-Policy"), f"{url} has no policy"
        transaction.set_rollback(True)
    sent_away = response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL))
    return response.status_code not in (401, 403, 404, 405) and not sent_away


def body_of(name: str, kwargs: Mapping[str, Any]) -> Any:
    """Return what a POST sends, which may depend on the object."""
    data = DATA.get(name, {})
    return data(kwargs) if callable(data) else data


def ask_api(client: Client, method: str, url: str, body: Any, person: User | None) -> Any:
    """Return what an API answers to a token of the person's."""
    headers = {"If-Match": "*"}
    if person is not None:
        expires_at = timezone.now() + timedelta(hours=1)
        scopes = scopes_offered(person)
        _token, secret = token_create(actor=person, name="Walk", scopes=scopes, expires_at=expires_at)
        headers["Authorization"] = f"Bearer {secret}"
    if method == "GET":
        return client.get(url, headers=headers)
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


def asked(names: list[str], owner: User, *askers: User | None) -> list[dict[tuple[str, str], bool]]:
    """Return what each of the askers may do with an object of the owner's, which is made once; nothing of it stays."""
    with transaction.atomic():
        make = OBJECTS.get(names[0])
        kwargs = dict(make(owner)) if make else {}
        found = [
            {(name, method): ask(method, name, asker, kwargs) for name in names for method in METHODS}
            for asker in askers
        ]
        transaction.set_rollback(True)
    return found


def cells(names: list[str], column: str, person: User, other: User) -> dict[tuple[str, str], str]:
    """Return what the table must say of a role: of the owner of an object, and of somebody else with that object."""
    if column == ANONYMOUS:
        [own] = asked(names, person, None)
        foreign = own
    elif names[0] in OBJECTS:
        own, foreign = asked(names, person, person, other)
    else:
        [own] = asked(names, person, person)
        foreign = own
    said = {(True, True): "yes", (True, False): "own", (False, False): "-"}
    return {key: said.get((allowed, foreign[key]), "foreign alone") for key, allowed in own.items()}


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("first", GROUPS)
def test_the_table_says_who_may_do_what(first: str, people: dict[str, tuple[User, User]]) -> None:
    """What is no row of the table, as sending something to a page that is only read, nobody may do."""
    names = GROUPS[first]
    rows: dict[tuple[str, str], list[str]] = {(name, method): [] for name in names for method in METHODS}
    for column in COLUMNS:
        person, other = people[Role.EMPLOYEE] if column == ANONYMOUS else people[column]
        for key, cell in cells(names, column, person, other).items():
            rows[key].append(cell)
    nobody = dict.fromkeys(COLUMNS, "-")
    expected = {key: list(TABLE.get(key, nobody).values()) for key in rows}
    wrong = [row_of(key, found) for key, found in rows.items() if found != expected[key]]
    assert "\n".join(wrong) == ""


def row_of(key: tuple[str, str], found: list[str]) -> str:
    return f"| `{key[0]}` | {key[1]} | {' | '.join(found)} |"


def test_every_address_has_a_row() -> None:
    assert set(ADDRESSES) - {name for name, _ in TABLE} == set()


def test_no_row_is_about_an_address_that_is_not_there() -> None:
    assert {name for name, _ in TABLE} - set(ADDRESSES) == set()


def test_addresses_that_name_objects_say_which() -> None:
    silent = [name for name, (_, pattern) in ADDRESSES.items() if takes_arguments(name, pattern)]
    assert [name for name in silent if name not in OBJECTS] == []


def takes_arguments(name: str, pattern: URLPattern) -> bool:
    path = ADDRESSES[name][0]
    return bool(pattern.pattern.converters) or "<" in path
