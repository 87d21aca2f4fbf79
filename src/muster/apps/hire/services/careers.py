"""The public form: what somebody sends becomes one application, however often it is sent."""

from __future__ import annotations

from django.core.files.base import File
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from muster.apps.core.errors import RefusedError
from muster.apps.core.files import files_kept
from muster.apps.hire.models import Application, Outcome, Requisition, Source, Submission
from muster.apps.hire.services.applications import AlreadyAppliedError, ApplicationForm, application_apply
from muster.apps.hire.services.messages import message_acknowledge, message_applied_again
from muster.apps.hire.services.resumes import resume_store

__all__ = ["PUBLIC_SOURCES", "application_submit"]

PUBLIC_SOURCES = (Source.CAREERS, Source.JOB_BOARD, Source.EVENT)
"""What an address on the careers site may say of where somebody came from."""


def application_submit(
    *,
    requisition: Requisition,
    key: str,
    form: ApplicationForm,
    resume: File[bytes] | None = None,
    source: Source = Source.CAREERS,
) -> Application | None:
    """Take an application from the careers site, acknowledge it by e-mail, and return it.

    `key` is the form's own: sent again, even at the same time, it returns the application that it became. An address
    that has applied already is told so by e-mail, and None returned: whoever sent the form must not learn it from the
    answer. Raises RefusedError when the opening is closed or the résumé cannot be taken.
    """
    try:
        return _take(requisition, key, form, resume, source)
    except AlreadyAppliedError:
        address = Lower(Value(form.email.strip()))  # as the index has it
        there = Application.objects.annotate(address=Lower("candidate__email")).filter(
            address=address, requisition=requisition, outcome=Outcome.ACTIVE
        )
        known = there.select_related("candidate", "requisition").first()
        if known is not None:
            message_applied_again(application=known)
        return None


def _take(
    requisition: Requisition, key: str, form: ApplicationForm, resume: File[bytes] | None, source: Source
) -> Application:
    with files_kept() as files:  # the same form sent twice at once: one after the other
        known = Submission.objects.filter(key=key).select_related("application").first()
        if known is not None:
            return known.application
        if not requisition.public:
            raise RefusedError(_("This opening is not open to applications any more."))
        stored = None if resume is None else resume_store(upload=resume, actor=None)
        files += [] if stored is None else [stored]
        taken_from = source if source in PUBLIC_SOURCES else Source.CAREERS
        application, _token = application_apply(
            requisition=requisition, form=form, resume=stored, source=taken_from
        )
        Submission.objects.create(key=key, application=application)
        message_acknowledge(application=application, name=form.name, language=form.language)
    return application
