"""The careers site: what visitors see, and what becomes of what they send."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from muster.apps.core.models import StoredFile
from muster.apps.hire.forms.careers import FASTEST, OLDEST, issue_key
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Candidate, Message, Requisition, Source
from muster.apps.hire.services.requisitions import requisition_close
from tests.apps.hire.openings import Opening, broken

SCRIPT = "<script>alert('{{ 7*7 }}')</script>'; DROP TABLE hire_application;--"
TEXT = b"Ada Example. Ten years of work on inference."


def address(opening: Opening, page: str = "", language: str = "en") -> str:
    return f"/careers/{language}/{opening.requisition.code}/{page}"


def filled(opening: Opening, **values: Any) -> dict[str, Any]:
    """Return a form that somebody took a minute to fill in."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        key = issue_key(opening.requisition)
    return {"name": "Ada Example", "email": "ada@example.org", "language": "fr", "key": key, **values}


def send(client: Client, opening: Opening, **values: Any) -> Any:
    return client.post(address(opening, "apply/"), filled(opening, **values))


def test_the_root_leads_to_the_visitors_language(client: Client, db: None) -> None:
    response = client.get("/careers/?c=fair", headers={"accept-language": "ar"})
    assert response.headers["Location"] == "/careers/ar/?c=fair"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_page_is_in_the_language_of_its_address(
    client: Client, opening: Opening, language: str
) -> None:
    for page in (
        f"/careers/{language}/",
        address(opening, language=language),
        address(opening, "apply/", language),
    ):
        response = client.get(page, headers={"accept-language": "nl"})
        html = response.content.decode()
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
        found = re.findall(r'rel="alternate" hreflang="(\w+)"', html)
        assert found == [code for code, _ in settings.LANGUAGES]


def test_a_language_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert client.get("/careers/xx/").status_code == 404


def test_the_list_is_narrowed_by_its_address(client: Client, make_opening: Callable[..., Opening]) -> None:
    one, other = make_opening(title="Research Scientist"), make_opening(title="Counsel")
    page = client.get("/careers/en/?q=research+scientist").content.decode()
    assert "Research Scientist" in page
    assert other.requisition.code not in page
    nothing = client.get("/careers/en/?q=zeppelin").content.decode()
    assert "No opening matches" in nothing
    located = client.get(f"/careers/en/?location={one.requisition.location_id}").content.decode()
    assert one.requisition.code in located
    assert other.requisition.code in located


@pytest.mark.parametrize(
    "query", ["team=x", "team=9" * 40, "page=-1", "page=zzz", "q=%00", "location=1%27--", "q=%25%5F"]
)
def test_a_strange_address_is_no_error(client: Client, opening: Opening, query: str) -> None:
    assert client.get(f"/careers/en/?{query}").status_code == 200


def test_what_is_not_public_is_not_there(client: Client, make_opening: Callable[..., Opening]) -> None:
    hidden, draft = make_opening(title="Hidden", public=False), make_opening(title="Draft", open_it=False)
    closed = make_opening(title="Closed")
    requisition_close(
        actor=closed.recruiter,
        requisition=closed.requisition,
        close_reason=Requisition.CloseReason.FILLED,
        reason="Found somebody",
        seen=None,
    )
    page = client.get("/careers/en/").content.decode()
    for one in (hidden, draft, closed):
        assert one.requisition.code not in page
        assert client.get(address(one)).status_code == 404
        assert client.get(address(one, "apply/")).status_code == 404
        assert send(client, one).status_code == 404
    assert Application.objects.count() == 0


def test_an_opening_is_described_for_search_engines(
    client: Client, make_opening: Callable[..., Opening]
) -> None:
    one = make_opening(title="Engineer </script><script>alert(1)</script>", description="a < b & c\u2028")
    page = client.get(address(one)).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == 1
    posting = json.loads(blocks[0])
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == one.requisition.title
    assert posting["description"].startswith("<p>a &lt; b &amp; c")
    assert posting["jobLocation"]["address"]["addressCountry"] == "ID"
    assert posting["datePosted"] == timezone.now().date().isoformat()
    assert "<script>alert(1)" not in page


