"""Export of an inventory in the layout of the published RoGI files.

Layers AOI, PM, MA and GO in one GeoPackage in EPSG:4326, named as in RoGI v2.0 (Rouyet et al.
2025, ESSD 17, 4125-4157, data doi 10.5281/zenodo.14501398), with RGIK's field names without dots.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..files import whole_file
from ..geodesy import WGS84, transform_coordinates, transform_polygons
from ..translation import Phrase, mark, tr
from ..vector import Feature, polygonal, repaired
from .geopackage import write_inventory
from .reading import InventoryFile, Table, single_point
from .schema import AUTO, Field, Layer, Schema, load_schema

#: Published layers and their fields; all else of an inventory is internal.
PUBLISHED = {
    "AOI": ("AOIName", "Country", "Comment"),
    "PM": (
        "PrimaryID",
        "WorkingID",
        "Landform",
        "AssocRGS",
        "Morpho",
        "Complet",
        "UpslCon",
        "UpslCur",
        "ActiCl",
        "ActiAss",
        "Destabili",
        "KinAtt",
        "RelKin",
        "KinPeriod",
        "KinSpatRep",
        "KinData",
        "Country",
        "Comment",
        "SOUR_DATA",
        "MAP_DATE",
        "MAPPER",
        "REVIEWER",
        "ADDI_INF",
    ),
    "MA": ("PolyUID", "VelClass", "RelMA", "TimeObs", "DataTech", "Comment"),
    "GO": (
        "PolyUID",
        "PrimaryID",
        "WorkingID",
        "OutType",
        "RelFr",
        "RelLeftLM",
        "RelRightLM",
        "RelUpsCon",
        "RelIndex",
        "Comment",
    ),
}

#: Fields whose codes are this plugin's own numbers; they are published as the labels.
AS_LABELS = ("KinAtt",)

#: Interpretations that a person has to confirm; left empty in an export of reviewed values.
SUGGESTIONS = ("UpslCon", "ActiCl", "ActiAss")

LANDFORMS = (0, 1, 2)
_LABEL_LENGTH = 40


@dataclass(frozen=True)
class RogiName:
    """What the names of the published layers are made of.

    Attributes:
        area: of the inventory, for example ``ALL-AREAS``.
        year: of publication.
        version: such as ``02.0``.
        project: who publishes; the RoGI files have ``ESACCI-PERMAFROST``.
    """

    area: str
    year: int
    version: str = "01.0"
    project: str = "ESACCI-PERMAFROST"

    def __post_init__(self):
        for name in ("area", "version", "project"):
            if not _part(getattr(self, name)):
                raise InputError(
                    tr(
                        "The {name} {value!r} gives no layer name. Use letters, digits and hyphens."
                    ).format(name=name, value=getattr(self, name))
                )

    def layer(self, code: str) -> str:
        """``ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0`` for code GO."""
        project, area = _part(self.project).upper(), _part(self.area).upper()
        return f"{project}_ROGI_{area}_{code}_{self.year}-fv{_part(self.version)}"


def _part(text: str) -> str:
    """Only characters that the published names have."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text.strip()).strip("-.")


