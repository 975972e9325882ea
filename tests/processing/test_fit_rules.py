"""Fit thresholds on a reference area, in a real QGIS."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import write_raster
from matplotlib.image import imread
from processinglog import Log, project_context, run
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from shapely.affinity import scale
from shapely.geometry import Point, box

from rock_glacier_mapper.core.objects import Rules
from rock_glacier_mapper.processing.extractrockglaciers import ExtractRockGlaciers
from rock_glacier_mapper.processing.fitrules import FitRules

GRID = Affine(10, 0, 600_000, 0, -10, 5_200_000)
STEP, SIZE = 44, 220


def fails(parameters, *parts, feedback=None):
    with pytest.raises(QgsProcessingException) as caught:
        run(FitRules, parameters, feedback)
    for part in parts:
        assert part in str(caught.value)


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def polygons(shapes, crs="EPSG:32632"):
    """A memory layer of UTM shapes, in another CRS if wanted."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "polygons", "memory")
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32632"), layer.crs(), QgsProject.instance()
    )
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape))
        geometry.transform(there)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        layer.dataProvider().addFeatures([feature])
    assert QgsProject.instance().addMapLayer(layer, False)
    return layer


def place(number):
    return STEP // 2 + STEP * (number // 5), STEP // 2 + STEP * (number % 5)


def ellipse(number, height, width):
    x, y = GRID * place(number)[::-1]
    return scale(Point(x, y).buffer(10, quad_segs=32), width, height)


