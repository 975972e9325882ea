"""Outlines of an inventory as the core wants them, and what may be written into them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature

from ..core.feedback import Feedback
from ..core.inventory.provenance import (
    may_overwrite,
    read_machine_values,
    same,
    write_machine_values,
)
from ..core.inventory.schema import AUTO, MACHINE_VALUES
from ..core.translation import tr
from .polygons import plain, read_polygon

#: Field of an outline with what is to be said of its values.
NOTE = "AttrNote"


def core_crs(crs: QgsCoordinateReferenceSystem):
    """rasterio's object for a CRS of QGIS."""
    from rasterio.crs import CRS

    return CRS.from_wkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018))


def read_outlines(
    source: Iterable[QgsFeature], count: int, feedback: Feedback
) -> tuple[list, list]:
    """Features that have a polygon, and the polygons; unsaved edits are seen."""
    features, shapes, repaired = [], [], 0
    for number, feature in enumerate(source):
        feedback.check()
        feedback.progress(number / max(1, count))
        shape, was_valid = read_polygon(feature.geometry()) if feature.hasGeometry() else (None, 1)
        if shape is not None:
            repaired += not was_valid
            features.append(feature)
            shapes.append(shape)
    if repaired:
        feedback.warning(
            tr(
                "{count} outlines are invalid; their attributes are those of the repaired shape. "
                "Repair them with the vertex tool."
            ).format(count=repaired)
        )
    return features, shapes


def machine_changes(
    feature: QgsFeature, found: dict[str, Any], only_empty: bool, note: str | None = None
) -> tuple[dict[str, Any], bool]:
    """What a machine may write into a feature: never over a value that a person has set.

    Returns:
        (new values by field name, whether more than an area was found and may be written).

    Args:
        found: field name to measured value; fields that the layer lacks are left out.
        note: for the field of notes; None = leave it.
    """
    has_record = feature.fieldNameIndex(MACHINE_VALUES) >= 0
    record = read_machine_values(plain(feature[MACHINE_VALUES])) if has_record else {}
    remembered, values, filled = dict(record), {}, False
    for name, value in found.items():
        if feature.fieldNameIndex(name) < 0 or feature.fieldNameIndex(f"{name}Src") < 0:
            continue
        present, source = plain(feature[name]), plain(feature[f"{name}Src"])
        if not may_overwrite(present, source, record.get(name), only_empty):
            continue
        filled = filled or (value is not None and name != "AREA")
        remembered[name] = value
        if present is None or value is None or not same(present, value):
            values[name] = value
        values[f"{name}Src"] = None if value is None else AUTO
    if note is not None and feature.fieldNameIndex(NOTE) >= 0 and (filled or not only_empty):
        present = plain(feature[NOTE])
        if present is None or present == record.get(NOTE):
            values[NOTE] = remembered[NOTE] = note[:254] or None
    if has_record and values:
        values[MACHINE_VALUES] = write_machine_values(remembered)
    return {k: v for k, v in values.items() if plain(feature[k]) != v}, filled
