"""Suggestions for the upslope connection of rock glaciers, from a DEM and glacier outlines.

The categories are those of RGIK (field ``UpslCon``) and the four of Hu et al. (2023): connected
to a glacier, in a glacier forefield, below a debris-mantled slope, below a talus slope. Terrain
and outlines only hint at them: scree and bedrock, ice and debris look alike in a DEM. Every
suggestion comes with what it rests on, and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.crs import CRS
from scipy import ndimage
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from ..demwindow import DemWindow, block_means, grown_bounds, read_around
from ..feedback import Feedback
from ..geodesy import ground_jacobian, transform_polygons
from ..grid import Grid
from ..raster import GridReader, RasterSource, grid_of
from ..vector import repaired
from .attributes import reading_order
from .flow import flow_distance, receivers

GLACIER, FOREFIELD = "Glacier", "Glacier forefield"
DEBRIS_MANTLED, TALUS = "Debris-mantled slope", "Talus"
POLY, UNKNOWN = "Poly", "Unknown"

#: RGIK category to that of Hu et al. (2023).
HU_CATEGORIES = {
    GLACIER: "G-RG",
    FOREFIELD: "GF-RG",
    DEBRIS_MANTLED: "DMS-RG",
    TALUS: "T-RG",
}

#: The upper rim: the outline where it lies in this top part of its elevation range.
UPPER_PART = 0.25
#: How far up the flow the slopes above the rim are looked at, and glaciers looked for (m).
SLOPE_REACH, GLACIER_REACH = 300.0, 2000.0
#: A glacier no further than this from the upper rim is in contact with the landform (m).
CONTACT = 50.0
#: Smallest glacier area that drains to the rim of a forefield (m²).
LEAST_ICE = 10_000.0
#: Glaciers further away are not looked for (m).
FURTHEST = 20_000.0

#: Debris-mantled slope: at least this share gentle, and less than this share rock wall.
GENTLE, GENTLE_SHARE, FEW_WALLS = (15.0, 35.0), 0.5, 0.1
#: Talus: at least these shares of a belt of scree, and of rock wall steeper than the angle.
SCREE, SCREE_SHARE, WALL, WALL_SHARE = (30.0, 38.0), 0.1, 40.0, 0.2
#: With a glacier at less than this share of the rim, a talus beside it counts as well.
PARTLY = 0.5

#: Larger cells of the DEM do not show scree and rock walls (m).
COARSEST = 40.0
#: Cells on which slopes are measured, and on which flow is routed, are not smaller (m).
_SLOPE_CELL, _FLOW_CELL = 10.0, 30.0
#: No pit above the rim is deeper below its level than this (m).
_DEEPEST_PIT = 100.0
#: Around the search, so that cells at its end know where they drain (m).
_RIM = 120.0
#: Fewer flow cells above the rim tell nothing.
_LEAST_CELLS = 4
#: Smaller share of cells with data: no suggestion.
_LEAST_KNOWN = 0.5
#: The same of the ground beside the rim that is higher, or may be.
_LEAST_KNOWN_ABOVE = 0.8
#: How far around the rim a glacier in contact shows whether it lies higher (m).
_AROUND = 150.0


@dataclass(frozen=True)
class UpslopeSuggestion:
    """What lies above a rock glacier, as far as a machine can tell.

    Attributes:
        category: RGIK code of ``UpslCon``; None where the DEM has no data.
        hu: category of Hu et al. (2023), or None. Where two RGIK categories apply (Poly) it is
            that of the glacier.
        glacier_distance_m: from the upper rim to the nearest glacier, 0 = they touch; None when
            there is none within 20 km, or no glaciers are known.
        evidence: what the suggestion rests on, at most 254 characters; or why there is none.
    """

    category: str | None
    hu: str | None
    glacier_distance_m: float | None
    evidence: str


def upslope_suggestions(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    dem: RasterSource,
    glaciers: Sequence[BaseGeometry] | None,
    feedback: Feedback | None = None,
) -> list[UpslopeSuggestion]:
    """Suggest the upslope connection of rock glaciers.

    The *upper rim* is the part of an outline that lies in the top quarter of its elevation range.
    What drains to it (D8 on cells of at least 30 m, pits filled) is looked at up to 300 m up the
    flow for slopes, and up to 2 km for glaciers:

    - *Glacier*: a glacier at most 50 m from the rim that lies higher.
    - *Glacier forefield*: no such contact, but at least 0.01 km² of glacier drain to the rim.
    - *Debris-mantled slope*: no glacier; at least half of the cells slope by 15-35°, less than
      10 % by more than 40°.
    - *Talus*: no glacier; at least 10 % of the cells slope by 30-38° and 20 % by more than 40°.
    - *Poly*: talus as above, and a forefield, or a glacier at less than half of the rim.
    - *Unknown*: none of these. Landslide, Other and Uncertain are left to a person.

    Slopes are measured on cells of at least 10 m without ice; a coarse DEM shows rock walls too
    gentle, and above 40 m slopes count for nothing. Thresholds are this project's, after the
    descriptions in Hu et al. (2023).

    Args:
        polygons: extended outlines, valid polygons or multipolygons in ``crs``.
        dem: elevation in metres, any CRS and resolution; its first band when none is named.
        glaciers: valid polygons in ``crs``; None = not known, and then talus and debris-mantled
            slopes are only told in the evidence.

    Returns:
        One suggestion a polygon.

    Raises:
        InputError: the DEM cannot be read, has no CRS or is rotated.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    grid = grid_of(dem)
    source = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
    found = [_none("The outline lies outside the DEM.")] * len(polygons)
    shapes = transform_polygons(polygons, crs, grid.crs)
    ice = None if glaciers is None else _Glaciers(glaciers, crs, grid)
    order = reading_order(shapes, grid)
    with GridReader(source, grid) as reader:
        for number, i in enumerate(order):
            feedback.check()
            found[i] = _suggestion(shapes[i], reader, ice)
            feedback.progress((number + 1) / len(order))
    return found


