"""RGIK identifiers, primary markers, and the grouping of units into systems.

The identifier of a rock glacier unit (``RGU``) or system (``RGS``) is made of the WGS 84
coordinates of its marker, with four decimals and without the decimal point: 18 characters (Sun et
al. 2024, ESSD 16, 5703-5721; La Sal Mountains inventory). It is assigned once and kept when the
outline is edited.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.crs import CRS
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..geodesy import WGS84, metres_per_degree, transform_coordinates, transform_polygons
from ..translation import tr
from ..vector import repaired

PATTERN = re.compile(r"(RGU|RGS)(\d{6})([NS])(\d{7})([EW])")

#: Identifiers resolve this many steps of a degree.
STEPS = 10_000

#: How many cells of 0.0001° around a marker are tried when its identifier is taken.
SEARCH_RADIUS = 40


#: Nearer to a pole than this, degrees of longitude are no measure of distance.
MAX_LATITUDE = 89.0


@dataclass(frozen=True)
class Marker:
    """A primary marker.

    Attributes:
        identifier: 18 characters.
        point: in the CRS of the polygon, inside it.
        latitude, longitude: WGS 84, degrees.
    """

    identifier: str
    point: Point
    latitude: float
    longitude: float


def make_id(latitude: float, longitude: float, prefix: str = "RGU") -> str:
    """The identifier of a place.

    Args:
        latitude, longitude: WGS 84, degrees; the longitude may be given as -180…180 or 0…360.
        prefix: ``RGU`` for a unit, ``RGS`` for a system.

    Raises:
        InputError: no such place.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90:
        raise InputError(
            tr(
                "There is no place at latitude {latitude}, longitude {longitude}. Check the "
                "coordinate reference system of the layer."
            ).format(latitude=latitude, longitude=longitude)
        )
    if prefix not in ("RGU", "RGS"):
        raise InputError(
            tr("An identifier starts with RGU or RGS, not {prefix}.").format(prefix=prefix)
        )
    longitude = _within_180(longitude)
    lat4, lon4 = (math.floor(abs(value) * STEPS + 0.5) for value in (latitude, longitude))
    # 180° E and 180° W are the same meridian and must not give two identifiers.
    is_east = longitude >= 0 or lon4 == 180 * STEPS
    north, east = "N" if latitude >= 0 else "S", "E" if is_east else "W"
    return f"{prefix}{lat4:06d}{north}{lon4:07d}{east}"


def parse_id(identifier: str) -> tuple[str, float, float]:
    """Prefix, latitude and longitude (degrees) of an identifier.

    Raises:
        InputError: it is not well formed.
    """
    match = PATTERN.fullmatch(identifier)
    if match is None or int(match[2]) > 90 * STEPS or int(match[4]) > 180 * STEPS:
        raise InputError(
            tr("{identifier!r} is no RGIK identifier such as RGU281527N0972426E.").format(
                identifier=identifier
            )
        )
    latitude = int(match[2]) / STEPS * (1 if match[3] == "N" else -1)
    longitude = int(match[4]) / STEPS * (1 if match[5] == "E" else -1)
    return match[1], latitude, longitude


def primary_markers(
    polygons: Sequence[BaseGeometry], crs: CRS, prefix: str = "RGU", taken: Collection[str] = ()
) -> list[Marker | None]:
    """A marker inside each polygon, with an identifier of its own.

    The marker is a point on the polygon's surface. Where two polygons would get the same
    identifier (cells of about 11 m), the larger keeps it and the other's marker moves inside its
    polygon to the nearest free cell. The result does not depend on the order of the polygons.

    Args:
        polygons: valid polygons or multipolygons in ``crs``.
        taken: identifiers that are in use already.

    Returns:
        One marker a polygon; None for a polygon that has no place in WGS 84 or no free cell.
    """
    polygons = list(polygons)
    points = [polygon.representative_point() for polygon in polygons]
    longitude, latitude = transform_coordinates(
        crs, WGS84, [point.x for point in points], [point.y for point in points]
    )
    used = set(taken)
    markers: list[Marker | None] = [None] * len(polygons)
    for i in sorted(range(len(polygons)), key=lambda i: by_size(polygons[i])):
        if not (math.isfinite(latitude[i]) and math.isfinite(longitude[i])):
            continue
        marker = _marker(points[i], float(latitude[i]), float(longitude[i]), prefix)
        if marker.identifier in used:
            marker = _moved(polygons[i], crs, marker, prefix, used)
        if marker is not None:
            used.add(marker.identifier)
            markers[i] = marker
    return markers


