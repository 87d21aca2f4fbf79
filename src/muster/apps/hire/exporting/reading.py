"""Everything that a person may see, a chunk of rows at a time: by the selectors that the API reads by, and held to the
same seals. Whom somebody reviews blind is left out, since records name the candidate; so is whoever was erased.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.exporting import harvest as shaped
from muster.apps.hire.exporting import records
from muster.apps.hire.models import (
    Application,
    Candidate,
    Decision,
    Interview,
    Member,
    Move,
    OfferElsewhere,
    Outcome,
    Requisition,
    Scorecard,
    Seat,
    Stage,
)
from muster.apps.hire.rules import blind_for, interviews_visible, requisitions_reviewed
from muster.apps.hire.rules_committee import decisions_visible
from muster.apps.hire.selectors.candidacies import applications_known, candidate_visible
from muster.apps.hire.selectors.decisions import decision_get
from muster.apps.hire.selectors.evidence import scorecard_ratings, scorecard_visible
from muster.apps.hire.selectors.offers_elsewhere import offer_elsewhere_all
from muster.apps.hire.selectors.requisitions import requisition_visible
from muster.apps.hire.services.readings import reading_note_cards
from muster.apps.org.models import Location, Team
from muster.apps.org.rules import may_see_organisation
from muster.tables.vendors.flat import Written
from muster.tables.vendors.writing import Shape

__all__ = ["Exported", "Reader"]

CHUNK = 1_000
FEW = 200  # openings read at once, with their stages
ENDED = (Outcome.REJECTED, Outcome.WITHDRAWN)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Exported:
    """A record, and what makes it as it stands in JSON."""

    record: Written
    shape: Shape


def _chunks(found: QuerySet[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """Yield rows by their keys, however many there are."""
    ordered, last = found.order_by("pk"), 0
    while rows := list(ordered.filter(pk__gt=last)[:size]):
        yield rows
        last = rows[-1].pk


class Reader:
    """Reads for a person. `met` is everybody who occurs in what was read, who come last."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.met: set[int] = set()
        self._reviewed = requisitions_reviewed(person)

    def read(self) -> Iterator[list[Exported]]:
        """Yield everything, chunk by chunk, none that needs a later one but people."""
        yield from self._organisation()
        yield from self._openings()
        yield from self._candidates()
        yield from self._interviews()
        yield from self._scorecards()
        yield from self._offers()
        yield from self._decisions()
        yield from self._people()

    def size(self) -> int:
        """Return how many of the rows that take the time there are."""
        return sum(
            found.order_by().count()
            for found in (self._candidates_seen(), self._interviews_seen(), self._scorecards_seen())
        )

    def _organisation(self) -> Iterator[list[Exported]]:
        if not may_see_organisation(self.person):
            return
        for teams in _chunks(Team.objects.all()):
            told = [records.department_record(one) for one in teams]
            yield [Exported(one, partial(shaped.shape_department, one)) for one in told]
        for places in _chunks(Location.objects.all()):
            offices = [records.office_record(one) for one in places]
            yield [Exported(one, partial(shaped.shape_office, one)) for one in offices]

    def _openings(self) -> Iterator[list[Exported]]:
        for rows in _chunks(requisition_visible(person=self.person), FEW):
            coordinators: defaultdict[int, list[Member]] = defaultdict(list)
            members = Member.objects.filter(requisition__in=rows, part=Member.Part.COORDINATOR)
            for member in members.select_related("user").order_by("pk"):
                coordinators[member.requisition_id].append(member)
            found = []
            for one in rows:
                self.met |= {one.hiring_manager_id, one.recruiter_id}
                record = records.job_record(one)
                found.append(Exported(record, partial(shaped.shape_job, one, coordinators[one.pk], record)))
            yield found
            yield self._stages(rows)

    def _stages(self, openings: Sequence[Requisition]) -> list[Exported]:
        places: defaultdict[int, int] = defaultdict(int)
        found = []
        stages = Stage.objects.filter(requisition__in=openings).order_by("requisition", "position", "pk")
        for one in stages:
            record = records.stage_record(one, places[one.requisition_id])
            places[one.requisition_id] += 1
            found.append(Exported(record, partial(shaped.shape_stage, record)))
        return found

    def _candidates_seen(self) -> QuerySet[Candidate]:
        return candidate_visible(person=self.person).filter(erased_at=None)

    def _candidates(self) -> Iterator[list[Exported]]:
        for rows in _chunks(self._candidates_seen()):
            applications = self._applications(rows)
            moves, ended = self._moves([one for those in applications.values() for one in those])
            found = []
            for one in rows:
                placed = [
                    (each, records.application_record(each, moves[each.pk]), ended.get(each.pk))
                    for each in applications[one.pk]
                ]
                record = records.candidate_record(one)
                whole = records.history_record(record, [told for _, told, _ in placed])
                found.append(Exported(whole, partial(shaped.shape_candidate, one, record, placed)))
            yield found

    def _applications(self, candidates: Sequence[Candidate]) -> defaultdict[int, list[Application]]:
        rows = applications_known(person=self.person).filter(candidate__in=[one.pk for one in candidates])
        rows = rows.select_related("requisition", "stage")
        found: defaultdict[int, list[Application]] = defaultdict(list)
        for one in rows.defer("resume_text", "requisition__description").order_by("pk"):
            found[one.candidate_id].append(one)
        return found

    def _moves(
        self, applications: Sequence[Application]
    ) -> tuple[defaultdict[int, list[Move]], dict[int, datetime]]:
        """Return the moves of applications, the first first, and when each ended that did."""
        found: defaultdict[int, list[Move]] = defaultdict(list)
        ended: dict[int, datetime] = {}
        rows = Move.objects.filter(application__in=[one.pk for one in applications])
        for one in rows.order_by("at", "pk"):
            found[one.application_id].append(one)
            if one.by_id is not None:
                self.met.add(one.by_id)
            if one.outcome in ENDED:
                ended[one.application_id] = one.at
        return found, ended

    def _interviews_seen(self) -> QuerySet[Interview]:
        found = Interview.objects.filter(
            interviews_visible(self.person), application__candidate__erased_at=None
        )
        return found.exclude(self._blind("application"))

    def _blind(self, path: str) -> Q:
        """Return the filter of what belongs to applications that the person reviews blind."""
        if not self._reviewed:
            return Q(pk__in=())
        hidden = Application.objects.filter(blind_for(self.person, reviewed=self._reviewed)).order_by()
        return Q(**{f"{path}__in": hidden.values("pk")})

    def _interviews(self) -> Iterator[list[Exported]]:
        for rows in _chunks(self._interviews_seen().select_related("kit")):
            seats: defaultdict[int, list[Seat]] = defaultdict(list)
            taken = Seat.objects.filter(interview__in=[one.pk for one in rows]).select_related("interviewer")
            for seat in taken.order_by("pk"):
                seats[seat.interview_id].append(seat)
                self.met.add(seat.interviewer_id)
            keys = [seat.pk for those in seats.values() for seat in those]
            readable = self._scorecards_seen().filter(seat__in=keys).order_by()
            cards = dict(readable.values_list("seat", "pk"))
            found = []
            for one in rows:
                record = records.interview_record(one, seats[one.pk], cards)
                found.append(Exported(record, partial(shaped.shape_interview, one, record)))
            yield found

    def _scorecards_seen(self) -> QuerySet[Scorecard]:
        found = scorecard_visible(person=self.person).filter(submitted_at__isnull=False)
        return found.filter(seat__interview__application__candidate__erased_at=None)

    def _scorecards(self) -> Iterator[list[Exported]]:
        """Yield submitted scorecards; that others' are read is noted, as everywhere."""
        for cards in _chunks(self._scorecards_seen().select_related("seat__interview__stage")):
            reading_note_cards(person=self.person, cards=cards)
            ratings = scorecard_ratings(cards)
            found = []
            for one in cards:
                self.met.add(one.seat.interviewer_id)
                record = records.scorecard_record(one, ratings[one.pk])
                at = one.submitted_at or one.created_at
                found.append(
                    Exported(record, partial(shaped.shape_scorecard, one, ratings[one.pk], at, record))
                )
            yield found

    def _offers(self) -> Iterator[list[Exported]]:
        seen: QuerySet[OfferElsewhere] = offer_elsewhere_all(person=self.person).filter(
            application__candidate__erased_at=None
        )
        columns = (field.name for field in OfferElsewhere._meta.concrete_fields)
        whose = ("application__candidate", "application__requisition")
        for rows in _chunks(seen.select_related("application").only(*columns, *whose)):
            told = [(one, records.offer_record(one)) for one in rows]
            yield [Exported(one, partial(shaped.shape_offer, row, one)) for row, one in told]

    def _decisions(self) -> Iterator[list[Exported]]:
        seen = Decision.objects.filter(
            decisions_visible(self.person), application__candidate__erased_at=None
        ).exclude(self._blind("application"))
        for rows in _chunks(seen.only("pk"), FEW):
            found = []
            for row in rows:
                shown = decision_get(person=self.person, pk=row.pk)
                if shown is None:
                    continue
                self.met |= {one.member.pk for one in shown.ballots} | {shown.decision.chair_id}
                record = records.decision_record(shown)
                found.append(Exported(record, partial(shaped.shape_decision, record)))
            yield found

    def _people(self) -> Iterator[list[Exported]]:
        keys = sorted(self.met)
        for start in range(0, len(keys), CHUNK):
            rows = User.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("pk")
            yield [Exported(records.person_record(one), partial(shaped.shape_user, one)) for one in rows]
