"""Writing the inventory's layers to a GeoPackage."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

import shapely
from osgeo import gdal, ogr, osr
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..vector import Feature, done
from .schema import Layer, Schema

_GEOMETRY_TYPES = {
    "Point": ogr.wkbPoint,
    "MultiPolygon": ogr.wkbMultiPolygon,
}
_FIELD_TYPES = {
    "integer": ogr.OFTInteger,
    "real": ogr.OFTReal,
    "text": ogr.OFTString,
    "datetime": ogr.OFTDateTime,
}


def write_inventory(
    path: str | os.PathLike,
    schema: Schema,
    layers: Mapping[str, Iterable[Feature]],
    crs_wkt: str,
    tags: Mapping[str, str] | None = None,
    feedback: Feedback | None = None,
) -> None:
    """Create a GeoPackage with all layers of the schema.

    Write to a temporary name and rename it when all is done (``core.files.whole_file``).

    Args:
        path: file that does not exist yet.
        layers: features by layer code; a layer without features is created empty.
        crs_wkt: coordinate reference system of the geometries, as WKT.
        tags: what the file says of its making; stored as GeoPackage metadata.

    Raises:
        InputError: the file cannot be written.
        Cancelled: the user stopped; remove the file then.
    """
    feedback = feedback or Feedback()
    dataset = None
    try:
        driver = gdal.GetDriverByName("GPKG")
        dataset = done(driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown, ["VERSION=1.2"]))
        dataset.SetMetadata(dict(tags or {}))
        reference = osr.SpatialReference()
        done(reference.ImportFromWkt(crs_wkt))
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        for layer in schema.layers:
            _write_layer(dataset, layer, layers.get(layer.code, ()), reference, feedback)
        dataset.FlushCache()
    except RuntimeError as error:
        raise InputError(f"The inventory {path} could not be written: {error}") from error
    finally:
        dataset = None


def count_features(path: str | os.PathLike, layer: str) -> int:
    """Number of features of a layer; 0 when the file or the layer is missing."""
    if not os.path.exists(path):
        return 0
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
        table = dataset.GetLayerByName(layer) if dataset is not None else None
    except RuntimeError:
        return 0
    return table.GetFeatureCount() if table is not None else 0


def _write_layer(
    dataset: gdal.Dataset,
    layer: Layer,
    features: Iterable[Feature],
    reference: osr.SpatialReference,
    feedback: Feedback,
) -> None:
    options = [f"IDENTIFIER={layer.title}", f"DESCRIPTION={layer.description}"]
    if layer.geometry == "None":
        table = dataset.CreateLayer(layer.code, None, ogr.wkbNone, options)
    else:
        kind = _GEOMETRY_TYPES[layer.geometry]
        table = dataset.CreateLayer(layer.code, reference, kind, options)
    done(table)
    for field in layer.fields:
        definition = ogr.FieldDefn(field.name, _FIELD_TYPES[field.type])
        definition.SetWidth(field.length)
        done(table.CreateField(definition))
    names = set(layer.names)
    dataset.StartTransaction()
    for number, feature in enumerate(features):
        if number % 500 == 0:
            feedback.check()
        row = ogr.Feature(table.GetLayerDefn())
        for name, value in feature.attributes.items():
            if value is not None and name in names:
                row.SetField(name, value)
        if feature.geometry is not None:
            row.SetGeometry(ogr.CreateGeometryFromWkb(_wkb(feature.geometry)))
        done(table.CreateFeature(row))
    done(dataset.CommitTransaction())


def _wkb(geometry: BaseGeometry) -> bytes:
    return shapely.to_wkb(geometry, output_dimension=2)
