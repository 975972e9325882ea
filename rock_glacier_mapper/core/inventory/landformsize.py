"""Size of a landform along its flow: length, mean width, and the height of its front.

All in a local plane in metres, x to the east and y to the north.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.features import rasterize
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

#: Cells into which a landform is divided to look for its centre line.
CELLS = 600
#: Share of the DEM cells that make the head (highest) and the toe (lowest).
END_SHARE = 0.1
#: With a centre line shorter than this many widths, length is measured straight along the flow.
ELONGATED = 2.0
#: Likewise when head and toe lie this far (degrees) from the mean flow direction: a broad lobe.
ACROSS = 45.0
#: Straight lines along the flow that are tried.
LINES = 41

#: How far inside the foot the upper edge of a front is looked for: metres, and DEM cells at least.
FRONT_REACH_M, FRONT_REACH_CELLS = 120.0, 5.0
#: How far from the outline the foot may lie, likewise.
FOOT_REACH_M, FOOT_REACH_CELLS = 15.0, 1.5
#: Distance of the profiles along the outline, and the most profiles.
PROFILE_STEP_M, PROFILES = 10.0, 200
#: Least slope of a front between foot and upper edge, and how much gentler the tread is (degrees).
FRONT_SLOPE, FRONT_BREAK = 20.0, 8.0
#: In cells larger than this (m) no front is seen.
FRONT_CELL = 45.0


@dataclass(frozen=True)
class FlowSize:
    """Length and width of a landform.

    Attributes:
        length: metres, horizontal, along the flow from the upper to the lower rim.
        width: metres, area divided by ``length``: the mean width across the flow.
        line: float64 (points, 2), the line that was measured, from the upper rim to the lower.
        straight: the line follows the mean flow direction, not the shape.
    """

    length: float
    width: float
    line: np.ndarray
    straight: bool


def largest_part(shape: BaseGeometry) -> Polygon:
    """The largest polygon of a multipolygon."""
    if shape.geom_type == "Polygon":
        return shape
    return max(shape.geoms, key=lambda part: part.area)


def flow_size(
    part: Polygon, cells: np.ndarray, elevation: np.ndarray, downslope: np.ndarray | None
) -> FlowSize | None:
    """Length along the flow, and mean width across it.

    An elongated landform is measured along its centre line: the least-cost path from its head (the
    centre of the highest tenth of its cells) to its toe (the lowest tenth), where a step costs the
    more the nearer it is to the margin; smoothed, and prolonged to the outline at both ends. The
    idea of a cost grid that keeps the line in the middle is that of Kienholz et al. (2014), The
    Cryosphere 8, 503-519, for glaciers. On a compact landform (centre line shorter than about two
    mean widths) and on a broad lobe (the way from head to toe is more than 45° off the mean flow
    direction) head and toe may be corners; there the length is that of the longest straight line
    inside that runs along the mean flow direction. Mean width is area over length.

    Args:
        part: valid polygon, in metres.
        cells: (n, 2) centres of the DEM cells inside, in metres.
        elevation: (n,) of these cells, no NaN.
        downslope: (2,) mean direction of the flow, any length; None or zero = from head to toe.

    Returns:
        None when the polygon has no area, or there is no direction of flow at all.
    """
    if len(elevation) == 0 or not part.area > 0:
        return None
    head, toe = _end(cells, elevation), _end(cells, -elevation)
    if downslope is None or not np.hypot(*downslope) > 0:
        downslope = toe - head
    line = None
    if _angle(toe - head, downslope) <= ACROSS:
        line = _centre_line(part, head, toe)
    straight = line is None
    if straight:
        line = _longest_line(part, downslope)
        if line is None:
            return None
    length = line_length(line)
    return FlowSize(length, part.area / length, line, straight)


def line_length(line: np.ndarray) -> float:
    """Length of a line (points, 2)."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _angle(one: np.ndarray, other: np.ndarray) -> float:
    """Angle between two vectors in degrees."""
    cross, along = one[0] * other[1] - one[1] * other[0], one @ other
    return abs(math.degrees(math.atan2(cross, along)))


def _end(cells: np.ndarray, height: np.ndarray) -> np.ndarray:
    """Centre of the highest cells."""
    chosen = cells[height >= np.quantile(height, 1 - END_SHARE)]
    return np.round(chosen.mean(axis=0), 6)  # the same whatever the order of the cells


