"""What the command palette finds."""

from __future__ import annotations

from datetime import date

from muster.apps.accounts.models import User
from muster.apps.org.models import EndReason
from muster.apps.org.selectors import search_employees, search_teams
from muster.apps.org.services.employees import employee_end_spell
from tests.apps.org.conftest import Company


def test_people_and_teams_are_found_by_the_words(company: Company, colleague: User) -> None:
    [hit] = search_employees(colleague, "Swiatek", 5)
    assert (hit.label, hit.note) == ("Eve Świątek", "Senior Engineer · Models")
    assert hit.url.endswith(f"/{company.people['Eve Świątek'].pk}/")
    [hit] = search_teams(colleague, "mod", 5)
    assert (hit.label, hit.note) == ("Models", "Company / Research")


def test_limits_and_nothing(company: Company, colleague: User) -> None:
    assert len(search_employees(colleague, "a", 2)) == 2
    assert len(search_teams(colleague, "a", 2)) == 2
    for text in ("", "  ", "\u0301"):
        assert search_employees(colleague, text, 5) == search_teams(colleague, text, 5) == []


def test_strangers_find_nothing_and_who_left_is_not_found(
    company: Company, colleague: User, stranger: User
) -> None:
    assert search_employees(stranger, "eve", 5) == search_teams(stranger, "models", 5) == []
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=None, employee=eve, ends_on=date(2024, 1, 1), reason=EndReason.RETIRED)
    assert search_employees(colleague, "eve", 5) == []
