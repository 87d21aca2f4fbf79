"""Forms for requisitions, their plan and kits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.forms.requisitions import (
    CriterionFormSet,
    MemberForm,
    RequisitionForm,
    StageFormSet,
    criterion_plans,
)
from muster.apps.hire.services.kits import CriterionPlan
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


def test_managers_and_recruiters_are_those_with_the_role(make_user: MakeUser) -> None:
    manager, recruiter = make_user(Role.HIRING_MANAGER), make_user(Role.RECRUITER, Role.EMPLOYEE)
    gone = make_user(Role.RECRUITER)
    gone.is_active = False
    gone.save()
    form = RequisitionForm()
    assert list(form.fields["hiring_manager"].queryset) == [manager]  # type: ignore[attr-defined]
    assert list(form.fields["recruiter"].queryset) == [recruiter]  # type: ignore[attr-defined]


def test_anchors_are_lines_and_removed_rows_are_left_out() -> None:
    data = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for row, name in enumerate(("Second", "Gone", "First")):
        data |= {
            f"form-{row}-name": name,
            f"form-{row}-weight": "1.50",
            f"form-{row}-anchors": " a \r\n\r\nb",
        }
        data[f"form-{row}-ORDER"] = str(3 - row)
    data["form-1-DELETE"] = "on"
    formset = CriterionFormSet(data)
    assert formset.is_valid()
    plan = CriterionPlan("First", ("a", "b"), "", Decimal("1.50"))
    assert criterion_plans(formset) == [plan, CriterionPlan("Second", ("a", "b"), "", Decimal("1.50"))]


@pytest.mark.parametrize(("formset", "options"), [(StageFormSet, {"kits": []}), (CriterionFormSet, {})])
def test_the_empty_row_at_the_end_may_stay_as_it_is(formset: Any, options: dict[str, Any]) -> None:
    """A browser sends what the row shows: of a list of choices without one chosen, the first."""
    shown = formset(form_kwargs=options)
    data = {field.html_name: field.value() for field in shown.management_form}
    for field in shown.forms[0]:
        choices = list(getattr(field.field, "choices", ()))
        value = field.value()
        data[field.html_name] = choices[0][0] if value is None and choices else value or ""
    sent = formset({name: value for name, value in data.items() if value != ""}, form_kwargs=options)
    assert sent.is_valid(), sent.errors
    assert sent.ordered_forms == []


def test_an_e_mail_is_meant_before_a_name(make_user: MakeUser) -> None:
    one = make_user(name="Ada", email="ada@example.com")
    make_user(name="ada@example.com")
    form = MemberForm({"user": "ADA@example.com ", "part": "reviewer"})
    assert form.is_valid()
    assert form.cleaned_data["user"] == one
