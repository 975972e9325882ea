"""Mapping a region through its algorithm, in a real QGIS."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from conftest import UTM32
from environment import checkout_environment
from processinglog import Log, project_context, run
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from regions import DISCS, X0, Y0, make_disc_model, make_scene
from shapely.geometry import box

from rock_glacier_mapper.core.objects import FIELDS
from rock_glacier_mapper.core.region.merging import UNIT_FIELDS
from rock_glacier_mapper.core.vector import Feature, read_layer, write_layer
from rock_glacier_mapper.processing.extractrockglaciers import ExtractRockGlaciers
from rock_glacier_mapper.processing.mapregion import MapRegion
from rock_glacier_mapper.processing.predictheatmap import PredictHeatmap

try:
    from rock_glacier_mapper.processing.provider import ALGORITHMS
except ImportError:
    ALGORITHMS = ()

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A model, two scenes that overlap, and a tile index of them; no test changes them."""
    folder = tmp_path_factory.mktemp("region")
    make_disc_model(folder / "model.onnx")
    scenes = [("a_20200801.tif", 0, 0, 0), ("b.tif", 1200, 700, 1)]
    rows = []
    for name, left, top, seed in scenes:
        make_scene(folder / name, left, top, seed=seed)
        footprint = box(X0 + left, Y0 - top - 3000, X0 + left + 3000, Y0 - top)
        rows.append(Feature(footprint, {"path": name, "day": "2021-07-15"}))
    write_layer(folder / "index.gpkg", "index", rows, UTM32)
    return folder


@pytest.fixture
def mapped(files, tmp_path):
    """Maps scenes; gives the results."""

    def mapping(*scenes, feedback=None, name="region.gpkg", **parameters):
        return run(
            MapRegion,
            {
                "SCENES": [str(files / scene) for scene in scenes],
                "MODEL": str(files / "model.onnx"),
                "UNIT_SIZE": 200,
                "OUTPUT": str(tmp_path / name),
                **parameters,
            },
            feedback,
        )

    return mapping


def geometries(path, layer=None):
    return [feature.geometry for feature in read_layer(path, layer)[0]]


def test_one_scene_gives_what_the_two_algorithms_give(files, mapped, tmp_path):
    log = Log()
    heatmap = str(tmp_path / "heatmap.tif")
    results = mapped("a_20200801.tif", HEATMAP=heatmap, KEEP=True, feedback=log)
    alone = str(tmp_path / "alone.tif")
    model = str(files / "model.onnx")
    run(PredictHeatmap, {"INPUT": str(files / "a_20200801.tif"), "MODEL": model, "OUTPUT": alone})
    with rasterio.open(heatmap) as one, rasterio.open(alone) as other:
        assert np.array_equal(one.read(), other.read())
        assert one.transform == other.transform and one.crs == other.crs
        assert one.tags()["MODEL_THRESHOLD"] == other.tags()["MODEL_THRESHOLD"] == "0.5"
    extracted = str(tmp_path / "extracted.gpkg")
    image = str(Path(f"{results['OUTPUT']}.job") / "image.vrt")
    found = run(ExtractRockGlaciers, {"HEATMAP": alone, "IMAGE": [image], "OUTPUT": extracted})
    assert results["KEPT"] == found["KEPT"] == 4
    assert geometries(results["OUTPUT"], "candidates") == geometries(extracted)
    assert results["COMPLETE"] and results["UNITS"] == 4 and results["UNITS_FAILED"] == 0
    assert any("2020-08-01" in text for text in log.infos)
    assert sum(text.startswith("r000") and "windows" in text for text in log.infos) == 4


def test_a_tile_index_two_workers_and_an_inventory(files, mapped, tmp_path):
    inventory = str(tmp_path / "inventory.gpkg")
    results = mapped(
        "index.gpkg",
        LOCATION_FIELD="path",
        DATE_FIELD="day",
        WORKERS=2,
        INVENTORY=inventory,
    )
    candidates, crs = read_layer(results["OUTPUT"], "candidates")
    assert crs == UTM32 and len(candidates) == len(DISCS) == results["KEPT"]
    assert list(candidates[0].attributes) == list(FIELDS)
    rejected = QgsVectorLayer(f"{results['OUTPUT']}|layername=rejected")
    assert [f.name() for f in rejected.fields()] == ["fid", *FIELDS]
    units, _ = read_layer(results["OUTPUT"], "units")
    assert list(units[0].attributes) == list(UNIT_FIELDS)
    assert {one.attributes["dates"] for one in units} == {"2021-07-15"}
    assert len(read_layer(inventory, "GO")[0]) == len(DISCS)
    assert not Path(f"{results['OUTPUT']}.job").exists()


