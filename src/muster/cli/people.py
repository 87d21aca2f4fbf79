"""Who a command of the site works for, for the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.apps.accounts.models import User

__all__ = ["actor_named"]


def actor_named(email: str | None, sentence: str) -> User:
    """Return the one who is named, else the only administrator. Raises InputError, with the sentence where nobody is
    named and there are several.
    """
    from muster.apps.accounts.models import User
    from muster.apps.core.roles import Role

    if email is not None:
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise InputError(f"Nobody with the address {email} can sign in; name somebody who can.")
        return found
    people = list(User.objects.filter(grants__role=Role.ADMINISTRATOR, is_active=True)[:2])
    if len(people) != 1:
        raise InputError(sentence)
    return people[0]
