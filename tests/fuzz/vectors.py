"""Strategies for vector layers and inventories, good ones and bad ones, as hypothesis wants them.

A layer is described by plain values (:class:`Layer`), so that hypothesis can print and shrink it;
:func:`memory_layer` and :func:`stored_layer` make it.
"""

from __future__ import annotations

import datetime
import math
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import shapely
from hypothesis import strategies as st
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QVariant

#: South-west corner of the small world, UTM 32 N, on the central meridian.
X0, Y0 = 500000.0, 5200000.0
#: Cells of the world in which shapes lie: metres, and how many a side.
STEP, CELLS = 300.0, 4
UTM = "EPSG:32632"


# --- geometries ----------------------------------------------------------------------------


def wkb(*parts) -> bytes:
    """A (multi)polygon as it is given, closed or not, finite or not; rings of (x, y)."""
    polygons = []
    for rings in parts:
        body = struct.pack("<BII", 1, 3, len(rings))
        for ring in rings:
            body += struct.pack("<I", len(ring)) + b"".join(struct.pack("<2d", *p) for p in ring)
        polygons.append(body)
    if len(polygons) == 1:
        return polygons[0]
    return struct.pack("<BII", 1, 6, len(polygons)) + b"".join(polygons)


def box(x, y, width, height):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]


def circle(x, y, radius, count):
    turn = [2 * math.pi * i / count for i in range(count)]
    ring = [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in turn]
    return [*ring, ring[0]]


def _lobed(x, y, s, count):
    """A ring with many corners that does not cross itself."""
    turn = [2 * math.pi * i / count for i in range(count)]
    radii = [s * (0.35 + 0.1 * math.sin(9 * a) + 0.002 * math.sin(997 * a)) for a in turn]
    ring = [(x + s / 2 + r * math.cos(a), y + s / 2 + r * math.sin(a)) for r, a in zip(radii, turn)]
    return [*ring, ring[0]]


