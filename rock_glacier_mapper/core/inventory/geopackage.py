"""Writing the inventory's layers to a GeoPackage, and changing several of them in one piece."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from osgeo import gdal, ogr, osr
from shapely.geometry.base import BaseGeometry

from ..errors import DiskFullError, InputError
from ..feedback import Feedback
from ..files import not_written
from ..translation import tr
from ..vector import Feature, done, spatial_reference
from .schema import Layer, Schema, View

_GEOMETRY_TYPES = {
    "Point": ogr.wkbPoint,
    "MultiPolygon": ogr.wkbMultiPolygon,
}
#: Keys that link the layers, as (layer, field).
INDEXES = (("PM", "PrimaryID"), ("PM", "AssocRGS"), ("GO", "PrimaryID"), ("RGS", "RGSID"))
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
    """Create a GeoPackage with all layers and views of the schema.

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
        reference = spatial_reference(crs_wkt)
        for layer in schema.layers:
            _write_layer(dataset, layer, layers.get(layer.code, ()), reference, feedback)
        columns = {(layer.code, name) for layer in schema.layers for name in layer.names}
        for code, name in (key for key in INDEXES if key in columns):
            _execute(dataset, f'CREATE INDEX "{code}_{name}" ON "{code}" ("{name}")')
        for view in schema.views:
            _write_view(dataset, view)
        dataset.FlushCache()
    except RuntimeError as error:
        raise not_written(path, error) from error
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


@dataclass
class TableChanges:
    """What is to change in one layer of a GeoPackage.

    Attributes:
        table: name of the layer in the file.
        title: what the user calls it.
        attributes: feature number to new values by field name; None is NULL.
        geometries: feature number to geometry as WKB; None for none.
        deleted: numbers of features to delete.
        added: values by field name, and geometry as WKB or None, of each new feature.
    """

    table: str
    title: str
    attributes: dict[int, dict[str, Any]] = field(default_factory=dict)
    geometries: dict[int, bytes | None] = field(default_factory=dict)
    deleted: Sequence[int] = ()
    added: list[tuple[dict[str, Any], bytes | None]] = field(default_factory=list)


def save_changes(path: str | os.PathLike, changes: Sequence[TableChanges]) -> None:
    """Change layers of a GeoPackage in one transaction of SQLite: all changes, or none.

    That holds when the process is killed or the power fails too: SQLite takes an unfinished
    transaction back when the file is opened next.

    Raises:
        DiskFullError: the disk is full; nothing was changed.
        InputError: the file is locked, or refuses a change; nothing was changed.
    """
    dataset, title = None, Path(path).name
    with _quiet():
        try:
            dataset = done(gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE))
            done(dataset.StartTransaction())
            for one in changes:
                title = one.title
                _change(done(dataset.GetLayerByName(one.table)), one)
            done(dataset.CommitTransaction())
        except RuntimeError as error:
            problem = " ".join(str(error).split())
            if dataset is not None:
                _roll_back(dataset)
            raise _not_saved(path, title, problem) from error
        finally:
            dataset = None


def _change(table: ogr.Layer, changes: TableChanges) -> None:
    """Make the changes; extent and number of features that the file states follow."""
    for number in sorted({*changes.attributes, *changes.geometries}):
        row = done(table.GetFeature(number))
        _fill(row, changes.attributes.get(number, {}))
        if number in changes.geometries:
            _set_geometry(row, changes.geometries[number])
        done(table.SetFeature(row))
    for number in changes.deleted:
        done(table.DeleteFeature(number))
    for values, geometry in changes.added:
        row = ogr.Feature(table.GetLayerDefn())
        _fill(row, values)
        _set_geometry(row, geometry)
        done(table.CreateFeature(row))
    done(table.SyncToDisk())


