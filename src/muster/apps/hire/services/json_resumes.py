"""Candidates from résumés in the format JSON Resume: all of the files or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Requisition, Source
from muster.apps.hire.rules import may_move
from muster.apps.hire.search import index_applications
from muster.apps.hire.services.applications import ApplicationForm, application_add
from muster.apps.hire.services.history.people import is_address
from muster.apps.hire.services.history.text import cut, plain_text
from muster.tables.problems import Problems, shown
from muster.tables.vendors.json_resume import Resume, read_resumes

__all__ = ["resumes_import"]


def resumes_import(
    *, actor: User, requisition: Requisition, paths: Sequence[Path], dry_run: bool = False
) -> dict[str, str]:
    """Add an application to an opening for each résumé; return what happened to each file: created or unchanged.

    Whoever has an application to the opening stays as they are. Raises DataError with everything that is wrong, and
    then nothing is stored.
    """
    require(may_move(actor, requisition), _("Only those who work on this opening add candidates to it."))
    problems = Problems()
    resumes = read_resumes(paths, problems)
    for one in resumes:
        if not is_address(one.email):
            sentence = f"{shown(one.email)} is not an e-mail address; correct it"
            problems.add("email", sentence, file=one.file, column="basics.email")
    if requisition.status != Requisition.Status.OPEN:
        problems.add("closed", f"the opening {requisition.code} is not open; open it first")
    problems.stop()
    done = {}
    with writing():
        for one in resumes:
            there = Application.objects.filter(candidate__email__iexact=one.email, requisition=requisition)
            known = there.exists()
            done[one.file] = "unchanged" if known else "created"
            if not known and not dry_run:
                _add(actor, requisition, one, problems)
        problems.stop()
    return done


def _add(actor: User, requisition: Requisition, one: Resume, problems: Problems) -> None:
    form = ApplicationForm(
        name=cut(one.name, 200),
        email=one.email,
        phone=one.phone[:40],
        country=one.country,
        language=actor.language,
        links=list(one.links),
        school=cut(one.school, 200),
        employers=[cut(name, 200) for name in one.employers[:50]],
    )
    try:
        application = application_add(actor=actor, requisition=requisition, form=form, source=Source.IMPORT)
    except RefusedError as error:
        problems.add("refused", error.sentence, file=one.file)
        return
    application.resume_text = plain_text(one.written, 100_000)
    application.save(
        update_fields=["resume_text"]
    )  # read from a file, as from any résumé, so no change of its own
    index_applications([application])
