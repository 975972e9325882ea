"""Kinematic attribute and activity suggestion, against the worked cases of the rules."""

import math

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import UTM32, write_raster
from rasterio.crs import CRS
from shapely.geometry import box

from rock_glacier_mapper.core.kinematics.attribute import (
    KinematicAttribute,
    activity_suggestion,
    faces_along_track,
    kinematic_attribute,
    needs_front,
    spatial_representativeness,
)
from rock_glacier_mapper.core.kinematics.flowline import flow_line, front_of
from rock_glacier_mapper.core.kinematics.meanvelocity import from_mean_velocity
from rock_glacier_mapper.core.kinematics.movingareas import MovingArea
from rock_glacier_mapper.core.kinematics.units import Unit, assess
from rock_glacier_mapper.core.raster import GridReader, RasterSource, grid_of

#: A unit of 100 ha that flows to the south; strips of it count in hectares.
UNIT = box(600000, 5200000, 601000, 5201000)
FRONT = (600500.0, 5200000.0)


def strip(start, end, code, grade="High", **more):
    """Moving area of ``end - start`` hectares, from the front (0) to the root (100)."""
    area = box(599800, 5200000 + 10 * start, 601300, 5200000 + 10 * end)
    return MovingArea(area.intersection(box(600000, 0, 601000, 1e7)), code, grade, **more)


def test_faster_areas_take_from_slower_ones_and_one_class_dominates():
    areas = [strip(0, 60, 5), strip(50, 80, 4)]
    found = kinematic_attribute(UNIT, areas)
    assert np.allclose(found.shares, (0, 0, 0, 0.20, 0.60, 0), atol=1e-12)
    assert math.isclose(found.documented, 0.80)
    assert (found.category, found.representativeness) == (5, ">75 %")
    assert (found.reliability, found.activity) == ("High", "Active")
    values = found.fields()
    assert values["KinF5"] == 0.6 and values["KinF4"] == 0.2 and values["KinF1"] == 0
    assert values["ActiAss"] == "Kinematic data"


def test_of_two_neighbours_the_one_at_the_front_counts():
    areas = [strip(0, 40, 4), strip(40, 80, 5)]
    found = kinematic_attribute(UNIT, areas, FRONT)
    assert (found.category, found.reliability) == (4, "Medium")
    upper = kinematic_attribute(UNIT, areas, (600500.0, 5201000.0))
    assert upper.category == 5
    core = MovingArea(box(600150, 5200150, 600850, 5200850).buffer(-30), 5, "High")
    around = kinematic_attribute(UNIT, [strip(0, 90, 4), core], FRONT)
    assert 0.35 < around.shares[4] < around.shares[3] < 0.5 and around.category == 4
    unknown = kinematic_attribute(UNIT, areas)
    assert unknown.category == 0 and "front" in unknown.reason


def test_the_front_is_asked_for_where_it_decides():
    two, one = [strip(0, 40, 4), strip(40, 80, 5)], [strip(0, 60, 5), strip(50, 80, 4)]
    assert needs_front(UNIT, two) and kinematic_attribute(UNIT, two, FRONT).by_front
    assert not needs_front(UNIT, one) and not kinematic_attribute(UNIT, one, FRONT).by_front
    for areas in ([], [strip(0, 20, 2)], [strip(0, 40, 3), strip(40, 80, 5)]):
        assert not needs_front(UNIT, areas)


def test_too_little_and_heterogeneous_are_undefined():
    little = kinematic_attribute(UNIT, [strip(0, 20, 2)])
    assert (little.category, little.representativeness, little.activity) == (0, "<50 %", None)
    assert math.isclose(little.documented, 0.2)
    mixed = kinematic_attribute(UNIT, [strip(0, 30, 2), strip(30, 60, 4), strip(60, 90, 6)], FRONT)
    assert mixed.category == 0 and "heterogeneous" in mixed.reason
    assert mixed.reliability is None
    apart = kinematic_attribute(UNIT, [strip(0, 40, 3), strip(40, 80, 5)], FRONT)
    assert apart.category == 0  # 50/50, but no neighbours


@pytest.mark.parametrize(
    ("spans", "category"),
    [
        ([(0, 50, 4)], 4),  # half of the unit is enough
        ([(0, 49.9, 4)], 0),
        ([(0, 40.1, 4), (40.1, 80, 5)], 4),
        ([(0, 34, 4), (34, 76, 5), (76, 100, 1)], 0),  # 34 % is less than 35 %
        ([(0, 35, 4), (35, 77, 5), (77, 100, 1)], 4),
        ([(0, 35, 4), (35, 75, 5), (75, 100, 1)], 0),  # exactly 75 % together is not more
    ],
)
def test_limits_of_the_shares(spans, category):
    areas = [strip(*span) for span in spans]
    assert kinematic_attribute(UNIT, areas, FRONT).category == category


