"""The packet as a page for paper and as PDF, in both directions of writing."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from muster.apps.core.roles import Role
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, interviewed
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def words(source: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(source)).pages)
    return re.sub(r"[\s\u2066-\u2069]", "", text)


def test_the_page_says_what_the_packet_is(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    url = reverse("hire:packet", args=[committee.decision.pk])
    page = signed_in(committee.chair).get(url).content.decode()
    for text in (committee.decision.packet.digest, "Clear and kind.", "What is missing", "Bo"):
        assert text in page
    assert '<a href=""' not in page  # the way through the site stands above it


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_document_is_accessible_and_whole(opening: Opening, make_user: MakeUser, language: str) -> None:
    application = interviewed(opening, make_user)
    application.letter = "Hello.\n\nمرحبا، أود العمل معكم.\n#not *markup*"
    application.save()
    committee = convene(opening, make_user, application)
    reader = committee.chair
    reader.language = language
    reader.save()
    response = signed_in(reader).get(reverse("hire:packet-pdf", args=[committee.decision.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert f"packet-{application.code}-1.pdf" in response["Content-Disposition"]
    document = PdfReader(io.BytesIO(response.content))
    assert document.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in document.xmp_metadata.stream.get_data().decode()
    assert str(document.root_object["/Lang"]).startswith(language)
    text = words(response.content)
    for told in ("Clearandkind.", "#not*markup*", committee.decision.packet.digest):
        assert told in text


def test_who_reads_it(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    for name in ("packet", "packet-pdf"):
        url = reverse(f"hire:{name}", args=[committee.decision.pk])
        for person in (committee.members[1], opening.recruiter, opening.manager, make_user(Role.EXECUTIVE)):
            assert signed_in(person).get(url).status_code == 200
        for person in (make_user(Role.COMMITTEE_MEMBER), make_user(Role.HIRING_MANAGER), make_user()):
            assert signed_in(person).get(url).status_code == 404
