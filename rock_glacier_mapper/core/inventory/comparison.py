"""Inventories compared with others: numbers, areas, and which landforms both have.

The table begins with the columns of Sun et al. 2024 (TPRoGI, Earth Syst. Sci. Data, Table 5):
place, other inventory, number in it, number in this one. They count landforms only; here it is
told, too, how many are the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..accuracy.area import areas_inside, dissolve
from ..accuracy.objects import COVERED, assign, overlaps
from ..errors import InputError
from ..feedback import Feedback
from ..files import whole_file
from ..htmlpage import heading, page, paragraph, table
from ..translation import mark, tr

#: Fields of the table, in its order.
FIELDS: dict[str, type] = {
    "location": str,
    "other": str,
    "other_kind": str,
    "n_other": int,
    "n_this": int,
    "other_km2": float,
    "this_km2": float,
    "common_km2": float,
    "other_found": int,
    "other_found_share": float,
    "other_missing": int,
    "this_found": int,
    "this_found_share": float,
    "this_new": int,
    "n_same": int,
    "iou": float,
}

POLYGONS, MARKERS = "polygons", "markers"
#: Place of a comparison without regions.
_WHERE = mark("where {inventory} is")


@dataclass(frozen=True)
class Inventory:
    """An inventory to compare.

    Attributes:
        name: for the table.
        shapes: (n,) valid polygons, or points, in one equal-area CRS in metres.
    """

    name: str
    shapes: np.ndarray

    @property
    def kind(self) -> str:
        """:data:`MARKERS` when all shapes are points."""
        types = shapely.get_type_id(self.shapes)
        points = np.isin(types, (0, 4))
        return MARKERS if len(types) and points.all() else POLYGONS


def compare_inventories(
    this: Inventory,
    others: Sequence[Inventory],
    regions: Mapping[str, BaseGeometry] | None = None,
    iou: float = 0.5,
    distance: float = 0.0,
    margin: float = 1000.0,
    feedback: Feedback | None = None,
) -> list[dict[str, Any]]:
    """Compare an inventory with others, area by area.

    A landform is found in the other inventory when it shares area with one of its polygons, or,
    where one of the two consists of markers, when a marker lies in the polygon or within
    ``distance`` of it; two markers must be within ``distance``. What is found is looked for in
    the whole other inventory, so that borders of areas do no harm. Polygons count in an area when
    at least half of their area lies in it, markers when they lie in it.

    Args:
        regions: name to polygon. Without them each other inventory is compared within the convex
            hull of its landforms, widened by ``margin`` metres.
        iou: that two polygons must exceed to be the same landform, one to one.
        distance: in metres.

    Returns:
        One dict of :data:`FIELDS` for each other inventory and each region in which it has a
        landform. Areas, ``n_same`` and ``iou`` are None with markers; shares of nothing are None.

    Raises:
        InputError: a distance below 0, or an IoU out of range.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    if not distance >= 0 or not margin >= 0:
        raise InputError(
            tr("Distances must be 0 or more, not {distance} and {margin} m.").format(
                distance=distance, margin=margin
            )
        )
    rows = []
    for number, other in enumerate(others):
        part = feedback.part(number / len(others), (number + 1) / len(others))
        rows += _rows(this, other, regions, iou, distance, margin, part)
        part.progress(1)
    return rows


def _rows(this, other, regions, iou, distance, margin, feedback) -> Iterator[dict[str, Any]]:
    if not len(other.shapes):
        return
    pair = _Pair(this, other, iou, distance)
    zones = regions
    if not regions:
        hull = shapely.convex_hull(shapely.geometrycollections(other.shapes))
        zones = {_WHERE.format(inventory=other.name): shapely.buffer(hull, max(margin, 1.0))}
    for name, zone in zones.items():
        feedback.check()
        row = pair.row(name, zone)
        if row["n_other"]:
            yield row


