"""What people ask for: to check a file, to import what was checked, to give it up."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen, columns_propose, columns_remember
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.org.jobs.imports import run_apply, run_check
from muster.apps.org.models import EmployeeImport
from muster.apps.org.services.imports.reading import SHAPE, look_at_content
from muster.apps.org.services.imports.running import apply_import, check_import
from muster.apps.org.services.saving import require_change
from muster.tables.problems import Problems
from muster.tables.text import to_utf8

__all__ = ["AT_ONCE", "LARGEST", "import_check", "import_confirm", "import_discard", "import_tell"]

LARGEST = 20_000_000  # bytes
WHAT = "employees"
AT_ONCE = 100_000  # bytes; what is larger is done by a worker
State = EmployeeImport.State


def import_check(*, actor: User, name: str, content: bytes) -> EmployeeImport:
    """Take a file in and begin its dry run; a small one is checked when this returns."""
    require_change(actor)
    if len(content) > LARGEST:
        raise RefusedError(
            _("The file has more than %(most)d MB; import it in parts.") % {"most": LARGEST // 1_000_000}
        )
    text, encoding = to_utf8(content)
    digest = hashlib.sha256(text).hexdigest()
    one = EmployeeImport(name=name[:200], digest=digest, content=text, created_by=actor)
    look = look_at_content(text, one.name, Problems())
    settled = True  # what cannot be read is told by the check
    if look is not None:
        proposal = columns_propose(person=actor, what=WHAT, look=look, shape=SHAPE, encoding=encoding)
        one.columns, settled = proposal.chosen.as_json(), proposal.settled
    with writing():
        one.state = State.CHECKING if settled else State.COLUMNS
        with change(one, "import.upload", actor=actor):
            one.save()
        if settled:
            _check(one, actor)
    return one


def import_tell(*, actor: User, one: EmployeeImport, chosen: Chosen, seen: int | None = None) -> None:
    """Say what the columns of a file are, and begin its dry run with that; the next such file goes by it."""
    require_change(actor)
    with writing():
        with change(one, "import.columns", actor=actor, seen=seen):
            if not one.may_be_told:
                raise RefusedError(_("This file was dealt with already."))
            one.columns, one.plan, one.state = chosen.as_json(), "", State.CHECKING
            one.save()
        columns_remember(person=actor, what=WHAT, chosen=chosen)
        _check(one, actor)


def _check(one: EmployeeImport, actor: User) -> None:
    if len(one.content) <= AT_ONCE:
        check_import(one)
    else:
        _hand_over(one, actor, applying=False)


def import_confirm(
    *, actor: User, one: EmployeeImport, digest: str, plan: str, seen: int | None = None
) -> None:
    """Import the file of this digest as the dry run of this digest said; a small one is done when this returns.

    Raises ConflictError when the file or its dry run is another one, RefusedError when there is nothing to import.
    """
    require_change(actor)
    with writing():
        with change(one, "import.confirm", actor=actor, seen=seen):
            if one.state != State.READY:
                raise RefusedError(
                    _("There is nothing to import: the file has problems, or was dealt with already.")
                )
            if (one.digest, one.plan) != (digest, plan) or hashlib.sha256(one.content).hexdigest() != digest:
                raise ConflictError(_("This is not the file that was checked; upload it again."))
            one.state = State.APPLYING
            one.save()
        if len(one.content) <= AT_ONCE:
            apply_import(one)
        else:
            _hand_over(one, actor, applying=True)


def import_discard(*, actor: User, one: EmployeeImport, seen: int | None = None) -> None:
    """Give a file up; its content is forgotten."""
    require_change(actor)
    with change(one, "import.discard", actor=actor, seen=seen):
        if one.state in (State.APPLIED, State.DISCARDED):
            raise RefusedError(_("This file was dealt with already."))
        one.state, one.content = State.DISCARDED, b""
        one.save()


def _hand_over(one: EmployeeImport, actor: User, *, applying: bool) -> None:
    """Let a worker go on with an import."""
    title = _("Import %(file)s") if applying else _("Check %(file)s")
    task = run_apply if applying else run_check
    one.job = enqueue(task, title=title % {"file": one.name}, actor=actor, key=one.pk)
    EmployeeImport.objects.filter(pk=one.pk).update(job=one.job)
