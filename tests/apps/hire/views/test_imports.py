"""The pages of an import."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from muster.apps.core.models import Job, StoredFile
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Application
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening

HEADER = "First Name,Last Name,Job,Email\n"
FRENCH = "Nom;Prénom;Courriel;Poste;Pointure\n"
COLUMNS = "/hire/import/columns/"


def look(client: Client, text: str | bytes) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/hire/import/", {"file": SimpleUploadedFile("c.csv", data, "text/csv")})


def ticket(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def change(page: str) -> str:
    """Return where the page leads for another choice."""
    found = re.search(r'href="(/hire/import/columns/[^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def chosen(page: str) -> dict[str, str]:
    """Return what a form of columns sends when nothing is changed in it."""
    names = re.findall(r'<select name="(column-\d+)".*?</select>', page, re.DOTALL)
    picked = re.findall(r'<option value="([^"]*)" selected>', page)
    assert len(names) == len(picked)
    return {**dict(zip(names, picked, strict=True)), "ticket": ticket(page)}


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


def test_other_columns_are_shown_with_a_guess_then_imported_and_remembered(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    client.force_login(opening.recruiter)
    text = f"{FRENCH}Dahl;<b>Ola</b>;ola@example.org;{opening.requisition.code};42\n"
    asked = look(client, text)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "<b>Ola" not in page
    assert "Pointure" in page
    assert "ola@example.org" in page
    data = chosen(page)
    assert list(data.values())[:5] == ["Last Name", "First Name", "Email", "Job", ""]
    planned = client.post(COLUMNS, data).content.decode()
    assert "1 application is new" in planned
    assert "Pointure" in planned
    assert client.post("/hire/import/confirm/", {"ticket": ticket(planned)}).status_code == 302
    assert Application.objects.get().candidate.name == "<b>Ola</b> Dahl"
    # Next month's file has the same columns in another order, and goes through.
    again = f"Pointure;Poste;Courriel;Prénom;Nom\n41;{opening.requisition.code};ann@example.org;Ann;Bo\n"
    planned = look(client, again).content.decode()
    assert "1 application is new" in planned
    assert 'name="column-0"' in client.get(change(planned)).content.decode()
    client.force_login(make_user(Role.RECRUITER))
    assert 'name="column-0"' in look(client, again).content.decode()


def test_a_wrong_choice_is_refused_and_another_is_possible_after_problems(
    client: Client, opening: Opening
) -> None:
    client.force_login(opening.recruiter)
    page = look(client, f"{FRENCH}Dahl;Ola;ola@example.org;{opening.requisition.code};42\n").content.decode()
    data = chosen(page)
    refused = client.post(COLUMNS, {**data, "column-4": "Email"})
    assert refused.status_code == 422
    assert "Two columns are “E-mail”" in refused.content.decode()
    swapped = client.post(COLUMNS, {**data, "column-2": "Job", "column-3": "Email"})
    assert swapped.status_code == 422
    problems = swapped.content.decode()
    assert "Poste" in problems  # the column as the file calls it
    assert StoredFile.objects.count() == 1
    back = chosen(client.get(change(problems)).content.decode())
    assert (back["column-2"], back["column-3"]) == ("Job", "Email")
    planned = client.post(COLUMNS, {**back, "column-2": "Email", "column-3": "Job"}).content.decode()
    assert client.post("/hire/import/confirm/", {"ticket": ticket(planned)}).status_code == 302
    assert Application.objects.count() == 1


def test_our_own_columns_need_no_page_but_there_is_a_way_back_to_it(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    planned = look(
        client, f"{HEADER}Ada,Example,{opening.requisition.code},ada@example.org\n"
    ).content.decode()
    assert 'name="column-0"' not in planned
    page = client.get(change(planned)).content.decode()
    assert list(chosen(page).values())[:4] == ["First Name", "Last Name", "Job", "Email"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read(client: Client, opening: Opening, codec: str, separator: str) -> None:
    client.force_login(opening.recruiter)
    text = f"{HEADER}Zoë,Müller,{opening.requisition.code},zoe@example.org\n".replace(",", separator)
    page = look(client, text.encode(codec)).content.decode()
    if codec == "cp1252":
        assert "was read as Windows-1252" in page
        assert "Zoë" in page
        page = client.post(COLUMNS, chosen(page)).content.decode()
    client.post("/hire/import/confirm/", {"ticket": ticket(page)})
    assert Application.objects.get().candidate.name == "Zoë Müller"


def test_columns_of_somebody_elses_file_are_not_shown(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    client.force_login(opening.recruiter)
    page = look(client, f"{FRENCH}Dahl;Ola;ola@example.org;X;42\n").content.decode()
    data = chosen(page)
    client.force_login(make_user(Role.RECRUITER))
    assert client.get(COLUMNS, {"ticket": data["ticket"]}).status_code == 403
    assert client.post(COLUMNS, data).status_code == 403
    assert client.get(COLUMNS, {"ticket": "forged"}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_imported_by_its_columns_in_a_job(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    lines = "".join(f"B;A;a{one}@example.org;{opening.requisition.code};\n" for one in range(201))
    planned = client.post(COLUMNS, chosen(look(client, FRENCH + lines).content.decode())).content.decode()
    client.post("/hire/import/confirm/", {"ticket": ticket(planned)})
    build_worker(batch=True).run()
    assert Application.objects.count() == 201
