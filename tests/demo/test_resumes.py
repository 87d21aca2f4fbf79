"""Résumés say where all is that blind review must hide, in every language and layout."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from muster.demo.cultures import CULTURES
from muster.demo.people import Namer
from muster.demo.resumes import LANGUAGES, LAYOUTS, DemoResume, Layout, draw_resume
from muster.engine.hire.redaction import Kind

TODAY = date(2026, 6, 30)


def draw(language: str, layout: Layout | None, seed: int) -> DemoResume:
    rng = np.random.default_rng(seed)
    return draw_resume(Namer(CULTURES).draw(rng), language=language, today=TODAY, rng=rng, layout=layout)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_truth_is_in_order_and_of_kinds_that_are_hidden(language: str, layout: Layout) -> None:
    for seed in range(10):
        resume = draw(language, layout, seed)
        assert not set("[]{}") & set(resume.text)
        edges = [edge for label in resume.truth for edge in (label.start, label.end)]
        assert edges == sorted(edges)
        assert {label.kind for label in resume.truth} <= {*map(str, Kind), "agreement"}
        marked = {label.kind: resume.text[label.start : label.end] for label in resume.truth}
        assert marked["email"] == resume.applicant.email
        assert {"name", "phone", "school", "employer"} <= set(marked)


def test_the_same_stream_gives_the_same_resume() -> None:
    assert draw("nl", None, 5) == draw("nl", None, 5)


def test_layouts_are_all_drawn() -> None:
    assert {draw("pt", None, seed).layout for seed in range(30)} == set(LAYOUTS)
