"""Potential incoming solar radiation in a real QGIS."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, write_raster
from processinglog import Log
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from rasterio.crs import CRS
from references import plane_irradiation

from rock_glacier_mapper.processing.solarradiation import SolarRadiation

RES = 30.0
X0, Y0 = 500000.0, 5150000.0
SIZE = 60
WGS84 = CRS.from_epsg(4326)
FAST = {"DAY_STEP": 73, "TIME_STEP": 60}


def run(parameters, feedback=None, context=None):
    """Check the values and run, as the toolbox does; errors are raised."""
    if context is None:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
    instance = SolarRadiation().create()
    ok, message = instance.checkParameterValues(parameters, context)
    if not ok:
        raise QgsProcessingException(message)
    results, ok = instance.run(parameters, context, feedback or Log(), {}, False)
    assert ok
    return results


def fails(parameters, *parts):
    with pytest.raises(QgsProcessingException) as caught:
        run(parameters)
    for part in parts:
        assert part in str(caught.value)


def slope_to(aspect, path, crs=UTM32, place=None, cell=(RES, RES)):
    """A plane of 25° at 2000 to 2800 m that faces ``aspect``."""
    rows, columns = np.mgrid[0:SIZE, 0:SIZE]
    east, north = (columns - SIZE / 2) * cell[0], (SIZE / 2 - rows) * cell[1]
    towards = math.radians(aspect)
    fall = math.tan(math.radians(25)) / (0.9996 if crs == UTM32 else 1)
    elevation = 2400 - fall * (east * math.sin(towards) + north * math.cos(towards))
    place = place or Affine(RES, 0, X0, 0, -RES, Y0)
    return write_raster(path, elevation.astype(np.float32), place, crs)


def polygons(*shapes, crs="EPSG:32632", kind="Polygon", field="name:string"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}&field={field}", "outlines", "memory")
    for number, text in enumerate(shapes):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"n{number}"])
        if text:
            feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def square(column, row, size):
    """A square of cells."""
    x, y = X0 + column * RES, Y0 - row * RES
    side = size * RES
    return f"Polygon(({x} {y}, {x + side} {y}, {x + side} {y - side}, {x} {y - side}, {x} {y}))"


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.mark.parametrize("mode", ["kumar", "tprogi"])
def test_run(qgis_app, tmp_path, mode):
    """On a plane at the default steps: the values of a plane; the tags say how."""
    dem, output = slope_to(160, tmp_path / "dem.tif"), tmp_path / "pisr.tif"
    log = Log()
    results = run({"DEM": dem, "MODE": mode, "OUTPUT": str(output)}, log)
    assert results["CELLS"] == (SIZE - 2) ** 2
    with rasterio.open(output) as dataset:
        values, tags = dataset.read(1), dataset.tags()
    assert (values[0] == -9999).all()
    expected = plane_irradiation(46.505, 25, 160, 2400)
    expected = expected.total if mode == "kumar" else expected.extraterrestrial
    assert values[30, 30] == pytest.approx(expected, rel=3e-3)
    variant = {"kumar": "kumar+pressure total", "tprogi": "TPRoGI-comparable"}[mode]
    assert tags["PISR_VARIANT"] == variant and tags["UNIT"] == "kWh m-2 a-1"
    assert (tags["DAY_STEP"], tags["TIME_STEP"], tags["DEM"]) == ("5 d", "30 min", dem)
    assert tags["SEARCH_RADIUS"] == "20000 m"
    assert any("edge of the DEM" in text and "20 km" in text for text in log.warnings)
    assert QgsRasterLayer(str(output)).isValid()


def test_defaults_and_help(qgis_app):
    algorithm = SolarRadiation().create()
    defaults = {d.name(): d.defaultValue() for d in algorithm.parameterDefinitions()}
    assert defaults["MODE"] == "kumar" and defaults["SHADING"] is True
    numbers = [defaults[n] for n in ("DAY_STEP", "TIME_STEP", "DIRECTIONS", "SEARCH_RADIUS")]
    assert numbers == [5, 30, 36, 20] and defaults["ALBEDO"] == 0.2
    assert all(d.help() for d in algorithm.parameterDefinitions())


def test_means_of_polygons(qgis_app, tmp_path):
    """Attributes, order and geometry type stay; no geometry and no data give NULL."""
    dem, output = slope_to(200, tmp_path / "dem.tif"), tmp_path / "pisr.tif"
    layer = polygons(
        square(20, 20, 10), square(40, 30, 5), None, square(200, 200, 5), square(-8, 50, 12)
    )
    target = tmp_path / "means.gpkg"
    parameters = {"DEM": dem, "POLYGONS": layer, "OUTPUT": str(output), **FAST}
    log = Log()
    results = run({**parameters, "OUTPUT_POLYGONS": str(target)}, log)
    assert results["OUTPUT_POLYGONS"] == str(target)
    with rasterio.open(output) as dataset:
        values = dataset.read(1)
        assert dataset.bounds == (X0, Y0 - SIZE * RES, X0 + 45 * RES, Y0 - 20 * RES)
    written = QgsVectorLayer(str(target), "means", "ogr")
    rows = sorted(written.getFeatures(), key=lambda f: f.id())
    assert [row["name"] for row in rows] == [f"n{number}" for number in range(5)]
    expected = values[:10, 20:30].mean(), values[10:15, 40:45].mean()
    assert [row["PISR"] for row in rows[:2]] == pytest.approx(expected, abs=0.051)
    assert rows[0]["PISR_VAR"] == "kumar+pressure total"
    for row in rows[2:]:
        assert row["PISR"] is None or row["PISR"].isNull()
    assert any("reaches only 0.0 km beyond the polygons" in text for text in log.warnings)


def test_means_of_multipolygons_in_degrees_replace_old_values(qgis_app, tmp_path):
    dem = slope_to(180, tmp_path / "dem.tif")
    x, y = 9.005, 46.4980
    corners = ((0, 0), (4e-3, 0), (4e-3, 3e-3), (0, 3e-3), (0, 0))
    ring = ", ".join(f"{x + dx} {y + dy}" for dx, dy in corners)
    layer = polygons(f"MultiPolygon((({ring})))", crs="EPSG:4326", kind="MultiPolygon")
    layer.dataProvider().addAttributes(
        list(QgsVectorLayer("Point?field=PISR:double", "", "memory").fields())
    )
    layer.updateFields()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = run(
        {
            "DEM": dem,
            "POLYGONS": layer,
            "MODE": "tprogi",
            "OUTPUT": str(tmp_path / "pisr.tif"),
            "OUTPUT_POLYGONS": "memory:",
            **FAST,
        },
        context=context,
    )
    written = QgsProcessingUtils.mapLayerFromString(results["OUTPUT_POLYGONS"], context)
    assert written.crs().authid() == "EPSG:4326"
    assert written.fields().names() == ["name", "PISR", "PISR_VAR"]
    (row,) = written.getFeatures()
    expected = plane_irradiation(46.5, 25, 180, None, 73, 60).extraterrestrial
    assert row["PISR"] == pytest.approx(expected, rel=5e-3)
    assert row["PISR_VAR"] == "TPRoGI-comparable"


def test_extent_is_a_part_of_the_whole(qgis_app, tmp_path):
    dem = slope_to(30, tmp_path / "dem.tif")
    whole, part = tmp_path / "whole.tif", tmp_path / "part.tif"
    run({"DEM": dem, "OUTPUT": str(whole), **FAST})
    extent = f"{X0 + 300},{X0 + 900},{Y0 - 1200},{Y0 - 600} [EPSG:32632]"
    log = Log()
    run({"DEM": dem, "OUTPUT": str(part), "EXTENT": extent, **FAST}, log)
    with rasterio.open(whole) as a, rasterio.open(part) as b:
        assert b.bounds == (X0 + 300, Y0 - 1200, X0 + 900, Y0 - 600)
        assert np.array_equal(b.read(1), a.read(1)[20:40, 10:30])
    assert any("reaches only 0.3 km beyond the extent" in text for text in log.warnings)
    log = Log()
    run({"DEM": dem, "OUTPUT": str(part), "EXTENT": extent, "SEARCH_RADIUS": 0.25, **FAST}, log)
    assert log.warnings == []


def test_degrees(qgis_app, tmp_path):
    """A DEM in degrees needs no other projection."""
    phi = math.radians(-28)
    cell = 2.5e-4
    sine2 = 0.00669438 * math.sin(phi) ** 2
    width = cell * math.radians(6378137) * math.cos(phi) / math.sqrt(1 - sine2)
    height = cell * math.radians(6378137) * (1 - 0.00669438) / (1 - sine2) ** 1.5
    place = Affine(cell, 0, -69.5, 0, -cell, -28 + cell * SIZE / 2)
    dem = slope_to(20, tmp_path / "dem.tif", WGS84, place, (width, height))
    output = tmp_path / "pisr.tif"
    run({"DEM": dem, "OUTPUT": str(output)})
    with rasterio.open(output) as dataset:
        assert dataset.crs == WGS84
        found = dataset.read(1)[30, 30]
    assert found == pytest.approx(plane_irradiation(-28, 25, 20, 2400).total, rel=3e-3)


def test_without_shade_there_is_more_in_a_valley(qgis_app, tmp_path):
    elevation = 2000 + 0.8 * RES * np.abs(np.arange(SIZE) - 30)
    elevation = np.tile(elevation, (SIZE, 1)).astype(np.float32)
    dem = write_raster(tmp_path / "dem.tif", elevation, Affine(RES, 0, X0, 0, -RES, Y0))
    found = []
    for shading in (True, False):
        output = tmp_path / f"{shading}.tif"
        log = Log()
        run({"DEM": dem, "SHADING": shading, "OUTPUT": str(output), **FAST}, log)
        assert bool(log.warnings) == shading
        with rasterio.open(output) as dataset:
            found.append(dataset.read(1)[30, 30])
    assert found[0] < 0.9 * found[1]


def test_errors(qgis_app, tmp_path):
    output = str(tmp_path / "pisr.tif")
    dem = slope_to(0, tmp_path / "dem.tif")
    bare = write_raster(tmp_path / "bare.tif", np.zeros((20, 20), np.float32), crs=None)
    fails({"DEM": bare, "OUTPUT": output}, "no coordinate reference system")
    fails({"DEM": str(tmp_path / "none.tif"), "OUTPUT": output}, "none.tif")
    bands = write_raster(tmp_path / "three.tif", np.zeros((3, 20, 20), np.float32))
    fails({"DEM": bands, "OUTPUT": output}, "3 bands")
    fails({"DEM": dem, "OUTPUT": dem}, "same file")
    fails({"DEM": dem, "OUTPUT": str(tmp_path / "pisr.png")}, "GeoTIFF")
    fails({"DEM": dem, "OUTPUT": output, "EXTENT": "0,1,0,1 [EPSG:32632]"}, "does not overlap")
    far = polygons(square(500, 500, 5))
    fails({"DEM": dem, "OUTPUT": output, "POLYGONS": far}, "No polygon")
    means = str(tmp_path / "means.gpkg")
    fails({"DEM": dem, "OUTPUT": output, "OUTPUT_POLYGONS": means}, "needs POLYGONS")
    homeless = polygons(square(20, 20, 5), crs="")
    fails({"DEM": dem, "OUTPUT": output, "POLYGONS": homeless}, "has no CRS")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".tif"] * 3


@pytest.mark.parametrize("stop", [1, 40, 95])
def test_cancelling_leaves_nothing(qgis_app, tmp_path, stop):
    dem = slope_to(0, tmp_path / "dem.tif")
    layer = polygons(square(20, 20, 10))
    parameters = {
        "DEM": dem,
        "POLYGONS": layer,
        "OUTPUT": str(tmp_path / "pisr.tif"),
        "OUTPUT_POLYGONS": str(tmp_path / "means.gpkg"),
        **FAST,
    }
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(parameters, Log(stop))
    assert [path.name for path in tmp_path.iterdir()] == ["dem.tif"]
