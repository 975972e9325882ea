"""Suggestions for restricted outlines: the extended ones without the talus of front and margins.

RGIK draws two outlines of a rock glacier: the *extended* one with its front and lateral margins,
and the *restricted* one, whose edge is the upper break of slope. In a DEM the talus is a belt
steeper than 30° along the edge; its inner side is the break. The outlines are suggestions of low
reliability: a DEM of 10 to 30 m shows breaks of slope no better than to a cell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.crs import CRS
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from ..demwindow import DemWindow, read_around
from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import transform_polygons
from ..objects.outlines import outlines
from ..raster import GridReader, RasterSource, grid_of
from ..translation import tr
from ..vector import repaired
from .attributes import reading_order

#: Talus below this part of the elevation range is taken off; above, the slope feeds the landform.
UPPER_PART = 0.25
#: The front is where the edge lies in this lowest part of the elevation range.
FRONT_PART = 0.25
#: On larger cells of the DEM fronts and margins cannot be told (m).
COARSEST = 40.0
#: Less talus than this share of the area: there is nothing to take off.
LEAST_TALUS = 0.02
#: Ground beyond an exaggerated front is cut off when at least this share of it is talus.
ALL_TALUS = 0.8
#: Smaller share of cells with data: no suggestion.
LEAST_KNOWN = 0.9
#: Why there is no restricted outline.
OUTSIDE, NO_DATA, TOO_SMALL = "outside the DEM", "no data", "smaller than a cell"
TOO_COARSE, NO_TALUS, TOO_LITTLE = "coarse DEM", "no talus", "too little left"

#: Distance between the outlines where they follow each other (m).
INSET = 0.1

#: Outlines are worked out on cells of at most this size (m).
_CELL = 10.0
#: Slopes of Horn's operator are smoothed by the DEM's cells as by this Gaussian, in cells.
_HORN = 0.8
_EIGHT = np.ones((3, 3), bool)


@dataclass(frozen=True)
class RestrictedSettings:
    """How restricted outlines are found.

    Attributes:
        smoothing_m: standard deviation of the Gaussian that smooths the DEM, in metres.
        min_slope: talus is steeper than this, in degrees.
        min_share: with a smaller share of the area left, no outline is given.
        max_front_m: from here a front is exaggerated: horizontal distance in metres between its
            upper edge and its foot (TPRoGI, Sun et al. 2024).
    """

    smoothing_m: float = 10.0
    min_slope: float = 30.0
    min_share: float = 0.4
    max_front_m: float = 50.0

    def __post_init__(self):
        if not 0 <= self.smoothing_m <= 200:
            raise InputError(
                tr("The smoothing must be 0 to 200 m, not {smoothing_m}.").format(
                    smoothing_m=self.smoothing_m
                )
            )
        if not 0 < self.min_slope < 90:
            raise InputError(
                tr("The slope must lie between 0° and 90°, not {min_slope}.").format(
                    min_slope=self.min_slope
                )
            )
        if not 0 <= self.min_share <= 1:
            raise InputError(
                tr("The share must lie between 0 and 1, not {min_share}.").format(
                    min_share=self.min_share
                )
            )
        if not 0 < self.max_front_m < math.inf:
            raise InputError(
                tr("The front's width must be positive, not {max_front_m}.").format(
                    max_front_m=self.max_front_m
                )
            )


@dataclass(frozen=True)
class RestrictedOutline:
    """What was found for one extended outline.

    Attributes:
        geometry: restricted outline in the CRS of the extended one and within it, or None.
        reason: why there is none, in words; else empty.
        kind: the reason as one of :data:`OUTSIDE`, :data:`NO_DATA`, :data:`TOO_SMALL`,
            :data:`TOO_COARSE`, :data:`NO_TALUS` and :data:`TOO_LITTLE`; else empty.
        share: of the extended outline's area that is left; None where it is not known.
        front_width_m: largest horizontal distance from the upper edge of the front to its foot;
            None without a restricted outline, or with no talus at the front.
        wide_front: share of the front's length that is wider than allowed.
        cut_back: the extended outline with such a front cut back; None where none is.
    """

    geometry: BaseGeometry | None = None
    reason: str = ""
    kind: str = ""
    share: float | None = None
    front_width_m: float | None = None
    wide_front: float = 0.0
    cut_back: BaseGeometry | None = None


def restricted_outlines(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    dem: RasterSource,
    settings: RestrictedSettings | None = None,
    feedback: Feedback | None = None,
) -> list[RestrictedOutline]:
    """Suggest restricted outlines.

    Belts of the smoothed DEM that are steeper than ``min_slope``, reach the edge of the outline,
    fall towards it (a rim against a rising valley side is no margin) and lie below the top
    quarter of its elevation range are taken off, together with the foot outside of them.

    Smoothing draws the break of slope apart; the inner edge of a belt is therefore put where the
    slope (as tangent) is half-way between that of the belt and that of the surface behind it, and
    not where it passes ``min_slope``. Holes are closed, the largest part is kept and its outline
    smoothed. Where nothing is taken off the outline follows the extended one, 0.1 m inside.

    Args:
        polygons: extended outlines, valid polygons or multipolygons in ``crs``.
        dem: elevation in metres, any CRS and resolution; its first band when none is named.

    Returns:
        One result a polygon.

    Raises:
        InputError: the DEM cannot be read, has no CRS or is rotated; bad settings.
        Cancelled: the user stopped.
    """
    feedback, settings = feedback or Feedback(), settings or RestrictedSettings()
    grid = grid_of(dem)
    source = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
    found = [_none("The outline lies outside the DEM.", OUTSIDE)] * len(polygons)
    shapes = transform_polygons(polygons, crs, grid.crs)
    order = reading_order(shapes, grid)
    with GridReader(source, grid) as reader:
        for number, i in enumerate(order):
            feedback.check()
            found[i] = _restricted(polygons[i], shapes[i], crs, reader, settings)
            feedback.progress((number + 1) / len(order))
    return found


def _none(reason: str, kind: str, share: float | None = None) -> RestrictedOutline:
    return RestrictedOutline(reason=reason, kind=kind, share=share)


def _restricted(
    extended: BaseGeometry,
    shape: BaseGeometry,
    crs: CRS,
    reader: GridReader,
    settings: RestrictedSettings,
) -> RestrictedOutline:
    if not shape.is_valid:
        shape = repaired(shape)
    margin = 5 * settings.smoothing_m + 60.0
    window = read_around(reader, shape, margin, settings.smoothing_m / 3)
    if window is None:
        return _none("The DEM's CRS is not defined here.", OUTSIDE)
    if max(window.cell) > COARSEST:
        reason = f"The DEM's cells of {max(window.cell):.0f} m are too coarse for the talus."
        return _none(reason, TOO_COARSE)
    inside = window.inside(shape)
    if not inside.any():
        return _none("The outline is smaller than the DEM's cells.", TOO_SMALL)
    known = float(np.isfinite(window.elevation[inside]).mean())
    if known < LEAST_KNOWN:
        reason = f"The DEM has data in {100 * known:.0f} % of the outline only."
        return _none(reason, NO_DATA)
    blur = math.hypot(settings.smoothing_m, _HORN * max(window.cell))
    window = _smoothed(_refined(window), settings.smoothing_m)
    inside = window.inside(shape)
    talus = _talus(window, inside, blur, settings.min_slope)
    gentle = f"Its front and margins are nowhere steeper than {settings.min_slope:g}°."
    if not talus.any():
        return _none(gentle, NO_TALUS, 1.0)
    ground = window.to_ground(shape)
    kept = _kept(inside & ~talus, inside, window.cell, blur)
    inner = _outline(kept, window, ground)
    share = inner.area / ground.area
    if share > 1 - LEAST_TALUS:
        return _none(gentle.replace("nowhere", "hardly anywhere"), NO_TALUS, share)
    if share < settings.min_share or inner.is_empty:
        reason = (
            f"Only {100 * share:.0f} % of its area would be left without ground steeper than "
            f"{settings.min_slope:g}°."
        )
        return _none(reason, TOO_LITTLE, share)
    width, wide, cut = _front(ground, inner, window, inside, talus, settings.max_front_m)

    def back(polygon):
        return transform_polygons([window.from_ground(polygon)], reader.grid.crs, crs)[0]

    geometry = _within(back(inner), extended)
    if geometry is None:
        return _none("The outline is smaller than the DEM's cells.", TOO_SMALL)
    cut_back = None
    if cut is not None:
        cut_back = shapely.difference(extended, back(cut))
        cut_back = cut_back if cut_back.contains(geometry) else None
    return RestrictedOutline(geometry, "", "", share, width, wide, cut_back)


def _refined(window: DemWindow) -> DemWindow:
    """The window on cells of at most 10 m, interpolated by cubic splines."""
    across, down = (max(1, math.ceil(side / _CELL - 0.01)) for side in window.cell)
    elevation, unknown = _filled(window.elevation)
    if across == down == 1:
        return window
    height, width = elevation.shape
    rows = (np.arange(height * down) + 0.5) / down - 0.5
    columns = (np.arange(width * across) + 0.5) / across - 0.5
    fine = ndimage.map_coordinates(
        elevation, np.meshgrid(rows, columns, indexing="ij"), order=3, mode="nearest"
    )
    fine[np.repeat(np.repeat(unknown, down, axis=0), across, axis=1)] = np.nan
    transform = window.transform * Affine.scale(1 / across, 1 / down)
    return DemWindow(fine, transform, window.jacobian, window.origin)


def _smoothed(window: DemWindow, sigma: float) -> DemWindow:
    elevation, unknown = _filled(window.elevation)
    width, height = window.cell
    smooth = ndimage.gaussian_filter(elevation, (sigma / height, sigma / width), mode="nearest")
    smooth[unknown] = np.nan
    return DemWindow(smooth, window.transform, window.jacobian, window.origin)


def _filled(elevation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(elevations with the nearest value where there is none, where that is)."""
    unknown = ~np.isfinite(elevation)
    if not unknown.any():
        return elevation, unknown
    nearest = ndimage.distance_transform_edt(unknown, return_distances=False, return_indices=True)
    return elevation[tuple(nearest)], unknown