TRUE = [ellipse(n, 12, 9) for n in range(25) if n % 2 == 0]
FALSE = [ellipse(n, 9, 7) for n in range(25) if n % 2]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Heatmap of true landforms (0.8) and weaker false ones (0.6), and a DEM."""
    folder = tmp_path_factory.mktemp("files")
    values = np.full((SIZE, SIZE), 0.03, np.float32)
    rows, columns = np.indices(values.shape)
    x, y = GRID * (columns + 0.5, rows + 0.5)
    for level, shapes in ((0.6, FALSE), (0.8, TRUE)):
        for shape in shapes:
            values[shapely.contains_xy(shape, x, y)] = level
    tags = {"MODEL": "test model", "MODEL_SHA256": "0a1b", "MODEL_THRESHOLD": "0.42"}
    write_raster(folder / "heatmap.tif", values, GRID, tags=tags)
    dem = 1000 + 10 * rows * np.tan(np.radians(17))
    write_raster(folder / "dem.tif", dem.astype(np.float32), GRID)
    return folder


@pytest.fixture
def inputs(files, tmp_path):
    return {
        "HEATMAP": str(files / "heatmap.tif"),
        "REFERENCE": polygons(TRUE),
        "BLOCK_SIZE": 500,
        "OUTPUT": str(tmp_path / "rules.json"),
    }


def test_fitted_rules_serve_the_extraction(files, inputs, tmp_path):
    log = Log()
    outputs = {"CURVE": str(tmp_path / "c.png"), "TABLE": str(tmp_path / "t.csv")}
    results = run(FitRules, {**inputs, "DEM": str(files / "dem.tif"), **outputs}, log)
    assert {name: results[name] for name in outputs} == outputs
    made = FitRules().create()
    assert set(results) == {output.name() for output in made.outputDefinitions()}
    assert results["F1"] > 0.95 and results["PRECISION"] > 0.95 and results["RECALL"] > 0.95
    assert results["F1_LOW"] - 1e-9 <= results["F1"] <= results["F1_HIGH"] + 1e-9
    assert 0.6 < results["START_F1"] < 0.85
    assert abs(results["BIAS"]) < 5  # per cent
    document = json.loads(Path(inputs["OUTPUT"]).read_text(encoding="utf-8"))
    record = document["fitted"]
    assert (record["model"], record["model_sha256"]) == ("test model", "0a1b")
    assert (record["heatmap"], record["dem"]) == ("heatmap.tif", "dem.tif")
    assert record["held_out"]["f1"] == round(results["F1"], 4)
    assert record["start_rules"]["seed_threshold"] == 0.42
    assert record["blocks_with_reference"] == results["BLOCKS"] > 5
    assert any("fitted rules: precision" in text for text in log.infos)
    assert imread(outputs["CURVE"]).shape[2] == 4
    with open(outputs["TABLE"], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["fold"] for row in rows} == set("12345")
    # The extraction takes the file.
    context = project_context()
    parameters = {"HEATMAP": inputs["HEATMAP"], "OUTPUT": "memory:"}
    for more, count in (({}, 25), ({"RULES": inputs["OUTPUT"]}, len(TRUE))):
        found = run(ExtractRockGlaciers, {**parameters, **more}, None, context)
        layer = QgsProcessingUtils.mapLayerFromString(found["OUTPUT"], context)
        assert layer.featureCount() == count


def test_reference_and_area_in_another_crs(files, inputs):
    """Invalid ones are repaired; only the western part counts."""
    left, top = GRID * (0, 0)
    west = box(left, top - 10 * SIZE, left + 1320, top)
    x, y = GRID * (44, 110)
    bow = shapely.Polygon([(x, y), (x + 9, y + 9), (x + 9, y), (x, y + 9)])
    there = {
        "REFERENCE": polygons([*TRUE, bow], "EPSG:4326"),
        "AREA": polygons([west], "EPSG:3857"),
    }
    log = Log()
    results = run(FitRules, {**inputs, **there}, log)
    record = json.loads(Path(inputs["OUTPUT"]).read_text(encoding="utf-8"))["fitted"]
    assert record["area_km2"] == pytest.approx(1.32 * 2.2, abs=0.01)
    inside = shapely.intersection(shapely.union_all(TRUE), west).area / 1e6
    assert record["held_out"]["reference_km2"] == pytest.approx(inside, rel=2e-3)
    assert any("REFERENCE: 1 invalid" in text for text in log.warnings)
    assert results["F1"] > 0.9
    assert "CURVE" not in results and "TABLE" not in results


def test_start_rules_and_numbers(inputs, tmp_path):
    start = tmp_path / "start.json"
    Rules(threshold=0.35, seed_threshold=0.45, max_elongation=5.0).save(start)
    # As text, as qgis_process gives numbers.
    given = {"RULES": str(start), "MIN_AREA": "0.02", "FOLDS": "3", "SEED": "7"}
    run(FitRules, {**inputs, **given})
    record = json.loads(Path(inputs["OUTPUT"]).read_text(encoding="utf-8"))["fitted"]
    assert (record["folds"], record["seed"]) == (3, 7)
    wanted = Rules(threshold=0.35, seed_threshold=0.45, max_elongation=5.0, min_area_km2=0.02)
    assert Rules.from_dict(record["start_rules"]) == wanted
    assert Rules.load(inputs["OUTPUT"]).min_area_km2 >= 0.02
    # Without a file: the model's threshold, half of it, and the number.
    run(FitRules, {**inputs, "MIN_AREA": 0.015})
    record = json.loads(Path(inputs["OUTPUT"]).read_text(encoding="utf-8"))["fitted"]
    assert record["start_rules"]["threshold"] == 0.21
    assert record["start_rules"]["min_area_km2"] == 0.015


def test_target_bias(inputs):
    results = run(FitRules, {**inputs, "TARGET": "bias", "WANTED_BIAS": 0})
    assert abs(results["BIAS"]) < 6
    record = json.loads(Path(inputs["OUTPUT"]).read_text(encoding="utf-8"))["fitted"]
    assert record["target"] == "bias" and record["wanted_area_bias"] == 0
    assert math.isclose(100 * record["held_out"]["area_bias"], results["BIAS"], abs_tol=0.01)


def test_refusals_leave_no_file(files, inputs, tmp_path):
    left, top = GRID * (0, 0)
    away = polygons([box(left + 9000, top, left + 9500, top + 500)])
    corner = polygons([box(left, top - 90, left + 90, top)])
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"beauty": 1}', encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    for more, parts in (
        ({"HEATMAP": None}, ("HEATMAP",)),
        ({"REFERENCE": polygons([])}, ("no rock glaciers",)),
        ({"REFERENCE": away}, ("does not overlap", "coordinate reference system")),
        ({"AREA": away}, ("no part",)),
        ({"AREA": polygons([])}, ("no part",)),
        ({"AREA": corner}, ("No rock glacier of the reference",)),
        ({"BLOCK_SIZE": 100_000}, ("smaller blocks",)),
        ({"TARGET": "beauty"}, ("TARGET",)),
        ({"RULES": str(wrong)}, ("beauty",)),
        ({"RULES": str(tmp_path / "nowhere.json")}, ("nowhere.json",)),
        ({"OUTPUT": str(tmp_path / "rules.txt")}, ("OUTPUT", ".json")),
        ({"CURVE": str(tmp_path / "curve.jpg")}, ("CURVE", ".png")),
        ({"RULES": str(wrong), "OUTPUT": str(wrong)}, ("OUTPUT and RULES are the same file",)),
        ({"DEM": str(tmp_path / "nowhere.tif")}, ("nowhere.tif",)),
    ):
        fails({**inputs, **more}, *parts)
        assert sorted(tmp_path.iterdir()) == before


def test_cancel_leaves_no_file(inputs, tmp_path):
    log = Log(stop=40)
    fails(inputs, "Cancelled", feedback=log)
    assert 40 <= log.progress() < 100
    assert not list(tmp_path.iterdir())
