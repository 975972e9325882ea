"""Draw a validation sample in a real QGIS."""

from __future__ import annotations

import pytest
from processinglog import Log, run
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from rock_glacier_mapper.processing.samplemarkers import SampleMarkers

X0, Y0 = 500000, 5200000


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def box(x, y=0, size=200):
    a, b = X0 + x, Y0 + y
    return f"Polygon(({a} {b}, {a + size} {b}, {a + size} {b + size}, {a} {b + size}, {a} {b}))"


def inventory(count=100):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632", "inventory", "memory")
    fields = [QgsField(name, QVariant.Type.String) for name in ("PrimaryID", "kind", "OutType")]
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    for i in range(count):
        for kind in ("Extended", "Restricted"):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromWkt(box(1000 * (i % 10), 1000 * (i // 10))))
            feature.setAttributes([f"RG{i}", "talus" if i else None, kind])
            layer.dataProvider().addFeatures([feature])
    return layer


def rows_of(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid() and layer.crs().authid() == "EPSG:32632"
    return list(layer.getFeatures())


def answer_one(path):
    layer = QgsVectorLayer(f"{path}|layername=REVIEWER_2", "r", "ogr")
    assert layer.startEditing()
    number = min(feature.id() for feature in layer.getFeatures())
    layer.changeAttributeValue(number, layer.fields().indexOf("answer"), "no")
    assert layer.commitChanges()


def test_sample_with_strata(tmp_path):
    path = str(tmp_path / "sample.gpkg")
    log = Log()
    layer = inventory()
    results = run(
        SampleMarkers, {"INVENTORY": layer, "STRATA": "kind", "SEED": 3, "OUTPUT": path}, log
    )
    # 5 % of 100, of which one is the only landform without a kind.
    assert results["MARKERS"] == 5 and results["CONTROL_POINTS"] == 0 and results["NEEDED"] > 90
    one, two = rows_of(path, "REVIEWER_1"), rows_of(path, "REVIEWER_2")
    assert {f["marker_id"] for f in one} == {f["marker_id"] for f in two} == {1, 2, 3, 4, 5}
    assert sorted(f["stratum"] for f in one) == ["(none)"] + ["talus"] * 4
    outlines = {f["PrimaryID"]: f.geometry() for f in layer.getFeatures()}
    for row in one:
        assert outlines[row["PrimaryID"]].contains(row.geometry()) and not row["answer"]
    key = rows_of(path, "SAMPLE")
    assert sum(f["weight"] for f in key) == pytest.approx(100)
    assert any("100 restricted" in text for text in log.infos)
    assert any("± 2.0% " in text and "binomial" in text for text in log.infos)
    again = str(tmp_path / "again.gpkg")
    run(SampleMarkers, {"INVENTORY": layer, "STRATA": "kind", "SEED": 3, "OUTPUT": again})
    same = [[f["PrimaryID"] for f in rows_of(p, "REVIEWER_1")] for p in (path, again)]
    assert same[0] == same[1]


def test_regions_reviewers_and_control_points(tmp_path):
    path = str(tmp_path / "sample.gpkg")
    regions = QgsVectorLayer("Polygon?crs=EPSG:32632&field=name:string", "regions", "memory")
    feature = QgsFeature(regions.fields())
    feature.setGeometry(QgsGeometry.fromWkt(box(-100, -100, 2400)))
    feature.setAttributes(["corner"])
    regions.dataProvider().addFeatures([feature])
    layer = inventory()
    parameters = {
        "INVENTORY": layer,
        "REGIONS": regions,
        "REVIEWERS": 3,
        "CONTROLS": 20,
        "CONTROL_DISTANCE": 100,
        "OUTPUT": path,
    }
    assert run(SampleMarkers, parameters)["CONTROL_POINTS"] == 20
    key = rows_of(path, "SAMPLE")
    mapped = [f for f in key if f["kind"] == "mapped"]
    assert {f["stratum"] for f in mapped} == {"corner", "(outside)"}
    controls = [f for f in key if f["kind"] == "control"]
    outlines = [f.geometry() for f in layer.getFeatures()]
    assert len(controls) == 20
    assert min(f.geometry().distance(o) for f in controls for o in outlines) >= 99.9
    for name in ("REVIEWER_1", "REVIEWER_2", "REVIEWER_3"):
        rows = rows_of(path, name)
        assert len(rows) == len(key) and not any(f["PrimaryID"] or f["stratum"] for f in rows)


def test_answers_are_never_replaced_and_errors(tmp_path):
    path = str(tmp_path / "sample.gpkg")
    parameters = {"INVENTORY": inventory(), "OUTPUT": path}
    run(SampleMarkers, parameters)
    run(SampleMarkers, parameters)  # nobody answered yet
    answer_one(path)
    with pytest.raises(QgsProcessingException, match="REVIEWER_2"):
        run(SampleMarkers, parameters)
    with pytest.raises(QgsProcessingException, match="no landforms"):
        run(SampleMarkers, {"INVENTORY": inventory(0), "OUTPUT": str(tmp_path / "e.gpkg")})
    with pytest.raises(QgsProcessingException, match=r"\.gpkg"):
        run(SampleMarkers, {"INVENTORY": inventory(), "OUTPUT": str(tmp_path / "e.shp")})
    algorithm = SampleMarkers().create()
    assert all(definition.help() for definition in algorithm.parameterDefinitions())
