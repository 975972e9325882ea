"""What files hold, by digests that equal results share; small disks; processes that live on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
import rasterio
from osgeo import gdal

#: Contents that tell when or where a file was made.
_VOLATILE = re.compile(
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?|\d+(\.\d+)? (s|seconds)\b"
)
#: Columns that tell who worked how long.
_OF_THE_RUN = ("seconds", "worker")
_BOOKKEEPING = ("gpkg_contents", "gpkg_ogr_contents", "sqlite_sequence", "gpkg_metadata")


def tree(folder: Path) -> dict:
    """Checksums of all files below a folder; of a GeoPackage, of what it holds.

    QGIS switches a GeoPackage that it reads to write-ahead logging and back, so that a killed
    reader leaves another header and files ``-wal`` and ``-shm`` without content. It also keeps
    the statistics of rasters in files ``.aux.xml``.
    """
    return {
        str(path.relative_to(folder)): geopackage(path, folder)
        if path.suffix == ".gpkg"
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".gpkg-wal", ".gpkg-shm", ".aux.xml"))
    }


def digest(path: Path, folder: Path):
    """What an output holds, without the times and paths of its making; None when it is absent.

    A damaged file raises an error.
    """
    if path.is_dir():
        return {
            str(file.relative_to(path)): digest(file, folder)
            for file in sorted(path.rglob("*"))
            if file.is_file() and ".part-" not in str(file.relative_to(path))
        }
    if not path.exists():
        return None
    kind = path.suffix.lower()
    if kind in (".tif", ".tiff"):
        with rasterio.open(path) as dataset:
            text = json.dumps([str(dataset.profile), sorted(dataset.tags().items())], default=str)
            values = dataset.read().tobytes() + dataset.read_masks().tobytes()
        return _sum(_neutral(text.encode(), folder) + values)
    if kind == ".gpkg":
        return geopackage(path, folder)
    if kind == ".onnx":  # metadata tell times; notes of the exporter differ from run to run
        import onnx

        model = onnx.load(str(path))
        onnx.checker.check_model(model)
        weights = sorted((one.name, one.raw_data) for one in model.graph.initializer)
        nodes = [(one.op_type, *one.input, *one.output) for one in model.graph.node]
        return _sum(repr((weights, nodes)).encode())
    if kind in (".shp", ".geojson"):
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        assert source is not None, f"{path} cannot be opened"
        layer = source.GetLayer(0)
        rows = [row.ExportToJson() for row in layer]
        assert len(rows) == layer.GetFeatureCount()
        layer = source = None
        return _sum(json.dumps(rows).encode())
    return _sum(_neutral(path.read_bytes(), folder))


def outputs(case, folder: Path) -> dict:
    """:func:`digest` of each output of a case; of those with times in them, whether it is whole."""
    found = {name: digest(folder / name, folder) for name in case.outputs}
    for name in case.timed:
        if found[name] is not None:
            text = (folder / name).read_text(encoding="utf-8")
            assert text.endswith("\n") or text.rstrip().endswith("</html>"), f"{name} is cut"
            found[name] = text.count("\n") if name.endswith(".csv") else "whole"
    return found


def geopackage(path: Path, folder: Path) -> dict[str, str]:
    """Digest of each table; checks that file, counts and spatial indexes are right."""
    database = sqlite3.connect(path)
    try:
        (verdict,) = database.execute("pragma integrity_check").fetchone()
        assert verdict == "ok", f"{path}: {verdict}"
        assert not database.execute("pragma foreign_key_check").fetchall()
        kinds = dict(database.execute("select name, type from sqlite_master"))
        found = {"triggers": sorted(name for name, kind in kinds.items() if kind == "trigger")}
        tables = [n for n, kind in kinds.items() if kind == "table" and not n.startswith("rtree")]
        for name in sorted(tables):
            if name in _BOOKKEEPING:
                continue
            columns = [row[1] for row in database.execute(f'pragma table_info("{name}")')]
            wanted = ", ".join(f'"{column}"' for column in columns if column not in _OF_THE_RUN)
            rows = database.execute(f'select {wanted} from "{name}"').fetchall()
            found[name] = _sum(_neutral(repr(sorted(rows, key=repr)).encode(), folder))
        states = database.execute("select table_name, feature_count from gpkg_ogr_contents")
        for name, count in states.fetchall():
            (rows,) = database.execute(f'select count(*) from "{name}"').fetchone()
            assert count in (None, rows), f"{path}: {name} states {count} features, has {rows}"
            index = f"rtree_{name}_geom"
            if index in kinds:
                (entries,) = database.execute(f'select count(*) from "{index}"').fetchone()
                (shapes,) = database.execute(
                    f'select count(*) from "{name}" where geom is not null'
                ).fetchone()
                assert entries == shapes, f"{path}: the spatial index of {name} is not right"
    finally:
        database.close()
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    assert source is not None, f"{path} cannot be opened"
    for number in range(source.GetLayerCount()):
        layer = source.GetLayer(number)
        assert sum(1 for _ in layer) == layer.GetFeatureCount()
    layer = source = None
    return found


def value(path: Path, table: str, name: str):
    """A column of the first row of a table."""
    database = sqlite3.connect(path)
    try:
        return database.execute(f'select "{name}" from "{table}" order by fid').fetchone()[0]
    finally:
        database.close()


@contextlib.contextmanager
def mounted(folder: Path, size: int):
    """A file system of its own, of some bytes, in the memory."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    done = subprocess.run(["mount", *options], capture_output=True)
    if done.returncode:
        pytest.skip("file systems cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def marked_processes(mark: str) -> list[int]:
    """Living processes with a text in their environment."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/environ", "rb") as file:
                    alive = mark.encode() in file.read()
            except OSError:
                continue
            if alive:
                found.append(int(entry))
    return found


def _neutral(content: bytes, folder: Path) -> bytes:
    return _VOLATILE.sub(b"TIME", content.replace(str(folder).encode(), b"FOLDER"))


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
