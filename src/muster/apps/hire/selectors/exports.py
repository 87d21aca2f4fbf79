"""Reading one's own exports, and what somebody might see when they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from muster.apps.accounts.models import User
from muster.apps.core.models import Job
from muster.apps.core.selectors import job_failed
from muster.apps.hire.models import Export
from muster.apps.hire.rules import requisitions_reviewed
from muster.apps.hire.selectors.applications import application_scope

__all__ = ["ShownExport", "export_get", "export_list", "rights_of", "rights_shrunk"]

SHOWN = 20


@dataclass(frozen=True)
class ShownExport:
    """An export with how far it is; `failed` is whether nothing will come of it."""

    export: Export
    job: Job | None
    failed: bool
    ready: bool

    @property
    def running(self) -> bool:
        """Return whether a worker has it, or is about to."""
        return self.export.state == Export.State.QUEUED and not self.failed

    @property
    def problem(self) -> str:
        """Return why nothing came of it, in the reader's language."""
        return gettext(self.export.problem) if self.export.problem else ""

    @property
    def records(self) -> int:
        """Return how many records it holds."""
        return sum(self.export.counts.values())


def export_list(*, person: User) -> list[ShownExport]:
    """Return one's own newest exports, the newest first; those that were removed say so."""
    rows = Export.objects.filter(asked_by=person.pk).select_related("file", "job")
    return [_shown(one) for one in rows.order_by("-asked_at", "-pk")[:SHOWN]]


def export_get(*, person: User, pk: int) -> Export:
    """Return one's own export. Raises Export.DoesNotExist for anybody else's."""
    return Export.objects.select_related("file").get(pk=pk, asked_by=person.pk)


def _shown(one: Export) -> ShownExport:
    queued = one.state == Export.State.QUEUED
    lost = queued and job_failed(pk=one.job_id)
    late = one.expires_at is not None and one.expires_at <= timezone.now()
    ready = one.state == Export.State.DONE and one.file is not None and not late
    return ShownExport(one, one.job, one.state == Export.State.FAILED or lost, ready)


def rights_of(person: User) -> dict[str, Any]:
    """Return what decides how much somebody sees: their roles, the openings whose applications they see (None: all),
    those that they review blind.
    """
    scope = application_scope(person=person)
    return {
        "roles": sorted(person.roles),
        "openings": None if scope is None else sorted(scope),
        "reviews": sorted(requisitions_reviewed(person)),
    }


def rights_shrunk(*, person: User, then: Mapping[str, Any]) -> bool:
    """Return whether somebody sees less than they did."""
    now = rights_of(person)
    if not person.is_active or set(then["roles"]) - set(now["roles"]):
        return True
    if set(now["reviews"]) - set(then["reviews"]):
        return True
    if now["openings"] is None:
        return False
    return then["openings"] is None or bool(set(then["openings"]) - set(now["openings"]))
