"""What is stored of a velocity: fields of the outlines, and the velocity raster with its tags."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import numpy as np

from ..feedback import Feedback
from ..grid import Grid
from ..raster import BLOCK, NODATA, create_geotiff
from .products import Product
from .settings import OK, Settings
from .velocity import Velocity, VelocityMap

#: Bands of the velocity raster, and their units.
BANDS = {"downslope velocity": "cm/yr", "standard deviation": "cm/yr", "sensitivity": ""}
TECHNIQUE = "InSAR"
#: Longest text of KIN_QC.
_LONGEST = 254


def velocity_fields(velocity: Velocity) -> dict[str, float | str | None]:
    """Values of the kinematic fields of layer GO; None = NULL."""
    reference = velocity.reference
    numbers = {
        "VDS_MEAN": (velocity.mean, 2),
        "VDS_MEDIAN": (velocity.median, 2),
        "VDS_P90": (velocity.p90, 2),
        "VDS_SIGMA": (velocity.sigma, 2),
        "VLOS_MEAN": (velocity.v_los, 2),
        "SENS_C": (velocity.c, 3),
        "VALID_PCT": (velocity.valid, 1),
        "COH_MEAN": (velocity.coherence, 3),
        "REF_LON": (reference and reference.longitude, 6),
        "REF_LAT": (reference and reference.latitude, 6),
        "REF_DIST": (reference and reference.distance, 0),
        "DT_DAYS": (velocity.days, 0),
    }
    return {
        **{name: None if v is None else round(float(v), d) for name, (v, d) in numbers.items()},
        "OBS_START": velocity.start and velocity.start.isoformat(),
        "OBS_END": velocity.end and velocity.end.isoformat(),
        "PASS": velocity.track and velocity.track[:40],
        "KIN_QC": quality(velocity),
    }


def quality(velocity: Velocity) -> str:
    """Text of KIN_QC: ``ok`` or the reason, then more in words."""
    text = velocity.outcome
    if velocity.outcome == OK and not velocity.reliable:
        text += ", low reliability"
    return (f"{text}: {velocity.note}" if velocity.note else text)[:_LONGEST]


def velocity_tags(products: Sequence[Product], settings: Settings) -> dict[str, str]:
    """Raster tags: unit, period, technique, geometry and settings."""
    dated = [product for product in products if product.days is not None]
    tags = {
        "UNIT": "cm/yr",
        "QUANTITY": "apparent annual velocity, positive downslope",
        "DATA_TECH": f"{TECHNIQUE}, {', '.join(dict.fromkeys(p.track for p in products))}",
        "LOS": "; ".join(product.describe() for product in products),
        "INCIDENCE_DEG": ", ".join(f"{p.incidence.typical():.5g}" for p in products),
        "AZIMUTH_DEG": ", ".join(f"{p.azimuth.typical():.5g}" for p in products),
    }
    if dated:
        tags["OBS_START"] = min(product.start for product in dated).isoformat()
        tags["OBS_END"] = max(product.end for product in dated).isoformat()
    for name, value in vars(settings).items():
        tags[name.upper()] = f"{value[0]:g}-{value[1]:g}" if name == "ring" else str(value)
    return tags


def write_velocities(
    path: str | os.PathLike,
    grid: Grid,
    maps: Iterable[VelocityMap | None],
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
) -> None:
    """Write the velocities around all landforms as a GeoTIFF; bands and units in :data:`BANDS`.

    Where the surroundings of two landforms overlap, a pixel is that of the nearer one, and of the
    first in ``maps`` inside both.

    Args:
        grid: of the first product; the raster covers the part of it that holds velocities.

    Raises:
        InputError: it cannot be written.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    maps = [one for one in maps if one is not None]
    column, row, width, height = _extent(grid, maps)
    part = grid.part(column, row, width, height)
    with create_geotiff(path, part, len(BANDS), descriptions=tuple(BANDS), tags=tags) as dataset:
        dataset.units = tuple(BANDS.values())
        for top in range(0, height, BLOCK):
            feedback.check()
            strip = _strip(maps, (column, row + top), (min(BLOCK, height - top), width))
            dataset.write(strip, window=((top, top + strip.shape[1]), (0, width)))
            feedback.progress((top + strip.shape[1]) / height)


def _extent(grid: Grid, maps: Sequence[VelocityMap]) -> tuple[int, int, int, int]:
    """Window (column, row, width, height) of all maps on the grid; all of it when there is none."""
    if not maps:
        return 0, 0, grid.width, grid.height
    left, top = (max(0, min(one.offset[axis] for one in maps)) for axis in (0, 1))
    right = max(one.offset[0] + one.velocity.shape[1] for one in maps)
    bottom = max(one.offset[1] + one.velocity.shape[0] for one in maps)
    return left, top, min(right, grid.width) - left, min(bottom, grid.height) - top


def _strip(
    maps: Sequence[VelocityMap], corner: tuple[int, int], shape: tuple[int, int]
) -> np.ndarray:
    """Rows of the raster, float32 (bands, height, width)."""
    out = np.full((len(BANDS), *shape), NODATA, np.float32)
    nearest = np.full(shape, np.inf, np.float32)
    for one in maps:
        left, top = one.offset[0] - corner[0], one.offset[1] - corner[1]
        height, width = one.velocity.shape
        first_row, end_row = max(0, top), min(shape[0], top + height)
        first_column, end_column = max(0, left), min(shape[1], left + width)
        if first_row >= end_row or first_column >= end_column:
            continue
        here = np.s_[first_row:end_row, first_column:end_column]
        there = np.s_[first_row - top : end_row - top, first_column - left : end_column - left]
        better = np.isfinite(one.velocity[there]) & (one.distance[there] < nearest[here])
        nearest[here][better] = one.distance[there][better]
        for band, values in zip(out, (one.velocity, one.sigma, one.sensitivity)):
            band[here][better] = values[there][better]
    return out
