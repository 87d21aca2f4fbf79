"""JSON inside a script element."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from muster.apps.hire.postings import data_block


@given(st.text())
def test_nothing_ends_the_element_and_everything_comes_back(text: str) -> None:
    block = data_block({"title": text + "</script><!--"})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block)["title"] == text + "</script><!--"
