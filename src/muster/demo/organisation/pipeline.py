"""The pipeline: applications move on, end and are hired, by the hand of whoever is in charge of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from muster.demo.organisation.case import Case, Opening
from muster.demo.organisation.directory import Directory
from muster.demo.organisation.hiring_records import (
    Application,
    Candidate,
    Closing,
    Move,
    Outcome,
    Requisition,
    RequisitionClosing,
    RequisitionResult,
)
from muster.demo.organisation.reasons import (
    CANCELLED,
    DECLINED_OFFER,
    FILLED,
    HIRED,
    HIRED_ELSEWHERE,
    MOVED,
    REJECTED,
    REQUISITION_CANCELLED,
    REQUISITION_FILLED,
    WITHDRAWN,
)
from muster.demo.world import World

__all__ = ["Pipeline"]

RECRUITER_STAGES = ("applied", "screen", "offer")


class Pipeline:
    """Keeps the record of every requisition and application; reasons come from a random stream of its own."""

    def __init__(self, world: World, directory: Directory) -> None:
        self._clock = world.clock
        self._directory = directory
        self._words = world.stream("organisation/pipeline/reasons")
        self._by_candidate: defaultdict[str, list[Case]] = defaultdict(list)
        self._watchers: list[Callable[[Case, Outcome], None]] = []
        self.requisitions: list[Requisition] = []
        self.requisition_closings: list[RequisitionClosing] = []
        self.candidates: list[Candidate] = []
        self.applications: list[Application] = []
        self.moves: list[Move] = []
        self.closings: list[Closing] = []

    def watch(self, watcher: Callable[[Case, Outcome], None]) -> None:
        """Let somebody know of every application that ends."""
        self._watchers.append(watcher)

    def open(self, requisition: Requisition) -> Opening:
        """Put a requisition on record."""
        self.requisitions.append(requisition)
        return Opening(requisition)

    def receive(self, application: Application, opening: Opening) -> Case:
        """Put an application on record, in the first stage."""
        case = Case(application, opening)
        opening.cases.append(case)
        self._by_candidate[application.candidate_id].append(case)
        self.applications.append(application)
        return case

    def is_active(self, candidate_id: str, opening: Opening) -> bool:
        """Whether the candidate has an application to this opening that is not over."""
        return any(case.opening is opening and not case.is_over for case in self._by_candidate[candidate_id])

    def advance(self, case: Case, reason: str | None = None) -> None:
        """Move an application on to the next stage, now."""
        here, there = case.stages[case.stage], case.stages[case.stage + 1]
        self.moves.append(
            Move(
                application_id=case.application.id,
                at=self._clock.now,
                from_stage=here.name,
                to_stage=there.name,
                actor_id=self.in_charge(case),
                reason=reason or self._choose(MOVED[here.kind]),
            )
        )
        case.stage += 1

    def send_back(self, case: Case, reason: str) -> None:
        """Move an application back to the stage before, now."""
        here, there = case.stages[case.stage], case.stages[case.stage - 1]
        actor = self.in_charge(case)
        self.moves.append(Move(case.application.id, self._clock.now, here.name, there.name, actor, reason))
        case.stage -= 1

    def reject(self, case: Case, reason: str | None = None) -> None:
        """Turn an application down, now."""
        reason = reason or self._choose(REJECTED[case.stages[case.stage].kind])
        self._end(case, "rejected", reason, self.in_charge(case))

    def withdraw(self, case: Case) -> None:
        """Let the candidate withdraw, now; in the last stage that declines an offer."""
        offered = case.stages[case.stage].kind == "offer"
        self._end(case, "withdrawn", self._choose(DECLINED_OFFER if offered else WITHDRAWN), None)

    def hire(self, case: Case) -> None:
        """Hire the candidate, now; their other applications end, and a filled requisition closes."""
        self.advance(case)
        self._end(case, "hired", HIRED, self.in_charge(case))
        for other in self._by_candidate[case.application.candidate_id]:
            if not other.is_over:
                self._end(other, "withdrawn", HIRED_ELSEWHERE, None)
        opening = case.opening
        opening.hired += 1
        if opening.hired == opening.requisition.openings:
            self._close(opening, "filled", FILLED, REQUISITION_FILLED)

    def cancel(self, opening: Opening) -> None:
        """Cancel a requisition, now, and turn down everybody on the way."""
        self._close(opening, "cancelled", self._choose(CANCELLED), REQUISITION_CANCELLED)

    def in_charge(self, case: Case) -> str:
        """Return who acts on an application in its stage: the recruiter or the hiring manager."""
        requisition = case.opening.requisition
        by_recruiter = case.stages[case.stage].kind in RECRUITER_STAGES
        return self._directory.acting(
            requisition.recruiter_id if by_recruiter else requisition.hiring_manager_id
        )

    def _close(self, opening: Opening, result: RequisitionResult, reason: str, to_candidates: str) -> None:
        opening.is_open = False
        requisition = opening.requisition
        actor = self._directory.acting(requisition.recruiter_id)
        self.requisition_closings.append(
            RequisitionClosing(requisition.id, self._clock.now, result, reason, actor)
        )
        for case in opening.cases:
            if not case.is_over:
                self._end(case, "rejected", to_candidates, actor)

    def _end(self, case: Case, outcome: Outcome, reason: str, actor_id: str | None) -> None:
        case.is_over = True
        stage = case.stages[case.stage].name
        self.closings.append(Closing(case.application.id, self._clock.now, outcome, stage, actor_id, reason))
        for watcher in self._watchers:
            watcher(case, outcome)

    def _choose(self, phrases: Sequence[str]) -> str:
        return phrases[int(self._words.random() * len(phrases))]
