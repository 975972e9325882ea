"""Terrain derivatives against analytic surfaces and GDAL."""

import numpy as np
import pytest
from osgeo import gdal

from rock_glacier_mapper.core.terrain import (
    Relief,
    direction_of,
    gradient,
    slope_degrees,
    slope_of,
)


def aspect_degrees(dem, *pixel):
    """Direction that the slope faces (downslope), degrees clockwise from north; NaN where flat."""
    east, north = gradient(dem, *pixel)
    aspect = np.degrees(np.arctan2(-east, -north)) % 360
    aspect[(east == 0) & (north == 0)] = np.nan
    return aspect


def topographic_position(dem, radius):
    """Of a whole DEM, nothing being known around it."""
    padded = np.pad(np.asarray(dem, np.float32), radius, constant_values=np.nan)
    return Relief(padded, radius, 1, 1, radius).position(radius, 0, len(dem))


def test_plane_has_its_slope_and_faces_downhill():
    """z falls 0.3 per metre to the east and 0.4 to the north: slope atan(0.5), aspect 36.87°."""
    rows, columns = np.mgrid[0:20, 0:30]
    dem = -0.3 * columns * 10 + 0.4 * rows * 20
    slope = slope_degrees(dem, 10, 20)
    aspect = aspect_degrees(dem, 10, 20)
    np.testing.assert_allclose(slope[1:-1, 1:-1], np.degrees(np.arctan(0.5)), atol=1e-9)
    np.testing.assert_allclose(aspect[1:-1, 1:-1], np.degrees(np.arctan2(0.3, 0.4)), atol=1e-9)
    assert np.isnan(slope[0]).all() and np.isnan(slope[:, -1]).all()


def test_equals_gdaldem():
    rng = np.random.default_rng(1)
    dem = np.cumsum(np.cumsum(rng.normal(size=(60, 70)), 0), 1).astype(np.float32)
    dem[20:23, 30:33] = -9999
    source = gdal.GetDriverByName("MEM").Create("", 70, 60, 1, gdal.GDT_Float32)
    source.SetGeoTransform((0, 10, 0, 0, 0, -10))
    source.GetRasterBand(1).WriteArray(dem)
    source.GetRasterBand(1).SetNoDataValue(-9999)
    holes = np.where(dem == -9999, np.nan, dem)
    for name, function in (("slope", slope_degrees), ("aspect", aspect_degrees)):
        expected = gdal.DEMProcessing("", source, name, format="MEM").ReadAsArray()
        expected = np.where(expected == -9999, np.nan, expected)
        got = function(holes, 10, 10)
        np.testing.assert_array_equal(np.isnan(got), np.isnan(expected))
        difference = np.abs(got - expected) % 360
        assert np.nanmax(np.minimum(difference, 360 - difference)) < 5e-3


def test_downslope_direction_of_a_plane_and_of_rough_ground():
    """3 m down per 10 m to the east, 4 m to the north: the components of a unit normal."""
    rows, columns = np.mgrid[0:20, 0:30]
    northness, eastness = direction_of(*gradient(-0.3 * columns * 10 + 0.4 * rows * 20, 10, 20))
    steep = np.sin(np.arctan(0.5))
    np.testing.assert_allclose(northness[1:-1, 1:-1], 0.8 * steep, atol=1e-12)
    np.testing.assert_allclose(eastness[1:-1, 1:-1], 0.6 * steep, atol=1e-12)
    flat = direction_of(*gradient(np.full((5, 5), 9.0), 10, 10))
    assert (np.abs(flat)[:, 1:-1, 1:-1] == 0).all()
    dem = np.random.default_rng(2).normal(0, 4, (40, 50))
    dem[9, 9] = np.nan
    slope, aspect = (np.radians(f(dem, 10, 10)) for f in (slope_degrees, aspect_degrees))
    northness, eastness = direction_of(*gradient(dem, 10, 10))
    np.testing.assert_allclose(northness, np.cos(aspect) * np.sin(slope), atol=1e-9)
    np.testing.assert_allclose(eastness, np.sin(aspect) * np.sin(slope), atol=1e-9)


def test_topographic_position_of_a_plane_a_peak_and_a_hole():
    rows, columns = np.mgrid[0:41, 0:41]
    plane = 2.0 * columns + 3.0 * rows
    np.testing.assert_allclose(topographic_position(plane, 5)[8:-8, 8:-8], 0, atol=1e-9)
    corner = plane[:4, :6].mean()  # windows are cut at the edge
    assert np.isclose(topographic_position(plane, 3)[0, 2], plane[0, 2] - corner)
    peak = np.zeros((41, 41))
    peak[20, 20] = 49
    assert np.isclose(topographic_position(peak, 3)[20, 20], 48)
    plane[10, 10] = np.nan
    position = topographic_position(plane, 2)
    assert np.isnan(position[10, 10]) and np.isfinite(position).sum() == 41 * 41 - 1
    window = plane[9:14, 9:14]
    assert np.isclose(position[11, 11], plane[11, 11] - np.nanmean(window))


