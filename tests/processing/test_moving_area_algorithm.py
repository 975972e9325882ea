"""Moving areas and kinematic attribute in a real QGIS: edits, undo, manual values, bad input."""

import json
import shutil

import numpy as np
import pytest
import rasterio
from affine import Affine
from processinglog import Log, run
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from rock_glacier_mapper.core.inventory.checks import check_inventory
from rock_glacier_mapper.core.inventory.findings import ERROR
from rock_glacier_mapper.core.inventory.reading import read_inventory
from rock_glacier_mapper.core.inventory.rogi import RogiName, export_rogi
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.movingareas import MovingAreas

X0, Y0 = 500000, 5200000
#: Three tongues that flow south: fast in the lower and faster in the upper half; slow; no data.
TONGUES = [(X0, Y0), (X0 + 900, Y0), (X0 + 1800, Y0)]
SIZE = 300, 600
CELL = 10


def polygon(x, y, width, height):
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return "Polygon((" + ", ".join(f"{a} {b}" for a, b in corners) + "))"


def write_raster(path, bands, names=(), unit="cm/yr", crs="EPSG:32632", **tags):
    transform = Affine(CELL, 0, X0 - 500, 0, -CELL, Y0 + 1100)
    if crs == "EPSG:4326":  # the same place
        transform = Affine(1.32e-4, 0, 8.99342, 0, -9e-5, 46.9626)
    with rasterio.open(
        path, "w", driver="GTiff", width=bands[0].shape[1], height=bands[0].shape[0],
        count=len(bands), dtype="float32", crs=crs, transform=transform, nodata=-9999.0,
    ) as dataset:  # fmt: skip
        for number, band in enumerate(bands, start=1):
            dataset.write(band.astype("float32"), number)
        for number, name in enumerate(names, start=1):
            dataset.set_band_description(number, name)
        dataset.update_tags(**{**({"UNIT": unit} if unit else {}), **tags})
    return str(path)


def field():
    """Downslope velocity and standard deviation in cm/yr: 160 rows by 300 columns."""
    velocity = np.full((160, 300), 0.2)
    velocity[50:78, 50:80] = 55  # upper half of the first tongue
    velocity[78:106, 50:80] = 16  # its lower half
    velocity[50:110, 140:170] = 2
    velocity[:, 220:270] = -9999
    return velocity, np.full(velocity.shape, 0.1) + velocity * 1e-6


DAYS = {"OBS_START": "2018-07-03", "OBS_END": "2018-09-13"}
NAMES = ("downslope velocity", "standard deviation")


@pytest.fixture(scope="session")
def folder(qgis_app, tmp_path_factory):
    """An inventory and rasters; only read."""
    folder = tmp_path_factory.mktemp("kinematics")
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632", "candidates", "memory")
    for x, y in TONGUES:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(polygon(x, y, *SIZE)))
        layer.dataProvider().addFeatures([feature])
    run(CreateInventory, {"CANDIDATES": layer, "OUTPUT": str(folder / "inventory.gpkg")})
    write_raster(folder / "velocity.tif", field(), NAMES, **DAYS)
    rows = np.mgrid[0:160, 0:300][0]
    write_raster(folder / "dem.tif", [3000.0 - 3 * rows], unit="")
    return folder


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture
def inventory(folder, tmp_path):
    return shutil.copy(folder / "inventory.gpkg", tmp_path / "inventory.gpkg")


def delineate(inventory, folder, feedback=None, velocity="velocity.tif", layer=None, **more):
    parameters = {"INVENTORY": layer or f"{inventory}|layername=GO", **more}
    if velocity is not None:
        parameters["VELOCITY"] = str(folder / velocity)
    return run(MovingAreas, parameters, feedback)


def open_layer(path, name):
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


def stored(path, name):
    return rows(QgsVectorLayer(f"{path}|layername={name}", name, "ogr"))


