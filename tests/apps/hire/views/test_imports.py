"""The pages of an import."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from muster.apps.core.models import Job, StoredFile
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening

HEADER = "First Name,Last Name,Job,Email\n"


def look(client: Client, text: str) -> Any:
    return client.post("/hire/import/", {"file": SimpleUploadedFile("c.csv", text.encode(), "text/csv")})


def ticket(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_file_is_looked_through_then_imported_once(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    response = look(client, f"{HEADER}<b>Ada</b>,Example,{opening.requisition.code},ada@example.org\n")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<b>Ada" not in page
    assert not Application.objects.exists()
    answers = [client.post("/hire/import/confirm/", {"ticket": ticket(page)}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert Application.objects.count() == 1
    assert not StoredFile.objects.exists()


def test_problems_are_shown_with_row_and_column(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    response = look(client, f"{HEADER}Ada,,Nowhere,nothing\n")
    page = response.content.decode()
    assert response.status_code == 422
    assert "The cell is empty" in page
    assert 'name="ticket"' not in page


def test_what_is_no_text_is_refused(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    data = SimpleUploadedFile("c.csv", b"PK\x03\x04" + bytes(99), "text/csv")
    assert client.post("/hire/import/", {"file": data}).status_code == 422


def test_a_ticket_of_somebody_else_or_a_forged_one_is_refused(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    client.force_login(opening.recruiter)
    page = look(client, f"{HEADER}Ada,Example,{opening.requisition.code},ada@example.org\n").content.decode()
    client.force_login(make_user(Role.RECRUITER))
    assert client.post("/hire/import/confirm/", {"ticket": ticket(page)}).status_code == 403
    assert client.post("/hire/import/confirm/", {"ticket": "forged"}).status_code == 409
    assert not Application.objects.exists()


def test_a_large_file_goes_to_a_job_that_its_owner_alone_sees(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    client.force_login(opening.recruiter)
    lines = "".join(f"A,B,{opening.requisition.code},a{one}@example.org\n" for one in range(201))
    page = look(client, HEADER + lines).content.decode()
    response = client.post("/hire/import/confirm/", {"ticket": ticket(page)})
    job = Job.objects.get(title="Importing candidates")
    assert response.headers["Location"] == f"/core/jobs/{job.pk}/"
    client.force_login(make_user(Role.RECRUITER))
    assert client.get(f"/core/jobs/{job.pk}/").status_code == 404


def test_it_is_for_recruiters_and_hiring_managers(client: Client, make_user: MakeUser) -> None:
    assert client.get("/hire/import/").status_code == 302
    for role in (Role.EMPLOYEE, Role.EXECUTIVE, Role.AUDITOR):
        client.force_login(make_user(role))
        assert client.get("/hire/import/").status_code == 403
        assert client.post("/hire/import/confirm/", {}).status_code == 403
