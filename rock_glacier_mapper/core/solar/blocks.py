"""A DEM in blocks: true directions, distances, latitude and surface normals of their cells.

The blocks lie on a lattice that starts at the DEM's corner, and a cell is computed with all of its
block, so that the result of a cell does not depend on the extent of a run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ..geodesy import WGS84, ground_jacobian, transform_coordinates
from ..grid import Grid
from ..terrain import gradient

#: Largest block in cells; its arrays stay in the processor's cache.
ROWS, COLUMNS = 128, 512
#: Largest block in degrees of latitude and of longitude, for coarse DEMs.
_SPAN = 0.25, 1.0


@dataclass(frozen=True)
class Ground:
    """Where a point of the grid is, and how its map units lead over the ground.

    Attributes:
        latitude: in radians.
        jacobian: d(east, north)/d(x, y), metres per map unit, 2 x 2.
    """

    latitude: float
    jacobian: np.ndarray

    def vector(self, grid: Grid, columns: float, rows: float) -> tuple[float, float]:
        """Metres (east, north) that a number of columns and rows leads."""
        east, north = self.jacobian @ (columns * grid.pixel_width, -rows * grid.pixel_height)
        return float(east), float(north)


class Lattice:
    """The blocks of a grid.

    Attributes:
        grid: of the DEM.
        rows, columns: size of a block in cells; blocks at the lower and right edge are smaller.
    """

    def __init__(self, grid: Grid):
        self.grid = grid
        unit = grid.unit_in_metres
        degree = 1.0 if unit is None else 111e3 / unit
        self.rows = max(1, min(ROWS, int(_SPAN[0] * degree / grid.pixel_height)))
        self.columns = max(1, min(COLUMNS, int(_SPAN[1] * degree / grid.pixel_width)))
        self.ground_at = lru_cache(maxsize=None)(self._ground_at)

    def windows(
        self, column: int, row: int, width: int, height: int
    ) -> list[tuple[int, int, int, int]]:
        """(column, row, width, height) of the blocks that meet a window, row by row."""
        return [
            (c, r, min(self.columns, self.grid.width - c), min(self.rows, self.grid.height - r))
            for r in range(row - row % self.rows, row + height, self.rows)
            for c in range(column - column % self.columns, column + width, self.columns)
        ]

    def _ground_at(self, column: float, row: float) -> Ground | None:
        """Ground at a corner of cells; None where the CRS is not defined."""
        grid = self.grid
        x, y = grid.transform * (column, row)
        jacobian = ground_jacobian(grid.crs, x, y, max(grid.pixel_width, grid.pixel_height))
        _, latitude = transform_coordinates(grid.crs, WGS84, [x], [y])
        if jacobian is None or not abs(latitude[0]) < 90:
            return None
        return Ground(math.radians(latitude[0]), jacobian)


@dataclass
class Block:
    """Cells of a DEM with what their sunshine depends on; 2-D arrays are float32.

    Attributes:
        window: (column, row, width, height) in the DEM.
        centre: ground at its centre.
        elevation: in metres, 0 where not known.
        known: cells with a slope; in the others the arrays mean nothing.
        northing: latitude minus that of the centre, in radians.
        up: cosine of the slope.
        normal: unit normal of the surface, turned about the east axis by the latitude into
            (east, towards the equator's zenith, along the Earth's axis). Multiplied by
            (cos δ sin h, cos δ cos h, sin δ), the sun's vector in the same frame, it is the cosine
            of incidence, with the latitude of each cell in it.
        tangent: of the horizon in the direction at hand, 0 = level.
    """

    window: tuple[int, int, int, int]
    centre: Ground
    elevation: np.ndarray
    known: np.ndarray
    northing: np.ndarray
    up: np.ndarray
    normal: tuple[np.ndarray, np.ndarray, np.ndarray]
    tangent: np.ndarray = field(init=False)

    def __post_init__(self):
        self.tangent = np.zeros_like(self.elevation)


def make_block(
    lattice: Lattice, window: tuple[int, int, int, int], dem: np.ndarray
) -> Block | None:
    """A block of the lattice; None where it has no cell with a slope.

    Slope and aspect are Horn's, see :func:`..terrain.gradient`, on the ground and against true
    north as in :func:`..geodesy.ground_jacobian`; a cell at the edge of the DEM or beside
    a cell without data has none.

    Args:
        dem: elevations of the block and a rim of one cell.
    """
    column, row, width, height = window
    grid = lattice.grid
    centre = lattice.ground_at(column + width / 2, row + height / 2)
    corners = [
        lattice.ground_at(column + i * width, row + j * height) for j in (0, 1) for i in (0, 1)
    ]
    if centre is None or None in corners:
        return None
    along_x, along_y = gradient(dem, grid.pixel_width, grid.pixel_height)
    along_x, along_y = along_x[1:-1, 1:-1], along_y[1:-1, 1:-1]
    known = np.isfinite(along_x) & np.isfinite(along_y)
    if not known.any():
        return None
    along_x, along_y = np.where(known, along_x, 0), np.where(known, along_y, 0)

    def between(values: list[float]) -> np.ndarray:
        return _bilinear(np.array(values).reshape(2, 2), height, width)

    (e_x, e_y), (n_x, n_y) = (
        [between([c.jacobian[i, j] for c in corners]) for j in (0, 1)] for i in (0, 1)
    )
    latitude = between([c.latitude for c in corners])
    determinant = e_x * n_y - e_y * n_x
    east = (along_x * n_y - along_y * n_x) / determinant
    north = (along_y * e_x - along_x * e_y) / determinant
    up = 1 / np.sqrt(1 + east * east + north * north)
    east, north = -east * up, -north * up
    sine, cosine = np.sin(latitude), np.cos(latitude)
    normal = east, up * cosine - north * sine, up * sine + north * cosine
    return Block(
        window,
        centre,
        np.where(known, dem[1:-1, 1:-1], 0).astype(np.float32),
        known,
        (latitude - centre.latitude).astype(np.float32),
        up.astype(np.float32),
        tuple(part.astype(np.float32) for part in normal),
    )


def _bilinear(corners: np.ndarray, height: int, width: int) -> np.ndarray:
    """Values at the centres of ``height`` x ``width`` cells between those at the four corners."""
    down = ((np.arange(height) + 0.5) / height)[:, None]
    across = (np.arange(width) + 0.5) / width
    upper = corners[0, 0] + across * (corners[0, 1] - corners[0, 0])
    lower = corners[1, 0] + across * (corners[1, 1] - corners[1, 0])
    return upper + down * (lower - upper)
