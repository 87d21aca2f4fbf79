"""A whole season, twice: the second time every candidate has said of themselves what another had said before.

Whatever estimates, chooses, proposes, decides or takes out is run both times, and every address that may be opened is
opened. But for the candidate's own file and the audit, not a byte may differ. Nothing is masked to get there: the clock
stands still, and whatever is drawn at random, keys and secrets among them, is drawn from the same stream both times.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.rules import scopes_offered
from muster.apps.accounts.services import token_create, user_create
from muster.apps.core.roles import Role
from muster.apps.core.walls import open_wall
from muster.apps.hire.exporting import export_write
from muster.apps.hire.models import Application, MeritChoice, MeritRun, MeritStanding, Packet
from muster.apps.hire.models.protected import WALL, SelfIdentification
from muster.apps.hire.services.loading.merit import merit_run_load, odds_load
from muster.apps.hire.services.protected import self_identification_load
from tests.apps.conftest import MakeUser, make_user
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.deciding import Committee, convene
from tests.apps.hire.inside import make_reviewer, move
from tests.apps.hire.meritruns import Season, make_season
from tests.apps.hire.openings import Opening
from tests.apps.test_permissions import ADDRESSES, ANONYMOUS, APIS, OBJECTS, TABLE

__all__ = ["make_opening", "make_user", "opening"]

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OWN_FILE = (
    "careers:export"  # what a candidate asks for: their own answers, among all else that is kept of them
)
AUDIT = "audit"  # in the name of each address of the audit, which counts the answers
ASKED = (  # who opens an address, if they may: who has most to see
    *(Role.EXECUTIVE, Role.RECRUITER, Role.HIRING_MANAGER, Role.PEOPLE_PARTNER, Role.AUDITOR),
    *(Role.ADMINISTRATOR, Role.COMPENSATION_PARTNER, Role.COMMITTEE_MEMBER, Role.INTERVIEWER, Role.EMPLOYEE),
    ANONYMOUS,
)
TOLD = (
    {"gender": "woman", "age": "25-34", "race": "asian"},
    {"gender": "man", "age": "55-", "race": "white"},
    {"gender": "nonbinary", "age": "35-44"},
    {"race": "black", "disability": "yes"},
    {"gender": "woman", "veteran": "yes"},
)


@dataclass(frozen=True)
class Company:
    """A small company in the middle of its season."""

    season: Season
    members: list[User]
    people: Mapping[str, User]
    objects: dict[tuple[str, Any], dict[str, Any]] = field(default_factory=dict)

    @property
    def opening(self) -> Opening:
        return self.season.opening


@pytest.fixture
def company(opening: Opening, make_user: MakeUser) -> Iterator[Company]:
    """Rated candidates, who all have said something of themselves, and an object for every address that names one."""
    with time_machine.travel(NOW, tick=False):
        people = {
            str(role): user_create(
                actor=None, email=f"{role}@example.com", name=str(role).title(), roles=[role]
            )
            for role in Role
        }
        season = make_season(opening, make_user)
        make_reviewer(opening, make_user(Role.INTERVIEWER, name="Rex Reviewer"))
        members = [make_user(Role.COMMITTEE_MEMBER, name=name) for name in ("Cleo", "Max", "Ines")]
        made = Company(season, members, people)
        for name, who in asked().items():
            make = OBJECTS.get(name)
            if make is not None and (who, make) not in made.objects:
                owner = people.get(who, people[Role.EMPLOYEE])
                made.objects[who, make] = dict(make(owner))
        keys = Application.objects.order_by("pk").values_list("pk", flat=True)
        self_identification_load(answers=dict(zip(keys, cycle(TOLD), strict=False)))
        yield made


def asked() -> dict[str, str]:
    """Return every address that somebody may open, and who is to open it."""
    found = {}
    for name in sorted(ADDRESSES):
        cells = TABLE.get((name, "GET"), {})
        who = next((str(one) for one in ASKED if cells.get(str(one), "-") != "-"), None)
        if who is not None and AUDIT not in name:
            found[name] = who
    return found


def exchange() -> None:
    """Give every candidate what the next one said: each of them now has other answers, and in all they are the same.

    It is done behind the ledger's back, whose digests of the answers are seasoned with salt.
    """
    with open_wall(WALL):
        rows = list(SelfIdentification.objects.order_by("application"))
        answers = [one.answers for one in rows]
        for one, other in zip(rows, [*answers[1:], answers[0]], strict=True):
            assert one.answers != other
            SelfIdentification.objects.filter(pk=one.pk).update(answers=other)


@contextmanager
def same_draws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw whatever is drawn at random from one stream."""
    stream = random.Random(1)  # noqa: S311  # of a test
    with monkeypatch.context() as patched:
        patched.setattr(os, "urandom", stream.randbytes)
        patched.setattr(random, "_urandom", stream.randbytes)  # under `secrets`
        yield


def outputs(company: Company, folder: Path) -> dict[str, Any]:
    """Return everything that comes out, by what it came out of; nothing of it stays."""
    cache.clear()
    with transaction.atomic():
        run = estimated(company)
        committee = decided(company)
        told: dict[str, Any] = {
            "estimates": rows_of(MeritStanding.objects.filter(run=run)),
            "choices": rows_of(MeritChoice.objects.filter(choosing__run=run)),
            "run": rows_of(MeritRun.objects.filter(pk=run.pk)),
            "packets": rows_of(Packet.objects.all()),
        }
        told |= taken_out(company, folder)
        told |= opened(company, run, committee)
        transaction.set_rollback(True)
    return told


