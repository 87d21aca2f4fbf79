"""The form of a package: its parts as fields, and back. What it has no field for stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from muster.apps.pay.content import Content

__all__ = ["SCHEDULES", "BuilderForm", "PackageForm"]

PERIODS = (("year", _("a year")), ("quarter", _("a quarter")), ("month", _("a month")), ("week", _("a week")))
GIVEN = (*PERIODS, ("once", _("once")))
PAYMENTS = (
    ("sign_on", _("Sign-on payment")),
    ("retention_bonus", _("Retention bonus")),
    ("relocation", _("Relocation")),
    ("buy_out", _("Buy-out")),
)
IN_KIND = (("benefits", _("Benefit")), ("in_kind", _("Allowance in kind")))
KINDS = (("rsu", _("Shares (RSU)")), ("option", _("Options")), ("profit_unit", _("Profit units")))
METHODS = (("monthly", _("less each month")), ("daily", _("less each day")), ("cliff", _("all of it")))
SCHEDULES = (
    *("4y-cliff-monthly", "4y-cliff-quarterly", "25x4-quarterly", "33/33/22/12-monthly"),
    *("5/15/40/40", "semi-annual", "annual", "immediate"),
)
MOST_ROWS = 40
PERCENT = Decimal(100)
LARGEST = Decimal(10) ** 15


def _amount(label: Any, **options: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
    settings = {"min_value": 0, "max_value": LARGEST, "required": False, "widget": widget, **options}
    return forms.DecimalField(label=label, **settings)


def _percent(label: Any, low: int = 0, high: int = 1_000, **options: Any) -> forms.DecimalField:
    return _amount(label, min_value=low, max_value=high, **options)


def _count(label: Any, most: int, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=False, widget=widget, **options
    )


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"required": False, **options})


def _plain(value: Any) -> Any:
    """Return a value as a package file has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _share(value: Decimal | None) -> float | int | None:
    return None if value is None else _plain(value / PERCENT)


def _percents(value: Any) -> Decimal | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    found = (Decimal(repr(value)) * PERCENT).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found  # 60, not 6E+1


class RowForm(forms.Form):
    """One part of a list. `kept` holds what its fields do not show."""

    OWN: tuple[str, ...] = ()

    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def clean_kept(self) -> Content:
        """Return what is kept, nothing where it cannot be read."""
        try:
            found = json.loads(self.cleaned_data["kept"] or "{}")
        except ValueError:
            return {}
        return {k: v for k, v in found.items() if k not in self.OWN} if isinstance(found, dict) else {}

    @classmethod
    def rest(cls, row: Mapping[str, Any]) -> str:
        """Return what a row holds beyond the fields."""
        return json.dumps({name: value for name, value in row.items() if name not in cls.OWN})


