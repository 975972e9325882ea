"""Surface displacement between two images by feature tracking.

For each point of a lattice the window around it in the first image is looked for in the second:
normalised cross-correlation over the whole search range finds the whole pixel, least-squares
matching the rest (:mod:`.matching`). A long search range is first gone through with coarser pixels.
"""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass

import numpy as np
from rasterio.enums import Resampling

from ..feedback import Feedback
from ..pipeline import in_threads
from ..pointvalues import environment
from ..raster import GridReader, RasterSource
from .imagepreparation import read_prepared
from .matching import MARGIN, best_matches, refine
from .trackingplan import Plan, Settings
from .vectorfilter import NO_CONVERGENCE, NO_DATA, NO_TEXTURE, OK, SEARCH_EDGE

#: Longest search range in pixels that is gone through without coarser pixels.
_LONG = 40
#: Side of the windows on coarser pixels, and how many times larger than the window they may be.
_COARSE_WINDOW, _WIDER = 24, 2
#: Windows that are matched together; always so many, so that the result does not depend on them.
_BATCH = 64


@dataclass
class RawField:
    """Displacements of the points, (rows, columns) each.

    Attributes:
        down, right: in pixels, NaN = none.
        correlation, snr: of the match.
        error: formal standard deviation of a component in pixels.
        reason: of :data:`.vectorfilter.REASONS`.
    """

    down: np.ndarray
    right: np.ndarray
    correlation: np.ndarray
    snr: np.ndarray
    error: np.ndarray
    reason: np.ndarray

    @classmethod
    def empty(cls, shape: tuple[int, ...]) -> RawField:
        """A field without vectors."""
        arrays = [np.full(shape, np.nan, np.float32) for _ in range(5)]
        return cls(*arrays, np.full(shape, NO_DATA, np.uint8))


