"""The whole chain through the real ``qgis_process``: embedded scene, real scenes, bad input."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from environment import checkout_environment
from qgis.core import QgsVectorLayer
from rasterio.features import rasterize

from rock_glacier_mapper.core.accuracy import assess
from rock_glacier_mapper.core.inventory.identifiers import parse_id
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.vector import read_layer, read_polygons

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def environment():
    return checkout_environment()


@pytest.fixture(scope="session")
def step(environment):
    """Run an algorithm through ``qgis_process``; gives (results, everything printed)."""

    def run(algorithm, expect=0, **parameters):
        command = [environment["QGIS_PROCESS"], "run", f"rockglacier:{algorithm}", "--"]
        command += [f"{name.replace('__', ':')}={value}" for name, value in parameters.items()]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
        text = done.stdout + done.stderr
        assert done.returncode == expect, text
        results = {}
        for line in text.rpartition("Results")[2].splitlines():
            name, tab, value = line.partition(":\t")
            if tab:
                results[name] = value
        return results, text

    return run


@pytest.fixture(scope="session")
def scene(step, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scene")
    step("createdemoscene", SEED=7, SIZE=512, OUTPUT=folder)
    return folder


@pytest.fixture(scope="session")
def chain(step, scene, tmp_path_factory):
    """Folder with the outputs of every step on the embedded scene."""
    out = tmp_path_factory.mktemp("chain")
    step(
        "preparestack",
        OPTICAL=scene / "optical.tif",
        DEM=scene / "dem.tif",
        COHERENCE=scene / "coherence.tif",
        OUTPUT=out / "stack.tif",
    )
    step("predictheatmap", INPUT=out / "stack.tif", OUTPUT=out / "heatmap.tif")
    step(
        "extractrockglaciers",
        HEATMAP=out / "heatmap.tif",
        IMAGE=scene / "optical.tif",
        DEM=scene / "dem.tif",
        GLACIERS=scene / "glaciers.gpkg",
        OUTPUT=out / "candidates.gpkg",
        REJECTED=out / "rejected.gpkg",
    )
    step(
        "createinventory",
        CANDIDATES=out / "candidates.gpkg",
        SOUR_DATA="synthetic",
        MAPPER="test",
        OUTPUT=out / "inventory.gpkg",
    )
    step(
        "populateattributes",
        INVENTORY=f"{out / 'inventory.gpkg'}|layername=GO",
        DEM=scene / "dem.tif",
    )
    return out


def test_the_provider_lists_its_algorithms_and_helps(environment):
    for arguments, words in (
        (["list"], ("rockglacier:predictheatmap", "rockglacier:scene_to_inventory")),
        (
            ["help", "rockglacier:predictheatmap"],
            ("starter model", "BAND_ROLES", "pixels", "Cloud Optimized GeoTIFF"),
        ),
        (
            ["help", "rockglacier:scene_to_inventory"],
            ("predictheatmap:HEATMAP", "createinventory:INVENTORY", "GLACIERS"),
        ),
    ):
        done = subprocess.run(
            [environment["QGIS_PROCESS"], *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0
        assert all(word in done.stdout for word in words), done.stdout
        if arguments[-1] == "rockglacier:predictheatmap":
            assert "<p>" not in done.stdout


def test_chain_finds_rock_glaciers_where_they_are(chain, scene):
    """Better than chance by far: the shipped model was trained on other generated scenes."""
    truth, crs = read_layer(scene / "truth.gpkg")
    mapped = read_polygons(chain / "inventory.gpkg", crs, "GO")
    agreement = assess(mapped, [feature.geometry for feature in truth])
    assert agreement.found >= 1 and agreement.f1 > 0.2, agreement
    assert not list(chain.glob("*.part-*"))


@pytest.fixture(scope="session")
def another_stack(step, tmp_path_factory):
    """The stack of a scene that no model here has seen, and its true rock glaciers."""
    folder = tmp_path_factory.mktemp("another")
    step("createdemoscene", SEED=21, SIZE=512, OUTPUT=folder)
    step(
        "preparestack",
        OPTICAL=folder / "optical.tif",
        DEM=folder / "dem.tif",
        COHERENCE=folder / "coherence.tif",
        OUTPUT=folder / "stack.tif",
    )
    return folder


def mapped_precision(step, model, scene, folder):
    """(precision, recall) by pixel at the model's own threshold, and its average precision."""
    results, _ = step(
        "predictheatmap", INPUT=scene / "stack.tif", MODEL=model, OUTPUT=folder / "h.tif", SCALES=1
    )
    with rasterio.open(folder / "h.tif") as dataset:
        probability = np.where(dataset.read_masks(1) > 0, dataset.read(1) * dataset.scales[0], -1)
        truth = read_polygons(scene / "truth.gpkg", dataset.crs)
        inside = rasterize(truth, probability.shape, transform=dataset.transform) == 1
    known = probability >= 0
    found = known & (probability >= float(results["THRESHOLD"]))
    hits = (found & inside).sum()
    ranked = inside[known][np.argsort(-probability[known], kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, ranked.size + 1)
    return hits / found.sum(), hits / inside.sum(), (precision * ranked).sum() / ranked.sum()


def test_a_round_of_training_raises_precision_on_a_held_out_scene(
    step, chain, scene, another_stack, tmp_path
):
    """A network that hardly saw ground without rock glaciers maps too much; a round mends that.

    Export, training, and the round (map, extract, collect the wrong finds, export, train) all go
    through ``qgis_process``.
    """
    pytest.importorskip("torch")
    data = {"STACK": chain / "stack.tif", "ROCK_GLACIERS": scene / "truth.gpkg"}
    data["VALIDATION_SHARE"] = 0.2
    first, second = tmp_path / "first.onnx", tmp_path / "second.onnx"
    exported, _ = step(
        "exportpatches",
        PATCH_SIZE=64,
        OVERLAP=16,
        BUFFER=0,
        OUTPUT=tmp_path / "patches",
        **data,
    )
    assert int(exported["TRAINING"]) > 0 < int(exported["VALIDATION"])
    step(
        "trainmodel",
        PATCHES=tmp_path / "patches",
        INITIAL_WEIGHTS=default_model(),
        LEARNING_RATE=0.002,
        EPOCHS=2,
        TARGET_IOU=1,
        MODEL=first,
        LOG=tmp_path / "first.csv",
    )
    results, told = step(
        "trainrounds",
        START=first,
        PATCH_SIZE=128,
        OVERLAP=32,
        BUFFER=200,
        ROUNDS=1,
        EPOCHS=3,
        TARGET_IOU=1,
        MODEL=second,
        REPORT=tmp_path / "second.html",
        OUTPUT=tmp_path / "negatives.gpkg",
        **data,
    )
    before = mapped_precision(step, first, another_stack, tmp_path)
    after = mapped_precision(step, second, another_stack, tmp_path)
    negatives, _ = read_layer(tmp_path / "negatives.gpkg")
    assert negatives and all(f.attributes["source"] == "reference" for f in negatives)
    assert "Starts from first.onnx" in told and results["ROUNDS_DONE"] == "1"
    assert after[0] > before[0] and after[2] > before[2], (before, after)
    assert not list(tmp_path.glob("*.training")) and not list(tmp_path.glob("*.part-*"))


def test_candidates_say_why_they_were_kept(chain):
    candidates, _ = read_layer(chain / "candidates.gpkg")
    rejected, _ = read_layer(chain / "rejected.gpkg")
    assert candidates
    for feature in candidates:
        assert feature.attributes["status"] == "candidate"
        assert feature.attributes["reason"].startswith("kept")
        assert feature.attributes["area_km2"] >= 0.01
        assert feature.geometry.is_valid
        area = feature.geometry.area / 1e6
        assert feature.attributes["area_km2"] == pytest.approx(area, rel=1e-6)
    assert all(f.attributes["reason"].startswith("dropped") for f in rejected)


def test_inventory_opens_with_forms_and_has_attributes(chain, scene):
    path = chain / "inventory.gpkg"
    outlines = QgsVectorLayer(f"{path}|layername=GO", "GO", "ogr")
    assert outlines.isValid() and outlines.featureCount() > 0
    index = outlines.fields().indexOf("OutType")
    assert outlines.editorWidgetSetup(index).type() == "ValueMap"
    assert outlines.renderer().type() != "singleSymbol"
    with rasterio.open(scene / "dem.tif") as dataset:
        low, high = np.ma.masked_equal(dataset.read(1), -9999).min(), dataset.read(1).max()
    for feature in outlines.getFeatures():
        kind, *_ = parse_id(feature["PrimaryID"])
        assert kind == "RGU"
        assert low <= feature["ELE_MIN"] <= feature["ELE_MEAN"] <= feature["ELE_MAX"] <= high
        assert 0 < feature["SLO_MEAN"] < 60 and 0 <= feature["ASPECT"] < 360
        assert feature["AREA"] == pytest.approx(feature.geometry().area() / 1e6, rel=5e-3)
    markers = QgsVectorLayer(f"{path}|layername=PM", "PM", "ogr")
    assert markers.featureCount() == outlines.featureCount()


def test_graphical_model_gives_what_the_steps_give(step, chain, scene, tmp_path):
    results, _ = step(
        "scene_to_inventory",
        INPUT=scene / "optical.tif",
        DEM=scene / "dem.tif",
        COHERENCE=scene / "coherence.tif",
        GLACIERS=scene / "glaciers.gpkg",
        predictheatmap__HEATMAP=tmp_path / "heatmap.tif",
        createinventory__INVENTORY=tmp_path / "inventory.gpkg",
    )
    step(
        "predictheatmap",
        INPUT=scene / "optical.tif",
        DEM=scene / "dem.tif",
        COHERENCE=scene / "coherence.tif",
        OUTPUT=tmp_path / "step.tif",
    )
    with rasterio.open(tmp_path / "heatmap.tif") as a, rasterio.open(tmp_path / "step.tif") as b:
        assert a.transform == b.transform
        np.testing.assert_array_equal(a.read(1), b.read(1))
    with rasterio.open(tmp_path / "heatmap.tif") as a, rasterio.open(chain / "heatmap.tif") as b:
        # A prepared stack brings its slopes along, which other scales resample: not quite the same.
        assert np.abs(a.read(1).astype(float) - b.read(1)).mean() * a.scales[0] < 0.01
    one, crs = read_layer(tmp_path / "inventory.gpkg", "GO")
    other, _ = read_layer(chain / "inventory.gpkg", "GO", crs)
    assert abs(len(one) - len(other)) <= 1 and len(results) == 2
    assert one[0].attributes["ELE_MEAN"] is not None


def test_a_failing_step_exits_with_1_says_why_and_writes_nothing(step, scene, tmp_path):
    output = tmp_path / "out.tif"
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"\x08\x07" * 50)
    single = tmp_path / "single.tif"
    with rasterio.open(scene / "optical.tif") as dataset:
        profile = {**dataset.profile, "count": 1}
        band = dataset.read(1)
    with rasterio.open(single, "w", **profile) as dataset:
        dataset.write(band, 1)
    image = scene / "optical.tif"
    for parameters, word in (
        ({"INPUT": image, "MODEL": broken}, "cannot be opened as an ONNX model"),
        ({"INPUT": image, "MODEL": tmp_path / "none.onnx"}, "does not exist"),
        ({"INPUT": single}, "BAND_ROLES"),
        ({"INPUT": image, "EXTENT": "0,1,0,1 [EPSG:32632]"}, "extent does not overlap"),
    ):
        _, text = step("predictheatmap", expect=1, OUTPUT=output, **parameters)
        assert word in text and "Traceback" not in text
    assert not list(tmp_path.glob("out*")) and not list(tmp_path.glob("*.part-*"))


