"""Confidence intervals from a bootstrap over blocks of land.

Neighbouring landforms are alike, and what the mapper or the network gets wrong in one valley it
gets wrong in the next, so that single landforms are no independent draws. Whole blocks are drawn
instead (Lahiri 2003, *Resampling methods for dependent data*; Künsch 1989, Annals of Statistics
17:1217-1241, for the idea).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr

#: Draws that are computed at once, which bounds the memory.
_CHUNK = 64


def blocks_of(x: np.ndarray, y: np.ndarray, size: float) -> tuple[np.ndarray, int]:
    """Squares of a grid from the origin of the CRS in which points lie.

    Args:
        x, y: (n,) coordinates; size: side of the squares, in the same unit.

    Returns:
        int (n,) number of each point's block, by row and column of the grid, and how many blocks
        hold a point.

    Raises:
        InputError: the size is not above 0.
    """
    if not size > 0 or not np.isfinite(size):
        raise InputError(tr("The block size must be above 0, not {size}.").format(size=size))
    cells = np.column_stack((np.floor(np.asarray(y) / size), np.floor(np.asarray(x) / size)))
    if not len(cells):
        return np.zeros(0, int), 0
    known, block = np.unique(cells, axis=0, return_inverse=True)
    return block.reshape(-1), len(known)


def block_intervals(
    sums: np.ndarray,
    figures: Callable[[np.ndarray], np.ndarray],
    draws: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
    feedback: Feedback | None = None,
) -> np.ndarray:
    """Percentile intervals of figures that are computed from sums over blocks.

    Args:
        sums: float (blocks, quantities), what each block adds to each quantity.
        figures: from totals (draws, quantities) to figures (draws, m); NaN where undefined.
        draws: how often as many blocks as there are are drawn, with replacement.
        confidence: of the intervals, above 0 and below 1.

    Returns:
        float (m, 2), lower and upper ends; NaN with fewer than two blocks, and where fewer than
        half the draws define the figure.

    Raises:
        InputError: draws or confidence out of range.
        Cancelled: the user stopped.
    """
    if draws < 1 or not 0 < confidence < 1:
        raise InputError(
            tr(
                "The bootstrap needs at least one draw and a confidence between 0 and 1, not "
                "{draws} and {confidence}."
            ).format(draws=draws, confidence=confidence)
        )
    sums = np.asarray(sums, float)
    count = len(sums)
    width = figures(np.zeros((1, sums.shape[1]))).shape[1]
    if count < 2:
        return np.full((width, 2), np.nan)
    rng = np.random.default_rng(seed)
    shares = np.full(count, 1 / count)
    values = []
    for start in range(0, draws, _CHUNK):
        if feedback is not None:
            feedback.check()
        times = rng.multinomial(count, shares, min(_CHUNK, draws - start))
        values.append(figures(times @ sums))
    drawn = np.concatenate(values)
    half = (1 - confidence) / 2
    return np.array([_ends(column, (half, 1 - half)) for column in drawn.T])


def _ends(values: np.ndarray, at: Sequence[float]) -> np.ndarray:
    defined = values[np.isfinite(values)]
    return np.quantile(defined, at) if 2 * len(defined) >= len(values) else np.full(2, np.nan)
