"""Where a landform begins and ends along its flow: its front, and a line from root to front."""

from __future__ import annotations

import math

import numpy as np
import shapely
from rasterio.crs import CRS
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from ..demwindow import read_around
from ..geodesy import ground_jacobian, transform_coordinates, transform_polygons
from ..inventory.landformsize import flow_size, largest_part
from ..raster import GridReader

#: Points along an outline among which the front is looked for, and the share of them that make it.
_POINTS, _FRONT_SHARE = 400, 0.1


def front_of(
    outline: BaseGeometry,
    crs: CRS,
    dem: GridReader | None = None,
    aspect: float | None = None,
) -> tuple[float, float] | None:
    """The front of a landform: the middle of the lowest part of its outline.

    With a DEM the lowest tenth of the outline; without one, or where it has gaps on more than half
    of the outline, the tenth that lies farthest in the direction of the mean aspect.

    Args:
        outline: polygon in ``crs``.
        dem: open reader of elevations on its own grid.
        aspect: mean downslope direction, degrees clockwise from true north.

    Returns:
        (x, y) in ``crs``; None when neither tells.
    """
    ring = largest_part(outline).exterior
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(ring, np.arange(_POINTS) / _POINTS, normalized=True)
    )
    lowness = None
    if dem is not None:
        (image,) = transform_polygons([outline], crs, dem.grid.crs)
        window = read_around(dem, image, 3 * dem.grid.pixel_width) if _finite(image) else None
        if window is not None:
            height = window.at(*transform_coordinates(crs, dem.grid.crs, *points.T))
            if np.isfinite(height).mean() > 0.5:
                lowness = -height
    if lowness is None and aspect is not None:
        lowness = _along(points, crs, aspect)
    if lowness is None:
        return None
    low = lowness >= np.nanquantile(lowness, 1 - _FRONT_SHARE)
    x, y = points[low].mean(axis=0)
    return float(x), float(y)


def _along(points: np.ndarray, crs: CRS, aspect: float) -> np.ndarray | None:
    """How far points lie in a direction, in metres."""
    direction = _in_map(points, crs, aspect)
    return None if direction is None else (points - points.mean(axis=0)) @ direction


def _in_map(points: np.ndarray, crs: CRS, aspect: float) -> np.ndarray | None:
    """Vector whose product with map coordinates gives metres in a direction of the ground."""
    centre, extent = points.mean(axis=0), np.ptp(points, axis=0).max()
    jacobian = ground_jacobian(crs, *centre, extent / 2)
    if jacobian is None:
        return None
    return np.array([math.sin(math.radians(aspect)), math.cos(math.radians(aspect))]) @ jacobian


def flow_line(
    outline: BaseGeometry,
    crs: CRS,
    dem: GridReader | None = None,
    aspect: float | None = None,
) -> LineString | None:
    """A line through a landform from its upper rim to its front.

    With a DEM the centre line of :func:`..inventory.landformsize.flow_size`; without one the
    straight line along the mean aspect through the middle.

    Returns:
        Line in ``crs``; None where neither DEM nor aspect tells the direction.
    """
    if dem is not None:
        line = _centre_line(outline, crs, dem, aspect)
        if line is not None:
            return line
    if aspect is None:
        return None
    part = largest_part(outline)
    points = shapely.get_coordinates(part.exterior)
    jacobian = ground_jacobian(crs, *points.mean(axis=0), np.ptp(points, axis=0).max() / 2)
    if jacobian is None:
        return None
    angle = math.radians(aspect)
    step = np.linalg.solve(jacobian, [math.sin(angle), math.cos(angle)])
    step *= np.hypot(*np.ptp(points, axis=0)) / np.hypot(*step)
    middle = np.array(part.centroid.coords[0])
    cut = LineString([middle - step, middle + step]).intersection(part)
    pieces = [piece for piece in shapely.get_parts(cut) if piece.geom_type == "LineString"]
    if not pieces:
        return None
    longest = shapely.get_coordinates(max(pieces, key=lambda piece: piece.length))
    upper, lower = sorted((longest[0], longest[-1]), key=lambda p: float((p - middle) @ step))
    return LineString([upper, lower])


def _centre_line(outline, crs: CRS, dem: GridReader, aspect: float | None) -> LineString | None:
    (image,) = transform_polygons([outline], crs, dem.grid.crs)
    if not _finite(image):
        return None
    window = read_around(dem, image, 0.0)
    if window is None:
        return None
    inside = window.inside(image) & np.isfinite(window.elevation)
    rows, columns = np.nonzero(inside)
    x, y = window.transform * (columns + 0.5, rows + 0.5)
    cells = (np.column_stack([x, y]) - window.origin) @ window.jacobian.T
    angle = None if aspect is None else math.radians(aspect)
    downslope = None if angle is None else np.array([math.sin(angle), math.cos(angle)])
    part = largest_part(window.to_ground(image))
    size = flow_size(part, cells, window.elevation[inside], downslope)
    if size is None:
        return None
    points = shapely.get_coordinates(window.from_ground(LineString(size.line)))
    line = LineString(np.column_stack(transform_coordinates(dem.grid.crs, crs, *points.T)))
    return line if _finite(line) and line.length > 0 else None


def _finite(shape: BaseGeometry) -> bool:
    return not shape.is_empty and bool(np.isfinite(shape.bounds).all())
