"""The mapping algorithms, the provider and the plugin in a real QGIS."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, make_model, make_picture, write_raster
from processinglog import Log, project_context, run
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from rasterio.warp import transform_bounds

from rock_glacier_mapper import classFactory
from rock_glacier_mapper.core.objects import FIELDS
from rock_glacier_mapper.core.vector import Feature, write_layer
from rock_glacier_mapper.processing.demoscene import CreateDemoScene
from rock_glacier_mapper.processing.extractrockglaciers import ExtractRockGlaciers
from rock_glacier_mapper.processing.predictheatmap import PredictHeatmap
from rock_glacier_mapper.processing.preparestack import PrepareStack

try:
    from rock_glacier_mapper.processing.provider import ALGORITHMS, RockGlacierProvider
except ImportError:
    ALGORITHMS = ()

ROOT = Path(__file__).parent.parent.parent
X0, Y0 = 600000, 5200000  # upper left corner of the pictures


def fails(algorithm, parameters, *parts, feedback=None):
    """The run fails with a message that has all the parts; gives the message."""
    with pytest.raises(QgsProcessingException) as caught:
        run(algorithm, parameters, feedback)
    for part in parts:
        assert part in str(caught.value)
    return str(caught.value)


def in_project(layer):
    """The layer, owned by the project: an error keeps frames, which must not own layers."""
    assert QgsProject.instance().addMapLayer(layer, False)
    return layer


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def polygons(*wkt, crs="EPSG:32632"):
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "polygons", "memory")
    for text in wkt:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeatures([feature])
    return in_project(layer)


def box(x, y, width, height):
    """WKT of a box with its lower left corner at (x, y)."""
    return f"Polygon(({x} {y},{x + width} {y},{x + width} {y + height},{x} {y + height},{x} {y}))"


def read(path):
    """Values with their scale applied, profile, band names, tags."""
    with rasterio.open(path) as dataset:
        values = dataset.read(masked=True)
        if dataset.scales[0] != 1:
            values = values.astype(np.float64) * dataset.scales[0]
        return values, dataset.profile, dataset.descriptions, dataset.tags()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Folder with pictures and models that no test changes."""
    folder = tmp_path_factory.mktemp("files")
    make_model(folder / "model.onnx", threshold=0.37)
    make_model(folder / "terrain.onnx", ("red", "green", "blue", "coherence", "slope"))
    make_picture(folder / "picture.tif", dtype=np.uint16)
    make_picture(folder / "byte.tif")
    columns, rows = np.meshgrid(np.arange(200), np.arange(200))
    plane = 2000 + 10 * columns * 0.3 - 10 * rows * 0.4  # rises 0.3 to the east, 0.4 to the north
    transform = Affine(10, 0, X0 - 250, 0, -10, Y0 + 250)
    write_raster(folder / "dem.tif", plane.astype(np.float32), transform)
    return folder


@pytest.fixture
def stack(files, tmp_path):
    """Prepares a stack of the picture; gives what :func:`read` gives."""

    def prepare(feedback=None, **parameters):
        parameters = {"OPTICAL": str(files / "picture.tif"), **parameters}
        output = str(tmp_path / "stack.tif")
        results = run(PrepareStack, {**parameters, "OUTPUT": output}, feedback)
        assert results["OUTPUT"] == output
        return read(output)

    return prepare


@pytest.fixture
def heatmap(files, tmp_path):
    """Predicts a heatmap of the picture; gives what :func:`read` gives."""

    def predict(feedback=None, name="heatmap.tif", **parameters):
        inputs = {"INPUT": str(files / "picture.tif"), "MODEL": str(files / "model.onnx")}
        output = str(tmp_path / name)
        results = run(PredictHeatmap, {**inputs, "OUTPUT": output, **parameters}, feedback)
        assert results["OUTPUT"] == output
        return read(output)

    return predict


# --- prepare stack -------------------------------------------------------------------------


def test_stack_is_reflectance_with_roles_as_descriptions(files, stack):
    raw = read(files / "picture.tif")[0].astype(float)
    values, profile, names, tags = stack()
    assert names == ("blue", "green", "red")
    np.testing.assert_allclose(values, raw[::-1] / 10000, rtol=1e-6)
    assert (profile["dtype"], profile["nodata"], profile["crs"]) == ("float32", -9999, UTM32)
    assert profile["transform"] == Affine(10, 0, X0, 0, -10, Y0)
    assert tags["IMAGE"] == str(files / "picture.tif")
    shifted = stack(REFLECTANCE_OFFSET=-1000)[0]
    np.testing.assert_allclose(shifted, raw[::-1] / 10000 - 0.1, atol=1e-6)


def test_stack_of_8_bits_is_display_values_and_says_so(files, stack):
    log = Log()
    values, *_ = stack(log, OPTICAL=str(files / "byte.tif"))
    np.testing.assert_allclose(values, read(files / "byte.tif")[0][::-1] / 255.0, rtol=1e-6)
    assert [text for text in log.warnings if "8 bits" in text]


def test_stack_has_the_slope_of_a_plane(files, stack):
    values, _, names, _ = stack(DEM=str(files / "dem.tif"))
    assert names == ("blue", "green", "red", "slope", "tpi_100m", "tpi_500m")
    np.testing.assert_allclose(values[3], np.degrees(np.arctan(0.5)), atol=0.01)
    np.testing.assert_allclose(values[4], 0, atol=0.01)


