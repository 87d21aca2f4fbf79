"""What the columns of a file of employees are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["LABELS"]

LABELS = {
    "code": _("Employee number"),
    "name": pgettext_lazy("column", "Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "turned_name": _("Name, last name first"),
    "sort_name": _("Name for sorting"),
    "email": _("E-mail"),
    "team": _("Team"),
    "level": _("Level"),
    "family": _("Job family"),
    "location": _("Location"),
    "manager": _("Employee number of the manager"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "reason": _("Reason for leaving"),
}
"""The columns by their keys, in the order in which they are offered."""
