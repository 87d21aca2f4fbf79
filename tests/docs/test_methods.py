"""The numbers on the method's pages are the code's."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from muster.engine.hire import choose, draws, integration, interviewing, merit, posterior
from muster.engine.hire.prior import DEFAULT_PRIOR
from muster.engine.hire.spreads import BAR_PRIOR
from muster.reports.fit import ERRATIC, UNIFORM

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "methods" / "merit.md").read_text()
BAR = (DOCS / "methods" / "bar.md").read_text()
LARGE = (DOCS / "how-to" / "large-files.md").read_text()
CHOOSING = (DOCS / "methods" / "choosing.md").read_text()
ROWS = re.findall(r"^\| `(\w+)\.([A-Z_]+)` \| ([^|]*) \|", PAGE + CHOOSING + BAR, re.MULTILINE)

SIZES = {
    merit.INTEGRATED: "{:,} ratings",
    merit.DENSE: "{:,} interviewers",
    merit.DENSE_AT_ANY_SIZE: "{:,} interviewers",
    merit.THINNED: "{:,} ratings",
    posterior.DENSE: "{:,} interviewers",
    draws.RANKED_BY_DRAWS: "{:,} candidates",
}


@pytest.mark.parametrize(("module", "name", "shown"), ROWS, ids=lambda part: str(part))
def test_a_constant_has_the_value_shown(module: str, name: str, shown: str) -> None:
    assert shown.strip() == f"{getattr(import_module(f'muster.engine.hire.{module}'), name):,}"


def test_the_table_of_constants_is_found() -> None:
    assert len(ROWS) > 25


@pytest.mark.parametrize("page", [PAGE, LARGE], ids=["method", "large files"])
def test_the_sizes_at_which_the_method_changes(page: str) -> None:
    assert [size for size, words in SIZES.items() if words.format(size) not in page] == []


def test_the_words_for_fit_have_the_limits_shown() -> None:
    for name in ("methods/merit.md", "how-to/calibrate-interviewers.md", "tutorial.md"):
        page = (DOCS / name).read_text()
        assert f"bove {ERRATIC}" in page, name
        assert f"below {UNIFORM}" in page, name


def test_the_prior_is_the_one_shown() -> None:
    merit_median, severity_median, halo_median = DEFAULT_PRIOR.medians
    assert rf"N(\log m, {DEFAULT_PRIOR.spread}^2)" in PAGE
    assert (
        rf"m = {merit_median} \text{{ for merit}}, \quad {severity_median} \text{{ for severity}}, "
        rf"\quad {halo_median} \text{{ for halo}}" in PAGE
    )


def test_the_lattice_is_the_one_shown() -> None:
    words = " ".join(PAGE.split())
    assert f"the neighbours, {integration.STEP} SDs away along each direction" in words
    assert f"less than {integration.INSIDE} below the best" in words


def test_what_choosing_says_of_toss_ups_and_the_tolerance() -> None:
    low, high = choose.DOUBT
    assert f"lies between {low} and {high}" in CHOOSING
    assert f"At most {choose.LISTED} are listed" in CHOOSING
    assert f"The tolerance is {interviewing.TOLERANCE:g} logits" in CHOOSING
    how_to = (DOCS / "how-to" / "choose.md").read_text()
    assert f"worth {interviewing.TOLERANCE:g} logits" in how_to
    assert f"{interviewing.TOLERANCE:g} without it" in (DOCS / "reference" / "cli.md").read_text()


def test_the_prior_of_drift_and_level_is_the_one_shown() -> None:
    drift, level = BAR_PRIOR.medians[3:]
    wide, spread = BAR_PRIOR.spreads[3:]
    assert rf"\log \sigma_\delta \sim N(\log {drift}, {wide}^2)" in BAR
    assert rf"\log \sigma_\mu \sim N(\log {level}, {spread}^2)" in BAR
    assert BAR_PRIOR.medians[:3] == DEFAULT_PRIOR.medians
    assert set(BAR_PRIOR.spreads[:3]) == {DEFAULT_PRIOR.spread}
