"""Pages of long lists by key."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.accounts.models import User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.hire.models import Blackout

pytestmark = pytest.mark.django_db
ORDER = ("name", "pk")
NAMES = ("Ada", "Ada", "Ada", "Bo", "Cy", "Cy", "Di")


@pytest.fixture
def users() -> QuerySet[User]:
    for number, name in enumerate(NAMES):
        User.objects.create(email=f"u{number}@example.com", name=name, password="!")
    return User.objects.all()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10])
def test_forwards_and_back_show_every_row_once(users: QuerySet[User], size: int) -> None:
    expected = list(users.order_by("name", "pk"))
    page = keyset_page(users, order=ORDER, size=size, before=None, after=None)
    forward = [page]
    while page.next is not None:
        page = keyset_page(users, order=ORDER, size=size, before=None, after=page.next)
        forward.append(page)
    assert [row for one in forward for row in one.rows] == expected
    assert forward[0].previous is None
    back = [page]
    while page.previous is not None:
        page = keyset_page(users, order=ORDER, size=size, before=page.previous, after=None)
        back.append(page)
    assert [row for one in reversed(back) for row in one.rows] == expected


@pytest.mark.parametrize("cursor", ["", "x", "W10", "bm9uc2Vuc2U", "e30", "WyJBZGEiLCJ4Il0", "W" * 5_000])
def test_a_cursor_that_is_none_leads_to_the_first_page(users: QuerySet[User], cursor: str) -> None:
    first = list(users.order_by("name", "pk")[:2])
    assert keyset_page(users, order=ORDER, size=2, before=None, after=cursor).rows == first
    assert keyset_page(users, order=ORDER, size=2, before=cursor, after=None).rows


@pytest.mark.parametrize("size", [1, 2, 3])
def test_values_asked_for_apart_give_the_same_pages(users: QuerySet[User], size: int) -> None:
    User.objects.filter(pk__in=list(users.values_list("pk", flat=True)[::2])).update(language="nl")
    apart = ("language", ["en", "fr", "nl"])
    page = keyset_page(users, order=ORDER, size=size, before=None, after=None)
    assert keyset_page(users, order=ORDER, size=size, before=None, after=None, apart=apart) == page
    while page.next is not None:
        after = page.next
        page = keyset_page(users, order=ORDER, size=size, before=None, after=after)
        assert keyset_page(users, order=ORDER, size=size, before=None, after=after, apart=apart) == page
    before = page.previous
    back = keyset_page(users, order=ORDER, size=size, before=before, after=None)
    assert keyset_page(users, order=ORDER, size=size, before=before, after=None, apart=apart) == back


def test_long_names_in_any_script_make_cursors_that_can_be_read(db: None) -> None:
    for number in range(3):
        name = "\u0645\u062d\u0645\u062f" * 50
        User.objects.create(email=f"u{number}@example.com", name=name)
    rows = User.objects.order_by("name", "pk")
    page = keyset_page(User.objects.all(), order=ORDER, size=1, before=None, after=None)
    assert keyset_page(User.objects.all(), order=ORDER, size=1, before=None, after=page.next).rows == [
        rows[1]
    ]


def test_days_make_cursors_too(users: QuerySet[User]) -> None:
    day, whose = date(2026, 2, 28), users.earliest("pk")
    for later in range(3):
        first = day + timedelta(days=later)
        Blackout.objects.create(interviewer=whose, first_day=first, last_day=first)
    order, rows = ("-first_day", "-pk"), list(Blackout.objects.order_by("-first_day"))
    page = keyset_page(Blackout.objects.all(), order=order, size=1, before=None, after=None)
    for row in rows[1:]:
        page = keyset_page(Blackout.objects.all(), order=order, size=1, before=None, after=page.next)
        assert page.rows == [row]
    assert page.next is None


def test_a_page_of_nothing(users: QuerySet[User]) -> None:
    page = keyset_page(users.none(), order=ORDER, size=2, before=None, after=None)
    assert (page.rows, page.previous, page.next) == ([], None, None)


NEWEST = ("-created_at", "-pk")
START = datetime(2026, 1, 1, tzinfo=UTC)


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def add(minute: int) -> User:
    """Add a user who came at a minute; several may have come at the same."""
    user = User.objects.create(email=f"u{User.objects.count()}@example.com", name="x", password="!")
    User.objects.filter(pk=user.pk).update(created_at=START + timedelta(minutes=minute))
    return user


def page_of(size: int, *, before: str | None = None, after: str | None = None) -> KeysetPage[User]:
    return keyset_page(User.objects.all(), order=NEWEST, size=size, before=before, after=after)


@given(
    minutes=st.lists(st.integers(0, 3), max_size=12),
    later=st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=4),
    size=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_forth_and_back_are_the_list_while_rows_come_in(
    db: None, minutes: list[int], later: list[tuple[int, int]], size: int
) -> None:
    User.objects.all().delete()
    there = [add(minute).pk for minute in minutes]
    page, pages, number = page_of(size), 0, 0
    seen = [row.pk for row in page.rows]
    while page.next is not None:
        for at, minute in later:
            if at == number:
                add(minute)
        page, number = page_of(size, after=page.next), number + 1
        seen += [row.pk for row in page.rows]
        pages += 1
    assert len(set(seen)) == len(seen)  # nobody twice
    assert [pk for pk in seen if pk in there] == list(
        User.objects.filter(pk__in=there).order_by(*NEWEST).values_list("pk", flat=True)
    )
    everybody = list(User.objects.order_by(*NEWEST).values_list("pk", flat=True))
    back = [row.pk for row in page.rows]
    while page.previous is not None:
        page = page_of(size, before=page.previous)
        back = [*[row.pk for row in page.rows], *back]
    assert back == everybody


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_400,
        '["0001-01-01T00:00:00+14:00", 1]',
        '["2026-01-01T00:00:00", 1]',
        '["2026-01-01T00:00:00+00:00", 1e999]',
        '["2026-01-01T00:00:00+00:00", 1' + "0" * 30 + "]",
        '["2026-01-01T00:00:00+00:00", null]',
        '["2026-01-01T00:00:00+00:00", "\\u0000"]',
        "[null, 1]",
        '["\\ud800", 1]',
        "[{}, []]",
        '{"a": 1}',
        "NaN",
    ],
)
def test_a_hostile_cursor_is_no_error(db: None, text: str) -> None:
    add(0)
    page_of(2, after=cursor(text))
    page_of(2, before=cursor(text))
    keyset_page(User.objects.all(), order=ORDER, size=2, before=None, after=cursor(text))


def test_rows_are_read_by_another_query_where_one_is_given(users: QuerySet[User]) -> None:
    page = keyset_page(users, order=ORDER, size=2, before=None, after=None)
    other = keyset_page(users, order=ORDER, size=2, before=None, after=None, rows=User.objects.only("name"))
    assert other == page
    assert "email" in other.rows[0].get_deferred_fields()
    nobody = keyset_page(users, order=ORDER, size=2, before=None, after=None, rows=User.objects.none())
    assert nobody.rows == []
