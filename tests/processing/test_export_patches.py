"""``exportpatches`` in a real QGIS: parameters, CRS of layers, messages, style, full disk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from conftest import write_raster
from processinglog import Log
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from rasterio.features import rasterize
from rasterio.warp import transform_geom
from shapely.geometry import Point, mapping, shape

from rock_glacier_mapper.core.patches.dataset import read_dataset
from rock_glacier_mapper.core.patches.splitting import RULES
from rock_glacier_mapper.processing.exportpatches import SPLITS, ExportPatches

X0, Y0 = 600000, 5200000
SMALL = {"BUFFER": 100, "PATCH_SIZE": 48, "OVERLAP": 16, "BLOCK_SIZE": 800}


def run(parameters, feedback=None):
    """Check the values and run, as the toolbox does; errors are raised."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = ExportPatches().create()
    ok, message = algorithm.checkParameterValues(parameters, context)
    assert ok, message
    results, ok = algorithm.run(parameters, context, feedback or Log(), {}, False)
    assert ok
    return results


def polygon_layer(crs, *geometries):
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "polygons", "memory")
    for geometry in geometries:
        feature = QgsFeature(layer.fields())
        if geometry is not None:
            feature.setGeometry(QgsGeometry.fromWkt(geometry))
        layer.dataProvider().addFeatures([feature])
    assert QgsProject.instance().addMapLayer(layer, False)
    return layer


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    bands = np.random.default_rng(3).integers(1, 5000, (4, 220, 260)).astype(np.uint16)
    path = tmp_path_factory.mktemp("stack") / "image.tif"
    return write_raster(path, bands, nodata=0)


CIRCLES = [
    Point(X0 + 10 * x, Y0 - 10 * y).buffer(10 * radius)
    for x, y, radius in ((40, 40, 10), (210, 50, 9), (60, 180, 12), (200, 170, 8))
]


def in_degrees(circle):
    return shape(transform_geom("EPSG:32632", "EPSG:4326", mapping(circle.segmentize(20)))).wkt


def test_patches_from_layers_in_other_systems(stack, tmp_path):
    """Rock glaciers in degrees, among them one without and one with an invalid geometry."""
    bow = f"Polygon(({X0} {Y0 - 900},{X0 + 99} {Y0 - 999},{X0 + 99} {Y0 - 900},{X0} {Y0 - 999}))"
    rock_glaciers = polygon_layer("EPSG:4326", *(in_degrees(c) for c in CIRCLES), None)
    negatives = polygon_layer("EPSG:32632", CIRCLES[0].wkt, bow)
    log = Log()
    results = run(
        {
            "STACK": stack,
            "ROCK_GLACIERS": rock_glaciers,
            "NEGATIVES": negatives,
            "OUTPUT": str(tmp_path / "out"),
            **SMALL,
        },
        log,
    )
    dataset = read_dataset(tmp_path / "out")
    assert results["OUTPUT"] == str(tmp_path / "out")
    assert results["PATCHES"] == len(dataset.patches)
    assert results["TRAINING"] + results["VALIDATION"] == results["PATCHES"]
    assert [c.role for c in dataset.channels] == ["blue", "green", "red", "nir"]
    truth = rasterize(
        [(c, 1) for c in CIRCLES],
        out_shape=(220, 260),
        transform=rasterio.Affine(10, 0, X0, 0, -10, Y0),
    )
    for patch in dataset.patches:
        window = np.s_[patch.row : patch.row + 48, patch.column : patch.column + 48]
        with rasterio.open(patch.mask) as mask:
            assert (mask.read(1) != truth[window]).sum() <= 3  # a segment is no curve in degrees
    for text in ("1 rock glacier polygon without a polygon", "1 negative polygon with invalid"):
        assert any(text in warning for warning in log.warnings)
    assert any("rock glacier holds (feature 1)" in warning for warning in log.warnings)
    for name in ("INDEX", "CONTACT_SHEET"):
        assert Path(results[name]).is_file()
    assert dataset.info["sources"]["rock_glaciers"] == "polygons"


