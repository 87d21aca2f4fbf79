"""Forms of feeds and signals."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.market.forms.documents import MONTHS
from muster.apps.market.models import Basis, Feed
from muster.apps.market.models.feeds import LEAST_MINUTES, MOST_MINUTES
from muster.apps.market.services.feeds import FeedPlan

__all__ = ["CountsForm", "FeedForm", "KeepForm"]

MINUTES = 15


class KeepForm(forms.Form):
    """On what ground people in an article are kept, and how long."""

    basis = forms.ChoiceField(
        label=_("Lawful basis for the people in it"), choices=Basis.choices, initial=Basis.INTEREST
    )
    keep_months = forms.IntegerField(
        label=_("Months for which they are kept"), min_value=1, max_value=120, initial=MONTHS
    )


class FeedForm(KeepForm):
    """A feed, and how often it is fetched."""

    url = forms.CharField(
        label=_("Address of the feed"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "dir": "ltr"}),
    )
    source = forms.CharField(
        label=_("Who publishes it"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    minutes = forms.IntegerField(
        label=_("Minutes between two fetches"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        initial=MINUTES,
    )
    field_order = ("url", "source", "minutes", "basis", "keep_months")

    @classmethod
    def shown(cls, feed: Feed) -> dict[str, object]:
        """Return what the form of a feed begins with."""
        told = {name: getattr(feed, name) for name in ("url", "minutes", "basis", "keep_months")}
        return {**told, "source": feed.source.name}

    def plan(self) -> FeedPlan:
        """Return what was given."""
        return FeedPlan(**self.cleaned_data)


class CountsForm(forms.Form):
    """A file of counts."""

    file = forms.FileField(
        label=_("A file of counts"),
        help_text=_(
            "CSV with the columns source, post, title, published, at and shares: how often the post had been shared in "
            "all by then."
        ),
    )
