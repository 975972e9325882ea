"""What all checks of an inventory share: layers made comparable, and the findings."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
from rasterio.crs import CRS
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..geodesy import WGS84, transform_coordinates, transform_polygons
from ..vector import polygonal, repaired
from .findings import Finding
from .reading import InventoryFile, Table, single_point
from .schema import Schema

#: Review status of outlines that no longer count.
REMOVED = "remove"


class Inspection:
    """An inventory under inspection.

    Attributes:
        findings: what was found so far.
        crs, wkt: common CRS of all comparisons, that of the outlines if there is one.
        shapes: layer code to geometries in that CRS, repaired; None where there is none.
        longitude, latitude: of the points of PM and RGS, in degrees; NaN where there is none.
        kept: positions of the outlines that count, which the review did not remove.
        units: PrimaryID to positions of its outlines in ``kept``.
        moved: positions of markers that are not where their identifier says.
    """

    def __init__(self, file: InventoryFile, schema: Schema, minimum: float, feedback: Feedback):
        self.file, self.schema, self.minimum, self.feedback = file, schema, minimum, feedback
        self.findings: list[Finding] = []
        tables = [
            file.tables[code] for code in ("GO", "PM", "AOI", "MA", "RGS") if code in file.tables
        ]
        known = next((table for table in tables if table.crs is not None), None)
        self.crs: CRS | None = known.crs if known is not None else None
        self.wkt = known.wkt if known is not None else ""
        self.shapes = {code: self._usable(table) for code, table in file.tables.items()}
        self.longitude, self.latitude = {}, {}
        for code in ("PM", "RGS"):
            self.longitude[code], self.latitude[code] = self._geographic(code)
        go = file.tables.get("GO")
        self.kept = []  # outlines that count: not removed in the review
        self.units: dict[str, list[int]] = defaultdict(list)
        if go is not None:
            status, units = go.column("ReviewStat"), go.column("PrimaryID")
            self.kept = [i for i in range(len(go)) if status[i] != REMOVED]
            for i in self.kept:
                if units[i] is not None:
                    self.units[units[i]].append(i)
        self.moved: set[int] = set()  # markers that are not where their identifier says

    def add(
        self,
        severity: str,
        check: int,
        table: Table,
        i: int | None,
        message: str,
        field: str = "",
        place: BaseGeometry | None = None,
    ) -> None:
        """A finding on a feature (``i`` its position in the table) or on a whole layer.

        Args:
            place: in the CRS of the findings; the feature's own shape when None.
        """
        primary = feature = None
        if i is not None:
            feature = int(table.fids[i])
            primary = short_text(table.column("PrimaryID")[i])
            if place is None:
                place = self.shapes[table.layer.code][i]
        names = ", ".join(table.stored.get(name, name) for name in field.split(",") if name)
        self.findings.append(
            Finding(severity, check, table.name, feature, primary, names, message, point_on(place))
        )

    def file_finding(self, severity: str, message: str) -> None:
        """A finding on the file as a whole."""
        self.findings.append(Finding(severity, 0, "", None, None, "", message))

    def _usable(self, table: Table) -> np.ndarray:
        """Geometries for comparisons: in the common CRS, repaired, of the right kind, or None."""
        shapes = np.empty(len(table), dtype=object)
        for i, shape in enumerate(table.shapes):
            if shape is None:
                continue
            if table.layer.geometry == "Point":
                shapes[i] = single_point(shape)
            elif np.isfinite(shape.bounds).all():
                shapes[i] = polygonal(repaired(shape))
        if table.crs is None or self.crs is None or table.crs == self.crs:
            return shapes
        there = [i for i, shape in enumerate(shapes) if shape is not None]
        for i, shape in zip(
            there, transform_polygons([shapes[i] for i in there], table.crs, self.crs)
        ):
            shapes[i] = shape if np.isfinite(shape.bounds).all() else None
        return shapes

    def _geographic(self, code: str) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes of a point layer; NaN where there is none."""
        shapes = self.shapes.get(code, ())
        longitude, latitude = np.full(len(shapes), np.nan), np.full(len(shapes), np.nan)
        there = [i for i, shape in enumerate(shapes) if shape is not None]
        if self.crs is not None and there:
            points = [(shapes[i].x, shapes[i].y) for i in there]
            found = transform_coordinates(self.crs, WGS84, *zip(*points))
            longitude[there], latitude[there] = (np.where(np.isfinite(v), v, np.nan) for v in found)
        return longitude, latitude

    def table(self, code: str) -> Table | None:
        """The layer of a code, or None."""
        return self.file.tables.get(code)

    def extended(self) -> list[int]:
        """Extended outlines that count and have a shape."""
        go = self.table("GO")
        if go is None:
            return []
        kinds = go.column("OutType")
        return [i for i in self.kept if kinds[i] == "Extended" and self.shapes["GO"][i] is not None]

    def moved_here(self, shape: BaseGeometry | None, table: Table) -> BaseGeometry | None:
        """A geometry of a table in the CRS of the findings."""
        point = point_on(shape)
        if point is None or table.crs is None or table.crs == self.crs:
            return point
        return point_on(transform_polygons([point], table.crs, self.crs)[0])


def quoted(value: Any) -> str:
    """A value of the file for a message: one line, not too long."""
    text = " ".join(str(value).split())
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def short_text(value: Any) -> str | None:
    """A value as a text that is not too long; None for NULL."""
    return None if value is None else str(value)[:60]


def as_number(value: Any) -> float | None:
    """A finite number, or None when the value is none."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def as_integer(value: Any) -> int | None:
    """A whole number, or None when the value is none."""
    number = as_number(value)
    return int(number) if number is not None and number.is_integer() else None


def point_on(shape: BaseGeometry | None) -> Point | None:
    """A point on a geometry; None where there is none."""
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    return shape if shape.geom_type == "Point" else shape.representative_point()