def change(path, name, identifier, **values):
    """Change stored values, as another program would."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    new = {layer.fields().indexOf(key): value for key, value in values.items()}
    assert layer.dataProvider().changeAttributeValues({identifier: new})


def markers(path):
    """Markers from west to east."""
    return sorted(stored(path, "PM"), key=lambda row: row["LON"])


# --- definition ----------------------------------------------------------------------------


def test_parameters_are_the_contract_and_all_are_explained(qgis_app):
    algorithm = MovingAreas().create()
    assert (algorithm.name(), algorithm.group()) == ("movingareas", "Kinematics")
    definitions = {d.name(): d for d in algorithm.parameterDefinitions()}
    assert {"VELOCITY", "MA", "INVENTORY", "DEM", "REPORT"} <= set(definitions)
    required = {n for n, d in definitions.items() if not d.flags() & type(d).Flag.FlagOptional}
    assert "INVENTORY" in required and "VELOCITY" not in required and "MA" not in required
    assert all(d.help() for d in definitions.values())


# --- what is written -----------------------------------------------------------------------


def test_areas_and_attributes_are_written_with_their_origin(inventory, folder):
    log = Log()
    results = delineate(inventory, folder, log, DEM=str(folder / "dem.tif"))
    areas = stored(inventory, "MA")
    assert results["AREAS"] == len(areas) and results["UNITS"] == 2
    # Class 3 is the rim that smoothing makes where class 4 ends.
    assert sorted({a["VelClass"] for a in areas}) == [1, 2, 3, 4, 5]
    for area in areas:
        assert area["TimeObs"] == "2018-07-03 to 2018-09-13"
        assert area["DataTech"] == "downslope velocity; velocity.tif"
        assert area["VelClassSrc"] == area["RelMASrc"] == area["TimeObsSrc"] == "auto"
        assert json.loads(area["MachineVal"])["VelClass"] == area["VelClass"]
    assert len({a["PolyUID"] for a in areas}) == len(areas)
    fast, slow, none = markers(inventory)
    assert fast["KinAtt"] == 4 and fast["RelKin"] == "Medium"  # the front decided
    assert fast["KinSpatRep"] == ">75 %" and fast["KinPeriod"] == "2018-07-03 to 2018-09-13"
    assert abs(fast["KinF4"] - fast["KinF5"]) < 0.02 and fast["KinF4"] > 0.4
    assert (fast["ActiCl"], fast["ActiAss"]) == ("Active", "Kinematic data")
    assert fast["KinAttSrc"] == fast["ActiClSrc"] == fast["KinF4Src"] == "auto"
    assert "moving areas: downslope velocity" in fast["KinData"]
    assert (slow["KinAtt"], slow["ActiCl"]) == (2, "Transitional")
    for name in ("KinAtt", "RelKin", "KinPeriod", "KinSpatRep", "KinData", "ActiCl", "KinF1"):
        assert none[name] is None and none[f"{name}Src"] is None
    assert any("no moving area" in text for text in log.infos)


def test_areas_cover_the_cells_of_their_class(inventory, folder):
    delineate(inventory, folder, SMOOTH=False)
    layer = open_layer(inventory, "MA")
    total = {}
    for feature in layer.getFeatures():
        code = feature["VelClass"]
        total[code] = total.get(code, 0) + feature.geometry().area() / CELL**2
    velocity = np.where(field()[0] == -9999, np.nan, field()[0])
    padded = np.pad(velocity, 1, constant_values=np.nan)
    near = np.array([padded[i : i + 160, j : j + 300] for i in range(3) for j in range(3)])
    mean = np.nansum(near, axis=0) / np.maximum(np.isfinite(near).sum(axis=0), 1)
    mean[np.isnan(velocity)] = np.nan
    assert total[5] == ((mean >= 30) & (mean < 100)).sum()
    assert total[4] == ((mean >= 10) & (mean < 30)).sum()
    # Not cut to the outlines: the class-1 ground around the tongues belongs to its area.
    reach = layer.extent()
    assert reach.xMinimum() == X0 - 200 and reach.yMaximum() == Y0 + SIZE[1] + 200


def test_a_second_run_changes_nothing_and_another_raster_replaces(inventory, folder, tmp_path):
    delineate(inventory, folder)
    before = stored(inventory, "MA"), stored(inventory, "PM")
    again = delineate(inventory, folder)
    assert again["UPDATED"] == 0 and again["AREAS"] == len(before[0])
    assert (stored(inventory, "MA"), stored(inventory, "PM")) == before
    velocity, deviation = field()
    velocity[50:110, 50:80] = 200
    write_raster(tmp_path / "other.tif", [velocity, deviation], NAMES, **DAYS)
    delineate(inventory, tmp_path, velocity="other.tif")
    areas = stored(inventory, "MA")
    assert len(areas) < len(before[0]) and sorted({a["VelClass"] for a in areas}) == [1, 2, 5, 6]
    fast = markers(inventory)[0]
    assert (fast["KinAtt"], fast["KinAttSrc"]) == (6, "auto") and fast["KinF5"] < 0.01
    kept = delineate(inventory, folder, REPLACE=False)
    assert len(stored(inventory, "MA")) > len(areas) and kept["AREAS"] == len(before[0])


def test_manual_values_and_areas_stay(inventory, folder):
    delineate(inventory, folder)
    fast, slow, _ = markers(inventory)
    number = {r["PrimaryID"]: i for i, r in enumerate(stored(inventory, "PM"), start=1)}
    change(inventory, "PM", number[fast["PrimaryID"]], KinAtt=6, KinAttSrc="manual")
    change(inventory, "PM", number[slow["PrimaryID"]], ActiCl="Relict", ActiClSrc="manual")
    areas = stored(inventory, "MA")
    edited = next(i for i, a in enumerate(areas, start=1) if a["VelClass"] == 2)
    change(inventory, "MA", edited, VelClass=3, VelClassSrc="manual")
    delineate(inventory, folder)
    after = markers(inventory)
    assert (after[0]["KinAtt"], after[0]["ActiCl"]) == (6, fast["ActiCl"])
    assert after[0]["KinPeriod"] == fast["KinPeriod"] and after[0]["RelKin"] == fast["RelKin"]
    assert after[1]["ActiCl"] == "Relict"
    assert after[1]["KinAtt"] == 3  # from the area that a person edited
    same = [a for a in stored(inventory, "MA") if a["PolyUID"] == areas[edited - 1]["PolyUID"]]
    assert [(a["VelClass"], a["VelClassSrc"]) for a in same] == [(3, "manual")]
    assert not [a for a in stored(inventory, "MA") if a["VelClass"] == 2]  # none drawn on it


def test_in_edit_mode_each_layer_gets_one_step_that_can_be_undone(inventory, folder):
    outlines, pm = open_layer(inventory, "GO"), open_layer(inventory, "PM")
    ma = open_layer(inventory, "MA")
    before = rows(pm)
    assert ma.startEditing()
    delineate(inventory, folder, layer=outlines)
    assert ma.isEditable() and pm.isEditable()
    assert (ma.undoStack().count(), pm.undoStack().count()) == (1, 1)
    count = ma.featureCount()
    assert count > 3 and not stored(inventory, "MA")
    delineate(inventory, folder, layer=outlines, SLOWEST=2)  # fewer: some are deleted
    assert ma.featureCount() < count and ma.undoStack().count() == 2
    ma.undoStack().undo()
    assert ma.featureCount() == count
    ma.undoStack().undo()
    while pm.undoStack().canUndo():
        pm.undoStack().undo()
    assert ma.featureCount() == 0 and rows(pm) == before
    assert ma.rollBack() and pm.rollBack()


def test_fewer_areas_are_saved_too(inventory, folder):
    delineate(inventory, folder)
    delineate(inventory, folder, SLOWEST=2)
    areas = stored(inventory, "MA")
    assert sorted({a["VelClass"] for a in areas}) == [2, 3, 4, 5]
    slow = markers(inventory)[1]
    assert slow["KinAtt"] == 2


def test_cancelling_changes_nothing(inventory, folder):
    for stop in (10, 45, 90):
        log = Log(stop)
        with pytest.raises((QgsProcessingException, AssertionError)):
            delineate(inventory, folder, log)
        assert not stored(inventory, "MA")
        assert all(row["KinAtt"] is None for row in stored(inventory, "PM"))


# --- other ways ----------------------------------------------------------------------------


def test_areas_that_are_there_do_without_a_raster(inventory, folder):
    drawn = QgsVectorLayer("MultiPolygon?crs=EPSG:32632&field=Vel.Class:integer", "areas", "memory")
    feature = QgsFeature(drawn.fields())
    feature.setGeometry(QgsGeometry.fromWkt(polygon(X0 - 50, Y0 - 50, 400, 500)))
    feature["Vel.Class"] = 6
    drawn.dataProvider().addFeatures([feature])
    delineate(inventory, folder, velocity=None, MA=drawn)
    fast, slow, _ = markers(inventory)
    assert (fast["KinAtt"], fast["RelKin"], fast["KinF6"]) == (6, "Low", 0.75)
    assert fast["ActiCl"] == "Active uncertain" and slow["KinAtt"] is None
    assert not stored(inventory, "MA")


def test_second_route_is_only_taken_when_asked_for(inventory, folder):
    measured = {"VDS_MEAN": 45.0, "VDS_SIGMA": 2.0, "SENS_C": -0.8, "VALID_PCT": 90.0}
    change(inventory, "GO", 3, **measured, KIN_QC="ok", PASS="descending")
    change(inventory, "GO", 3, OBS_START="2019-07-01", OBS_END="2019-08-30")
    delineate(inventory, folder)
    key = stored(inventory, "GO")[2]["PrimaryID"]

    def value(name):
        return next(r[name] for r in stored(inventory, "PM") if r["PrimaryID"] == key)

    assert value("KinAtt") is None
    delineate(inventory, folder, ROUTE="moving_areas_else_mean")
    assert (value("KinAtt"), value("RelKin"), value("KinF5")) == (5, "High", None)
    assert value("KinData") == "mean downslope velocity 45.0 ± 2.0 cm/yr; InSAR, descending"
    assert value("KinPeriod") == "2019-07-01 to 2019-08-30"


def test_line_of_sight_in_degrees_and_metres(inventory, folder, tmp_path):
    velocity = np.where(field()[0] == -9999, -9999, -field()[0] / 100)
    write_raster(tmp_path / "los.tif", [velocity], ("LOS velocity",), "m/yr", "EPSG:4326")
    with pytest.raises(QgsProcessingException, match="TIME_OBS"):
        delineate(inventory, tmp_path, velocity="los.tif")
    delineate(inventory, tmp_path, velocity="los.tif", TIME_OBS="Jul-Sep 2018-2020",
              DATA_TECH="InSAR Sentinel-1 descending")  # fmt: skip
    areas = stored(inventory, "MA")
    assert {a["TimeObs"] for a in areas} == {"Jul-Sep 2018-2020"}
    assert {a["DataTech"] for a in areas} == {"line-of-sight velocity; InSAR Sentinel-1 descending"}
    assert {4, 5} <= {a["VelClass"] for a in areas}
    assert markers(inventory)[1]["KinAtt"] == 2


def test_report_and_figures(inventory, folder, tmp_path):
    results = delineate(
        inventory, folder, DEM=str(folder / "dem.tif"), REPORT=str(tmp_path / "report.html"),
        FIGURES=str(tmp_path / "figures"), PICTURES=1,
    )  # fmt: skip
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert results["REPORT"].endswith("report.html")
    assert text.count("data:image/png") == 3 and 'src="http' not in text
    for row in stored(inventory, "PM"):
        assert row["PrimaryID"] in text
    names = {path.stem for path in (tmp_path / "figures").iterdir()}
    assert {"histogram", "boxplot", markers(inventory)[0]["PrimaryID"]} <= names
    assert {p.suffix for p in (tmp_path / "figures").iterdir()} == {".png", ".svg", ".pdf"}


def test_export_and_checks_take_the_result(inventory, folder, tmp_path):
    delineate(inventory, folder)
    result = check_inventory(str(inventory))
    about = ("Kin", "Acti", "VelClass", "RelMA", "TimeObs")
    found = [f for f in result.findings if f.severity == ERROR and str(f.row["field"])[:3] in about]
    assert not found
    export_rogi(
        read_inventory(str(inventory), load_schema()),
        tmp_path / "rogi.gpkg",
        RogiName("TEST", 2026),
    )
    moving = stored(tmp_path / "rogi.gpkg", RogiName("TEST", 2026).layer("MA"))
    assert len(moving) == len(stored(inventory, "MA")) and "KinF1" not in moving[0]
    exported = stored(tmp_path / "rogi.gpkg", RogiName("TEST", 2026).layer("PM"))
    assert "cm/yr" in {row["KinAtt"] for row in exported}


def test_an_inventory_without_the_new_fields_still_works(inventory, folder):
    from osgeo import ogr

    dataset = ogr.Open(str(inventory), 1)
    for name, gone in (("PM", "KinF"), ("MA", "TimeObsSrc"), ("MA", "DataTechSrc"), ("GO", "VDS")):
        layer = dataset.GetLayerByName(name)
        definition = layer.GetLayerDefn()
        names = [definition.GetFieldDefn(i).name for i in range(definition.GetFieldCount())]
        for number in reversed([i for i, one in enumerate(names) if one.startswith(gone)]):
            layer.DeleteField(number)
    dataset = layer = definition = None
    delineate(inventory, folder)
    delineate(inventory, folder)
    fast = markers(inventory)[0]
    assert fast["KinAtt"] is not None or fast["KinAttSrc"] is None
    assert "KinF1" not in fast and len(stored(inventory, "MA")) > 3
    assert markers(inventory)[1]["KinAtt"] == 2


# --- bad input -----------------------------------------------------------------------------


def test_bad_input_is_named(inventory, folder, tmp_path):
    velocity, _ = field()
    write_raster(tmp_path / "bare.tif", [velocity], unit="", **DAYS)
    write_raster(tmp_path / "slope.tif", [velocity], unit="degrees", **DAYS)
    write_raster(tmp_path / "empty.tif", [np.full_like(velocity, -9999)], **DAYS)
    write_raster(tmp_path / "fast.tif", [velocity * 1e5], **DAYS)
    for name, words in (
        ("bare.tif", "unit"),
        ("slope.tif", "degrees"),
        ("empty.tif", "no velocities on or near"),
        ("fast.tif", "faster than any rock glacier"),
    ):
        with pytest.raises(QgsProcessingException, match=words):
            delineate(inventory, tmp_path, velocity=name)
    with pytest.raises(QgsProcessingException, match="no moving areas and no velocity"):
        delineate(inventory, folder, velocity=None)
    other = QgsVectorLayer("Polygon?crs=EPSG:32632&field=name:string", "other", "memory")
    with pytest.raises(QgsProcessingException, match="VelClass"):
        delineate(inventory, folder, velocity=None, MA=other)
    with pytest.raises(QgsProcessingException, match="no layer GO"):
        delineate(inventory, folder, layer=other)
    assert not stored(inventory, "MA")
