"""Every component in every state, for whoever writes pages; served while debugging only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from muster.apps.core.links import Link
from muster.site.navigation import Section
from muster.site.templatetags.icons import ICONS

__all__ = ["styleguide"]

ANCHORS = [
    (1, "No example, or one that does not fit"),
    (2, "An example, with help from others"),
    (3, "A sound example of one's own"),
    (4, "Several, under pressure"),
    (5, "Raised how others do it"),
]


class SampleForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Name", help_text="As the person writes it.")
    email = forms.EmailField(label="E-mail", required=False)
    level = forms.ChoiceField(label="Level", choices=[("", "Choose"), ("1", "L4"), ("2", "L5"), ("3", "L6")])
    start = forms.DateField(label="Start", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    resume = forms.FileField(label="Résumé", required=False, help_text="PDF, DOCX or text, up to 5 MB.")
    rating = forms.ChoiceField(
        label="Debugging", choices=ANCHORS, widget=forms.RadioSelect(attrs={"class": "scale"})
    )
    source = forms.ChoiceField(
        label="Source",
        required=False,
        choices=[("a", "Referral"), ("b", "Careers site")],
        widget=forms.RadioSelect,
    )
    skills = forms.MultipleChoiceField(
        label="Skills",
        required=False,
        choices=[("py", "Python"), ("sql", "SQL"), ("c", "Compilers")],
        widget=forms.CheckboxSelectMultiple,
    )
    blind = forms.BooleanField(
        label="Review blind", required=False, help_text="Names and schools are hidden from reviewers.",
        widget=forms.CheckboxInput(attrs={"class": "switch"}),
    )  # fmt: skip
    agree = forms.BooleanField(label="I have read the kit")


@dataclass(frozen=True)
class Row:
    """A row of the sample table."""

    number: int
    name: str
    role: str
    stage: str
    tone: str
    amount: Decimal
    share: float
    merit: tuple[float, float, float]


ROWS = [
    Row(1, "Ines Amrani", "Compiler engineer", "Interview", "info", Decimal(184000), 0.82, (1.4, 0.9, 1.9)),
    Row(2, "Tomasz Brandt", "Kernel engineer", "Offer", "good", Decimal(212500), 0.91, (1.9, 1.2, 2.6)),
    Row(
        3, "ليلى الحسن", "Research scientist", "Review", "neutral", Decimal("97500.50"), 0.4, (0.2, -0.8, 1.2)
    ),
    Row(
        4,
        "Wayan Kusuma",
        "Site reliability engineer",
        "On hold",
        "warn",
        Decimal(143000),
        0.635,
        (0.6, 0.1, 1.1),
    ),
    Row(
        5,
        "Marijke van der Velde-Oosterhuis",
        "Designer",
        "Rejected",
        "bad",
        Decimal(0),
        0.07,
        (-1.1, -1.7, -0.5),
    ),
]


SECTIONS = [
    Section(
        "hire", "Hire", "Roles to fill.", [Link("Requisitions", "/styleguide/"), Link("Candidates", "#c")]
    ),
    Section("pay", "Pay", "Packages.", [Link("Offers", "#p")]),
    Section("keep", "Keep", "Who may leave.", [Link("Cases", "#k")]),
    Section("market", "Market", "Who moved.", [Link("Moves", "#m")]),
    Section("scale", "Scale", "Growth.", [Link("Plan", "#s")]),
    Section("org", "Organisation", "Teams.", [Link("Teams", "#o")]),
]


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show all of it. `?toast` shows messages too."""
    if "toast" in request.GET:
        messages.success(request, "Three candidates moved to Interview.")
        messages.warning(request, "Two were moved by somebody else meanwhile.")
        messages.error(request, "The file has no column Email; add it and upload again.")
    now = timezone.now()
    context = {
        "sections": SECTIONS,
        "section": SECTIONS[0],
        "rows": ROWS,
        "page": Paginator(range(1, 2438), 50).get_page(request.GET.get("page", 7)),
        "form": SampleForm(),
        "wrong": SampleForm({"name": "", "email": "nobody", "level": "9", "rating": ""}, auto_id="wrong_%s"),
        "icons": sorted(ICONS),
        "tones": ["neutral", "info", "good", "warn", "bad"],
        "now": now,
        "earlier": now - timedelta(days=3, hours=2),
        "amount": Decimal("128400"),
    }
    return render(request, "styleguide/page.html", context)
