"""What the views of all apps share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.forms import BaseForm
from django.http import HttpRequest

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.numbers import whole_number
from muster.apps.core.roles import Person

__all__ = ["number_in", "person_of", "refusals_on"]


def person_of(request: HttpRequest) -> Person:
    """Return who asks; views that use it ask for a sign-in first."""
    return cast(Person, request.user)


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a number from the query, None where it is missing or is none."""
    return whole_number(request.GET.get(name, ""))


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """Put what a service refuses on the form, which then is not valid any more, and go on after the block.

    A conflict goes on to its own page, since the form shows what is no longer so.
    """
    try:
        yield
    except ConflictError:
        raise
    except RefusedError as error:
        form.add_error(None, error.sentence)
