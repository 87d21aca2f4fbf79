"""Offers that were made in the other system, with the terms as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from muster.apps.core.ledger import create_many
from muster.apps.hire.models import OfferElsewhere
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.interviews import cases_of
from muster.apps.hire.services.history.text import plain_text
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import Row

__all__ = ["load_offers"]

LONGEST_LABEL, LONGEST_TERM = 100, 500


def load_offers(context: Context, rows: Sequence[Row]) -> None:
    """Load offers; where an application has several, each stays beside the others."""
    told = [(row, cast("shapes.Offer", row.record)) for row in rows]
    cases = cases_of(context, {one.application for _, one in told})
    fine: list[tuple[Row, shapes.Offer]] = []
    erased: list[tuple[Row, shapes.Offer]] = []
    for row, one in told:
        if one.application in cases:
            (erased if cases[one.application].erased else fine).append((row, one))
        else:
            sentence = _("There is no application %(id)s here; add its page, or see why it was refused.")
            context.report.refuse("offer", row, one.id, "application", sentence % {"id": one.application})
    refuse_erased(context, "offer", erased)
    sorted_out = sort_out(context, "offer", fine)
    made = [
        OfferElsewhere(
            application_id=cases[one.application].pk,
            system=context.links.system,
            external=one.id,
            **_content(one),
        )
        for _, one, _ in sorted_out.new
    ]
    created = create_many(OfferElsewhere, made, CREATED, actor=context.actor)
    links = zip(created, sorted_out.new, strict=True)
    context.links.add("offer", [(one.id, offer.pk, digest, 1) for offer, (_, one, digest) in links])
    for row, one, _digest in sorted_out.new:
        context.report.tell("created", "offer", row, one.id)
    values = {one.id: _content(one) for _, one, _, _ in sorted_out.changed}
    change_rows(context, "offer", OfferElsewhere, sorted_out.changed, values)


def _content(one: shapes.Offer) -> dict[str, Any]:
    names = ("status", "number", "sent_on", "resolved_on", "starts_on")
    terms = {
        plain_text(label, LONGEST_LABEL): plain_text(told, LONGEST_TERM) for label, told in one.terms.items()
    }
    return {name: getattr(one, name) for name in names} | {
        "terms": {label: told for label, told in terms.items() if label and told}
    }
