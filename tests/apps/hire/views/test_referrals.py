"""Referring, what became of it, and adding candidates."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Referral, Source
from muster.apps.hire.services.pipeline import application_reject
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening

REFERRAL = {
    "name": "Ada Example",
    "email": "ada@example.org",
    "language": "en",
    "relation": "Worked together",
    "note": "<script>alert(1)</script>",
}


def refer(client: Client, opening: Opening, **values: str) -> Any:
    return client.post(f"/hire/refer/{opening.requisition.pk}/", {**REFERRAL, **values})


def test_every_employee_refers_and_sees_how_far(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    client.force_login(make_user(Role.EMPLOYEE))
    assert client.get(f"/hire/refer/{opening.requisition.pk}/").status_code == 200
    assert refer(client, opening).status_code == 302
    application = Application.objects.get()
    assert application.source == Source.REFERRAL
    page = client.get("/hire/referrals/").content.decode()
    assert "Ada Example" in page
    assert "Received" in page
    application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[application.pk],
        reason="secret reason",
    )
    assert "secret reason" not in client.get("/hire/referrals/").content.decode()


def test_nobody_sees_the_referrals_of_others(client: Client, opening: Opening, make_user: MakeUser) -> None:
    client.force_login(make_user(Role.EMPLOYEE))
    refer(client, opening)
    client.force_login(make_user(Role.EMPLOYEE))
    assert "Ada Example" not in client.get("/hire/referrals/").content.decode()


def test_a_double_click_is_one_referral(client: Client, opening: Opening, make_user: MakeUser) -> None:
    client.force_login(make_user(Role.EMPLOYEE))
    refer(client, opening)
    again = refer(client, opening)
    assert again.status_code == 422
    assert "already" in again.content.decode()
    assert Referral.objects.count() == 1


def test_nobody_refers_to_what_is_not_open(client: Client, make_opening: Any, make_user: MakeUser) -> None:
    draft = make_opening(title="Draft", open_it=False)
    client.force_login(make_user(Role.EMPLOYEE))
    assert refer(client, draft).status_code == 404


def test_those_without_a_role_or_a_sign_in_refer_nobody(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    assert refer(client, opening).status_code == 302
    client.force_login(make_user())
    assert refer(client, opening).status_code == 403
    assert client.get("/hire/referrals/").status_code == 403
    assert not Application.objects.exists()


def add(client: Client, opening: Opening, **values: Any) -> Any:
    form = {"name": "Bo", "email": "bo@example.org", "language": "en", "source": "agency", **values}
    return client.post(f"/hire/requisitions/{opening.requisition.pk}/add/", form)


def test_a_recruiter_adds_a_candidate_with_a_resume(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    response = add(client, opening, resume=SimpleUploadedFile("bo.txt", b"Bo did much."))
    application = Application.objects.get()
    assert response.headers["Location"] == f"/hire/applications/{application.pk}/"
    assert (application.source, application.resume is None) == (Source.AGENCY, False)


def test_what_is_no_resume_is_refused_beside_its_field(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    response = add(client, opening, resume=SimpleUploadedFile("bo.pdf", b"\x7fELF" + bytes(99)))
    assert response.status_code == 422
    assert 'id="id_resume_error"' in response.content.decode()
    assert not Application.objects.exists()


def test_others_add_nobody(client: Client, opening: Opening, make_opening: Any, make_user: MakeUser) -> None:
    other = make_opening(title="Counsel")
    for person, status in (
        (make_user(Role.EMPLOYEE), 404),
        (other.manager, 404),
        (make_user(Role.EXECUTIVE), 403),
    ):
        client.force_login(person)
        assert add(client, opening).status_code == status
    assert not Application.objects.exists()
