"""Reading an inventory as it lies in its file: every geometry unrepaired, every value raw.

Layers and fields are found under this plugin's names and under those of the published RoGI files
and the RGIK templates: ``ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0`` is GO, ``Upsl.Con.`` is
``UpslCon``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from osgeo import gdal
from rasterio.crs import CRS
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr
from ..vector import as_array
from .schema import Field, Layer, Schema

_SHARES = tuple(f"KinF{number}" for number in range(1, 7))
#: Measured attributes that checks and exports look at; the other real numbers are not read.
_REALS = ("AREA", "LAT", "LON", "VDS_MEAN", *_SHARES)
#: Words in names of foreign layers, without spaces and in small letters.
_WORDS = {
    "primarymarkers": "PM",
    "movingareas": "MA",
    "geomorphologicaloutlines": "GO",
    "areaofinterest": "AOI",
}


@dataclass(frozen=True)
class Table:
    """A layer of an inventory.

    Attributes:
        layer: what it is by the schema.
        name: in the file.
        fids: int64 (N,), feature numbers.
        shapes: object (N,), shapely geometries in 2-D; None where there is none or it cannot be
            read.
        broken: bool (N,): a geometry is there but cannot be read.
        columns: schema field name to N values; None = NULL or empty text. Values of a value list
            are its codes where they can be recognised.
        stored: schema field name to the field's name in the file, also of fields not read.
        crs: None when the layer has none.
        wkt: of the CRS, or empty.
    """

    layer: Layer
    name: str
    fids: np.ndarray
    shapes: np.ndarray
    broken: np.ndarray
    columns: dict[str, list]
    stored: dict[str, str]
    crs: CRS | None
    wkt: str

    def __len__(self) -> int:
        return len(self.fids)

    def column(self, name: str) -> list:
        """The values of a field; None for each feature where the field is missing."""
        return self.columns.get(name) or [None] * len(self)


@dataclass(frozen=True)
class InventoryFile:
    """An inventory.

    Attributes:
        path: of the GeoPackage.
        tables: layer code to layer, those that are there.
        ignored: names of layers that were left out because another one has the same code.
    """

    path: str
    tables: dict[str, Table]
    ignored: list[str] = field(default_factory=list)


def layer_code(name: str) -> str | None:
    """The code of a layer by its name, this plugin's or the published one; None when unknown."""
    if name.upper() in ("AOI", "PM", "MA", "GO", "RGS", "REVIEW_LOG"):
        return name.upper()
    words = [word for word in re.split(r"[^A-Za-z]+", name) if word]
    codes = [word for word in words if word in ("AOI", "PM", "MA", "GO", "RGS")]
    joined = "".join(words).lower()
    codes += [code for text, code in _WORDS.items() if text in joined]
    return codes[-1] if codes else None