def track(
    first: RasterSource,
    second: RasterSource,
    plan: Plan,
    settings: Settings,
    feedback: Feedback | None = None,
) -> RawField:
    """Measure the displacement at all points.

    Args:
        plan: of :func:`.trackingplan.make_plan`.

    Returns:
        the field as measured, neither corrected nor filtered; the same bits whatever the blocks
        and the number of threads.

    Raises:
        InputError: a raster is damaged.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    field = RawField.empty(plan.shape)
    blocks, images = _blocks(plan, settings.block), (first, second)

    def run(block: tuple[slice, slice]) -> RawField:
        # GDAL's data sets are not shared between threads.
        readers = (GridReader(one, plan.grid, resampling=Resampling.cubic) for one in images)
        with environment(), contextlib.ExitStack() as stack:
            opened = [stack.enter_context(reader) for reader in readers]
            return _track_block(*opened, plan, settings, block, feedback)

    for number, (block, part) in enumerate(in_threads(run, blocks, settings.workers, feedback)):
        for name, values in vars(part).items():
            getattr(field, name)[block] = values
        feedback.progress((number + 1) / len(blocks))
    return field


def _blocks(plan: Plan, size: int) -> list[tuple[slice, slice]]:
    """Rows and columns of points."""
    count = max(1, size // plan.step)
    rows, columns = plan.shape
    return [
        (slice(i, min(i + count, rows)), slice(j, min(j + count, columns)))
        for i in range(0, rows, count)
        for j in range(0, columns, count)
    ]


@dataclass
class _Images:
    """Both images around a block, and where they begin."""

    first: np.ndarray
    second: np.ndarray
    row: int
    column: int


def _track_block(one, two, plan: Plan, settings: Settings, block, feedback) -> RawField:
    rows, columns = plan.centres(*block)
    shape = tuple(part.stop - part.start for part in block)
    factor = _factor(plan)
    reach = plan.radius + _WIDER * plan.window // 2 + MARGIN + 4 * factor
    # On the lattice of the coarse pixels, so that these are the same in all blocks.
    top = (rows.min() - reach) // factor * factor
    left = (columns.min() - reach) // factor * factor
    height = -(-(rows.max() + reach - top) // factor) * factor
    width = -(-(columns.max() + reach - left) // factor) * factor
    window = left, top, width, height
    first = read_prepared(one, plan, settings, window)
    second = read_prepared(two, plan, settings, window)
    images = _Images(first, second, top, left)
    found = RawField.empty((rows.size,))
    centre = rows - top, columns - left
    whole = _have_data(first, *centre, plan.window + 2 * MARGIN)
    wanted = whole
    for level in (factor, 1) if factor > 1 else (1,):
        coarse = _coarser(images, level) if level > 1 else None
        wanted = np.flatnonzero(wanted)
        for start in range(0, wanted.size, _BATCH):
            feedback.check()
            chosen = wanted[start : start + _BATCH]
            # A batch is always full: the same operations for each window, the same bits.
            padded = np.resize(chosen, _BATCH)
            part = _match(images, coarse, level, centre[0][padded], centre[1][padded], plan)
            for name, values in vars(part).items():
                getattr(found, name)[chosen] = values[: chosen.size]
        # What coarse pixels lead astray (edges, borders of motion) is searched for once more.
        wanted = whole & ~(found.correlation >= settings.min_correlation)
    for name, values in vars(found).items():
        setattr(found, name, values.reshape(shape))
    return found


def _factor(plan: Plan) -> int:
    """Pixels per coarse pixel; 1 = a short search without them."""
    if plan.radius <= _LONG:
        return 1
    return max(2, _WIDER * plan.window // _COARSE_WINDOW)


def _coarser(images: _Images, factor: int) -> _Images:
    def mean(image: np.ndarray) -> np.ndarray:
        channels, height, width = image.shape
        tiles = image.reshape(channels, height // factor, factor, width // factor, factor)
        return tiles.mean(axis=(2, 4))

    return _Images(mean(images.first), mean(images.second), 0, 0)


def _have_data(image: np.ndarray, row, column, size: int) -> np.ndarray:
    """Whether all pixels of the windows around points have data, bool (n,)."""
    hole = np.isnan(image).any(axis=0)
    total = np.zeros((hole.shape[0] + 1, hole.shape[1] + 1), np.int64)
    total[1:, 1:] = hole.cumsum(axis=0).cumsum(axis=1)
    top, left = row - size // 2, column - size // 2
    bottom, right = top + size, left + size
    holes = total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
    return holes == 0


def _windows(image: np.ndarray, row, column, size: int) -> np.ndarray:
    """Windows around points, (n, c, size, size)."""
    view = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(1, 2))
    return view[:, row - size // 2, column - size // 2].transpose(1, 0, 2, 3).copy()


def _match(images: _Images, coarse, factor: int, row, column, plan: Plan) -> RawField:
    """Match a batch of windows that have data."""
    count = row.size
    found = RawField.empty((count,))
    template = _windows(images.first, row, column, plan.window)
    if coarse is None:
        guess, radius, snr = np.zeros((2, count), int), plan.radius, None
    else:
        guess, snr = _coarse_guess(coarse, factor, row, column, plan)
        radius = factor + 2
    search = _windows(images.second, row + guess[0], column + guess[1], plan.window + 2 * radius)
    peaks = best_matches(template, search)
    down, right = guess[0] + peaks.row, guess[1] + peaks.column
    snr = peaks.snr if snr is None else snr
    shifted = _windows(images.second, row + down, column + right, plan.window + 2 * MARGIN)
    whole = np.isfinite(shifted).all(axis=(1, 2, 3))
    refined = refine(
        _windows(images.first, row, column, plan.window + 2 * MARGIN),
        np.where(whole[:, None, None, None], shifted, 0),
    )
    found.down[:], found.right[:] = down + refined.row, right + refined.column
    found.correlation[:], found.snr[:] = refined.correlation, snr
    found.error[:] = np.sqrt((refined.row_error**2 + refined.column_error**2) / 2)
    found.reason[:] = np.select(
        [
            (np.ptp(template, axis=(2, 3)) == 0).all(axis=1),
            ~np.isfinite(peaks.correlation),
            peaks.at_edge | ~whole,
            ~(np.isfinite(found.down) & np.isfinite(found.error)),
        ],
        [NO_TEXTURE, NO_DATA, SEARCH_EDGE, NO_CONVERGENCE],
        OK,
    )
    for values in (found.down, found.right, found.correlation, found.snr, found.error):
        values[found.reason != OK] = np.nan
    return found


def _coarse_guess(coarse: _Images, factor: int, row, column, plan: Plan):
    """(whole-pixel displacement (2, n), signal-to-noise ratio)."""
    window = 2 * math.ceil(_WIDER * plan.window / factor / 2)
    radius = math.ceil(plan.radius / factor) + 1
    row, column = ((v + factor // 2) // factor for v in (row, column))
    template = _windows(coarse.first, row, column, window)
    template = np.where(np.isnan(template), _level(template), template)
    peaks = best_matches(template, _windows(coarse.second, row, column, window + 2 * radius))
    return np.stack((peaks.row, peaks.column)) * factor, peaks.snr


def _level(windows: np.ndarray) -> np.ndarray:
    known = np.isfinite(windows)
    total = np.where(known, windows, 0).sum(axis=(2, 3), keepdims=True)
    return total / np.maximum(known.sum(axis=(2, 3), keepdims=True), 1)
