"""Every page in a browser: axe finds nothing, nothing is wider than the screen, and nothing is refused.

The pages come from the table of permissions: each address is opened by the first role that may, with an object that is
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Candidate
from tests.apps.test_permissions import ADDRESSES, ANONYMOUS, COLUMNS, OBJECTS, TABLE
from tests.browser.conftest import Theme, Visitor

WIDE, PHONE = 1280, 390
PART = 12  # pages a test: small enough that all processors share them
NOT_PAGES = {  # files, a document of its own, and a part of a page
    *("hire:resume", "careers:export", "hire:packet-pdf", "hire:merit-report-pdf", "hire:calendar-feed"),
    *("careers:feed", "careers:jobs", "careers:sitemap", "hire:merit-report-page", "org:import-progress"),
    *("hire:merit-odds", "hire:audit-table", "hire:audit-pdf", "offer:letter", "pay:offer-letter"),
    "pay:acceptance-file",
    "market:transfers-file",
    "market:target-list-file",
}
REFUSED = {
    "hire:message": 422,
    "hire:import-columns": 409,
    "hire:outcome-import-columns": 409,
    "/accounts/social/login/error/": 401,
}  # what they answer when nothing is chosen
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages_by_role() -> dict[str, list[str]]:
    """Return the pages by the first who may open them; what is no page is left out."""
    chosen: dict[str, list[str]] = {}
    for (name, method), cells in TABLE.items():
        if method != "GET" or name in NOT_PAGES:
            continue
        first = next((column for column in COLUMNS if cells[column] in ("yes", "own")), None)
        if first is not None:
            chosen.setdefault(first, []).append(name)
    return chosen


PAGES = pages_by_role()
PARTS = [
    (column, names[start : start + PART])
    for column, names in sorted(PAGES.items())
    for start in range(0, len(names), PART)
]


@pytest.mark.any_database
@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", WIDE), ("ar", "dark", PHONE)])
@pytest.mark.parametrize(("column", "names"), PARTS, ids=[f"{column}:{names[0]}" for column, names in PARTS])
def test_every_page(
    column: str,
    names: list[str],
    language: str,
    theme: Theme,
    width: int,
    visit: Callable[..., Visitor],
    make_person: Callable[..., User],
) -> None:
    axe = Axe()
    wrong: list[str] = []
    visitor = visit(language=language, width=width, theme=theme)
    for number, name in enumerate(names):
        person = owner_of(f"{column}-{number}", column, make_person, language, theme)
        if column != ANONYMOUS:
            visitor.be(person)
        answer = visitor.page.goto(visitor.address + address_of(name, person, language))
        assert answer is not None
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status != REFUSED.get(name, 200):
            wrong.append(f"{name}: answered {answer.status}")
        elif name in REFUSED:
            visitor.refused.clear()
        wrong += [f"{name}: {problem}" for problem in problems(visitor, axe, language)]
    assert "\n".join(wrong) == ""


def test_there_are_pages_to_open() -> None:
    assert sum(map(len, PAGES.values())) > len(TABLE) / 4


def owner_of(name: str, column: str, make_person: Callable[..., User], language: str, theme: Theme) -> User:
    """Make somebody with one role, who reads the site in this language and theme."""
    role = Role.EMPLOYEE if column == ANONYMOUS else Role(column)
    person = make_person(f"{name} Person", role, language=language)
    User.objects.filter(pk=person.pk).update(theme=theme)
    return person


def address_of(name: str, owner: User, language: str) -> str:
    """Return the address of a page, about something of the owner's."""
    path, _pattern = ADDRESSES[name]
    if path.startswith("/") or name.startswith("/"):
        return f"/{path.lstrip('/')}"
    kwargs: dict[str, Any] = dict(OBJECTS[name](owner)) if name in OBJECTS else {}
    if "language" in kwargs:
        kwargs["language"] = language
    if "token" in kwargs:
        Candidate.objects.update(language=language)  # whose own pages are in their language
    return reverse(name, kwargs=kwargs)


def problems(visitor: Visitor, axe: Axe, language: str) -> Iterator[str]:
    """Yield what is wrong with the page that is open."""
    page = visitor.page
    written, direction = page.get_attribute("html", "lang"), page.get_attribute("html", "dir")
    if written != language or direction != ("rtl" if language in settings.LANGUAGES_BIDI else "ltr"):
        yield f"is in {written}, written {direction}"
    wider = page.evaluate(OVERFLOW)
    if wider > 0:
        yield f"is {wider} pixels wider than the screen"
    for found in axe.run(page, options={"preload": False, "resultTypes": ["violations"]}).response[
        "violations"
    ]:
        yield f"{found['id']} at {', '.join(node['target'][0] for node in found['nodes'][:3])}"
    yield from visitor.refused
    visitor.refused.clear()