@dataclass
class RogiExport:
    """What was exported.

    Attributes:
        counts: layer code to number of features.
        left_out: reason to number of features that were left out.
        emptied: values that nobody confirmed and that were left empty.
        repaired: geometries that had to be repaired.
    """

    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    emptied: int = 0
    repaired: int = 0

    def leave_out(self, reason: str) -> None:
        """Count a feature that is not exported."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def export_rogi(
    file: InventoryFile,
    path: str | os.PathLike,
    name: RogiName,
    landforms: Collection[int] = LANDFORMS,
    only_reviewed: bool = False,
    schema: Schema | None = None,
    tags: Mapping[str, str] | None = None,
    feedback: Feedback | None = None,
) -> RogiExport:
    """Write an inventory as one GeoPackage in the RoGI layout, whole or not at all.

    Outlines that the review removed are never exported. Geometries go to EPSG:4326 with edges of
    more than a kilometre divided; polygons that cross the antimeridian are cut there.

    Args:
        file: from :func:`.reading.read_inventory`.
        landforms: codes of Landform whose units are exported; a marker without Landform counts as
            uncertain.
        only_reviewed: leave out automatic outlines that are not yet reviewed, markers whose
            outlines are all left out for that or whose Landform nobody confirmed and that have no
            outline, and leave :data:`SUGGESTIONS` empty where their origin is automatic.
        tags: metadata of the GeoPackage.

    Raises:
        InputError: a layer has no CRS, or the file cannot be written.
        Cancelled: the user stopped; nothing was written.
    """
    feedback = feedback or Feedback()
    schema = schema or load_schema()
    result = RogiExport()
    chosen = _choose(file, set(landforms), only_reviewed, result)
    layers, features = [], {}
    for number, code in enumerate(PUBLISHED):
        feedback.check()
        layer = _published_layer(schema.layer(code), name.layer(code))
        layers.append(layer)
        table = file.tables.get(code)
        rows = _features(table, chosen[code], only_reviewed, result) if table is not None else []
        features[layer.code] = rows
        result.counts[code] = len(rows)
        feedback.progress(0.7 * (number + 1) / len(PUBLISHED))
    with whole_file(path) as temporary:
        write_inventory(
            temporary,
            replace(schema, layers=tuple(layers), views=()),
            features,
            WGS84.to_wkt(),
            tags,
            feedback.part(0.7, 1),
        )
        feedback.check()
    feedback.progress(1.0)
    return result


def _choose(
    file: InventoryFile, landforms: set[int], only_reviewed: bool, result: RogiExport
) -> dict[str, list[int]]:
    """Positions of the features to export, by layer code."""
    chosen = {code: list(range(len(table))) for code, table in file.tables.items()}
    pm, go = file.tables.get("PM"), file.tables.get("GO")
    known = _landforms_of(pm)
    have: set[Any] = set()  # units that have outlines, removed ones not counted
    shown: set[Any] = set()  # units with an outline that passes the review
    if go is not None:
        kept = []
        columns = (go.column(n) for n in ("PrimaryID", "ReviewStat", "OutlineSrc"))
        for i, (unit, status, source) in enumerate(zip(*columns)):
            if status == "remove":
                result.leave_out(Phrase(mark("outlines removed in the review")))
                continue
            have.add(unit)
            if only_reviewed and source == AUTO and status in (None, "unreviewed"):
                result.leave_out(Phrase(mark("automatic outlines that are not yet reviewed")))
                continue
            shown.add(unit)
            if known.get(unit, 0) not in landforms:
                result.leave_out(Phrase(mark("outlines of other landforms")))
                continue
            kept.append(i)
        chosen["GO"] = kept
    if pm is not None:
        kept = []
        for i, (unit, source) in enumerate(zip(pm.column("PrimaryID"), pm.column("LandformSrc"))):
            open_review = unit not in shown if unit in have else source == AUTO
            if (pm.column("Landform")[i] or 0) not in landforms:
                result.leave_out(Phrase(mark("markers of other landforms")))
            elif only_reviewed and open_review:
                result.leave_out(Phrase(mark("markers of units that are not yet reviewed")))
            else:
                kept.append(i)
        chosen["PM"] = kept
    return chosen


def _landforms_of(pm: Table | None) -> dict[Any, Any]:
    """Landform of each unit; that of the first marker where an identifier is there twice."""
    known: dict[Any, Any] = {}
    if pm is not None:
        for unit, landform in zip(pm.column("PrimaryID"), pm.column("Landform")):
            known.setdefault(unit, landform or 0)
    return known


def _published_layer(layer: Layer, name: str) -> Layer:
    fields = tuple(_published_field(layer.field(n)) for n in PUBLISHED[layer.code])
    return replace(layer, code=name, fields=fields)


def _published_field(item: Field) -> Field:
    if item.name not in AS_LABELS:
        return item
    return replace(item, type="text", length=_LABEL_LENGTH, values=None, default=None)


def _features(
    table: Table, chosen: Iterable[int], only_reviewed: bool, result: RogiExport
) -> list[Feature]:
    chosen = list(chosen)
    columns = {n: _labelled(table, n) for n in PUBLISHED[table.layer.code] if n in table.columns}
    if only_reviewed:
        for name in SUGGESTIONS:
            if name in columns:
                columns[name] = _confirmed(table, name, columns[name], chosen, result)
    shapes = _geographic(table, chosen, result)
    return [
        Feature(shape, {name: column[i] for name, column in columns.items()})
        for i, shape in zip(chosen, shapes)
    ]


def _labelled(table: Table, name: str) -> list:
    values = [_typed(table.layer.field(name), value) for value in table.columns[name]]
    if name not in AS_LABELS:
        return values
    labels = {choice.code: choice.label for choice in table.layer.field(name).values.choices}
    return [labels.get(value, value) for value in values]


def _typed(item: Field, value: Any) -> Any:
    """The value for a column of the field's type; None where it is none, as OGR would make 0."""
    if value is None:
        return None
    if item.type != "integer":
        return str(value)
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _confirmed(
    table: Table, name: str, values: list, chosen: Iterable[int], result: RogiExport
) -> list:
    sources = table.column(f"{name}Src")
    result.emptied += sum(sources[i] == AUTO and values[i] is not None for i in chosen)
    return [None if source == AUTO else value for value, source in zip(values, sources)]