def test_stack_of_an_image_in_degrees_is_in_utm(tmp_path, stack):
    degrees = make_picture(
        tmp_path / "degrees.tif",
        Affine(0.0001, 0, -70.0, 0, -0.0001, -28.0),
        "EPSG:4326",
        dtype=np.uint16,
    )
    values, profile, *_ = stack(OPTICAL=degrees)
    assert profile["crs"].to_epsg() == 32719
    a, b, _, d, e, _ = profile["transform"][:6]
    assert (b, d) == (0, 0) and a == pytest.approx(-e)
    assert a == pytest.approx(10.45, abs=0.2)  # 11.07 m north-south, 9.83 m east-west
    left, bottom, right, top = transform_bounds(
        profile["crs"], "EPSG:4326", *rasterio.open(tmp_path / "stack.tif").bounds
    )
    assert left <= -70 and right >= -69.985 and top >= -28 and bottom <= -28.013
    assert values.count() > 0.9 * values.size
    assert values.mean() == pytest.approx(read(degrees)[0].mean() / 10000, rel=0.01)
    # An extent that names no CRS is in that of the image.
    part, there, *_ = stack(OPTICAL=degrees, EXTENT="-69.995,-69.990,-28.010,-28.005")
    column, row = ~profile["transform"] * there["transform"][2:6:3]
    assert (column, row) == pytest.approx((round(column), round(row)), abs=1e-6)
    assert part.shape[1:] == pytest.approx((54, 48), abs=2)
    column, row, (height, width) = round(column), round(row), part.shape[1:]
    np.testing.assert_array_equal(part, values[:, row : row + height, column : column + width])


@pytest.mark.parametrize(
    ("extent", "shape", "corner"),
    [
        # xmin, xmax, ymin, ymax; whole pixels that cover it
        ("600103,600297,5199503,5199697 [EPSG:32632]", (20, 20), (X0 + 100, Y0 - 300)),
        ("600100,600300,5199500,5199700", (20, 20), (X0 + 100, Y0 - 300)),
        ("590000,600050,5190000,5300000 [EPSG:32632]", (130, 5), (X0, Y0)),
        ("-180,180,-90,90 [EPSG:4326]", (130, 150), (X0, Y0)),
        ("-20037508,20037508,-20037508,20037508 [EPSG:3857]", (130, 150), (X0, Y0)),
    ],
)
def test_stack_extent_keeps_the_pixel_grid(stack, extent, shape, corner):
    whole = stack()[0]
    values, profile, *_ = stack(EXTENT=extent)
    assert values.shape[1:] == shape
    assert profile["transform"] == Affine(10, 0, corner[0], 0, -10, corner[1])
    column, row = (corner[0] - X0) // 10, (Y0 - corner[1]) // 10
    np.testing.assert_array_equal(
        values, whole[:, row : row + shape[0], column : column + shape[1]]
    )


def test_stack_extent_in_another_crs(stack):
    box = QgsRectangle(X0 + 400, Y0 - 900, X0 + 800, Y0 - 500)
    utm, degrees = (QgsCoordinateReferenceSystem(f"EPSG:{n}") for n in (32632, 4326))
    there = QgsCoordinateTransform(utm, degrees, QgsProject.instance())
    around = there.transformBoundingBox(box)
    numbers = (around.xMinimum(), around.xMaximum(), around.yMinimum(), around.yMaximum())
    text = ",".join(f"{n:.7f}" for n in numbers) + " [EPSG:4326]"
    values, profile, *_ = stack(EXTENT=text)
    bounds = rasterio.transform.array_bounds(*values.shape[1:], profile["transform"])
    assert profile["crs"] == UTM32
    for edge in bounds:
        assert edge % 10 == 0
    wanted = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    outside = np.array([-1, -1, 1, 1]) * (np.array(bounds) - wanted)
    assert (outside >= 0).all() and (outside < 50).all()


def test_stack_holes_are_nodata(tmp_path, stack):
    bands = np.full((3, 40, 50), 1000, np.uint16)
    bands[:, 10:20, 5:15] = 0
    bands[1, 30, 30] = 0
    untagged = write_raster(tmp_path / "untagged.tif", bands)
    values, *_ = stack(OPTICAL=untagged)
    assert values.mask[:, 10:20, 5:15].all() and values.mask.sum() == 300
    assert (values.data[values.mask] == -9999).all()
    assert values.data[1, 30, 30] == 0
    tagged = write_raster(tmp_path / "tagged.tif", bands, nodata=0)
    values, *_ = stack(OPTICAL=tagged)
    assert values.mask[1, 30, 30] and values.mask.sum() == 301


def test_stack_channels_model_and_resolution(files, stack):
    log = Log()
    names = stack(log, CHANNELS="red, slope,red,nir", DEM=str(files / "dem.tif"))[2]
    assert names == ("red", "slope")
    assert any("left out: nir" in text for text in log.warnings)
    dem = str(files / "dem.tif")
    values, profile, names, tags = stack(MODEL=str(files / "terrain.onnx"), DEM=dem)
    assert names == ("red", "green", "blue", "slope")
    assert values.shape == (4, 130, 150) and tags["MODEL"] == str(files / "terrain.onnx")
    values, profile, *_ = stack(RESOLUTION="25")
    assert profile["transform"].a == 25 and values.shape[1:] == (52, 60)
    assert values.mean() == pytest.approx(stack()[0].mean(), rel=0.01)


def test_stack_band_roles(files, tmp_path, stack):
    bands = np.stack([np.full((20, 20), 100 * n, np.uint16) for n in range(1, 5)])
    four = write_raster(tmp_path / "four.tif", bands)
    values, _, names, _ = stack(OPTICAL=four)
    assert names == ("blue", "green", "red", "nir")
    np.testing.assert_allclose(values[:, 0, 0], [0.01, 0.02, 0.03, 0.04])
    named = write_raster(tmp_path / "named.tif", bands, names=("B08", "B04", "B03", "B02"))
    values, _, names, _ = stack(OPTICAL=named)
    assert names == ("blue", "green", "red", "nir")
    np.testing.assert_allclose(values[:, 0, 0], [0.04, 0.03, 0.02, 0.01])
    values, _, names, _ = stack(OPTICAL=named, BAND_ROLES="red=1, nir=4")
    assert names == ("red", "nir")
    np.testing.assert_allclose(values[:, 0, 0], [0.01, 0.04])