class PaymentForm(RowForm):
    """An amount that is paid on a day."""

    OWN = ("amount", "date", "clawback")

    part = forms.ChoiceField(label=_("Payment"), choices=PAYMENTS)
    amount = _amount(_("Amount"))
    date = _day(_("Paid on"))
    months = _count(_("Clawback, months"), 600)
    method = forms.ChoiceField(label=_("Paid back"), choices=METHODS, required=False)

    def row(self) -> Content:
        """Return it as a package file has it."""
        data = self.cleaned_data
        clawback = (
            {"months": data["months"], "method": data["method"] or "monthly"} if data["months"] else None
        )
        return {
            **data["kept"],
            "amount": _plain(data["amount"]),
            "date": _plain(data["date"]),
            "clawback": clawback,
        }

    @classmethod
    def shown(cls, part: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what its fields show of a row."""
        clawback = row.get("clawback") or {}
        return {
            "part": part,
            "amount": row.get("amount"),
            "date": row.get("date"),
            "months": clawback.get("months"),
            "method": clawback.get("method", "monthly"),
            "kept": cls.rest(row),
        }


class InKindForm(RowForm):
    """Something given in kind, with its stated value."""

    OWN = ("name", "value", "per")

    part = forms.ChoiceField(label=_("What"), choices=IN_KIND)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    value = _amount(_("Stated value"))
    per = forms.ChoiceField(label=_("For each"), choices=GIVEN, required=False)

    def row(self) -> Content:
        """Return it as a package file has it."""
        data = self.cleaned_data
        return {
            **data["kept"],
            "name": data["name"],
            "value": _plain(data["value"]),
            "per": data["per"] or "year",
        }

    @classmethod
    def shown(cls, part: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what its fields show of a row."""
        return {"part": part, **{name: row.get(name) for name in cls.OWN}, "kept": cls.rest(row)}


class GrantForm(RowForm):
    """A grant of equity, by number of shares or by value."""

    NUMBERS = ("shares", "value", "reference_price", "strike", "lock_months", "cap")
    OWN = ("kind", "name", *NUMBERS, "expiry", "double_trigger", "schedule")

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    value = _amount(_("Value"))
    shares = _count(_("or number of shares"), 10**12)
    reference_price = _amount(_("Reference price"))
    schedule = forms.CharField(
        label=_("Vesting"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "schedules", "dir": "ltr", "autocomplete": "off"}),
    )
    strike = _amount(_("Strike"))
    expiry = _day(_("Expires on"))
    cap = _amount(_("Cap, a unit"))
    lock_months = _count(_("Locked after vesting, months"), 360)
    double_trigger = forms.BooleanField(label=_("Only once shares can be sold"), required=False)
    bought_out = forms.BooleanField(label=_("Buys out equity forfeited elsewhere"), required=False)

    def row(self) -> Content:
        """Return it as a package file has it."""
        data = self.cleaned_data
        numbers = {name: _plain(data[name]) for name in self.NUMBERS}
        return {
            **data["kept"],
            **numbers,
            "kind": data["kind"],
            "name": data["name"],
            "expiry": _plain(data["expiry"]),
            "double_trigger": data["double_trigger"] or None,
            "schedule": data["schedule"],
            "lock_months": data["lock_months"] or None,
        }

    @classmethod
    def shown(cls, part: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what its fields show of a row."""
        shown = {name: row.get(name) for name in cls.OWN}
        return {**shown, "bought_out": part == "buy_out", "kept": cls.rest(row)}


def _formset(form: type[RowForm]) -> type[BaseFormSet[Any]]:
    return formset_factory(form, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class PackageForm(forms.Form):
    """What a package has once: currency, first day, base pay, bonus, the share price, whose money it is."""

    currency = forms.CharField(
        label=_("Currency"), max_length=3, min_length=3, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    start = _day(_("First day"), required=True)
    years = _count(
        _("Years looked at"), 30, help_text=_("Leave it empty for four years, or until all has vested.")
    )
    base = _amount(_("Base pay"))
    per = forms.ChoiceField(label=_("For each"), choices=PERIODS, required=False)
    bonus = _percent(_("Bonus at target, % of base pay"))
    spot = _amount(_("Share price today"))
    volatility = _percent(_("Volatility, % a year"), high=500)
    drift = _percent(_("Expected growth, % a year"), low=-100, high=500)
    failure = _percent(_("Chance that shares become worthless, % a year"), high=100)
    discount = _percent(_("Discount rate, % a year"), low=-50, high=100)
    aversion = _amount(
        _("Risk aversion"), max_value=50, help_text=_("Of somebody who dislikes risk as most do: 2 to 4.")
    )
    share = _percent(_("Equity's share of their wealth, %"), high=100)

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()

    @staticmethod
    def shown(content: Content) -> dict[str, Any]:
        """Return what its fields show of a package."""
        base, bonus = content.get("base") or {}, content.get("bonus") or {}
        price, person = content.get("price") or {}, content.get("person") or {}
        return {
            "currency": content.get("currency"),
            "start": content.get("start"),
            "years": content.get("years"),
            "base": base.get("amount"),
            "per": base.get("per", "year"),
            "bonus": _percents(bonus.get("target")),
            "spot": price.get("spot"),
            "volatility": _percents(price.get("volatility")),
            "drift": _percents(price.get("drift")),
            "failure": _percents(price.get("failure_per_year")),
            "discount": _percents(content.get("discount_rate")),
            "aversion": person.get("risk_aversion"),
            "share": _percents(person.get("equity_share")),
        }

    def merge(self, content: Content) -> Content:
        """Return the package with what the fields say; what they do not show stays."""
        data = self.cleaned_data
        found = deepcopy(content)
        found |= {"currency": data["currency"], "start": _plain(data["start"]), "years": data["years"]}
        found["discount_rate"] = _share(data["discount"])
        base = {"amount": _plain(data["base"]), "per": data["per"] or "year"}
        found["base"] = {**(found.get("base") or {}), **base} if data["base"] is not None else None
        target = _share(data["bonus"])
        bonus = {**(found.get("bonus") or {}), "target": target}
        found["bonus"] = bonus if target is not None or bonus.get("amount") is not None else None
        price = {
            "spot": _plain(data["spot"]),
            "volatility": _share(data["volatility"]),
            "drift": _share(data["drift"]),
            "failure_per_year": _share(data["failure"]),
        }
        moving = {**(found.get("price") or {}), **price}
        found["price"] = moving if any(one is not None for one in moving.values()) else None
        person = {"risk_aversion": _plain(data["aversion"]), "equity_share": _share(data["share"])}
        whole = {**(found.get("person") or {}), **person}
        found["person"] = whole if any(one is not None for one in person.values()) else None
        return found


class BuilderForm:
    """A package as one form with three lists, and beside it what is said of the version and held against it."""

    LISTS: Mapping[str, type[BaseFormSet[Any]]] = {
        "payments": _formset(PaymentForm),
        "given": _formset(InKindForm),
        "grants": _formset(GrantForm),
    }

    def __init__(self, data: Mapping[str, Any] | None, *, content: Content) -> None:
        self.content = content
        self.package = PackageForm(data, initial=PackageForm.shown(content))
        rows = {name: list(_rows(name, content)) for name in self.LISTS}
        self.lists = {
            name: formset(data, initial=rows[name], prefix=name) for name, formset in self.LISTS.items()
        }
        self.more = VersionForm(data)

    @property
    def payments(self) -> BaseFormSet[Any]:
        """Return the list of payments."""
        return self.lists["payments"]

    @property
    def given(self) -> BaseFormSet[Any]:
        """Return the list of what is given in kind."""
        return self.lists["given"]

    @property
    def grants(self) -> BaseFormSet[Any]:
        """Return the list of grants."""
        return self.lists["grants"]

    def is_valid(self) -> bool:
        """Whether every field can be read."""
        return all(
            [self.package.is_valid(), self.more.is_valid(), *(one.is_valid() for one in self.lists.values())]
        )

    def result(self) -> Content:
        """Return the package that the form describes, once it is valid."""
        found = self.package.merge(self.content)
        for part in ("sign_on", "retention_bonus", "relocation", "buy_out", "benefits", "in_kind", "grants"):
            found[part] = []
        for form in _filled(self.payments):
            found[form.cleaned_data["part"]].append(_whole(form.row()))
        for form in _filled(self.given):
            found[form.cleaned_data["part"]].append(_whole(form.row()))
        for form in _filled(self.grants):
            found["buy_out" if form.cleaned_data["bought_out"] else "grants"].append(_whole(form.row()))
        return _whole(found)


class VersionForm(forms.Form):
    """What is said of a version, and what an offer from elsewhere is worth."""

    note = forms.CharField(
        label=_("What was changed"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(
        label=_("Why outside of the band"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where a part lies outside of its band. The signers read it."),
    )
    elsewhere = _amount(
        _("Their other offer"),
        help_text=_(
            "What it is worth in this currency. It is held against what leaving would cost, and not kept."
        ),
    )


def _filled(rows: BaseFormSet[Any]) -> Iterator[Any]:
    """Yield the forms of a list that say something and are not to be removed."""
    for form in rows.forms:
        data = form.cleaned_data
        said = [
            value
            for name, value in data.items()
            if name not in ("part", "kind", "per", "method", "kept", "DELETE")
        ]
        if (
            data
            and not data.get("DELETE")
            and (any(one not in (None, "", False) for one in said) or data.get("kept"))
        ):
            yield form


def _rows(name: str, content: Content) -> Iterator[dict[str, Any]]:
    """Yield what the rows of a list show of a package."""
    if name == "given":
        for part, _label in IN_KIND:
            yield from (InKindForm.shown(part, row) for row in _listed(content, part))
    elif name == "payments":
        for part, _label in PAYMENTS:
            yield from (PaymentForm.shown(part, row) for row in _listed(content, part) if "kind" not in row)
    else:
        for part in ("grants", "buy_out"):
            yield from (GrantForm.shown(part, row) for row in _listed(content, part) if "kind" in row)


def _listed(content: Content, part: str) -> Sequence[Mapping[str, Any]]:
    return [row for row in content.get(part) or () if isinstance(row, dict)]


def _whole(content: Content) -> Content:
    """Leave out what is not given."""
    return {name: value for name, value in content.items() if value is not None and value not in ("", [], {})}