def rough(height, width, hole=0.0, relief=300.0):
    rng = np.random.default_rng(7)
    rows, columns = np.mgrid[0:height, 0:width]
    dem = 4000 + relief * np.sin(rows / 17) * np.cos(columns / 29) + rng.normal(0, 3, rows.shape)
    dem[rng.random(dem.shape) < hole] = np.nan
    return dem.astype(np.float32)


@pytest.mark.parametrize("radius", [1, 4, 13])
@pytest.mark.parametrize("hole", [0.0, 0.2])
def test_topographic_position_equals_a_plain_mean(radius, hole):
    dem = rough(40, 47, hole)
    wide = np.pad(np.round(dem.astype(float) * 64) / 64, radius, constant_values=np.nan)
    boxes = np.lib.stride_tricks.sliding_window_view(wide, (2 * radius + 1,) * 2)
    expected = wide[radius:-radius, radius:-radius] - np.nanmean(boxes, axis=(2, 3))
    expected[np.isnan(dem)] = np.nan
    np.testing.assert_allclose(topographic_position(dem, radius), expected, rtol=3e-7, atol=1e-9)
    # Against elevations that are not rounded: twice half a step.
    plain = np.pad(dem.astype(float), radius, constant_values=np.nan)
    boxes = np.lib.stride_tricks.sliding_window_view(plain, (2 * radius + 1,) * 2)
    plain = dem - np.nanmean(boxes, axis=(2, 3))
    assert np.nanmax(np.abs(topographic_position(dem, radius) - plain)) <= 1 / 64


@pytest.mark.parametrize("hole", [0.0, 0.001])
@pytest.mark.parametrize("relief", [300.0, 4200.0])
def test_derivatives_do_not_depend_on_the_window(hole, relief):
    """Bit by bit; high relief needs wider integers in some windows, holes in some of them."""
    dem, rim = rough(190, 230, hole, relief), 50
    whole = Relief(dem, rim, 10, 10, 50)
    rows, columns = whole.shape

    def layers(part, first, last):
        east, north = part.gradient(first, last)
        positions = [part.position(radius, first, last) for radius in (1, 10, 50)]
        return np.stack([east, north, slope_of(east, north), *positions])

    expected = layers(whole, 0, rows)
    assert expected.dtype == np.float32
    rng, kinds = np.random.default_rng(1), set()
    for _ in range(12):
        top, left = rng.integers(0, rows - 2), rng.integers(0, columns - 2)
        height, width = rng.integers(1, rows + 1 - top), rng.integers(1, columns + 1 - left)
        window = dem[top : top + height + 2 * rim, left : left + width + 2 * rim].copy()
        part = Relief(window, rim, 10, 10, 50)
        kinds.add((part._sums.dtype.itemsize, part._counts is None))
        middle = height // 2
        got = np.concatenate([layers(part, 0, middle), layers(part, middle, height)], axis=1)
        np.testing.assert_array_equal(got, expected[:, top : top + height, left : left + width])
    assert {size for size, _ in kinds} == ({4} if relief < 1000 else {8})
    if relief < 1000 and not hole:  # the same numbers from integers of either size
        wide = Relief(np.where(dem > 0, dem, 0), rim, 10, 10, 20000)
        assert wide._sums.dtype == np.int64
        np.testing.assert_array_equal(wide.position(50, 0, rows), expected[5])


def test_single_precision_slope_is_that_of_double_precision():
    dem = rough(80, 90)
    double = slope_degrees(dem, 10, 12)[1:-1, 1:-1]
    single = slope_of(*Relief(dem, 1, 10, 12).gradient(0, 78))
    assert single.dtype == np.float32 and np.abs(single - double).max() < 2e-5


def test_elevations_that_cannot_be_do_no_harm():
    dem = rough(30, 30)
    dem[3, 3], dem[20, 20] = -3.4e38, np.inf
    with np.errstate(over="ignore", invalid="ignore"):
        position = topographic_position(dem, 3)
    clean = topographic_position(rough(30, 30), 3)
    np.testing.assert_array_equal(position[8:16], clean[8:16])
    empty = topographic_position(np.full((5, 6), np.nan, np.float32), 2)
    assert empty.shape == (5, 6) and np.isnan(empty).all()
