"""An audit's result as it is shown: tables of impact ratios, bars, interviewers and criteria, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.formats import number, percent
from muster.apps.hire.models import AuditPart, AuditRun, AuditScope
from muster.apps.hire.selectors.audit_questions import answer_label, attribute_label, category_label
from muster.apps.hire.selectors.audit_words import BAR, chance, note_words, p_words, problem_words, reading_of
from muster.apps.hire.selectors.audits import audit_parts_of

__all__ = [
    "BARS",
    "RATERS",
    "BarsTable",
    "RatersTable",
    "RatioRow",
    "RatioTable",
    "audit_bars",
    "audit_raters_shown",
    "audit_tables",
    "merit_findings",
    "raters_table",
    "scopes_of",
]

BARS, RATERS = "bars", "raters"
FOUR_FIFTHS = 0.8


@dataclass(frozen=True)
class RatioRow:
    """One category; what is not published is a dash. `numbers` are those of the row, None for what is not there."""

    label: str
    numbers: dict[str, Any]
    rate: str
    fair: str
    below: str
    p: str
    corrected: str
    note: str


@dataclass(frozen=True)
class RatioTable:
    """One attribute in one scope. `sentences` say how to read it, `problem` why nothing can be compared."""

    part: AuditPart
    label: str
    problem: str
    sentences: tuple[str, ...]
    rows: tuple[RatioRow, ...]
    unknown: int
    people: int

    @property
    def key(self) -> str:
        """Return what names the table on its page."""
        return f"table-{self.part.position}"

    @property
    def compared(self) -> int:
        """Return how many ratios are shown."""
        return sum(row.numbers["ratio"] is not None for row in self.rows)


@dataclass(frozen=True)
class BarRow:
    """The bar of one group, and mean merit on its two sides."""

    label: str
    numbers: dict[str, Any]


@dataclass(frozen=True)
class BarsTable:
    """The bars of one attribute's groups; `pairs` compare each two, `passing` each selected with each turned away."""

    part: AuditPart
    label: str
    problem: str
    sentences: tuple[str, ...]
    rows: tuple[BarRow, ...]
    pairs: tuple[dict[str, Any], ...]
    passing: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class RatersTable:
    """Who, or what, rates one attribute's groups otherwise: interviewers by their key, criteria by their name."""

    part: AuditPart
    label: str
    problem: str
    sentences: tuple[str, ...]
    interviewers: tuple[dict[str, Any], ...]
    criteria: tuple[dict[str, Any], ...]


def scopes_of(run: AuditRun) -> list[tuple[str, str]]:
    """Return what a run's plan compares, each with its name."""
    return [(one, str(AuditScope(one).label)) for one in run.plan.scopes]


def audit_tables(*, person: User, run: AuditRun, scope: str = "") -> list[RatioTable]:
    """Return the tables of one scope, or of all."""
    narrow = {"scope": scope} if scope else {}
    parts = audit_parts_of(person=person, run=run, kind=AuditPart.Kind.TABLE, **narrow)
    return [_table(part) for part in parts]


def audit_bars(*, person: User, run: AuditRun) -> list[BarsTable]:
    """Return the bars of each attribute."""
    parts = audit_parts_of(person=person, run=run, kind=AuditPart.Kind.BOUNDARY)
    return [_bars(part, run) for part in parts]


def audit_raters_shown(*, person: User, run: AuditRun) -> list[RatersTable]:
    """Return what is found of interviewers and criteria, by attribute."""
    parts = audit_parts_of(person=person, run=run, kind=AuditPart.Kind.RATERS)
    people = {
        row["subject"] for part in parts for row in part.content.get("interviewers", {}).get("rows", ())
    }
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [raters_table(part, run, names) for part in parts]


