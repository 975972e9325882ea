"""The table REVIEW_LOG of a GeoPackage: every decision of the review, in order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from osgeo import gdal, ogr

from ..errors import InputError
from ..inventory.schema import Layer, load_schema
from ..translation import tr
from ..vector import done
from .decisions import Decision, state_before

TABLE = "REVIEW_LOG"

#: Columns that a log needs beyond those that older inventories have.
FURTHER = {"DecisionID": 32, "GeomBefore": 20, "GeomAfter": 20}

_TYPES = {
    "integer": ogr.OFTInteger,
    "real": ogr.OFTReal,
    "text": ogr.OFTString,
    "datetime": ogr.OFTDateTime,
}


def append_log(path: str | os.PathLike, decisions: Sequence[Decision]) -> int:
    """Write decisions into the log, all or none; those that it has already are left out.

    The table is made where there is none, and gets the columns that it lacks.

    Returns:
        How many were written.

    Raises:
        InputError: the file cannot be written, for example because another program has locked it.
    """
    if not decisions:
        return 0
    dataset = None
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "it cannot be opened")
        done(dataset.StartTransaction())
        table = _table(dataset)
        known = logged_ids(table)
        new = [decision for decision in decisions if decision.id not in known]
        for decision in new:
            row = ogr.Feature(table.GetLayerDefn())
            for name, value in row_of(decision).items():
                if value not in (None, ""):
                    row.SetField(name, value)
            done(table.CreateFeature(row))
        done(dataset.CommitTransaction())
        return len(new)
    except RuntimeError as error:
        if dataset is not None:
            dataset.RollbackTransaction()
        raise InputError(
            tr(
                "The review log of {path} could not be written ({error}). The decisions are "
                "kept in the journal beside it and are logged when it is saved the next time."
            ).format(path=path, error=error)
        ) from error
    finally:
        dataset = None


def row_of(decision: Decision) -> dict[str, str | None]:
    """The columns of a decision."""
    return {
        "LogTime": decision.time,
        "PolyUID": decision.key[:40],
        "PrimaryID": decision.unit[:18],
        "Action": decision.action,
        "Reviewer": decision.reviewer[:120],
        "Before": state_before(decision),
        "Comment": decision.comment[:254],
        "DecisionID": decision.id,
        "GeomBefore": decision.before,
        "GeomAfter": decision.after,
    }


def logged_ids(table: ogr.Layer) -> set[str]:
    """Identifiers of the decisions in a log."""
    table.ResetReading()
    return {row.GetField("DecisionID") for row in table} - {None}


def read_log(path: str | os.PathLike) -> list[dict[str, str | None]]:
    """All rows of a log as texts, in the order of their times; [] where there is none.

    Raises:
        InputError: the file cannot be opened.
    """
    dataset = None
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    except RuntimeError as error:
        raise InputError(
            tr("{path} cannot be opened ({error}).").format(path=path, error=error)
        ) from error
    if dataset is None:
        raise InputError(
            tr("{path} cannot be opened. Check the path and the file.").format(path=path)
        )
    try:
        table = dataset.GetLayerByName(TABLE)
        rows = [_as_text(row) for row in table] if table is not None else []
    finally:
        table = dataset = None
    return sorted(rows, key=lambda row: row.get("LogTime") or "")


def _as_text(row: ogr.Feature) -> dict[str, str | None]:
    names = (row.GetFieldDefnRef(i).GetName() for i in range(row.GetFieldCount()))
    values = {name: row.GetFieldAsString(name) for name in names}
    return {name: value or None for name, value in values.items()}


def _table(dataset: gdal.Dataset) -> ogr.Layer:
    layer = load_schema().layer(TABLE)
    table = dataset.GetLayerByName(TABLE)
    if table is None:
        options = [f"IDENTIFIER={layer.title}", f"DESCRIPTION={layer.description}"]
        table = done(dataset.CreateLayer(TABLE, None, ogr.wkbNone, options))
    have = _names(table)
    for definition in _definitions(layer):
        if definition.GetName() not in have:
            done(table.CreateField(definition))
    return table


def _definitions(layer: Layer) -> Iterable[ogr.FieldDefn]:
    lengths = {field.name: (field.type, field.length) for field in layer.fields}
    lengths |= {name: ("text", length) for name, length in FURTHER.items() if name not in lengths}
    for name, (kind, length) in lengths.items():
        definition = ogr.FieldDefn(name, _TYPES[kind])
        definition.SetWidth(length)
        yield definition


def _names(table: ogr.Layer) -> set[str]:
    definition = table.GetLayerDefn()
    return {definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())}
