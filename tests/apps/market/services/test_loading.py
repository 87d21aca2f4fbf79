"""The fictional company's market in a site: three years, six languages, and what its pages are to show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.market.models import (
    Alarm,
    AlarmNotice,
    Claim,
    Document,
    Feed,
    Organisation,
    Proposal,
    TargetList,
)
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.signals import watch_of
from muster.apps.market.selectors.targets import list_report, rival_report
from muster.apps.market.selectors.waves import wave_get, wave_page
from muster.apps.market.services.loading import load_market, load_signals, load_waves
from muster.demo.market.draw import NORTHLIGHT, POACHER, TESSERA, WAVE
from muster.demo.market.spread import VIRAL
from muster.site.demo_market import load_market as load_with_waves
from tests.apps.conftest import MakeUser
from tests.apps.market.waving import QUIET, Company, ago

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 2, 27)


def test_the_market_shows_each_for_what_it_is(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    load_market(seed=1, until=UNTIL, keeper=keeper)
    days = Document.objects.order_by("published").values_list("published", flat=True)
    assert days[0] < UNTIL - timedelta(days=2 * 365)
    assert set(Document.objects.values_list("language", flat=True)) == {"en", "fr", "nl", "id", "pt", "ar"}
    assert Proposal.objects.filter(state="open", kind__in=Proposal.ASKED).exists()
    market = market_get(person=keeper)
    recent = [one for one in market.moves if (UNTIL - one.said_first).days < 90]
    wave = [one for one in recent if (str(one.left), str(one.joined)) == (NORTHLIGHT, TESSERA)]
    assert len(wave) == WAVE
    [wire] = [one for one in recent if one.copies >= 5]
    assert (len(wire.voices), {copy.why for copy in wire.voices[0].copies}) == (1, {"figures"})
    [disputed] = [one for one in market.packages if one.disputed]
    assert {one.quote: bool(one.clashes) for one in disputed.readings} == {
        "total": False, "yearly": True, "first_year": False, "signing": True, "base": False,
    }  # fmt: skip
    assert len(disputed.always) == 1
    assert any(one.rivals for one in market.moves)
    assert any(one.superseded for one in market.moves)
    assert {one.truth for one in market.moves} == {True, False, None}
    whisper = next(one for one in market.sources if one.source.grade == "E")
    assert whisper.wrong > 0
    assert all(claim.words.strip() for claim in Claim.objects.select_related("document"))
    ended, running = (list_report(one, drawn=False) for one in TargetList.objects.order_by("pk"))
    assert (ended.fared.verdict, running.fared.verdict) == ("refuse", "chance")
    assert (ended.holds, running.holds, ended.waiting, running.late) == (True, True, 0, 2)
    tessera = Organisation.objects.get(name=TESSERA)
    beside = rival_report(person=keeper, target_list=TargetList.objects.earliest("pk"), organisation=tessera)
    assert beside.agreement.claimed >= 8
    assert {row.target.state for row in beside.rows} == {"declined"}
    assert list(verify_ledger()) == []


def test_the_planted_waves_are_found_and_nothing_else(make_user: MakeUser) -> None:
    keeper, until = make_user(Role.PEOPLE_PARTNER), ago(0)
    company = Company()
    company.leave(QUIET)
    gone = company.leave(range(6, 46, 7))
    load_with_waves(seed=1, until=until)
    for scope, label, planted in (("others", NORTHLIGHT, WAVE), ("ours", POACHER, 6)):
        page = wave_page(person=keeper, scope=scope)
        assert page is not None
        assert page.scan is not None
        assert not page.outdated
        [shown] = page.waves
        found = wave_get(person=keeper, pk=shown.wave.pk)
        assert found is not None
        assert (len(found.moves) or len(found.leavers)) == planted
        assert label in shown.label or TESSERA in shown.label
        assert (until - shown.wave.first).days < 90
        assert str(page.own) == "Halcyon Labs"
        assert {one.spell.pk for one in found.leavers} <= {one.pk for one in gone}
        assert all(one.move for one in found.leavers)
    assert list(verify_ledger()) == []


def test_quiet_times_show_no_wave(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    Company().leave(QUIET)
    load_market(seed=1, until=ago(0), keeper=keeper)
    load_waves(until=ago(90), keeper=keeper)  # before it began
    for scope in ("ours", "others"):
        page = wave_page(person=keeper, scope=scope)
        assert page is not None
        assert page.scan is not None
        assert (page.scan.lacks, page.waves) == ("", [])


def test_one_post_goes_round_and_no_other(make_user: MakeUser) -> None:
    keeper = make_user(Role.PEOPLE_PARTNER)
    load_market(seed=1, until=UNTIL, keeper=keeper)
    load_signals(seed=1, until=UNTIL, keeper=keeper)
    alarm = Alarm.objects.select_related("post__source").get()
    assert (alarm.post.title, alarm.shares > alarm.high) == (VIRAL, True)
    assert not AlarmNotice.objects.exists()
    enough = {one.source.name: one.enough for one in watch_of(person=keeper).sources}
    assert sorted(enough.values()) == [False, True, True, True]
    assert not Feed.objects.get().active
    assert list(verify_ledger()) == []
