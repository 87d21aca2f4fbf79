"""Forms for planning interviews, and for what interviewers take on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from muster.apps.accounts.models import User
from muster.apps.core.numbers import whole_number
from muster.apps.hire.clock import zones
from muster.apps.hire.forms.fields import LongSelect, OpeningField
from muster.apps.hire.models import Interview, Kit, Requisition
from muster.apps.hire.models.interviews import MOST_A_WEEK
from muster.apps.hire.selectors.diary import DiaryFilter
from muster.apps.hire.selectors.owed import DueFilter

__all__ = [
    "BlackoutForm",
    "CancelForm",
    "DespiteForm",
    "DiaryForm",
    "DueForm",
    "InterviewForm",
    "SeatForm",
    "TermsForm",
]


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class InterviewForm(forms.Form):
    """When and where. `kits` are those to choose from, None where the kit stays; `people` are those who can be asked
    at once, none where who interviews is chosen afterwards.
    """

    day = _day(_("Day"))
    starts = _time(_("From"))
    ends = _time(_("Until"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The candidate reads the times in it."),
        widget=LongSelect(),
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("A room, or the address of a call."),
        max_length=300,
        required=False,
    )
    invite = forms.BooleanField(
        label=_("Invite the candidate"),
        help_text=_(
            "They get an e-mail with the invitation for their calendar. Interviewers get theirs anyway."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kits: QuerySet[Kit] | None = None,
        people: QuerySet[User] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, name.replace("_", " ")) for name in sorted(zones())]
        if kits is not None:
            kit = forms.ModelChoiceField(label=_("Kit"), queryset=kits, empty_label=None)
            self.fields = {"kit": kit, **self.fields}
        if people:
            self.fields["interviewer"] = forms.ModelChoiceField(
                label=_("Interviewer"),
                queryset=people,
                empty_label=_("Choose afterwards"),
                required=False,
            )

    def times(self) -> tuple[datetime, datetime]:
        """Return the beginning and the end as the clock shows them."""
        day = self.cleaned_data["day"]
        return (
            datetime.combine(day, self.cleaned_data["starts"]),
            datetime.combine(day, self.cleaned_data["ends"]),
        )


class CancelForm(forms.Form):
    """Why an interview is called off, and whether the candidate is told."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For you and your colleagues; the candidate does not read it."),
        max_length=500,
    )
    tell = forms.BooleanField(label=_("Tell the candidate"), required=False)


class SeatForm(forms.Form):
    """Who gets a seat, and whether to learn beside others."""

    interviewer = forms.ModelChoiceField(label=_("Interviewer"), queryset=User.objects.none())
    shadow = forms.BooleanField(label=_("To shadow"), required=False)
    despite = forms.CharField(max_length=500, required=False)
    replaces = forms.IntegerField(required=False, min_value=1, max_value=10**18)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["interviewer"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class DespiteForm(forms.Form):
    """Why somebody is to interview who has read what others said of the candidate."""

    despite = forms.CharField(
        label=_("Why they all the same?"),
        help_text=_("It stays on record, beside their scorecard."),
        max_length=500,
    )


class TermsForm(forms.Form):
    """How much somebody takes on; `train` is whether whoever asks may say that they are trained."""

    weekly = forms.IntegerField(label=_("Interviews a week, at most"), min_value=0, max_value=MOST_A_WEEK)
    paused_from = _day(_("Pause from"), required=False)
    paused_until = _day(
        _("Pause until"), required=False, help_text=_("Leave it empty if you do not know yet.")
    )
    trained = forms.BooleanField(
        label=_("Trained"), help_text=_("Until then they shadow others."), required=False
    )

    def __init__(self, *args: Any, train: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not train:
            del self.fields["trained"]


class BlackoutForm(forms.Form):
    """Days on which somebody does not interview."""

    first_day = _day(_("First day"))
    last_day = _day(_("Last day"), required=False, help_text=_("Leave it empty for one day."))


class DiaryForm(forms.Form):
    """What somebody looks for among the interviews; lives in the URL. Without any filter these are those to come."""

    start = _day(_("From"), required=False)
    end = _day(_("Until"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *Interview.State.choices], required=False
    )
    mine = forms.BooleanField(label=_("My own"), required=False)
    stale = forms.BooleanField(label=_("Of applications that ended"), required=False)
    gone = forms.BooleanField(label=_("With somebody who has left"), required=False)
    interviewer = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, requisitions: QuerySet[Requisition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requisition"] = OpeningField(list(requisitions.values_list("pk", "title")))

    def wanted(self) -> DiaryFilter:
        """Return the filter; what is not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        found = DiaryFilter(
            start=data.get("start"),
            end=data.get("end"),
            requisition=data.get("requisition"),
            state=data.get("state", ""),
            mine=data.get("mine", False),
            stale=data.get("stale", False),
            gone=data.get("gone", False),
            interviewer=whole_number(data.get("interviewer", "")),
        )
        return DiaryFilter(start=timezone.localdate()) if found == DiaryFilter() else found


class DueForm(forms.Form):
    """What somebody looks for among the scorecards that are due; lives in the URL."""

    interviewer = forms.CharField(required=False, widget=forms.HiddenInput)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args: Any, requisitions: QuerySet[Requisition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requisition"] = OpeningField(list(requisitions.values_list("pk", "title")))

    def wanted(self) -> DueFilter:
        """Return the filter; what is not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return DueFilter(
            interviewer=whole_number(data.get("interviewer", "")),
            requisition=data.get("requisition"),
            late=data.get("late", False),
        )
