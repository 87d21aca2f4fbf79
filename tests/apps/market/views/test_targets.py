"""Target lists on their pages and by the API, for a keeper, a recruiter, and somebody who sees nothing of them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, get_args

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.services import token_create
from muster.apps.core.roles import Role
from muster.apps.market.api.targets import Kind, State, Why
from muster.apps.market.models import Organisation, Outsider, Target, TargetEvent, TargetList
from muster.apps.market.selectors.kept import told_now
from muster.apps.market.services.erasing import outsider_erase
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.market.articles import confirmed
from tests.apps.market.targeting import NAMES, answer, fixed_list

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def read(browser: Client, name: str, *args: int, query: str = "") -> str:
    answered = browser.get(reverse(f"market:{name}", args=args) + query)
    assert answered.status_code == 200, name
    return answered.content.decode().replace("\u2068", "").replace("\u2069", "").replace("\xa0", " ")


def given(**changes: object) -> dict[str, object]:
    return {
        "name": "Reasoning",
        "purpose": "L5",
        "text": NAMES,
        "basis": "interest",
        "keep_months": 24,
        **changes,
    }


def test_from_names_to_answers_without_script(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.EXECUTIVE))
    new = reverse("market:target-list-new")
    assert "No target lists yet" in read(browser, "target-lists")
    assert browser.get(new).status_code == 200
    assert browser.post(new, given(text="1. A\n3. B")).status_code == 422
    assert browser.post(new, given()).status_code == 302
    row = TargetList.objects.get()
    first, second = row.targets.get(rank=1), row.targets.get(rank=2)
    assert "The ranking is not fixed yet" in read(browser, "target-list", row.pk)
    moved = browser.post(reverse("market:target-rank", args=[second.pk]), {"rank": "1"})
    assert moved.status_code == 302
    assert "no rank 99" in browser.post(
        reverse("market:target-rank", args=[second.pk]), {"rank": "99"}, follow=True
    ).content.decode().replace("\u2068", "").replace("\u2069", "")
    assert browser.post(reverse("market:target-remove", args=[row.targets.get(rank=6).pk])).status_code == 302
    assert "cannot be undone" in read(browser, "target-list-fix", row.pk)
    fix = reverse("market:target-list-fix", args=[row.pk])
    row.refresh_from_db()
    assert browser.post(fix, {"version": row.version}).status_code == 302
    assert browser.post(reverse("market:target-approached", args=[first.pk])).status_code == 302
    page = reverse("market:target", args=[first.pk])
    today = timezone.localdate().isoformat()
    assert browser.post(page, {"kind": "declined", "day": "2199-01-01"}).status_code == 422
    assert browser.post(page, {"kind": "joined", "day": today, "employee": "nobody"}).status_code == 422
    first.refresh_from_db()
    told = {
        "kind": "declined",
        "day": today,
        "why": "pay",
        "note": "<b>Too little</b>",
        "version": first.version,
    }
    assert browser.post(page, told).status_code == 302
    assert (
        browser.post(page, {"kind": "joined", "day": today}).status_code == 422
    )  # a correction has a reason
    shown = read(browser, "target", first.pk)
    assert "&lt;b&gt;Too little" in shown
    assert "<b>Too" not in shown
    added = browser.post(
        reverse("market:target-list-add", args=[row.pk]), given(text="Gita Rao"), follow=True
    ).content.decode()
    assert "came later" in added


def test_of_two_people_of_one_name_is_asked_who_is_meant(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.PEOPLE_PARTNER))
    new = reverse("market:target-list-new")
    asked = browser.post(new, given(text="Cy Dee\nDi Fox\nCy Dee"))
    page = asked.content.decode()
    assert (asked.status_code, "Line 3: who is Cy Dee?" in page, "Line 2" in page) == (422, True, False)
    assert browser.post(new, given(text="Cy Dee\nCy Dee", who_1="new", who_2="new")).status_code == 302
    known = Outsider.objects.filter(name="Cy Dee").earliest("pk")
    page = browser.post(new, given(name="Other", text="Cy Dee")).content.decode()
    assert f'value="{known.pk}"' in page
    assert browser.post(new, given(name="Other", text="Cy Dee", who_1=known.pk)).status_code == 302
    assert TargetList.objects.get(name="Other").targets.get().outsider == known


def test_every_page_for_three_people(make_user: MakeUser, django_assert_max_num_queries: Any) -> None:
    keeper, recruiter, other = (
        make_user(role) for role in (Role.COMPENSATION_PARTNER, Role.RECRUITER, Role.INTERVIEWER)
    )
    claim = confirmed(keeper)
    row = fixed_list(keeper, f"{NAMES}\nAwa Diarra\nHal Ito")
    for rank, kind in enumerate(("declined", "declined", "declined", "joined", "joined", "joined"), 1):
        answer(keeper, row.targets.get(rank=rank), kind)
    answer(keeper, row.targets.get(rank=7), "no_answer")
    tessera = Organisation.objects.get(name="Tessera")
    target = row.targets.get(rank=7)
    beside = f"?organisation={tessera.pk}&since={claim.said_on}"
    for reader in (signed_in(keeper), signed_in(recruiter)):
        for name, args, query, told in (
            ("target-lists", (), "", row.name),
            ("target-list", (row.pk,), "", "3 of 6 who answered joined: 50%"),
            ("target-list", (row.pk,), "", "1 has not answered yet"),
            ("target-list", (row.pk,), "", "The top of the list declines more than chance"),
            ("target-list", (row.pk,), "", "down to rank 7"),
            ("target-list", (row.pk,), beside, "0.5 of the 8 on our list"),
            ("target-list", (row.pk,), "?organisation=nonsense&page=9", "Hal Ito"),
            ("target", (target.pk,), "", "Awa Diarra"),
        ):
            told_now()  # what changed since the last page is derived by the first that asks
            with django_assert_max_num_queries(MOST_QUERIES):
                assert told in read(reader, name, *args, query=query), told
    watcher = signed_in(recruiter)
    assert "Approached today" not in read(watcher, "target-list", row.pk)
    assert watcher.post(reverse("market:target", args=[target.pk]), {"kind": "joined"}).status_code == 403
    assert signed_in(other).get(reverse("market:target-list", args=[row.pk])).status_code == 403
    outsider_erase(actor=make_user(Role.EXECUTIVE), outsider=row.targets.get(rank=4).outsider)
    page = read(watcher, "target-list", row.pk)
    assert ("Dian Sari" in page, "Somebody who was erased" in page, "50%" in page) == (False, True, True)
    table = watcher.get(reverse("market:target-list-file", args=[row.pk])).content.decode().splitlines()
    assert table[0] == "rank,name,reason,late,state,approached_on,answered_on"
    assert table[4].startswith("4,,,false,joined,")
    file = watcher.get(f"{reverse('market:target-list-file', args=[row.pk])}?format=json").json()
    assert (file["digest"], len(file["people"]), file["acceptance"][0]["open"]) == (row.digest, 8, 1)
    assert 'dir="rtl"' in read(signed_in(make_user(Role.EXECUTIVE, language="ar")), "target-list", row.pk)


def test_the_api_names_every_choice() -> None:
    assert set(get_args(State)) == set(Target.State.values)
    assert set(get_args(Kind)) == set(TargetEvent.Kind.values)
    assert set(get_args(Why)) == set(TargetEvent.Why.values)


def headers(person: User, *scopes: Scope) -> dict[str, str]:
    expires = timezone.now() + timedelta(hours=1)
    _token, secret = token_create(actor=person, name="T", scopes=list(scopes), expires_at=expires)
    return {"Authorization": f"Bearer {secret}"}


def test_lists_are_read_and_answers_written_by_the_api(make_user: MakeUser) -> None:
    keeper, recruiter = make_user(Role.PEOPLE_PARTNER), make_user(Role.RECRUITER)
    row = fixed_list(keeper)
    reads, writes = (
        headers(recruiter, Scope.MARKET_READ),
        headers(keeper, Scope.MARKET_READ, Scope.MARKET_WRITE),
    )
    client = Client()
    [listed] = client.get("/api/v1/market/target-lists", headers=reads).json()["data"]
    assert (listed["id"], listed["digest"]) == (row.pk, row.digest)
    pages = f"/api/v1/market/target-lists/{row.pk}"
    first = client.get(f"{pages}/people?limit=4", headers=reads).json()
    rest = client.get(f"{pages}/people?limit=4&cursor={first['next']}", headers=reads).json()
    assert [one["rank"] for one in first["data"] + rest["data"]] == [1, 2, 3, 4, 5, 6]
    one = first["data"][0]
    url, today = f"/api/v1/market/targets/{one['id']}/events", timezone.localdate().isoformat()

    def post(body: dict[str, str], **more: str) -> Any:
        sent = {**writes, **{name.replace("_", "-"): value for name, value in more.items()}}
        return client.post(url, json.dumps(body), content_type="application/json", headers=sent)

    approached = {"kind": "approached", "day": today}
    assert post(approached).status_code == 428
    done = post(approached, If_Match=f'"{one["version"]}"', Idempotency_Key="a")
    assert (done.status_code, done.json()["state"]) == (201, "approached")
    again = post(approached, If_Match=f'"{one["version"]}"', Idempotency_Key="a")
    assert (again.status_code, TargetEvent.objects.count()) == (201, 1)
    assert post({"kind": "declined", "day": today}, If_Match=f'"{one["version"]}"').status_code == 412
    joined = post({"kind": "joined", "day": today, "employee": "none"}, If_Match="*")
    assert (joined.status_code, "employee number" in joined.json()["detail"]) == (422, True)
    assert post({"kind": "declined", "day": today, "why": "stays"}, If_Match=done["ETag"]).status_code == 201
    whole = client.get(pages, headers=reads).json()
    assert (whole["answered"], whole["joined"], whole["groups"][0]["declined"], whole["deepest"]) == (
        1,
        0,
        1,
        1,
    )
    refused = client.post(
        url, json.dumps(approached), content_type="application/json", headers={**reads, "If-Match": "*"}
    )
    assert refused.status_code == 403
    outsider_erase(actor=keeper, outsider=Target.objects.get(pk=one["id"]).outsider)
    gone = client.get(f"{pages}/people?limit=1", headers=reads).json()["data"][0]
    assert (gone["name"], gone["person"], gone["state"]) == (None, None, "declined")
