"""The review dock in QGIS: each operation by key, undo, filters, and a crash in the middle."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32, write_raster
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from shapely.geometry import box

from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.review.log import read_log
from rock_glacier_mapper.core.vector import Feature, write_layer
from rock_glacier_mapper.gui.review.dock import ReviewDock

X, Y = 600000, 5190000


def square(column, row=0, size=200):
    return box(X + column * 300, Y + row * 300, X + column * 300 + size, Y + row * 300 + size)


def values(number):
    """Candidate 1 is the most doubtful, 6 the clearest."""
    return {
        "rg_id": number,
        "area_km2": 0.04,
        "uncertainty": 0.24 - 0.03 * number,
        "score": 0.5 + 0.05 * number,
        "status": "candidate",
    }


@pytest.fixture
def candidates(tmp_path):
    """Six candidates, in an order that is not that of their priority."""
    path = tmp_path / "c.gpkg"
    numbers = (4, 1, 6, 3, 2, 5)
    features = [Feature(square(n), values(n)) for n in numbers]
    write_layer(path, "candidates", features, UTM32)
    return path


@pytest.fixture
def inventory(tmp_path):
    """An inventory of four units; the first two touch."""
    path, schema = tmp_path / "i.gpkg", load_schema()
    shapes = [box(X, Y, X + 200, Y + 200), box(X + 200, Y, X + 400, Y + 200), square(4), square(6)]
    found = [Candidate(shape, values(i + 1)) for i, shape in enumerate(shapes)]
    built = build_inventory(found, UTM32, schema, metadata={"MAPPER": "Ann"})
    write_inventory(path, schema, built.layers, UTM32.to_wkt())
    return path


class Review:
    """A dock with the layer of a file, and the keyboard."""

    def __init__(self, iface, path, name):
        self.iface, self.opened = iface, []
        self.layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        assert self.layer.isValid()
        QgsProject.instance().addMapLayer(self.layer)
        canvas = iface.mapCanvas()
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
        self.dock = ReviewDock(iface, lambda *a: self.opened.append(a), iface.mainWindow())
        self.dock.panel.reviewer.setText("Ben")
        self.dock.setFloating(True)
        self.dock.show()
        self.dock.review(self.layer)
        self.dock.panel.status.setCurrentIndex(0)

    def press(self, *keys):
        QApplication.setActiveWindow(self.dock)
        self.dock.panel.table.setFocus()
        for key in keys:
            QTest.keyClick(self.dock.panel.table, key)
            QCoreApplication.processEvents()

    @property
    def current(self):
        return self.dock.session.table.keys[self.dock.current]

    def status(self, **wanted):
        """Statuses by rg_id or PolyUID, in the layer with its unsaved edits."""
        field = self.dock.session.roles.status
        key = "rg_id" if self.layer.fields().indexOf("rg_id") >= 0 else "CandID"
        if self.layer.fields().indexOf(field) < 0:
            return {}
        rows = {int(f[key] or 0): f[field] for f in self.layer.getFeatures()}
        return {n: str(v) for n, v in rows.items() if v and str(v) not in ("NULL", "unreviewed")}

    def feature(self, number):
        key = "rg_id" if self.layer.fields().indexOf("rg_id") >= 0 else "CandID"
        return next(f for f in self.layer.getFeatures() if int(f[key] or 0) == number)

    def pending(self):
        return [(d.key, d.action) for d in self.dock.session.journal.pending()]

    def close(self):
        self.dock.close_review()
        self.dock.close()
        self.dock.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.isEditable():
                layer.rollBack()
        QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def review(qgis_iface, qgis_new_project, monkeypatch):
    made = []
    monkeypatch.setattr(ReviewDock, "ask_recovery", lambda self, count: True)

    def start(path, name="candidates"):
        made.append(Review(qgis_iface, path, name))
        return made[-1]

    yield start
    for one in made:
        one.close()


KEYS = {str(n): getattr(Qt.Key, f"Key_{n}") for n in range(1, 7)}


def test_candidates_come_by_priority_and_each_decision_is_one_key(review, candidates):
    r = review(candidates)
    shown = [r.dock.session.table.keys[row] for row in r.dock.panel.model.rows]
    assert shown == [f"rg_id {n}" for n in range(1, 7)] and r.current == "rg_id 1"
    r.press(KEYS["1"])
    assert r.current == "rg_id 2"
    r.press(KEYS["2"], KEYS["1"])
    assert r.status() == {1: "remain", 2: "remove", 3: "remain"} and r.current == "rg_id 4"
    assert r.layer.undoStack().count() == 3
    assert r.dock.panel.progress.value() == 3 and r.dock.panel.progress.maximum() == 6
    assert r.dock.panel.model.rowCount() == 3
    assert r.pending() == [("rg_id 1", "remain"), ("rg_id 2", "remove"), ("rg_id 3", "remain")]
    assert r.feature(2)["review_by"] == "Ben" and r.feature(2)["status"] == "candidate"


def test_the_list_shows_plain_values(review, candidates):
    r = review(candidates)
    model = r.dock.panel.model
    texts = [model.index(0, column).data() for column in range(5)]
    priority = r.dock.session.table.priority[r.dock.current]
    assert texts == ["1", "0.040", "0.55", f"{priority:.2f}", ""]
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == 0x82
    r.dock.panel.status.setCurrentIndex(1)
    r.press(KEYS["2"])
    assert model.index(0, 4).data() == "Remove"
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Decision"


def test_the_map_shows_the_candidate(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"])
    extent = r.iface.mapCanvas().extent()
    box_ = r.feature(2).geometry().boundingBox()
    assert extent.contains(box_) and extent.width() < 20 * box_.width()
    assert r.dock._band.asGeometry().symDifference(r.feature(2).geometry()).isEmpty()
    r.press(Qt.Key.Key_N)
    assert r.current == "rg_id 3"
    r.press(Qt.Key.Key_B)
    assert r.current == "rg_id 2"


def test_undo_and_redo_are_those_of_the_layer(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"], KEYS["2"], KEYS["1"])
    r.press(Qt.Key.Key_U)
    assert r.status() == {1: "remain", 2: "remove"} and r.current == "rg_id 3"
    assert r.pending() == [("rg_id 1", "remain"), ("rg_id 2", "remove")]
    r.layer.undoStack().undo()  # the undo button of QGIS
    assert r.status() == {1: "remain"} and r.pending() == [("rg_id 1", "remain")]
    assert r.dock.panel.progress.value() == 1
    r.layer.undoStack().redo()
    assert r.status() == {1: "remain", 2: "remove"} and len(r.pending()) == 2
    r.layer.undoStack().undo()
    r.dock.show_row(r.dock.session.row_of_key("rg_id 5"))
    r.press(KEYS["2"])  # takes the place of what was undone
    assert r.pending() == [("rg_id 1", "remain"), ("rg_id 5", "remove")]
    while r.layer.undoStack().canUndo():
        r.press(Qt.Key.Key_U)
    assert r.status() == {} and r.pending() == [] and not r.layer.isModified()


def test_another_edit_after_an_undo_does_not_restore_the_decision(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"], KEYS["1"], Qt.Key.Key_U)
    r.layer.changeAttributeValue(r.feature(6).id(), r.layer.fields().indexOf("score"), 0.1)
    assert r.pending() == [("rg_id 1", "remain")]


def test_saving_writes_the_log_and_ends_the_journal(review, candidates):
    r = review(candidates)
    r.dock.panel.comment.setText("snow bed")
    r.press(KEYS["2"], KEYS["1"])
    before = r.dock.session.tracker.holding()
    assert before[0].before == before[0].after and len(before[0].before) == 20
    r.dock.panel.save.click()
    assert not r.dock.session.journal.exists() and r.dock.session.pending == 0
    assert r.layer.isEditable() and not r.layer.isModified()
    log = read_log(candidates)
    assert [(row["PolyUID"], row["Action"], row["Reviewer"], row["Comment"]) for row in log] == [
        ("rg_id 1", "remove", "Ben", "snow bed"),
        ("rg_id 2", "remain", "Ben", None),
    ]
    assert log[0]["GeomBefore"] == before[0].before and log[0]["DecisionID"] == before[0].id
    assert json.loads(log[0]["Before"]) == {"status": None, "geometry": before[0].before}
    assert not r.layer.undoStack().canUndo() and r.status() == {1: "remove", 2: "remain"}
    with sqlite3.connect(candidates) as database:
        rows = database.execute("SELECT rg_id, review FROM candidates WHERE review IS NOT NULL")
        assert dict(rows.fetchall()) == {1: "remove", 2: "remain"}
    database.close()
    r.press(KEYS["1"])
    assert r.status()[3] == "remain" and r.pending() == [("rg_id 3", "remain")]


def test_saving_with_the_button_of_qgis_is_logged_too(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"])
    assert r.layer.commitChanges()
    assert len(read_log(candidates)) == 1 and not r.dock.session.journal.exists()


def test_discarding_discards_the_journal(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"])
    r.layer.rollBack()
    assert not r.dock.session.journal.exists() and r.status() == {}
    assert r.dock.panel.progress.value() == 0


def test_without_a_name_nothing_is_decided(review, candidates):
    r = review(candidates)
    r.dock.panel.reviewer.setText(" ")
    r.press(KEYS["1"])
    assert r.status() == {} and "your name" in r.dock.panel.message.text()
    assert not r.layer.isEditable()


def test_keys_are_letters_in_a_text_field(review, candidates):
    r = review(candidates)
    r.press()
    r.dock.panel.comment.setFocus()
    QTest.keyClicks(r.dock.panel.comment, "moraine 12")
    assert r.dock.panel.comment.text() == "moraine 12" and r.status() == {}


def test_keys_work_on_the_map_but_for_escape(review, candidates):
    r = review(candidates)
    canvas = r.iface.mapCanvas()
    window = canvas.window()
    was_visible = window.isVisible()
    window.show()
    QApplication.setActiveWindow(window)
    canvas.setFocus()
    QTest.keyClick(canvas, KEYS["1"])
    assert r.status() == {1: "remain"}
    QTest.keyClick(canvas, KEYS["3"])
    QTest.keyClick(canvas, Qt.Key.Key_Escape)  # ends a line of QGIS's tool, not the refinement
    assert r.dock.waiting.kind == "refine"
    r.dock.hide()
    QTest.keyClick(canvas, KEYS["2"])
    assert r.status() == {1: "remain"}
    window.setVisible(was_visible)


def test_the_side_view_follows_and_switches(review, candidates, heatmap):
    r = review(candidates)
    side = r.dock.panel.side
    assert side.raster("heatmap") is heatmap and side.raster("image") is None
    side.show_view("heatmap")
    assert side.canvas.layers() == [r.layer, heatmap]
    r.press(KEYS["1"])
    main = r.iface.mapCanvas().extent()
    assert side.canvas.extent().contains(r.feature(2).geometry().boundingBox())
    assert side.canvas.extent().center().distance(main.center()) < 1
    side.combos["hillshade"].setLayer(heatmap)
    r.press(Qt.Key.Key_H)
    assert side.view == "hillshade" and side.buttons["hillshade"].isChecked()
    QgsProject.instance().removeMapLayer(heatmap.id())
    assert side.canvas.layers() == [r.layer]


def test_merging_files_lists_the_conflicts(candidates, tmp_path):
    from osgeo import gdal, ogr

    from rock_glacier_mapper.core.review.decisions import SET, Change, decide
    from rock_glacier_mapper.core.review.log import append_log
    from rock_glacier_mapper.gui.review.menu import merge_files

    copies = []
    for name, action in (("ann", "remain"), ("ben", "remove")):
        copies.append(str(tmp_path / f"{name}.gpkg"))
        shutil.copy(candidates, copies[-1])
        dataset = gdal.OpenEx(copies[-1], gdal.OF_VECTOR | gdal.OF_UPDATE)
        dataset.GetLayer(0).CreateField(ogr.FieldDefn("review", ogr.OFTString))
        row = dataset.GetLayer(0).GetNextFeature()
        row.SetField("review", action)
        dataset.GetLayer(0).SetFeature(row)
        row = dataset = None
        append_log(copies[-1], [decide(action, "rg_id 4", name, (Change(SET, "rg_id 4"),))])
    out = tmp_path / "out.gpkg"
    text, details = merge_files(str(candidates), copies, str(out), "candidates")
    assert "1 conflicts" in text and details == (
        "rg_id 4 – the decisions differ – ann: remain; ben: remove"
    )
    lines = (tmp_path / "out.conflicts.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "rg_id 4,the decisions differ,ann: remain; ben: remove"


def test_filters(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"], KEYS["2"])
    panel, table = r.dock.panel, r.dock.session.table

    def shown():
        return [int(table.keys[row].split()[1]) for row in panel.model.rows]

    assert shown() == [3, 4, 5, 6]
    panel.status.setCurrentIndex(panel.status.findData(""))
    assert shown() == [1, 2, 3, 4, 5, 6]
    panel.status.setCurrentIndex(panel.status.findData("remove"))
    assert shown() == [2]
    panel.status.setCurrentIndex(panel.status.findData("open"))
    canvas = r.iface.mapCanvas()
    canvas.setExtent(QgsRectangle(X + 1250, Y + 50, X + 1300, Y + 100))
    panel.extent.setChecked(True)
    assert shown() == [4] and panel.progress.maximum() == 1
    panel.extent.setChecked(False)
    assert shown() == [3, 4, 5, 6]


def test_filter_by_mapper(review, inventory):
    layer = QgsVectorLayer(f"{inventory}|layername=GO", "GO", "ogr")
    layer.startEditing()
    index = layer.fields().indexOf("MAPPER")
    first = next(f for f in layer.getFeatures() if f["CandID"] == "3")
    layer.changeAttributeValue(first.id(), index, "Cleo")
    assert layer.commitChanges()
    del layer
    r = review(inventory, "GO")
    combo = r.dock.panel.mapper
    assert [combo.itemText(i) for i in range(combo.count())] == ["All mappers", "Ann", "Cleo"]
    combo.setCurrentIndex(combo.findData("Cleo"))
    assert r.dock.panel.model.rowCount() == 1
    combo.setCurrentIndex(combo.findData("Ann"))
    assert r.dock.panel.model.rowCount() == 3


def test_refine_waits_for_the_edit_and_comes_back(review, candidates):
    r = review(candidates)
    before = QgsGeometry(r.feature(1).geometry())
    r.press(KEYS["3"])
    assert r.dock.waiting.kind == "refine" and r.layer.selectedFeatureIds() == [r.feature(1).id()]
    r.press(KEYS["3"])
    assert "Nothing was changed" in r.dock.panel.message.text()
    moved = QgsGeometry.fromRect(before.boundingBox().buffered(20))
    r.layer.beginEditCommand("Moved vertex")  # as the vertex tool does
    r.layer.changeGeometry(r.feature(1).id(), moved)
    r.layer.endEditCommand()
    assert r.dock.panel.done.isEnabled()
    r.press(Qt.Key.Key_Return)
    assert r.dock.waiting.kind == "" and r.current == "rg_id 2"
    assert r.status() == {1: "refine"}
    (decision,) = r.dock.session.tracker.holding()
    from rock_glacier_mapper.gui.review.features import fingerprint

    assert decision.before == fingerprint(before) and decision.after == fingerprint(moved)
    r.press(Qt.Key.Key_U)
    assert r.status() == {} and r.feature(1).geometry().equals(moved)
    r.press(Qt.Key.Key_U)
    assert r.feature(1).geometry().equals(before)


def test_a_cancelled_refinement_puts_the_outline_back(review, candidates):
    r = review(candidates)
    before = QgsGeometry(r.feature(1).geometry())
    r.press(KEYS["3"])
    r.layer.changeGeometry(r.feature(1).id(), QgsGeometry.fromRect(QgsRectangle(0, 0, 9, 9)))
    r.press(KEYS["1"])
    assert "Finish or cancel" in r.dock.panel.message.text()
    r.press(Qt.Key.Key_Escape)
    assert r.feature(1).geometry().equals(before) and r.status() == {} and r.pending() == []
    assert r.current == "rg_id 1"


def test_split_into_units(review, candidates):
    r = review(candidates)
    r.press(KEYS["5"])
    left = X + 300 + 100
    line = [QgsPointXY(left, Y - 50), QgsPointXY(left, Y + 250)]
    r.layer.beginEditCommand("Features split")
    assert r.layer.splitFeatures(line, False) == Qgis.GeometryOperationResult.Success
    r.layer.endEditCommand()
    r.press(Qt.Key.Key_Return)
    assert r.status() == {1: "split", 7: "split"}
    one, two = r.feature(1).geometry(), r.feature(7).geometry()
    assert one.area() == two.area() == 20000 and one.combine(two).area() == 40000
    assert r.feature(7)["area_km2"] == pytest.approx(0.02, rel=0.01)
    assert r.pending() == [("rg_id 1", "split")]
    assert r.dock.session.table.counts() == (2, 7)
    r.dock.panel.save.click()
    assert r.status() == {1: "split", 7: "split"} and len(read_log(candidates)) == 1
    assert r.dock.session.table.counts() == (2, 7)


def test_split_in_an_inventory_makes_a_unit_of_the_same_system(review, inventory):
    r = review(inventory, "GO")
    unit = str(r.feature(3)["PrimaryID"])
    markers, systems = r.dock.session.sibling("PM"), r.dock.session.sibling("RGS")
    (system,) = {f["AssocRGS"] for f in markers.getFeatures() if f["PrimaryID"] == unit}
    r.dock.show_row(r.dock.session.row_of_key(r.feature(3)["PolyUID"]))
    r.press(KEYS["5"])
    x = X + 4 * 300 + 60
    r.layer.beginEditCommand("Features split")
    r.layer.splitFeatures([QgsPointXY(x, Y - 50), QgsPointXY(x, Y + 250)], False)
    r.layer.endEditCommand()
    r.press(Qt.Key.Key_Return)
    assert r.dock.panel.message.text() == ""
    split = [f for f in r.layer.getFeatures() if f["ReviewStat"] == "split"]
    assert sorted(f.geometry().area() for f in split) == [12000, 28000]
    assert len({f["PrimaryID"] for f in split}) == len({f["PolyUID"] for f in split}) == 2
    markers, systems = r.dock.session.sibling("PM"), r.dock.session.sibling("RGS")
    of_system = [f["PrimaryID"] for f in markers.getFeatures() if f["AssocRGS"] == system]
    assert set(of_system) == {f["PrimaryID"] for f in split}
    (row,) = [f for f in systems.getFeatures() if f["RGSID"] == system]
    assert row["NUnits"] == 2 and row["RGSType"] == "multi-unit" and systems.featureCount() == 3
    r.dock.panel.save.click()
    assert r.layer.featureCount() == markers.featureCount() == 5
    assert len(read_log(inventory)) == 1


def test_the_wheel_changes_the_level(review, candidates, heatmap):
    r = review(candidates)
    r.press(KEYS["4"])
    tool = r.dock.waiting._tool

    class Wheel:
        """What a tool reads of a wheel event."""

        accepted = None

        def angleDelta(self):
            return QPoint(0, -120)

        def accept(self):
            self.accepted = True

        def ignore(self):
            self.accepted = False

    event = Wheel()
    tool.wheelEvent(event)
    assert event.accepted is False  # nothing is proposed yet: the map zooms
    tool.look(PEAK)
    level, event = tool.level, Wheel()
    tool.wheelEvent(event)
    assert event.accepted and tool.level == pytest.approx(level - 0.02)
    r.press(Qt.Key.Key_Escape)
    assert r.dock.waiting.kind == "" and tool.proposal is None and r.status() == {}


def test_merge_with_the_selected_outlines(review, inventory):
    r = review(inventory, "GO")
    first, second = r.feature(1), r.feature(2)
    unit = str(second["PrimaryID"])
    r.dock.show_row(r.dock.session.row_of_key(first["PolyUID"]))
    r.press(KEYS["6"])
    assert "Select on the map" in r.dock.panel.message.text()
    r.layer.selectByIds([r.feature(3).id()])
    r.press(KEYS["6"])
    assert "do not touch" in r.dock.panel.message.text() and not r.layer.isModified()
    r.layer.selectByIds([second.id()])
    r.press(KEYS["6"])
    assert r.feature(1).geometry().area() == 80000 and r.layer.featureCount() == 3
    assert r.status() == {1: "refine"} and r.feature(1)["OutlineSrc"] == "manual"
    markers = r.dock.session.sibling("PM")
    assert markers.featureCount() == 3 and markers.isEditable()
    assert unit not in {f["PrimaryID"] for f in markers.getFeatures()}
    r.press(Qt.Key.Key_U)
    assert r.layer.featureCount() == 4 and markers.featureCount() == 4 and r.status() == {}
    assert r.feature(1).geometry().area() == 40000


def test_a_removal_in_an_inventory_takes_the_restricted_outline_along(review, inventory):
    layer = QgsVectorLayer(f"{inventory}|layername=GO", "GO", "ogr")
    layer.startEditing()
    first = next(f for f in layer.getFeatures() if f["CandID"] == "3")
    first["OutType"], first["PolyUID"], first["fid"] = "Restricted", "R", None
    assert layer.addFeature(first) and layer.commitChanges()
    del layer
    r = review(inventory, "GO")
    table = r.dock.session.table
    assert len(table) == 4 and list(table.partners.values()) == [[5]]

    def statuses():
        found = (f for f in r.layer.getFeatures() if f["PrimaryID"] == first["PrimaryID"])
        return {f["OutType"]: f["ReviewStat"] for f in found}

    (row,) = table.partners
    r.dock.show_row(row)
    r.press(KEYS["2"])
    assert statuses() == {"Extended": "remove", "Restricted": "remove"}
    r.dock.show_row(row)
    r.press(KEYS["1"])
    assert statuses() == {"Extended": "remain", "Restricted": "unreviewed"}
    assert r.layer.undoStack().count() == 2


@pytest.fixture
def heatmap(tmp_path):
    """A landform of low probability at column 100 and row 50."""
    rows, columns = np.mgrid[:200, :400]
    values_ = 0.3 * np.exp(-((rows - 50) ** 2 + (columns - 100) ** 2) / 200)
    transform = Affine(10, 0, X, 0, -10, Y + 2000)
    path = write_raster(tmp_path / "h.tif", values_.astype(np.float32), transform)
    layer = QgsRasterLayer(path, "heatmap")
    QgsProject.instance().addMapLayer(layer)
    return layer


PEAK = QgsPointXY(X + 1005, Y + 2000 - 505)


def test_retrieve_from_the_heatmap(review, candidates, qgis_new_project, heatmap):
    r = review(candidates)
    r.press(KEYS["4"])
    tool = r.dock.waiting._tool
    assert r.iface.mapCanvas().mapTool() is tool
    tool.look(QgsPointXY(X - 5000, Y))
    assert "does not cover" in r.dock.panel.hint.text() and not r.dock.panel.done.isEnabled()
    canvas = r.iface.mapCanvas()
    canvas.setExtent(QgsRectangle(PEAK.x() - 300, PEAK.y() - 300, PEAK.x() + 300, PEAK.y() + 300))
    place = canvas.getCoordinateTransform().transform(PEAK).toQPointF().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    first = tool.proposal
    assert first.level == pytest.approx(0.15, abs=0.01)
    r.press(Qt.Key.Key_Minus)
    assert tool.proposal.polygon.area > first.polygon.area
    r.dock.panel.level.setValue(20)
    assert tool.level == pytest.approx(0.2)
    # Above 0.2 lies a disc of radius sqrt(200 ln(0.3/0.2)) = 9 pixels.
    radius = 10 * np.sqrt(200 * np.log(0.3 / 0.2))
    r.press(Qt.Key.Key_Return)
    assert r.status() == {7: "retrieve"} and r.dock.waiting.kind == ""
    added = r.feature(7)
    assert added.geometry().area() == pytest.approx(np.pi * radius**2, rel=0.08)
    assert (
        added.geometry().contains(PEAK)
        and added["prob_mean" if added.fieldNameIndex("prob_mean") >= 0 else "rg_id"] > 0
    )
    assert r.layer.undoStack().count() == 1 and r.current == "rg_id 1"
    r.press(Qt.Key.Key_U)
    assert r.layer.featureCount() == 6 and r.pending() == []


def test_retrieve_into_an_inventory_adds_marker_and_system(review, inventory, heatmap):
    r = review(inventory, "GO")
    r.press(KEYS["4"])
    r.dock.waiting._tool.look(PEAK)
    r.press(KEYS["4"])
    new = next(f for f in r.layer.getFeatures() if f["ReviewStat"] == "retrieve")
    assert new["OutType"] == "Extended" and new["OutlineSrc"] == "manual"
    assert new["ReviewBy"] == "Ben" and 0.15 < new["prob_mean"] < 0.3
    markers, systems = r.dock.session.sibling("PM"), r.dock.session.sibling("RGS")
    marker = next(f for f in markers.getFeatures() if f["PrimaryID"] == new["PrimaryID"])
    assert new.geometry().contains(marker.geometry())
    assert marker["AssocRGS"] in {f["RGSID"] for f in systems.getFeatures()}
    assert (markers.featureCount(), systems.featureCount()) == (5, 4)
    r.press(Qt.Key.Key_U)
    assert (r.layer.featureCount(), markers.featureCount(), systems.featureCount()) == (4, 4, 3)
    r.layer.undoStack().redo()
    assert (r.layer.featureCount(), markers.featureCount(), systems.featureCount()) == (5, 5, 4)
    r.dock.panel.save.click()
    with sqlite3.connect(inventory) as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("GO", "PM", "RGS", "REVIEW_LOG")
        ]
    database.close()
    assert counts == [5, 5, 4, 1]


def test_retrieve_without_a_heatmap_lets_one_draw(review, candidates):
    r = review(candidates)
    r.press(KEYS["4"])
    assert r.dock.waiting.kind == "retrieve" and "Draw the landform" in r.dock.panel.hint.text()
    from qgis.core import QgsVectorLayerUtils

    shape = QgsGeometry.fromRect(QgsRectangle(X, Y + 900, X + 100, Y + 1000))
    r.layer.beginEditCommand("Add feature")
    r.layer.addFeature(QgsVectorLayerUtils.createFeature(r.layer, shape))
    r.layer.endEditCommand()
    r.press(Qt.Key.Key_Return)
    assert r.status() == {7: "retrieve"} and r.layer.featureCount() == 7
    assert r.pending() == [("rg_id 7", "retrieve")]


def test_my_removals_open_the_training_dialogs(review, candidates):
    r = review(candidates)
    r.press(KEYS["2"], KEYS["1"])
    collect, train, _ = r.dock.panel.menu.actions()
    collect.trigger()
    train.trigger()
    (name, parameters), (other, further) = r.opened
    assert name == "rockglacier:collectnegatives" and other == "rockglacier:trainrounds"
    assert parameters == {"CANDIDATES": r.layer.id(), "REVIEW_FIELD": "review"}
    assert further["ROCK_GLACIERS"].selectedFeaturesOnly
    removed = r.feature(1).id()
    assert set(r.layer.selectedFeatureIds()) == {f.id() for f in r.layer.getFeatures()} - {removed}


def test_layers_outside_a_geopackage_are_refused_in_words(review, candidates):
    r = review(candidates)
    memory = QgsVectorLayer("Polygon?crs=EPSG:32632&field=a:int", "scratch", "memory")
    QgsProject.instance().addMapLayer(memory)
    r.dock.review(memory)
    assert r.dock.session is None and "no GeoPackage" in r.dock.panel.message.text()
    r.press(KEYS["1"], KEYS["3"], Qt.Key.Key_U, Qt.Key.Key_N)


def test_a_layer_that_is_removed_ends_its_review(review, candidates):
    r = review(candidates)
    r.press(KEYS["1"])
    r.layer.rollBack()
    QgsProject.instance().removeMapLayer(r.layer.id())
    assert r.dock.session is None and r.dock.panel.model.rowCount() == 0
    r.press(KEYS["1"])


def test_a_layer_that_was_left_is_followed_when_one_comes_back(review, candidates, inventory):
    r = review(candidates)
    r.press(KEYS["1"], KEYS["2"])
    other = QgsVectorLayer(f"{inventory}|layername=GO", "GO", "ogr")
    QgsProject.instance().addMapLayer(other)
    r.dock.review(other)
    assert r.current.startswith("RGU") and r.dock.panel.progress.maximum() == 4
    r.layer.undoStack().undo()
    r.dock.review(r.layer)
    assert r.status() == {1: "remain"} and r.pending() == [("rg_id 1", "remain")]
    assert r.current == "rg_id 2" and r.dock.panel.progress.value() == 1
    r.dock.panel.save.click()
    assert len(read_log(candidates)) == 1


def test_a_log_that_cannot_be_written_is_written_the_next_time(review, candidates, monkeypatch):
    from rock_glacier_mapper.core.errors import InputError
    from rock_glacier_mapper.core.review import log

    r = review(candidates)
    r.press(KEYS["1"])

    def locked(*_):
        raise InputError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(log, "append_log", locked)
        r.dock.panel.save.click()
    assert r.dock.panel.message.text() == "locked" and r.dock.session.journal.exists()
    r.press(KEYS["2"])
    r.dock.panel.save.click()
    assert [row["Action"] for row in read_log(candidates)] == ["remain", "remove"]
    assert not r.dock.session.journal.exists()


CRASH = """
import os, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
from rock_glacier_mapper.gui.review.session import ReviewSession
from rock_glacier_mapper.gui.review.operations import Operations
layer = QgsVectorLayer({source!r}, "l", "ogr")
session = ReviewSession(layer)
operations = Operations(session, lambda: "Ann")
rows = {{key: row for row, key in enumerate(session.table.keys)}}
{work}
print("ready", flush=True)
import time
time.sleep(60)
"""


def crash(path, name, work):
    """Run a review in another process, and kill it."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    code = CRASH.format(
        paths=[root, *[p for p in sys.path if p]],
        source=f"{path}|layername={name}",
        work=textwrap.dedent(work),
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        while line and line.strip() != "ready":
            line = process.stdout.readline()
        assert line.strip() == "ready", process.stderr.read()[-2000:]
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


