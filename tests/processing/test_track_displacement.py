"""Surface displacement from two images in a real QGIS: outputs, inventory, bad input."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import write_raster
from processinglog import Log, run
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from scipy import ndimage

from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.trackdisplacement import TrackDisplacement

PIXEL, X0, Y0 = 0.5, 500000.0, 5200000.0  # on the central meridian: grid north is true north
PLACE = Affine(PIXEL, 0, X0, 0, -PIXEL, Y0)
SIZE = 320
YEARS = 731 / 365.25
#: Pixels to the right and down.
MOTION, OFFSET = (3.0, 4.0), (0.3, 0.4)
TRUE = 0.5 * np.hypot(2.7, 3.6) / YEARS / 0.9996
AROUND = [(X0 + 5, Y0 - 35, 150, 30), (X0 + 5, Y0 - 155, 150, 30)]
FAST = {"WINDOW": 16, "STEP": 8, "MAX_VELOCITY": 3, "START": "2018-08-01", "END": "2020-08-01"}


def rectangle(x, y, width, height):
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return f"Polygon(({', '.join(f'{a} {b}' for a, b in corners)}))"


def polygons(*texts):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632", "polygons", "memory")
    for text in texts:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture(scope="session")
def scene(qgis_app, tmp_path_factory):
    """Two images, a DEM that falls to the south-east, and an inventory with two outlines."""
    folder = tmp_path_factory.mktemp("tracking")
    noise = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=(SIZE, SIZE)), 1.2)
    one = (120 + 40 * noise / noise.std()).astype(np.float32)

    def moved(right, down):
        spectrum = ndimage.fourier_shift(np.fft.fft2(one), (down, right))
        return np.fft.ifft2(spectrum).real.astype(np.float32)

    two, part = moved(*OFFSET), slice(SIZE // 4, 3 * SIZE // 4)
    two[part, part] = moved(*MOTION)[part, part]
    rng = np.random.default_rng(2)
    two += rng.normal(0, 4, two.shape).astype(np.float32)
    write_raster(folder / "first.tif", one, PLACE)
    write_raster(folder / "second.tif", two, PLACE)
    place = Affine(5, 0, X0 - 100, 0, -5, Y0 + 100)
    rows, columns = np.mgrid[0:80, 0:80]
    dem = 2700 - 5 * (0.6 * columns + 0.8 * rows) * 0.4
    write_raster(folder / "dem.tif", dem.astype(np.float32), place)
    moving, still = rectangle(X0 + 50, Y0 - 110, 60, 60), rectangle(X0 + 2, Y0 - 150, 30, 140)
    run(
        CreateInventory,
        {"CANDIDATES": polygons(moving, still), "OUTPUT": str(folder / "inventory.gpkg")},
    )
    return folder


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture
def images(scene):
    return {"FIRST": str(scene / "first.tif"), "SECOND": str(scene / "second.tif"), **FAST}


@pytest.fixture
def outlines(scene, tmp_path):
    path = shutil.copy(scene / "inventory.gpkg", tmp_path / "inventory.gpkg")
    layer = QgsVectorLayer(f"{path}|layername=GO", "GO", "ogr")
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def values(layer):
    """Outlines from west to east as dictionaries."""
    names = layer.fields().names()
    features = sorted(layer.getFeatures(), key=lambda f: f.geometry().boundingBox().xMinimum())
    plain = [
        None if v is None or (hasattr(v, "isNull") and v.isNull()) else v
        for f in features
        for v in f.attributes()
    ]
    return [dict(zip(names, plain[i : i + len(names)])) for i in range(0, len(plain), len(names))]


def test_vectors_and_velocities(images, tmp_path):
    log = Log()
    results = run(
        TrackDisplacement,
        {
            **images,
            "STABLE": polygons(*(rectangle(*one) for one in AROUND)),
            "OUTPUT": str(tmp_path / "vectors.gpkg"),
            "VELOCITY": str(tmp_path / "velocity.tif"),
        },
        log,
    )
    layer = QgsVectorLayer(results["OUTPUT"], "vectors", "ogr")
    inside = [
        f
        for f in layer.getFeatures()
        if f["valid"] == 1
        and abs(f.geometry().asPoint().x() - X0 - 80) < 25
        and abs(f.geometry().asPoint().y() - Y0 + 80) < 25
    ]
    assert len(inside) > 20
    assert np.mean([f["speed"] for f in inside]) == pytest.approx(TRUE, abs=0.02)
    assert np.mean([f["azimuth"] for f in inside]) == pytest.approx(143.1, abs=1)
    assert results["VALID"] == sum(f["valid"] for f in layer.getFeatures())
    assert 0 < results["STABLE_RMSE"] < 0.05
    with rasterio.open(results["VELOCITY"]) as dataset:
        assert dataset.tags()["OBS_END"] == "2020-08-01"
        assert dataset.tags()["STABLE_GROUND"] == "polygons of stable ground"
        assert dataset.read(1, masked=True).count() == results["VALID"]
    assert any("Stable ground" in text for text in log.infos)


def test_outlines_get_the_velocity_along_their_aspect(images, scene, outlines):
    results = run(
        TrackDisplacement,
        {**images, "INVENTORY": outlines, "DEM": str(scene / "dem.tif")},
    )
    assert results["UPDATED"] == 1 and "OUTPUT" not in results and "VELOCITY" not in results
    still, moving = values(outlines)
    assert moving["VDS_MEAN"] == pytest.approx(100 * TRUE, abs=1.0)
    assert 0 < moving["VDS_SIGMA"] < 1.5 and moving["VDS_MEANSrc"] == "auto"
    assert moving["VALID_PCT"] > 90 and moving["DT_DAYS"] == 731
    assert (moving["OBS_START"], moving["OBS_END"]) == ("2018-08-01", "2020-08-01")
    assert moving["KIN_QC"].startswith("ok: feature tracking") and moving["SENS_C"] is None
    assert still["VDS_MEAN"] is None and still["KIN_QC"].startswith("high_error")


def test_manual_values_stay_and_edits_can_be_undone(images, outlines):
    outlines.startEditing()
    index = outlines.fields().indexOf("VDS_MEAN")
    (moving,) = [
        f for f in outlines.getFeatures() if f.geometry().boundingBox().xMinimum() > X0 + 40
    ]
    outlines.changeAttributeValue(moving.id(), index, 77.0)
    outlines.changeAttributeValue(moving.id(), outlines.fields().indexOf("VDS_MEANSrc"), "manual")
    before = outlines.undoStack().count()
    run(TrackDisplacement, {**images, "INVENTORY": outlines})
    assert outlines.isEditable() and outlines.undoStack().count() == before + 1
    assert values(outlines)[1]["VDS_MEAN"] == 77.0
    assert values(outlines)[1]["VDS_P90"] == pytest.approx(100 * TRUE, abs=4)
    outlines.undoStack().undo()
    assert values(outlines)[1]["VDS_P90"] is None
    outlines.rollBack()


def test_dates_from_file_names(scene, images, tmp_path):
    for name, day in (("first", "20180801"), ("second", "2020")):
        shutil.copy(scene / f"{name}.tif", tmp_path / f"ortho_{day}.tif")
    log = Log()
    parameters = {
        **{k: v for k, v in images.items() if k not in ("START", "END")},
        "FIRST": str(tmp_path / "ortho_20180801.tif"),
        "SECOND": str(tmp_path / "ortho_2020.tif"),
        "VELOCITY": str(tmp_path / "velocity.tif"),
    }
    results = run(TrackDisplacement, parameters, log)
    with rasterio.open(results["VELOCITY"]) as dataset:
        assert dataset.tags()["OBS_START"] == "2018-08-01"
        assert dataset.tags()["OBS_END"] == "2020-07-01"
    assert sum("Is it right?" in text for text in log.warnings) == 2


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"START": "2020-08-01", "END": "2018-08-01"}, "Swap the dates"),
        ({"END": "2018-08-01"}, "Both images are of"),
        ({"START": "last summer"}, "is no date"),
        ({"START": ""}, "Give START as"),
        ({"WINDOW": 400}, "smaller WINDOW"),
        ({"WINDOW": 1}, "WINDOW is in metres"),
        ({"SECOND": "first.tif"}, "same image"),
        ({"SECOND": "far.tif"}, "do not overlap"),
        ({"SECOND": "flat.tif"}, "texture"),
        ({"SECOND": "missing.tif"}, "SECOND"),
        ({"VELOCITY": "first.tif"}, "same file"),
        ({"STABLE": [(X0 + 9000, Y0, 50, 50)]}, "No vector lies on the stable ground"),
        ({"STABLE": [(X0 + 3, Y0 - 60, 20, 20)]}, "vectors lie on stable ground"),
    ],
)
def test_bad_input_is_named(images, scene, tmp_path, changes, message):
    shutil.copy(scene / "first.tif", tmp_path / "first.tif")
    ones = np.full((SIZE, SIZE), 9, np.float32)
    write_raster(tmp_path / "flat.tif", ones, PLACE)
    write_raster(tmp_path / "far.tif", ones, PLACE * Affine.translation(9000, 0))
    changes = dict(changes)
    for name in ("SECOND", "VELOCITY"):
        if name in changes:
            changes[name] = str(tmp_path / changes[name])
    if "STABLE" in changes:
        changes["STABLE"] = polygons(*(rectangle(*one) for one in changes["STABLE"]))
    before = (tmp_path / "first.tif").read_bytes()
    with pytest.raises(QgsProcessingException, match=message):
        run(TrackDisplacement, {**images, "FIRST": str(tmp_path / "first.tif"), **changes})
    assert (tmp_path / "first.tif").read_bytes() == before
    assert not list(tmp_path.glob("*velocity*"))


def test_cancelled_writes_nothing(images, outlines, tmp_path):
    output = tmp_path / "velocity.tif"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(
            TrackDisplacement,
            {**images, "INVENTORY": outlines, "VELOCITY": str(output)},
            Log(stop=40),
        )
    assert not output.exists() and values(outlines)[1]["VDS_MEAN"] is None


def test_help_tells_of_all_parameters(qgis_app):
    algorithm = TrackDisplacement().create()
    assert all(one.help() for one in algorithm.parameterDefinitions())
    assert QgsApplication.platform() == "qgis_process" or "WINDOW" in algorithm.shortHelpString()
