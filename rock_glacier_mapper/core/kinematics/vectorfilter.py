"""Which vectors of a displacement field can be believed."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

#: Why a vector counts or not: number in arrays, word in tables.
REASONS = (
    "ok",
    "no_data",
    "no_texture",
    "search_edge",
    "no_convergence",
    "low_correlation",
    "low_snr",
    "too_fast",
    "inconsistent",
    "isolated",
)
OK, NO_DATA, NO_TEXTURE, SEARCH_EDGE, NO_CONVERGENCE = range(5)
LOW_CORRELATION, LOW_SNR, TOO_FAST, INCONSISTENT, ISOLATED = range(5, 10)
#: Tolerance of the median test in pixels (Westerweel and Scarano 2005).
TOLERANCE = 0.1
#: Half width of the neighbourhood in steps of the lattice; fewest neighbours in it.
_REACH, _FEWEST = 2, 5
_ROUNDS = 2
#: Area of the smallest group of vectors, in windows.
_SMALL_GROUP = 2.0
#: Rows of the lattice that are looked at together.
_STRIP = 128


def reject_inconsistent(
    down: np.ndarray, right: np.ndarray, reason: np.ndarray, threshold: float
) -> None:
    """Mark vectors that disagree with their neighbours, by the normalised median test.

    Westerweel and Scarano (2005), *Universal outlier detection for PIV data*, Exp. Fluids 39: the
    distance of a vector from the median of its neighbours, over the median of the neighbours' own
    distances plus a tolerance of 0.1 pixels. Here with 5 x 5 neighbours, as windows overlap, and a
    second time without what was found. Vectors with fewer than five neighbours that count are
    marked as isolated.

    Args:
        down, right: displacement in pixels, (rows, columns).
        reason: of :data:`REASONS`, changed in place.
        threshold: largest normalised distance of a component (2 to 3).
    """
    for _ in range(_ROUNDS):
        good = reason == OK
        found = []
        for start in range(0, len(reason), _STRIP):
            rows = slice(start, min(start + _STRIP, len(reason)))
            found.append(_test(down, right, good, rows, threshold))
        outlying, lonely = (np.concatenate(part) for part in zip(*found))
        reason[good & outlying] = INCONSISTENT
        reason[good & lonely] = ISOLATED


def reject_small_groups(
    down: np.ndarray, right: np.ndarray, reason: np.ndarray, step: int, window: int
) -> None:
    """Mark groups of vectors that agree with each other only over less than two windows' area.

    Overlapping windows share what they mistake, so that false matches come in patches that the
    median test takes for motion. Vectors beside each other belong to one group when they differ
    by less than half the distance between them: the ground would tear otherwise.

    Args:
        down, right, reason: see :func:`reject_inconsistent`.
        step, window: of the lattice and side of the windows in pixels.
    """
    good = reason == OK
    number = np.arange(reason.size).reshape(reason.shape)
    edges = []
    for one, two in (
        ((slice(None, -1), slice(None)), (slice(1, None), slice(None))),
        ((slice(None), slice(None, -1)), (slice(None), slice(1, None))),
    ):
        apart = np.hypot(down[one] - down[two], right[one] - right[two])
        joined = good[one] & good[two] & (apart < max(0.5 * step, 1.0))
        edges.append(np.stack((number[one][joined], number[two][joined])))
    start, end = np.concatenate(edges, axis=1)
    graph = sparse.coo_array((np.ones(start.size, bool), (start, end)), shape=(reason.size,) * 2)
    _, group = csgraph.connected_components(graph, directed=False)
    size = np.bincount(group)[group].reshape(reason.shape)
    reason[good & (size < _SMALL_GROUP * (window / step) ** 2)] = ISOLATED


def _test(down, right, good, rows: slice, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """(inconsistent, isolated) of some rows."""
    outlying = np.zeros((rows.stop - rows.start, good.shape[1]), bool)
    lonely = outlying
    for values in (down, right):
        around = _neighbours(np.where(good, values, np.nan), rows)
        count = np.isfinite(around).sum(axis=0)
        lonely = count < _FEWEST
        around[:, lonely] = 0
        middle = np.nanmedian(around, axis=0)
        spread = np.nanmedian(np.abs(around - middle), axis=0)
        distance = np.abs(np.where(good[rows], values[rows], 0) - middle) / (spread + TOLERANCE)
        outlying |= (distance > threshold) & ~lonely
    return outlying, lonely


def _neighbours(values: np.ndarray, rows: slice) -> np.ndarray:
    """The 24 neighbours of each point of some rows, (24, rows, columns), NaN = none."""
    first, last = max(0, rows.start - _REACH), min(len(values), rows.stop + _REACH)
    above, below = first - (rows.start - _REACH), rows.stop + _REACH - last
    part = np.pad(values[first:last], ((above, below), (_REACH, _REACH)), constant_values=np.nan)
    size = 2 * _REACH + 1
    count, width = rows.stop - rows.start, values.shape[1]
    return np.stack(
        [
            part[i : i + count, j : j + width]
            for i in range(size)
            for j in range(size)
            if (i, j) != (_REACH, _REACH)
        ]
    )
