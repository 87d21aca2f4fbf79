"""Forms for employees: looking for them, hiring, moving, leaving, coming back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.org.models import Employee, EndReason, JobFamily, Level, Location, Team
from muster.apps.org.rules import may_see_history
from muster.apps.org.selectors.people import EmployeeFilter
from muster.apps.org.selectors.teams import team_tree
from muster.apps.org.services.posts import Post

__all__ = [
    "EmployeeField",
    "EmployeeFilterForm",
    "HireForm",
    "LeaveForm",
    "NameForm",
    "PostForm",
    "ReturnForm",
    "TeamField",
]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TeamField(forms.ModelChoiceField[Team]):
    """A team, offered with the teams that it is part of."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Team.objects.all(), **options)

    def offer(self, person: User) -> None:
        """Offer the teams in the order of the tree."""
        named = [(node.team.pk, node.label) for node in team_tree(person=person).walk()]
        self.choices = [("", self.empty_label or "---------"), *named]


class EmployeeField(forms.CharField):
    """An employee by number: a list of thousands would be no help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=32, **options)

    def clean(self, value: Any) -> Employee | None:
        """Return the employee with this number."""
        code = super().clean(value)
        if not code:
            return None
        found = Employee.objects.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(_("There is no employee with this number."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show the number."""
        return value.code if isinstance(value, Employee) else value


class EmployeeFilterForm(forms.Form):
    """What somebody looks for among employees."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    team = TeamField(label=_("Team"), required=False, empty_label=_("All"))
    location = forms.ModelChoiceField(
        Location.objects.all(), label=_("Location"), required=False, empty_label=_("All")
    )
    level = forms.ModelChoiceField(
        Level.objects.all(), label=_("Level"), required=False, empty_label=_("All")
    )
    family = forms.ModelChoiceField(
        JobFamily.objects.all(), label=_("Job family"), required=False, empty_label=_("All")
    )
    manager = EmployeeField(label=_("Manager's number"), required=False)
    on = forms.DateField(label=_("Worked here on"), required=False, widget=DayInput())
    left = forms.BooleanField(label=_("With those who left"), required=False)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].offer(person)  # type: ignore[attr-defined]  # it is a TeamField
        if not may_see_history(person):
            del self.fields["on"], self.fields["left"]

    def wanted(self) -> EmployeeFilter:
        """Return the filter; what is malformed does not narrow."""
        self.is_valid()
        found = self.cleaned_data
        keys = {
            name: found[name].pk if found.get(name) else None
            for name in ("team", "level", "family", "location", "manager")
        }
        return EmployeeFilter(
            text=found.get("q", ""), on=found.get("on"), with_left=found.get("left", False), **keys
        )


class PostForm(forms.Form):
    """What somebody does, where, and under whom."""

    team = TeamField(label=_("Team"))
    level = forms.ModelChoiceField(Level.objects.all(), label=_("Level"))
    family = forms.ModelChoiceField(JobFamily.objects.all(), label=_("Job family"))
    location = forms.ModelChoiceField(Location.objects.all(), label=_("Location"))
    manager = EmployeeField(
        label=_("Manager"),
        required=False,
        help_text=_("The employee number; the head of the company has none."),
    )

    def __init__(self, *args: Any, person: User, employee: Employee | None = None, **options: Any) -> None:
        if employee is not None:
            parts = ("team", "level", "family", "location", "manager")
            options["initial"] = {part: getattr(employee, part) for part in parts}
        super().__init__(*args, **options)
        self.fields["team"].offer(person)  # type: ignore[attr-defined]  # it is a TeamField

    def post(self) -> Post:
        """Return the post, of a form that is valid."""
        return Post(
            **{part: self.cleaned_data[part] for part in ("team", "level", "family", "location", "manager")}
        )


class NameForm(forms.Form):
    """How somebody is called and reached."""

    name = forms.CharField(label=_("Name"), max_length=200)
    sort_name = forms.CharField(
        label=_("Name for sorting"),
        max_length=200,
        required=False,
        help_text=_("Where lists begin with the family name."),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class HireForm(PostForm, NameForm):
    """Somebody who is to work here."""

    code = forms.CharField(label=_("Employee number"), max_length=32)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    field_order = ("code", "name", "sort_name", "email", "starts_on")


class ReturnForm(PostForm):
    """Somebody who left and works here again."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    field_order = ("starts_on",)


class LeaveForm(forms.Form):
    """When somebody leaves, and why."""

    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    reason = forms.ChoiceField(label=_("Reason"), choices=EndReason.choices)
