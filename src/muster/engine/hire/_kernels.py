"""Compiled loops over scorecards. Each works on a run of candidates `first`..`last`, releases the GIL and
writes only to its run's rows and to accumulators of its own, so runs may go in parallel and their sums,
added in order, do not depend on the number of threads.

Notation of `docs/methods/merit.md`: a scorecard's likelihood is approximated by the Gaussian site
exp(linear * s - precision * s^2 / 2) in its standing s = theta + u - beta; `shrink` is 1 / (1 + precision *
var_halo), which integrates the halo u out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from muster.engine.hire.quadrature import NODES

__all__ = [
    "accumulate_system",
    "add_schur_noise",
    "add_values",
    "carry_severity",
    "merit_variances",
    "schur_product",
    "unexplained_precision",
    "update_sites",
]

Floats = NDArray[np.float64]
Codes = NDArray[Any]

RESCALE_EVERY = 16  # ratings multiplied before the running product is brought back to 1
LEAST_PRECISION = 1e-9
LONG = 32  # ratings of a scorecard beyond which products may overflow: work in logarithms
WIDE = 1.3  # logits, of a standing's SD
FUSED = {"contract", "nsz"}
"""What compilers may do with sums: fuse a multiplication with an addition, and no more. Regrouped sums would depend on
where in memory the arrays lie, since loops over close arrays are compiled twice; the same input gives the same bits."""


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _fill_geometric(first: float, ratio: float, out: Floats) -> None:
    """Put first * ratio^k into `out`."""
    value = first
    for k in range(NODES):
        out[k] = value
        value *= ratio


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _inverse_likelihood(cells: Codes, alpha: Floats, floor: Floats, x: Floats, out: Floats) -> float:
    """Put prod (1 + alpha x)(floor + x) of a scorecard's ratings at each node into `out`; return the log scale.

    With x = exp(s), alpha = exp(-upper threshold) and floor = exp(lower threshold), a rating's probability
    is (1 - alpha floor) x / ((1 + alpha x)(floor + x)): one exponential a node serves all ratings.
    """
    scale = 0.0
    for k in range(NODES):
        out[k] = 1.0
    for j in range(cells.size):
        a = alpha[cells[j]]
        f = floor[cells[j]]
        for k in range(NODES):
            out[k] *= (1.0 + a * x[k]) * (f + x[k])
        if j % RESCALE_EVERY == RESCALE_EVERY - 1:
            middle = out[NODES // 2]
            scale += np.log(middle)
            for k in range(NODES):
                out[k] /= middle
    return scale


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _inverse_likelihood_general(
    cells: Codes, alpha: Floats, floor: Floats, slope: Floats, weight: Floats, s: Floats, out: Floats
) -> float:
    """The same for criteria with slopes or weights: an exponential and a logarithm a rating and node.

    Here the whole probability is in `out` and in the scale, the factor exp(s) included.
    """
    for k in range(NODES):
        out[k] = 0.0
    for j in range(cells.size):
        c = cells[j]
        for k in range(NODES):
            t = slope[c] * s[k]
            x = np.exp(t)
            out[k] += weight[c] * (np.log((1.0 + alpha[c] * x) * (floor[c] + x)) - t)
    scale = float(out[0])
    for k in range(1, NODES):
        scale = min(scale, float(out[k]))
    for k in range(NODES):
        out[k] = np.exp(out[k] - scale)
    return scale


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _add_gradient(cells: Codes, alpha: Floats, floor: Floats, x: Floats, p: Floats, gradient: Floats) -> None:
    """Add each rating's expected logistic at its upper and lower threshold to `gradient[0]`, `gradient[1]`."""
    for j in range(cells.size):
        c = cells[j]
        a = alpha[c]
        f = floor[c]
        upper = 0.0
        lower = 0.0
        for k in range(NODES):
            above = 1.0 + a * x[k]
            below = f + x[k]
            share = p[k] / (above * below)
            upper += share * below
            lower += share * above
        gradient[0, c] += upper
        gradient[1, c] += f * lower


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _add_gradient_general(
    cells: Codes, alpha: Floats, floor: Floats, slope: Floats, weight: Floats, s: Floats, p: Floats, gradient: Floats
) -> None:  # fmt: skip
    """The same with slopes and weights; `gradient[2]` takes the derivative by the slope."""
    for j in range(cells.size):
        c = cells[j]
        upper = 0.0
        lower = 0.0
        turn = 0.0
        for k in range(NODES):
            x = np.exp(slope[c] * s[k])
            above = 1.0 / (1.0 + alpha[c] * x)
            below = floor[c] / (floor[c] + x)
            upper += p[k] * above
            lower += p[k] * below
            turn += p[k] * s[k] * (above + below - 1.0)
        gradient[0, c] += weight[c] * upper
        gradient[1, c] += weight[c] * lower
        gradient[2, c] += weight[c] * turn


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _merit_variance(interviewer: Codes, pull: Floats, spare: float, covariance: Floats) -> float:
    """Return Var(theta) of a candidate.

    `pull` holds held weight / candidate precision of each scorecard, `spare` is 1 / candidate precision;
    `covariance` is that of the severities, (R, R), or (1, R) when only its diagonal is known.
    """
    total = spare
    diagonal = covariance.shape[0] == 1
    for a in range(pull.size):
        if diagonal:
            total += pull[a] * pull[a] * covariance[0, interviewer[a]]
        else:
            row = covariance[interviewer[a]]
            for b in range(pull.size):
                total += pull[a] * pull[b] * row[interviewer[b]]
    return total


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def _merit_covariance(mine: int, interviewer: Codes, pull: Floats, covariance: Floats) -> float:
    """Return Cov(theta, beta) of a candidate and interviewer `mine`; see `_merit_variance`."""
    total = 0.0
    diagonal = covariance.shape[0] == 1
    for a in range(pull.size):
        if diagonal:
            if interviewer[a] == mine:
                total += pull[a] * covariance[0, mine]
        else:
            total += pull[a] * covariance[mine, interviewer[a]]
    return total


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def update_sites(
    first: int, last: int, cards_of: Codes, interviewer: Codes, ratings_of: Codes, cell: Codes,
    alpha: Floats, floor: Floats, slope: Floats, weight: Floats, general: bool,
    nodes: Floats, node_weights: Floats, precision_merit: float, var_halo: float, severity: Floats, covariance: Floats,
    precision: Floats, linear: Floats, want_gradient: bool, gradient: Floats, totals: Floats,
) -> None:  # fmt: skip
    """Moment-match the site of every scorecard once, from the Gaussian that the present sites make.

    `nodes` and `node_weights` (1 + panels, NODES) hold the usual rule in row 0 and a fine one in the others.
    Writes `precision` and `linear` (J) in place. `totals` (6) gets: 0 the sites' log evidence; 1 the sum of
    E[u^2] and 2 of E[theta^2]; 3 and 4 the information on the log SDs of halo and merit; 5 the sum of
    squared changes, in the marginal's SDs. With `want_gradient`, `gradient` (3, cells) gets the threshold
    and slope sums of `_add_gradient`.
    """
    x, s, inverse, p = np.empty(NODES), np.empty(nodes.shape), np.empty(NODES), np.empty(nodes.shape)
    pull = np.empty(0)
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        if stop - start > pull.size:
            pull = np.empty(2 * (stop - start))
        total = precision_merit
        pushed = 0.0
        for i in range(start, stop):
            shrink = 1.0 / (1.0 + precision[i] * var_halo)
            held = precision[i] * shrink
            pull[i - start] = held
            total += held
            pushed += linear[i] * shrink + held * severity[interviewer[i]]
        merit = pushed / total
        for i in range(stop - start):
            pull[i] /= total
        mine = pull[: stop - start]
        theirs = interviewer[start:stop]
        merit_variance = _merit_variance(theirs, mine, 1.0 / total, covariance)
        totals[2] += merit * merit + merit_variance
        totals[4] += 2.0 * (1.0 - merit_variance * precision_merit) ** 2
        diagonal = covariance.shape[0] == 1
        for i in range(start, stop):
            h, b = precision[i], linear[i]
            shrink = 1.0 / (1.0 + h * var_halo)
            r = interviewer[i]
            own = covariance[0, r] if diagonal else covariance[r, r]
            spread = merit_variance + own - 2.0 * _merit_covariance(r, theirs, mine, covariance)
            standing = merit - severity[r]
            m = shrink * (standing + var_halo * b)
            v = shrink * var_halo + shrink * shrink * spread
            root = np.sqrt(v)
            cells = cell[ratings_of[i] : ratings_of[i + 1]]
            # Where little is known the nodes lie too far apart for a logistic: take the fine rule's panels.
            wide = root > WIDE
            begin, end = (1, nodes.shape[0]) if wide else (0, 1)
            in_logs = general or wide or cells.size > LONG
            power, base = 0.0, 0.0
            mass, mean, square = 0.0, 0.0, 0.0
            for panel in range(begin, end):
                z = nodes[panel]
                step = z[1] - z[0]
                for k in range(NODES):
                    s[panel, k] = m + root * z[k]
                if in_logs:
                    scale = _inverse_likelihood_general(cells, alpha, floor, slope, weight, s[panel], inverse)
                else:
                    _fill_geometric(np.exp(s[panel, 0]), np.exp(root * step), x)
                    power = float(cells.size)
                    scale = _inverse_likelihood(cells, alpha, floor, x, inverse)
                if panel == begin:
                    base = scale
                # The likelihood over the site, with d = s - m: exp(pitch d + h d^2 / 2), which over equal
                # steps is a product of ratios that grow by a constant factor.
                pitch = power - b + h * m
                reach = root * z[0]
                stride = root * step
                value = np.exp(reach * (pitch + 0.5 * h * reach) + base - scale)
                ratio = np.exp(stride * (pitch + h * (reach + 0.5 * stride)))
                growth = np.exp(h * stride * stride)
                for k in range(NODES):
                    d = root * z[k]
                    p[panel, k] = node_weights[panel, k] * value / inverse[k]
                    value *= ratio
                    ratio *= growth
                    mass += p[panel, k]
                    mean += p[panel, k] * d
                    square += p[panel, k] * d * d
            mean /= mass
            variance = square / mass - mean * mean
            totals[0] += np.log(mass) - base + m * (power - b + 0.5 * h * m)
            halo = var_halo * shrink * (b - h * standing)
            halo_variance = var_halo * shrink + (var_halo * h * shrink) ** 2 * spread
            totals[1] += halo * halo + halo_variance
            if var_halo > 0.0:
                totals[3] += 2.0 * (1.0 - halo_variance / var_halo) ** 2
            if want_gradient:
                for panel in range(begin, end):
                    for k in range(NODES):
                        p[panel, k] /= mass
                    if in_logs:
                        _add_gradient_general(
                            cells, alpha, floor, slope, weight, s[panel], p[panel], gradient
                        )
                    else:
                        _add_gradient(cells, alpha, floor, x, p[panel], gradient)
            new = max(h + 1.0 / variance - 1.0 / v, LEAST_PRECISION)
            totals[5] += ((new - h) * v) ** 2 + mean * mean / v
            precision[i] = new
            linear[i] = b + (m + mean) / variance - m / v


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def accumulate_system(
    first: int, last: int, cards_of: Codes, interviewer: Codes, precision_merit: float, var_halo: float,
    precision: Floats, linear: Floats, held: Floats, candidate_precision: Floats, candidate_linear: Floats,
    system: Floats,
) -> None:  # fmt: skip
    """Integrate halo and merit out of the sites.

    Writes `held` (J, the site precisions after the halo), `candidate_precision` and `candidate_linear` (P);
    adds to `system` (3, R): diagonal, right-hand side and summed weight of the severities' equations.
    """
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        total = precision_merit
        pushed = 0.0
        for i in range(start, stop):
            shrink = 1.0 / (1.0 + precision[i] * var_halo)
            held[i] = precision[i] * shrink
            total += held[i]
            pushed += linear[i] * shrink
        candidate_precision[candidate] = total
        candidate_linear[candidate] = pushed
        for i in range(start, stop):
            r = interviewer[i]
            shrink = 1.0 / (1.0 + precision[i] * var_halo)
            system[0, r] += held[i] - held[i] * held[i] / total
            system[1, r] += held[i] * pushed / total - linear[i] * shrink
            system[2, r] += held[i]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def schur_product(
    first: int,
    last: int,
    cards_of: Codes,
    interviewer: Codes,
    held: Floats,
    candidate_precision: Floats,
    x: Floats,
    out: Floats,
) -> None:
    """Add W' D^-1 W x to `out`: the part of the severities' equations that goes through shared candidates.

    `x`, `out` are (R, B) for B right-hand sides.
    """
    width = x.shape[1]
    sums = np.empty(width)
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        sums[:] = 0.0
        for i in range(start, stop):
            r = interviewer[i]
            for b in range(width):
                sums[b] += held[i] * x[r, b]
        for b in range(width):
            sums[b] /= candidate_precision[candidate]
        for i in range(start, stop):
            r = interviewer[i]
            for b in range(width):
                out[r, b] += held[i] * sums[b]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def carry_severity(
    first: int,
    last: int,
    cards_of: Codes,
    interviewer: Codes,
    held: Floats,
    candidate_precision: Floats,
    x: Floats,
    out: Floats,
) -> None:
    """Put W x / D into `out` (P, B): what severities `x` (R, B) add to the candidates' merit."""
    width = x.shape[1]
    for candidate in range(first, last):
        mine = out[candidate]
        mine[:] = 0.0
        for i in range(cards_of[candidate], cards_of[candidate + 1]):
            row = x[interviewer[i]]
            for b in range(width):
                mine[b] += held[i] * row[b]
        for b in range(width):
            mine[b] /= candidate_precision[candidate]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def add_schur_noise(
    first: int,
    last: int,
    cards_of: Codes,
    interviewer: Codes,
    held: Floats,
    candidate_precision: Floats,
    noise: Floats,
    out: Floats,
) -> None:
    """Add noise of covariance S, less the prior's part, to `out` (R, B).

    `noise` holds standard normals: a row for each scorecard of the run, then one for each candidate.
    """
    width = out.shape[1]
    begin = cards_of[first]
    end = cards_of[last]
    mean = np.empty(width)
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        weight = 0.0
        for i in range(start, stop):
            weight += held[i]
        root = np.sqrt(max(candidate_precision[candidate] - weight, 0.0))
        for b in range(width):
            mean[b] = root * noise[end - begin + candidate - first, b]
        for i in range(start, stop):
            for b in range(width):
                mean[b] += np.sqrt(held[i]) * noise[i - begin, b]
        for b in range(width):
            mean[b] /= candidate_precision[candidate]
        for i in range(start, stop):
            target = out[interviewer[i]]
            for b in range(width):
                target[b] += np.sqrt(held[i]) * noise[i - begin, b] - held[i] * mean[b]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def merit_variances(
    first: int,
    last: int,
    cards_of: Codes,
    interviewer: Codes,
    held: Floats,
    candidate_precision: Floats,
    covariance: Floats,
    out: Floats,
) -> None:
    """Put Var(theta) of each candidate into `out` (P); `covariance` as in `update_sites`."""
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        pull = held[start:stop] / candidate_precision[candidate]
        out[candidate] = _merit_variance(
            interviewer[start:stop], pull, 1.0 / candidate_precision[candidate], covariance
        )


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FUSED)
def unexplained_precision(
    first: int, last: int, cards_of: Codes, interviewer: Codes, var_halo: float, precision: Floats,
    merit: Floats, severity: Floats,
) -> float:  # fmt: skip
    """Return the sum of precision * (1 - response), where a unit pull on every standing moves the merits and
    severities by `merit` (P) and `severity` (R), and each standing by its response.
    """
    total = 0.0
    for candidate in range(first, last):
        for i in range(cards_of[candidate], cards_of[candidate + 1]):
            h = precision[i]
            moved = merit[candidate] - severity[interviewer[i]] + var_halo * h
            total += h * (1.0 - moved / (1.0 + h * var_halo))
    return total


@njit(cache=True, nogil=True)
def add_values(first: int, last: int, ratings_before: Codes, cell: Codes, value: Floats, out: Floats) -> None:
    """Put the sum of each candidate's ratings into `out` (P)."""
    for candidate in range(first, last):
        total = 0.0
        for j in range(ratings_before[candidate], ratings_before[candidate + 1]):
            total += value[cell[j]]
        out[candidate] = total
