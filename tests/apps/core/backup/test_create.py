"""An installation is backed up while a process writes to it, and restored into a new one, whole and proved."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.conftest import PrivateSite, make_private_site, private_site

__all__ = ["private_site"]

WRITE = """
import sys
from itertools import count
from muster.site.setup import begin
begin()
from django.core.files.base import ContentFile
from muster.apps.accounts.services import user_create
from muster.apps.core.files import TEXT, file_remove, file_store
kept = []
for number in count() if sys.argv[1] == "on" else range(int(sys.argv[1])):
    user_create(actor=None, email=f"{sys.argv[2]}{number}@example.com", name="Somebody")
    content = f"{sys.argv[2]} {number} " * 2_000
    upload = ContentFile(content.encode(), name="cv.txt")
    kept.append(file_store(upload=upload, kinds=[TEXT], most_bytes=10**6, actor=None))
    if number % 3 == 0:
        file_remove(stored=kept.pop(0), actor=None)
    print(number, flush=True)
"""
TELL = """
from muster.site.setup import begin
begin()
from tests.apps.hire.behind import tell
tell()
"""
REPORT = """
import json
from muster.site.setup import begin
begin()
from muster.apps.accounts.models import User
from muster.apps.core.files import verify_files
from muster.apps.core.ledger import take_anchor, verify_ledger
from muster.apps.core.models import Entry, StoredFile
from tests.apps.hire.behind import answers_told
print(json.dumps({
    "users": User.objects.count(),
    "files": StoredFile.objects.count(),
    "entries": Entry.objects.count(),
    "anchor": str(take_anchor()),
    "answers": answers_told(),
    "findings": [one.sentence for one in [*verify_ledger(), *verify_files()]],
}))
"""


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[PrivateSite]:
    """A new installation."""
    (tmp_path / "other").mkdir()
    yield from make_private_site(tmp_path / "other")


def muster(site: PrivateSite, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "muster", *map(str, arguments)],
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def write(site: PrivateSite, times: int = 6) -> None:
    site.python(WRITE, str(times), "first")


def report(site: PrivateSite) -> dict[str, object]:
    told: dict[str, object] = json.loads(site.python(REPORT).stdout)
    return told


def held(site: PrivateSite) -> list[str]:
    """What a backup or a restore left behind in the data folder."""
    folder = Path(site.environ["MUSTER_DATA"])
    return [
        str(path) for path in folder.rglob("*") if path.name.startswith(("backup-", ".backup", ".restore"))
    ]


@pytest.mark.parametrize("encrypted", [False, pytest.param(True, marks=pytest.mark.any_database)])
def test_a_backup_under_load_is_of_one_moment(
    private_site: PrivateSite, other_site: PrivateSite, tmp_path: Path, encrypted: bool
) -> None:
    write(private_site, 12)
    private_site.python(TELL)
    backup, passphrase = tmp_path / "all.muster", tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    options = ["--passphrase-file", passphrase] if encrypted else []
    with private_site.start(sys.executable, "-c", WRITE, "on", "later") as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "0\n"
            made = muster(private_site, "backup", backup, "--json", *options)
            time.sleep(0.2)
        finally:
            writer.send_signal(signal.SIGKILL)
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert (told["missing"], told["encrypted"]) == (0, encrypted)
    assert held(private_site) == []

    done = muster(other_site, "restore", backup, *options)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "Nothing is wrong with the ledger or the files." in done.stdout
    restored, now = report(other_site), report(private_site)
    assert restored["findings"] == []
    assert restored["anchor"] == told["anchor"]
    assert 12 < restored["users"] < now["users"]  # type: ignore[operator]
    assert restored["files"] == told["files"]
    assert restored["answers"] == now["answers"] != {}
    assert held(other_site) == []
    # The installation goes on: its next rows do not take the keys of those restored.
    other_site.python(WRITE, "3", "afterwards")
    assert report(other_site)["findings"] == []


def test_an_installation_is_replaced_only_when_told(
    private_site: PrivateSite, other_site: PrivateSite, tmp_path: Path
) -> None:
    write(private_site)
    write(other_site, 9)
    backup, before = tmp_path / "all.muster", report(other_site)
    assert muster(private_site, "backup", backup).returncode == 0
    refused = muster(other_site, "restore", backup)
    assert (refused.returncode, "not empty" in refused.stderr) == (2, True)
    assert report(other_site) == before

    assert muster(other_site, "restore", backup, "--replace").returncode == 0
    after = report(other_site)
    assert after == report(private_site)
    files = Path(other_site.environ["MUSTER_DATA"], "files")
    assert sum(len(path.name) == 64 for path in files.rglob("*")) == after["files"]


def test_a_server_that_runs_meanwhile_sees_what_was_restored(
    private_site: PrivateSite, tmp_path: Path
) -> None:
    write(private_site)
    backup = tmp_path / "all.muster"
    assert muster(private_site, "backup", backup).returncode == 0
    code = """
