"""Why a candidate stands where they stand in a run, what is missing, and how they compare with another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q
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
from muster.apps.hire.selectors.merit_board import BoardRow, Shown, board_rows, scale_of, shown_standings

__all__ = ["Versus", "Why", "merit_why", "report_withheld"]

BESIDE = 10  # places on both sides in the ranking, whose candidates are offered to compare with
MOST_BESIDE = 40  # some may share a place
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
    versus: Versus | None


@dataclass(frozen=True)
class Versus:
    """A comparison with another candidate, with the names of the interviewers who met both."""

    other: BoardRow
    comparison: Comparison
    shared: tuple[str, ...]


def merit_why(*, person: User, run: MeritRun, candidate: int, other: int | None = None) -> Why:
    """Return why a candidate stands where they do in a run that the person sees, beside `other` if told.

    Raises MeritStanding.DoesNotExist where one of them is not in it, PermissionDenied with a sentence where the person
    owes a scorecard of theirs or reviews them blind.
    """
    wanted = [candidate] if other is None or other == candidate else [candidate, other]
    if max(wanted) > BigIntegerField.MAX_BIGINT:  # which a database refuses to look for among several
        raise MeritStanding.DoesNotExist
    shown = shown_standings(person=person, run=run)
    require(
        shown.sealed.isdisjoint(wanted),
        _("Submit your own scorecard first: what others say of this candidate is sealed until then."),
    )
    found = {one.candidate_id: one for one in shown.standings.filter(candidate__in=wanted)}
    if len(found) < len(wanted):
        raise MeritStanding.DoesNotExist
    asked = [found[key] for key in wanted]
    near = _beside(shown, asked[0])
    rows = board_rows(person=person, run=run, standings=[*asked, *near], ranks=shown.ranks)
    require(
        not any(one.blind for one in rows[: len(asked)]),
        _("Submit your blind review of this candidate first."),
    )
    people = set[int]().union(*(interviewers_of(one) for one in asked))
    calibrations = list(MeritCalibration.objects.filter(run=run, interviewer__in=people))
    parts = parts_of_standing(person=person, standing=asked[0], calibrations=calibrations)
    return Why(
        row=rows[0],
        parts=parts,
        missing=tuple(_missing(run, asked[0])),
        beside=tuple(one for one in rows[len(asked) :] if not one.blind),
        of=run.model.get("candidates", 0) - len(shown.ranks),
        scale=scale_of(run),
        versus=_versus(run, rows[:2], parts, calibrations) if len(asked) > 1 else None,
    )


def _versus(
    run: MeritRun, rows: Sequence[BoardRow], parts: Sequence[Part], calibrations: Iterable[MeritCalibration]
) -> Versus:
    draws = {one.interviewer_id: one.draws for one in calibrations}
    comparison = compare(rows[0].standing, rows[1].standing, draws=draws, level=run.level)
    names = {part.interviewer: part.name for part in parts}
    return Versus(rows[1], comparison, tuple(names[key] for key in comparison.shared))


def report_withheld(*, person: User, run: MeritRun) -> str:
    """Return why somebody must not read a report that names all candidates of a run; nothing if they may."""
    sealed = candidates_sealed(person)
    if sealed and run.standings.filter(candidate__in=sealed).exists():
        return _("Submit the scorecards that you owe first: this report tells of their candidates.")
    blind = Application.objects.filter(blind_for(person)).order_by().values("candidate")
    if run.standings.filter(candidate__in=blind).exists():
        return _("Submit your blind reviews first: this report names their candidates.")
    return ""


def _beside(shown: Shown, standing: MeritStanding) -> list[MeritStanding]:
    """Return those who stand next to somebody, the best first."""
    near = (standing.rank - BESIDE, standing.rank + BESIDE)
    others = shown.standings.exclude(pk=standing.pk).filter(rank__range=near).defer("parts")
    return list(others.order_by("rank", "pk")[:MOST_BESIDE])


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
    changed = ScorecardVersion.objects.filter(scorecard=OuterRef("pk"), created_at__gt=run.as_of)
    count = Scorecard.objects.filter(
        Q(submitted_at__gt=run.as_of) | Q(Exists(changed)),
        seat__interview__application__candidate=standing.candidate_id,
        seat__shadow=False,
        submitted_at__isnull=False,
    ).count()
    if count:
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
