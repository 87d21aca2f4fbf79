"""What an entry's detail may hold, and that both databases give it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.core.ledger import Change, append, writing
from muster.apps.core.ledger.chain import entry_digest
from muster.apps.core.ledger.detail import LARGEST, checked_detail
from muster.apps.core.models import Entry
from muster.apps.core.roles import Role

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.django_db
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(detail=st.dictionaries(TEXT, VALUES, max_size=5))
def test_a_detail_comes_back_as_it_was(detail: dict[str, Any]) -> None:
    with writing():
        [written] = append([Change("a", "core.storedfile", 1, 1, detail=detail)], actor=None)
    read = Entry.objects.get(pk=written.pk)
    assert read.detail == detail
    assert entry_digest(read) == written.digest


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"a": 1.5}, "detail['a'] is a float"),
        ({"a": [1, {"b": 2.0}]}, r"detail['a'][1]['b'] is a float"),
        ({"a": b"x"}, "is a bytes"),
        ({"a": gettext_lazy("Auditor")}, "detail['a']"),
        ({1: "a"}, "key 1"),
        ({"a": {None: 1}}, "key None"),
    ],
)
def test_what_has_no_exact_spelling_is_refused(detail: dict[Any, Any], told: str) -> None:
    with pytest.raises(TypeError) as caught:
        checked_detail(detail)
    assert told in str(caught.value)


@pytest.mark.parametrize("value", ["a\0b", "\ud800", LARGEST + 1, -LARGEST - 1])
def test_what_a_database_cannot_keep_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"detail\['a'\]"):
        checked_detail({"a": value})


def test_codes_and_tuples_become_plain() -> None:
    plain = checked_detail({"role": Role.AUDITOR, "pks": (1, 2)})
    assert plain == {"role": "auditor", "pks": [1, 2]}
    assert type(plain["role"]) is str
