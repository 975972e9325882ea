"""Velocity classes and moving areas, against counting cells one by one."""

import math

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import UTM32, write_raster
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely.geometry import Polygon, box

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.kinematics.landformvelocity import profile, read_landform
from rock_glacier_mapper.core.kinematics.movingareas import (
    corners_cut,
    moving_areas,
    velocity_class,
)
from rock_glacier_mapper.core.kinematics.velocityclasses import (
    DATA,
    ClassRaster,
    classify,
    grown,
    smoothed,
)
from rock_glacier_mapper.core.kinematics.velocityraster import parse_unit, velocity_raster

X0, Y0 = 600000, 5200000
NORTH_UP = Affine(10, 0, X0, 0, -10, Y0)


def raster_of(path, velocity, deviation=None, unit="cm/yr", transform=NORTH_UP, crs=UTM32, **tags):
    bands, names = [velocity], ["downslope velocity"]
    if deviation is not None:
        bands.append(np.broadcast_to(deviation, velocity.shape))
        names.append("standard deviation")
    array = np.stack(bands).astype(np.float32)
    tags = {**({"UNIT": unit} if unit else {}), **tags}
    return write_raster(path, array, transform, crs, -9999.0, names, tags)


def classes_of(classes):
    """The input of the polygons, from classes alone."""
    classes = np.asarray(classes, np.uint8)
    grid = Grid(UTM32, NORTH_UP, classes.shape[1], classes.shape[0])
    return ClassRaster(grid, classes, np.full(classes.shape, DATA, np.uint8), False)


# --- classes -------------------------------------------------------------------------------


def test_lower_bounds_are_inclusive():
    below = np.nextafter((1.0, 3.0, 10.0, 30.0, 100.0), 0)
    assert velocity_class([0, 1, 3, 10, 30, 100, 1e4]).tolist() == [1, 2, 3, 4, 5, 6, 6]
    assert velocity_class(below).tolist() == [1, 2, 3, 4, 5]
    assert velocity_class(-15.0) == 4 and velocity_class(math.nan) == 0


