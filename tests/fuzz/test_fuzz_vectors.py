"""Layers of any kind in every algorithm that takes one: a right result, or a clear message."""

from __future__ import annotations

import contextlib
import gc
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
import vectors
from affine import Affine
from conftest import FULL, make_model, make_picture, write_raster
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from messages import assert_clear, run_algorithm
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from tally import tally
from vectors import CELLS, STEP, X0, Y0, Layer, Shape

CELL = 20.0
#: All cells and a rim of one, in pixels.
SIZE = int(STEP * (CELLS + 2) / CELL)
PLACE = Affine(CELL, 0, X0 - STEP, 0, -CELL, Y0 + STEP * (CELLS + 1))
#: Units of the inventory that others are compared with.
UNITS = tuple(Shape("circle", i, i, 0.8) for i in range(3))


def some(quick, full):
    """Settings of a test with so many examples; as each is slow, they are not made smaller."""
    phases = (Phase.explicit, Phase.generate)
    return settings(max_examples=full if FULL else quick, phases=phases)


def few(cases):
    """Every third case in the quick tier, all in the full one."""
    return list(cases)[:: 1 if FULL else 3]


# --- a small world -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(qgis_app, tmp_path_factory):
    """Folder with rasters, a model and an inventory of the same place; only read."""
    folder = tmp_path_factory.mktemp("world")
    rows, columns = np.mgrid[0:SIZE, 0:SIZE]
    dem = 2500 - 6.0 * rows + 3 * np.sin(columns / 3)
    write_raster(folder / "dem.tif", dem.astype(np.float32), PLACE)
    heatmap = np.full((SIZE, SIZE), 0.05, np.float32)
    for row, column in ((25, 25), (40, 60), (65, 35)):
        heatmap[np.hypot(rows - row, columns - column) < 9] = 0.9
    write_raster(folder / "heatmap.tif", heatmap, PLACE)
    make_picture(folder / "picture.tif", PLACE, height=SIZE, width=SIZE)
    make_model(folder / "model.onnx", resolution_m=CELL)
    rng = np.random.default_rng(2)
    los = rng.normal(0, 2e-4, (SIZE, SIZE)) + 0.01 * (heatmap > 0.5)
    tags = {
        "START": "2021-07-10", "END": "2021-08-15", "UNIT": "m", "INCIDENCE_DEG": "39",
        "AZIMUTH_DEG": "258", "LOS_POSITIVE": "toward", "LOOKS": "16", "WAVELENGTH_M": "0.0555",
    }  # fmt: skip
    write_raster(folder / "los.tif", los.astype(np.float32), PLACE, tags=tags)
    write_raster(folder / "coherence.tif", np.full((SIZE, SIZE), 0.8, np.float32), PLACE)
    velocity = (20 * (heatmap > 0.5) + 0.1).astype(np.float32)
    days = {"UNIT": "cm/yr", "OBS_START": "2018-07-03", "OBS_END": "2018-09-13"}
    write_raster(folder / "velocity.tif", velocity, PLACE, tags=days)
    noise = rng.normal(100, 20, (SIZE, SIZE)).astype(np.float32)
    write_raster(folder / "first.tif", noise, PLACE)
    write_raster(folder / "second.tif", np.roll(noise, 1, axis=1), PLACE)
    layer = vectors.memory_layer(Layer(UNITS))
    parameters = {"CANDIDATES": layer, "OUTPUT": str(folder / "inventory.gpkg"), "MAPPER": "A"}
    assert run_algorithm("createinventory", parameters)[1] is None
    QgsProject.instance().clear()
    return folder


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module", autouse=True)
def _workplaces():
    """All folders go in the end, as QGIS keeps files open: SQLite mixes up new and deleted ones."""
    with tempfile.TemporaryDirectory() as name:
        _ROOT.append(name)
        yield
        _ROOT.clear()


_ROOT: list[str] = []


