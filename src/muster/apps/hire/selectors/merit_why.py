"""Why a candidate stands where they stand in a run, what is missing, and how they compare with another."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.apps.accounts.models import User
from muster.apps.core.roles import require
from muster.apps.hire.bridge.comparing import Comparison, compare, interviewers_of
from muster.apps.hire.models import (
    Application,
    MeritCalibration,
    MeritRun,
    MeritStanding,
    Scorecard,
    ScorecardVersion,
    Seat,
)
from muster.apps.hire.rules import blind_for, candidates_sealed, seats_owed
from muster.apps.hire.selectors.merit import Part, parts_of_standing
from muster.apps.hire.selectors.merit_board import BoardRow, board_rows, scale_of, shown_standings

__all__ = ["Versus", "Why", "merit_versus", "merit_why", "report_withheld"]

BESIDE = 10  # candidates on both sides in the ranking, offered to compare with
MUCH_PRIOR = 0.5  # of the evidence: above, a standing is an assumption more than a finding


@dataclass(frozen=True)
class Why:
    """A standing taken apart. `missing` are sentences about what it does not rest on yet, `beside` are others to
    compare with.
    """

    row: BoardRow
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    beside: tuple[BoardRow, ...]
    of: int
    scale: float


@dataclass(frozen=True)
class Versus:
    """A comparison with another candidate, with the names of the interviewers who met both."""

    other: BoardRow
    comparison: Comparison
    shared: tuple[str, ...]


def merit_why(*, person: User, run: MeritRun, candidate: int) -> Why:
    """Return why a candidate stands where they do in a run that the person sees.

    Raises MeritStanding.DoesNotExist where they are not in it, PermissionDenied with a sentence where the person owes a
    scorecard of theirs or reviews them blind.
    """
    standings, sealed = shown_standings(person=person, run=run)
    _require_open(person, candidate)
    standing = standings.get(candidate=candidate)
    near = _beside(run, standing, person)
    rows = board_rows(person=person, run=run, standings=[standing, *near], sealed=sealed)
    return Why(
        row=rows[0],
        parts=parts_of_standing(person=person, standing=standing),
        missing=tuple(_missing(run, standing)),
        beside=tuple(one for one in rows[1:] if not one.blind),
        of=run.model.get("candidates", 0) - len(sealed),
        scale=scale_of(run),
    )


def merit_versus(*, person: User, run: MeritRun, why: Why, other: int) -> Versus:
    """Compare with another candidate of the run. Raises as `merit_why` does."""
    standings, sealed = shown_standings(person=person, run=run)
    _require_open(person, other)
    a, b = why.row.standing, standings.get(candidate=other)
    people = interviewers_of(a) | interviewers_of(b)
    rows = MeritCalibration.objects.filter(run=run, interviewer__in=people)
    comparison = compare(a, b, draws=dict(rows.values_list("interviewer", "draws")), level=run.level)
    names = dict(User.objects.filter(pk__in=comparison.shared).values_list("pk", "name"))
    return Versus(
        other=board_rows(person=person, run=run, standings=[b], sealed=sealed)[0],
        comparison=comparison,
        shared=tuple(names[pk] for pk in comparison.shared),
    )


def report_withheld(*, person: User, run: MeritRun) -> str:
    """Return why somebody must not read a report that names all candidates of a run; nothing if they may."""
    sealed = candidates_sealed(person)
    if sealed and run.standings.filter(candidate__in=sealed).exists():
        return _("Submit the scorecards that you owe first: this report tells of their candidates.")
    blind = Application.objects.filter(blind_for(person)).order_by().values("candidate")
    if run.standings.filter(candidate__in=blind).exists():
        return _("Submit your blind reviews first: this report names their candidates.")
    return ""


def _require_open(person: User, candidate: int) -> None:
    """Raise PermissionDenied where the person must not know this yet."""
    require(
        candidate not in candidates_sealed(person),
        _("Submit your own scorecard first: what others say of this candidate is sealed until then."),
    )
    blind = Application.objects.filter(blind_for(person), candidate=candidate)
    require(not blind.exists(), _("Submit your blind review of this candidate first."))


def _beside(run: MeritRun, standing: MeritStanding, person: User) -> list[MeritStanding]:
    """Return those who stand next to somebody, the best first."""
    standings, _sealed = shown_standings(person=person, run=run)
    others = standings.exclude(pk=standing.pk).defer("parts")
    above = list(others.filter(merit__gte=standing.merit).order_by("merit", "-pk")[:BESIDE])
    below = list(others.filter(merit__lt=standing.merit).order_by("-merit", "pk")[:BESIDE])
    return [*reversed(above), *below]


def _missing(run: MeritRun, standing: MeritStanding) -> list[str]:
    """Return what a standing does not rest on, a sentence each."""
    owed = (
        Seat.objects.filter(
            seats_owed(), shadow=False, interview__application__candidate=standing.candidate_id
        )
        .select_related("interviewer")
        .order_by("due_at", "pk")
    )
    found = [
        _("The scorecard of %(name)s is still to come.") % {"name": seat.interviewer.get_full_name()}
        for seat in owed
    ]
    newer = Scorecard.objects.filter(
        seat__interview__application__candidate=standing.candidate_id,
        seat__shadow=False,
        submitted_at__gt=run.as_of,
    ).count()
    changed = ScorecardVersion.objects.filter(
        scorecard__seat__interview__application__candidate=standing.candidate_id, created_at__gt=run.as_of
    ).count()
    if newer or changed:
        count = newer + changed
        found.append(
            ngettext(
                "%(count)d scorecard was submitted or changed since; a new run takes it in.",
                "%(count)d scorecards were submitted or changed since; a new run takes them in.",
                count,
            )
            % {"count": count}
        )
    if len(interviewers_of(standing)) == 1:
        found.append(_("Only one interviewer has rated them; another one would say most."))
    if standing.prior_share > MUCH_PRIOR:
        found.append(_("Ratings are few: more than half of this standing is that of the average candidate."))
    if standing.component:
        found.append(
            _(
                "No chain of interviewers links them to most other candidates, so the comparison is an assumption."
            )
        )
    return found