def test_shares_agree_with_counting_points():
    rng = np.random.default_rng(7)
    unit = shapely.Point(600500, 5200500).buffer(400)
    areas = [
        MovingArea(
            shapely.Point(*rng.uniform((600100, 5200100), (600900, 5200900))).buffer(
                rng.uniform(50, 300)
            ),
            int(rng.integers(1, 7)),
            "Medium",
        )
        for _ in range(12)
    ]
    found = kinematic_attribute(unit, areas, FRONT)
    points = rng.uniform((600100, 5200100), (600900, 5200900), (60000, 2))
    points = points[shapely.contains_xy(unit, points)]
    fastest = np.zeros(len(points), int)
    for area in areas:
        inside = shapely.contains_xy(area.geometry, points)
        fastest[inside] = np.maximum(fastest[inside], area.velocity_class)
    counted = [np.mean(fastest == code) for code in range(1, 7)]
    assert np.allclose(found.shares, counted, atol=0.01)


def test_reliability_is_the_mean_grade_rounded_down():
    def grade(*parts, **more):
        areas = [strip(start, end, 5, level) for start, end, level in parts]
        return kinematic_attribute(UNIT, areas, FRONT, **more).reliability

    assert grade((0, 90, "High")) == "High"
    assert grade((0, 60, "High")) == "Medium"  # documents less than three quarters
    assert grade((0, 80, "High"), (80, 90, "Low")) == "Medium"
    assert grade((0, 10, "High"), (10, 90, "Low")) == "Low"
    assert grade((0, 90, None)) == "Low"
    assert grade((0, 90, "High"), weak="blind") == "Low"


def test_no_moving_area_is_no_information_unless_data_show_no_movement():
    none = kinematic_attribute(UNIT, [])
    assert none.category is None and none.representativeness is None and none.activity is None
    assert set(none.fields().values()) == {None}
    assert kinematic_attribute(UNIT, [], quiet=0.49).category is None
    still = kinematic_attribute(UNIT, [], quiet=0.5)
    assert (still.category, still.activity) == (1, "Relict uncertain")
    assert still.representativeness == "50-75 %"
    assert kinematic_attribute(UNIT, [], quiet=0.9, weak="blind").category is None


@pytest.mark.parametrize(
    ("velocity", "category"),
    [
        (0.0, 1),
        (0.99, 1),
        (1, 2),
        (3, 3),
        (9.99, 3),
        (10, 4),
        (30, 5),
        (100, 6),
        (299, 6),
        (300, 7),
    ],
)
def test_second_route_takes_the_mean_velocity(velocity, category):
    found = from_mean_velocity(velocity, 0.0, -0.8, 0.9, "ok")
    assert found.category == category
    assert "mean downslope velocity" in found.data and found.shares is None


def test_second_route_grades_and_refusals():
    def grade(v, s, **more):
        return from_mean_velocity(v, s, **{"sensitivity": -0.8, "valid": 0.9, **more}).reliability

    assert grade(50, 3) == "High"
    assert grade(50, 8) == "Medium"  # sure of the class only
    assert grade(31, 2) == "Medium"  # small error only
    assert grade(31, 5) == "Low"
    assert grade(50, 3, sensitivity=0.25) == "Low"
    assert grade(50, 3, valid=0.6) == "Medium"
    assert grade(50, None) == "Low"
    assert grade(50, 3, quality="ok, low reliability: no stable reference") == "Low"
    for bad in (
        from_mean_velocity(None, None),
        from_mean_velocity(float("nan"), 1),
        from_mean_velocity(20, 1, quality="high_error: 30 %"),
    ):
        assert bad.category is None and set(bad.fields().values()) == {None}


def test_activity_suggestions():
    assert [activity_suggestion(k, "High") for k in range(8)] == [
        None, "Relict uncertain", "Transitional", "Transitional", *["Active"] * 4,
    ]  # fmt: skip
    assert activity_suggestion(5, "Low") == "Active uncertain"
    assert activity_suggestion(2, "Low") == "Transitional"
    assert activity_suggestion(None, None) is None


def test_representativeness_and_flight_line():
    named = [spatial_representativeness(s) for s in (None, 0.49, 0.5, 0.75, 0.76)]
    assert named == ["Undefined", "<50 %", "50-75 %", "50-75 %", ">75 %"]
    assert [faces_along_track(a) for a in (None, 0, 29, 31, 90, 151, 180, 329, 331)] == [
        False, True, True, False, False, True, True, False, True,
    ]  # fmt: skip
    assert faces_along_track(10, 348) and not faces_along_track(60, 348)