@contextlib.contextmanager
def workplace(world=None):
    """An empty folder, with a copy of the inventory in ``in`` beside it; then an empty project."""
    folder = Path(tempfile.mkdtemp(dir=_ROOT[0]))
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    if world is not None:
        shutil.copy(world / "inventory.gpkg", folder / "in" / "inventory.gpkg")
    try:
        yield folder
    finally:
        QgsProject.instance().clear()


# --- the algorithms ------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """A parameter of an algorithm that takes a layer.

    Attributes:
        files: of the world, by parameter.
        outputs: file names by parameter.
        values: other parameters.
        reference: parameters that get the layer of the inventory's units.
        kind: of the layer's geometries.
        inventory: parameter that gets a copy of the inventory's GO.
    """

    algorithm: str
    parameter: str
    files: dict = field(default_factory=dict)
    outputs: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    reference: tuple = ()
    kind: str = "Polygon"
    inventory: str | None = None

    def __str__(self):
        return f"{self.algorithm}-{self.parameter}"

    def parameters(self, world, folder, layer):
        """Parameters of a run that writes into ``out`` of the folder."""
        result = {name: str(world / file) for name, file in self.files.items()}
        result.update({name: str(folder / "out" / file) for name, file in self.outputs.items()})
        result.update(self.values)
        for name in self.reference:
            result[name] = vectors.memory_layer(Layer(UNITS))
        if self.inventory:
            result[self.inventory] = f"{folder / 'in' / 'inventory.gpkg'}|layername=GO"
        result[self.parameter] = [layer] if self.parameter == "OTHERS" else layer
        return result


def _targets():
    gpkg = {"OUTPUT": "out.gpkg"}
    patches = {"PATCH_SIZE": 64, "OVERLAP": 16, "BUFFER": 100, "SPLIT": 0}
    for name, other in (("ROCK_GLACIERS", ()), ("NEGATIVES", ("ROCK_GLACIERS",))):
        yield Target(
            "exportpatches", name, {"STACK": "picture.tif"}, {"OUTPUT": "patches"}, patches, other
        )
    for name in ("CANDIDATES", "REFERENCE", "EXISTING", "AOI"):
        others = tuple(sorted({"CANDIDATES", "REFERENCE"} - {name}))
        yield Target("collectnegatives", name, {}, gpkg, {}, others)
    yield Target(
        "predictheatmap", "MASK", {"INPUT": "picture.tif", "MODEL": "model.onnx"},
        {"OUTPUT": "heat.tif"}, {"TILE_SIZE": 64, "OVERLAP": 8, "SKIP_FLAT": False},
    )  # fmt: skip
    extract = {"HEATMAP": "heatmap.tif", "DEM": "dem.tif"}
    yield Target("extractrockglaciers", "GLACIERS", extract, gpkg)
    fit = {"MIN_AREA": 0.01, "BLOCK_SIZE": 300}
    for name in ("REFERENCE", "AREA"):
        others = () if name == "REFERENCE" else ("REFERENCE",)
        yield Target(
            "fitrules", name, {"HEATMAP": "heatmap.tif"}, {"OUTPUT": "rules.json"}, fit, others
        )
    for name in ("CANDIDATES", "AOI"):
        others = () if name == "CANDIDATES" else ("CANDIDATES",)
        yield Target("createinventory", name, {}, gpkg, {}, others)
        yield Target("appendtoinventory", name, {}, {}, {}, others, inventory="INVENTORY")
    yield Target(
        "solarradiation", "POLYGONS", {"DEM": "dem.tif"},
        {"OUTPUT": "sun.tif", "OUTPUT_POLYGONS": "polygons.gpkg"},
        {"DAY_STEP": 73, "TIME_STEP": 120, "DIRECTIONS": 8, "SEARCH_RADIUS": 1},
    )  # fmt: skip
    yield Target("populateattributes", "GLACIERS", {"DEM": "dem.tif"}, inventory="INVENTORY")
    insar = {"LOS": "los.tif", "COHERENCE": "coherence.tif", "DEM": "dem.tif"}
    yield Target("downslopevelocity", "EXCLUDE", insar, inventory="INVENTORY")
    yield Target(
        "downslopevelocity", "REFERENCE_POINTS", insar, kind="Point", inventory="INVENTORY"
    )
    yield Target(
        "trackdisplacement", "STABLE", {"FIRST": "first.tif", "SECOND": "second.tif"},
        {"OUTPUT": "vectors.gpkg"},
        {"WINDOW": 320, "STEP": 320, "START": "2018-08-01", "END": "2020-08-01"},
    )  # fmt: skip
    yield Target(
        "inventoryreport", "REGIONS", {}, {"OUTPUT": "report.html"}, {}, inventory="INVENTORY"
    )
    sample = {"SHARE": 50.0, "CONTROLS": 2, "CONTROL_DISTANCE": 10.0}
    for name in ("INVENTORY", "REGIONS", "CONTROL_AREA"):
        others = () if name == "INVENTORY" else ("INVENTORY",)
        yield Target("samplemarkers", name, {}, gpkg, sample, others)
    accuracy = {"OUTPUT": "accuracy.csv", "MATCHES": "matches.gpkg", "HTML": "accuracy.html"}
    for name in ("MAPPED", "REFERENCE", "AOI", "REGIONS"):
        others = tuple({"MAPPED", "REFERENCE"} - {name})
        yield Target("assessaccuracy", name, {}, accuracy, {"DRAWS": 100}, others)
    comparison = {"OUTPUT": "comparison.csv", "HTML": "comparison.html"}
    for name in ("INVENTORY", "OTHERS", "REGIONS"):
        others = () if name == "INVENTORY" else ("INVENTORY",)
        yield Target("compareinventories", name, {}, comparison, {}, others)


TARGETS = {str(target): target for target in _targets()}
#: Lists of layers are given as such.
_LISTS = {"compareinventories-INVENTORY": "OTHERS", "compareinventories-REGIONS": "OTHERS"}


def content(layer):
    """Everything in a layer, comparable."""
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return [
        (feature.id(), bytes(feature.geometry().asWkb()), repr(feature.attributes()))
        for feature in layer.getFeatures(request)
    ]


def stored(path):
    """Everything in the layers of an inventory."""
    found = {}
    for name in ("AOI", "PM", "MA", "GO", "RGS", "REVIEW_LOG"):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        found[name] = content(layer) if layer.isValid() else None
    return found


def attempt(target, parameters, folder, row):
    """Run; a failure has a clear message and leaves nothing behind."""
    inventory = folder / "in" / "inventory.gpkg"
    before = stored(inventory) if target.inventory and inventory.exists() else None
    results, message = run_algorithm(target.algorithm, parameters)
    left = sorted(file.name for file in (folder / "out").rglob("*"))
    if message is None:
        tally("inputs", row, "result")
        for name, file in target.outputs.items():
            assert (folder / "out" / file).exists(), (name, left)
        assert not [name for name in left if name.startswith(".") or "part" in name], left
    else:
        assert_clear(message)
        tally("inputs", row, "clear message")
        assert left == [], (message, left)
        if before is not None:
            assert stored(inventory) == before, message
    gc.collect(0)
    return results, message


#: Ways in which a layer comes to an algorithm.
CARRIERS = ("memory", "file", "any type", "selected", "filter", "edited", "virtual field", "joined")


def carried(spec, carrier, folder, kind):
    """(value of the parameter, the layer to look at afterwards or None)."""
    if carrier == "file":
        return vectors.store(spec, folder / "in" / "fuzz.gpkg"), None
    if carrier == "any type":
        vectors.store(spec, folder / "in" / "fuzz.gpkg")
        layer = QgsVectorLayer(str(folder / "in" / "fuzz.gpkg"), "fuzz", "ogr")
        QgsProject.instance().addMapLayer(layer, False)
        return layer, layer
    layer = vectors.memory_layer(spec, kind)
    if carrier == "selected":
        layer.selectByIds([f.id() for f in layer.getFeatures()][::2])
        return QgsProcessingFeatureSourceDefinition(layer.id(), True), layer
    if carrier == "filter":
        layer.setSubsetString("1 = 1" if len(spec.shapes) % 2 else "$id % 2 = 0")
    elif carrier == "edited":
        layer.startEditing()
        layer.deleteFeatures([f.id() for f in layer.getFeatures()][:1])
    elif carrier == "virtual field":
        layer.addExpressionField("$area / 0", vectors.make_field("prob_mean"))
    elif carrier == "joined":
        vectors.join(layer)
    return layer, layer


@pytest.mark.parametrize("target", few(TARGETS.values()), ids=str)
@some(2, 40)
@given(
    spec=vectors.layers(),
    carrier=st.sampled_from(CARRIERS),
)
def test_any_layer(world, target, spec, carrier):
    """Whatever the layer: a result or a clear message, and the layer stays as it was."""
    if target.parameter == "OTHERS" and carrier in ("file", "selected"):
        carrier = "memory"
    with workplace(world) as folder:
        value, layer = carried(spec, carrier, folder, target.kind)
        before = content(layer) if layer is not None else None
        edits = layer.undoStack().count() if layer is not None else 0
        parameters = target.parameters(world, folder, value)
        if str(target) in _LISTS:
            parameters["OTHERS"] = [vectors.memory_layer(Layer(UNITS))]
        attempt(target, parameters, folder, f"Layer: {spec.group}")
        if layer is not None:
            assert content(layer) == before
            assert layer.isEditable() == (carrier == "edited")
            assert layer.undoStack().count() == edits


# --- right results -------------------------------------------------------------------------

KNOWN = (*vectors.GOOD, *vectors.INVALID, *vectors.FLAT)


def table(path, layer=None):
    """Attributes of a stored layer by name, in its order."""
    source = str(path) if layer is None else f"{path}|layername={layer}"
    read = QgsVectorLayer(source, "t", "ogr")
    assert read.isValid(), path
    names = read.fields().names()
    return [dict(zip(names, feature.attributes())) for feature in read.getFeatures()]


def geodesic_km2(shape):
    """Area on the ellipsoid of a UTM polygon by QGIS."""
    measure = QgsDistanceArea()
    measure.setEllipsoid("EPSG:7030")
    measure.setSourceCrs(
        QgsCoordinateReferenceSystem(vectors.UTM), QgsProject.instance().transformContext()
    )
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    return abs(measure.measureArea(geometry)) / 1e6


@some(6, 120)
@given(vectors.layers(KNOWN, crs=("UTM", "geographic", "own"), fields=2))
def test_an_inventory_has_every_polygon_with_its_area(world, spec):
    """Whatever the repairs: one unit a polygon, with the area of shapely's repair."""
    with workplace() as folder:
        output = folder / "out" / "inventory.gpkg"
        parameters = {"CANDIDATES": vectors.memory_layer(spec), "OUTPUT": str(output)}
        if spec.crs != "UTM":  # elsewhere, rounding turns flat shapes into slivers
            spec = replace(spec, shapes=tuple(s for s in spec.shapes if s.kind not in vectors.FLAT))
            parameters["CANDIDATES"] = vectors.memory_layer(spec)
        results, message = run_algorithm("createinventory", parameters)
        assert message is None, message
        tally("inputs", f"Layer: {spec.group}", "result")
        wanted = sorted(geodesic_km2(shape) for shape in spec.reference())
        found = table(output, "GO")
        assert results["UNITS"] == len(found) == len(wanted)
        assert sorted(row["AREA"] for row in found) == pytest.approx(wanted, rel=2e-4, abs=1e-9)
        assert len({row["PrimaryID"] for row in found}) == len(found)


