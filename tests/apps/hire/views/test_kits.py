"""Pages of kits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.models import Kit
from muster.apps.hire.services.requisitions import requisition_freeze
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def form(
    name: str = "Talk", rows: int = 2, changed: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    data: dict[str, Any] = {"name": name, "form-INITIAL_FORMS": 0, "form-TOTAL_FORMS": rows + 1}
    for row in range(rows):
        data |= {
            f"form-{row}-name": f"Criterion {row}",
            f"form-{row}-weight": "1.5",
            f"form-{row}-anchors": "Low\n\n High \n",
            f"form-{row}-ORDER": rows - row,
        }
    return {**data, f"form-{rows}-weight": "1", **(changed or {}), **more}


def test_making_and_changing_a_template(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.RECRUITER))
    assert "No kits yet" in browser.get(reverse("hire:kits")).content.decode()
    answer = browser.post(reverse("hire:kit-new"), form(), follow=True)
    assert "Criterion 1 · Criterion 0" in answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")
    kit = Kit.objects.get()
    assert [one.anchors for one in kit.criteria.all()] == [["Low", "High"]] * 2
    url = reverse("hire:kit", args=[kit.pk])
    assert f'name="version" value="{kit.version}"' in browser.get(url).content.decode()
    stale = form("Stale", version=kit.version)
    assert browser.post(url, form("Fresh", version=kit.version)).status_code == 302
    for _ in range(2):
        assert "Somebody else changed this" in browser.post(url, stale).content.decode()
    assert Kit.objects.get().name == "Fresh"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (form(name=""), "required"),
        (form(rows=0), "at least one criterion"),
        (form(changed={"form-0-anchors": "One"}), "Describe each rating"),
        (form(changed={"form-1-name": "criterion 0"}), "same name"),
        (form(changed={"form-0-weight": "-1"}), "greater than or equal to 0"),
        (form(changed={"form-0-weight": "NaN"}), "number"),
        (form(changed={"form-TOTAL_FORMS": "x"}), "ManagementForm"),
        (form(changed={"form-0-name": "\0"}), "Null characters"),
    ],
)
def test_a_kit_that_is_none_is_shown_again(make_user: MakeUser, data: dict[str, Any], sentence: str) -> None:
    answer = signed_in(make_user(Role.RECRUITER)).post(reverse("hire:kit-new"), data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Kit.objects.exists()


def test_the_name_twice(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.RECRUITER))
    browser.post(reverse("hire:kit-new"), form())
    assert "already" in browser.post(reverse("hire:kit-new"), form()).content.decode()
    assert Kit.objects.count() == 1


def test_who_sees_kits(opening: Opening, make_user: MakeUser) -> None:
    own = reverse("hire:kit", args=[opening.requisition.kits.get().pk])
    template = reverse("hire:kit", args=[Kit.objects.get(requisition=None).pk])
    expected = {
        opening.recruiter: [200, 200, 200],
        opening.manager: [200, 200, 200],
        make_user(Role.HIRING_MANAGER): [404, 200, 200],
        make_user(Role.EMPLOYEE): [404, 404, 403],
    }
    for person, codes in expected.items():
        browser = signed_in(person)
        assert [browser.get(url).status_code for url in (own, template, reverse("hire:kits"))] == codes
        assert browser.get(reverse("hire:kit", args=[10**30])).status_code == 404
    assert signed_in(make_user(Role.HIRING_MANAGER)).post(own, form()).status_code == 404


def test_a_fixed_kit_offers_no_button(opening: Opening) -> None:
    requisition_freeze(actor=opening.recruiter, requisition=opening.requisition)
    kit = opening.requisition.kits.get()
    browser = signed_in(opening.recruiter)
    page = browser.get(reverse("hire:kit", args=[kit.pk])).content.decode()
    assert "this kit stays as it is" in page
    assert "Add a criterion" not in page
    answer = browser.post(reverse("hire:kit", args=[kit.pk]), form(version=kit.version))
    assert "Reviews have begun" in answer.content.decode()


def test_script_is_text(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.RECRUITER))
    data = form(
        SCRIPT,
        changed={"form-0-name": SCRIPT, "form-0-description": SCRIPT, "form-0-anchors": f"{SCRIPT}\nx"},
    )
    page = browser.post(reverse("hire:kit-new"), data, follow=True).content.decode()
    page += browser.get(reverse("hire:kit", args=[Kit.objects.get().pk])).content.decode()
    assert SCRIPT not in page