#: Valid polygons in a square of side ``s`` with its corner at (x, y); WKB or WKT.
GOOD = {
    "box": lambda x, y, s: wkb([box(x, y, s, s)]),
    "circle": lambda x, y, s: wkb([circle(x + s / 2, y + s / 2, s / 2, 32)]),
    "hole": lambda x, y, s: wkb([box(x, y, s, s), box(x + s / 4, y + s / 4, s / 2, s / 2)[::-1]]),
    "two parts": lambda x, y, s: wkb([box(x, y, s / 3, s)], [box(x + s / 2, y, s / 3, s)]),
    "clockwise": lambda x, y, s: wkb([box(x, y, s, s)[::-1]]),
    "repeated corners": lambda x, y, s: wkb([[p for p in box(x, y, s, s) for _ in range(3)]]),
    "Z": lambda x, y, s: _text("PolygonZ", box(x, y, s, s), " 2500"),
    "M": lambda x, y, s: _text("PolygonM", box(x, y, s, s), " 1"),
    "ZM": lambda x, y, s: _text("PolygonZM", box(x, y, s, s), " 0 1"),
    "Z without values": lambda x, y, s: (
        struct.pack("<BIII", 1, 1003, 1, 5)
        + b"".join(struct.pack("<3d", *p, math.nan) for p in box(x, y, s, s))
    ),
}
#: Valid too, but QGIS makes segments of their curves.
CURVED = {
    "curve polygon": lambda x, y, s: (
        f"CurvePolygon(CircularString({x} {y + s / 2}, {x + s / 2} {y + s}, {x + s} {y + s / 2}, "
        f"{x + s / 2} {y}, {x} {y + s / 2}))"
    ),
    "multi surface": lambda x, y, s: (
        f"MultiSurface(CurvePolygon(CompoundCurve(CircularString({x} {y}, {x + s / 2} {y + s / 4}, "
        f"{x + s} {y}), ({x + s} {y}, {x + s / 2} {y + s}, {x} {y}))))"
    ),
}
#: Invalid, but with an area that a repair finds.
INVALID = {
    "bow tie": lambda x, y, s: wkb([[(x, y), (x + s, y + s), (x + s, y), (x, y + s), (x, y)]]),
    "self-touching ring": lambda x, y, s: wkb(
        [[(x, y), (x + s, y), (x + s / 2, y + s / 2), (x + s, y + s), (x, y + s),
          (x + s / 2, y + s / 2), (x, y)]]
    ),
    "spike": lambda x, y, s: wkb(
        [[(x, y), (x + s, y), (x + s, y + s), (x + s / 2, y + s), (x + s / 2, y + 2 * s),
          (x + s / 2, y + s), (x, y + s), (x, y)]]
    ),
    "unclosed ring": lambda x, y, s: wkb([box(x, y, s, s)[:-1]]),
    "hole outside": lambda x, y, s: wkb([box(x, y, s / 3, s), box(x + s / 2, y, s / 3, s)]),
    "hole touches": lambda x, y, s: wkb([box(x, y, s, s), box(x, y, s, s / 2)]),
    "nested shells": lambda x, y, s: wkb([box(x, y, s, s)], [box(x + 9, y + 9, s / 2, s / 2)]),
    "overlapping parts": lambda x, y, s: wkb([box(x, y, s / 2, s)], [box(x + 9, y, s / 2, s)]),
    "same part twice": lambda x, y, s: wkb([box(x, y, s, s)], [box(x, y, s, s)]),
}  # fmt: skip
#: Without an area.
FLAT = {
    "null": lambda x, y, s: None,
    "empty": lambda x, y, s: "Polygon EMPTY",
    "empty multipolygon": lambda x, y, s: "MultiPolygon EMPTY",
    "zero area": lambda x, y, s: wkb([[(x, y), (x + s, y), (x, y)]]),
    "one point": lambda x, y, s: wkb([[(x, y)] * 4]),
    "two corners": lambda x, y, s: wkb([[(x, y), (x + s, y)]]),
    "ring without corners": lambda x, y, s: wkb([[]]),
    "collapsed": lambda x, y, s: wkb([[(x, y), (x + s, y + s), (x + s / 2, y + s / 2), (x, y)]]),
}
#: Tiny.
SMALL = {
    "sliver": lambda x, y, s: wkb([box(x, y, s, 1e-7)]),
    "millimetre": lambda x, y, s: wkb([box(x, y, 1e-3, 1e-3)]),
}
#: Coordinates that are no place of a map.
NOWHERE = {
    "NaN": lambda x, y, s: wkb([[(x, y), (x + s, math.nan), (x + s, y + s), (x, y)]]),
    "infinite": lambda x, y, s: wkb([[(x, y), (math.inf, y), (x + s, y + s), (x, y)]]),
    "all NaN": lambda x, y, s: wkb([[(math.nan, math.nan)] * 4]),
    "1e300": lambda x, y, s: wkb([box(x, y, 1e300, 1e300)]),
    "1e20": lambda x, y, s: wkb([box(1e20, 1e20, 1e20, 1e20)]),
}
#: A real place, but far from the rest.
FAR = {
    "degrees in metres": lambda x, y, s: wkb([box(9.0, 46.9, 0.01, 0.01)]),
    "x and y swapped": lambda x, y, s: wkb([box(y, x, s, s)]),
    "outside the world": lambda x, y, s: wkb([box(1e9, 1e9, s, s)]),
    "the whole zone": lambda x, y, s: wkb([box(x - 3e5, y - 3e6, 6e5, 6e6)]),
}
LARGE = {"100 000 corners": lambda x, y, s: wkb([_lobed(x, y, s, 100_000)])}
#: Only layers of any geometry type hold them.
OTHER = {
    "point": lambda x, y, s: f"Point({x} {y})",
    "line": lambda x, y, s: f"LineString({x} {y}, {x + s} {y + s})",
    "collection": lambda x, y, s: (
        f"GeometryCollection(Point({x} {y}), Polygon(({x} {y}, {x + s} {y}, {x + s} {y + s}, "
        f"{x} {y})), LineString({x} {y}, {x + s} {y}))"
    ),
    "collection of points": lambda x, y, s: f"GeometryCollection(Point({x} {y}))",
    "triangle": lambda x, y, s: f"Triangle(({x} {y}, {x + s} {y}, {x + s} {y + s}, {x} {y}))",
}
SHAPES = {**GOOD, **CURVED, **INVALID, **FLAT, **SMALL, **NOWHERE, **FAR, **OTHER, **LARGE}
USUAL = tuple(kind for kind in SHAPES if kind not in LARGE)
#: What the tables of the inputs call a shape.
GROUPS = {
    **dict.fromkeys((*GOOD, *CURVED), "valid polygons"),
    **dict.fromkeys(INVALID, "invalid polygons"),
    **dict.fromkeys((*FLAT, *SMALL), "no or hardly any area"),
    **dict.fromkeys(NOWHERE, "NaN, infinite or huge coordinates"),
    **dict.fromkeys(FAR, "polygons elsewhere"),
    **dict.fromkeys(OTHER, "mixed geometry types"),
    **dict.fromkeys(LARGE, "100 000 corners"),
}


