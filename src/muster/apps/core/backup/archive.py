"""The file of a backup: parts one after the other, and a manifest at the end; read and written once, in order."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from muster.engine.errors import InputError

__all__ = ["CHUNK", "HEADER", "MANIFEST", "DamagedError", "Part", "PartReader", "PartWriter"]

HEADER = "muster-backup.json"
MANIFEST = "manifest.jsonl"
CHUNK = 1 << 20
SPOOLED = 1 << 20  # of the manifest, kept in memory
READABLE_BY_OWNER = 0o600


class DamagedError(InputError):
    """A backup's file is not as it was written."""


class _Hashed(io.RawIOBase):
    """Passes on what is read, and knows its digest and size. `cut_off` is said where the source ends too early."""

    def __init__(self, source: IO[bytes], cut_off: str = "") -> None:
        self._source, self._digest, self.size = source, hashlib.sha256(), 0
        self._cut_off = cut_off

    def read(self, size: int = -1) -> bytes:
        try:
            content = self._source.read(size)
        except (tarfile.TarError, EOFError) as error:
            raise DamagedError(self._cut_off) from error
        self._digest.update(content)
        self.size += len(content)
        return content

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _forget(tar: tarfile.TarFile) -> None:
    """Let go of the members so far, of which a tar keeps a list."""
    tar.members = []  # type: ignore[attr-defined]  # it is not among what its types tell of


def _line(name: str, size: int, digest: str) -> bytes:
    return json.dumps({"name": name, "size": size, "sha256": digest}).encode() + b"\n"


class PartWriter:
    """Writes parts to a stream that need not be seekable; memory stays flat however many there are."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.GNU_FORMAT)  # noqa: SIM115
        self._manifest: IO[bytes] = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115
        self.parts = self.bytes = 0

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a part that is in memory."""
        self.add_stream(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        """Add a part that is in a file."""
        with path.open("rb") as file:
            self.add_stream(name, file, path.stat().st_size)

    def add_stream(self, name: str, source: IO[bytes], size: int) -> None:
        """Add a part of a known size."""
        hashed = _Hashed(source)
        self._write(name, hashed, size)
        self._manifest.write(_line(name, size, hashed.hexdigest()))
        self.parts += 1
        self.bytes += size

    def finish(self) -> None:
        """Write the manifest, after which nothing follows."""
        self._manifest.write(json.dumps({"parts": self.parts, "bytes": self.bytes}).encode() + b"\n")
        size = self._manifest.tell()
        self._manifest.seek(0)
        self._write(MANIFEST, self._manifest, size)
        self._tar.close()
        self._manifest.close()

    def _write(self, name: str, source: Any, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, READABLE_BY_OWNER
        self._tar.addfile(info, source)
        _forget(self._tar)


@dataclass
class Part:
    """A part that is being read: its name, its size, and its content as a stream."""

    name: str
    size: int
    stream: Any = field(repr=False)

    def read_all(self) -> bytes:
        """Return the whole content, of a part that is small."""
        content: bytes = self.stream.read()
        return content

    def chunks(self) -> Iterator[bytes]:
        """Yield the content, some at a time."""
        while chunk := self.stream.read(CHUNK):
            yield chunk

    @property
    def sha256(self) -> str:
        """Return the digest of what was read so far."""
        return str(self.stream.hexdigest())


class PartReader:
    """Reads parts in order, and compares all of them with the manifest at the end."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.name = name
        self._stream = stream

    def parts(self) -> Iterator[Part]:
        """Yield each part; one that was not read to its end is passed over when the next is asked for.

        Raises DamagedError when the file ends too early, or a part is not what the manifest says.
        """
        try:
            yield from self._parts()
        except (tarfile.TarError, EOFError) as error:
            raise DamagedError(self._cut_off()) from error

    def _parts(self) -> Iterator[Part]:
        with tempfile.SpooledTemporaryFile(SPOOLED) as seen:
            count = size = 0
            tar = tarfile.open(fileobj=self._stream, mode="r|")  # noqa: SIM115
            for member in tar:
                _forget(tar)
                content = tar.extractfile(member)
                if content is None:
                    raise DamagedError(f"{self.name} holds {member.name!r}, which no backup of Muster does.")
                if member.name == MANIFEST:
                    seen.write(json.dumps({"parts": count, "bytes": size}).encode() + b"\n")
                    self._compare(seen, content)
                    return
                part = Part(member.name, member.size, _Hashed(content, self._cut_off()))
                yield part
                for _ in part.chunks():
                    pass
                seen.write(_line(part.name, part.size, part.sha256))
                count, size = count + 1, size + part.size
        raise DamagedError(self._cut_off())

    def _compare(self, seen: IO[bytes], manifest: IO[bytes]) -> None:
        seen.seek(0)
        for wanted in manifest:
            if seen.readline() != wanted:
                raise DamagedError(
                    f"{self.name} is damaged: {_name_in(wanted)} is not what was written; use another backup."
                )
        if seen.readline():
            raise DamagedError(f"{self.name} is damaged: it holds more than was written; use another backup.")

    def _cut_off(self) -> str:
        return f"{self.name} ends too early: it was cut off or is no backup of Muster; use another one."


def _name_in(line: bytes) -> str:
    try:
        return str(json.loads(line).get("name", MANIFEST))
    except (ValueError, AttributeError):
        return MANIFEST
