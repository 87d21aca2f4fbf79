"""Packages in files: `PACKAGE.yaml` or `PACKAGE.json` <-> the engine's shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from muster.engine.pay.currency import digits_of
from muster.engine.pay.faults import package_faults
from muster.engine.pay.parts import (
    Base,
    Bonus,
    Clawback,
    Grant,
    InKind,
    Jumps,
    Liquidity,
    Multiple,
    Package,
    Payment,
    Payout,
    Person,
    PriceModel,
    Raise,
    Tranche,
)
from muster.tables.problems import Problems
from muster.tables.tree import read_tree
from muster.tables.tree_fields import Fields

__all__ = ["package_from_tree", "read_package", "read_packages"]

KEYS = (
    "name", "company", "currency", "rates", "start", "years", "base", "bonus", "sign_on", "retention_bonus",
    "relocation", "benefits", "in_kind", "buy_out", "grants", "price", "multiples", "discount_rate", "person",
)  # fmt: skip
GRANT_KEYS = (
    "kind", "name", "currency", "value", "shares", "reference_price", "strike", "expiry", "exercise_multiple",
    "lock_months", "cap", "double_trigger", "schedule", "tranches",
)  # fmt: skip
NO_START = np.datetime64("2000-01-01")
_DATED = re.compile(r"(\.date|\.expiry|\.month)$")


def read_package(path: Path) -> Package:
    """Return the package in a file. Raises DataError with everything that is wrong with it, each with its place."""
    return read_packages([path])[0]


def read_packages(paths: Sequence[Path]) -> tuple[Package, ...]:
    """Return the packages in files, one each. Raises DataError with all that is wrong with all of them.

    A package without a name is called like its file.
    """
    problems = Problems()
    found = [_read(path, problems) for path in paths]
    problems.stop()
    return tuple(package for package in found if package is not None)


def _read(path: Path, problems: Problems) -> Package | None:
    file = str(path)
    tree = read_tree(path, file, problems)
    if tree is None:
        return None
    places: dict[str, int | None] = {}
    faulty: set[str] = set()
    package = package_from_tree(Fields(tree, "", file, problems, places, faulty), name=path.stem)
    for problem in package_faults(package):
        place = problem.column or ""
        if not _known(place, faulty):
            problems.add(
                problem.code, problem.sentence, file=file, row=_row(place, places), column=place or None
            )
    return package


def _known(place: str, faulty: set[str]) -> bool:
    """Whether a fault only follows from one that was told already."""
    if "start" in faulty and _DATED.search(place):
        return True
    if not place:
        return bool(faulty)
    return any(_within(place, other) or _within(other, place) for other in faulty)


def _within(place: str, outer: str) -> bool:
    return place == outer or not outer or place.startswith((f"{outer}.", f"{outer}["))


def _row(place: str, places: dict[str, int | None]) -> int | None:
    """Return the row of a place, or of what it is missing in."""
    while place not in places and place:
        place = re.sub(r"(\.?[^.\[\]]+|\[\d+\])$", "", place)
    return places.get(place)


def package_from_tree(fields: Fields, *, name: str) -> Package:
    """Return a package as far as it can be read; the problems are in the fields'."""
    fields.allow(*KEYS)
    money = _Money(fields)
    return Package(
        currency=money.currency,
        start=fields.day("start", needed=True, stand_in=NO_START),
        base=None if (base := fields.inner("base")) is None else _base(base, money),
        bonus=None if (bonus := fields.inner("bonus")) is None else _bonus(bonus),
        sign_on=fields.each("sign_on", lambda each: _payment(each, money)),
        retention_bonus=fields.each("retention_bonus", lambda each: _payment(each, money)),
        relocation=fields.each("relocation", lambda each: _payment(each, money)),
        benefits=fields.each("benefits", lambda each: _in_kind(each, money)),
        in_kind=fields.each("in_kind", lambda each: _in_kind(each, money)),
        **_grants(fields, money),
        price=None if (price := fields.inner("price")) is None else _price(price),
        multiples=_multiples(fields),
        discount_rate=fields.number("discount_rate", stand_in=0.0) or 0.0,
        person=None if (person := fields.inner("person")) is None else _person(person),
        years=fields.whole("years"),
        name=fields.text("name", stand_in=name) or name,
        company=fields.text("company"),
    )


class _Money:
    """Amounts in the currency of the package; others are converted by the rates that the file gives."""

    def __init__(self, fields: Fields) -> None:
        self.currency = fields.text("currency", needed=True, stand_in="USD")
        self._rates: dict[str, float] = {}
        rates = fields.inner("rates")
        for code in () if rates is None else rates.names():
            rate = rates.number(code, needed=True) if rates is not None else None
            if rates is not None and rate is not None and not 0 < rate < 1e12:
                rates.fault(code, f"{rate:g} is no rate; give what one {code} is worth in {self.currency}")
            self._rates[code] = rate or 1.0

    def rate(self, fields: Fields) -> float:
        """Return what one of a mapping's currency is worth."""
        code = fields.text("currency")
        if not code or code == self.currency:
            return 1.0
        if code not in self._rates:
            fields.fault(
                "currency",
                f"this is in {code} and the package in {self.currency}; give rates.{code}, what one {code} is worth in "
                f"{self.currency}",
            )
        return self._rates.get(code, 1.0)

    def amount(self, fields: Fields, name: str, *, needed: bool = True) -> float | None:
        """Return an amount; one that was converted is rounded to the minor unit."""
        given, rate = fields.number(name, needed=needed), self.rate(fields)
        if given is None or rate == 1.0 or not abs(given) < 1e300:
            return given
        return round(given * rate, digits_of(self.currency))

    def price(self, fields: Fields, name: str) -> float | None:
        """Return a price of a share, which has as many digits as it has."""
        given, rate = fields.number(name), self.rate(fields)
        return None if given is None else given * rate


