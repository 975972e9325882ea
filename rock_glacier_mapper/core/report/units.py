"""What a report counts: the accepted rock glaciers of an inventory, with their attributes.

Understood are inventories with the layers GO and PM (this plugin's and the published RoGI layout)
and plain layers of outlines or points, with the field names of this plugin or of TPRoGI.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import WGS84, ellipsoidal_areas, transform_coordinates, transform_polygons
from ..inventory.reading import single_point
from ..inventory.schema import Schema
from ..inventory.upslope import HU_CATEGORIES
from ..translation import Phrase, mark, tr
from ..vector import polygonal, repaired
from .attributes import CLASSES, NUMBERS
from .rows import TEXTS, Rows, read_rows

#: Value of Landform for what is no rock glacier.
_NO_ROCK_GLACIER = 2


@dataclass(frozen=True)
class Units:
    """Rock glaciers, N of them.

    Attributes:
        name: of the file.
        numbers: attribute to float64 (N,), NaN = missing; every one of ``attributes.NUMBERS``.
        classes: field to N values, None = not given; only fields that the inventory has.
        category: N upslope categories of Hu et al. (2023), None = not assessed.
        region: N names of regions, None = none.
        regions_from: where the names come from; empty = there are none.
        shapes: object (N,), valid polygon or None.
        crs: of the shapes.
        longitude, latitude: float64 (N,), WGS 84 degrees of the marker, else of a point in the
            outline; NaN = without a place.
        counts: what else to say in numbers, by label.
        notes: what a reader should know.
    """

    name: str
    numbers: dict[str, np.ndarray]
    classes: dict[str, list]
    category: list[str | None]
    region: list[str | None]
    regions_from: str
    shapes: np.ndarray
    crs: CRS
    longitude: np.ndarray
    latitude: np.ndarray
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.shapes)

    def known(self, name: str) -> bool:
        """Whether any value of a number is there."""
        return bool(np.isfinite(self.numbers[name]).any())


def read_units(
    source: str | os.PathLike,
    schema: Schema,
    feedback: Feedback | None = None,
    name: str | None = None,
) -> Units:
    """Read an inventory and leave out what was rejected.

    Rejected are landforms that are no rock glacier (Landform 2), outlines that a review removed
    and candidates of status ``rejected``. Each extended outline counts once.

    Args:
        source: see :func:`..rows.read_rows`.
        name: what the report calls the inventory; None = by its file.

    Raises:
        InputError: it cannot be read, or has no rock glaciers or no CRS.
        Cancelled: the user stopped.
    """
    outlines, markers = read_rows(source, schema, feedback or Feedback())
    path = str(source).partition("|")[0]
    if outlines.crs is None:
        raise InputError(
            tr("{path}: the outlines have no CRS. Set it in the layer properties.").format(
                path=path
            )
        )
    return _units(name or Path(path).name, outlines, markers)


def _units(name: str, outlines: Rows, markers: Rows | None) -> Units:
    notes: list[str] = []
    counts: dict[str, int] = {}
    partner = _partners(outlines, markers, notes)
    total = len(outlines.shapes)

    def column(field_name: str) -> list | None:
        """The outlines' own values, else those of their markers."""
        if field_name in outlines.columns:
            return outlines.columns[field_name]
        if markers is None or field_name not in markers.columns:
            return None
        values = markers.columns[field_name]
        return [None if i < 0 else values[i] for i in partner]

    types = outlines.columns.get("OutType")
    kept = np.ones(total, bool)
    if types is not None:
        kept = np.array([kind == "Extended" for kind in types], bool)
        counts[mark("Restricted outlines")] = sum(kind == "Restricted" for kind in types)
    rejected = np.zeros(total, bool)
    for field_name, value in (
        ("Landform", _NO_ROCK_GLACIER),
        ("ReviewStat", "remove"),
        ("status", "rejected"),
    ):
        values = column(field_name)
        if values is not None:
            rejected |= np.array([one == value for one in values], bool)
    counts[mark("Rejected outlines, left out of everything")] = int((kept & rejected).sum())
    if markers is not None:
        counts[mark("Primary markers")] = len(markers.shapes)
    rows = np.flatnonzero(kept & ~rejected)
    if not rows.size:
        raise InputError(
            tr(
                "{name} has no rock glaciers to report: no extended outlines, or all were rejected."
            ).format(name=name)
        )
    classes = {}
    for field_name in (*TEXTS, *CLASSES):
        values = column(field_name)
        if values is not None:
            classes[field_name] = [values[i] for i in rows]
    shapes = np.array([_polygon(shape) for shape in outlines.shapes[rows]] + [None], object)[:-1]
    numbers = {}
    for item in NUMBERS:
        values = column(item.name)
        found = np.full(len(rows), np.nan)
        if values is not None:
            found = np.array([_number(values[i]) for i in rows])
            found = found * outlines.factors.get(item.name, 1.0)
        numbers[item.name] = found
    plain = markers is None and types is None
    numbers["AREA"] = _areas(numbers["AREA"], shapes, outlines.crs, plain, notes)
    longitude, latitude = _places(outlines, markers, rows, partner, shapes)
    lost = int((~np.isfinite(longitude)).sum())
    if lost:
        notes.append(
            tr(
                "{count} rock glaciers have no place: they are missing on maps and in cells."
            ).format(count=lost)
        )
    names, origin = _named_regions(classes)
    return Units(
        name, numbers, classes, _categories(classes, len(rows), notes), names, origin, shapes,
        outlines.crs, longitude, latitude, counts, notes,
    )  # fmt: skip


