"""Displacement fields on the ground: corrected by stable ground, filtered, with their errors."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import azimuth_of
from ..raster import NODATA, RasterSource, create_geotiff
from ..translation import Phrase, mark, tr
from ..vector import Feature
from .stableground import StableGround, correlation_length, stable_ground
from .tracking import RawField, track
from .trackingplan import Plan, Settings, make_plan, years_between
from .vectorfilter import (
    LOW_CORRELATION,
    LOW_SNR,
    NO_DATA,
    OK,
    REASONS,
    TOO_FAST,
    reject_inconsistent,
    reject_small_groups,
)

#: Bands of the velocity raster, and their units.
BANDS = {
    "speed": "m/yr",
    "east": "m/yr",
    "north": "m/yr",
    "signal to noise": "",
    "standard deviation": "m/yr",
}
#: Fields of the vectors.
FIELDS = {
    "dx": float,
    "dy": float,
    "displ_m": float,
    "speed": float,
    "v_east": float,
    "v_north": float,
    "azimuth": float,
    "sigma": float,
    "corr": float,
    "snr": float,
    "valid": int,
    "reason": str,
}
TECHNIQUE = "feature tracking"


@dataclass
class Displacement:
    """Displacements between two dates; arrays are (rows, columns) of ``plan.field_grid``.

    Attributes:
        east, north: on the ground in metres, corrected, true east and north; NaN = no match.
        error: standard deviation of a component in metres.
        correlation, snr: of the match.
        reason: of :data:`.vectorfilter.REASONS`; a vector counts where it is 0.
        stable: statistics of the stable ground, metres; None = there is none.
        correlated: distance over which errors are correlated, metres.
        where_stable: in words, what was taken as stable ground.
    """

    plan: Plan
    start: datetime.date
    end: datetime.date
    east: np.ndarray
    north: np.ndarray
    error: np.ndarray
    correlation: np.ndarray
    snr: np.ndarray
    reason: np.ndarray
    stable: StableGround | None
    correlated: float
    where_stable: str

    @property
    def valid(self) -> np.ndarray:
        """Vectors that count, bool."""
        return self.reason == OK

    @property
    def common_error(self) -> float:
        """Standard deviation of the correction of a component, the same for all vectors, metres."""
        if self.stable is None:
            return 0.0
        return self.stable.deviation / np.sqrt(self.independent(self.stable.count))

    def independent(self, count: int) -> float:
        """How many of some neighbouring vectors have independent errors, at least 1."""
        step = self.plan.step * self.plan.pixel
        return max(1.0, count * min(1.0, (step / self.correlated) ** 2))


def measure_displacement(
    first: RasterSource,
    second: RasterSource,
    start: datetime.date,
    end: datetime.date,
    settings: Settings | None = None,
    stable: Sequence[BaseGeometry] | None = None,
    landforms: Sequence[BaseGeometry] | None = None,
    feedback: Feedback | None = None,
) -> Displacement:
    """Displacement between two images of known dates.

    What is systematic on stable ground is taken off. The standard deviation of a vector is that of
    the stable ground; where the match itself is less certain than on the median of the stable
    ground, it is larger in proportion; and the error of the correction is added.

    Args:
        first, second: images, or DEMs; the second is warped to the first's grid where it has
            another one.
        stable: polygons of ground that does not move, in the first image's CRS. None: everything
            outside of ``landforms``, or everything, of which then more than half must be stable.
        landforms: polygons that may move, in the same CRS; never stable ground.

    Raises:
        InputError: dates, images or polygons that cannot be used.
        Cancelled: the user stopped.
    """
    settings, feedback = settings or Settings(), feedback or Feedback()
    plan = make_plan(first, second, years_between(start, end), settings, feedback)
    raw = track(first, second, plan, settings, feedback.part(0, 0.95))
    if not (raw.reason == OK).any():
        raise InputError(_nothing(raw))
    displacement = np.stack((raw.right, raw.down)).astype(np.float64)
    east, north = np.tensordot(plan.jacobian, displacement, 1)
    error = raw.error * plan.pixel
    reason = raw.reason.copy()
    _mark(reason, raw.correlation < settings.min_correlation, LOW_CORRELATION)
    _mark(reason, raw.snr < settings.min_snr, LOW_SNR)
    if settings.max_deviation > 0:
        reject_inconsistent(raw.down, raw.right, reason, settings.max_deviation)
        reject_small_groups(raw.down, raw.right, reason, plan.step, plan.window)

    inside, where = _stable_points(plan, stable, landforms)
    chosen = inside & (reason == OK)
    x, y = _places(plan)
    if stable is not None and chosen.sum() == 0:
        raise InputError(
            tr(
                "No vector lies on the stable ground: the {count} polygons lie outside the "
                "images or on ground without texture. Check their place and CRS, or draw "
                "others."
            ).format(count=len(stable))
        )
    ground = stable_ground(x[chosen], y[chosen], east[chosen], north[chosen], settings.correction)
    systematic = ground.systematic(x, y)
    east, north = east - systematic[0], north - systematic[1]
    field = Displacement(
        plan, start, end, east, north, error, raw.correlation, raw.snr, reason, ground, 0.0, where
    )
    residual = [np.where(chosen, v - np.median(v[chosen]), np.nan) for v in (east, north)]
    window = plan.window * plan.pixel
    field.correlated = max(window, correlation_length(*residual, plan.step * plan.pixel))
    typical = float(np.median(error[chosen]))
    share = np.maximum(error / typical, 1) if typical > 0 else np.ones_like(error)
    field.error = np.hypot(ground.deviation * share, field.common_error)
    speed = np.hypot(east, north) / plan.years
    _mark(reason, speed > settings.max_velocity, TOO_FAST)
    return field


def _mark(reason: np.ndarray, bad: np.ndarray, why: int) -> None:
    reason[(reason == OK) & bad] = why


def _nothing(raw: RawField) -> str:
    counts = np.bincount(raw.reason.ravel(), minlength=len(REASONS))
    told = ", ".join(f"{name} {n}" for name, n in zip(REASONS, counts) if n)
    return tr(
        "No point of the images could be matched ({reasons}). Do both show the same place, with "
        "texture (boulders, ridges) larger than a pixel, and is the window small enough?"
    ).format(reasons=told)


def _places(plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Map coordinates of the points, each (rows, columns)."""
    rows, columns = (
        values.reshape(plan.shape) for values in plan.centres(slice(None), slice(None))
    )
    return plan.grid.transform * (columns, rows)