def _base(fields: Fields, money: _Money) -> Base:
    fields.allow("amount", "per", "raises", "currency")

    def change(each: Fields) -> Raise:
        each.allow("date", "amount", "percent", "currency")
        date = each.day("date", needed=True, stand_in=NO_START)
        return Raise(date, money.amount(each, "amount", needed=False), each.number("percent"))

    return Base(
        money.amount(fields, "amount") or 0.0,
        fields.text("per", stand_in="year"),
        fields.each("raises", change),
    )


def _bonus(fields: Fields) -> Bonus:
    fields.allow("target", "amount", "payout")

    def payout(each: Fields) -> Payout:
        each.allow("multiple", "probability")
        return Payout(
            each.number("multiple", needed=True) or 0.0, each.number("probability", needed=True) or 0.0
        )

    return Bonus(fields.number("target"), fields.number("amount"), fields.each("payout", payout))


def _payment(fields: Fields, money: _Money) -> Payment:
    fields.allow("name", "amount", "date", "clawback", "currency")
    clawback = fields.inner("clawback")
    if clawback is not None:
        clawback.allow("months", "method")
        if not clawback.has("months"):
            clawback.fault("months", "this is missing; give it")
    return Payment(
        amount=money.amount(fields, "amount") or 0.0,
        date=fields.day("date", needed=True, stand_in=NO_START),
        clawback=None
        if clawback is None
        else Clawback(clawback.whole("months") or 0, clawback.text("method", stand_in="monthly")),
        name=fields.text("name"),
    )


def _in_kind(fields: Fields, money: _Money) -> InKind:
    fields.allow("name", "value", "per", "currency")
    return InKind(
        fields.text("name", needed=True),
        money.amount(fields, "value") or 0.0,
        fields.text("per", stand_in="year"),
    )


def _grants(fields: Fields, money: _Money) -> dict[str, Any]:
    """Return grants, and what buys out equity forfeited elsewhere: by payments, or by grants among the others."""
    paid, granted = [], []
    places = []
    for tree, place in fields.items("buy_out") if fields.has("buy_out") else ():
        each = fields.child(tree, place)
        if each.has("kind"):
            granted.append(_grant(each, money, buy_out=True))
            places.append(place)
        else:
            paid.append(_payment(each, money))
    own = fields.each("grants", lambda each: _grant(each, money, buy_out=False))
    for at, place in enumerate(places):  # where they stand among all grants
        fields.places[f"grants[{len(own) + at}]"] = fields.places.get(place)
    return {"buy_out": tuple(paid), "grants": (*own, *granted)}


def _grant(fields: Fields, money: _Money, *, buy_out: bool) -> Grant:
    fields.allow(*GRANT_KEYS)
    return Grant(
        kind=fields.text("kind", needed=True, stand_in="rsu"),
        name=fields.text("name", stand_in="buy-out" if buy_out else ""),
        shares=fields.whole("shares"),
        value=money.amount(fields, "value", needed=False),
        reference_price=money.price(fields, "reference_price"),
        strike=money.price(fields, "strike"),
        expiry=fields.day("expiry"),
        exercise_multiple=fields.number("exercise_multiple"),
        lock_months=fields.whole("lock_months") or 0,
        cap=money.price(fields, "cap"),
        double_trigger=fields.flag("double_trigger"),
        buy_out=buy_out,
        schedule=fields.text("schedule") or None,
        tranches=fields.each("tranches", _tranche),
    )


def _tranche(fields: Fields) -> Tranche:
    fields.allow("month", "date", "fraction")
    return Tranche(fields.share("fraction"), fields.whole("month"), fields.day("date"))


def _price(fields: Fields) -> PriceModel:
    fields.allow("spot", "volatility", "drift", "failure_per_year", "jumps", "liquidity")
    jumps, liquidity = fields.inner("jumps"), fields.inner("liquidity")
    if jumps is not None:
        jumps.allow("per_year", "mean", "sd")
    if liquidity is not None:
        liquidity.allow("date", "probability")
    chance = 1.0 if liquidity is None else liquidity.number("probability")
    return PriceModel(
        spot=fields.number("spot"),
        volatility=fields.number("volatility"),
        drift=fields.number("drift"),
        failure_per_year=fields.number("failure_per_year", stand_in=0.0) or 0.0,
        jumps=None
        if jumps is None
        else Jumps(*(jumps.number(name, needed=True) or 0.0 for name in ("per_year", "mean", "sd"))),
        liquidity=None
        if liquidity is None
        else Liquidity(
            liquidity.day("date", needed=True, stand_in=NO_START), 1.0 if chance is None else chance
        ),
    )


def _multiples(fields: Fields) -> tuple[Multiple, ...]:
    """Return the scenarios: numbers, or mappings of a multiple and its probability."""
    found = []
    for tree, place in fields.items("multiples"):
        if isinstance(tree.value, dict):
            each = fields.child(tree, place)
            each.allow("multiple", "probability")
            found.append(Multiple(each.number("multiple", needed=True) or 0.0, each.number("probability")))
        elif isinstance(tree.value, bool) or not isinstance(tree.value, int | float):
            fields.fault("multiples", "each must be a number, or a multiple with its probability")
        else:
            found.append(Multiple(float(tree.value)))
    return tuple(found)


def _person(fields: Fields) -> Person:
    fields.allow("risk_aversion", "equity_share", "tax")
    return Person(
        fields.number("risk_aversion", needed=True) or 0.0,
        fields.number("equity_share", needed=True) or 0.0,
        fields.text("tax", stand_in="none"),
    )
