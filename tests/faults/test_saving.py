"""Saving several layers is one transaction, whatever call to the system the process dies in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from conftest import FULL
from faultstate import geopackage, mounted
from osgeo import gdal, ogr
from tally import tally

from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.errors import DiskFullError, InputError
from rock_glacier_mapper.core.inventory.geopackage import TableChanges, save_changes

#: Calls with which SQLite changes files.
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink")
COUNT = 300
SCRIPT = """
import sys
from rock_glacier_mapper.core.inventory.geopackage import TableChanges, save_changes
sys.path[:0] = {path!r}
from test_saving import changes
save_changes({file!r}, changes())
"""


def point(x: float) -> bytes:
    return bytes(ogr.CreateGeometryFromWkt(f"POINT ({x} 1)").ExportToWkb())


def changes() -> list[TableChanges]:
    """Of each kind, in three layers; more than a page of SQLite each."""
    return [
        TableChanges(
            name,
            name,
            {number: {"text": f"new {number}" * 20} for number in range(1, 200)},
            {number: point(-number) for number in range(1, 100)},
            range(250, 280),
            [({"text": "added"}, point(5000 + number)) for number in range(50)],
        )
        for name in "ABC"
    ]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("saving") / "three.gpkg"
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = ogr.osr.SpatialReference()
    reference.ImportFromEPSG(32632)
    for name in "ABC":
        table = dataset.CreateLayer(name, reference, ogr.wkbPoint)
        table.CreateField(ogr.FieldDefn("text", ogr.OFTString))
        table.StartTransaction()
        for number in range(COUNT):
            row = ogr.Feature(table.GetLayerDefn())
            row["text"] = f"old {number}"
            row.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({number} 0)"))
            table.CreateFeature(row)
        table.CommitTransaction()
    table = row = dataset = None
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copy(template, tmp_path / "three.gpkg")


def traced(path, log, *options: str) -> int:
    """Save in a process that is traced; its exit code."""
    here = str(__file__).rpartition("/")[0]
    script = SCRIPT.format(path=[*sys.path[:3], here], file=str(path))
    return subprocess.run(
        [
            "strace",
            "-f",
            "-o",
            str(log),
            "-e",
            "signal=none",
            *options,
            sys.executable,
            "-c",
            script,
        ],
        env={**pythonprocess.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
    ).returncode


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_killed_in_every_call_to_the_system(template, path, tmp_path, journal):
    if journal == "wal":
        dataset = gdal.OpenEx(str(template), gdal.OF_VECTOR | gdal.OF_UPDATE)
        dataset.ExecuteSQL("PRAGMA journal_mode = wal")
        dataset = None
        shutil.copy(template, path)
    before = geopackage(path, tmp_path)
    log = tmp_path / "log.txt"
    if traced(path, log, "-e", f"trace={','.join(CALLS)}") != 0:
        pytest.skip("strace may not trace here")
    counts = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
    after = geopackage(path, tmp_path)
    assert after != before
    moments = [(call, number) for call in CALLS for number in range(1, counts[call] + 1)]
    assert len(moments) > 10, counts
    if not FULL:
        moments = moments[len(moments) // 2 :: max(1, len(moments) // 2 - 1)]
    found = Counter()
    for call, number in moments:
        for end in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copy(template, path)
        traced(path, log, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
        state = geopackage(path, tmp_path)
        assert state in (before, after), (call, number)
        found[state == after] += 1
    assert found[False]
    tally("faults", "kill -9 in each system call of saving", "nothing lost", len(moments))


def test_changes_of_all_kinds(path):
    save_changes(path, changes())
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    for name in "ABC":
        layer = dataset.GetLayerByName(name)
        rows = {row.GetFID(): (row["text"], row.geometry().GetX()) for row in layer}
        assert layer.GetFeatureCount() == len(rows) == COUNT - 30 + 50
        assert rows[7] == ("new 7" * 20, -7) and rows[150] == ("new 150" * 20, 149)
        assert rows[200] == ("old 199", 199) and 260 not in rows
        assert sum(text == "added" for text, _ in rows.values()) == 50
        assert layer.GetExtent()[:2] == (-99, 5049)
    layer = dataset = None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (TableChanges("C", "the third", {999: {"text": "x"}}), "the third could not be saved"),
        (TableChanges("D", "the fourth"), "the fourth could not be saved"),
        (TableChanges("C", "the third", geometries={1: b"no geometry"}), "the third"),
    ],
)
def test_a_change_that_is_refused_takes_all_back(path, tmp_path, change, words):
    before = geopackage(path, tmp_path)
    with pytest.raises(InputError, match=words):
        save_changes(path, [*changes()[:2], change])
    assert geopackage(path, tmp_path) == before


def test_full_disk(template, tmp_path):
    size = template.stat().st_size
    with mounted(tmp_path / "small", size // 4096 * 4096 + 65536) as folder:
        path = shutil.copy(template, folder / "three.gpkg")
        before = geopackage(path, folder)
        with pytest.raises(DiskFullError, match=r"disk of .* is full\. Nothing was changed\. Free"):
            save_changes(path, changes())
        assert geopackage(path, folder) == before
    tally("faults", "full disk while saving", "nothing lost")
