"""Kits: templates, and the copies that openings use."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Criterion, Kit
from muster.apps.hire.services.kits import CriterionPlan, kit_copy, kit_save
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
DEPTH = CriterionPlan("Depth", ("None", "Some", "Much"))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RECRUITER, Role.HIRING_MANAGER}))
def test_others_keep_no_kits(make_user: MakeUser, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        kit_save(actor=make_user(role), kit=None, name="Mine", criteria=[DEPTH])


def test_another_hiring_manager_does_not_touch_an_openings_kit(opening: Opening, make_user: MakeUser) -> None:
    stranger, kit = make_user(Role.HIRING_MANAGER), opening.requisition.kits.get()
    template = kit_save(actor=stranger, kit=None, name="Theirs", criteria=[DEPTH])
    with pytest.raises(PermissionDenied):
        kit_save(actor=stranger, kit=kit, name="Taken", criteria=[DEPTH])
    with pytest.raises(PermissionDenied):
        kit_copy(actor=stranger, template=template, requisition=opening.requisition)
    kit_save(actor=opening.manager, kit=kit, name="Ours", criteria=[DEPTH])


def test_criteria_are_kept_by_name_and_put_in_order(make_user: MakeUser) -> None:
    actor = make_user(Role.RECRUITER)
    kit = kit_save(
        actor=actor, kit=None, name=" Reading ", criteria=[DEPTH, CriterionPlan("Gone", ("a", "b"))]
    )
    depth = kit.criteria.get(name="Depth").pk
    kit_save(
        actor=actor,
        kit=kit,
        name="Reading",
        criteria=[
            CriterionPlan("Care", ("a", "b")),
            CriterionPlan("depth ", (" low ", "high"), " Why ", Decimal(2)),
        ],
        seen=kit.version,
    )
    found = list(
        kit.criteria.order_by("position").values_list("name", "position", "weight", "anchors", "description")
    )
    assert found == [
        ("Care", 0, Decimal(1), ["a", "b"], ""),
        ("depth", 1, Decimal(2), ["low", "high"], "Why"),
    ]
    assert kit.criteria.get(name="depth").pk == depth
    assert verified()


def test_a_stale_tab_is_told(make_user: MakeUser) -> None:
    actor = make_user(Role.RECRUITER)
    kit = kit_save(actor=actor, kit=None, name="Reading", criteria=[DEPTH])
    seen = kit.version
    kit_save(actor=actor, kit=kit, name="Writing", criteria=[DEPTH], seen=seen)
    with pytest.raises(ConflictError):
        kit_save(actor=actor, kit=Kit.objects.get(pk=kit.pk), name="Talking", criteria=[DEPTH], seen=seen)
    assert Kit.objects.get().name == "Writing"


@pytest.mark.parametrize(
    ("name", "criteria", "sentence"),
    [
        (" ", [DEPTH], "Give the kit a name"),
        ("x" * 121, [DEPTH], "120"),
        ("Kit", [], "at least one criterion"),
        ("Kit", [CriterionPlan(" ", ("a", "b"))], "every criterion a name"),
        ("Kit", [CriterionPlan("x" * 81, ("a", "b"))], "80"),
        ("Kit", [DEPTH, CriterionPlan("DEPTH ", ("a", "b"))], "same name"),
        ("Kit", [CriterionPlan("Depth", ("a",))], "Describe each rating"),
        ("Kit", [CriterionPlan("Depth", ("a", " "))], "Describe each rating"),
        ("Kit", [CriterionPlan("Depth", tuple("abcdefghijk"))], "Describe each rating"),
        ("Kit", [CriterionPlan("Depth", ("a", "b"), weight=Decimal(-1))], "between 0 and 999"),
        ("Kit", [CriterionPlan("Depth", ("a", "b"), weight=Decimal(1000))], "between 0 and 999"),
        ("Kit", [CriterionPlan("Depth", ("a", "b"), weight=Decimal("0.001"))], "decimal"),
        ("Kit", [CriterionPlan("Depth", ("a", "b"), weight=Decimal(0))], "above 0"),
    ],
)
def test_what_is_no_kit_is_refused_whole(
    make_user: MakeUser, name: str, criteria: list[CriterionPlan], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        kit_save(actor=make_user(Role.RECRUITER), kit=None, name=name, criteria=criteria)
    assert not Kit.objects.exists()
    assert not Criterion.objects.exists()
    assert verified()


def test_a_name_twice_is_told(opening: Opening) -> None:
    actor, requisition = opening.recruiter, opening.requisition
    template = kit_save(actor=actor, kit=None, name="Talk", criteria=[DEPTH])
    with pytest.raises(RefusedError, match="Talk"):
        kit_save(actor=actor, kit=None, name="Talk", criteria=[DEPTH])
    kit_copy(actor=actor, template=template, requisition=requisition)
    with pytest.raises(RefusedError, match="Talk"):  # as a double click does
        kit_copy(actor=actor, template=template, requisition=requisition)
    assert requisition.kits.filter(name="Talk").count() == 1


def test_a_copy_is_a_copy_of_a_template(opening: Opening) -> None:
    actor, requisition = opening.recruiter, opening.requisition
    with pytest.raises(RefusedError, match="Copy a template"):
        kit_copy(actor=actor, template=requisition.kits.get(), requisition=requisition)
    template = kit_save(actor=actor, kit=None, name="Talk", criteria=[DEPTH])
    copy = kit_copy(actor=actor, template=template, requisition=requisition)
    kit_save(actor=actor, kit=copy, name="Talk", criteria=[CriterionPlan("Else", ("a", "b"))])
    assert [one.name for one in template.criteria.all()] == ["Depth"]
