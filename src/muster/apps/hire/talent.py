"""What hiring puts on the talent page. Each number is counted by the filter of the list that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.formats import number
from muster.apps.core.links import Cell, Figure, Panel, PanelRow, TalentPart, address
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Interview, Member, Outcome, Requisition, Stage
from muster.apps.hire.rules import parts_somewhere, works_somewhere
from muster.apps.hire.rules_committee import may_see_committee
from muster.apps.hire.selectors.committee import decision_counts
from muster.apps.hire.selectors.diary import DiaryCounts, diary_counts, this_week
from muster.apps.hire.selectors.owed import DueCounts, due_counts
from muster.apps.hire.selectors.reviews import review_waiting
from muster.apps.hire.selectors.talent import (
    OpeningCounts,
    StageAge,
    message_stuck,
    new_since,
    opening_counts,
    stage_ages,
)

__all__ = ["talent", "talent_committee"]

MOST = 8  # rows of a panel; the list that it leads to has all


def talent(person: User) -> TalentPart:
    """Return what waits for the person; and for those who answer for openings, how these fare."""
    parts = parts_somewhere(person)
    diary, due = diary_counts(person=person), due_counts(person=person)
    wide = works_somewhere(person, parts)
    waiting = [*_own(person, parts, diary, due), *(_hands(person, diary) if wide else ())]
    if not wide:
        return TalentPart(waiting)
    ages = stage_ages(person=person)
    figures = _figures(opening_counts(person=person), diary, due, ages)
    panels = [
        _stages(ages),
        _late(_("Late scorecards by interviewer"), _("Interviewer"), "interviewer", due.interviewers),
        _late(_("Late scorecards by opening"), _("Opening"), "requisition", due.requisitions),
    ]
    return TalentPart(waiting, tuple(figures), panels)


def talent_committee(person: User) -> TalentPart:
    """Return the decisions that wait for the person, and those that are due."""
    if not may_see_committee(person):
        return TalentPart()
    counts = decision_counts(person=person)
    waits = counts.votes + counts.signatures
    waiting = [Figure(_("Decisions that wait for you"), waits, _to("hire:committee"))]
    if not has_role(person, Role.RECRUITER, Role.EXECUTIVE, Role.HIRING_MANAGER):
        return TalentPart(waiting)
    undecided = Figure(_("Decisions under way"), counts.undecided, _to("hire:committee", view="undecided"))
    return TalentPart(
        waiting, (undecided, Figure(_("Decisions late"), counts.late, _to("hire:committee", view="late")))
    )


def _own(person: User, parts: frozenset[str], diary: DiaryCounts, due: DueCounts) -> Iterator[Figure]:
    """Yield what waits for the person as reviewer and interviewer."""
    (monday, sunday), today = this_week(), timezone.localdate()
    if Member.Part.REVIEWER in parts:
        waiting = review_waiting(person=person).count()
        yield Figure(_("Applications to review"), waiting, _to("hire:reviews", waiting=1))
    yield Figure(_("Scorecards to write"), due.own, _to("hire:due", interviewer=person.pk))
    own = {"mine": "on", "state": Interview.State.SCHEDULED.value}
    url = _to("hire:diary", start=today, end=today, **own)
    yield Figure(_("Your interviews today"), diary.own_today, url)
    url = _to("hire:diary", start=monday, end=sunday, **own)
    yield Figure(_("Your interviews this week"), diary.own_week, url)


def _hands(person: User, diary: DiaryCounts) -> Iterator[Figure]:
    """Yield what needs the hand of those who work on openings; executives look on."""
    if has_role(person, Role.EXECUTIVE) and not has_role(person, Role.RECRUITER, Role.HIRING_MANAGER):
        return
    stuck = message_stuck(person=person).count()
    yield Figure(_("Messages to look after"), stuck, _to("hire:messages"))
    yield Figure(_("Interviews of applications that ended"), diary.stale, _to("hire:diary", stale="on"))
    yield Figure(_("Interviews with somebody who has left"), diary.gone, _to("hire:diary", gone="on"))


def _figures(
    openings: OpeningCounts, diary: DiaryCounts, due: DueCounts, ages: Sequence[StageAge]
) -> Iterator[Figure]:
    monday, sunday = this_week()
    status = {"status": Requisition.Status.OPEN.value, "worked_on": "on"}
    yield Figure(_("Open openings"), openings.open, _to("hire:requisitions", **status))
    url = _to("hire:requisitions", **status, since=new_since())
    yield Figure(_("New this week"), openings.new, url)
    url = _to("hire:applications", outcome=Outcome.HIRED.value, live="on")
    places = ngettext("of %(count)s place", "of %(count)s places", openings.places)
    yield Figure(_("Hired so far"), openings.hired, url, places % {"count": number(openings.places)})
    planned = {"state": Interview.State.SCHEDULED.value, "start": monday, "end": sunday}
    yield Figure(_("Interviews this week"), diary.week, _to("hire:diary", **planned))
    yield Figure(_("Scorecards late"), due.late, _to("hire:due", late="on"))
    offers = sum(one.count for one in ages if one.kind == Stage.Kind.OFFER)
    yield Figure(_("In the stage of offers"), offers, _active(Stage.Kind.OFFER))


def _stages(ages: Sequence[StageAge]) -> Panel:
    columns = (_("Active"), _("Median days"), _("Nine in ten, days"), _("Late"))
    rows = []
    for one in ages:
        url = _active(one.kind)
        days = (Cell(one.median, url), Cell(one.ninth, url))
        late = Cell(one.late, f"{url}&late=on", pressing=True)
        rows.append(PanelRow(str(one.kind.label), url, (Cell(one.count, url), *days, late)))
    return Panel(_("How long candidates wait"), _("Step"), columns, rows)


def _late(title: str, what: str, name: str, counts: Sequence[tuple[int, str, int]]) -> Panel:
    """Return a panel of late scorecards; `name` is what the list is narrowed by."""
    rows = []
    for key, label, count in counts[:MOST]:
        url = _to("hire:due", late="on", **{name: key})
        rows.append(PanelRow(label, url, (Cell(count, url, pressing=True),)))
    return Panel(title, what, (_("Late"),), rows)


def _active(kind: Stage.Kind) -> str:
    return _to("hire:applications", outcome=Outcome.ACTIVE.value, kind=kind.value)


def _to(name: str, **query: object) -> str:
    """Return the address of a list with its filter."""
    return f"{address(name)}?{urlencode(query)}" if query else address(name)
