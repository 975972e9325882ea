"""Rasters of every kind, given to every algorithm that takes one.

Each run ends with a result that keeps what was promised, or with a message that says what is
wrong and what to do. After a message nothing new lies in the folder of the output, and the
inventory is as it was.
"""

from __future__ import annotations

import itertools
import json
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import FULL, make_model, write_raster
from hypothesis import given, settings
from hypothesis import strategies as st
from messages import DebugLog, assert_clear, run_algorithm
from qgis.core import QgsProject
from rasters import FORMS, LAYOUTS, NODATA, UTM, X0, Y0, RasterCase, cases
from shapely.affinity import scale
from shapely.geometry import Point
from tally import tally

from rock_glacier_mapper.core.vector import Feature, read_layer, write_layer

#: Extended outline of the landform at the centre.
SHAPE = scale(Point(X0, Y0).buffer(1, quad_segs=16), 110, 180)
#: Smaller ones around it.
SMALL = [
    scale(Point(X0 + x, Y0 + y).buffer(1, quad_segs=16), 60, 80)
    for x in (-200, 200)
    for y in (-200, 200)
]


def picture(x, y, band):
    ground = 110 + 20 * np.sin(x / 60 + band) + 20 * np.cos(y / 45)
    return ground + 40 * _inside(x, y) + 5 * band


def elevation(x, y, band):
    """A lobe on a slope to the south, in a valley."""
    return 2500 + 0.35 * y + 0.0004 * x * x + 18 * _inside(x, y) + np.sin(x / 30) * np.cos(y / 30)


def share(x, y, band):
    return 0.1 + 0.75 * _inside(x, y)


def shares(x, y, band):
    return 0.1 + 0.75 * (((np.abs(x) - 200) / 60) ** 2 + ((np.abs(y) - 200) / 80) ** 2 < 1)


def displacement(x, y, band):
    return 0.02 * _inside(x, y) + 1e-4 * np.sin(x / 20)


def angle(x, y, band):
    return 38 + x / 500


def velocity(x, y, band):
    return 40.0 * _inside(x, y) + 0.2


def climate(x, y, band):
    return -3 - y / 1e4 + np.zeros_like(x)


def rain(x, y, band):
    return 800 + y / 100 + np.zeros_like(x)


def _inside(x, y):
    return (x / 110) ** 2 + (y / 180) ** 2 < 1


@dataclass(frozen=True)
class Target:
    """A raster parameter of an algorithm, the scene it shows, and the other parameters."""

    algorithm: str
    parameter: str
    scene: Callable
    others: dict = field(default_factory=dict)
    outputs: dict = field(default_factory=dict)
    bands: int = 1
    dtype: str = "float32"
    check: Callable | None = None

    def __str__(self):
        return f"{self.algorithm}-{self.parameter}"


# --- what results have to be ---------------------------------------------------------------------


def _values(path):
    """Values of a written raster with NaN for nodata; its file is whole and in metres."""
    with rasterio.open(path) as dataset:
        assert dataset.crs is not None and dataset.crs.is_projected
        assert dataset.transform.a > 0 > dataset.transform.e and dataset.transform.b == 0
        assert dataset.nodata is not None
        values = dataset.read().astype(np.float64)
        values[dataset.read_masks() == 0] = np.nan
        for band, (factor, offset) in zip(values, zip(dataset.scales, dataset.offsets)):
            band[:] = band * factor + offset
        assert not np.isinf(values).any()
        return values, dataset.descriptions


def stack_is_good(out, results):
    values, names = _values(out["OUTPUT"])
    assert ",".join(names) == results["CHANNELS_WRITTEN"]
    for name, band in zip(names, values):
        band = band[np.isfinite(band)]
        if name == "slope":
            assert ((band >= 0) & (band <= 90)).all()
        if name == "coherence":
            assert ((band >= 0) & (band <= 1)).all()