def _none(reason: str, distance: float | None = None) -> UpslopeSuggestion:
    return UpslopeSuggestion(None, None, distance, reason)


class _Glaciers:
    """Glacier polygons in the DEM's CRS, found by place."""

    def __init__(self, polygons: Sequence[BaseGeometry], crs: CRS, grid: Grid):
        parts = shapely.get_parts(np.array(transform_polygons(polygons, crs, grid.crs), object))
        parts = parts[np.isfinite(shapely.bounds(parts)).all(axis=1)] if len(parts) else parts
        self._parts = np.where(shapely.is_valid(parts), parts, shapely.make_valid(parts))
        self._tree = shapely.STRtree(self._parts)

    def within(self, bounds: tuple[float, float, float, float]) -> np.ndarray:
        """Polygons cut to bounds in the DEM's CRS."""
        near = self._parts[np.sort(self._tree.query(box(*bounds)))]
        cut = shapely.clip_by_rect(near, *bounds)
        return cut[shapely.area(cut) > 0]


@dataclass
class _Rim:
    """The upper rim of an outline: its line and points, on the ground and in the DEM's CRS."""

    line: BaseGeometry
    points: np.ndarray
    bounds: tuple[float, float, float, float]
    threshold: float
    elevation: float


def _suggestion(
    shape: BaseGeometry, reader: GridReader, ice: _Glaciers | None
) -> UpslopeSuggestion:
    if not shape.is_valid:
        shape = repaired(shape)
    reach = SLOPE_REACH
    if ice is not None and ice.within(_search_bounds(shape, reader)).size:
        reach = GLACIER_REACH
    window = read_around(reader, shape, reach + _RIM, _SLOPE_CELL)
    if window is None:
        return _none("The DEM's CRS is not defined here.")
    inside = window.inside(shape)
    if inside.sum() < _LEAST_CELLS:
        inside = window.inside(shape, all_touched=True)
    heights = window.elevation[inside]
    known = float(np.isfinite(heights).mean()) if heights.size else 0.0
    if known < _LEAST_KNOWN:
        return _none(f"The DEM has data in {100 * known:.0f} % of the outline only.")
    rim = _upper_rim(shape, window, inside)
    if rim is None:
        return _none("The DEM has no data along the upper rim of the outline.")
    distance = None if ice is None else _distance(rim, window, ice)
    catchment = _Catchment(shape, window, rim, reach)
    if catchment.known < _LEAST_KNOWN_ABOVE:
        share = f"{100 * catchment.known:.0f} %"
        return _none(f"The DEM has data in {share} of the ground above the rim only.", distance)
    return _judged(shape, window, rim, catchment, ice, distance)


def _search_bounds(shape: BaseGeometry, reader: GridReader):
    grid = reader.grid
    x0, y0, x1, y1 = shape.bounds
    step = max(grid.pixel_width, grid.pixel_height)
    jacobian = ground_jacobian(grid.crs, (x0 + x1) / 2, (y0 + y1) / 2, step)
    return shape.bounds if jacobian is None else grown_bounds(shape.bounds, jacobian, GLACIER_REACH)


