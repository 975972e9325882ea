"""Horizon angles: how high the terrain stands in a direction.

All cells of a DEM look along parallel lines. A line goes by a rational number of columns per row
or rows per column, so that its samples, one a row or column, fall between two cells at few
different ratios; the DEM is interpolated once for each ratio, and a step along the line is a shift
of that array. Every cell thus sees from its own elevation the linearly interpolated terrain in
exactly this direction, and what it sees does not depend on the window that is computed.

Near terrain is looked at in every column (or row). From :data:`FINENESS` steps on the spacing
grows with the distance and stays under 1/:data:`FINENESS` of it, which bounds the error where a
crest falls between two samples to tan(slope) / (2 FINENESS), 0.13° for a slope of 30°, and makes
the work per direction grow with the logarithm of the search radius.

The Earth's curvature lowers distant terrain by d² / 2R. Terrain without data hides nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..grid import Grid
from .blocks import Block, Ground

EARTH_RADIUS = 6371e3
#: Steps from which on the spacing of the samples grows.
FINENESS = 128
#: Largest number of ratios at which a line's samples fall between two cells.
_RATIOS = 8
#: Stands for no data in what is looked at: deeper than any terrain.
ABYSS = np.float32(-1e6)


@dataclass(frozen=True)
class Direction:
    """A direction on the grid.

    Attributes:
        along_columns: whether a step leads to the next column, else to the next row.
        sign: +1 for rising column or row numbers.
        drift: rows per column that is stepped, or columns per row.
    """

    along_columns: bool
    sign: int
    drift: Fraction

    @property
    def step(self) -> tuple[float, float]:
        """(columns, rows) of a step."""
        if self.along_columns:
            return float(self.sign), float(self.drift)
        return float(self.drift), float(self.sign)

    def azimuth(self, grid: Grid, ground: Ground) -> float:
        """Clockwise from true north, in radians, 0 to 2 pi."""
        east, north = ground.vector(grid, *self.step)
        return math.atan2(east, north) % (2 * math.pi)

    def step_length(self, grid: Grid, ground: Ground) -> float:
        """Length of a step in metres."""
        return math.hypot(*ground.vector(grid, *self.step))


def directions(count: int, grid: Grid, ground: Ground) -> list[Direction]:
    """About ``count`` directions evenly around the horizon, clockwise from true north.

    They deviate from even spacing by what the rational drift asks for, half a degree on square
    cells; their true azimuths are :meth:`Direction.azimuth`.

    Args:
        ground: in the middle of the grid; other places have other azimuths.
    """
    to_grid = np.linalg.inv(ground.jacobian)
    finest = max(_RATIOS, count // 6)
    found = {}
    for number in range(count):
        angle = 2 * math.pi * number / count
        x, y = to_grid @ (math.sin(angle), math.cos(angle))
        columns, rows = x / grid.pixel_width, -y / grid.pixel_height
        along_columns = abs(columns) > abs(rows)
        major, minor = (columns, rows) if along_columns else (rows, columns)
        drift = Fraction(minor / abs(major)).limit_denominator(finest)
        sign = 1 if major > 0 else -1
        if abs(drift) == 1 and along_columns:  # the diagonal, which has two names
            along_columns, sign, drift = False, int(drift), Fraction(sign)
        direction = Direction(along_columns, sign, drift)
        found.setdefault(direction.azimuth(grid, ground), direction)
    return [found[azimuth] for azimuth in sorted(found)]


def sample_steps(count: int) -> list[int]:
    """Steps 1 to ``count`` at which a line is sampled."""
    steps, step = [], 1
    while step <= count:
        steps.append(step)
        step += max(1, step // FINENESS)
    return steps


def samples_by_ratio(
    direction: Direction, count: int
) -> dict[Fraction, list[tuple[int, int, int]]]:
    """Samples of a line of ``count`` steps: (step, columns, rows) by the ratio between two cells.

    The sample lies at ratio 0 to 1 from the cell at that offset to the next one across the line.
    """
    found = defaultdict(list)
    for step in sample_steps(count):
        across = step * direction.drift
        whole = math.floor(across)
        along = step * direction.sign
        offset = (along, whole) if direction.along_columns else (whole, along)
        found[across - whole].append((step, *offset))
    return dict(found)


def interpolate(
    surface: np.ndarray, ratio: Fraction, direction: Direction, out: np.ndarray, rows: slice
) -> None:
    """Fill rows of ``out`` with the terrain between each cell and the next across the line.

    Args:
        surface: float32 elevations, :data:`ABYSS` without data; between such a cell and one with
            data the nearer one counts.
        out: of the same shape; the last row or column has no next one and stays as the cell is.
    """
    source, target = surface[rows], out[rows]
    target[...] = source
    if ratio == 0:
        return
    if direction.along_columns:
        after = surface[rows.start + 1 : rows.stop + 1]
        here, target = source[: len(after)], target[: len(after)]
    else:
        here, after, target = source[:, :-1], source[:, 1:], target[:, :-1]
    np.subtract(after, here, out=target)
    target *= float(ratio)
    target += here
    hole = (after == ABYSS) != (here == ABYSS)
    if hole.any():
        target[hole] = (here if ratio <= 0.5 else after)[hole]


def look(
    block: Block,
    column: int,
    row: int,
    surface: np.ndarray,
    samples: list[tuple[int, int, int]],
    step_length: float,
    radius: float,
) -> None:
    """Raise ``block.tangent`` to the terrain at some samples of the line from each cell.

    Args:
        column, row: of the block's first cell in ``surface``.
        surface: from :func:`interpolate`.
        samples: from :func:`samples_by_ratio`, nearest first.
        step_length: in metres; farther than ``radius`` nothing is looked at.
    """
    height, width = block.elevation.shape
    rise = np.empty_like(block.elevation)
    for step, right, down in samples:
        distance = step * step_length
        if distance > radius:
            break
        top, bottom = max(0, -(row + down)), min(height, surface.shape[0] - row - down)
        left, end = max(0, -(column + right)), min(width, surface.shape[1] - column - right)
        if bottom <= top or end <= left:
            break
        seen = surface[
            row + down + top : row + down + bottom, column + right + left : column + right + end
        ]
        own = slice(top, bottom), slice(left, end)
        part = rise[: bottom - top, : end - left]
        np.subtract(seen, block.elevation[own], out=part)
        part *= 1 / distance
        part -= distance / (2 * EARTH_RADIUS)
        np.maximum(block.tangent[own], part, out=block.tangent[own])