def _talus(window: DemWindow, inside: np.ndarray, blur: float, min_slope: float) -> np.ndarray:
    """The talus of front and margins, down to the edge of the outline: bool (height, width)."""
    sampling = window.cell[::-1]
    slope = window.slope()
    heights = window.elevation[inside]
    lowest, highest = np.nanmin(heights), np.nanmax(heights)
    to_edge, outside = ndimage.distance_transform_edt(
        inside, sampling=sampling, return_indices=True
    )
    with np.errstate(invalid="ignore"):
        # A rim against a rising valley side is no margin: the ground outside must be lower.
        below = window.elevation <= highest - UPPER_PART * (highest - lowest)
        below &= window.elevation > window.elevation[tuple(outside)]
        steep = inside & below & (slope > min_slope)
    # Smoothing flattens the foot, so that a belt may begin a little inside of the edge.
    reach = 2 * blur + max(window.cell)
    labels = ndimage.label(steep, _EIGHT)[0]
    at_edge = np.unique(labels[steep & (to_edge <= reach)])
    belt = np.isin(labels, at_edge[at_edge > 0])
    if not belt.any():
        return belt
    belt |= _to_the_break(np.tan(np.radians(slope)), belt, inside & below, window.cell, blur)
    away, nearest = ndimage.distance_transform_edt(~belt, sampling=sampling, return_indices=True)
    foot = inside & below & ~belt & (away <= reach) & (to_edge <= reach)
    foot &= to_edge < to_edge[tuple(nearest)]
    return belt | foot


