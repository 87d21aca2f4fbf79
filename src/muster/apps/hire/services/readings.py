"""Noting who reads what interviewers said of a candidate: it tells who can no longer judge them unbiased."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError
from django.db.models import Exists, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.hire.models import Application, Decision, Reading, Scorecard

__all__ = ["reading_note", "reading_note_cards", "reading_note_packet"]


def reading_note(*, person: User, application: Application) -> None:
    """Note that somebody reads others' scorecards of a candidate; once for each person and candidate, so that pages
    which show them write but once.
    """
    if not _readings(person, application).exists():
        _note(person, application)


def reading_note_cards(*, person: User, cards: Iterable[Scorecard]) -> None:
    """Note that somebody reads scorecards of many candidates at once, of each candidate once; their own say nothing."""
    others = [one.seat.interview.application for one in cards if one.seat.interviewer_id != person.pk]
    read = {one.candidate_id: one.pk for one in others}
    if not set(read) - _read(person, read):
        return
    with writing():  # in one's turn, so that another window of theirs is not quicker
        new = sorted(set(read) - _read(person, read))
        rows = [Reading(candidate_id=candidate, person=person) for candidate in new]
        details = [{"application": read[candidate]} for candidate in new]
        create_many(Reading, rows, "scorecard.read", actor=person, details=details)


def reading_note_packet(*, person: User, decision: Decision) -> None:
    """Note that somebody reads the packet of a decision, where others' scorecards are in it."""
    application, packet = decision.application, decision.packet
    if not packet.content.get("scorecards"):
        return
    others = Scorecard.objects.filter(
        seat__interview__application=application.pk, submitted_at__lte=packet.made_at
    ).exclude(seat__interviewer=person.pk)
    if others.exclude(Exists(_readings(person, application))).exists():
        _note(person, application)


def _read(person: User, candidates: Iterable[int]) -> set[int]:
    rows = Reading.objects.filter(person=person.pk, candidate__in=list(candidates))
    return set(rows.values_list("candidate", flat=True))


def _readings(person: User, application: Application) -> QuerySet[Reading]:
    return Reading.objects.filter(candidate=application.candidate_id, person=person.pk)


def _note(person: User, application: Application) -> None:
    reading = Reading(candidate_id=application.candidate_id, person=person)
    try:
        with change(reading, "scorecard.read", actor=person, detail={"application": application.pk}):
            reading.save()
    except IntegrityError:
        if not _readings(person, application).exists():  # another window of theirs was not quicker
            raise
