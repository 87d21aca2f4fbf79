"""The interviews and decisions of the big site: the fictional company's, copied with its applications and people."""

from __future__ import annotations

from typing import Any

from benchmarks.copying import copy_rows, shift_of

__all__ = ["copy_interviews", "interview_keys", "interview_sizes"]

SETS = 4


def copy_interviews(copies: int, application: int) -> None:
    """Copy every interview with what belongs to it, and every decision, so many times.

    `application` is what a copy's application lies beyond its original. Copies share `SETS` sets of interviewers and
    committees: no more people than the company employs, and nobody with more than a person can take on.
    """
    from muster.apps.accounts.models import RoleGrant, User
    from muster.apps.hire.models import (
        Ballot,
        Blackout,
        Decision,
        Interview,
        Packet,
        Scorecard,
        ScorecardVersion,
        Seat,
        Terms,
    )

    models = (User, RoleGrant, Interview, Seat, Scorecard, ScorecardVersion, Terms, Blackout)
    shift = {model: shift_of(model) for model in (*models, Packet, Decision, Ballot)}

    def moved(turn: int, **columns: Any) -> dict[str, str]:
        turns = {User: turn % SETS}
        return {
            f"{name}_id": f"{name}_id + {shift[model] * turns.get(model, turn)}"
            for name, model in columns.items()
        }

    for turn in range(1, copies + 1):
        own = {model: {"id": f"id + {number * turn}"} for model, number in shift.items()}
        whose = {"application_id": f"application_id + {application * turn}"}
        if turn < SETS:
            copy_rows(User, shift[User], own[User] | {"email": f"'{turn}.' || email"})
            copy_rows(RoleGrant, shift[RoleGrant], own[RoleGrant] | moved(turn, user=User))
            copy_rows(Terms, shift[Terms], own[Terms] | moved(turn, interviewer=User))
            copy_rows(Blackout, shift[Blackout], own[Blackout] | moved(turn, interviewer=User))
        copy_rows(Interview, shift[Interview], own[Interview] | whose | {"uid": _any_uuid()})
        copy_rows(Seat, shift[Seat], own[Seat] | moved(turn, interview=Interview, interviewer=User))
        copy_rows(Scorecard, shift[Scorecard], own[Scorecard] | moved(turn, seat=Seat))
        versions = moved(turn, scorecard=Scorecard)
        copy_rows(ScorecardVersion, shift[ScorecardVersion], own[ScorecardVersion] | versions)
        copy_rows(Packet, shift[Packet], own[Packet] | whose)
        decided = moved(turn, packet=Packet, reopens=Decision, chair=User, signed_by=User)
        copy_rows(Decision, shift[Decision], own[Decision] | whose | decided | {"message_id": "NULL"})
        copy_rows(Ballot, shift[Ballot], own[Ballot] | moved(turn, decision=Decision, member=User))


def _any_uuid() -> str:
    from django.db import connection

    return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"


def interview_sizes() -> dict[str, int]:
    """Return how many there are of each sort."""
    from muster.apps.hire.models import Decision, Interview, Scorecard, Seat

    return {
        "interviews": Interview.objects.count(),
        "seats in them": Seat.objects.count(),
        "scorecards": Scorecard.objects.count(),
        "ratings": _ratings(),
        "decisions": Decision.objects.count(),
    }


def _ratings() -> int:
    from muster.apps.hire.models import Scorecard

    submitted = Scorecard.objects.filter(submitted_at__isnull=False).values_list("ratings", flat=True)
    return sum(map(len, submitted.iterator()))


def interview_keys(interviewer: str, member: str) -> dict[str, int]:
    """Return the keys of what the pages show. `interviewer` and `member` are the addresses of those who sign in as an
    interviewer and as a member of a committee.
    """
    from django.utils import timezone

    from muster.apps.hire.models import Application, Ballot, Decision, Interview, Outcome, Seat
    from muster.apps.hire.rules import seats_owed

    now = timezone.now()
    interviews = Interview.objects.filter(state=Interview.State.SCHEDULED)
    active = Application.objects.filter(outcome=Outcome.ACTIVE)
    seats = Seat.objects.filter(interviewer__email=interviewer, interview__ends_at__lte=now)
    decisions = Decision.objects.filter(state=Decision.State.SIGNED)
    sat = Ballot.objects.filter(member__email=member, recused_at=None)
    to_interview = active.filter(stage__kind="interview")
    return {
        "interview": _first(interviews.filter(starts_at__gt=now).order_by("starts_at"), interviews),
        "interviewed": _first(decisions.order_by("pk"), key="application"),
        "to_interview": _first(to_interview.order_by("pk"), active),
        "to_convene": _first(active.filter(stage__kind="committee", decisions=None), to_interview),
        "interviewer": _first(seats, key="interviewer"),
        "seat": _first(seats.filter(seats_owed()).order_by("due_at"), seats),
        "decision": _first(decisions.order_by("pk")),
        "own_decision": _first(sat.order_by("-decision"), Ballot.objects.all(), key="decision"),
    }


def _first(*querysets: Any, key: str = "pk") -> int:
    """Return a key of the first row of the first queryset that has one: a small company may lack some sorts."""
    for found in querysets:
        row: int | None = found.values_list(key, flat=True).first()
        if row is not None:
            return row
    raise RuntimeError(f"the fictional company has no {key} to show")