def _partners(outlines: Rows, markers: Rows | None, notes: list[str]) -> np.ndarray:
    """Number of each outline's marker, -1 where there is none; the first of several."""
    if markers is None:
        return np.full(len(outlines.shapes), -1)
    first: dict[Any, int] = {}
    for number, key in enumerate(markers.columns.get("PrimaryID", ())):
        if key is not None:
            first.setdefault(key, number)
    keys = outlines.columns.get("PrimaryID") or [None] * len(outlines.shapes)
    partner = np.array([first.get(key, -1) for key in keys], np.int64)
    if len(partner) and (partner < 0).any():
        lonely = int((partner < 0).sum())
        notes.append(tr("{count} outlines have no primary marker.").format(count=lonely))
    return partner


def _polygon(shape: BaseGeometry | None) -> BaseGeometry | None:
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    return polygonal(repaired(shape))


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return np.nan
    return number if np.isfinite(number) else np.nan


def _areas(
    given: np.ndarray, shapes: np.ndarray, crs: CRS, plain: bool, notes: list[str]
) -> np.ndarray:
    """Areas in km²: as given, else of the outline on the ellipsoid.

    The unit of a plain layer's areas shows by comparing them with the outlines.
    """
    drawn = np.full(len(shapes), np.nan)
    there = np.flatnonzero([shape is not None for shape in shapes])
    known = np.isfinite(given)
    if there.size and (plain or not known.all()):
        drawn[there] = ellipsoidal_areas(shapes[there], crs) / 1e6
    if plain and (known & (drawn > 0)).any():
        ratio = float(np.median((given / drawn)[known & (drawn > 0)]))
        if 0.5e6 < ratio < 2e6:
            given = given / 1e6
        elif not 0.5 < ratio < 2:
            notes.append(
                tr("AREA is neither in km² nor in m²; the areas of the outlines are used.")
            )
            known = np.zeros(len(shapes), bool)
    missing = int((~known & np.isfinite(drawn)).sum())
    if missing:
        notes.append(
            tr(
                "The area of {count} rock glaciers is not filled in; it was computed from the "
                "outline on the WGS 84 ellipsoid."
            ).format(count=missing)
        )
    return np.where(known, given, drawn)


def _places(
    outlines: Rows, markers: Rows | None, rows: np.ndarray, partner: np.ndarray, shapes
) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of the markers, else of points in the outlines."""
    points = shapely.point_on_surface(shapes)
    own = [single_point(s) if s is not None and p is None else p
           for s, p in zip(outlines.shapes[rows], points)]  # fmt: skip
    longitude, latitude = _degrees(own, outlines.crs)
    if markers is not None and markers.crs is not None:
        marked = [
            None if i < 0 or markers.shapes[i] is None else single_point(markers.shapes[i])
            for i in partner[rows]
        ]
        east, north = _degrees(marked, markers.crs)
        longitude = np.where(np.isfinite(east), east, longitude)
        latitude = np.where(np.isfinite(east), north, latitude)
    return longitude, latitude


def _degrees(points: Sequence[BaseGeometry | None], crs: CRS) -> tuple[np.ndarray, np.ndarray]:
    x, y = (np.full(len(points), np.nan) for _ in range(2))
    there = [i for i, point in enumerate(points) if point is not None and not point.is_empty]
    if there:
        xs, ys = [points[i].x for i in there], [points[i].y for i in there]
        x[there], y[there] = transform_coordinates(crs, WGS84, xs, ys)
    good = np.isfinite(x) & np.isfinite(y)
    return np.where(good, x, np.nan), np.where(good, y, np.nan)


def _categories(classes: Mapping[str, list], count: int, notes: list[str]) -> list[str | None]:
    """UpslHu, else the category of Hu et al. that the upslope connection of RGIK stands for."""
    given = classes.get("UpslHu") or [None] * count
    connection = classes.get("UpslCon") or [None] * count
    allowed = set(HU_CATEGORIES.values())
    found = [
        category if category in allowed else HU_CATEGORIES.get(other)
        for category, other in zip(given, connection)
    ]
    derived = sum(c not in allowed and f is not None for c, f in zip(given, found))
    if derived:
        notes.append(
            tr("The upslope category of {count} rock glaciers is taken from UpslCon.").format(
                count=derived
            )
        )
    return found


def _named_regions(classes: Mapping[str, list]) -> tuple[list[str | None], str]:
    count = len(next(iter(classes.values()), ()))
    for name in ("SUBREGION", "Country"):
        if any(value is not None for value in classes.get(name, ())):
            return [None if v is None else str(v) for v in classes[name]], Phrase(
                mark("field {name}"), name=name
            )
    return [None] * count, ""


def in_regions(units: Units, regions: Sequence[tuple[str, BaseGeometry]], crs: CRS) -> list:
    """The name of the region that each rock glacier's place is in, None = outside of all.

    Where regions overlap the first counts.

    Args:
        regions: name and polygon, in ``crs``.
    """
    shapes = transform_polygons([shape for _, shape in regions], crs, WGS84)
    tree = shapely.STRtree(shapes)
    there = np.flatnonzero(np.isfinite(units.longitude))
    points = shapely.points(units.longitude[there], units.latitude[there])
    found: list[str | None] = [None] * len(units)
    best = np.full(len(there), len(regions))
    inputs, hits = tree.query(points, predicate="intersects")
    np.minimum.at(best, inputs, hits)
    for i, number in zip(there, best):
        if number < len(regions):
            found[i] = regions[number][0]
    return found
