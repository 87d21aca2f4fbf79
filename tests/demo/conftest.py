"""The companies that the tests look at; they are frozen, so all tests share them."""

from __future__ import annotations

import pytest

from muster.demo import Company, build_company


@pytest.fixture(scope="session")
def default_company() -> Company:
    return build_company()


@pytest.fixture(scope="session", params=(1, 2, 3), ids=lambda seed: f"seed {seed}")
def company(request: pytest.FixtureRequest) -> Company:
    return build_company(int(request.param))
