"""Populate RGIK attributes in a real QGIS: all inputs, both layers, in place, bad layers."""

from __future__ import annotations

import math
import os
import shutil
import sqlite3
import subprocess
import sys

import numpy as np
import pytest
import rasterio
from affine import Affine
from osgeo import gdal
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsDistanceArea,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from rock_glacier_mapper.core.inventory.population import FIELDS
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.populateattributes import PopulateAttributes

X0, Y0 = 500000, 5200000


class Log(QgsProcessingFeedback):
    """Keeps what it is told; cancels at the ``stop``-th question whether to."""

    def __init__(self, stop=None):
        super().__init__(False)
        self.warnings, self.infos, self.errors = [], [], []
        self.questions, self.stop = 0, stop

    def pushWarning(self, text):
        self.warnings.append(text)

    def pushInfo(self, text):
        self.infos.append(text)

    def reportError(self, text, fatal=False):
        self.errors.append(text)

    def isCanceled(self):
        self.questions += 1
        return self.stop is not None and self.questions >= self.stop


def run(algorithm, parameters, feedback=None):
    """Run as the toolbox does; the errors of the algorithm are raised."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    instance = algorithm().create()
    results, ok = QgsProcessingAlgorithm.run(
        instance, parameters, context, feedback or Log(), {}, False
    )
    assert ok
    return results


def polygon(x, y, width, height, z=""):
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return ", ".join(f"{a} {b}{z}" for a, b in corners)


#: Two tongues on the slope below a cirque, and one elsewhere.
TONGUES = [(X0 - 300, Y0 - 300, 150, 500), (X0, Y0 - 300, 120, 600), (X0 + 250, Y0 + 100, 150, 250)]


def memory_layer(shapes, crs="EPSG:32632", kind="Polygon"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "candidates", "memory")
    for text in shapes:
        feature = QgsFeature(layer.fields())
        if text:
            feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeatures([feature])
    return layer


def make_inventory(path, shapes, crs="EPSG:32632", kind="Polygon"):
    layer = memory_layer(shapes, crs, kind)
    run(CreateInventory, {"CANDIDATES": layer, "OUTPUT": str(path)})
    return path


def write_raster(path, values, transform, crs="EPSG:32632", nodata=-9999.0, **tags):
    values = np.asarray(values, "float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1,
        dtype="float32", crs=crs, transform=transform, nodata=nodata,
    ) as dataset:  # fmt: skip
        dataset.write(values, 1)
        dataset.update_tags(**tags)
    return str(path)


@pytest.fixture(scope="session")
def folder(qgis_app, tmp_path_factory):
    """An inventory, a DEM and the other inputs; only read."""
    folder = tmp_path_factory.mktemp("inputs")
    make_inventory(folder / "inventory.gpkg", [f"Polygon(({polygon(*t)}))" for t in TONGUES])
    size, cell = 300, 10
    columns, rows = np.meshgrid(np.arange(size), np.arange(size))
    z = 3600 - 3.0 * rows + 15 * np.sin(columns / 5) * np.cos(rows / 7)
    transform = Affine(cell, 0, X0 - 1500, 0, -cell, Y0 + 1500)
    write_raster(folder / "dem.tif", z, transform)
    write_raster(folder / "none.tif", np.full((size, size), -9999.0), transform)
    write_raster(folder / "pisr.tif", 2000 + rows, transform, PISR_VARIANT="kumar+pressure total")
    coarse = Affine(0.1, 0, 8.55, 0, -0.1, 47.35)
    write_raster(folder / "maat.tif", np.full((8, 9), 270.15), coarse, "EPSG:4326")
    write_raster(folder / "rain.tif", np.full((8, 9), 2.0e-5), coarse, "EPSG:4326")
    kilometres = Affine(1000, 0, X0 - 1e4, 0, -1000, Y0 + 1e4)
    write_raster(folder / "magt.tif", np.full((20, 20), -1.5), kilometres)
    return folder


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture
def inventory(folder, tmp_path):
    return shutil.copy(folder / "inventory.gpkg", tmp_path / "inventory.gpkg")


@pytest.fixture
def everything(folder):
    """All optional inputs; the glacier touches the upper rim of the second tongue."""
    top = TONGUES[1][1] + TONGUES[1][3]
    ice = f"Polygon(({polygon(TONGUES[1][0] - 40, top, 200, 400)}))"
    return {
        "PISR": str(folder / "pisr.tif"),
        "MAAT": str(folder / "maat.tif"),
        "MAGT": str(folder / "magt.tif"),
        "PRECIPITATION": str(folder / "rain.tif"),
        "PRECIPITATION_UNIT": "kg_m2_s1",
        "GLACIERS": memory_layer([ice]),
    }


def populate(layer, folder, feedback=None, dem="dem.tif", **more):
    if not isinstance(layer, QgsVectorLayer):
        layer = f"{layer}|layername=GO"
    parameters = {"INVENTORY": layer, "DEM": str(folder / dem), **more}
    return run(PopulateAttributes, parameters, feedback)


def open_layer(path, name="GO"):
    """The layer, owned by the project as in the desktop."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def plain(value):
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def rows(layer):
    names = layer.fields().names()
    return [
        {n: plain(v) for n, v in zip(names, f.attributes())}
        for f in sorted(layer.getFeatures(), key=lambda f: f.id())
    ]


