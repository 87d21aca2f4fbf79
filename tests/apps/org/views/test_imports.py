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
