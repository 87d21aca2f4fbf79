"""Blind reviews by the API: the text of the page, and never who it is."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, submit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_reviewer_reads_it_without_who_it_is(opening: Opening, make_user: MakeUser) -> None:
    one = apply(
        opening,
        email="zulaikha@private.example",
        school="University of Nowhere",
        employers=[f"{NAME} Consulting"],
        letter=f"I am {NAME}, I made a compiler.",
        resume="zulaikha@private.example\nA compiler, twice.",
    )
    move(opening, [one.pk])
    person = make_reviewer(opening, make_user(Role.EMPLOYEE))
    caller, path = Caller(person), f"/applications/{one.pk}/review"
    [waiting] = caller.get("/reviews").json()["data"]
    assert (waiting["application"], waiting["code"], waiting["stage"]) == (one.pk, one.code, "Blind review")
    answer = caller.get(path)
    blind = answer.json()
    assert blind["letter"] == "I am [name], I made a compiler."
    assert blind["resume_text"] == "[e-mail]\nA compiler, twice."
    assert blind["due"] is True
    assert [criterion["name"] for criterion in blind["criteria"]] == ["Depth"]
    for secret in ("Zulaikha", "Bront", "private.example"):
        assert secret not in answer.content.decode()
    submit(opening, person, one)
    assert caller.get("/reviews").json()["data"] == []
    assert caller.get(path).json()["due"] is False


def test_nobody_else_does(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    for person in (opening.recruiter, make_user(Role.EMPLOYEE)):
        caller = Caller(person)
        caller.get(f"/applications/{one.pk}/review", 404)
        assert caller.get("/reviews").json()["data"] == []
