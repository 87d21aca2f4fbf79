"""What interviews rate: criteria with anchored scales, and the kits that say which interview rates which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from muster.demo.world import World
from muster.engine.shapes import Criterion

__all__ = ["CLUSTERS", "CRITERIA", "KITS", "AnchoredCriterion", "Cluster", "Kit", "draw_thresholds"]

Cluster = Literal["craft", "research", "systems", "people"]
CLUSTERS: tuple[Cluster, ...] = ("craft", "research", "systems", "people")

_THRESHOLDS = {5: (-2.6, -1.0, 0.4, 2.0), 4: (-2.3, -0.5, 1.5)}
_SD_DIFFICULTY = 0.35
_SD_THRESHOLD = 0.1


@dataclass(frozen=True, slots=True)
class AnchoredCriterion:
    """A criterion whose every rating, from 1 up, stands for a sentence. Its cluster shares a strength."""

    name: str
    cluster: Cluster
    anchors: tuple[str, ...]

    @property
    def shape(self) -> Criterion:
        """The criterion as the engine takes it, with its full scale."""
        return Criterion(self.name, 1, len(self.anchors))


@dataclass(frozen=True, slots=True)
class Kit:
    """The criteria that an interview of one stage must rate, in the order of the form."""

    stage: str
    criteria: tuple[str, ...]


_ALL = (
    AnchoredCriterion("Problem solving", "craft", (
        "Did not find a way in, even with hints.",
        "Followed hints but could not go on alone.",
        "Reached a working answer with some help.",
        "Reached a sound answer alone and checked it.",
        "Found several answers, weighed them and saw further than the question.",
    )),
    AnchoredCriterion("Coding", "craft", (
        "Could not turn an idea into running code.",
        "Running code only for the simplest case.",
        "Correct code after some corrections.",
        "Correct, readable code with tests of the hard cases.",
        "Code that the interviewer would merge and learn from.",
    )),
    AnchoredCriterion("Debugging", "craft", (
        "Changed things at random.",
        "Found the symptom, not the cause.",
        "Found the cause with hints.",
        "Found the cause by a plan of experiments.",
        "Found the cause, and what let it happen.",
    )),
    AnchoredCriterion("Technical depth", "craft", (
        "Knows terms only.",
        "Explains the usual method, not why it works.",
        "Explains why it works in the ordinary case.",
        "Knows where it breaks and what to do then.",
        "Has moved the subject forward and can teach it.",
    )),
    AnchoredCriterion("Research taste", "research", (
        "Cannot say why the question matters.",
        "Follows what is fashionable.",
        "Picks reasonable questions.",
        "Picks questions whose answers would change what others do.",
        "Sees a question that nobody asked, and why now.",
    )),
    AnchoredCriterion("Experimental rigour", "research", (
        "No baseline, no repeats.",
        "A weak baseline or a single run.",
        "Fair baselines and repeats.",
        "Rules out the likely other explanations.",
        "Designs the experiment that could prove them wrong, and reports it.",
    )),
    AnchoredCriterion("Originality", "research", (
        "Repeats known work.",
        "Small changes to known work.",
        "A new combination that was worth trying.",
        "A new idea that worked.",
        "A new idea that others now build on.",
    )),
    AnchoredCriterion("Systems design", "systems", (
        "No workable design.",
        "A design that fails at the stated size.",
        "A design that holds at the stated size.",
        "A design that holds, fails well and can be run by others.",
        "The simplest design that does, with its limits known by numbers.",
    )),
    AnchoredCriterion("Reliability", "systems", (
        "Does not think of failure.",
        "Thinks of failure when asked.",
        "Names the likely failures and their handling.",
        "Plans for detection, recovery and practice.",
        "Makes whole classes of failure impossible.",
    )),
    AnchoredCriterion("Trade-offs", "systems", (
        "Sees one option.",
        "Sees options, cannot choose.",
        "Chooses with a reason.",
        "Chooses by cost, risk and time, in numbers.",
        "Also says what would change the choice.",
    )),
    AnchoredCriterion("Communication", "people", (
        "Could not be followed.",
        "Could be followed with effort.",
        "Clear on prepared ground.",
        "Clear under questions, fits the listener.",
        "Makes hard things plain, and listens.",
    )),
    AnchoredCriterion("Collaboration", "people", (
        "Speaks of others' faults only.",
        "Works beside others.",
        "Works well with similar people.",
        "Makes a mixed group work.",
        "Others do their best work near them.",
    )),
    AnchoredCriterion("Ownership", "people", (
        "Waits to be told.",
        "Does what is assigned.",
        "Finishes what they start.",
        "Sees to the outcome beyond their part.",
        "Takes on what nobody owned, and hands it over well.",
    )),
    AnchoredCriterion("Response to feedback", "people", (
        "Defends or withdraws.",
        "Accepts it without change.",
        "Changes what was named.",
        "Seeks it out and changes the cause.",
    )),
    AnchoredCriterion("Motivation", "people", (
        "No reason for this work.",
        "A general reason.",
        "A reason that fits this work.",
        "Has long acted on that reason.",
    )),
)  # fmt: skip

CRITERIA: Mapping[str, AnchoredCriterion] = {criterion.name: criterion for criterion in _ALL}

_SCREEN = ("Motivation", "Communication", "Problem solving")
_DEEP_DIVE = ("Problem solving", "Coding", "Debugging", "Technical depth")
_TALK = ("Research taste", "Experimental rigour", "Originality", "Technical depth", "Communication")
_SYSTEMS = ("Systems design", "Reliability", "Trade-offs", "Problem solving", "Coding")
_TOGETHER = ("Collaboration", "Ownership", "Response to feedback", "Communication", "Motivation")

KITS: Mapping[str, Kit] = {
    kit.stage: kit
    for kit in (
        Kit("Phone screen", _SCREEN),
        Kit("Technical deep dive", _DEEP_DIVE),
        Kit("Research talk", _TALK),
        Kit("Systems", _SYSTEMS),
        Kit("Collaboration", _TOGETHER),
    )
}


def draw_thresholds(
    world: World, criteria: Sequence[AnchoredCriterion] = _ALL, *, stream: str = "criteria/thresholds"
) -> dict[str, tuple[float, ...]]:
    """Draw every criterion's true thresholds in logits, ascending, one fewer than its categories."""
    rng = world.stream(stream)
    drawn = {}
    for criterion in criteria:
        base = _THRESHOLDS[len(criterion.anchors)]
        spread = rng.uniform(-_SD_THRESHOLD, _SD_THRESHOLD, len(base))
        difficulty = rng.normal(0.0, _SD_DIFFICULTY)
        drawn[criterion.name] = tuple(float(tau) for tau in base + spread + difficulty)
    return drawn
