"""The pages on which administrators manage people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(make_user: MakeUser, client: Client) -> User:
    user = make_user(Role.ADMINISTRATOR, name="Ada Admin")
    client.force_login(user)
    return user


def test_everybody_is_listed_in_few_questions(
    administrator: User, make_user: MakeUser, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_user(Role.EMPLOYEE, Role.INTERVIEWER, name=f"Person {number}")
    with django_assert_max_num_queries(15):
        page = client.get("/accounts/people/").content.decode()
    assert "Person 29" in page
    assert "Interviewer" in page
    assert "Person 29" not in client.get("/accounts/people/?q=ada").content.decode()
    assert client.get("/accounts/people/?role=nonsense&page=x").status_code == 200


def test_somebody_is_added_and_gets_a_link(administrator: User, client: Client) -> None:
    values = {"name": "Bob", "email": "bob@example.com", "language": "nl", "roles": ["recruiter", "employee"]}
    response = client.post("/accounts/people/add/", values)
    user = User.objects.get(email="bob@example.com")
    assert response["Location"] == f"/accounts/people/{user.pk}/"
    assert user.language == "nl"
    assert user.roles == {Role.RECRUITER, Role.EMPLOYEE}
    [message] = mail.outbox
    assert message.to == ["bob@example.com"]
    assert re.search(r"/password/reset/key/", str(message.body))
    assert message.subject == "Kies je wachtwoord"  # in the language of the one who reads it
    assert str(message.body).startswith("Hallo Bob,\n\n")


class DeafServer(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse."""
        raise ConnectionRefusedError("nobody listens")


def test_somebody_is_added_also_when_the_mail_server_is_down(
    administrator: User, client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeafServer"
    values = {"name": "Bob", "email": "bob@example.com", "language": "nl", "roles": ["employee"]}
    page = client.post("/accounts/people/add/", values, follow=True).content.decode()
    assert User.objects.filter(email="bob@example.com").exists()
    assert "took no message" in page


def test_what_cannot_be_is_told_on_the_form(administrator: User, client: Client) -> None:
    values = {"name": "Bob", "email": administrator.email.upper(), "language": "nl"}
    response = client.post("/accounts/people/add/", values)
    assert response.status_code == 200
    assert re.search("already exists|is taken", response.content.decode())
    assert mail.outbox == []


def test_roles_are_changed_and_somebody_deactivated(
    administrator: User, make_user: MakeUser, client: Client
) -> None:
    user = make_user(Role.EMPLOYEE, name="Bob")
    page = f"/accounts/people/{user.pk}/"
    client.post(f"{page}roles/", {"roles": ["auditor"]})
    assert User.objects.get(pk=user.pk).roles == {Role.AUDITOR}
    assert client.post(f"{page}roles/", {"roles": ["king"]}).status_code == 422
    client.post(f"{page}deactivate/")
    assert "cannot sign in" in client.get(page).content.decode()
    client.post(f"{page}activate/")
    assert User.objects.get(pk=user.pk).is_active


def test_the_only_administrator_is_told_so(administrator: User, client: Client) -> None:
    response = client.post(f"/accounts/people/{administrator.pk}/deactivate/")
    assert response.status_code == 422
    assert "only administrator" in response.content.decode()


def test_an_auditor_looks_and_changes_nothing(make_user: MakeUser, client: Client) -> None:
    auditor, user = make_user(Role.AUDITOR), make_user(Role.EMPLOYEE, name="Bob")
    client.force_login(auditor)
    page = client.get(f"/accounts/people/{user.pk}/").content.decode()
    assert "Employee" in page
    assert "Save roles" not in page
    refused = client.post(f"/accounts/people/{user.pk}/roles/", {"roles": ["auditor"]})
    assert refused.status_code == 403
    assert "Only an administrator gives roles." in refused.content.decode()


def test_whoever_is_not_there_is_not_there(administrator: User, client: Client) -> None:
    assert client.get("/accounts/people/999999/").status_code == 404


def test_the_navigation_offers_what_one_may_open(make_user: MakeUser, client: Client) -> None:
    for role, offered in (
        (Role.ADMINISTRATOR, ["/accounts/people/", "/core/jobs/", "/core/webhooks/"]),
        (Role.AUDITOR, ["/accounts/people/", "/core/ledger/", "/core/jobs/"]),
        (Role.EMPLOYEE, []),
    ):
        from muster.apps.accounts.menus import menu

        assert [link.url for link in menu(make_user(role))] == offered