import sys
from muster.site.setup import begin
begin()
from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
user_create(actor=None, email="late@example.com", name="Late")
print(User.objects.count(), flush=True)
sys.stdin.readline()
print(User.objects.count(), flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=private_site.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None and server.stdout is not None  # noqa: PT018
        assert server.stdout.readline() == "7\n"
        done = muster(private_site, "restore", backup, "--replace")
        assert (done.returncode, done.stderr) == (0, "")
        server.stdin.write("\n")
        server.stdin.flush()
        assert server.stdout.readline() == "6\n"
    assert report(private_site)["findings"] == []


@pytest.mark.any_database
def test_what_is_wrong_with_a_backup_is_said_in_a_sentence_and_changes_nothing(
    private_site: PrivateSite, other_site: PrivateSite, tmp_path: Path
) -> None:
    write(private_site)
    plain, sealed, passphrase, wrong = (tmp_path / name for name in ("plain", "sealed", "right", "wrong"))
    passphrase.write_text("right")
    wrong.write_text("wrong")
    assert muster(private_site, "backup", plain).returncode == 0
    assert muster(private_site, "backup", sealed, "--passphrase-file", passphrase).returncode == 0
    again = muster(private_site, "backup", plain)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)

    content, secret = plain.read_bytes(), sealed.read_bytes()
    assert b"SQLite" not in secret
    assert b"core_entry" not in secret
    middle = content.index(b"first 3 first 3")
    damaged = {
        "cut": (content[: len(content) // 2], "ends too early"),
        "tail": (content[: content.rindex(b'"parts"')], "ends too early"),
        "changed": (content[:middle] + b"F" + content[middle + 1 :], "is damaged"),
        "nothing": (b"", "is no backup of Muster"),
        "text": (b"hello " * 1_000, "is no backup of Muster"),
    }
    for name, (bad, sentence) in damaged.items():
        (tmp_path / name).write_bytes(bad)
        done = muster(other_site, "restore", tmp_path / name)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert sentence in done.stderr, name
    for bad in (secret[: len(secret) // 2], secret[:60_000] + b"x" + secret[60_001:]):
        (tmp_path / "bad").write_bytes(bad)
        done = muster(other_site, "restore", tmp_path / "bad", "--passphrase-file", passphrase)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert "cannot be decrypted" in done.stderr
    for options, sentence in ((["--passphrase-file", wrong], "not that of sealed"), ([], "is encrypted")):
        done = muster(other_site, "restore", sealed, *options)
        assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr
    gone = muster(other_site, "restore", tmp_path / "gone")
    assert (gone.returncode, "No such file" in gone.stderr) == (2, True)
    told = report(other_site)
    assert (told["users"], told["files"], told["findings"]) == (0, 0, [])
    assert held(other_site) == []


@pytest.mark.any_database
def test_the_age_format_opens_without_muster(private_site: PrivateSite, tmp_path: Path) -> None:
    import io
    import tarfile

    import pyrage

    write(private_site)
    sealed, passphrase = tmp_path / "sealed", tmp_path / "passphrase"
    passphrase.write_text("open sesame")
    assert muster(private_site, "backup", sealed, "--passphrase-file", passphrase).returncode == 0
    with tarfile.open(sealed) as outer:
        assert outer.getnames() == ["key.age", "backup.tar.age"]
        locked, content = (outer.extractfile(name).read() for name in outer.getnames())  # type: ignore[union-attr]
    key = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(locked, "open sesame").decode())
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(content, [key]))) as inner:
        assert {"muster-backup.json", "database.sqlite3", "manifest.jsonl"} <= set(inner.getnames())