def test_the_feed_and_the_sitemap_name_the_openings(client: Client, opening: Opening) -> None:
    feed = client.get("/careers/fr/feed.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert f"/careers/fr/{opening.requisition.code}/" in feed.content.decode()
    sitemap = client.get("/careers/sitemap.xml").content.decode()
    for code, _ in settings.LANGUAGES:
        assert f"<loc>http://testserver/careers/{code}/{opening.requisition.code}/</loc>" in sitemap
        assert f'hreflang="{code}"' in sitemap


def test_job_boards_read_all_public_openings(client: Client, make_opening: Callable[..., Opening]) -> None:
    one = make_opening(title="Engineer </title> & more\x0b", description="a < b\n\nSecond ]]> part")
    hidden = make_opening(public=False)
    answer = client.get("/careers/fr/jobs.xml")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    source = ElementTree.fromstring(answer.content)  # noqa: S314  # our own
    assert source.tag == "source"
    [job] = source.findall("job")
    told = {part.tag: part.text for part in job}
    assert told["title"] == "Engineer </title> & more "
    assert told["referencenumber"] == one.requisition.code != hidden.requisition.code
    assert told["url"] == f"http://127.0.0.1:8000/careers/fr/{one.requisition.code}/?source=job_board"
    assert (told["city"], told["country"]) == ("Jakarta", "ID")
    assert told["description"] == "<p>a &lt; b</p>\n\n<p>Second ]]&gt; part</p>"
    assert parsedate_to_datetime(str(told["date"])).date() == timezone.now().date()
    assert source.findtext("publisherurl") == "http://127.0.0.1:8000/careers/"


def test_a_feed_outlives_what_xml_cannot_hold(client: Client, opening: Opening) -> None:
    pasted = "First\x0bsecond line\x1b, \ufffe as Word has them"
    Requisition.objects.filter(pk=opening.requisition.pk).update(description=pasted, title="Poet\x0b")
    feed = client.get("/careers/en/feed.atom")
    assert feed.status_code == 200
    assert "First second line" in feed.content.decode()


def test_the_site_reads_no_applications(
    client: Client, opening: Opening, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4) as queries:
        client.get("/careers/en/")
        client.get(address(opening))
    assert not any("hire_application" in one["sql"] for one in queries.captured_queries)


def test_an_application_comes_in(client: Client, opening: Opening) -> None:
    form = client.get(address(opening, "apply/?c=spring&source=event")).content.decode()
    assert 'name="campaign" value="spring"' in form
    response = send(
        client,
        opening,
        campaign="spring",
        source="event",
        phone="+62 21 555",
        country="ID",
        pronouns="she",
        years="9",
        school="Some University",
        employers="Foo\n\nBar",
        links="example.org/ada",
        letter="Hello",
        resume=SimpleUploadedFile("../../me.txt", TEXT),
    )
    application = Application.objects.get()
    candidate = application.candidate
    assert response.status_code == 302
    assert (application.source, application.campaign, application.years) == (Source.EVENT, "spring", 9)
    assert (application.school, application.employers, application.letter) == (
        "Some University",
        ["Foo", "Bar"],
        "Hello",
    )
    assert (candidate.country, candidate.pronouns, candidate.language) == ("ID", "she", "fr")
    assert candidate.links == ["https://example.org/ada"]
    assert application.resume is not None
    assert (application.resume.name, application.resume.kind) == ("me.txt", "text/plain")
    assert broken() == []
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "/careers/status/" not in page.content.decode()


def test_an_application_is_acknowledged_in_the_candidates_language(client: Client, opening: Opening) -> None:
    send(client, opening)
    message = Message.objects.get()
    assert message.recipient == "ada@example.org"
    assert message.sent_by is None
    assert "{status_link}" in message.body


def test_the_same_form_sent_again_is_the_same_application(client: Client, opening: Opening) -> None:
    form = filled(opening)
    first = client.post(address(opening, "apply/"), form)
    again = client.post(address(opening, "apply/"), form)
    assert first.headers["Location"] == again.headers["Location"]
    assert Application.objects.count() == Message.objects.count() == 1


def test_an_address_applies_once_and_a_stranger_does_not_learn_of_it(
    client: Client, opening: Opening
) -> None:
    answers = [send(client, opening, email=email) for email in ("ada@example.org", "ADA@example.org")]
    unknown = send(client, opening, email="somebody@example.org")
    shown = []
    for answer in (*answers, unknown):
        page = client.get(answer.headers["Location"])
        text = re.sub(r"[A-Za-z0-9]{64}", "a token", page.content.decode())
        shown.append((answer.status_code, answer.headers["Location"], sorted(answer.cookies), text))
    assert shown[0] == shown[1] == shown[2]
    assert Application.objects.count() == 2
    assert Message.objects.filter(recipient="ada@example.org").count() == 2


def test_a_stranger_does_not_overwrite_what_is_known(
    client: Client, opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    send(client, opening, phone="1")
    send(client, make_opening(title="Counsel"), name="Mallory", phone="2")
    candidate = Candidate.objects.get()
    assert (candidate.name, candidate.phone) == ("Ada Example", "1")
    assert "Hello Mallory" not in Message.objects.earliest("pk").body


def test_errors_stand_beside_fields_and_what_was_typed_is_kept(client: Client, opening: Opening) -> None:
    response = send(
        client, opening, email="nothing", links="javascript:alert(1)", letter="Do not lose me", years="-1"
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Do not lose me" in page
    assert page.count('aria-invalid="true"') == 3
    assert Application.objects.count() == 0


def test_script_in_every_field_stays_text(client: Client, opening: Opening) -> None:
    texts = dict.fromkeys(("name", "phone", "pronouns", "school", "letter", "campaign"), SCRIPT[:40])
    response = send(client, opening, **texts, employers=SCRIPT, years="x")
    assert b"<script>alert" not in response.content
    send(client, opening, **texts, employers=SCRIPT)
    status = client.get(f"/careers/status/{status_token(Application.objects.get())}/")
    assert b"<script>alert" not in status.content
    assert b"49" not in Message.objects.get().body.encode()
    assert Application.objects.get().letter == SCRIPT[:40]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"trap": "https://spam.example"}, "Leave the field empty"),
        ({"key": "forged"}, "open for too long"),
        ({"key": ""}, "required"),
    ],
)
def test_programs_are_asked_to_try_again(
    client: Client, opening: Opening, values: dict[str, str], sentence: str
) -> None:
    response = send(client, opening, **values)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Application.objects.count() == 0


