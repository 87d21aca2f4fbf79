"""What members of a committee write: why they vote so, stand aside or dissent; and what the chair signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from muster.demo.organisation.committee_records import Conflict, Vote

__all__ = [
    "DECLARED",
    "DISSENT",
    "LEFT",
    "OVERRULED",
    "RATIONALES",
    "REASONS",
    "RECUSED",
    "REOPENED",
    "TOLD",
    "WANTED",
]

REASONS: Mapping[Vote, Sequence[str]] = {
    "hire": (
        "Three interviewers who do not know each other saw the same strength.",
        "The corrected merit is above the bar with its whole interval.",
        "The one low scorecard comes from our most severe interviewer.",
        "The evidence for depth is concrete, and the gaps can be learnt here.",
        "Would raise the level of the team.",
    ),
    "no_hire": (
        "Needed help in each technical interview; nobody saw them go on alone.",
        "The interval lies mostly below the bar.",
        "The high ratings rest on the two mildest interviewers.",
        "Strong at the level below; not yet at this one.",
        "No evidence on the two criteria that matter most for this post.",
    ),
    "one_more": (
        "Two interviews disagree and the third is missing.",
        "Nobody has looked at systems in depth.",
        "The interval is too wide to decide on.",
    ),
}

DISSENT: Mapping[Vote, Sequence[str]] = {
    "hire": (
        "I would have hired: we ask more of this candidate than of those we hired in spring.",
        "The scorecards that decided this rest on one question each. I would have hired.",
    ),
    "no_hire": (
        "I would not have hired: the strengths are real, but not those that this post needs.",
        "We fill a post here rather than hire on the evidence. I would have waited.",
    ),
    "one_more": (
        "I would have asked for one more interview; an hour more costs less than an error.",
        "What is missing would have been easy to find out.",
    ),
}

RATIONALES: Mapping[Vote, Sequence[str]] = {
    "hire": (
        "The evidence is broad and agrees. The open question on depth is one for the first months.",
        "Above the bar after correction for severity, and every interviewer names something they did.",
        "Most of us see the strengths that the post asks for; the doubts were answered by the packet.",
    ),
    "no_hire": (
        "The evidence does not reach the level of the post. We would gladly read another application in a year.",
        "Good conversations, but too little of what the post needs was shown.",
        "After correction the candidate stands below the bar; no scorecard gives a reason to set that aside.",
    ),
    "one_more": (
        "We cannot decide on what we have; one more interview can settle it.",
        "The scorecards disagree on the one thing that matters here.",
    ),
}

OVERRULED: Sequence[str] = (
    "Most votes rest on the one interview that two of us sat in; the other four say otherwise.",
    "The votes were cast before the late scorecard came in, and it answers their doubt.",
)

TOLD: Sequence[str] = (
    "We looked for more depth in the technical interviews.",
    "Other candidates showed more experience at this size.",
    "We did not see enough evidence for this level yet.",
)

WANTED: Sequence[str] = (
    "An hour on the design of a system at our size.",
    "Whether they can go on alone where no answer is known.",
    "How they worked with others when a project was late.",
)

RECUSED: Mapping[Conflict, Sequence[str]] = {
    "referrer": ("I referred the candidate.",),
    "manager": ("The candidate would report to me.",),
    "family_name": ("We are cousins.", "We share a name, and I would rather not have it asked."),
    "related": ("A close friend of my family.", "We lived in the same house as students."),
    "other": ("I worked with the candidate until last year.", "We have a paper together."),
}

DECLARED: Mapping[Conflict, Sequence[str]] = {
    "referrer": ("I passed the application on and have never worked with them.",),
    "manager": ("The team is being divided; they would report to somebody else.",),
    "family_name": ("A common name; we are not related.",),
    "related": ("We met twice, years ago.",),
    "other": ("Our work together ended six years ago.",),
}

REOPENED: Sequence[str] = (
    "A scorecard was changed after the signature.",
    "The candidate has sent the report that we had missed.",
    "Another team asks for the candidate at the same level.",
)

LEFT = "Somebody left the company before enough had voted."
