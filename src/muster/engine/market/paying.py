"""Which period an amount of money is paid over, in one sentence, and the proposals that follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from muster.engine.market._words_money import BASES
from muster.engine.market._words_time import BLOCKING, DURATIONS, NOUNS
from muster.engine.market.bounds import Amount, bound_behind, bounded
from muster.engine.market.folding import Folded, words_of
from muster.engine.market.money import Currencies, find_amounts
from muster.engine.market.periods import Period, Rate, find_periods, find_rates
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import Proposal

__all__ = ["Pay", "find_pay", "pay_proposals"]

BEHIND = 6  # words between an amount and the period behind it
BEFORE = 4


@dataclass(frozen=True, slots=True)
class Pay:
    """The amounts of a sentence, each with its months and basis, and the periods that stand for themselves."""

    amounts: tuple[tuple[Amount, float | None, str | None], ...]
    periods: tuple[Period, ...]


def find_pay(folded: Folded, language: str, currencies: Currencies) -> Pay:
    """Return the money and the periods of a sentence, an amount with the period that it is paid over."""
    amounts = find_amounts(folded, language, currencies)
    taken = {place for amount in amounts for place in range(amount.core, amount.last)}
    periods = [
        period
        for period in find_periods(folded, language)
        if not taken & set(range(period.first, period.last))
    ]
    firsts = {place for each in periods if each.first_year for place in range(each.first, each.last)}
    rates = [rate for rate in find_rates(folded) if not (taken | firsts) & set(range(rate.first, rate.last))]
    chosen: list[tuple[Amount, float | None, str | None]] = []
    used: set[int] = set()
    spent: set[int] = set()
    for at, amount in enumerate(amounts):
        start = amounts[at - 1].last if at else 0
        stop = amounts[at + 1].first if at + 1 < len(amounts) else len(folded.tokens)
        rate = _rate_of(folded, amount, [rate for rate in rates if rate.first not in used], start, stop)
        period = None if rate else _period_of(folded, amount, periods, start, stop, spent)
        if rate is not None:
            used |= set(range(rate.first, rate.last))
            chosen.append((_or_more(folded, amount, rate.last), rate.months or None, rate.basis))
        elif period is not None:
            spent |= set(range(period.first, period.last))
            basis = "first_year" if period.first_year else "total"
            chosen.append((_or_more(folded, amount, period.last), period.months, basis))
        else:
            chosen.append((amount, None, _basis(folded, start, stop)))
    kept = tuple(period for period in periods if not used & set(range(period.first, period.last)))
    kept = tuple(period for period in kept if not _is_rate(period, rates, amounts, folded))
    return Pay(tuple(chosen), kept)


def _or_more(folded: Folded, amount: Amount, place: int) -> Amount:
    """Bound an exact amount by what stands behind its period: `a year or more`."""
    if amount.low != amount.high or place <= amount.last or place >= len(folded.tokens):
        return amount
    place += folded.tokens[place].text == ","
    side = bound_behind(folded, place)[1]
    return amount if side is None else bounded(amount, side)


def _is_rate(period: Period, rates: list[Rate], amounts: list[Amount], folded: Folded) -> bool:
    """Whether a period is the rate of something that is no money: `per month`."""
    for rate in rates:
        if rate.first < period.first and rate.last >= period.last:
            return True
        if (rate.first, rate.last) == (
            period.first,
            period.last,
        ) and period.lead is None:  # 2 million chips a year
            return any(token.numeric for token in folded.tokens[max(0, rate.first - 4) : rate.first])
    return False


@cache
def _blocking() -> Phrases[bool]:
    return Phrases.listed(True, BLOCKING)


@cache
def _nouns() -> Phrases[bool]:
    return Phrases.listed(True, NOUNS)


@cache
def _durations() -> frozenset[str]:
    return frozenset((*words_of(DURATIONS), ",", "'"))


@cache
def _bases() -> Phrases[str]:
    return Phrases(BASES)


def _words_between(folded: Folded, first: int, last: int) -> int:
    return sum(1 for token in folded.tokens[first:last] if token.is_word or token.numeric)


def _blocked(folded: Folded, first: int, last: int) -> bool:
    return any(_blocking().at(folded.tokens, place) for place in range(first, last))


def _rate_of(folded: Folded, amount: Amount, rates: list[Rate], start: int, stop: int) -> Rate | None:
    """Return the rate of an amount: the nearest behind it, else right before it."""
    for rate in rates:
        if amount.last <= rate.first < stop and not rate.before:
            near = _words_between(folded, amount.last, rate.first) <= BEHIND
            if near and not _blocked(folded, amount.last, rate.first):
                return rate
    for rate in reversed(rates):
        if start <= rate.first and rate.last <= amount.first:
            most = BEFORE + (1 if rate.before else 2 if _opens(folded, rate) else -1)
            near = _words_between(folded, rate.last, amount.first) <= most
            if near and not _blocked(folded, rate.last, amount.first):
                return rate
    return None


def _opens(folded: Folded, rate: Rate) -> bool:
    """Whether a sentence begins with a rate, which then holds for all of it: `Setiap tahun ia menerima`."""
    return rate.first == 0 and folded.tokens[0].text not in ("a", "an")


def _period_of(
    folded: Folded, amount: Amount, periods: list[Period], start: int, stop: int, used: set[int]
) -> Period | None:
    """Return the period that an amount is paid over: behind it, before it, or that of its package."""
    for period in periods:
        if amount.last <= period.first < stop and not _is_of_another(folded, period, amount, stop):
            gap = _words_between(folded, amount.last, period.lead_first)
            over = period.lead == "over" and gap <= BEHIND
            if (over or _of_noun(folded, period, amount.last)) and not _blocked(
                folded, amount.last, period.first
            ):
                return period
    for period in reversed(periods):
        free = not used & set(range(period.first, period.last))
        if start <= period.first and period.last <= amount.first and free:
            gap = _words_between(folded, period.last, amount.first)
            if period.lead == "over" and gap <= BEFORE and not _blocked(folded, period.last, amount.first):
                return period
            if gap <= BEFORE and _of_noun(folded, period, start):
                return period
    return None


def _is_of_another(folded: Folded, period: Period, amount: Amount, stop: int) -> bool:
    """Whether a period before the next amount, after a comma or `and`, belongs to that one."""
    return stop < len(folded.tokens) and period.last == stop and period.lead_first > amount.last + 1


def _of_noun(folded: Folded, period: Period, least: int) -> bool:
    """Whether a period stands beside the word for a package: `four-year grant`, `pacote de quatro anos`."""
    tokens = folded.tokens
    if period.last < len(tokens) and _nouns().at(tokens, period.last):
        return True
    if period.last + 1 < len(tokens) and tokens[period.last].text == ",":
        after = range(period.last + 1, min(period.last + 8, len(tokens)))
        if period.first > 0 and any(_nouns().at(tokens, place) for place in after):
            return tokens[period.last - 1].text in ("year", "month")
    before = period.first - 1
    while before > least and tokens[before].text in _durations():
        if _nouns().at(tokens, before):
            return True
        before -= 1
    return before >= least and bool(_nouns().at(tokens, before))


def _basis(folded: Folded, start: int, stop: int) -> str | None:
    """Return what words of the clause say an amount is, where no period says it."""
    for place in range(start, stop):
        found = _bases().at(folded.tokens, place)
        if found is not None:
            return found[1]
    return None


def pay_proposals(folded: Folded, pay: Pay) -> list[Proposal]:
    """Return the proposals of kinds money and period."""
    found = []
    for amount, months, basis in pay.amounts:
        start, end = folded.span(amount.first, amount.last)
        found.append(
            Proposal(
                "money",
                start,
                end,
                folded.source[start:end],
                low=amount.low,
                high=amount.high,
                currency=amount.currency,
                period_months=months,
                basis=basis,
                hedged=amount.about,
            )
        )
    for period in pay.periods:
        start, end = folded.span(period.first, period.last)
        found.append(
            Proposal(
                "period",
                start,
                end,
                folded.source[start:end],
                low=period.low,
                high=period.high,
                period_months=period.months,
                basis="first_year" if period.first_year else None,
            )
        )
    return found
