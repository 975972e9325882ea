"""One equal-area CRS for layers of any CRS, so that all areas are those on the ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..geodesy import WGS84, transform_coordinates, transform_polygons
from ..translation import tr
from ..vector import as_array, polygonal, repaired

#: Largest angular distance in degrees from the centre, so that shapes are still sound.
_REACH = 150.0


def equal_area_crs(layers: Sequence[tuple[Sequence[BaseGeometry], CRS]]) -> CRS:
    """Lambert's azimuthal equal-area projection of WGS 84 about the middle of all geometries.

    The middle is that of the unit vectors to the centres of their bounding boxes, rounded to a
    tenth of a degree, so that the antimeridian and the poles do no harm.

    Args:
        layers: (geometries, their CRS); WGS 84 is kept about 0° where all are empty.

    Raises:
        InputError: a geometry has no place on the Earth, or they are spread over all of it.
    """
    vectors = [np.zeros((0, 3))]
    for shapes, crs in layers:
        boxes = shapely.bounds(as_array(shapes)).reshape(-1, 4)
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        longitude, latitude = transform_coordinates(crs, WGS84, x, y)
        _require_finite(longitude, latitude)
        east, north = np.radians(longitude), np.radians(latitude)
        level = np.cos(north)
        vectors.append(np.column_stack((level * np.cos(east), level * np.sin(east), np.sin(north))))
    points = np.concatenate(vectors)
    x, y, z = points.mean(0) if len(points) else (1.0, 0.0, 0.0)
    length = math.sqrt(x * x + y * y + z * z)
    if len(points) and (length < 1e-6 or (points @ (x, y, z)).min() < length * _cosine(_REACH)):
        raise InputError(
            tr("The layers are spread over the whole Earth. Compare one continent after the other.")
        )
    latitude = round(math.degrees(math.atan2(z, math.hypot(x, y))), 1)
    longitude = round(math.degrees(math.atan2(y, x)), 1)
    return CRS.from_proj4(
        f"+proj=laea +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=m +no_defs"
    )


def in_crs(shapes: Sequence[BaseGeometry], source: CRS, target: CRS) -> np.ndarray:
    """Geometries in another CRS, valid; long edges are bent (:mod:`..geodesy`).

    Returns:
        (n,) geometries; polygons stay polygons.

    Raises:
        InputError: a geometry has no image there.
    """
    moved = as_array(transform_polygons(shapes, source, target))
    _require_finite(shapely.get_coordinates(moved))
    for number in np.flatnonzero(~shapely.is_valid(moved)):
        whole = repaired(moved[number])
        moved[number] = polygonal(whole) or whole
    return moved


def _cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _require_finite(*values: np.ndarray) -> None:
    if not all(np.isfinite(value).all() for value in values):
        raise InputError(
            tr(
                "A geometry has no place on the Earth. Check the coordinate reference "
                "systems of the layers."
            )
        )
