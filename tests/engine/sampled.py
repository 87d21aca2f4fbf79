"""The exact posterior of a small season by Hamiltonian Monte Carlo (Neal 2011): slow, and right in the limit.

Everything unknown is sampled: log SDs, thresholds (the lowest, then logs of the gaps) and standard normals for
merit, severity and halo. With the default prior; every category of the season is one that occurs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free
from muster.engine.hire.prior import DEFAULT_PRIOR

Floats = NDArray[np.float64]

FREE = Free(halo=True, slopes=0)
STEPS = (8, 25)  # of a trajectory, drawn anew for each
WANTED = 0.8  # acceptance
ALWAYS = 50.0  # logits: a threshold that no standing reaches


@dataclass(frozen=True)
class Season:
    """The log posterior of a season's unknowns, with its gradient."""

    layout: Layout

    @property
    def sizes(self) -> tuple[int, int, int, int, int]:
        """Return the numbers of SDs, thresholds, merits, severities and halos."""
        layout = self.layout
        return 3, int((~layout.cells.top).sum()), layout.candidates, layout.interviewers, layout.scorecards

    def split(self, x: Floats) -> list[Floats]:
        """Return the vector's parts, in the order of `sizes`."""
        return np.split(x, np.cumsum(self.sizes)[:-1])

    def thresholds(self, raw: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the thresholds of a vector's part, and which of its entries are the lowest of a criterion."""
        criterion = self.layout.cells.criterion[~self.layout.cells.top]
        lowest = np.concatenate([[True], criterion[1:] != criterion[:-1]])
        steps = np.where(lowest, raw, np.exp(raw))
        total = np.cumsum(steps)
        return total - (total - steps)[lowest][np.cumsum(lowest) - 1], lowest

    def log_density(self, x: Floats) -> tuple[float, Floats]:
        """Return the log posterior density and its gradient."""
        layout = self.layout
        cells, cell = layout.cells, layout.cell
        log_sds, raw, *normals = self.split(x)
        sds = np.exp(log_sds)
        thresholds, lowest = self.thresholds(raw)
        card = np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of))
        turned = [normals[0][layout.candidate], -normals[1][layout.interviewer], normals[2]]
        standing = sds[0] * turned[0] + sds[1] * turned[1] + sds[2] * turned[2]
        over, under = np.full(cells.top.size, ALWAYS), np.full(cells.top.size, -ALWAYS)
        over[~cells.top] = thresholds
        under[1:][~cells.top[:-1]] = thresholds
        above, below = expit(over[cell] - standing[card]), expit(under[cell] - standing[card])
        chance = np.maximum(above - below, 1e-300)
        up, down = above * (1 - above) / chance, below * (1 - below) / chance
        push = np.bincount(card, down - up, layout.scorecards)
        ups = np.bincount(cell, up, cells.top.size)[~cells.top]
        downs = np.bincount(cell, down, cells.top.size)[1:][~cells.top[:-1]]

        vector = np.concatenate([log_sds, thresholds])
        prior = DEFAULT_PRIOR.gradient(vector, FREE)
        by_threshold = ups - downs + prior[3:]
        # A raw entry moves its own threshold and all above it.
        sums = np.cumsum(by_threshold[::-1])[::-1]
        last = np.concatenate([np.flatnonzero(lowest)[1:], [lowest.size]])[np.cumsum(lowest) - 1]
        moved = sums - np.append(sums, 0.0)[last]
        gradient = [
            np.array([sd * (push @ way) for sd, way in zip(sds, turned, strict=True)]) + prior[:3],
            np.where(lowest, moved, moved * np.exp(raw) + 1),
            sds[0] * np.bincount(layout.candidate, push, layout.candidates) - normals[0],
            -sds[1] * np.bincount(layout.interviewer, push, layout.interviewers) - normals[1],
            sds[2] * push - normals[2],
        ]
        density = np.log(chance).sum() + DEFAULT_PRIOR.log_density(vector, FREE) + raw[~lowest].sum()
        return float(density - sum(part @ part for part in normals) / 2), np.concatenate(gradient)


def sample_posterior(layout: Layout, *, draws: int, warm: int, seed: int) -> tuple[Floats, Floats]:
    """Return draws of the log SDs, (draws, 3), and of merit, (draws, P)."""
    season, rng = Season(layout), np.random.default_rng(seed)
    sizes = season.sizes
    cells = layout.cells
    shares = [
        np.cumsum(cells.count[first:last])[:-1] / cells.count[first:last].sum()
        for first, last in zip(cells.bounds[:-1], cells.bounds[1:], strict=True)
    ]
    logits = [np.log(share / (1 - share)) for share in shares]
    raw = np.concatenate([np.append(each[:1], np.log(np.diff(each))) for each in logits])
    x = np.concatenate([np.log(DEFAULT_PRIOR.medians), raw, np.zeros(sum(sizes[2:]))])
    density, gradient = season.log_density(x)
    step, scale = 0.05, np.ones(x.size)
    kept: list[Floats] = []
    for number in range(-warm, draws):
        momentum = rng.standard_normal(x.size) / scale
        energy = density - ((momentum * scale) ** 2).sum() / 2
        there, there_density, there_gradient = x, density, gradient
        length = step * rng.uniform(0.8, 1.2)
        with np.errstate(all="ignore"):  # a step that is too long leads nowhere, and is refused
            for _ in range(rng.integers(*STEPS)):
                momentum = momentum + length / 2 * there_gradient
                there = there + length * scale**2 * momentum
                there_density, there_gradient = season.log_density(there)
                momentum = momentum + length / 2 * there_gradient
            gain = there_density - ((momentum * scale) ** 2).sum() / 2 - energy
        chance = float(np.exp(min(0.0, gain))) if np.isfinite(gain) else 0.0
        if rng.random() < chance:
            x, density, gradient = there, there_density, there_gradient
        if number < 0:
            step *= np.exp(0.05 * (chance - WANTED))
            if number == -warm // 2:
                scale = np.std(kept[len(kept) // 2 :], axis=0)
        kept.append(x)
    found = np.array(kept[warm:])
    log_sds, _, merit, *_ = np.split(found, np.cumsum(sizes)[:-1], axis=1)
    return log_sds, np.exp(log_sds[:, :1]) * merit
