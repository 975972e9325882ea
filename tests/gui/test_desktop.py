"""Toolbar and menu in a QGIS interface."""

import gc

import numpy as np
import pytest
from conftest import make_picture, write_raster
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from rock_glacier_mapper.gui.desktop import CHAIN, Desktop
from rock_glacier_mapper.gui.trainingwindow import TrainingWindow
from rock_glacier_mapper.processing.trainingruns import RUNS, TrainingRun


@pytest.fixture
def desktop(qgis_iface, qgis_new_project):
    made = Desktop(qgis_iface)
    yield made
    made.remove()


def test_toolbar_has_a_button_with_tip_for_each_action(desktop):
    titles = [action.text() for action in desktop._toolbar.actions()]
    assert titles == [
        "Map what the canvas shows",
        "Review candidates",
        "Validate a sample",
        "Create demo scene",
        "User guide",
    ]
    assert all(not action.icon().isNull() for action in desktop._toolbar.actions()[:1])
    assert all(len(action.toolTip()) > 20 for action in desktop._toolbar.actions())


def test_the_button_takes_active_image_and_canvas(desktop, qgis_iface, tmp_path, monkeypatch):
    layer = QgsRasterLayer(make_picture(tmp_path / "i.tif"), "image")
    QgsProject.instance().addMapLayer(layer)
    qgis_iface.setActiveLayer(layer)
    canvas = qgis_iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    canvas.setExtent(QgsRectangle(600100, 5199000, 600900, 5199800))
    dem = QgsRasterLayer(write_raster(tmp_path / "d.tif", np.ones((9, 9), "float32")), "My DEM (m)")
    QgsProject.instance().addMapLayer(dem)
    opened = []
    monkeypatch.setattr(desktop, "_open", lambda *arguments: opened.append(arguments))
    desktop.map_canvas()
    ((algorithm, parameters),) = opened
    assert algorithm == CHAIN and parameters["INPUT"] == layer.id()
    assert parameters["DEM"] == dem.id() and "COHERENCE" not in parameters
    extent, _, crs = parameters["EXTENT"].partition(" ")
    left, right, bottom, top = map(float, extent.split(","))
    assert crs == "[EPSG:32632]"
    assert left <= 600100 < 600900 <= right and bottom <= 5199000 < 5199800 <= top


def test_without_an_image_it_says_what_to_do(desktop, qgis_iface, monkeypatch):
    opened = []
    monkeypatch.setattr(desktop, "_open", lambda *arguments: opened.append(arguments))
    desktop.map_canvas()
    assert not opened and desktop.canvas_parameters() is None
    messages = qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Info)
    assert any("Select a satellite image" in message for message in messages)


def test_a_training_opens_its_window_and_unloading_closes_it(desktop, tmp_path):
    run = TrainingRun("andes", tmp_path / "log.csv")
    RUNS.started.emit(run)
    gc.collect()
    (window,) = desktop._windows
    assert isinstance(window, TrainingWindow) and window.run is run and window.isVisible()
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(window)
    RUNS.started.emit(run)
    assert len(desktop._windows) == 1
