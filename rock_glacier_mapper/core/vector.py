"""Vector layers: read and written with OGR, which every QGIS brings along; their values."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from .errors import InputError
from .files import not_written, whole_file
from .translation import tr

_DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}
_GEOMETRY_TYPES = {
    "Polygon": ogr.wkbPolygon,
    "MultiPolygon": ogr.wkbMultiPolygon,
    "Point": ogr.wkbPoint,
    "None": ogr.wkbNone,
}
_FIELD_TYPES = {bool: ogr.OFTInteger, int: ogr.OFTInteger64, float: ogr.OFTReal, str: ogr.OFTString}


@dataclass
class Feature:
    """A geometry with attributes.

    Attributes:
        geometry: shapely geometry in the layer's CRS, or None.
        attributes: field name to value; None is NULL.
    """

    geometry: BaseGeometry | None
    attributes: dict[str, Any] = field(default_factory=dict)


def as_array(shapes: Iterable[BaseGeometry | None]) -> np.ndarray:
    """Geometries as a 1-D object array, as shapely's functions take them."""
    shapes = list(shapes)
    array = np.empty(len(shapes), object)
    array[:] = shapes
    return array


def finite_number(value: Any) -> float | None:
    """An attribute's value as a number; None where it is none, or not finite."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def read_layer(
    path: str | os.PathLike, layer: str | None = None, crs: CRS | None = None
) -> tuple[list[Feature], CRS]:
    """All features of a vector layer, invalid geometries repaired, Z and M dropped.

    Args:
        path: data source; ``file.gpkg|layername=GO`` is understood as QGIS writes it.
        layer: layer name; the first layer when None.
        crs: CRS that the geometries are transformed to; the layer's own when None.

    Returns:
        The features and the CRS of their geometries.

    Raises:
        InputError: missing file or layer, or no CRS.
    """
    name, *options = str(path).split("|")
    for option in options:
        if option.startswith("layername="):
            layer = option.partition("=")[2]
    with gdal.ExceptionMgr() if hasattr(gdal, "ExceptionMgr") else _Quiet():
        try:
            source = gdal.OpenEx(name, gdal.OF_VECTOR | gdal.OF_READONLY)
        except RuntimeError:
            source = None
    if source is None:
        raise InputError(
            tr("{name} cannot be opened as a vector layer. Check the path and the file.").format(
                name=name
            )
        )
    table = source.GetLayerByName(layer) if layer else source.GetLayer(0)
    if table is None:
        raise InputError(
            tr("{name} has no layer {layer}. Check the layer name.").format(
                name=name, layer=layer or ""
            )
        )
    reference = table.GetSpatialRef()
    if reference is None:
        raise InputError(
            tr("The layer {layer} in {name} has no CRS. Assign one first.").format(
                layer=table.GetName(), name=name
            )
        )
    own = CRS.from_wkt(reference.ExportToWkt())
    transformation = None
    if crs is not None and crs != own:
        reference = reference.Clone()
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transformation = osr.CoordinateTransformation(reference, spatial_reference(crs.to_wkt()))
    features = []
    for row in table:
        geometry = row.GetGeometryRef()
        shape = None
        if geometry is not None and not geometry.IsEmpty():
            geometry = geometry.Clone()
            geometry.FlattenTo2D()
            if transformation is not None:
                geometry.Transform(transformation)
            shape = shapely.from_wkb(bytes(geometry.ExportToWkb()))
            shape = repaired(shape)
        features.append(Feature(shape, row.items()))
    return features, crs or own


def read_polygons(
    path: str | os.PathLike, crs: CRS, layer: str | None = None
) -> list[BaseGeometry]:
    """The polygonal parts of a layer's geometries in ``crs``; others are left out."""
    features, _ = read_layer(path, layer, crs)
    shapes = (polygonal(feature.geometry) for feature in features)
    return [shape for shape in shapes if shape is not None]


def repaired(shape: BaseGeometry) -> BaseGeometry:
    """A valid geometry; the same one where it is valid.

    Parts of a multipolygon that overlap are united: ``make_valid`` would leave out what two parts
    share, or not, depending on whether their edges cross or lie on each other.
    """
    if shape.is_valid:
        return shape
    if shape.geom_type == "MultiPolygon":
        return shapely.union_all([shapely.make_valid(part) for part in shape.geoms])
    return shapely.make_valid(shape)


def polygonal(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """The Polygon or MultiPolygon part of a geometry; None when there is none."""
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in getattr(geometry, "geoms", []) if part.geom_type.endswith("Polygon")]
    return shapely.union_all(parts) if parts else None


