"""Every vote and conflict has its sentences."""

from __future__ import annotations

from typing import get_args

from muster.demo.organisation import arguments
from muster.demo.organisation.committee_records import Conflict, Vote


def test_there_are_sentences_for_everything() -> None:
    for texts in (arguments.REASONS, arguments.DISSENT, arguments.RATIONALES):
        assert set(texts) == set(get_args(Vote))
    for answers in (arguments.RECUSED, arguments.DECLARED):
        assert set(answers) == set(get_args(Conflict))
        assert all(those for those in answers.values())
