"""How offers are answered: rates with intervals, little said of few, each number opening into its rows."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
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
    _without_estimate(stage, Offer.objects.get(application=applications[7]))
    return stage


def _without_estimate(stage: Stage, offer: Offer) -> None:
    """Let an offer rest on a packet that knows no estimate."""
    decision = stage.offer.decision
    packet = Packet.objects.create(
        application=offer.application,
        number=1,
        content={"merit": None},
        digest="0" * 64,
        made_by=stage.partner,
        made_at=timezone.now(),
    )
    decision.pk, decision.application, decision.packet = None, offer.application, packet
    decision._state.adding = True
    decision.save()
    Offer.objects.filter(pk=offer.pk).update(decision=decision)


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
    by_source = {one.wanted.source: one for one in tables["source"].groups}
    few = by_source["referral"]
    assert (few.answered, few.accepted, few.rate) == (3, 3, None)  # too few for a share
    assert [(one.answered, one.accepted) for one in tables["level"].groups] == [(8, 6)]
    ranks = [(one.label, one.answered, one.accepted) for one in tables["rank"].groups]
    assert ranks == [("In the second quarter", 7, 6), ("No estimate at the decision", 1, 0)]
    [rival] = tables["employer"].groups
    assert (rival.label.casefold(), rival.answered, rival.accepted) == ("nimbus", 2, 2)
    page = signed_in(person).get(reverse("pay:acceptance")).content.decode().replace("&amp;", "&")
    opened = [(url, int(told)) for url, told in re.findall(r'<a href="([^"]+)">(\d+)</a></td>', page)]
    groups = [one for table in report.tables for one in table.groups]
    counts = [count for one in groups for count in (one.answered, one.accepted) if count]
    assert [count for _url, count in opened] == counts
    stats_ = re.findall(r'class="stat-value" href="([^"]+)"', page)
    opened += zip(stats_, (8, 6, 1, 1, 0), strict=True)  # answered, accepted, open, ran out, withdrawn
    for url, count in opened:
        assert rows(person, url) == count, url


def test_ranks_are_for_those_who_read_scorecards(season: Stage) -> None:
    asked = f"{reverse('pay:offers')}?view=answered&rank="
    assert [rows(season.executive, f"{asked}{at}") for at in range(5)] == [0, 7, 0, 0, 1]
    assert [rows(season.partner, f"{asked}{at}") for at in range(5)] == [8] * 5
    narrowed = OfferFilter(rank=1)
    assert acceptance_report(person=season.executive, wanted=narrowed).whole.answered == 7
    assert acceptance_report(person=season.partner, wanted=narrowed).whole.answered == 8


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
    odd = {"start": "0000", "end": "x", "level": "-", "source": "nowhere", "view": "nothing", "rank": "9"}
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
    assert connection.features.supports_json_field  # asked of the database once in a process
    with django_assert_max_num_queries(15):
        assert browser.get(reverse("talent")).status_code == 200
