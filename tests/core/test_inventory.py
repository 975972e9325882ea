"""Inventory core: identifiers, areas, terrain attributes, schema, provenance (no QGIS)."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform, transform_geom
from scipy import ndimage
from shapely.geometry import LineString, Point, Polygon, box, mapping, shape

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import azimuth_of, ellipsoidal_areas, metres_per_degree
from rock_glacier_mapper.core.inventory import attributes, geopackage, identifiers, provenance
from rock_glacier_mapper.core.inventory.attributes import terrain_attributes
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.identifiers import make_id, parse_id, primary_markers
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.vector import Feature, read_layer, write_layer

UTM32 = CRS.from_epsg(32632)
UTM19S = CRS.from_epsg(32719)
WGS84 = CRS.from_epsg(4326)
#: Near the central meridian of zone 32, so that grid north is true north.
X0, Y0 = 500000.0, 5200000.0


# --- identifiers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "prefix", "expected"),
    [
        (28.1527, 97.2426, "RGU", "RGU281527N0972426E"),
        (38.4455, -109.2526, "RGU", "RGU384455N1092526W"),
        (-30.1234, -70.05, "RGS", "RGS301234S0700500W"),
        (5.00004, 7.1, "RGU", "RGU050000N0071000E"),
    ],
)
def test_identifier_vectors(latitude, longitude, prefix, expected):
    assert make_id(latitude, longitude, prefix) == expected
    assert len(expected) == 18
    found = parse_id(expected)
    assert found[0] == prefix
    assert found[1:] == pytest.approx((latitude, longitude), abs=5e-5)


def test_identifier_of_longitudes_beyond_180():
    assert make_id(10, 190) == make_id(10, -170) == "RGU100000N1700000W"


@pytest.mark.parametrize("bad", ["RGU281527N972426E", "XYZ281527N0972426E", "RGU990000N0000000E"])
def test_malformed_identifiers_are_refused(bad):
    with pytest.raises(InputError):
        parse_id(bad)


@pytest.mark.parametrize("place", [(91, 0), (math.nan, 0), (0, math.inf)])
def test_no_identifier_outside_the_world(place):
    with pytest.raises(InputError):
        make_id(*place)


def test_markers_lie_inside_curved_outlines_and_agree_with_their_identifiers():
    curved = LineString([(0, 0), (900, 0), (900, 800), (0, 800)]).buffer(60)
    curved = shapely.transform(curved, lambda p: p + np.array([400000, 6900000]))
    assert not curved.contains(curved.centroid)
    (marker,) = primary_markers([curved], UTM19S)
    assert curved.contains(marker.point)
    (longitude,), (latitude,) = transform(UTM19S, WGS84, [marker.point.x], [marker.point.y])
    assert marker.identifier == make_id(latitude, longitude)
    assert marker.identifier[9] == "S" and marker.identifier[-1] == "W"


def test_colliding_markers_move_inside_their_polygons():
    square = box(400000, 6900000, 400300, 6900300)
    inner = square.buffer(-20, join_style="mitre")
    polygons = [inner, square, square]
    markers = primary_markers(polygons, UTM19S)
    assert len({m.identifier for m in markers}) == 3
    for polygon, marker in zip(polygons, markers):
        assert polygon.contains(marker.point)
        (longitude,), (latitude,) = transform(UTM19S, WGS84, [marker.point.x], [marker.point.y])
        assert marker.identifier == make_id(latitude, longitude)
        _, *first = parse_id(markers[1].identifier)
        _, *own = parse_id(marker.identifier)
        assert np.abs(np.subtract(own, first)).max() <= 1.01e-4
    assert markers[1].point.equals(square.representative_point())


def test_markers_do_not_depend_on_the_order():
    polygons = [box(4e5 + d, 69e5, 4e5 + 300 + d, 6900300) for d in (0, 1, 2, 3, 5000)]
    forward = primary_markers(polygons, UTM19S)
    backward = primary_markers(polygons[::-1], UTM19S)[::-1]
    assert [m.identifier for m in forward] == [m.identifier for m in backward]
    assert len({m.identifier for m in forward}) == 5


def test_markers_avoid_identifiers_in_use():
    square = box(400000, 6900000, 400300, 6900300)
    (first,) = primary_markers([square], UTM19S)
    (second,) = primary_markers([square], UTM19S, taken=[first.identifier])
    assert second.identifier != first.identifier


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (0.0, 0.0, "RGU000000N0000000E"),
        (-0.0001, -0.0001, "RGU000001S0000001W"),
        (89.99996, 10.0, "RGU900000N0100000E"),
        (-90.0, 0.0, "RGU900000S0000000E"),
        (12.0, 180.0, "RGU120000N1800000E"),
        (12.0, -180.0, "RGU120000N1800000E"),
        (12.0, -179.99996, "RGU120000N1800000E"),
        (12.0, -179.9999, "RGU120000N1799999W"),
        (12.0, 180.0001, "RGU120000N1799999W"),
        (12.0, 539.5, "RGU120000N1795000E"),
    ],
)
def test_identifiers_at_the_ends_of_the_world(latitude, longitude, expected):
    assert make_id(latitude, longitude) == expected
    assert len(expected) == 18
    _, back, along = parse_id(expected)
    assert back == pytest.approx(latitude, abs=5.001e-5)
    assert abs(math.remainder(along - longitude, 360)) <= 5.001e-5


@pytest.mark.parametrize(
    ("epsg", "x", "y"),
    [
        (4326, 180.0, 67.0),  # across the 180th meridian, as longitudes up to 360
        (4326, 179.9985, 67.0),
        (4326, -70.0, 0.0),  # across the equator
        (4326, 0.0, 45.0),  # across Greenwich
        (32601, 369000.0, 7430000.0),  # near 180° in a projection
        (3832, 3339584.7, -1000.0),  # 180° in the middle of the map (PDC Mercator)
        (3413, 0.0, 0.0),  # on the North Pole
        (3031, 0.0, 0.0),  # on the South Pole
        (3031, 20000.0, -3000.0),
    ],
)
def test_colliding_markers_anywhere(epsg, x, y):
    """Five times the same polygon: five identifiers, each of a place inside."""
    crs = CRS.from_epsg(epsg)
    size = 300.0 if crs.is_projected else 0.003
    square = box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    markers = primary_markers([square] * 5, crs)
    assert len({marker.identifier for marker in markers}) == 5
    for marker in markers:
        assert square.contains(marker.point)
        (longitude,), (latitude,) = transform(crs, WGS84, [marker.point.x], [marker.point.y])
        assert marker.identifier == make_id(latitude, longitude)
        assert marker.latitude == pytest.approx(latitude, abs=1e-9)
        assert abs(marker.longitude) <= 180
        _, north, _east = parse_id(marker.identifier)
        assert abs(north - latitude) <= 5.01e-5


def test_collisions_move_no_farther_than_needed():
    """Nine of the same polygon: the marker's cell and the eight around it, at the 180th meridian.

    Cells of 0.0001° are 11 m high and at 60° N half as wide.
    """
    square = box(179.9985, 59.999, 180.0015, 60.001)
    markers = primary_markers([square] * 9, WGS84)
    centre = markers[0].point
    for marker in markers:
        steps = np.abs([marker.point.x - centre.x, marker.point.y - centre.y]) / 1e-4
        assert math.hypot(0.5 * steps[0], steps[1]) <= 2.0 + 1e-6


def test_a_duplicate_too_small_for_a_marker_of_its_own_gets_none():
    (longitude,), (latitude,) = transform(UTM19S, WGS84, [400000], [6900000])
    cell = round(longitude, 4), round(latitude, 4)
    (x,), (y,) = transform(WGS84, UTM19S, [cell[0]], [cell[1]])
    tiny = Point(x, y).buffer(1)
    markers = primary_markers([tiny, tiny], UTM19S)
    assert [m is None for m in markers] == [False, True]


# --- systems -------------------------------------------------------------------------------


@pytest.mark.parametrize("crs", [UTM32, WGS84, CRS.from_epsg(3857)])
@pytest.mark.parametrize(("gap", "systems"), [(0, 1), (9, 1), (12, 2)])
def test_units_with_small_gaps_form_a_system(crs, gap, systems):
    units = [box(X0, Y0, X0 + 100, Y0 + 100), box(X0 + 100 + gap, Y0, X0 + 300, Y0 + 100)]
    units = [shape(transform_geom(UTM32, crs, mapping(unit))) for unit in units]
    assert len(set(identifiers.touching_groups(units, crs, 10.0))) == systems


def test_chains_and_corners_link_and_given_systems_win():
    chain = [
        box(X0 + 100 * i, Y0 + 100 * i, X0 + 100 * (i + 1), Y0 + 100 * (i + 1))
        for i in "012"
        for i in [int(i)]
    ]
    far = box(X0 + 5000, Y0, X0 + 5100, Y0 + 100)
    assert list(identifiers.system_groups([*chain, far], UTM32, 10)) == [0, 0, 0, 1]
    given = ["a", "b", None, "a"]
    groups = identifiers.system_groups([*chain, far], UTM32, 10, given)
    assert groups[0] == groups[3] and len(set(groups)) == 3


def test_system_identifiers():
    units = [box(X0, Y0, X0 + 100, Y0 + 100), box(X0 + 100, Y0, X0 + 300, Y0 + 100)]
    units.append(box(X0 + 5000, Y0, X0 + 5100, Y0 + 100))
    markers = primary_markers(units, UTM32)
    groups = identifiers.touching_groups(units, UTM32, 10)
    systems = identifiers.system_markers(units, markers, groups, UTM32)
    assert systems[groups[2]].identifier == "RGS" + markers[2].identifier[3:]
    assert shapely.union_all(units[:2]).contains(systems[groups[0]].point)


# --- areas and directions ------------------------------------------------------------------


def test_azimuths_are_clockwise_from_north_and_below_360():
    degrees = np.arange(0, 360, 7.5)
    east, north = 3 * np.sin(np.radians(degrees)), 3 * np.cos(np.radians(degrees))
    assert azimuth_of(east, north) == pytest.approx(degrees, abs=1e-12)
    assert [azimuth_of(*pair) for pair in zip(east, north)] == pytest.approx(list(degrees))
    # A rounding error west of north: the remainder of -1e-17 by 360 is 360.
    assert azimuth_of(-1e-17, 1.0) == 0 and (azimuth_of(np.full(3, -1e-17), 1.0) == 0).all()
    assert math.isnan(azimuth_of(math.nan, 1.0)) and np.isnan(azimuth_of(np.array([np.nan]), 1.0))


def test_area_of_a_degree_cell_is_the_integral_over_the_ellipsoid():
    latitudes = 46 + (np.arange(1000) + 0.5) / 1000
    strips = [math.prod(metres_per_degree(latitude)) / 1000 for latitude in latitudes]
    assert ellipsoidal_areas([box(10, 46, 11, 47)], WGS84)[0] == pytest.approx(
        sum(strips), rel=1e-7
    )


def test_area_of_the_whole_zone_to_the_pole():
    # A zone of 1° of longitude from the equator to the pole is 1/720 of the ellipsoid.
    whole = 510065621.724
    assert ellipsoidal_areas([box(0, 0, 1, 90)], WGS84)[0] / 1e6 == pytest.approx(
        whole / 720, rel=1e-9
    )


def test_area_corrects_the_scale_of_the_projection():
    square = box(X0 - 500, Y0, X0 + 500, Y0 + 1000)
    true = 1e6 / 0.9996**2
    mercator = shape(transform_geom(UTM32, CRS.from_epsg(3857), mapping(square)))
    assert mercator.area > 2.1e6
    for polygon, crs in ((square, UTM32), (mercator, CRS.from_epsg(3857))):
        assert ellipsoidal_areas([polygon], crs)[0] == pytest.approx(true, rel=1e-6)


def test_area_with_holes_parts_and_across_the_date_line():
    west, east = box(179.99, 10, 180, 10.01), box(-180, 10, -179.99, 10.01)
    parts = shapely.MultiPolygon([west, east])
    one, both = ellipsoidal_areas([west, parts], WGS84)
    assert both == pytest.approx(2 * one, rel=1e-9)
    outer, inner = box(0, 0, 0.02, 0.02), box(0.005, 0.005, 0.01, 0.01)
    ring, full, hole = ellipsoidal_areas([outer - inner, outer, inner], WGS84)
    assert ring == pytest.approx(full - hole, rel=1e-9)
    assert ellipsoidal_areas([], WGS84).size == 0


# --- terrain -------------------------------------------------------------------------------


def write_dem(path, z, transform_, crs=UTM32, nodata=-9999.0):
    z = np.asarray(z, np.float32)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=z.shape[0],
        width=z.shape[1],
        count=1,
        dtype="float32",
        crs=crs,
        transform=transform_,
        nodata=nodata,
        tiled=True,
        blockxsize=64,
        blockysize=64,
    ) as dataset:
        dataset.write(np.where(np.isnan(z), nodata if nodata is not None else z, z), 1)
    return RasterSource(str(path), (1,), "DEM")


def centres(transform_, height, width):
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    return transform_ * (columns, rows)


def plane(x, y, slope, aspect):
    """Elevation of a plane that dips with ``slope`` degrees towards ``aspect``."""
    rise, towards = math.tan(math.radians(slope)), math.radians(aspect)
    return 2500 - rise * ((x - X0) * math.sin(towards) + (y - Y0) * math.cos(towards))


def utm_dem(path, function, size=80, cell=10.0, **options):
    t = Affine(cell, 0, X0 - size * cell / 2, 0, -cell, Y0 + size * cell / 2)
    x, y = centres(t, size, size)
    return write_dem(path, function(x, y), t, **options)


SQUARE = box(X0 - 200, Y0 - 200, X0 + 200, Y0 + 200)


@pytest.mark.parametrize("aspect", [0, 45, 90, 135, 180, 225, 270, 315, 350, 10])
def test_plane(tmp_path, aspect):
    dem = utm_dem(tmp_path / "d.tif", lambda x, y: plane(x, y, 20, aspect))
    (result,) = terrain_attributes([SQUARE], UTM32, dem)
    v = result.values
    assert result.cells == 1600 and result.valid_share == 1 and result.note == ""
    assert v["AREA"] == pytest.approx(0.16 / 0.9996**2, rel=1e-5)
    assert v["ELE_MEAN"] == pytest.approx(2500, abs=0.02)
    assert v["ELE_MEDIAN"] == pytest.approx(2500, abs=2)
    # The map is shrunk by 0.9996, so the slope on the ground is that much gentler.
    slope = math.degrees(math.atan(math.tan(math.radians(20)) * 0.9996))
    for name in ("SLO_MIN", "SLO_MEAN", "SLO_MEDIAN", "SLO_MAX"):
        assert v[name] == pytest.approx(slope, abs=0.01)
    assert abs((v["ASPECT"] - aspect + 180) % 360 - 180) < 0.02
    assert v["ASPECT_R"] == pytest.approx(1, abs=1e-4)


def test_elevation_range_counts_cells_by_their_centre(tmp_path):
    dem = utm_dem(tmp_path / "d.tif", lambda x, y: 2000 + (x - X0) / 10)
    (result,) = terrain_attributes([box(X0 - 14, Y0 - 100, X0 + 36, Y0 + 100)], UTM32, dem)
    # Centres at -5, 5, …, 35 east of X0; the cell at -15 is touched only.
    assert result.values["ELE_MIN"] == pytest.approx(1999.5)
    assert result.values["ELE_MAX"] == pytest.approx(2003.5)
    assert result.cells == 100


def test_aspects_350_and_10_average_to_north(tmp_path):
    # A convex roof whose western half faces 350° and whose eastern half faces 10°.
    def roof(x, y):
        return np.minimum(plane(x, y, 20, 350), plane(x, y, 20, 10))

    (result,) = terrain_attributes([SQUARE], UTM32, utm_dem(tmp_path / "d.tif", roof))
    assert abs((result.values["ASPECT"] + 180) % 360 - 180) < 0.05
    assert result.values["ASPECT_R"] == pytest.approx(math.cos(math.radians(10)), abs=2e-3)


def test_flat_cells_do_not_turn_the_aspect(tmp_path):
    def half_flat(x, y):
        return np.where(x < X0, 2500.0, 2500 + 0.3 * (x - X0))

    (result,) = terrain_attributes([SQUARE], UTM32, utm_dem(tmp_path / "d.tif", half_flat))
    assert result.values["ASPECT"] == pytest.approx(270, abs=0.05)


@pytest.mark.parametrize("kind", ["flat", "ridge"])
def test_no_aspect_where_it_has_no_direction(tmp_path, kind):
    functions = {"flat": lambda x, y: 0 * x + 2500, "ridge": lambda x, y: 2500 - abs(x - X0) * 0.5}
    dem = utm_dem(tmp_path / "d.tif", functions[kind])
    (result,) = terrain_attributes([SQUARE], UTM32, dem)
    assert result.values["ASPECT"] is None
    assert result.values["ASPECT_R"] < 0.1
    assert result.values["SLO_MEAN"] is not None


def rough(x, y, rng=None):
    rng = rng or np.random.default_rng(3)
    noise = ndimage.gaussian_filter(rng.normal(size=x.shape), 3) * 60
    return plane(x, y, 15, 60) + noise


def test_against_gdaldem_and_plain_numpy(tmp_path):
    from osgeo import gdal

    dem = utm_dem(tmp_path / "d.tif", rough)
    polygon = Point(X0 + 12.3, Y0 - 33.1).buffer(217)
    (result,) = terrain_attributes([polygon], UTM32, dem)
    slope, aspect = str(tmp_path / "s.tif"), str(tmp_path / "a.tif")
    gdal.DEMProcessing(slope, dem.path, "slope")
    gdal.DEMProcessing(aspect, dem.path, "aspect")
    with rasterio.open(dem.path) as a, rasterio.open(slope) as b, rasterio.open(aspect) as c:
        z, s, d = (dataset.read(1).astype(float) for dataset in (a, b, c))
        x, y = centres(a.transform, *z.shape)
    inside = shapely.contains_xy(polygon, x, y)
    v = result.values
    for name, grid in (("ELE", z), ("SLO", s)):
        assert v[f"{name}_MIN"] == pytest.approx(grid[inside].min(), abs=0.02)
        assert v[f"{name}_MEAN"] == pytest.approx(grid[inside].mean(), abs=0.02)
        assert v[f"{name}_MEDIAN"] == pytest.approx(np.median(grid[inside]), abs=0.02)
        assert v[f"{name}_MAX"] == pytest.approx(grid[inside].max(), abs=0.02)
    w, angle = np.sin(np.radians(s[inside])), np.radians(d[inside])
    pull = (w * np.exp(1j * angle)).sum()
    assert v["ASPECT"] == pytest.approx(np.degrees(np.angle(pull)) % 360, abs=0.05)
    assert v["ASPECT_R"] == pytest.approx(abs(pull) / w.sum(), abs=1e-3)


def test_tiles_give_the_same_result(tmp_path, monkeypatch):
    dem = utm_dem(tmp_path / "d.tif", rough)
    polygons = [Point(X0 + 12.3, Y0 - 33.1).buffer(217), SQUARE]
    whole = terrain_attributes(polygons, UTM32, dem)
    monkeypatch.setattr(attributes, "TILE", 7)
    tiled = terrain_attributes(polygons, UTM32, dem)
    for a, b in zip(whole, tiled):
        assert a.values == pytest.approx(b.values, abs=1e-4)
        assert a.cells == b.cells


@pytest.mark.parametrize("epsg", [4326, 3857, 3035, 32631, 3995, 32633])
def test_the_dem_may_be_in_any_crs(tmp_path, epsg):
    """The same ground in another projection gives the same slopes and true-north aspects."""
    crs = CRS.from_epsg(epsg)
    corner = shape(transform_geom(UTM32, crs, mapping(SQUARE.buffer(300))))
    left, bottom, right, top = corner.bounds
    size = 90
    t = Affine((right - left) / size, 0, left, 0, -(top - bottom) / size, top)
    x, y = centres(t, size, size)
    east, north = transform(crs, UTM32, x.ravel(), y.ravel())
    z = plane(np.reshape(east, x.shape), np.reshape(north, x.shape), 20, 60)
    dem = write_dem(tmp_path / "d.tif", z, t, crs)
    (result,) = terrain_attributes([SQUARE], UTM32, dem)
    v = result.values
    assert v["SLO_MEAN"] == pytest.approx(20, abs=0.05)
    assert v["ASPECT"] == pytest.approx(60, abs=0.1)
    assert v["ELE_MEAN"] == pytest.approx(2500, abs=0.5)


def test_geographic_polygons_on_a_projected_dem(tmp_path):
    dem = utm_dem(tmp_path / "d.tif", lambda x, y: plane(x, y, 20, 200))
    polygon = shape(transform_geom(UTM32, WGS84, mapping(SQUARE)))
    (result,) = terrain_attributes([polygon], WGS84, dem)
    assert result.cells == pytest.approx(1600, abs=45)
    assert result.values["ASPECT"] == pytest.approx(200, abs=0.05)


def test_polygons_smaller_than_cells_use_all_touched(tmp_path):
    dem = utm_dem(tmp_path / "d.tif", lambda x, y: plane(x, y, 20, 90), size=20, cell=90)
    (result,) = terrain_attributes([box(X0 + 80, Y0 + 80, X0 + 110, Y0 + 110)], UTM32, dem)
    assert result.cells == 4
    assert "4 cells touched" in result.note
    assert result.values["SLO_MEAN"] == pytest.approx(20, abs=0.01)
    assert result.values["ELE_MEAN"] == pytest.approx(
        2500 - 90 * math.tan(math.radians(20)), abs=0.1
    )


def test_outside_gaps_and_voids(tmp_path):
    def holed(x, y):
        z = plane(x, y, 20, 90)
        z[x > X0 + 100] = np.nan
        return z

    dem = utm_dem(tmp_path / "d.tif", holed)
    outside = box(X0 + 9000, Y0, X0 + 9200, Y0 + 200)
    mostly_gap = box(X0, Y0, X0 + 300, Y0 + 200)
    partly_gap = box(X0 - 200, Y0, X0 + 150, Y0 + 200)
    at_edge = box(X0 - 500, Y0 - 100, X0 - 250, Y0 + 100)
    a, b, c, d = terrain_attributes([outside, mostly_gap, partly_gap, at_edge], UTM32, dem)
    assert a.values["AREA"] == pytest.approx(0.04, rel=0.01)
    assert all(a.values[name] is None for name in attributes.TERRAIN_FIELDS)
    assert b.values["ELE_MEAN"] is None and b.valid_share == pytest.approx(1 / 3)
    assert c.values["SLO_MEAN"] == pytest.approx(20, abs=0.02)
    assert c.valid_share == pytest.approx(30 / 35) and "86 %" in c.note
    assert d.valid_share == pytest.approx(0.6) and d.values["ELE_MEAN"] is not None


def test_voids_without_a_nodata_tag(tmp_path):
    def voids(x, y):
        z = plane(x, y, 20, 90)
        z[::7, ::7] = -32768
        return z

    dem = utm_dem(tmp_path / "d.tif", voids, nodata=None)
    (result,) = terrain_attributes([SQUARE], UTM32, dem)
    assert result.values["ELE_MIN"] > 2400
    assert result.values["SLO_MAX"] == pytest.approx(20, abs=0.02)


def test_a_dem_without_crs_is_refused(tmp_path):
    dem = utm_dem(tmp_path / "d.tif", lambda x, y: plane(x, y, 20, 90), crs=None)
    with pytest.raises(InputError, match="coordinate reference system"):
        terrain_attributes([SQUARE], UTM32, dem)


def test_cancelling(tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    dem = utm_dem(tmp_path / "d.tif", lambda x, y: plane(x, y, 20, 90))
    with pytest.raises(Cancelled):
        terrain_attributes([SQUARE], UTM32, dem, Stop())


# --- provenance ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "source", "machine", "only_empty", "expected"),
    [
        (None, None, None, False, True),
        (None, None, None, True, True),
        (1.5, "auto", 1.5, False, True),
        (1.5, "auto", None, False, True),
        (1.5, "auto", 1.5, True, False),
        (1.7, "auto", 1.5, False, False),  # edited later
        (1.7, None, None, False, False),  # typed in
        (1.5, "manual", 1.5, False, False),
        (None, "manual", None, False, False),  # emptied on purpose
    ],
)
def test_manual_values_are_kept(value, source, machine, only_empty, expected):
    assert provenance.may_overwrite(value, source, machine, only_empty) is expected


def test_machine_values_go_through_json():
    values = {"AREA": 0.1234567890123, "Landform": 0, "ASPECT": None, "UpslCon": "Talus"}
    text = provenance.write_machine_values(values)
    assert provenance.read_machine_values(text) == {
        k: v for k, v in values.items() if v is not None
    }
    assert provenance.read_machine_values("no json") == {}
    assert provenance.write_machine_values({"A": None}) is None


# --- schema and GeoPackage -----------------------------------------------------------------


def test_shipped_schema():
    schema = load_schema()
    assert [layer.code for layer in schema.layers] == ["AOI", "PM", "MA", "GO", "RGS", "REVIEW_LOG"]
    pm, go = schema.layer("PM"), schema.layer("GO")
    assert pm.field("UpslCon").alias == "Upsl.Con."
    assert pm.field("Landform").values.codes == (0, 1, 2)
    assert pm.field("ActiCl").values.codes[0] == "Active"
    assert {"SOUR_DATA", "MAP_DATE", "MAPPER", "REVIEWER", "ADDI_INF"} <= set(pm.names)
    assert {"AREA", "PISR", "MAAT", "MAGT", "AP", *attributes.TERRAIN_FIELDS} <= set(go.names)
    assert go.field("ELE_MEANSrc").source_of == "ELE_MEAN"
    assert all(value_list.evidence in "SCRI" for value_list in schema.value_lists.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s["layers"][1]["fields"][0].update(type="number"), "type"),
        (lambda s: s["layers"][1]["fields"].append(s["layers"][1]["fields"][0]), "twice"),
        (lambda s: s["layers"][1]["fields"][2].update(values="nothing"), "nothing"),
        (lambda s: s["value_lists"]["landform"]["values"][0].update(code="x"), "do not fit"),
        (lambda s: s.pop("layers"), "layers"),
    ],
)
def test_a_spoiled_schema_names_the_place(tmp_path, change, message):
    from rock_glacier_mapper.core.paths import resources

    raw = json.loads((resources() / "rgik_schema.json").read_text(encoding="utf-8"))
    change(raw)
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_schema(path)


def test_build_and_write(tmp_path):
    schema = load_schema()
    units = [box(4e5, 69e5, 4e5 + 300, 69e5 + 300), box(4e5 + 300, 69e5, 4e5 + 500, 69e5 + 300)]
    candidates = [
        Candidate(units[0], {"prob_mean": 0.8, "reason": "kept", "rg_id": 7.0}, "11"),
        Candidate(units[1], {"prob_mean": "none", "uncertainty": math.nan}, "12"),
    ]
    inventory = build_inventory(candidates, UTM19S, schema, metadata={"MAPPER": "A. B."})
    assert (inventory.units, inventory.systems) == (2, 1)
    path = tmp_path / "i.gpkg"
    geopackage.write_inventory(path, schema, inventory.layers, UTM19S.to_wkt(), {"K": "v"})
    go, crs = read_layer(path, "GO")
    pm, _ = read_layer(path, "PM")
    rgs, _ = read_layer(path, "RGS")
    assert crs == UTM19S
    first, second = (feature.attributes for feature in go)
    assert first["prob_mean"] == 0.8 and first["reason"] == "kept" and first["CandID"] == "7"
    assert second["prob_mean"] is None and second["uncertainty"] is None
    assert second["CandID"] == "12"
    assert first["OutType"] == "Extended" and first["MAPPER"] == "A. B."
    assert first["PISR"] is None and first["AREASrc"] == "auto"
    for outline, marker in zip(go, pm):
        assert outline.attributes["PrimaryID"] == marker.attributes["PrimaryID"]
        assert outline.geometry.contains(marker.geometry)
        assert marker.attributes["Landform"] == 0
        assert marker.attributes["AssocRGS"] == rgs[0].attributes["RGSID"]
    assert rgs[0].attributes["NUnits"] == 2
    (area,), _ = read_layer(path, "AOI")
    assert area.geometry.bounds == shapely.union_all(units).bounds
    assert read_layer(path, "MA")[0] == []
    assert geopackage.count_features(path, "REVIEW_LOG") == 0
    assert geopackage.count_features(tmp_path / "none.gpkg", "REVIEW_LOG") == 0


def test_a_file_that_cannot_be_written(tmp_path):
    with pytest.raises(InputError, match="could not be written"):
        geopackage.write_inventory(
            tmp_path / "missing" / "i.gpkg", load_schema(), {}, UTM32.to_wkt()
        )


def test_multipart_candidates_and_an_empty_inventory():
    schema = load_schema()
    parts = shapely.MultiPolygon([box(X0, Y0, X0 + 10, Y0 + 10), box(X0 + 50, Y0, X0 + 90, Y0 + 9)])
    inventory = build_inventory([Candidate(parts)], UTM32, schema)
    assert inventory.layers["GO"][0].geometry.equals(parts)
    assert parts.contains(inventory.layers["PM"][0].geometry)
    empty = build_inventory([], UTM32, schema)
    assert (empty.units, empty.systems) == (0, 0)
    given = build_inventory([], UTM32, schema, aoi=[Polygon(SQUARE)])
    assert given.layers["AOI"][0].geometry.geom_type == "MultiPolygon"


FEET = """PROJCRS["local grid in feet",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",
ELLIPSOID["WGS 84",6378137,298.257223563]]],CONVERSION["unnamed",METHOD["Transverse Mercator",
ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0],PARAMETER["Longitude of natural origin",
9],PARAMETER["Scale factor at natural origin",0.9996],PARAMETER["False easting",500000],
PARAMETER["False northing",0]],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],
LENGTHUNIT["US survey foot",0.304800609601219]]"""


def test_a_grid_in_feet_is_not_taken_for_the_utm_zone(tmp_path):
    polygon = box(1_640_000, 17_000_000, 1_641_000, 17_001_000)
    write_layer(tmp_path / "feet.gpkg", "x", [Feature(polygon, {})], CRS.from_wkt(FEET))
    (read,), crs = read_layer(tmp_path / "feet.gpkg")
    assert crs.linear_units_factor[1] == pytest.approx(1200 / 3937)
    assert read.geometry.equals(polygon)
    (area,) = ellipsoidal_areas([read.geometry], crs)
    assert area == pytest.approx((1000 * 1200 / 3937) ** 2, rel=2e-3)