def _text(kind, ring, more):
    return f"{kind}((" + ", ".join(f"{x!r} {y!r}{more}" for x, y in ring) + "))"


@dataclass(frozen=True)
class Shape:
    """A shape of a kind in a cell of the world; ``size`` is a share of the cell."""

    kind: str
    column: int
    row: int
    size: float = 0.6

    def stored(self):
        """WKB, WKT or None."""
        x, y = X0 + STEP * self.column, Y0 + STEP * self.row
        return SHAPES[self.kind](x, y, STEP * self.size)

    def geometry(self) -> QgsGeometry:
        """What QGIS makes of it; without content for null."""
        return geometry_of(self.stored())

    def reference(self):
        """The polygon that a repair of each part by shapely finds; None without an area."""
        value = self.stored()
        if value is None or self.kind in (*NOWHERE, *CURVED, *OTHER):
            return None
        if isinstance(value, str):
            shape = shapely.force_2d(shapely.from_wkt(value))
        else:
            shape = shapely.from_wkb(value, on_invalid="fix")
        if shape is None or shape.is_empty:
            return None
        if not shape.is_valid:  # parts that overlap are united
            shape = shapely.union_all([shapely.make_valid(p) for p in shapely.get_parts(shape)])
        parts = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
        parts += [
            part
            for one in shapely.get_parts(shape)
            if one.geom_type == "MultiPolygon"
            for part in one.geoms
        ]
        return shapely.union_all(parts) if parts else None


def geometry_of(value) -> QgsGeometry:
    """QGIS's geometry of WKB or WKT."""
    if value is None:
        return QgsGeometry()
    if isinstance(value, str):
        return QgsGeometry.fromWkt(value)
    geometry = QgsGeometry()
    geometry.fromWkb(value)
    return geometry


def shapes_of(kinds):
    """Shapes of some kinds, anywhere in the world."""
    cell = st.integers(0, CELLS - 1)
    size = st.sampled_from((0.3, 0.6, 0.9))
    return st.builds(Shape, st.sampled_from(sorted(kinds)), cell, cell, size)


# --- attributes ----------------------------------------------------------------------------

