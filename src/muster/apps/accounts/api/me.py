"""Who am I: the person that a token or a session speaks for."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from muster.apps.accounts.api.access import Access, person_of
from muster.apps.accounts.models import User
from muster.apps.core.api import Out, may_fail
from muster.apps.core.roles import Role

__all__ = ["MeOut", "PersonOut", "router"]

router = Router(tags=["Who am I"])


class PersonOut(Out):
    """Somebody who can sign in."""

    id: int
    name: str

    @classmethod
    def of(cls, user: User) -> PersonOut:
        """Show a user."""
        return cls(id=user.pk, name=user.get_full_name())


class MeOut(PersonOut):
    """The person whose permissions the answers follow."""

    email: str
    language: str
    roles: list[Role] = Field(description="What each may do is in docs/reference/permissions.md.")


@router.get("/me", response={200: MeOut, **may_fail()}, auth=Access(), summary="Who am I")
def me(request: HttpRequest) -> MeOut:
    """Return the person whose permissions all answers follow."""
    person = person_of(request)
    return MeOut(
        id=person.pk,
        name=person.get_full_name(),
        email=person.email,
        language=person.language,
        roles=sorted(person.roles),
    )
