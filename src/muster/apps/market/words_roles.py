"""What fields and levels of roles are called, by the codes that the engine has."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

__all__ = ["RoleFields", "RoleLevels"]


class RoleFields(TextChoices):
    """The fields that a role may be in; none where its words do not say."""

    RESEARCH = "research", pgettext_lazy("role", "Research")
    ENGINEERING = "engineering", pgettext_lazy("role", "Engineering")
    PRODUCT = "product", pgettext_lazy("role", "Product")
    DESIGN = "design", pgettext_lazy("role", "Design")
    BUSINESS = "business", pgettext_lazy("role", "Business")
    UNTOLD = "untold", pgettext_lazy("role", "Not told")


class RoleLevels(TextChoices):
    """The levels that a role may have, from the lowest to the highest; none where its words do not say."""

    JUNIOR = "junior", pgettext_lazy("role", "Junior")
    MID = "mid", pgettext_lazy("role", "Middle")
    SENIOR = "senior", pgettext_lazy("role", "Senior")
    PRINCIPAL = "principal", pgettext_lazy("role", "Principal")
    HEAD = "head", pgettext_lazy("role", "Head")
    CHIEF = "chief", pgettext_lazy("role", "Chief")
    UNTOLD = "untold", pgettext_lazy("role", "Not told")