def merit_findings(bars: Sequence[BarsTable], raters: Sequence[RatersTable]) -> list[tuple[str, str]]:
    """Return what bars, interviewers and criteria say in short: the part that has it, and a sentence.

    Before the first bar stands what a bar is.
    """
    at_bars = [(BARS, f"{one.label}: {sentence}") for one in bars for sentence in one.sentences]
    meant = [(BARS, str(BAR))] if at_bars else []
    at_raters = [(RATERS, f"{one.label}: {sentence}") for one in raters for sentence in one.sentences]
    return meant + at_bars + at_raters


def _table(part: AuditPart) -> RatioTable:
    content = part.content
    parts = content.get("parts", [part.attribute])
    label = " × ".join(attribute_label(one) for one in parts)
    rows = tuple(_row(parts, row) for row in content.get("rows", ()))
    return RatioTable(
        part=part,
        label=label if part.attribute else "",
        problem=problem_words(content.get("problem", "")),
        sentences=tuple(_sentences(content, rows)),
        rows=rows,
        unknown=content.get("unknown", 0),
        people=content.get("people", 0),
    )


def _row(parts: Sequence[str], row: dict[str, Any]) -> RatioRow:
    return RatioRow(
        label=category_label(list(parts), row["category"]),
        numbers=row,
        rate="–" if row["rate"] is None else percent(row["rate"], 1),
        fair=chance(row["fair"]),
        below=chance(row["below"]),
        p=p_words(row["p"]),
        corrected=p_words(row["corrected"]),
        note=note_words(row["note"]),
    )


def _sentences(content: dict[str, Any], rows: Sequence[RatioRow]) -> list[str]:
    found = []
    if content.get("median") is not None:
        found.append(
            _(
                "Selected here means more merit than the median of all who were interviewed, %(median)s logits."
            )
            % {"median": number(content["median"], 2)}
        )
    if content.get("problem"):
        return found
    best = next((row for row in rows if row.numbers["best"]), None)
    others = [row for row in rows if row.numbers["ratio"] is not None and not row.numbers["best"]]
    if best is None or not others:
        found.append(_("No ratio can be shown without telling of a few people."))
    else:
        told = {"category": best.label, "rate": best.rate}
        found.append(_("The highest rate is that of %(category)s, %(rate)s.") % told)
        lowest = min(others, key=lambda row: row.numbers["ratio"])
        found.append(reading_of(lowest.numbers, lowest.label, best.label))
    if content.get("fair_fails") is not None:
        often = chance(content["fair_fails"])
        found.append(
            _("A perfectly fair process of this size has a ratio below four fifths in %(often)s of cases.")
            % {"often": often}
        )
    return found


def _bars(part: AuditPart, run: AuditRun) -> BarsTable:
    content, attribute = part.content, part.attribute
    # Older results have groups with too few on a side, whose bars tell what became of all of them.
    groups = [row for row in content.get("groups", ()) if row["selected"] and row["turned_away"]]
    names = {row["group"]: answer_label(attribute, row["group"]) for row in groups}
    pairs = [
        {**row, "group": names[row["group"]], "other": names[row["other"]], "chance": chance(row["p_higher"])}
        for row in content.get("differences", ())
        if row["group"] in names and row["other"] in names
    ]
    return BarsTable(
        part=part,
        label=attribute_label(attribute),
        problem=problem_words(content["problem"]),
        sentences=tuple(_bar_sentences(pairs, run)),
        rows=tuple(BarRow(names[row["group"]], row) for row in groups),
        pairs=tuple(pairs),
        passing=tuple(
            {
                **row,
                "passed": names[row["passed"]],
                "turned_away": names[row["turned_away"]],
                "chance": chance(row["p_lower"]),
                "same": row["passed"] == row["turned_away"],
            }
            for row in content.get("passing", ())
            if row["passed"] in names and row["turned_away"] in names
        ),
    )