def _inventory(layer, folder, world, name):
    output = folder / "out" / f"{name}.gpkg"
    results, message = run_algorithm(
        "createinventory", {"CANDIDATES": layer, "OUTPUT": str(output)}
    )
    assert message is None, message
    areas = sorted(row["AREA"] for row in table(output, "GO"))
    return [results["UNITS"], results["SYSTEMS"], *areas]


def _accuracy(layer, folder, world, name):
    parameters = {
        "MAPPED": layer,
        "REFERENCE": vectors.memory_layer(Layer(UNITS)),
        "OUTPUT": str(folder / "out" / f"{name}.csv"),
        "DRAWS": 100,
    }
    results, message = run_algorithm("assessaccuracy", parameters)
    assert message is None, message
    return [v for _, v in sorted(results.items()) if isinstance(v, (int, float))]


def _negatives(layer, folder, world, name):
    output = folder / "out" / f"{name}.gpkg"
    parameters = {
        "CANDIDATES": layer,
        "REFERENCE": vectors.memory_layer(Layer(UNITS)),
        "OUTPUT": str(output),
    }
    results, message = run_algorithm("collectnegatives", parameters)
    assert message is None, message
    return [results["MISSED"], *sorted(row["area_km2"] for row in table(output))]


def _comparison(layer, folder, world, name):
    output = folder / "out" / f"{name}.csv"
    reference = vectors.memory_layer(Layer(UNITS))
    parameters = {"INVENTORY": layer, "OTHERS": [reference], "OUTPUT": str(output)}
    _, message = run_algorithm("compareinventories", parameters)
    assert message is None, message
    names = ("n_other", "n_this", "other_found", "this_found", "n_same", "common_km2")
    return [float(row[name] or 0) for row in table(output) for name in names]