def test_smoothing_is_the_mean_of_the_neighbours_with_data():
    rng = np.random.default_rng(3)
    values = rng.normal(20, 10, (17, 23)).astype(np.float32)
    values[rng.random(values.shape) < 0.3] = np.nan
    found = smoothed(values)
    for row, column in np.ndindex(values.shape):
        near = values[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        if np.isnan(values[row, column]):
            assert np.isnan(found[row, column])
        else:
            assert math.isclose(found[row, column], np.nanmean(near, dtype=float), rel_tol=1e-6)


def test_classes_of_a_raster_do_not_depend_on_the_strips(tmp_path):
    rng = np.random.default_rng(4)
    velocity = rng.gamma(1.5, 20, (1100, 40)) * rng.choice([-1, 1], (1100, 1))
    velocity[rng.random(velocity.shape) < 0.1] = -9999
    found = classify(velocity_raster(raster_of(tmp_path / "v.tif", velocity)))
    velocity = velocity.astype(np.float32)
    velocity[velocity == -9999] = np.nan
    assert np.array_equal(found.classes, velocity_class(np.abs(smoothed(velocity))))


def test_only_cells_near_outlines_are_classed_on_the_ground_in_any_crs(tmp_path):
    degrees = Affine(2e-4, 0, 10.3, 0, -2e-4, 46.95)
    for crs, transform, centre in (
        (UTM32, NORTH_UP, (X0 + 1000, Y0 - 1000)),
        (CRS.from_epsg(4326), degrees, (10.32, 46.93)),
    ):
        path = raster_of(
            tmp_path / "v.tif", np.full((200, 200), 20.0), crs=crs, transform=transform
        )
        outline = grown(shapely.Point(centre).buffer(1e-9), crs, 100)
        found = classify(velocity_raster(path), [outline], 150)
        east, north = 10, 10
        if not crs.is_projected:
            east = 2e-4 * 111320 * math.cos(math.radians(46.93))
            north = 2e-4 * 111180
        area = (found.classes > 0).sum() * east * north
        assert math.isclose(area, math.pi * 250**2, rel_tol=0.02)
        assert set(np.unique(found.classes)) == {0, 4}


# --- polygons ------------------------------------------------------------------------------


def brute_force(classes):
    """Class and number of cells of each area, by walking from cell to cell."""
    height, width = classes.shape

    def walk(cells, start, steps):
        found, todo = {start}, [start]
        while todo:
            row, column = todo.pop()
            for down, right in steps:
                there = row + down, column + right
                if there in cells and there not in found:
                    found.add(there)
                    todo.append(there)
        return found

    cross = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    square = [*cross, (1, 1), (1, -1), (-1, 1), (-1, -1)]
    areas = []
    for code in range(1, 7):
        cells = {tuple(c) for c in np.argwhere(classes == code)}
        others = {c for c in np.ndindex(height, width)} - cells
        while others:
            hole = walk(others, min(others), square)
            others -= hole
            rim = any(r in (0, height - 1) or c in (0, width - 1) for r, c in hole)
            if len(hole) < 4 and not rim:
                cells |= hole
        while cells:
            part = walk(cells, min(cells), cross)
            cells -= part
            if len(part) >= 20:
                areas.append((code, frozenset(part)))
    return areas


def patchy_classes(seed, size=60):
    from scipy import ndimage

    rng = np.random.default_rng(seed)
    field = ndimage.gaussian_filter(rng.normal(0, 1, (size, size)), 1.7)
    classes = np.digitize(field, np.quantile(field, [0.1, 0.3, 0.5, 0.7, 0.85, 0.95])).astype(int)
    speckle = rng.random(classes.shape) < 0.03
    classes[speckle] = rng.integers(0, 7, speckle.sum())
    return classes


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("smooth", [False, True])
def test_areas_are_those_found_by_walking_from_cell_to_cell(seed, smooth):
    classes = patchy_classes(seed)
    expected = brute_force(classes)
    found = moving_areas(classes_of(classes), smooth)
    assert len(found) == len(expected) > 10
    assert all(area.geometry.is_valid for area in found)
    sizes = {}
    for code, cells in expected:
        mask = np.zeros(classes.shape, bool)
        mask[tuple(np.transpose(list(cells)))] = True
        sizes[(code, min(cells))] = mask
    for area in found:
        burnt = rasterize([area.geometry], classes.shape, transform=NORTH_UP) == 1
        row, column = np.argwhere(burnt)[0]
        mask = sizes.pop((area.velocity_class, (row, column)))
        assert np.array_equal(burnt, mask)  # the same cells
        holes = len(area.geometry.interiors)
        cut = 0.5 * (1 - holes) if smooth else 0  # the area gains what a hole loses
        assert math.isclose(area.geometry.area, 100 * (mask.sum() - cut), rel_tol=1e-9)
    assert not sizes
    shapes = [area.geometry for area in found]
    assert math.isclose(shapely.union_all(shapes).area, sum(s.area for s in shapes), rel_tol=1e-9)


def test_cutting_corners_takes_half_a_cell_off_each_ring():
    ring = box(0, 0, 9, 7) - box(2, 2, 5, 4) - box(6, 3, 7, 5) - box(8, 6, 9, 7)
    cut = corners_cut(ring)
    assert cut.is_valid and len(cut.interiors) == 2
    assert math.isclose(Polygon(cut.exterior).area, 9 * 7 - 1 - 0.5)
    holes = sorted(Polygon(r).area for r in cut.interiors)
    assert np.allclose(holes, [2 - 0.5, 6 - 0.5])
    assert cut.hausdorff_distance(ring) <= math.sqrt(0.5)


def test_small_parts_and_holes():
    classes = np.zeros((20, 30), int)
    classes[2:12, 2:12] = 4
    classes[4:7, 4] = 0  # three cells: closed
    classes[4:6, 8:10] = 0  # four cells: stays
    classes[14:18, 2:7] = 5  # twenty cells: stays
    classes[14:18, 20:25] = 5
    classes[17, 24] = 0  # nineteen: dropped
    found = moving_areas(classes_of(classes), smooth=False)
    assert [(a.velocity_class, a.geometry.area / 100) for a in found] == [(4, 96), (5, 20)]
    assert len(moving_areas(classes_of(classes), slowest=5)) == 1


# --- reliability ---------------------------------------------------------------------------


def grades(tmp_path, velocity, deviation, sensitivity=None):
    names = ["downslope velocity", "standard deviation", "sensitivity"]
    names = names if sensitivity is not None else names[:2]
    bands = [velocity, np.full_like(velocity, deviation)]
    bands += [] if sensitivity is None else [np.full_like(velocity, sensitivity)]
    array = np.stack(bands).astype(np.float32)
    tags = {"UNIT": "cm/yr"}
    path = write_raster(tmp_path / "v.tif", array, NORTH_UP, UTM32, -9999.0, names, tags)
    found = moving_areas(classify(velocity_raster(path)))
    return {area.velocity_class: area.reliability for area in found}


def test_reliability_of_class_and_outline(tmp_path):
    field = np.zeros((40, 40))
    field[10:30, 10:30] = 50
    edge = {5: "High", 1: "High"}
    assert {k: v for k, v in grades(tmp_path, field, 0.2).items() if k in edge} == {
        5: "High",
        1: "Medium",  # reaches the end of the raster
    }
    assert grades(tmp_path, field, 25)[5] == "Medium"  # v + sigma is in the next class
    assert grades(tmp_path, field, 60)[5] == "Low"  # no signal
    assert grades(tmp_path, field, 0.2, -0.25)[5] == "Low"  # hardly in the line of sight
    island = np.full((40, 40), -9999.0)
    island[10:30, 10:30] = 50
    assert grades(tmp_path, island, 0.2)[5] == "Medium"  # the outline is that of the data
    path = raster_of(tmp_path / "plain.tif", field)
    alone = moving_areas(classify(velocity_raster(path)))
    assert {a.reliability for a in alone if a.velocity_class == 5} == {"Medium"}


# --- reading -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("cm/yr", 1), ("m/yr", 100), ("mm/yr", 0.1), ("m/year", 100), ("cm a-1", 1),
        ("mm a⁻¹", 0.1), ("cm yr^-1", 1), ("m per year", 100), ("m_per_year", 100),
        ("m", None), ("rad", None), ("degrees", None), ("cm/d", None), ("", None),
    ],
)  # fmt: skip
def test_units(text, factor):
    assert parse_unit(text) == factor


