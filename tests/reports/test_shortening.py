from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from muster.reports.shortening import shorten, shorten_apart


def test_a_short_text_stays_and_a_long_one_loses_its_middle() -> None:
    assert shorten("HL-E-0013", 26) == "HL-E-0013"
    assert shorten("abc" * 20, 26) == "abcabcabcabcabcab…bcabcabc"


def test_names_that_end_alike_show_where_they_differ() -> None:
    ids = [f"anne-marie.vandenberghe{number:02d}@halcyonlabs.example" for number in (1, 2, 31)]
    assert shorten_apart(ids, 26) == [
        "anne-mar…berghe01@halcyon…",
        "anne-mar…berghe02@halcyon…",
        "anne-mar…berghe31@halcyon…",
    ]
    assert shorten_apart(ids[:1], 26) == ["anne-marie.vanden….example"]


def test_the_same_name_is_shortened_the_same_way() -> None:
    long = "x" * 40
    assert len(set(shorten_apart([long, "y" * 40, long], 26))) == 2


texts = st.text("ab", max_size=60) | st.text(max_size=60)


@given(st.lists(texts, max_size=30), st.sampled_from([26, 40]))
@example(["a" * 100 + middle + "a" * 100 for middle in ("bb", "bc", "cb", "")], 26)
def test_different_names_stay_different(names: list[str], limit: int) -> None:
    short = shorten_apart(names, limit)
    assert all(len(one) <= limit for one in short)
    assert len(set(short)) == len(set(names))
    assert all(
        one == name for one, name in zip(short, names, strict=True) if len(name) <= limit and "…" not in name
    )
    backwards = shorten_apart(names[::-1], limit)[::-1]
    assert backwards == short
