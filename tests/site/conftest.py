"""What the site's tests share: somebody who is signed in, and the files that make the look."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

import muster.site
from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role

SITE = Path(muster.site.__file__).parent
STYLES = sorted(path for path in SITE.parent.rglob("static/**/*.css") if "vendor" not in path.parts)
TEMPLATES = sorted(SITE.parent.rglob("templates/**/*.html"))


@pytest.fixture
def ada(db: None) -> User:
    """Add an administrator."""
    return user_create(actor=None, email="ada@example.com", name="Ada Verhoeven", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def signed_in(ada: User) -> Client:
    """Return a browser in which Ada is signed in."""
    client = Client()
    client.force_login(ada)
    return client
