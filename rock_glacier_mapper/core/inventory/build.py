"""From candidate polygons to the features of an inventory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from rasterio.crs import CRS
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..translation import tr
from ..vector import Feature, finite_number
from .attributes import areas_km2
from .identifiers import Marker, primary_markers, system_groups, system_markers
from .provenance import write_machine_values
from .schema import AUTO, MACHINE_VALUES, Layer, Schema

#: Entry of ``MachineVal`` that tells an outline which a machine drew from one that was edited.
OUTLINE = "Outline"

#: Attributes of candidates that are kept in GO under the same name.
CARRIED = (
    "prob_mean",
    "prob_max",
    "prob_p10",
    "uncertainty",
    "score",
    "reason",
    "length_m",
    "width_m",
    "elongation",
    "compactness",
    "glacier_overlap",
)


@dataclass
class Candidate:
    """A polygon that may be a rock glacier.

    Attributes:
        geometry: valid Polygon or MultiPolygon.
        attributes: of the candidate layer; ``system_id``, ``rg_id`` and :data:`CARRIED` are used.
        name: how messages call it, for example its feature number.
    """

    geometry: BaseGeometry
    attributes: dict[str, Any] = field(default_factory=dict)
    name: str = ""


@dataclass
class Inventory:
    """The features of each layer, by layer code, and the number of units and systems."""

    layers: dict[str, list[Feature]]
    units: int = 0
    systems: int = 0


def build_inventory(
    candidates: Sequence[Candidate],
    crs: CRS,
    schema: Schema,
    aoi: Sequence[BaseGeometry] | None = None,
    metadata: Mapping[str, str | None] | None = None,
    distance: float = 10.0,
    feedback: Feedback | None = None,
) -> Inventory:
    """One unit (PM and GO, outline type Extended) a candidate, its systems, and the AOI.

    Args:
        crs: of the candidates and of the inventory.
        aoi: polygons in ``crs``; None = the envelope of the candidates.
        metadata: values of the metadata block (``SOUR_DATA``, …).
        distance: units with a gap of at most so many metres belong to one system, where the
            candidates name none.

    Raises:
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    feedback.check()
    markers = primary_markers([c.geometry for c in candidates], crs)
    kept = [(c, m) for c, m in zip(candidates, markers) if m is not None]
    for candidate, marker in zip(candidates, markers):
        if marker is None:
            feedback.warning(
                tr(
                    "Candidate {name} is left out: it has no place in WGS 84, or it lies in "
                    "the same 0.0001° cell as another and is too small to tell them apart."
                ).format(name=candidate.name)
            )
    feedback.progress(0.4)
    feedback.check()
    polygons = [candidate.geometry for candidate, _ in kept]
    given = [candidate_system(candidate) for candidate, _ in kept]
    groups = system_groups(polygons, crs, distance, given)
    units = [marker for _, marker in kept]
    systems = system_markers(polygons, units, groups, crs)
    feedback.progress(0.8)
    feedback.check()
    areas = areas_km2(polygons, crs)
    layers: dict[str, list[Feature]] = {layer.code: [] for layer in schema.layers}
    digits = max(3, len(str(len(kept))))
    for i, (candidate, marker) in enumerate(kept):
        own = {
            **(metadata or {}),
            "PrimaryID": marker.identifier,
            "WorkingID": f"{i + 1:0{digits}d}",
        }
        rgs = systems[int(groups[i])].identifier
        layers["PM"].append(marker_feature(schema.layer("PM"), marker, rgs, own))
        layers["GO"].append(outline_feature(schema.layer("GO"), candidate, areas[i], own))
    for group, marker in sorted(systems.items()):
        count = int((groups == group).sum())
        layers["RGS"].append(system_feature(schema.layer("RGS"), marker, count))
    for polygon in _area_of_interest(aoi, polygons):
        layers["AOI"].append(Feature(_multi(polygon), schema.layer("AOI").defaults()))
    feedback.progress(1.0)
    return Inventory(layers, len(kept), len(systems))