def _centre_line(part: Polygon, head: np.ndarray, toe: np.ndarray) -> np.ndarray | None:
    """The centre line from rim to rim, (points, 2); None where it is short or cannot be found."""
    size = math.sqrt(part.area / CELLS)
    x0, y0, x1, y1 = part.bounds
    left, top = x0 - 1.5 * size, y1 + 1.5 * size
    shape = math.ceil((top - y0) / size + 1.5), math.ceil((x1 - left) / size + 1.5)
    if max(shape) > CELLS:  # a thread, whose width no grid of this size shows
        return None
    transform = Affine(size, 0, left, 0, -size, top)
    edges = _edges(part)
    for all_touched in (False, True):
        if all_touched:  # narrow places would cut it in pieces
            inside = rasterize(
                [(part, 1)], out_shape=shape, transform=transform, all_touched=True
            ).astype(bool)
        else:
            inside = _inside(edges, shape, left, top, size)
        ends = [_nearest_cell(inside, ~transform * tuple(end)) for end in (head, toe)]
        if None in ends or ends[0] == ends[1]:
            return None
        depth = ndimage.distance_transform_edt(inside)
        path = _least_cost_path(inside, 1 / np.maximum(depth, 1), *ends)
        if path is not None:
            break
    else:
        return None
    line = np.column_stack((left + (path[:, 1] + 0.5) * size, top - (path[:, 0] + 0.5) * size))
    # Half the half-width: takes out the steps of the grid, not the bends of the landform.
    smooth = ndimage.gaussian_filter1d(line, depth.max() / 2, axis=0, mode="nearest")
    smooth[0], smooth[-1] = line[0], line[-1]
    # From the middle of the highest tenth to that of the lowest is nine tenths of the length.
    if line_length(smooth) ** 2 < (1 - END_SHARE) ** 2 * ELONGATED * part.area:
        return None
    # The ends of the path lie beside the middle by chance; the rim is reached from further in.
    length = np.hypot(*np.diff(smooth, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(length)))
    trim = min(depth.max() * size, along[-1] / 4)
    kept = smooth[(along >= trim) & (along <= along[-1] - trim)]
    if len(kept) < 2:
        kept = smooth
    back = max(1, min(len(kept) - 1, int(depth.max())))
    start = _to_rim(edges, kept[0], kept[0] - kept[back])
    end = _to_rim(edges, kept[-1], kept[-1] - kept[-1 - back])
    return np.vstack((start, kept, end))


def _least_cost_path(
    inside: np.ndarray, cost: np.ndarray, start: tuple[int, int], end: tuple[int, int]
) -> np.ndarray | None:
    """Cells from start to end, (cells, row and column); None where there is no way inside.

    A step to one of the eight neighbours costs its length times the mean cost of both cells.
    """
    number = np.full(np.add(inside.shape, 2), -1)
    number[1:-1, 1:-1][inside] = np.arange(np.count_nonzero(inside))
    places, costs = np.argwhere(inside), cost[inside]
    height, width = inside.shape
    begins, ends, weights = [], [], []
    for down, right in ((0, 1), (1, -1), (1, 0), (1, 1)):
        neighbour = number[1 + down : 1 + down + height, 1 + right : 1 + right + width][inside]
        begin = np.flatnonzero(neighbour >= 0)
        other = neighbour[begin]
        begins.append(begin)
        ends.append(other)
        weights.append(math.hypot(down, right) * (costs[begin] + costs[other]) / 2)
    edges = np.concatenate(weights), (np.concatenate(begins), np.concatenate(ends))
    graph = csr_array(edges, shape=(len(costs), len(costs)))
    first, last = (int(number[row + 1, column + 1]) for row, column in (start, end))
    _, before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
    path = [last]
    while path[-1] != first:
        path.append(int(before[path[-1]]))
        if path[-1] < 0:
            return None
    return places[path[::-1]].astype(np.float64)


def _edges(part: Polygon) -> np.ndarray:
    """Straight pieces of all rings, (pieces, 2 ends, x and y)."""
    rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    return np.concatenate([np.stack((ring[:-1], ring[1:]), axis=1) for ring in rings])


