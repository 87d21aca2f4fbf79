"""Changing the tree of teams."""

from __future__ import annotations

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change
from muster.apps.org.models import Employee, Team
from muster.apps.org.services.saving import require_change, save
from muster.apps.org.trees import would_close_circle

__all__ = ["team_create", "team_move", "team_rename", "team_set_lead"]


def team_create(
    *, actor: User | None, name: str, parent: Team | None = None, lead: Employee | None = None
) -> Team:
    """Add a team, as part of another or by itself."""
    require_change(actor)
    _check_lead(lead)
    team = Team(name=name.strip(), parent=parent, lead=lead)
    with change(team, "team.create", actor=actor):
        save(team)
    return team


def team_rename(*, actor: User | None, team: Team, name: str, seen: int | None = None) -> None:
    """Give a team another name."""
    require_change(actor)
    with change(team, "team.rename", actor=actor, seen=seen):
        team.name = name.strip()
        save(team)


def team_move(*, actor: User | None, team: Team, parent: Team | None, seen: int | None = None) -> None:
    """Make a team, with all below it, part of another. Raises RefusedError when that one is below it."""
    require_change(actor)
    with change(team, "team.move", actor=actor, seen=seen) as detail:
        above = None if parent is None else parent.pk
        if would_close_circle(Team, "parent", row=team.pk, under=above):
            raise RefusedError(
                _("%(parent)s is a part of %(team)s; move it out first.") % {"parent": parent, "team": team}
            )
        detail.update({"from": team.parent_id, "to": above})
        team.parent = parent
        save(team)


def team_set_lead(*, actor: User | None, team: Team, lead: Employee | None, seen: int | None = None) -> None:
    """Say who leads a team: somebody who works here now, or nobody."""
    require_change(actor)
    _check_lead(lead)
    with change(team, "team.set_lead", actor=actor, seen=seen) as detail:
        detail.update({"from": team.lead_id, "to": None if lead is None else lead.pk})
        team.lead = lead
        save(team)


def _check_lead(lead: Employee | None) -> None:
    if lead is not None and not lead.is_active:
        raise RefusedError(_("%(name)s does not work here now; choose somebody who does.") % {"name": lead})
