"""Each thing that can be wrong with an installation is found, is told with its remedy, and is gone once mended."""

from __future__ import annotations

import json
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.core.doctor import Diagnosis, diagnose
from muster.apps.core.doctor.configuration import (
    check_email,
    check_secret,
    check_settings,
    check_static_files,
)
from muster.apps.core.doctor.storage import (
    check_clock,
    check_database,
    check_disk,
    check_files,
    check_folders,
    check_ledger,
    check_tables,
)
from muster.apps.core.doctor.work import check_jobs
from muster.apps.core.files import TEXT, file_store, path_of
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import Change, append, writing
from muster.apps.core.models import Entry, Job
from tests.apps.conftest import PrivateSite, private_site
from tests.apps.core.jobs_for_tests import add

__all__ = ["private_site"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder as it should be."""
    tmp_path.chmod(0o700)
    settings.MUSTER_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").touch()
    return tmp_path


def codes(found: Iterator[Diagnosis]) -> list[tuple[str, str]]:
    return [(one.code, str(one.level)) for one in found]


def test_nothing_is_wrong_with_a_sound_installation(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert codes(one for one in diagnose() if one.code not in ("email", "disk")) == []


def test_settings_for_trying_out_are_errors_on_a_network(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert codes(check_settings()) == []
    settings.DEBUG = True
    assert codes(check_settings()) == [("debug", "warning")]
    settings.ALLOWED_HOSTS = ["*"]
    settings.MUSTER_ADDRESS = "http://127.0.0.1:8000"
    settings.SESSION_COOKIE_SECURE = False
    told = [("debug", "error"), ("hosts", "warning"), ("address", "error"), ("https", "error")]
    assert codes(check_settings()) == told


def test_a_secret_key_that_others_read(data: Path) -> None:
    assert codes(check_secret()) == []
    (data / "secret-key").touch(0o644)
    [found] = check_secret()
    assert found.code == "secret-key"
    assert found.mend is not None
    found.mend()
    assert codes(check_secret()) == []


def test_a_data_folder_that_others_look_into(data: Path) -> None:
    data.chmod(0o755)
    [found] = check_folders()
    assert found.mend is not None
    found.mend()
    assert codes(check_folders()) == []


def test_style_sheets_that_were_not_gathered(data: Path) -> None:
    (data / "static" / "site.css").unlink()
    assert codes(check_static_files()) == [("static-files", "error")]


class Server(socketserver.BaseRequestHandler):
    """Greets as a mail server does."""

    def handle(self) -> None:
        self.request.sendall(b"220 here\r\n")
        while line := self.request.recv(1_000):
            self.request.sendall(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 fine\r\n")


def test_mail_that_reaches_nobody(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert codes(check_email()) == [("email", "warning")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Muster <muster@example.com>"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server) as server:
        server.daemon_threads = True
        settings.EMAIL_PORT = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert codes(check_email()) == []
        server.shutdown()
    assert codes(check_email()) == [("email", "error")]
    settings.DEFAULT_FROM_EMAIL = "Muster <muster@localhost>"
    assert codes(check_email()) == [("sender", "warning"), ("email", "error")]


def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    usage = shutil.disk_usage("/")
    for free, level in ((10**8, "error"), (10**9, "warning"), (10**12, None)):
        there = usage._replace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda path, there=there: there)
        assert {level for _, level in codes(check_disk())} == ({level} if level else set())


def test_uploads_that_are_gone_or_cut(data: Path) -> None:
    kept = [
        file_store(upload=ContentFile(b"cv %d" % number, "cv.txt"), kinds=[TEXT], most_bytes=99, actor=None)
        for number in range(3)
    ]
    assert codes(check_files()) == []
    path_of(kept[0]).unlink()
    path_of(kept[2]).write_bytes(b"c")
    [found] = check_files()
    assert "2 uploaded files are missing or not whole" in found.sentence
    assert f"{kept[0].pk} (cv.txt), {kept[2].pk} (cv.txt)" in found.sentence


def test_what_a_killed_backup_left(data: Path) -> None:
    import os

    left = data / "files" / "backup-xyz"
    left.mkdir(parents=True)
    assert codes(check_files()) == []  # it may be running
    os.utime(left, (1, 1))
    [found] = check_files()
    assert found.mend is not None
    found.mend()
    assert not left.exists()


def test_a_clock_that_goes_wrong() -> None:
    assert codes(check_clock()) == []
    with writing():
        append([Change("test", "core.storedfile", 1, 1)], actor=None, at=timezone.now() + timedelta(hours=2))
    assert codes(check_clock()) == [("clock", "error")]


def test_a_ledger_that_was_changed(execute: Callable[..., None]) -> None:
    with writing():
        append([Change("one", "core.storedfile", 1, 1)], actor=None)
    assert codes(check_ledger()) == []
    last = Entry.objects.order_by("-sequence").values_list("pk", flat=True)[0]
    execute("UPDATE core_entry SET action = 'two' WHERE sequence = %s", last)
    assert codes(check_ledger()) == [("ledger", "error")]


def test_tables_of_another_version(execute: Callable[..., None]) -> None:
    assert codes(check_tables()) == codes(check_database()) == []
    applied = timezone.now()
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_beyond', %s)", applied)
    [newer] = check_tables()
    assert "core.9999_beyond is unknown" in newer.sentence
    execute("DELETE FROM django_migrations WHERE app = 'hire'")
    assert [one.last for one in check_tables()] == [True, True]


def test_jobs_that_nobody_takes_or_finishes() -> None:
    job = enqueue(add, title="Add", actor=None, one=1, other=2)
    assert codes(check_jobs()) == []
    long_ago = timezone.now() - timedelta(hours=1)
    task = DBTaskResult.objects.filter(pk=UUID(str(job.pk)))
    task.update(enqueued_at=long_ago)
    assert codes(check_jobs()) == [("worker", "error")]
    task.update(status=TaskResultStatus.RUNNING)
    Job.objects.update(lease=long_ago)
    assert codes(check_jobs()) == [("stuck", "error")]
    task.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    assert codes(check_jobs()) == [("failed", "warning")]


def test_the_command_tells_all_and_leaves_with_one(private_site: PrivateSite) -> None:
    import subprocess

    def call(*options: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "muster", "doctor", *options],
            env={**private_site.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    data = Path(private_site.environ["MUSTER_DATA"])
    (data / "static").mkdir(exist_ok=True)
    (data / "static" / "site.css").touch()
    sound = json.loads(call("--json", MUSTER_EMAIL_URL="console:").stdout)
    assert sound["errors"] == 0, sound
    data.chmod(0o755)
    told = call("--mend")
    assert (told.returncode, "mended." in told.stdout) == (0, True), told
    assert data.stat().st_mode & 0o777 == 0o700
    (data / "static" / "site.css").unlink()
    broken = call()
    assert broken.returncode == 1
    assert "error: There are no style sheets" in broken.stdout
    malformed = call("--json", MUSTER_PROXIES="many")
    assert malformed.returncode == 1
    [finding] = json.loads(malformed.stdout)["findings"]
    assert (finding["code"], "MUSTER_PROXIES" in finding["sentence"]) == ("settings", True)