def _fill(row: ogr.Feature, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        index = row.GetFieldIndex(name)
        if index < 0:
            raise RuntimeError(tr("there is no field {name}").format(name=name))
        if value is None:
            row.SetFieldNull(index)
        elif isinstance(value, bytes):
            row.SetFieldBinaryFromHexString(index, value.hex())
        elif isinstance(value, int):
            row.SetFieldInteger64(index, int(value))
        else:
            row.SetField(index, value)


def _set_geometry(row: ogr.Feature, wkb: bytes | None) -> None:
    row.SetGeometry(None if wkb is None else done(ogr.CreateGeometryFromWkb(wkb)))


def _roll_back(dataset: gdal.Dataset) -> None:
    try:
        dataset.RollbackTransaction()
    except RuntimeError:  # there is none: the file was locked, or SQLite took it back by itself
        return


def _not_saved(path: str | os.PathLike, title: str, problem: str) -> InputError:
    """The error for the user."""
    if isinstance(not_written(path, problem), DiskFullError):
        return DiskFullError(
            tr(
                "The changes to {layer} could not be saved: the disk of {path} is full. Nothing "
                "was changed. Free some space and run again."
            ).format(layer=title, path=path)
        )
    if "locked" in problem:
        return InputError(
            tr(
                "The changes to {layer} could not be saved, because another program has locked "
                "{path}. Nothing was changed. Save or end the editing there, then run again."
            ).format(layer=title, path=path)
        )
    return InputError(
        tr("The changes to {layer} could not be saved: {errors}. Nothing was changed.").format(
            layer=title, errors=problem
        )
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Errors of GDAL are told once, by the exception."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


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
    for item in layer.fields:
        definition = ogr.FieldDefn(item.name, _FIELD_TYPES[item.type])
        definition.SetWidth(item.length)
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
    done(table.SyncToDisk())  # the spatial index is made now; closing would hide that it failed


def _write_view(dataset: gdal.Dataset, view: View) -> None:
    """A view of the extended outlines and their markers, registered as a layer of its own.

    SQLite knows no type of a computed column, and GDAL would read text. The types of a union are
    those of its first part, here one without rows and computation. The first column has the name
    by which GDAL knows the feature number of a view.
    """
    plain, computed = (["GO.fid AS OGC_FID", "GO.geom AS geom"] for _ in range(2))
    for item, (code, name, factor) in zip(view.layer.fields, view.sources):
        plain.append(f'"{code}"."{name}" AS "{item.name}"')
        product = f" * {factor:.17g}" if factor != 1 else ""
        computed.append(f'"{code}"."{name}"{product} AS "{item.name}"')
    tables = "FROM GO LEFT JOIN PM ON PM.PrimaryID = GO.PrimaryID"
    conditions = ["GO.OutType = 'Extended'"]
    if view.accepted_only:
        conditions += [
            "coalesce(PM.Landform, 0) <> 2",
            "coalesce(GO.ReviewStat, '') <> 'remove'",
        ]
    selection = f"SELECT {', '.join(computed)} {tables} WHERE {' AND '.join(conditions)}"
    if plain != computed:
        selection = f"SELECT {', '.join(plain)} {tables} WHERE 0 UNION ALL {selection}"
    create = f'CREATE VIEW "{view.layer.code}" AS {selection}'  # nosec B608 names of the own schema
    _execute(dataset, create)
    code, title, text = (
        _quoted(v) for v in (view.layer.code, view.layer.title, view.layer.description)
    )
    _execute(
        dataset,
        # The texts are quoted above, as SQL wants it.
        "INSERT INTO gpkg_contents "
        "(table_name, identifier, description, data_type, srs_id) "
        f"SELECT {code}, {title}, {text}, "  # nosec B608 texts are quoted
        "data_type, srs_id FROM gpkg_contents "
        "WHERE table_name = 'GO'",
    )
    _execute(
        dataset,
        "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, "
        f"z, m) SELECT {code}, "  # nosec B608 text is quoted
        "column_name, geometry_type_name, srs_id, z, m "
        "FROM gpkg_geometry_columns WHERE table_name = 'GO'",
    )


def _quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _execute(dataset: gdal.Dataset, sql: str) -> None:
    """Run a statement; RuntimeError says why it failed."""
    gdal.ErrorReset()
    result = dataset.ExecuteSQL(sql)
    if result is not None:
        dataset.ReleaseResultSet(result)
    if gdal.GetLastErrorMsg():
        raise RuntimeError(gdal.GetLastErrorMsg())


def _wkb(geometry: BaseGeometry) -> bytes:
    return shapely.to_wkb(geometry, output_dimension=2)