def test_the_unit_is_read_and_never_guessed(tmp_path):
    velocity = np.full((30, 30), 0.5)
    raster = velocity_raster(raster_of(tmp_path / "m.tif", velocity, 0.1, "m/yr", OBS_START="2018"))
    with raster.reader() as reader:
        found, deviation, _ = raster.window(reader, 0, 0, 30, 30)
    assert np.allclose(found, 50) and np.allclose(deviation, 10) and raster.start == "2018"
    bare = raster_of(tmp_path / "bare.tif", velocity, unit="")
    with pytest.raises(InputError, match="unit"):
        velocity_raster(bare)
    assert velocity_raster(bare, "m_per_year").to_cm == 100
    with pytest.raises(InputError, match="degrees"):
        velocity_raster(raster_of(tmp_path / "slope.tif", velocity, unit="degrees"))
    with pytest.raises(InputError, match="faster than any"):
        classify(velocity_raster(raster_of(tmp_path / "mm.tif", velocity * 200, unit="m/yr")))


def test_single_outliers_count_as_no_data(tmp_path):
    velocity = np.full((30, 30), 0.5)
    velocity[10, 10] = 900
    told = []
    feedback = Feedback()
    feedback.warning = told.append
    raster = velocity_raster(raster_of(tmp_path / "v.tif", velocity, unit="m/yr"))
    found = classify(raster, feedback=feedback)
    assert found.classes[10, 10] == 0 and (found.classes == 5).sum() == 899
    assert len(told) == 1 and told[0].startswith("1 cells")
    with raster.reader() as reader:
        cells = read_landform(raster, reader, box(X0, Y0 - 300, X0 + 300, Y0))
    assert math.isclose(cells.valid, 899 / 900) and math.isclose(cells.mean()[0], 50)


def test_the_velocity_band_is_found_by_its_name(tmp_path):
    array = np.stack([np.full((9, 9), n, np.float32) for n in range(5)])
    names = ["east", "north", "speed", "signal to noise", "standard deviation"]
    raster = velocity_raster(
        write_raster(tmp_path / "t.tif", array, NORTH_UP, UTM32, -9999.0, names, {"UNIT": "m/yr"})
    )
    assert (raster.band, raster.deviation, raster.quantity) == (3, 5, "speed")
    assert not raster.from_radar
    names = ["east", "north", "up", "a", "b"]
    path = write_raster(tmp_path / "n.tif", array, NORTH_UP, UTM32, None, names, {"UNIT": "m/yr"})
    with pytest.raises(InputError, match="none of which"):
        velocity_raster(path)
    with pytest.raises(InputError, match="cannot be opened"):
        velocity_raster(tmp_path / "missing.tif")


# --- one landform --------------------------------------------------------------------------


def test_cells_and_profile_of_a_landform(tmp_path):
    rows = np.indices((100, 100))[0]
    velocity = 10 + 0.5 * rows  # faster to the south
    path = raster_of(tmp_path / "v.tif", velocity, 2.0)
    raster = velocity_raster(path)
    outline = box(X0 + 300, Y0 - 800, X0 + 600, Y0 - 200)
    with raster.reader() as reader:
        cells = read_landform(raster, reader, outline)
        assert read_landform(raster, reader, shapely.affinity.translate(outline, 5000)) is None
    inside = velocity[20:80, 30:60].astype(np.float32)
    assert cells.valid == 1 and cells.inside.sum() == inside.size and cells.quiet == 0
    mean, deviation = cells.mean()
    assert math.isclose(mean, inside.mean(dtype=float), rel_tol=1e-6) and deviation == 2
    line = shapely.LineString([(X0 + 450, Y0 - 200), (X0 + 450, Y0 - 800)])
    found = profile(cells, line)
    expected = 10 + 0.5 * (20 + found.steps / 10 - 0.5)
    assert np.allclose(found.mean, expected, atol=0.02)
    assert np.allclose(found.deviation, 2) and found.measured
    assert math.isclose(found.length, 600, rel_tol=2e-3)  # on the ground, not on the map
