from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from muster.engine.errors import InputError
from muster.engine.hire.audit.local_law import publish_tables
from muster.engine.hire.audit.selection import SelectionAudit, audit_counts, audit_scores, audit_selection
from muster.reports.audit import audit_facts, write_audit_report
from muster.reports.html import as_html
from muster.reports.shapes import IntervalChart, SeasonFacts
from tests.engine.audits import counted

from .conftest import DAY, HOSTILE


def two_attributes(names: tuple[str, str] = ("sex", "origin")) -> SelectionAudit:
    rng = np.random.default_rng(1)
    sex = rng.choice(["F", "M"], 400).tolist()
    origin = rng.choice(np.array(["a", "b", "c", None], object), 400, p=[0.5, 0.37, 0.03, 0.1]).tolist()
    chosen = rng.random(400) < np.where(np.array(sex) == "F", 0.15, 0.45)
    return audit_selection(dict(zip(names, (sex, origin), strict=True)), chosen)


def facts_of(audit: SelectionAudit, *, smallest: int = 5, title: str = "Spring") -> SeasonFacts:
    return audit_facts(
        audit, publish_tables(audit, smallest=smallest), title=title, generated=DAY, source="a.csv"
    )


def text_of(facts: SeasonFacts) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", as_html(facts).decode()))


def test_one_section_an_attribute_with_a_picture_and_the_table_of_the_law() -> None:
    facts = facts_of(two_attributes())
    assert [one.heading for one in facts.sections] == ["By sex", "By origin", "By sex x origin"]
    for section in facts.sections:
        assert isinstance(section.chart, IntervalChart)
        assert section.chart.marks == (0.8, 1.0)
        assert section.data is not None
        assert section.data.columns[1].heading == "# of Applicants"
        assert section.data.rows[-1][0] == "Unknown"
    assert facts.lead.startswith("Selection audit by Muster, ")


def test_what_is_too_small_stands_nowhere() -> None:
    facts = facts_of(two_attributes(), smallest=8)
    section = facts.sections[2]
    assert section.table is not None
    assert isinstance(section.chart, IntervalChart)
    hidden = [at for at, row in enumerate(section.table.rows) if row[1] == "–"]
    assert hidden
    for at in hidden:
        assert set(section.table.rows[at][1:]) <= {"–", ""}
        assert section.chart.rows[at].middle is None


def test_a_clear_difference_is_something_to_look_into() -> None:
    facts = facts_of(two_attributes())
    assert any("A fair process goes this far in under 1% of cases" in one for one in facts.warnings)
    assert "below four fifths, whatever chance did" in facts.findings[0]


def test_the_lowest_ratio_is_as_sure_as_it_is_among_all_that_are_shown() -> None:
    one = counted([30] * 8, [15, 5, *[14] * 6])
    alone, among = facts_of(audit_counts([one])), facts_of(
        audit_counts([one, counted([30] * 8, [15, *[14] * 7], name="other")])
    )  # fmt: skip
    # Seven comparisons leave its p of .0065 below .05, fourteen do not.
    assert alone.findings[0].endswith(": below four fifths, whatever chance did.")
    assert not any("chance may have made it" in said for said in alone.warnings)
    weak = "chance may have made it (corrected p 0.090)."
    assert among.findings[0].endswith(
        f": below four fifths taken by itself, but among so many comparisons {weak}"
    )
    assert among.warnings[0].endswith(weak)
    for facts, told in ((alone, "0.045"), (among, "0.090")):
        table = facts.sections[0].table
        assert table is not None
        place = [column.heading for column in table.columns].index("Corrected p")
        assert [row[place] for row in table.rows] == ["–", told, *["1.000"] * 6]


def test_what_is_hidden_does_not_count_among_the_comparisons() -> None:
    counts = counted([200, 200, 7, 6], [100, 70, 3, 2])
    table = facts_of(audit_counts([counts], least_share=0), smallest=10).sections[0].table
    assert table is not None
    [shown] = [row for row in table.rows if row[5] != "–"]
    alone = facts_of(audit_counts([counted([200, 200], [100, 70])])).sections[0].table
    assert alone is not None
    assert shown[5] == alone.rows[1][5]


def test_a_difference_that_chance_makes_is_not() -> None:
    facts = facts_of(audit_counts([counted([50, 50], [10, 7])]))
    assert not facts.warnings
    assert "an interval too wide to tell" in facts.findings[0]
    assert "56%" in facts.measured.sentences[0]


def test_a_reference_that_is_hidden_hides_the_ratios() -> None:
    facts = facts_of(audit_counts([counted([60, 40, 3], [20, 10, 3])]))
    assert facts.sections[0].chart is None
    assert "no ratio is" in facts.sections[0].sentences[0]
    assert "no ratio can be shown" in facts.findings[0]


def test_an_attribute_that_nobody_answered_says_so() -> None:
    facts = facts_of(audit_counts([counted([50, 50], [10, 20]), counted([], [], unknown=100, name="other")]))
    assert facts.sections[1].table is None
    assert "Nobody's category is known (100 are unknown)" in facts.sections[1].sentences[0]
    assert "Nobody's category is known" in text_of(facts).replace("&#39;", "'")


def test_scores_are_told_as_scores() -> None:
    facts = facts_of(audit_scores({"g": ["a"] * 20 + ["b"] * 20}, list(range(40))))
    assert "median score is 19.5" in facts.measured.sentences[1]
    assert facts.sections[0].data is not None
    assert [one.heading for one in facts.sections[0].data.columns][1:3] == ["# of Applicants", "Scoring Rate"]


@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_both_formats(tmp_path: Path, ending: str) -> None:
    audit, path = two_attributes(HOSTILE[:2]), tmp_path / f"audit{ending}"
    write_audit_report(
        audit,
        publish_tables(audit),
        path,
        title="Spring",
        generated=datetime.date(2026, 3, 2),
        reading_notes=["Read."],
    )
    content = path.read_bytes()
    if ending == ".html":
        assert b"<script>alert" not in content
        assert b"Selection audit by Muster, 2 March 2026" in content
        return
    reader = PdfReader(io.BytesIO(content))
    assert reader.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Local Law 144" in words
    assert "Read." in words


def test_other_endings_and_an_empty_title_are_refused(tmp_path: Path) -> None:
    audit = two_attributes()
    for name, title in (("a.txt", "Spring"), ("a.pdf", " "), ("none/a.pdf", "Spring")):
        with pytest.raises(InputError):
            write_audit_report(audit, publish_tables(audit), tmp_path / name, title=title, generated=DAY)
