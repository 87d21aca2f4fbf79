"""What a merit run is asked for over, and what is looked for on a merit board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.apps.core.numbers import whole_number
from muster.apps.hire.forms.fields import OpeningField
from muster.apps.hire.models import MeritRun, Stage
from muster.apps.hire.selectors.merit_board import BoardFilter
from muster.apps.hire.selectors.merit_runs import Scope

__all__ = ["BoardForm", "OverForm"]


class OverForm(forms.Form):
    """The company, a job family or an opening, in one list; `scopes` are those that the person may choose."""

    over = forms.ChoiceField(label=_("Over"))

    def __init__(self, *args: Any, scopes: Sequence[Scope], **options: Any) -> None:
        super().__init__(*args, **options)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in scopes:
            groups.setdefault(one.kind, []).append((one.key, one.label))
        field = self.fields["over"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*groups.pop("", []), *groups.items()]


class BoardForm(forms.Form):
    """A name, and an opening or a stage of the run's own opening."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.SearchInput())
    stage = forms.ChoiceField(label=_("Stage"), required=False)

    def __init__(self, *args: Any, run: MeritRun, openings: Sequence[Scope], **options: Any) -> None:
        super().__init__(*args, **options)
        if run.requisition_id is not None:
            stages = Stage.objects.filter(requisition=run.requisition_id).order_by("position")
            field = self.fields["stage"]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *((str(one.pk), one.name) for one in stages)]
        else:
            del self.fields["stage"]
            offered = [(int(one.key.partition(":")[2]), one.label) for one in openings]
            self.fields["requisition"] = OpeningField(offered)

    def wanted(self) -> BoardFilter:
        """Return the filter; what is not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return BoardFilter(
            text=data.get("q") or "",
            requisition=data.get("requisition"),
            stage=whole_number(data.get("stage") or ""),
        )
