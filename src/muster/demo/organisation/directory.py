"""The directory: who works at the company at this moment, in which post, under whom.

Everybody reports within a team to its lead or to a manager of it, its lead to the head of the division, and
these to the head of the company: a tree by construction. A manager whose reports become too many appoints one
of them and hands over about half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from muster.demo.organisation.ladders import LEVELS, job_title
from muster.demo.organisation.records import Assignment, AssignmentReason, Leadership, Team
from muster.demo.organisation.units import UNITS

__all__ = ["MOST_REPORTS", "Directory", "Post", "aptness"]

MOST_REPORTS = 9
HANDED_OVER = 4
HIGHEST_APPOINTED = 6
LEAD_LEVELS = {"company": "M5", "division": "M4", "team": "M2"}


@dataclass
class Post:
    """Somebody's present post. A `fixed` one belongs to another part of the company and is left as it is."""

    employee_id: str
    spell_id: str
    joined_on: date
    team_id: str
    level_id: str
    family: str
    location_id: str
    fixed: bool = False
    manager_id: str | None = None
    level_since: date = date.min
    reports: dict[str, None] = field(default_factory=dict)

    @property
    def is_contributor(self) -> bool:
        """Whether the post is on the ladder of those who manage nobody."""
        return LEVELS[self.level_id].ladder == "contributor"


def aptness(post: Post) -> tuple[bool, int, int]:
    """Return what appointments go by: managers first, then higher levels, then the longer service.

    The highest contributors come last: they stay on their own ladder.
    """
    rank = LEVELS[post.level_id].rank
    stays = post.is_contributor and rank > HIGHEST_APPOINTED
    return not post.is_contributor, 0 if stays else rank, -post.joined_on.toordinal()


