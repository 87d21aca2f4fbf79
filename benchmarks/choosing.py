"""How many interviews choosing well takes: equal allocation, funnels and bandits against `muster choose`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import NamedTemporaryFile

import altair as alt
import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.choosing_bound import least_shortfall
from benchmarks.choosing_policies import SD_MERIT, SD_SEVERITY, Plan, Policy, funnel_sizes, run_policy
from benchmarks.choosing_worlds import SD_HALO, told
from benchmarks.common import DOCUMENT, Options, Section, Table, parallel_map
from muster.engine.hire._joint import join
from muster.engine.hire._telling import interview_noise, usual_kit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season

__all__ = ["measure"]

Floats = NDArray[np.float64]

PICTURE = DOCUMENT.parent / "images" / "choosing.svg"
FIELDS = {(100, 5): 25, (40, 3): 20}  # candidates and openings: interviewers
ROUNDS = (1, 2, 3)  # interviews a candidate left has in each round of a funnel
SEEDS = 1_500
CHUNK = 100
RESAMPLED = 400  # times, for the standard errors of savings
STEP = 5  # interviews between the points of a curve


@dataclass(frozen=True)
class Way:
    """A line of the tables: its name and what differs in its plan."""

    name: str
    policy: Policy
    batch: int = 1
    least: int = 1
    assigned: bool = False


EQUAL = Way("equal allocation", Policy.EQUAL)
AVERAGES = Way("funnel by plain averages", Policy.AVERAGES)
FUNNEL = Way("funnel", Policy.FUNNEL)
HALVING = Way("sequential halving", Policy.HALVING)
OURS = Way("muster choose, one at a time", Policy.OURS, assigned=True)
BATCHES = Way("muster choose, batches of 25", Policy.OURS, batch=25, assigned=True)
ROTATED = Way("the same, interviewers in turn", Policy.OURS)
FAIR = Way("muster choose, two interviewers for everybody", Policy.OURS, least=2, assigned=True)
CURVES = (
    EQUAL,
    Way("top-two Thompson", Policy.TOP_TWO),
    Way("OCBA-m", Policy.OCBA),
    Way("knowledge gradient, plain", Policy.GRADIENT, assigned=True),
    OURS,
    BATCHES,
    ROTATED,
    FAIR,
)
NOTES = (
    "A funnel interviews everybody who is left once, twice or three times, then keeps the better half, until about "
    "twice the openings are left. It goes by the same estimates of merit as `muster choose`; where it goes by plain "
    "averages of what interviewers said, it is what is held without Muster. Sequential halving has the same rounds, "
    "but every round costs the same.",
    "Top-two Thompson and OCBA-m decide one at a time and say nothing of interviewers: theirs take turns, as the "
    "funnels' do. `muster choose` also says who interviews; nobody takes on more than half above the average. The same "
    "with interviewers in turn shows what it is worth without that.",
    "The plain gradient is the knowledge gradient of one interview; `muster choose` looks up to four ahead.",
    "Saved is what it takes to reach the funnel's mean shortfall; standard errors by the bootstrap over fields. "
    "Everybody has one interview first, in the funnel as well, so that no way can save those: the last columns are of "
    "the others.",
    "No way saves more: a bound by Lagrange multipliers (`benchmarks/choosing_bound.py`) on what any policy can reach "
    "that gives everybody one interview first, one at a time or in batches. It lets the policy know every severity, so "
    "less than that can be reached.",
    "What is decided in batches of 25 knows nothing of the last 25: of the 75 interviews of the smallest funnel 50 are "
    "decided when at most 25 are known, all of them somebody's first.",
)
DRAWN = (EQUAL, HALVING, CURVES[1], CURVES[2], OURS, BATCHES)


@dataclass(frozen=True, eq=False)
class Task:
    """Fields to run one way, by their seeds."""

    plan: Plan
    noise: float
    seeds: NDArray[np.int64]
    stops: NDArray[np.int64]


def run_task(task: Task) -> Floats:
    """Return the shortfalls, (seeds, stops)."""
    return run_policy(task.plan, task.noise, task.seeds, task.stops)


@dataclass(frozen=True, eq=False)
class Field:
    """All that was measured of one size: by way, shortfalls (seeds, stops) and where the stops are; a funnel, which
    must know its end, has one stop each. `least` is where the stops of a bound are, and the bound.
    """

    candidates: int
    k: int
    curves: dict[Way, tuple[NDArray[np.int64], Floats]]
    least: tuple[NDArray[np.int64], Floats]

    @property
    def name(self) -> str:
        """Return the label."""
        return f"{self.candidates} candidates, {self.k} openings"

    def at(self, way: Way, stop: int) -> Floats:
        """Return the shortfall of each seed after so many interviews."""
        stops, found = self.curves[way]
        return found[:, int(np.flatnonzero(stops == stop)[0])]


def measure(options: Options) -> Section:
    """Run every way on the same fields."""
    noise = expected_noise()
    seeds = 4 if options.quick else SEEDS
    fields = [
        _measure_field(options, n, k, people, noise, seeds, ROUNDS[:1] if options.quick else ROUNDS)
        for (n, k), people in (list(FIELDS.items())[1:] if options.quick else FIELDS.items())
    ]
    picture = ""
    if not options.quick:
        _draw_picture(fields)
        picture = f"\n\n![Shortfall against interviews](images/{PICTURE.name})"
    tables = [_shortfalls(field) for field in fields]
    tables += [_savings(fields, FUNNEL), _savings(fields, AVERAGES)]
    return Section(
        title="Choosing with fewer interviews",
        text=(
            f"{seeds:,} fields of each size, the same for every way to spend interviews: merit SD {SD_MERIT:g}, "
            f"severity SD {SD_SEVERITY:g}, an interview's noise of variance {noise:.2f}, which is the halo (SD "
            f"{SD_HALO:g}) and what five ratings from 1 to 5 leave open. Interviews are Gaussian, so that the "
            "posterior is exact and differences are those of the ways alone; everybody has one interview first, and "
            "nobody meets an interviewer twice. The shortfall is what the chosen lack in merit against the truly "
            f"best, summed over the openings, in logits, plus or minus its standard error.{picture}"
        ),
        tables=tuple(tables),
        notes=NOTES,
    )


def expected_noise() -> float:
    """Return the variance that the model expects of an interview of five criteria, about merit less severity."""
    season = simulate_season(candidates=200, interviewers=25, interviews=4, sd_halo=SD_HALO, seed=1)
    fit = estimate_merit(season.scorecards, integrate=False, threads=1)
    everybody = np.arange(200), np.arange(25)
    mean, covariance = join(fit.posterior, *everybody).moments()
    noise, _ = interview_noise(fit, [usual_kit(fit.posterior)], mean, covariance, 200, np.ones(25))
    return round(float(np.median(noise)), 2)


def _measure_field(
    options: Options, n: int, k: int, people: int, noise: float, seeds: int, rounds: Sequence[int]
) -> Field:
    ends = [each * sum(funnel_sizes(n, k)) for each in rounds]
    stops = np.unique([*range(n, ends[-1] + 1, STEP), *ends])
    plans = [(way, _plan(way, n, k, people, ends[-1]), stops) for way in CURVES]
    for each, end in zip(rounds, ends, strict=True):
        for way in (AVERAGES, FUNNEL):
            plans.append((way, _plan(way, n, k, people, end, rounds=each), np.array([end])))
        plans.append((HALVING, _plan(HALVING, n, k, people, end), np.array([end])))
    chunks = [np.arange(start, min(start + CHUNK, seeds)) for start in range(0, seeds, CHUNK)]
    tasks = [Task(plan, noise, chunk, at) for _, plan, at in plans for chunk in chunks]
    found = parallel_map(run_task, tasks, options=options, what=f"choosing {k} of {n}")
    curves: dict[Way, tuple[NDArray[np.int64], Floats]] = {}
    for number, (way, _, at) in enumerate(plans):
        whole = np.concatenate(found[number * len(chunks) : (number + 1) * len(chunks)])
        if way in curves:
            before = curves[way]
            curves[way] = (np.concatenate([before[0], at]), np.concatenate([before[1], whole], axis=1))
        else:
            curves[way] = (at, whole)
    every = np.arange(n, ends[-1] + 1)
    return Field(n, k, curves, (every, least_shortfall(n, k, people, noise, seeds, every)))


def _plan(way: Way, n: int, k: int, people: int, budget: int, *, rounds: int = 1) -> Plan:
    return Plan(
        n,
        k,
        people,
        way.policy,
        budget,
        batch=way.batch,
        rounds=rounds,
        least=way.least,
        assigned=way.assigned,
    )


def _shortfalls(field: Field) -> Table:
    ends = field.curves[FUNNEL][0].tolist()
    ways = (EQUAL, AVERAGES, FUNNEL, HALVING, *CURVES[1:])
    rows = tuple((way.name, *(told(field.at(way, end)) for end in ends)) for way in ways)
    columns = ("way", *(f"{end:,} interviews" for end in ends))
    return Table(f"Shortfall, {field.name}", columns, rows)


def _savings(fields: Sequence[Field], funnel: Way) -> Table:
    rows = []
    for field in fields:
        for end in field.curves[funnel][0].tolist():
            name = f"{field.name}, {end:,} interviews"
            against = field.at(funnel, end)
            saved = [_saving(field, way, end, against) for way in (OURS, BATCHES, CURVES[3])]
            later = [_saving(field, way, end, against, first=field.candidates) for way in (OURS, BATCHES)]
            most = _fewer(*field.least, against.mean(), end)
            rows.append((name, told(against), *saved, f"{most:.0f}", *later))
    columns = (
        "against",
        "its shortfall",
        "one at a time",
        "batches of 25",
        "plain gradient",
        "no way saves more",
        "after everybody's first: one at a time",
        "batches of 25",
    )
    name = f"Interviews saved at the quality of a {funnel.name}, % (± standard error)"
    return Table(name, columns, tuple(rows))


def _saving(field: Field, way: Way, end: int, funnel: Floats, *, first: int = 0) -> str:
    """Return by how many per cent fewer interviews reach a funnel's mean shortfall, with a bootstrap's error; of those
    after the `first`, which no way can save.
    """
    stops, found = field.curves[way]
    rng = np.random.default_rng(1)
    saved = [_fewer(stops, found.mean(axis=0), funnel.mean(), end)]
    for _ in range(RESAMPLED):
        again = rng.integers(0, funnel.size, funnel.size)
        saved.append(_fewer(stops, found[again].mean(axis=0), funnel[again].mean(), end))
    share = end / (end - first)
    return f"{share * saved[0]:.0f} ± {share * np.std(saved[1:]):.1f}"


def _fewer(stops: NDArray[np.int64], curve: Floats, target: float, end: int) -> float:
    """Return the saving in per cent, from where a curve, made to fall throughout, reaches the target."""
    falling, first = np.unique(-np.minimum.accumulate(curve), return_index=True)
    reached = float(np.interp(-target, falling, stops[first]))
    return 100 * (1 - reached / end)


def _draw_picture(fields: Sequence[Field]) -> None:
    """Write the curves, one panel a field, as SVG."""
    panels = [_panel(field) for field in fields]
    chart = alt.hconcat(*panels).resolve_scale(y="independent").configure_view(stroke=None)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=PICTURE.parent, suffix=".svg", delete=False) as file:
        chart.save(file.name, format="svg")
    os.chmod(file.name, 0o644)
    os.replace(file.name, PICTURE)


def _panel(field: Field) -> alt.LayerChart | alt.FacetChart:
    rows = []
    for way in DRAWN:
        stops, found = field.curves[way]
        rows += [
            (way.name, int(stop), float(value)) for stop, value in zip(stops, found.mean(axis=0), strict=True)
        ]
    lines = pl.DataFrame(rows, schema=["way", "interviews", "shortfall"], orient="row")
    ends, funnel = field.curves[FUNNEL]
    points = pl.DataFrame(
        {"interviews": ends, "shortfall": funnel.mean(axis=0), "way": [FUNNEL.name] * ends.size}
    )
    x = alt.X("interviews:Q", title="interviews", scale=alt.Scale(zero=False))
    y = alt.Y("shortfall:Q", title="shortfall, logits", scale=alt.Scale(type="log"))
    color = alt.Color("way:N", title=None, sort=[*(way.name for way in DRAWN), FUNNEL.name])
    return alt.layer(
        alt.Chart(lines).mark_line(strokeWidth=1.6).encode(x=x, y=y, color=color),
        alt.Chart(points).mark_point(filled=True, size=70).encode(x=x, y=y, color=color),
    ).properties(title=field.name, width=330, height=260)
