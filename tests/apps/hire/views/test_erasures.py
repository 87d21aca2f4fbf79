"""The pages of erasing: from the candidate's request to the decision of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Candidate, Erasure, RetentionRule
from muster.apps.hire.services.erasures import erasure_ask
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, signed_in
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MUSTER_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def test_a_candidate_asks_and_a_person_erases(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    candidate, token = Client(), status_token(one)
    page = candidate.get(reverse("careers:erase", args=[token]))
    assert "Erase everything about you?" in page.content.decode()
    assert not Erasure.objects.exists()
    candidate.post(reverse("careers:erase", args=[token]))
    status = candidate.get(reverse("careers:status", args=[token])).content.decode()
    assert "You asked us to erase your data." in status
    assert "Ask to be erased" not in status

    partner = signed_in(make_user(Role.PEOPLE_PARTNER))
    listed = partner.get(reverse("hire:erasures")).content.decode()
    assert NAME in listed
    asked = Erasure.objects.get()
    detail = partner.get(reverse("hire:erasure", args=[asked.pk])).content.decode()
    assert opening.requisition.title in detail
    done = partner.post(reverse("hire:erasure", args=[asked.pk]), {"version": asked.version})
    assert done["Location"] == reverse("hire:erasures")
    assert Candidate.objects.get().email == ""
    assert NAME not in partner.get(f"{reverse('hire:erasures')}?view=done").content.decode()
    assert candidate.get(reverse("careers:status", args=[token])).status_code == 404
    recruiter = signed_in(opening.recruiter)
    assert "was erased on" in recruiter.get(reverse("hire:application", args=[one.pk])).content.decode()


def test_a_request_is_declined_and_the_candidate_reads_why(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    recruiter = signed_in(opening.recruiter)
    recruiter.post(reverse("hire:erasure-ask", args=[one.pk]))
    asked, admin = Erasure.objects.get(), signed_in(make_user(Role.ADMINISTRATOR))
    url = reverse("hire:erasure-decline", args=[asked.pk])
    assert admin.post(url, {"version": asked.version, "reason": ""}).status_code == 422
    admin.post(url, {"version": asked.version, "reason": "A claim is open."})
    status = Client().get(reverse("careers:status", args=[status_token(one)])).content.decode()
    assert "A claim is open." in status
    assert "Ask to be erased" in status


def test_long_lists_take_few_queries(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    partner = signed_in(make_user(Role.PEOPLE_PARTNER))
    for name in ("Ada", "Bo", "Cy"):
        erasure_ask(application=apply(opening, name=name))
    asked = Erasure.objects.order_by("pk")[0]
    for url in (
        reverse("hire:erasures"),
        reverse("hire:erasure", args=[asked.pk]),
        reverse("hire:retention"),
    ):
        with django_assert_max_num_queries(15):
            assert partner.get(url).status_code == 200


def test_rules_are_added_and_removed(make_user: MakeUser, opening: Opening) -> None:
    admin = signed_in(make_user(Role.ADMINISTRATOR))
    url = reverse("hire:retention")
    family = opening.requisition.family
    admin.post(url, {"country": "ID", "family": family.pk, "months": "6"})
    assert family.name in admin.get(url).content.decode()
    assert admin.post(url, {"months": "0"}).status_code == 422
    admin.post(reverse("hire:retention-remove", args=[RetentionRule.objects.get().pk]))
    assert not RetentionRule.objects.exists()
    job = admin.post(reverse("hire:retention-look"))
    assert job["Location"].startswith("/jobs/") or "job" in job["Location"]
    assert admin.get(reverse("hire:erasures-all")).status_code == 200
