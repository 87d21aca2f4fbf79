"""Encryption of a backup by a passphrase, in the format of `age`.

The passphrase encrypts a key that is made for this backup alone (`key.age`), and the key the backup itself
(`backup.tar.age`), since what a passphrase encrypts directly would have to be in memory as a whole. Both lie in a tar:
`age --decrypt -i key.age backup.tar.age` opens it without Muster.
"""

from __future__ import annotations

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from muster.apps.core.backup.archive import DamagedError
from muster.engine.errors import InputError

__all__ = ["KEY", "SEALED", "is_sealed", "sealing", "unsealing"]

KEY = "key.age"
SEALED = "backup.tar.age"
BLOCK = 512
READABLE_BY_OWNER = 0o600


class _Worker:
    """A thread whose failure is kept for whoever waits for it; it closes its end of a pipe, however it ends."""

    def __init__(self, work: Callable[[], Any], end: IO[bytes]) -> None:
        self.error: BaseException | None = None
        self._work, self._end = work, end
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._end:
                self._work()
        except BaseException as error:
            self.error = error

    def join(self) -> None:
        """Wait for its end."""
        self._thread.join()


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two ends of a pipe: that to read from, and that to write to."""
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


@contextmanager
def sealing(file: IO[bytes], passphrase: str | None) -> Iterator[Any]:
    """Yield a stream that is encrypted into a file; without a passphrase, the file itself."""
    if not passphrase:
        yield file
        return
    import pyrage

    key = pyrage.x25519.Identity.generate()
    locked = pyrage.passphrase.encrypt(str(key).encode(), passphrase)
    file.write(_head(KEY, len(locked)) + locked + _padding(len(locked)))
    head = file.tell()
    file.write(_head(SEALED, 0))  # its size is known at the end
    start = file.tell()
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.encrypt_io(reading, file, [key.to_public()]), reading)
    try:
        with writing:
            yield writing
    except BrokenPipeError:
        worker.join()
        raise worker.error or BrokenPipeError from None
    finally:
        worker.join()
    if worker.error is not None:
        raise worker.error
    size = file.seek(0, 2) - start
    file.write(_padding(size) + bytes(2 * BLOCK))
    file.seek(head)
    file.write(_head(SEALED, size))


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, READABLE_BY_OWNER
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


def is_sealed(file: IO[bytes]) -> bool:
    """Return whether a backup is encrypted; the file is at its beginning again afterwards."""
    start = file.read(BLOCK)
    file.seek(0)
    return start.startswith(KEY.encode() + b"\0")


@contextmanager
def unsealing(file: IO[bytes], name: str, passphrase: str | None) -> Iterator[Any]:
    """Yield the content of a backup, decrypted if need be.

    Raises InputError without the passphrase, or a wrong one; DamagedError when the file was changed or cut off.
    """
    if not is_sealed(file):
        yield file
        return
    if not passphrase:
        raise InputError(f"{name} is encrypted; give its passphrase with --passphrase-file.")
    import pyrage

    damaged = f"{name} ends too early or was changed: it cannot be decrypted; use another backup."
    outer = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115
    key = _unlock(outer, name, passphrase, damaged)
    try:
        inner = outer.extractfile(SEALED)
    except (KeyError, tarfile.TarError) as error:
        raise DamagedError(damaged) from error
    reading, writing = _pipe()
    worker = _Worker(lambda: pyrage.decrypt_io(inner, writing, [key]), writing)
    try:
        with reading:
            yield reading
    except DamagedError:
        worker.join()
        if worker.error is not None and not isinstance(worker.error, BrokenPipeError):
            raise DamagedError(damaged) from worker.error
        raise
    finally:
        worker.join()


def _unlock(outer: tarfile.TarFile, name: str, passphrase: str, damaged: str) -> Any:
    """Return the key of a backup."""
    import pyrage

    try:
        locked = outer.extractfile(KEY)
        content = b"" if locked is None else locked.read()
    except (KeyError, tarfile.TarError) as error:
        raise DamagedError(damaged) from error
    try:
        text = pyrage.passphrase.decrypt(content, passphrase).decode()
    except pyrage.DecryptError as error:
        raise InputError(f"The passphrase is not that of {name}; give the right one.") from error
    return pyrage.x25519.Identity.from_str(text.strip())
