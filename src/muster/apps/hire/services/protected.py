"""What candidates say of themselves: stored and handed back to them, never shown to anybody else."""

from __future__ import annotations

from collections.abc import Mapping

from muster.apps.core.ledger import change, create_many, writing
from muster.apps.hire.models import Application
from muster.apps.hire.models.protected import SelfIdentification, new_salt

__all__ = ["self_identification_export", "self_identification_load", "self_identification_store"]


def self_identification_store(*, application: Application, answers: dict[str, str]) -> None:
    """Keep what a candidate said of themselves, apart from everything that decides.

    New answers take the place of the earlier ones; without any, nothing is kept.
    """
    with writing():
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


def self_identification_export(*, application: Application) -> dict[str, str]:
    """Return a candidate's own answers, for the candidate."""
    stored = SelfIdentification.objects.filter(application=application).first()
    return {} if stored is None else dict(stored.answers)


def self_identification_load(*, answers: Mapping[int, Mapping[str, str]]) -> None:
    """Load the answers of the fictional company's candidates, by the application's key."""
    rows = [SelfIdentification(application_id=pk, answers=dict(told)) for pk, told in answers.items()]
    create_many(SelfIdentification, rows, "demo.load", actor=None)
