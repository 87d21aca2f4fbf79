"""Packets in words, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from muster.apps.hire.models import Packet, Referral, Vote
from muster.apps.hire.selectors.packets import Section, packet_sections
from muster.apps.hire.services.scorecards import scorecard_change
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, interviewed, signed
from tests.apps.hire.inside import make_reviewer, move, submit
from tests.apps.hire.interviewing import content
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def sections(packet: Packet) -> dict[str, Section]:
    return {one.key: one for one in packet_sections(packet)}


def test_every_section(opening: Opening, make_user: MakeUser) -> None:
    application = interviewed(opening, make_user)
    application.employers, application.school, application.years = ["A", "B"], "C", 3
    application.letter = "I would like to."
    application.save()
    move(opening, [application.pk])
    submit(opening, make_reviewer(opening, make_user(name="Rev Iewer")), application)
    move(opening, [application.pk], "Committee")
    Referral.objects.create(application=application, referrer=make_user(name="Rita"), relation="A colleague")
    seat = application.interviews.get().seats.get(interviewer__name="Ada")
    scorecard_change(
        actor=seat.interviewer,
        seat=seat,
        content=content(opening, rating=3, notes=dict.fromkeys(content(opening).ratings, "Shipped")),
        reason="I misread",
        seen=None,
    )
    found = sections(convene(opening, make_user, application).decision.packet)
    assert list(found) == ["missing", "merit", "scorecards", "reviews", "referral", "application", "plan"]
    assert found["missing"].parts[0].heading == "Bo"
    assert "1 scorecard had not been submitted" in found["missing"].note
    now, before = found["scorecards"].parts
    assert (now.heading, now.state, now.lines[0].value) == ("Ada", "Hire them", "3 of 3: \u2068Much\u2069")
    assert now.lines[0].text == "Shipped"
    assert before.heading == "Ada, before change 1"
    assert "I misread" in before.note
    assert (before.lines[0].name, before.lines[0].value) == ("Depth", "2 of 3: \u2068Some\u2069")
    assert found["reviews"].parts[0].state == "Advance"
    assert found["referral"].parts[0].note == "A colleague"
    values = {line.name: line.value for line in found["application"].parts[0].lines}
    assert (values["Employers"], values["School"], values["Source"]) == ("A · B", "C", "Careers site")
    assert found["application"].parts[1].text == "I would like to."
    assert found["plan"].parts[0].lines[0].value == "weight 1.00"
    assert found["plan"].parts[0].lines[0].text.endswith("3. Much")


def test_what_was_decided_before_and_nothing_at_all(opening: Opening, make_user: MakeUser) -> None:
    first = signed(opening, make_user, Vote.ONE_MORE)
    empty = sections(first.decision.packet)
    assert empty["scorecards"].empty == "No scorecard was submitted."
    assert "missing" not in empty
    move(opening, [first.decision.application_id], "Committee")
    second = convene(opening, make_user, first.decision.application, members=first.members)
    part = sections(second.decision.packet)["decisions"].parts[0]
    assert (part.heading, part.state, part.lines[0].value) == ("Decision 1", "One more interview", "Depth.")


def test_in_arabic(opening: Opening, make_user: MakeUser) -> None:
    packet = convene(opening, make_user).decision.packet
    with translation.override("ar"):
        arabic = [one.heading for one in packet_sections(packet)]
    assert arabic != [one.heading for one in packet_sections(packet)]
