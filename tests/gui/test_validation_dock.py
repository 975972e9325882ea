"""The validation dock: blind answers by key, and the agreement of two reviewers."""

import csv
import gc

import pytest
from conftest import UTM32
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from shapely.geometry import Point, box

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.vector import Feature, write_layer, write_layers
from rock_glacier_mapper.gui.desktop import Desktop
from rock_glacier_mapper.gui.validation.answers import read_answers, results, write_results
from rock_glacier_mapper.gui.validation.dock import ValidationDock

X, Y = 600000, 5190000
TYPES = {"marker_id": int, "answer": str, "answered_at": str, "comment": str}
COUNT = 8


@pytest.fixture
def sample(tmp_path):
    """Two reviewers, each with the same markers in an order of his own."""
    path = tmp_path / "sample.gpkg"

    def markers(order):
        return [Feature(Point(X + 500 * n, Y + 300 * n), {"marker_id": n}) for n in order]

    layers = {"REVIEWER_1": markers(range(COUNT)), "REVIEWER_2": markers(range(COUNT)[::-1])}
    write_layers(path, layers, UTM32, "Point", {name: TYPES for name in layers})
    return path


class Validation:
    def __init__(self, iface, path, name="REVIEWER_1"):
        self.iface = iface
        self.layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        QgsProject.instance().addMapLayer(self.layer)
        iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
        self.dock = ValidationDock(iface, iface.mainWindow())
        self.dock.setFloating(True)
        self.dock.show()
        self.dock.validate(self.layer)

    def press(self, *keys):
        QApplication.setActiveWindow(self.dock)
        self.dock.widget().setFocus()
        for key in keys:
            QTest.keyClick(self.dock.widget(), key)
            QCoreApplication.processEvents()

    def answers(self):
        rows = sorted((f["marker_id"], str(f["answer"])) for f in self.layer.getFeatures())
        return [answer for _, answer in rows if answer != "NULL"]

    def close(self):
        self.dock.close_validation()
        self.dock.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QgsProject.instance().removeAllMapLayers()


@pytest.fixture
def start(qgis_iface, qgis_new_project):
    made = []

    def begin(*arguments):
        made.append(Validation(qgis_iface, *arguments))
        return made[-1]

    yield begin
    for one in made:
        one.close()


KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
LETTERS = (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_D)
NAMES = ["yes", "no", "uncertain", "undefined"]


@pytest.mark.parametrize("keys", [KEYS, LETTERS])
def test_each_marker_costs_one_key_and_is_saved_at_once(start, sample, keys):
    v = start(sample)
    v.press(*keys)
    assert read_answers(sample)["REVIEWER_1"] == dict(enumerate(NAMES + [None] * 4))
    assert v.dock.panel.progress.value() == 4 and v.dock.panel.progress.maximum() == COUNT
    assert not v.layer.isEditable() and v.dock.current == 4
    center = v.iface.mapCanvas().extent().center()
    assert (center.x(), center.y()) == pytest.approx((X + 2000, Y + 1200))
    times = [f["answered_at"] for f in v.layer.getFeatures() if f["marker_id"] < 4]
    assert all(time.startswith("20") and time.endswith("Z") for time in times)


def test_an_answer_can_be_changed_and_commented(start, sample):
    v = start(sample)
    v.press(Qt.Key.Key_1, Qt.Key.Key_B)
    assert v.dock.current == 0 and "Your answer: Yes" in v.dock.panel.question.text()
    v.dock.panel.comment.setFocus()
    QTest.keyClicks(v.dock.panel.comment, "snow 12")
    assert v.answers() == ["yes"]
    v.press(Qt.Key.Key_4)
    assert v.answers() == ["undefined"] and v.dock.current == 1
    assert next(v.layer.getFeatures())["comment"] == "snow 12"


def test_answers_given_before_are_kept_and_the_first_open_marker_is_shown(start, sample):
    v = start(sample)
    v.press(Qt.Key.Key_1, Qt.Key.Key_2)
    again = start(sample)
    assert again.dock.current == 2 and again.dock.open == 6


def test_in_a_running_edit_session_answers_are_undoable_and_not_saved(start, sample):
    v = start(sample)
    v.layer.startEditing()
    v.press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert v.layer.undoStack().count() == 2 and v.answers() == ["yes", "no"]
    assert set(read_answers(sample)["REVIEWER_1"].values()) == {None}
    v.layer.rollBack()


