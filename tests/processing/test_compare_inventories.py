"""Compare inventories in a real QGIS."""

from __future__ import annotations

import csv

import pytest
from processinglog import Log, run
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProject, QgsVectorLayer

from rock_glacier_mapper.processing.compareinventories import CompareInventories

X0, Y0 = 500000, 5200000


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def add_layer(name, wkts, kind="Polygon", crs="EPSG:32632"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}", name, "memory")
    for wkt in wkts:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    return layer


def box(x, size=1000):
    a, b = X0 + x, Y0
    return f"Polygon(({a} {b}, {a + size} {b}, {a + size} {b + size}, {a} {b + size}, {a} {b}))"


def test_polygons_and_markers(qgis_app, tmp_path):
    ours = add_layer("ours", [box(0), box(2000), box(5000)])
    others = [
        add_layer("theirs", [box(0), box(2800), box(7000)]),
        add_layer("markers", [f"Point({X0 + 500} {Y0 + 500})"], "Point"),
    ]
    parameters = {
        "INVENTORY": ours,
        "OTHERS": others,
        "OUTPUT": str(tmp_path / "comparison.csv"),
        "HTML": str(tmp_path / "comparison.html"),
    }
    log = Log()
    assert run(CompareInventories, parameters, log)["ROWS"] == 2
    with open(parameters["OUTPUT"], encoding="utf-8-sig", newline="") as file:
        theirs, markers = csv.DictReader(file)
    names = ("other", "n_other", "n_this", "other_found", "other_missing", "this_new", "n_same")
    assert [theirs[name] for name in names] == ["theirs", "3", "3", "2", "1", "1", "1"]
    assert float(theirs["common_km2"]) == pytest.approx(1.2, rel=1e-3)
    assert (markers["n_other"], markers["other_found"], markers["common_km2"]) == ("1", "1", "")
    assert "Other inventory" in (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert any("theirs has 3 landforms" in text for text in log.infos)


def test_regions_and_errors(qgis_app, tmp_path):
    ours, theirs = add_layer("ours", [box(0)]), add_layer("theirs", [box(0)])
    regions = add_layer("regions", [box(-10, 2000), box(50000)])
    output = str(tmp_path / "t.gpkg")
    parameters = {"INVENTORY": ours, "OTHERS": [theirs], "REGIONS": regions, "OUTPUT": output}
    assert run(CompareInventories, parameters)["ROWS"] == 1
    (row,) = QgsVectorLayer(output, "t", "ogr").getFeatures()
    assert row["location"] == "1" and row["iou"] == pytest.approx(1, abs=1e-6)
    far = {**parameters, "REGIONS": add_layer("far", [box(90000)]), "OUTPUT": output + ".csv"}
    log = Log()
    assert run(CompareInventories, far, log)["ROWS"] == 0
    assert any("table is empty" in text for text in log.warnings)
    with pytest.raises(QgsProcessingException):
        run(CompareInventories, {**parameters, "OTHERS": []})
    algorithm = CompareInventories().create()
    assert all(definition.help() for definition in algorithm.parameterDefinitions())
