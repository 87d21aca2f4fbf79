"""People who left, of our own and of others, for the tests of waves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_tasks.base import Task

from muster.apps.accounts.models import User
from muster.apps.core.ledger import create_many
from muster.apps.core.models import Job
from muster.apps.market.jobs import scan_waves
from muster.apps.market.models import Claim, Document, Organisation, Outsider, Proposal, Source, WaveScan
from muster.apps.market.services.waves import waves_scan
from muster.apps.org.models import Employee, EndReason, JobFamily, Level, Location, Spell, Team

__all__ = ["LOOKING", "QUIET", "Company", "ago", "say", "scanned", "work_on"]

LOOKING = "Looking for waves of departures"
QUIET = range(100, 1000, 60)  # days ago, evenly
SINCE = 1090  # days ago
make = partial(create_many, action="test.make", actor=None)


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


class Company:
    """A company of sixty people in two units, one of which has the team Kernels."""

    def __init__(self) -> None:
        [top] = make(Team, [Team(name="Acme")])
        self.unit, self.other = make(Team, [Team(name=name, parent=top) for name in ("Compute", "Data")])
        [self.team] = make(Team, [Team(name="Kernels", parent=self.unit)])
        [self.level] = make(Level, [Level(code="L5", title="Staff", rank=5)])
        [self.family] = make(JobFamily, [JobFamily(name="Engineer")])
        [self.place] = make(
            Location,
            [Location(name="Paris", city="Paris", country="FR", time_zone="Europe/Paris", currency="EUR")],
        )
        self.employ([(self.other, None, "")] * 30 + [(self.team, None, "")] * 30)

    def employ(self, rows: Sequence[tuple[Team, int | None, str]]) -> list[Spell]:
        """Employ people in a team, until so many days ago, for a reason."""
        people = [
            Employee(
                code=(code := uuid4().hex[:10]), name=f"Person {code}", sort_name=code, search_text=code,
                email=f"{code}@example.com", team=team, level=self.level, family=self.family, location=self.place,
                is_active=end is None,
            )
            for team, end, _reason in rows
        ]  # fmt: skip
        make(Employee, people)
        spells = [
            Spell(
                employee=one, starts_on=ago(SINCE), ends_on=None if end is None else ago(end), reason=reason
            )
            for one, (_team, end, reason) in zip(people, rows, strict=True)
        ]
        return make(Spell, spells)

    def leave(
        self, days: Iterable[int], team: Team | None = None, reason: str = EndReason.RESIGNED
    ) -> list[Spell]:
        """Let people leave a team (Data, unless told) so many days ago."""
        return self.employ([(team or self.other, end, reason) for end in days])


def say(
    keeper: User, person: str, left: str, joined: str, days: int, *, role: str = "", grade: str = "B"
) -> Claim:
    """Keep a claim that somebody moved, from a document of so many days ago."""
    ends = [Organisation.objects.get_or_create(name=name)[0] for name in (left, joined)]
    source, _new = Source.objects.get_or_create(name=f"Paper {grade}", defaults={"grade": grade})
    outsider, _new = Outsider.objects.get_or_create(
        name=person, defaults={"basis": "interest", "keep_until": ago(-300)}
    )
    moment = datetime.combine(ago(days), time(9), UTC)
    text = f"{person} goes from {left} to {joined}."
    document = Document.objects.create(
        digest=uuid4().hex, title=person, text=text, language="en", published=ago(days), source=source,
        basis="interest", keep_months=24, read_at=moment, added_by=keeper, added_at=moment,
    )  # fmt: skip
    span = {"start": 0, "end": len(text)}
    content = {"person": person, "from_organisation": left, "to_organisation": joined}
    proposal = Proposal.objects.create(
        document=document, number=1, kind="move", content=content, state="confirmed", **span
    )
    return Claim.objects.create(
        proposal=proposal, document=document, source=source, said_on=ago(days), kind="move", person=outsider,
        left=ends[0], joined=ends[1], role=role, confirmed_by=keeper, confirmed_at=moment, **span,
    )  # fmt: skip


def work_on(task: Task[..., Any], job: Job, **arguments: Any) -> Any:
    """Do a job that waits, as a worker does."""
    return task.func(SimpleNamespace(task_result=SimpleNamespace(id=job.pk)), **arguments)


def scanned(keeper: User) -> dict[str, WaveScan]:
    """Ask for scans, let a worker do them, and return them by scope."""
    scans = waves_scan(actor=keeper)
    job = Job.objects.get(pk=str(scans[0].job))
    work_on(scan_waves, job, scans=[one.pk for one in scans])
    return {one.scope: WaveScan.objects.get(pk=one.pk) for one in scans}
