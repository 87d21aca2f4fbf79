"""The pages of waves: for who keeps the market, who reads it, and who may know of whom a wave is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.market.models import Organisation, Outsider, Wave, WaveScan
from muster.apps.market.selectors.kept import told_now
from muster.apps.market.services.erasing import outsider_erase
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.market.waving import QUIET, Company, say, scanned

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
WAVE = (30, 33, 36, 38, 40, 42)  # days ago


def test_who_sees_what_of_a_wave(make_user: MakeUser, django_assert_max_num_queries: object) -> None:
    partner, pays, recruits = (
        make_user(role) for role in (Role.PEOPLE_PARTNER, Role.COMPENSATION_PARTNER, Role.RECRUITER)
    )
    company = Company()
    company.leave(QUIET)
    gone = company.leave(WAVE, company.team)
    claims = [say(partner, f"Gone {days}", "Nimbus", "Tessera", days) for days in WAVE]
    for number, days in enumerate(QUIET):
        say(partner, f"Quiet {number}", f"Org {number % 4}", f"Org {number % 4 + 1}", days)
    url = reverse("market:waves")

    def read(person: User, address: str) -> str:
        browser = signed_in(person)
        told_now()  # what changed since the last page is derived by the first that asks
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            answer = browser.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode().replace("\u2068", "").replace("\u2069", "")

    assert "Not looked for yet" in read(recruits, url)
    asked = signed_in(pays).post(reverse("market:waves-scan"), {"of": "others"})
    assert asked["Location"] == f"{url}?of=others"
    assert "A worker looks for waves" in read(recruits, url)
    assert signed_in(recruits).post(reverse("market:waves-scan")).status_code == 403
    scanned(partner)
    own = Wave.objects.get(scan__scope="ours")
    detail = reverse("market:wave", args=[own.pk])
    for person, knows in ((partner, True), (pays, False), (recruits, False)):
        page = read(person, url)
        assert "1 wave\n" in page
        assert "Team: Kernels" in page
        assert "one false alarm must be expected in 20 years" in page
        assert "<svg" in page
        assert ("Scan now" in page) is (person is not recruits)
        page = read(person, detail)
        assert [one.employee.name in page for one in gone] == [knows] * len(gone)
        assert ("open to executives and people partners" in page) is not knows
    for person in (pays, recruits):
        page = read(person, f"{url}?of=others")
        assert "Nobody has said which organisation is our own" in page
        other = Wave.objects.get(scan__scope="others")
        assert "Gone 33" in read(person, reverse("market:wave", args=[other.pk]))
    outsider_erase(actor=partner, outsider=Outsider.objects.get(claims=claims[0]))
    assert "older than the claims" in read(pays, f"{url}?of=others")
    page = read(pays, reverse("market:wave", args=[other.pk]))
    assert "Gone 30" not in page
    assert "Of 1 more nothing is kept" in page
    assert signed_in(pays).get(reverse("market:wave", args=[0])).status_code == 404
    assert "older than what is known" not in read(pays, url)
    company.leave([3])
    assert "older than what is known" in read(pays, url)
    with override("ar"):
        page = read(make_user(Role.RECRUITER, language="ar"), url)
    assert 'dir="rtl"' in page
    assert "<svg" in page


def test_our_own_company_is_said_on_its_page(make_user: MakeUser) -> None:
    browser = signed_in(make_user(Role.EXECUTIVE))
    first, second = (Organisation.objects.create(name=name) for name in ("Acme", "Acme Labs"))
    for row in (first, second, second):
        edit = reverse("market:organisation-edit", args=[row.pk])
        assert "This is our own company" in browser.get(edit).content.decode()
        assert browser.post(edit, {"name": row.name, "aliases": "", "is_own": "on"}).status_code == 302
        assert list(Organisation.objects.filter(is_own=True)) == [row]
    edit = reverse("market:organisation-edit", args=[second.pk])
    assert browser.post(edit, {"name": "Acme Labs", "aliases": ""}).status_code == 302
    assert not Organisation.objects.filter(is_own=True).exists()


def test_too_little_and_failures_are_sentences(make_user: MakeUser) -> None:
    keeper = make_user(Role.EXECUTIVE)
    browser, url = signed_in(keeper), reverse("market:waves")
    scanned(keeper)
    page = browser.get(url).content.decode()
    assert "reaches back less than half a year" in page
    assert "<svg" not in page.partition("<main")[2].partition('class="picture"')[2]
    Company()
    scanned(keeper)
    assert "Fewer than five departures" in browser.get(url).content.decode()
    newest = WaveScan.objects.filter(scope="ours").latest("pk")
    WaveScan.objects.filter(pk=newest.pk).update(state="failed", problem="Give more days.")
    page = browser.get(url).content.decode()
    assert "The newest scan failed." in page
    assert "Give more days." in page
