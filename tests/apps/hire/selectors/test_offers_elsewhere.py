"""Who sees offers that were made elsewhere: those who answer for money and hiring, after they said their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from muster.apps.accounts.models import User
from muster.apps.core.ledger import create_many
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Member, OfferElsewhere
from muster.apps.hire.selectors.offers_elsewhere import (
    offer_elsewhere_all,
    offer_elsewhere_hidden,
    offer_elsewhere_list,
)
from muster.apps.hire.services.dossier import application_export_all
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, make_members
from tests.apps.hire.inside import apply, make_reviewer
from tests.apps.hire.interviewing import assign, content, heard, interviewing
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
SALARY = "81234 EUR"


def offered(application: Application, **values: object) -> OfferElsewhere:
    """Add an offer that another system made."""
    given = {
        "system": "lever",
        "external": f"o{application.pk}",
        "status": "open",
        "terms": {"Salary": SALARY},
    }
    row = OfferElsewhere(application=application, **{**given, **values})
    return create_many(OfferElsewhere, [row], "test.create", actor=None)[0]


def told(person: User, application: Application) -> list[Any] | None:
    """Return the terms that somebody is told, None where that is hidden from them."""
    found = [one.terms for one in offer_elsewhere_list(person=person, application=application)]
    hidden = offer_elsewhere_hidden(person=person, application=application)
    assert hidden == (not found)
    return None if hidden else found


@pytest.fixture
def application(opening: Opening) -> Application:
    one = interviewing(opening)
    offered(one)
    return Application.objects.select_related("candidate", "requisition", "stage").get(pk=one.pk)


def test_it_is_for_those_who_answer_for_hiring_and_money(
    opening: Opening, make_opening: Callable[..., Opening], make_user: MakeUser, application: Application
) -> None:
    other = make_opening(title="Counsel")
    coordinator = make_user(Role.EMPLOYEE)
    member_add(
        actor=opening.recruiter,
        requisition=opening.requisition,
        user=coordinator,
        part=Member.Part.COORDINATOR,
    )
    may = [
        opening.recruiter,
        opening.manager,
        make_user(Role.EXECUTIVE),
        make_user(Role.COMPENSATION_PARTNER),
    ]
    may_not = [
        coordinator,
        other.manager,
        *map(make_user, (Role.COMMITTEE_MEMBER, Role.INTERVIEWER, Role.AUDITOR)),
    ]
    may_not += map(make_user, (Role.PEOPLE_PARTNER, Role.ADMINISTRATOR, Role.EMPLOYEE))
    for person in may:
        assert told(person, application) == [{"Salary": SALARY}]
    for person in may_not:
        assert told(person, application) is None


def test_pages_the_api_and_whole_files_hold_to_it(
    client: Client,
    opening: Opening,
    make_user: MakeUser,
    application: Application,
    django_assert_max_num_queries: Any,
) -> None:
    coordinator = make_user(Role.EMPLOYEE)
    part = Member.Part.COORDINATOR
    member_add(actor=opening.recruiter, requisition=opening.requisition, user=coordinator, part=part)
    shown = {}
    for person in (opening.recruiter, coordinator):
        client.force_login(person)
        with django_assert_max_num_queries(15):
            page = client.get(f"/hire/applications/{application.pk}/").content.decode()
        offers = Caller(person).get(f"/applications/{application.pk}").json()["offers_elsewhere"]
        shown[person.pk] = (SALARY in page, offers)
    assert shown[coordinator.pk] == (False, None)
    seen, [offer] = shown[opening.recruiter.pk]
    assert seen
    assert (offer["system"], offer["status"], offer["terms"]) == ("lever", "open", {"Salary": SALARY})
    assert SALARY in str(_file(application_export_all(actor=opening.recruiter, application=application)))


def _file(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(archive.namelist()[0]).decode()


def test_whoever_owes_a_scorecard_sees_none_until_it_is_in(
    opening: Opening, make_user: MakeUser, application: Application
) -> None:
    person = make_user(Role.EXECUTIVE, Role.INTERVIEWER)
    seat = assign(opening, heard(opening, application), person)
    assert told(person, application) is None
    whole = _file(application_export_all(actor=person, application=application))
    assert SALARY not in whole
    assert "another system are left out" in whole
    scorecard_submit(actor=person, seat=seat, content=content(opening), sequence=1)
    assert told(person, application)


def test_a_committee_decides_without_it(opening: Opening, make_user: MakeUser) -> None:
    people = [
        make_user(Role.COMMITTEE_MEMBER, Role.EXECUTIVE),
        *(make_user(Role.COMMITTEE_MEMBER) for _ in "ab"),
    ]
    committee = convene(opening, make_user, members=people)
    application = Application.objects.get(pk=committee.decision.application_id)
    offered(application)
    assert told(people[0], application) is None
    assert told(opening.recruiter, application)
    for number in range(3):
        committee.vote(number)
    committee.sign()
    assert told(people[0], application)
    assert told(people[1], application) is None


def test_a_page_without_offers_asks_for_none(client: Client, opening: Opening) -> None:
    one = apply(opening)
    client.force_login(opening.recruiter)
    assert "another system" not in client.get(f"/hire/applications/{one.pk}/").content.decode()


def test_all_of_them_are_listed_for_those_who_may(
    client: Client,
    opening: Opening,
    make_opening: Callable[..., Opening],
    make_user: MakeUser,
    application: Application,
    django_assert_max_num_queries: Any,
) -> None:
    other = make_opening(title="Counsel")
    offered(apply(other, name="Bea Two"), terms={"Salary": "70000 GBP"})
    for number in range(30):
        offered(apply(opening, name=f"Person {number}"))
    partner = make_user(Role.COMPENSATION_PARTNER)

    def page(person: User) -> str:
        client.force_login(person)
        with django_assert_max_num_queries(15):
            return client.get("/hire/offers-elsewhere/").content.decode()

    assert (
        offer_elsewhere_all(person=partner).count()
        == offer_elsewhere_all(person=opening.recruiter).count()
        == 32
    )
    assert "Person 29" in page(partner)
    assert "/hire/applications/" not in page(partner).split("<main")[1]
    assert "/hire/applications/" in page(opening.recruiter).split("<main")[1]
    assert "Bea Two" in page(other.manager)
    assert "Person" not in page(other.manager).split("<main")[1]
    for role in (Role.INTERVIEWER, Role.COMMITTEE_MEMBER, Role.PEOPLE_PARTNER, Role.EMPLOYEE):
        client.force_login(make_user(role))
        assert client.get("/hire/offers-elsewhere/").status_code == 403
        assert not offer_elsewhere_all(person=make_user(role)).exists()


def test_the_list_leaves_out_what_is_sealed_blind_or_to_be_decided(
    opening: Opening, make_user: MakeUser
) -> None:
    member, others = (
        make_user(Role.COMMITTEE_MEMBER, Role.EXECUTIVE, Role.INTERVIEWER),
        make_members(make_user, 2),
    )
    committee = convene(opening, make_user, members=[member, *others])
    decided = Application.objects.get(pk=committee.decision.application_id)
    owed, fresh = interviewing(opening, name="Owed One"), apply(opening, name="Fresh One")
    for one in (decided, owed, fresh):
        offered(one)
    assign(opening, heard(opening, owed), member)
    assert [one.application_id for one in offer_elsewhere_all(person=member)] == [fresh.pk]
    make_reviewer(opening, member)
    assert not offer_elsewhere_all(person=member).exists()
    assert offer_elsewhere_all(person=opening.recruiter).count() == 3