def _mask(layer, folder, world, name):
    target = TARGETS["predictheatmap-MASK"]
    parameters = target.parameters(world, folder, layer)
    parameters["OUTPUT"] = str(folder / "out" / f"{name}.tif")
    _, message = run_algorithm("predictheatmap", parameters)
    assert message is None, message
    with rasterio.open(parameters["OUTPUT"]) as dataset:
        return [float((dataset.read(1) != dataset.nodata).mean())]


def _distances(layer, folder, world, name):
    path = shutil.copy(world / "inventory.gpkg", folder / "in" / f"{name}.gpkg")
    parameters = {
        "INVENTORY": f"{path}|layername=GO",
        "DEM": str(world / "dem.tif"),
        "GLACIERS": layer,
    }
    _, message = run_algorithm("populateattributes", parameters)
    assert message is None, message
    rows = table(path, "GO")
    assert all(isinstance(row["GLA_DIST"], (int, float)) for row in rows)
    return [row["GLA_DIST"] for row in rows]


SAME = {
    "createinventory": (_inventory, 1e-3),
    "assessaccuracy": (_accuracy, 1e-3),
    "collectnegatives": (_negatives, 1e-3),
    "compareinventories": (_comparison, 1e-3),
    "predictheatmap": (_mask, 2e-2),
    "populateattributes": (_distances, 1e-2),
}