def change(path, name, identifier, **values):
    """Change stored values, as another program would."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    new = {layer.fields().indexOf(key): value for key, value in values.items()}
    assert layer.dataProvider().changeAttributeValues({identifier: new})


def stored(path, name="GO"):
    """Rows as another program finds them in the file."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return rows(layer)


# --- definition ----------------------------------------------------------------------------


def test_parameters_are_the_contract(qgis_app):
    algorithm = PopulateAttributes().create()
    definitions = {d.name(): d for d in algorithm.parameterDefinitions()}
    required = {
        n for n, d in definitions.items()
        if not d.flags() & type(d).Flag.FlagOptional and d.defaultValue() is None
    }  # fmt: skip
    assert required == {"INVENTORY", "DEM"}
    assert set(definitions) == required | {
        "PISR", "MAAT", "MAGT", "PRECIPITATION", "GLACIERS", "MARKERS", "ONLY_EMPTY",
        "TEMPERATURE_UNIT", "PRECIPITATION_UNIT",
    }  # fmt: skip
    assert all(d.help() for d in definitions.values())
    for name in ("TEMPERATURE_UNIT", "PRECIPITATION_UNIT"):
        assert definitions[name].usesStaticStrings()
        assert definitions[name].defaultValue() == "auto"
    assert algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagSupportsInPlaceEdits


# --- all inputs ----------------------------------------------------------------------------


def test_all_inputs_fill_both_layers(inventory, folder, everything):
    log = Log()
    result = populate(inventory, folder, log, **everything)
    assert (result["UPDATED"], result["SKIPPED"], result["MARKERS_UPDATED"]) == (3, 0, 3)
    go, pm = stored(inventory), stored(inventory, "PM")
    for row, (_, y, width, height) in zip(go, TONGUES):
        assert row["LENGTH"] == pytest.approx(height, rel=0.02)
        assert row["WIDTH"] == pytest.approx(width, rel=0.02)
        assert row["MAAT"] == -3.0 and row["MAGT"] == -1.5
        assert row["AP"] == pytest.approx(2.0e-5 * 365.25 * 86400, abs=0.06)
        centre = (Y0 + 1500 - (y + height / 2)) / 10 - 0.5
        assert row["PISR"] == pytest.approx(2000 + centre, abs=0.06)
        assert row["PISR_VAR"] == "kumar+pressure total"
        assert row["ELE_SRC"] == "dem.tif (10 m)"
        for name in FIELDS:
            assert row[f"{name}Src"] == (None if row[name] is None else "auto"), name
    assert go[1]["GLA_DIST"] == pytest.approx(0, abs=10)
    assert go[0]["GLA_DIST"] == pytest.approx(math.hypot(110, 100), abs=20)
    by_key = {row["PrimaryID"]: row for row in pm}
    touched = by_key[go[1]["PrimaryID"]]
    assert (touched["UpslCon"], touched["UpslHu"]) == ("Glacier", "G-RG")
    for row in pm:
        assert row["UpslEvid"]
        for name in ("UpslCon", "UpslHu", "UpslEvid"):
            assert row[f"{name}Src"] == (None if row[name] is None else "auto")
    again = populate(inventory, folder, **everything)
    assert again["MARKERS_UPDATED"] == 0
    assert (stored(inventory), stored(inventory, "PM")) == (go, pm)