def heatmap_is_good(out, results):
    values, _ = _values(out["OUTPUT"])
    values = values[np.isfinite(values)]
    assert ((values >= 0) & (values <= 1)).all()


def radiation_is_good(out, results):
    with rasterio.open(out["OUTPUT"]) as dataset:
        values = dataset.read(1, masked=True).compressed()
    assert np.isfinite(values).all()
    assert ((values >= 0) & (values < 5000)).all()  # kWh per m² and year


def candidates_are_good(out, results):
    for name in ("OUTPUT", "REJECTED"):
        if name in out:
            features, crs = read_layer(out[name])
            assert crs is not None
            for feature in features:
                assert feature.geometry.is_valid and feature.geometry.area > 0
                for value in feature.attributes.values():
                    assert not isinstance(value, float) or np.isfinite(value)


def region_is_good(out, results):
    if "HEATMAP" in out:
        heatmap_is_good({"OUTPUT": out["HEATMAP"]}, results)
    for layer in ("candidates", "rejected"):
        for feature in read_layer(out["OUTPUT"], layer)[0]:
            assert feature.geometry.is_valid


def rules_are_good(out, results):
    from rock_glacier_mapper.core.objects import Rules

    Rules.load(out["OUTPUT"])


def patches_are_good(out, results):
    assert results["PATCHES"] > 0
    for file in (Path(out["OUTPUT"]) / "images").iterdir():
        with rasterio.open(file) as dataset:
            values = dataset.read(masked=True)
            assert not np.isinf(values.compressed()).any()


def vectors_are_good(out, results):
    values, _ = _values(out["VELOCITY"])
    assert (values[0][np.isfinite(values[0])] >= 0).all()


def velocity_is_good(out, results):
    assert results["MEASURED"] + results["REJECTED"] == 1


def inventory_is_good(out, results):
    for row in _rows(out["inventory"]):
        for name, value in row.items():
            if isinstance(value, float):
                assert np.isfinite(value), name
        for name in ("SLO_MIN", "SLO_MAX"):
            assert row.get(name) is None or 0 <= row[name] <= 90
        assert row.get("ASPECT") is None or 0 <= row["ASPECT"] <= 360
        if row.get("ELE_MIN") is not None:
            assert row["ELE_MIN"] <= row["ELE_MEAN"] <= row["ELE_MAX"]


# --- the algorithms ------------------------------------------------------------------------------

_TRACK = {"WINDOW": 160, "STEP": 80, "MAX_VELOCITY": 30, "START": "2018-08-01", "END": "2020-08-01"}
_INSAR = {"START": "2021-07-10", "END": "2021-08-15", "UNIT": "m", "LOS_POSITIVE": "toward"}
_ANGLES = {"INCIDENCE_ANGLE": 39, "AZIMUTH_ANGLE": 258}
_GIS = {"OUTPUT": "out.gpkg"}
_TIF = {"OUTPUT": "out.tif"}
_VECTORS = {"OUTPUT": "vectors.gpkg", "VELOCITY": "velocity.tif"}
_SUN = {"DAY_STEP": 60, "TIME_STEP": 3, "DIRECTIONS": 8, "SEARCH_RADIUS": 1, "MODE": "kumar"}
_KIN = {"TIME_OBS": "2018-07/2018-09", "UNIT": "cm_per_year"}

