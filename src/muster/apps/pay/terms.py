"""What a package promises, part by part, in plain words of the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.apps.core.formats import day, money, number, percent
from muster.apps.pay.content import Content

__all__ = ["Term", "package_terms"]

PERIODS = {
    "year": gettext_lazy("%(amount)s a year"),
    "quarter": gettext_lazy("%(amount)s a quarter"),
    "month": gettext_lazy("%(amount)s a month"),
    "week": gettext_lazy("%(amount)s a week"),
    "once": gettext_lazy("%(amount)s, once"),
}
PAYMENTS = {
    "sign_on": gettext_lazy("Sign-on payment"),
    "retention_bonus": gettext_lazy("Retention bonus"),
    "relocation": gettext_lazy("Relocation"),
    "buy_out": gettext_lazy("Buy-out"),
}
GRANTS = {
    "rsu": gettext_lazy("Shares (RSU)"),
    "option": gettext_lazy("Options"),
    "profit_unit": gettext_lazy("Profit units"),
}
SCHEDULES = {
    "4y-cliff-monthly": gettext_lazy(
        "vests over four years: a quarter after the first year, then each month"
    ),
    "4y-cliff-quarterly": gettext_lazy(
        "vests over four years: a quarter after the first year, then each quarter"
    ),
    "25x4-quarterly": gettext_lazy("vests over four years, in equal parts each quarter"),
    "33/33/22/12-monthly": gettext_lazy(
        "vests over four years, each month: 33, 33, 22 and 12 per cent a year"
    ),
    "5/15/40/40": gettext_lazy("vests over four years, at the end of each: 5, 15, 40 and 40 per cent"),
    "semi-annual": gettext_lazy("vests over four years, in equal parts each half-year"),
    "annual": gettext_lazy("vests over four years, a quarter at the end of each"),
    "immediate": gettext_lazy("vests on the first day"),
}
CLAWBACKS = {
    "monthly": gettext_lazy("the payment, less an equal part for each month"),
    "daily": gettext_lazy("the payment, less an equal part for each day"),
    "cliff": gettext_lazy("all of it"),
}


TINY = 1e-9


@dataclass(frozen=True)
class Term:
    """A part of what is offered: what it is, how much, and what else is to be known of it, a sentence each."""

    label: str
    amount: str
    details: tuple[str, ...] = ()


def package_terms(content: Content) -> list[Term]:
    """Return all parts of a sound package in the order in which they are read."""
    code = str(content["currency"])
    found = [*_base(content, code), *_bonus(content, code)]
    for part, label in PAYMENTS.items():
        for one in content.get(part, []):
            found.append(_grant(one, code) if "kind" in one else _payment(str(label), one, code))
    for part in ("benefits", "in_kind"):
        found += [_given(one, code) for one in content.get(part, [])]
    return [*found, *(_grant(one, code) for one in content.get("grants", []))]


def _day(value: Any) -> str:
    return day(date.fromisoformat(str(value)))


def _money(value: Any, code: str) -> str:
    """Return an amount; a price that is finer than its currency keeps its digits."""
    if round(value, 2) == value:
        return money(value, code)
    digits = next((one for one in range(3, 6) if round(value, one) == value), 6)
    return f"{code}\u00a0{number(value, digits)}"


def _share(value: Any) -> str:
    """Return a share in per cent, with as many digits as it has, and four at most."""
    share = float(Fraction(str(value)))
    exact = (digits for digits in range(4) if abs(share * 100 - round(share * 100, digits)) < TINY)
    return percent(share, next(exact, 4))


def _base(content: Content, code: str) -> Iterator[Term]:
    base = content.get("base")
    if not base:
        return
    code = str(base.get("currency", code))
    raises = []
    for one in base.get("raises", []):
        told = {"day": _day(one["date"])}
        if "amount" in one:
            sentence = _("From %(day)s on: %(amount)s.")
            amount = PERIODS[base.get("per", "year")] % {"amount": _money(one["amount"], code)}
            raises.append(sentence % {**told, "amount": amount})
        else:
            sentence = _("From %(day)s on: %(share)s more.")
            raises.append(sentence % {**told, "share": _share(one["percent"])})
    amount = PERIODS[base.get("per", "year")] % {"amount": _money(base["amount"], code)}
    yield Term(_("Base pay"), amount, tuple(raises))


def _bonus(content: Content, code: str) -> Iterator[Term]:
    bonus = content.get("bonus")
    if not bonus:
        return
    if "amount" in bonus:
        amount = _("%(amount)s a year, at target") % {"amount": _money(bonus["amount"], code)}
    else:
        amount = _("%(share)s of base pay, at target") % {"share": _share(bonus.get("target", 0))}
    payout = [
        _("Chance of %(chance)s: %(multiple)s of the target.")
        % {"chance": _share(one["probability"]), "multiple": _share(one["multiple"])}
        for one in bonus.get("payout", [])
    ]
    yield Term(_("Bonus"), amount, tuple(payout))


def _payment(label: str, one: Content, default: str) -> Term:
    code = str(one.get("currency", default))
    details = [_("Paid on %(day)s.") % {"day": _day(one["date"])}]
    clawback = one.get("clawback")
    if clawback:
        months = int(clawback["months"])
        told = ngettext(
            "If you leave within %(months)s month of the payment, you pay back: %(what)s.",
            "If you leave within %(months)s months of the payment, you pay back: %(what)s.",
            months,
        )
        what = CLAWBACKS[clawback.get("method", "monthly")]
        details.append(told % {"months": number(months), "what": what})
    return Term(str(one.get("name") or label), _money(one["amount"], code), tuple(details))


def _given(one: Content, default: str) -> Term:
    code = str(one.get("currency", default))
    amount = PERIODS[one.get("per", "year")] % {"amount": _money(one["value"], code)}
    return Term(str(one["name"]), amount, (_("In kind; this is its stated value."),))


def _grant(one: Content, default: str) -> Term:
    code = str(one.get("currency", default))
    label = str(GRANTS.get(one["kind"], one["kind"]))
    if one.get("name"):
        label = f"{label}: {one['name']}"
    details = []
    if "shares" in one:
        amount = ngettext("%(count)s share", "%(count)s shares", int(one["shares"])) % {
            "count": number(int(one["shares"]))
        }
    else:
        amount = _money(one["value"], code)
        if one.get("reference_price"):
            price = _money(one["reference_price"], code)
            details.append(_("At a price of %(price)s a share.") % {"price": price})
    details += [f"{_first(_vesting(one))}."]
    said: list[tuple[str, Callable[[Any], str], str]] = [
        ("strike", lambda value: _money(value, code), _("Strike price: %(value)s.")),
        ("expiry", _day, _("Expires on %(value)s.")),
        ("cap", lambda value: _money(value, code), _("Pays at most %(value)s a unit.")),
        ("lock_months", number, _("Months after vesting in which it cannot be sold: %(value)s.")),
    ]
    details += [sentence % {"value": shown(one[name])} for name, shown, sentence in said if one.get(name)]
    if one.get("double_trigger"):
        details.append(_("It is settled only once the shares can be sold."))
    return Term(label, amount, tuple(details))


def _vesting(one: Content) -> str:
    name = one.get("schedule")
    if name in SCHEDULES:
        return str(SCHEDULES[name])
    if name:
        return _("vests by this schedule: %(name)s") % {"name": name}
    parts = []
    for tranche in one.get("tranches", []):
        share = _share(tranche["fraction"])
        if "date" in tranche:
            parts.append(_("%(share)s on %(day)s") % {"share": share, "day": _day(tranche["date"])})
        else:
            told = ngettext(
                "%(share)s after %(months)s month",
                "%(share)s after %(months)s months",
                int(tranche["month"]),
            )
            parts.append(told % {"share": share, "months": number(int(tranche["month"]))})
    return _("vests in parts: %(parts)s") % {"parts": "; ".join(parts)}


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