#: Texts that forms, tables, HTML and SQL do not expect.
TEXTS = (
    "", " ", "unreviewed", "removed", "yes", "2", "-1", "1e400", "nan", "NULL", "2025-13-45",
    "<script>alert(1)</script>", "</table><img src=x onerror=alert(1)>", "&amp;&#0;", "😀🏔️",
    "line\nbreak\r\n\ttab", 'quote " and \' and `', "'; DROP TABLE GO; --", "%s {0} {name} %(x)s",
    "{", "zero\x00byte", "\ud7ff\ufffe\uffff", "e\u0301 \u202eright to left", "x" * 5000,
    "=1+1", "../../etc/passwd", "{\"AREA\": [1, {}]}", "[]", "\ufeffBOM",
)  # fmt: skip
#: Names of fields, of the plugin and otherwise.
NAMES = (
    "fid", "FID", "ogc_fid", "geom", "geometry", "id", "ID", "PrimaryID", "primaryid", "PRIMARYID",
    "rg_id", "system_id", "prob_mean", "prob_max", "score", "reason", "status", "ReviewStat",
    "OutType", "Landform", "area_km2", "AREA", "AREASrc", "round", "source", "source_id", "PISR",
    "PISR_VAR", "elongation", "length_m", "glacier_overlap", "MachineVal", "select", "order",
    "table", "rowid", "a b", "a'b", 'a"b', '"; DROP TABLE GO; --', "ñandú", "岩石冰川", "😀",
    "n" * 70, "layer|layername=x", "a.b", "%s", "{name}", "<b>", " lead", "0", "-",
)  # fmt: skip
_TYPES = {
    "text": QVariant.Type.String,
    "real": QVariant.Type.Double,
    "whole": QVariant.Type.Int,
    "long": QVariant.Type.LongLong,
    "date": QVariant.Type.Date,
    "truth": QVariant.Type.Bool,
}
_VALUES = {
    "text": st.none() | st.sampled_from(TEXTS) | st.text(max_size=20),
    "real": st.none()
    | st.sampled_from((0.0, -0.0, 0.5, -9999.0, 1e308, math.inf, -math.inf, math.nan))
    | st.floats(),
    "whole": st.none() | st.integers(-(2**31), 2**31 - 1),
    "long": st.none() | st.integers(-(2**63), 2**63 - 1),
    "date": st.none() | st.dates(),
    "truth": st.none() | st.booleans(),
}


@dataclass(frozen=True)
class Column:
    """A field with its values, which repeat along the features."""

    name: str
    kind: str
    values: tuple


@st.composite
def columns(draw):
    """A field of any type; its name tells nothing of it."""
    kind = draw(st.sampled_from(sorted(_TYPES)))
    name = draw(st.sampled_from(NAMES) | st.text(min_size=1, max_size=12))
    values = draw(st.lists(_VALUES[kind], min_size=1, max_size=4))
    return Column(name, kind, tuple(values))


# --- layers --------------------------------------------------------------------------------

CRSES = {
    "UTM": UTM,
    "geographic": "EPSG:4326",
    "other zone": "EPSG:32633",
    "feet": "PROJ:+proj=tmerc +lon_0=9 +k=0.9996 +x_0=500000 +datum=WGS84 +units=us-ft +no_defs",
    "own": "PROJ:+proj=laea +lat_0=47 +lon_0=9 +datum=WGS84 +units=m +no_defs",
    "sphere": "PROJ:+proj=tmerc +lat_0=46 +lon_0=9 +R=6371000 +units=km +no_defs",
    "web": "EPSG:3857",
}
#: CRSs that the coordinates do not belong to, or none.
WRONG = {"none": "", "engineering": "LOCAL", "wrong geographic": "EPSG:4326", "polar": "EPSG:3031"}
LOCAL = 'LOCAL_CS["unknown",UNIT["metre",1]]'


@dataclass(frozen=True)
class Layer:
    """A layer.

    Attributes:
        shapes: its features.
        columns: its fields.
        crs: key of :data:`CRSES`, into which the shapes are transformed, or of :data:`WRONG`,
            which is only declared.
    """

    shapes: tuple[Shape, ...]
    columns: tuple[Column, ...] = ()
    crs: str = "UTM"

    @property
    def group(self) -> str:
        """What the tables call it: the worst that is in it."""
        if self.crs in WRONG:
            return "no or a wrong CRS"
        names = list(dict.fromkeys(reversed(list(GROUPS.values()))))
        found = [GROUPS[shape.kind] for shape in self.shapes]
        worst = min(found, key=names.index, default="no features")
        if worst in ("valid polygons", "no features") and self.columns:
            return "odd fields and values"
        return worst

    def reference(self) -> list:
        """The polygons with an area, in UTM."""
        found = (shape.reference() for shape in self.shapes)
        return [shape for shape in found if shape is not None]


def layers(
    kinds=tuple(kind for kind in SHAPES if kind not in LARGE),
    min_size=0,
    max_size=6,
    crs=(*CRSES, *WRONG),
    fields=4,
):
    """Layers of shapes of some kinds with fields of any kind."""
    return st.builds(
        Layer,
        st.lists(shapes_of(kinds), min_size=min_size, max_size=max_size).map(tuple),
        st.lists(columns(), max_size=fields, unique_by=lambda c: c.name).map(tuple),
        st.sampled_from(crs),
    )