def _crossings(edges: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Where lines of constant second coordinate cross edges: first coordinates, inf = nowhere.

    Args:
        edges: see :func:`_edges`.
        levels: second coordinates of the lines, (lines,).

    Returns:
        float64 (lines, edges).
    """
    (s0, t0), (s1, t1) = edges[:, 0].T, edges[:, 1].T
    level = levels[:, None]
    # A corner on a line belongs to one of its two edges.
    meets = (t0 <= level) != (t1 <= level)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(meets, s0 + (level - t0) / (t1 - t0) * (s1 - s0), np.inf)


def _inside(
    edges: np.ndarray, shape: tuple[int, int], left: float, top: float, size: float
) -> np.ndarray:
    """Cells whose centre lies in the polygon (even-odd rule), bool of ``shape``."""
    height, width = shape
    at = _crossings(edges, top - (np.arange(height) + 0.5) * size)
    rows, pieces = np.nonzero(np.isfinite(at))
    first = np.ceil((at[rows, pieces] - left) / size - 0.5).astype(int)
    begins = np.bincount(rows * (width + 1) + first, minlength=height * (width + 1))
    return (np.cumsum(begins.reshape(height, width + 1), axis=1)[:, :-1] & 1).astype(bool)


def _nearest_cell(inside: np.ndarray, place: tuple[float, float]) -> tuple[int, int] | None:
    """(row, column) of the cell inside whose centre is nearest to (column, row) ``place``."""
    rows, columns = np.nonzero(inside)
    if rows.size == 0:
        return None
    distance = (columns + 0.5 - place[0]) ** 2 + (rows + 0.5 - place[1]) ** 2
    nearest = int(np.argmin(np.round(distance, 6)))
    return int(rows[nearest]), int(columns[nearest])


def _to_rim(edges: np.ndarray, place: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Where a ray from inside first meets the outline; the place itself when it never does."""
    norm = np.hypot(*direction)
    if not norm > 0:
        return place
    along = direction / norm
    across = np.array([-along[1], along[0]])
    turned = np.stack(((edges - place) @ along, (edges - place) @ across), axis=2)
    distance = _crossings(turned, np.zeros(1))[0]
    distance = distance[(distance > 0) & np.isfinite(distance)]
    return place + distance.min() * along if distance.size else place


def _longest_line(part: Polygon, direction: np.ndarray) -> np.ndarray | None:
    """The longest straight line inside along a direction, (2, 2) from start to end."""
    norm = np.hypot(*direction)
    if not norm > 0:
        return None
    along = np.asarray(direction, np.float64) / norm
    across = np.array([-along[1], along[0]])
    edges = _edges(part)
    turned = np.stack((edges @ along, edges @ across), axis=2)
    low, high = turned[..., 1].min(), turned[..., 1].max()
    offsets = low + (np.arange(LINES) + 0.5) / LINES * (high - low)
    at = np.sort(_crossings(turned, offsets), axis=1)
    begins, ends = at[:, :-1:2], at[:, 1::2]
    lengths = np.where(np.isfinite(ends), ends - np.where(np.isfinite(ends), begins, 0), 0)
    if lengths.size == 0 or not lengths.max() > 0:
        return None
    line, piece = np.unravel_index(int(np.argmax(np.round(lengths, 6))), lengths.shape)
    ends = np.array([at[line, 2 * piece], at[line, 2 * piece + 1]])
    return offsets[line] * across + ends[:, None] * along


def front_height(
    part: Polygon,
    line: np.ndarray,
    surface: Callable[[np.ndarray], np.ndarray],
    cell: float,
) -> float | None:
    """Height of the front: elevation of its upper edge minus that of its foot, in metres.

    Profiles run inwards from the lower outline, at right angles to it. On each, the upper edge of
    the frontal talus is the convex break: the point furthest above the chord of the profile (the
    triangle method); the foot is the concave break near the outline, the point furthest below the
    chord from the ground outside to the upper edge. A profile shows a front when it rises by 20° at
    least between the two, and the tread above is 8° gentler at least. RGIK (2023), *Guidelines for
    inventorying rock glaciers*, describes the front by these two breaks.

    The lower outline are the points in the lowest quarter of the elevations along the outline that
    face the flow within 60°.

    Args:
        part: valid polygon, in metres; its outline is the foot of the front (extended outline).
        line: (points, 2) flow line from the upper to the lower rim.
        surface: elevations (n,) in metres at points (n, 2); NaN = no data.
        cell: size of the DEM's cells in metres.

    Returns:
        Median over the profiles; None where fewer than three or a third of them show a front, or
        the DEM is too coarse.
    """
    if cell > FRONT_CELL:
        return None
    places, inwards = _rim(part, cell)
    level = surface(places)
    back = min(len(line) - 1, 1 + len(line) // 10)
    upslope = line[-1 - back] - line[-1]
    known = np.isfinite(level)
    if not known.any() or not np.hypot(*upslope) > 0:
        return None
    low, high = level[known].min(), level[known].max()
    with np.errstate(invalid="ignore"):
        lower = level <= low + 0.25 * (high - low)
    lower &= inwards @ (upslope / np.hypot(*upslope)) >= 0.5
    if lower.sum() < 3:
        return None
    length = line_length(line)
    foot_reach = max(FOOT_REACH_M, FOOT_REACH_CELLS * cell)
    reach = max(FRONT_REACH_M, FRONT_REACH_CELLS * cell)
    reach = max(min(reach, length / 2), 3 * cell)
    step = max(cell / 3, 1.0)
    distance = step * np.arange(-math.ceil(foot_reach / step), math.ceil(reach / step) + 1)
    points = places[lower, None] + distance[:, None] * inwards[lower, None]
    profiles = surface(points.reshape(-1, 2)).reshape(-1, len(distance))
    heights = _front_heights(profiles, distance, foot_reach)
    if len(heights) < max(3, len(profiles) / 3):
        return None
    return float(np.median(heights))


def _rim(part: Polygon, cell: float) -> tuple[np.ndarray, np.ndarray]:
    """Points along the outline, (n, 2), and unit vectors to the inside."""
    ring = shapely.get_coordinates(part.exterior)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))))
    whole = along[-1]
    count = int(np.clip(whole / max(PROFILE_STEP_M, cell / 2), 24, PROFILES))
    at = (np.arange(count) + 0.5) / count * whole
    # Over two cells: the small angles of an outline are those of the person or grid that drew it.
    reach = min(max(2 * cell, 2 * PROFILE_STEP_M), whole / 12)
    points = [
        np.column_stack([np.interp((at + shift) % whole, along, axis) for axis in ring.T])
        for shift in (0, -reach, reach)
    ]
    tangent = points[2] - points[1]
    tangent /= np.maximum(np.hypot(*tangent.T), 1e-9)[:, None]
    sign = 1 if part.exterior.is_ccw else -1
    return points[0], sign * np.column_stack((-tangent[:, 1], tangent[:, 0]))


