"""The pages of selection audits, before the auditor, a recruiter beside and a stranger."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import AuditPart, AuditPlan, AuditRun
from muster.apps.hire.services.audits import plan_revise, plan_sign
from muster.reports import palette
from tests.apps.conftest import MakeUser
from tests.apps.hire.auditing import audited, content, make_field, signed
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening, broken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

MOST_QUERIES = 15


@pytest.fixture
def auditor(make_user: MakeUser) -> User:
    return make_user(Role.AUDITOR, name="Aud Itor")


def page(client: Client, url: str) -> str:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    assert len(queries) <= MOST_QUERIES, url
    return response.content.decode()


def test_from_a_draft_to_the_numbers(opening: Opening, auditor: User) -> None:
    make_field(opening)
    client, today = signed_in(auditor), content()
    assert "No audit yet" in page(client, "/hire/audits/")
    form = page(client, "/hire/audits/new/")
    assert "By what candidates say of themselves" in form
    given = {
        "name": "Spring", "start": today.start.isoformat(), "end": today.end.isoformat(), "scopes": ["funnel"],
        "attributes": ["gender", "age"], "crossed": "on", "merit": "on", "selected": "hired", "correction": "holm",
        "pool": "scope", "discoveries": "0.05", "smallest": "5", "least_share": "0.02", "level": "0.95",
        "definitions": "Who applied in spring.",
    }  # fmt: skip
    wrong = client.post("/hire/audits/new/", {**given, "attributes": []})
    assert (wrong.status_code, "Choose one to five attributes." in wrong.content.decode()) == (422, True)
    response = client.post("/hire/audits/new/", given)
    plan = AuditPlan.objects.get()
    url = f"/hire/audits/plans/{plan.pk}/"
    assert response["Location"] == url
    assert "Nothing is counted before it is signed." in page(client, url)
    assert client.post(f"{url}edit/", {**given, "name": "Spring!", "version": "1"}).status_code == 302
    assert client.post(f"{url}edit/", {**given, "version": "1"}).status_code == 409
    assert "Sign exactly this plan?" in page(client, f"{url}sign/")
    plan.refresh_from_db()
    assert client.post(f"{url}sign/", {"version": plan.version}).status_code == 302
    assert "Open the numbers" in page(client, url)
    response = client.post(f"{url}ask/")
    run = AuditRun.objects.get()
    assert response["Location"] == f"/hire/audits/{run.pk}/"
    assert "Waiting for a worker" in page(client, f"/hire/audits/{run.pk}/")
    from tests.apps.hire.meritruns import work

    work()
    asked = client.get(f"/hire/audits/{run.pk}/", headers={"HX-Request": "true"})
    assert asked["HX-Refresh"] == "true"
    result = page(client, f"/hire/audits/{run.pk}/")
    assert '<figure class="picture" tabindex="0">' in result
    assert 'stroke="var(--accent)"' in result
    assert not any(colour in result for colour in palette.PAIRS)  # the page's own know light and dark
    assert "The highest rate is that of" in result
    assert "too few to publish" in result
    for part, meant in (("bars", "A bar is the merit"), ("raters", "As rated is by")):
        shown = page(client, f"/hire/audits/{run.pk}/?part={part}")
        assert 0 < shown.find(meant) < shown.index("interview first")
    assert "Spring!" in page(client, "/hire/audits/")
    assert broken() == []


def test_a_period_to_come_is_told_before_it_is_signed(auditor: User) -> None:
    coming = timezone.now().date() + timedelta(days=30)
    plan = signed(auditor, start=coming, end=coming + timedelta(days=90))
    client = signed_in(auditor)
    for place in ("", "sign/"):
        assert "until then there is nobody to count" in page(client, f"/hire/audits/plans/{plan.pk}/{place}")
    present = signed(auditor, name="Present")
    assert "nobody to count" not in page(client, f"/hire/audits/plans/{present.pk}/")


def test_the_tables_of_local_law_144(opening: Opening, auditor: User) -> None:
    make_field(opening)
    plan = signed(auditor, scopes=("funnel",))
    run = audited(auditor, plan)
    client = signed_in(auditor)
    assert "6 RCNY 5-301" in page(client, f"/hire/audits/{run.pk}/local-law-144/")
    part = run.parts.get(kind=AuditPart.Kind.TABLE, attribute="gender")
    response = client.get(f"/hire/audits/{run.pk}/local-law-144/{part.position}/")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    told = {row["gender"]: (row["applicants"], row["selected"], row["selection_rate"]) for row in rows}
    assert told["man"] == ("20", "11", "0.55")
    assert told["nonbinary"] == ("", "", "")
    assert told["Unknown"][0] == "3"
    counts = run.parts.get(kind=AuditPart.Kind.COUNTS)
    assert client.get(f"/hire/audits/{run.pk}/local-law-144/{counts.position}/").status_code == 404


def test_the_pdf_and_the_change_of_a_plan_in_arabic(opening: Opening, auditor: User) -> None:
    make_field(opening)
    plan = signed(auditor, scopes=("funnel",))
    audited(auditor, plan)
    new = plan_revise(
        actor=auditor, plan=plan, content=content(scopes=("funnel",)), reason="Asked by the council"
    )
    plan_sign(actor=auditor, plan=new, seen=None)
    run = audited(auditor, new)
    User.objects.filter(pk=auditor.pk).update(language="ar")
    client = signed_in(auditor)
    result = page(client, f"/hire/audits/{run.pk}/")
    assert 'dir="rtl"' in result
    assert "Asked by the council" in result
    response = client.get(f"/hire/audits/{run.pk}/pdf/")
    assert response.content.startswith(b"%PDF")


def test_who_sees_what(opening: Opening, auditor: User, make_user: MakeUser) -> None:
    plan = signed(auditor)
    run = audited(auditor, plan)
    urls = [
        "/hire/audits/", "/hire/audits/new/", f"/hire/audits/plans/{plan.pk}/", f"/hire/audits/{run.pk}/",
        f"/hire/audits/{run.pk}/local-law-144/", f"/hire/audits/{run.pk}/pdf/",
    ]  # fmt: skip
    assert [signed_in(auditor).get(url).status_code for url in urls] == [200] * len(urls)
    for person in (opening.recruiter, make_user(Role.EXECUTIVE, Role.ADMINISTRATOR), make_user()):
        client = signed_in(person)
        assert [client.get(url).status_code for url in urls] == [403] * len(urls)
        assert client.post(f"/hire/audits/plans/{plan.pk}/ask/").status_code == 403
    assert "Selection audits" in page(signed_in(auditor), "/hire/audits/")
    assert "/hire/audits/" not in page(signed_in(opening.recruiter), "/hire/requisitions/")