def qgis_crs(name: str) -> QgsCoordinateReferenceSystem:
    """QGIS's object for a key of the tables."""
    text = {**CRSES, **WRONG}[name]
    if not text:
        return QgsCoordinateReferenceSystem()
    if text == "LOCAL":
        return QgsCoordinateReferenceSystem.fromWkt(LOCAL)
    return QgsCoordinateReferenceSystem(text)


def transformed(geometry: QgsGeometry, crs: str) -> QgsGeometry:
    """A UTM geometry in a CRS of :data:`CRSES`; as it is where it has no image."""
    if crs in CRSES and crs != "UTM" and not geometry.isNull():
        there = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem(UTM), qgis_crs(crs), QgsProject.instance()
        )
        copy = QgsGeometry(geometry)
        try:
            copy.transform(there)
        except Exception:  # coordinates that are no place stay as they are
            return geometry
        return copy
    return geometry


def _stored(value):
    """A value as QGIS takes it; it refuses features with Python's dates."""
    return QDate(value) if isinstance(value, datetime.date) else value


def memory_layer(spec: Layer, kind: str = "Polygon", name: str = "fuzz") -> QgsVectorLayer:
    """The layer in memory, owned by the project, so that no frame of an error keeps it."""
    layer = QgsVectorLayer(kind, name, "memory")
    layer.setCrs(qgis_crs(spec.crs))
    provider = layer.dataProvider()
    provider.addAttributes([QgsField(c.name, _TYPES[c.kind]) for c in spec.columns])
    layer.updateFields()
    for number, shape in enumerate(spec.shapes):
        feature = QgsFeature(layer.fields())
        geometry = transformed(shape.geometry(), spec.crs)
        if kind == "Point" and not geometry.isNull():
            geometry = geometry.centroid()
        if not geometry.isNull():
            feature.setGeometry(geometry)
        feature.setAttributes([_stored(c.values[number % len(c.values)]) for c in spec.columns])
        added, _ = provider.addFeatures([feature])
        # A layer in memory takes one type of geometry; files of mixed types are another carrier.
        assert added or "geometry type" in provider.lastError(), provider.lastError()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


_OGR_TYPES = {
    "text": ogr.OFTString,
    "real": ogr.OFTReal,
    "whole": ogr.OFTInteger,
    "long": ogr.OFTInteger64,
    "date": ogr.OFTString,
    "truth": ogr.OFTInteger,
}


def store(spec: Layer, path: Path, driver: str = "GPKG", layer: str = "fuzz") -> str:
    """Write the layer as it is, of any geometry type, with OGR; gives the path."""
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    reference = None
    wkt = qgis_crs(spec.crs).toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
    if wkt:
        reference = osr.SpatialReference()
        reference.ImportFromWkt(wkt)
    kind = ogr.wkbUnknown if driver == "GPKG" else ogr.wkbPolygon
    table = source.CreateLayer(layer, reference, kind)
    there = []
    for column in spec.columns:
        before = table.GetLayerDefn().GetFieldCount()
        table.CreateField(ogr.FieldDefn(column.name, _OGR_TYPES[column.kind]))
        there.append(before if table.GetLayerDefn().GetFieldCount() > before else None)
    for number, shape in enumerate(spec.shapes):
        row = ogr.Feature(table.GetLayerDefn())
        geometry = transformed(shape.geometry(), spec.crs)
        if not geometry.isNull():
            row.SetGeometry(ogr.CreateGeometryFromWkb(bytes(geometry.asWkb())))
        for index, column in zip(there, spec.columns):
            value = column.values[number % len(column.values)]
            if index is not None and value is not None:
                text = column.kind in ("date", "text")
                value = str(value) if text else value
                row.SetField(index, value.replace("\x00", "") if text else value)
        table.CreateFeature(row)
    table = source = None
    return str(path)


# --- the same layer in another shape -------------------------------------------------------