WORK = """
from qgis.core import QgsGeometry, QgsRectangle
operations.mark(rows["rg_id 1"], "remain", "clear")
operations.mark(rows["rg_id 2"], "remove")
operations.mark(rows["rg_id 3"], "remain")
session.undo()
fid = int(session.table.fids[rows["rg_id 4"]])
before = QgsGeometry(layer.getFeature(fid).geometry())
layer.changeGeometry(fid, QgsGeometry.fromRect(before.boundingBox().buffered(10)))
operations.refine(rows["rg_id 4"], before)
operations.retrieve(QgsGeometry.fromRect(QgsRectangle(600000, 5190900, 600100, 5191000)))
"""
RESULT = {1: "remain", 2: "remove", 4: "refine", 7: "retrieve"}


def test_after_a_crash_the_decisions_are_applied_again(review, candidates):
    crash(candidates, "candidates", WORK)
    with sqlite3.connect(candidates) as database:  # nothing was saved
        assert database.execute("SELECT count(*) FROM candidates").fetchone() == (6,)
    database.close()
    r = review(candidates)
    assert "4 decisions were recovered" in r.dock.panel.message.text()
    assert r.status() == RESULT and r.feature(4).geometry().area() == 220**2
    assert r.feature(1)["review_by"] == "Ann" and r.layer.featureCount() == 7
    assert r.layer.undoStack().count() == 4 and len(r.pending()) == 4
    r.dock.panel.save.click()
    assert not r.dock.session.journal.exists() and r.status() == RESULT
    log = read_log(candidates)
    assert [row["Action"] for row in log] == ["remain", "remove", "refine", "retrieve"]
    assert log[0]["Comment"] == "clear" and {row["Reviewer"] for row in log} == {"Ann"}


