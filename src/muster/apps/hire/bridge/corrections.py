"""What is still sure among many comparisons, as the engine corrects for them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["corrected_by_holm"]


def corrected_by_holm(chances: Sequence[float]) -> list[float]:
    """Return each of these p-values as it is among all of them, in their order (Holm 1979)."""
    from muster.engine.hire.multiple import correct_p_values

    return [float(one) for one in correct_p_values(chances, "holm")]
