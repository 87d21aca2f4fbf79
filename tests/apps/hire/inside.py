"""What the tests of the inside of hiring share: candidates, reviewers, people beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.test import Client

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.hire.models import Application, Criterion, Member, Review, Stage
from muster.apps.hire.search import index_applications
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.pipeline import Moved, application_move
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.reviews import review_submit
from tests.apps.hire.openings import Opening

__all__ = [
    "NAME",
    "apply",
    "make_applications",
    "make_reviewer",
    "move",
    "rate",
    "signed_in",
    "stage_named",
    "submit",
    "verified",
]

NAME = "Zulaikha Brontësdóttir"
_number = count(1)


def apply(opening: Opening, *, name: str = NAME, resume: str = "", **values: Any) -> Application:
    """Apply as somebody new; `resume` is what the résumé says."""
    values.setdefault("email", f"someone{next(_number)}@example.org")
    application, _token = application_apply(
        requisition=opening.requisition, form=ApplicationForm(name=name, **values)
    )
    if resume:
        application.resume_text = resume
        application.save(update_fields=["resume_text"])
        index_applications([application])
    return application


def make_applications(opening: Opening, number: int) -> list[int]:
    """Make many applications; return their keys."""
    return [apply(opening, name=f"Candidate {one}").pk for one in range(number)]


def make_reviewer(opening: Opening, user: User) -> User:
    """Make somebody a reviewer of an opening."""
    member_add(actor=opening.recruiter, requisition=opening.requisition, user=user, part=Member.Part.REVIEWER)
    return user


def stage_named(opening: Opening, name: str) -> Stage:
    """Return a stage of an opening as it is now."""
    return opening.requisition.stages.get(name=name)


def move(opening: Opening, applications: Sequence[int], name: str = "Blind review") -> Moved:
    """Move applications into a stage, as the recruiter."""
    return application_move(
        actor=opening.recruiter, applications=applications, stage=stage_named(opening, name)
    )


def rate(opening: Opening, rating: int = 2) -> dict[int, int]:
    """Return a rating of every criterion of an opening."""
    criteria = Criterion.objects.filter(kit__requisition=opening.requisition)
    return {one.pk: rating for one in criteria}


def submit(opening: Opening, reviewer: User, application: Application, **values: Any) -> Review:
    """Submit a whole review."""
    given = {"ratings": rate(opening), "verdict": Review.Verdict.ADVANCE, "note": "Two papers.", **values}
    return review_submit(actor=reviewer, application=application, **given)


def signed_in(person: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    client.get("/health/")  # after which the roles are known, so that counted queries are the same ones
    return client


def verified() -> bool:
    """Whether the ledger finds nothing amiss."""
    assert [finding.sentence for finding in verify_ledger()] == []
    return True
