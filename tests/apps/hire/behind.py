"""What candidates said of themselves, as tests tell it and look at it: for the latter the wall has to be opened."""

from __future__ import annotations

from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.core.walls import open_wall
from muster.apps.hire.models.protected import WALL, SelfIdentification
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.protected import self_identification_store
from tests.apps.hire.openings import open_requisition

__all__ = ["answers_told", "tell"]


def answers_told() -> dict[int, dict[str, str]]:
    """Return all answers by the application's key."""
    with open_wall(WALL):
        return dict(SelfIdentification.objects.values_list("application", "answers"))


def tell() -> None:
    """Apply as somebody at an opening of its own, and say something of oneself."""
    roles = (Role.RECRUITER, Role.HIRING_MANAGER)
    people = [user_create(actor=None, email=f"{one}@example.com", name=one, roles=[one]) for one in roles]
    there = open_requisition(recruiter=people[0], manager=people[1]).requisition
    form = ApplicationForm(name="Ada Example", email="ada@example.org")
    application, _link = application_apply(requisition=there, form=form)
    self_identification_store(application=application, answers={"gender": "woman"})
