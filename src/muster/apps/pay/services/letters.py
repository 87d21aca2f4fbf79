"""The company's own texts of letters, and a letter to look at before it is sent."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.org.services.activity import today_at
from muster.apps.pay.composing import letter_print
from muster.apps.pay.letters import text_check, text_of
from muster.apps.pay.models import LetterTemplate, Offer
from muster.apps.pay.rules import may_send, may_set_letters
from muster.apps.pay.services.submitting import newest_version

__all__ = ["NOT_SENDING", "letter_preview", "letter_template_save"]

NOT_YOURS = gettext_lazy("Only compensation partners and recruiters change the text of letters.")
NOT_SENDING = gettext_lazy("Only compensation partners and recruiters send offers, and nobody their own.")


def letter_template_save(
    *, actor: User, language: str, title: str, body: str, seen: str = ""
) -> LetterTemplate:
    """Keep a text of letters in a language as its next version. `seen` is the digest of the text that the person had
    before them. Raises RefusedError with the first thing that is wrong with it, or where nothing changed.
    """
    require(may_set_letters(actor), NOT_YOURS)
    if language not in dict(settings.LANGUAGES):
        raise RefusedError(_("Choose one of the languages that letters are written in."))
    title, body = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    text_check(title, body)
    with writing():
        now = text_of(language)
        if seen and now.digest != seen:
            raise ConflictError(_("Somebody else changed this text in the meantime; look at it first."))
        if (now.title, now.body) == (title, body):
            raise RefusedError(_("Nothing was changed in the text, so there is no new version."))
        number = 1 if now.template is None else now.template.number + 1
        row = LetterTemplate(
            language=language, number=number, title=title, body=body, made_by=actor, made_at=timezone.now()
        )
        with change(row, "letter.text", actor=actor, detail={"language": language, "number": number}):
            row.save()
    return row


def letter_preview(*, actor: User, offer: Offer, language: str, last_day: date) -> bytes:
    """Return the letter as it would be sent now, which nobody keeps. Raises RefusedError with what is wrong with it."""
    require(may_send(actor, offer), NOT_SENDING)
    if language not in dict(settings.LANGUAGES):
        raise RefusedError(_("Choose one of the languages that letters are written in."))
    return letter_print(
        offer=offer,
        version=newest_version(offer),
        text=text_of(language),
        language=language,
        last_day=last_day,
        sender=actor.get_full_name(),
        today=today_at(offer.requisition.location),
    )
