"""How offers are answered: rates with intervals, little said of few, each number opening into its rows."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from scipy import stats

from muster.apps.hire.models import Application, Packet
from muster.apps.pay.models import AnswerKind, Letter, Offer, OfferAnswer, OfferState, OfferVersion, Sending
from muster.apps.pay.selectors.acceptance import acceptance_report
from muster.apps.pay.selectors.narrowing import OfferFilter
from muster.apps.pay.talent import talent
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, signed_in
from tests.apps.hire.openings import Opening
from tests.apps.hire.test_talent import rows
from tests.apps.pay.offering import Stage, staged

pytestmark = pytest.mark.django_db


def answer(
    stage: Stage, application: Application, state: OfferState, *, days: float, employer: str = ""
) -> Offer:
    """Store an offer that was sent some days before it was answered, or is still open."""
    now = timezone.now()
    offer = Offer.objects.create(
        application=application,
        requisition=application.requisition,
        decision=stage.offer.decision,
        number=1,
        state=state,
        state_since=now,
        opened_by=stage.partner,
        opened_at=now - timedelta(days=days + 2),
    )
    version = OfferVersion.objects.create(
        offer=offer,
        number=1,
        content=stage.newest().content,
        digest="d" * 64,
        currency="USD",
        total=Decimal(1),
        yearly=Decimal(1),
        base=Decimal(1),
        starts_on=now.date(),
        made_by=stage.partner,
        made_at=now,
    )
    letter = Letter.objects.create(
        version_of=version,
        digest=version.digest,
        language="en",
        sha256="s",
        made_by=stage.partner,
        made_at=now,
    )
    Sending.objects.create(
        offer=offer,
        letter=letter,
        token_digest=f"{offer.pk}",
        last_day=now.date(),
        expires_at=now,
        sent_by=stage.partner,
        sent_at=now - timedelta(days=days),
    )
    if state in (OfferState.ACCEPTED, OfferState.DECLINED):
        accepted = state == OfferState.ACCEPTED
        OfferAnswer.objects.create(
            offer=offer,
            letter=letter,
            kind=AnswerKind.ACCEPTED if accepted else AnswerKind.DECLINED,
            typed_name="N" if accepted else "",
            reason="" if accepted else "other_offer",
            employer=employer,
            sha256="s",
            answered_at=now,
        )
    return offer


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Stage:
    """Eight answers, six of them yes, from two sources; one offer that is open and one that ran out."""
    stage = staged(opening, make_user)
    packet = Packet.objects.get(pk=stage.offer.decision.packet_id)
    merit = {"merit": 1.0, "low": 0.0, "high": 2.0, "level": 0.9, "rank": 3, "of": 8}
    Packet.objects.filter(pk=packet.pk).update(content={**packet.content, "merit": merit})
    applications = [apply(opening) for _ in range(10)]
    Application.objects.filter(pk__in=[one.pk for one in applications[:3]]).update(source="referral")
    states = [OfferState.ACCEPTED] * 6 + [OfferState.DECLINED] * 2 + [OfferState.SENT, OfferState.EXPIRED]
    for at, (application, state) in enumerate(zip(applications, states, strict=True)):
        application.refresh_from_db()
        named = "Nimbus" if state == OfferState.DECLINED else ""
        answer(stage, application, state, days=at + 1, employer=named if at == 6 else named.lower())
    return stage


def test_rates_have_intervals_and_open_into_their_rows(season: Stage) -> None:
    person = season.executive
    report = acceptance_report(person=person, wanted=OfferFilter())
    whole = report.whole
    assert (whole.answered, whole.accepted) == (8, 6)
    wilson = stats.binomtest(6, 8).proportion_ci(method="wilson")
    assert whole.rate is not None
    assert whole.days is not None
    assert (whole.rate.low, whole.rate.high) == pytest.approx((wilson.low, wilson.high))
    assert (whole.days.median, whole.days.low, whole.days.high) == pytest.approx((4.5, 1, 8), abs=0.01)
    assert (report.open, report.expired, report.withdrawn) == (1, 1, 0)
    tables = {one.key: one for one in report.tables}
    by_source = {one.wanted.source: one for one in tables["source"].groups if one.wanted}
    few = by_source["referral"]
    assert (few.answered, few.accepted, few.rate) == (3, 3, None)  # too few for a share
    assert [(one.answered, one.accepted) for one in tables["level"].groups] == [(8, 6)]
    assert [one.label for one in tables["rank"].groups] == ["In the second quarter"]
    [rival] = tables["employer"].groups
    assert (rival.label.casefold(), rival.answered, rival.accepted) == ("nimbus", 2, 2)
    browser = signed_in(person)
    page = browser.get(reverse("pay:acceptance")).content.decode()
    for table in report.tables:
        for group in table.groups:
            if group.wanted is not None:
                told = group_query(group.wanted)
                [url] = {one for one in page.split('"') if one.startswith("/") and told in one}
                count = group.accepted if table.key == "employer" else group.answered
                assert rows(person, url.replace("&amp;", "&")) == count


def group_query(wanted: OfferFilter) -> str:
    """Return what tells a group's address from the others'."""
    if wanted.source:
        return f"source={wanted.source}"
    return f"level={wanted.level}" if wanted.level else f"employer={wanted.employer}"


def test_narrowed_by_day_source_and_level(season: Stage) -> None:
    today = timezone.now().date()
    for wanted, count in (
        (OfferFilter(source="referral"), 3),
        (OfferFilter(start=today + timedelta(days=2)), 0),
        (OfferFilter(start=today - timedelta(days=2), end=today + timedelta(days=1)), 8),
        (OfferFilter(level=season.offer.requisition.level_id), 8),
        (OfferFilter(level=0), 0),
    ):
        assert acceptance_report(person=season.executive, wanted=wanted).whole.answered == count
    odd = {"start": "0000", "end": "x", "level": "-", "source": "nowhere", "view": "nothing"}
    assert OfferFilter.read(odd) == OfferFilter()


def test_the_file_says_the_same(season: Stage) -> None:
    answered = OfferAnswer.objects.filter(kind="declined").first()
    assert answered is not None
    OfferAnswer.objects.filter(pk=answered.pk).update(employer="=1+1")
    response = signed_in(season.partner).get(reverse("pay:acceptance-file"))
    told = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {one["by"] for one in told} == {"all", "source", "level", "employer"}  # no ranks for partners
    assert (told[0]["answered"], told[0]["counted"], told[0]["share"]) == ("8", "6", "0.75")
    assert all(not one["group"].startswith("=") for one in told)


def test_who_sees_it_and_with_few_queries(
    season: Stage, opening: Opening, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("pay:acceptance")
    browser = signed_in(season.executive)
    with django_assert_max_num_queries(12):
        assert browser.get(url).status_code == 200
    assert signed_in(opening.manager).get(url).status_code == 403
    assert "By rank" not in signed_in(season.partner).get(url).content.decode()
    empty = signed_in(season.executive).get(url, {"start": "2000-01-01", "end": "2000-01-02"})
    assert "No answers here" in empty.content.decode()
    figure = next(one for one in talent(season.executive).figures if one.label == "Offers accepted")
    assert (figure.number, rows(season.executive, figure.url)) == (6, 6)
    assert "of 8 answered: 75%" in figure.note
    with django_assert_max_num_queries(15):
        assert browser.get(reverse("talent")).status_code == 200
