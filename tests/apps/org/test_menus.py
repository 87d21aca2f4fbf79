"""What the organisation offers to the navigation."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.org.menus import menu


def test_everybody_gets_the_pages_that_they_may_open(partner: User, colleague: User, stranger: User) -> None:
    pages = [[link.url.split("/")[2] for link in menu(person)] for person in (partner, colleague, stranger)]
    seen = ["teams", "employees", "locations", "ladders"]
    assert pages == [[*seen, "imports"], seen, []]
