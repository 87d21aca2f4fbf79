"""There is something to write on every criterion, and several ways to say it."""

from __future__ import annotations

from muster.demo.criteria import CLUSTERS
from muster.demo.organisation.evidence import ASKED, HEARD, SUMMARIES
from muster.demo.organisation.plans import CRITERIA


def test_every_criterion_and_cluster_has_several_sentences() -> None:
    assert ASKED.keys() == CRITERIA.keys()
    assert all(len(set(asked)) >= 3 for asked in ASKED.values())
    assert set(HEARD) == set(CLUSTERS)
    for bands in HEARD.values():
        assert set(bands) == {"low", "middle", "high"}
        assert all(
            len(set(heard)) >= 4 and all(one.endswith(".") for one in heard) for heard in bands.values()
        )
    assert all(len(those) >= 3 for those in SUMMARIES.values())
