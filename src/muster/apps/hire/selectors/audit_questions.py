"""What candidates are asked about themselves, and how questions and answers are called; never who answered what."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.roles import require
from muster.apps.hire.bridge.audit import questions_answered
from muster.apps.hire.forms.careers import SelfIdentificationForm
from muster.apps.hire.rules import may_audit

__all__ = ["answer_label", "attribute_label", "attribute_names", "category_label"]

COMMON = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "woman": gettext_lazy("Woman"),
    "man": gettext_lazy("Man"),
    "female": gettext_lazy("Female"),
    "male": gettext_lazy("Male"),
    "non-binary": gettext_lazy("Non-binary"),
    "another": gettext_lazy("Another"),
    "other": gettext_lazy("Another"),
    "under 25": gettext_lazy("Under 25"),
    "25 to 34": gettext_lazy("25 to 34"),
    "35 to 44": gettext_lazy("35 to 44"),
    "45 to 54": gettext_lazy("45 to 54"),
    "55 or over": gettext_lazy("55 or over"),
    "african or caribbean": gettext_lazy("African or Caribbean"),
    "arab or middle eastern": gettext_lazy("Arab or Middle Eastern"),
    "asian": gettext_lazy("Asian"),
    "american indian or alaska native": gettext_lazy("American Indian or Alaska Native"),
    "black or african american": gettext_lazy("Black or African American"),
    "east asian": gettext_lazy("East Asian"),
    "hispanic or latino": gettext_lazy("Hispanic or Latino"),
    "latin american": gettext_lazy("Latin American"),
    "native hawaiian or other pacific islander": gettext_lazy("Native Hawaiian or other Pacific Islander"),
    "south asian": gettext_lazy("South Asian"),
    "southeast asian": gettext_lazy("Southeast Asian"),
    "white": pgettext_lazy("ethnicity", "White"),
    "two or more races": gettext_lazy("Two or more races"),
    "more than one": pgettext_lazy("ethnicity", "More than one"),
}
"""Answers as other systems bring them, in small letters: those of the law's own forms among them."""


def attribute_names(*, person: User) -> list[str]:
    """Return the names of all questions: those of the form, and those that came with imports."""
    require(may_audit(person), _("Only auditors open the audit of selection."))
    own = list(SelfIdentificationForm.base_fields)
    return own + [one for one in questions_answered() if one not in own]


def attribute_label(name: str) -> str:
    """Return what a question is called; the question of an import by its own name."""
    labels = {
        "gender": _("Gender"),
        "age": _("Age"),
        "minority": _("Ethnic minority"),
        "disability": _("Disability or long illness"),
        "race": _("Race or ethnicity"),
        "ethnicity": _("Ethnicity"),
        "veteran": _("Veteran"),
        "age band": _("Age"),
        "sex": _("Sex"),
    }
    return labels.get(name, name[:1].upper() + name[1:])


def answer_label(attribute: str, answer: str) -> str:
    """Return what an answer is called, in the words of the form where it has it, or of what other systems ask.

    What a company asks in words of its own stays as it wrote it.
    """
    field = SelfIdentificationForm.base_fields.get(attribute)
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ()) if value}
    if answer in labels:
        return labels[answer]
    return str(COMMON.get(answer.casefold(), answer))


def category_label(attributes: list[str], answers: list[str]) -> str:
    """Return what a category is called, one of several attributes as `Woman × Under 25`."""
    return " × ".join(answer_label(one, two) for one, two in zip(attributes, answers, strict=True))