def test_extent_mask_and_crs(mapped, tmp_path):
    mask = QgsVectorLayer("Polygon?crs=EPSG:32632", "mask", "memory")
    QgsProject.instance().addMapLayer(mask, False)
    feature = QgsFeature(mask.fields())
    x, y = DISCS[0]
    feature.setGeometry(QgsGeometry.fromWkt(box(X0, Y0 - 1500, X0 + 1500, Y0).wkt))
    mask.dataProvider().addFeatures([feature])
    heatmap = str(tmp_path / "heatmap.tif")
    results = mapped("a_20200801.tif", "b.tif", MASK=mask, HEATMAP=heatmap)
    assert results["UNITS"] == 1 and results["KEPT"] == 1
    centre = geometries(results["OUTPUT"], "candidates")[0].centroid
    assert abs(centre.x - X0 - x) < 10 and abs(centre.y - Y0 + y) < 10
    extent = f"{X0 + 1000},{X0 + 3000},{Y0 - 3000},{Y0 - 500} [EPSG:32632]"
    results = mapped("a_20200801.tif", "b.tif", EXTENT=extent, HEATMAP=heatmap, name="e.gpkg")
    with rasterio.open(heatmap) as dataset:
        assert dataset.shape == (250, 200) and dataset.bounds.left == X0 + 1000
    assert results["KEPT"] == 3
    other = QgsCoordinateReferenceSystem("EPSG:32633")
    results = mapped("a_20200801.tif", CRS=other, name="c.gpkg")
    assert read_layer(results["OUTPUT"], "candidates")[1].to_epsg() == 32633
    assert results["KEPT"] == 4


def test_layers_of_the_project_are_scenes_too(files, mapped):
    layer = QgsRasterLayer(str(files / "a_20200801.tif"), "scene")
    QgsProject.instance().addMapLayer(layer, False)
    assert mapped(SCENES=[layer.id()])["KEPT"] == 4
    assert mapped(SCENES=str(files / "a_20200801.tif"))["KEPT"] == 4


def test_shares_then_the_rest(mapped, tmp_path):
    for share in ("1/2", "2/2"):
        results = mapped("a_20200801.tif", SHARE=share)
        assert not results["COMPLETE"] and results["KEPT"] == 0
        assert not (tmp_path / "region.gpkg").exists()
    results = mapped("a_20200801.tif")
    assert results["COMPLETE"] and results["UNITS_RESUMED"] == 4 and results["KEPT"] == 4


def test_cancel_then_go_on(mapped, tmp_path):
    log = Log(stop=40)
    with pytest.raises((QgsProcessingException, AssertionError)):
        mapped("a_20200801.tif", "b.tif", feedback=log)
    assert not (tmp_path / "region.gpkg").exists()
    assert (tmp_path / "region.gpkg.job").is_dir()
    results = mapped("a_20200801.tif", "b.tif")
    assert results["UNITS_RESUMED"] > 0 and results["KEPT"] == len(DISCS)


def test_wrong_input_is_told(files, mapped, tmp_path):
    def fails(text, *scenes, **parameters):
        with pytest.raises(QgsProcessingException, match=text):
            mapped(*scenes, **parameters)

    scene = "a_20200801.tif"
    fails("SHARE", scene, SHARE="3/2")
    fails("None of the 1 scenes", "none.tif")
    fails("no field 'location'", "index.gpkg")
    fails("same file", scene, HEATMAP=str(files / scene))
    fails("projected", scene, CRS="EPSG:4326")
    fails("gpkg", scene, OUTPUT=str(tmp_path / "a.shp"))
    fails("too small|not acceptable|UNIT_SIZE", scene, UNIT_SIZE=3)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("keep")
    fails("holds no job", scene, WORK_FOLDER=str(tmp_path / "mine"))
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_the_desktop_loads_the_layers(files, tmp_path):
    context = project_context()
    parameters = {
        "SCENES": [str(files / "a_20200801.tif")],
        "MODEL": str(files / "model.onnx"),
        "OUTPUT": str(tmp_path / "region.gpkg"),
    }
    run(MapRegion, parameters, context=context)
    loaded = context.layersToLoadOnCompletion()
    assert sorted(key.rpartition("=")[2] for key in loaded) == ["candidates", "rejected", "units"]


def test_every_parameter_has_help():
    algorithm = MapRegion().create()
    for definition in algorithm.parameterDefinitions():
        assert definition.help(), definition.name()
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    required = {"SCENES", "MODEL", "SCHEDULER", "OUTPUT", "COHERENCE", "DEM", "MASK", "THRESHOLD"}
    assert required <= set(names) and len(names) == len(set(names))


@pytest.mark.skipif(MapRegion not in ALGORITHMS, reason="not in the provider")
def test_the_real_qgis_process(files, tmp_path):
    """Two workers, started by a program that is no Python itself."""
    environment = checkout_environment()
    done = subprocess.run(
        [
            *(environment["QGIS_PROCESS"], "run", "rockglacier:mapregion", "--"),
            f"SCENES={files / 'a_20200801.tif'}",
            f"SCENES={files / 'b.tif'}",
            f"MODEL={files / 'model.onnx'}",
            *("UNIT_SIZE=250", "WORKERS=2"),
            f"OUTPUT={tmp_path / 'region.gpkg'}",
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(geometries(tmp_path / "region.gpkg", "candidates")) == len(DISCS)