TARGETS = (
    Target("preparestack", "OPTICAL", picture, {}, _TIF, 3, "uint16", stack_is_good),
    Target("preparestack", "DEM", elevation, {"OPTICAL": "image"}, _TIF, check=stack_is_good),
    Target("preparestack", "COHERENCE", share, {"OPTICAL": "image"}, _TIF, check=stack_is_good),
    Target(
        "predictheatmap", "INPUT", picture, {"MODEL": "model"}, _TIF, 3, "uint8", heatmap_is_good
    ),
    Target(
        "predictheatmap", "DEM", elevation,
        {"INPUT": "image", "MODEL": "model"}, _TIF, check=heatmap_is_good,
    ),
    Target(
        "exportpatches", "STACK", picture,
        {"ROCK_GLACIERS": "landforms", "PATCH_SIZE": 16, "BUFFER": 100, "OVERLAP": 0,
         "BLOCK_SIZE": 200, "VALIDATION_SHARE": 0.3},
        {"OUTPUT": "patches"}, 3, "uint8", patches_are_good,
    ),
    Target("extractrockglaciers", "HEATMAP", share, {"IMAGE": ["image"]}, _GIS,
           check=candidates_are_good),
    Target("extractrockglaciers", "IMAGE", picture, {"HEATMAP": "heatmap"}, _GIS, 3, "uint8",
           candidates_are_good),
    Target("extractrockglaciers", "DEM", elevation, {"HEATMAP": "heatmap"},
           {**_GIS, "REJECTED": "rejected.gpkg"}, check=candidates_are_good),
    Target("extractrockglaciers", "UNCERTAINTY", share, {"HEATMAP": "heatmap"}, _GIS,
           check=candidates_are_good),
    Target("fitrules", "HEATMAP", shares,
           {"REFERENCE": "landforms", "BLOCK_SIZE": 300, "FOLDS": 2},
           {"OUTPUT": "rules.json"}, check=rules_are_good),
    Target("mapregion", "SCENES", picture, {"MODEL": "model", "UNIT_SIZE": 128, "WORKERS": 1},
           {**_GIS, "HEATMAP": "heat.tif"}, 3, "uint8", region_is_good),
    Target("mapregion", "DEM", elevation,
           {"SCENES": ["image"], "MODEL": "model", "UNIT_SIZE": 128, "WORKERS": 1},
           _GIS, check=region_is_good),
    Target("solarradiation", "DEM", elevation, _SUN, _TIF, check=radiation_is_good),
    Target("populateattributes", "DEM", elevation, {}, check=inventory_is_good),
    Target("populateattributes", "PISR", rain, {"DEM": "dem"}, check=inventory_is_good),
    Target("populateattributes", "MAAT", climate, {"DEM": "dem"}, check=inventory_is_good),
    Target("populateattributes", "PRECIPITATION", rain,
           {"DEM": "dem", "PRECIPITATION_UNIT": "mm_per_year"}, check=inventory_is_good),
    Target("restrictedoutlines", "DEM", elevation, {}, check=inventory_is_good),
    Target("downslopevelocity", "LOS", displacement,
           {"COHERENCE": "coherence", "DEM": "dem", **_INSAR, **_ANGLES}, _TIF,
           check=velocity_is_good),
    Target("downslopevelocity", "COHERENCE", share,
           {"LOS": "los", "DEM": "dem", **_INSAR, **_ANGLES}, _TIF, check=velocity_is_good),
    Target("downslopevelocity", "DEM", elevation,
           {"LOS": "los", "COHERENCE": "coherence", **_INSAR, **_ANGLES}, _TIF,
           check=velocity_is_good),
    Target("downslopevelocity", "INCIDENCE", angle,
           {"LOS": "los", "COHERENCE": "coherence", "DEM": "dem", **_INSAR, "AZIMUTH_ANGLE": 258},
           _TIF, check=velocity_is_good),
    Target("trackdisplacement", "SECOND", picture, {"FIRST": "grey", **_TRACK}, _VECTORS,
           dtype="uint8", check=vectors_are_good),
    Target("trackdisplacement", "FIRST", picture,
           {"SECOND": "grey", "INVENTORY": "inventory", **_TRACK}, _VECTORS,
           check=vectors_are_good),
    Target("trackdisplacement", "DEM", elevation,
           {"FIRST": "grey", "SECOND": "grey2", "INVENTORY": "inventory", **_TRACK}, _VECTORS,
           check=vectors_are_good),
    Target("movingareas", "VELOCITY", velocity, _KIN, check=inventory_is_good),
    Target("movingareas", "DEM", elevation, {"VELOCITY": "velocity", **_KIN}, {"REPORT": "r.html"},
           check=inventory_is_good),
)  # fmt: skip
IN_PLACE = ("populateattributes", "restrictedoutlines", "downslopevelocity", "movingareas")