def _geographic(table: Table, chosen: list[int], result: RogiExport) -> list[BaseGeometry | None]:
    """Geometries in WGS 84; None where there is none that fits the layer."""
    there = [i for i in chosen if table.shapes[i] is not None]
    if there and table.crs is None:
        raise InputError(
            tr(
                "The layer {name} has no coordinate reference system. Assign the right one first."
            ).format(name=table.name)
        )
    if table.layer.geometry == "Point":
        images = _points(table, there)
    else:
        sound = []
        for i in there:
            shape = table.shapes[i]
            if not shape.is_valid:
                result.repaired += 1
                shape = repaired(shape)
            sound.append(polygonal(shape) or MultiPolygon())
        moved = transform_polygons(sound, table.crs, WGS84) if there else []
        # A wide area of interest may have edges of more than half a turn.
        jumps = table.layer.code != "AOI" or table.crs != WGS84
        images = [multipolygon_on_earth(shape, jumps) for shape in moved]
    found = dict(zip(there, images))
    shapes = [found.get(i) for i in chosen]
    missing = sum(shape is None for shape in shapes)
    if missing:
        name = Phrase(
            mark("geometries of {layer} without a place on the Earth (NULL is exported)"),
            layer=table.layer.code,
        )
        result.left_out[name] = result.left_out.get(name, 0) + missing
    return shapes


def _points(table: Table, there: list[int]) -> list[Point | None]:
    points = [single_point(table.shapes[i]) for i in there]
    good = [k for k, point in enumerate(points) if point is not None]
    images: list[Point | None] = [None] * len(there)
    if good:
        places = [(points[k].x, points[k].y) for k in good]
        for k, x, y in zip(good, *transform_coordinates(table.crs, WGS84, *zip(*places))):
            if math.isfinite(x) and math.isfinite(y) and abs(y) <= 90:
                images[k] = Point(_around(x), y)
    return images


def _around(longitude: float) -> float:
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def multipolygon_on_earth(shape: BaseGeometry, jumps: bool = True) -> MultiPolygon | None:
    """A valid multipolygon with longitudes of -180 to 180; None when there is none.

    A polygon that crosses the antimeridian is cut there, as GeoJSON (RFC 7946, section 3.1.9) has
    it. Polygons over a pole are not supported.

    Args:
        shape: longitude and latitude in degrees.
        jumps: whether an edge of more than half a turn is one that crosses the antimeridian; else
            it is taken as it is.
    """
    if shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    if max(abs(shape.bounds[1]), abs(shape.bounds[3])) > 90:
        return None
    parts = [piece for part in shapely.get_parts(shape) for piece in _cut(part, jumps)]
    if len(parts) > 1 and not MultiPolygon(parts).is_valid:
        parts = list(shapely.get_parts(shapely.union_all(parts)))
    return MultiPolygon(parts) if parts else None


def _cut(part: Polygon, jumps: bool) -> list[BaseGeometry]:
    """The pieces of a polygon on both sides of the antimeridian."""
    whole = _unwrapped(part) if jumps else part
    if not whole.is_valid:
        whole = polygonal(repaired(whole))
    if whole is None:
        return []
    left, _, right, _ = whole.bounds
    if left >= -180 and right <= 180:
        return list(shapely.get_parts(whole))
    pieces = []
    for turn in range(math.floor((left + 180) / 360), math.ceil((right - 180) / 360) + 1):
        piece = polygonal(whole.intersection(box(360 * turn - 180, -90, 360 * turn + 180, 90)))
        if piece is not None and piece.area > 0:
            moved = shapely.transform(piece, lambda p, turn=turn: p - (360 * turn, 0))
            pieces += list(shapely.get_parts(moved))
    return pieces


def _unwrapped(part: Polygon) -> Polygon:
    """The polygon with rings that do not jump, holes beside their shell."""
    rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    if all(np.abs(np.diff(ring[:, 0])).max() <= 180 for ring in rings):
        return part
    for ring in rings:
        ring[:, 0] = np.unwrap(ring[:, 0], period=360)
        ring[:, 0] += 360 * math.ceil((rings[0][:, 0].min() - ring[:, 0].min() - 1e-9) / 360)
    return Polygon(rings[0], rings[1:])
