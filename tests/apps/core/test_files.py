"""Uploaded files: where they go, what is refused, how they are served, what happens when they are removed."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import Http404

from muster.apps.core.errors import RefusedError
from muster.apps.core.files import (
    PDF,
    PNG,
    TEXT,
    file_open,
    file_remove,
    file_response,
    file_store,
    files_kept,
    path_of,
    verify_files,
)
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry, StoredFile

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7\nhello"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def keep(content: bytes = CONTENT, name: str = "cv.pdf", **values: Any) -> StoredFile:
    options = {"kinds": (PDF, TEXT), "most_bytes": 1_000_000, "actor": None, **values}
    return file_store(upload=ContentFile(content, name=name), **options)


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_digest(media: Path) -> None:
    stored = keep()
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (stored.name, stored.kind, stored.size, stored.digest) == ("cv.pdf", PDF, len(CONTENT), digest)
    assert path_of(stored) == media / digest[:2] / digest
    assert path_of(stored).stat().st_mode & 0o777 == 0o600
    with file_open(stored) as file:
        assert file.read() == CONTENT
    assert contents(media) == [digest]
    assert Entry.objects.get().action == "file.store"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/passwd", "passwd"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("..", "file"),
        ("", "file"),
        ("<script>.pdf", "<script>.pdf"),
        ("سيرة.pdf", "سيرة.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_shown_and_never_a_path(media: Path, given: str, shown: str) -> None:
    upload = ContentFile(CONTENT)
    upload.name = given
    stored = file_store(upload=upload, kinds=(PDF,), most_bytes=10**6, actor=None)
    assert stored.name == shown
    assert contents(media) == [stored.digest]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "cv.pdf", "cv.pdf is empty; choose another file."),
        (b"%PDF" + b"x" * 1_000_001, "cv.pdf", "cv.pdf is larger than 1 MB; upload a smaller file."),
        (
            b"MZ\0\0",
            "cv.pdf",
            "cv.pdf is not a file of a kind that can be read here; upload one of: PDF or plain text.",
        ),
        (b"PK\x03\x04junk", "cv.pdf", "upload one of: PDF or plain text."),
    ],
)
def test_what_is_refused_leaves_nothing(media: Path, content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as caught:
        keep(content, name)
    assert sentence in caught.value.sentence
    assert contents(media) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_content_goes_with_the_last_file_that_has_it(media: Path) -> None:
    one, other = keep(), keep(name="again.pdf")
    assert contents(media) == [one.digest]
    file_remove(stored=one, actor=None)
    assert contents(media) == [other.digest]
    file_remove(stored=other, actor=None)
    assert contents(media) == []
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
def test_the_same_content_stored_and_removed_at_once_is_never_lost(media: Path) -> None:
    failed: list[BaseException] = []

    def churn() -> None:
        try:
            for _ in range(8):
                file_remove(stored=keep(), actor=None)
            keep()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=churn) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert StoredFile.objects.count() == 3
    assert list(verify_files()) == []


def test_a_download_trusts_nothing() -> None:
    response = file_response(stored=keep(name='سيرة "1".pdf'), may=lambda: True)
    assert b"".join(response.streaming_content) == CONTENT  # type: ignore[arg-type]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%B3")
    assert response["Content-Type"] == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_only_what_browsers_show_safely_is_shown() -> None:
    picture = keep(b"\x89PNG\r\n\x1a\n", "a.png", kinds=(PNG,))
    text = keep(b"<script>1</script>", "a.html")
    for stored, disposition in ((picture, "inline"), (text, "attachment")):
        response = file_response(stored=stored, may=lambda: True, inline=True)
        assert response["Content-Disposition"].split(";")[0] == disposition
        response.close()
    assert text.kind == TEXT


def test_whoever_may_not_have_a_file_is_told_nothing_of_it() -> None:
    stored = keep()
    with pytest.raises(Http404):
        file_response(stored=stored, may=lambda: False)
    path_of(stored).unlink()
    with pytest.raises(Http404):
        file_response(stored=stored, may=lambda: True)


def test_a_path_is_made_of_a_digest_alone() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        path_of(StoredFile(digest="../../etc/passwd"))


def test_contents_changed_behind_the_back_are_found() -> None:
    whole, changed, gone = keep(b"one"), keep(b"two"), keep(b"three")
    path_of(changed).write_bytes(b"TWO")
    path_of(gone).unlink()
    told = [(one.code, one.row, one.sentence) for one in verify_files()]
    assert [row for _, row, _ in told] == [changed.pk, gone.pk]
    assert "was changed" in told[0][2]
    assert "is gone" in told[1][2]
    assert whole.pk not in {row for _, row, _ in told}


def test_a_transaction_that_fails_keeps_no_content(media: Path) -> None:
    there = keep()

    def fail() -> None:
        with files_kept() as files:
            files += [keep(), keep(b"new", "new.txt")]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert StoredFile.objects.get() == there
    assert contents(media) == [there.digest]
