"""What packets say of merit: the newest estimate, and nothing that is between an interviewer and their calibration."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from muster.apps.hire.models import MeritCalibration
from muster.apps.hire.selectors.packets import packet_sections
from muster.apps.hire.services.loading.packets import packet_contents_at
from muster.apps.hire.services.packet_merit import packet_merit
from muster.apps.hire.services.packets import packet_gather
from muster.apps.hire.signatures import packet_digest
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.meritruns import make_season, ran, rerate
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_newest_estimate_with_intervals_and_no_severities(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    application = season.applications[0]
    assert packet_merit(application) is None
    first = packet_gather(actor=opening.recruiter, application=application)
    run = ran(opening.recruiter, requisition=opening.requisition)
    second = packet_gather(actor=opening.recruiter, application=application)
    told = second.content["merit"]
    standing = run.standings.get(candidate=application.candidate_id)
    assert (first.number, second.number) == (1, 2)
    assert (told["run"], told["rank"], told["of"], told["over"]) == (run.pk, standing.rank, 5, "requisition")
    assert float(told["low"]) < float(told["merit"]) < float(told["high"])
    assert [one["interviewer"] for one in told["parts"]] == [one.name for one in season.interviewers]
    for one in MeritCalibration.objects.filter(run=run):
        assert f"{one.severity:.3f}" not in json.dumps(told)
    assert set(told["parts"][0]) == {"interviewer", "ratings"}
    second.refresh_from_db()
    assert packet_digest(second.content) == second.digest
    merit = next(one for one in packet_sections(second) if one.key == "merit")
    assert merit.parts[0].lines[1].value == f"{standing.rank} of 5"
    rerate(opening, application.interviews.all()[0].seats.get(), 1)
    ran(opening.recruiter, requisition=opening.requisition)
    assert packet_merit(application) != told
    assert packet_merit(apply(opening)) is None


def test_packets_of_the_past_know_the_run_of_their_day(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user)
    one, other = season.applications[0], apply(opening)
    first = ran(opening.recruiter)
    rerate(opening, one.interviews.all()[0].seats.get(), 1)
    second = ran(opening.recruiter)
    latest = packet_merit(one)
    ran(opening.recruiter, requisition=opening.requisition)  # not over the company
    moments = [first.as_of - timedelta(seconds=1), first.as_of, second.as_of]
    wanted = [(one.pk, at) for at in moments] + [(other.pk, second.as_of)]
    none, then, now, unknown = (content["merit"] for content in packet_contents_at(wanted, "Committee"))
    assert none is unknown is None
    assert (then["run"], now["run"], then["over"]) == (first.pk, second.pk, "company")
    assert then["merit"] != now["merit"]
    assert now == latest