@pytest.fixture(scope="session")
def world(qgis_app, tmp_path_factory):
    """Sound files of one place, by name; only read."""
    folder = tmp_path_factory.mktemp("world")
    size = {"size": (80, 90)}
    files = {
        "image": RasterCase("uint8", None, bands=3, name="image.tif", **size).write(
            folder, picture
        ),
        "dem": RasterCase(size=(160, 160), name="dem.tif").write(folder, elevation),
    }
    for name, scene in (
        ("heatmap", share), ("coherence", share), ("los", displacement), ("velocity", velocity),
        ("grey", picture), ("grey2", picture),
    ):  # fmt: skip
        files[name] = RasterCase(name=f"{name}.tif", **size).write(folder, scene)
    files["model"] = make_model(folder / "model.onnx")
    for name, shapes in (("outlines", [SHAPE]), ("landforms", SMALL)):
        files[name] = str(folder / f"{name}.gpkg")
        write_layer(files[name], name, [Feature(shape, {}) for shape in shapes], UTM)
    _, message = run_algorithm(
        "createinventory",
        {"CANDIDATES": files["outlines"], "OUTPUT": str(folder / "inventory.gpkg")},
    )
    assert message is None
    files["inventory"] = str(folder / "inventory.gpkg")
    return files


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


_numbers = itertools.count()


def try_raster(target, world, path, folder, read=None, feedback=None):
    """Run a target on a raster.

    Returns:
        (what ``read`` takes from the outputs, None), or (None, message).
    """
    out_folder = Path(folder) / f"out{next(_numbers)}"
    out_folder.mkdir()
    out = {name: str(out_folder / file) for name, file in target.outputs.items()}
    parameters = {}
    needs_inventory = target.algorithm in IN_PLACE or "INVENTORY" in target.others
    for name, value in target.others.items():
        if isinstance(value, list):
            value = [world[one] for one in value]
        elif isinstance(value, str) and name not in ("UNIT", "TIME_OBS"):
            value = world.get(value, value)
        parameters[name] = value
    inventory = None
    if needs_inventory:
        inventory = shutil.copy(world["inventory"], Path(folder) / f"i{next(_numbers)}.gpkg")
        parameters["INVENTORY"] = f"{inventory}|layername=GO"
        out["inventory"] = str(inventory)
        before = _rows(inventory)
    several = target.parameter in ("IMAGE", "SCENES")
    parameters[target.parameter] = [str(path)] if several else str(path)
    parameters.update({name: file for name, file in out.items() if name != "inventory"})
    results, message = run_algorithm(target.algorithm, parameters, feedback)
    # What a heatmap or a region can go on from when it is run again is kept on purpose.
    kept = (".job", ".unfinished")
    left = sorted(file.name for file in out_folder.iterdir() if file.suffix not in kept)
    if message is not None:
        assert_clear(message)
        assert not left, left
        if needs_inventory:
            assert _rows(inventory) == before
    else:
        assert not [name for name in left if ".part-" in name], left
        for name, file in out.items():
            assert Path(file).exists(), name
        if target.check:
            target.check(out, results)
    answer = read(out) if read and message is None else None
    shutil.rmtree(out_folder)
    return answer, message


def _rows(inventory):
    """Outlines of an inventory as dictionaries."""
    connection = sqlite3.connect(inventory)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute('SELECT * FROM "GO" ORDER BY fid')]
    finally:
        connection.close()


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_a_sound_raster_gives_a_result(target, world, tmp_path):
    case = RasterCase(bands=target.bands, dtype=target.dtype)
    _, message = try_raster(target, world, case.write(tmp_path, target.scene), tmp_path)
    assert message is None


