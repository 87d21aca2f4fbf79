"""The pages of the season report: asked for, waited for, read by those who may."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import MeritRun
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer, signed_in
from tests.apps.hire.interviewing import make_interviewer
from tests.apps.hire.meritruns import make_season, ran, reported, sit, work
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_asked_for_and_read_by_those_who_may(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    run = ran(opening.recruiter, requisition=opening.requisition)
    url, client = f"/hire/merit/{run.pk}/report/", signed_in(opening.recruiter)
    assert "Write the report" in client.get(url).content.decode()
    assert client.get(f"{url}page/").status_code == 404
    assert client.post(f"{url}ask/")["Location"] == url
    assert "Writing the report" in client.get(url).content.decode()
    work()
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert f"{url}pdf/" in client.get(url).content.decode()
    page, pdf = client.get(f"{url}page/"), client.get(f"{url}pdf/")
    assert b"Candidate 0" in b"".join(page.streaming_content)  # type: ignore[attr-defined]
    assert page["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    owing = make_interviewer(opening, make_user(Role.RECRUITER, Role.INTERVIEWER, name="Owing"))
    sit(opening, season.applications[0], owing)
    blind = make_reviewer(opening, make_user(Role.EXECUTIVE, name="Blind"))
    for person, sentence in ((owing, "scorecards that you owe"), (blind, "blind reviews first")):
        other = signed_in(person)
        assert sentence in other.get(url).content.decode()
        assert other.post(f"{url}ask/").status_code == 403
        assert "language=" not in other.get(url).content.decode()
        for part in ("page/", "pdf/", "page/?language=fr"):
            refused = other.get(f"{url}{part}")
            assert refused.status_code == 403
            assert sentence in refused.content.decode()
    for person in (opening.manager, season.interviewers[0]):
        assert {signed_in(person).get(f"{url}{part}").status_code for part in ("", "page/", "pdf/")} == {403}


@pytest.mark.any_database
def test_everybody_is_offered_it_in_their_own_language(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    run = reported(opening.recruiter, ran(opening.recruiter, requisition=opening.requisition)).run
    french = make_user(Role.EXECUTIVE, language="fr")
    url, client = f"/hire/merit/{run.pk}/report/", signed_in(french)
    text = client.get(url).content.decode()
    assert f'action="{url}ask/"' in text
    assert f"{url}page/?language=en" in text  # theirs is not there yet
    assert client.get(f"{url}page/").status_code == 404
    english = client.get(f"{url}page/", {"language": "en"})
    assert b"What was measured" in b"".join(english.streaming_content)  # type: ignore[attr-defined]
    pdf = client.get(f"{url}pdf/", {"language": "en"})
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert client.get(f"{url}page/", {"language": "xx"}).status_code == 404
    client.post(f"{url}ask/")
    work()
    french_page = client.get(f"{url}page/")
    assert "Ce qui a été mesuré" in b"".join(french_page.streaming_content).decode()  # type: ignore[attr-defined]
    text = signed_in(opening.recruiter).get(url).content.decode()
    assert f'href="{url}page/"' in text
    assert f"{url}pdf/?language=fr" in text


@pytest.mark.any_database
def test_a_run_of_another_engine_offers_no_report(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user, ((3, 2), (1, 2), (2, 1)))
    run = ran(opening.recruiter, requisition=opening.requisition)
    MeritRun.objects.filter(pk=run.pk).update(engine_version="0.0.1")
    url, client = f"/hire/merit/{run.pk}/report/", signed_in(opening.recruiter)
    text = client.get(url).content.decode()
    assert "This run was made by Muster 0.0.1" in text
    assert "Write the report" not in text
    refused = client.post(f"{url}ask/")
    assert refused.status_code == 422
    assert "estimate again" in refused.content.decode()
