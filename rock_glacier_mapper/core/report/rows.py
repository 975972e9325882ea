"""Rows of a layer of an inventory: geometries, and the columns that a report knows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import numpy as np
from osgeo import gdal
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..inventory.reading import choose_layers, crs_of, field_key, layer_code, shape_of, value_of
from ..inventory.schema import Field, Schema
from ..translation import tr
from ..vector import as_array
from .attributes import CLASSES, NUMBERS

#: Fields beside classes and numbers; and names of the same in other layers.
TEXTS = ("PrimaryID", "AssocRGS", "OutType", "UpslHu", "SUBREGION", "Country", "status")
_OTHER_NAMES = {"id": "PrimaryID", "rgid": "PrimaryID", "systemid": "AssocRGS"}
_OTHER_NAMES |= {"region": "SUBREGION", "subregion": "SUBREGION"}


@dataclass(frozen=True)
class Rows:
    """Rows of a layer: geometries, and columns by own field name.

    ``factors`` make own units of the columns' values; ``crs`` is None where there is none.
    """

    shapes: np.ndarray
    columns: dict[str, list]
    crs: CRS | None
    factors: dict[str, float]


def read_rows(
    source: str | os.PathLike, schema: Schema, feedback: Feedback
) -> tuple[Rows, Rows | None]:
    """The outlines of an inventory and its primary markers; the file is opened read-only.

    Args:
        source: vector file, perhaps with ``|layername=``. Where the file has a layer GO and that,
            one of its sisters or views, or no layer is named, the file counts as an inventory;
            else the layer's own rows are the outlines, and there are no markers.

    Raises:
        InputError: no such file or layer, or it cannot be read to the end.
        Cancelled: the user stopped.
    """
    path, _, option = str(source).partition("|layername=")
    path, layer = path.partition("|")[0], option.partition("|")[0] or None
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    dataset = None
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "no vector data")
        chosen = choose_layers(dataset)[0]
        views = [view.layer.code for view in schema.views]
        if "GO" in chosen and (layer is None or layer_code(layer) or layer in views):
            outlines = _read(dataset.GetLayerByName(chosen["GO"]), schema, feedback)
            if "PM" not in chosen:
                return outlines, None
            return outlines, _read(dataset.GetLayerByName(chosen["PM"]), schema, feedback)
        table = dataset.GetLayerByName(layer) if layer else dataset.GetLayer(0)
        if table is None:
            raise InputError(
                tr("{path} has no layer {layer}. Choose another inventory.").format(
                    path=path, layer=layer or ""
                )
            )
        return _read(table, schema, feedback), None
    except RuntimeError as error:
        raise InputError(
            tr("{path} cannot be read as an inventory ({error}). Check the file.").format(
                path=path, error=error
            )
        ) from error
    finally:
        dataset = None
        gdal.PopErrorHandler()


def _read(table: Any, schema: Schema, feedback: Feedback) -> Rows:
    """The geometries and the known columns of a layer."""
    fields = {f.name: f for code in ("PM", "GO") for f in schema.layer(code).fields}
    known = {field_key(name): (name, 1.0) for name in (*TEXTS, *CLASSES)}
    known.update({field_key(item.name): (item.name, 1.0) for item in NUMBERS})
    others = {key: (name, 1.0) for key, name in _OTHER_NAMES.items()}
    others.update({field_key(n): (item.name, f) for item in NUMBERS for n, f in item.names})
    definition = table.GetLayerDefn()
    stored = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    wanted: dict[str, tuple[int, float]] = {}
    for names in (known, others):
        for i, name in enumerate(stored):
            own, factor = names.get(field_key(name), (None, 1.0))
            if own is not None and own not in wanted:
                wanted[own] = i, factor
    used = {i for i, _ in wanted.values()}
    table.SetIgnoredFields([name for i, name in enumerate(stored) if i not in used])
    items = [
        (columns, i, fields.get(name) or Field(name, name, "text"))
        for name, (i, _) in wanted.items()
        for columns in ([],)
    ]
    shapes: list[BaseGeometry | None] = []
    gdal.ErrorReset()
    table.ResetReading()
    for number, row in enumerate(table):
        if number % 500 == 0:
            feedback.check()
        shapes.append(shape_of(row.GetGeometryRef())[0])
        for values, i, item in items:
            values.append(value_of(row, i, item))
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise RuntimeError(gdal.GetLastErrorMsg())
    reference = table.GetSpatialRef()
    return Rows(
        as_array(shapes),
        {name: columns for name, (columns, _, _) in zip(wanted, items)},
        crs_of(reference.ExportToWkt() if reference is not None else ""),
        {name: factor for name, (_, factor) in wanted.items()},
    )