def test_means_and_areas_agree_with_qgis(inventory, folder, everything, tmp_path):
    """Elevation and radiation within 0.05 of zonal statistics, slope within 0.02°, area 1e-6."""
    registry = QgsApplication.processingRegistry()
    if registry.providerById("native") is None:
        registry.addProvider(QgsNativeAlgorithms(registry))
    gdal.DEMProcessing(str(tmp_path / "slope.tif"), str(folder / "dem.tif"), "slope")
    populate(inventory, folder, PISR=everything["PISR"])
    layer = f"{inventory}|layername=GO"
    rasters = {"e_": folder / "dem.tif", "s_": tmp_path / "slope.tif", "p_": folder / "pisr.tif"}
    for prefix, raster in rasters.items():
        results, ok = registry.createAlgorithmById("native:zonalstatisticsfb").run(
            {
                "INPUT": layer,
                "INPUT_RASTER": str(raster),
                "RASTER_BAND": 1,
                "COLUMN_PREFIX": prefix,
                "STATISTICS": [2, 3, 5, 6],
                "OUTPUT": str(tmp_path / f"{prefix}.gpkg"),
            },
            QgsProcessingContext(),
            QgsProcessingFeedback(False),
        )
        assert ok
        layer = results["OUTPUT"]
    compared = QgsVectorLayer(layer, "compared", "ogr")
    measure = QgsDistanceArea()
    measure.setSourceCrs(compared.crs(), QgsProject.instance().transformContext())
    measure.setEllipsoid("WGS84")
    count = 0
    for feature in compared.getFeatures():
        count += 1
        for what in ("MIN", "MEAN", "MEDIAN", "MAX"):
            low = what.lower()
            assert feature[f"ELE_{what}"] == pytest.approx(feature[f"e_{low}"], abs=0.05)
            assert feature[f"SLO_{what}"] == pytest.approx(feature[f"s_{low}"], abs=0.02)
        assert feature["PISR"] == pytest.approx(feature["p_mean"], abs=0.051)
        area = measure.measureArea(feature.geometry()) / 1e6
        assert feature["AREA"] == pytest.approx(area, rel=2e-6)
    assert count == 3


def test_fields_without_an_input_stay(inventory, folder, everything):
    populate(inventory, folder, **everything)
    go, pm = stored(inventory), stored(inventory, "PM")
    populate(inventory, folder)
    assert (stored(inventory), stored(inventory, "PM")) == (go, pm)


def test_manual_values_of_both_layers_stay(inventory, folder, everything):
    change(inventory, "PM", 2, UpslCon="Talus")
    change(inventory, "GO", 1, MAAT=1.5, MAATSrc="manual")
    change(inventory, "GO", 2, PISR=77.0)
    populate(inventory, folder, **everything)
    go, pm = stored(inventory), stored(inventory, "PM")
    assert (go[0]["MAAT"], go[0]["MAATSrc"], go[1]["MAAT"]) == (1.5, "manual", -3.0)
    assert (go[1]["PISR"], go[1]["PISRSrc"]) == (77, None)
    assert (pm[1]["UpslCon"], pm[1]["UpslConSrc"]) == ("Talus", None)
    assert pm[1]["UpslHu"] == "G-RG"


def test_only_empty_fills_what_is_new(inventory, folder, everything):
    populate(inventory, folder)
    change(inventory, "GO", 2, ELE_MEAN=None, ELE_MEANSrc=None)
    first = stored(inventory)
    result = populate(inventory, folder, ONLY_EMPTY=True, MAAT=everything["MAAT"])
    assert result["UPDATED"] == 3
    second = stored(inventory)
    for old, new in zip(first, second):
        changed = {k for k in old if old[k] != new[k]}
        empty = {"ELE_MEAN", "ELE_MEANSrc"} if old["ELE_MEAN"] is None else set()
        assert changed - {"MachineVal"} == {"MAAT", "MAATSrc"} | empty
        assert new["MAAT"] == -3.0 and new["ELE_MEAN"] is not None