def same_layers(spec: Layer):
    """The layer told otherwise, with the same landforms: by name, as a function of a layer."""
    return {
        "reprojected to degrees": memory_layer(replace(spec, crs="geographic")),
        "in feet": memory_layer(replace(spec, crs="feet")),
        "reversed": memory_layer(replace(spec, shapes=spec.shapes[::-1])),
        "with Z": _changed(spec, _with_z),
        "more corners": _changed(spec, lambda geometry: geometry.densifyByCount(3)),
        "as multipolygons": _changed(spec, _as_multi),
        "corners twice": _changed(spec, _corners_twice),
    }


def _with_z(geometry):
    geometry.get().addZValue(1234)
    return geometry


def _as_multi(geometry):
    geometry.convertToMultiType()
    return geometry


def _corners_twice(geometry):
    shape = shapely.from_wkb(bytes(geometry.asWkb()))
    parts = [
        [[p for p in ring.coords for _ in range(2)] for ring in (one.exterior, *one.interiors)]
        for one in shapely.get_parts(shape)
    ]
    return geometry_of(wkb(*parts))


def _changed(spec: Layer, change) -> QgsVectorLayer:
    layer = memory_layer(spec)
    for feature in list(layer.getFeatures()):
        geometry = change(feature.geometry())
        assert layer.dataProvider().changeGeometryValues({feature.id(): geometry})
    return layer


def is_polygon_layer(layer: QgsVectorLayer) -> bool:
    return layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


def make_field(name: str, kind: str = "real") -> QgsField:
    return QgsField(name, _TYPES[kind])


def join(layer: QgsVectorLayer) -> None:
    """Join a table without matches."""
    table = memory_layer(Layer((), (Column("key", "text", ("a",)),)), "None", "table")
    info = QgsVectorLayerJoinInfo()
    info.setJoinLayer(table)
    info.setJoinFieldName("key")
    info.setTargetFieldName(layer.fields().names()[0] if layer.fields().count() else "key")
    info.setUsingMemoryCache(True)
    layer.addJoin(info)


# --- inventories and files -----------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """What is wrong in an inventory; ``layer`` and ``value`` as the kind wants them."""

    kind: str
    layer: str
    value: object = None


_FAULTS = {
    "a layer is missing": st.none(),
    "a layer is empty": st.none(),
    "codes are used twice": st.sampled_from(("RGU469535N0090000E", "", "x")),
    "codes are missing": st.none(),
    "odd texts in all fields": st.sampled_from(TEXTS).map(lambda text: text.replace("\x00", "")),
    "texts in number fields": st.sampled_from(("big", "<b>", "1,5", "nan", "1e999")),
    "dates that are none": st.sampled_from(("2025-13-45", "yesterday", "0000-00-00")),
    "numbers beyond all sense": st.sampled_from((1e308, -1e308, -1.0, 2.0**40)),
    "fields are missing": st.integers(1, 60),
    "geometries": st.sampled_from(USUAL),
    "records of the machine are broken": st.sampled_from(
        ("{", "[]", "null", "1", '{"AREA": [1, {}]}', '{"outline": 5}', "x" * 70000)
    ),
    "a link leads nowhere": st.none(),
    "the journal of a killed program": st.binary(min_size=1, max_size=200),
}


@st.composite
def inventory_faults(draw):
    """Faults of an inventory."""
    kind = draw(st.sampled_from(sorted(_FAULTS)))
    layer = draw(st.sampled_from(("GO", "PM", "RGS", "AOI", "MA")))
    return Fault(kind, layer, draw(_FAULTS[kind]))


def damage(path: Path, fault: Fault) -> None:
    """Put a fault into an inventory, as another program would."""
    if fault.kind == "the journal of a killed program":
        Path(f"{path}-wal").write_bytes(fault.value)
        return
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    source = table = None
    try:
        source = ogr.Open(str(path), 1)
        if source is not None:
            table = source.GetLayerByName(fault.layer)
        if table is not None:
            _damage(source, table, fault)
    finally:
        table = source = None
        gdal.PopErrorHandler()


