"""The pages of jobs."""

from __future__ import annotations

import pytest
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.core.jobs import enqueue
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.core.selectors import PAGE
from tests.apps.conftest import MakeUser
from tests.apps.core.jobs_for_tests import store_files

pytestmark = pytest.mark.django_db


def test_one_s_own_jobs_and_for_administrators_all(make_user: MakeUser, client: Client) -> None:
    owner, other, administrator = make_user(), make_user(), make_user(Role.ADMINISTRATOR)
    job = enqueue(store_files, title="Count the sheep", actor=owner, total=1)
    for person, status in ((owner, 200), (other, 404), (administrator, 200)):
        client.force_login(person)
        assert client.get(f"/core/jobs/{job.pk}/").status_code == status
        assert ("Count the sheep" in client.get("/core/jobs/").content.decode()) == (status == 200)


def test_pages_of_jobs(make_user: MakeUser, client: Client) -> None:
    owner = make_user()
    for number in range(PAGE + 3):
        enqueue(store_files, title=f"Job number {number}.", actor=owner, total=1)
    client.force_login(owner)
    first, second = (client.get(f"/core/jobs/?page={page}").content.decode() for page in (1, 2))
    assert f"Job number {PAGE + 2}." in first
    assert "Job number 2." not in first
    assert "Job number 2." in second
    for page in ("rubbish", "-1", "9" * 18, "9" * 30):
        assert client.get(f"/core/jobs/?page={page}").status_code == 200


def test_a_job_that_failed_says_why(make_user: MakeUser, client: Client) -> None:
    owner = make_user()
    job = enqueue(store_files, title="a", actor=owner, total=1)
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.FAILED)
    client.force_login(owner)
    assert "This failed on our side" in client.get(f"/core/jobs/{job.pk}/").content.decode()
    Job.objects.filter(pk=job.pk).update(message="The file is empty.")
    response = client.get(f"/core/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert "The file is empty." in response.content.decode()
    assert response["HX-Refresh"] == "true"
