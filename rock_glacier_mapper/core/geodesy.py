"""Coordinates, areas, distances and azimuths on the WGS 84 ellipsoid, for polygons of any CRS."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from osgeo import gdal, osr
from rasterio.crs import CRS
from rasterio.errors import RasterioError
from rasterio.warp import transform
from shapely.geometry.base import BaseGeometry

from .errors import InputError
from .translation import tr
from .vector import spatial_reference

WGS84 = CRS.from_epsg(4326)

#: Semi-major axis in metres and first eccentricity squared of WGS 84.
SEMI_MAJOR, ECCENTRICITY2 = 6378137.0, 6.69437999014e-3

#: Longest piece of an edge when it is bent into another CRS: metres, and degrees.
_STEP, _STEP_DEGREES = 1000.0, 0.01
#: Into how many pieces a side of the bounding box is divided at most: those of 400 degrees.
_PIECES = 40_000


def transform_coordinates(
    source: CRS, target: CRS, x: Sequence[float], y: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates in another CRS, x to the east first; inf or NaN where there is no image.

    Raises:
        InputError: there is no way from one CRS to the other.
    """
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if source == target or x.size == 0:
        return x.copy(), y.copy()
    new_x, new_y, problem = _images(source, target, x, y)
    if problem is not None and not np.isfinite(new_x).any():
        raise _no_way(source, target, problem) from problem
    return new_x, new_y


def _images(
    source: CRS, target: CRS, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Exception | None]:
    """Coordinates, inf where there is no image, and why.

    Rasterio refuses all points for one that cannot be transformed; OSR transforms the others.
    """
    try:
        new_x, new_y = transform(source, target, x, y)
        return np.asarray(new_x, np.float64), np.asarray(new_y, np.float64), None
    except (RasterioError, RuntimeError) as error:
        problem: Exception = error
    except Exception as error:  # GDAL's errors have no public base class
        if not type(error).__module__.startswith("rasterio"):
            raise
        problem = error
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        way = osr.CoordinateTransformation(
            spatial_reference(source.to_wkt()), spatial_reference(target.to_wkt())
        )
        found = np.array(way.TransformPoints(np.column_stack((x, y)).tolist()), np.float64)
    except (RuntimeError, TypeError):  # without GDAL's exceptions an empty object has no type
        found = np.full((x.size, 2), np.inf)
    finally:
        gdal.PopErrorHandler()
    lost = ~np.isfinite(found[:, :2]).all(axis=1)
    found[lost] = np.inf
    return found[:, 0].copy(), found[:, 1].copy(), problem


def _no_way(source: CRS, target: CRS, error: Exception) -> InputError:
    return InputError(
        tr(
            "Coordinates cannot be transformed from {source} to {target} ({error}). "
            "Check the coordinate reference systems."
        ).format(source=source.to_string()[:60], target=target.to_string()[:60], error=error)
    )


def transform_polygons(
    polygons: Sequence[BaseGeometry], source: CRS, target: CRS
) -> list[BaseGeometry]:
    """Polygons in another CRS; long edges are divided first, so that they bend as they should.

    A polygon that has no image in the target CRS has coordinates that are not finite.
    """
    polygons = list(polygons)
    if source == target or not polygons:
        return polygons
    unit = source.linear_units_factor[1] if source.is_projected else None
    step = _STEP_DEGREES if unit is None else _STEP / unit
    divided = _segmentize(np.array(polygons, dtype=object), step)

    def image(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transform_coordinates(source, target, points[:, 0], points[:, 1]))

    return list(shapely.transform(divided, image))


def _segmentize(polygons: np.ndarray, step: float) -> np.ndarray:
    """Polygons with edges no longer than ``step``, or longer ones of a polygon beyond all sense."""
    left, bottom, right, top = shapely.bounds(polygons).T
    extent = np.maximum(right - left, top - bottom)
    extent = np.where(np.isfinite(extent), extent, 0.0)
    return shapely.segmentize(polygons, np.maximum(step, extent / _PIECES))


