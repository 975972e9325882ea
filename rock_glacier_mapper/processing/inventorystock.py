"""Reading an inventory for the step that adds to it: identifiers, systems, outlines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

from ..core.feedback import Feedback
from ..core.inventory.provenance import may_overwrite, read_machine_values
from ..core.inventory.schema import AUTO, MACHINE_VALUES
from .polygons import plain, read_polygon

#: Fields that only a person fills; a unit with one of them has been worked on.
_OF_A_PERSON = {
    "GO": ("RelFr", "RelLeftLM", "RelRightLM", "RelUpsCon", "ReviewBy", "Comment"),
    "PM": ("VALID1", "VALID2", "Morpho", "Complet", "UpslCur", "Destabili", "Comment"),
}

#: How far, in degrees, a marker may be from its LAT and LON and still be where it was made.
_MARKER_TOLERANCE = 2e-6


def attribute_request(
    layer: QgsVectorLayer, names: Iterable[str] = (), geometry: bool = True
) -> QgsFeatureRequest:
    """All features with those of the named attributes that the layer has."""
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    fields = layer.fields()
    present = [name for name in names if fields.indexOf(name) >= 0]
    request.setSubsetOfAttributes(present, fields)
    if not geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return request


def value_of(feature: QgsFeature, name: str) -> Any:
    """A value, None for NULL and for a field that the feature lacks."""
    return plain(feature[name]) if feature.fieldNameIndex(name) >= 0 else None


def read_stock(layers: dict, schema, candidates: list, crs, distance: float, feedback: Feedback):
    """What an inventory holds, as :class:`..core.inventory.append.Stock`; unsaved edits are seen.

    Args:
        layers: by code; PM and RGS may be missing.
        candidates: only outlines near them are read.
        crs: rasterio CRS of the layers.
        distance: largest gap in metres between units of a system.

    Raises:
        Cancelled: the user stopped.
    """
    from ..core.inventory.append import Stock, running_number

    stock = Stock()
    outlines = layers["GO"]
    total = max(1, sum(layer.featureCount() for layer in layers.values()))
    touched, rejected = set(), set()
    number = 0

    def rows(code, names):
        nonlocal number
        request = attribute_request(layers[code], names, geometry=code == "PM")
        for feature in layers[code].getFeatures(request):
            if number % 1000 == 0:
                feedback.check()
                feedback.progress(0.5 * number / total)
            number += 1
            yield feature

    for feature in rows("GO", ("PrimaryID", "WorkingID")):
        stock.unit_ids.add(value_of(feature, "PrimaryID"))
        found = running_number(value_of(feature, "WorkingID"))
        stock.last_number = max(stock.last_number, found)
    sources = [f.name for f in schema.layer("PM").fields if f.source_of]
    fields = ("PrimaryID", "AssocRGS", "Landform", "LAT", "LON", MACHINE_VALUES)
    fields += (*sources, *_OF_A_PERSON["PM"])
    x, y, units = [], [], []
    for feature in rows("PM", fields) if "PM" in layers else ():
        unit, system = value_of(feature, "PrimaryID"), value_of(feature, "AssocRGS")
        stock.unit_ids.add(unit)
        if system:
            stock.systems[unit] = system
            stock.system_ids.add(system)
        if value_of(feature, "Landform") == 2:
            rejected.add(unit)
        if _is_assessed(feature, sources):
            touched.add(unit)
        if not feature.hasGeometry():
            touched.add(unit)
            continue
        point = feature.geometry().centroid().asPoint()
        x.append(point.x())
        y.append(point.y())
        units.append((unit, value_of(feature, "LAT"), value_of(feature, "LON")))
    touched |= _moved_markers(x, y, units, crs)
    for feature in rows("RGS", ("RGSID",)) if "RGS" in layers else ():
        stock.system_ids.add(value_of(feature, "RGSID"))
    stock.unit_ids.discard(None)
    stock.system_ids.discard(None)
    if candidates:
        request = attribute_request(outlines, (
            "PrimaryID", "OutType", "OutlineSrc", "ReviewStat", MACHINE_VALUES, *_OF_A_PERSON["GO"]
        ))  # fmt: skip
        request.setFilterRect(_surroundings(candidates, crs, distance))
        for number, feature in enumerate(outlines.getFeatures(request)):
            if number % 1000 == 0:
                feedback.check()
                feedback.progress(0.5 + 0.5 * number / total)
            known = _known_outline(feature, touched, rejected)
            if known is not None:
                stock.outlines.append(known)
    return stock


def _is_assessed(feature: QgsFeature, sources: list[str]) -> bool:
    """Whether a person has said something about the unit of a marker."""
    landform = value_of(feature, "Landform")
    machine = read_machine_values(value_of(feature, MACHINE_VALUES)).get("Landform")
    return (
        not may_overwrite(landform, value_of(feature, "LandformSrc"), machine)
        or any(value_of(feature, name) not in (None, AUTO) for name in sources)
        or any(value_of(feature, name) is not None for name in _OF_A_PERSON["PM"])
    )


def _moved_markers(x: list, y: list, markers: list, crs) -> set:
    """Units whose marker is not where it was made.

    Args:
        x, y: of the markers.
        markers: (unit, ``LAT``, ``LON``) of each.
    """
    from ..core.geodesy import WGS84, transform_coordinates
    from ..core.inventory.append import is_at

    longitudes, latitudes = transform_coordinates(crs, WGS84, x, y)
    return {
        unit
        for longitude, latitude, (unit, *made) in zip(longitudes, latitudes, markers)
        if not is_at(longitude, latitude, *made, _MARKER_TOLERANCE)
    }


def _surroundings(candidates: list, crs, distance: float) -> QgsRectangle:
    """A rectangle with all candidates and what may touch them."""
    import shapely

    from ..core.inventory.append import reach

    bounds = shapely.total_bounds([candidate.geometry for candidate in candidates])
    return QgsRectangle(*bounds).buffered(reach(crs, bounds, distance))


def _known_outline(feature: QgsFeature, touched: set, rejected: set):
    """An outline of the inventory; None when the feature has no polygon."""
    from ..core.inventory.append import KnownOutline
    from ..core.inventory.build import OUTLINE, outline_fingerprint

    shape, was_valid = read_polygon(feature.geometry()) if feature.hasGeometry() else (None, True)
    if shape is None:
        return None
    identifier = value_of(feature, "PrimaryID")
    # Outlines without an identifier are units of their own.
    unit = identifier or f"feature {feature.id()}"
    status = value_of(feature, "ReviewStat")
    record = read_machine_values(value_of(feature, MACHINE_VALUES))
    replaceable = (
        identifier is not None
        and unit not in touched
        and unit not in rejected
        and was_valid
        and value_of(feature, "OutType") == "Extended"
        and value_of(feature, "OutlineSrc") == AUTO
        and status in (None, "unreviewed")
        and all(value_of(feature, name) is None for name in _OF_A_PERSON["GO"])
        and record.get(OUTLINE) == outline_fingerprint(shape)
    )
    return KnownOutline(shape, unit, unit in rejected or status == "remove", replaceable)
