"""Browsers of people, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from muster.apps.accounts.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Return a client signed in as somebody."""

    def enter(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter
