"""Folding keeps every character's place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.market.folding import fold, fold_word, sentences


def test_accents_bidi_marks_and_digits_fold_and_places_stay() -> None:
    source = "x É\u200f٣\u200b۵ ﬁn"
    folded = fold(source, 2)
    assert folded.text == "e35 fin"
    assert [folded.words(at, at + 1) for at in range(len(folded.tokens))] == ["É", "٣\u200b۵", "ﬁn"]
    assert fold_word("أُسرة") == fold_word("اسره")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_each_token_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    for at, token in enumerate(folded.tokens):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert token.text in fold_word(text[start:end])


def test_sentences_end_at_points_but_not_within_numbers_or_after_titles() -> None:
    text = "Dr. Voss paid $3.5m. He left! ماذا؟ نعم.\n\nNew"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Dr. Voss paid $3.5m.", "He left!", "ماذا؟", "نعم.", "New",
    ]  # fmt: skip


def test_a_sentence_without_an_end_is_cut() -> None:
    spans = list(sentences("word " * 5_000))
    assert len(spans) > 5
    assert spans[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(spans))
