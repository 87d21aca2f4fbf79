"""Reading requisitions."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Member
from muster.apps.hire.selectors.requisitions import (
    kit_templates,
    requisition_counts,
    requisition_public,
    requisition_reviewed,
    requisition_visible,
    requisition_worked_on,
)
from muster.apps.hire.services.requisitions import member_add
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, move
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_everybody_sees_what_is_open_and_no_draft(make_opening: Any, make_user: MakeUser) -> None:
    opened, draft = make_opening(), make_opening(title="Draft", open_it=False)
    stranger = make_user(Role.EMPLOYEE)
    assert list(requisition_visible(person=stranger)) == [opened.requisition]
    for person in (
        draft.recruiter,
        draft.manager,
        make_user(Role.EXECUTIVE),
        make_reviewer(draft, make_user()),
    ):
        assert list(requisition_visible(person=person)) == [draft.requisition, opened.requisition]
    stranger.is_active = False
    assert not requisition_visible(person=stranger)


def test_filters(make_opening: Any) -> None:
    opened, draft = make_opening(), make_opening(title="Draft", open_it=False)
    person = opened.recruiter
    assert list(requisition_visible(person=person, status="draft")) == [draft.requisition]
    assert list(requisition_visible(person=person, text=" DRAFT ")) == [draft.requisition]
    assert list(requisition_visible(person=person, text=draft.requisition.code.lower())) == [
        draft.requisition
    ]
    assert requisition_visible(person=person, text="models").count() == 2
    assert requisition_visible(person=person, status="nonsense").count() == 2
    assert not requisition_visible(person=person, text="50%")


def test_worked_on_and_reviewed(opening: Opening, make_user: MakeUser) -> None:
    coordinator, reviewer = make_user(), make_reviewer(opening, make_user())
    member_add(
        actor=opening.recruiter,
        requisition=opening.requisition,
        user=coordinator,
        part=Member.Part.COORDINATOR,
    )
    assert requisition_worked_on(person=coordinator).exists()
    assert not requisition_reviewed(person=coordinator).exists()
    assert requisition_reviewed(person=reviewer).exists()
    assert not requisition_worked_on(person=reviewer).exists()
    reviewer.is_active = False
    assert not requisition_reviewed(person=reviewer).exists()


def test_counts(opening: Opening, make_opening: Any) -> None:
    empty = make_opening(title="Empty")
    first, _second = apply(opening), apply(opening)
    move(opening, [first.pk], "Hired")
    keys = [opening.requisition.pk, empty.requisition.pk]
    counts = requisition_counts(requisitions=keys)
    assert counts[keys[0]] == {"active": 1, "rejected": 0, "withdrawn": 0, "hired": 1, "all": 2}
    assert counts[keys[1]]["all"] == 0
    assert requisition_counts(requisitions=[]) == {}


def test_public_is_open_and_public(make_opening: Any) -> None:
    shown = make_opening()
    make_opening(public=False)
    make_opening(open_it=False)
    assert list(requisition_public()) == [shown.requisition]


def test_templates_belong_to_no_opening(opening: Opening) -> None:
    assert [kit.requisition for kit in kit_templates()] == [None]
