"""Measured attributes: size along the flow, front, climate rasters, all inputs together."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform, transform_geom
from scipy import ndimage
from scipy.interpolate import RegularGridInterpolator
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping, shape

from rock_glacier_mapper.core import pointvalues
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inventory import climate, landformsize
from rock_glacier_mapper.core.inventory.attributes import terrain_attributes
from rock_glacier_mapper.core.inventory.climate import (
    RasterValues,
    annual_precipitation,
    mean_annual_temperature,
    raster_values,
)
from rock_glacier_mapper.core.inventory.landformsize import flow_size, front_height
from rock_glacier_mapper.core.inventory.population import Inputs, measure
from rock_glacier_mapper.core.raster import GridReader, RasterSource, grid_of

UTM32 = CRS.from_epsg(32632)
WGS84 = CRS.from_epsg(4326)
#: Near the central meridian of zone 32, so that grid north is true north.
X0, Y0 = 500000.0, 5200000.0


class Said(Feedback):
    """Keeps what the user is told; cancels at the ``stop``-th question whether to."""

    def __init__(self, stop=None):
        self.infos, self.warnings, self.questions, self.stop = [], [], 0, stop

    def info(self, text):
        self.infos.append(text)

    def warning(self, text):
        self.warnings.append(text)

    def is_cancelled(self):
        self.questions += 1
        return self.stop is not None and self.questions >= self.stop


def write(path, bands, transform_, crs=UTM32, nodata=-9999.0, tags=None, units=(), **options):
    bands = np.asarray(bands, np.float32)
    bands = bands[None] if bands.ndim == 2 else bands
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=len(bands),
        height=bands.shape[1],
        width=bands.shape[2],
        dtype="float32",
        crs=crs,
        transform=transform_,
        nodata=nodata,
        tiled=True,
        blockxsize=64,
        blockysize=64,
    ) as dataset:
        dataset.write(bands if nodata is None else np.where(np.isnan(bands), nodata, bands))
        dataset.update_tags(**(tags or {}))
        for number, unit in enumerate(units, start=1):
            dataset.set_band_unit(number, unit)
        if options:
            dataset.scales = [options.get("scale", 1.0)] * len(bands)
            dataset.offsets = [options.get("offset", 0.0)] * len(bands)
    return RasterSource(str(path), (), "raster")


def centres(transform_, height, width):
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    return transform_ * (columns, rows)


# --- length and width ----------------------------------------------------------------------


def measured(part, elevation, cell=10.0, downslope=None):
    """Flow size on cells of a function of x and y."""
    x0, y0, x1, y1 = part.bounds
    x, y = np.meshgrid(np.arange(x0 - cell / 3, x1, cell), np.arange(y0 - cell / 3, y1, cell))
    inside = shapely.contains_xy(part, x, y)
    x, y = x[inside], y[inside]
    return flow_size(part, np.column_stack((x, y)), elevation(x, y), downslope)


def sector(radius, width, start, end):
    angle = np.radians(np.linspace(start, end, 120))
    middle = radius * np.column_stack((np.cos(angle), np.sin(angle)))
    return LineString(middle).buffer(width / 2, cap_style="flat")


@pytest.mark.parametrize("cell", [5, 30])
@pytest.mark.parametrize("turn", [0, 17, 45, 80])
def test_rectangle_in_any_direction(turn, cell):
    part = affinity.rotate(box(-100, -400, 100, 400), turn, origin=(0, 0))
    along = np.array([-math.sin(math.radians(turn)), math.cos(math.radians(turn))])
    size = measured(part, lambda x, y: 0.3 * (x * along[0] + y * along[1]), cell, -along)
    assert size.length == pytest.approx(800, rel=0.002)
    assert size.width == pytest.approx(200, rel=0.002)
    assert not size.straight
    # From the upper rim to the lower one.
    assert np.allclose(size.line[[0, -1]] @ along, [400, -400], atol=1)


@pytest.mark.parametrize(("degrees", "radius", "width"), [(90, 500, 150), (180, 300, 120)])
def test_curved_tongue_has_the_length_of_its_arc(degrees, radius, width):
    part = sector(radius, width, 0, degrees)
    end = math.radians(degrees)
    chord = np.array([1 - math.cos(end), -math.sin(end)])
    size = measured(part, lambda x, y: np.arctan2(y, x), 10, chord)
    assert size.length == pytest.approx(radius * end, rel=0.02)
    assert size.width == pytest.approx(width, rel=0.02)
    # The line keeps to the middle; its ends are straight.
    assert np.abs(np.hypot(*size.line[1:-1].T) - radius).max() < 0.1 * width
    assert part.buffer(1).contains(LineString(size.line))


def test_winding_tongue():
    t = np.linspace(0, 5, 200)
    middle = LineString(np.column_stack((300 * np.sin(t), 250 * t)))
    size = measured(middle.buffer(70), lambda x, y: y, 10, np.array([0, -1.0]))
    assert size.length == pytest.approx(middle.length + 140, rel=0.03)


@pytest.mark.parametrize(
    ("part", "length"),
    [
        (affinity.scale(Point(0, 0).buffer(1, 64), 150, 600), 1200),
        (Polygon([(-40, 600), (40, 600), (160, -300), (0, -420), (-160, -300)]), 1020),
        (shapely.union_all([box(-60, -600, 60, 100), box(-500, 100, 500, 220)]), 820),
    ],
    ids=["ellipse", "drop", "tongue with a broad root"],
)
def test_tapering_shapes(part, length):
    size = measured(part, lambda x, y: y, 10, np.array([0, -1.0]))
    assert size.length == pytest.approx(length, rel=0.01)
    assert size.width * size.length == pytest.approx(part.area)


@pytest.mark.parametrize("cell", [10, 30])
@pytest.mark.parametrize(("half_width", "tilt"), [(300, 0), (300, 10), (450, 20), (160, 10)])
def test_broad_lobe_is_measured_along_the_flow(half_width, tilt, cell):
    """Its highest and lowest points are opposite corners, as soon as it is tilted."""
    part = box(-half_width, -150, half_width, 150)
    flow = -np.array([math.tan(math.radians(tilt)), 1])
    size = measured(part, lambda x, y: -(flow[0] * x + flow[1] * y), cell, flow)
    assert size.straight
    assert size.length == pytest.approx(300 / math.cos(math.radians(tilt)), rel=1e-6)


def test_circle_and_a_shape_with_a_hole():
    size = measured(Point(0, 0).buffer(200, 64), lambda x, y: y + 0.3 * x, 10, np.array([-0.3, -1]))
    assert size.length == pytest.approx(400, rel=0.002)
    assert size.width == pytest.approx(math.pi * 100, rel=0.005)
    ring = box(-100, -400, 100, 400) - box(-20, -50, 20, 50)
    size = measured(ring, lambda x, y: y, 10, np.array([0, -1.0]))
    assert 800 <= size.length < 850
    for place in shapely.points(size.line):
        assert ring.buffer(5).contains(place)


def test_no_size_without_cells_or_direction():
    part = box(0, 0, 100, 100)
    cells = np.array([[10.0, 10.0], [90.0, 90.0]])
    assert flow_size(part, cells[:0], np.zeros(0), None) is None
    flat = flow_size(part, cells, np.zeros(2), None)
    assert flat is None  # head and toe are one place, and there is no slope
    # Flat cells, but a direction is known.
    assert flow_size(part, cells, np.zeros(2), np.array([0, -1.0])).length == pytest.approx(100)
    alone = flow_size(part, cells[:1], np.zeros(1), np.array([0, -1.0]))
    assert alone.length == pytest.approx(100)


def test_a_thread_is_measured_straight():
    thread = box(0, 0, 2, 5000)
    size = measured(thread, lambda x, y: y, 1, np.array([0, -1.0]))
    assert size.length == pytest.approx(5000)


def test_least_cost_path_against_skimage():
    from skimage.graph import MCP_Geometric

    rng = np.random.default_rng(7)
    inside = ndimage.gaussian_filter(rng.normal(size=(40, 50)), 2) > -0.05
    labels, _ = ndimage.label(inside, np.ones((3, 3)))
    largest = labels == np.argmax(np.bincount(labels.ravel())[1:]) + 1
    cost = rng.uniform(0.1, 1, inside.shape)
    cells = np.argwhere(largest)
    start, end = tuple(cells[0]), tuple(cells[-1])
    path = landformsize._least_cost_path(largest, cost, start, end)
    router = MCP_Geometric(np.where(largest, cost, -1))
    router.find_costs([start], [end])
    assert path.tolist() == [list(cell) for cell in router.traceback(end)]
    other = np.argwhere(inside & ~largest)
    if len(other):
        assert landformsize._least_cost_path(inside, cost, start, tuple(other[0])) is None
    gap = np.array([[True, False, True]])
    assert landformsize._least_cost_path(gap, np.ones((1, 3)), (0, 0), (0, 2)) is None


# --- front ---------------------------------------------------------------------------------


def tongue(height, base, front, cell, rough=0.0):
    """A tongue that flows south on a slope of ``base`` degrees: (outline, surface).

    Its surface lies ``height`` above the slope, except in a rim that rises with ``front``
    degrees against it.
    """
    part = LineString([(0, 0), (0, 600)]).buffer(100, 64)
    x = (np.arange(int(800 / cell)) + 0.37) * cell - 400
    y = (np.arange(int(1500 / cell)) + 0.21) * cell - 500
    grid_x, grid_y = np.meshgrid(x, y)
    depth = 100 - np.hypot(grid_x, grid_y - np.clip(grid_y, 0, 600))
    lift = np.minimum(depth * math.tan(math.radians(front)), height)
    noise = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=lift.shape), 15 / cell)
    lift += rough * noise / noise.std()
    lift[depth <= 0] = 0
    z = 3000 + math.tan(math.radians(base)) * grid_y + lift
    surface = RegularGridInterpolator((y, x), z, bounds_error=False)
    return part, lambda points: surface(points[:, ::-1])


LINE = np.array([[0.0, 700.0], [0.0, 300.0], [0.0, -100.0]])


@pytest.mark.parametrize("rough", [0, 1.5])
@pytest.mark.parametrize(("cell", "tolerance"), [(2, 0.06), (5, 0.08), (10, 0.13), (30, 0.13)])
@pytest.mark.parametrize(("height", "base", "front"), [(30, 12, 30), (15, 10, 30), (30, 5, 33)])
def test_front_height(height, base, front, cell, tolerance, rough):
    part, surface = tongue(height, base, front, cell, rough)
    # On a profile at 30° to the flow, which halves those within 60°, the slope below the tongue
    # falls by so much from the upper edge to the foot.
    width = height / math.tan(math.radians(front))
    true = height + width * math.tan(math.radians(base)) * math.cos(math.radians(30))
    tolerance *= true
    assert front_height(part, LINE, surface, cell) == pytest.approx(true, abs=tolerance + rough)


def test_where_there_is_no_front():
    for base, height, front in ((15, 0, 30), (30, 0, 30), (12, 30, 6)):
        part, surface = tongue(height, base, front, 10)
        assert front_height(part, LINE, surface, 10) is None
    part, surface = tongue(30, 12, 30, 10)
    assert front_height(part, LINE, surface, 90) is None
    assert front_height(part, LINE, lambda points: np.full(len(points), np.nan), 10) is None
    assert front_height(part, LINE[[0, 0]], surface, 10) is None


def test_gaps_in_the_dem_beside_the_front():
    part, surface = tongue(30, 12, 30, 5)
    whole = front_height(part, LINE, surface, 5)

    def gappy(points):
        return np.where(points[:, 0] < 40, surface(points), np.nan)

    assert front_height(part, LINE, gappy, 5) == pytest.approx(whole, rel=0.05)


# --- from a DEM ----------------------------------------------------------------------------


def tongue_dem(path, crs, size=200, unit="", factor=1.0):
    """The tongue of :func:`tongue` on a DEM in another CRS, about 2.5 m; its outline in UTM."""
    part, surface = tongue(30, 12, 30, 2)
    part = affinity.translate(part, X0, Y0)
    left, bottom, right, top = shape(
        transform_geom(UTM32, crs, mapping(part.buffer(150, join_style="mitre")))
    ).bounds
    rows = int(size * (1100 / 500))
    t = Affine((right - left) / size, 0, left, 0, -(top - bottom) / rows, top)
    x, y = centres(t, rows, size)
    east, north = transform(crs, UTM32, x.ravel(), y.ravel())
    z = surface(np.column_stack((np.array(east) - X0, np.array(north) - Y0)))
    units = (unit,) if unit else ()
    return part, write(path, z.reshape(x.shape) * factor, t, crs, units=units)


@pytest.mark.parametrize("epsg", [32632, 4326, 2056, 3857, 2229])
def test_size_does_not_depend_on_the_crs_of_the_dem(tmp_path, epsg):
    crs = CRS.from_epsg(epsg if epsg != 2229 else 32632)
    part, dem = tongue_dem(tmp_path / "d.tif", crs)
    outlines = UTM32
    if epsg == 2229:  # feet for the outlines
        outlines = CRS.from_proj4("+proj=tmerc +lon_0=9 +k=0.9996 +x_0=500000 +units=us-ft")
        part = shape(transform_geom(UTM32, outlines, mapping(part)))
    (result,) = terrain_attributes([part], outlines, dem)
    v = result.values
    assert v["LENGTH"] == pytest.approx(800, rel=0.01)
    assert v["WIDTH"] == pytest.approx(v["AREA"] * 1e6 / v["LENGTH"], rel=0.01)
    assert v["FRONT_H"] == pytest.approx(39.5, rel=0.1)
    assert v["ELE_SRC"].startswith("d.tif (") and v["ELE_SRC"].endswith(" m)")
    assert float(v["ELE_SRC"][7:-3]) == pytest.approx(2.5, rel=0.05)


def test_elevations_in_feet_are_converted_when_the_file_says_so(tmp_path):
    part, metres = tongue_dem(tmp_path / "m.tif", UTM32)
    _, feet = tongue_dem(tmp_path / "f.tif", UTM32, unit="ft", factor=1 / 0.3048)
    (a,), (b,) = (terrain_attributes([part], UTM32, dem) for dem in (metres, feet))
    for name in ("ELE_MEAN", "ELE_MAX", "SLO_MEAN", "ASPECT", "LENGTH", "FRONT_H"):
        assert b.values[name] == pytest.approx(a.values[name], abs=0.1)


def test_parts_and_outlines_without_front(tmp_path):
    part, dem = tongue_dem(tmp_path / "d.tif", UTM32)
    crumb = box(X0 - 140, Y0 + 300, X0 - 110, Y0 + 330)
    both = MultiPolygon([crumb, part])
    alone, several, restricted = terrain_attributes(
        [part, both, part], UTM32, dem, with_front=[True, True, False]
    )
    for name in ("LENGTH", "WIDTH", "FRONT_H"):
        assert several.values[name] == pytest.approx(alone.values[name], rel=0.01)
    assert "largest part" in several.note and not alone.note
    assert restricted.values["FRONT_H"] is None
    assert restricted.values["LENGTH"] == alone.values["LENGTH"]


def test_sizes_do_not_depend_on_tiles(tmp_path, monkeypatch):
    from rock_glacier_mapper.core.inventory import attributes

    part, dem = tongue_dem(tmp_path / "d.tif", UTM32)
    (whole,) = terrain_attributes([part], UTM32, dem)
    monkeypatch.setattr(attributes, "TILE", 23)
    monkeypatch.setattr(pointvalues, "BLOCK", 19)
    (tiled,) = terrain_attributes([part], UTM32, dem)
    for name in ("LENGTH", "WIDTH", "FRONT_H"):
        assert tiled.values[name] == whole.values[name]


def test_no_size_outside_the_dem_or_on_its_gaps(tmp_path):
    t = Affine(10, 0, X0, 0, -10, Y0 + 1000)
    dem = write(tmp_path / "d.tif", np.full((100, 100), np.nan), t)
    outlines = [box(X0 + 100, Y0 + 100, X0 + 400, Y0 + 300), box(X0 + 9e3, Y0, X0 + 9.1e3, Y0 + 90)]
    for result in terrain_attributes(outlines, UTM32, dem):
        values = {k: v for k, v in result.values.items() if k != "AREA"}
        assert set(values.values()) == {None}
        assert result.values["AREA"] > 0
    assert terrain_attributes([], UTM32, dem) == []


# --- values at points ----------------------------------------------------------------------


def test_bilinear_against_scipy(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    z = rng.normal(size=(2, 40, 50))
    t = Affine(20, 0, X0, 0, -10, Y0)
    source = write(tmp_path / "r.tif", z, t)
    x = X0 + rng.uniform(20, 49 * 20, 300)
    y = Y0 - rng.uniform(10, 39 * 10, 300)
    rows, columns = (Y0 - y) / 10 - 0.5, (x - X0) / 20 - 0.5
    expected = np.stack([ndimage.map_coordinates(b, [rows, columns], order=1) for b in z], axis=1)
    with GridReader(source, grid_of(source)) as reader:
        assert np.allclose(pointvalues.bilinear(reader, x, y), expected, atol=1e-6)
        monkeypatch.setattr(pointvalues, "BLOCK", 7)
        assert np.allclose(pointvalues.bilinear(reader, x, y), expected, atol=1e-6)
        outside = pointvalues.bilinear(
            reader, np.array([X0 - 1, np.inf, X0 + 30]), np.array([Y0 - 30, Y0 - 30, Y0 + 1])
        )
        assert np.isnan(outside).all()


def test_bilinear_beside_gaps_and_edges(tmp_path):
    z = np.array([[1, 3, 5], [np.nan, 7, 9], [np.nan, np.nan, 11]])
    source = write(tmp_path / "r.tif", z, Affine(10, 0, X0, 0, -10, Y0))
    x, y = X0 + np.array([5.0, 10, 10, 7, 1]), Y0 - np.array([5.0, 10, 20, 20, 1])
    with GridReader(source, grid_of(source)) as reader:
        strict = pointvalues.bilinear(reader, x, y)[:, 0]
        lenient = pointvalues.bilinear(reader, x, y, 0.5)[:, 0]
    # At a centre the neighbours have no weight; beyond the outer centres there is no neighbour.
    assert strict[0] == lenient[0] == 1
    assert np.isnan(strict[1:]).all()
    assert lenient[1] == pytest.approx((1 + 3 + 7) / 3)
    assert np.isnan(lenient[2:4]).all()  # a quarter, and 0.1, of the weights
    assert np.isnan(lenient[4]) or lenient[4] == 1


# --- climate rasters -----------------------------------------------------------------------


def coarse(path, values=None, crs=WGS84, **options):
    """Cells of 0.1° around 46.9° N 9° E."""
    rng = np.random.default_rng(2)
    values = rng.uniform(-8, 3, (8, 9)) if values is None else values
    return values, write(path, values, Affine(0.1, 0, 8.55, 0, -0.1, 47.35), crs, **options)


def test_coarse_rasters_are_bilinear_at_the_point_on_surface(tmp_path):
    values, source = coarse(tmp_path / "t.tif")
    outlines = [box(X0 + d, Y0 + d, X0 + d + 300, Y0 + d + 400) for d in (0, 9000, -7000)]
    found = raster_values(outlines, UTM32, source)
    points = [outline.point_on_surface() for outline in outlines]
    longitude, latitude = transform(UTM32, WGS84, [p.x for p in points], [p.y for p in points])
    rows, columns = (47.35 - np.array(latitude)) / 0.1 - 0.5, (np.array(longitude) - 8.55) / 0.1
    expected = ndimage.map_coordinates(values, [rows, columns - 0.5], order=1)
    assert found.values[:, 0] == pytest.approx(expected, abs=1e-5)
    assert "bilinear" in found.rule


def test_longitudes_from_0_to_360(tmp_path):
    values = np.random.default_rng(1).uniform(-5, 5, (8, 9))
    for name, left in (("a.tif", -70.45), ("b.tif", 289.55)):
        write(tmp_path / name, values, Affine(0.1, 0, left, 0, -0.1, -27.65), WGS84)
    outline = [box(-70.01, -28.01, -70.0, -28.0)]
    a, b = (
        raster_values(outline, WGS84, RasterSource(str(tmp_path / n))).values
        for n in ("a.tif", "b.tif")
    )
    assert np.isfinite(a).all() and b == pytest.approx(a, abs=1e-6)


def test_kilometre_cells_give_the_mean_of_those_touched(tmp_path):
    values = np.arange(20 * 20, dtype=float).reshape(20, 20)
    t = Affine(1000, 0, X0 - 10000, 0, -1000, Y0 + 10000)
    source = write(tmp_path / "t.tif", values, t)
    across = box(X0 - 100, Y0 + 300, X0 + 100, Y0 + 500)  # on the border of two cells
    large = box(X0 - 3000, Y0 - 3000, X0 + 3000, Y0 + 3000)
    found = raster_values([across, large], UTM32, source).values[:, 0]
    assert found[0] == pytest.approx((values[9, 9] + values[9, 10]) / 2)
    assert found[1] == pytest.approx(values[7:13, 7:13].mean())


def test_zonal_means_ignore_nodata_up_to_half(tmp_path):
    values = np.full((40, 40), 5.0)
    values[:, 20:] = 9
    values[:, 30:] = np.nan
    values[3, 3] = 7
    source = write(tmp_path / "p.tif", values, Affine(10, 0, X0, 0, -10, Y0 + 400))
    outlines = [
        box(X0 + 150, Y0 + 100, X0 + 250, Y0 + 200),
        box(X0 + 200, Y0 + 100, X0 + 380, Y0 + 200),  # 10 of 18 columns have data
        box(X0 + 280, Y0 + 100, X0 + 380, Y0 + 200),  # 2 of 10
        box(X0 + 5000, Y0, X0 + 5100, Y0 + 100),
    ]
    found = raster_values(outlines, UTM32, source, zonal=True).values[:, 0]
    assert found[:2] == pytest.approx([7, 9])
    assert np.isnan(found[2:]).all()
    with pytest.raises(Cancelled):
        raster_values(outlines, UTM32, source, Said(stop=2), zonal=True)


def test_scale_and_offset_of_the_file_are_applied(tmp_path):
    values, _ = coarse(tmp_path / "a.tif", np.full((8, 9), -34.0))
    _, source = coarse(tmp_path / "b.tif", values, scale=0.1, offset=1.0)
    found = raster_values([box(X0, Y0, X0 + 100, Y0 + 100)], UTM32, source)
    assert found.values[0, 0] == pytest.approx(-2.4, abs=1e-5)


def values_of(*numbers, units=("",)):
    return RasterValues(np.array([numbers], float).reshape(-1, len(units)), "", units)


@pytest.mark.parametrize(
    ("unit", "units", "value", "expected"),
    [
        ("auto", "K", 270.0, -3.15),
        ("auto", "degrees_Kelvin", 270.0, -3.15),
        ("auto", "°C", -3.15, -3.15),
        ("auto", "degC", -3.15, -3.15),
        ("auto", "", 270.0, -3.15),
        ("auto", "", -3.15, -3.15),
        ("celsius", "K", -3.15, -3.15),
        ("kelvin", "", 270.0, -3.15),
    ],
)
def test_temperature_units(unit, units, value, expected):
    said = Said()
    found = values_of(value, math.nan, units=(units,))
    assert mean_annual_temperature(found, unit, "MAAT", said) == [expected, None]
    assert bool(said.infos) is (unit == "auto" and not units)


def test_temperatures_that_are_none():
    with pytest.raises(InputError, match="neither °C nor kelvin"):
        mean_annual_temperature(values_of(1013.0), "auto", "MAAT")
    with pytest.raises(InputError, match="right unit"):
        mean_annual_temperature(values_of(270.0), "celsius", "MAAT")
    with pytest.raises(InputError, match="3 bands"):
        mean_annual_temperature(values_of(1.0, 2.0, 3.0, units=("",) * 3), "auto", "MAAT")
    said = Said()
    found = mean_annual_temperature(values_of(-4.0, -9999.0, -5.0), "auto", "MAGT", said)
    assert found == [-4.0, None, -5.0]
    assert any("nodata" in text for text in said.warnings)
    nothing = RasterValues(np.full((2, 1), np.nan), "", ("",))
    assert mean_annual_temperature(nothing, "auto", "MAAT") == [None, None]


def test_twelve_months_are_weighted_with_their_days():
    days = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    months = np.linspace(250, 280, 12)
    found = RasterValues(months[None], "", ("K",) * 12)
    expected = (months * days).sum() / 365.25 - 273.15
    assert mean_annual_temperature(found, "auto", "MAAT") == [round(expected, 2)]
    # GPM IMERG: a mean rate in mm/h for each month.
    rates = np.linspace(0.01, 0.2, 12)
    found = RasterValues(rates[None], "", ("mm/hr",) * 12)
    assert annual_precipitation(found, "auto", "P") == [round(float((rates * days).sum() * 24), 1)]
    totals = np.arange(12.0)
    found = RasterValues(totals[None], "", ("mm/month",) * 12)
    assert annual_precipitation(found, "auto", "P") == [66.0]


@pytest.mark.parametrize(
    ("unit", "units", "value", "expected"),
    [
        ("auto", "mm/year", 600.0, 600.0),
        ("auto", "mm yr-1", 600.0, 600.0),
        ("auto", "kg m-2 s-1", 1.9e-5, 599.6),
        ("auto", "kg m**-2 s**-1", 1.9e-5, 599.6),
        ("auto", "mm/hr", 0.0684, 599.6),
        ("auto", "mm/day", 1.6427, 600.0),
        ("auto", "mm month-1", 50.0, 600.0),
        ("kg_m2_s1", "", 1.9e-5, 599.6),
        ("mm_per_month", "mm", 50.0, 600.0),
    ],
)
def test_precipitation_units(unit, units, value, expected):
    found = values_of(value, math.nan, units=(units,))
    assert annual_precipitation(found, unit, "PRECIPITATION") == [
        pytest.approx(expected, abs=0.06),
        None,
    ]


@pytest.mark.parametrize("units", ["", "mm", "furlong"])
def test_precipitation_without_a_unit_is_refused(units):
    with pytest.raises(InputError, match="Choose the unit: mm_per_year"):
        annual_precipitation(values_of(600.0, units=(units,)), "auto", "PRECIPITATION")
    with pytest.raises(InputError, match="right unit"):
        annual_precipitation(values_of(600.0), "kg_m2_s1", "PRECIPITATION")


def test_units_are_read_from_bands_and_tags(tmp_path):
    outline = [box(X0, Y0, X0 + 100, Y0 + 100)]
    _, a = coarse(tmp_path / "a.tif", units=("K",))
    _, b = coarse(tmp_path / "b.tif", tags={"units": "mm/hr"})
    _, c = coarse(tmp_path / "c.tif")
    units = [raster_values(outline, UTM32, source).units for source in (a, b, c)]
    assert units == [("K",), ("mm/hr",), ("",)]


# --- all inputs ----------------------------------------------------------------------------


def test_all_inputs_together(tmp_path):
    part, dem = tongue_dem(tmp_path / "d.tif", UTM32)
    _, maat = coarse(tmp_path / "t.tif", np.full((8, 9), 270.15))
    _, rain = coarse(tmp_path / "p.tif", np.full((8, 9), 0.1), units=("mm/hr",))
    magt = write(
        tmp_path / "g.tif", np.full((20, 20), -1.5), Affine(1e3, 0, X0 - 1e4, 0, -1e3, Y0 + 1e4)
    )
    pisr = write(
        tmp_path / "s.tif",
        np.full((300, 300), 2500.0),
        Affine(5, 0, X0 - 750, 0, -5, Y0 + 1000),
        tags={"PISR_VARIANT": "TPRoGI-comparable"},
    )
    inputs = Inputs(dem, pisr, maat, magt, rain)
    far = affinity.translate(part, 3e6, 0)
    said = Said()
    here, there = measure([part, far], UTM32, inputs, feedback=said)
    v = here.values
    assert (v["PISR"], v["PISR_VAR"]) == (2500.0, "TPRoGI-comparable")
    assert (v["MAAT"], v["MAGT"]) == (-3.0, -1.5)
    assert v["AP"] == pytest.approx(876.6)
    assert v["LENGTH"] == pytest.approx(800, rel=0.01)
    assert "GLA_DIST" not in v and here.upslope is None
    assert {k for k, value in there.values.items() if value is not None} == {"AREA"}
    assert sum("1 of 2 outlines lie outside the raster" in text for text in said.warnings) == 4
    only = measure([part], UTM32, Inputs(dem))[0].values
    assert not {"PISR", "PISR_VAR", "MAAT", "MAGT", "AP"} & set(only)
    assert measure([], UTM32, inputs) == []


def test_constants_are_those_of_the_documentation():
    assert climate.COARSE_M == 2500 and landformsize.FRONT_CELL == 45
