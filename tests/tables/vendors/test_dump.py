"""What the dumps of all vendors share."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.engine.errors import InputError, Problem
from muster.tables.vendors import DUMPS, KINDS
from tests.tables.vendors.dumps import ashby_pages, lever_pages, write_ashby, write_lever


def test_every_vendor_reads_every_kind(tmp_path: Path) -> None:
    for name, write, pages in (("ashby", write_ashby, ashby_pages()), ("lever", write_lever, lever_pages())):
        folder = tmp_path / name
        folder.mkdir()
        write(folder, pages)
        dump = DUMPS[name](folder)
        assert dump.system == name
        for kind in KINDS:
            wrong = [one for one in dump.read(kind) if isinstance(one, Problem) and one.code != "prospect"]
            assert wrong == []


@pytest.mark.parametrize("name", DUMPS)
def test_nothing_that_may_stand_in_a_page_is_a_fault_of_the_program(tmp_path: Path, name: str) -> None:
    kind = DUMPS[name]
    for endpoint in kind.known:
        cells = 'id,name,rating,words,seats\n,,,,\n1,x,y,[],\n{},[,1.5,[7],x\na,"b\n'
        (tmp_path / f"{endpoint}.csv").write_text(cells)
        values = '[{}, {"id": 1}, {"id": {"id": []}}, [], null, {"id": "a", "name": ["x"], "fields": 7}]'
        (tmp_path / f"{endpoint}.json").write_text(values)
    dump = kind(tmp_path)
    for each in KINDS:
        for one in dump.read(each):
            assert not isinstance(one, Problem) or one.sentence


def test_an_empty_folder_is_told_what_to_call_its_files(tmp_path: Path) -> None:
    for kind in DUMPS.values():
        with pytest.raises(InputError, match=f"no page of {kind.vendor}"):
            kind(tmp_path)