def _bar_sentences(pairs: Sequence[dict[str, Any]], run: AuditRun) -> list[str]:
    """Say of each two bars whether they differ, whichever is the higher."""
    found = []
    for row in pairs:
        if row["low"] <= 0 <= row["high"]:
            continue
        higher, lower = (row["group"], row["other"]) if row["low"] > 0 else (row["other"], row["group"])
        low, high = sorted((abs(row["low"]), abs(row["high"])))
        found.append(
            _("The bar of %(higher)s is higher than that of %(lower)s, by %(low)s to %(high)s logits.")
            % {"higher": higher, "lower": lower, "low": number(low, 2), "high": number(high, 2)}
        )
    if pairs and not found:
        level = percent(run.plan.level)
        found.append(_("No two bars differ by more than their %(level)s intervals.") % {"level": level})
    return found


def raters_table(part: AuditPart, run: AuditRun, names: dict[int, str]) -> RatersTable:
    """Return what a part found of interviewers, by their names, and of criteria."""
    content, attribute = part.content, part.attribute
    problem = problem_words(content["problem"])
    if problem:
        return RatersTable(part, attribute_label(attribute), problem, (), (), ())
    lists = {
        kind: tuple(
            _rater(row, names.get(row["subject"], _("Somebody who left")), attribute, run)
            if kind == "interviewers"
            else _rater(row, _criterion(row), attribute, run)
            for row in content[kind]["rows"]
        )
        for kind in ("interviewers", "criteria")
    }
    return RatersTable(
        part,
        attribute_label(attribute),
        "",
        tuple(_rater_sentences(content, lists, run)),
        lists["interviewers"],
        lists["criteria"],
    )


def _rater(row: dict[str, Any], label: str, attribute: str, run: AuditRun) -> dict[str, Any]:
    """Return a row with its words, and an interval of each of its numbers: as it was rated, and beside all others."""
    wide = NormalDist().inv_cdf((1 + run.plan.level) / 2)
    # Results of before kept no interval of the effect beside all others; it follows from how far it was pulled.
    half = wide * row["error"] * sqrt(row["effect"] / row["estimate"]) if row["estimate"] else 0.0
    likely = {
        "likely_low": row.get("low", row["effect"] - half),
        "likely_high": row.get("high", row["effect"] + half),
    }
    return {
        **row,
        **likely,
        "label": label,
        "q": p_words(row["q_value"]),
        "group": answer_label(attribute, row["group"]),
        # Where all are alike, all are pulled to 0, and an interval of no width says nothing.
        "told": likely["likely_low"] < likely["likely_high"],
        "low": row["estimate"] - wide * row["error"],
        "high": row["estimate"] + wide * row["error"],
    }


def _criterion(row: dict[str, Any]) -> str:
    """Return what a criterion is called, with what tells it from others of its name where there are some."""
    told = {"name": row["subject"], "most": number(row.get("most")), "weight": number(row.get("weight"))}
    if told["most"] and told["weight"]:
        return _("%(name)s (1 to %(most)s, weight %(weight)s)") % told
    if told["most"]:
        return _("%(name)s (1 to %(most)s)") % told
    return _("%(name)s (weight %(weight)s)") % told if told["weight"] else str(row["subject"])


def _rater_sentences(
    content: dict[str, Any], lists: dict[str, tuple[dict[str, Any], ...]], run: AuditRun
) -> list[str]:
    found = []
    for kind in ("interviewers", "criteria"):
        for row in lists[kind]:
            if row["flagged"]:
                told = {"who": row["label"], "group": row["group"], "size": number(abs(row["effect"]), 2)}
                sentence = _("%(who)s: %(group)s rated %(size)s logits lower than everything else explains.")
                if row["effect"] > 0:
                    sentence = _(
                        "%(who)s: %(group)s rated %(size)s logits higher than everything else explains."
                    )
                found.append(sentence % told)
    tested = content["interviewers"]["tested"] + content["criteria"]["tested"]
    if found:
        told = {"share": percent(run.plan.discoveries)}
        found.append(_("Of what is flagged, %(share)s are false at most, on average.") % told)
    elif tested:
        found.append(_("No interviewer and no criterion stands out."))
    else:
        found.append(_("No interviewer and no criterion has enough scorecards of two groups to be compared."))
    return found