def by_size(polygon: BaseGeometry) -> tuple:
    """Sort key that does not depend on the order of input: largest first, then by place, shape."""
    return -polygon.area, polygon.bounds, shapely.to_wkb(polygon, output_dimension=2)


def _within_180(longitude: float) -> float:
    return longitude if abs(longitude) <= 180 else (longitude + 180) % 360 - 180


def _marker(point: Point, latitude: float, longitude: float, prefix: str) -> Marker:
    return Marker(make_id(latitude, longitude, prefix), point, latitude, _within_180(longitude))


def _moved(
    polygon: BaseGeometry, crs: CRS, marker: Marker, prefix: str, used: set[str]
) -> Marker | None:
    """The marker in a cell of 0.0001° that is free and partly inside the polygon, if any."""
    if abs(marker.latitude) < MAX_LATITUDE:
        found = _nearest_free(polygon, crs, marker, prefix, used)
        if found is not None:
            return found
    return _free_on_grid(polygon, crs, marker, prefix, used)


def _nearest_free(
    polygon: BaseGeometry, crs: CRS, marker: Marker, prefix: str, used: set[str]
) -> Marker | None:
    """The marker in the nearest free cell, by the polygon's image in WGS 84."""
    east, north = metres_per_degree(marker.latitude)
    size = np.arange(-SEARCH_RADIUS, SEARCH_RADIUS + 1)
    columns, rows = (steps.ravel() for steps in np.meshgrid(size, size))
    order = np.lexsort((columns, rows, np.hypot(columns * east, rows * north)))
    outline = transform_polygons([polygon], crs, WGS84)[0]
    # Across the 180th meridian, longitudes go on beyond 180 on the marker's side.
    outline = shapely.transform(outline, lambda p: _unwrapped(p, marker.longitude))
    outline = repaired(outline)
    lon0, lat0 = (math.floor(v * STEPS + 0.5) for v in (marker.longitude, marker.latitude))
    half = 0.49 / STEPS
    shapely.prepare(outline)
    shapely.prepare(polygon)
    for k in order[1:]:
        x, y = (lon0 + int(columns[k])) / STEPS, (lat0 + int(rows[k])) / STEPS
        if abs(y) > 90 or make_id(y, x, prefix) in used:
            continue
        cell = box(x - half, y - half, x + half, y + half)
        if not outline.intersects(cell):
            continue
        place = Point(x, y)
        if not outline.contains(place):
            place = outline.intersection(cell).representative_point()
        (map_x,), (map_y,) = transform_coordinates(WGS84, crs, [place.x], [place.y])
        found = _marker(Point(map_x, map_y), place.y, place.x, prefix)
        if polygon.contains(found.point) and found.identifier not in used:
            return found
    return None


def _unwrapped(points: np.ndarray, longitude: float) -> np.ndarray:
    """Points with their longitudes within 180° of the given one."""
    offset = (points[:, 0] - longitude + 180) % 360 - 180
    return np.column_stack((longitude + offset, points[:, 1]))


def _free_on_grid(
    polygon: BaseGeometry, crs: CRS, marker: Marker, prefix: str, used: set[str]
) -> Marker | None:
    """The nearest point with a free identifier of a grid over the polygon, in its own CRS.

    For polygons whose image in WGS 84 is no plane one, such as around a pole.
    """
    left, bottom, right, top = polygon.bounds
    x, y = np.meshgrid(
        np.linspace(left, right, 2 * SEARCH_RADIUS + 1),
        np.linspace(bottom, top, 2 * SEARCH_RADIUS + 1),
    )
    x, y = x.ravel(), y.ravel()
    inside = shapely.contains_xy(polygon, x, y)
    x, y = x[inside], y[inside]
    longitude, latitude = transform_coordinates(crs, WGS84, x, y)
    for k in np.lexsort((x, y, np.hypot(x - marker.point.x, y - marker.point.y))):
        if not (math.isfinite(latitude[k]) and math.isfinite(longitude[k])):
            continue
        found = _marker(Point(x[k], y[k]), float(latitude[k]), float(longitude[k]), prefix)
        if found.identifier not in used:
            return found
    return None


