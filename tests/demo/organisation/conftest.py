"""The organisations that the tests look at; they are frozen, so all tests share them."""

from __future__ import annotations

from datetime import date

import pytest

from muster.demo.organisation import Organisation, build_organisation


@pytest.fixture(scope="session")
def organisation() -> Organisation:
    return build_organisation()


@pytest.fixture(scope="session")
def another() -> Organisation:
    return build_organisation(2)


@pytest.fixture(scope="session")
def earlier() -> Organisation:
    return build_organisation(until=date(2026, 1, 30))


@pytest.fixture(scope="session", params=("organisation", "another"))
def either(request: pytest.FixtureRequest) -> Organisation:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Organisation)
    return found
