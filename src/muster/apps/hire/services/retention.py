"""The rules of how long candidates' data are kept, and looking for whose time is over."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import Job
from muster.apps.core.roles import require
from muster.apps.hire.jobs import find_due
from muster.apps.hire.models import RetentionRule
from muster.apps.hire.rules import may_erase
from muster.apps.org.models import JobFamily

__all__ = ["retention_look", "retention_rule_remove", "retention_rule_save"]

NOT_YOURS = gettext_lazy("Only administrators and people partners say how long data are kept.")


def retention_rule_save(*, actor: User, country: str, family: JobFamily | None, months: int) -> RetentionRule:
    """Say how long data are kept for openings of a country and a family; a rule for the same takes its place."""
    require(may_erase(actor), NOT_YOURS)
    with writing():
        row = RetentionRule.objects.filter(country=country, family=family).first()
        row = row or RetentionRule(country=country, family=family)
        with change(row, "retention.save", actor=actor):
            row.months = months
            try:
                row.full_clean()
            except ValidationError as error:
                raise RefusedError(" ".join(error.messages)) from error
            row.save()
        _watch()
        _look_again(actor)
    return row


def retention_rule_remove(*, actor: User, rule: RetentionRule) -> None:
    """Remove a rule; a wider one holds then, or none."""
    require(may_erase(actor), NOT_YOURS)
    with writing():
        with change(rule, "retention.remove", actor=actor):
            rule.delete()
        _look_again(actor)


def retention_look(*, actor: User) -> Job:
    """Let a worker look now for whose time is over. Nobody is erased by it."""
    require(may_erase(actor), NOT_YOURS)
    return enqueue(find_due, title=_("Looking for data that were kept long enough"), actor=actor, daily=False)


def _look_again(actor: User) -> None:
    """Let a worker look by the rules as they are now: it takes back what is not due by them."""
    if not _waits(daily=False):
        retention_look(actor=actor)


def _waits(*, daily: bool) -> bool:
    waiting = DBTaskResult.objects.filter(
        task_path=find_due.module_path, status=TaskResultStatus.READY, args_kwargs__kwargs__daily=daily
    )
    return waiting.exists()


def _watch() -> None:
    """See that a worker looks every day, from tomorrow on."""
    if not _waits(daily=True):
        later = find_due.using(run_after=timezone.now() + timedelta(days=1))
        enqueue(later, title=_("Looking for data that were kept long enough"), actor=None, daily=True)
