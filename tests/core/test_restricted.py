"""Restricted outlines on landforms whose breaks of slope are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from rock_glacier_mapper.core.demo import SceneSettings, generate_scene
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import transform_coordinates, transform_polygons
from rock_glacier_mapper.core.inventory.restricted import (
    INSET,
    RestrictedSettings,
    restricted_outlines,
)
from rock_glacier_mapper.core.raster import RasterSource

UTM = CRS.from_epsg(32632)
WGS84 = CRS.from_epsg(4326)
X0, Y0 = 500000.0, 5200000.0
#: A tongue that flows south: 600 m long, 240 m wide, round at both ends.
TONGUE = LineString([(X0, Y0 - 180), (X0, Y0 + 180)]).buffer(120, quad_segs=32)
VALLEY, MARGIN = (math.tan(math.radians(angle)) for angle in (10, 34))


def degrees(angle):
    return math.tan(math.radians(angle))


def tongue(x, y, width=40.0, shape=TONGUE, fall=VALLEY, margin=MARGIN):
    """Elevation of a slab on a slope to the south whose lateral margins stand at 34°.

    Across the flow a margin rises by as much as makes its whole slope 34°.
    """
    rise = math.sqrt(margin**2 - fall**2)
    points = shapely.points(x, y)
    inward = np.where(shapely.contains(shape, points), shapely.distance(shape.exterior, points), 0)
    return 2500 + fall * (y - Y0) + rise * np.minimum(inward, width)


def write(path, z, transform, crs=UTM, nodata=-9999.0):
    z = np.where(np.isfinite(z), z, nodata).astype("float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=z.shape[1], height=z.shape[0], count=1,
        dtype="float32", crs=crs, transform=transform, nodata=nodata,
    ) as dataset:  # fmt: skip
        dataset.write(z, 1)
    return RasterSource(str(path), (1,), "DEM")


def dem(path, surface=tongue, cell=10.0, half=600.0):
    """A DEM whose cells hold the surface at their centres, in UTM."""
    transform = Affine(cell, 0, X0 - half, 0, -cell, Y0 + half)
    size = round(2 * half / cell)
    column, row = np.meshgrid(np.arange(size) + 0.5, np.arange(size) + 0.5)
    return write(path, surface(*(transform * (column, row))), transform)


def breaks(outline, extended, highest):
    """Distance to the extended outline of points along the outline, where that was left."""
    line = shapely.segmentize(outline.exterior, 5.0)
    points = shapely.get_coordinates(line)
    distance = shapely.distance(extended.exterior, shapely.points(points))
    return distance[(distance > 10 * INSET) & (points[:, 1] < highest)]


@pytest.mark.parametrize(
    ("cell", "smoothing", "width"),
    [(10, 10, 40), (10, 0, 40), (5, 10, 40), (10, 15, 70), (2, 5, 30)],
)
def test_break_of_slope_is_met_within_a_cell(tmp_path, cell, smoothing, width):
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, width), cell)
    settings = RestrictedSettings(smoothing_m=smoothing)
    (found,) = restricted_outlines([TONGUE], UTM, source, settings)
    assert found.reason == ""
    away = breaks(found.geometry, TONGUE, Y0 + 30)
    assert away.size > 80
    assert abs(np.median(away) - width) < max(0.5 * cell, 0.45 * smoothing)
    assert np.quantile(np.abs(away - width), 0.8) < max(cell, 0.5 * smoothing)
    assert found.front_width_m == pytest.approx(width, abs=max(cell, 0.6 * smoothing))


def test_top_of_the_landform_is_left_alone(tmp_path):
    source = dem(tmp_path / "dem.tif")
    (found,) = restricted_outlines([TONGUE], UTM, source)
    top = shapely.get_coordinates(shapely.segmentize(found.geometry.exterior, 5.0))
    top = top[top[:, 1] > Y0 + 230]
    assert len(top) > 20
    away = shapely.distance(TONGUE.exterior, shapely.points(top))
    assert np.allclose(away, INSET, atol=0.02)
    assert found.share == pytest.approx(found.geometry.area / TONGUE.area, rel=1e-3)


def test_coarse_dem(tmp_path):
    wide = LineString([(X0, Y0 - 280), (X0, Y0 + 280)]).buffer(250, quad_segs=32)
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, 90, wide), 30, 900)
    (found,) = restricted_outlines([wide], UTM, source)
    away = breaks(found.geometry, wide, Y0 + 50)
    assert abs(away.mean() - 90) < 10
    assert np.abs(away - 90).max() < 30


def test_dem_too_coarse_for_the_talus(tmp_path):
    (found,) = restricted_outlines([TONGUE], UTM, dem(tmp_path / "dem.tif", cell=50))
    assert found.geometry is None and "50 m are too coarse" in found.reason


def test_outline_has_no_staircase(tmp_path):
    """Along the straight lateral margin the outline turns by less than a staircase would."""
    (found,) = restricted_outlines([TONGUE], UTM, dem(tmp_path / "dem.tif"))
    side = found.geometry.exterior.intersection(box(X0, Y0 - 150, X0 + 200, Y0 + 20))
    ends = side.length / (Y0 + 20 - (Y0 - 150))
    assert ends < 1.02  # a staircase of pixels would be up to twice as long


def test_in_degrees_and_in_another_crs(tmp_path):
    """The DEM in degrees (21 x 31 m cells made finer), the outline in UTM or in degrees."""
    longitude, latitude = transform_coordinates(
        UTM, WGS84, [X0 - 600, X0 + 600], [Y0 - 600, Y0 + 600]
    )
    transform = Affine(1e-4, 0, longitude[0], 0, -1e-4, latitude[1])
    shape = (int(np.ptp(latitude) / 1e-4), int(np.ptp(longitude) / 1e-4))
    column, row = np.meshgrid(np.arange(shape[1]) + 0.5, np.arange(shape[0]) + 0.5)
    x, y = transform_coordinates(WGS84, UTM, *(v.ravel() for v in transform * (column, row)))
    source = write(tmp_path / "dem.tif", tongue(x, y).reshape(shape), transform, WGS84)
    (found,) = restricted_outlines([TONGUE], UTM, source)
    assert np.abs(breaks(found.geometry, TONGUE, Y0 + 50) - 40).max() < 10
    (extended,) = transform_polygons([TONGUE], UTM, WGS84)
    (other,) = restricted_outlines([extended], WGS84, source)
    assert extended.contains_properly(other.geometry)
    (back,) = transform_polygons([other.geometry], WGS84, UTM)
    assert back.symmetric_difference(found.geometry).area < 0.01 * TONGUE.area


def test_margins_gentler_than_the_limit_and_flat_ground(tmp_path):
    gentle = degrees(25)
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, 60, margin=gentle, fall=0.05))
    (found,) = restricted_outlines([TONGUE], UTM, source)
    assert found.geometry is None and "nowhere steeper than 30°" in found.reason
    assert found.share == 1.0
    (found,) = restricted_outlines([TONGUE], UTM, source, RestrictedSettings(min_slope=20))
    assert found.geometry is not None
    flat = dem(tmp_path / "flat.tif", lambda x, y: 2500 + 0 * x)
    (found,) = restricted_outlines([TONGUE], UTM, flat)
    assert found.geometry is None and "nowhere steeper" in found.reason


def test_flat_topped_body_on_flat_ground(tmp_path):
    """All around the same talus; the whole top lies above three quarters of the height."""
    round_body = Point(X0, Y0).buffer(200, quad_segs=64)
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, 50, round_body, fall=0.0))
    (found,) = restricted_outlines([round_body], UTM, source)
    away = shapely.distance(
        round_body.exterior, shapely.points(shapely.get_coordinates(found.geometry))
    )
    # The talus ends at 50 m; its highest quarter counts as top and is reached at 37.5 m.
    assert away.min() > 30 and away.max() < 55


def test_too_little_left(tmp_path):
    """A cone of talus, of which nearly everything is steeper than the limit."""
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, 110))
    (found,) = restricted_outlines([TONGUE], UTM, source)
    assert found.geometry is None and "of its area would be left" in found.reason
    assert 0 <= found.share < 0.4
    (found,) = restricted_outlines([TONGUE], UTM, source, RestrictedSettings(min_share=0.0))
    assert found.geometry is not None and found.share < 0.4


def test_rim_against_a_rising_side_is_kept(tmp_path):
    """West of the tongue the valley side rises at 35°, and some of it was drawn as rock glacier."""
    wide = TONGUE.union(box(X0 - 160, Y0 - 150, X0, Y0 + 150))

    def surface(x, y):
        side = degrees(35) * np.maximum(X0 - 120 - x, 0)
        return tongue(x, y) * (x > X0 - 120) + (x <= X0 - 120) * (2500 + VALLEY * (y - Y0)) + side

    (found,) = restricted_outlines([wide], UTM, dem(tmp_path / "dem.tif", surface))
    assert found.geometry.contains(box(X0 - 158, Y0 - 60, X0 - 140, Y0 + 60))
    east = found.geometry.intersection(box(X0, Y0 - 60, X0 + 200, Y0 - 50))
    assert east.bounds[2] == pytest.approx(X0 + 80, abs=10)


def test_exaggerated_front_and_cutting_back(tmp_path):
    """80 m from the upper edge of the front to its foot: 30 m too much."""
    broad = LineString([(X0, Y0 - 180), (X0, Y0 + 180)]).buffer(200, quad_segs=32)
    source = dem(tmp_path / "dem.tif", lambda x, y: tongue(x, y, 80, broad))
    (found,) = restricted_outlines([broad], UTM, source)
    assert found.front_width_m == pytest.approx(80, abs=10)
    assert found.wide_front > 0.9
    cut = found.cut_back
    assert cut.is_valid and broad.covers(cut) and cut.contains_properly(found.geometry)
    foot = shapely.get_coordinates(shapely.segmentize(cut.exterior, 5.0))
    foot = foot[foot[:, 1] < Y0 - 250]
    assert shapely.distance(found.geometry, shapely.points(foot)).max() < 50.1
    top = box(X0 - 300, Y0 + 180, X0 + 300, Y0 + 600)
    assert cut.intersection(top).equals(broad.intersection(top))
    (narrow,) = restricted_outlines([TONGUE], UTM, dem(tmp_path / "narrow.tif"))
    assert narrow.cut_back is None and narrow.wide_front == 0


def test_second_lobe_is_no_exaggerated_front(tmp_path):
    """A lobe beyond a wall of talus is not kept, but neither counted as front nor cut off."""
    lobe = box(X0 - 60, Y0 - 460, X0 + 60, Y0 - 330)
    landform = TONGUE.union(box(X0 - 60, Y0 - 460, X0 + 60, Y0 - 250))

    def surface(x, y):
        step = degrees(45) * np.clip(Y0 - 290 - y, 0, 60)
        points = shapely.points(x, y)
        inward = np.where(
            shapely.contains(lobe, points), shapely.distance(lobe.exterior, points), 0
        )
        return tongue(x, y) - step + 0.65 * np.minimum(inward, 30)

    source = dem(tmp_path / "dem.tif", surface, cell=5)
    (found,) = restricted_outlines([landform], UTM, source, RestrictedSettings(smoothing_m=5))
    assert found.geometry is not None and found.geometry.bounds[1] > Y0 - 300
    assert 25 < found.front_width_m < 50  # 30 m, more at the corners; 150 m to what was kept
    assert found.wide_front == 0 and found.cut_back is None
    parts = MultiPolygon([TONGUE, box(X0 + 400, Y0 - 290, X0 + 450, Y0 - 240)])
    (found,) = restricted_outlines([parts], UTM, dem(tmp_path / "parts.tif"))
    assert found.front_width_m == pytest.approx(40, abs=10)


def test_no_data(tmp_path):
    hole = box(X0 - 130, Y0 - 310, X0 + 130, Y0 - 150)

    def surface(x, y):
        z = tongue(x, y)
        z[shapely.contains(hole, shapely.points(x, y))] = np.nan
        return z

    (found,) = restricted_outlines([TONGUE], UTM, dem(tmp_path / "dem.tif", surface))
    assert found.geometry is None and found.share is None
    assert "The DEM has data in" in found.reason

    def speck(x, y):
        z = tongue(x, y)
        z[np.hypot(x - X0 - 60, y - Y0) < 20] = np.nan
        return z

    (found,) = restricted_outlines([TONGUE], UTM, dem(tmp_path / "speck.tif", speck))
    assert np.abs(breaks(found.geometry, TONGUE, Y0 - 50) - 40).max() < 10


def test_outside_empty_tiny_and_multipart(tmp_path):
    source = dem(tmp_path / "dem.tif")
    far = box(X0 + 5000, Y0, X0 + 5200, Y0 + 200)
    tiny = box(X0, Y0, X0 + 3, Y0 + 3)
    speck = box(X0 + 400, Y0, X0 + 480, Y0 + 80)
    multi = MultiPolygon([TONGUE, speck])
    results = restricted_outlines([far, Polygon(), tiny, TONGUE, multi], UTM, source)
    assert [r.geometry is None for r in results] == [True, True, True, False, False]
    assert "outside the DEM" in results[0].reason and "outside the DEM" in results[1].reason
    assert results[2].reason
    assert results[3].geometry.geom_type == "Polygon"
    assert results[4].geometry.geom_type == "MultiPolygon"
    assert multi.contains_properly(results[4].geometry)
    assert restricted_outlines([], UTM, source) == []


def test_invalid_outline(tmp_path):
    bow = Polygon(
        [(X0 - 100, Y0 - 100), (X0 + 100, Y0 + 100), (X0 + 100, Y0 - 100), (X0 - 100, Y0 + 100)]
    )
    (found,) = restricted_outlines([bow], UTM, dem(tmp_path / "dem.tif"))
    assert found.geometry is None or found.geometry.is_valid


@pytest.mark.parametrize("seed", [3, 8])
def test_nested_in_generated_landforms(tmp_path, seed):
    scene = generate_scene(seed, SceneSettings(size=300, n_rock_glaciers=8, look_alikes=0.0))
    source = write(tmp_path / "dem.tif", scene.dem, scene.dem_transform, scene.crs)
    extended = [unit["geometry"] for unit in scene.truth_units]
    for crs in (scene.crs, WGS84):
        shapes = transform_polygons(extended, scene.crs, crs)
        results = restricted_outlines(shapes, crs, source)
        assert results == restricted_outlines(shapes, crs, source)
        for shape, found in zip(shapes, results):
            assert bool(found.reason) == (found.geometry is None)
            if found.geometry is not None:
                assert found.geometry.is_valid and found.geometry.geom_type == "Polygon"
                assert shape.contains_properly(found.geometry)
                assert 0.4 <= found.share <= 1
            if found.cut_back is not None:
                assert found.cut_back.is_valid and shape.buffer(1e-9).covers(found.cut_back)


def test_does_not_depend_on_the_company(tmp_path):
    source = dem(tmp_path / "dem.tif")
    shifted = shapely.affinity.translate(TONGUE, 0, 0)
    alone = restricted_outlines([TONGUE], UTM, source)[0]
    among = restricted_outlines([box(X0 - 500, Y0 - 500, X0, Y0), shifted], UTM, source)[1]
    assert alone.geometry.equals_exact(among.geometry)


def test_bad_settings_and_cancel(tmp_path):
    for bad in ({"smoothing_m": -1}, {"min_slope": 90}, {"min_share": 1.2}, {"max_front_m": 0}):
        with pytest.raises(InputError):
            RestrictedSettings(**bad)

    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        restricted_outlines([TONGUE], UTM, dem(tmp_path / "dem.tif"), feedback=Stop())
    with pytest.raises(InputError):
        restricted_outlines([TONGUE], UTM, RasterSource(str(tmp_path / "missing.tif")))