@pytest.mark.parametrize(
    ("parameters", "parts"),
    [
        ({"BAND_ROLES": "red=4"}, ("band 4", "has 3")),
        ({"BAND_ROLES": "purple=1"}, ("purple", "swir2")),
        ({"BAND_ROLES": "1,2,3"}, ("role=band",)),
        ({"CHANNELS": "red,purple"}, ("purple",)),
        ({"CHANNELS": "coherence,slope"}, ("CHANNELS", "coherence, slope")),
        ({"CHANNELS": ","}, ("CHANNELS",)),
        ({"EXTENT": "0,1,0,1 [EPSG:32632]"}, ("does not overlap",)),
        ({"OUTPUT": "stack.jp2"}, ("GeoTIFF",)),
        ({"OPTICAL": "nowhere.tif"}, ("nowhere.tif",)),
        ({"DEM": "nowhere.tif"}, ("nowhere.tif",)),
    ],
)
def test_stack_refuses(files, tmp_path, parameters, parts):
    parameters = {"OPTICAL": str(files / "picture.tif"), "OUTPUT": "stack.tif", **parameters}
    parameters["OUTPUT"] = str(tmp_path / parameters["OUTPUT"])
    fails(PrepareStack, parameters, *parts)
    assert not list(tmp_path.iterdir())


def test_stack_never_replaces_an_input(files, tmp_path):
    image = make_picture(tmp_path / "image.tif", dtype=np.uint16)
    dem = tmp_path / "dem.tif"
    dem.write_bytes((files / "dem.tif").read_bytes())
    for output in (image, str(dem), str(tmp_path / "x" / ".." / "image.tif")):
        before = Path(output).read_bytes() if Path(output).exists() else None
        parameters = {"OPTICAL": image, "DEM": str(dem), "OUTPUT": output}
        fails(PrepareStack, parameters, "the same file")
        assert before is None or Path(output).read_bytes() == before
    definition = QgsProcessingOutputLayerDefinition(image)
    fails(PrepareStack, {"OPTICAL": image, "OUTPUT": definition}, "OUTPUT and OPTICAL")


# --- predict heatmap -----------------------------------------------------------------------


def test_heatmap_is_georeferenced_and_says_where_it_is_from(files, heatmap):
    values, profile, names, tags = heatmap()
    assert values.shape == (1, 130, 150) and values.count() == values.size
    assert profile["transform"] == Affine(10, 0, X0, 0, -10, Y0)
    assert (profile["dtype"], profile["nodata"], profile["crs"]) == ("uint16", 65535, UTM32)
    assert values.min() >= 0 and 0.5 < values.max() <= 1
    assert len(np.unique(values)) > 1000
    assert names == ("probability",)
    digest = hashlib.sha256((files / "model.onnx").read_bytes()).hexdigest()
    assert tags["MODEL"] == "test model" and tags["MODEL_SHA256"] == digest
    assert float(tags["MODEL_THRESHOLD"]) == 0.37
    assert tags["IMAGE"] == str(files / "picture.tif")
    assert tags["SOFTWARE"].startswith("Rock Glacier Mapper ")
    assert tags["PROVIDER"] and tags["ONNXRUNTIME"]


def test_results_tell_tiles_and_threshold(files, tmp_path):
    results = run(
        PredictHeatmap,
        {
            "INPUT": str(files / "picture.tif"),
            "MODEL": str(files / "model.onnx"),
            "TILE_SIZE": "80",
            "DEVICE": "cpu",
            "OUTPUT": str(tmp_path / "heatmap.tif"),
        },
    )
    assert results["THRESHOLD"] == pytest.approx(0.37)
    assert (results["TILES"], results["TILES_SKIPPED"]) == (6, 0)
    assert results["PROVIDER"] == "CPUExecutionProvider"
    assert "UNCERTAINTY" not in results


def test_heatmap_of_stack_and_of_image_agree(files, tmp_path, stack, heatmap):
    stack(DEM=str(files / "dem.tif"))
    model, dem = str(files / "terrain.onnx"), str(files / "dem.tif")
    log = Log()
    direct, *_ = heatmap(log, MODEL=model, DEM=dem)
    assert any("passed as missing: coherence" in text for text in log.warnings)
    prepared, *_ = heatmap(MODEL=model, INPUT=str(tmp_path / "stack.tif"), name="two.tif")
    # The stack holds reflectance, so the last digit that is stored may differ.
    assert np.abs(direct - prepared).max() < 1.01e-4
    without, *_ = heatmap(MODEL=model, name="three.tif")
    assert np.abs(direct - without).max() > 0.01


def test_heatmap_does_not_depend_on_tiles_or_extent(heatmap):
    whole, *_ = heatmap()
    tiled, *_ = heatmap(TILE_SIZE=100)
    np.testing.assert_array_equal(whole, tiled)
    part, profile, *_ = heatmap(EXTENT="600203,600497,5199503,5199897 [EPSG:32632]")
    assert profile["transform"] == Affine(10, 0, X0 + 200, 0, -10, Y0 - 100)
    assert part.shape == (1, 40, 30)
    np.testing.assert_array_equal(part, whole[:, 10:50, 20:50])


def test_mask_in_another_crs(heatmap):
    utm, degrees = (QgsCoordinateReferenceSystem(f"EPSG:{n}") for n in (32632, 4326))
    shape = QgsGeometry.fromWkt(box(X0 + 300, Y0 - 600, 200, 200))
    shape.transform(QgsCoordinateTransform(utm, degrees, QgsProject.instance()))
    whole, *_ = heatmap()
    masked, *_ = heatmap(MASK=polygons(shape.asWkt(10), crs="EPSG:4326"))
    expected = np.zeros((130, 150), bool)
    expected[40:60, 30:50] = True
    np.testing.assert_array_equal(~masked.mask[0], expected)
    np.testing.assert_array_equal(masked[0, 40:60, 30:50], whole[0, 40:60, 30:50])


def test_invalid_mask_is_repaired(heatmap):
    x, y = X0 + 300, Y0 - 800
    bow = f"Polygon(({x} {y},{x + 200} {y + 200},{x + 200} {y},{x} {y + 200},{x} {y}))"
    log = Log()
    masked, *_ = heatmap(log, MASK=polygons(bow, box(X0, Y0 - 100, 50, 50)))
    assert any("MASK: 1 invalid" in text for text in log.warnings)
    # Two triangles of 100 m x 200 m / 2 each and a box of 5 x 5 pixels.
    assert masked.count() == pytest.approx(200 + 25, abs=12)


