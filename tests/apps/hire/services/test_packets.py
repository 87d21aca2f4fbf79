"""Packets: what is in them, that they are frozen, and that their digest follows everything in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.hire.models import Packet, Referral
from muster.apps.hire.services.packets import packet_content, packet_gather
from muster.apps.hire.services.scorecards import scorecard_change
from muster.apps.hire.signatures import packet_digest
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import interviewed
from tests.apps.hire.inside import NAME, make_reviewer, move, submit, verified
from tests.apps.hire.interviewing import content
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_all_the_evidence_and_what_is_missing(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    move(opening, [application.pk])
    submit(opening, make_reviewer(opening, make_user(name="Rev Iewer")), application)
    move(opening, [application.pk], "Committee")
    Referral.objects.create(
        application=application, referrer=make_user(name="Rita"), relation="A colleague", note="Fast"
    )
    found = packet_content(application)
    assert found["application"]["code"] == application.code
    kit = found["plan"][0]["criteria"][0]
    assert (kit["name"], kit["weight"], kit["anchors"]) == ("Depth", "1.00", ["None", "Some", "Much"])
    card = found["scorecards"][0]
    assert (card["interviewer"], card["recommendation"], card["summary"]) == (
        "Ada",
        "hire",
        "Clear and kind.",
    )
    assert card["ratings"] == [{"criterion": "Depth", "value": 2, "most": 3, "anchor": "Some", "note": ""}]
    assert [one["interviewer"] for one in found["missing"]] == ["Bo"]
    assert found["reviews"][0]["reviewer"] == "Rev Iewer"
    assert found["reviews"][0]["ratings"][0]["anchor"] == "Some"
    assert found["referral"]["relation"] == "A colleague"
    assert NAME not in json.dumps(found, ensure_ascii=False)


def test_frozen_and_made_anew_only_where_something_is_new(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    first = packet_gather(actor=opening.recruiter, application=application)
    assert packet_gather(actor=opening.recruiter, application=application).pk == first.pk
    seat = application.interviews.get().seats.get(interviewer__name="Ada")
    scorecard_change(
        actor=seat.interviewer,
        seat=seat,
        content=content(opening, summary="On second thought."),
        reason="I misread",
        seen=None,
    )
    second = packet_gather(actor=opening.recruiter, application=application)
    assert (first.number, second.number) == (1, 2)
    stored = Packet.objects.get(pk=first.pk)
    assert stored.content["scorecards"][0]["summary"] == "Clear and kind."
    versions = second.content["scorecards"][0]["versions"]
    assert [(one["number"], one["reason"], one["summary"]) for one in versions] == [
        (1, "I misread", "Clear and kind.")
    ]
    for packet in Packet.objects.all():  # as the database gives it back
        assert packet_digest(packet.content) == packet.digest
    assert verified()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), WORDS)


@pytest.fixture
def whole(opening: Opening, make_user: MakeUser) -> dict[str, Any]:
    return packet_content(interviewed(opening, make_user))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value that holds no others."""
    if isinstance(value, dict):
        return [place for key, one in value.items() for place in places(one, (*path, key))]
    if isinstance(value, list):
        return [place for at, one in enumerate(value) for place in places(one, (*path, at))]
    return [path]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_the_digest_changes_with_anything(whole: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(whole)))
    other = json.loads(json.dumps(whole))
    target = other
    for step in path[:-1]:
        target = target[step]
    before = target[path[-1]]
    after = data.draw(PLAIN)
    target[path[-1]] = after
    same = type(before) is type(after) and before == after
    assert (packet_digest(other) == packet_digest(whole)) == same


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_the_digest_changes_when_a_part_is_taken_out(whole: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(whole)))
    other = json.loads(json.dumps(whole))
    target = other
    for step in path[:-1]:
        target = target[step]
    del target[path[-1]]
    assert packet_digest(other) != packet_digest(whole)
