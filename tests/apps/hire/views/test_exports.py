"""The page of exports: asked for, listed with how far they are, downloaded, removed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.models import Export
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, signed_in
from tests.apps.hire.meritruns import work
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/hire/export/"


def test_from_the_wish_to_the_file(opening: Opening, make_user: MakeUser) -> None:
    apply(opening, name="=Ada Example")
    client = signed_in(opening.recruiter)
    assert "No exports yet" in client.get(PAGE).text
    assert client.post(PAGE, {"format": "csv"}).headers["Location"] == PAGE
    waiting = client.get(PAGE)
    assert "<progress" in waiting.text
    assert 'hx-trigger="load delay:2s"' in waiting.text
    work()
    page = client.get(PAGE)
    assert "Ready" in page.text
    assert "hx-trigger" not in page.text.partition('id="exports"')[2].partition(">")[0]
    assert "no-store" in page.headers["Cache-Control"]
    pk = Export.objects.get().pk
    answer: Any = client.post(reverse("hire:export-download", args=[pk]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        [name] = [one for one in archive.namelist() if one.endswith("candidates.csv")]
        assert "'=Ada Example" in archive.read(name).decode()
    stranger = signed_in(make_user(Role.RECRUITER))
    for name in ("hire:export-download", "hire:export-remove"):
        assert stranger.post(reverse(name, args=[pk])).status_code == 404
        assert client.get(reverse(name, args=[pk])).status_code == 405
    gone = client.post(reverse("hire:export-remove", args=[pk]), follow=True)
    assert "The export is removed." in gone.text
    refused = client.post(reverse("hire:export-download", args=[pk]))
    assert refused.status_code == 422
    assert "ask for a new one" in refused.text


def test_what_is_no_format_is_told(opening: Opening) -> None:
    client = signed_in(opening.recruiter)
    assert client.post(PAGE, {"format": "xlsx"}).status_code == 422
    assert not Export.objects.exists()


def test_the_page_makes_few_queries(opening: Opening, django_assert_max_num_queries: Any) -> None:
    client = signed_in(opening.recruiter)
    for _number in range(3):
        for format in Export.Format.values:
            client.post(PAGE, {"format": format})
        work()
    for format in Export.Format.values:
        client.post(PAGE, {"format": format})
    with django_assert_max_num_queries(15):
        assert client.get(PAGE).status_code == 200
