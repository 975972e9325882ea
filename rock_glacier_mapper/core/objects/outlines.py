"""Outlines: label pixels → smooth polygons that are valid, keep their area and never overlap.

The outline crosses the line between the centres of an inside and an outside pixel exactly once
for each pair of 4-neighbours, as in marching squares (Lorensen & Cline 1987, Comput. Graph.
21:163-169, in 2-D). Where it crosses is free, within limits, and is taken from the Gaussian-
smoothed mask; whatever the positions, outlines cannot cross themselves or each other, pixel
centres stay on their side, and parts that share a border share its vertices.
"""

from __future__ import annotations

import numpy as np
import shapely
from affine import Affine
from scipy import ndimage
from shapely.geometry import Polygon

#: Furthest that a crossing may move from the pixel side, in pixels. Outlines of neighbours that
#: are one pixel apart stay at least 0.21 pixels apart, more than twice the tolerance below.
REACH = 0.35

#: Tolerance of the thinning of vertices, in pixels.
TOLERANCE = 0.1

_SIGMA = 1.2

# Sides of a pixel, clockwise: top, right, bottom, left. OUT leads out of the pixel, AHEAD along
# the side with the pixel on the right hand.
_OUT = np.array([(-1, 0), (0, 1), (1, 0), (0, -1)])
_AHEAD = np.array([(0, 1), (1, 0), (0, -1), (-1, 0)])


def outlines(labels: np.ndarray, targets: np.ndarray, transform: Affine) -> dict[int, Polygon]:
    """Smooth outlines of the labels of one landform (one part, or units that touch).

    Args:
        labels: int (height, width), 0 = outside; each label 4-connected.
        targets: wanted area of each label in pixels, (labels + 1). It is met as far as moving
            the outline by up to 0.35 pixels allows; borders between units stay where they are.
        transform: pixel to map of ``labels``.

    Returns:
        label → valid polygon in map units.
    """
    padded = np.pad(np.asarray(labels, np.int32), 2)
    numbers = [int(number) for number in np.unique(padded) if number]
    masks = {number: padded == number for number in numbers}
    soft = {
        number: ndimage.gaussian_filter(mask.astype(np.float32), _SIGMA).astype(np.float64)
        for number, mask in masks.items()
    }
    shift = transform * Affine.translation(-2, -2)
    rings, dense = {}, {}
    for number in numbers:
        rings[number] = _Rings(padded, number, soft, float(targets[number]))
        dense[number] = rings[number].polygon(shift, 0.0)
    thin = {number: rings[number].polygon(shift, TOLERANCE) for number in numbers}
    if len(numbers) > 1 and _overlap(list(thin.values())):
        return dense
    return {number: thin[number] if thin[number].is_valid else dense[number] for number in numbers}


