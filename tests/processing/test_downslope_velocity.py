"""Downslope velocity from InSAR in a real QGIS: fields in place, raster, angles, tables, errors."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import rasterio
from affine import Affine
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from rock_glacier_mapper.core.kinematics.geometry import sensitivity
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.downslopevelocity import DownslopeVelocity

#: On the central meridian, where grid north is true north.
X0, Y0 = 500000, 5200000
PIXEL, SIZE = 20.0, 200
ASCENDING, DESCENDING = 258.0, 102.0
#: A landform that faces east, on a plane; flat ground beside it.
SLOPE, TRUE = 17.0, 40.0
YEARS = 36 / 365.25


class Log(QgsProcessingFeedback):
    """Keeps what it is told."""

    def __init__(self):
        super().__init__(False)
        self.warnings, self.infos = [], []

    def pushWarning(self, text):
        self.warnings.append(text)

    def pushInfo(self, text):
        self.infos.append(text)


def run(algorithm, parameters, feedback=None):
    """Run as the toolbox does, with its check of the parameters."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    instance = algorithm().create()
    good, message = instance.checkParameterValues(parameters, context)
    assert good, message
    results, ok = QgsProcessingAlgorithm.run(
        instance, parameters, context, feedback or Log(), {}, False
    )
    assert ok
    return results


def write(path, values, **tags):
    values = np.asarray(values, "float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1,
        dtype="float32", crs="EPSG:32632", nodata=-9999,
        transform=Affine(PIXEL, 0, X0 - 2000, 0, -PIXEL, Y0 + 2000),
    ) as dataset:  # fmt: skip
        dataset.write(values, 1)
        dataset.update_tags(**tags)
    return str(path)


@pytest.fixture(scope="session")
def template(qgis_app, tmp_path_factory):
    """Folder with an inventory and rasters: an east-facing landform that creeps at 40 cm/yr."""
    tmp_path = tmp_path_factory.mktemp("insar")
    columns, _ = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    x = (columns + 0.5) * PIXEL - 2000
    dem = 3000 - np.tan(np.radians(SLOPE)) * np.clip(x, -600, 600)
    write(tmp_path / "dem.tif", dem)
    rows = np.mgrid[0:SIZE, 0:SIZE][0]
    y = 2000 - (rows + 0.5) * PIXEL
    moving = (np.abs(x) < 200) & (np.abs(y) < 300)
    rng = np.random.default_rng(3)
    for name, azimuth in (("ascending", ASCENDING), ("descending", DESCENDING)):
        c = float(sensitivity(39.0, azimuth, SLOPE, 90.0))
        los = np.where(moving, c * TRUE / 100 * YEARS, 0.0) + 0.05 + rng.normal(0, 2e-4, x.shape)
        write(
            tmp_path / f"los_{name}.tif", los, START="2021-07-10", END="2021-08-15", UNIT="m",
            INCIDENCE_DEG="39", AZIMUTH_DEG=str(azimuth), LOS_POSITIVE="toward", PASS=name,
            LOOKS="16", WAVELENGTH_M="0.0555",
        )  # fmt: skip
    write(tmp_path / "coherence.tif", np.full(x.shape, 0.8))
    candidates = QgsVectorLayer("Polygon?crs=EPSG:32632", "candidates", "memory")
    feature = QgsFeature(candidates.fields())
    corners = [(-200, -300), (200, -300), (200, 300), (-200, 300), (-200, -300)]
    ring = ", ".join(f"{X0 + a} {Y0 + b}" for a, b in corners)
    feature.setGeometry(QgsGeometry.fromWkt(f"Polygon(({ring}))"))
    candidates.dataProvider().addFeatures([feature])
    inventory = tmp_path / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates, "OUTPUT": str(inventory)})
    return tmp_path