class _Pair:
    """Two inventories and what is the same in both."""

    def __init__(self, this: Inventory, other: Inventory, iou: float, distance: float):
        self._this, self._other, self._iou = this, other, iou
        self._with_area = MARKERS not in (this.kind, other.kind)
        if self._with_area:
            pairs = overlaps(this.shapes, other.shapes)
            self._same = assign(pairs, iou).pairs[:, 1]
            first, second = pairs.first, pairs.second
            self._surfaces = dissolve(this.shapes).parts, dissolve(other.shapes).parts
            common = overlaps(*self._surfaces)
            one, two = self._surfaces
            self._pieces = shapely.intersection(one[common.first], two[common.second])
        else:
            tree = shapely.STRtree(other.shapes)
            first, second = tree.query(this.shapes, predicate="dwithin", distance=distance)
        self._found = np.zeros(len(this.shapes), bool), np.zeros(len(other.shapes), bool)
        self._found[0][first], self._found[1][second] = True, True

    def row(self, name: str, zone: BaseGeometry) -> dict[str, Any]:
        inside = _members(self._this, zone), _members(self._other, zone)
        numbers = [int(side.sum()) for side in inside]
        found = [int((f & side).sum()) for f, side in zip(self._found, inside)]
        row = dict.fromkeys(FIELDS)
        row.update(
            location=name,
            other=self._other.name,
            other_kind=self._other.kind,
            n_other=numbers[1],
            n_this=numbers[0],
            other_found=found[1],
            other_found_share=found[1] / numbers[1] if numbers[1] else None,
            other_missing=numbers[1] - found[1],
            this_found=found[0],
            this_found_share=found[0] / numbers[0] if numbers[0] else None,
            this_new=numbers[0] - found[0],
        )
        if self._with_area:
            areas = [
                float(areas_inside(shapes, zone).sum()) / 1e6
                for shapes in (*self._surfaces, self._pieces)
            ]
            union = areas[0] + areas[1] - areas[2]
            row.update(
                this_km2=areas[0],
                other_km2=areas[1],
                common_km2=areas[2],
                n_same=int(inside[1][self._same].sum()),
                iou=areas[2] / union if union else None,
            )
        return row


def _members(inventory: Inventory, zone: BaseGeometry) -> np.ndarray:
    shapely.prepare(zone)
    if inventory.kind == MARKERS:
        return shapely.intersects(zone, inventory.shapes)
    areas = shapely.area(inventory.shapes)
    return areas_inside(inventory.shapes, zone) >= COVERED * areas * (1 - 1e-9)


def write_comparison(
    path: str | os.PathLike, name: str, rows: Sequence[Mapping[str, Any]], notes: Sequence[str]
) -> None:
    """Write the table as an HTML page, whole or not at all.

    Args:
        name: of this inventory; notes: paragraphs below the table.

    Raises:
        InputError: the file cannot be written.
    """
    header = (
        *(tr("Location"), tr("Other inventory"), tr("Number in it"), tr("Number in this one")),
        *(tr("Area (km²)"), tr("Area in this one"), tr("Common area"), tr("IoU by area")),
        *(tr("Of it found here"), tr("Share"), tr("Same landform"), tr("New in this one")),
    )
    keys = (
        *("location", "other", "n_other", "n_this", "other_km2", "this_km2", "common_km2", "iou"),
        *("other_found", "other_found_share", "n_same", "this_new"),
    )
    body = [[_place(row), *(_cell(row[key]) for key in keys[1:])] for row in rows]
    parts = [
        heading(tr("{name} and other inventories").format(name=name), 1),
        table(header, body, numbers=True),
        *map(paragraph, notes),
    ]
    with whole_file(path) as temporary:
        text = page(tr("Comparison of inventories"), parts)
        temporary.write_text(text, encoding="utf-8", errors="replace")


def _place(row: Mapping[str, Any]) -> str:
    if row["location"] == _WHERE.format(inventory=row["other"]):
        return tr(_WHERE).format(inventory=row["other"])
    return row["location"]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