class _Rings:
    """The sides of one label's pixels that face another label, linked to rings."""

    def __init__(self, labels: np.ndarray, number: int, soft: dict, target: float):
        inside = labels == number
        pixels, sides = [], []
        for side, out in enumerate(_OUT):
            rows, columns = np.nonzero(inside & (np.roll(labels, tuple(-out), (0, 1)) != number))
            pixels.append(np.stack([rows, columns], axis=1))
            sides.append(np.full(rows.size, side))
        pixel, side = np.concatenate(pixels), np.concatenate(sides)
        key = (pixel[:, 0] * labels.shape[1] + pixel[:, 1]) * 4 + side
        order = np.argsort(key)
        self.pixel, self.side, key = pixel[order], side[order], key[order]
        self.next = self._linked(inside, key)
        self.facing = labels[tuple((self.pixel + _OUT[self.side]).T)]
        self._place(labels, number, soft, target)

    def _linked(self, inside: np.ndarray, key: np.ndarray) -> np.ndarray:
        """Number of the side that follows each side, walking clockwise round the label.

        Diagonal pixels are not joined: each ring stays with its own 4-connected pixels.
        """
        ahead = self.pixel + _AHEAD[self.side]
        beyond = ahead + _OUT[self.side]
        go_on, turn_out = inside[tuple(ahead.T)], inside[tuple(beyond.T)]
        straight, left = go_on & ~turn_out, go_on & turn_out
        pixel = np.where(left[:, None], beyond, np.where(straight[:, None], ahead, self.pixel))
        side = np.where(left, self.side + 3, np.where(straight, self.side, self.side + 1)) % 4
        return np.searchsorted(key, (pixel[:, 0] * inside.shape[1] + pixel[:, 1]) * 4 + side)

    def _place(self, labels: np.ndarray, number: int, soft: dict, target: float) -> None:
        """Positions of the crossings, as (column, row) of the padded window, pixel corners."""
        out = _OUT[self.side]
        here, there = tuple(self.pixel.T), tuple((self.pixel + out).T)
        start, way = self.pixel + 0.5, out.astype(np.float64)
        share = np.full(len(self.side), 0.5)
        for other in np.unique(self.facing):
            if other == 0:
                continue
            # From the lower label to the higher, so that both sides get the very same points.
            chosen = np.flatnonzero(self.facing == other)
            low, high = min(number, int(other)), max(number, int(other))
            a = tuple(index[chosen] for index in (here if number == low else there))
            b = tuple(index[chosen] for index in (there if number == low else here))
            share[chosen] = _crossing(
                soft[low][a] - soft[high][a], soft[low][b] - soft[high][b], 0.0
            )
            if number == high:
                start[chosen] += way[chosen]
                way[chosen] *= -1
        free = self.facing == 0
        inner = soft[number][here][free]
        outer = soft[number][there][free]

        def points(level: float) -> np.ndarray:
            share[free] = _crossing(inner, outer, level)
            return (start + share[:, None] * way)[:, ::-1]

        low, high = 0.0, 1.0
        for _ in range(30):
            middle = (low + high) / 2
            if self._area(points(middle)) > target:
                low = middle
            else:
                high = middle
        self.points = points((low + high) / 2)

    def _area(self, points: np.ndarray) -> float:
        x, y = points.T
        return 0.5 * float(np.sum(x * y[self.next] - x[self.next] * y))

    def polygon(self, transform: Affine, tolerance: float) -> Polygon:
        """The polygon in map units, vertices thinned by Douglas-Peucker with the tolerance."""
        outer, holes = None, []
        for ring in self._walk():
            points = self.points[ring]
            x, y = points.T
            solid = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) > 0
            if tolerance:
                points = self._thinned(ring, tolerance)
            column, row = points.T
            mapped = np.stack(transform * (column, row), axis=1)[::-1]
            if solid:
                outer = mapped
            elif len(mapped) >= 3:
                holes.append(mapped)
        return Polygon(outer, holes)

    def _walk(self) -> list[np.ndarray]:
        """The rings as arrays of side numbers."""
        following = self.next.tolist()
        seen = bytearray(len(following))
        rings = []
        for start in range(len(following)):
            if seen[start]:
                continue
            ring, place = [], start
            while not seen[place]:
                seen[place] = 1
                ring.append(place)
                place = following[place]
            rings.append(np.array(ring))
        return rings

    def _thinned(self, ring: np.ndarray, tolerance: float) -> np.ndarray:
        """Ring points thinned between the places where the neighbour changes.

        Stretches shared with another unit keep all their points.
        """
        facing = self.facing[ring]
        changes = np.flatnonzero(facing != np.roll(facing, 1))
        if changes.size == 0:
            if facing[0] != 0:
                return self.points[ring]
            return _simplified(self.points[np.append(ring, ring[0])], tolerance, least=4)[:-1]
        ring, facing = np.roll(ring, -changes[0]), np.roll(facing, -changes[0])
        parts = []
        for part in np.split(np.arange(ring.size), np.flatnonzero(np.diff(facing)) + 1):
            points = self.points[ring[part]]
            if facing[part[0]] == 0 and len(points) > 2:
                points = _simplified(points, tolerance)
            parts.append(points)
        return np.concatenate(parts)


def _crossing(inside: np.ndarray, outside: np.ndarray, level: float) -> np.ndarray:
    """Share of the way from inside to outside where a linear field crosses the level."""
    drop = inside - outside
    share = np.where(drop > 1e-9, (inside - level) / np.where(drop > 1e-9, drop, 1), 0.5)
    return np.clip(share, 0.5 - REACH, 0.5 + REACH)


def _simplified(points: np.ndarray, tolerance: float, least: int = 2) -> np.ndarray:
    line = shapely.simplify(shapely.linestrings(points), tolerance, preserve_topology=False)
    thinned = shapely.get_coordinates(line)
    return thinned if len(thinned) >= least else points


def _overlap(polygons: list[Polygon]) -> bool:
    if not all(polygon.is_valid for polygon in polygons):
        return True
    tree = shapely.STRtree(polygons)
    first, second = tree.query(polygons, predicate="intersects")
    return any(
        polygons[a].intersection(polygons[b]).area > 0 for a, b in zip(first, second) if a < b
    )