class Directory:
    """Keeps posts and reporting lines, and records every change to them."""

    def __init__(self) -> None:
        self.assignments: list[Assignment] = []
        self.leaderships: list[Leadership] = []
        self.teams: list[Team] = []
        self._posts: dict[str, Post] = {}
        self._members: dict[str, dict[str, None]] = {unit: {} for unit in UNITS}
        self._leads: dict[str, str] = {}
        self._open: set[str] = set()
        self._stand_ins: dict[str, str] = {}
        self._latest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return iter(self._posts.values())

    def __contains__(self, employee_id: str) -> bool:
        return employee_id in self._posts

    def __getitem__(self, employee_id: str) -> Post:
        return self._posts[employee_id]

    @property
    def leads(self) -> Mapping[str, str]:
        """Who leads each unit that has a lead now."""
        return self._leads

    def is_open(self, unit_id: str) -> bool:
        """Whether the unit has been opened."""
        return unit_id in self._open

    def members(self, unit_id: str) -> Iterable[Post]:
        """Return the posts of a unit, in the order in which they were taken up there."""
        return [self._posts[employee_id] for employee_id in self._members[unit_id]]

    def size(self, unit_id: str) -> int:
        """Return how many posts a unit has, without those of the units under it."""
        return len(self._members[unit_id])

    def acting(self, employee_id: str) -> str:
        """Return the person, or who took over when they left."""
        while employee_id not in self._posts:
            employee_id = self._stand_ins[employee_id]
        return employee_id

    def place(self, post: Post, on: date, reason: AssignmentReason) -> None:
        """Let somebody who joins take up a post under a manager of the team."""
        self._posts[post.employee_id] = post
        self._members[post.team_id][post.employee_id] = None
        post.level_since = on
        self._report_to(post, self._manager_with_room(post.team_id, on))
        self._record(post, on, reason)

    def install_lead(self, post: Post, unit_id: str, on: date, reason: AssignmentReason) -> None:
        """Make somebody the lead of a unit that has none, which opens it if it was not; new or from within."""
        kind = UNITS[unit_id].kind
        if post.employee_id in self._posts:
            del self._members[post.team_id][post.employee_id]
        self._posts[post.employee_id] = post
        self._members[unit_id][post.employee_id] = None
        left_behind = [self._posts[who] for who in post.reports] if post.team_id != unit_id else []
        post.team_id = unit_id
        post.level_id, post.level_since = LEAD_LEVELS[kind], on
        parent = UNITS[unit_id].parent_id
        self._report_to(post, self._leads[parent] if parent else None)
        self._leads[unit_id] = post.employee_id
        self._record(post, on, reason)
        self.leaderships.append(Leadership(unit_id, post.employee_id, on))
        without_lead = [
            one for one in self.members(unit_id) if parent and one.manager_id == self._leads[parent]
        ]
        for report in (*left_behind, *without_lead):
            if report is not post:
                self._hand_on(report, on)
        self._open_unit(unit_id, on)

    def _open_unit(self, unit_id: str, on: date) -> None:
        if unit_id not in self._open:
            self._open.add(unit_id)
            unit = UNITS[unit_id]
            self.teams.append(Team(unit.id, unit.name, unit.kind, unit.parent_id, unit.location_id, on))

    def promote(self, post: Post, level_id: str, on: date) -> None:
        """Move somebody up their ladder, in the same post."""
        post.level_id, post.level_since = level_id, on
        self._record(post, on, "promotion")

    def transfer(self, post: Post, team_id: str, on: date) -> None:
        """Move somebody who manages nobody to another open team."""
        del self._members[post.team_id][post.employee_id]
        self._members[team_id][post.employee_id] = None
        post.team_id = team_id
        self._report_to(post, self._manager_with_room(team_id, on))
        self._record(post, on, "transfer")

    def remove(self, post: Post, on: date) -> str | None:
        """Let somebody leave a team and hand on their reports. Return the team if it has no lead now.

        Raises ValueError for heads of divisions and of the company, whom the demo does not replace.
        """
        manager = self._report_to(post, None)
        if manager is None or UNITS[post.team_id].kind != "team":
            raise ValueError(f"{post.employee_id} heads {post.team_id} and cannot leave")
        del self._posts[post.employee_id]
        del self._members[post.team_id][post.employee_id]
        self._stand_ins[post.employee_id] = manager
        vacant = self._leads.get(post.team_id) == post.employee_id
        if vacant:
            self._succeed(post, on)
        for report in [self._posts[who] for who in post.reports]:
            if report.manager_id == post.employee_id:
                self._hand_on(report, on)
        return post.team_id if vacant and post.team_id not in self._leads else None

    def _succeed(self, gone: Post, on: date) -> None:
        """Appoint the lead's successor from the team: a manager before a contributor, the senior first."""
        del self._leads[gone.team_id]
        fit = [post for post in self.members(gone.team_id) if not post.fixed]
        if fit:
            best = max(fit, key=aptness)
            self.install_lead(best, gone.team_id, on, "appointed to lead")

    def _manager_with_room(self, unit_id: str, on: date) -> str:
        """Return the manager of a team with the fewest reports, after appointing one if all have too many."""
        if unit_id not in self._leads:
            return self._leads[UNITS[unit_id].parent_id or unit_id]
        lead = self._leads[unit_id]
        managers = [one for one in self.members(unit_id) if not one.is_contributor]
        least = min(managers, key=lambda one: (len(one.reports), one.employee_id == lead))
        if len(least.reports) >= MOST_REPORTS:
            fullest = max(
                managers, key=lambda one: sum(self._is_apt(self._posts[who]) for who in one.reports)
            )
            least = self._appoint(fullest, lead, on) or least
        return least.employee_id

    def _is_apt(self, post: Post) -> bool:
        return post.is_contributor and not post.fixed

    def _appoint(self, manager: Post, lead: str, on: date) -> Post | None:
        """Appoint the senior of a manager's contributors, who takes over some of the others."""
        apt = [self._posts[who] for who in manager.reports if self._is_apt(self._posts[who])]
        if not apt:
            return None
        chosen = max(apt, key=aptness)
        chosen.level_id, chosen.level_since = "M1", on
        self._report_to(chosen, lead)
        self._record(chosen, on, "appointed to lead")
        others = [
            who for who in manager.reports if self._posts[who].is_contributor and who != chosen.employee_id
        ]
        for who in others[-HANDED_OVER:]:
            self._report_to(self._posts[who], chosen.employee_id)
            self._record(self._posts[who], on, "new manager")
        return chosen

    def _hand_on(self, post: Post, on: date) -> None:
        """Find somebody a new manager in their team; who manages others reports to the lead."""
        unit = UNITS[post.team_id]
        lead = self._leads.get(unit.id) or self._leads[unit.parent_id or unit.id]
        manager_id = self._manager_with_room(unit.id, on) if post.is_contributor else lead
        self._report_to(post, manager_id)
        self._record(post, on, "new manager")

    def _report_to(self, post: Post, manager_id: str | None) -> str | None:
        """Set somebody's manager and return the one before."""
        before = post.manager_id
        if before is not None and before in self._posts:
            self._posts[before].reports.pop(post.employee_id, None)
        post.manager_id = manager_id
        if manager_id is not None:
            self._posts[manager_id].reports[post.employee_id] = None
        return before

    def _record(self, post: Post, on: date, reason: AssignmentReason) -> None:
        """Write an assignment; of several on one day the last counts, under the reason of the first."""
        latest = self._latest.get(post.spell_id)
        same_day = latest is not None and self.assignments[latest].from_on == on
        if latest is not None and same_day and reason == "new manager":
            reason = self.assignments[latest].reason
        assignment = Assignment(
            spell_id=post.spell_id,
            from_on=on,
            team_id=post.team_id,
            level_id=post.level_id,
            family=post.family,
            title=job_title(post.family, post.level_id, UNITS[post.team_id].name),
            location_id=post.location_id,
            manager_id=post.manager_id,
            reason=reason,
        )
        if latest is not None and same_day:
            self.assignments[latest] = assignment
            return
        self._latest[post.spell_id] = len(self.assignments)
        self.assignments.append(assignment)
