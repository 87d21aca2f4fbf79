"""What columns are is proposed: guessed, remembered for the person, and looked at where it is not sure."""

from __future__ import annotations

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen, Proposal, columns_propose, columns_remember
from muster.apps.core.forms import ColumnsForm
from muster.apps.core.models import ColumnChoice
from muster.apps.core.roles import Role
from muster.tables.mapping import Look
from muster.tables.rows import ColumnName, Shape
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db
SHAPE = Shape(
    (
        ColumnName("name", ("Name",), required=False, kind="name"),
        ColumnName("first", ("First",), required=False),
        ColumnName("last", ("Last",), required=False),
        ColumnName("day", ("Day",), kind="day", also=("Tag",)),
    ),
    either=(("first", "last"), ("name",)),
)
LABELS = {"name": "Name", "first": "First name", "last": "Last name", "day": "Day"}


def look(*headings: str, days: tuple[str, ...] = ("2026-01-31",)) -> Look:
    return Look(
        headings, tuple(days if name in ("Day", "Tag", "Jour") else ("x",) * len(days) for name in headings)
    )


def propose(person: User, shown: Look, *, what: str = "things", encoding: str = "UTF-8") -> Proposal:
    return columns_propose(person=person, what=what, look=shown, shape=SHAPE, encoding=encoding)


def test_our_own_columns_are_settled_and_others_are_looked_at(make_user: MakeUser) -> None:
    person = make_user(Role.RECRUITER)
    assert propose(person, look("Name", "Day")) == Proposal(
        Chosen({"Name": "name", "Day": "day"}, "ymd", "UTF-8"), True
    )
    assert not propose(person, look("Name", "Day", "Shoe")).settled
    tag = propose(person, look("Name", "Tag"))
    assert (tag.chosen.keys, tag.settled) == ({"Name": "name", "Tag": "day"}, False)


@pytest.mark.parametrize(
    ("days", "order", "settled"),
    [
        (("31/01/2026",), "dmy", False),
        (("01/02/2026",), "", False),
        (("45688",), "ymd", True),
        (("?",), "", True),
    ],
)
def test_days_that_need_an_order_are_looked_at(
    make_user: MakeUser, days: tuple[str, ...], order: str, settled: bool
) -> None:
    found = propose(make_user(Role.RECRUITER), look("Name", "Day", days=days))
    assert (found.chosen.days, found.settled) == (order, settled)


def test_letters_that_are_guessed_are_looked_at(make_user: MakeUser) -> None:
    found = propose(make_user(Role.RECRUITER), look("Name", "Day"), encoding="Windows-1252")
    assert (found.settled, found.chosen.guessed_encoding) == (False, "Windows-1252")
    assert propose(make_user(Role.RECRUITER), look("Name", "Day"), encoding="UTF-16").settled


def test_a_choice_is_remembered_for_the_person_by_the_set_of_headings(make_user: MakeUser) -> None:
    me, other = make_user(Role.RECRUITER), make_user(Role.RECRUITER)
    chosen = Chosen({"Wer": "name", "Tag": "day", "Schuh": ""}, "dmy")
    columns_remember(person=me, what="things", chosen=chosen)
    again = look("Schuh", "Tag", "Wer", days=("01/02/2026",))
    found = propose(me, again)
    assert found.settled
    assert found.chosen == Chosen({"Schuh": "", "Tag": "day", "Wer": "name"}, "dmy", "UTF-8")
    assert not propose(other, again).settled
    assert not propose(me, again, what="others").settled
    assert not propose(me, look("Schuh", "Tag", "Wer", "Hut", days=("01/02/2026",))).settled
    columns_remember(
        person=me, what="things", chosen=Chosen({"Schuh": "name", "Tag": "day", "Wer": ""}, "mdy")
    )
    assert propose(me, again).chosen.keys["Schuh"] == "name"
    assert ColumnChoice.objects.count() == 1


def test_a_choice_that_does_not_fit_any_more_is_looked_at(make_user: MakeUser) -> None:
    me = make_user(Role.RECRUITER)
    columns_remember(person=me, what="things", chosen=Chosen({"Wer": "name", "Tag": "day"}, "dmy"))
    assert propose(me, look("Wer", "Tag", days=("31/01/2026",))).settled
    assert not propose(me, look("Wer", "Tag", days=("01/31/2026",))).settled


def form(shown: Look, *keys: str, days: str | None = None) -> ColumnsForm:
    data = {f"column-{place}": key for place, key in enumerate(keys)}
    told = data if days is None else {**data, "days": days}
    return ColumnsForm(told, look=shown, shape=SHAPE, labels=LABELS, chosen=Chosen(encoding="UTF-16"))


def test_a_form_says_what_the_columns_are() -> None:
    filled = form(look("A", "Jour", "C", days=("31/01/2026",)), "name", "day", "")
    assert filled.is_valid()
    assert filled.chosen() == Chosen({"A": "name", "Jour": "day", "C": ""}, "dmy", "UTF-16")


@pytest.mark.parametrize(
    ("keys", "where", "said"),
    [
        (("name", "name", "day"), "column-1", "Two columns"),
        (("name", "", ""), "__all__", "No column is “Day”"),
        (("first", "", "day"), "__all__", "No column is “Last name”"),
        (("", "", "day"), "__all__", "No column is “First name”"),
        (("name", "first", "day"), "column-1", "by other columns"),
        (("name", "other", "day"), "column-1", "not one of the available"),
    ],
)
def test_what_is_missing_or_told_twice_is_refused(keys: tuple[str, ...], where: str, said: str) -> None:
    filled = form(look("A", "B", "Day"), *keys)
    assert not filled.is_valid()
    assert said in str(filled.errors[where])


def test_days_that_may_be_two_are_asked_for() -> None:
    shown = look("A", "Jour", days=("01/02/2026",))
    assert "days" in form(shown, "name", "day").errors
    filled = form(shown, "name", "day", days="mdy")
    assert filled.is_valid()
    assert filled.chosen().days == "mdy"