def _damage(source, table, fault: Fault) -> None:
    definition, kind, value = table.GetLayerDefn(), fault.kind, fault.value
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    types = {field.GetName(): field.GetType() for field in fields}
    if kind == "a layer is missing":
        source.DeleteLayer(fault.layer)
    elif kind == "a layer is empty":
        source.ExecuteSQL(f"DELETE FROM {fault.layer}")
    elif kind == "fields are missing":
        if value < len(fields):
            table.DeleteField(value)
    elif kind == "geometries":
        for row in list(table):
            geometry = Shape(value, 1, 1).geometry()
            row.SetGeometry(
                None if geometry.isNull() else ogr.CreateGeometryFromWkb(bytes(geometry.asWkb()))
            )
            table.SetFeature(row)
    else:
        numbers = (ogr.OFTReal, ogr.OFTInteger, ogr.OFTInteger64)
        chosen = {
            "codes are used twice": ("PrimaryID", "RGSID"),
            "codes are missing": ("PrimaryID", "RGSID"),
            "odd texts in all fields": [n for n, t in types.items() if t == ogr.OFTString],
            "texts in number fields": [n for n, t in types.items() if t in numbers],
            "numbers beyond all sense": [n for n, t in types.items() if t in numbers],
            "dates that are none": ("MAP_DATE", "OBS_START", "OBS_END", "TimeObs"),
            "records of the machine are broken": ("MachineVal",),
            "a link leads nowhere": ("AssocRGS", "PrimaryID"),
        }[kind]
        value = "RGU000000N0000000E" if kind == "a link leads nowhere" else value
        if isinstance(value, str):
            value = "'" + value.replace("'", "''") + "'"
        value = "NULL" if value is None else value
        for name in chosen:
            if name in types:
                source.ExecuteSQL(f'UPDATE {fault.layer} SET "{name}" = {value}')


def _file(name, content):
    def write(folder):
        (folder / name).write_bytes(content)
        return str(folder / name)

    return write


def _cut(share):
    def write(folder):
        path = folder / "cut.gpkg"
        data = (folder / "inventory.gpkg").read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return f"{path}|layername=GO"

    return write


def _noisy(folder):
    path, data = folder / "noisy.gpkg", bytearray((folder / "inventory.gpkg").read_bytes())
    for place in range(5000, len(data), 701):
        data[place] ^= 0x5A
    path.write_bytes(bytes(data))
    return f"{path}|layername=GO"


def _shapefile(*without):
    def write(folder):
        layer = Layer((Shape("box", 1, 1), Shape("circle", 2, 2)))
        store(layer, folder / "part.shp", "ESRI Shapefile", "part")
        for suffix in without:
            (folder / f"part{suffix}").unlink()
        return str(folder / "part.shp")

    return write


def _empty_geopackage(folder):
    ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "empty.gpkg"))
    return str(folder / "empty.gpkg")


def _table_geopackage(folder):
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "table.gpkg"))
    source.CreateLayer("t", None, ogr.wkbNone).CreateFeature(
        ogr.Feature(source.GetLayer(0).GetLayerDefn())
    )
    source = None
    return str(folder / "table.gpkg")


_GEOJSON = (
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, '
)
#: What a file can be instead of a layer; each writes one into a folder and gives the source.
BROKEN_FILES = {
    "missing": lambda folder: str(folder / "missing.gpkg"),
    "folder": str,
    "empty": _file("zero.gpkg", b""),
    "no database": _file("text.gpkg", b"this is no database"),
    "header of a database only": _file("header.gpkg", b"SQLite format 3\x00"),
    "GeoPackage cut after 1 %": _cut(0.01),
    "GeoPackage cut in the middle": _cut(0.5),
    "GeoPackage without its end": _cut(0.98),
    "GeoPackage with flipped bytes": _noisy,
    "GeoPackage without layers": _empty_geopackage,
    "GeoPackage with a table only": _table_geopackage,
    "layer that the GeoPackage lacks": lambda folder: f"{folder}/inventory.gpkg|layername=G'O\"",
    "GeoJSON cut short": _file("cut.geojson", _GEOJSON),
    "GeoJSON without geometry": _file("null.geojson", _GEOJSON + b'"geometry": null}]}'),
    "CSV": _file("table.csv", b"a;b\n1;2\n"),
    "Shapefile without .prj": _shapefile(".prj"),
    "Shapefile without .dbf": _shapefile(".dbf"),
    "Shapefile without .shx": _shapefile(".shx"),
    "picture": _file("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
}
