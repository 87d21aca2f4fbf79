"""What hiring puts on the talent page for the company as a whole: how quickly it hires, whom, and who interviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number, percent
from muster.apps.core.links import Cell, Figure, Panel, PanelRow, TalentPart, address
from muster.apps.core.roles import has_role
from muster.apps.hire.models import Interview, Outcome
from muster.apps.hire.rules import EVERYWHERE
from muster.apps.hire.selectors.diary import this_week
from muster.apps.hire.selectors.talent_company import (
    company_numbers,
    hires_since,
    interview_loads,
)

__all__ = ["talent_company"]

MOST = 8  # rows of a panel


def talent_company(person: User) -> TalentPart:
    """Return the numbers of the company, for those who see all of it."""
    if not has_role(person, *EVERYWHERE):
        return TalentPart()
    return TalentPart((), tuple(_figures(person)), (_loads(person),))


def _figures(person: User) -> Iterator[Figure]:
    company = company_numbers(person=person)
    days, above = company.days, company.above
    if days is not None:
        url = _to("hire:applications", outcome=Outcome.HIRED.value, hired=hires_since())
        told = ngettext("median days, of %(count)s hire", "median days, of %(count)s hires", days.count)
        note = told % {"count": number(days.count)}
        if days.low is not None and days.high is not None:
            between = {"note": note, "low": number(days.low, 0), "high": number(days.high, 0)}
            note = _("%(note)s; %(low)s to %(high)s") % between
        yield Figure(_("Time to hire"), round(days.median), url, note)
    if above is not None:
        between = {
            "share": percent(above.expected / above.count),
            "count": number(above.count),
            "low": percent(above.low / above.count),
            "high": percent(above.high / above.count),
        }
        note = _("expected of %(count)s: %(share)s, %(low)s to %(high)s") % between
        yield Figure(_("Hires above the bar"), round(above.expected), address("hire:bar"), note)
    told = ngettext(
        "%(count)s more place is approved", "%(count)s more places are approved", company.approved
    )
    note = told % {"count": number(company.approved)}
    yield Figure(_("Headcount"), company.now, address("org:employees"), note)


def _loads(person: User) -> Panel:
    """Return who interviews most, each number with the diary of exactly these interviews."""
    monday, sunday = this_week()
    week = timedelta(days=7)
    rows = []
    for one in interview_loads(person=person, most=MOST):
        query = {"state": Interview.State.SCHEDULED.value, "interviewer": one.key}
        now = _to("hire:diary", start=monday, end=sunday, **query)
        later = _to("hire:diary", start=monday + week, end=sunday + week, **query)
        rows.append(PanelRow(one.name, now, (Cell(one.this_week, now), Cell(one.next_week, later))))
    columns = (_("This week"), _("Next week"))
    return Panel(_("Who interviews most"), _("Interviewer"), columns, rows)


def _to(name: str, **query: object) -> str:
    return f"{address(name)}?{urlencode(query)}"