def _to_the_break(tangent, belt, allowed, cell, blur) -> np.ndarray:
    """Cells beside a belt that are steeper than half-way between it and the surface behind it."""
    sampling = cell[::-1]
    box = [2 * math.ceil(2 * blur / side) + 1 for side in sampling]
    steepest = ndimage.maximum_filter(np.where(belt, tangent, 0.0), size=box)
    away = ndimage.distance_transform_edt(~belt, sampling=sampling)
    behind = allowed & np.isfinite(tangent) & (away <= 5 * blur)
    # The surface behind is seen best at two widths of the blur or more from the belt.
    share = np.where(behind, np.minimum(away / (2 * blur), 1.0) ** 4, 0.0)
    sigma = [2 * blur / side for side in sampling]
    weight = ndimage.gaussian_filter(share, sigma)
    total = ndimage.gaussian_filter(np.where(behind, tangent, 0.0) * share, sigma)
    known = weight > 1e-3
    half = np.where(known, (steepest + total / np.where(known, weight, 1.0)) / 2, np.inf)
    with np.errstate(invalid="ignore"):
        steeper = allowed & (away <= 2 * blur) & (tangent > half)
    return ndimage.binary_propagation(belt, _EIGHT, mask=belt | steeper)


def _kept(rest: np.ndarray, inside: np.ndarray, cell, blur: float) -> np.ndarray:
    """The largest part of what is left, its edge rounded and its holes closed.

    Beyond the extended outline it goes on as at the nearest cell within, so that there the
    outline's own line can be followed.
    """
    if not rest.any():
        return rest
    sampling = cell[::-1]
    away, nearest = ndimage.distance_transform_edt(~inside, sampling=sampling, return_indices=True)
    grown = rest[tuple(nearest)] & (away <= 4 * blur)
    sigma = [blur / side for side in sampling]
    rounded = ndimage.gaussian_filter(grown.astype(np.float64), sigma) > 0.5
    labels, count = ndimage.label(rounded)
    sizes = np.bincount(labels[inside], minlength=count + 1)[1:]
    if not sizes.any():
        return np.zeros(rest.shape, bool)
    return ndimage.binary_fill_holes(labels == sizes.argmax() + 1)


