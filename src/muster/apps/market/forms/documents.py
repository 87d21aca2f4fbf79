"""Forms of what was written: adding it, and correcting what is proposed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.market.models import Basis, Claim, Outsider, Proposal, Quote, Stance
from muster.apps.market.services.composing import ClaimPlan, plan_of
from muster.apps.market.services.documents import DocumentPlan

__all__ = ["CorrectForm", "DocumentForm"]

LARGEST = Decimal(10) ** 15
LONGEST = 1_000_000
MONTHS = 24
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DocumentForm(forms.Form):
    """An article, pasted or as a file."""

    text = forms.CharField(
        label=_("Paste the article"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("or choose a file"),
        required=False,
        help_text=_("Text, HTML, PDF, a feed (RSS or Atom) or a mail."),
    )
    source = forms.CharField(label=_("Who published it"), max_length=200)
    published = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=DAY,
        help_text=_("Leave it empty where the file says so itself."),
    )
    basis = forms.ChoiceField(
        label=_("Lawful basis for the people in it"), choices=Basis.choices, initial=Basis.INTEREST
    )
    keep_months = forms.IntegerField(
        label=_("Months for which they are kept"), min_value=1, max_value=120, initial=MONTHS
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file, and of a text for its day, which must have come."""
        data: dict[str, Any] = super().clean() or {}
        text, file = (data.get("text") or "").strip(), data.get("file")
        if bool(text) == bool(file):
            self.add_error("text", _("Paste a text or choose a file, one of the two."))
        elif text and data.get("published") is None and "published" not in self.errors:
            self.add_error("published", _("Say on which day it was published."))
        if data.get("published") and data["published"] > timezone.localdate():
            self.add_error("published", _("This day is still to come; correct it."))
        return data

    def plan(self) -> DocumentPlan:
        """Return what was given."""
        data = self.cleaned_data
        file = data["file"]
        return DocumentPlan(
            data=file.read() if file else data["text"].encode("utf-8", "replace"),
            name=file.name if file else "",
            source=data["source"],
            basis=data["basis"],
            keep_months=data["keep_months"],
            published=data["published"],
        )


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


def _amount(label: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=LARGEST, decimal_places=4, required=False, widget=widget
    )


class CorrectForm(forms.Form):
    """What a proposal should say. Fields that do not apply to its kind are left out."""

    person = _name(_("Who"))
    outsider = forms.ModelChoiceField(
        label=_("Which of them"),
        queryset=Outsider.objects.none(),
        required=False,
        empty_label=_("The one of this name"),
    )
    new = forms.BooleanField(label=_("Somebody else of this name"), required=False)
    left = _name(pgettext_lazy("market", "From"))
    joined = _name(pgettext_lazy("market", "To"))
    role = _name(_("Role"))
    low = _amount(_("At least"))
    high = _amount(_("At most"))
    currency = forms.CharField(
        label=_("Currency"),
        min_length=3,
        max_length=3,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    quote = forms.ChoiceField(
        label=_("What is quoted"), choices=[("", _("Nobody says")), *Quote.choices], required=False
    )
    years = forms.DecimalField(
        label=_("Over how many years"),
        min_value=Decimal("0.1"),
        max_value=50,
        decimal_places=2,
        required=False,
    )
    stance = forms.ChoiceField(label=_("The source"), choices=Stance.choices)
    hedged = forms.BooleanField(label=_("Its words leave it open"), required=False)
    speaker = _name(_("Whom it cites"))

    def __init__(self, *args: Any, proposal: Proposal, people: list[Outsider], **options: Any) -> None:
        self.kind = proposal.kind
        options.setdefault("initial", vars(plan_of(proposal)))
        super().__init__(*args, **options)
        dropped = ("low", "high", "currency", "quote", "years") if self.is_move else ("left", "role")
        if not self.is_move:
            self.fields["joined"].label = _("Who pays")
        for name in dropped:
            del self.fields[name]
        field = self.fields["outsider"]
        if len(people) > 1 and isinstance(field, forms.ModelChoiceField):
            field.queryset = Outsider.objects.filter(pk__in=[one.pk for one in people])
        else:
            del self.fields["outsider"]
        if not people:
            del self.fields["new"]

    @property
    def is_move(self) -> bool:
        """Return whether it is of a move."""
        return self.kind == Claim.Kind.MOVE

    def plan(self) -> ClaimPlan:
        """Return what it should say."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("outsider", "new")}
        return ClaimPlan(kind=self.kind, **data)