def estimated(company: Company) -> MeritRun:
    """Estimate merit, and work out the odds and whom to interview next."""
    there = company.opening
    run = merit_run_load(actor=there.recruiter, as_of=timezone.now(), requisition=there.requisition)
    odds_load(run)
    assert run.state == MeritRun.State.DONE
    assert MeritStanding.objects.filter(run=run).count() == len(company.season.applications)
    assert MeritChoice.objects.get(choosing__run=run).proposals
    return run


def decided(company: Company) -> Committee:
    """Have a committee decide on the first candidate, by a packet that rests on the run."""
    first = company.season.applications[0]
    move(company.opening, [first.pk], "Committee")
    committee = convene(company.opening, user_create, first, members=company.members)
    for number in range(2):
        committee.vote(number)
    committee.sign()
    return committee


def rows_of(rows: models.QuerySet[Any]) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values())


def taken_out(company: Company, folder: Path) -> dict[str, bytes]:
    """Return the files of exports, of those who see most."""
    found: dict[str, bytes] = {}
    people = {"recruiter": company.opening.recruiter, **company.people}
    for who, format in ((Role.EXECUTIVE, "csv"), (Role.AUDITOR, "json"), (Role.RECRUITER, "parquet")):
        place = folder / f"{who}-{format}"
        place.mkdir(parents=True)
        export_write(person=User.objects.get(pk=people[who].pk), folder=place, format=format)
        found |= {f"{place.name}/{path.name}": path.read_bytes() for path in sorted(place.iterdir())}
    return found


def opened(company: Company, run: MeritRun, committee: Committee) -> dict[str, Any]:
    """Return what every address answers, with objects made for it; and those of the season, to its own people."""
    clients = {who: Client() for who in (*company.people, ANONYMOUS)}
    for who, person in company.people.items():
        clients[who].force_login(person)
    tokens = {who: bearer(person) for who, person in company.people.items()}
    found = {}
    for name, who in asked().items():
        make = OBJECTS.get(name)
        kwargs = company.objects[who, make] if make is not None else {}
        found[f"{name} as {who}"] = answer(clients[who], name, kwargs, tokens.get(who))
    recruiter = Client()
    recruiter.force_login(company.opening.recruiter)
    token = bearer(company.opening.recruiter)
    for name, kwargs in of_season(company, run, committee).items():
        status, _headers, content = found[f"{name} of the season"] = answer(recruiter, name, kwargs, token)
        assert (name, status) == (name, 200), content
    return found


def of_season(company: Company, run: MeritRun, committee: Committee) -> dict[str, dict[str, Any]]:
    """Return the addresses at which what was estimated and decided is to be seen."""
    first, second = company.season.applications[:2]
    objects = (
        (company.opening.requisition, "hire:board hire:requisition api:requisition harvest:harvest-job"),
        (run, "hire:merit-board api:merit-run api:merit-standings"),
        (first, "harvest:harvest-application"),
        (second, "hire:application hire:scorecards api:application-merit"),
        (second.candidate, "api:candidate"),
        (committee.decision, "hire:decision hire:packet hire:packet-pdf api:decision"),
    )
    found: dict[str, dict[str, Any]] = {
        name: {"pk": row.pk} for row, names in objects for name in names.split()
    }
    return {**found, "hire:merit-candidate": {"pk": run.pk, "candidate": second.candidate_id}}


def bearer(person: User) -> str:
    """Return a token with which the person may do all they may do."""
    expires_at = timezone.now() + timedelta(hours=1)
    return token_create(actor=person, name="Walk", scopes=scopes_offered(person), expires_at=expires_at)[1]


def answer(client: Client, name: str, kwargs: Mapping[str, Any], token: str | None) -> tuple[int, str, bytes]:
    """Return an address's status, headers and content; nothing of the visit stays."""
    path, _pattern = ADDRESSES[name]
    plain = path.startswith("/") or name.startswith("/")
    url = f"/{path.lstrip('/')}" if plain else reverse(name, kwargs=dict(kwargs))
    headers = {"Authorization": f"Bearer {token}"} if name.startswith(APIS) else {}
    with transaction.atomic():
        response = client.get(url, headers=headers)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, json.dumps(sorted(response.items())), content


@pytest.mark.any_database
@pytest.mark.django_db
def test_no_output_changes_by_a_byte(
    company: Company, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passes = []
    for number in range(2):
        with same_draws(monkeypatch):
            passes.append(outputs(company, tmp_path / f"{number}"))
        exchange()
    first, second = passes
    assert first.keys() == second.keys()
    changed = {name for name in first if first[name] != second[name]}
    assert {name for name in changed if not name.startswith(OWN_FILE)} == set()
    assert changed, "the candidate's own file must tell of the exchange, else nothing was exchanged"
    answered = [one for one in first.values() if isinstance(one, tuple) and one[0] == 200]
    assert len(answered) > len(TABLE) / 3
