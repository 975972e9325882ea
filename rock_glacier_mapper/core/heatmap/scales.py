"""Heatmap at several scales: the image is seen larger and smaller, and the views are averaged.

DeepLab's multi-scale inference (Chen et al. 2018, TPAMI 40, 834-848); the published rock glacier
inventories used six scales from 0.5 to 1.75. A landform that is larger or smaller than those of the
training is recognised at another scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from affine import Affine
from scipy import special

from ..errors import InputError
from ..grid import Grid
from ..model_card import LARGEST_SCALE, LEAST_SCALE
from ..translation import tr
from .engine import Pass

#: Probabilities are kept this far from 0 and 1 before their logits are averaged.
_RIM = 1e-4


def parse_scales(text: str) -> tuple[float, ...]:
    """Scales from a string such as ``0.7,1,1.4``; 1 is always among them, and comes first.

    Raises:
        InputError: something else than numbers between 0.25 and 4.
    """
    try:
        scales = {float(part) for part in text.split(",") if part.strip()}
    except ValueError:
        scales = {math.nan}
    if not all(LEAST_SCALE <= scale <= LARGEST_SCALE for scale in scales):
        raise InputError(
            tr(
                "SCALES: '{text}' is no list of numbers between {least_scale:g} and "
                "{largest_scale:g}, for example 0.7,1,1.4."
            ).format(text=text, least_scale=LEAST_SCALE, largest_scale=LARGEST_SCALE)
        )
    return (1.0, *sorted(scales - {1.0}))


def scaled_grid(grid: Grid, scale: float) -> Grid:
    """The grid of the image enlarged by ``scale``, from the same upper-left corner."""
    if scale == 1:
        return grid
    return Grid(
        grid.crs,
        grid.transform * Affine.scale(1 / scale),
        math.ceil(grid.width * scale),
        math.ceil(grid.height * scale),
    )


def region_at_scale(
    grid: Grid, region: tuple[int, int, int, int], scale: float
) -> tuple[int, int, int, int]:
    """The pixels of the scaled grid that ``region`` of the grid is interpolated from."""
    if scale == 1:
        return region
    scaled = scaled_grid(grid, scale)
    column, width = _span(region[0], region[2], scale, scaled.width)
    row, height = _span(region[1], region[3], scale, scaled.height)
    return column, row, width, height


def _span(start: int, length: int, scale: float, limit: int) -> tuple[int, int]:
    first, weights = _taps(start, length, scale)
    begin = min(max(0, int(first[0])), limit - 1)
    end = min(limit, int(first[-1]) + weights.shape[1])
    return begin, max(1, end - begin)


def _taps(start: int, length: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Linear interpolation of ``length`` pixels from ``start`` on, out of a line at ``scale``.

    A triangle as wide as a pixel of the coarser of the two, as GDAL's bilinear resampling has it.
    Positions come from absolute pixel numbers, so they do not depend on how the work was cut.

    Returns:
        first pixel of the scaled line for each pixel, and the weights of it and the following
        ones (length, taps).
    """
    reach = max(1.0, scale)
    centre = (np.arange(start, start + length) + 0.5) * scale - 0.5
    first = np.ceil(centre - reach).astype(np.int64)
    taps = first[:, None] + np.arange(int(2 * reach) + 1)
    return first, np.maximum(0, 1 - np.abs(taps - centre[:, None]) / reach)


def read_at_scale(
    seen: Pass, scale: float, region: tuple[int, int, int, int], row: int, rows: int
) -> np.ndarray:
    """Rows of a region of the grid, from a pass over the scaled grid.

    No data take no part in the interpolation; where all around is no data there is none.

    Args:
        seen: over :func:`scaled_grid`, on :func:`region_at_scale`.
        scale: of the pass.
        region: (column, row, width, height) of the unscaled grid.
        row, rows: of the region.

    Returns:
        float32 (bands, rows, region's width).
    """
    if scale == 1:
        return seen.read(row, rows)
    left, top, _, height = seen.region
    first, weights = _taps(region[1] + row, rows, scale)
    begin = min(max(top, int(first[0])), top + height - 1)
    end = max(begin + 1, min(top + height, int(first[-1]) + weights.shape[1]))
    lines = seen.read(begin - top, end - begin)
    known = np.isfinite(lines).astype(np.float32)
    lines = np.where(known > 0, lines, np.float32(0))
    across = _taps(region[0], region[2], scale)
    total = _weighted(_weighted(lines, 1, begin, first, weights), 2, left, *across)
    weight = _weighted(_weighted(known, 1, begin, first, weights), 2, left, *across)
    out = np.full(total.shape, np.nan, np.float32)
    np.divide(total, weight, out=out, where=weight > 1e-6)
    return out


def _weighted(
    values: np.ndarray, axis: int, start: int, first: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Weighted sums along an axis whose line begins at pixel ``start``; float32."""
    length = values.shape[axis]
    shape = [1] * values.ndim
    shape[axis] = len(first)
    out = None
    for tap in range(weights.shape[1]):
        index = first - start + tap
        inside = (index >= 0) & (index < length)
        weight = np.where(inside, weights[:, tap], 0).astype(np.float32).reshape(shape)
        part = np.take(values, np.clip(index, 0, length - 1), axis)
        part *= weight
        out = part if out is None else np.add(out, part, out=out)
    return out


def mean_over_scales(
    passes: Sequence[Pass],
    scales: Sequence[float],
    region: tuple[int, int, int, int],
    row: int,
    rows: int,
) -> tuple[np.ndarray, np.ndarray | None]:
    """Mean probability and its standard deviation over scales and views.

    The mean is that of the logits. Where the first scale, 1, has no data there is none; another
    scale without data does not count. A probability of exactly 0 is terrain that was not looked at:
    the first scale decides on that, and at another scale it does not count.

    Args:
        passes, scales: as many of both, 1 first.
        region: of the unscaled grid; ``row`` and ``rows`` are within it.

    Returns:
        float32 (rows, width), NaN = no data; and the deviation, None with one scale and one view.
    """
    seen = [read_at_scale(one, scale, region, row, rows) for one, scale in zip(passes, scales)]
    if len(seen) == 1:
        return seen[0][0], seen[0][1] if len(seen[0]) > 1 else None
    values = np.stack([one[0] for one in seen])
    missing, flat = np.isnan(values[0]), values[0] == 0
    known = np.isfinite(values) & (values != 0)
    count = np.maximum(known.sum(0), 1)
    logits = special.logit(np.clip(values, _RIM, 1 - _RIM))
    mean = np.where(known, logits, 0).sum(0, dtype=np.float64) / count
    mean = special.expit(mean).astype(np.float32)
    mean[missing], mean[flat] = np.nan, 0
    values = np.where(known, values, 0).astype(np.float64)
    spread = np.where(known, (values - values.sum(0) / count) ** 2, 0).sum(0)
    if len(seen[0]) > 1:
        within = np.stack([one[1] for one in seen]).astype(np.float64)
        spread += np.where(known, np.nan_to_num(within) ** 2, 0).sum(0)
    spread = np.sqrt(spread / count).astype(np.float32)
    spread[missing], spread[flat] = np.nan, 0
    return mean, spread


def mean_logit(values: np.ndarray) -> np.ndarray:
    """Mean over the first axis of the logits of probabilities; NaN where one is missing."""
    return special.logit(np.clip(values, _RIM, 1 - _RIM)).mean(0, dtype=np.float64)