def test_a_form_that_is_too_quick_or_too_old_is_shown_again(client: Client, opening: Opening) -> None:
    key = issue_key(opening.requisition)
    quick = send(client, opening, key=key)
    assert "very quick" in quick.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=FASTEST + 1)):
        assert send(client, opening, key=key).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(seconds=OLDEST + 1)):
        late = send(client, opening, email="b@example.org", key=key)
        assert "open for too long" in late.content.decode()
        assert key not in late.content.decode()


def test_a_key_of_another_opening_is_not_taken(
    client: Client, opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    other = make_opening(title="Counsel")
    response = send(client, opening, key=filled(other)["key"])
    assert response.status_code == 422


def _zip(name: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(name, "x")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("me.pdf", b"MZ\x90\x00" + bytes(200)),
        ("me.pdf", b"<html><script>alert(1)</script></html>\x00"),
        ("me.docx", _zip("evil.txt")),
        ("me.zip", _zip("a.pdf")),
        ("me.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("me.pdf", b""),
        ("me.txt", b"a" * 5_000_001),
    ],
)
def test_a_file_that_is_no_resume_is_refused_beside_its_field(
    client: Client, opening: Opening, name: str, data: bytes
) -> None:
    response = send(client, opening, resume=SimpleUploadedFile(name, data, "application/pdf"))
    assert response.status_code == 422
    assert 'id="id_resume_error"' in response.content.decode()
    assert Application.objects.count() == StoredFile.objects.count() == Candidate.objects.count() == 0


def test_too_many_applications_of_one_network_have_to_wait(client: Client, opening: Opening) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [send(client, opening, email="same@example.org").status_code for _ in range(61)]
    assert statuses[0] == 302
    assert statuses[-1] == 429
    assert Application.objects.count() == 1


@pytest.mark.parametrize("name", ["Win at https://spam.example", "www.spam.example", "a@spam.example"])
def test_a_name_carries_no_advertisement(client: Client, opening: Opening, name: str) -> None:
    assert send(client, opening, name=name).status_code == 422
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, opening: Opening, method: str) -> None:
    assert getattr(client, method)(address(opening, "apply/")).status_code == 405