def test_uncertainty(tmp_path, heatmap):
    path = str(tmp_path / "uncertainty.tif")
    mean, *_ = heatmap(UNCERTAINTY=path)
    spread, profile, names, tags = read(path)
    assert profile["transform"] == Affine(10, 0, X0, 0, -10, Y0)
    assert names == ("standard deviation of the probability",)
    assert spread.count() == spread.size and spread.min() >= 0 and 0.001 < spread.max() <= 0.5
    assert tags["TEST_TIME_AUGMENTATION"] == "True"
    augmented, *_ = heatmap(TEST_TIME_AUGMENTATION=True)
    assert np.abs(mean - augmented).max() < 1e-6
    assert np.abs(mean - heatmap()[0]).max() > 0.001


@pytest.fixture
def odd(files, tmp_path):
    """Inputs that must be refused, by name."""
    folder = tmp_path / "odd"
    folder.mkdir()
    two = np.full((2, 30, 30), 9, np.uint16)
    (folder / "broken.onnx").write_bytes(b"this is no model" * 50)
    (folder / "text.tif").write_text("no raster")
    empty = np.zeros((3, 90, 90), np.uint16)
    return {
        "two": write_raster(folder / "two.tif", two),
        "nocrs": make_picture(folder / "nocrs.tif", crs=None),
        "empty": write_raster(folder / "empty.tif", empty, nodata=0),
        "broken": str(folder / "broken.onnx"),
        "text": str(folder / "text.tif"),
        "missing": str(folder / "missing.onnx"),
        "nir": make_model(folder / "nir.onnx", ("red", "green", "swir1")),
        "blue": make_model(folder / "blue.onnx", ("blue",)),
        "picture": str(files / "picture.tif"),
    }


@pytest.mark.parametrize(
    ("parameters", "parts"),
    [
        ({"INPUT": "two"}, ("2 band(s)", "BAND_ROLES")),
        ({"INPUT": "two", "BAND_ROLES": "red=1,green=2"}, ("blue", "BAND_ROLES")),
        ({"INPUT": "two", "BAND_ROLES": "red=1,green=2,blue=3"}, ("band 3", "has 2")),
        ({"INPUT": "nocrs"}, ("coordinate reference system", "Assign projection")),
        ({"INPUT": "empty"}, ("no valid pixel",)),
        ({"INPUT": "text"}, ("text.tif",)),
        ({"MODEL": "missing"}, ("missing.onnx", "does not exist")),
        ({"MODEL": "broken"}, ("broken.onnx", "ONNX model")),
        ({"MODEL": "picture"}, ("MODEL",)),
        ({"EXTENT": "0,0,0,0 [EPSG:32632]"}, ("extent", "empty")),
        ({"EXTENT": "600100,600100,5199500,5199600 [EPSG:32632]"}, ("extent", "empty")),
        ({"EXTENT": "700000,701000,5199000,5200000 [EPSG:32632]"}, ("does not overlap",)),
        ({"EXTENT": "-70,-69,-28,-27 [EPSG:4326]"}, ("does not overlap",)),
        ({"OUTPUT": "heatmap.img"}, ("GeoTIFF", "heatmap.img")),
        ({"TILE_SIZE": 64, "OVERLAP": 40}, ("TILE_SIZE 64", "at least 81")),
        ({"TILE_SIZE": 10}, ("TILE_SIZE",)),
        ({"DEVICE": "tpu"}, ("DEVICE",)),
        ({"DEM": "text"}, ("text.tif",)),
        ({"DEM": "picture"}, ("DEM", "3 bands")),
        ({"COHERENCE": "picture"}, ("COHERENCE", "3 bands")),
        ({"OUTPUT": "same.tif", "UNCERTAINTY": "same.tif"}, ("UNCERTAINTY and OUTPUT",)),
    ],
)
@pytest.mark.parametrize("existing", [True, False])
def test_failed_prediction_leaves_the_output_alone(
    files, odd, tmp_path, parameters, parts, existing
):
    folder = tmp_path / "out"
    folder.mkdir()
    inputs = {"INPUT": str(files / "picture.tif"), "MODEL": str(files / "model.onnx")}
    inputs |= {name: odd.get(value, value) for name, value in parameters.items()}
    for name in {"OUTPUT", "UNCERTAINTY"} & set(inputs):
        inputs[name] = str(folder / inputs[name])
    inputs.setdefault("OUTPUT", str(folder / "heatmap.tif"))
    if existing:
        Path(inputs["OUTPUT"]).write_bytes(b"of an earlier run")
    fails(PredictHeatmap, inputs, *parts)
    if existing:
        assert [p.read_bytes() for p in folder.iterdir()] == [b"of an earlier run"]
    else:
        assert not list(folder.iterdir())


@pytest.mark.parametrize("mask", [[], [box(0, 0, 10, 10)]])
def test_mask_beside_the_image(files, tmp_path, mask):
    parameters = {
        "INPUT": str(files / "picture.tif"),
        "MODEL": str(files / "model.onnx"),
        "MASK": polygons(*mask),
        "OUTPUT": str(tmp_path / "heatmap.tif"),
    }
    fails(PredictHeatmap, parameters, "EXTENT and MASK")
    assert not list(tmp_path.iterdir())


def test_mask_without_crs(files, tmp_path):
    layer = polygons(box(X0, Y0 - 100, 50, 50))
    layer.setCrs(QgsCoordinateReferenceSystem())
    parameters = {
        "INPUT": str(files / "picture.tif"),
        "MODEL": str(files / "model.onnx"),
        "MASK": layer,
        "OUTPUT": str(tmp_path / "heatmap.tif"),
    }
    fails(PredictHeatmap, parameters, "MASK", "no CRS")


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize("algorithm", [PrepareStack, PredictHeatmap, ExtractRockGlaciers])
def test_cancelled_run_leaves_no_file(files, blobs, tmp_path, algorithm, existing):
    image = make_picture(tmp_path / "tall.tif", height=1100, width=60, dtype=np.uint16)
    inputs = {
        PrepareStack: {"OPTICAL": image},
        PredictHeatmap: {"INPUT": image, "MODEL": str(files / "model.onnx")},
        ExtractRockGlaciers: {"HEATMAP": blobs},
    }[algorithm]
    folder = tmp_path / "out"
    folder.mkdir()
    output = folder / ("out.gpkg" if algorithm is ExtractRockGlaciers else "out.tif")
    if existing:
        output.write_bytes(b"of an earlier run")
    log = Log(stop=45)
    fails(algorithm, {**inputs, "OUTPUT": str(output)}, "Cancelled", feedback=log)
    assert 45 <= log.progress() < 100
    if existing:
        assert [p.read_bytes() for p in folder.iterdir()] == [b"of an earlier run"]
    else:
        assert not list(folder.iterdir())


