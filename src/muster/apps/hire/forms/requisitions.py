"""Forms for requisitions, their plan and kits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Kit, Member, Requisition, Stage
from muster.apps.hire.services.kits import CriterionPlan
from muster.apps.hire.services.requisitions import StagePlan

__all__ = [
    "CloseForm",
    "CriterionFormSet",
    "KitForm",
    "MemberForm",
    "RequisitionFilterForm",
    "RequisitionForm",
    "StageFormSet",
    "criterion_plans",
    "stage_plans",
]


class RequisitionForm(forms.ModelForm[Requisition]):
    """What a requisition says of itself."""

    class Meta:
        model = Requisition
        fields = (
            "title",
            "family",
            "level",
            "team",
            "location",
            "openings",
            "hiring_manager",
            "recruiter",
            "public",
            "description",
            "hide_schools",
            "hide_employers",
        )
        widgets = {"description": forms.Textarea(attrs={"rows": 12})}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._narrow("hiring_manager", Role.HIRING_MANAGER)
        self._narrow("recruiter", Role.RECRUITER)

    def _narrow(self, name: str, role: Role) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people_with(role)


def people_with(role: Role) -> QuerySet[User]:
    """Return the active users with a role, by name."""
    return User.objects.filter(is_active=True, grants__role=role).order_by("name", "pk")


class CloseForm(forms.Form):
    """Why a requisition is closed."""

    close_reason = forms.ChoiceField(label=_("Reason"), choices=Requisition.CloseReason.choices)
    reason = forms.CharField(
        label=_("In a few words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class MemberForm(forms.Form):
    """Who works on a requisition: one person among thousands, so they are typed and not chosen from a list."""

    user = forms.CharField(label=_("Name or e-mail"), max_length=254)
    part = forms.ChoiceField(label=_("Part"), choices=Member.Part.choices)

    def clean_user(self) -> User:
        """Return the person who is meant."""
        text = self.cleaned_data["user"].strip()
        people = User.objects.filter(is_active=True)
        found = list(people.filter(email__iexact=text)) or list(people.filter(name__iexact=text)[:2])
        if not found:
            sentence = _("Nobody here is called “%(text)s”; type the whole name or the e-mail.")
            raise forms.ValidationError(sentence % {"text": text})
        if len(found) > 1:
            sentence = _("Several people are called “%(text)s”; type the e-mail of the one you mean.")
            raise forms.ValidationError(sentence % {"text": text})
        return found[0]


class RequisitionFilterForm(forms.Form):
    """What somebody looks for in the list."""

    q = forms.CharField(label=_("Title, code or team"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *Requisition.Status.choices], required=False
    )
    since = forms.DateField(
        label=_("Opened since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    worked_on = forms.BooleanField(label=_("Those I work on"), required=False)


class StageForm(forms.Form):
    """One stage of a plan. `pk` is the stage that it is now."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=Stage.Kind.choices, initial=Stage.Kind.INTERVIEW)
    blind = forms.BooleanField(label=_("Blind"), required=False)
    kit = forms.TypedChoiceField(label=_("Kit"), required=False, empty_value=None)
    days = forms.IntegerField(label=_("Days until late"), min_value=1, max_value=365, initial=7)

    def __init__(self, *args: Any, kits: Sequence[Kit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, by_key = self.fields["kit"], {str(one.pk): one for one in kits}
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("None")), *((key, one.name) for key, one in by_key.items())]
            field.coerce = lambda value: by_key.get(str(getattr(value, "pk", value)))


StageFormSet = forms.formset_factory(
    StageForm, extra=1, can_delete=True, can_order=True, max_num=20, validate_max=True
)


def stage_plans(formset: Any) -> list[StagePlan]:
    """Return the plan of a valid formset, in its order."""
    return [
        StagePlan(
            name=form.cleaned_data["name"],
            kind=Stage.Kind(form.cleaned_data["kind"]),
            blind=form.cleaned_data["blind"],
            kit=form.cleaned_data["kit"],
            days=form.cleaned_data["days"],
            pk=form.cleaned_data["pk"],
        )
        for form in formset.ordered_forms
        if form.cleaned_data.get("name")
    ]


class KitForm(forms.Form):
    """A kit's name."""

    name = forms.CharField(label=_("Name"), max_length=120)


class CriterionForm(forms.Form):
    """One criterion; its anchors are typed a line each, the lowest rating first."""

    name = forms.CharField(label=_("Criterion"), max_length=80)
    description = forms.CharField(
        label=_("What it means"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    weight = forms.DecimalField(
        label=_("Weight"), max_digits=5, decimal_places=2, min_value=Decimal(0), initial=Decimal(1)
    )
    anchors = forms.CharField(
        label=_("What each rating looks like"),
        help_text=_("One line for each rating, the lowest first."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


CriterionFormSet = forms.formset_factory(
    CriterionForm, extra=1, can_delete=True, can_order=True, max_num=20, validate_max=True
)


def criterion_plans(formset: Any) -> list[CriterionPlan]:
    """Return the criteria of a valid formset, in its order."""
    return [
        CriterionPlan(
            name=form.cleaned_data["name"],
            anchors=tuple(line.strip() for line in form.cleaned_data["anchors"].splitlines() if line.strip()),
            description=form.cleaned_data["description"],
            weight=form.cleaned_data["weight"],
        )
        for form in formset.ordered_forms
        if form.cleaned_data.get("name")
    ]