def test_restricted_outlines_have_no_front_and_markers_follow_the_extended(
    inventory, folder, everything
):
    layer = open_layer(inventory)
    layer.startEditing()
    first = next(f for f in layer.getFeatures() if f.id() == 2)
    copy = QgsFeature(first)
    copy.setAttribute("fid", None)
    copy["OutType"], copy["PolyUID"] = "Restricted", "other"
    copy.setGeometry(QgsGeometry(first.geometry()).buffer(-20, 2))
    assert layer.addFeature(copy) and layer.commitChanges()
    QgsProject.instance().clear()
    populate(inventory, folder, **everything)
    restricted = next(row for row in stored(inventory) if row["OutType"] == "Restricted")
    assert restricted["LENGTH"] == pytest.approx(560, rel=0.03)
    assert restricted["FRONT_H"] is None
    assert stored(inventory, "PM")[1]["UpslHu"] == "G-RG"


def test_an_inventory_of_an_earlier_version(inventory, folder):
    """Its GO layer has fewer fields."""
    with sqlite3.connect(inventory) as database:
        for name in ("LENGTH", "LENGTHSrc", "FRONT_H", "ELE_SRCSrc"):
            database.execute(f"alter table GO drop column {name}")
    populate(inventory, folder)
    for row in stored(inventory):
        assert row["WIDTH"] > 0 and row["ELE_MEAN"] > 0 and row["ELE_SRC"] is None


# --- all or nothing ------------------------------------------------------------------------


def test_one_undo_step_a_layer(inventory, folder, everything):
    go, pm = open_layer(inventory), open_layer(inventory, "PM")
    before = rows(go), rows(pm)
    go.startEditing()
    populate(go, folder, **everything)
    assert go.isEditable() and pm.isEditable()
    assert go.undoStack().count() == pm.undoStack().count() == 1
    assert rows(go)[0]["GLA_DIST"] is not None and rows(pm)[0]["UpslEvid"]
    assert (stored(inventory), stored(inventory, "PM")) == before
    go.undoStack().undo()
    pm.undoStack().undo()
    assert (rows(go), rows(pm)) == before
    go.rollBack()
    pm.rollBack()


def test_a_layer_in_edit_mode_with_markers_that_nobody_keeps(inventory, folder, everything):
    go = open_layer(inventory)
    go.startEditing()
    with pytest.raises(QgsProcessingException, match="Add it to the project"):
        populate(go, folder, **everything)
    assert not go.isModified()
    go.rollBack()


@pytest.mark.parametrize("editing", [False, True])
def test_cancelling_leaves_both_layers(inventory, folder, everything, editing):
    go, pm = open_layer(inventory), open_layer(inventory, "PM")
    before = rows(go), rows(pm)
    whole = Log()
    go.startEditing()
    populate(go, folder, whole, **everything)
    go.rollBack()
    pm.rollBack()
    steps = sorted({*range(1, whole.questions, 4), *range(whole.questions - 5, whole.questions)})
    for stop in steps:
        if editing:
            go.startEditing()
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            populate(go, folder, Log(stop), **everything)
        assert go.isEditable() is editing and not pm.isEditable()
        assert not go.isModified()
        assert (rows(go), rows(pm)) == before
        go.rollBack()
    assert (stored(inventory), stored(inventory, "PM")) == before


@pytest.mark.parametrize("failing", ["GO", "PM"])
def test_when_one_layer_cannot_be_saved_both_stay(inventory, folder, everything, failing):
    with sqlite3.connect(inventory) as database:
        database.execute(
            f"create trigger stop before update on {failing} when new.fid = 3 "
            "begin select raise(abort, 'no more room'); end"
        )
    before = stored(inventory), stored(inventory, "PM")
    with pytest.raises(QgsProcessingException, match=r"could not be saved: .*no more room"):
        populate(inventory, folder, **everything)
    assert (stored(inventory), stored(inventory, "PM")) == before


# --- unusual layers ------------------------------------------------------------------------


def test_empty_layer(folder, tmp_path, everything):
    path = make_inventory(tmp_path / "empty.gpkg", [])
    result = populate(path, folder, **everything)
    assert (result["UPDATED"], result["SKIPPED"], result["MARKERS_UPDATED"]) == (0, 0, 0)