def test_prediction_never_replaces_an_input(files, tmp_path):
    image = make_picture(tmp_path / "image.tif", dtype=np.uint16)
    before = Path(image).read_bytes()
    inputs = {"INPUT": image, "MODEL": str(files / "model.onnx")}
    fails(PredictHeatmap, {**inputs, "OUTPUT": image}, "OUTPUT and INPUT are the same file")
    link = tmp_path / "link.tif"
    link.symlink_to(image)
    fails(PredictHeatmap, {**inputs, "OUTPUT": str(link)}, "same file")
    layer = in_project(QgsRasterLayer(image, "image"))
    fails(PredictHeatmap, {**inputs, "INPUT": layer.id(), "OUTPUT": image}, "same file")
    fails(
        PredictHeatmap,
        {**inputs, "OUTPUT": str(tmp_path / "h.tif"), "UNCERTAINTY": image},
        "UNCERTAINTY and INPUT",
    )
    assert Path(image).read_bytes() == before


def test_web_layers_are_refused_with_advice(files, blobs, tmp_path):
    layer = QgsRasterLayer("type=xyz&url=http://127.0.0.1/{z}/{x}/{y}.png", "tiles", "wms")
    if not layer.isValid():
        pytest.skip("this QGIS has no WMS provider")
    in_project(layer)
    output = str(tmp_path / "o.tif")
    inputs = {"MODEL": str(files / "model.onnx"), "OUTPUT": output}
    parts = ("tiles", "wms", "GeoTIFF")
    fails(PredictHeatmap, {"INPUT": layer, **inputs}, *parts)
    fails(PrepareStack, {"OPTICAL": layer, "OUTPUT": output}, *parts)
    fails(
        ExtractRockGlaciers,
        {"HEATMAP": blobs, "IMAGE": [layer.id()], "OUTPUT": "memory:"},
        *parts,
    )


def test_layers_of_the_project_and_temporary_output(files):
    layer = in_project(QgsRasterLayer(str(files / "picture.tif"), "image"))
    results = run(
        PredictHeatmap,
        {"INPUT": layer.id(), "MODEL": str(files / "model.onnx"), "OUTPUT": "TEMPORARY_OUTPUT"},
    )
    assert results["OUTPUT"].endswith(".tif")
    assert read(results["OUTPUT"])[0].count() == 130 * 150


# --- extract rock glaciers -----------------------------------------------------------------


@pytest.fixture(scope="module")
def blobs(tmp_path_factory):
    """A heatmap with a large, a small and a faint blob; its tags name the threshold 0.42."""
    rows, columns = np.mgrid[:160, :200]
    values = np.full(rows.shape, 0.02, np.float32)
    for row, column, height, width, level in (
        (60, 60, 38, 22, 0.9),
        (40, 150, 5, 5, 0.9),  # 0.008 km²
        (120, 150, 15, 15, 0.4),
    ):
        values[((rows - row) / height) ** 2 + ((columns - column) / width) ** 2 < 1] = level
    values[:5] = -9999
    path = tmp_path_factory.mktemp("blobs") / "heatmap.tif"
    tags = {"MODEL_THRESHOLD": "0.42"}
    return write_raster(path, values, nodata=-9999, tags=tags)


LARGE_KM2 = np.pi * 38 * 22 * 1e-4


def extract(heatmap, feedback=None, context=None, **parameters):
    """Extract into memory layers; gives the results and the layers by output name."""
    context = context or project_context()
    outputs = {name: "memory:" for name in ("OUTPUT", "REJECTED", "OBJECTS")}
    results = run(
        ExtractRockGlaciers, {"HEATMAP": heatmap, **outputs, **parameters}, feedback, context
    )
    layers = {}
    for name in outputs:
        if name in results:
            layers[name] = in_project(
                QgsProcessingUtils.mapLayerFromString(results[name], context).clone()
            )
    return results, layers


def table(layer):
    names = layer.fields().names()
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


def null(value):
    return value is None or (hasattr(value, "isNull") and value.isNull())


def check_polygons(layer):
    for feature in layer.getFeatures():
        assert feature.geometry().isGeosValid() and feature.geometry().area() > 0


def test_extracted_fields_and_values(blobs):
    results, layers = extract(blobs)
    assert (results["KEPT"], results["DROPPED"]) == (1, 1)
    fields = layers["OUTPUT"].fields()
    assert fields.names() == list(FIELDS)
    contract = (
        "rg_id system_id area_km2 prob_mean prob_max prob_p10 uncertainty length_m width_m "
        "elongation compactness slope_mean elev_min elev_max glacier_overlap status reason"
    )
    assert set(contract.split()) <= set(fields.names())
    types = {field.name(): field.typeName() for field in fields}
    assert types["status"] == types["reason"] == "string"
    assert types["rg_id"] == types["system_id"] == "int8"
    assert {types[name] for name, kind in FIELDS.items() if kind is float} == {"double"}
    for layer in layers.values():
        assert layer.crs().authid() == "EPSG:32632"
        check_polygons(layer)
    (kept,) = table(layers["OUTPUT"])
    assert kept["area_km2"] == pytest.approx(LARGE_KM2, rel=0.03)
    assert (kept["rg_id"], kept["system_id"], kept["status"]) == (1, 1, "candidate")
    assert kept["reason"].startswith("kept: ") and "no DEM" in kept["reason"]
    assert kept["prob_mean"] == pytest.approx(0.9, abs=0.02)
    assert kept["prob_max"] == pytest.approx(0.9)
    assert kept["length_m"] == pytest.approx(760, abs=30)
    assert kept["width_m"] == pytest.approx(440, abs=30)
    assert all(null(kept[n]) for n in ("slope_mean", "elev_min", "uncertainty", "glacier_overlap"))
    (shape,) = (f.geometry() for f in layers["OUTPUT"].getFeatures())
    assert shape.area() / 1e6 == pytest.approx(kept["area_km2"])
    assert shape.centroid().asPoint().distance(X0 + 605, Y0 - 605) < 10
    (rejected,) = table(layers["REJECTED"])
    assert rejected["status"] == "rejected" and rejected["reason"].startswith("dropped: ")
    assert "area" in rejected["reason"] or "small" in rejected["reason"]
    types = {field.name(): field.typeName() for field in layers["OBJECTS"].fields()}
    assert types["slope_mean"] == types["area_km2"] == "double"  # though no DEM was given
    assert {"landform", "background"} == {row["status"] for row in table(layers["OBJECTS"])}


