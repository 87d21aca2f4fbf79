"""A large import, in the hands of a worker."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from muster.apps.core.jobs import enqueue
from muster.apps.core.models import Job, StoredFile
from muster.apps.core.worker import build_worker
from muster.apps.hire.imports import import_candidates
from muster.apps.hire.models import Application
from muster.apps.hire.services.imports import import_store
from tests.apps.hire.openings import Opening

HEADER = "First Name,Last Name,Job,Email\n"


def work(opening: Opening, text: str) -> Job:
    upload = ContentFile(text.encode(), name="c.csv")
    stored = import_store(actor=opening.recruiter, upload=upload).stored
    job = enqueue(
        import_candidates,
        title="Import",
        actor=opening.recruiter,
        file=stored.pk,
        person=opening.recruiter.pk,
    )
    build_worker(batch=True).run()
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_a_worker_imports_a_file(opening: Opening) -> None:
    lines = "".join(f"A,B,{opening.requisition.code},a{one}@example.org\n" for one in range(30))
    job = work(opening, HEADER + lines)
    assert (job.done, job.total) == (30, 30)
    assert job.result == {"lines": ["30 applications are new."]}
    assert Application.objects.count() == 30
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_tells_what_is_wrong_and_writes_nothing(opening: Opening) -> None:
    job = work(opening, f"{HEADER}A,B,{opening.requisition.code},a@example.org\nA,B,Nowhere,b@example.org\n")
    assert job.result is not None
    assert len(job.result["lines"]) == 1
    assert job.result["lines"][0].startswith("Row 3, Job:")
    assert not Application.objects.exists()
