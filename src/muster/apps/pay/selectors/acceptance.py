"""The report of acceptance: how candidates answered offers, by source, level, rank, competing employer and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.roles import require
from muster.apps.hire.bridge.medians import Middle, middle_of
from muster.apps.hire.models import Source
from muster.apps.hire.rates import Rate, rate_of
from muster.apps.pay.models import AnswerKind, Offer, OfferState
from muster.apps.pay.rules import may_see_bands, offers_hidden, offers_visible
from muster.apps.pay.selectors.narrowing import (
    ANSWERED,
    OfferFilter,
    filter_allowed,
    may_see_ranks,
    offers_narrow,
    with_quarter,
)

__all__ = ["FEW", "AcceptanceGroup", "AcceptanceReport", "AcceptanceTable", "acceptance_report"]

FEW = 5  # answers below which a share is not told, only the two counts
MOST_EMPLOYERS = 20
NOT_YOURS = gettext_lazy("Only recruiters, executives and compensation partners see how offers are answered.")
QUARTERS = (
    pgettext_lazy("rank at the decision", "In the first quarter"),
    pgettext_lazy("rank at the decision", "In the second quarter"),
    pgettext_lazy("rank at the decision", "In the third quarter"),
    pgettext_lazy("rank at the decision", "In the last quarter"),
    pgettext_lazy("rank at the decision", "No estimate at the decision"),
)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class _Answer:
    """One answered offer, as far as the report asks."""

    accepted: bool
    source: str
    level: int
    rank_of_level: int
    level_code: str
    quarter: int
    employer: str
    days: float


@dataclass(frozen=True)
class AcceptanceGroup:
    """Some offers: how many were answered, of them accepted with its rate, and the median days to the answer.

    `rate` is None of few. `wanted` is the filter of the list with exactly those answered, `counted` of those accepted.
    Of competing employers `accepted` counts those who named them, of all who declined.
    """

    label: str
    answered: int
    accepted: int
    rate: Rate | None
    days: Middle | None
    wanted: OfferFilter
    counted: OfferFilter


@dataclass(frozen=True)
class AcceptanceTable:
    """The groups of one question. `key` names it in the file; `counted` heads what is counted of those answered."""

    key: str
    title: str
    counted: str
    groups: Sequence[AcceptanceGroup]


@dataclass(frozen=True)
class AcceptanceReport:
    """All answers in one, then by question; and how many offers are open, have run out or were withdrawn unanswered:
    those of the filter `unanswered`, by their state.
    """

    whole: AcceptanceGroup
    tables: Sequence[AcceptanceTable]
    open: int
    expired: int
    withdrawn: int
    unanswered: OfferFilter


def acceptance_report(*, person: User, wanted: OfferFilter) -> AcceptanceReport:
    """Return how the offers that the person sees were answered, those of a filter. Raises PermissionDenied.

    The rank at the decision is for those who read scorecards everywhere.
    """
    require(may_see_bands(person), NOT_YOURS)
    seen = Offer.objects.filter(offers_visible(person)).exclude(offers_hidden(person)).order_by()
    wanted = replace(filter_allowed(person=person, wanted=wanted), state=ANSWERED, unanswered=False)
    rows = with_quarter(offers_narrow(seen, wanted))
    answers = [_answer(*row) for row in rows.values_list(*COLUMNS)]
    unanswered = OfferFilter(source=wanted.source, level=wanted.level, unanswered=True)
    states = dict(offers_narrow(seen, unanswered).values_list("state").annotate(Count("pk")))
    return AcceptanceReport(
        whole=_group(str(_("All")), answers, wanted),
        tables=_tables(person, answers, wanted),
        open=states.get(OfferState.SENT, 0),
        expired=states.get(OfferState.EXPIRED, 0),
        withdrawn=states.get(OfferState.WITHDRAWN, 0),
        unanswered=unanswered,
    )


COLUMNS = (
    *("answer__kind", "application__source", "requisition__level", "requisition__level__rank"),
    *("requisition__level__code", "quarter", "answer__employer", "sending__sent_at", "answer__answered_at"),
)


def _answer(
    kind: str,
    source: str,
    level: int,
    rank_of_level: int,
    level_code: str,
    quarter: int,
    employer: str,
    sent_at: datetime | None,
    answered_at: datetime,
) -> _Answer:
    waited = 0.0 if sent_at is None else max((answered_at - sent_at).total_seconds() / 86_400, 0.0)
    accepted = kind == AnswerKind.ACCEPTED
    return _Answer(accepted, source, level, rank_of_level, level_code, quarter, employer.strip(), waited)


def _tables(person: User, answers: Sequence[_Answer], wanted: OfferFilter) -> list[AcceptanceTable]:
    accepted = str(_("Accepted"))
    by_source = _split(answers, lambda one: one.source)
    sources = [
        _group(str(label), by_source[value], replace(wanted, source=value))
        for value, label in Source.choices
        if value in by_source
    ]
    by_level = _split(answers, lambda one: (one.rank_of_level, one.level_code, one.level))
    levels = [
        _group(code, by_level[rank, code, key], replace(wanted, level=key))
        for rank, code, key in sorted(by_level)
    ]
    found = [
        AcceptanceTable("source", str(_("By source")), accepted, sources),
        AcceptanceTable("level", str(_("By level")), accepted, levels),
    ]
    if may_see_ranks(person):
        by_rank = _split(answers, lambda one: one.quarter)
        ranks = [_group(str(QUARTERS[at]), by_rank[at], replace(wanted, rank=at)) for at in sorted(by_rank)]
        found.append(AcceptanceTable("rank", str(_("By rank at the decision")), accepted, ranks))
    found.append(
        AcceptanceTable(
            "employer", str(_("Whom they go to instead")), str(_("Name them")), _employers(answers, wanted)
        )
    )
    return found


def _employers(answers: Sequence[_Answer], wanted: OfferFilter) -> list[AcceptanceGroup]:
    """Return who was named by those who declined, as a share of all of them, the most named first."""
    declined = [one for one in answers if not one.accepted]
    named = _split((one for one in declined if one.employer), lambda one: one.employer.casefold())
    most = sorted(named.values(), key=lambda those: (-len(those), those[0].employer.casefold()))
    return [
        AcceptanceGroup(
            label=those[0].employer,
            answered=len(declined),
            accepted=len(those),
            rate=rate_of(len(those), len(declined)) if len(declined) >= FEW else None,
            days=middle_of([one.days for one in those]),
            wanted=replace(wanted, state=OfferState.DECLINED),
            counted=replace(wanted, state=OfferState.DECLINED, employer=those[0].employer),
        )
        for those in most[:MOST_EMPLOYERS]
    ]


def _split(answers: Iterable[_Answer], key: Callable[[_Answer], Key]) -> dict[Key, list[_Answer]]:
    found: defaultdict[Key, list[_Answer]] = defaultdict(list)
    for one in answers:
        found[key(one)].append(one)
    return dict(found)


def _group(label: str, answers: Sequence[_Answer], wanted: OfferFilter) -> AcceptanceGroup:
    accepted = sum(one.accepted for one in answers)
    return AcceptanceGroup(
        label=label,
        answered=len(answers),
        accepted=accepted,
        rate=rate_of(accepted, len(answers)) if len(answers) >= FEW else None,
        days=middle_of([one.days for one in answers]),
        wanted=wanted,
        counted=replace(wanted, state=OfferState.ACCEPTED),
    )
