"""What candidates are asked about themselves, and how questions and answers are called; never who answered what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.roles import require
from muster.apps.hire.bridge.audit import questions_answered
from muster.apps.hire.forms.careers import SelfIdentificationForm
from muster.apps.hire.rules import may_audit

__all__ = ["answer_label", "attribute_label", "attribute_names", "category_label"]


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
    }
    return labels.get(name, name[:1].upper() + name[1:])


def answer_label(attribute: str, answer: str) -> str:
    """Return what an answer is called, in the words of the form where it has it."""
    field = SelfIdentificationForm.base_fields.get(attribute)
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ()) if value}
    if answer in labels:
        return labels[answer]
    return {"yes": _("Yes"), "no": _("No")}.get(answer, answer)


def category_label(attributes: list[str], answers: list[str]) -> str:
    """Return what a category is called, one of several attributes as `Woman × Under 25`."""
    return " × ".join(answer_label(one, two) for one, two in zip(attributes, answers, strict=True))