# --- any raster ----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_any_raster(target, world, tmp_path):
    @settings(max_examples=200 if FULL else 2)
    @given(cases(target.bands, target.dtype))
    def any_raster(case):
        folder = tmp_path / f"in{next(_numbers)}"
        folder.mkdir()
        path = case.write(folder, target.scene)
        _, message = try_raster(target, world, path, tmp_path)
        tally("inputs", case.row(), "result" if message is None else "clear message")

    any_raster()


def _some(form):
    """Targets that a form is tried with: all of them, or two that change from form to form."""
    number = FORMS.index(form)
    return TARGETS if FULL else [TARGETS[(number + step) % len(TARGETS)] for step in (0, 11)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_odd_files(form, world, tmp_path):
    for number, target in enumerate(_some(form)):
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        good = RasterCase(bands=target.bands, dtype=target.dtype).write(folder, target.scene)
        path = form(folder, good)
        _, message = try_raster(target, world, path, tmp_path)
        assert not (folder / "ran").exists(), "the code in the file ran"
        row = f"File: {form.__name__.replace('_', ' ')}"
        tally("inputs", row, "result" if message is None else "clear message")


# --- what must not matter ------------------------------------------------------------------------


def _answer(out):
    """All numbers and shapes of a result."""
    found = {}
    for name, file in out.items():
        if name == "inventory":
            found[name] = [
                {key: value for key, value in row.items() if not isinstance(value, str)}
                for row in _rows(file)
            ]
        elif file.endswith(".tif"):
            with rasterio.open(file) as dataset:
                found[name] = dataset.read().tobytes(), dataset.transform, dataset.crs
        elif file.endswith(".gpkg"):
            features, _ = read_layer(file)
            found[name] = [
                (feature.geometry.wkb, *map(repr, feature.attributes.values()))
                for feature in features
            ]
    return found


SAME = tuple(
    target
    for target in TARGETS
    if str(target)
    in (
        "preparestack-OPTICAL",
        "preparestack-DEM",
        "predictheatmap-INPUT",
        "extractrockglaciers-HEATMAP",
        "extractrockglaciers-DEM",
        "solarradiation-DEM",
        "populateattributes-DEM",
        "restrictedoutlines-DEM",
        "downslopevelocity-LOS",
        "trackdisplacement-SECOND",
        "movingareas-VELOCITY",
    )
)
FLOATS = tuple(target for target in SAME if target.dtype == "float32")
ON_DEM = tuple(target for target in SAME if target.parameter == "DEM")


def _holed(scene):
    """The scene in whole numbers (of a thousandth below 10), NaN in a corner and a disc."""

    def holed(x, y, band):
        values = scene(x, y, band) + 0.0
        values = np.where(values > 10, np.round(values), np.round(values, 3))
        away = (x < -300) & (y > 300) | ((x - 250) ** 2 + (y + 250) ** 2 < 3000)
        return np.where(away, np.nan, values)

    return holed


def _write(target, folder, scene, nodata=None, **changes):
    """A raster of the target whose missing pixels (NaN in the scene) hold ``nodata``."""
    folder = Path(folder) / f"same{next(_numbers)}"
    folder.mkdir()
    case = RasterCase(nodata=nodata, **{"bands": target.bands, "dtype": target.dtype, **changes})

    def filled(x, y, band):
        values = scene(x, y, band)
        return values if nodata is None else np.where(np.isnan(values), nodata, values)

    return case.write(folder, filled)


@pytest.fixture(scope="module")
def known():
    """Answers by target, to compare with."""
    return {}


def _known(known, target, world, folder):
    if str(target) not in known:
        nodata = 0.0 if target.dtype.startswith("uint") else -9999.0
        path = _write(target, folder, _holed(target.scene), nodata)
        known[str(target)], message = try_raster(target, world, path, folder, _answer)
        assert message is None
    return known[str(target)]


def _gives_the_same(target, world, folder, known, path, outcome):
    answer, message = try_raster(target, world, path, folder, _answer)
    assert message is None
    assert answer == _known(known, target, world, folder)
    tally("inputs", outcome, "result")


@pytest.mark.parametrize("target", SAME if FULL else SAME[::3], ids=str)
def test_the_layout_of_the_file_does_not_matter(target, world, tmp_path, known):
    nodata = 0.0 if target.dtype.startswith("uint") else -9999.0

    @settings(max_examples=len(LAYOUTS) if FULL else 1)
    @given(st.sampled_from(LAYOUTS))
    def same(layout):
        path = _write(target, tmp_path, _holed(target.scene), nodata, layout=layout)
        _gives_the_same(target, world, tmp_path, known, path, "Same raster, other layout")

    same()


@pytest.mark.parametrize("target", FLOATS if FULL else FLOATS[::3], ids=str)
def test_how_no_data_is_said_does_not_matter(target, world, tmp_path, known):
    values = tuple(value for value in NODATA if value is None or abs(value) != 1e300)
    # What a scene holds itself cannot say that there is none.
    values = tuple(v for v in values if v is None or not 0 <= v <= 1)

    @settings(max_examples=len(values) if FULL else 1)
    @given(st.sampled_from(values))
    def same(nodata):
        path = _write(target, tmp_path, _holed(target.scene), nodata)
        _gives_the_same(target, world, tmp_path, known, path, "Same raster, other nodata value")

    same()


@pytest.mark.parametrize("target", ON_DEM, ids=str)
def test_the_type_of_whole_numbers_does_not_matter(target, world, tmp_path, known):
    @settings(max_examples=7 if FULL else 1)
    @given(st.sampled_from(("int16", "int32", "int64", "float32", "float64")))
    def same(dtype):
        path = _write(target, tmp_path, _holed(target.scene), -9999.0, dtype=dtype)
        _gives_the_same(target, world, tmp_path, known, path, "Same raster, other data type")

    same()


@settings(max_examples=40 if FULL else 3)
@given(st.tuples(*[st.integers(0, 40)] * 4))
def test_a_border_of_no_data_does_not_matter(world, tmp_path, border):
    """The heatmap of the image in a larger frame, and of the image alone."""
    target = next(t for t in TARGETS if str(t) == "predictheatmap-INPUT")
    left, top, right, bottom = border
    path = _write(target, tmp_path, _holed(picture), 0.0)
    framed = str(tmp_path / f"framed{next(_numbers)}.tif")
    with rasterio.open(path) as dataset:
        values = np.pad(dataset.read(), ((0, 0), (top, bottom), (left, right)))
        place = dataset.transform * Affine.translation(-left, -top)
        write_raster(framed, values, place, UTM, nodata=0)

    def heatmap(out):
        with rasterio.open(out["OUTPUT"]) as dataset:
            return dataset.read(1)

    (alone, _), (wide, _) = (
        try_raster(target, world, file, tmp_path, heatmap) for file in (path, framed)
    )
    height, width = alone.shape
    assert np.array_equal(wide[top : top + height, left : left + width], alone)
    tally("inputs", "Same raster, with a border of nodata", "result")


@settings(max_examples=30 if FULL else 2)
@given(st.integers(-30000, 30000), st.integers(-50000, 50000))
def test_the_place_of_an_image_does_not_matter(world, tmp_path, columns, rows):
    target = next(t for t in TARGETS if str(t) == "predictheatmap-INPUT")
    path = _write(target, tmp_path, _holed(picture), 0.0)
    moved = str(tmp_path / f"moved{next(_numbers)}.tif")
    with rasterio.open(path) as dataset:
        place = dataset.transform * Affine.translation(columns, rows)
        write_raster(moved, dataset.read(), place, UTM, nodata=0)

    def heatmap(out):
        with rasterio.open(out["OUTPUT"]) as dataset:
            return dataset.read(1), ~place * (dataset.transform.c, dataset.transform.f)

    (here, _), _ = try_raster(target, world, path, tmp_path, heatmap)
    (there, corner), _ = try_raster(target, world, moved, tmp_path, heatmap)
    assert np.array_equal(here, there)
    assert corner == pytest.approx((0, 0), abs=1e-6)
    tally("inputs", "Same raster, elsewhere", "result")


TURNED = ("south-up", "mirrored", "rotated", "sheared", "quarter turn", "no place", "tie points")


@pytest.mark.parametrize("target", TARGETS if FULL else TARGETS[::3], ids=str)
def test_a_grid_that_is_not_north_up_is_never_read_as_if_it_were(target, world, tmp_path):
    number = TARGETS.index(target)
    for kind in TURNED if FULL else (TURNED[number % len(TURNED)],):
        path = _write(target, tmp_path, target.scene, geometry=kind)
        _, message = try_raster(target, world, path, tmp_path)
        assert message is not None and Path(path).name in message
        tally("inputs", "Raster: geotransform (south-up, rotated, sheared, none, GCPs, …)",
              "clear message")  # fmt: skip


# --- sizes that no computer holds ----------------------------------------------------------------


def _claim(folder, target, size):
    """A GeoTIFF without blocks at the place that claims ``size`` x ``size`` pixels."""
    path = Path(folder) / f"claims-{size}.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=size, height=size, count=target.bands,
        dtype=target.dtype, crs=UTM, transform=Affine(10, 0, X0 - 5 * size, 0, -10, Y0 + 5 * size),
        tiled=True, blockxsize=512, blockysize=512, sparse_ok=True, bigtiff="yes",
        compress="deflate",
    ):  # fmt: skip
        pass
    return path


