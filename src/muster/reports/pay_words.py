"""The words for packages: parts, conventions, and what the numbers rest on."""

from __future__ import annotations

from muster.engine.pay.valuation import Quoted, Valuation
from muster.reports.language import gettext as _
from muster.reports.text import decimal

__all__ = ["conventions", "money", "notes", "part_word"]


def money(amount: float, currency: str) -> str:
    """Return an amount with its currency, without digits after the point where they would say nothing."""
    return f"{currency}\u00a0{decimal(amount, 0)}"


def part_word(part: str) -> str:
    """Return the word for a part of a package; a grant's name stays as it is."""
    words = {
        "base": _("Base pay"),
        "bonus": _("Bonus at target"),
        "sign_on": _("Sign-on payments"),
        "retention_bonus": _("Retention bonus"),
        "relocation": _("Relocation"),
        "buy_out": _("Buy-out"),
        "benefits": _("Benefits"),
        "in_kind": _("Allowances in kind"),
    }
    return words.get(part, part)


def conventions(quoted: Quoted) -> tuple[tuple[str, float], ...]:
    """Return the ways in which a package is quoted, each with its amount."""
    return (
        (_("Cash, and all grants at their quoted value"), quoted.grant_value),
        (_("The whole package, a year"), quoted.annualised),
        (_("Cash, and what vests"), quoted.vest),
        (_("Sign-on payments alone"), quoted.signing_only),
    )


def notes(valuation: Valuation) -> tuple[str, ...]:
    """Return what the numbers rest on, a sentence each."""
    words = {
        "price_stays": _(
            "Nothing is said about how the share price may move, so it is taken to stay as it is: the fan has no width."
        ),
        "drift_is_rate": _(
            "The share price is expected to grow by the discount rate, as no drift is given: no view on the company."
        ),
        "intrinsic": _(
            "Options and units are worth what they would pay at today's price, as no volatility is given."
        ),
        "no_discount": _("The discount rate is 0: money later counts as much as money now."),
        "in_kind_beside": _(
            "Things in kind are told beside the total, not in it: their value is what somebody states."
        ),
    }
    return tuple(words[code] for code in valuation.notes)
