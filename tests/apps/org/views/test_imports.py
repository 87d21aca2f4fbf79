"""Pages of imports: upload, read the report, confirm."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, EmployeeImport
from tests.apps.org.conftest import Company
from tests.apps.org.services.imports.test_requests import GUS, IDA, file_of
from tests.apps.org.views.conftest import SignIn


def upload(browser: Client, content: bytes, name: str = "people.csv") -> EmployeeImport:
    answer = browser.post(reverse("org:imports"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return EmployeeImport.objects.latest("pk")


def test_a_file_is_checked_then_imported(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(GUS, IDA))
    page = browser.get(reverse("org:import", args=[one.pk])).content.decode()
    assert "Import this file" in page
    assert "Gus Moe" in page
    form = {"digest": one.digest, "plan": one.plan, "version": one.version}
    wrong = browser.post(reverse("org:import-apply", args=[one.pk]), form | {"digest": "0" * 64})
    assert wrong.status_code == 409
    assert not Employee.objects.filter(code="E-0101").exists()
    assert browser.post(reverse("org:import-apply", args=[one.pk]), form).status_code == 302
    assert Employee.objects.filter(code="E-0101").exists()
    again = browser.post(reverse("org:import-apply", args=[one.pk]), form)
    assert again.status_code == 409
    assert "Imported" in browser.get(reverse("org:imports")).content.decode()


def test_problems_are_shown_and_nothing_can_be_imported(
    company: Company, partner: User, sign_in: SignIn
) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(GUS.replace("Data", "<b>Nowhere</b>")), name="<b>.csv")
    page = browser.get(reverse("org:import", args=[one.pk])).content.decode()
    assert "there is no team" in page
    assert "Import this file" not in page
    assert "<b>" not in page


def test_a_file_is_given_up(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(GUS, IDA))
    browser.post(reverse("org:import-give-up", args=[one.pk]), {"version": one.version})
    one.refresh_from_db()
    assert one.state == EmployeeImport.State.DISCARDED


def test_a_long_report_has_pages_and_few_queries(company: Company, partner: User, sign_in: SignIn) -> None:
    rows = [IDA.replace("E-0102", f"E-{n}").replace("ida@", f"ida{n}@") for n in range(1000, 1250)]
    browser = sign_in(partner)
    one = upload(browser, file_of(*rows))
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(reverse("org:import", args=[one.pk]), {"page": 3})
    assert len(page.context["page"].object_list) == 50
    assert len(queries) <= 15


BAMBOO = "Employee #,First Name,Last Name,Work Email,Department,Grade,Job Family,Location,Hire Date,Shoe"
HER = "E-0102,Ida,<b>Noor</b>,ida@company.example,Models,L4,Engineer,Cairo,{day},40"
GUESSED = ["code", "first_name", "last_name", "email", "team", "level", "family", "location", "starts_on", ""]


def columns(browser: Client, one: EmployeeImport, **changed: str) -> EmployeeImport:
    """Send the form of columns as it is shown, but for what is changed."""
    form = browser.get(reverse("org:import-columns", args=[one.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"version": one.version} | changed
    browser.post(reverse("org:import-columns", args=[one.pk]), data)
    one.refresh_from_db()
    return one


def test_other_columns_are_asked_about_and_remembered(
    company: Company, partner: User, colleague: User, sign_in: SignIn
) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(HER.format(day="31/01/2024"), header=BAMBOO))
    assert one.state == EmployeeImport.State.COLUMNS
    shown = browser.get(reverse("org:import", args=[one.pk]), follow=True)
    form = shown.context["form"]
    assert [form[f"column-{place}"].value() for place in range(10)] == GUESSED
    assert form["days"].value() == "dmy"
    assert "<b>" not in shown.content.decode()
    assert columns(browser, one).state == EmployeeImport.State.READY
    assert "Shoe" in browser.get(reverse("org:import", args=[one.pk])).content.decode()
    browser.post(
        reverse("org:import-apply", args=[one.pk]),
        {"digest": one.digest, "plan": one.plan, "version": one.version},
    )
    ida = Employee.objects.get(code="E-0102")
    assert (ida.name, ida.sort_name, ida.team.name) == ("Ida <b>Noor</b>", "<b>Noor</b>, Ida", "Models")
    assert str(ida.spells.get().starts_on) == "2024-01-31"
    him = HER.replace("E-0102,Ida", "E-0104,Jan").replace("ida@", "jan@").format(day="01/02/2024")
    again = upload(browser, file_of(him, header=BAMBOO))
    assert (again.state, again.columns["days"]) == (EmployeeImport.State.READY, "dmy")
    assert sign_in(colleague).get(reverse("org:import-columns", args=[again.pk])).status_code == 403


def test_days_that_may_be_two_are_asked_for(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(HER.format(day="01/02/2024"), header=BAMBOO))
    assert columns(browser, one).state == EmployeeImport.State.COLUMNS
    columns(browser, one, days="mdy")
    assert one.state == EmployeeImport.State.READY
    assert one.report["rows"][0]["outcome"] == "created"


def test_problems_name_the_columns_of_the_file_and_another_choice_is_possible(
    company: Company, partner: User, sign_in: SignIn
) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(HER.format(day="2024-02-31"), header=BAMBOO))
    assert columns(browser, one, days="ymd").state == EmployeeImport.State.REFUSED
    assert [(found["row"], found["column"]) for found in one.report["problems"]] == [(2, "Hire Date")]
    page = browser.get(reverse("org:import", args=[one.pk])).content.decode()
    assert reverse("org:import-columns", args=[one.pk]) in page
    browser.post(reverse("org:import-give-up", args=[one.pk]), {"version": one.version})
    one.refresh_from_db()
    assert (one.state, bytes(one.content)) == (EmployeeImport.State.DISCARDED, b"")
    assert browser.get(reverse("org:import-columns", args=[one.pk])).status_code == 409


def test_what_is_missing_is_said_on_the_page(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(HER.format(day="2024-01-31"), header=BAMBOO.replace("Grade", "Chair")))
    url = reverse("org:import-columns", args=[one.pk])
    answer = browser.post(url, {"column-0": "code", "column-1": "code", "version": one.version})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No column is “Level”" in page
    assert "Two columns are “Employee number”" in page


def test_letters_of_windows_are_read_and_told(company: Company, partner: User, sign_in: SignIn) -> None:
    browser = sign_in(partner)
    one = upload(browser, file_of(IDA.replace("Ida Noor", "Zoë Müller")).decode().encode("cp1252"))
    page = browser.get(reverse("org:import-columns", args=[one.pk])).content.decode()
    assert "was read as Windows-1252" in page
    assert "Zoë Müller" in page
    assert columns(browser, one).state == EmployeeImport.State.READY