def test_parts_heights_measures_and_missing_geometry(folder, tmp_path):
    parts = f"MultiPolygon((({polygon(*TONGUES[0])})), (({polygon(X0 + 400, Y0, 30, 30)})))"
    solid = f"PolygonZM(({polygon(*TONGUES[1], ' 9 9')}))"
    bow = (
        f"Polygon(({X0} {Y0}, {X0 + 200} {Y0 + 200}, {X0 + 200} {Y0}, {X0} {Y0 + 200}, {X0} {Y0}))"
    )
    path = make_inventory(tmp_path / "i.gpkg", [parts, solid], kind="MultiPolygonZM")
    layer = open_layer(path)
    layer.startEditing()
    for text in (bow, None):
        feature = QgsFeature(next(layer.getFeatures()))
        feature.setAttribute("fid", None)
        feature["PolyUID"] = text or "none"
        feature.setGeometry(QgsGeometry.fromWkt(text) if text else QgsGeometry())
        assert layer.addFeature(feature)
    log = Log()
    result = populate(layer, folder, log)
    assert (result["UPDATED"], result["SKIPPED"]) == (3, 1)
    assert any("1 outlines are invalid" in text for text in log.warnings)
    found = {row["PolyUID"]: row for row in rows(layer)}
    assert found["none"]["ELE_MEAN"] is None
    assert found[bow]["ELE_MEAN"] is not None
    lengths = sorted(row["LENGTH"] for name, row in found.items() if name not in ("none", bow))
    assert lengths == pytest.approx([500, 600], rel=0.02)
    assert any("largest part" in (row["AttrNote"] or "") for row in rows(layer))
    layer.rollBack()


FEET = "+proj=tmerc +lon_0=9 +k=0.9996 +x_0=500000 +datum=WGS84 +units=us-ft"


@pytest.mark.parametrize("crs", ["EPSG:4326", FEET, "EPSG:3857"])
def test_outlines_in_degrees_or_feet(folder, tmp_path, inventory, crs):
    path = tmp_path / "other.gpkg"
    gdal.VectorTranslate(str(path), str(inventory), dstSRS=crs, layers=["GO"], reproject=True)
    populate(path, folder)
    populate(inventory, folder)
    for a, b in zip(stored(inventory), stored(path)):
        for name, tolerance in (
            ("AREA", 1e-6), ("LENGTH", 1.5), ("WIDTH", 1), ("ELE_MEAN", 0.3), ("ELE_MIN", 3),
            ("SLO_MEAN", 0.1), ("ASPECT", 0.3),
        ):  # fmt: skip
            assert b[name] == pytest.approx(a[name], abs=tolerance), name


def test_a_dem_without_values(inventory, folder):
    log = Log()
    result = populate(inventory, folder, log, dem="none.tif")
    assert (result["UPDATED"], result["SKIPPED"]) == (0, 3)
    assert any(text.startswith("3 of 3 outlines lie outside") for text in log.warnings)
    for row in stored(inventory):
        assert row["ELE_MEAN"] is None and row["LENGTH"] is None and row["AREA"] > 0


def test_missing_inputs(inventory, folder, tmp_path, everything):
    before = stored(inventory)
    with pytest.raises(QgsProcessingException, match="does not say in which unit"):
        populate(inventory, folder, PRECIPITATION=everything["PRECIPITATION"])
    with pytest.raises(QgsProcessingException, match="MAAT"):
        populate(inventory, folder, MAAT=str(tmp_path / "no.tif"))
    with pytest.raises(QgsProcessingException):
        run(PopulateAttributes, {"INVENTORY": f"{inventory}|layername=GO", "DEM": None})
    assert stored(inventory) == before


def test_without_a_layer_of_markers(inventory, folder, everything, tmp_path):
    go = open_layer(inventory).materialize
    from qgis.core import QgsFeatureRequest

    copy = go(QgsFeatureRequest())
    QgsProject.instance().addMapLayer(copy, False)
    log = Log()
    result = populate(copy, folder, log, **everything)
    assert result["MARKERS_UPDATED"] == 0
    assert any("no layer PM" in text for text in log.warnings)
    assert rows(copy)[1]["GLA_DIST"] == pytest.approx(0, abs=10)


