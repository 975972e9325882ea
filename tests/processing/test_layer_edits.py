"""Editing layers: one undo step, all or nothing, clear errors."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, Qt, QTime, QVariant

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.processing.layeredits import edit_layer, edit_layers, require_editable

HOLD_LOCK = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
    "c.execute('begin exclusive'); print('locked', flush=True); sys.stdin.read()"
)


@pytest.fixture
def path(qgis_app, tmp_path):
    """A GeoPackage of two layers with two points each; field ``n``, unique in layer B."""
    path = tmp_path / "two.gpkg"
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = ogr.osr.SpatialReference()
    reference.ImportFromEPSG(32632)
    for name in "AB":
        table = dataset.CreateLayer(name, reference, ogr.wkbPoint)
        field = ogr.FieldDefn("n", ogr.OFTInteger)
        field.SetUnique(name == "B")
        table.CreateField(field)
        for number in (1, 2):
            row = ogr.Feature(table.GetLayerDefn())
            row["n"] = number
            row.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({number} 0)"))
            table.CreateFeature(row)
    table = row = dataset = None
    return path


@pytest.fixture
def lock(path):
    """Starts another process that holds an exclusive lock, and ends it."""
    started = []

    def hold():
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD_LOCK, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout.readline().strip() == b"locked"
        return process.communicate

    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", "100")  # milliseconds; 5 s by default
    yield hold
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", None)
    for process in started:
        process.communicate()


def open_layer(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


def content(layer):
    return sorted((f.id() > 0, f["n"], f.geometry().asWkt()) for f in layer.getFeatures())


def stored(path):
    return [content(open_layer(path, name)) for name in "AB"]


def point(layer, number):
    feature = QgsFeature(layer.fields())
    feature["n"] = number
    feature.setGeometry(QgsGeometry.fromWkt(f"Point ({number} 1)"))
    return feature


def edit_all(edits, number=7):
    for edit in edits:
        edit.change_attributes({1: {"n": 5}})
        edit.change_geometries({2: QgsGeometry.fromWkt("Point (9 9)")})
        edit.add_features([point(edit.layer, number)])


CHANGED = [
    (True, 2, "Point (9 9)"),
    (True, 5, "Point (1 0)"),
    (True, 7, "Point (7 1)"),
]


def test_layers_are_saved_together(path):
    layers = [open_layer(path, name) for name in "AB"]
    with edit_layers(layers, "Edit") as edits:
        edit_all(edits)
    assert not any(layer.isEditable() for layer in layers)
    assert stored(path) == [CHANGED, CHANGED]
    assert [content(layer) for layer in layers] == [CHANGED, CHANGED]


def test_one_undo_step_for_each_changed_layer_in_edit_mode(path):
    a, b = (open_layer(path, name) for name in "AB")
    before = stored(path)
    a.startEditing()
    a.changeAttributeValue(2, 1, 40)
    unsaved = content(a)
    with edit_layers([a, b], "Edit") as edits:
        edit_all(edits[:1])
    assert a.isEditable() and b.isEditable()  # one is in edit mode, so both are
    assert (a.undoStack().count(), b.undoStack().count()) == (2, 0)
    assert a.undoStack().undoText() == "Edit"
    after = content(a)
    a.undoStack().undo()
    assert content(a) == unsaved
    a.undoStack().redo()
    assert content(a) == after
    assert stored(path) == before
    a.rollBack(), b.rollBack()


@pytest.mark.parametrize("error", [Cancelled, InputError, ValueError])
@pytest.mark.parametrize("editing", [False, True])
def test_an_error_in_the_block_leaves_all_as_it_was(path, error, editing):
    before = stored(path)
    a, b = (open_layer(path, name) for name in "AB")
    if editing:
        b.startEditing()
        b.changeAttributeValue(2, 1, 40)
    unsaved = content(b)
    with pytest.raises(error), edit_layers([a, b], "Edit") as edits:
        edit_all(edits)
        raise error("oops")
    assert (a.isEditable(), b.isEditable()) == (False, editing)
    assert content(b) == unsaved and content(a) == before[0]
    assert b.undoStack().count() == editing
    b.rollBack()
    assert stored(path) == before


def test_a_layer_that_cannot_be_saved_takes_the_earlier_ones_back(path):
    """The second layer stores its attributes, then refuses a second feature with n = 1."""
    before = stored(path)
    layers = [open_layer(path, name) for name in "AB"]
    problem = pytest.raises(InputError, match=r"changes to B could not be saved.*UNIQUE")
    with problem, edit_layers(layers, "Edit") as edits:
        edit_all(edits, number=2)
    assert stored(path) == before
    assert [content(layer) for layer in layers] == before
    assert not any(layer.isEditable() for layer in layers)


def test_layers_of_two_files_are_taken_back_too(path, tmp_path):
    """They share no transaction; the first one is committed, then restored."""
    other = shutil.copy(path, tmp_path / "other.gpkg")
    before = stored(path), stored(other)
    layers = [open_layer(path, "A"), open_layer(other, "B")]
    problem = pytest.raises(InputError, match=r"changes to B could not be saved.*UNIQUE")
    with problem, edit_layers(layers, "Edit") as (a, b):
        a.delete_features([2])
        a.add_features([point(a.layer, 8)])
        edit_all([b], number=2)
    assert (stored(path), stored(other)) == before
    with edit_layers(layers, "Edit") as edits:
        edit_all(edits)
    assert (stored(path)[0], stored(other)[1]) == (CHANGED, CHANGED)


def test_a_layer_without_a_file(qgis_app):
    layer = QgsVectorLayer("Point?crs=EPSG:32632&field=n:integer", "memory", "memory")
    with edit_layer(layer, "Edit") as edit:
        edit.add_features([point(layer, 3)])
    assert [feature["n"] for feature in layer.getFeatures()] == [3]
    with edit_layer(layer, "Edit") as edit:
        edit.change_attributes({next(layer.getFeatures()).id(): {"n": 4}})
    assert [feature["n"] for feature in layer.getFeatures()] == [4]


def test_values_of_all_types_are_saved(path):
    """What QGIS holds as dates, numbers and texts comes back as it went in."""
    dataset = ogr.Open(str(path), 1)
    table = dataset.GetLayerByName("A")
    kinds = {
        "text": ogr.OFTString, "real": ogr.OFTReal, "big": ogr.OFTInteger64, "day": ogr.OFTDate,
        "moment": ogr.OFTDateTime, "binary": ogr.OFTBinary,
    }  # fmt: skip
    for name, kind in kinds.items():
        table.CreateField(ogr.FieldDefn(name, kind))
    yes = ogr.FieldDefn("yes", ogr.OFTInteger)
    yes.SetSubType(ogr.OFSTBoolean)
    table.CreateField(yes)
    table = dataset = None
    given = {
        "text": "it's “ß”", "real": 0.1 + 0.2, "big": 1 << 40, "day": QDate(2021, 2, 28),
        "moment": QDateTime(QDate(2021, 2, 28), QTime(23, 59, 58, 125), Qt.TimeSpec.UTC),
        "binary": QByteArray(b"a\0b"), "yes": True,
    }  # fmt: skip
    layer = open_layer(path, "A")
    new = point(layer, 9)
    for name, value in given.items():
        new[name] = value
    with edit_layer(layer, "Edit") as edit:
        edit.change_attributes({1: {**given, "n": None}})
        edit.add_features([new])
    for feature in (layer.getFeature(1), layer.getFeature(3)):
        found = {name: feature[name] for name in given}
        assert found.pop("moment").toUTC() == given["moment"]
        assert found == {name: value for name, value in given.items() if name != "moment"}
    assert layer.getFeature(1)["n"] in (None, QVariant())
    with edit_layer(layer, "Edit") as edit:
        edit.change_attributes({1: dict.fromkeys(given)})
    nothing = layer.getFeature(1)
    assert all(nothing[name] in (None, QVariant()) for name in given)


def test_deleted_features_come_back_when_a_later_layer_cannot_be_saved(path):
    before = stored(path)
    layers = [open_layer(path, name) for name in "AB"]
    problem = pytest.raises(InputError, match=r"changes to B could not be saved")
    with problem, edit_layers(layers, "Edit") as (a, b):
        a.delete_features([1])
        edit_all([b], number=2)
    assert stored(path) == before
    assert [content(layer) for layer in layers] == before


def test_deleting_alone_is_a_change_and_one_undo_step(path):
    layer = open_layer(path, "A")
    layer.startEditing()
    with edit_layer(layer, "Delete") as edit:
        edit.delete_features([2])
    assert len(content(layer)) == 1 and layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert len(content(layer)) == 2
    layer.rollBack()
    with edit_layer(layer, "Delete") as edit:
        edit.delete_features([2])
    assert len(content(layer)) == 1 and len(stored(path)[0]) == 1


def test_cancelling_is_asked_before_saving(path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    before = stored(path)
    layer = open_layer(path, "A")
    with pytest.raises(Cancelled), edit_layer(layer, "Edit", Stop()) as edit:
        edit_all([edit])
    assert stored(path) == before


def test_a_locked_file_is_refused(path, lock):
    before = stored(path)
    early = open_layer(path, "A")
    release = lock()
    for layer in (early, open_layer(path, "A")):
        with pytest.raises(InputError, match="locked its file"):
            require_editable(layer)
    release()
    assert stored(path) == before
    require_editable(early)


def test_a_lock_that_comes_before_saving(path, lock):
    before = stored(path)
    layers = [open_layer(path, name) for name in "AB"]
    problem = pytest.raises(InputError, match=r"A could not be saved.*has locked.*run again")
    with problem, edit_layers(layers, "Edit") as edits:
        edit_all(edits)
        release = lock()
    release()
    assert stored(path) == before
    assert not any(layer.isEditable() for layer in layers)


def test_requirements(path):
    layer = open_layer(path, "A")
    require_editable(layer, ["n"], add=True, geometry=True)
    with pytest.raises(InputError, match="A is no marker layer: it lacks the fields m, o"):
        require_editable(layer, ["n", "m", "o"], "marker layer")
    layer.setReadOnly(True)
    with pytest.raises(InputError, match="read-only"):
        require_editable(layer)
    without = QgsVectorLayer("Point?crs=&field=n:integer", "W", "memory")
    with pytest.raises(InputError, match="coordinate reference system"):
        require_editable(without)


def test_a_missing_feature_is_an_error(path):
    before = stored(path)
    problem = pytest.raises(InputError, match="Feature 99 of A")
    with problem, edit_layer(open_layer(path, "A"), "Edit") as edit:
        edit.change_attributes({1: {"n": 3}, 99: {"n": 4}})
    assert stored(path) == before
