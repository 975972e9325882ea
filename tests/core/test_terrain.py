"""Terrain derivatives against analytic surfaces and GDAL."""

import numpy as np
from osgeo import gdal

from rock_glacier_mapper.core.terrain import (
    aspect_degrees,
    downslope_direction,
    slope_degrees,
    topographic_position,
)


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
    northness, eastness = downslope_direction(-0.3 * columns * 10 + 0.4 * rows * 20, 10, 20)
    steep = np.sin(np.arctan(0.5))
    np.testing.assert_allclose(northness[1:-1, 1:-1], 0.8 * steep, atol=1e-12)
    np.testing.assert_allclose(eastness[1:-1, 1:-1], 0.6 * steep, atol=1e-12)
    flat = downslope_direction(np.full((5, 5), 9.0), 10, 10)
    assert (np.abs(flat)[:, 1:-1, 1:-1] == 0).all()
    dem = np.random.default_rng(2).normal(0, 4, (40, 50))
    dem[9, 9] = np.nan
    slope, aspect = (np.radians(f(dem, 10, 10)) for f in (slope_degrees, aspect_degrees))
    northness, eastness = downslope_direction(dem, 10, 10)
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
