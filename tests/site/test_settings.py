"""The settings as a site has them: nothing to say before deployment, limits, sessions, providers, headers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muster.apps.accounts.services import user_deactivate, user_set_roles
from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser, make_user

__all__ = ["make_user"]

SOURCE = Path(__file__).resolve().parents[2] / "src" / "muster"
PASSWORD = "correct horse battery"  # noqa: S105


def site(tmp_path: Path, code: str, **environ: str) -> str:
    """Run code with the site's own settings in a process, warnings as errors; return what it prints."""
    base = {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", f"from muster.site.setup import begin; begin()\n{code}"],
        env={**base, "MUSTER_DATA": str(tmp_path / "data"), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_is_nothing_to_say_before_deployment(tmp_path: Path) -> None:
    code = """
from django.core.management import call_command
call_command("check", deploy=True, fail_level="DEBUG")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
"""
    site(tmp_path, code, MUSTER_HOSTS="muster.example.com", DATABASE_URL="")


COMMON = {"provider_id": "company", "name": "Company", "client_id": "company"}
OPENID = [{**COMMON, "secret": "x", "settings": {"server_url": "https://id.example.com"}}]
SAML = [
    {
        **COMMON,
        "settings": {"idp": {"entity_id": "x", "sso_url": "https://sso.example.com/in", "x509cert": "x"}},
    }
]


def test_identity_providers_load(tmp_path: Path) -> None:
    code = """
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
call_command("migrate", verbosity=0)
request = RequestFactory().get("/")
print(*sorted(provider.name for provider in get_adapter().list_providers(request)))
print(reverse("openid_connect_login", kwargs={"provider_id": "company"}))
print(reverse("saml_login", kwargs={"organization_slug": "company"}))
print(*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"])
"""
    told = site(
        tmp_path,
        code,
        MUSTER_OPENID_CONNECT=json.dumps(OPENID),
        MUSTER_SAML=json.dumps(SAML),
        DATABASE_URL="",
    )
    names, openid, saml, origins = told.splitlines()
    assert names == "Company Company"
    assert openid == "/accounts/oidc/company/login/"
    assert saml == "/accounts/saml/company/login/"
    assert origins == "'self' https://id.example.com https://sso.example.com"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


@pytest.fixture
def no_attempts_yet() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_attempts_yet")
def test_signing_in_is_limited_after_failures(make_user: MakeUser, client: Client) -> None:
    user = make_user(email="ada@example.com", password=PASSWORD)
    for _ in range(5):
        assert sign_in(client, user.email, "wrong").status_code == 200
    told = sign_in(client, user.email)  # the right one, and too late
    assert told.status_code in (200, 429)
    assert "_auth_user_id" not in client.session
    other = make_user(email="bob@example.com", password=PASSWORD)
    assert sign_in(client, other.email).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("no_attempts_yet")
@pytest.mark.parametrize("what", ["roles", "deactivated"])
def test_sessions_end_when_what_somebody_may_do_changes(
    make_user: MakeUser, client: Client, what: str
) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    user = make_user(Role.RECRUITER, email="ada@example.com", password=PASSWORD)
    assert sign_in(client, "ADA@example.com").status_code == 302
    assert client.get("/accounts/").status_code == 200
    user_set_roles(actor=administrator, user=user, roles=[Role.RECRUITER])
    assert client.get("/accounts/").status_code == 200, "nothing changed"
    if what == "roles":
        user_set_roles(actor=administrator, user=user, roles=[Role.EMPLOYEE])
    else:
        user_deactivate(actor=administrator, user=user)
    assert client.get("/accounts/").status_code == 302
    assert (sign_in(client, user.email)["Location"] == "/") == (what == "roles")


@pytest.mark.django_db
def test_passwords_are_hashed_by_argon2(tmp_path: Path) -> None:
    code = "from django.contrib.auth.hashers import make_password; print(make_password('x')[:9])"
    assert site(tmp_path, code, DATABASE_URL="") == "argon2$ar\n"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/here/", "/core/ledger/", "/health/"])
def test_every_answer_has_the_policy(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_cookies_travel_over_https_alone(tmp_path: Path) -> None:
    code = """
from django.conf import settings
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT")
print(all(getattr(settings, name) for name in names), settings.SECURE_HSTS_SECONDS)
"""
    assert site(tmp_path, code, DATABASE_URL="") == "True 31536000\n"


def test_no_part_of_a_page_may_carry_its_own_script_or_style() -> None:
    told = []
    for folder in ("site", "apps"):
        for path in (SOURCE / folder).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            if any(mark in text for mark in (" style=", "<style", "<script>", " onclick=", "javascript:")):
                told.append(path.name)
    assert told == []