class _Impatient(DebugLog):
    """Cancels after some seconds of work."""

    def __init__(self, seconds):
        super().__init__()
        self._end = time.process_time() + seconds

    def isCanceled(self):
        return time.process_time() > self._end


def claims_in_bounded_memory(folder, numbers):
    """Give a claimed 100 000 x 100 000 pixels to targets; for a process of its own."""
    world = json.loads((folder / "world.json").read_text())
    status = Path("/proc/self/status").read_text()
    now = int(re.search(r"VmSize:\s+(\d+)", status)[1]) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (now + (5 << 30),) * 2)
    for number in numbers:
        target = TARGETS[number]
        path = _claim(folder, target, 100_000)
        feedback = _Impatient(3)
        begin = time.process_time()
        _, message = try_raster(target, world, path, folder, feedback=feedback)
        took = time.process_time() - begin
        assert took < 40, (str(target), took)
        assert message is None or "not enough memory" not in message, str(target)
        print(f"{target}: {took:.1f} s, {message}", flush=True)
    return len(numbers)


@pytest.mark.full
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs limits of memory")
def test_a_claimed_size_is_never_allocated(world, tmp_path):
    """Cancelled after three seconds at the latest, and with less than 5 GB."""
    (tmp_path / "world.json").write_text(json.dumps(world))
    numbers = list(range(1, len(TARGETS)))
    code = (
        "import sys; from pathlib import Path; from qgis.core import QgsApplication; "
        f"sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parent.parent)]!r}; "
        "app = QgsApplication([], False); app.initQgis(); import test_fuzz_rasters as t; "
        f"t.claims_in_bounded_memory(Path({str(tmp_path)!r}), {numbers}); print('all of them')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=3600, check=False
    )
    assert "all of them" in done.stdout, done.stdout[-3000:] + done.stderr[-3000:]
    tally("inputs", "Raster that claims 100 000 × 100 000 pixels", "handled", len(numbers))