@pytest.fixture
def small_disk(tmp_path):
    """Mount a file system of a given size; gives its folder."""
    folder = tmp_path / "small"
    folder.mkdir()

    def mount(size):
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no right to mount a small file system here")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=False)


@pytest.mark.parametrize("size", ["1m", "3300k"], ids=["seen before", "half-way"])
def test_a_full_disk_is_named_and_leaves_nothing(step, scene, small_disk, size):
    """The stack needs 3.6 MB; GDAL itself keeps quiet about a write that fails at the end."""
    folder = small_disk(size)
    _, text = step(
        "preparestack", expect=1, OPTICAL=scene / "optical.tif", OUTPUT=folder / "stack.tif"
    )
    assert "free" in text.lower() and "Traceback" not in text
    assert not list(folder.iterdir())


@pytest.mark.parametrize("size", ["60k", "100k"])
def test_a_full_disk_leaves_no_layer(step, chain, small_disk, size):
    """An empty GeoPackage alone takes 100 kB."""
    folder = small_disk(size)
    _, text = step(
        "extractrockglaciers",
        expect=1,
        HEATMAP=chain / "heatmap.tif",
        OUTPUT=folder / "candidates.gpkg",
    )
    assert "write" in text and "Traceback" not in text
    assert not list(folder.iterdir())


