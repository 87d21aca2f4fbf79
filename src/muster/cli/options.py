"""Options that several commands share, declared once as dataclasses, and what their words mean.

`with_options` gives a command one keyword parameter a dataclass; on the command line each field of the
dataclass is an option of its own.
"""

from __future__ import annotations

import csv
import datetime
import functools
import inspect
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.engine.hire.bar_tables import Bar
    from muster.tables import ReadOptions

__all__ = [
    "COMPILING",
    "FitChoices",
    "ReadChoices",
    "parse_bar",
    "parse_names",
    "parse_numbers",
    "parse_scale",
    "parse_weights",
    "with_options",
]

COMPILING = "Compiling the numerical kernels, once after installation (about 20 s)."
READING = "Reading the files"
_BAR = re.compile(r"(?:(.*):)?([^:@]+)(?:@([^:@]+))?")
FITTING = "Estimating merit"


def _column(what: str) -> object:
    return typer.Option(metavar="COL", help=f"Column of {what}.", rich_help_panel=READING)


@dataclass(frozen=True)
class ReadChoices:
    """How to read the files, as given on the command line."""

    candidate: Annotated[str, _column("the candidate's id")] = "candidate_id"
    interviewer: Annotated[str, _column("the interviewer's id")] = "interviewer_id"
    criterion: Annotated[str, _column("the criterion's name")] = "criterion"
    rating: Annotated[str, _column("the rating, a whole number")] = "rating"
    interview: Annotated[str, _column("the interview's id (may be absent)")] = "interview_id"
    stage: Annotated[str, _column("the stage (may be absent)")] = "stage"
    requisition: Annotated[str, _column("the requisition (may be absent)")] = "requisition_id"
    criteria: Annotated[
        str | None,
        typer.Option(
            metavar="A,B,C",
            help="Wide files: the columns that hold one criterion each.",
            rich_help_panel=READING,
        ),
    ] = None
    scale: Annotated[
        str | None,
        typer.Option(
            metavar="LOW:HIGH", help="Ends of the rating scale, such as 1:5.", rich_help_panel=READING
        ),
    ] = None
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REQUISITION",
            help="Keep this requisition only; repeat for more.",
            rich_help_panel=READING,
        ),
    ] = None

    def to_read_options(self) -> ReadOptions:
        """Return what the readers take. Raises InputError for an option that cannot be understood."""
        from muster.tables import ReadOptions

        return ReadOptions(
            candidate=self.candidate,
            interviewer=self.interviewer,
            criterion=self.criterion,
            rating=self.rating,
            interview=self.interview,
            stage=self.stage,
            requisition=self.requisition,
            criteria=None if self.criteria is None else parse_names("--criteria", self.criteria),
            scale=None if self.scale is None else parse_scale(self.scale),
            requisitions=tuple(self.only) if self.only else None,
        )