def _upper_rim(shape: BaseGeometry, window: DemWindow, inside: np.ndarray) -> _Rim | None:
    heights = window.elevation[inside]
    lowest, highest = np.nanmin(heights), np.nanmax(heights)
    threshold = highest - UPPER_PART * (highest - lowest)
    rings = shapely.get_exterior_ring(shapely.get_parts(shape))
    step = min(window.transform.a, -window.transform.e)
    points, ring = shapely.get_coordinates(shapely.segmentize(rings, step), return_index=True)
    heights = window.at(points[:, 0], points[:, 1])
    with np.errstate(invalid="ignore"):
        upper = heights >= threshold
    if not upper.any():  # the top lies within the landform
        if not np.isfinite(heights).any():
            return None
        upper = heights >= np.nanmax(heights)
    pairs = np.flatnonzero(upper[:-1] & upper[1:] & (ring[:-1] == ring[1:]))
    segments = np.stack([points[pairs], points[pairs + 1]], axis=1)
    single = shapely.multipoints(points[upper])
    line = single
    if pairs.size:
        line = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))
    return _Rim(
        window.to_ground(line),
        window.to_ground(shapely.points(points[upper])),
        tuple(shapely.bounds(single)),
        float(threshold),
        float(np.median(heights[upper])),
    )


def _distance(rim: _Rim, window: DemWindow, ice: _Glaciers) -> float | None:
    """Metres from the rim to the nearest glacier, to 0.1 m; None when it is further than 20 km."""
    for radius in (500.0, 4000.0, FURTHEST):
        near = ice.within(grown_bounds(rim.bounds, window.jacobian, radius))
        if near.size:
            least = float(shapely.distance(rim.line, window.to_ground(near)).min())
            if least <= radius:
                return round(least, 1)
    return None


