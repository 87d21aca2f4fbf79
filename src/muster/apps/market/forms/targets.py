"""Forms of target lists: who is on one, what happened with somebody, which rival stands beside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muster.apps.core import formats
from muster.apps.core.errors import RefusedError
from muster.apps.hire.models import Requisition
from muster.apps.market.models import Basis, Organisation, Outsider, Target, TargetEvent
from muster.apps.market.services.approaching import EventPlan
from muster.apps.market.services.target_lines import NEW, AskedLine, TargetLine, lines_read
from muster.apps.market.services.targets import ListPlan, PeoplePlan
from muster.apps.org.models import Employee

__all__ = ["EventForm", "NewListForm", "PeopleForm", "RankForm", "RivalForm"]

LONGEST = 2_000_000
MONTHS = 24
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHO = "who_"


class PeopleForm(forms.Form):
    """People to be on a list, one a line. `asked` are the lines of which somebody has to say who is meant;
    each becomes a field.
    """

    text = forms.CharField(
        label=_("People, the most wanted first"),
        max_length=LONGEST,
        strip=False,
        help_text=_(
            "One a line; a semicolon before the reason why they stand there. Known people are found by all their names."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    basis = forms.ChoiceField(
        label=_("Lawful basis for those who are new"), choices=Basis.choices, initial=Basis.INTEREST
    )
    keep_months = forms.IntegerField(
        label=_("Months for which they are kept"), min_value=1, max_value=120, initial=MONTHS
    )

    def __init__(self, *args: Any, asked: list[AskedLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines: list[TargetLine] = []
        for one in asked:
            label = gettext("Line %(line)s: who is %(name)s?") % {
                "line": one.line.number,
                "name": one.line.name,
            }
            choices = [("", gettext("Choose")), *((str(row.pk), _known(row)) for row in one.people)]
            choices.append((NEW, gettext("Somebody else of this name")))
            self.fields[f"{WHO}{one.line.number}"] = forms.ChoiceField(label=label, choices=choices)

    def clean_text(self) -> str:
        """Read the lines."""
        text = str(self.cleaned_data["text"])
        try:
            self.lines = lines_read(text)
        except RefusedError as error:
            raise forms.ValidationError(error.sentence) from error
        return text

    def people(self) -> PeoplePlan:
        """Return who is to be on the list."""
        data = self.cleaned_data
        chosen = {int(name.removeprefix(WHO)): value for name, value in data.items() if name.startswith(WHO)}
        return PeoplePlan(self.lines, data["basis"], data["keep_months"], chosen)


def _known(row: Outsider) -> str:
    """Tell somebody apart from others of the same name."""
    told = gettext("%(name)s, known since %(day)s") % {"name": row.name, "day": formats.day(row.created_at)}
    return " · ".join([told, *row.aliases])


class NewListForm(PeopleForm):
    """A new list."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    requisition = forms.ModelChoiceField(
        label=_("Opening"),
        queryset=Requisition.objects.none(),
        required=False,
        empty_label=_("No opening yet"),
    )
    purpose = forms.CharField(
        label=_("or what for"),
        max_length=200,
        required=False,
        help_text=_("The field and level, where there is no opening yet."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ("name", "requisition", "purpose", "text")

    def __init__(self, *args: Any, openings: QuerySet[Requisition], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["requisition"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = openings

    def plan(self) -> ListPlan:
        """Return what the list is called and for."""
        data = self.cleaned_data
        return ListPlan(data["name"], data["requisition"], data["purpose"])


class EventForm(forms.Form):
    """What happened with somebody on a list."""

    kind = forms.ChoiceField(
        label=_("What happened"), choices=TargetEvent.Kind.choices, widget=forms.RadioSelect
    )
    day = forms.DateField(label=_("Day"), widget=DAY)
    why = forms.ChoiceField(
        label=_("Why they declined"),
        choices=[("", _("Does not apply")), *TargetEvent.Why.choices],
        required=False,
    )
    employee = forms.CharField(
        label=_("Employee number"),
        max_length=32,
        required=False,
        help_text=_("Of somebody who joined, where they work here already."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    correction = forms.CharField(
        label=_("Why it is corrected"),
        max_length=500,
        required=False,
        help_text=_("Needed where it changes what was said before."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*args, **options)
        if target.state == Target.State.WAITING:
            field = self.fields["kind"]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(TargetEvent.Kind.APPROACHED.value, TargetEvent.Kind.APPROACHED.label)]
            self.initial["kind"] = TargetEvent.Kind.APPROACHED
            for name in ("why", "employee", "correction"):
                del self.fields[name]

    def clean_employee(self) -> Employee | None:
        """Find the employee."""
        code = str(self.cleaned_data["employee"]).strip()
        if not code:
            return None
        row = Employee.objects.filter(code__iexact=code).first()
        if row is None:
            raise forms.ValidationError(
                gettext("Nobody here has this employee number; correct it or leave it out.")
            )
        return row

    def plan(self) -> EventPlan:
        """Return what happened."""
        return EventPlan(**self.cleaned_data)


class RankForm(forms.Form):
    """To which rank somebody goes."""

    rank = forms.IntegerField(label=pgettext_lazy("on a list", "Rank"), min_value=1)


class RivalForm(forms.Form):
    """Which rival stands beside a list."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("rival", "Choose one"),
    )
    since = forms.DateField(label=_("Spoken of since"), required=False, widget=DAY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.order_by("name")