@pytest.mark.parametrize("acquisition", ["clear1", "partsnow1"])
def test_andes_mosaic_of_utm_south_without_dem(step, real_data, tmp_path, acquisition):
    """Real Sentinel-2 with irregular nodata: right grid, nodata kept, valid polygons."""
    image = real_data / "scenes" / "andes_s2_atacama28S" / f"mosaic_RG6_{acquisition}.tif"
    _, text = step("predictheatmap", INPUT=image, OUTPUT=tmp_path / "heatmap.tif")
    assert "passed as missing" in text
    with rasterio.open(image) as a, rasterio.open(tmp_path / "heatmap.tif") as b:
        assert a.transform == b.transform and a.crs == b.crs and a.shape == b.shape
        hole = (a.read() == 0).any(axis=0)
        heatmap = b.read(1)
        assert b.nodata == 65535 and b.scales == (0.0001,)
    assert (heatmap[hole] == 65535).all()
    assert (heatmap[~hole] <= 10_000).all()
    assert len(np.unique(heatmap)) > 1000
    results, _ = step(
        "extractrockglaciers",
        HEATMAP=tmp_path / "heatmap.tif",
        IMAGE=image,
        THRESHOLD=0.2,
        SEED_THRESHOLD=0.3,
        OUTPUT=tmp_path / "candidates.gpkg",
    )
    candidates, crs = read_layer(tmp_path / "candidates.gpkg")
    assert crs.to_epsg() == 32719 and int(results["KEPT"]) == len(candidates)
    assert all(feature.geometry.is_valid for feature in candidates)
    step(
        "createinventory",
        CANDIDATES=tmp_path / "candidates.gpkg",
        OUTPUT=tmp_path / "inventory.gpkg",
    )
    markers, _ = read_layer(tmp_path / "inventory.gpkg", "PM")
    for marker in markers:
        _, latitude, longitude = parse_id(marker.attributes["PrimaryID"])
        assert -29 < latitude < -28 and -70 < longitude < -69


