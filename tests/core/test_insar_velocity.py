"""Downslope velocities from InSAR: products, references, stacks, errors, reasons, real data."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, write_raster
from osgeo import gdal
from rasterio.crs import CRS
from references import downslope_deviation
from shapely.geometry import Polygon, box

from rock_glacier_mapper.core.demo import SceneSettings, generate_scene, write_scene
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.kinematics.geometry import sensitivity
from rock_glacier_mapper.core.kinematics.metadata import (
    Metadata,
    _from_mintpy,
    parse_date,
    parse_unit,
)
from rock_glacier_mapper.core.kinematics.pairs import read_pairs
from rock_glacier_mapper.core.kinematics.products import Given, read_product
from rock_glacier_mapper.core.kinematics.provenance import (
    velocity_fields,
    velocity_tags,
    write_velocities,
)
from rock_glacier_mapper.core.kinematics.reference import find_window
from rock_glacier_mapper.core.kinematics.settings import BEST_PASS, PER_PIXEL, UNIFORM, Settings
from rock_glacier_mapper.core.kinematics.sources import LOS, _georeferencing, open_product
from rock_glacier_mapper.core.kinematics.stacking import group_by_sight, pass_weights, stack_pairs
from rock_glacier_mapper.core.kinematics.velocity import measure_velocities
from rock_glacier_mapper.core.raster import RasterSource, open_raster

WGS84 = CRS.from_epsg(4326)
X0, Y0, PIXEL, SIZE = 500000.0, 5200000.0, 20.0, 180
TRANSFORM = Affine(PIXEL, 0, X0 - SIZE * PIXEL / 2, 0, -PIXEL, Y0 + SIZE * PIXEL / 2)
ASCENDING, DESCENDING, INCIDENCE, SLOPE, TRUE = 258.0, 102.0, 39.0, 17.0, 40.0
YEARS = 36 / 365.25
OUTLINE = box(X0 - 200, Y0 - 300, X0 + 200, Y0 + 300)
TAGS = {"START": "2021-07-10", "END": "2021-08-15", "UNIT": "m", "INCIDENCE_DEG": "39"}
SIGHT = {"wavelength": 0.0555, "looks": 16.0}


class Log(Feedback):
    """Keeps what it is told."""

    def __init__(self):
        self.infos, self.warnings = [], []

    def info(self, text):
        self.infos.append(text)

    def warning(self, text):
        self.warnings.append(text)


class Scene:
    """An east-facing landform that creeps at 40 cm/yr, with flat ground at both sides."""

    def __init__(self, folder):
        self.folder = folder
        rows, columns = np.mgrid[0:SIZE, 0:SIZE] + 0.5
        self.x, self.y = columns * PIXEL - SIZE * PIXEL / 2, SIZE * PIXEL / 2 - rows * PIXEL
        self.moving = (np.abs(self.x) < 200) & (np.abs(self.y) < 300)
        self.set_dem(90.0)
        self.coherence = self.write("coherence", np.full(self.x.shape, 0.8))

    def set_dem(self, aspect, slope=SLOPE):
        along = self.x * math.sin(math.radians(aspect)) + self.y * math.cos(math.radians(aspect))
        fall = math.tan(math.radians(slope)) * np.clip(along, -600, 600)
        self.dem = RasterSource(self.write("dem", 3000 - fall), (1,), "DEM")
        self.aspect, self.slope = aspect, slope

    def write(self, name, values, **tags):
        path = self.folder / f"{name}.tif"
        return write_raster(
            path, np.asarray(values, np.float32), TRANSFORM, nodata=-9999.0, tags=tags
        )

    def los(self, azimuth=ASCENDING, seed=1, speed=TRUE, noise=2e-4, offset=0.05):
        """Displacement (m) toward the satellite."""
        c = float(sensitivity(INCIDENCE, azimuth, self.slope, self.aspect))
        motion = np.where(self.moving, c * speed / 100 * YEARS, 0.0)
        rng = np.random.default_rng(seed)
        return motion + offset + rng.normal(0, noise, motion.shape)

    def product(self, azimuth=ASCENDING, name="los", given=None, **options):
        tags = {**TAGS, "AZIMUTH_DEG": str(azimuth)}
        path = self.write(f"{name}_{azimuth:.0f}", self.los(azimuth, **options), **tags)
        return read_product(path, self.coherence, given or Given(**SIGHT))

    def measure(self, products=None, settings=None, outlines=(OUTLINE,), **options):
        products = products or [self.product()]
        return measure_velocities(outlines, UTM32, products, self.dem, settings, **options)[0]


@pytest.fixture
def scene(tmp_path):
    return Scene(tmp_path)


# --- products ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("m", 1.0), ("cm", 100.0), ("mm", 1000.0), ("rad", -4 * math.pi / 0.0555)],
)
def test_units_of_displacement(scene, unit, factor):
    path = scene.write("other", scene.los() * factor, **{**TAGS, "UNIT": unit}, AZIMUTH_DEG="258")
    product = read_product(path, scene.coherence, Given(**SIGHT))
    (found,) = scene.measure([product])
    assert found.mean == pytest.approx(TRUE, rel=0.02)
    assert product.ambiguity == pytest.approx(100 * 0.0555 / 4 / YEARS)


@pytest.mark.parametrize(("unit", "factor"), [("m/yr", 1.0), ("cm/year", 100), ("mm/a", 1000)])
def test_units_of_rates(scene, unit, factor):
    rate = scene.los() / YEARS * factor
    tags = {"UNIT": unit, "INCIDENCE_DEG": "39", "AZIMUTH_DEG": "258"}
    product = read_product(scene.write("rate", rate, **tags), scene.coherence)
    (found,) = scene.measure([product])
    assert found.mean == pytest.approx(TRUE, rel=0.02)
    assert (found.start, found.days) == (None, None)


def test_sign_of_the_product(scene):
    tags = {**TAGS, "AZIMUTH_DEG": "258", "LOS_POSITIVE": "away"}
    path = scene.write("away", -scene.los(), **tags)
    (found,) = scene.measure([read_product(path, scene.coherence, Given(**SIGHT))])
    assert found.mean == pytest.approx(TRUE, rel=0.02)


def test_names_of_units_and_dates():
    names = {"RADIANS": "rad", "metres": "m", "mm/yr": "mm_per_year", "m a-1": "m_per_year"}
    names.update({"cm_per_year": "cm_per_year", "m/year": "m_per_year", "1": None, "": None})
    assert {text: parse_unit(text) for text in names} == names
    for text in ("2021-07-10", "20210710", "2021 07 10", "20210710T051230", "2021-07-10T05:12"):
        assert parse_date(text) == date(2021, 7, 10)
    assert parse_date("10 July") is parse_date("20211345") is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"incidence": 0.68}, "looks like radians"),
        ({"azimuth": 4.5}, "looks like radians"),
        ({"incidence": 39.0, "radians": True}, "looks like degrees"),
        ({"incidence": 258.0}, "no radar's incidence"),
        ({"wavelength": 5.55}, "centimetres"),
        ({"wavelength": 55.5}, "millimetres"),
        ({"start": date(2021, 8, 15), "end": date(2021, 7, 10)}, "swapped"),
        ({"start": date(2021, 8, 15)}, "same day"),
    ],
)
def test_mistakes_are_named(scene, given, words):
    with pytest.raises(InputError, match=words):
        scene.product(given=Given(**{**SIGHT, **given}))


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"UNIT": ""}, "Choose UNIT"),
        ({"END": ""}, "give END"),
        ({"INCIDENCE_DEG": ""}, "Give INCIDENCE"),
        ({"AZIMUTH_DEG": ""}, "AZIMUTH_CONVENTION"),
        ({"UNIT": "rad"}, "WAVELENGTH"),
    ],
)
def test_what_is_missing_is_named(scene, tags, words):
    path = scene.write("bare", scene.los(), **{**TAGS, "AZIMUTH_DEG": "258", **tags})
    with pytest.raises(InputError, match=words):
        read_product(path, scene.coherence)


def test_scaled_coherence_and_wrong_units_are_named(scene):
    path = scene.write("good", scene.los(), **TAGS, AZIMUTH_DEG="258")
    for scale, words in ((255, "0 to 255"), (100, "per cent"), (-1, "goes from 0 to 1")):
        coherence = scene.write("scaled", np.full((SIZE, SIZE), 0.8) * scale)
        if scale > 1:
            values = np.linspace(0.2, 1, SIZE * SIZE).reshape(SIZE, SIZE) * scale
            coherence = scene.write("scaled", values)
        with pytest.raises(InputError, match=words):
            read_product(path, coherence, Given(**SIGHT))
    path = scene.write("millimetres", scene.x, **TAGS, AZIMUTH_DEG="258")
    with pytest.raises(InputError, match="more likely mm"):
        read_product(path, scene.coherence)
    path = scene.write("empty", np.full((SIZE, SIZE), -9999.0), **TAGS, AZIMUTH_DEG="258")
    with pytest.raises(InputError, match="no data"):
        read_product(path, scene.coherence)


def test_angles_as_rasters_in_any_convention(scene):
    theta = scene.write("S1AA_lv_theta", np.full((SIZE, SIZE), math.radians(51)))
    phi = scene.write("S1AA_lv_phi", np.full((SIZE, SIZE), math.radians(-168)))
    mintpy = scene.write("azimuth", np.full((SIZE, SIZE), 102.0))
    for given in (
        Given(**SIGHT, incidence=theta, azimuth=phi, convention="hyp3"),
        Given(**SIGHT, azimuth=mintpy, convention="mintpy"),
    ):
        (found,) = scene.measure([scene.product(given=given)])
        assert found.mean == pytest.approx(TRUE, rel=0.02)
        assert found.c == pytest.approx(sensitivity(39, 258, 17, 90), abs=0.002)
    with pytest.raises(InputError, match="looks like radians"):
        scene.product(given=Given(**SIGHT, azimuth=scene.write("turned", np.full((9, 9), -2.9))))
    local = scene.write("S1AA_inc_map", np.full((SIZE, SIZE), 0.7))
    with pytest.raises(InputError, match="local incidence"):
        scene.product(given=Given(incidence=local))


def test_hyp3_files_beside(scene):
    stem = "S1AA_20210710T051200_20210815T051201_VVP036_INT40_G_ueF_1234"
    path = scene.write(f"{stem}_unw_phase", scene.los() * -4 * math.pi / 0.0554658)
    scene.write(f"{stem}_lv_theta", np.full((SIZE, SIZE), math.radians(51)))
    scene.write(f"{stem}_lv_phi", np.full((SIZE, SIZE), math.radians(-168)))
    (scene.folder / f"{stem}.txt").write_text("Heading: -12\nRange looks: 10\nAzimuth looks: 2\n")
    product = read_product(path, scene.coherence)
    assert (product.start, product.end) == (date(2021, 7, 10), date(2021, 8, 15))
    assert (product.looks, product.track) == (20, "ascending")
    assert product.incidence.typical() == pytest.approx(39)
    assert scene.measure([product])[0].mean == pytest.approx(TRUE, rel=0.02)


def test_what_was_understood_is_shown(scene):
    log = Log()
    path = scene.write("los", scene.los(), **TAGS, AZIMUTH_DEG="258")
    given = Given(**SIGHT, azimuth=102.0, convention="mintpy", start=date(2021, 7, 11))
    read_product(path, scene.coherence, given, log)
    text = " ".join(log.infos)
    assert "102° anti-clockwise from north (MintPy, ISCE) = 258°" in text
    assert "west-south-west, ascending" in text
    assert "35 days" in text
    assert any("start is 2021-07-11 as given, but the file says 2021-07-10" in w
               for w in log.warnings)  # fmt: skip


def write_mintpy(path, name, values, **attributes):
    """A file as MintPy writes it; GDAL writes it as netCDF-4, which is HDF5."""
    memory = gdal.GetDriverByName("MEM").Create("", SIZE, SIZE, 1, gdal.GDT_Float32)
    memory.GetRasterBand(1).WriteArray(values.astype(np.float32))
    memory.GetRasterBand(1).SetMetadataItem("NETCDF_VARNAME", name)
    attributes = {
        "X_FIRST": TRANSFORM.c, "X_STEP": PIXEL, "Y_FIRST": TRANSFORM.f, "Y_STEP": -PIXEL,
        "X_UNIT": "meters", "EPSG": "32632", "LENGTH": SIZE, "WIDTH": SIZE, **attributes,
    }  # fmt: skip
    memory.SetMetadata({f"NC_GLOBAL#{name}": str(value) for name, value in attributes.items()})
    options = ["FORMAT=NC4", "WRITE_BOTTOMUP=NO"]
    gdal.GetDriverByName("netCDF").CreateCopy(str(path) + ".nc", memory, options=options)
    return Path(str(path) + ".nc").rename(path)


def test_mintpy_files(scene):
    path = write_mintpy(
        scene.folder / "geo_velocity.h5", "velocity", scene.los() / YEARS, UNIT="m/year",
        HEADING="-12", ANTENNA_SIDE="-1", CENTER_INCIDENCE_ANGLE="39", WAVELENGTH="0.0555",
        START_DATE="20190601", END_DATE="20210815", ORBIT_DIRECTION="ASCENDING",
    )  # fmt: skip
    coherent = np.full((SIZE, SIZE), 0.8)
    scene.coherence = str(
        write_mintpy(scene.folder / "geo_temporalCoherence.h5", "temporalCoherence", coherent)
    )
    assert read_product(str(path), scene.coherence).grid.transform == TRANSFORM
    product = read_product(f'HDF5:"{path}"://velocity', scene.coherence)
    assert product.grid.crs == UTM32
    assert product.grid.transform == TRANSFORM
    assert (product.unit, product.track) == ("m_per_year", "ascending")
    assert (product.start, product.end) == (date(2019, 6, 1), date(2021, 8, 15))
    (found,) = scene.measure([product])
    assert found.mean == pytest.approx(TRUE, rel=0.02)
    assert found.days == (date(2021, 8, 15) - date(2019, 6, 1)).days


# --- landforms -----------------------------------------------------------------------------


def test_known_velocity_and_its_parts(scene):
    (found,) = scene.measure()
    assert (found.outcome, found.reliable) == ("ok", True)
    for value in (found.mean, found.median):
        assert value == pytest.approx(TRUE, rel=0.01)
    assert found.p90 > found.median
    assert found.c == pytest.approx(sensitivity(39, 258, 17, 90), abs=0.002)
    assert found.v_los == pytest.approx(found.c * found.mean, rel=1e-6)
    assert (found.valid, found.track, found.days) == (100, "ascending", 36)
    assert 100 <= found.reference.distance <= 1500
    # The errors of the angles rule; they are common to all pixels.
    angles = downslope_deviation(found.v_los, 0.0, 39, 258, 17, 90)
    assert angles < found.sigma < 1.2 * angles


def test_both_passes_by_least_squares(scene):
    products = [scene.product(), scene.product(DESCENDING, seed=2)]
    combined = scene.measure(products)[0]
    assert combined.mean == pytest.approx(TRUE, rel=0.01)
    assert combined.track == "ascending, descending"
    best = scene.measure(products, Settings(passes=BEST_PASS))[0]
    assert best.track == "ascending"
    assert best.mean == pytest.approx(scene.measure(products[:1])[0].mean)


def test_error_of_the_mean_by_monte_carlo(scene):
    """Noise, and errors of all angles, drawn; the common direction errs for both passes alike."""
    settings = Settings(aspect_error=5.0)
    products = [scene.product(), scene.product(DESCENDING, seed=2)]
    stated = scene.measure(products, settings)[0]
    c = [sensitivity(39, product.azimuth.value, 17, 90) for product in products]
    v_los = np.array([TRUE * value for value in c])
    rng = np.random.default_rng(4)
    size = 20_000
    slope = rng.normal(17, settings.slope_error, size)
    aspect = rng.normal(90, settings.aspect_error, size)
    drawn = [
        sensitivity(
            rng.normal(39, settings.incidence_error, size),
            rng.normal(product.azimuth.value, settings.azimuth_error, size),
            slope,
            aspect,
        )
        for product in products
    ]
    # Both passes have about the same noise, so that least squares weigh by the sensitivity.
    found = sum(a * v for a, v in zip(c, v_los)) / sum(a * b for a, b in zip(c, drawn))
    assert stated.sigma == pytest.approx(found.std(), rel=0.1)


def test_directions(scene):
    for direction in (UNIFORM, PER_PIXEL):
        (found,) = scene.measure(settings=Settings(direction=direction))
        assert found.mean == pytest.approx(TRUE, rel=0.01)


def test_spread_directions_do_not_bias(scene):
    """A landform on a cone: its pixels move in directions that spread by 90°."""
    middle = np.hypot(scene.x + 400, scene.y)
    scene.dem = RasterSource(
        scene.write("cone", 3000 - 0.3 * np.clip(middle, 0, 1200)), (1,), "DEM"
    )
    aspect = np.degrees(np.arctan2(scene.x + 400, scene.y)) % 360
    slope = math.degrees(math.atan(0.3))
    c = sensitivity(INCIDENCE, ASCENDING, slope, aspect)
    los = np.where(scene.moving, c * TRUE / 100 * YEARS, 0.0)
    path = scene.write("spread", los + 0.05, **TAGS, AZIMUTH_DEG="258")
    product = read_product(path, scene.coherence, Given(**SIGHT))
    settings = Settings(smoothing=0.0, reference_slope=90.0)
    found = {
        direction: scene.measure([product], replace(settings, direction=direction))[0].mean
        for direction in ("mean_vector", UNIFORM, PER_PIXEL)
    }
    assert found["mean_vector"] == pytest.approx(TRUE, rel=0.005)
    assert found[PER_PIXEL] == pytest.approx(TRUE, rel=0.005)
    assert found[UNIFORM] < 0.95 * TRUE


def test_insensitive_slope_has_a_reason_and_no_number(scene):
    scene.set_dem(183.0)
    (found,) = scene.measure([scene.product(speed=200.0)])
    assert found.outcome == "insensitive_geometry"
    values = velocity_fields(found)
    assert all(values[name] is None for name in ("VDS_MEAN", "VDS_MEDIAN", "VDS_P90", "VDS_SIGMA"))
    assert values["SENS_C"] == pytest.approx(sensitivity(39, 258, 17, 183), abs=0.01)


def test_upslope_motion_has_a_reason_and_no_number(scene):
    (found,) = scene.measure([scene.product(speed=-TRUE)])
    assert found.outcome == "upslope_sign"
    assert velocity_fields(found)["VDS_MEAN"] is None
    assert velocity_fields(found)["KIN_QC"].startswith("upslope_sign: 100 %")


def test_coherence_decides_what_counts(scene):
    values = np.where(scene.y > 60, 0.8, 0.2)
    scene.coherence = scene.write("half", values)
    (found,) = scene.measure()
    assert (found.outcome, found.valid) == ("low_coherence", pytest.approx(40.0))
    scene.coherence = scene.write("half", np.where(scene.y > 40, 0.8, 0.2))
    (found,) = scene.measure()
    assert found.outcome == "ok"
    assert found.valid == pytest.approx(100 * 13 / 30)
    assert found.coherence == pytest.approx(0.8)


def test_high_error(scene):
    (found,) = scene.measure([scene.product(speed=1.0)])
    assert found.outcome == "high_error"
    assert found.mean is None
    (found,) = scene.measure(settings=Settings(max_error=2.0))
    assert found.outcome == "high_error"


def test_low_sensitivity_and_flat_ground_are_marked(scene):
    scene.set_dem(228.0)
    c = sensitivity(39, ASCENDING, 17, 228)
    assert 0.2 < abs(c) < 0.3
    settings = Settings(max_error=200.0)
    (found,) = scene.measure(settings=settings)
    assert (found.outcome, found.reliable) == ("ok", False)
    assert "low sensitivity" in velocity_fields(found)["KIN_QC"]
    scene.set_dem(90.0, slope=3.0)
    (found,) = scene.measure(settings=settings)
    assert (found.outcome, found.reliable) == ("ok", False)


def test_reference_is_outside_of_what_is_excluded(scene):
    left = box(X0 - 3000, Y0 - 3000, X0 - 600, Y0 + 3000)
    (found,) = scene.measure(exclude=[left])
    assert found.reference.longitude > 9.0
    (found,) = scene.measure(exclude=[box(X0 - 3000, Y0 - 3000, X0 + 3000, Y0 + 3000)])
    assert found.outcome == "no_reference"
    assert velocity_fields(found)["VDS_MEAN"] is None
    scene.coherence = scene.write("dull", np.full((SIZE, SIZE), 0.5))
    (found,) = scene.measure()
    assert found.outcome == "no_reference"


def test_given_reference_points(scene):
    near, far = (X0 + 900.0, Y0 + 10.0), (X0 - 1500.0, Y0)
    (found,) = scene.measure(points=[far, near])
    assert found.reference.given
    assert found.reference.distance == pytest.approx(700, abs=1.5 * PIXEL)
    assert found.mean == pytest.approx(TRUE, rel=0.02)
    (found,) = scene.measure(points=[(X0 + 50_000, Y0)])
    assert (found.outcome, found.note) == (
        "no_reference",
        "the nearest reference point lies on no data",
    )
    scene.coherence = scene.write("dull", np.where(scene.x > 800, 0.1, 0.8))
    (found,) = scene.measure(points=[near])
    assert "incoherent" in found.note


def test_given_reference_far_away(scene):
    """Beyond the ground that is searched; its window is read by itself."""
    (found,) = scene.measure(settings=Settings(ring=(100, 300)), points=[(X0 - 1700, Y0)])
    assert found.reference.distance == pytest.approx(1500, abs=PIXEL)
    assert found.mean == pytest.approx(TRUE, rel=0.02)


def test_unreferenced_velocities_on_request(scene):
    everything = box(X0 - 9000, Y0 - 9000, X0 + 9000, Y0 + 9000)
    settings = Settings(keep_unreferenced=True, max_error=1e6, reference_slope=1e-6)
    (found,) = scene.measure(settings=settings, exclude=[everything])
    assert (found.outcome, found.mean) == ("no_reference", None)  # its error cannot be told
    scene.dem = RasterSource(scene.write("rough", 3000 - 0.3 * scene.x), (1,), "DEM")
    (found,) = scene.measure([scene.product(offset=-0.005)], settings)
    assert (found.outcome, found.reliable) == ("ok", False)
    assert "not referenced" in found.note
    offset = -0.5 * 365.25 / 36 / found.c
    assert found.mean == pytest.approx(TRUE + offset, rel=0.05)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("outline", "outcome"),
    [
        (box(X0, Y0, X0 + 3, Y0 + 3), "ok"),
        (box(X0 + 1700, Y0 - 300, X0 + 2100, Y0 + 300), "insensitive_geometry"),
        (Polygon(), "no_data"),
        (Polygon([(X0, Y0), (X0 + 1, Y0), (X0, Y0)]), None),  # whether it has a cell is for GDAL
    ],
    ids=["tiny", "at the edge", "empty", "degenerate"],
)
def test_odd_outlines(scene, outline, outcome):
    first, second = (one.outcome for one in scene.measure(outlines=[outline, OUTLINE]))
    assert second == "ok" and first in ([outcome] if outcome else ["ok", "no_data"])


@pytest.mark.filterwarnings("error")
def test_odd_terrain(scene):
    scene.set_dem(90.0, slope=0.0)
    assert scene.measure()[0].outcome == "insensitive_geometry"
    scene.set_dem(90.0, slope=75.0)  # in shadow
    assert scene.measure()[0].outcome == "low_coherence"
    scene.dem = RasterSource(scene.write("none", np.full((SIZE, SIZE), -9999.0)), (1,), "DEM")
    assert scene.measure()[0].outcome == "no_data"


def test_reference_window_by_brute_force():
    rng = np.random.default_rng(8)
    coherence = rng.uniform(0.6, 0.95, (30, 40))
    stable, rate = rng.random((30, 40)) > 0.03, rng.normal(0, 1, (30, 40))
    distance = rng.uniform(100, 1500, (30, 40))
    best = {}
    for row in range(2, 28):
        for column in range(2, 38):
            part = np.s_[row - 2 : row + 3, column - 2 : column + 3]
            if stable[part].all():
                best[row, column] = coherence[part].mean()
    good = [place for place, value in best.items() if value >= max(best.values()) - 0.05]
    expected = min(good, key=lambda place: distance[place])
    assert find_window(coherence, stable, [rate], distance) == expected
    assert find_window(coherence, np.zeros_like(stable), [rate], distance) is None


def test_other_grids_and_reference_systems(scene):
    """LOS in degrees, coherence coarser, DEM finer; the result is about the same."""
    path = scene.write("los", scene.los(), **TAGS, AZIMUTH_DEG="258")
    turned = str(scene.folder / "degrees.tif")
    gdal.Warp(turned, path, dstSRS="EPSG:4326", resampleAlg="bilinear")
    coarse = str(scene.folder / "coarse.tif")
    gdal.Warp(coarse, scene.coherence, xRes=50, yRes=50, resampleAlg="average")
    product = read_product(turned, coarse, Given(**SIGHT))
    (found,) = scene.measure([product])
    assert found.median == pytest.approx(TRUE, rel=0.02)
    assert found.mean == pytest.approx(TRUE, rel=0.05)  # warping blurs the rim
    assert found.c == pytest.approx(sensitivity(39, 258, 17, 90), abs=0.005)


def test_products_beside_the_outlines(scene):
    with pytest.raises(InputError, match="covers none of the 1 outlines"):
        scene.measure(outlines=[box(X0 + 90_000, Y0, X0 + 91_000, Y0 + 1000)])
    los = np.where(np.abs(scene.x) < 500, -9999.0, 0.01 + 0 * scene.x)
    path = scene.write("holes", los, **TAGS, AZIMUTH_DEG="258")
    with pytest.raises(InputError, match="no data in any"):
        scene.measure([read_product(path, scene.coherence)])
    outlines = [OUTLINE, box(X0 + 90_000, Y0, X0 + 91_000, Y0 + 1000)]
    assert [one.outcome for one in scene.measure(outlines=outlines)] == ["ok", "no_data"]


def test_ambiguous_phase_is_told(scene):
    rough = scene.los(noise=2e-4)
    rough[scene.moving] += np.random.default_rng(1).choice([0, 0.02], scene.moving.sum())
    path = scene.write("rough", rough, **TAGS, AZIMUTH_DEG="258")
    product = read_product(path, scene.coherence, Given(**SIGHT))
    (found,) = scene.measure([product], Settings(max_error=500))
    assert "ambiguous" in found.note
    assert "ambiguous" not in scene.measure()[0].note


def test_cancelling(scene):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        scene.measure(feedback=Stop())


# --- several pairs and passes --------------------------------------------------------------


def test_stack_is_the_weighted_mean():
    rates = [np.array([[1.0, 2.0, np.nan]]), np.array([[3.0, np.nan, np.nan]])]
    sigmas = [np.array([[1.0, 1.0, 1.0]]), np.array([[2.0, 1.0, 1.0]])]
    coherences = [np.full((1, 3), 0.5), np.full((1, 3), 0.9)]
    rate, sigma, coherence = stack_pairs(rates, sigmas, coherences)
    assert rate[0, :2] == pytest.approx([(1 + 3 / 4) / (1 + 1 / 4), 2.0])
    assert sigma[0, :2] == pytest.approx([1 / math.sqrt(1.25), 1.0])
    assert coherence[0, 0] == pytest.approx((0.5 + 0.9 / 4) / 1.25)
    assert np.isnan(rate[0, 2])


def test_passes_are_combined_by_least_squares():
    rng = np.random.default_rng(9)
    c, sigma, truth = np.array([-0.7, 0.35]), np.array([2.0, 3.0]), 25.0
    rates = c * truth + rng.normal(0, sigma)
    yes = np.array([[True]])
    weights = pass_weights([np.array([[v]]) for v in c], [yes, yes], list(sigma))
    found = sum(float(w[0, 0]) * v for w, v in zip(weights, rates))
    expected = np.linalg.lstsq((c / sigma)[:, None], rates / sigma, rcond=None)[0][0]
    assert found == pytest.approx(expected)
    alone = pass_weights([np.array([[v]]) for v in c], [yes, ~yes], list(sigma))
    assert float(alone[0][0, 0]) == pytest.approx(1 / c[0])


def test_lines_of_sight_are_grouped():
    sights = [(39, 258, "ascending"), (39.5, 257, "ascending"), (39, 102, "descending")]
    sights += [(33, 258, "ascending"), (39, 359.5, "odd"), (39, 0.5, "odd")]
    assert group_by_sight(sights) == [[0, 1], [2], [3], [4, 5]]


def test_stacked_pairs(scene):
    products = [scene.product(name=f"pair{n}", seed=n, noise=1e-3) for n in range(4)]
    stacked, single = scene.measure(products)[0], scene.measure(products[:1])[0]
    assert stacked.mean == pytest.approx(TRUE, rel=0.01)
    assert stacked.v_los_sigma < single.v_los_sigma
    assert stacked.track == "ascending"


def test_table_of_pairs(tmp_path):
    table = tmp_path / "pairs.csv"
    table.write_text(
        "los,start,end,azimuth,incidence,pass\n"
        "a.tif,2021-07-10,20210815,102,inc.tif,descending\n/b.tif,,,,,\n"
    )
    common = Given(wavelength=0.0555, azimuth=258.0, start=date(2020, 1, 1))
    one, two = read_pairs(str(table), "coherence.tif", common)
    assert (one.los, one.coherence) == (str(tmp_path / "a.tif"), "coherence.tif")
    assert (one.given.start, one.given.end) == (date(2021, 7, 10), date(2021, 8, 15))
    assert (one.given.azimuth, one.given.incidence) == (102.0, str(tmp_path / "inc.tif"))
    assert (one.given.track, one.given.wavelength) == ("descending", 0.0555)
    assert two.los == "/b.tif"
    assert two.given.start is two.given.azimuth is None
    for text, words in (
        ("path\na.tif\n", "unknown column path"),
        ("los,start\na.tif,soon\n", "row 2: start soon is no date"),
        ("los,unit\n,m\n", "row 2: los is empty"),
        ("los,unit\na.tif,feet\n", "unit feet is none of"),
        ("los,looks\na.tif,many\n", "looks many is no number"),
    ):
        table.write_text(text)
        with pytest.raises(InputError, match=words):
            read_pairs(str(table), "coherence.tif", common)


# --- what is written -----------------------------------------------------------------------


def test_raster_of_velocities(scene):
    product, settings = scene.product(), Settings()
    overlapping = box(X0 + 150, Y0 - 300, X0 + 350, Y0 + 300)
    found, maps = measure_velocities(
        [OUTLINE, overlapping], UTM32, [product], scene.dem, Settings(max_error=1000)
    )
    path = scene.folder / "out.tif"
    write_velocities(path, product.grid, maps, velocity_tags([product], settings))
    with rasterio.open(path) as dataset:
        assert dataset.tags()["DATA_TECH"] == "InSAR, ascending"
        assert dataset.units[:2] == ("cm/yr", "cm/yr")
        velocity, sigma, c = dataset.read(masked=True)
        inside = rasterio.features.rasterize(
            [OUTLINE], out_shape=dataset.shape, transform=dataset.transform
        ).astype(bool)
    assert velocity[inside].mean() == pytest.approx(found[0].mean, rel=1e-4)
    assert (sigma[inside] >= found[0].sigma * 0.9).all()
    assert c[inside].mean() == pytest.approx(found[0].c, abs=1e-4)
    again = scene.folder / "again.tif"
    write_velocities(again, product.grid, maps, velocity_tags([product], settings))
    assert path.read_bytes() == again.read_bytes()


# --- a generated scene ---------------------------------------------------------------------


def test_generated_scene_with_atmosphere_and_glaciers(tmp_path):
    """Both passes through atmosphere and orbital ramps; see ``tools/velocity_study.py``."""
    generated = generate_scene(5, SceneSettings(size=300, n_rock_glaciers=6))
    write_scene(generated, tmp_path)
    coherence = str(tmp_path / "coherence.tif")
    products = [
        read_product(str(tmp_path / f"los_{name}.tif"), coherence, Given(**SIGHT))
        for name in ("ascending", "descending")
    ]
    units, ice = generated.truth_units, [one["geometry"] for one in generated.glaciers]
    outlines = [unit["geometry"] for unit in units] + ice
    dem = RasterSource(str(tmp_path / "dem.tif"), (1,), "DEM")
    found, _ = measure_velocities(outlines, generated.crs, products, dem, exclude=ice)
    truth = [100 * unit["velocity_m_per_year"] for unit in units]
    accepted = [(one, true) for one, true in zip(found, truth) if one.outcome == "ok"]
    assert accepted
    for one, true in accepted:
        assert abs(one.mean - true) < 3 * one.sigma
        assert one.sigma < 0.2 * one.mean
    for one, true in zip(found, truth):
        if true == 0:
            assert one.mean is None
    for one in found[len(units) :]:
        assert one.mean is None
        assert one.outcome in ("low_coherence", "insensitive_geometry")


# --- real data -----------------------------------------------------------------------------


def test_pyrate_pairs_agree(real_data):
    """30 Sentinel-1 pairs over Mexico City: rates agree within their errors, and the city sinks."""
    folder = real_data / "insar" / "pyrate_mexico_s1"
    dem = RasterSource(str(folder / "cropA_T005A_dem.tif"), (1,), "DEM")
    settings = Settings(max_error=1e9, cut_off=1e-6, min_valid=10)
    places = [
        box(x, y, x + 0.008, y + 0.008)
        for x in (-99.17, -99.13, -99.09)
        for y in (19.39, 19.42)
    ]  # fmt: skip
    rates, errors = [], []
    for path in sorted(folder.glob("*_unw.tif"))[::3]:
        coherence = str(path).replace("_eqa_unw", "_flat_eqa_cc")
        product = read_product(str(path), coherence)
        assert product.unit == "rad"
        assert product.wavelength == pytest.approx(0.0555, abs=1e-4)
        assert product.incidence.typical() == pytest.approx(39.70, abs=0.01)
        assert product.azimuth.typical() == pytest.approx(257.73, abs=0.01)
        assert (product.looks, product.track) == (16, "ascending")
        assert product.days == (product.end - product.start).days >= 12
        found, _ = measure_velocities(
            places, WGS84, [product], dem, settings, points=[(-99.1376, 19.4325)]
        )
        rates.append([np.nan if one.v_los is None else one.v_los for one in found])
        errors.append([one.v_los_sigma or np.nan for one in found])
    rates, errors = np.array(rates), np.array(errors)
    weights = 1 / errors**2
    mean = np.nansum(rates * weights, axis=0) / np.nansum(weights * np.isfinite(rates), axis=0)
    score = np.abs(rates - mean) / errors
    assert np.nanmean(score <= 1) > 0.6
    assert np.nanmean(score <= 2) > 0.95
    assert mean[-1] < -8  # the east of the city sinks by decimetres a year


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_mintpy_attributes(real_data):
    file = str(real_data / "insar" / "mintpy_andes_t120" / "geo_maskTempCoh_c1.h5")
    with open_raster(file, "MintPy file") as dataset:
        tags = {key.upper(): value.strip() for key, value in dataset.tags().items()}
    shape = int(tags["LENGTH"]), int(tags["WIDTH"])
    crs, transform = _georeferencing(Path(file), tags, shape)
    assert crs == WGS84
    assert transform[0] == -69.82
    assert transform[1] == pytest.approx(0.0003647681)
    assert tags["WIDTH"] == "1069"
    found = Metadata()
    _from_mintpy(found, tags)
    assert found.azimuth == pytest.approx(257.228, abs=1e-3)
    assert (found.incidence, found.wavelength) == pytest.approx((43.788223, 0.05546576))
    assert (found.track, found.looking) == ("ascending", "right")
    assert (found.start, found.end) == (date(2018, 10, 10), date(2021, 11, 23))
    with pytest.raises(InputError, match="mask"):
        open_product(file, "LOS", LOS)
