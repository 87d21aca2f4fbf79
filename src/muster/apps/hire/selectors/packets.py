"""Packets in words: the same sections for the page, for paper and for PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from muster.apps.core.formats import day, moment, number, percent, years
from muster.apps.hire.models import Packet, Review, Scorecard, Source, Vote

__all__ = ["Line", "Part", "Section", "packet_sections"]

ISOLATE, END = "\u2068", "\u2069"


@dataclass(frozen=True)
class Line:
    """A name with its value, and a text below it."""

    name: str
    value: str
    text: str = ""


@dataclass(frozen=True)
class Part:
    """Something with a heading: a scorecard, a kit. `state` stands beside the heading, `note` is smaller."""

    heading: str
    state: str = ""
    note: str = ""
    lines: tuple[Line, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Section:
    """A section of a packet. `empty` is said where it has no parts."""

    key: str
    heading: str
    parts: tuple[Part, ...]
    empty: str = ""
    note: str = ""


def packet_sections(packet: Packet) -> list[Section]:
    """Return what a packet says, in the active language."""
    content = packet.content
    if not content:
        return [
            Section("erased", _("Erased"), (), _("What the packet held went when the candidate was erased."))
        ]
    found = [
        _missing(content["missing"]),
        _merit(content.get("merit")),
        Section(
            "scorecards",
            _("Scorecards"),
            tuple(part for one in content["scorecards"] for part in _scorecard(one, content["plan"])),
            _("No scorecard was submitted."),
        ),
        Section(
            "reviews",
            _("Reviews"),
            tuple(_review(one) for one in content["reviews"]),
            _("Nobody reviewed the application."),
        ),
        _referral(content["referral"]),
        Section("decisions", _("Decided before"), tuple(_decision(one) for one in content["decisions"])),
        _application(content["application"]),
        Section("plan", _("What was rated"), tuple(_kit(one) for one in content["plan"])),
    ]
    return [one for one in found if one.parts or one.empty]


def _application(told: Mapping[str, Any]) -> Section:
    lines = [
        Line(_("Application"), told["code"]),
        Line(_("Opening"), f"{told['title']} · {told['requisition']}"),
        Line(_("Team"), told["team"]),
        Line(_("Level"), told["level"]),
        Line(_("Location"), told["location"]),
        Line(_("Source"), _label(Source, told["source"])),
        Line(_("Applied on"), _day(told["applied_at"])),
    ]
    if told["years"] is not None:
        lines.append(Line(_("Experience"), years(told["years"])))
    if told["school"]:
        lines.append(Line(_("School"), told["school"]))
    if told["employers"]:
        lines.append(Line(_("Employers"), " · ".join(told["employers"])))
    if told["resume"]:
        lines.append(Line(_("Digest of the résumé"), told["resume"]))
    parts = [Part(_("As they applied"), lines=tuple(lines))]
    if told["letter"]:
        parts.append(Part(_("Letter"), text=told["letter"]))
    return Section("application", _("Application"), tuple(parts))


def _scorecard(told: Mapping[str, Any], plan: Iterable[Mapping[str, Any]]) -> Iterable[Part]:
    marks = [_apart(told["kit"]), _apart(_moment(told["held_at"]))]
    if told["shadow"]:
        marks.append(_("shadowing"))
    yield Part(
        told["interviewer"],
        _label(Scorecard.Recommendation, told["recommendation"]),
        " · ".join(marks),
        _lines(told["ratings"]),
        told["summary"],
    )
    for version in told["versions"]:
        yield Part(
            _("%(name)s, before change %(number)s")
            % {"name": told["interviewer"], "number": number(version["number"])},
            _label(Scorecard.Recommendation, version["recommendation"]),
            _("Changed on %(day)s: %(reason)s")
            % {"day": _apart(_day(version["at"])), "reason": _apart(version["reason"])},
            _lines(_earlier(version, plan)),
            version["summary"],
        )


def _earlier(version: Mapping[str, Any], plan: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """Return the ratings of a version before a change, with the names and anchors of the plan."""
    for criterion in (one for kit in plan for one in kit["criteria"]):
        value = version["ratings"].get(str(criterion["key"]))
        if value is not None:
            yield {
                "criterion": criterion["name"],
                "value": value,
                "most": len(criterion["anchors"]),
                "anchor": criterion["anchors"][value - 1],
                "note": version["notes"].get(str(criterion["key"]), ""),
            }


def _review(told: Mapping[str, Any]) -> Part:
    return Part(
        told["reviewer"],
        _label(Review.Verdict, told["verdict"]),
        f"{_apart(told['stage'])} · {_apart(_day(told['submitted_at']))}",
        _lines(told["ratings"]),
        told["note"],
    )


def _lines(ratings: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            one["criterion"],
            _("%(value)s of %(most)s: %(anchor)s")
            % {
                "value": number(one["value"]),
                "most": number(one["most"]),
                "anchor": _apart(one["anchor"]),
            },
            one["note"],
        )
        for one in ratings
    )


def _missing(told: list[Mapping[str, Any]]) -> Section:
    parts = tuple(
        Part(
            one["interviewer"],
            note=_("Interview on %(day)s, scorecard due %(due)s")
            % {"day": _apart(_day(one["held_at"])), "due": _apart(_day(one["due_at"]))},
        )
        for one in told
    )
    sentence = ngettext(
        "%(count)s scorecard had not been submitted when this packet was made.",
        "%(count)s scorecards had not been submitted when this packet was made.",
        len(parts),
    )
    return Section("missing", _("What is missing"), parts, note=sentence % {"count": number(len(parts))})


def _merit(told: Mapping[str, Any] | None) -> Section:
    if told is None:
        return Section(
            "merit", _("Merit"), (), _("No estimate covered this candidate when this packet was made.")
        )
    level = percent(float(told["level"]))
    lines = (
        Line(
            _("Merit, corrected for severity"),
            number(float(told["merit"]), 2),
            _("%(level)s interval: %(low)s to %(high)s. Nought is the average candidate.")
            % {
                "level": level,
                "low": number(float(told["low"]), 2),
                "high": number(float(told["high"]), 2),
            },
        ),
        Line(
            pgettext("merit", "Rank"),
            _("%(rank)s of %(of)s") % {"rank": number(told["rank"]), "of": number(told["of"])},
            _("%(level)s interval: %(low)s to %(high)s")
            % {"level": level, "low": number(told["rank_low"]), "high": number(told["rank_high"])},
        ),
        Line(
            _("Mean of the ratings as given"),
            number(float(told["raw_mean"]), 2),
            _("Rank by it: %(rank)s") % {"rank": number(told["raw_rank"])},
        ),
        *(
            Line(
                one["interviewer"],
                ngettext("%(count)s rating", "%(count)s ratings", one["ratings"])
                % {"count": number(one["ratings"])},
            )
            for one in told["parts"]
        ),
    )
    note = _("Estimate %(run)s, from scorecards up to %(moment)s") % {
        "run": number(told["run"]),
        "moment": _apart(_moment(told["as_of"])),
    }
    return Section("merit", _("Merit"), (Part(_merit_scope(told["over"]), note=note, lines=lines),))


def _merit_scope(over: str) -> str:
    return {
        "requisition": _("Among the candidates of this opening"),
        "family": _("Among the candidates of the job family"),
        "company": _("Among all candidates of the company"),
    }[over]


def _referral(told: Mapping[str, Any] | None) -> Section:
    parts = () if told is None else (Part(told["referrer"], note=told["relation"], text=told["note"]),)
    return Section("referral", _("Referral"), parts)


def _decision(told: Mapping[str, Any]) -> Part:
    lines = (Line(_("What the interview was to find out"), told["wanted"]),) if told["wanted"] else ()
    return Part(
        _("Decision %(number)s") % {"number": number(told["number"])},
        _label(Vote, told["outcome"]),
        _day(told["signed_at"]),
        lines,
        told["rationale"],
    )


def _kit(told: Mapping[str, Any]) -> Part:
    return Part(
        told["kit"],
        lines=tuple(
            Line(
                one["name"],
                _("weight %(weight)s") % {"weight": number(float(one["weight"]), 2)},
                "\n".join(
                    [
                        *([one["description"]] if one["description"] else []),
                        *(f"{number(rating)}. {anchor}" for rating, anchor in enumerate(one["anchors"], 1)),
                    ]
                ),
            )
            for one in told["criteria"]
        ),
    )


def _apart(text: str) -> str:
    """Keep the direction of a name or a date from disturbing the sentence around it, on paper too."""
    return f"{ISOLATE}{text}{END}"


def _label(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at)) if at else ""


def _moment(at: str) -> str:
    return moment(datetime.fromisoformat(at)) if at else ""