def _stable_points(plan: Plan, stable, landforms) -> tuple[np.ndarray, str]:
    """Points on stable ground, bool, and what that is in words."""
    moving = _burn(plan, landforms, grow=True)
    if stable is not None:
        return _burn(plan, stable, grow=False) & ~moving, Phrase(mark("polygons of stable ground"))
    if landforms:
        return ~moving, Phrase(mark("everything outside of the outlines"))
    return ~moving, Phrase(mark("everything in the images"))


def _burn(plan: Plan, shapes, grow: bool) -> np.ndarray:
    """Points in polygons; with ``grow``, points whose windows touch them."""
    shapes = [shape for shape in shapes or () if shape is not None and not shape.is_empty]
    if not shapes:
        return np.zeros(plan.shape, bool)
    grid = plan.field_grid
    if grow:
        shapes = [shapely.buffer(s, plan.window / 2 * plan.grid.pixel_width) for s in shapes]
    burnt = rasterize(
        [(shape, 1) for shape in shapes], plan.shape, transform=grid.transform, dtype="uint8"
    )
    return burnt == 1


def velocity_tags(field: Displacement) -> dict[str, str]:
    """Raster tags: unit, dates, technique, window, and statistics of the stable ground."""
    plan = field.plan
    tags = {
        "UNIT": "m/yr",
        "OBS_START": field.start.isoformat(),
        "OBS_END": field.end.isoformat(),
        "DATA_TECH": TECHNIQUE,
        "WINDOW_M": f"{plan.window * plan.pixel:.4g}",
        "STEP_M": f"{plan.step * plan.pixel:.4g}",
        "STABLE_GROUND": field.where_stable,
        "ERROR_CORRELATION_LENGTH_M": f"{field.correlated:.4g}",
    }
    if field.stable is not None:
        tags.update(field.stable.tags("M"))
        tags["STABLE_DEVIATION_M_PER_YEAR"] = f"{field.stable.deviation / plan.years:.6g}"
    return tags


def write_velocity(
    path: str | os.PathLike, field: Displacement, tags: dict[str, str] | None = None
) -> None:
    """Write the velocities as a GeoTIFF; bands and units in :data:`BANDS`.

    Args:
        tags: further raster tags.

    Raises:
        InputError: it cannot be written.
    """
    years, gap = field.plan.years, ~field.valid
    east, north = field.east / years, field.north / years
    bands = np.stack((np.hypot(east, north), east, north, field.snr, field.error / years))
    bands[:, gap] = NODATA
    bands[~np.isfinite(bands)] = NODATA
    tags = {**velocity_tags(field), **(tags or {})}
    grid = field.plan.field_grid
    with create_geotiff(path, grid, len(BANDS), descriptions=tuple(BANDS), tags=tags) as dataset:
        dataset.units = tuple(BANDS.values())
        dataset.write(bands.astype(np.float32))


class Vectors:
    """A point for each place that has data, with its displacement (:data:`FIELDS`).

    Made one by one while they are read: a large scene has millions.
    """

    def __init__(self, field: Displacement):
        self._field = field
        self._chosen = field.reason != NO_DATA

    def __len__(self) -> int:
        return int(self._chosen.sum())

    def __iter__(self) -> Iterator[Feature]:
        field, years = self._field, self._field.plan.years
        x, y = _places(field.plan)
        for index in zip(*np.nonzero(self._chosen)):
            east, north = float(field.east[index]), float(field.north[index])
            length = float(np.hypot(east, north))
            values = {
                "dx": east,
                "dy": north,
                "displ_m": length,
                "speed": length / years,
                "v_east": east / years,
                "v_north": north / years,
                "azimuth": azimuth_of(east, north),
                "sigma": float(field.error[index]) / years,
                "corr": float(field.correlation[index]),
                "snr": float(field.snr[index]),
            }
            attributes = {n: round(v, 5) if np.isfinite(v) else None for n, v in values.items()}
            attributes["valid"] = int(field.reason[index] == OK)
            attributes["reason"] = REASONS[field.reason[index]]
            yield Feature(Point(float(x[index]), float(y[index])), attributes)
