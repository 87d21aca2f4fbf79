"""Candidates, each with all their applications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.conf import settings
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import create_many
from muster.apps.hire.models import Application, Candidate
from muster.apps.hire.search import index_applications
from muster.apps.hire.services.history.applications import Placed, load_applications
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.links import Link
from muster.apps.hire.services.history.people import is_address
from muster.apps.hire.services.history.text import cut
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import History, Row, known

__all__ = ["load_candidates"]

BATCH = 500


def load_candidates(context: Context, rows: Sequence[Row]) -> None:
    """Load candidates and their applications. Whoever has the address of somebody who is known is the same person."""
    histories = [(row, cast("History", row.record)) for row in rows]
    links = context.links.find("candidate", [one.id for _, one in histories])
    refused = _refuse_addresses(context, histories) | _refuse_erased(context, histories, links)
    welcome = [(row, one.candidate) for row, one in histories if one.id not in refused]
    sorted_out = sort_out(context, "candidate", welcome, known=links)
    people, fresh = _add(context, sorted_out.new)
    values = {one.id: _fields(one) for _, one, _, _ in sorted_out.changed}
    changed = change_rows(context, "candidate", Candidate, sorted_out.changed, values)
    _index_again(changed.values())
    there = {key: link.row for key, link in sorted_out.known.items()}
    there |= {key: one.pk for key, one in people.items()}
    placed = [
        Placed(row, one, there[history.id], people.get(history.id))
        for row, history in histories
        if history.id in there and history.id not in refused
        for one in history.applications
    ]
    load_applications(context, placed, fresh=fresh)


def _refuse_addresses(context: Context, histories: Iterable[tuple[Row, History]]) -> set[str]:
    refused = set()
    for row, one in histories:
        email = one.candidate.email
        if email and not is_address(email):
            refused.add(one.id)
            sentence = _("Its e-mail address is not a valid one; correct it or leave it empty.")
            context.report.refuse("candidate", row, one.id, "email", sentence)
    return refused


def _refuse_erased(
    context: Context, histories: Sequence[tuple[Row, History]], links: Mapping[str, Link]
) -> set[str]:
    """Keep those who were erased here from coming back with an older dump."""
    rows = [link.row for link in links.values()]
    erased = set(Candidate.objects.filter(pk__in=rows).exclude(erased_at=None).values_list("pk", flat=True))
    refused = {key for key, link in links.items() if link.row in erased}
    refuse_erased(context, "candidate", [(row, one) for row, one in histories if one.id in refused])
    return refused


def _fields(one: shapes.Candidate) -> dict[str, Any]:
    return {
        "name": cut(one.name, 200),
        "email": one.email,
        "phone": one.phone[:40],
        "country": one.country if len(one.country) == 2 else "",
        "links": list(one.links),
        "pronouns": known(one.pronouns, "")[:40],
    }


def _language(context: Context, one: shapes.Candidate) -> str:
    told = known(one.language, "")
    return told if told in dict(settings.LANGUAGES) else context.actor.language


def _add(
    context: Context, new: Sequence[tuple[Row, shapes.Candidate, str]]
) -> tuple[dict[str, Candidate], set[int]]:
    """Add those whose address nobody has, and link the others; return all of them by their id there, and the keys of
    those added.
    """
    addresses = _by_address(one.email for _, one, _ in new)
    made: list[Candidate] = []
    found: dict[str, Candidate] = {}
    links = []
    keys = iter(reserve_keys(Candidate, len(new)))
    for row, one, digest in new:
        email = one.email.casefold()
        person = addresses.get(email) if email else None
        if person is None:
            key = next(keys)
            language = _language(context, one)
            person = Candidate(pk=key, code=f"C-{key:06d}", language=language, **_fields(one))
            made.append(person)
            if email:
                addresses[email] = person
            context.report.tell("created", "candidate", row, one.id)
            links.append((one.id, key, digest, 1))
        else:
            sentence = _("The address is %(code)s's already; the applications go to one candidate.")
            context.report.tell(
                "linked", "candidate", row, one.id, code="address", sentence=sentence % {"code": person.code}
            )
            links.append((one.id, person.pk, digest, 0))
        found[one.id] = person
    create_many(Candidate, made, CREATED, actor=context.actor)
    context.links.add("candidate", links)
    return found, {one.pk for one in made}


def _by_address(emails: Iterable[str]) -> dict[str, Candidate]:
    wanted = sorted({email.lower() for email in emails if email})
    found: dict[str, Candidate] = {}
    for start in range(0, len(wanted), BATCH):
        rows = Candidate.objects.annotate(address=Lower("email")).filter(
            address__in=wanted[start : start + BATCH]
        )
        for one in rows.order_by("-pk"):  # of two with one address, the older stays
            found[one.email.casefold()] = one
    return found


def _index_again(candidates: Iterable[Candidate]) -> None:
    """Search finds changed candidates under their new names."""
    keys = [one.pk for one in candidates]
    if keys:
        index_applications(Application.objects.filter(candidate__in=keys).select_related("candidate"))
