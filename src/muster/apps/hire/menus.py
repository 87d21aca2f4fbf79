"""What hiring offers to the site's navigation and command palette."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Cell, Hit, Link, Panel, PanelRow, address
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Member
from muster.apps.hire.rules import (
    may_erase,
    may_manage_kits,
    may_refer,
    may_see_calibrations,
    may_see_merit,
    may_see_reach,
    parts_somewhere,
    works_somewhere,
)
from muster.apps.hire.rules_bar import may_record_outcomes, may_see_bar
from muster.apps.hire.rules_committee import may_see_committee
from muster.apps.hire.selectors.applications import ApplicationFilter, application_list
from muster.apps.hire.selectors.committee import ListedDecision, Waiting, waiting_list
from muster.apps.hire.selectors.desk import Desk, desk_openings
from muster.apps.hire.selectors.finding import interview_search
from muster.apps.hire.selectors.interviews import MySeat, seats_due
from muster.apps.hire.selectors.requisitions import requisition_visible
from muster.apps.hire.selectors.reviews import Queue, review_queues

__all__ = [
    "menu",
    "panel_decisions",
    "panel_openings",
    "panel_reviews",
    "panel_scorecards",
    "search_applications",
    "search_interviews",
    "search_requisitions",
]


def menu(person: User) -> list[Link]:
    """Return the pages of hiring that the person may open."""
    parts = parts_somewhere(person)
    wide = works_somewhere(person, parts)
    links = [Link(_("Talent"), address("talent"))] if wide else []
    links.append(Link(_("Openings"), address("hire:requisitions")))
    if wide:
        links.append(Link(_("Applications"), address("hire:applications")))
    if Member.Part.REVIEWER in parts:
        links.append(Link(_("Reviews"), address("hire:reviews")))
    interviews = Member.Part.INTERVIEWER in parts or has_role(person, Role.INTERVIEWER)
    if interviews:
        links.append(Link(_("Interviews"), address("hire:interviews")))
    if may_see_merit(person):
        links.append(Link(_("Merit"), address("hire:merit")))
    if may_see_bar(person):
        links.append(Link(_("The bar"), address("hire:bar")))
    if interviews or may_see_calibrations(person):
        links.append(Link(_("Calibration"), address("hire:calibration")))
    if may_see_committee(person):
        links.append(Link(_("Committee"), address("hire:committee")))
    if may_refer(person):
        links.append(Link(_("Referrals"), address("hire:referrals")))
    if has_role(person, Role.COMPENSATION_PARTNER):
        links.append(Link(_("Offers made elsewhere"), address("hire:offers-elsewhere")))
    if may_record_outcomes(person):
        links.append(Link(_("On the job"), address("hire:outcomes")))
    if may_see_reach(person):
        links.append(Link(_("Reach"), address("hire:reach")))
    if wide:
        links.append(Link(_("Export"), address("hire:exports")))
    if may_manage_kits(person):
        links.append(Link(_("Kits"), address("hire:kits")))
    if may_erase(person):
        links.append(Link(_("Erasure"), address("hire:erasures")))
    return links


def panel_reviews(person: User) -> Panel:
    """Return what waits for the person's review."""
    waiting = [_review_row(queue) for queue in review_queues(person=person) if queue.waiting]
    return Panel(_("Waiting for your review"), _("Opening"), (_("Waiting"), _("Done")), waiting)


def panel_scorecards(person: User) -> Panel:
    """Return the openings for which the person owes scorecards."""
    owed: dict[int, list[MySeat]] = {}
    for one in seats_due(person=person):
        owed.setdefault(one.seat.interview.application.requisition_id, []).append(one)
    rows = [_scorecard_row(seats) for seats in owed.values()]
    return Panel(_("Scorecards that you owe"), _("Opening"), (_("Due"), _("Late")), rows)


def panel_decisions(person: User) -> Panel:
    """Return the openings for which the person is to vote on or to sign decisions."""
    waiting = waiting_list(person=person) if may_see_committee(person) else Waiting((), ())
    votes, signatures = (_by_opening(rows) for rows in (waiting.votes, waiting.signatures))
    rows = [_decision_row(votes.get(pk, []), signatures.get(pk, [])) for pk in {**votes, **signatures}]
    return Panel(_("Decisions that wait for you"), _("Opening"), (_("To vote on"), _("To sign")), rows)


def panel_openings(person: User) -> Panel:
    """Return the open openings that the person answers for, and how their candidates fare."""
    columns = (_("Active applications"), _("New this week"), _("Late"))
    rows = [_opening_row(one) for one in desk_openings(person=person)]
    return Panel(_("Your openings"), _("Opening"), columns, rows)


def _review_row(queue: Queue) -> PanelRow:
    one = queue.requisition
    start, every = address("hire:review-start", one.pk), address("hire:reviews")
    cells = (Cell(queue.waiting, start, pressing=True), Cell(queue.done, every))
    return PanelRow(one.title, start, cells, one.code)


def _scorecard_row(seats: list[MySeat]) -> PanelRow:
    requisition, url = seats[0].seat.interview.application.requisition, address("hire:interviews")
    cells = (Cell(len(seats), url), Cell(sum(one.late for one in seats), url, pressing=True))
    return PanelRow(requisition.title, url, cells, requisition.code)


def _by_opening(rows: Sequence[ListedDecision]) -> dict[int, list[ListedDecision]]:
    found: dict[int, list[ListedDecision]] = {}
    for one in rows:
        found.setdefault(one.decision.application.requisition_id, []).append(one)
    return found


def _decision_row(votes: list[ListedDecision], signatures: list[ListedDecision]) -> PanelRow:
    first = [*votes, *signatures]
    requisition, url = first[0].decision.application.requisition, address("hire:committee")
    cells = (Cell(len(votes), url, pressing=True), Cell(len(signatures), url, pressing=True))
    return PanelRow(requisition.title, url, cells, requisition.code)


def _opening_row(one: Desk) -> PanelRow:
    board = address("hire:board", one.requisition.pk)
    table = f"{address('hire:applications')}?requisition={one.requisition.pk}&outcome=active"
    cells = (
        Cell(one.active, board),
        Cell(one.new, f"{table}&start={one.since.isoformat()}"),
        Cell(one.late, f"{table}&late=on", pressing=True),
    )
    return PanelRow(one.requisition.title, board, cells, one.requisition.code)


def search_requisitions(person: User, text: str, limit: int) -> list[Hit]:
    """Find openings by title, code or team."""
    found = requisition_visible(person=person, text=text)[:limit]
    return [
        Hit(one.title, address("hire:requisition", one.pk), _("Openings"), f"{one.code} · {one.team}")
        for one in found
    ]


def search_applications(person: User, text: str, limit: int) -> list[Hit]:
    """Find applications by the candidate's name or the words of the résumé, none that are to stay blind."""
    found = application_list(person=person, wanted=ApplicationFilter(text=text)).filter(blind=False)[:limit]
    return [
        Hit(
            one.candidate.name,
            address("hire:application", one.pk),
            _("Candidates"),
            one.requisition.title,
        )
        for one in found
    ]


def search_interviews(person: User, text: str, limit: int) -> list[Hit]:
    """Find interviews by the candidate's name, those to come first; never by what a scorecard says."""
    return [
        Hit(one.name, address("hire:interview", one.interview.pk), _("Interviews"), one.when)
        for one in interview_search(person=person, text=text, limit=limit)
    ]
