"""Check inventory in a real QGIS."""

from __future__ import annotations

import csv
import hashlib
import os

import pytest
from conftest import files_in
from processinglog import Log, project_context, run
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from rock_glacier_mapper.core.inventory.findings import FIELDS
from rock_glacier_mapper.processing.checkinventory import CheckInventory
from rock_glacier_mapper.processing.createinventory import CreateInventory

X0, Y0 = 500000, 5200000
EVIL = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def squares(count=4, crs="EPSG:32632", step=500.0, size=200.0, origin=(X0, Y0)):
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "candidates", "memory")
    for i in range(count):
        x, y = origin[0] + step * i, origin[1]
        feature = QgsFeature(layer.fields())
        feature.setGeometry(
            QgsGeometry.fromWkt(
                f"Polygon(({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, "
                f"{x} {y}))"
            )
        )
        layer.dataProvider().addFeatures([feature])
    return layer


METADATA = {"SOUR_DATA": "Sentinel-2 2024-08-10", "MAPPER": "A. Mapper", "MAP_DATE": "2025-01-01"}


@pytest.fixture
def inventory(qgis_app, tmp_path):
    path = tmp_path / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": squares(), "OUTPUT": str(path), **METADATA})
    return path


def open_layer(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


def edit(path, name, changes):
    """Change attributes or geometries ({fid: {field or 'wkt': value}}) and save."""
    layer = open_layer(path, name)
    layer.startEditing()
    for fid, values in changes.items():
        for field, value in values.items():
            if field == "wkt":
                assert layer.changeGeometry(fid, QgsGeometry.fromWkt(value))
            else:
                index = layer.fields().indexOf(field)
                assert layer.changeAttributeValue(fid, index, value, None, True)
    assert layer.commitChanges(), layer.commitErrors()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def table_of(source, context=None):
    if isinstance(source, str) and os.path.exists(source):
        layer = QgsVectorLayer(source, "found", "ogr")
    else:
        layer = QgsProcessingUtils.mapLayerFromString(source, context)
    assert layer.isValid()
    names = layer.fields().names()
    rows = [dict(zip(names, f.attributes())) for f in layer.getFeatures()]
    return layer, rows


def test_definition(qgis_app):
    algorithm = CheckInventory().create()
    assert algorithm.name() == "checkinventory" and algorithm.displayName() == "Check inventory"
    assert all(d.help() for d in algorithm.parameterDefinitions())
    outputs = {o.name(): type(o) for o in algorithm.outputDefinitions()}
    assert outputs["ERRORS"] is outputs["WARNINGS"] is QgsProcessingOutputNumber
    assert outputs["HTML"] is QgsProcessingOutputHtml
    assert {"OUTPUT", "PROBLEMS"} <= set(outputs)
    assert "unsaved edits" in algorithm.shortHelpString()


def test_a_new_inventory_has_no_errors(inventory, tmp_path):
    before = digest(inventory)
    context = project_context()
    result = run(
        CheckInventory,
        {"INVENTORY": str(inventory), "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT},
        context=context,
    )
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"]) == (0, 0, 1)
    layer, (row,) = table_of(result["OUTPUT"], context)
    assert row["check_name"] == "Review" and row["message"].startswith("4 of 4 outlines")
    assert layer.wkbType() == QgsWkbTypes.Type.NoGeometry
    assert "PROBLEMS" not in result and "HTML" not in result
    assert digest(inventory) == before
    assert files_in(tmp_path) == ["inventory.gpkg"]


def plant(inventory):
    x = X0 + 500
    edit(inventory, "PM", {1: {"ActiCl": "Lively"}, 4: {"MAPPER": None}})
    edit(
        inventory,
        "GO",
        {
            2: {
                "wkt": f"MultiPolygon((({x} {Y0}, {x + 200} {Y0 + 200}, {x + 200} {Y0}, "
                f"{x} {Y0 + 200}, {x} {Y0})))",
                "AREA": None,
            }
        },
    )


@pytest.mark.parametrize("suffix", ["csv", "gpkg"])
def test_findings_as_table_places_and_report(inventory, tmp_path, suffix):
    plant(inventory)
    before = digest(inventory)
    result = run(
        CheckInventory,
        {
            "INVENTORY": f"{inventory}|layername=GO",
            "OUTPUT": str(tmp_path / f"findings.{suffix}"),
            "PROBLEMS": str(tmp_path / "places.gpkg"),
            "HTML": str(tmp_path / "report.html"),
        },
    )
    assert result["ERRORS"] == 3 and digest(inventory) == before
    layer, rows = table_of(str(tmp_path / f"findings.{suffix}"))
    assert [n for n in layer.fields().names() if n != "fid"] == list(FIELDS)
    assert not layer.isSpatial()
    errors = [r for r in rows if r["severity"] == "error"]
    assert [(int(r["check_no"]), r["layer"], int(r["feature_id"])) for r in errors] == [
        (3, "GO", 2),
        (6, "PM", 1),
        (8, "PM", 4),
    ]
    assert errors[1]["field"] == "ActiCl" and "'Lively'" in errors[1]["message"]
    places, found = table_of(str(tmp_path / "places.gpkg"))
    assert places.crs().authid() == "EPSG:32632"
    assert places.wkbType() == QgsWkbTypes.Type.Point
    assert len(found) == len(rows) - 1  # the note on the review has no place
    crossing = next(f for f in places.getFeatures() if f["check_no"] == 3)
    point = crossing.geometry().asPoint()
    assert (point.x(), point.y()) == pytest.approx((X0 + 600, Y0 + 100))
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "3 errors" in text and "Lively" in text
    if suffix == "csv":
        with open(tmp_path / "findings.csv", encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(FIELDS)


def test_a_strangers_text_cannot_inject_script(inventory, tmp_path):
    edit(inventory, "PM", {1: {"ActiCl": EVIL[:20], "PrimaryID": "<script>x"}})
    layer = open_layer(inventory, "GO")
    layer.setName(EVIL)
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().indexOf("Comment"), "not saved")
    report, log = tmp_path / "report.html", Log()
    result = run(
        CheckInventory,
        {"INVENTORY": layer, "OUTPUT": str(tmp_path / "f.csv"), "HTML": str(report)},
        log,
    )
    text = report.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text and "unsaved edits" in text
    assert "src=" not in text and "href=" not in text
    assert result["WARNINGS"] >= 1
    assert any("unsaved edits" in w for w in log.warnings)
    layer.rollBack()


def test_what_is_saved_is_checked_while_a_layer_is_edited(inventory, tmp_path):
    layer = open_layer(inventory, "PM")
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().indexOf("PrimaryID"), "nonsense")
    result = run(CheckInventory, {"INVENTORY": str(inventory), "OUTPUT": str(tmp_path / "f.csv")})
    assert (result["ERRORS"], result["WARNINGS"]) == (0, 1)
    assert layer.isModified()
    assert layer.commitChanges()
    result = run(CheckInventory, {"INVENTORY": str(inventory), "OUTPUT": str(tmp_path / "f.csv")})
    assert result["ERRORS"] == 2  # the identifier, and the outline without its marker


def test_smallest_area(inventory, tmp_path):
    result = run(
        CheckInventory,
        {"INVENTORY": str(inventory), "OUTPUT": str(tmp_path / "f.csv"), "MIN_AREA": 0.05},
    )
    assert result["WARNINGS"] == 4


def test_wrong_inputs(qgis_app, inventory, tmp_path):
    output = {"OUTPUT": str(tmp_path / "f.csv")}

    def fails(parameters, *words):
        with pytest.raises(QgsProcessingException) as caught:
            run(CheckInventory, {**output, **parameters})
        for word in words:
            assert word in str(caught.value)
        assert not (tmp_path / "f.csv").exists()

    run(CheckInventory, {"INVENTORY": str(inventory), "OUTPUT": str(tmp_path / "lakes.gpkg")})
    fails({"INVENTORY": str(tmp_path / "lakes.gpkg")}, "no rock glacier inventory", "lakes")
    fails({"INVENTORY": str(tmp_path / "nowhere.gpkg")}, "INVENTORY")
    text = tmp_path / "text.gpkg"
    text.write_text("hello")
    fails({"INVENTORY": str(text)}, "cannot be read as a GeoPackage")
    memory = squares()
    QgsProject.instance().addMapLayer(memory)
    fails({"INVENTORY": memory}, "not in a GeoPackage")
    before = digest(inventory)
    for name in ("OUTPUT", "PROBLEMS", "HTML"):
        fails({"INVENTORY": str(inventory), name: str(inventory)}, f"{name} and INVENTORY")
    assert digest(inventory) == before


def test_cancel_writes_nothing(inventory, tmp_path):
    for stop in (20, 60):
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            run(
                CheckInventory,
                {
                    "INVENTORY": str(inventory),
                    "OUTPUT": str(tmp_path / "f.csv"),
                    "HTML": str(tmp_path / "r.html"),
                },
                Log(stop=stop),
            )
        assert files_in(tmp_path) == ["inventory.gpkg"]


def test_an_output_that_cannot_be_written(inventory, tmp_path):
    with pytest.raises(QgsProcessingException):
        run(
            CheckInventory,
            {
                "INVENTORY": str(inventory),
                "OUTPUT": str(tmp_path / "f.csv"),
                "HTML": str(inventory / "r.html"),
            },
        )


def test_degrees(qgis_app, tmp_path):
    path = tmp_path / "i.gpkg"
    layer = squares(3, "EPSG:4326", 0.01, 0.003, (-70.0, -28.0))
    run(CreateInventory, {"CANDIDATES": layer, "OUTPUT": str(path), **METADATA})
    result = run(CheckInventory, {"INVENTORY": str(path), "OUTPUT": str(tmp_path / "f.csv")})
    assert (result["ERRORS"], result["WARNINGS"]) == (0, 0)
