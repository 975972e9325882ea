"""Velocity classes (RGIK) of the cells of a velocity raster.

Brackets are those of the RGIK guidelines for kinematics (1, 3, 10, 30, 100 cm/yr).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import ground_jacobian
from ..grid import Grid
from ..translation import tr
from .velocityraster import IMPLAUSIBLE, VelocityRaster

#: Velocities in cm/yr from which on a class counts: class 2 from 1 cm/yr on, …
BREAKS = (1.0, 3.0, 10.0, 30.0, 100.0)
CLASSES = (1, 2, 3, 4, 5, 6)
#: Least |sensitivity| of the line of sight for a reliable velocity.
SENSITIVE = 0.3
#: Bits of the flags of cells.
DATA, SURE, SIGNAL, INSENSITIVE = 1, 2, 4, 8
_ROWS = 512


@dataclass(frozen=True)
class ClassRaster:
    """Velocity classes of cells.

    Attributes:
        grid: of the cells.
        classes: uint8 (height, width), 0 = no data, or not looked at.
        flags: uint8 (height, width), bits for: has data; the class holds for v ± σ; |v| is at
            least σ; the line of sight is insensitive.
        with_deviation: whether standard deviations are known.
    """

    grid: Grid
    classes: np.ndarray
    flags: np.ndarray
    with_deviation: bool


def velocity_class(cm_per_year):
    """Class 1 to 6 of a velocity's magnitude; lower bounds are inclusive; 0 for NaN.

    Args:
        cm_per_year: number or array, any sign.

    Returns:
        int for a number, else uint8 array.
    """
    speed = np.abs(np.asarray(cm_per_year, np.float64))
    found = np.where(np.isnan(speed), 0, np.digitize(speed, BREAKS) + 1).astype(np.uint8)
    return int(found) if found.ndim == 0 else found


def smoothed(values: np.ndarray) -> np.ndarray:
    """Means of 3 x 3 cells over those with data; NaN stays NaN. float64, same shape."""
    known = np.isfinite(values)
    total = _sum3(np.where(known, values, 0.0).astype(np.float64))
    count = _sum3(known.astype(np.float64))
    return np.where(known, total / np.maximum(count, 1), np.nan)


def _sum3(values: np.ndarray) -> np.ndarray:
    # Sums in a fixed order, so that a window gives what the whole does.
    rows = np.pad(values, ((1, 1), (0, 0)))
    rows = rows[:-2] + rows[1:-1] + rows[2:]
    columns = np.pad(rows, ((0, 0), (1, 1)))
    return columns[:, :-2] + columns[:, 1:-1] + columns[:, 2:]


def classify(
    raster: VelocityRaster,
    outlines: Sequence[BaseGeometry] | None = None,
    distance: float = 200.0,
    excluded: Sequence[BaseGeometry] = (),
    feedback: Feedback | None = None,
) -> ClassRaster:
    """Velocity classes of the cells within a distance of outlines.

    The signed velocity is smoothed (3 x 3, over data only) before its magnitude is taken, so that
    noise about zero stays near zero.

    Args:
        outlines: polygons in the raster's CRS; None = the whole raster.
        distance: in metres on the ground.
        excluded: polygons in which nothing is classed (moving areas that a person drew).

    Raises:
        InputError: the file is damaged, or most of its values are no velocities in its unit.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    grid = raster.grid
    wanted = _near(grid, outlines, distance)
    if wanted is not None and len(excluded):
        wanted &= ~_burnt(excluded, grid)
    elif len(excluded):
        wanted = ~_burnt(excluded, grid)
    classes = np.zeros(grid.shape, np.uint8)
    flags = np.zeros(grid.shape, np.uint8)
    outliers = 0
    with raster.reader() as reader:
        for row in range(0, grid.height, _ROWS):
            feedback.check()
            feedback.progress(row / grid.height)
            rows = slice(row, min(row + _ROWS, grid.height))
            if wanted is not None and not wanted[max(0, row - 1) : rows.stop + 1].any():
                continue
            height = rows.stop - row + 2
            bands = raster.window(reader, 0, row - 1, grid.width, height)
            classes[rows], flags[rows] = _classed(*bands)
            outlying = np.isinf(bands[0][1:-1])
            if wanted is not None:
                classes[rows][~wanted[rows]] = 0
                outlying &= wanted[rows]
            outliers += int(outlying.sum())
    _judge_outliers(raster, outliers, int(np.count_nonzero(classes)), feedback)
    return ClassRaster(grid, classes, flags, raster.deviation is not None)


def _judge_outliers(raster: VelocityRaster, outliers: int, others: int, feedback) -> None:
    """Raise where most velocities are impossible, warn of single ones."""
    speed = tr("faster than {speed:g} m/yr").format(speed=IMPLAUSIBLE / 100)
    if outliers > others:
        raise InputError(
            tr(
                "{path}: {outliers} of {total} velocities on or near the outlines are "
                "{speed}, faster than any rock glacier. Check its unit, and whether the band "
                "is a velocity."
            ).format(path=raster.path, outliers=outliers, total=outliers + others, speed=speed)
        )
    if outliers:
        feedback.warning(
            tr("{outliers} cells {speed} were taken for outliers, as without data.").format(
                outliers=outliers, speed=speed
            )
        )


def _classed(velocity, deviation, sensitivity) -> tuple[np.ndarray, np.ndarray]:
    """Classes and flags of the inner rows of a window."""
    speed = np.abs(smoothed(velocity))[1:-1]
    classes = velocity_class(speed)
    known = classes > 0
    flags = np.where(known, DATA, 0).astype(np.uint8)
    if deviation is not None:
        # Neighbours share their errors, so that the mean of them is as uncertain as one.
        error = smoothed(deviation)[1:-1]
        low = np.where(speed > error, speed - error, 0.0)
        same = (velocity_class(low) == classes) & (velocity_class(speed + error) == classes)
        flags[known & same] |= SURE
        flags[known & (speed >= error)] |= SIGNAL
    if sensitivity is not None:
        flags[known & (np.abs(sensitivity[1:-1]) < SENSITIVE)] |= INSENSITIVE
    return classes, flags


def _near(grid: Grid, outlines, distance: float) -> np.ndarray | None:
    if outlines is None:
        return None
    return _burnt([grown(outline, grid.crs, distance) for outline in outlines], grid)


def grown(polygon: BaseGeometry, crs, distance: float) -> BaseGeometry:
    """A polygon grown by metres on the ground, whatever the CRS."""
    if not distance > 0 or polygon.is_empty:
        return polygon
    centre = np.array(polygon.centroid.coords[0])
    x0, y0, x1, y1 = polygon.bounds
    # Not smaller than what the coordinates' digits can tell.
    step = max((x1 - x0) / 2, (y1 - y0) / 2, 1e-7 * np.abs(polygon.bounds).max())
    jacobian = ground_jacobian(crs, *centre, step)
    if jacobian is None:
        return polygon
    back = np.linalg.inv(jacobian).T
    ground = shapely.transform(polygon, lambda p: (p - centre) @ jacobian.T)
    return shapely.transform(ground.buffer(distance), lambda p: p @ back + centre)


def _burnt(polygons: Sequence[BaseGeometry], grid: Grid) -> np.ndarray:
    kept = [(polygon, 1) for polygon in polygons if not polygon.is_empty]
    if not kept:
        return np.zeros(grid.shape, bool)
    burnt = rasterize(kept, out_shape=grid.shape, transform=grid.transform, dtype="uint8")
    return burnt.astype(bool)