def test_nothing_of_the_candidate_is_shown(start, sample):
    v = start(sample)
    shown = v.dock.panel.question.text()
    assert "RGU" not in shown and "score" not in shown
    other = QgsVectorLayer(f"{sample}|layername=REVIEWER_2", "2", "ogr")
    QgsProject.instance().addMapLayer(other)
    v.dock.validate(None)
    v.dock.validate(v.layer)
    assert "another reviewer" in v.dock.panel.message.text()


def test_the_others_answers_are_shown_after_the_last_own_one(start, sample):
    v = start(sample)
    v.press(Qt.Key.Key_1)
    assert v.dock.open_results() is None and "7 markers are open" in v.dock.panel.message.text()
    v.press(*[Qt.Key.Key_1] * 7)
    assert "All markers are answered" in v.dock.panel.message.text()
    dialog = v.dock.open_results()
    text = dialog.view.toPlainText()
    assert "REVIEWER_1" in text and "8 (100.0 %)" in text and "8 answers are still missing" in text
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fill(path, layer, answers):
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = dataset.GetLayerByName(layer)
    for row in list(table):
        row.SetField("answer", answers[row.GetField("marker_id")])
        table.SetFeature(row)
    table = dataset = row = None


def test_agreement_is_that_of_the_hand_calculation(sample, tmp_path):
    fill(sample, "REVIEWER_1", ["yes"] * 5 + ["no"] * 2 + ["uncertain"])
    fill(sample, "REVIEWER_2", ["yes"] * 4 + ["no"] * 3 + ["undefined"])
    found = results(read_answers(sample))
    assert found.table[1][1:] == [
        "8",
        "5 (62.5 %)",
        "2 (25.0 %)",
        "1 (12.5 %)",
        "0 (0.0 %)",
    ]
    assert found.table[2][1:] == [
        "8",
        "4 (50.0 %)",
        "3 (37.5 %)",
        "0 (0.0 %)",
        "1 (12.5 %)",
    ]
    ((_, facts, cross),) = found.pairs
    assert [row[1:] for row in cross[1:]] == [
        ["4", "1", "0", "0"],
        ["0", "2", "0", "0"],
        ["0", "0", "0", "1"],
        ["0", "0", "0", "0"],
    ]
    # 6 of 8 agree; by chance (5 × 4 + 2 × 3) / 64.
    kappa = (6 / 8 - 26 / 64) / (1 - 26 / 64)
    assert facts[1] == ("Agreement", "75.0 %") and facts[2][1].startswith(f"{kappa:.3f} (")
    write_results(found, tmp_path / "r.csv", sample)
    with open(tmp_path / "r.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[:3] == found.table and ["Agreement", "75.0 %"] in rows
    write_results(found, tmp_path / "r.html", sample)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<td>5 (62.5 %)</td>" in text and "http" not in text.split("</head>")[1]
    with pytest.raises(InputError, match="Write the results"):
        write_results(found, tmp_path / "r.txt", sample)


def test_files_without_a_sample_are_told(tmp_path):
    path = tmp_path / "c.gpkg"
    write_layer(path, "candidates", [Feature(box(0, 0, 1, 1), {"rg_id": 1})], UTM32)
    with pytest.raises(InputError, match="no answers"):
        results(read_answers(path))
    with pytest.raises(InputError, match="cannot be opened"):
        read_answers(tmp_path / "missing.gpkg")


def test_other_point_layers_are_refused_in_words(start, sample, tmp_path):
    v = start(sample)
    write_layer(tmp_path / "p.gpkg", "p", [Feature(Point(X, Y), {"a": 1})], UTM32, "Point")
    other = QgsVectorLayer(str(tmp_path / "p.gpkg"), "points", "ogr")
    QgsProject.instance().addMapLayer(other)
    v.dock.validate(other)
    assert "no validation sample" in v.dock.panel.message.text()
    v.press(*KEYS)
    QgsProject.instance().removeMapLayer(other.id())
    assert v.dock.layer is not other


def test_the_desktop_opens_both_docks_and_unloads_them(qgis_iface, qgis_new_project, sample):
    desktop = Desktop(qgis_iface)
    layer = QgsVectorLayer(f"{sample}|layername=REVIEWER_1", "1", "ogr")
    QgsProject.instance().addMapLayer(layer)
    qgis_iface.setActiveLayer(layer)
    desktop.validate()
    desktop.review()
    review, validation = desktop.review_dock, desktop.validation_dock
    assert validation.layer is layer and review.session is None
    assert validation.isHidden() and not review.isHidden()
    desktop.validate()
    assert desktop.validation_dock is validation and review.isHidden()
    desktop.remove()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(review) and sip.isdeleted(validation)
    gc.collect()
    QgsProject.instance().removeAllMapLayers()
