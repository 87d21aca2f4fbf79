"""A browser for each person, on a server that runs in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role

PASSWORD = "a long enough password"  # noqa: S105


Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser of their own."""

    page: Page
    address: str
    refused: list[str]
    """What the page was refused: by the Content-Security-Policy, or with an error of the server."""

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(f"{self.address}{path}")

    def be(self, user: User) -> None:
        """Sign in as somebody without the form."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}]
        )

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def reads(self) -> str:
        """Return the text of the page."""
        return self.page.locator("main").inner_text()


def is_wrong(kind: str, text: str) -> bool:
    """Whether what stands in the console is an error of the page. That htmx was asking when somebody went on to another
    page is none: it tells of it as `afterRequest`, as of every error, and `sendAbort`.
    """
    return kind == "error" and not text.startswith(("htmx:afterRequest", "htmx:sendAbort"))


@pytest.fixture
def visit(browser: Browser, live_server: object) -> Iterator[Callable[..., Visitor]]:
    """Open a browser for somebody: `visit(language="ar", user=recruiter, width=390, theme="dark")`."""
    contexts = []

    def open_browser(
        *, language: str = "en", user: User | None = None, width: int = 1280, theme: Theme = "light"
    ) -> Visitor:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": 900}, color_scheme=theme
        )
        contexts.append(context)
        page = context.new_page()
        refused: list[str] = []
        page.on(
            "console",
            lambda said: (
                refused.append(f"{said.text} {said.location}") if is_wrong(said.type, said.text) else None
            ),
        )
        page.on("pageerror", lambda error: refused.append(str(error)))
        visitor = Visitor(page, str(live_server.url), refused)  # type: ignore[attr-defined]
        if user is not None:
            visitor.go("/accounts/login/")
            page.fill("input[name=login]", user.email)
            page.fill("input[name=password]", PASSWORD)
            visitor.press("main form button:not([type=button])")
        return visitor

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def make_person(transactional_db: None) -> Callable[..., User]:
    """Add somebody who can sign in: `make_person("Rae Recruiter", Role.RECRUITER, language="ar")`."""

    def make(name: str, *roles: Role, language: str = "en") -> User:
        email = f"{name.split()[0].lower()}@example.com"
        return user_create(
            actor=None, email=email, name=name, roles=roles, language=language, password=PASSWORD
        )

    return make