def test_the_index_opens_in_qgis_coloured_by_split(stack, tmp_path):
    layer = polygon_layer("EPSG:32632", *(c.wkt for c in CIRCLES))
    results = run(
        {"STACK": stack, "ROCK_GLACIERS": layer, "OUTPUT": str(tmp_path / "out"), **SMALL}
    )
    for name in ("patches", "blocks"):
        index = QgsVectorLayer(f"{results['INDEX']}|layername={name}", name, "ogr")
        assert index.isValid() and index.crs().authid() == "EPSG:32632"
        assert index.renderer().type() == "categorizedSymbol"
        values = {category.value() for category in index.renderer().categories()}
        column = index.fields().lookupField("split")
        assert values == {"train", "validation"} == index.uniqueValues(column)


def test_band_roles_and_split_are_taken(stack, tmp_path):
    layer = polygon_layer("EPSG:32632", *(c.wkt for c in CIRCLES))
    log = Log()
    run(
        {
            "STACK": stack,
            "ROCK_GLACIERS": layer,
            "BAND_ROLES": "red=1,nir=4",
            "SPLIT": "landform",
            "OUTPUT": str(tmp_path / "out"),
            **SMALL,
        },
        log,
    )
    dataset = read_dataset(tmp_path / "out")
    assert [c.role for c in dataset.channels] == ["red", "nir"]
    assert dataset.split["rule"] == "landform" and set(SPLITS) == set(RULES)
    assert {p.place for p in dataset.patches} == {f"landform {n}" for n in range(1, 5)}
    assert any("band 2, band 3" in text for text in log.infos)


def test_what_cannot_work_is_explained(stack, tmp_path):
    layer = polygon_layer("EPSG:32632", *(c.wkt for c in CIRCLES))
    ok = {"STACK": stack, "ROCK_GLACIERS": layer, "OUTPUT": str(tmp_path / "out"), **SMALL}
    degrees = write_raster(
        tmp_path / "degrees.tif",
        np.ones((3, 50, 50), np.uint8),
        rasterio.Affine(1e-4, 0, 10, 0, -1e-4, 46),
        "EPSG:4326",
    )
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for change, words in (
        ({"STACK": degrees}, "Prepare image stack"),
        ({"ROCK_GLACIERS": polygon_layer("", *(c.wkt for c in CIRCLES))}, "has no CRS"),
        ({"ROCK_GLACIERS": polygon_layer("EPSG:32632")}, "layer is empty"),
        ({"BAND_ROLES": "red=9"}, "the image has 4"),
        ({"OVERLAP": 48}, "smaller than PATCH_SIZE"),
        ({"PATCH_SIZE": 200, "BLOCK_SIZE": None}, "smaller PATCH_SIZE"),
        ({"OUTPUT": str(tmp_path / "full")}, "not empty"),
        ({"OUTPUT": str(tmp_path / "degrees.tif")}, "exists already"),
    ):
        with pytest.raises(QgsProcessingException) as caught:
            run({**ok, **change})
        assert words in str(caught.value), change
    assert not (tmp_path / "out").exists()
    assert [file.name for file in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_cancel_leaves_nothing(stack, tmp_path):
    layer = polygon_layer("EPSG:32632", *(c.wkt for c in CIRCLES))
    parameters = {"STACK": stack, "ROCK_GLACIERS": layer, "OUTPUT": str(tmp_path / "out"), **SMALL}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(parameters, Log(stop=40))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", ["16k", "80k", "200k", "260k"])
def test_a_full_disk_is_named_and_leaves_nothing(stack, tmp_path, size):
    """Of 310 kB in all: before the patches, amid them, at the index, at the contact sheet."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to mount a small file system here")
    try:
        layer = polygon_layer("EPSG:32632", *(c.wkt for c in CIRCLES))
        with pytest.raises(QgsProcessingException, match=r"(?i)free|written|full"):
            run({"STACK": stack, "ROCK_GLACIERS": layer, "OUTPUT": str(folder / "out"), **SMALL})
        assert not list(folder.iterdir())
    finally:
        subprocess.run(["umount", str(folder)], check=False)