def _front_heights(profiles: np.ndarray, distance: np.ndarray, foot_reach: float) -> np.ndarray:
    """Heights on those of the profiles (n, points) that are complete and show a front."""
    z = profiles[np.isfinite(profiles).all(axis=1)]
    if len(z) == 0:
        return np.zeros(0)
    rows, start = np.arange(len(z)), int(np.argmin(np.abs(distance)))
    edge = start + 1 + np.argmax(_above_chord(z[:, start:], distance[start:])[:, 1:-1], axis=1)
    top, at = z[rows, edge], distance[edge]
    slope = (top - z[:, 0]) / (at - distance[0])
    chord = z[:, :1] + slope[:, None] * (distance - distance[0])
    near = (np.abs(distance) <= foot_reach) & (distance < at[:, None])
    foot = np.argmin(np.where(near, z - chord, np.inf), axis=1)
    height, width = top - z[rows, foot], at - distance[foot]
    front = np.degrees(np.arctan2(height, width))
    tread = np.degrees(np.arctan2(z[:, -1] - top, distance[-1] - at))
    return height[(front >= FRONT_SLOPE) & (front - tread >= FRONT_BREAK)]


def _above_chord(z: np.ndarray, distance: np.ndarray) -> np.ndarray:
    share = (distance - distance[0]) / (distance[-1] - distance[0])
    return z - (z[:, :1] + share * (z[:, -1:] - z[:, :1]))
