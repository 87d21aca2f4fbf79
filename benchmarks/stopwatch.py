"""Charge time to the stages of a program by wrapping functions; a moment belongs to the innermost stage."""

from __future__ import annotations

import functools
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from time import perf_counter
from typing import Any

__all__ = ["REST", "Stopwatch"]

REST = "the rest"


class Stopwatch:
    """Seconds and calls by stage. Not for functions that run in several threads at once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, list[tuple[float, tuple[Any, ...]]]] = defaultdict(list)
        self._stack = [REST]
        self._since = perf_counter()

    def _charge(self) -> None:
        now = perf_counter()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, timed under `stage`; each call's seconds and arguments are kept in `calls`."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._charge()
            self._stack.append(stage)
            begin = perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.calls[stage].append((perf_counter() - begin, arguments))
                self._charge()
                self._stack.pop()

        return timed

    @contextmanager
    def watch(self, stages: Mapping[str, tuple[str, ...]], package: str) -> Iterator[None]:
        """Time, while inside, the functions `module:name` of each stage, wherever `package` imported them."""
        originals = {
            getattr(import_module(place.partition(":")[0]), place.partition(":")[2]): stage
            for stage, places in stages.items()
            for place in places
        }
        wrapped = {function: self.wrap(stage, function) for function, stage in originals.items()}
        replaced: list[tuple[Any, str, Any]] = []
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] != package:
                continue
            for attribute, value in list(vars(module).items()):
                if callable(value) and getattr(value, "__hash__", None) and value in wrapped:
                    replaced.append((module, attribute, value))
                    setattr(module, attribute, wrapped[value])
        self._since = perf_counter()
        try:
            yield
        finally:
            self._charge()
            for module, attribute, value in replaced:
                setattr(module, attribute, value)
