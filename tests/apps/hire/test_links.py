"""The secret of a candidate's link."""

from __future__ import annotations

from typing import Any

from django.conf import settings as site

from muster.apps.hire.links import status_link, status_token, token_digest
from muster.apps.hire.models import Application
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from tests.apps.hire.openings import Opening


def apply(opening: Opening) -> tuple[Application, str]:
    form = ApplicationForm(name="Ada", email="ada@example.org")
    application, token = application_apply(requisition=opening.requisition, form=form)
    return Application.objects.get(pk=application.pk), token


def test_the_secret_can_be_made_again_and_only_its_digest_is_stored(opening: Opening) -> None:
    application, token = apply(opening)
    assert status_token(application) == token
    assert application.token_digest == token_digest(token) != token
    assert status_link(application) == f"{site.MUSTER_ADDRESS}/careers/status/{token}/"


def test_links_outlive_a_change_of_the_sites_key(opening: Opening, settings: Any) -> None:
    application, token = apply(opening)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert status_token(application) == token


def test_a_link_under_a_key_that_is_gone_leads_to_the_careers_site(opening: Opening, settings: Any) -> None:
    application, _token = apply(opening)
    settings.SECRET_KEY = "another" * 10
    assert status_token(application) is None
    assert status_link(application).endswith("/careers/")
