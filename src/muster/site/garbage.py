"""How often Python looks for circles of objects that nothing else holds."""

from __future__ import annotations

import gc

__all__ = ["collect_seldom"]

COLLECT_AFTER = (50_000, 20, 50)


def collect_seldom() -> None:
    """Leave out of the search what is loaded now, and search seldom: most of what a page or a batch of an import makes
    is freed at once by its last reference.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
