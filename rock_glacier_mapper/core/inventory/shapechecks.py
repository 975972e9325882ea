"""Checks of the geometries of an inventory."""

from __future__ import annotations

import hashlib
import math
import re
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..geodesy import ellipsoidal_areas
from ..translation import mark, tr
from ..vector import polygonal
from .findings import ERROR, NOTE, WARNING
from .inspection import Inspection, as_number, point_on, short_text
from .reading import Table, single_point

#: Share of the smaller outline from which an overlap is told.
MAX_OVERLAP = 0.05
#: Relative difference of AREA from the area of the outline that is told.
AREA_TOLERANCE = 0.01

_POLYGONS = ("Polygon", "MultiPolygon")
#: GEOS's reasons why a geometry is invalid, in plain words.
_REASONS = {
    "Self-intersection": mark("its boundary crosses itself"),
    "Ring Self-intersection": mark("a ring touches or crosses itself"),
    "Hole lies outside shell": mark("a hole lies outside the outline"),
    "Holes are nested": mark("a hole lies in another hole"),
    "Nested shells": mark("a part lies inside another part"),
    "Nested holes": mark("a hole lies in another hole"),
    "Interior is disconnected": mark("holes cut the outline apart"),
    "Duplicate Rings": mark("a ring is there twice"),
    "Too few points in geometry component": mark("a ring has fewer than four points"),
    "Invalid Coordinate": mark("a coordinate is not a number"),
}
_PLACE = re.compile(r"^(.*?)\[(\S+) (\S+?)\]$")
#: Pairs of outlines that are intersected at once.
_CHUNK = 5000