def test_after_a_crash_between_saving_and_logging_the_log_is_written(review, candidates):
    # The log cannot be written at the moment of saving, then the process is killed.
    work = WORK + textwrap.dedent(
        """
        import rock_glacier_mapper.core.review.log as log
        def crash(*_):
            print("ready", flush=True)
            import time
            time.sleep(60)
        log.append_log = crash
        session.save()
        """
    )
    crash(candidates, "candidates", work)
    assert read_log(candidates) == []
    r = review(candidates)
    assert "4 decisions were recovered" in r.dock.panel.message.text()
    assert not r.layer.isEditable() and r.status() == RESULT and r.layer.featureCount() == 7
    assert len(read_log(candidates)) == 4 and not r.dock.session.journal.exists()


def test_recovery_leaves_out_what_was_changed_since(review, candidates):
    crash(candidates, "candidates", WORK)
    layer = QgsVectorLayer(f"{candidates}|layername=candidates", "c", "ogr")
    layer.startEditing()
    second = next(f for f in layer.getFeatures() if f["rg_id"] == 2)
    layer.changeGeometry(second.id(), QgsGeometry.fromRect(QgsRectangle(X, Y, X + 9, Y + 9)))
    assert layer.commitChanges()
    del layer
    r = review(candidates)
    text = r.dock.panel.message.text()
    assert "3 decisions were recovered" in text and "rg_id 2" in text
    assert r.status() == {1: "remain", 4: "refine", 7: "retrieve"}
    assert list(candidates.parent.glob("*.incomplete.jsonl"))


def test_a_crash_in_an_inventory_restores_marker_and_system(review, inventory):
    work = """
    from qgis.core import QgsGeometry, QgsRectangle
    operations.retrieve(QgsGeometry.fromRect(QgsRectangle(600000, 5190900, 600100, 5191000)))
    """
    crash(inventory, "GO", work)
    r = review(inventory, "GO")
    assert "1 decisions were recovered" in r.dock.panel.message.text()
    assert r.layer.featureCount() == 5
    assert r.dock.session.sibling("PM").featureCount() == 5
    assert r.dock.session.sibling("RGS").featureCount() == 4
    r.press(Qt.Key.Key_U)
    assert r.dock.session.sibling("PM").featureCount() == 4


def test_recovery_can_be_declined(review, candidates, qgis_iface, monkeypatch):
    crash(candidates, "candidates", WORK)
    monkeypatch.setattr(ReviewDock, "ask_recovery", lambda self, count: False)
    r = review(candidates)
    assert r.status() == {} and "kept in" in r.dock.panel.message.text()
    assert len(list(candidates.parent.glob("*.discarded-1.jsonl"))) == 1
