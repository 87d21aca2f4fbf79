"""The auditor's page: entries, filters, pages, the anchor, and verifying."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from muster.apps.accounts.models import User
from muster.apps.core.ledger import Change, append, take_anchor, writing
from muster.apps.core.models import Entry, Job
from muster.apps.core.roles import Role
from muster.apps.core.selectors import PAGE as ENTRIES
from muster.apps.core.worker import build_worker
from tests.apps.conftest import MakeUser

PAGE = "/core/ledger/"


@pytest.fixture
def auditor(make_user: MakeUser, client: Client) -> User:
    user = make_user(Role.AUDITOR, name="Ada Auditor")
    client.force_login(user)
    return user


def write(count: int, **values: Any) -> None:
    told = {"action": "file.test", "kind": "core.storedfile", "shape": 1, **values}
    with writing():
        append([Change(row=at, **told) for at in range(count)], actor=None)


def numbers(response: Any) -> list[int]:
    return [entry.sequence for entry in response.context["page"].rows]


@pytest.mark.django_db
def test_the_newest_entries_and_the_anchor(auditor: User, client: Client) -> None:
    response = client.get(PAGE)
    assert response.status_code == 200
    last = take_anchor()
    assert numbers(response) == list(range(last.sequence, 0, -1))
    assert str(last) in response.content.decode()


@pytest.mark.django_db
def test_pages_lead_there_and_back_over_every_entry(auditor: User, client: Client) -> None:
    write(120)
    total = Entry.objects.count()
    seen: list[int] = []
    url: str | None = PAGE
    pages = []
    while url:
        pages.append(url)
        response = client.get(url)
        seen += numbers(response)
        found = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        url = PAGE + found[1] if found else None
    assert seen == list(range(total, 0, -1))
    assert len(pages) == -(-total // ENTRIES)
    back = re.search(r'rel="prev" href="([^"]+)"', response.content.decode())
    assert back
    assert numbers(client.get(PAGE + back[1])) == numbers(client.get(pages[-2]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("action=role.grant", 1),
        ("kind=accounts.user", 1),
        ("kind=accounts.user&row=-1", 0),
        ("actor=nobody", 0),
        ("since=2000-01-01", 2),
        ("until=2000-01-01", 0),
        ("since=rubbish&row=x&before=y&after=-3", 2),
        ("row=99999999999999999999999", 2),
    ],
)
def test_filters_live_in_the_address(auditor: User, client: Client, query: str, found: int) -> None:
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert len(numbers(response)) == found


@pytest.mark.django_db
def test_the_actor_is_found_by_name(auditor: User, client: Client) -> None:
    with writing():
        append([Change("file.test", "core.storedfile", 1, 1)], actor=auditor)
    assert len(numbers(client.get(f"{PAGE}?actor=ada"))) == 1


@pytest.mark.django_db
def test_a_detail_is_text_alone(auditor: User, client: Client) -> None:
    write(1, detail={"a": "<script>1</script>"})
    page = client.get(PAGE).content.decode()
    assert "<script>1</script>" not in page
    assert escape("<script>1</script>") in page


@pytest.mark.django_db
def test_the_page_asks_few_questions(
    auditor: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    write(60)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_verifying_is_a_job_whose_outcome_is_told(make_user: MakeUser, client: Client) -> None:
    user = make_user(Role.AUDITOR)
    client.force_login(user)
    response = client.post(f"{PAGE}verify/")
    job = Job.objects.get()
    assert response["Location"] == f"/core/jobs/{job.pk}/"
    assert "Waiting" in client.get(response["Location"]).content.decode()
    waiting = client.get(response["Location"], headers={"HX-Request": "true"}).content.decode()
    assert f'id="job-{job.pk}"' in waiting
    assert "<html" not in waiting
    build_worker(batch=True).run()
    User.objects.filter(pk=user.pk).update(name="Changed behind the back")
    assert "found nothing wrong" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}verify/")
    build_worker(batch=True).run()
    assert "found 1 thing." in client.get(PAGE).content.decode()
    told = client.get(f"/core/jobs/{Job.objects.latest('created_at').pk}/").content.decode()
    assert f"accounts.user {user.pk} is not what entry 1 (user.create) left: it was changed." in told