@pytest.mark.parametrize("name", few(SAME))
@some(1, 25)
@given(
    columns=st.permutations(range(CELLS)),
    kinds=st.lists(
        st.sampled_from(("box", "circle", "hole", "two parts", "clockwise")), min_size=3, max_size=3
    ),
)
def test_the_same_landforms_told_otherwise(world, name, columns, kinds):
    """Another CRS, order, dimension or number of corners changes no figure."""
    shapes = tuple(
        Shape(kind, column, i, 0.6) for i, (kind, column) in enumerate(zip(kinds, columns))
    )
    function, tolerance = SAME[name]
    with workplace() as folder:
        expected = function(vectors.memory_layer(Layer(shapes)), folder, world, "first")
        for number, (how, layer) in enumerate(vectors.same_layers(Layer(shapes)).items()):
            found = function(layer, folder, world, f"other{number}")
            assert found == pytest.approx(
                expected, rel=tolerance, abs=1.0 if "GLA" in how else 1e-3
            ), how
            tally("inputs", f"Layer told otherwise: {how}", "result")


@pytest.mark.parametrize("crs", ("UTM", "geographic"))
def test_many_corners(world, crs):
    spec = Layer((Shape("100 000 corners", 1, 1), Shape("box", 3, 3)), (), crs)
    with workplace() as folder:
        layer = vectors.memory_layer(spec)
        for name in ("collectnegatives-CANDIDATES", "extractrockglaciers-GLACIERS"):
            target = TARGETS[name]
            parameters = target.parameters(world, folder, layer)
            assert attempt(target, parameters, folder, f"Layer: {spec.group}")[1] is None


