"""Export in the RoGI layout in a real QGIS."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import files_in
from processinglog import Log, run
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeature,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from test_check_inventory import METADATA, digest, edit, open_layer, squares

from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.exportrogi import ExportRogi

PREFIX = "ESACCI-PERMAFROST_ROGI_ALPS"


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture
def inventory(qgis_app, tmp_path):
    path = tmp_path / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": squares(), "OUTPUT": str(path), **METADATA})
    return path


def parameters(inventory, tmp_path, **more):
    return {
        "INVENTORY": str(inventory),
        "AREA_NAME": "Alps",
        "YEAR": 2025,
        "VERSION": "02.0",
        "OUTPUT": str(tmp_path / "rogi.gpkg"),
        **more,
    }


def test_definition(qgis_app):
    algorithm = ExportRogi().create()
    assert algorithm.name() == "exportrogi"
    assert algorithm.displayName() == "Export in the RoGI layout"
    assert all(d.help() for d in algorithm.parameterDefinitions())
    assert not algorithm.parameterDefinition("ONLY_REVIEWED").defaultValue()
    assert not algorithm.parameterDefinition("FORCE").defaultValue()


def test_qgis_opens_the_layers(inventory, tmp_path):
    before = digest(inventory)
    result = run(ExportRogi, parameters(inventory, tmp_path))
    assert digest(inventory) == before
    path = tmp_path / "rogi.gpkg"
    assert result == {
        "OUTPUT": str(path),
        "ERRORS": 0,
        "MARKERS": 4,
        "OUTLINES": 4,
        "MOVING_AREAS": 0,
    }
    types = QgsWkbTypes.Type
    for code, kind, count in (
        ("AOI", types.MultiPolygon, 1),
        ("PM", types.Point, 4),
        ("MA", types.MultiPolygon, 0),
        ("GO", types.MultiPolygon, 4),
    ):
        layer = open_layer(path, f"{PREFIX}_{code}_2025-fv02.0")
        assert layer.crs().authid() == "EPSG:4326"
        assert layer.wkbType() == kind and layer.featureCount() == count
        assert not [n for n in layer.fields().names() if n.endswith("Src") or "Machine" in n]
    measured = []
    for layer in (open_layer(inventory, "GO"), open_layer(path, f"{PREFIX}_GO_2025-fv02.0")):
        measure = QgsDistanceArea()
        measure.setSourceCrs(layer.crs(), QgsCoordinateTransformContext())
        measure.setEllipsoid("EPSG:7030")
        measured.append(
            {f["PolyUID"]: measure.measureArea(f.geometry()) for f in layer.getFeatures()}
        )
    # QGIS transforms corner by corner, as the export does for short edges.
    assert measured[1] == pytest.approx(measured[0], rel=1e-6)


def test_default_names(inventory, tmp_path):
    run(
        ExportRogi,
        {"INVENTORY": f"{inventory}|layername=PM", "OUTPUT": str(tmp_path / "rogi.gpkg")},
    )
    name = f"ESACCI-PERMAFROST_ROGI_INVENTORY_GO_{date.today().year}-fv01.0"
    assert open_layer(tmp_path / "rogi.gpkg", name).featureCount() == 4


def test_errors_stop_the_export_unless_forced(inventory, tmp_path):
    edit(inventory, "PM", {1: {"ActiCl": "Lively"}, 2: {"MAPPER": None}})
    log = Log()
    with pytest.raises(QgsProcessingException, match="2 errors and was not exported"):
        run(ExportRogi, parameters(inventory, tmp_path), log)
    assert any("'Lively'" in w for w in log.warnings)
    assert files_in(tmp_path) == ["inventory.gpkg"]
    result = run(ExportRogi, parameters(inventory, tmp_path, FORCE=True))
    assert (result["ERRORS"], result["MARKERS"]) == (2, 4)


def test_filters(inventory, tmp_path):
    edit(inventory, "PM", {1: {"Landform": 1}, 2: {"Landform": 1}})
    edit(inventory, "GO", {2: {"ReviewStat": "remain"}, 3: {"ReviewStat": "remain"}})
    result = run(ExportRogi, parameters(inventory, tmp_path, LANDFORM=[1]))
    assert (result["MARKERS"], result["OUTLINES"]) == (2, 2)
    log = Log()
    result = run(ExportRogi, parameters(inventory, tmp_path, LANDFORM=[1], ONLY_REVIEWED=True), log)
    assert (result["MARKERS"], result["OUTLINES"]) == (1, 1)
    assert any("not yet reviewed" in w for w in log.warnings)


def test_unsaved_edits_are_told(inventory, tmp_path):
    layer = open_layer(inventory, "PM")
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().indexOf("Comment"), "not saved")
    log = Log()
    run(ExportRogi, parameters(layer, tmp_path, INVENTORY=layer), log)
    assert any("unsaved edits, which are not exported" in w for w in log.warnings)
    layer.rollBack()


def test_wrong_inputs(inventory, tmp_path):
    before = digest(inventory)
    for more, word in (
        ({"OUTPUT": str(tmp_path / "rogi.shp")}, ".gpkg"),
        ({"OUTPUT": str(inventory)}, "OUTPUT and INVENTORY are the same file"),
        ({"AREA_NAME": "***"}, "area"),
        ({"INVENTORY": str(tmp_path / "nowhere.gpkg")}, "INVENTORY"),
    ):
        with pytest.raises(QgsProcessingException) as caught:
            run(ExportRogi, parameters(inventory, tmp_path, **more))
        assert word in str(caught.value)
    assert digest(inventory) == before
    assert files_in(tmp_path) == ["inventory.gpkg"]


def test_cancel_and_failure_leave_the_earlier_export(inventory, tmp_path):
    run(ExportRogi, parameters(inventory, tmp_path))
    before = digest(tmp_path / "rogi.gpkg")
    for stop in (10, 50, 70):
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            run(ExportRogi, parameters(inventory, tmp_path, YEAR=2001), Log(stop=stop))
        assert digest(tmp_path / "rogi.gpkg") == before
    assert files_in(tmp_path) == ["inventory.gpkg", "rogi.gpkg"]


def log_a_decision(inventory):
    """In a function of its own: an exception keeps the layers of its frames beyond QGIS's end."""
    log = open_layer(inventory, "REVIEW_LOG")
    log.startEditing()
    decision = QgsFeature(log.fields())
    decision["Action"] = "remain"
    assert log.addFeature(decision) and log.commitChanges()


def test_a_review_is_not_replaced(inventory, tmp_path):
    log_a_decision(inventory)
    other = tmp_path / "other.gpkg"
    run(CreateInventory, {"CANDIDATES": squares(2), "OUTPUT": str(other), **METADATA})
    before = digest(inventory)
    with pytest.raises(QgsProcessingException, match="review decisions"):
        run(ExportRogi, parameters(other, tmp_path, OUTPUT=str(inventory)))
    assert digest(inventory) == before


def test_a_layer_of_the_export_is_valid_for_the_check(inventory, tmp_path):
    from rock_glacier_mapper.processing.checkinventory import CheckInventory

    run(ExportRogi, parameters(inventory, tmp_path))
    result = run(
        CheckInventory,
        {"INVENTORY": str(tmp_path / "rogi.gpkg"), "OUTPUT": str(tmp_path / "f.csv")},
    )
    assert result["ERRORS"] == 0
    assert QgsVectorLayer(str(tmp_path / "f.csv"), "f", "ogr").featureCount() == result["NOTES"]
