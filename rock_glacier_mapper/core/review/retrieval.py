"""The magic wand: landforms that the threshold missed, proposed from the heatmap around a click.

The smoothed heatmap above a level that is lower than the threshold falls into regions; the one
around the click is proposed. A person chooses the level until it fits, as a level set of the
probability.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from affine import Affine
from scipy import ndimage
from shapely.geometry import Polygon

from ..errors import InputError
from ..grid import Grid
from ..objects.outlines import outlines
from ..raster import GridReader, RasterSource, grid_of
from ..translation import tr

#: Standard deviation of the smoothing, and how far it reaches, in pixels.
SIGMA, REACH = 1.0, 4

#: The first level, as a share of the highest probability near the click.
HALF_HEIGHT = 0.5

#: Lowest level, so that a region ends somewhere; heatmaps have a noise of about this height.
LOWEST = 0.02

#: Half widths of the windows that are read, in pixels, until a region fits.
_WINDOWS = (128, 256, 512, 1024)


@dataclass(frozen=True)
class Proposal:
    """A region around a click.

    Attributes:
        polygon: valid, without holes, in the CRS of the heatmap.
        level: probability at its outline.
        mean, peak: of the smoothed heatmap in it.
        cut: it reaches the border of the largest window, so that a part may be missing.
    """

    polygon: Polygon
    level: float
    mean: float
    peak: float
    cut: bool = False


class MagicWand:
    """Regions of a heatmap around one place.

    Args:
        source: probability 0 to 1, any storage type with its scale and offset.
        x, y: where to look, in the CRS of the heatmap.
        search: radius in pixels in which the highest probability is taken as the seed.

    Attributes:
        peak: probability at the seed.
        grid: of the whole heatmap.

    Raises:
        InputError: the heatmap cannot be read, or has no data near the place.
    """

    def __init__(self, source: RasterSource, x: float, y: float, search: int = 3):
        self.grid: Grid = grid_of(source)
        self._source = source
        column, row = ~self.grid.transform * (x, y)
        self._centre = math.floor(column), math.floor(row)
        inside = 0 <= self._centre[0] < self.grid.width and 0 <= self._centre[1] < self.grid.height
        if not inside:
            raise InputError(tr("The heatmap does not cover this place. Click inside it."))
        self._size = -1
        self._grow()
        self._seed, self.peak = self._highest(search)

    @property
    def first_level(self) -> float:
        """Half of the probability at the seed: the level to begin with."""
        return max(LOWEST, HALF_HEIGHT * self.peak)

    def region(self, level: float) -> Proposal | None:
        """The region above a level that contains the seed; None when the seed lies below it.

        Args:
            level: probability; at least :data:`LOWEST`.
        """
        level = max(float(level), LOWEST)
        if level > self.peak:
            return None
        while True:
            mask, cut = self._mask(level)
            if not cut or not self._grow():
                break
        mask = ndimage.binary_fill_holes(mask)
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        inside = mask[box]
        transform = self._transform * Affine.translation(columns[0], rows[0])
        targets = np.array([0, inside.sum()])
        polygon = outlines(inside.astype(np.int32), targets, transform)[1]
        values = self._values[box][inside]
        values = values[~np.isnan(values)]
        return Proposal(polygon, level, float(values.mean()), float(values.max()), cut)

    def _highest(self, search: int) -> tuple[tuple[int, int], float]:
        """Row and column (of the whole raster) and value of the highest pixel near the click."""
        column, row = self._centre
        top, left = row - self._origin[1], column - self._origin[0]
        rows, columns = np.ogrid[: self._values.shape[0], : self._values.shape[1]]
        near = (rows - top) ** 2 + (columns - left) ** 2 <= search**2
        values = np.where(near & ~np.isnan(self._values), self._values, -1)
        place = np.unravel_index(np.argmax(values), values.shape)
        if values[place] < 0:
            raise InputError(tr("The heatmap has no data here. Click elsewhere."))
        seed = int(place[0]) + self._origin[1], int(place[1]) + self._origin[0]
        return seed, float(values[place])

    def _mask(self, level: float) -> tuple[np.ndarray, bool]:
        """The region in the window, and whether it goes on beyond the window."""
        with np.errstate(invalid="ignore"):
            above = self._values >= level
        labels, _ = ndimage.label(above)
        row, column = self._seed[0] - self._origin[1], self._seed[1] - self._origin[0]
        mask = labels == labels[row, column]
        height, width = mask.shape
        left, top = self._origin
        cut = (
            (left > 0 and mask[:, 0].any())
            or (top > 0 and mask[0].any())
            or (left + width < self.grid.width and mask[:, -1].any())
            or (top + height < self.grid.height and mask[-1].any())
        )
        return mask, bool(cut)

    def _grow(self) -> bool:
        """Read a larger window; False when there is none."""
        if self._size + 1 >= len(_WINDOWS):
            return False
        self._size += 1
        half = _WINDOWS[self._size]
        column, row = self._centre
        left, top = max(0, column - half), max(0, row - half)
        right = min(self.grid.width, column + half + 1)
        bottom = min(self.grid.height, row + half + 1)
        with GridReader(self._source, self.grid, unscale=True) as reader:
            raw = reader.read(
                left - REACH, top - REACH, right - left + 2 * REACH, bottom - top + 2 * REACH
            )[0]
        self._values = smoothed(raw)[REACH:-REACH, REACH:-REACH]
        self._origin = left, top
        self._transform = self.grid.transform * Affine.translation(left, top)
        return True


def smoothed(values: np.ndarray) -> np.ndarray:
    """Gaussian mean (σ = 1 pixel) of the pixels with data; NaN stays NaN.

    A pixel depends on those up to 4 pixels away alone, so that the result does not change with
    the window.
    """
    known = ~np.isnan(values)
    weights = _gaussian(known.astype(np.float64))
    sums = _gaussian(np.where(known, values, 0.0).astype(np.float64))
    result = np.full(values.shape, np.nan)
    np.divide(sums, weights, out=result, where=known)
    return result


def _gaussian(values: np.ndarray) -> np.ndarray:
    return ndimage.gaussian_filter(values, SIGMA, mode="constant", truncate=REACH / SIGMA)
