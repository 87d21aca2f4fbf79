"""Reading what a run says of choosing for one opening: odds, what choosing today may miss, whom to interview next.

Of candidates of whom the person owes a scorecard nothing is told; since odds add up, then there are none at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.selectors import ShownJob
from muster.apps.hire.models import (
    Application,
    Interview,
    Kit,
    MeritChoice,
    MeritChoosing,
    MeritOdds,
    MeritRun,
    Outcome,
    Stage,
)
from muster.apps.hire.models.merit_choice import PROPOSAL_COLUMNS, TOSS_UP_COLUMNS
from muster.apps.hire.rules import may_schedule, may_see_calibrations
from muster.apps.hire.selectors.choice_words import (
    manner_words,
    note_words,
    problem_words,
    reason_words,
    stop_words,
    swap_words,
    worth_words,
)
from muster.apps.hire.selectors.merit_runs import run_job

__all__ = [
    "Called",
    "Coming",
    "Proposal",
    "ShownChoice",
    "chances_of",
    "choice_candidates",
    "choice_get",
    "choice_shown",
    "choosing_job",
]

ISOLATE, END = "\u2068", "\u2069"  # a name's direction must not disturb the sentence around it
SWAPS = 5  # that a page tells; the evenest first


@dataclass(frozen=True)
class Called:
    """What a candidate is called before somebody. `blind` is whether that is a code, `applications` are all theirs, the
    newest first.
    """

    name: str
    blind: bool
    applications: tuple[Application, ...]

    def at(self, requisition: int) -> Application | None:
        """Return their application to a requisition, an active one before others."""
        there = [one for one in self.applications if one.requisition_id == requisition]
        return min(there, key=lambda one: one.outcome != Outcome.ACTIVE, default=None)


@dataclass(frozen=True)
class Coming:
    """An interview that is planned, with the keys of those who interview in it."""

    pk: int
    version: int
    seated: set[int]


@dataclass(frozen=True)
class Proposal:
    """An interview that is proposed. `kit` is the name of what it rates, empty for a stage without one; `worth` is what
    it is expected to add to the merit of those chosen in the end. `interview` is one that is planned and lacks an
    interviewer, None where a time is to be chosen; `obstacle` is why nothing is left to do, empty where the person can
    assign the interviewer. `manner` is how the interviewer rates, empty for those who must not know it.
    """

    candidate: int
    called: Called
    application: Application | None
    interviewer: User
    kit: str
    worth: str
    reason: str
    manner: str
    obstacle: str
    interview: Coming | None


@dataclass(frozen=True)
class ShownChoice:
    """What a page says of choosing. `problem` is why there are no odds, `job` what works them out while there are none
    yet; `stop` is why no interview is proposed; `notes` are what the odds cannot say, `swaps` the toss-ups, a sentence
    each. `bar` is the merit below which nobody is hired, None for none.
    """

    places: int
    bar: float | None
    problem: str
    shortfall: float | None
    notes: tuple[str, ...]
    swaps: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    stop: str
    may_assign: bool
    job: ShownJob | None = None

    @property
    def has_odds(self) -> bool:
        """Return whether there are odds to show."""
        return not self.problem and self.job is None


def choice_get(*, run: MeritRun, requisition: int) -> MeritChoice | None:
    """Return what a run says of choosing for a requisition, None where it says nothing yet or never will. It is for
    those who ask who may see it themselves.
    """
    found = MeritChoice.objects.filter(
        choosing__run=run, choosing__state=MeritChoosing.State.DONE, requisition=requisition
    )
    return found.select_related("requisition").defer("given").first()


def choice_candidates(choice: MeritChoice | None) -> set[int]:
    """Return the keys of the candidates whom a choice names."""
    if choice is None:
        return set()
    swaps = {key for row in choice.toss_ups[:SWAPS] for key in row[:2]}
    asked = {row["candidate"] for row in _proposals(choice)}
    return swaps | asked | {row["params"]["other_id"] for row in _proposals(choice)}


def chances_of(choice: MeritChoice) -> dict[str, Subquery]:
    """Return what a query of standings asks for: each candidate's chance to be among the best, and above the bar."""
    odds = MeritOdds.objects.filter(
        choosing=choice.choosing_id, requisition=choice.requisition_id, candidate=OuterRef("candidate")
    ).order_by()
    columns = {"chance": "p_top_k", "above_bar": "p_above_bar"}
    return {name: Subquery(odds.values(column)[:1]) for name, column in columns.items()}