def test_optional_outputs_are_left_out(blobs):
    results, layers = extract(blobs, REJECTED=None, OBJECTS=None)
    assert set(results) == {"OUTPUT", "KEPT", "DROPPED"} and set(layers) == {"OUTPUT"}


def test_threshold_comes_from_the_heatmap(blobs):
    log = Log()
    extract(blobs, log)
    assert any("Threshold 0.21, seed threshold 0.42" in text for text in log.infos)
    log = Log()
    # As text, as qgis_process gives numbers.
    results, _ = extract(blobs, log, THRESHOLD="0.3", SEED_THRESHOLD="0.35", MIN_AREA="0.001")
    assert any("Threshold 0.30, seed threshold 0.35" in text for text in log.infos)
    assert results["KEPT"] == 3
    log = Log()
    extract(blobs, log, THRESHOLD=0.5)
    assert any("Threshold 0.50, seed threshold 0.50" in text for text in log.infos)
    assert extract(blobs, SEED_THRESHOLD=0.95)[0]["KEPT"] == 0


def test_glaciers_in_another_crs_and_terrain_in_degrees(blobs, tmp_path):
    utm, degrees = (QgsCoordinateReferenceSystem(f"EPSG:{n}") for n in (32632, 4326))
    shape = QgsGeometry.fromWkt(box(X0, Y0 - 605, 2000, 605))  # the northern half of the blob
    shape.transform(QgsCoordinateTransform(utm, degrees, QgsProject.instance()))
    # A DEM that rises to the north by 0.2.
    left, bottom, right, top = transform_bounds(
        UTM32, "EPSG:4326", X0 - 500, Y0 - 2200, X0 + 2600, Y0 + 500
    )
    step, metres = 0.0002, 111200
    rows, _ = np.mgrid[: int((top - bottom) / step), : int((right - left) / step)]
    z = 2600 - rows * step * metres * 0.2
    dem = write_raster(
        tmp_path / "dem.tif", z.astype(np.float32), Affine(step, 0, left, 0, -step, top), 4326
    )
    parameters = {"GLACIERS": polygons(shape.asWkt(10), crs="EPSG:4326"), "DEM": dem}
    (kept,) = table(extract(blobs, **parameters)[1]["OUTPUT"])
    assert kept["glacier_overlap"] == pytest.approx(0.5, abs=0.02)
    assert kept["slope_mean"] == pytest.approx(np.degrees(np.arctan(0.2)), abs=0.5)
    assert kept["elev_max"] - kept["elev_min"] == pytest.approx(0.2 * 760, abs=8)
    assert "slope 11°" in kept["reason"] and "glaciers" in kept["reason"]
    log = Log()
    results, layers = extract(blobs, log, MIN_SLOPE=20, **parameters)
    assert results["KEPT"] == 0
    assert any("too flat" in row["reason"] for row in table(layers["REJECTED"]))
    assert any("No candidate was kept" in text for text in log.warnings)


def test_uncertainty_and_images(blobs, tmp_path):
    spread = write_raster(tmp_path / "spread.tif", np.full((160, 200), 0.125, np.float32))
    coarse = Affine(30, 0, X0 - 300, 0, -30, Y0 + 300)
    image = make_picture(tmp_path / "image.tif", coarse, dtype=np.uint16)
    (kept,) = table(extract(blobs, UNCERTAINTY=spread, IMAGE=[image])[1]["OUTPUT"])
    assert kept["uncertainty"] == pytest.approx(0.125)
    assert kept["area_km2"] == pytest.approx(LARGE_KM2, rel=0.1)


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "shp"])
def test_sinks(blobs, tmp_path, suffix):
    paths = {n: str(tmp_path / f"{n.lower()}.{suffix}") for n in ("OUTPUT", "REJECTED", "OBJECTS")}
    results = run(ExtractRockGlaciers, {"HEATMAP": blobs, **paths})
    assert {name: results[name] for name in paths} == paths
    for name, path in paths.items():
        layer = QgsVectorLayer(path, name, "ogr")
        assert layer.isValid() and layer.crs().authid() == "EPSG:32632"
        assert layer.featureCount() > 0
        check_polygons(layer)
    (row,) = table(QgsVectorLayer(paths["OUTPUT"], "o", "ogr"))
    assert row["area_km2"] == pytest.approx(LARGE_KM2, rel=0.03)
    assert row["reason"].startswith("kept: ")


def test_empty_heatmap_gives_empty_layers_and_a_warning(tmp_path):
    flat = write_raster(tmp_path / "flat.tif", np.full((60, 60), 0.05, np.float32))
    log, output = Log(), str(tmp_path / "none.gpkg")
    results = run(ExtractRockGlaciers, {"HEATMAP": flat, "OUTPUT": output}, log)
    assert (results["KEPT"], results["DROPPED"]) == (0, 0)
    layer = QgsVectorLayer(output, "none", "ogr")
    assert layer.isValid() and layer.featureCount() == 0
    assert layer.crs().authid() == "EPSG:32632" and set(FIELDS) <= set(layer.fields().names())
    assert any("No candidate was kept" in text for text in log.warnings)


