"""The units of an inventory whose kinematics are assessed: outlines with their markers."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import tr
from .inventorystock import value_of
from .layers import SourcePolygon, warn_of_repairs
from .movingareaedits import KEY, sibling
from .polygons import read_features, read_polygon


def outline_layer(layer: QgsVectorLayer | None, project) -> QgsVectorLayer | None:
    """The layer GO when it, or another layer of the inventory, is given."""
    if layer is None or not layer.isValid():
        return None
    if layer.fields().indexOf("OutType") < 0 or layer.fields().indexOf(KEY) < 0:
        layer = sibling(layer, "GO", project)
    return layer


def read_units(outlines: QgsVectorLayer, markers: QgsVectorLayer, feedback: Feedback) -> tuple:
    """Units to assess, and their markers by PrimaryID.

    Without outlines that a review removed and landforms that are no rock glaciers; the restricted
    outline counts where there is one.

    Raises:
        InputError: there is none.
    """
    from ..core.kinematics.units import OUTLINE_FIELDS, Unit

    rows_of: dict[str, list] = {}
    for marker in read_features(markers):
        if value_of(marker, "Landform") != 2:
            rows_of.setdefault(value_of(marker, KEY), []).append(marker)
    shapes: dict[str, dict[str, tuple]] = {}
    read = []
    for feature in read_features(outlines):
        feedback.check()
        key = value_of(feature, KEY)
        if key not in rows_of or value_of(feature, "ReviewStat") == "remove":
            continue
        shape, valid = read_polygon(feature.geometry()) if feature.hasGeometry() else (None, True)
        if shape is None or not shape.area > 0:
            continue
        read.append(SourcePolygon(feature.id(), shape, not valid, {}))
        kind = "Restricted" if value_of(feature, "OutType") == "Restricted" else "Extended"
        values = {name: value_of(feature, name) for name in OUTLINE_FIELDS}
        shapes.setdefault(key, {}).setdefault(kind, (shape, values))
    warn_of_repairs(read, "INVENTORY", feedback)
    units = []
    for key, both in shapes.items():
        extended = both.get("Extended") or both["Restricted"]
        restricted = both.get("Restricted") or extended
        values = {
            name: extended[1][name] if restricted[1][name] is None else restricted[1][name]
            for name in OUTLINE_FIELDS
        }
        values["AREA"] = extended[1]["AREA"]
        category = value_of(rows_of[key][0], "UpslHu")
        units.append(Unit(key, restricted[0], extended[0], values, category))
    if not units:
        raise InputError(
            tr(
                "{layer} has no outline whose marker in PM may be a rock glacier. Is it filtered, "
                "or empty?"
            ).format(layer=outlines.name())
        )
    return units, rows_of
