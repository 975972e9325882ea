"""Terrain that cannot hold a rock glacier: its windows are skipped, and its pixels get 0.

Creep needs a slope: about 90 % of the 44 273 rock glaciers of the Tibetan Plateau have a mean slope
of 10 to 25 degrees (Sun et al. 2024, ESSD 16, TPRoGI, section 5.2), and they lie at the foot of
what feeds them. The default asks for much less, and only somewhere in a wide surrounding, so that
plains, lakes and the floors of large valleys are left out and nothing else.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..channels import ChannelStack
from ..grid import Grid

#: Side of the blocks for which it is decided, in pixels from the grid's upper-left corner.
BLOCK = 64
#: Every so many pixels of a block are looked at; divides its side.
_STEP = 4
#: Share of a block that must be steep: its 90th percentile decides.
_STEEP_SHARE = 0.1
#: What is known of a block.
_SEEN, _STEEP, _LEVEL = 1, 2, 4


@dataclass(frozen=True)
class TerrainRule:
    """Where a rock glacier can be, decided for blocks of 64 x 64 pixels of the grid.

    A block is implausible when it and its eight neighbours are flat: the 90th percentile of the
    slope is below ``min_slope`` in each of them. It also is when all its elevations lie outside the
    given range. Where elevations are missing a block counts as plausible. The slope is that over
    four pixels, from every fourth one.

    Attributes:
        min_slope: degrees; None asks for no slope.
        min_elevation, max_elevation: metres; None sets no limit.
    """

    min_slope: float | None = 5.0
    min_elevation: float | None = None
    max_elevation: float | None = None

    def applies_to(self, stack: ChannelStack) -> bool:
        """Whether the inputs tell what the rule asks for: by a DEM, or a band with the slope."""
        if stack.has_elevation:
            return (self.min_slope, self.min_elevation, self.max_elevation) != (None, None, None)
        return self.min_slope is not None and "slope" in stack.band_roles

    @contextlib.contextmanager
    def on(self, stack: ChannelStack) -> Iterator[PlausibleTerrain]:
        """The rule on the grid of a stack that it applies to."""
        if stack.has_elevation:
            yield PlausibleTerrain(self, stack.grid, stack.elevation)
            return
        with stack.open_band("slope") as reader:
            yield PlausibleTerrain(self, stack.grid, lambda *at: reader.read(*at)[0], slope=True)


class PlausibleTerrain:
    """The plausible pixels of a grid. Blocks are looked at when they are first asked for.

    Args:
        rule: what is plausible.
        grid: that is to be judged.
        read: gives elevation (m) or slope (degrees) of a window (column, row, width, height).
        slope: whether it gives slopes.
    """

    def __init__(
        self,
        rule: TerrainRule,
        grid: Grid,
        read: Callable[[int, int, int, int], np.ndarray],
        slope: bool = False,
    ):
        self._rule, self._read, self._slope = rule, read, slope
        self._height, self._width = grid.shape
        unit = grid.unit_in_metres
        self._step = _STEP * grid.pixel_width * unit, _STEP * grid.pixel_height * unit
        self._blocks = np.zeros([-(-n // BLOCK) for n in grid.shape], np.uint8)

    def plausible(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """Bool (height, width) of a window inside the grid; does not depend on the window."""
        first_row, first_column = row // BLOCK, column // BLOCK
        rows = range(first_row, -(-(row + height) // BLOCK))
        columns = range(first_column, -(-(column + width) // BLOCK))
        near_rows = slice(max(0, rows.start - 1), rows.stop + 1)
        near_columns = slice(max(0, columns.start - 1), columns.stop + 1)
        self._look(near_rows, near_columns)
        seen = self._blocks[near_rows, near_columns]
        near = ndimage.maximum_filter(seen & _STEEP, 3, mode="constant") > 0
        near &= (seen & _LEVEL) > 0
        near = near[rows.start - near_rows.start :, columns.start - near_columns.start :]
        near = near[: len(rows), : len(columns)]
        if near.all():
            return np.ones((height, width), bool)
        near = near[(np.arange(row, row + height) // BLOCK) - first_row]
        return near[:, (np.arange(column, column + width) // BLOCK) - first_column]

    def _look(self, rows: slice, columns: slice) -> None:
        """Judge the blocks of a rectangle that have not been judged."""
        blocks = self._blocks[rows, columns]
        for number, line in enumerate(blocks, start=rows.start):
            unseen = np.flatnonzero(line == 0)
            if unseen.size:
                first, last = columns.start + unseen[0], columns.start + unseen[-1] + 1
                self._blocks[number, first:last] = self._judge(number, first, last)

    def _judge(self, row: int, first: int, last: int) -> np.ndarray:
        """What is to know of the blocks ``first`` to ``last - 1`` of a row of blocks."""
        left, top = first * BLOCK, row * BLOCK
        width = min(last * BLOCK, self._width) - left
        height = min(top + BLOCK, self._height) - top
        values = self._read(left, top, width, height)[::_STEP, ::_STEP]
        count, side = last - first, BLOCK // _STEP
        # Samples beyond the grid are NaN here; those that are missing within it are noted before.
        samples = np.full((side, count * side), np.nan, np.float32)
        samples[: values.shape[0], : values.shape[1]] = values
        missing = np.zeros((side, count * side), bool)
        missing[: values.shape[0], : values.shape[1]] = np.isnan(values)
        samples, missing = (v.reshape(side, count, side).swapaxes(0, 1) for v in (samples, missing))
        missing = missing.any(axis=(1, 2))
        steep, level = missing | self._steep(samples), missing | self._level(samples)
        return (_SEEN + _STEEP * steep + _LEVEL * level).astype(np.uint8)

    def _steep(self, samples: np.ndarray) -> np.ndarray:
        """Whether a tenth of each block (blocks, rows, columns) is steep enough."""
        if self._rule.min_slope is None:
            return np.ones(len(samples), bool)
        if self._slope:
            steepness, least = samples, self._rule.min_slope
        else:
            # The plane through the corners of a cell, by least squares.
            across = np.diff(samples, axis=2) / self._step[0]
            down = np.diff(samples, axis=1) / self._step[1]
            steepness = (across[:, 1:] + across[:, :-1]) ** 2
            steepness += (down[:, :, 1:] + down[:, :, :-1]) ** 2
            least = (2 * math.tan(math.radians(self._rule.min_slope))) ** 2
        enough = (steepness >= least).sum(axis=(1, 2))
        return enough > _STEEP_SHARE * np.isfinite(steepness).sum(axis=(1, 2))

    def _level(self, samples: np.ndarray) -> np.ndarray:
        """Whether each block (blocks, rows, columns) has a part at a plausible elevation."""
        low, high = self._rule.min_elevation, self._rule.max_elevation
        if self._slope or (low is None and high is None):
            return np.ones(len(samples), bool)
        fits = samples >= (-math.inf if low is None else low)
        fits &= samples <= (math.inf if high is None else high)
        return fits.any(axis=(1, 2))
