"""What a package is worth, in words, tables and pictures of the active language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import get_language

from muster.apps.core.pictures import themed
from muster.apps.pay.bridge.packages import package_of
from muster.engine.errors import MusterError
from muster.engine.pay.comparing import compare_packages
from muster.engine.pay.package import value_package

if TYPE_CHECKING:
    from muster.reports.pay_report import PackageFacts

__all__ = ["content_odds", "content_worth"]

PATHS = 4_000  # enough for a fan on a screen; `muster pay value` draws more
KEPT = 128


def content_worth(content: dict[str, Any], *, outside: float | None = None) -> PackageFacts:
    """Return all there is to say of a sound package, with its pictures. `outside` is what an offer from elsewhere is
    worth, in the package's currency. Raises DataError for a package that is not sound.
    """
    told = json.dumps(content, sort_keys=True)
    return _worth(told, outside, get_language() or "en", timezone.localdate().isoformat())


@lru_cache(maxsize=KEPT)  # whoever signs looks at what others have looked at
def _worth(told: str, outside: float | None, language: str, day: str) -> PackageFacts:
    # Altair takes half a second to import, which other pages need not wait for.
    from muster.reports.language import language_of, writing_in
    from muster.reports.pay_report import package_facts

    found = value_package(package_of(json.loads(told)), paths=PATHS, outside=outside)
    with writing_in(language_of(language, translation)):
        facts = package_facts(found, generated=date.fromisoformat(day))
    return replace(facts, sections=tuple(replace(one, svg=themed(one.svg)) for one in facts.sections))


def content_odds(contents: Sequence[dict[str, Any]]) -> list[tuple[int, float]]:
    """Return the chance that the second of two packages is worth more than the first after 1, 2 and 4 years; nothing
    where they cannot be compared, as in two currencies.
    """
    packages = [replace(package_of(one), name=str(at), company="") for at, one in enumerate(contents)]
    if len({one.currency for one in packages}) > 1:
        return []
    try:
        odds = compare_packages(packages, paths=PATHS).odds
    except MusterError:
        return []
    rows = zip(*odds.to_frame().values(), strict=True)
    return [(int(year), float(chance)) for first, _second, year, chance in rows if first == "1"]
