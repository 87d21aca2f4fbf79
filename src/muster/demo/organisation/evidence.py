"""What interviewers write: what they asked, what they heard, and why they recommend what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from muster.demo.organisation.interview_records import Recommendation

__all__ = [
    "ASKED",
    "CALLED_OFF",
    "CORRECTED",
    "ENDED",
    "HEARD",
    "NOBODY_LEFT",
    "SUMMARIES",
    "Band",
]

Band = Literal["low", "middle", "high"]

ASKED: Mapping[str, Sequence[str]] = {
    "Problem solving": ("The puzzle with the two logs", "The scheduling question", "The missing-data question"),
    "Coding": ("The rate limiter", "The interval exercise", "The parser exercise"),
    "Debugging": ("The test that fails on Mondays", "The slow query", "The worker that stops at night"),
    "Technical depth": ("Asked how attention is computed", "On mixed precision", "On what a lock protects"),
    "Research taste": ("Asked why this question now", "On the paper of their choice", "On what they would drop"),
    "Experimental rigour": ("On the ablation they showed", "On the baseline", "Asked about the seeds"),
    "Originality": ("On their thesis", "On the idea behind the talk", "Asked what was new in it"),
    "Systems design": ("The queue for a million jobs", "The feature store", "The log pipeline"),
    "Reliability": ("Asked what happens when the disk is full", "On the outage they told of", "On retries"),
    "Trade-offs": ("Latency against cost", "Asked what they would leave out", "On buying or building"),
    "Communication": ("Explained their project to me", "The summary at the end", "On a question they misheard"),
    "Collaboration": ("On a disagreement with a colleague", "The shared exercise", "On handing work over"),
    "Ownership": ("On what broke after the launch", "Asked who decided", "On the project nobody wanted"),
    "Response to feedback": ("When I said that it fails for zero", "On their last review", "After the first hint"),
    "Motivation": ("Asked why this team", "On what they want to learn", "On their next three years"),
    "Relevant work": ("On their last two projects", "The work closest to ours", "Asked for the size of it"),
    "Evidence": ("Asked for the numbers behind it", "On the report they sent", "On what others can check"),
    "Judgement": ("The case of the late supplier", "Asked whom they would tell first", "The case with two deadlines"),
    "Writing": ("The one-page note", "The reply to the upset customer", "The summary for the board"),
    "Serving others": ("The customer who was wrong", "On a complaint they remember", "The role play"),
}  # fmt: skip
"""What was asked or looked at, by criterion."""

HEARD: Mapping[str, Mapping[Band, Sequence[str]]] = {
    "craft": {
        "low": (
            "no way in, even with two hints.",
            "guessed, and did not check the guess.",
            "stayed with the first idea after it had failed.",
            "knew the words, not what is behind them.",
        ),
        "middle": (
            "a working answer after one hint.",
            "right in the ordinary case, vague at the edges.",
            "sound, but slow to check it.",
            "good on what they know, careful beyond it.",
        ),
        "high": (
            "a sound answer alone, and tested where it breaks.",
            "saw the hard case before I asked.",
            "weighed three ways and gave reasons for the one.",
            "I learnt something from the answer.",
        ),
    },
    "research": {
        "low": (
            "could not say what the result would change.",
            "no baseline, and one run.",
            "repeated what the paper says.",
            "took the first explanation for the only one.",
        ),
        "middle": (
            "reasonable, and close to what others do.",
            "fair comparison, few repeats.",
            "knew what is weak in it when asked.",
            "a sensible next step, no surprise.",
        ),
        "high": (
            "named the experiment that would prove them wrong.",
            "ruled out two other explanations without being asked.",
            "an idea that I have not heard before, with a first test of it.",
            "saw early what was not worth doing, and stopped.",
        ),
    },
    "systems": {
        "low": (
            "drew boxes and could not follow one request through them.",
            "nothing on what happens when a part fails.",
            "no numbers, and none when asked.",
            "one answer, no other considered.",
        ),
        "middle": (
            "a design that works, with help on where it breaks.",
            "handled the usual failures.",
            "asked for the load late, then used it.",
            "named the costs, did not compare them.",
        ),
        "high": (
            "began with the load and the failures, and the design followed.",
            "knew what to give up and what it buys.",
            "degrades in steps, and said how one would notice.",
            "has run this at our size, and it shows.",
        ),
    },
    "people": {
        "low": (
            "stayed general, no example even when asked.",
            "spoke of others' mistakes only.",
            "did not take the point up.",
            "the answer was to another question.",
        ),
        "middle": (
            "a clear example, their own part less clear.",
            "listened, and answered after a moment.",
            "honest about what went wrong, less about what they changed.",
            "good in conversation, less so in order.",
        ),
        "high": (
            "a concrete case, their own part in it, and what they changed since.",
            "asked what I meant and then answered exactly that.",
            "took the point up at once and made it better.",
            "gave the credit to others, with names of what each did.",
        ),
    },
}
"""What was seen or heard, by cluster and by how high the rating is."""

SUMMARIES: Mapping[Recommendation, Sequence[str]] = {
    "strong_hire": (
        "One of the best conversations of this year; I would want to work with them.",
        "Above the level of the post in nearly everything. Move quickly.",
        "No doubts. The hard questions were the easy ones.",
    ),
    "hire": (
        "Good evidence on most of it; the rest can be learnt here.",
        "Solid at this level. I would ask once more about depth.",
        "More good than open. Would do well with a clear first project.",
        "Clear yes, with one open question noted above.",
    ),
    "no_hire": (
        "Not yet at this level; I would be glad to see them again in a year.",
        "Some good moments, not enough evidence for this post.",
        "Pleasant and prepared, but needed help at each step.",
        "Perhaps another post here fits better.",
    ),
    "strong_no": (
        "Far from what this post needs; see the notes.",
        "No evidence on the criteria that matter most.",
        "I looked for reasons to go on and found none.",
    ),
}

CORRECTED: Sequence[str] = (
    "Read my notes again: I had mixed up two answers.",
    "Spoke with the recruiter: the hint came from me, so it should not count against them.",
    "Clicked on the wrong rating.",
    "Looked at the anchors again; the answer fits the next one.",
)

CALLED_OFF: Sequence[str] = (
    "The interviewer is ill.",
    "The candidate asked for another week.",
    "The room and the line were both gone.",
    "The interviewer was called to an incident.",
)
ENDED: Sequence[str] = ("The application has ended.",)
NOBODY_LEFT = "The interviewer has left the company."
