"""People who work on hiring: known by their address, or added as accounts that cannot sign in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.ledger import create_many
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.text import cut
from muster.tables.vendors.shapes import Person, Row

__all__ = ["is_address", "known_people", "load_people"]

BATCH = 500


def load_people(context: Context, rows: Sequence[Row]) -> None:
    """Load people. Nobody gets a role, and whoever is new cannot sign in until an administrator says so."""
    sorted_out = sort_out(context, "person", [(row, cast("Person", row.record)) for row in rows])
    fine = []
    for row, one, digest in sorted_out.new:
        if is_address(one.email):
            fine.append((row, one, digest))
        else:
            sentence = _(
                "Muster knows people by their e-mail address, and this is not a valid one; correct it."
            )
            context.report.refuse("person", row, one.id, "email", sentence)
    known = known_people([one.email for _, one, _ in fine])
    new: dict[str, User] = {}
    for _row, one, _digest in fine:
        email = one.email.casefold()
        if email not in known and email not in new:
            new[email] = _account(context, one)
    owners = {email: one.id for _, one, _ in reversed(fine) if (email := one.email.casefold()) in new}
    created = create_many(User, list(new.values()), CREATED, actor=context.actor)
    known |= {email: one.pk for email, one in zip(new, created, strict=True)}
    links = []
    for row, one, digest in fine:
        email = one.email.casefold()
        own = owners.get(email) == one.id
        context.report.tell("created" if own else "linked", "person", row, one.id)
        links.append((one.id, known[email], digest, int(own)))
    context.links.add("person", links)
    values = {one.id: {"name": cut(one.name, 200)} for _, one, _, _ in sorted_out.changed}
    change_rows(context, "person", User, sorted_out.changed, values)
    context.kept.pop("person", None)


def is_address(email: str) -> bool:
    """Return whether somebody could be written to there."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def known_people(emails: Sequence[str]) -> dict[str, int]:
    """Return the accounts that have these addresses, by the address in small letters."""
    wanted = sorted({email.lower() for email in emails if email})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = User.objects.annotate(address=Lower("email")).filter(address__in=wanted[start : start + BATCH])
        found |= {email.casefold(): pk for email, pk in rows.values_list("email", "pk")}
    return found


def _account(context: Context, one: Person) -> User:
    return User(
        email=one.email,
        name=cut(one.name, 200),
        language=context.actor.language,
        password=make_password(None),
        is_active=False,
    )
