"""What a review needs of a layer: which field means what, and its features as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsDistanceArea, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ...core.errors import InputError
from ...core.translation import tr
from ...processing.inventoryproject import place
from ...processing.inventorystock import attribute_request, value_of
from ...processing.polygons import plain, read_polygon

#: Fields of a candidate layer that a review fills; they are made with the first decision.
REVIEW_FIELDS = ("review", "review_by", "review_date")


@dataclass(frozen=True)
class Roles:
    """Names of the fields of a reviewed layer; "" where there is none.

    Attributes:
        is_inventory: layer GO of an inventory; else a candidate layer.
        status, by, date: the decision, who took it, and when.
        unit: identifier of the unit.
        mapper: who mapped or reviewed it.
        score: of the rules, else the mean probability.
    """

    is_inventory: bool
    status: str
    by: str
    date: str
    unit: str
    mapper: str
    area: str
    uncertainty: str
    score: str

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> Roles:
        """The roles of a layer's fields."""
        names = set(layer.fields().names())

        def first(*wanted: str) -> str:
            return next((name for name in wanted if name in names), "")

        is_inventory = {"PolyUID", "OutType", "ReviewStat"} <= names
        own = ("ReviewStat", "ReviewBy", "ReviewDate") if is_inventory else REVIEW_FIELDS
        return cls(
            is_inventory,
            *own,
            first("PrimaryID") if is_inventory else "",
            first("MAPPER", "review_by"),
            first("AREA", "area_km2"),
            first("uncertainty"),
            first("score", "prob_mean"),
        )

    @property
    def names(self) -> list[str]:
        """All fields that a list of candidates needs."""
        fields = (self.status, self.unit, self.mapper, self.area, self.uncertainty, self.score)
        return [*filter(None, fields), "PolyUID", "OutType", "rg_id"]


def require_reviewable(layer: QgsVectorLayer) -> None:
    """Check that decisions on a layer can be kept.

    Raises:
        InputError: it lies in no GeoPackage, or shows only a part of its features.
    """
    if place(layer) is None:
        raise InputError(
            tr(
                "{layer} lies in no GeoPackage, so that decisions could not be logged. Save it as "
                "one first (layer menu, Export)."
            ).format(layer=layer.name())
        )


def key_of(feature: QgsFeature) -> str:
    """What tells a candidate from the others, as in ``core.review.mappercopies``."""
    for name, prefix in (("PolyUID", ""), ("rg_id", "rg_id ")):
        value = value_of(feature, name)
        if value is not None:
            return f"{prefix}{value}"
    return f"fid {feature.id()}"


def read_table(layer: QgsVectorLayer, roles: Roles):
    """All candidates of a layer, unsaved edits included, as a ``CandidateTable``.

    Of an inventory the extended outlines; further outlines of a unit are its partners.
    """
    import numpy as np

    from ...core.review.table import CandidateTable

    rows = [[] for _ in range(8)]
    others: dict[str, list[int]] = {}
    for feature in layer.getFeatures(attribute_request(layer, roles.names, geometry=False)):
        unit = value_of(feature, roles.unit) or "" if roles.unit else ""
        if roles.is_inventory and value_of(feature, "OutType") == "Restricted":
            others.setdefault(unit, []).append(feature.id())
            continue
        for column, value in zip(rows, _row(feature, roles, unit)):
            column.append(value)
    fids, keys, units, area, uncertainty, score, statuses, mappers = rows
    area = np.array(area, float)
    if np.isnan(area).any():
        _measure(layer, fids, area)
    table = CandidateTable(fids, keys, units, area, uncertainty, score, statuses, mappers)
    if others:
        table.partners = {row: others[unit] for row, unit in enumerate(units) if unit in others}
    return table


def _row(feature: QgsFeature, roles: Roles, unit: str) -> tuple:
    def number(name: str) -> float:
        value = value_of(feature, name) if name else None
        return float(value) if isinstance(value, (int, float)) else float("nan")

    return (
        feature.id(),
        key_of(feature),
        unit,
        number(roles.area),
        number(roles.uncertainty),
        number(roles.score),
        status_of(feature, roles),
        (value_of(feature, roles.mapper) or "") if roles.mapper else "",
    )


def status_of(feature: QgsFeature, roles: Roles) -> str:
    """The decision on a feature; "" for none."""
    return str(value_of(feature, roles.status) or "")


def area_km2(layer: QgsVectorLayer, geometry: QgsGeometry) -> float:
    """Area on the ellipsoid."""
    return _ruler(layer).measureArea(geometry) / 1e6


def _ruler(layer: QgsVectorLayer) -> QgsDistanceArea:
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    ruler.setEllipsoid(layer.crs().ellipsoidAcronym() or "EPSG:7030")
    return ruler


def _measure(layer: QgsVectorLayer, fids: list[int], area) -> None:
    """Fill in the areas that are not known (NaN)."""
    import numpy as np

    row_of = {fids[row]: row for row in np.flatnonzero(np.isnan(area)).tolist()}
    ruler = _ruler(layer)
    for feature in layer.getFeatures(attribute_request(layer)):
        row = row_of.get(feature.id())
        if row is not None and feature.hasGeometry():
            area[row] = ruler.measureArea(feature.geometry()) / 1e6


# --- values and geometries of the journal --------------------------------------------------


def fingerprint(geometry: QgsGeometry) -> str | None:
    """Fingerprint of an outline; None where there is none."""
    from ...core.inventory.build import outline_fingerprint

    shape, _ = read_polygon(geometry) if geometry is not None else (None, True)
    return None if shape is None else outline_fingerprint(shape)


def as_hex(geometry: QgsGeometry) -> str:
    """A geometry as hexadecimal WKB."""
    return bytes(geometry.asWkb()).hex()


def from_hex(text: str) -> QgsGeometry:
    """A geometry from hexadecimal WKB."""
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return geometry


def journal_value(value: Any) -> Any:
    """A value of a feature as JSON holds it."""
    value = plain(value)
    if isinstance(value, (QDateTime, QDate)):
        return value.toString(Qt.DateFormat.ISODate)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def layer_values(layer: QgsVectorLayer, values: dict[str, Any]) -> dict[str, Any]:
    """Values of the journal as a layer takes them; fields that it lacks are left out."""
    fields = layer.fields()
    found = {}
    for name, value in values.items():
        index = fields.indexOf(name)
        if index < 0 or name == "fid":
            continue
        if fields.at(index).typeName() == "DateTime" and isinstance(value, str):
            value = QDateTime.fromString(value, Qt.DateFormat.ISODate)
        found[name] = value
    return found


def attributes_of(feature: QgsFeature) -> dict[str, Any]:
    """All values of a feature that are not NULL, but its number, as JSON holds them."""
    values = {name: journal_value(feature[name]) for name in feature.fields().names()}
    return {name: v for name, v in values.items() if v is not None and name != "fid"}