def outline_fingerprint(polygon: BaseGeometry) -> str:
    """A short text that changes when a vertex of the polygon does.

    Where rings start, which way they run, and whether a lone part is wrapped as a multipolygon
    does not matter.
    """
    whole = shapely.normalize(_multi(polygon))
    wkb = shapely.to_wkb(whole, output_dimension=2, byte_order=1)
    return hashlib.sha256(wkb).hexdigest()[:20]


def candidate_system(candidate: Candidate) -> str | None:
    """The system that a candidate names, or None."""
    return _text(candidate.attributes.get("system_id"))


def marker_feature(layer: Layer, marker: Marker, rgs: str, own: Mapping[str, Any]) -> Feature:
    """The primary marker (PM) of a unit.

    Args:
        layer: PM of the schema.
        rgs: identifier of its system.
        own: further values, such as ``PrimaryID`` and the metadata block.
    """
    values = {
        **own,
        "AssocRGS": rgs,
        "LAT": round(marker.latitude, 7),
        "LON": round(marker.longitude, 7),
    }
    return Feature(Point(marker.point.x, marker.point.y), _complete(layer, values, ("Landform",)))


def system_feature(layer: Layer, marker: Marker, units: int) -> Feature:
    """A rock glacier system (RGS) of so many units."""
    values = {"RGSID": marker.identifier, **system_size(units)}
    return Feature(Point(marker.point.x, marker.point.y), _complete(layer, values))


def system_size(units: int) -> dict[str, Any]:
    """What RGS says of a system with so many units."""
    return {"NUnits": units, "RGSType": "mono-unit" if units == 1 else "multi-unit"}


def outline_feature(
    layer: Layer, candidate: Candidate, area: float | None, own: Mapping[str, Any]
) -> Feature:
    """The extended outline (GO) of a unit.

    Args:
        layer: GO of the schema.
        area: km².
        own: further values, such as ``PrimaryID`` and the metadata block.
    """
    values = {
        **own,
        "PolyUID": f"{own['PrimaryID']}-Extended",
        "OutType": "Extended",
        "OutlineSrc": AUTO,
        "AREA": area,
        **carried_values(layer, candidate),
    }
    fingerprint = {OUTLINE: outline_fingerprint(candidate.geometry)}
    return Feature(_multi(candidate.geometry), _complete(layer, values, ("AREA",), fingerprint))


def carried_values(layer: Layer, candidate: Candidate) -> dict[str, Any]:
    """What GO keeps of a candidate's attributes."""
    values: dict[str, Any] = {
        "CandID": _text(candidate.attributes.get("rg_id")) or candidate.name or None
    }
    for name in CARRIED:
        value = candidate.attributes.get(name)
        values[name] = _text(value) if layer.field(name).type == "text" else finite_number(value)
    return values


def _complete(
    layer: Layer,
    values: dict[str, Any],
    automatic: Sequence[str] = (),
    record: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The values with the layer's defaults, and the origin of the automatic ones.

    Args:
        record: what else to keep in ``MachineVal``.
    """
    values = {**layer.defaults(), **values}
    for name in automatic:
        if values.get(name) is not None:
            values[f"{name}Src"] = AUTO
    if automatic:
        kept = {name: values[name] for name in automatic}
        values[MACHINE_VALUES] = write_machine_values({**kept, **(record or {})})
    return values


def _area_of_interest(
    aoi: Sequence[BaseGeometry] | None, polygons: Sequence[BaseGeometry]
) -> list[BaseGeometry]:
    if aoi is not None:
        return list(aoi)
    if not polygons:
        return []
    bounds = [polygon.bounds for polygon in polygons]
    left, bottom = (min(b[k] for b in bounds) for k in (0, 1))
    right, top = (max(b[k] for b in bounds) for k in (2, 3))
    return [box(left, bottom, right, top)]


def _multi(polygon: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([polygon]) if polygon.geom_type == "Polygon" else polygon


def _text(value: Any) -> str | None:
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None
