"""Signing in, walked on a phone: passwords, codes of an app, recovery codes, passkeys, sessions, and too many tries."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import CDPSession

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from tests.browser.conftest import PASSWORD, Visitor
from tests.browser.test_pages import OVERFLOW, PHONE

OTHER = "an even longer password"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERIOD = 30  # seconds that a code of the app is good for
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")  # three English words on end; an address or a name has fewer


@pytest.fixture(autouse=True)
def _no_attempts_so_far() -> None:
    cache.clear()


def test_password(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    visitor = visit(width=PHONE)
    visitor.go("/accounts/")
    look(visitor)
    give_password(visitor, person, "something else altogether")
    [told] = visitor.page.locator(".form-errors").all_inner_texts()
    assert told == "The email address and/or password you specified are not correct."
    give_password(visitor, person)
    assert path(visitor) == "/accounts/"
    sign_out(visitor)
    visitor.go("/")
    assert path(visitor) == "/accounts/login/"


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "ar"])
def test_codes_of_an_app(
    language: str, visit: Callable[..., Visitor], make_person: Callable[..., User]
) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE, language=language)
    visitor = visit(width=PHONE, language=language)
    page = visitor.page
    visitor.go("/accounts/")
    look(visitor)
    give_password(visitor, person)
    visitor.press("main a[href$='/2fa/']")
    look(visitor)
    visitor.press("main a[href$='/totp/activate/']")
    look(visitor)
    confirm_by_password(visitor)
    secret = page.input_value("#authenticator_secret")
    give_code(visitor, "12345x")
    assert page.locator(".field.invalid").count() == 1
    assert page.input_value("#authenticator_secret") == secret
    give_code(visitor, code_of(secret).translate(ARABIC) if language == "ar" else code_of(secret))
    recovery = page.input_value("#recovery_codes").split()
    assert len(set(recovery)) == 10
    visitor.go("/accounts/2fa/")
    look(visitor)

    sign_out(visitor)
    visitor.go("/accounts/login/")
    give_password(visitor, person)
    assert path(visitor) == "/accounts/2fa/authenticate/"
    assert page.locator("#mfa_webauthn_authenticate").count() == 0  # there is no key to use
    give_code(visitor, "12345x")
    assert page.locator(".field.invalid").count() == 1
    give_code(visitor, code_of(secret))
    assert path(visitor) == "/"

    for number, entered in enumerate(recovery[:1] * 2):
        sign_out(visitor)
        visitor.go("/accounts/login/")
        give_password(visitor, person)
        give_code(visitor, entered)
        assert path(visitor) == ("/accounts/2fa/authenticate/" if number else "/")
    give_code(visitor, recovery[1])
    visitor.go("/accounts/2fa/recovery-codes/")
    look(visitor)
    visitor.press("main a[href*='/2fa/reauthenticate/']")
    look(visitor)
    give_code(visitor, recovery[2])
    assert page.input_value("#recovery_codes").split() == recovery[3:]

    visitor.press("main a[href$='/recovery-codes/generate/']")
    look(visitor)
    visitor.press("main form button.danger")
    look(visitor)
    assert not set(page.input_value("#recovery_codes").split()) & set(recovery)
    visitor.go("/accounts/2fa/")
    visitor.press("main a.danger")
    look(visitor)
    visitor.press("main form button.danger")
    look(visitor)
    assert page.locator("main [data-tone=good]").count() == 0


@pytest.mark.any_database
def test_passkey(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    visitor = visit(width=PHONE)
    page = visitor.page
    device = hold_key(visitor)
    visitor.go("/accounts/2fa/")
    page.click("#passkey_login")
    page.locator("#toasts [data-tone=bad]").wait_for()
    assert "No key answered" in page.inner_text("#toasts")
    look(visitor)
    give_password(visitor, person)
    visitor.press("main a[href$='/webauthn/add/']")
    confirm_by_password(visitor)
    page.fill("[name=name]", "This phone")
    assert page.is_checked("[name=passwordless]")
    visitor.press("#mfa_webauthn_add")
    look(visitor)
    assert path(visitor) == "/accounts/2fa/recovery-codes/"
    visitor.go("/accounts/2fa/webauthn/")
    look(visitor)
    assert "This phone" in visitor.reads()
    assert "Never" in visitor.reads()

    sign_out(visitor)
    visitor.go("/accounts/2fa/webauthn/")
    visitor.press("#passkey_login")
    look(visitor)
    assert path(visitor) == "/accounts/2fa/webauthn/"
    assert "Never" not in visitor.reads()

    sign_out(visitor)
    visitor.go("/accounts/login/")
    give_password(visitor, person)
    assert path(visitor) == "/accounts/2fa/authenticate/"
    visitor.press("button:has-text('Cancel')")
    look(visitor)
    assert path(visitor) == "/accounts/login/"
    give_password(visitor, person)
    visitor.press("#mfa_webauthn_authenticate")
    look(visitor)
    assert path(visitor) == "/"

    visitor.go("/accounts/2fa/webauthn/")
    visitor.press("main a[href$='/edit/']")
    look(visitor)
    visitor.press("main a[href*='/webauthn/reauthenticate/']")
    look(visitor)
    visitor.press("#mfa_webauthn_reauthenticate")
    look(visitor)
    page.fill("[name=name]", "That phone")
    visitor.press("main form button")
    look(visitor)
    assert "That phone" in visitor.reads()
    visitor.press("main a.danger")
    look(visitor)
    visitor.press("main form button.danger")
    look(visitor)
    assert "No key so far" in visitor.reads()
    sign_out(visitor)
    visitor.press("#passkey_login")
    look(visitor)
    assert path(visitor) == "/accounts/login/"
    assert page.locator("#toasts [data-tone=bad]").count() == 1
    device.detach()


@pytest.mark.any_database
def test_password_changed(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    here, there = visit(width=PHONE), visit(width=PHONE)
    for visitor in (here, there):
        visitor.go("/accounts/")
        give_password(visitor, person)
    here.press("main a[href$='/password/change/']")
    look(here)
    change_password(here, "not this one", OTHER)
    assert here.page.locator(".field.invalid").count() == 1
    change_password(here, PASSWORD, "short")
    assert here.page.locator(".field.invalid").count() == 1
    change_password(here, PASSWORD, OTHER)
    assert path(here) == "/accounts/"
    here.press("main a[href$='/sessions/']")
    look(here)
    assert here.page.locator("main tbody tr").count() == 1
    there.go("/")
    look(there)
    assert path(there) == "/accounts/login/"
    give_password(there, person)
    assert there.page.locator(".form-errors").count() == 1
    give_password(there, person, OTHER)
    assert path(there) == "/"


@pytest.mark.any_database
def test_password_forgotten(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    visitor = visit(width=PHONE)
    for email in ("nobody@example.com", person.email):
        visitor.go("/accounts/login/")
        visitor.press("main form a")
        look(visitor)
        visitor.page.fill("[name=email]", email)
        visitor.press("main form button")
        look(visitor)
    [message] = mail.outbox
    assert message.to == [person.email]
    [link] = re.findall(r"/accounts/password/reset/key/\S+", str(message.body))
    visitor.go(link)
    look(visitor)
    for password in ("short", OTHER):
        visitor.page.fill("[name=password1]", password)
        visitor.page.fill("[name=password2]", password)
        visitor.press("main form button.primary")
        look(visitor)
    visitor.press("main a.primary")
    give_password(visitor, person, OTHER)
    assert path(visitor) == "/"
    sign_out(visitor)
    visitor.go(link)
    look(visitor)
    assert "already been used" in visitor.reads()


@pytest.mark.any_database
def test_sessions(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    here, there = visit(width=PHONE), visit(width=PHONE)
    for visitor in (here, there):
        visitor.go("/accounts/")
        give_password(visitor, person)
    here.press("main a[href$='/sessions/']")
    look(here)
    assert here.page.locator("main tbody tr").count() == 2
    assert here.page.locator("main tbody [data-tone=good]").count() == 1
    here.press("main form button")
    look(here)
    assert here.page.locator("main tbody tr").count() == 1
    there.go("/")
    look(there)
    assert path(there) == "/accounts/login/"
    here.press("main form button")
    look(here)
    here.go("/")
    assert path(here) == "/accounts/login/"


def test_roles_changed(visit: Callable[..., Visitor], make_person: Callable[..., User]) -> None:
    administrator, person = (
        make_person("Ada Verhoeven", Role.ADMINISTRATOR),
        make_person("Bob", Role.EMPLOYEE),
    )
    above, below = visit(width=PHONE), visit(width=PHONE)
    for visitor, who in ((above, administrator), (below, person)):
        visitor.go("/")
        give_password(visitor, who)
        assert path(visitor) == "/"
    above.go(f"/accounts/people/{person.pk}/")
    look(above)
    above.page.check("[name=roles][value=auditor]")
    above.press("form[action$='/roles/'] button")
    look(above)
    assert "sessions and tokens have ended" in above.page.inner_text("#toasts")
    below.go("/")
    look(below)
    assert path(below) == "/accounts/login/"
    give_password(below, person)
    assert path(below) == "/"


@pytest.mark.any_database
def test_too_many_tries(
    visit: Callable[..., Visitor], make_person: Callable[..., User], settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "7/h/ip"}
    person = make_person("Ada Verhoeven", Role.EMPLOYEE)
    visitor = visit(width=PHONE)
    visitor.go("/accounts/login/")
    for _ in range(5):
        give_password(visitor, person, "something else altogether")
    give_password(visitor, person)
    [told] = visitor.page.locator(".form-errors").all_inner_texts()
    assert told == "Too many failed login attempts. Try again later."
    for _ in range(2):
        visitor.page.fill("[name=login]", "bob@example.com")
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.press("main form button:not([type=button])")
    [told] = visitor.page.locator("[data-sentence]").all_inner_texts()
    assert told == "That was tried too often from here; wait a few minutes and try again."
    assert "429" in visitor.refused.pop()  # the browser notes the status of the page itself
    look(visitor)
    visitor.go("/accounts/login/")
    look(visitor)


def look(visitor: Visitor) -> None:
    """Look at the page that is open: nothing was refused, nothing is wider than the screen or in another language."""
    assert visitor.refused == []
    assert visitor.page.evaluate(OVERFLOW) <= 0
    language = visitor.page.get_attribute("html", "lang") or ""
    right = language in site.LANGUAGES_BIDI
    assert visitor.page.get_attribute("html", "dir") == ("rtl" if right else "ltr")
    if right:
        assert SENTENCE.findall(visitor.page.inner_text("body")) == []


def path(visitor: Visitor) -> str:
    """Return the path of the page that is open."""
    return visitor.page.url.removeprefix(visitor.address).partition("?")[0]


def give_password(visitor: Visitor, person: User, password: str = PASSWORD) -> None:
    """Fill the form by which one signs in, and send it."""
    visitor.page.fill("[name=login]", person.email)
    visitor.page.fill("[name=password]", password)
    visitor.press("main form button:not([type=button])")
    look(visitor)


def confirm_by_password(visitor: Visitor) -> None:
    """Give the password once more, which is asked for before what protects the account is changed."""
    assert path(visitor) == "/accounts/reauthenticate/"
    look(visitor)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.press("main form button")
    look(visitor)


def give_code(visitor: Visitor, code: str) -> None:
    """Enter a code of the app, or a recovery code."""
    visitor.page.fill("[name=code]", code)
    visitor.press("main form button.primary")
    look(visitor)


def code_of(secret: str) -> str:
    """Return what the app shows now, or in a moment if that would be too old as soon as it is sent."""
    left = PERIOD - time.time() % PERIOD
    if left < 5:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))


def change_password(visitor: Visitor, old: str, new: str) -> None:
    """Fill the form by which a password is changed, and send it."""
    page = visitor.page
    page.fill("[name=oldpassword]", old)
    page.fill("[name=password1]", new)
    page.fill("[name=password2]", new)
    visitor.press("main form button")
    look(visitor)


def sign_out(visitor: Visitor) -> None:
    """Sign out by the menu."""
    visitor.page.click(".header-tools summary")
    visitor.press("form[action$='/logout/'] button")
    look(visitor)


def hold_key(visitor: Visitor) -> CDPSession:
    """Give the browser a device that keeps passkeys and knows its owner."""
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return devices
