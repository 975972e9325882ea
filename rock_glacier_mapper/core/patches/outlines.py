"""What can be used of the outlines: sources of windows, labels, and what to tell the user."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..grid import Grid
from ..translation import Phrase, mark
from .windows import Box

#: As many feature ids are named in a message; more would not be read.
_NAMED = 10
_STRIP = 1024


@dataclass(frozen=True)
class Outline:
    """A polygon feature of the user.

    Attributes:
        id: of the feature, for messages and the index.
        geometry: polygon in the stack's CRS, valid; None when the feature has none.
        repaired: whether the geometry had to be repaired.
    """

    id: str
    geometry: BaseGeometry | None
    repaired: bool = False


@dataclass(frozen=True)
class Source:
    """A landform, or one of its parts where they lie far apart, around which windows are cut.

    Attributes:
        id: of the feature.
        positive: rock glacier, or else a place that looks like one.
        point: a point inside, in map units; tells its block.
        envelope: around the polygon, clipped to the image.
        region: around the polygon with its buffer, clipped to the image.
        area: pixels with data that it covers; 0 for negatives.
    """

    id: str
    positive: bool
    point: tuple[float, float]
    envelope: Box
    region: Box
    area: int


def burn(shapes: list[BaseGeometry], grid: Grid) -> np.ndarray:
    """1 in pixels whose centre lies inside a polygon, else 0: uint8 (height, width)."""
    if not shapes:
        return np.zeros(grid.shape, np.uint8)
    return rasterize(
        [(shape, 1) for shape in shapes],
        out_shape=grid.shape,
        transform=grid.transform,
        fill=0,
        dtype="uint8",
    )


class Labels:
    """Burns all rock glaciers into any window of a grid."""

    def __init__(self, shapes: list[BaseGeometry], grid: Grid):
        self._shapes, self._grid = shapes, grid
        self._tree = shapely.STRtree(shapes)

    def burn(self, column: int, row: int, size: int) -> np.ndarray:
        """uint8 (size, size): 1 rock glacier, 0 background."""
        part = self._grid.part(column, row, size, size)
        near = self._tree.query(shapely.box(*part.bounds))
        return burn([self._shapes[n] for n in sorted(near)], part)


def find_sources(
    outlines: list[Outline],
    positive: bool,
    grid: Grid,
    buffer_m: float,
    known: Callable[[int, int, int, int], np.ndarray],
    feedback: Feedback,
) -> tuple[list[Source], list[str]]:
    """Sources of windows, and messages on the outlines that cannot be used as they are.

    Args:
        outlines: of one layer.
        positive: rock glaciers; these must cover pixels with data.
        grid: of the stack.
        buffer_m: context around each polygon in metres.
        known: gives, for (column, row, width, height), where the stack has data.
    """
    image = Box(0, 0, grid.width, grid.height)
    frame = shapely.box(*grid.bounds)
    distance = buffer_m / grid.unit_in_metres
    found: dict[str, list[str]] = {}
    sources = []
    for outline in outlines:
        feedback.check()
        shape = outline.geometry
        if shape is None or shape.is_empty:
            found.setdefault("without", []).append(outline.id)
            continue
        if outline.repaired:
            found.setdefault("repaired", []).append(outline.id)
        inside = shapely.intersection(shape, frame)
        if inside.area == 0:
            found.setdefault("outside", []).append(outline.id)
            continue
        if inside.area < shape.area * (1 - 1e-9):
            found.setdefault("partly", []).append(outline.id)
        parts = list(_parts(inside, distance))
        areas = [_count(part, grid, image, known) if positive else (1, 0) for part in parts]
        if not any(burnt for burnt, _ in areas):
            found.setdefault("tiny", []).append(outline.id)
        elif positive and not any(area for _, area in areas):
            found.setdefault("nodata", []).append(outline.id)
        for part, (_, area) in zip(parts, areas):
            if positive and not area:
                continue
            envelope = _box_around(part.bounds, grid, image)
            left, bottom, right, top = part.bounds
            wide = left - distance, bottom - distance, right + distance, top + distance
            point = part.representative_point()
            region = _box_around(wide, grid, image)
            sources.append(Source(outline.id, positive, (point.x, point.y), envelope, region, area))
    texts = {
        "without": mark("without a polygon, left out"),
        "repaired": mark("with invalid geometry, repaired"),
        "outside": mark("outside the image, left out"),
        "partly": mark("partly outside the image: the part inside is used"),
        "tiny": mark("so small that no pixel has its centre inside, left out"),
        "nodata": mark("where the image has no data, left out"),
    }
    notes = [message(positive, found[key], text) for key, text in texts.items() if key in found]
    return sources, notes


def message(positive: bool, ids: list[str], text: str) -> Phrase:
    """A message on some features, with their ids where they are few.

    Args:
        positive: rock glaciers, else negatives.
        text: in :func:`..translation.mark`.
    """
    several = len(ids) > 1
    if positive:
        what = mark("{count} rock glacier polygons") if several else mark("1 rock glacier polygon")
    else:
        what = mark("{count} negative polygons") if several else mark("1 negative polygon")
    values = {"what": Phrase(what, count=len(ids)), "text": Phrase(text)}
    if len(ids) > _NAMED:
        return Phrase(mark("{what} {text}."), **values)
    return Phrase(mark("{what} {text} (feature {ids})."), ids=", ".join(ids), **values)


def contradictions(rock_glaciers: list[Outline], negatives: list[Outline]) -> list[str]:
    """Ids of negatives that share area with a rock glacier."""
    shapes = [outline.geometry for outline in rock_glaciers if outline.geometry is not None]
    tree = shapely.STRtree(shapes)
    return [
        outline.id
        for outline in negatives
        if outline.geometry is not None
        and any(
            shapely.intersection(outline.geometry, shapes[n]).area > 0
            for n in tree.query(outline.geometry, predicate="intersects")
        )
    ]


def _parts(shape: BaseGeometry, distance: float) -> Iterator[BaseGeometry]:
    """A polygon, cut into groups of parts whose buffers do not touch."""
    pieces = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon"]
    if len(pieces) == 1:
        yield pieces[0]
        return
    around = shapely.union_all(shapely.buffer(pieces, max(distance, 1e-6)))
    for group in getattr(around, "geoms", [around]):
        yield shapely.union_all([p for p in pieces if group.intersects(p)])


def _box_around(bounds: tuple[float, float, float, float], grid: Grid, image: Box) -> Box:
    left, bottom, right, top = bounds
    first, last = ~grid.transform * (left, top), ~grid.transform * (right, bottom)
    return Box(
        *(math.floor(value + 1e-6) for value in first), *(math.ceil(value - 1e-6) for value in last)
    ).common(image)


def _count(shape: BaseGeometry, grid: Grid, image: Box, known) -> tuple[int, int]:
    """Pixels that a polygon burns, and how many of them have data; read in strips."""
    box = _box_around(shape.bounds, grid, image)
    burnt = valid = 0
    width = box.right - box.left
    for row in range(box.top, box.bottom, _STRIP):
        height = min(_STRIP, box.bottom - row)
        mask = burn([shape], grid.part(box.left, row, width, height)) == 1
        burnt += int(mask.sum())
        valid += int((mask & known(box.left, row, width, height)).sum())
    return burnt, valid
