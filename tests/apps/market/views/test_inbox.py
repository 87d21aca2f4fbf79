"""The market's pages: an article comes in, is looked at, and shows in the ledger, for whoever may see it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.market.models import Claim, Document, Organisation, Outsider, Proposal, Source
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.market.articles import DENIED, FRENCH, move_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
SECOND = "Sami Khatib has left Nimbus Research for Tessera."


def paste(browser: Client, text: str = FRENCH, **changes: object) -> Document:
    given = {
        "text": text, "source": "Le Courrier", "published": "2026-03-02", "basis": "interest", "keep_months": 24,
    }  # fmt: skip
    assert browser.post(reverse("market:inbox"), {**given, **changes}).status_code == 302
    return Document.objects.latest("pk")


def read(browser: Client, name: str, *args: int) -> str:
    answer = browser.get(reverse(f"market:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode().replace("\u2068", "").replace("\u2069", "")


def test_from_the_inbox_to_every_page(make_user: MakeUser, django_assert_max_num_queries: object) -> None:
    browser, recruiter = signed_in(make_user(Role.PEOPLE_PARTNER)), signed_in(make_user(Role.RECRUITER))
    document = paste(browser)
    page = read(browser, "document", document.pk)
    assert page.count("data-proposal") == 2
    assert 'class="passage"' in page
    for proposal in document.proposals.filter(kind__in=Proposal.ASKED):
        answer = browser.post(reverse("market:confirm", args=[proposal.pk]))
        assert answer["Location"].startswith(reverse("market:document", args=[document.pk]))
    denied = paste(browser, DENIED, source="The Ledger", published="2026-03-04")
    browser.post(reverse("market:confirm", args=[move_in(denied).pk]))
    claim, person = Claim.objects.filter(kind="move").earliest("pk"), Outsider.objects.get()
    package = Claim.objects.get(kind="package")
    for reader in (browser, recruiter):
        for name, args, told in (
            ("transfers", (), "Awa Diarra"),
            ("move", (claim.pk,), "conflicts with"),
            ("packages", (), "40,000,000"),
            ("package", (package.pk,), "The whole package, all years"),
            ("people", (), "Legitimate interest"),
            ("person", (person.pk,), "<mark>"),
            ("organisations", (), "Tessera"),
            ("sources", (), "speaks for itself"),
            ("flows", (), "Nimbus Research to Tessera"),
            ("inbox", (), "Le Courrier"),
            ("document", (document.pk,), "Confirmed"),
        ):
            with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
                assert told in read(reader, name, *args), name
    file = recruiter.get(f"{reverse('market:transfers-file')}?format=json").json()
    assert [(one["person"], one["to"], len(one["claims"])) for one in file] == [("Awa Diarra", "Tessera", 2)]
    table = recruiter.get(reverse("market:transfers-file")).content.decode().splitlines()
    assert table[0].startswith("person,from,to,probability")
    assert table[1].startswith("Awa Diarra,Nimbus Research,Tessera,0.5")
    assert recruiter.post(reverse("market:inbox"), {}).status_code == 403
    assert "Read it" not in read(recruiter, "inbox")
    filtered = browser.get(reverse("market:transfers"), {"least": "0.9"}).content.decode()
    assert "No move fits" in filtered
    one = Organisation.objects.get(name="Tessera")
    chosen = browser.get(f"{reverse('market:transfers')}?organisation={one.pk}&since=nonsense")
    assert "Awa Diarra" in chosen.content.decode()


def test_flows_by_field_and_level(make_user: MakeUser, django_assert_max_num_queries: object) -> None:
    browser = signed_in(make_user(Role.PEOPLE_PARTNER))
    for text, role in ((FRENCH, "chercheuse principale"), (SECOND, "")):
        proposal = move_in(paste(browser, text))
        names = {"person": proposal.content["person"], "left": "Nimbus Research", "joined": "Tessera"}
        given = {**names, "role": role, "stance": "asserts"}
        assert browser.post(reverse("market:correct", args=[proposal.pk]), given).status_code == 302
    Organisation.objects.filter(name="Tessera").update(is_own=True)

    def asked(name: str = "flows", **query: str) -> str:
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            answer = browser.get(reverse(f"market:{name}"), query)
        assert answer.status_code == 200
        return re.sub("</?bdi>|[\u2068\u2069]", "", answer.content.decode())

    def cells(page: str) -> list[str]:
        return re.findall(r'<td class="primary"[^>]*>([^<]+)</td>', page)

    page = asked()
    assert "Tessera: gained and lost by field" in page
    assert cells(page)[:4] == ["Research", "Not told", "Principal", "Not told"]
    assert "Nimbus Research to Tessera" in page
    assert cells(asked(field="research"))[:2] == ["Research", "Principal"]
    assert cells(asked(level="untold"))[:2] == ["Not told", "Not told"]
    for empty in ({"level": "junior"}, {"since": "2026-03-03"}, {"until": "2026-03-01"}):
        page = asked(**empty)
        assert ("No move fits" in page, "by field" in page) == (True, False), empty
    assert "Nimbus Research to Tessera" in asked(since="2026-03-02", until="2026-03-02", quarter="2026-1")
    assert "by field" not in asked(organisation="")
    assert "by field" in asked(field="nonsense", since="nonsense")
    shown = asked("transfers", field="research", level="principal")
    assert ("Awa Diarra" in shown, "Sami Khatib" in shown) == (True, False)
    table = browser.get(reverse("market:transfers-file")).content.decode().splitlines()
    assert {line.partition(",")[0]: line.split(",")[-2:] for line in table} == {
        "person": ["field", "level"], "Awa Diarra": ["research", "principal"], "Sami Khatib": ["", ""],
    }  # fmt: skip
    file = browser.get(reverse("market:transfers-file"), {"format": "json", "level": "untold"}).json()
    assert [(one["person"], one["level"]) for one in file] == [("Sami Khatib", None)]


def test_what_is_decided_by_form(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.EXECUTIVE))
    document = paste(browser, "Nimbus Research has lost somebody. Awa Diarra has left Nimbus Research.")
    proposal = move_in(document)
    url = reverse("market:correct", args=[proposal.pk])
    assert "Awa Diarra" in browser.get(url).content.decode()
    given = {"person": "Awa Diarra", "left": "Nimbus Research", "joined": "", "stance": "asserts"}
    assert browser.post(url, {**given, "left": ""}).status_code == 422
    assert browser.post(url, {**given, "joined": "Tessera"}).status_code == 302
    claim = Claim.objects.get()
    assert str(claim.joined) == "Tessera"
    resolve = reverse("market:resolve", args=[claim.pk])
    assert browser.post(resolve, {"outcome": "confirmed", "reason": ""}).status_code == 422
    assert browser.post(resolve, {"outcome": "confirmed", "reason": "Their own page."}).status_code == 302
    assert "It is so" in read(browser, "move", claim.pk)
    assert browser.post(reverse("market:reopen", args=[claim.pk])).status_code == 302
    source = Source.objects.get()
    grade = reverse("market:source-grade", args=[source.pk])
    assert browser.post(grade, {"grade": "B", "version": source.version}).status_code == 302
    assert Source.objects.get().grade == "B"
    person = Outsider.objects.get()
    edit = reverse("market:person-edit", args=[person.pk])
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    told = {"name": "Awa Diarra", "aliases": "أوا ديارا\nA. Diarra", "basis": "public", "keep_until": until}
    assert browser.post(edit, {**told, "version": person.version}).status_code == 302
    assert Outsider.objects.get().aliases == ["أوا ديارا", "A. Diarra"]
    organisation = Organisation.objects.get(name="Tessera")
    edit = reverse("market:organisation-edit", args=[organisation.pk])
    assert browser.post(edit, {"name": "Nimbus Research", "aliases": ""}).status_code == 422
    assert browser.post(edit, {"name": "Tessera", "aliases": "تيسيرا"}).status_code == 302
    erase = reverse("market:person-erase", args=[person.pk])
    assert "cannot be undone" in browser.get(erase).content.decode()
    assert browser.post(erase).status_code == 302
    assert browser.get(reverse("market:move", args=[claim.pk])).status_code == 404
    assert "Awa" not in read(browser, "document", document.pk)


def test_files_and_bad_days(make_user: MakeUser) -> None:
    browser, url = signed_in(make_user(Role.COMPENSATION_PARTNER)), reverse("market:inbox")
    given = {"source": "A feed", "basis": "interest", "keep_months": 12}
    feed = (
        "<rss><channel><item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><pubDate>Mon, 02 Mar 2026 09:00:00 GMT"
        f"</pubDate><description>{FRENCH}</description></item><item><title>No day</title><description>Nothing."
        "</description></item></channel></rss>"
    )
    answer = browser.post(url, {**given, "file": SimpleUploadedFile("x.rss", feed.encode())}, follow=True)
    page = answer.content.decode()
    assert "does not say when it was published" in page
    assert "<script>alert" not in page
    assert Document.objects.count() == 1
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong, told in (
        ({}, "one of the two"),
        ({"text": "x"}, "Say on which day"),
        ({"text": "x", "published": tomorrow}, "still to come"),
        ({"file": SimpleUploadedFile("x.zip", b"PK\x03\x04rest"), "published": "2026-03-02"}, "zip"),
    ):
        answer = browser.post(url, {**given, **wrong})
        assert (answer.status_code, told in answer.content.decode()) == (422, True), wrong