@dataclass(frozen=True)
class FitChoices:
    """How to estimate merit, as given on the command line."""

    weights: Annotated[
        str | None,
        typer.Option(
            metavar="NAME=W,...", help="Weights of criteria; others weigh 1.", rich_help_panel=FITTING
        ),
    ] = None
    slopes: Annotated[
        bool,
        typer.Option(
            "--slopes", help="Estimate how sharply each criterion separates.", rich_help_panel=FITTING
        ),
    ] = False
    halo: Annotated[
        bool | None,
        typer.Option(
            "--halo/--no-halo",
            help="Model the halo of an interview (default: when interviews hold several ratings).",
            rich_help_panel=FITTING,
            show_default=False,
        ),
    ] = None
    level: Annotated[
        float,
        typer.Option(metavar="P", help="Level of the intervals, between 0 and 1.", rich_help_panel=FITTING),
    ] = 0.9
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help="Seed of the joint draws.", rich_help_panel=FITTING)
    ] = 0
    threads: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Threads to use (default: all).", rich_help_panel=FITTING),
    ] = None

    def to_arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of `estimate_merit`, but for weights. Raises InputError for a bad option."""
        if not 0 < self.level < 1:
            raise InputError(f"--level is {self.level:g}; it must lie between 0 and 1, such as 0.9.")
        if self.threads is not None:  # read once, when the table library is first imported
            os.environ["POLARS_MAX_THREADS"] = str(self.threads)
        return {
            "level": self.level,
            "halo": self.halo,
            "slopes": self.slopes,
            "seed": self.seed,
            "threads": self.threads,
        }

    def to_weights(self, criteria: Sequence[str]) -> dict[str, float] | None:
        """Return the weights of these criteria that were given. Raises InputError with all that is wrong."""
        return None if self.weights is None else parse_weights(self.weights, criteria)


def with_options(**groups: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Replace a command's parameter `name` by one option for each field of the dataclass given for it."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        parameters = [parameter for name, parameter in own.parameters.items() if name not in groups]
        for group in groups.values():
            hints = get_type_hints(group, include_extras=True)
            parameters += [
                inspect.Parameter(
                    field.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=field.default,
                    annotation=hints[field.name],
                )
                for field in fields(group)
            ]

        @functools.wraps(command)
        def run(**values: object) -> None:
            for name, group in groups.items():
                values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
            command(**values)

        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
        )
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def parse_names(option: str, text: str) -> tuple[str, ...]:
    """Split `A,B,C`; a name that holds a comma may stand in double quotes."""
    names = tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []))
    if not names or not all(names):
        raise InputError(f"{option} is {text!r}; give names separated by commas, such as A,B,C.")
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise InputError(f"{option} names {repeated[0]!r} twice; give each name once.")
    return names


def parse_scale(text: str) -> tuple[int, int]:
    """Read `LOW:HIGH`, two whole numbers."""
    low, separator, high = text.partition(":")
    try:
        ends = int(low), int(high)
    except ValueError:
        ends = 0, 0
    if not separator or ends[0] >= ends[1]:
        raise InputError(f"--scale is {text!r}; give the lowest and the highest rating, such as 1:5.")
    return ends


def parse_weights(text: str, criteria: Sequence[str]) -> dict[str, float]:
    """Read `NAME=W,NAME=W`, positive numbers for names among `criteria`. Raises InputError with all faults."""
    weights: dict[str, float] = {}
    faults = []
    for part in parse_names("--weights", text):
        name, _, number = part.rpartition("=")
        name, weight = name.strip(), _number(number)
        if not name or weight is None or weight <= 0:
            faults.append(
                f"--weights has {part!r}; give a criterion and a number above 0, such as technical=2."
            )
            continue
        if name in weights:
            faults.append(f"--weights names {name!r} twice; give each criterion once.")
        weights[name] = weight
        faults += _weight_faults(name, weight, criteria)
    if faults:
        raise InputError("\n".join(faults))
    return weights


def _weight_faults(name: str, weight: float, criteria: Sequence[str]) -> Iterator[str]:
    from muster.engine.checks import check_weight

    if name not in criteria:
        yield f"There is no criterion {name!r} to weigh; there are {', '.join(criteria[:10])}."
    try:
        check_weight(name, weight)
    except InputError as error:
        yield error.sentence


def parse_numbers(option: str, text: str) -> list[float]:
    """Read `1,0.5,2`, finite numbers."""
    numbers = [_number(part) for part in text.split(",")]
    if any(number is None for number in numbers):
        raise InputError(f"{option} is {text!r}; give numbers separated by commas, such as 1,0.5,2.")
    return [number for number in numbers if number is not None]


def parse_bar(text: str) -> Bar:
    """Read `[FAMILY:]X[@DAY]`: a bar of X logits, of a job family alone, from a day on."""
    import numpy as np

    from muster.engine.hire.bar_tables import Bar

    parts = _BAR.fullmatch(text)
    family, value, day = parts.groups() if parts else (None, "", None)
    number = _number(value)
    try:
        since = None if day is None else np.datetime64(datetime.date.fromisoformat(day), "D")
    except ValueError:
        number, since = None, None
    if number is None or (family is not None and not family.strip()):
        raise InputError(
            f"--bar is {text!r}; give a number of logits, such as 1.2, and where needed a family before it and the day "
            "it holds from behind it: research:1.2@2026-01-01."
        )
    return Bar(number, since, None if family is None else family.strip())


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