def write_layer(
    path: str | os.PathLike,
    layer: str,
    features: list[Feature],
    crs: CRS | str,
    geometry_type: str = "Polygon",
    fields: dict[str, type] | None = None,
) -> None:
    """Write one new file with one layer, whole or not at all.

    Args:
        path: ``.gpkg`` or ``.geojson``.
        fields: field name to Python type; taken from the features' values when None.

    Raises:
        InputError: unknown file type or a folder that cannot be written.
    """
    if fields is None:
        fields = fields_of(features)
    _write(path, {layer: (features, fields)}, crs, geometry_type)


def write_layers(
    path: str | os.PathLike,
    layers: dict[str, list[Feature]],
    crs: CRS | str,
    geometry_type: str = "Polygon",
    fields: dict[str, dict[str, type]] | None = None,
) -> None:
    """Write one new GeoPackage with several layers, whole or not at all.

    Args:
        path: ``.gpkg``.
        layers: layer name to features.
        fields: layer name to fields, each with its Python type; where there are none for a layer
            the values of its features tell them.

    Raises:
        InputError: a folder that cannot be written.
    """
    fields = fields or {}
    filled = {
        name: (features, fields.get(name) or fields_of(features))
        for name, features in layers.items()
    }
    _write(path, filled, crs, geometry_type)


def _write(
    path: str | os.PathLike,
    layers: dict[str, tuple[list[Feature], dict[str, type]]],
    crs: CRS | str,
    geometry_type: str,
) -> None:
    suffix = Path(path).suffix.lower()
    if suffix not in _DRIVERS:
        raise InputError(tr("{path}: write vectors as .gpkg or .geojson.").format(path=path))
    crs = CRS.from_user_input(crs)
    with whole_file(path) as temporary:
        target = None
        try:
            target = done(ogr.GetDriverByName(_DRIVERS[suffix]).CreateDataSource(str(temporary)))
            for name, (features, fields) in layers.items():
                _fill(target, name, features, crs, geometry_type, fields)
        except RuntimeError as error:
            raise not_written(path, error) from error
        finally:
            target = None


def _fill(
    target: ogr.DataSource,
    layer: str,
    features: list[Feature],
    crs: CRS,
    geometry_type: str,
    fields: dict[str, type],
) -> None:
    table = done(
        target.CreateLayer(layer, spatial_reference(crs.to_wkt()), _GEOMETRY_TYPES[geometry_type])
    )
    for name, kind in fields.items():
        done(table.CreateField(ogr.FieldDefn(name, _FIELD_TYPES[kind])))
    done(table.StartTransaction())
    for feature in features:
        row = ogr.Feature(table.GetLayerDefn())
        for name, kind in fields.items():
            value = feature.attributes.get(name)
            if value is not None and value == value:
                row.SetField(name, int(value) if kind is bool else kind(value))
        geometry = feature.geometry
        if geometry is not None:
            if geometry_type == "MultiPolygon" and geometry.geom_type == "Polygon":
                geometry = shapely.MultiPolygon([geometry])
            wkb = shapely.to_wkb(geometry, output_dimension=2)
            row.SetGeometry(ogr.CreateGeometryFromWkb(wkb))
        done(table.CreateFeature(row))
    done(table.CommitTransaction())
    done(table.SyncToDisk())  # the spatial index is made now; closing would hide that it failed


def done(result: Any) -> Any:
    """The result of an OGR call; RuntimeError when it failed, as with OGR's own exceptions."""
    if result is None or (isinstance(result, int) and result != 0):
        raise RuntimeError(gdal.GetLastErrorMsg() or "unknown error")
    return result


def fields_of(features: list[Feature]) -> dict[str, type]:
    """Field types that hold all values of the features; text where types mix or all are NULL."""
    fields: dict[str, type | None] = {}
    for feature in features:
        for name, value in feature.attributes.items():
            known = fields.setdefault(name, None)
            if value is None:
                continue
            kind = type(value.item() if hasattr(value, "item") else value)
            if known is None or known is kind:
                fields[name] = kind if kind in _FIELD_TYPES else str
            else:
                fields[name] = float if {known, kind} == {int, float} else str
    return {name: kind or str for name, kind in fields.items()}


def spatial_reference(wkt: str) -> osr.SpatialReference:
    """GDAL's object for a CRS given as WKT, with x before y.

    A CRS without a code goes through WKT 1: GDAL's GeoPackage driver takes a transverse Mercator in
    feet for the UTM zone in metres when it was read from WKT 2.
    """
    reference = osr.SpatialReference()
    done(reference.ImportFromWkt(wkt))
    if reference.GetAuthorityCode(None) is None:
        plain = osr.SpatialReference()
        with _Quiet():
            older = reference.ExportToWkt()
            same = bool(older) and plain.ImportFromWkt(older) == 0 and plain.IsSame(reference)
        reference = plain if same else reference
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


class _Quiet:
    """Stands in for ``gdal.ExceptionMgr`` of GDAL 3.7 on older versions."""

    def __enter__(self):
        gdal.PushErrorHandler("CPLQuietErrorHandler")

    def __exit__(self, *exc):
        gdal.PopErrorHandler()
