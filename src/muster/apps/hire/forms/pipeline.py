"""Forms for moving, rejecting, reviewing and writing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from muster.apps.core.numbers import whole_number
from muster.apps.hire.forms.fields import OpeningField
from muster.apps.hire.models import (
    Criterion,
    MessageTemplate,
    Outcome,
    Requisition,
    Review,
    Source,
    Stage,
)
from muster.apps.hire.selectors.applications import ApplicationFilter

__all__ = ["ApplicationFilterForm", "BulkForm", "KeysField", "MessageForm", "ReviewForm", "UnblindForm"]


class KeysField(forms.Field):
    """The keys of what was chosen. Whether they are there, and whose, is the service's to say."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> Any:
        """Return the keys; what is no key is left out."""
        keys = (whole_number(str(one)) for one in value or ())
        return [key for key in keys if key is not None]

    def validate(self, value: Any) -> None:
        """Refuse a choice of nobody."""
        if not value:
            raise forms.ValidationError(_("Choose at least one candidate."))


def _one_of(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """Return a field of choices that are not kept in the class, or of all."""
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)


class ApplicationFilterForm(forms.Form):
    """What somebody looks for among their requisitions; lives in the URL.

    `chosen` is the requisition whose `stages` are offered, None while all are looked through.
    """

    q = forms.CharField(label=_("Name, address or words of the résumé"), required=False, max_length=200)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("All")), *Outcome.choices], required=False
    )
    source = forms.ChoiceField(label=_("Source"), choices=[("", _("All")), *Source.choices], required=False)
    campaign = forms.CharField(label=_("Campaign"), required=False, max_length=80)
    late = forms.BooleanField(label=_("Late only"), required=False)
    live = forms.BooleanField(label=_("Of open openings only"), required=False)
    kind = forms.ChoiceField(label=_("Step"), choices=[("", _("All")), *Stage.Kind.choices], required=False)
    reached = forms.ChoiceField(
        label=_("Reached at least"), choices=[("", _("All")), *Stage.Kind.choices], required=False
    )
    start = forms.DateField(
        label=_("Applied from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label=_("Applied until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hired = forms.DateField(
        label=_("Hired from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, requisitions: QuerySet[Requisition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opening = OpeningField(list(requisitions.values_list("pk", "title")))
        key = opening.to_python(self.data.get("requisition"))
        self.chosen = None if key is None else requisitions.filter(pk=key).first()
        self.stages = [] if self.chosen is None else list(self.chosen.stages.order_by("position", "pk"))
        self.fields["requisition"] = opening
        self.fields["stage"] = _one_of(_("Stage"), [(str(one.pk), one.name) for one in self.stages])

    def wanted(self) -> ApplicationFilter:
        """Return the filter; what is not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        stage = whole_number(data.get("stage", ""))
        return ApplicationFilter(
            text=data.get("q", ""),
            requisition=None if self.chosen is None else self.chosen.pk,
            stage=stage,
            outcome=data.get("outcome", ""),
            source=data.get("source", ""),
            campaign=data.get("campaign", ""),
            late=data.get("late", False),
            live=data.get("live", False),
            kind=data.get("kind", ""),
            reached=data.get("reached", ""),
            start=data.get("start"),
            end=data.get("end"),
            hired=data.get("hired"),
        )


class BulkForm(forms.Form):
    """What to do with the applications chosen.

    Fields are `selected` with their keys, and `seen-KEY` with the stage in which the page showed each.
    """

    action = forms.ChoiceField(choices=[("move", _("Move")), ("reject", _("Reject"))])
    stage = forms.ModelChoiceField(label=_("Stage"), queryset=Stage.objects.none(), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    selected = KeysField()

    def __init__(self, *args: Any, requisition: Requisition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.fields["stage"]
        if isinstance(stage, forms.ModelChoiceField):
            stage.queryset = requisition.stages.select_related("requisition").order_by("position", "pk")

    def seen(self) -> dict[int, int]:
        """Return the stage in which the page showed each application."""
        pairs = (
            (whole_number(name.removeprefix("seen-")), whole_number(str(self.data[name])))
            for name in self.data
        )
        return {key: stage for key, stage in pairs if key is not None and stage is not None}


def _isolated(text: str) -> SafeString:
    """Return a text that keeps its own direction on a page of the other."""
    return format_html("<bdi>{}</bdi>", text)


class ReviewForm(forms.Form):
    """Ratings against anchors, a verdict, the evidence."""

    verdict = forms.ChoiceField(
        label=_("Your verdict"), choices=Review.Verdict.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("Evidence"),
        help_text=_("What in the application your ratings rest on."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        fields = {
            f"criterion-{one.pk}": forms.TypedChoiceField(
                label=_isolated(one.name),
                help_text=_isolated(one.description) if one.description else "",
                coerce=int,
                empty_value=None,
                choices=[(rating, _isolated(anchor)) for rating, anchor in enumerate(one.anchors, 1)],
                widget=forms.RadioSelect(attrs={"class": "scale"}),
                required=False,
            )
            for one in criteria
        }
        self.fields = {**fields, **self.fields}

    def ratings(self) -> dict[int, int]:
        """Return the ratings given, by the criterion's key."""
        found = {one.pk: self.cleaned_data.get(f"criterion-{one.pk}") for one in self.criteria}
        return {pk: rating for pk, rating in found.items() if rating}


class UnblindForm(forms.Form):
    """Why somebody looks behind the blind."""

    reason = forms.CharField(
        label=_("Why do you need to know who this is?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MessageForm(forms.Form):
    """A message to candidates."""

    template = forms.ModelChoiceField(
        label=_("Start from"),
        queryset=MessageTemplate.objects.all(),
        required=False,
        empty_label=_("An empty page"),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        help_text=_("{name}, {title}, {company} are filled in for each."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