def choice_shown(
    *,
    person: User,
    run: MeritRun,
    choice: MeritChoice | None,
    called: Mapping[int, Called],
    sealed: Collection[int],
) -> ShownChoice:
    """Return what the person may know of a run's choice; `called` has at least those whom it names."""
    if choice is None:
        return _without(run)
    if sealed and not frozenset(sealed).isdisjoint(choice.given.get("candidates", ())):
        return _nothing(problem_words("sealed"), choice.places)
    severe = may_see_calibrations(person)
    names = {key: f"{ISOLATE}{one.name}{END}" for key, one in called.items()}
    rows = _proposals(choice)
    stop = choice.stop_reason
    schedules = may_schedule(person, choice.requisition)
    return ShownChoice(
        places=choice.places,
        bar=choice.bar,
        problem=problem_words(choice.problem, choice.places),
        shortfall=choice.expected_shortfall,
        notes=tuple(note_words(one, names) for one in choice.notes),
        swaps=tuple(
            swap_words(names, **dict(zip(TOSS_UP_COLUMNS, row, strict=True)))
            for row in choice.toss_ups[:SWAPS]
        ),
        proposals=tuple(_shown(choice, rows, called, names, severe=severe)),
        stop=stop_words(stop) if stop and stop["stop"] else "",
        may_assign=schedules,
    )


def choosing_job(*, run: MeritRun) -> ShownJob | None:
    """Return how far the working out of a run's odds is, None where nobody works on them."""
    choosing = MeritChoosing.objects.filter(run=run).first()
    job = None if choosing is None else run_job(choosing)
    return None if job is None or job.is_failed else job


def _without(run: MeritRun) -> ShownChoice:
    """Return why a run says nothing of choosing for an opening."""
    choosing = MeritChoosing.objects.filter(run=run).first()
    if choosing is None or choosing.state == MeritChoosing.State.DONE:
        return _nothing(problem_words("missing"), 0)
    job = run_job(choosing)
    if job is None or job.is_failed:
        return _nothing(problem_words(choosing.problem or "worker"), 0)
    return _nothing("", 0, job)


def _nothing(problem: str, places: int, job: ShownJob | None = None) -> ShownChoice:
    return ShownChoice(places, None, problem, None, (), (), (), "", may_assign=False, job=job)


def _proposals(choice: MeritChoice) -> list[dict[str, Any]]:
    return [dict(zip(PROPOSAL_COLUMNS, row, strict=True)) for row in choice.proposals]


def _shown(
    choice: MeritChoice,
    rows: Sequence[dict[str, Any]],
    called: Mapping[int, Called],
    names: Mapping[int, str],
    *,
    severe: bool,
) -> Iterator[Proposal]:
    keys = {row["interviewer"] for row in rows}
    people = User.objects.only("name", "email", "is_active").in_bulk(keys)
    applications = {row["candidate"]: called[row["candidate"]].at(choice.requisition_id) for row in rows}
    kits = dict(Kit.objects.filter(pk__in={row["kit"] for row in rows} - {None}).values_list("pk", "name"))
    planned = _planned([one.pk for one in applications.values() if one is not None])
    for row in rows:
        application, interviewer = applications[row["candidate"]], people[row["interviewer"]]
        interviews = planned.get(application.pk, []) if application is not None else []
        yield Proposal(
            candidate=row["candidate"],
            called=called[row["candidate"]],
            application=application,
            interviewer=interviewer,
            kit=kits.get(row["kit"], ""),
            worth=worth_words(row["value"]),
            reason=reason_words(row["reason"], row["params"], names, places=choice.places),
            manner=manner_words(row["params"]) if severe and row["reason"] == "boundary" else "",
            obstacle=_obstacle(application, interviewer, interviews),
            interview=next((one for one in interviews if not one.seated), None),
        )


def _planned(applications: Sequence[int]) -> dict[int, list[Coming]]:
    """Return the interviews to come of applications, the first first."""
    if not applications:
        return {}
    columns = ("application", "pk", "version", "seats__interviewer", "seats__released_at", "seats__shadow")
    rows = Interview.objects.filter(
        application__in=applications, state=Interview.State.SCHEDULED, starts_at__gt=timezone.now()
    ).order_by("starts_at", "pk")
    found: dict[int, tuple[int, Coming]] = {}
    for application, pk, version, interviewer, released, shadow in rows.values_list(*columns):
        _application, one = found.setdefault(pk, (application, Coming(pk, version, set())))
        if interviewer is not None and released is None and not shadow:
            one.seated.add(interviewer)
    planned: dict[int, list[Coming]] = {}
    for application, one in found.values():
        planned.setdefault(application, []).append(one)
    return planned


def _obstacle(
    application: Application | None,
    interviewer: User,
    interviews: Sequence[Coming],
) -> str:
    """Return why the interview need not, or cannot, be planned any more; nothing where it can."""
    if any(interviewer.pk in one.seated for one in interviews):
        return _("This interview is planned.")
    if application is None or application.outcome != Outcome.ACTIVE:
        return _("The candidate is not active any more.")
    if application.stage.kind != Stage.Kind.INTERVIEW:
        return _("The candidate has moved on, to a stage without interviews.")
    return "" if interviewer.is_active else _("The interviewer has left.")
