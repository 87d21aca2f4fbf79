from __future__ import annotations

from muster.engine.hire.estimate import MeritEstimate

from .conftest import facts_of


def test_sections_come_in_the_order_a_committee_reads_them(estimate: MeritEstimate) -> None:
    facts = facts_of(estimate, files=("a.csv", "b.csv"))
    assert [part.key for part in facts.sections] == ["ranking", "movers", "interviewers", "criteria"]
    assert facts.measured.key == "measured"
    assert len(facts.method) == 5
    assert "A person decides" in facts.method[-1]
    assert facts.generated == "2 March 2026"
    assert facts.source == "from 2 files: \u2068a.csv\u2069 and \u2068b.csv\u2069"