def test_kaiserberg_sentinel2_in_degrees_with_coarse_dem(step, real_data, tmp_path):
    """Image in EPSG:4326 and UTM at 6.8 m, SRTM at 90 m: both land on 10 m UTM, in one place."""
    folder = real_data / "scenes" / "kaiserberg_alps"
    heatmaps = {}
    for name in ("epsg4326", "epsg32632"):
        output = tmp_path / f"{name}.tif"
        step(
            "predictheatmap",
            INPUT=folder / f"s2_truecolor_2017-08-30_{name}.tif",
            BAND_ROLES="red=1,green=2,blue=3",
            DEM=folder / "srtm3_oetztal_epsg4326.tif",
            OUTPUT=output,
        )
        with rasterio.open(output) as dataset:
            assert dataset.crs.to_epsg() == 32632 and dataset.res == (10, 10)
            heatmaps[name] = dataset.read(1), dataset.transform
    results, _ = step(
        "extractrockglaciers",
        HEATMAP=tmp_path / "epsg32632.tif",
        DEM=folder / "srtm3_oetztal_epsg4326.tif",
        GLACIERS=folder / "rgi5_glacier_outlines_oetztal.gpkg",
        THRESHOLD=0.1,
        SEED_THRESHOLD=0.15,
        MAX_SLOPE=60,
        OUTPUT=tmp_path / "candidates.gpkg",
        REJECTED=tmp_path / "rejected.gpkg",
    )
    assert json.loads(results["KEPT"]) >= 0
    a, a_transform = heatmaps["epsg4326"]
    b, b_transform = heatmaps["epsg32632"]
    columns, rows = 15, 15
    x, y = a_transform * (columns, rows)
    column, row = (round(v) for v in ~b_transform * (x, y))
    part_a = a[rows : rows + 80, columns : columns + 80]
    part_b = b[row : row + 80, column : column + 80]
    both = (part_a >= 0) & (part_b >= 0)
    assert both.sum() > 3000
    assert np.corrcoef(part_a[both], part_b[both])[0, 1] > 0.6