class ShapeChecks(Inspection):
    """Valid, distinct, large enough, and within the area of interest."""

    def geometry(self) -> None:
        """Missing, unreadable, invalid and misplaced geometries; outlines that are too small."""
        for table in self.file.tables.values():
            if table.layer.geometry == "None":
                continue
            self.feedback.check()
            self._check_shapes(table)
        go = self.table("GO")
        if go is None or go.crs is None:
            return
        chosen = self.extended()
        areas = ellipsoidal_areas([self.shapes["GO"][i] for i in chosen], self.crs) / 1e6
        stored = go.column("AREA")
        for i, area in zip(chosen, areas):
            if not math.isfinite(area):
                text = tr(
                    "The outline has no place on the Earth in the layer's coordinate "
                    "reference system. Assign the right one, or draw the outline "
                    "anew."
                )
                self.add(ERROR, 3, go, i, text)
                continue
            if area < self.minimum:
                text = tr(
                    "The extended outline has {area:.4f} km², less than the "
                    "{minimum:g} km² of the smallest rock glacier to be mapped. "
                    "Leave it out, or lower the limit."
                ).format(area=area, minimum=self.minimum)
                self.add(WARNING, 3, go, i, text)
            value = as_number(stored[i])
            if value is not None and abs(value - area) > AREA_TOLERANCE * area + 1e-7:
                text = tr(
                    "AREA is {value:g} km², but the outline has {area:.6g} km². Run "
                    "Populate RGIK attributes again, also for the other measures."
                ).format(value=value, area=area)
                self.add(WARNING, 18, go, i, text, "AREA")

    def _check_shapes(self, table: Table) -> None:
        point = table.layer.geometry == "Point"
        for i, shape in enumerate(table.shapes):
            if table.broken[i]:
                text = tr(
                    "The geometry cannot be read: a ring is open or has fewer than "
                    "four points. Draw it anew."
                )
                self.add(ERROR, 3, table, i, text)
            elif shape is None:
                if table.layer.code != "RGS":  # RGS may be a table without points
                    text = (
                        tr("There is no geometry. Draw a point or delete the feature.")
                        if point
                        else tr("There is no geometry. Draw a polygon or delete the feature.")
                    )
                    self.add(ERROR, 3, table, i, text)
            elif (point and single_point(shape) is None) or (
                not point and shape.geom_type not in _POLYGONS
            ):
                text = (
                    tr("The geometry is a {kind}, but a point is needed. Draw it anew.")
                    if point
                    else tr("The geometry is a {kind}, but a polygon is needed. Draw it anew.")
                ).format(kind=shape.geom_type)
                self.add(ERROR, 3, table, i, text, place=self.moved_here(shape, table))
        good = [i for i, shape in enumerate(table.shapes) if shape is not None]
        valid = shapely.is_valid(table.shapes[good]) if good else ()
        for i in (i for i, is_valid in zip(good, valid) if not is_valid):
            words, place = _reason(table.shapes[i])
            text = tr(
                "The geometry is invalid: {reason}. Repair it with the vertex tool or "
                "with Fix geometries."
            ).format(reason=words)
            self.add(ERROR, 3, table, i, text, place=self.moved_here(place, table))

    def overlaps(self) -> None:
        """Extended outlines of different units."""
        go = self.table("GO")
        chosen = np.array(self.extended(), int)
        if go is None or chosen.size < 2:
            return
        units = go.column("PrimaryID")
        shapes = self.shapes["GO"][chosen]
        areas = shapely.area(shapes)
        first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        ahead = first < second
        first, second = first[ahead], second[ahead]
        for start in range(0, len(first), _CHUNK):
            self.feedback.check()
            one, other = first[start : start + _CHUNK], second[start : start + _CHUNK]
            common = shapely.intersection(shapes[one], shapes[other])
            share = shapely.area(common) / np.maximum(np.minimum(areas[one], areas[other]), 1e-300)
            for k in np.flatnonzero(share >= MAX_OVERLAP):
                i, j = chosen[one[k]], chosen[other[k]]
                if units[i] is not None and units[i] == units[j]:
                    continue
                if _same_shape(go.shapes[i], go.shapes[j]):  # told as a duplicate
                    continue
                small, large = (i, j) if areas[one[k]] <= areas[other[k]] else (j, i)
                text = tr(
                    "The outline lies to {share:.0f} % in that of another unit, "
                    "feature {feature} ({unit}). Draw the common boundary once, "
                    "unless one unit really overrides the other."
                ).format(
                    share=100 * share[k], feature=go.fids[large], unit=short_text(units[large])
                )
                self.add(WARNING, 4, go, int(small), text, place=polygonal(common[k]))

    def duplicates(self) -> None:
        """Geometries that are in a layer twice."""
        for code, table in self.file.tables.items():
            if table.layer.geometry == "None" or code == "RGS":
                continue
            kinds = table.column("OutType")
            first: dict[Any, int] = {}
            members = self.kept if code == "GO" else range(len(table))
            for i in members:
                if table.shapes[i] is None:
                    continue
                key = kinds[i], _signature(table.shapes[i])
                if key in first:
                    text = tr(
                        "The geometry is the same as that of feature {feature}. Delete "
                        "one of the two."
                    ).format(feature=first[key])
                    self.add(ERROR, 10, table, i, text)
                first.setdefault(key, int(table.fids[i]))

    def area_of_interest(self) -> None:
        """Outlines outside the searched area."""
        go, chosen = self.table("GO"), self.extended()
        areas = [shape for shape in self.shapes.get("AOI", ()) if shape is not None]
        if go is None or not areas or not chosen:
            return
        shapes = self.shapes["GO"][chosen]
        inside = set(shapely.STRtree(shapes).query(areas, predicate="intersects")[1].tolist())
        for number, i in enumerate(chosen):
            if number not in inside:
                text = tr(
                    "The outline lies outside all areas of interest. Enlarge the "
                    "area, or say why in the comment."
                )
                self.add(NOTE, 13, go, i, text)


def _reason(shape: BaseGeometry) -> tuple[str, Point | None]:
    """Why a geometry is invalid, in plain words, and where."""
    reason = shapely.is_valid_reason(shape)
    match = _PLACE.match(reason)
    if match is None:
        return tr(_REASONS.get(reason, reason)), _any_point(shape)
    place = Point(float(match[2]), float(match[3]))
    return tr(_REASONS.get(match[1], match[1])), point_on(place) or _any_point(shape)


def _any_point(shape: BaseGeometry) -> Point | None:
    points = shapely.get_coordinates(shape)
    points = points[np.isfinite(points).all(axis=1)]
    return Point(points[0]) if len(points) else None


def _signature(shape: BaseGeometry) -> bytes:
    """Equal for the same geometry, whatever its first corner, direction or collection type."""
    parts = shapely.get_parts(shape)
    whole = shapely.normalize(parts[0] if len(parts) == 1 else shape)
    return hashlib.sha256(shapely.to_wkb(whole)).digest()


def _same_shape(one: BaseGeometry, other: BaseGeometry) -> bool:
    return _signature(one) == _signature(other)
