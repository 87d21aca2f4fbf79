"""`python -m benchmarks.pages_site APPLICATIONS EMPLOYEES`: fill the site with the fictional company, multiplied.

Prints, as JSON, what there is and what is needed to visit it.

The company is loaded as `muster serve --demo` loads it. Then its applications, with their candidates, texts, moves,
reviews and ledger entries, and its employees are copied inside the database until there are enough: the sizes are real,
the chain of the copied ledger entries is not. Interviews and decisions are copied with as many of the applications as
`INTERVIEWS` takes, and share a few sets of interviewers and committees, as many people as the company may employ.
A merit run over all of it ends it, carried out as a worker does.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

from benchmarks.copying import copy_rows, shift_of
from benchmarks.pages_audits import audit_keys, judge_young
from benchmarks.pages_interviews import copy_interviews, interview_keys, interview_sizes
from benchmarks.pages_market import CLAIMS, fill_market, market_keys, market_sizes
from benchmarks.pages_merit import estimate_company, merit_keys, merit_sizes

__all__ = ["main"]

YOUNG = date(2025, 2, 14)
INTERVIEWS = 112_000  # so that there are more than 500,000 ratings


def main() -> None:
    """Fill the site and print what there is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages_site")
    parser.add_argument("applications", type=int)
    parser.add_argument("employees", type=int)
    parser.add_argument("--young", action="store_true", help="take the company while it was small")
    asked = parser.parse_args()
    from muster.site.setup import prepare

    prepare()
    demo = import_module("muster.site.demo")
    today = datetime.now(UTC).date()
    demo.load_demo(today=today, **({"until": YOUNG} if asked.young else {}))
    if asked.young:
        judge_young(today, YOUNG)
    fill_market(today, min(CLAIMS, asked.applications))
    multiply(asked.applications, asked.employees)
    json.dump(describe(), sys.stdout)


def multiply(applications: int, employees: int) -> None:
    """Copy applications and employees until there are as many as asked for."""
    from muster.apps.hire.models import Application, Interview
    from muster.apps.org.models import Employee

    copy_employees(employees // max(1, Employee.objects.filter(is_active=True).count()))
    shift, copies = shift_of(Application), -(-applications // Application.objects.count()) - 1
    copy_applications(copies)
    held = Interview.objects.count()
    copy_interviews(min(copies, -(-INTERVIEWS // held) - 1) if held else 0, shift)
    analyze()
    if held:
        estimate_company()
        analyze()


def analyze() -> None:
    """Have the database look at what it holds. PostgreSQL would do it by itself, while the pages are measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")


def copy_employees(copies: int) -> None:
    """Copy everybody who works here, each copy in the team and under the manager of the first."""
    from muster.apps.org.models import Employee, Spell

    people, spells = shift_of(Employee), shift_of(Spell)
    for turn in range(1, copies):
        added = people * turn
        changes = {
            "id": f"id + {added}",
            "code": f"code || '-{turn}'",
            "email": f"'{turn}.' || email",
            "user_id": "NULL",
        }
        copy_rows(Employee, people, changes)
        own = {"id": f"id + {spells * turn}", "employee_id": f"employee_id + {added}"}
        copy_rows(Spell, spells, own)


def copy_applications(copies: int) -> None:
    """Copy every application with all that belongs to it."""
    from muster.apps.core.models import Entry
    from muster.apps.hire.models import Application, ApplicationText, Candidate, Move, Referral, Review

    candidate, application, move = shift_of(Candidate), shift_of(Application), shift_of(Move)
    review, referral, entry = shift_of(Review), shift_of(Referral), shift_of(Entry)
    for turn in range(1, copies + 1):
        whose = {"application_id": f"application_id + {application * turn}"}
        copy_rows(
            Candidate,
            candidate,
            {
                "id": f"id + {candidate * turn}",
                "code": f"code || '-{turn}'",
                "email": f"'{turn}.' || email",
                "external_id": "''",
            },
        )
        copy_rows(
            Application,
            application,
            {
                "id": f"id + {application * turn}",
                "candidate_id": f"candidate_id + {candidate * turn}",
                "token_digest": f"'{turn}-' || substr(token_digest, 5)",
                "resume_id": "NULL",
            },
        )
        copy_rows(ApplicationText, application, whose)
        copy_rows(Move, move, {"id": f"id + {move * turn}", **whose, "undoes_id": "NULL"})
        copy_rows(Review, review, {"id": f"id + {review * turn}", **whose})
        copy_rows(Referral, referral, {"id": f"id + {referral * turn}", **whose})
        copy_rows(Entry, entry, {"sequence": f"sequence + {entry * turn}"})


def describe() -> dict[str, Any]:
    """Return the sizes, and the keys of what the pages show."""
    from django.db.models import Count

    from muster.apps.core.models import Entry
    from muster.apps.hire.models import Application, Candidate, Move, Requisition, Review, Source
    from muster.apps.org.models import Employee, Team

    open_ones = Requisition.objects.filter(status=Requisition.Status.OPEN)
    busiest = open_ones.annotate(count=Count("applications")).order_by("-count", "pk").first()
    application = busiest and busiest.applications.order_by("-applied_at", "-pk").first()
    if busiest is None or application is None:
        raise RuntimeError("the fictional company has no open requisition")
    sizes = {
        "applications": Application.objects.count(),
        "candidates": Candidate.objects.count(),
        "moves": Move.objects.count(),
        "reviews": Review.objects.count(),
        "employees": Employee.objects.filter(is_active=True).count(),
        "ledger entries": Entry.objects.count(),
        "applications of the busiest opening": busiest.applications.count(),
        **interview_sizes(),
        **merit_sizes(),
        **market_sizes(),
    }
    sign_ins = {
        one.role: (one.email, one.password) for one in import_module("muster.site.demo").read_sign_ins()
    }
    keys = {
        "requisition": busiest.pk,
        "code": busiest.code,
        "stage": busiest.stages.order_by("position").values_list("pk", flat=True)[1],
        "application": application.pk,
        "team": Team.objects.filter(parent=None).values_list("pk", flat=True).first(),
        "employee": Employee.objects.filter(is_active=True).values_list("pk", flat=True).first(),
        "middle": Application.objects.order_by("applied_at")
        .values_list("applied_at", flat=True)[sizes["applications"] // 2]
        .date()
        .isoformat(),
        "source": Source.JOB_BOARD.value,
        **interview_keys(sign_ins["interviewer"][0], sign_ins["committee_member"][0]),
        **merit_keys(sign_ins["recruiter"][0]),
        **audit_keys(),
        **market_keys(),
    }
    return {"sizes": sizes, "keys": keys, "sign_ins": sign_ins}


if __name__ == "__main__":
    main()