def read_inventory(
    path: str | os.PathLike, schema: Schema, feedback: Feedback | None = None
) -> InventoryFile:
    """All layers of an inventory; the file is opened read-only.

    Args:
        path: GeoPackage; a layer in it (``file.gpkg|layername=GO``) stands for the file.

    Raises:
        InputError: no such file, no GeoPackage, no inventory, or it cannot be read to the end.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    path = str(path).partition("|")[0]
    if not Path(path).is_file():
        raise InputError(
            tr("{path} does not exist. Choose the GeoPackage of an inventory.").format(path=path)
        )
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    dataset = None
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "not a GeoPackage")
        chosen, ignored = choose_layers(dataset)
        if not {"PM", "GO"} & set(chosen):
            names = ", ".join(dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount()))
            raise InputError(
                tr(
                    "{path} is no rock glacier inventory: it has neither a layer PM (primary "
                    "markers) nor GO (outlines), only {names}. Choose a GeoPackage made with "
                    "Create RGIK inventory, or one in the RoGI layout."
                ).format(path=path, names=names[:200] or tr("no layers"))
            )
        tables = {}
        for number, (code, name) in enumerate(chosen.items()):
            part = feedback.part(number / len(chosen), (number + 1) / len(chosen))
            tables[code] = _read_table(dataset.GetLayerByName(name), schema.layer(code), part)
    except RuntimeError as error:
        raise InputError(
            tr(
                "{path} cannot be read as a GeoPackage ({error}). Close it in other "
                "programs, and check that it is the GeoPackage of an inventory."
            ).format(path=path, error=error)
        ) from error
    finally:
        dataset = None
        gdal.PopErrorHandler()
    return InventoryFile(
        path, {c.code: tables[c.code] for c in schema.layers if c.code in tables}, ignored
    )


def single_point(shape: BaseGeometry) -> Point | None:
    """The point that a geometry is or consists of; None when it is no single point."""
    parts = shapely.get_parts(shape)
    if len(parts) == 1 and parts[0].geom_type == "Point" and np.isfinite(parts[0].bounds).all():
        return parts[0]
    return None


def choose_layers(dataset: gdal.Dataset) -> tuple[dict[str, str], list[str]]:
    """Layer code to layer name, and the names that lost against another of the same code."""
    chosen: dict[str, str] = {}
    ignored = []
    names = [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]
    for name in sorted(names, key=lambda name: (layer_code(name) != name, names.index(name))):
        code = layer_code(name)
        if code is None:
            continue
        if code in chosen:
            ignored.append(name)
        else:
            chosen[code] = name
    return chosen, ignored


def field_key(name: str) -> str:
    """A field's name as it is compared: small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _read_table(table: Any, layer: Layer, feedback: Feedback) -> Table:
    known = {field_key(name): name for name in layer.names}
    known.update({field_key(f.alias): f.name for f in layer.fields if "." in f.alias})
    definition = table.GetLayerDefn()
    stored, wanted = {}, []
    for i in range(definition.GetFieldCount()):
        name = definition.GetFieldDefn(i).GetName()
        own = known.get(field_key(name))
        if own is None or own in stored:
            continue
        stored[own] = name
        item = layer.field(own)
        if item.type != "real" or own in _REALS:
            wanted.append((i, item))
    columns: dict[str, list] = {item.name: [] for _, item in wanted}
    fids, shapes, broken = [], [], []
    gdal.ErrorReset()
    table.ResetReading()
    total = max(1, table.GetFeatureCount())
    for number, row in enumerate(table):
        if number % 500 == 0:
            feedback.check()
            feedback.progress(min(1.0, number / total))
        fids.append(row.GetFID())
        shape, unreadable = shape_of(row.GetGeometryRef())
        shapes.append(shape)
        broken.append(unreadable)
        for i, item in wanted:
            columns[item.name].append(value_of(row, i, item))
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise RuntimeError(gdal.GetLastErrorMsg())
    reference = table.GetSpatialRef()
    wkt = reference.ExportToWkt() if reference is not None else ""
    crs = crs_of(wkt)
    return Table(
        layer,
        table.GetName(),
        np.array(fids, np.int64),
        as_array(shapes),
        np.array(broken, bool),
        columns,
        stored,
        crs,
        wkt if crs is not None else "",
    )


def crs_of(wkt: str) -> CRS | None:
    """None for no CRS, and for one that has no place on the Earth (GeoPackage's undefined ones)."""
    if not wkt:
        return None
    crs = CRS.from_wkt(wkt)
    if not (crs.is_projected or crs.is_geographic) or "undefined" in wkt[:60].lower():
        return None
    return crs


def shape_of(geometry: Any) -> tuple[BaseGeometry | None, bool]:
    """(shapely geometry or None, whether there is one that cannot be read)."""
    if geometry is None or geometry.IsEmpty():
        return None, False
    curved = geometry.HasCurveGeometry(1)
    geometry = geometry.GetLinearGeometry() if curved else geometry.Clone()
    geometry.FlattenTo2D()
    shape = shapely.from_wkb(bytes(geometry.ExportToWkb()), on_invalid="ignore")
    return shape, shape is None


def value_of(row: Any, i: int, item: Field) -> Any:
    """The i-th value of a row as a schema field has it; None = NULL or empty text."""
    if not row.IsFieldSetAndNotNull(i):
        return None
    value = row.GetField(i)
    if isinstance(value, (bytes, bytearray)):
        value = bytes(value).decode("utf-8", "replace")
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, float) and value != value:
        return None
    return value if item.values is None else _code(item, value)


def _code(item: Field, value: Any) -> Any:
    """The code that a value stands for: itself, a number as text, or a label of the list."""
    codes = item.values.codes
    if item.type == "integer":
        try:
            number = int(value) if float(value) == int(float(value)) else value
        except (TypeError, ValueError, OverflowError):
            number = value
        if number in codes:
            return number
    if value in codes:
        return value
    for choice in item.values.choices:
        if value == choice.label:
            return choice.code
    return value
