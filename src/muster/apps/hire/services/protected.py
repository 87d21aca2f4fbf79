"""What candidates say of themselves, written behind the wall: nothing here returns an answer."""

from __future__ import annotations

from collections.abc import Mapping

from muster.apps.accounts.models import User
from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.models import Entry
from muster.apps.core.walls import open_wall
from muster.apps.hire.models import Application
from muster.apps.hire.models.candidates import new_salt
from muster.apps.hire.models.protected import WALL, SelfIdentification

__all__ = [
    "self_identification_import",
    "self_identification_load",
    "self_identification_store",
]

IMPORT = "self_identification.import"


def self_identification_store(*, application: Application, answers: dict[str, str]) -> None:
    """Keep what a candidate said of themselves, apart from everything that decides.

    New answers take the place of the earlier ones; without any, nothing is kept.
    """
    with writing(), open_wall(WALL):
        stored = SelfIdentification.objects.filter(application=application).first()
        if not answers:
            if stored is not None:
                with change(stored, "self_identification.remove", actor=None):
                    stored.delete()
            return
        stored = stored or SelfIdentification(application=application)
        with change(stored, "self_identification.store", actor=None):
            stored.answers, stored.salt = answers, new_salt()
            stored.save()


def self_identification_load(*, answers: Mapping[int, Mapping[str, str]]) -> None:
    """Load the answers of the fictional company's candidates, by the application's key."""
    with writing(), open_wall(WALL):
        keys = reserve_keys(SelfIdentification, len(answers))
        rows = [
            SelfIdentification(pk=key, application_id=pk, answers=dict(told))
            for key, (pk, told) in zip(keys, answers.items(), strict=True)
        ]
        create_many(SelfIdentification, rows, "demo.load", actor=None)


def self_identification_import(*, actor: User, answers: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
    """Keep answers that were given elsewhere, by the application's key; return what happened to each: created, changed,
    or unchanged.

    What a candidate said here since the last import stays. Nothing is kept beside the answers from which they could be
    told, so whether they are new is seen here alone.
    """
    with writing(), open_wall(WALL):
        stored = SelfIdentification.objects.filter(application__in=list(answers))
        known = {one.application_id: one for one in stored}
        new = {key: dict(told) for key, told in answers.items() if key not in known}
        keys = reserve_keys(SelfIdentification, len(new))
        rows = [
            SelfIdentification(pk=pk, application_id=key, answers=told, salt=new_salt())
            for pk, (key, told) in zip(keys, new.items(), strict=True)
        ]
        create_many(SelfIdentification, rows, IMPORT, actor=actor)
        done = dict.fromkeys(new, "created") | dict.fromkeys(known, "unchanged")
        for key, one in known.items():
            if one.answers != answers[key] and _is_imported(one):
                with change(one, IMPORT, actor=actor):
                    one.answers, one.salt = dict(answers[key]), new_salt()
                    one.save()
                done[key] = "changed"
    return done


def _is_imported(stored: SelfIdentification) -> bool:
    """Return whether the answers are as the last import left them."""
    entries = Entry.objects.filter(kind=SelfIdentification.ledger_kind(), row=stored.pk)
    last = entries.order_by("-sequence").values_list("action", flat=True).first()
    return last == IMPORT
