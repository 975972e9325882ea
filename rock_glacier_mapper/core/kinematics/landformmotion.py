"""Mean downslope velocity of landforms from a displacement field, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..geodesy import azimuth_of, transform_polygons
from .displacement import TECHNIQUE, Displacement
from .settings import HIGH_ERROR, NO_DATA, OK, UPSLOPE

#: Too few vectors count.
LOW_CORRELATION = "low_correlation"
#: Share of a landform's points that must be exceeded, and largest relative error, per cent.
MIN_VALID, MAX_ERROR = 40.0, 20.0
#: Fewest vectors of a mean.
_FEWEST = 5
_CM = 100.0
_DIGITS = 3


@dataclass
class Motion:
    """Motion of one landform; cm/yr, horizontal, None = no value.

    Attributes:
        outcome: ``ok`` or the reason why there is no velocity.
        note: more about it, in words.
        mean, median, p90: of the valid vectors' components downslope.
        sigma: standard deviation of the mean.
        direction: the downslope direction that was taken, degrees clockwise from true north.
        valid: share of the outline with valid vectors, per cent.
    """

    outcome: str = NO_DATA
    note: str = ""
    mean: float | None = None
    median: float | None = None
    p90: float | None = None
    sigma: float | None = None
    direction: float | None = None
    valid: float | None = None

    def fields(self, field: Displacement) -> dict[str, float | str | None]:
        """Values of the kinematic fields of layer GO; those of radar are emptied."""
        note = f"{self.outcome}: {TECHNIQUE}, horizontal" + (f"; {self.note}" if self.note else "")
        known = self.outcome == OK
        values = {
            "VDS_MEAN": self.mean if known else None,
            "VDS_MEDIAN": self.median if known else None,
            "VDS_P90": self.p90 if known else None,
            "VDS_SIGMA": self.sigma if known else None,
            "VALID_PCT": self.valid,
        }
        values = {k: None if v is None else round(v, _DIGITS) for k, v in values.items()}
        radar = ("VLOS_MEAN", "SENS_C", "COH_MEAN", "REF_LON", "REF_LAT", "REF_DIST", "PASS")
        return {
            **values,
            **dict.fromkeys(radar),
            "OBS_START": field.start.isoformat(),
            "OBS_END": field.end.isoformat(),
            "DT_DAYS": float((field.end - field.start).days),
            "KIN_QC": note[:254],
        }


def landform_motions(
    field: Displacement,
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    aspects: Sequence[float | None] | None = None,
    min_valid: float = MIN_VALID,
    max_error: float = MAX_ERROR,
) -> list[Motion | None]:
    """Motion of landforms.

    The component of each valid vector along one direction for the whole landform, as with InSAR:
    its aspect, else the direction of the mean displacement. The standard deviation of the mean is
    that of the vectors over the root of the number of independent ones, and the error of the
    correction on stable ground, which all share.

    Args:
        polygons: outlines in ``crs``.
        aspects: mean aspect of each, degrees clockwise from true north; None = not known.
        min_valid: per cent of the outline that valid vectors must exceed.
        max_error: per cent of the mean that its standard deviation must stay below.

    Returns:
        one each; None where the outline lies outside of the images.
    """
    aspects = aspects if aspects is not None else [None] * len(polygons)
    shapes = transform_polygons(polygons, crs, field.plan.grid.crs)
    return [
        _motion(field, shape, aspect, min_valid, max_error)
        for shape, aspect in zip(shapes, aspects)
    ]


def _motion(field, shape, aspect, min_valid, max_error) -> Motion | None:
    chosen = _points(field, shape)
    if chosen is None:
        return None
    cell = abs(field.plan.field_grid.transform.determinant)
    total = max(int(chosen.sum()), round(shape.area / cell))
    valid = chosen & field.valid
    count = int(valid.sum())
    found = Motion(valid=100 * count / total if total else 0.0)
    if count < _FEWEST:
        found.note = f"{count} valid vectors"
        return found
    if found.valid <= min_valid:
        found.outcome = LOW_CORRELATION
        found.note = f"{found.valid:.0f} % of the outline with valid vectors"
        return found
    east, north = field.east[valid], field.north[valid]
    note = "along the aspect"
    if aspect is None:
        aspect = azimuth_of(east.mean(), north.mean())
        note = f"along the mean displacement ({aspect:.0f}°)"
    found.direction, found.note = aspect, note
    along = east * math.sin(math.radians(aspect)) + north * math.cos(math.radians(aspect))
    along *= _CM / field.plan.years
    found.mean, found.median = float(along.mean()), float(np.median(along))
    found.p90 = float(np.percentile(along, 90))
    single = math.sqrt(float((field.error[valid] ** 2).mean()) / field.independent(count))
    found.sigma = math.hypot(single, field.common_error) * _CM / field.plan.years
    found.outcome = _outcome(found, along, max_error)
    return found


def _outcome(found: Motion, along: np.ndarray, max_error: float) -> str:
    """Upslope only where the motion is significant: noise about zero has no sign."""
    if found.sigma >= max_error / 100 * abs(found.mean):
        found.note += f"; {found.mean:.1f} ± {found.sigma:.1f} cm/yr"
        return HIGH_ERROR
    if found.mean < 0 or (along < 0).mean() > 0.5:
        found.note += f"; {found.mean:.1f} ± {found.sigma:.1f} cm/yr"
        return UPSLOPE
    return OK


def _points(field: Displacement, shape: BaseGeometry) -> np.ndarray | None:
    """Points in a polygon, bool (rows, columns); None where there are none."""
    if shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    grid = field.plan.field_grid
    try:
        part = grid.clipped(shape.bounds)
    except InputError:  # beside the images
        return None
    column, row = grid.offset_of(part)
    inside = np.zeros(grid.shape, bool)
    burnt = rasterize([(shape, 1)], part.shape, transform=part.transform, dtype="uint8") == 1
    inside[row : row + part.height, column : column + part.width] = burnt
    return inside if burnt.any() else None