def ellipsoidal_areas(polygons: Sequence[BaseGeometry], crs: CRS) -> np.ndarray:
    """Areas on the WGS 84 ellipsoid in m²; NaN where a polygon has no image there.

    The polygons are mapped to Lambert's cylindrical equal-area projection of the ellipsoid, whose
    closed form (Snyder 1987, *Map projections: a working manual*, eq. 3-12 and 10-15) keeps areas
    exactly; coordinates are taken relative to the polygon's first corner. Edges are straight in
    ``crs``. Polygons over a pole are not supported.

    Returns:
        float64 array, one value a polygon.
    """
    geographic = np.array(transform_polygons(polygons, crs, WGS84), dtype=object)
    if geographic.size == 0:
        return np.zeros(0)
    if crs == WGS84:
        geographic = _segmentize(geographic, _STEP_DEGREES)
    points, owner = shapely.get_coordinates(geographic, return_index=True)
    first = np.searchsorted(owner, np.arange(geographic.size))
    first = np.minimum(first, max(len(points) - 1, 0))
    longitude = points[:, 0] - points[first, 0][owner]
    with np.errstate(invalid="ignore"):
        longitude = (longitude + 180) % 360 - 180
        height = _authalic(points[:, 1])
        height -= height[first][owner]
    equal_area = np.column_stack((SEMI_MAJOR * np.radians(longitude), SEMI_MAJOR * height / 2))
    areas = shapely.area(shapely.set_coordinates(geographic.copy(), equal_area))
    return np.where(np.isfinite(areas), areas, np.nan)


def _authalic(latitude: np.ndarray) -> np.ndarray:
    """Snyder's q of a latitude in degrees (eq. 3-12)."""
    e = math.sqrt(ECCENTRICITY2)
    sine = np.sin(np.radians(latitude))
    return (1 - ECCENTRICITY2) * (sine / (1 - ECCENTRICITY2 * sine**2) + np.arctanh(e * sine) / e)


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Length in metres of a degree of longitude and of latitude at a latitude in degrees."""
    phi = math.radians(latitude)
    root = 1 - ECCENTRICITY2 * math.sin(phi) ** 2
    east = SEMI_MAJOR / math.sqrt(root) * math.cos(phi)
    north = SEMI_MAJOR * (1 - ECCENTRICITY2) / root**1.5
    return math.radians(1) * east, math.radians(1) * north


def ground_jacobian(crs: CRS, x: float, y: float, step: float) -> np.ndarray | None:
    """How far, in metres east and north, a map unit along x and y leads on the ground.

    Holds the scale of the projection, the unit of its axes and the angle between grid north and
    true north at the point, whatever the CRS.

    Args:
        x, y: point in ``crs``.
        step: half the distance over which to differentiate, in map units.

    Returns:
        2 x 2 matrix d(east, north)/d(x, y), or None where the CRS is not defined.
    """
    xs, ys = [x - step, x + step, x, x], [y, y, y - step, y + step]
    longitude, latitude = transform_coordinates(crs, WGS84, xs, ys)
    if not (np.isfinite(longitude).all() and np.isfinite(latitude).all()):
        return None
    east, north = metres_per_degree(float(latitude.mean()))
    turn = [longitude[1] - longitude[0], longitude[3] - longitude[2]]
    turn = (np.array(turn) + 180) % 360 - 180
    rise = np.array([latitude[1] - latitude[0], latitude[3] - latitude[2]])
    jacobian = np.array([turn * east, rise * north]) / (2 * step)
    return jacobian if abs(np.linalg.det(jacobian)) > 1e-12 else None


def azimuth_of(east, north):
    """Direction of a vector in degrees clockwise from north, from 0 to below 360.

    Args:
        east, north: components in one unit, both numbers or arrays of one shape.

    Returns:
        float, or float array; NaN where a component is NaN.
    """
    if np.ndim(east):
        angle = np.degrees(np.arctan2(east, north))
    else:
        angle = math.degrees(math.atan2(east, north))
    # Twice: the remainder of a rounding error below 0 is 360 itself.
    return angle % 360 % 360