@pytest.fixture
def scene(template, tmp_path):
    """Parameters of a run in ``tmp_path``."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return {
        "INVENTORY": f"{tmp_path}/inventory.gpkg|layername=GO",
        "LOS": str(tmp_path / "los_ascending.tif"),
        "COHERENCE": str(tmp_path / "coherence.tif"),
        "DEM": str(tmp_path / "dem.tif"),
        "OUTPUT": str(tmp_path / "velocity.tif"),
    }


def outline(parameters):
    layer = QgsVectorLayer(parameters["INVENTORY"], "GO", "ogr")
    return next(layer.getFeatures())


def test_required_inputs_alone(scene):
    log = Log()
    results = run(DownslopeVelocity, scene, log)
    feature = outline(scene)
    assert (results["MEASURED"], results["REJECTED"]) == (1, 0)
    assert feature["KIN_QC"].startswith("ok")
    assert feature["VDS_MEAN"] == pytest.approx(TRUE, rel=0.02)
    assert 0 < feature["VDS_SIGMA"] < 0.2 * TRUE
    assert feature["SENS_C"] == pytest.approx(-0.816, abs=0.01)
    assert (feature["OBS_START"], feature["OBS_END"]) == ("2021-07-10", "2021-08-15")
    assert (feature["DT_DAYS"], feature["PASS"]) == (36, "ascending")
    assert feature["VDS_MEANSrc"] == "auto"
    assert feature["VALID_PCT"] == pytest.approx(100)
    assert 100 <= feature["REF_DIST"] <= 1500
    assert any("west-south-west" in text and "ascending" in text for text in log.infos)
    with rasterio.open(scene["OUTPUT"]) as dataset:
        assert dataset.descriptions == ("downslope velocity", "standard deviation", "sensitivity")
        assert dataset.units[0] == dataset.tags()["UNIT"] == "cm/yr"
        assert dataset.nodata == -9999
        assert dataset.tags()["OBS_START"] == "2021-07-10"
        values = dataset.read(1, masked=True)
        row, column = dataset.index(X0, Y0)
        assert values[row, column] == pytest.approx(TRUE, rel=0.1)


def test_names_of_the_contract(qgis_app):
    algorithm = DownslopeVelocity().create()
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert algorithm.name() == "downslopevelocity"
    assert names >= {"LOS", "COHERENCE", "DEM", "INVENTORY", "INCIDENCE", "AZIMUTH", "WAVELENGTH"}
    assert names >= {"UNIT", "START", "END", "LOS_POSITIVE", "REFERENCE_POINTS", "EXCLUDE"}
    assert names >= {"MIN_COHERENCE", "MIN_VALID", "MAX_ERROR", "OUTPUT"}
    required = [
        d.name()
        for d in algorithm.parameterDefinitions()
        if not d.flags() & d.Flag.FlagOptional and d.defaultValue() is None
    ]
    assert sorted(required) == ["COHERENCE", "DEM", "INVENTORY", "LOS"]
    defaults = {d.name(): d.defaultValue() for d in algorithm.parameterDefinitions()}
    assert [defaults[name] for name in ("MIN_COHERENCE", "MIN_VALID", "MAX_ERROR")] == [0.3, 40, 20]
    assert "mintpy" in algorithm.shortHelpString()


def test_numbers_and_rasters_for_angles(scene, tmp_path):
    write(tmp_path / "bare.tif", rasterio.open(scene["LOS"]).read(1))
    azimuth = write(tmp_path / "azimuth.tif", np.full((SIZE, SIZE), 102.0))
    scene = {
        **scene, "LOS": str(tmp_path / "bare.tif"), "UNIT": "m", "START": "2021-07-10",
        "END": "20210815", "WAVELENGTH": 0.0555, "LOOKS": 16, "INCIDENCE": "39",
    }  # fmt: skip
    found = []
    for given in (
        {"AZIMUTH": 258},
        {"AZIMUTH": azimuth, "AZIMUTH_CONVENTION": "mintpy"},
        {"AZIMUTH_ANGLE": -12, "AZIMUTH_CONVENTION": "heading_right"},
        {"AZIMUTH": "-168", "AZIMUTH_CONVENTION": "hyp3"},
    ):
        run(DownslopeVelocity, {**scene, **given})
        found.append(outline(scene)["VDS_MEAN"])
    assert found == pytest.approx([found[0]] * 4)
    assert found[0] == pytest.approx(TRUE, rel=0.02)


def test_table_of_passes(scene, tmp_path):
    (tmp_path / "pairs.csv").write_text("los;pass\nlos_descending.tif;\n")
    run(DownslopeVelocity, {**scene, "PAIRS": str(tmp_path / "pairs.csv")})
    feature = outline(scene)
    assert feature["PASS"] == "ascending, descending"
    assert feature["VDS_MEAN"] == pytest.approx(TRUE, rel=0.02)


def test_mintpy_file(scene, tmp_path):
    """A geocoded velocity.h5; GDAL writes it as netCDF-4, which is HDF5."""
    with rasterio.open(scene["LOS"]) as dataset:
        rate = dataset.read(1) / YEARS
        left, top = dataset.transform.c, dataset.transform.f
    memory = gdal.GetDriverByName("MEM").Create("", SIZE, SIZE, 1, gdal.GDT_Float32)
    memory.GetRasterBand(1).WriteArray(rate)
    attributes = {
        "X_FIRST": left, "X_STEP": PIXEL, "Y_FIRST": top, "Y_STEP": -PIXEL, "X_UNIT": "meters",
        "EPSG": "32632", "LENGTH": SIZE, "WIDTH": SIZE, "UNIT": "m/year", "HEADING": -12,
        "CENTER_INCIDENCE_ANGLE": 39, "START_DATE": "20190601", "END_DATE": "20210815",
    }  # fmt: skip
    memory.SetMetadata({f"NC_GLOBAL#{name}": str(value) for name, value in attributes.items()})
    path = tmp_path / "geo_velocity.nc"
    options = ["FORMAT=NC4", "WRITE_BOTTOMUP=NO"]
    gdal.GetDriverByName("netCDF").CreateCopy(str(path), memory, options=options)
    path = path.rename(path.with_suffix(".h5"))
    run(DownslopeVelocity, {**scene, "LOS": str(path)})
    feature = outline(scene)
    assert feature["VDS_MEAN"] == pytest.approx(TRUE, rel=0.02)
    assert (feature["OBS_START"], feature["OBS_END"]) == ("2019-06-01", "2021-08-15")


def test_values_of_a_person_stay(scene):
    run(DownslopeVelocity, scene)
    layer = QgsVectorLayer(scene["INVENTORY"], "GO", "ogr")
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("VDS_MEAN"), 12.5)
    assert layer.commitChanges()
    run(DownslopeVelocity, scene)
    feature = outline(scene)
    assert feature["VDS_MEAN"] == 12.5
    assert feature["VDS_MEDIAN"] == pytest.approx(TRUE, rel=0.02)


def test_edit_mode_is_one_undo_step(scene):
    layer = QgsVectorLayer(scene["INVENTORY"], "GO", "ogr")
    layer.startEditing()
    run(DownslopeVelocity, {**scene, "INVENTORY": layer})
    assert layer.isEditable()
    assert layer.undoStack().count() == 1
    assert next(layer.getFeatures())["VDS_MEAN"] == pytest.approx(TRUE, rel=0.02)
    layer.undoStack().undo()
    assert not next(layer.getFeatures())["VDS_MEAN"]
    layer.rollBack()


def test_wrong_sign_gets_its_reason(scene):
    log = Log()
    results = run(DownslopeVelocity, {**scene, "LOS_POSITIVE": "away"}, log)
    feature = outline(scene)
    assert results["MEASURED"] == 0
    assert feature["KIN_QC"].startswith("upslope_sign")
    assert all(not feature[name] for name in ("VDS_MEAN", "VDS_MEDIAN", "VDS_P90", "VDS_SIGMA"))
    assert any("toward is False" in text for text in log.warnings)
    with rasterio.open(scene["OUTPUT"]) as dataset:
        assert dataset.read(1, masked=True).count() == 0


def test_reference_points(scene):
    points = QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")
    feature = QgsFeature(points.fields())
    feature.setGeometry(QgsGeometry.fromWkt("Point(9.0120 46.9530)"))
    points.dataProvider().addFeatures([feature])
    run(DownslopeVelocity, {**scene, "REFERENCE_POINTS": points})
    feature = outline(scene)
    assert feature["REF_LON"] == pytest.approx(9.0120, abs=2e-4)
    assert feature["REF_LAT"] == pytest.approx(46.9530, abs=2e-4)
    assert feature["VDS_MEAN"] == pytest.approx(TRUE, rel=0.02)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"INCIDENCE": 0.68}, "radians"),
        ({"AZIMUTH": 4.5}, "radians"),
        ({"INCIDENCE": 39, "ANGLE_UNIT": "radians"}, "degrees"),
        ({"START": "2021-08-15", "END": "2021-07-10"}, "swapped"),
        ({"WAVELENGTH": 5.55}, "centimetres"),
        ({"START": "yesterday"}, "no date"),
        ({"UNIT": "mm"}, None),
    ],
)
def test_mistakes_are_named(scene, changes, words):
    if words is None:
        run(DownslopeVelocity, {**scene, **changes})
        assert not outline(scene)["KIN_QC"].startswith("ok")
        return
    with pytest.raises(QgsProcessingException, match=words):
        run(DownslopeVelocity, {**scene, **changes})
    assert not outline(scene)["KIN_QC"]


def test_output_does_not_replace_an_input(scene):
    with pytest.raises(QgsProcessingException, match="same file"):
        run(DownslopeVelocity, {**scene, "OUTPUT": scene["COHERENCE"]})
