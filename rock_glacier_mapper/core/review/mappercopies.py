"""The GeoPackages of several mappers: copies of one file with the work of each."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from osgeo import gdal, ogr
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..inventory.build import outline_fingerprint
from ..translation import tr
from ..vector import done, repaired
from .log import read_log

#: Fields that hold the decision: of inventories, and of candidate layers.
STATUS_FIELDS = ("ReviewStat", "review")


@dataclass
class MapperCopy:
    """The work of one mapper.

    Attributes:
        path: the GeoPackage.
        rows: of the log, without those of the common file.
        latest: key of a candidate to the last row about it.
        features: all candidates by key.
    """

    path: Path
    rows: list[dict[str, Any]]
    latest: dict[str, dict[str, Any]]
    features: dict[str, ogr.Feature]

    def said(self, key: str, otherwise: str = "merge") -> tuple[str, str]:
        """(mapper, action) of the last decision on a candidate."""
        row = self.latest.get(key, {})
        return row.get("Reviewer") or self.path.stem, row.get("Action") or otherwise

    def outcome(self, key: str) -> tuple:
        """(status, fingerprint) in which a candidate was left; ("deleted",) when it is gone."""
        feature = self.features.get(key)
        return ("deleted",) if feature is None else (status_of(feature), fingerprint(feature))


def read_copy(path: Path, layer: str, known: set[tuple]) -> MapperCopy:
    """Read a mapper's file.

    Args:
        known: identities of the rows of the common file's log.

    Raises:
        InputError: the file or layer cannot be read.
    """
    rows = [row for row in read_log(path) if identity(row) not in known]
    latest = {row["PolyUID"]: row for row in rows if row.get("PolyUID")}
    with opened(path, gdal.OF_READONLY) as dataset:
        # A merge or split touches neighbours as well, which have no row of their own: those that
        # are gone, or new, are found by comparing all.
        features = features_by_key(layer_of(dataset, layer, path))
    return MapperCopy(path, rows, latest, features)


def identity(row: dict[str, Any]) -> tuple:
    """What tells a row of the log from the others."""
    if row.get("DecisionID"):
        return (row["DecisionID"],)
    return tuple(row.get(name) for name in ("LogTime", "PolyUID", "Action", "Reviewer"))


def key_of(feature: ogr.Feature) -> str:
    """The key of a candidate: PolyUID, else ``rg_id 12``, else ``fid 7``."""
    for name, prefix in (("PolyUID", ""), ("rg_id", "rg_id ")):
        index = feature.GetFieldIndex(name)
        if index >= 0 and feature.IsFieldSetAndNotNull(index):
            return f"{prefix}{feature.GetField(index)}"
    return f"fid {feature.GetFID()}"


def features_by_key(table: ogr.Layer) -> dict[str, ogr.Feature]:
    """Copies of all features of a layer."""
    return {key_of(feature): feature.Clone() for feature in table}


def add_fields(table: ogr.Layer, pattern: ogr.FeatureDefn) -> None:
    """Add the fields that another layer has and this one lacks."""
    for i in range(pattern.GetFieldCount()):
        field_definition = pattern.GetFieldDefn(i)
        if table.GetLayerDefn().GetFieldIndex(field_definition.GetName()) < 0:
            done(table.CreateField(field_definition))


@contextlib.contextmanager
def opened(path: Path, mode: int) -> Iterator[gdal.Dataset]:
    """A GeoPackage, open until the end of the block.

    Raises:
        InputError: it cannot be opened, or an operation of the block failed.
    """
    dataset = None
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | mode)
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "no vector file")
        yield dataset
    except RuntimeError as error:
        raise InputError(
            tr("{path} could not be read or written: {error}").format(path=path, error=error)
        ) from error
    finally:
        dataset = None


def layer_of(dataset: gdal.Dataset, name: str, path: Path) -> ogr.Layer:
    """The layer of that name.

    Raises:
        InputError: there is none.
    """
    table = dataset.GetLayerByName(name)
    if table is None:
        raise InputError(
            tr("{path} has no layer {name}. All files must be copies of one.").format(
                path=path, name=name
            )
        )
    return table


def copy_database(source: str | os.PathLike, target: Path) -> None:
    """Copy a GeoPackage as it is at one moment, what other programs have written included."""
    if not Path(source).is_file():
        raise InputError(tr("{source} is missing. Check the path.").format(source=source))
    closing = contextlib.closing
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        try:
            old.backup(new)
        except sqlite3.Error as error:
            raise InputError(
                tr("{source} cannot be copied ({error}).").format(source=source, error=error)
            ) from error


def shape_of(feature: ogr.Feature) -> BaseGeometry:
    """The geometry, repaired; an empty polygon where there is none."""
    geometry = feature.GetGeometryRef()
    shape = shapely.from_wkb(bytes(geometry.ExportToWkb())) if geometry else shapely.Polygon()
    return repaired(shape)


def fingerprint(feature: ogr.Feature) -> str | None:
    """Fingerprint of the geometry; None where there is none."""
    geometry = feature.GetGeometryRef()
    if geometry is None or geometry.IsEmpty():
        return None
    return outline_fingerprint(shapely.from_wkb(bytes(geometry.ExportToWkb())))


def text_of(feature: ogr.Feature, name: str) -> str:
    """A field as text; "" where it is missing or NULL."""
    index = feature.GetFieldIndex(name)
    return feature.GetFieldAsString(index) if index >= 0 else ""


def number_of(feature: ogr.Feature, name: str) -> int | None:
    """A whole number; None where it is missing or NULL."""
    index = feature.GetFieldIndex(name)
    if index < 0 or not feature.IsFieldSetAndNotNull(index):
        return None
    return int(feature.GetField(index))


def status_of(feature: ogr.Feature) -> str:
    """The decision of a reviewer on a feature; "" where there is none."""
    return next((s for s in (text_of(feature, name) for name in STATUS_FIELDS) if s), "")


def set_status(feature: ogr.Feature, status: str) -> None:
    """Write a decision into the fields that a feature has for it."""
    for name in STATUS_FIELDS:
        if feature.GetFieldIndex(name) >= 0:
            feature.SetField(name, status)
