"""Assess accuracy in a real QGIS."""

from __future__ import annotations

import csv

import pytest
from processinglog import Log, run
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from rock_glacier_mapper.processing.assessaccuracy import AssessAccuracy

X0, Y0 = 500000, 5200000


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def layer_of(shapes, crs="EPSG:32632", attributes=(), kind="Polygon"):
    """A memory layer of (left, bottom, right, top) in metres from the origin, or of WKT."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "landforms", "memory")
    names = list(attributes[0]) if attributes else []
    layer.dataProvider().addAttributes([QgsField(n, QVariant.Type.String) for n in names])
    layer.updateFields()
    for number, shape in enumerate(shapes):
        feature = QgsFeature(layer.fields())
        if not isinstance(shape, str):
            a, b, c, d = shape[0] + X0, shape[1] + Y0, shape[2] + X0, shape[3] + Y0
            shape = f"Polygon(({a} {b}, {c} {b}, {c} {d}, {a} {d}, {a} {b}))"
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        if attributes:
            feature.setAttributes([attributes[number][n] for n in names])
        layer.dataProvider().addFeatures([feature])
    return layer


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reprojected(layer, crs):
    transform = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    shapes = []
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(transform)
        shapes.append(geometry.asWkt(12))
    return layer_of(shapes, crs)


#: One pair with IoU 0.8, one false find, one miss.
MAPPED = [(0, 0, 1000, 800), (5000, 0, 6000, 1000)]
REFERENCE = [(0, 0, 1000, 1000), (20000, 0, 21000, 1000)]


def test_table_matches_and_report(tmp_path):
    parameters = {
        "MAPPED": layer_of(MAPPED, attributes=[{"rg_id": "a"}, {"rg_id": "b"}]),
        "REFERENCE": layer_of(REFERENCE, attributes=[{"unit_id": "<i>1"}, {"unit_id": "2"}]),
        "OUTPUT": str(tmp_path / "accuracy.csv"),
        "MATCHES": str(tmp_path / "matches.gpkg"),
        "HTML": str(tmp_path / "accuracy.html"),
    }
    log = Log()
    results = run(AssessAccuracy, parameters, log)
    (row,) = rows_of(tmp_path / "accuracy.csv")
    assert row["region"] == "(all)"
    assert float(row["precision"]) == pytest.approx(0.8 / 1.8, abs=1e-4)
    assert float(row["recall"]) == float(row["producers_accuracy"]) == pytest.approx(0.4, abs=1e-4)
    assert float(row["users_accuracy"]) == float(row["precision"])
    # UTM has a scale of 0.9996 in the middle of the zone; areas are those on the ellipsoid.
    assert float(row["mapped_km2"]) == pytest.approx(1.8 / 0.9996**2, rel=1e-5)
    assert (row["matches"], row["missed"], row["false_finds"]) == ("1", "1", "1")
    assert (results["MATCHED"], results["MISSED"], results["FALSE_FINDS"]) == (1, 1, 1)
    assert results["OVERESTIMATION"] == pytest.approx(-0.2, abs=1e-6)
    matches = QgsVectorLayer(parameters["MATCHES"], "m", "ogr")
    assert matches.crs().authid() == "EPSG:32632"
    found = {f["result"]: f for f in matches.getFeatures()}
    assert (found["match"]["mapped_id"], found["match"]["reference_id"]) == ("a", "<i>1")
    assert found["match"]["iou"] == pytest.approx(0.8, abs=1e-6)
    assert found["match"]["covered"] == pytest.approx(1, abs=1e-6)
    assert found["miss"]["reference_id"] == "2" and found["false find"]["mapped_id"] == "b"
    assert found["miss"].geometry().boundingBox().xMinimum() == pytest.approx(X0 + 20000, abs=0.01)
    page = (tmp_path / "accuracy.html").read_text(encoding="utf-8")
    assert "user&#x27;s accuracy" in page and "Panoptic quality" in page and "<i>1" not in page
    assert any("blocks" in text for text in log.warnings)


def test_another_crs_gives_the_same(tmp_path):
    figures = []
    for crs in ("EPSG:32632", "EPSG:4326", "EPSG:3857"):
        reference = reprojected(layer_of(REFERENCE), crs)
        output = str(tmp_path / f"{crs[5:]}.csv")
        results = run(
            AssessAccuracy,
            {"MAPPED": layer_of(MAPPED), "REFERENCE": reference, "OUTPUT": output},
        )
        figures.append([results[n] for n in ("PRECISION", "RECALL", "AREA_IOU", "OVERESTIMATION")])
    assert figures[1] == pytest.approx(figures[0], abs=1e-4)
    assert figures[2] == pytest.approx(figures[0], abs=1e-4)


def test_area_and_regions(tmp_path):
    regions = layer_of(
        [(-10, -10, 10000, 2000), (15000, -10, 30000, 2000), (50000, 0, 51000, 1000)],
        attributes=[{"name": "west"}, {"name": "east"}, {"name": "void"}],
    )
    output = str(tmp_path / "regions.gpkg")
    run(
        AssessAccuracy,
        {
            "MAPPED": layer_of(MAPPED),
            "REFERENCE": layer_of(REFERENCE),
            "AOI": layer_of([(-10, -10, 4000, 2000), (19000, -10, 30000, 2000)]),
            "REGIONS": regions,
            "OUTPUT": output,
        },
    )
    rows = {f["region"]: f for f in QgsVectorLayer(output, "t", "ogr").getFeatures()}
    assert list(rows) == ["(all)", "west", "east", "void"]
    assert (rows["(all)"]["matches"], rows["(all)"]["false_finds"]) == (1, 0)
    assert rows["west"]["precision"] == pytest.approx(1)
    assert rows["west"]["recall"] == pytest.approx(0.8, abs=1e-4)
    assert rows["east"]["recall"] == 0 and not isinstance(rows["east"]["precision"], float)
    assert rows["void"]["mapped"] == 0


def test_restricted_removed_invalid_and_overlapping(tmp_path):
    kinds = [
        {"OutType": "Extended", "ReviewStat": "remain"},
        {"OutType": "Restricted", "ReviewStat": "remain"},
        {"OutType": "Extended", "ReviewStat": "remove"},
        {"OutType": "Extended", "ReviewStat": ""},
        {"OutType": "Extended", "ReviewStat": ""},
    ]
    x, y = X0 + 3000, Y0
    bow = f"Polygon(({x} {y}, {x + 500} {y + 500}, {x + 500} {y}, {x} {y + 500}, {x} {y}))"
    shapes = [(0, 0, 1000, 1000), (100, 100, 900, 900), (5000, 0, 6000, 1000), bow]
    log = Log()
    results = run(
        AssessAccuracy,
        {
            "MAPPED": layer_of([*shapes, (0, 0, 1000, 500)], attributes=kinds),
            "REFERENCE": layer_of(REFERENCE[:1]),
            "OUTPUT": str(tmp_path / "t.csv"),
        },
        log,
    )
    # The bow tie is two triangles of 500 x 250 / 2.
    assert results["PRECISION"] == pytest.approx(1 / 1.125, abs=1e-4)
    assert results["MATCHED"] == 1 and results["FALSE_FINDS"] == 2
    assert any("repaired" in text for text in log.warnings)
    assert any("2 polygons overlap" in text for text in log.warnings)
    assert any("2 restricted or removed" in text for text in log.infos)


def test_empty_layers_and_no_overlap_with_the_area(tmp_path):
    output = str(tmp_path / "t.csv")
    log = Log()
    results = run(
        AssessAccuracy,
        {"MAPPED": layer_of([]), "REFERENCE": layer_of(REFERENCE), "OUTPUT": output},
        log,
    )
    assert results["RECALL"] == 0 and "PRECISION" not in results and results["MISSED"] == 2
    assert any("MAPPED" in text and "no landforms" in text for text in log.warnings)
    results = run(
        AssessAccuracy, {"MAPPED": layer_of([]), "REFERENCE": layer_of([]), "OUTPUT": output}
    )
    assert "RECALL" not in results and results["MISSED"] == 0
    with pytest.raises(QgsProcessingException, match="AOI: no landform"):
        run(
            AssessAccuracy,
            {
                "MAPPED": layer_of(MAPPED),
                "REFERENCE": layer_of(REFERENCE),
                "AOI": layer_of([(90000, 0, 91000, 10)]),
                "OUTPUT": output,
            },
        )


def test_layer_without_crs_and_overwriting(tmp_path):
    with pytest.raises(QgsProcessingException, match="CRS"):
        run(
            AssessAccuracy,
            {
                "MAPPED": layer_of(MAPPED, crs=""),
                "REFERENCE": layer_of(REFERENCE),
                "OUTPUT": str(tmp_path / "t.csv"),
            },
        )
    same = str(tmp_path / "same.gpkg")
    with pytest.raises(QgsProcessingException, match="same file"):
        run(
            AssessAccuracy,
            {
                "MAPPED": layer_of(MAPPED),
                "REFERENCE": layer_of(REFERENCE),
                "OUTPUT": same,
                "MATCHES": same,
            },
        )


def test_help_has_the_definitions():
    algorithm = AssessAccuracy().create()
    text = algorithm.shortHelpString()
    for words in ("Panoptic quality", "common area / mapped area", "Landuse_DL", "Median"):
        assert words in text
    for definition in algorithm.parameterDefinitions():
        assert definition.help()