class _Catchment:
    """What drains to the upper rim, on flow cells.

    Attributes:
        distance: metres of flow to the rim, (height, width) of :attr:`flow`; inf elsewhere.
        known: share of the ground just above the rim that has data; ground without may be above.
    """

    def __init__(self, shape: BaseGeometry, window: DemWindow, rim: _Rim, reach: float):
        self.block = tuple(max(1, round(_FLOW_CELL / side)) for side in window.cell)
        self.flow = flow = window.averaged(*self.block)
        inside = flow.inside(shape)
        if inside.sum() < _LEAST_CELLS:
            inside = flow.inside(shape, all_touched=True)
        height = flow.elevation
        with np.errstate(invalid="ignore"):
            high = height >= rim.threshold
        edge = inside & ~ndimage.binary_erosion(inside)
        upper = edge & high
        if not upper.any():
            upper = edge & (height == np.nanmax(np.where(edge, height, np.nan)))
        # A furrow along the rim must not lead all water past it: the cells beside it, unless
        # lower, belong to it.
        beside = ndimage.binary_dilation(upper, np.ones((3, 3), bool)) & ~inside
        collar = beside & high
        self.distance = _up_the_flow(flow, rim.threshold, inside | collar, upper | collar)
        self.distance[inside | (self.distance > reach)] = np.inf
        ring = ndimage.binary_dilation(upper, np.ones((3, 3), bool), iterations=2) & ~inside
        unknown = int((ring & ~np.isfinite(height)).sum())
        above = int((ring & high).sum())
        self.known = above / (above + unknown) if unknown else 1.0

    def near(self) -> np.ndarray:
        """Flow cells within 300 m."""
        return self.distance <= SLOPE_REACH

    def on_slope_cells(self, cells: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
        """A mask of flow cells on the cells that they are made of; ``shape`` of the window."""
        across, down = self.block
        fine = np.repeat(np.repeat(cells, down, axis=0), across, axis=1)
        full = np.zeros(shape, bool)
        height, width = min(shape[0], fine.shape[0]), min(shape[1], fine.shape[1])
        full[:height, :width] = fine[:height, :width]
        return full


def _up_the_flow(flow: DemWindow, threshold, ends: np.ndarray, rim: np.ndarray) -> np.ndarray:
    """Metres of flow down to the cells of the rim; inf where it meets another end, or none."""
    with np.errstate(invalid="ignore"):
        # Ground far below the rim cannot drain to it; without it the search is twice as fast.
        high = (flow.elevation >= threshold - _DEEPEST_PIT) | ends
    rows, columns = np.nonzero(high)
    part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    height = np.where(high, flow.elevation, np.nan)[part]
    distance, target = flow_distance(receivers(height, flow.cell), ends[part], flow.cell)
    found = np.full(flow.elevation.shape, np.inf)
    found[part] = np.where(rim[part].ravel()[target], distance, np.inf)
    return found


def _judged(shape, window, rim, catchment, ice, distance) -> UpslopeSuggestion:
    glacier = np.zeros(window.elevation.shape, bool)
    if ice is not None:
        height, width = glacier.shape
        x0, y1 = window.transform * (0, 0)
        x1, y0 = window.transform * (width, height)
        near_ice = ice.within((x0, y0, x1, y1))
        if near_ice.size:
            glacier = window.inside(shapely.GeometryCollection(list(near_ice)))
    contact = 0.0
    if distance is not None and distance <= CONTACT:
        touching = ice.within(grown_bounds(rim.bounds, window.jacobian, 2 * CONTACT))
        contact = _contact(shape, window, rim, glacier, touching)
    drained = _drained_ice(window, catchment, glacier)
    slopes, words = _slope_hint(window, catchment, glacier)
    return _decided(contact, drained, slopes, distance, ice is not None, words)


def _contact(shape, window, rim, glacier, touching) -> float:
    """Share of the rim with a glacier within 50 m that lies higher than the rim; else 0."""
    around = window.from_ground(rim.line.buffer(_AROUND))
    heights = window.elevation[glacier & window.inside(around) & ~window.inside(shape)]
    if heights.size:  # else it lies within the outline
        heights = heights[np.isfinite(heights)]
        if not heights.size or np.median(heights) <= rim.elevation:
            return 0.0
    tree = shapely.STRtree(window.to_ground(touching))
    touched = np.unique(tree.query(rim.points, predicate="dwithin", distance=CONTACT)[0])
    return max(touched.size / rim.points.size, 1e-3)


def _drained_ice(window: DemWindow, catchment: _Catchment, glacier: np.ndarray):
    """(glacier area in m² that drains to the rim, metres of flow from its nearest cell)."""
    if not glacier.any():
        return 0.0, np.inf
    across, down = catchment.block
    icy = block_means(glacier.astype(np.float64), across, down) >= 0.5
    icy &= np.isfinite(catchment.distance)
    area = float(icy.sum() * np.prod(catchment.flow.cell))
    return area, float(catchment.distance[icy].min(initial=np.inf))


def _slope_hint(window: DemWindow, catchment: _Catchment, glacier: np.ndarray):
    """(category that the slopes above the rim speak for or None, the shares in words)."""
    near = catchment.near()
    if near.sum() < _LEAST_CELLS:
        return None, "Hardly any ground above it drains to the rim; it reaches up to a crest."
    zone = catchment.on_slope_cells(near, glacier.shape) & ~glacier
    rows, columns = np.nonzero(catchment.on_slope_cells(near, glacier.shape))
    part = np.s_[
        max(0, rows.min() - 1) : rows.max() + 2, max(0, columns.min() - 1) : columns.max() + 2
    ]
    crop = DemWindow(window.elevation[part], window.transform, window.jacobian, window.origin)
    slope = crop.slope()[zone[part]]
    slope = slope[np.isfinite(slope)]
    cell = float(np.prod(window.cell))
    if slope.size * cell < _LEAST_CELLS * float(np.prod(catchment.flow.cell)):
        return None, "Hardly any ground without ice above the rim."
    gentle = float(((slope >= GENTLE[0]) & (slope <= GENTLE[1])).mean())
    scree = float(((slope >= SCREE[0]) & (slope <= SCREE[1])).mean())
    wall = float((slope > WALL).mean())
    size = max(window.cell)
    words = (
        f"Slopes above it ({slope.size * cell / 1e6:.2f} km² without ice, {size:.0f} m cells): "
        f"15-35° {100 * gentle:.0f} %, 30-38° {100 * scree:.0f} %, > 40° {100 * wall:.0f} %."
    )
    if size > COARSEST:
        return None, words + " Too coarse to tell talus."
    if wall >= WALL_SHARE and scree >= SCREE_SHARE:
        return TALUS, words
    if gentle >= GENTLE_SHARE and wall < FEW_WALLS:
        return DEBRIS_MANTLED, words
    return None, words


def _decided(contact, drained, slopes, distance, glaciers_known, words) -> UpslopeSuggestion:
    if not glaciers_known:
        lead = "Glaciers are not known. "
        return UpslopeSuggestion(UNKNOWN, None, None, lead + words)
    far = "No glacier within 20 km"
    if distance is not None:
        far = f"Nearest glacier {_metres(distance)} away"
    area, along = drained
    if contact:
        category = POLY if slopes == TALUS and contact < PARTLY else GLACIER
        lead = f"Glacier {_metres(distance)} from the upper rim and higher, along "
        lead += f"{100 * contact:.0f} % of it. "
        return UpslopeSuggestion(category, HU_CATEGORIES[GLACIER], distance, lead + words)
    if area >= LEAST_ICE:
        category = POLY if slopes == TALUS else FOREFIELD
        lead = f"{area / 1e6:.2f} km² of glacier drain to the upper rim, the nearest "
        lead += f"{_metres(along)} up the flow; no contact ({_metres(distance)}). "
        return UpslopeSuggestion(category, HU_CATEGORIES[FOREFIELD], distance, lead + words)
    lead = f"{far}, none within 2 km drains to the upper rim. "
    return UpslopeSuggestion(slopes or UNKNOWN, HU_CATEGORIES.get(slopes), distance, lead + words)


def _metres(distance: float) -> str:
    return f"{distance:.0f} m" if distance < 1000 else f"{distance / 1000:.1f} km"
