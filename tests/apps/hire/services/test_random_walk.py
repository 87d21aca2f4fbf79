"""A long random walk of all services of hiring: whatever people do, in whatever order, the ledger verifies and the
promises hold.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.errors import RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member, Move, Outcome, Requisition, Review, Stage
from muster.apps.hire.rules import is_blind_for
from muster.apps.hire.selectors.reviews import review_list, review_submitted
from muster.apps.hire.services.applications import application_withdraw
from muster.apps.hire.services.kits import CriterionPlan, kit_save
from muster.apps.hire.services.pipeline import application_move, application_reject, move_undo
from muster.apps.hire.services.requisitions import (
    member_add,
    member_remove,
    requisition_close,
    requisition_open,
    requisition_update,
)
from muster.apps.hire.services.reviews import application_unblind, review_save, review_submit
from tests.apps.hire.inside import apply, rate, verified
from tests.apps.hire.openings import Opening, open_requisition

PEOPLE = st.integers(0, 3)
_number = count(1)


class Hiring(RuleBasedStateMachine):
    """Four people do what comes to their minds; what is refused leaves nothing behind."""

    @initialize()
    def begin(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        roles = ([Role.RECRUITER], [Role.HIRING_MANAGER], [Role.EMPLOYEE], [Role.RECRUITER, Role.EXECUTIVE])
        self.people: list[User] = [
            user_create(actor=None, email=f"p{next(_number)}@example.com", name=f"P{number}", roles=role)
            for number, role in enumerate(roles)
        ]
        self.opening: Opening = open_requisition(recruiter=self.people[0], manager=self.people[1])
        self.requisition = self.opening.requisition
        self.weights: list[Any] | None = None
        for person in self.people[1:]:
            self.attempt(
                member_add,
                actor=self.people[0],
                requisition=self.requisition,
                user=person,
                part=Member.Part.REVIEWER,
            )
        apply(self.opening)

    def teardown(self) -> None:
        """End the walk. What was ever wrong with the ledger still is: nothing is taken out of it."""
        if hasattr(self, "block"):
            try:
                assert verified()
            finally:
                transaction.set_rollback(True)
                self.block.__exit__(None, None, None)

    def attempt(self, service: Callable[..., Any], **values: Any) -> None:
        """Do something; if it is refused, nothing may be left of it."""
        before = self.counts()
        try:
            service(**values)
        except (RefusedError, PermissionDenied):
            assert self.counts() == before

    def counts(self) -> list[int]:
        return [model.objects.count() for model in (Entry, Application, Move, Review, Member, Stage)]

    def some(self, which: int) -> Application:
        applications = list(Application.objects.order_by("pk"))
        return applications[which % len(applications)]

    @rule()
    def somebody_applies(self) -> None:
        self.attempt(apply, opening=self.opening)

    @rule(who=PEOPLE, which=st.integers(0, 9), where=st.integers(0, 4), more=st.booleans())
    def somebody_moves(self, who: int, which: int, where: int, more: bool) -> None:
        stage = list(self.requisition.stages.order_by("position"))[where]
        keys = {self.some(which).pk} | ({self.some(which + 1).pk} if more else set())
        self.attempt(application_move, actor=self.people[who], applications=list(keys), stage=stage)

    @rule(who=PEOPLE, which=st.integers(0, 9), reason=st.sampled_from(["", "No", "x" * 600]))
    def somebody_rejects(self, who: int, which: int, reason: str) -> None:
        self.attempt(
            application_reject,
            actor=self.people[who],
            requisition=self.requisition,
            applications=[self.some(which).pk],
            reason=reason,
        )

    @rule(which=st.integers(0, 9))
    def somebody_withdraws(self, which: int) -> None:
        self.attempt(application_withdraw, application=self.some(which))

    @rule(who=PEOPLE, back=st.integers(0, 5))
    def somebody_takes_back(self, who: int, back: int) -> None:
        batches: list[UUID] = list(Move.objects.order_by("-pk").values_list("batch", flat=True))
        self.attempt(move_undo, actor=self.people[who], batch=batches[back % len(batches)])

    @rule(who=PEOPLE, which=st.integers(0, 9), submit=st.booleans(), rating=st.integers(0, 4))
    def somebody_reviews(self, who: int, which: int, submit: bool, rating: int) -> None:
        self.attempt(
            review_submit if submit else review_save,
            actor=self.people[who],
            application=self.some(which),
            ratings=rate(self.opening, rating),
            verdict="hold",
            note="",
        )

    @rule(who=PEOPLE, which=st.integers(0, 9))
    def somebody_looks(self, who: int, which: int) -> None:
        self.attempt(application_unblind, actor=self.people[who], application=self.some(which), reason="Why")

    @rule(who=PEOPLE, weight=st.integers(0, 3))
    def somebody_weighs(self, who: int, weight: int) -> None:
        criteria = [CriterionPlan("Depth", ("None", "Some", "Much"), weight=weight)]  # type: ignore[arg-type]
        self.attempt(
            kit_save, actor=self.people[who], kit=self.requisition.kits.get(), name="Kit", criteria=criteria
        )

    @rule(who=PEOPLE, hide=st.booleans())
    def somebody_edits(self, who: int, hide: bool) -> None:
        self.attempt(
            requisition_update,
            actor=self.people[who],
            requisition=self.requisition,
            seen=None,
            hide_schools=hide,
        )

    @rule(who=PEOPLE, closes=st.booleans())
    def somebody_closes_or_opens(self, who: int, closes: bool) -> None:
        values = {"actor": self.people[who], "requisition": self.requisition, "seen": None}
        if closes:
            self.attempt(requisition_close, close_reason="filled", reason="Done", **values)
        else:
            self.attempt(requisition_open, **values)

    @rule(who=PEOPLE, whom=PEOPLE, adds=st.booleans())
    def somebody_changes_the_reviewers(self, who: int, whom: int, adds: bool) -> None:
        part = Member.Part.REVIEWER
        member = Member.objects.filter(user=self.people[whom], part=part).first()
        if adds:
            values = {"requisition": self.requisition, "user": self.people[whom], "part": part}
            self.attempt(member_add, actor=self.people[who], **values)
        elif member is not None:
            self.attempt(member_remove, actor=self.people[who], member=member)

    @invariant()
    def the_last_move_is_where_it_is(self) -> None:
        if not hasattr(self, "requisition"):
            return
        lasts = {move.application_id: move for move in Move.objects.order_by("pk")}
        for one in Application.objects.select_related("stage"):
            last = lasts[one.pk]
            assert (last.to_stage_id, last.outcome) == (one.stage_id, one.outcome)
            assert (one.outcome == Outcome.HIRED) == (
                one.stage.kind == Stage.Kind.HIRED and one.outcome != "withdrawn"
            )

    @invariant()
    def the_plan_is_fixed_from_the_first_review_on(self) -> None:
        if not hasattr(self, "requisition"):
            return
        frozen = Requisition.objects.values_list("frozen_at", flat=True).get(pk=self.requisition.pk)
        assert (frozen is not None) == Review.objects.exists()
        weights = list(self.requisition.kits.get().criteria.values_list("name", "weight"))
        if self.weights is not None:
            assert weights == self.weights
        if frozen is not None:
            self.weights = weights

    @invariant()
    def nobody_reads_others_before_their_own(self) -> None:
        if not hasattr(self, "requisition"):
            return
        submitted_one = Review.objects.exclude(submitted_at=None).values("application")
        for one in Application.objects.filter(outcome=Outcome.ACTIVE, pk__in=submitted_one):
            for person in self.people:
                submitted = review_submitted(application=one)
                found = review_list(person=person, application=one, submitted=submitted)
                if is_blind_for(person, one):
                    assert {shown.review.reviewer_id for shown in found.shown} <= {person.pk}


@pytest.mark.django_db
def test_a_random_walk() -> None:
    run_state_machine_as_test(
        Hiring,
        settings=settings(
            max_examples=12
            if connection.vendor == "sqlite"
            else 4,  # on PostgreSQL a step takes twice as long
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