def touching_groups(polygons: Sequence[BaseGeometry], crs: CRS, distance: float) -> np.ndarray:
    """Numbers 0, 1, … of the groups of polygons that are linked by gaps of at most ``distance``.

    Polygons from a raster touch when each, widened by half a pixel, meets the other: ``distance``
    is then one pixel.

    Args:
        distance: metres.

    Returns:
        integer array, one number a polygon.
    """
    count = len(polygons)
    first, second = touching_pairs(polygons, crs, distance).T
    links = coo_matrix((np.ones(len(first)), (first, second)), shape=(count, count))
    return connected_components(links, directed=False)[1] if count else np.zeros(0, int)


def touching_pairs(polygons: Sequence[BaseGeometry], crs: CRS, distance: float) -> np.ndarray:
    """Pairs of polygons with a gap of at most ``distance`` metres.

    Returns:
        integer array, (pairs, 2), the smaller index first.
    """
    count = len(polygons)
    if count == 0:
        return np.zeros((0, 2), int)
    outlines = np.array(transform_polygons(polygons, crs, WGS84), dtype=object)
    bounds = shapely.bounds(outlines)
    finite = np.isfinite(bounds).all(axis=1)
    reach = np.zeros((count, 2))
    for i in np.flatnonzero(finite):
        latitude = max(abs(bounds[i, 1]), abs(bounds[i, 3]))
        east, north = metres_per_degree(min(latitude, 89.0))
        reach[i] = 1.01 * distance / east + 1e-9, 1.01 * distance / north + 1e-9
    wide = np.column_stack((bounds[:, :2] - reach, bounds[:, 2:] + reach))
    boxes = shapely.box(*np.where(finite[:, None], wide, np.nan).T)
    tree = shapely.STRtree(np.where(finite, outlines, None))
    pairs = [
        (i, j)
        for i, j in tree.query(np.where(finite, boxes, None)).T
        if i < j and _gap(outlines[i], outlines[j]) <= distance + 1e-3
    ]
    return np.array(pairs, int).reshape(-1, 2)


def _gap(one: BaseGeometry, other: BaseGeometry) -> float:
    """Distance in metres of two near polygons in WGS 84."""
    if one.intersects(other):
        return 0.0
    east, north = metres_per_degree(one.centroid.y)
    one, other = (shapely.transform(g, lambda p: p * (east, north)) for g in (one, other))
    return one.distance(other)


def system_groups(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    distance: float,
    given: Sequence[Hashable | None] = (),
) -> np.ndarray:
    """Numbers of the rock glacier systems that the units belong to.

    Args:
        distance: largest gap in metres between units of a system.
        given: system of each unit where it is known already (``system_id`` of the candidates),
            None where not; such units are grouped by touch, among themselves.

    Returns:
        integer array, one number a polygon.
    """
    given = list(given) or [None] * len(polygons)
    groups = np.full(len(polygons), -1)
    known: dict[Hashable, int] = {}
    for i, value in enumerate(given):
        if value is not None:
            groups[i] = known.setdefault(value, len(known))
    free = np.flatnonzero(groups < 0)
    groups[free] = len(known) + touching_groups([polygons[i] for i in free], crs, distance)
    return groups


def system_markers(
    polygons: Sequence[BaseGeometry],
    markers: Sequence[Marker],
    groups: np.ndarray,
    crs: CRS,
    taken: Collection[str] = (),
) -> dict[int, Marker]:
    """The marker of each system: that of its only unit, else a point on the units' union.

    Args:
        markers: of the units.
        groups: system number of each unit.
        taken: identifiers of systems that are in use already.

    Returns:
        system number to marker, with ``RGS`` identifiers.
    """
    members: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(int(group), []).append(i)
    systems: dict[int, Marker] = {}
    used = set(taken)
    for group, units in members.items():
        if len(units) == 1:
            unit = markers[units[0]]
            marker = _marker(unit.point, unit.latitude, unit.longitude, "RGS")
            if marker.identifier not in used:
                systems[group] = marker
    several = [group for group in members if group not in systems]
    unions = [shapely.union_all([polygons[i] for i in members[group]]) for group in several]
    used |= {marker.identifier for marker in systems.values()}
    for group, marker in zip(several, primary_markers(unions, crs, "RGS", used)):
        if marker is None:
            raise InputError(
                tr(
                    "A rock glacier system has no place for an identifier of its own. Remove "
                    "duplicate polygons from the candidates."
                )
            )
        systems[group] = marker
    return systems
