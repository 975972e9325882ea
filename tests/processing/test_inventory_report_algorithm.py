"""Inventory statistics and report in a real QGIS."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from processinglog import Log, project_context, run
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputFolder,
    QgsProcessingUtils,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from rock_glacier_mapper.core.paths import resources
from rock_glacier_mapper.core.report.grid import FIELDS
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.inventoryreport import InventoryReport

METADATA = {"SOUR_DATA": "Sentinel-2 2024-08-10", "MAPPER": "A. Mapper", "MAP_DATE": "2025-01-01"}


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def layer_of(rectangles, fields="field=name:string"):
    """(x, y, side, value) in degrees as squares."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4326&{fields}", "squares", "memory")
    for x, y, side, value in rectangles:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + side)))
        feature.setAttributes([value])
        layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def candidates(qgis_app):
    return layer_of([(80 + i * 0.7, 35 + (i % 3) * 0.5, 0.005, str(i)) for i in range(8)])


@pytest.fixture
def inventory(candidates, tmp_path):
    path = tmp_path / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates, "OUTPUT": str(path), **METADATA})
    return path


def test_definition(qgis_app):
    algorithm = InventoryReport().create()
    assert algorithm.name() == "inventoryreport"
    assert algorithm.displayName() == "Inventory statistics and report"
    assert all(d.help() for d in algorithm.parameterDefinitions())
    assert algorithm.parameterDefinition("GRID").defaultValue() == 50
    outputs = {o.name(): type(o) for o in algorithm.outputDefinitions()}
    assert outputs["FIGURES"] is QgsProcessingOutputFolder
    assert {"OUTPUT", "GRID_LAYER", "UNITS", "CELLS"} <= set(outputs)


def test_report_grid_and_regions_of_an_inventory(inventory, tmp_path):
    before = hashlib.sha256(inventory.read_bytes()).hexdigest()
    regions = layer_of([(79, 34, 2.2, "west"), (81.2, 34, 9, "east")])
    log, context = Log(), project_context()
    result = run(
        InventoryReport,
        {
            "INVENTORY": str(inventory),
            "REGIONS": regions,
            "OUTPUT": str(tmp_path / "report.html"),
            "GRID_LAYER": QgsProcessing.TEMPORARY_OUTPUT,
        },
        log,
        context,
    )
    assert hashlib.sha256(inventory.read_bytes()).hexdigest() == before
    assert result["UNITS"] == 8 and result["FIGURES"] == str(tmp_path / "report_files")
    table = (tmp_path / "report_files" / "table_regions.csv").read_text(encoding="utf-8")
    rows = {line.split(",")[0]: line.split(",")[1] for line in table.splitlines()[1:]}
    assert rows == {"west": "2", "east": "6"}
    assert "Regions" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert any("MAAT" in text for text in log.infos)
    layer = QgsProcessingUtils.mapLayerFromString(result["GRID_LAYER"], context)
    assert layer.fields().names()[-len(FIELDS) :] == list(FIELDS)
    assert layer.crs().isValid() and "Azimuthal" in layer.crs().toWkt()
    cells = list(layer.getFeatures())
    assert len(cells) == result["CELLS"] and sum(f["count"] for f in cells) == 8
    assert all(f.geometry().area() == pytest.approx(2.5e9) for f in cells)
    message, ok = layer.loadNamedStyle(str(resources() / "styles" / "grid.qml"))
    assert ok, message
    shown = [r.label() for r in layer.renderer().ranges()]
    assert len(shown) == 8 and "per_km2" in layer.renderer().classAttribute()


def test_a_layer_of_an_inventory_and_a_memory_layer(inventory, candidates, tmp_path):
    go = QgsVectorLayer(f"{inventory}|layername=GO", "GO", "ogr")
    go.startEditing()
    go.deleteFeature(1)
    QgsProject.instance().addMapLayer(go)
    for name, source in (("go", go), ("memory", candidates)):
        log = Log()
        output = str(tmp_path / f"{name}.html")
        result = run(InventoryReport, {"INVENTORY": source, "OUTPUT": output, "GRID": 200.0}, log)
        assert result["UNITS"] == 8 and Path(output).exists()
        assert "GRID_LAYER" not in result
        assert any("unsaved" in text for text in log.warnings) == (name == "go")
    go.rollBack()


def test_what_is_wrong_is_said(inventory, tmp_path):
    with pytest.raises(QgsProcessingException):
        run(InventoryReport, {"INVENTORY": "/no/such.gpkg", "OUTPUT": str(tmp_path / "r.html")})
    with pytest.raises(QgsProcessingException, match="same file"):
        run(
            InventoryReport,
            {
                "INVENTORY": str(inventory),
                "OUTPUT": str(tmp_path / "r.html"),
                "GRID_LAYER": str(inventory),
            },
        )
    with pytest.raises(QgsProcessingException, match="no polygons"):
        run(
            InventoryReport,
            {
                "INVENTORY": str(inventory),
                "REGIONS": layer_of([]),
                "OUTPUT": str(tmp_path / "r.html"),
            },
        )
    assert not (tmp_path / "r.html").exists()