def test_periods_and_techniques_are_put_together():
    areas = [
        strip(0, 50, 5, period="2018-07-01 to 2018-09-01", technique="A"),
        strip(50, 90, 5, period="2019-07-01 to 2020-09-01", technique="B"),
    ]
    values = kinematic_attribute(UNIT, areas).fields()
    assert (values["KinPeriod"], values["KinData"]) == ("2018-2020", "moving areas: A; B")
    alone = kinematic_attribute(UNIT, [strip(0, 90, 5, period="Jul-Sep 2018", technique="x" * 300)])
    assert alone.fields()["KinPeriod"] == "Jul-Sep 2018"
    assert len(alone.fields()["KinData"]) == 254


def slope(tmp_path, towards):
    """A DEM whose lowest side is in the direction (east, north)."""
    rows, columns = np.mgrid[0:140, 0:140]
    height = 3000 - 3.0 * (columns * towards[0] - rows * towards[1])
    transform = Affine(10, 0, 599800, 0, -10, 5201200)
    return write_raster(tmp_path / "dem.tif", height.astype(np.float32), transform)


@pytest.mark.parametrize("towards", [(0, -1), (1, 0), (-1, 0)])
def test_front_is_the_lowest_part_of_the_outline(tmp_path, towards):
    source = RasterSource(slope(tmp_path, towards), (1,), "DEM")
    with GridReader(source, grid_of(source)) as dem:
        x, y = front_of(UNIT, UTM32, dem)
        line = flow_line(UNIT, UTM32, dem)
    centre = np.array([600500, 5200500])
    assert (np.array([x, y]) - centre) @ towards > 380
    start, end = np.array(line.coords[0]), np.array(line.coords[-1])
    assert (end - start) @ towards > 900


@pytest.mark.parametrize(("aspect", "towards"), [(180, (0, -1)), (90, (1, 0)), (315, (-0.7, 0.7))])
def test_without_a_dem_the_aspect_tells_the_front(aspect, towards):
    for crs, unit in (
        (UTM32, shapely.Point(600500, 5200500).buffer(500)),
        (
            CRS.from_epsg(4326),
            shapely.affinity.scale(shapely.Point(10.3, 46.9).buffer(0.005), 1.46),
        ),
    ):
        front = np.array(front_of(unit, crs, None, aspect)) - unit.centroid.coords[0]
        front /= np.abs(np.array(unit.bounds[2:]) - unit.centroid.coords[0])
        assert front @ towards > 0.9
        line = flow_line(unit, crs, None, aspect)
        step = np.array(line.coords[-1]) - line.coords[0]
        assert (step / (np.array(unit.bounds[2:]) - unit.bounds[:2])) @ towards > 0.95
    assert front_of(UNIT, UTM32) is None and flow_line(UNIT, UTM32) is None


def test_assessing_units_uses_the_dem_and_names_the_route(tmp_path):
    areas = [strip(0, 40, 4, technique="tracking"), strip(40, 80, 5, technique="tracking")]
    dem = slope(tmp_path, (0, -1))
    measured = {"VDS_MEAN": 20.0, "VDS_SIGMA": 1.0, "KIN_QC": "ok", "VALID_PCT": 80.0}
    far = shapely.affinity.translate(UNIT, 5000, 0)
    units = [
        Unit("A", UNIT, UNIT, measured),
        Unit("B", far, far, {**measured, "PASS": "ascending"}),
    ]
    first, second = assess(units, UTM32, areas, None, dem, "moving_areas")
    assert first.attribute.category == 4 and second.attribute.category is None
    first, second = assess(units, UTM32, areas, None, dem, "moving_areas_else_mean")
    assert first.attribute.data.startswith("moving areas") and first.attribute.category == 4
    assert second.attribute.data == "mean downslope velocity 20.0 ± 1.0 cm/yr; InSAR, ascending"
    first, _ = assess(units, UTM32, areas, None, dem, "mean_velocity")
    assert first.attribute.data.startswith("mean downslope") and first.attribute.shares is None
    assert isinstance(first.attribute, KinematicAttribute)
    facing = [Unit("A", UNIT, UNIT, {"ASPECT": 180.0, "SENS_C": 0.25})]
    radar = [strip(0, 90, 5, technique="InSAR Sentinel-1")]
    assert assess(facing, UTM32, radar)[0].attribute.reliability == "Low"
    assert assess(facing, UTM32, [strip(0, 90, 5)])[0].attribute.reliability == "High"
    tracked = {"VDS_MEAN": 45.0, "VDS_SIGMA": 1.0, "KIN_QC": "ok: feature tracking, horizontal"}
    (one,) = assess([Unit("A", UNIT, UNIT, tracked)], UTM32, [], None, None, "mean_velocity")
    assert one.attribute.data.endswith("cm/yr; feature tracking, horizontal")