# --- inventories ---------------------------------------------------------------------------


def _inventory_targets():
    insar = {"LOS": "los.tif", "COHERENCE": "coherence.tif", "DEM": "dem.tif"}
    yield Target("populateattributes", "INVENTORY", {"DEM": "dem.tif"})
    yield Target("restrictedoutlines", "INVENTORY", {"DEM": "dem.tif"})
    yield Target("downslopevelocity", "INVENTORY", insar)
    yield Target("movingareas", "INVENTORY", {"VELOCITY": "velocity.tif", "DEM": "dem.tif"})
    yield Target("appendtoinventory", "INVENTORY", reference=("CANDIDATES",))
    yield Target(
        "trackdisplacement", "INVENTORY", {"FIRST": "first.tif", "SECOND": "second.tif"}, {},
        {"WINDOW": 320, "STEP": 320, "START": "2018-08-01", "END": "2020-08-01"}, ("STABLE",),
    )  # fmt: skip
    yield Target(
        "checkinventory", "INVENTORY", {}, {"OUTPUT": "findings.csv", "HTML": "check.html"}
    )
    yield Target("inventoryreport", "INVENTORY", {}, {"OUTPUT": "report.html"})
    yield Target("exportrogi", "INVENTORY", {}, {"OUTPUT": "rogi.gpkg"}, {"FORCE": True})
    yield Target("samplemarkers", "INVENTORY", {}, {"OUTPUT": "sample.gpkg"})


INVENTORY_TARGETS = {target.algorithm: target for target in _inventory_targets()}


@pytest.mark.parametrize("name", few(INVENTORY_TARGETS))
@some(2, 40)
@given(faults=st.lists(vectors.inventory_faults(), min_size=1, max_size=2))
def test_any_inventory(world, name, faults):
    """A damaged inventory is worked on as far as it goes, or stays as it was with a message."""
    target = replace(INVENTORY_TARGETS[name], inventory="INVENTORY")
    with workplace(world) as folder:
        path = folder / "in" / "inventory.gpkg"
        for fault in faults:
            vectors.damage(path, fault)
        parameters = target.parameters(world, folder, f"{path}|layername=GO")
        attempt(target, parameters, folder, f"Inventory: {faults[0].kind}")


@pytest.mark.parametrize("kind", few(vectors.BROKEN_FILES))
def test_broken_files(world, kind):
    """A file that is no layer brings a message that names it."""
    targets = [*INVENTORY_TARGETS.values(), *TARGETS.values()]
    if not FULL:
        targets = targets[hash_of(kind) % 5 :: 9]
    with workplace(world) as folder:
        path = vectors.BROKEN_FILES[kind](folder / "in")
        for target in targets:
            if target.parameter == "OTHERS":
                continue
            parameters = target.parameters(world, folder, path)
            if str(target) in _LISTS:
                parameters["OTHERS"] = [vectors.memory_layer(Layer(UNITS))]
            attempt(target, parameters, folder, f"File: {kind}")
            shutil.rmtree(folder / "out")
            (folder / "out").mkdir()


def hash_of(text):
    return sum(map(ord, text))
