"""The staff grows every quarter, and its interviewers rate in different ways."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from muster.demo import Company


def test_a_few_interviewers_join_every_quarter_and_start_slowly(company: Company) -> None:
    cards = Counter(card.interviewer_id for card in company.scorecards)
    quarters: dict[int, list[str]] = defaultdict(list)
    for employee in company.employees:
        if employee.joined_on.year == 2026:
            quarters[(employee.joined_on.month - 1) // 3].append(employee.id)
    assert all(3 <= len(quarters[quarter]) <= 4 for quarter in (0, 1))
    others = [cards[one.id] for one in company.employees if one.joined_on.year < 2026]
    assert 0 < np.mean([cards[one] for one in quarters[1]]) < 0.3 * np.mean(others)


def test_interviewers_differ_in_severity_and_consistency(company: Company) -> None:
    truth = company.truth.interviewers.values()
    assert 0.4 < np.std([one.severity for one in truth]) < 1.0
    assert max(one.noise for one in truth) > 1.5 * min(one.noise for one in truth)


def test_a_few_rate_everything_three(company: Company) -> None:
    given: dict[str, set[int]] = defaultdict(set)
    for row in company.season().rows:
        given[row.interviewer_id].add(row.rating)
    flat = {employee for employee, truth in company.truth.interviewers.items() if truth.flat is not None}
    assert 2 <= len(flat) <= 3
    assert all(given[employee] == {3} for employee in flat)
