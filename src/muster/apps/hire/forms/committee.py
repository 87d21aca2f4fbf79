"""Forms of committees: who sits there, a vote, a conflict, a signature, and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.accounts.models import User
from muster.apps.hire.forms.fields import LongCheckboxes, LongSelect
from muster.apps.hire.models import Conflict, Vote
from muster.apps.hire.models.committee import FEWEST_VOTES
from muster.apps.hire.services.ballots import OWN_KINDS
from muster.apps.hire.services.committee import MOST_MEMBERS
from muster.apps.hire.services.decisions import Verdict

__all__ = [
    "AppointForm",
    "ConflictForm",
    "ConveneForm",
    "ExtendForm",
    "LetterForm",
    "ReasonForm",
    "SignForm",
    "TextForm",
    "VoteForm",
]

REASONS = 10_000
TO_VOTE = timedelta(days=7)  # proposed; whoever convenes may choose another day


def _text(label: Any, *, help_text: Any = "", rows: int = 5, most: int = REASONS) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=widget)


def _week_ahead() -> date:
    return timezone.localdate() + TO_VOTE


class ConveneForm(forms.Form):
    """Who decides, how many votes it takes, and by when. `conflicts` holds what was found, by the key of a person."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=User.objects.none(), widget=LongCheckboxes
    )
    chair = forms.ModelChoiceField(
        label=_("Chair"),
        help_text=_("One of the members, who signs the decision."),
        queryset=User.objects.none(),
        widget=LongSelect,
    )
    quorum = forms.IntegerField(
        label=_("Quorum"),
        help_text=_("The votes are opened together when so many are cast."),
        min_value=FEWEST_VOTES,
        max_value=MOST_MEMBERS,
        initial=FEWEST_VOTES,
    )
    due = forms.DateField(
        label=_("Vote by"),
        initial=_week_ahead,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, people: QuerySet[User], conflicts: Mapping[int, Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.pk, _named(one, conflicts.get(one.pk, ()))) for one in people]
        for name in ("members", "chair"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people
        members, chair = self.fields["members"], self.fields["chair"]
        if isinstance(members, forms.ModelMultipleChoiceField) and isinstance(chair, forms.ModelChoiceField):
            members.choices = shown  # read once for both
            chair.choices = [("", chair.empty_label or ""), *((one.pk, str(one)) for one in people)]

    def due_at(self) -> datetime:
        """Return the end of the day by which they vote."""
        return datetime.combine(self.cleaned_data["due"], time(23, 59), UTC)


def _named(person: User, kinds: Sequence[str]) -> SafeString:
    """Name a person, with the conflicts of interest that were found."""
    if not kinds:
        return format_html("<bdi>{}</bdi>", person)
    told = ", ".join(str(Conflict(kind).label) for kind in kinds)
    return format_html("<bdi>{}</bdi> ({})", person, told)


class VoteForm(forms.Form):
    """A vote and its reasons."""

    vote = forms.ChoiceField(
        label=_("What do you vote for?"), choices=Vote.choices, widget=forms.RadioSelect, required=False
    )
    reasons = _text(
        _("Reasons"),
        help_text=_("What your vote rests on. Sealed with it until the quorum is there."),
        rows=6,
    )


class ConflictForm(forms.Form):
    """A conflict of interest that one has, and why one can decide all the same."""

    kinds = forms.MultipleChoiceField(
        label=_("Conflicts of interest that you know of"),
        help_text=_("Tick what was not found but is so; perhaps nobody knows but you."),
        choices=[(one.value, one.label) for one in OWN_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    statement = _text(
        _("Why you can decide all the same"),
        help_text=_("It stays on record, for all who see this decision."),
        rows=3,
        most=500,
    )


class ReasonForm(forms.Form):
    """Why: for what carries its reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class TextForm(forms.Form):
    """A dissent."""

    text = _text(pgettext_lazy("noun", "Dissent"), rows=8)


class ExtendForm(forms.Form):
    """Who is added to a committee."""

    member = forms.ModelChoiceField(label=_("Add a member"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class AppointForm(forms.Form):
    """Which member becomes the chair."""

    chair = forms.ModelChoiceField(label=_("Make another member the chair"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chair"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class SignForm(forms.Form):
    """What the chair signs."""

    outcome = forms.ChoiceField(
        label=_("What is decided?"), choices=Vote.choices, widget=forms.RadioSelect, required=False
    )
    rationale = _text(_("Rationale"), help_text=_("What the decision rests on."), rows=6)
    overrules = _text(
        _("Why you decide against most of the votes"),
        help_text=_("Only if you decide otherwise than most voted."),
        rows=3,
    )
    reason = _text(
        _("What the candidate may be told"),
        help_text=_(
            "For “Do not hire”: it goes into the draft of the message, which a recruiter reads and sends."
        ),
        rows=3,
        most=500,
    )
    wanted = _text(
        _("What one more interview is to find out"),
        help_text=_("For “One more interview”."),
        rows=3,
        most=500,
    )

    def verdict(self) -> Verdict:
        """Return what it says."""
        data = self.cleaned_data
        return Verdict(data["outcome"], data["rationale"], data["overrules"], data["reason"], data["wanted"])


class LetterForm(forms.Form):
    """The message of a rejection."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))