def test_markers_that_are_none(inventory, folder, everything):
    points = memory_layer(["Point(1 1)"], kind="Point")
    with pytest.raises(QgsProcessingException, match="no PM layer of an inventory"):
        populate(inventory, folder, MARKERS=points, **everything)


def test_a_read_only_geopackage(inventory, folder):
    inventory.chmod(0o444)
    inventory.parent.chmod(0o555)
    try:
        if os.access(inventory, os.W_OK):
            pytest.skip("root may write everything")
        with pytest.raises(QgsProcessingException, match="read-only"):
            populate(inventory, folder)
    finally:
        inventory.parent.chmod(0o755)


def test_a_layer_locked_by_another_process(inventory, folder):
    layer = open_layer(inventory)
    before = stored(inventory)
    program = (
        "import sqlite3, sys\n"
        "d = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "d.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(inventory)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        try:
            assert other.stdout.readline() == "locked\n"
            with pytest.raises(QgsProcessingException, match="locked"):
                populate(layer, folder)
        finally:
            other.communicate("")
    assert not layer.isEditable()
    assert stored(inventory) == before
    assert populate(layer, folder)["UPDATED"] == 3


# --- QGIS's in-place editing ---------------------------------------------------------------


@pytest.fixture
def execute_in_place(qgis_app):
    """The function behind *Edit features in-place*."""
    sys.path.insert(0, f"{qgis_app.pkgDataPath()}/python/plugins")
    try:
        module = pytest.importorskip("processing.gui.AlgorithmExecutor")
    finally:
        sys.path.pop(0)

    def execute(layer, folder, feedback=None, dem="dem.tif", **more):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = PopulateAttributes().create()
        parameters = {"INVENTORY": layer, "DEM": str(folder / dem), **more}
        return module.execute_in_place_run(
            algorithm, parameters, context, feedback or Log(), raise_exceptions=True
        )

    return execute


def test_in_place_gives_the_same_values(inventory, folder, everything, execute_in_place):
    layer = open_layer(inventory)
    before = rows(layer)
    ok, results = execute_in_place(layer, folder, **everything)
    assert ok and results["__count"] == 3
    assert layer.isEditable() and layer.undoStack().count() == 1
    found = rows(layer)
    layer.undoStack().undo()
    assert rows(layer) == before
    layer.rollBack()
    populate(inventory, folder, **everything)
    for ours, theirs in zip(stored(inventory), found):
        assert {k: v for k, v in theirs.items() if k != "MachineVal"} == {
            k: v for k, v in ours.items() if k != "MachineVal"
        }


def test_in_place_edits_the_selection_and_keeps_manual_values(inventory, folder, execute_in_place):
    layer = open_layer(inventory)
    layer.startEditing()
    index = layer.fields().indexOf("ELE_MEAN")
    layer.changeAttributeValue(2, index, 1.0)
    layer.selectByIds([2])
    before = rows(layer)
    assert execute_in_place(layer, folder)[0]
    found = rows(layer)
    assert [found[0], found[2]] == [before[0], before[2]]
    assert (found[1]["ELE_MEAN"], found[1]["ELE_MEANSrc"]) == (1.0, "manual")
    assert found[1]["ELE_MAX"] > 3000 and found[1]["ELE_MAXSrc"] == "auto"
    layer.rollBack()


def test_in_place_errors_and_cancelling_keep_unsaved_edits(inventory, folder, execute_in_place):
    layer = open_layer(inventory)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().indexOf("Comment"), "mine")
    before = rows(layer)
    log = Log()
    execute_in_place(layer, folder, log, PRECIPITATION=str(folder / "rain.tif"))
    assert any("Choose the unit" in text for text in log.errors)
    assert rows(layer) == before
    for stop in (1, 3, 8):
        execute_in_place(layer, folder, Log(stop))
        assert rows(layer) == before
    layer.rollBack()


def test_in_place_is_offered_for_outlines_only(inventory, qgis_app):
    algorithm = PopulateAttributes().create()
    assert algorithm.supportInPlaceEdit(open_layer(inventory))
    assert not algorithm.supportInPlaceEdit(open_layer(inventory, "PM"))
    assert not algorithm.supportInPlaceEdit(open_layer(inventory, "AOI"))
    assert not algorithm.supportInPlaceEdit(memory_layer([]))