def _outline(kept: np.ndarray, window: DemWindow, ground: BaseGeometry) -> BaseGeometry:
    """Outline of the kept cells in metres on the ground, within the extended one."""
    if not kept.any():
        return Polygon()
    a, b, c, d, e, f, *_ = window.transform
    (m, n), (o, p) = window.jacobian
    x, y = window.origin
    turn = Affine(m, n, -(m * x + n * y), o, p, -(o * x + p * y))
    labels, areas = kept.astype(np.int32), np.array([0.0, kept.sum()])
    whole = outlines(labels, areas, turn * Affine(a, b, c, d, e, f))[1]
    cut = shapely.intersection(whole, shapely.buffer(ground, -INSET))
    parts = [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area) if parts else Polygon()


def _front(ground, inner, window, inside, talus, most):
    """(width of the front's talus in metres or None, share wider than ``most``, what to cut)."""
    heights = window.elevation[inside]
    lowest, highest = np.nanmin(heights), np.nanmax(heights)
    whole = max(shapely.get_parts(ground), key=lambda part: part.intersection(inner).area)
    foot = shapely.get_coordinates(shapely.segmentize(whole.exterior, 5.0))
    x, y = shapely.get_coordinates(window.from_ground(shapely.multipoints(foot))).T
    with np.errstate(invalid="ignore"):
        low = window.at(x, y) <= lowest + FRONT_PART * (highest - lowest)
    points = shapely.points(foot[low])
    shapely.prepare(inner)
    # A lobe that was not kept has a front of its own, whose upper edge is nearer.
    widths = np.minimum(
        shapely.distance(inner, points), _to_tread(talus, inside, window, x, y)[low]
    )
    widths = widths[widths > max(window.cell) / 2]
    if not widths.size:
        return None, 0.0, None
    wide = float((widths > most).mean())
    if not wide:
        return float(widths.max()), 0.0, None
    beyond = shapely.get_parts(shapely.difference(whole, shapely.buffer(inner, most)))
    cut = []
    for part in beyond:
        cells = window.inside(window.from_ground(part), all_touched=True) & inside
        if talus[cells].mean() >= ALL_TALUS and shapely.dwithin(part, points, 1.0).any():
            cut.append(part)
    return float(widths.max()), wide, shapely.union_all(cut) if cut else None


def _to_tread(talus, inside, window, x, y) -> np.ndarray:
    """Distance in metres from points of the DEM's CRS to the nearest larger part without talus."""
    labels = ndimage.label(inside & ~talus)[0]
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    tread = (sizes >= LEAST_TALUS * inside.sum())[labels]
    if not tread.any():
        return np.full(len(x), np.inf)
    away = ndimage.distance_transform_edt(~tread, sampling=window.cell[::-1])
    return DemWindow(away, window.transform, window.jacobian, window.origin).at(x, y)


def _within(inner: BaseGeometry, extended: BaseGeometry) -> BaseGeometry | None:
    """The outline strictly within the extended one, typed like it."""
    if not shapely.contains_properly(extended, inner) or not inner.is_valid:
        across = max(
            extended.bounds[2] - extended.bounds[0], extended.bounds[3] - extended.bounds[1]
        )
        inner = shapely.intersection(shapely.make_valid(inner), extended.buffer(-1e-6 * across))
        parts = [part for part in shapely.get_parts(inner) if part.geom_type == "Polygon"]
        if not parts:
            return None
        inner = max(parts, key=lambda part: part.area)
    return MultiPolygon([inner]) if extended.geom_type == "MultiPolygon" else inner
