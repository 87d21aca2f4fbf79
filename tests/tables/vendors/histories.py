"""Hiring histories of every shape, for tests of what is written and read again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from muster.tables.vendors import shapes
from muster.tables.vendors.flat import Written

__all__ = ["RECORDS", "records"]

TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
TEXTS = st.one_of(
    st.text(LETTERS, max_size=12),
    st.sampled_from(
        ["=1+1", "'=x", "@a", "-1", 'say "yes"', "a,b;c", "two\nlines", "two\r\nlines", "null", "[]"]
    ),
).map(str.strip)
NAMES = TEXTS.filter(bool)
KEYS = st.integers(1, 10**9).map(str)
MAYBE_KEYS = st.one_of(st.just(""), KEYS)
FLAGS = st.booleans()


def _tuple(
    of: st.SearchStrategy[Any], *, min_size: int = 0, max_size: int
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=min_size, max_size=max_size).map(tuple)


LISTS = _tuple(NAMES, max_size=3)
OUTCOMES = st.sampled_from(["active", "rejected", "withdrawn", "hired"])
MOVES = st.builds(shapes.Move, KEYS, MAYBE_KEYS, KEYS, OUTCOMES, TIMES, MAYBE_KEYS, TEXTS)
APPLICATIONS = st.builds(
    lambda one, later: shapes.Application(**{**one, "moved_at": max(later, one["applied_at"])}),
    st.fixed_dictionaries(
        {
            **{"id": KEYS, "job": KEYS, "stage": KEYS, "stage_name": TEXTS, "outcome": OUTCOMES},
            **{"applied_at": TIMES, "reason": TEXTS, "source": TEXTS, "letter": TEXTS, "school": TEXTS},
            **{"employers": LISTS, "campaign": TEXTS, "years": st.none() | st.integers(0, 60)},
            "moves": _tuple(MOVES, min_size=1, max_size=3),
        }
    ),
    TIMES,
)
LINKS = _tuple(st.integers(0, 99).map(lambda one: f"https://a.example/{one}"), max_size=2).map(
    lambda links: tuple(dict.fromkeys(links))
)
CANDIDATES = st.builds(
    shapes.Candidate, KEYS, NAMES, TEXTS, TEXTS, TEXTS, LINKS, language=TEXTS, pronouns=TEXTS
)
SEATS = st.builds(
    shapes.Seat,
    KEYS,
    TEXTS,
    MAYBE_KEYS,
    shadow=FLAGS,
    due_at=TIMES,
    released_at=st.none() | TIMES,
)
INTERVIEWS = st.builds(
    lambda one, times: shapes.Interview(**one, starts_at=min(times), ends_at=max(times)),
    st.fixed_dictionaries(
        {
            **{"id": KEYS, "application": KEYS, "step": MAYBE_KEYS, "name": NAMES, "place": TEXTS},
            **{"cancelled": FLAGS, "seats": _tuple(SEATS, max_size=2), "time_zone": TEXTS, "reason": TEXTS},
        }
    ),
    st.sets(TIMES, min_size=2, max_size=2),
)
RATINGS = _tuple(NAMES, min_size=2, max_size=7).flatmap(
    lambda words: st.builds(shapes.Rating, NAMES, st.integers(1, len(words)), st.just(words), TEXTS)
)
SCORECARDS = st.builds(
    shapes.Scorecard,
    KEYS,
    KEYS,
    KEYS,
    st.sampled_from(["strong_yes", "yes", "no", "strong_no", "undecided"]),
    TIMES,
    TIMES,
    KEYS,
    NAMES,
    st.just(""),
    _tuple(RATINGS, max_size=3),
    TEXTS,
    candidate=KEYS,
    job=KEYS,
)
JOBS = st.builds(
    shapes.Job,
    KEYS,
    NAMES,
    st.sampled_from(["draft", "open", "closed"]),
    MAYBE_KEYS,
    MAYBE_KEYS,
    LISTS,
    LISTS,
    st.integers(1, 9),
    TIMES,
    st.none() | TIMES,
    TEXTS,
    code=TEXTS,
    family=TEXTS,
    level=TEXTS,
    level_title=TEXTS,
    public=FLAGS,
    hide_schools=FLAGS,
    hide_employers=FLAGS,
    close_reason=TEXTS,
    reason=TEXTS,
)
STAGES = st.builds(
    lambda one: shapes.JobStage(**one, steps=(one["id"],)),
    st.fixed_dictionaries(
        {
            **{"id": KEYS, "job": KEYS, "name": NAMES, "position": st.integers(0, 400)},
            **{"kind": TEXTS, "days": st.integers(0, 90), "blind": FLAGS},
        }
    ),
)
DAYS = st.none() | st.dates(date(1970, 1, 2), date(2199, 1, 1))
OFFERS = st.builds(
    shapes.Offer,
    KEYS,
    KEYS,
    st.sampled_from(["draft", "open", "accepted", "rejected", "withdrawn"]),
    st.integers(1, 9_999),
    DAYS,
    DAYS,
    DAYS,
    st.dictionaries(NAMES, NAMES, max_size=4),
    candidate=KEYS,
    job=KEYS,
    system=NAMES,
    external=NAMES,
)
OFFICES = st.builds(shapes.Office, KEYS, NAMES, TEXTS, country=TEXTS, time_zone=TEXTS, currency=TEXTS)

RECORDS: dict[str, st.SearchStrategy[Written]] = {
    "person": st.builds(shapes.Person, KEYS, NAMES, NAMES, FLAGS),
    "department": st.builds(shapes.Department, KEYS, NAMES, MAYBE_KEYS),
    "office": OFFICES,
    "job": JOBS,
    "stage": STAGES,
    "candidate": st.builds(shapes.History, CANDIDATES, _tuple(APPLICATIONS, max_size=2)),
    "interview": INTERVIEWS,
    "scorecard": SCORECARDS,
    "offer": OFFERS,
}


def records(kind: str) -> st.SearchStrategy[list[Any]]:
    """Return lists of records of a kind, each id once, of those that belong to them too."""

    def keys(one: Any) -> str:
        return str(one.id)

    lists = st.lists(RECORDS[kind], max_size=4, unique_by=keys)
    return lists.filter(_apart) if kind == "candidate" else lists


def _apart(histories: list[Any]) -> bool:
    applications = [one.id for history in histories for one in history.applications]
    return len(set(applications)) == len(applications)
