"""Values of a raster at points, bilinear between its cells: elevations, climate, radiation."""

from __future__ import annotations

import numpy as np
import rasterio

from .raster import GridReader

#: Points that lie further apart than this (pixels) are read in blocks of this size.
BLOCK = 1024
#: Blocks of rasters that GDAL keeps in memory, in bytes; by default it takes 5 % of the memory.
_CACHE = 256 << 20


def environment() -> rasterio.Env:
    """GDAL's environment for many small reads, as a context; restores its settings.

    Without an outer one each reading sets up its own anew, which takes half of the time.
    """
    return rasterio.Env(GDAL_CACHEMAX=_CACHE)


def bilinear(
    reader: GridReader, x: np.ndarray, y: np.ndarray, least_known: float = 1.0
) -> np.ndarray:
    """Bilinear values between the centres of a raster's cells, its bands each.

    Args:
        x, y: (n,) points in the raster's CRS; those that are not finite or lie outside get NaN.
        least_known: share of the weights that must fall on cells with data; with less than 1, the
            cells with data stand for the others.

    Returns:
        float64 (n, bands), NaN = no value.

    Raises:
        InputError: the file is damaged.
    """
    grid = reader.grid
    out = np.full((len(x), len(reader.bands)), np.nan)
    with np.errstate(invalid="ignore"):
        column, row = ~grid.transform * (np.asarray(x, np.float64), np.asarray(y, np.float64))
        inside = (column >= 0) & (row >= 0) & (column <= grid.width) & (row <= grid.height)
    todo = np.flatnonzero(inside)
    if todo.size == 0:
        return out
    column, row = column[todo] - 0.5, row[todo] - 0.5
    first = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
    weight = column - first[0], row - first[1]
    for chosen in _blocks(*first):
        left, top = first[0][chosen], first[1][chosen]
        corner = int(left.min()), int(top.min())
        size = int(left.max()) - corner[0] + 2, int(top.max()) - corner[1] + 2
        values = reader.read(*corner, *size).astype(np.float64)
        total = np.zeros((len(reader.bands), len(chosen)))
        known = np.zeros_like(total)
        for right in (0, 1):
            for down in (0, 1):
                part = values[:, top - corner[1] + down, left - corner[0] + right]
                share = np.abs(1 - right - weight[0][chosen]) * np.abs(1 - down - weight[1][chosen])
                has = np.isfinite(part)
                total += np.where(has, part, 0) * share
                # A neighbour without weight may lack data.
                known += np.where(has | (share == 0), share, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            result = np.where((known > 0) & (known >= least_known - 1e-9), total / known, np.nan)
        out[todo[chosen]] = result.T
    return out


def _blocks(column: np.ndarray, row: np.ndarray) -> list[np.ndarray]:
    """Indices of the points, in groups that a window of ``BLOCK`` pixels holds."""
    if np.ptp(column) < BLOCK and np.ptp(row) < BLOCK:
        return [np.arange(len(column))]
    key = (row // BLOCK) * (1 << 32) + column // BLOCK
    order = np.argsort(key, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(key[order])) + 1)
