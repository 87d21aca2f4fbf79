"""Offers that were made in the other system, with the terms as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from muster.apps.core.ledger import create_many
from muster.apps.hire.models import OfferElsewhere
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.interviews import cases_of, of_cases
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import Row, known
from muster.tables.vendors.values import LONGEST_ID

__all__ = ["load_offers"]

LONGEST_LABEL, LONGEST_TERM, LONGEST_SYSTEM = 100, 500, 20


def load_offers(context: Context, rows: Sequence[Row]) -> None:
    """Load offers; where an application has several, each stays beside the others."""
    told = [(row, cast("shapes.Offer", row.record)) for row in rows]
    cases = cases_of(context, {one.application for _, one in told})
    fine = of_cases(context, "offer", told, cases)
    sorted_out = sort_out(context, "offer", fine)
    origins = _origins(context, [one for _, one, _ in sorted_out.new])
    made = [
        OfferElsewhere(
            application_id=cases[one.application].pk,
            system=system,
            external=external,
            **_content(context, one),
        )
        for (_, one, _), (system, external) in zip(sorted_out.new, origins, strict=True)
    ]
    created = create_many(OfferElsewhere, made, CREATED, actor=context.actor)
    links = zip(created, sorted_out.new, strict=True)
    context.links.add("offer", [(one.id, offer.pk, digest, 1) for offer, (_, one, digest) in links])
    for row, one, _digest in sorted_out.new:
        context.report.tell("created", "offer", row, one.id)
    values = {one.id: _content(context, one) for _, one, _, _ in sorted_out.changed}
    change_rows(context, "offer", OfferElsewhere, sorted_out.changed, values)


def _origins(context: Context, offers: Sequence[shapes.Offer]) -> list[tuple[str, str]]:
    """Return where each offer was made and its id there: as an export tells, unless one here has that id already."""
    told = [(known(one.system, ""), known(one.external, "")) for one in offers]
    systems, externals = ({one[place] for one in told if one[place]} for place in (0, 1))
    there = OfferElsewhere.objects.filter(system__in=systems, external__in=externals).order_by()
    taken = set(there.values_list("system", "external"))
    found = []
    for one, origin in zip(offers, told, strict=True):
        usable = 0 < len(origin[0]) <= LONGEST_SYSTEM and 0 < len(origin[1]) <= LONGEST_ID
        found.append(origin if usable and origin not in taken else (context.links.system, one.id))
        taken.add(found[-1])
    return found


def _content(context: Context, one: shapes.Offer) -> dict[str, Any]:
    names = ("status", "number", "sent_on", "resolved_on", "starts_on")
    terms = {
        context.text(label, LONGEST_LABEL): context.text(told, LONGEST_TERM)
        for label, told in one.terms.items()
    }
    return {name: getattr(one, name) for name in names} | {
        "terms": {label: told for label, told in terms.items() if label and told}
    }