def test_extraction_refuses(blobs, tmp_path):
    rng = np.random.default_rng(0)
    output = {"OUTPUT": str(tmp_path / "o.gpkg")}
    percent = rng.uniform(0, 100, (30, 30)).astype(np.float32)
    percent = write_raster(tmp_path / "percent.tif", percent)
    fails(ExtractRockGlaciers, {"HEATMAP": percent, **output}, "between 0 and 1")
    degrees = write_raster(
        tmp_path / "degrees.tif",
        np.full((30, 30), 0.5, np.float32),
        Affine(0.0001, 0, 10, 0, -0.0001, 46),
        4326,
    )
    fails(ExtractRockGlaciers, {"HEATMAP": degrees, **output}, "degrees")
    hollow = write_raster(
        tmp_path / "hollow.tif", np.full((30, 30), -9999, np.float32), nodata=-9999
    )
    fails(ExtractRockGlaciers, {"HEATMAP": hollow, **output}, "no data")
    image = make_picture(tmp_path / "image.tif")
    fails(ExtractRockGlaciers, {"HEATMAP": image, **output}, "HEATMAP", "3 bands")
    fails(ExtractRockGlaciers, {"HEATMAP": blobs, "DEM": image, **output}, "DEM", "3 bands")
    low = {"THRESHOLD": 0.6, "SEED_THRESHOLD": 0.5}
    fails(ExtractRockGlaciers, {"HEATMAP": blobs, **low, **output}, "0.6", "seed threshold")
    slopes = {"MIN_SLOPE": 30, "MAX_SLOPE": 20}
    fails(ExtractRockGlaciers, {"HEATMAP": blobs, **slopes, **output}, "slope")
    for wrong in ({"THRESHOLD": 2}, {"SCALE": 0}, {"MIN_AREA": "large"}):
        fails(ExtractRockGlaciers, {"HEATMAP": blobs, **wrong, **output}, next(iter(wrong)))
    assert not (tmp_path / "o.gpkg").exists()


def test_extraction_never_replaces_an_input(blobs, tmp_path):
    output = str(tmp_path / "o.gpkg")
    run(ExtractRockGlaciers, {"HEATMAP": blobs, "OUTPUT": output})
    before = Path(output).read_bytes()
    parameters = {"HEATMAP": blobs, "GLACIERS": output, "OUTPUT": output}
    fails(ExtractRockGlaciers, parameters, "OUTPUT and GLACIERS are the same file")
    parameters = {"HEATMAP": blobs, "OUTPUT": output, "REJECTED": output}
    fails(ExtractRockGlaciers, parameters, "REJECTED and OUTPUT are the same file")
    assert Path(output).read_bytes() == before


def test_a_reviewed_inventory_is_never_replaced(blobs, tmp_path):
    output = tmp_path / "inventory.gpkg"
    decision = Feature(None, {"PrimaryID": "RGU281527N0972426E"})
    write_layer(output, "REVIEW_LOG", [decision], "EPSG:32632", "None")
    before = output.read_bytes()
    parameters = {"HEATMAP": blobs, "OUTPUT": str(output)}
    fails(ExtractRockGlaciers, parameters, "review decisions")
    assert output.read_bytes() == before


def test_styles_are_applied_when_the_project_loads_the_outputs(files, blobs, tmp_path):
    def wanted(name):
        definition = QgsProcessingOutputLayerDefinition(str(tmp_path / name))
        definition.destinationProject = QgsProject.instance()
        return definition

    context = project_context()
    inputs = {"INPUT": str(files / "picture.tif"), "MODEL": str(files / "model.onnx")}
    outputs = {"OUTPUT": wanted("h.tif"), "UNCERTAINTY": wanted("u.tif")}
    run(PredictHeatmap, {**inputs, **outputs}, None, context)
    names = {"OUTPUT": "k.gpkg", "REJECTED": "r.gpkg", "OBJECTS": "s.gpkg"}
    outputs = {name: wanted(file) for name, file in names.items()}
    run(ExtractRockGlaciers, {"HEATMAP": blobs, **outputs}, None, context)
    styled = {}
    for source, details in context.layersToLoadOnCompletion().items():
        layer = in_project(QgsProcessingUtils.mapLayerFromString(source, context).clone())
        details.postProcessor().postProcessLayer(layer, context, Log())
        styled[Path(source.partition("|")[0]).name] = layer.renderer()
    assert set(styled) == {"h.tif", "u.tif", "k.gpkg", "r.gpkg", "s.gpkg"}
    assert styled["h.tif"].type() == styled["u.tif"].type() == "singlebandpseudocolor"
    drawn = {n: r.dump() for n, r in styled.items() if n.endswith(".gpkg")}
    assert len(set(drawn.values())) == 3


# --- demo scene ----------------------------------------------------------------------------


def test_demo_scene_loads(tmp_path):
    folder = tmp_path / "scene"
    results = run(CreateDemoScene, {"SIZE": "256", "SEED": "3", "OUTPUT": str(folder)})
    assert results["OUTPUT"] == str(folder)
    extents = {}
    for name in ("OPTICAL", "COHERENCE", "DEM", "LOS_ASCENDING", "LOS_DESCENDING"):
        layer = QgsRasterLayer(results[name], name)
        assert layer.isValid() and layer.crs().isValid() and not layer.crs().isGeographic()
        extents[name] = layer.extent()
    assert QgsRasterLayer(results["OPTICAL"], "o").width() == 256
    assert extents["DEM"].contains(extents["OPTICAL"])
    for name in ("GLACIERS", "TRUTH"):
        layer = QgsVectorLayer(results[name], name, "ogr")
        assert layer.isValid() and layer.crs().isValid()
        assert layer.featureCount() == 0 or extents["DEM"].intersects(layer.extent())
        check_polygons(layer)
    assert "ynthetic" in Path(results["README"]).read_text(encoding="utf-8")


def test_demo_scene_in_a_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    results = run(CreateDemoScene, {"SIZE": 256, "OUTPUT": "TEMPORARY_OUTPUT"})
    assert Path(results["OUTPUT"]).is_absolute() and Path(results["OPTICAL"]).is_file()
    assert not list(tmp_path.iterdir())


def test_demo_scene_refuses_and_is_cancelled(tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")
    for folder in (file, file / "below"):
        fails(CreateDemoScene, {"SIZE": 256, "OUTPUT": str(folder)}, "OUTPUT", str(folder))
    parameters = {"SIZE": 256, "OUTPUT": str(tmp_path / "scene")}
    fails(CreateDemoScene, parameters, "Cancelled", feedback=Log(5))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


# --- every algorithm of the provider -------------------------------------------------------

every = pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda a: a.NAME)


