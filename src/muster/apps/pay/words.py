"""What is wrong with a package, and its parts, in the reader's language."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from muster.apps.core.formats import number
from muster.apps.pay.bridge import Fault

__all__ = ["fault_sentence", "place_label", "value_label"]

PARTS = {
    "base": gettext_lazy("Base pay"),
    "bonus": gettext_lazy("Bonus"),
    "sign_on": gettext_lazy("Sign-on payment"),
    "retention_bonus": gettext_lazy("Retention bonus"),
    "relocation": gettext_lazy("Relocation"),
    "buy_out": gettext_lazy("Buy-out"),
    "benefits": gettext_lazy("Benefit"),
    "in_kind": gettext_lazy("Allowance in kind"),
    "grants": gettext_lazy("Grant"),
    "price": gettext_lazy("Share price"),
    "person": gettext_lazy("The person"),
    "rates": gettext_lazy("Rates of exchange"),
    "multiples": gettext_lazy("Price scenarios"),
    "currency": gettext_lazy("Currency"),
    "start": gettext_lazy("First day"),
    "years": gettext_lazy("Years"),
    "discount_rate": gettext_lazy("Discount rate"),
}
FIELDS = {
    "amount": gettext_lazy("amount"),
    "cap": gettext_lazy("cap"),
    "clawback": gettext_lazy("clawback"),
    "currency": gettext_lazy("currency"),
    "date": gettext_lazy("day"),
    "drift": gettext_lazy("expected growth"),
    "expiry": gettext_lazy("expiry"),
    "failure_per_year": gettext_lazy("failure"),
    "fraction": gettext_lazy("share"),
    "kind": gettext_lazy("kind"),
    "lock_months": gettext_lazy("lock"),
    "method": gettext_lazy("method"),
    "month": gettext_lazy("month"),
    "months": gettext_lazy("months"),
    "name": gettext_lazy("name"),
    "per": gettext_lazy("period"),
    "reference_price": gettext_lazy("reference price"),
    "schedule": gettext_lazy("vesting"),
    "shares": gettext_lazy("shares"),
    "spot": gettext_lazy("price today"),
    "strike": gettext_lazy("strike"),
    "target": gettext_lazy("target"),
    "tranches": gettext_lazy("vesting"),
    "value": gettext_lazy("value"),
    "volatility": gettext_lazy("volatility"),
}
SENTENCES = {
    "date": gettext_lazy("give a day that exists, not before the first day and at most 30 years after it"),
    "expiry": gettext_lazy("give a day that exists, not before the first day and at most 30 years after it"),
    "currency": gettext_lazy("give the three letters of ISO 4217, and a rate for each other currency"),
    "schedule": gettext_lazy("choose a vesting schedule whose parts sum to the whole"),
    "tranches": gettext_lazy("choose a vesting schedule whose parts sum to the whole"),
    "shares": gettext_lazy(
        "give a number of shares or a value with its reference price, above 0 and not enormous"
    ),
    "start": gettext_lazy("give a day that exists"),
    "volatility": gettext_lazy("give a share above 0, such as 60 per cent"),
}
OTHERWISE = gettext_lazy("give a number that is possible here, with no more digits than the currency has")
_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


def place_label(place: str) -> str:
    """Return a place of a package in words: `grants[0].shares` is "Grant 1, shares"."""
    steps = _STEP.findall(place)
    if not steps:
        return str(_("The package"))
    told = []
    for at, (name, index) in enumerate(steps):
        label = str((PARTS if at == 0 else FIELDS).get(name, name))
        told.append(f"{label} {number(int(index) + 1)}" if index else label)
    return ", ".join(told)


def fault_sentence(fault: Fault) -> str:
    """Return one sentence: where something is wrong with a package, what, and what to do."""
    name = _STEP.findall(fault.place)[-1][0] if fault.place else ""
    if (get_language() or "en").startswith("en"):
        sentence = fault.sentence.rstrip(".")  # as exact as it was found
    else:
        sentence = str(SENTENCES.get(name, OTHERWISE))
    return _("%(place)s: %(sentence)s.") % {"place": place_label(fault.place), "sentence": sentence}


def value_label(value: Any) -> str:
    """Return a value of a package as it is read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value) if isinstance(value, int | float) else str(value)
