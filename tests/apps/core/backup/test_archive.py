"""The file of a backup: any damage to it is noticed, and memory does not grow with the number of parts."""

from __future__ import annotations

import contextlib
import io
import tarfile
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.apps.core.backup.archive import MANIFEST, DamagedError, PartReader, PartWriter
from muster.engine.errors import InputError


def written(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    writer = PartWriter(stream)
    for name, content in parts:
        writer.add_bytes(name, content)
    writer.finish()
    return stream.getvalue()


def read(content: bytes) -> list[tuple[str, bytes]]:
    return [(part.name, part.read_all()) for part in PartReader(io.BytesIO(content), "b").parts()]


PARTS = [("one", b"1" * 700), ("empty", b""), ("two", b"2" * 20_000)]


def test_what_was_written_is_read() -> None:
    content = written(*PARTS)
    assert read(content) == PARTS
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:  # with any tool
        assert tar.getnames() == ["one", "empty", "two", MANIFEST]


def test_a_part_that_nobody_reads_is_compared_all_the_same() -> None:
    content = written(*PARTS)
    assert [part.name for part in PartReader(io.BytesIO(content), "b").parts()] == ["one", "empty", "two"]
    with pytest.raises(DamagedError, match="two is not what was written"):
        list(PartReader(io.BytesIO(content.replace(b"222", b"322", 1)), "b").parts())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_is_noticed(data: st.DataObject) -> None:
    content = written(*PARTS)
    end = content.rindex(b'"parts"')  # what follows is padding
    at = data.draw(st.integers(0, end))
    if data.draw(st.booleans()):
        bad = content[:at]
    else:
        bad = content[:at] + bytes([content[at] ^ data.draw(st.integers(1, 255))]) + content[at + 1 :]
    with contextlib.suppress(InputError):
        assert read(bad) == PARTS  # a letter of a tar's header that means nothing


def test_memory_stays_flat() -> None:
    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, content: object) -> int:
            return len(content)  # type: ignore[arg-type]

    def grown(parts: int) -> int:
        writer = PartWriter(Nowhere())  # type: ignore[arg-type]
        tracemalloc.start()
        for number in range(parts):
            writer.add_bytes(f"files/{number:064d}", b"x")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        writer.finish()
        return most

    few, many = grown(1_000), grown(12_000)
    assert many < few + 2_500_000  # the part of the manifest that is in memory before it goes to the disk