def test_there_are_algorithms():
    assert len(ALGORITHMS) >= 6
    assert len({algorithm.NAME for algorithm in ALGORITHMS}) == len(ALGORITHMS)


@every
def test_identifiers(algorithm):
    made = algorithm().create()
    for text in (made.name(), made.groupId()):
        assert re.fullmatch("[a-z][a-z0-9]*", text)
    for text in (made.displayName(), made.group(), made.shortDescription(), made.helpUrl()):
        assert text.strip()
    assert made.helpUrl().startswith("https://") and made.tags()
    assert not made.icon().isNull()


def has_default(definition):
    return definition.defaultValue() not in (None, "")


@every
def test_help(algorithm):
    made = algorithm().create()
    page = made.shortHelpString()
    names = [definition.name() for definition in made.parameterDefinitions()]
    assert len(set(names)) == len(names)
    for definition in made.parameterDefinitions():
        assert re.fullmatch("[A-Z][A-Z0-9_]*", definition.name())
        assert definition.help().strip() and definition.description().strip()
        assert f"({definition.name()})" in page
        flags, flag = definition.flags(), type(definition).Flag
        assert not flags & flag.FlagHidden
        assert flags & flag.FlagOptional or not flags & flag.FlagAdvanced or has_default(definition)


@every
def test_instances_are_fresh(algorithm):
    first = algorithm()
    second, third = first.createInstance(), first.createInstance()
    assert type(second) is type(third) is algorithm
    assert first is not second and second is not third
    assert vars(second) == vars(third) == {}


#: Algorithms that edit layers in place.
EDITING = {
    "appendtoinventory",
    "populateattributes",
    "restrictedoutlines",
    "downslopevelocity",
    "trackdisplacement",
    "movingareas",
}


@every
def test_flags(algorithm):
    """In the toolbox's list, cancellable, and in a thread unless it edits a layer."""
    flag = QgsProcessingAlgorithm.Flag
    made = algorithm().create()
    assert made.flags() & flag.FlagCanCancel
    assert not made.flags() & (flag.FlagHideFromToolbox | flag.FlagDeprecated)
    assert bool(made.flags() & flag.FlagNoThreading) == (made.name() in EDITING)


@every
def test_missing_packages_are_explained(algorithm, monkeypatch):
    made = algorithm().create()
    assert made.canExecute() == (True, "")
    real = importlib.util.find_spec
    for package in algorithm.REQUIRES:
        monkeypatch.setattr(
            importlib.util,
            "find_spec",
            lambda name, *more, _gone=package: None if name == _gone else real(name, *more),
        )
        able, reason = made.canExecute()
        shown = {"skimage": "scikit-image"}.get(package, package)
        assert not able and f"not installed: {shown}." in reason


@every
def test_outputs_are_described(algorithm):
    made = algorithm().create()
    outputs = made.outputDefinitions()
    assert outputs and all(output.description().strip() for output in outputs)
    assert all(re.fullmatch("[A-Z][A-Z0-9_]*", output.name()) for output in outputs)


def test_every_result_is_declared(files, blobs, tmp_path):
    image, model = str(files / "picture.tif"), str(files / "model.onnx")
    for algorithm, parameters in {
        PrepareStack: {"OPTICAL": image, "OUTPUT": "s.tif"},
        PredictHeatmap: {"INPUT": image, "MODEL": model, "OUTPUT": "h.tif", "UNCERTAINTY": "u.tif"},
        ExtractRockGlaciers: {"HEATMAP": blobs, "REJECTED": "r.gpkg", "OBJECTS": "p.gpkg"},
        CreateDemoScene: {"SIZE": 256, "OUTPUT": "scene"},
    }.items():
        made = algorithm().create()
        for definition in made.destinationParameterDefinitions():
            file = parameters.get(definition.name(), "o.gpkg")
            parameters[definition.name()] = str(tmp_path / file)
        results = run(algorithm, parameters)
        assert set(results) == {output.name() for output in made.outputDefinitions()}


def test_errors_of_the_core_are_messages_not_traces(files, tmp_path):
    log = Log()
    parameters = {"OPTICAL": str(files / "picture.tif"), "BAND_ROLES": "red=9"}
    message = fails(PrepareStack, {**parameters, "OUTPUT": str(tmp_path / "s.tif")}, feedback=log)
    assert "Traceback" not in message and "\n" not in message


# --- provider and plugin -------------------------------------------------------------------


def test_plugin_without_a_window(qgis_app):
    registry = QgsApplication.processingRegistry()
    plugin = classFactory(None)
    assert registry.providerById("rockglacier") is None
    plugin.initProcessing()
    try:
        provider = registry.providerById("rockglacier")
        assert isinstance(provider, RockGlacierProvider) and provider.name()
        names = {algorithm.name() for algorithm in provider.algorithms()}
        assert {algorithm.NAME for algorithm in ALGORITHMS} <= names
        assert registry.createAlgorithmById("rockglacier:predictheatmap").canExecute()[0]
        assert not provider.icon().isNull() and provider.versionInfo()
    finally:
        plugin.unload()
    assert registry.providerById("rockglacier") is None
    plugin.unload()  # a second time does no harm


def test_all_algorithms_are_listed_without_the_packages():
    code = """
import sys
for name in ("onnxruntime", "rasterio", "torch", "skimage", "scipy", "shapely", "onnx"):
    sys.modules[name] = None  # importing it now fails, and no spec of it is found
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
from rock_glacier_mapper import classFactory
plugin = classFactory(None)
plugin.initProcessing()
provider = application.processingRegistry().providerById("rockglacier")
for algorithm in sorted(provider.algorithms(), key=lambda a: a.name()):
    able, reason = algorithm.canExecute()
    print(algorithm.name(), able, "Settings → Options" in reason, "rasterio" in reason, sep=",")
plugin.unload()
application.exitQgis()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    listed = {line.split(",")[0]: line.split(",")[1:] for line in done.stdout.split()}
    for algorithm in ALGORITHMS:
        needy = "rasterio" in algorithm.REQUIRES
        assert listed[algorithm.NAME] == [str(not needy), str(needy), str(needy)]
