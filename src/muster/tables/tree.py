"""A YAML or JSON file as a tree of values that know their row.

YAML is read by the rules of version 1.2, so that `no` is a text, `010` is ten and `2026-03-01` stays as it is written.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from muster.tables.problems import Problems, shown
from muster.tables.text import check_encoding, check_start

__all__ = ["ENDINGS", "LARGEST", "Tree", "read_tree"]

ENDINGS = (".yaml", ".yml", ".json")
LARGEST = 1 << 20
"""Bytes of a file; a package has a thousand."""

DEEPEST = 20
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), math.inf),
    "-.inf": -math.inf,
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}


@dataclass(frozen=True)
class Tree:
    """A value and the row it stands in (None in JSON): a text, number, truth or None, or a dict or list of trees."""

    value: Any
    row: int | None = None


class _FileError(Exception):
    """What is wrong with a file as a whole."""

    def __init__(self, code: str, sentence: str, row: int | None = None) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.row = code, sentence, row


def read_tree(path: Path, file: str, problems: Problems) -> Tree | None:
    """Return what a file holds. What is wrong goes into `problems`, and then there is None."""
    if path.suffix.lower() not in ENDINGS:
        problems.add("ending", f"the ending says how to read it; use {', '.join(ENDINGS)}", file=file)
        return None
    try:
        if path.stat().st_size > LARGEST:
            problems.add("too-large", f"the file has more than {LARGEST:,} bytes; shorten it", file=file)
            return None
        if not check_start(path, file, problems) or not check_encoding(path, file, problems):
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.add("unreadable", f"the file cannot be read ({error.strerror})", file=file)
        return None
    try:
        return _from_json(text) if path.suffix.lower() == ".json" else _from_yaml(text)
    except _FileError as error:
        problems.add(error.code, error.sentence, file=file, row=error.row)
    except RecursionError:
        problems.add("too-deep", f"the file is nested more than {DEEPEST} deep; flatten it", file=file)
    return None


def _from_json(text: str) -> Tree:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise _FileError("twice", f"the key {shown(twice)} is there twice; keep one of them")
        return dict(items)

    try:
        return _wrapped(json.loads(text, object_pairs_hook=pairs), 0)
    except json.JSONDecodeError as error:
        raise _FileError("json", f"this is no JSON ({error.msg}); correct it", error.lineno) from error
    except ValueError as error:
        raise _FileError("json", f"this is no JSON ({shown(error, 80)}); correct it") from error


def _wrapped(value: Any, depth: int) -> Tree:
    _check_depth(depth, None)
    if isinstance(value, dict):
        return Tree({name: _wrapped(each, depth + 1) for name, each in value.items()})
    if isinstance(value, list):
        return Tree([_wrapped(each, depth + 1) for each in value])
    return Tree(value)


def _from_yaml(text: str) -> Tree:
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise _FileError(
                    "alias", "an alias stands here; write its content out", _row(event.start_mark)
                )
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        row = _row(error.problem_mark or error.context_mark)
        raise _FileError(
            "yaml", f"this is no YAML ({error.problem or error.context}); correct it", row
        ) from error
    except yaml.YAMLError as error:
        raise _FileError("yaml", f"this is no YAML ({shown(error, 80)}); correct it") from error
    if node is None:
        raise _FileError("empty", "the file is empty; fill it in")
    return _from_node(node, 0)


def _from_node(node: yaml.Node, depth: int) -> Tree:
    row = _row(node.start_mark)
    _check_depth(depth, row)
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
        raise _FileError("tag", f"the tag {shown(node.tag)} is not known; remove it", row)
    if isinstance(node, yaml.MappingNode):
        return Tree(dict(_pairs(node, depth)), row)
    if isinstance(node, yaml.SequenceNode):
        return Tree([_from_node(each, depth + 1) for each in node.value], row)
    quoted = isinstance(node, yaml.ScalarNode) and node.style is not None
    return Tree(node.value if quoted else _plain(node.value), row)


def _row(mark: Any) -> int | None:
    """Return the row of a place that the parser tells."""
    return None if mark is None else int(mark.line) + 1


def _pairs(node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Tree]]:
    met: set[str] = set()
    for key, value in node.value:
        row = _row(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise _FileError("yaml", "a key must be a word", row)
        if key.value in met:
            raise _FileError("twice", f"the key {shown(key.value)} is there twice; keep one of them", row)
        met.add(key.value)
        tree = _from_node(value, depth + 1)
        yield key.value, Tree(tree.value, row)


def _plain(text: str) -> Any:
    """Return what a text without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text.replace("_", "")) if len(text) <= 400 else math.inf
    return float(text.replace("_", "")) if _NUMBER.fullmatch(text) else text


def _check_depth(depth: int, row: int | None) -> None:
    if depth > DEEPEST:
        raise _FileError("too-deep", f"the file is nested more than {DEEPEST} deep; flatten it", row)
