"""Making a letter out of a version and a text: the words of its language, printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info, gettext_noop
from django.utils.translation import gettext as _

from muster.apps.core.errors import RefusedError
from muster.apps.core.formats import day, long_day, money, number
from muster.apps.pay.bridge.years import content_years
from muster.apps.pay.content import Content
from muster.apps.pay.letters import LetterText, text_blocks
from muster.apps.pay.models import Offer, OfferVersion
from muster.apps.pay.terms import package_terms
from muster.engine.errors import MusterError
from muster.reports.letter import LetterBlock, LetterFacts, LetterTerm, letter_pdf

__all__ = ["YearTable", "letter_print", "package_years"]

ISOLATE, END = "\u2068", "\u2069"  # the direction of a name must not disturb the sentence around it
COUNTED = gettext_noop("Cash with bonuses at target, equity at today's price.")


@dataclass(frozen=True)
class YearTable:
    """What each year of service brings, written in the active language, under its columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


def package_years(content: Content) -> YearTable:
    """Return what each year of service brings, the last row all of them."""
    code = str(content["currency"])
    years = content_years(content)
    rows = [
        (number(one.year), *(money(round(value), code) for value in (one.cash, one.equity, one.total)))
        for one in years
    ]
    sums = (sum(one.cash for one in years), sum(one.equity for one in years), sum(one.total for one in years))
    rows.append((_("All years"), *(money(round(value), code) for value in sums)))
    return YearTable((_("Year"), _("Cash"), _("Equity"), _("Total")), rows, _(COUNTED))


def letter_print(
    *,
    offer: Offer,
    version: OfferVersion,
    text: LetterText,
    language: str,
    last_day: date,
    sender: str,
    today: date,
) -> bytes:
    """Return the PDF of the letter of a version, in a language. Raises RefusedError with what is wrong with the text,
    or when it cannot be printed: there never is half a letter.
    """
    with translation.override(language):
        values = _values(offer, version, last_day, sender)
        title, _blocks = text_blocks(text, values)
        isolated = {name: f"{ISOLATE}{value}{END}" for name, value in values.items()}
        blocks = text_blocks(text, isolated)[1]
        years = package_years(version.content)
        facts = LetterFacts(
            title=title,
            company=settings.MUSTER_COMPANY,
            day=day(today),
            description=_("A letter with an offer"),
            footer=f"{settings.MUSTER_COMPANY} · {offer.code}",
            language=language,
            right_to_left=bool(get_language_info(language)["bidi"]),
            blocks=[LetterBlock(one.kind, one.text) for one in blocks],
            terms=[LetterTerm(one.label, one.amount, one.details) for one in package_terms(version.content)],
            columns=years.columns,
            years=years.rows,
            note=years.note,
        )
    try:
        return letter_pdf(facts, today)
    except MusterError as error:
        raise RefusedError(
            _("The letter cannot be printed from this text; change the text, then look at it again.")
        ) from error


def _values(offer: Offer, version: OfferVersion, last_day: date, sender: str) -> dict[str, str]:
    requisition = offer.requisition
    return {
        "name": offer.application.candidate.name,
        "title": requisition.title,
        "level": str(requisition.level),
        "team": str(requisition.team),
        "location": str(requisition.location),
        "manager": requisition.hiring_manager.get_full_name(),
        "company": settings.MUSTER_COMPANY,
        "start": long_day(version.starts_on),
        "last_day": long_day(last_day),
        "sender": sender,
    }
