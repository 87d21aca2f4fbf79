"""A fictional hiring history as a dump of Greenhouse's Harvest API: for tests, measurements and trying out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["HarvestPlan", "write_harvest"]

START = datetime(2024, 1, 8, 9, tzinfo=UTC)
FIRST = (
    "Ada", "Bayu", "Chidi", "Dewi", "Emeka", "Farah", "Gita", "Hiro", "Ines", "Jomo", "Kemal", "Lea", "Mina", "Noor",
    "Ola", "Putri", "Quinn", "Rosa", "Sami", "Tala", "Umar", "Vera", "Wayan", "Ximena", "Yara", "Zeno",
)  # fmt: skip
LAST = (
    "Abara", "Bello", "Castro", "Danso", "Eriksen", "Fontaine", "Gunawan", "Haddad", "Ito", "Jansen", "Kaya", "Lestari",
    "Moreau", "Nakamura", "Okafor", "Pereira", "Qureshi", "Rossi", "Santoso", "Tan", "Usman", "Vos", "Wibowo", "Xu",
    "Yilmaz", "Zahra",
)  # fmt: skip
TITLES = ("Research Engineer", "Data Scientist", "Product Designer", "Site Reliability Engineer")
STAGES = ("Application Review", "Phone Interview", "Onsite", "Offer")
CRITERIA = ("Problem solving", "Craft", "Teamwork", "Communication")
WORDS = ("definitely_not", "no", "mixed", "yes", "strong_yes")
SOURCES = ("LinkedIn (Prospecting)", "Referral", "Jobs page on your website", "Agency")
REASONS = (
    {"id": 1, "name": "Lacking skills", "type": {"id": 1, "name": "We rejected them"}},
    {"id": 2, "name": "Took another offer", "type": {"id": 2, "name": "They rejected us"}},
)
PANEL = 2  # interviewers of one interview


@dataclass(frozen=True)
class HarvestPlan:
    """How large a dump is. `interviewed` is the share of candidates who were interviewed."""

    candidates: int
    seed: int = 0
    jobs: int = 8
    people: int = 24
    page: int = 500
    interviewed: float = 0.2
    lines: bool = False


def write_harvest(folder: Path, plan: HarvestPlan) -> None:
    """Write a dump into a folder: a folder for each endpoint, with pages that are numbered from 1."""
    endpoints = {
        "users": _users(plan),
        "departments": _departments(),
        "offices": _offices(),
        "jobs": _jobs(plan),
        "job_stages": _stages(plan),
        "candidates": (one for one, *_ in _histories(plan)),
        "scheduled_interviews": (each for _, each, *_ in _histories(plan) if each),
        "scorecards": (card for *_, cards, _ in _histories(plan) for card in cards),
        "offers": _offers(plan),
        "eeoc": (each for *_, each in _histories(plan) if each),
    }
    for name, records in endpoints.items():
        _write(folder / name, records, plan)


def _write(folder: Path, records: Iterable[dict[str, Any]], plan: HarvestPlan) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    left = iter(records)
    number = 0
    while page := list(islice(left, plan.page)):
        number += 1
        if plan.lines:
            content = "".join(f"{json.dumps(one)}\n" for one in page)
            (folder / f"{number}.jsonl").write_text(content, encoding="utf-8")
        else:
            (folder / f"{number}.json").write_text(json.dumps(page), encoding="utf-8")


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _users(plan: HarvestPlan) -> Iterator[dict[str, Any]]:
    for number in range(plan.people):
        yield {
            "id": 100 + number,
            "name": f"{FIRST[number % len(FIRST)]} {LAST[-1 - number % len(LAST)]}",
            "first_name": FIRST[number % len(FIRST)],
            "last_name": LAST[-1 - number % len(LAST)],
            "primary_email_address": f"interviewer{number}@example.com",
            "disabled": number % 9 == 8,
            "emails": [f"interviewer{number}@example.com"],
        }


def _departments() -> Iterator[dict[str, Any]]:
    yield {"id": 10, "name": "Research", "parent_id": None, "child_ids": [11]}
    yield {"id": 11, "name": "Models", "parent_id": 10, "child_ids": []}
    yield {"id": 12, "name": "Product", "parent_id": None, "child_ids": []}


def _offices() -> Iterator[dict[str, Any]]:
    yield {"id": 20, "name": "Harbour", "location": {"name": "Jakarta, Indonesia"}, "parent_id": None}
    yield {"id": 21, "name": "Canal", "location": {"name": "Amsterdam, Netherlands"}, "parent_id": None}


def _jobs(plan: HarvestPlan) -> Iterator[dict[str, Any]]:
    for number in range(plan.jobs):
        closed = number % 4 == 3
        yield {
            "id": 1_000 + number,
            "name": TITLES[number % len(TITLES)],
            "requisition_id": f"REQ-{number}",
            "notes": "<p>A role with <strong>weight</strong>.</p>",
            "status": "closed" if closed else "open",
            "created_at": _time(START),
            "opened_at": _time(START),
            "closed_at": _time(START + timedelta(days=500)) if closed else None,
            "departments": [{"id": (11, 12)[number % 2], "name": "?"}],
            "offices": [{"id": (20, 21)[number % 2], "name": "?"}],
            "hiring_team": {
                "hiring_managers": [{"id": 100 + number % plan.people, "responsible": True}],
                "recruiters": [{"id": 101 + number % (plan.people - 1), "responsible": True}],
            },
            "openings": [{"id": number, "status": "open"}],
        }


def _stages(plan: HarvestPlan) -> Iterator[dict[str, Any]]:
    for number in range(plan.jobs):
        for place, name in enumerate(STAGES):
            key = 2_000 + number * len(STAGES) + place
            yield {
                "id": key,
                "name": name,
                "job_id": 1_000 + number,
                "priority": place,
                "active": True,
                "interviews": [{"id": key + 100_000, "name": name}] if name == "Onsite" else [],
            }


History = tuple[dict[str, Any], dict[str, Any] | None, list[dict[str, Any]], dict[str, Any] | None]


def _histories(plan: HarvestPlan) -> Iterator[History]:
    """Yield each candidate with their interview, scorecards and answers, the same every time."""
    generator = np.random.default_rng(plan.seed)
    severity = np.random.default_rng(plan.seed + 1).normal(0, 0.7, plan.people)
    for number in range(plan.candidates):
        draws = generator.random(8)
        merit = generator.normal(0, 1.2)
        noise = generator.normal(0, 0.6, (PANEL, len(CRITERIA)))
        yield _history(plan, number, draws.tolist(), float(merit), severity, noise)


def _history(
    plan: HarvestPlan, number: int, draws: list[float], merit: float, severity: Any, noise: Any
) -> History:
    applied = START + timedelta(minutes=7 * number % 900_000)
    job = int(draws[0] * plan.jobs)
    interviewed = draws[1] < plan.interviewed
    rejected = draws[2] < (0.5 if interviewed else 0.8)
    hired = interviewed and not rejected and merit > 1.5
    place = 2 if interviewed else 0
    application = {
        "id": 50_000_000 + number,
        "candidate_id": 10_000_000 + number,
        "prospect": False,
        "applied_at": _time(applied),
        "rejected_at": _time(applied + timedelta(days=20)) if rejected else None,
        "last_activity_at": _time(applied + timedelta(days=21)),
        "source": {"id": 1, "public_name": SOURCES[int(draws[3] * len(SOURCES))]},
        "credited_to": None,
        "rejection_reason": REASONS[int(draws[4] > 0.85)] if rejected else None,
        "jobs": [{"id": 1_000 + job, "name": TITLES[job % len(TITLES)]}],
        "status": "hired" if hired else "rejected" if rejected else "active",
        "current_stage": None if hired else {"id": 2_000 + job * len(STAGES) + place, "name": STAGES[place]},
        "answers": [{"question": "Why us?", "answer": "The problems are real."}],
    }
    candidate = {
        "id": 10_000_000 + number,
        "first_name": FIRST[int(draws[5] * len(FIRST))],
        "last_name": LAST[int(draws[6] * len(LAST))],
        "company": "Example Works",
        "phone_numbers": [{"value": f"+62 21 555 {number % 10_000:04d}", "type": "mobile"}],
        "email_addresses": [{"value": f"candidate{number}@example.org", "type": "personal"}],
        "website_addresses": [{"value": f"https://people.example.org/{number}", "type": "personal"}],
        "social_media_addresses": [],
        "educations": [{"school_name": "Example University", "degree": "Bachelor's Degree"}],
        "employments": [{"company_name": "Example Works", "title": "Engineer"}],
        "applications": [application],
        "application_ids": [application["id"]],
    }
    interview, cards = None, []
    if interviewed:
        seats = [(number + each * 5) % plan.people for each in range(PANEL)]
        held = applied + timedelta(days=10)
        interview = _interview(number, job, held, seats)
        cards = [
            _scorecard(number, each, seat, held, merit - severity[seat] + noise[each])
            for each, seat in enumerate(seats)
        ]
    return candidate, interview, cards, _eeoc(number, draws[7], applied)


def _interview(number: int, job: int, held: datetime, seats: list[int]) -> dict[str, Any]:
    return {
        "id": 70_000_000 + number,
        "application_id": 50_000_000 + number,
        "start": {"date_time": _time(held)},
        "end": {"date_time": _time(held + timedelta(hours=1))},
        "location": "Room 3",
        "video_conferencing_url": None,
        "status": "complete",
        "interview": {"id": 102_000 + job * len(STAGES) + 2, "name": "Onsite"},
        "interviewers": [
            {
                "id": 100 + seat,
                "email": f"interviewer{seat}@example.com",
                "response_status": "accepted",
                "scorecard_id": 80_000_000 + number * PANEL + each,
            }
            for each, seat in enumerate(seats)
        ],
    }


def _scorecard(number: int, each: int, seat: int, held: datetime, heard: Any) -> dict[str, Any]:
    words = [WORDS[int(np.clip(round(value + 2), 0, 4))] for value in heard]
    overall = WORDS[int(np.clip(round(float(np.mean(heard)) + 2), 0, 4))]
    return {
        "id": 80_000_000 + number * PANEL + each,
        "candidate_id": 10_000_000 + number,
        "application_id": 50_000_000 + number,
        "interview": "Onsite",
        "interview_step": {"id": 1, "name": "Onsite"},
        "interviewed_at": _time(held),
        "submitted_at": _time(held + timedelta(hours=3)),
        "submitted_by": {"id": 100 + seat},
        "interviewer": {"id": 100 + seat},
        "overall_recommendation": overall,
        "attributes": [
            {"name": name, "type": "Skills", "note": "<p>Seen &amp; heard.</p>", "rating": word}
            for name, word in zip(CRITERIA, words, strict=True)
        ],
        "questions": [{"id": 1, "question": "What stood out?", "answer": "<b>Clarity</b>"}],
    }


def _eeoc(number: int, draw: float, applied: datetime) -> dict[str, Any] | None:
    if draw > 0.5:
        return None
    return {
        "application_id": 50_000_000 + number,
        "candidate_id": 10_000_000 + number,
        "race": {"id": 7, "description": "Two or More Races"},
        "gender": {"id": 1 + number % 2, "description": ("Male", "Female")[number % 2]},
        "veteran_status": {"id": 3, "message": "I don't wish to answer"},
        "disability_status": {
            "id": 2,
            "description": "No, I do not have a disability and have not had one in the past",
        },
        "submitted_at": _time(applied),
    }


def _offers(plan: HarvestPlan) -> Iterator[dict[str, Any]]:
    """Yield an offer to each of those hired, and before it, to every third, one that was replaced."""
    for one, *_ in _histories(plan):
        application = one["applications"][0]
        if application["status"] == "hired":
            if one["id"] % 3 == 0:
                yield _offer(one, application, 1)
            yield _offer(one, application, 2 if one["id"] % 3 == 0 else 1, accepted=True)


def _offer(
    one: dict[str, Any], application: dict[str, Any], version: int, *, accepted: bool = False
) -> dict[str, Any]:
    sent = datetime.fromisoformat(application["applied_at"]) + timedelta(days=12 + version)
    salary = 60_000 + one["id"] % 7 * 5_000 + version * 2_000
    return {
        "id": 90_000_000 + one["id"] * 2 + version,
        "version": version,
        "application_id": application["id"],
        "candidate_id": one["id"],
        "job_id": application["jobs"][0]["id"],
        "status": "accepted" if accepted else "deprecated",
        "created_at": _time(sent - timedelta(days=1)),
        "sent_at": f"{sent:%Y-%m-%d}",
        "resolved_at": _time(sent + timedelta(days=4)) if accepted else None,
        "starts_at": f"{sent + timedelta(days=45):%Y-%m-%d}",
        "custom_fields": {"salary": {"amount": str(salary), "unit": "EUR"}},
        "keyed_custom_fields": {
            "salary": {"name": "Salary", "type": "currency", "value": {"amount": str(salary), "unit": "EUR"}},
            "bonus": {"name": "Bonus", "type": "short_text", "value": "<b>10 %</b> of the salary"},
            "relocation": {"name": "Relocation", "type": "yes_no", "value": one["id"] % 2 == 0},
        },
    }
