"""Solar radiation: the sun, the horizon and the sums, against closed forms and brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, write_raster
from rasterio.crs import CRS
from rasterio.warp import transform
from references import plane_irradiation
from scipy import ndimage
from shapely.geometry import box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.solar import radiation, sun
from rock_glacier_mapper.core.solar.blocks import Lattice, make_block
from rock_glacier_mapper.core.solar.horizon import FINENESS, sample_steps
from rock_glacier_mapper.core.solar.irradiation import Options, Sunshine
from rock_glacier_mapper.core.solar.radiation import horizon_angles, solar_radiation

WGS84 = CRS.from_epsg(4326)
RES = 30.0
#: Where UTM 32 has true north up: the central meridian, at about 46.5° N.
X0, Y0 = 500000.0, 5150000.0
FAST = {"day_step": 73, "time_step": 60}

# latitude, slope, aspect, elevation, then kWh m⁻² a⁻¹: without atmosphere, direct, diffuse,
# reflected, total; one-minute steps, every day, albedo 0.2.
REFERENCE = [
    (33, 0, 0, None, 3100.2, 2086.2, 226.8, 0.0, 2313.0),
    (33, 17.7, 0, None, 2422.6, 1641.0, 221.5, 10.9, 1873.4),
    (33, 17.7, 90, None, 3053.6, 2007.9, 221.5, 10.9, 2240.3),
    (33, 17.7, 270, None, 3053.6, 2007.9, 221.5, 10.9, 2240.3),
    (33, 17.7, 180, None, 3513.7, 2337.3, 221.5, 10.9, 2569.7),
    (33, 17.7, 180, 4729, 3513.7, 2849.1, 92.5, 12.5, 2954.0),
    (46, 30, 0, None, 1369.5, 866.5, 205.9, 25.4, 1097.8),
    (-30, 20, 0, None, 3597.6, 2426.9, 221.4, 14.7, 2663.0),
    (-30, 20, 180, None, 2510.0, 1716.7, 221.4, 14.7, 1952.7),
    (70, 0, 0, None, 1700.3, 928.8, 187.7, 0.0, 1116.5),
]


def make_dem(path, elevation, transform=None, crs=UTM32, **options):
    """A DEM with its upper left corner at (X0, Y0) as a raster source."""
    transform = transform or Affine(RES, 0, X0, 0, -RES, Y0)
    elevation = np.asarray(elevation, np.float32)
    return RasterSource(write_raster(path, elevation, transform, crs, **options), role="DEM")


def run(dem, folder, name="out.tif", **arguments):
    """The radiation as a float64 array with NaN for no data."""
    keys = {
        key: arguments.pop(key) for key in list(arguments) if key in Options.__dataclass_fields__
    }
    solar_radiation(dem, folder / name, Options(**keys), **arguments)
    with rasterio.open(folder / name) as dataset:
        return dataset.read(1, masked=True).astype(float).filled(np.nan)


def rough(shape=(60, 60), seed=3, height=400.0, smooth=3.0):
    """Rough terrain."""
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=shape), smooth)
    return 1500 + height * (noise - noise.min()) / np.ptp(noise)


def degrees_of(x, y, crs=UTM32):
    longitude, latitude = transform(crs, WGS84, [x], [y])
    return longitude[0], latitude[0]


# --- the sun and planes ---


@pytest.mark.parametrize("row", REFERENCE)
def test_reference_values(row):
    """Annual sums of planes, at the default steps and at one minute, every day."""
    where, expected = row[:4], row[4:]
    for steps, tolerance in (((5, 30), 5e-3), ((1, 1), 5e-4)):
        found = plane_irradiation(*where, *steps)
        parts = found.extraterrestrial, found.direct, found.diffuse, found.reflected, found.total
        for value, reference in zip(parts, expected):
            assert value == pytest.approx(reference, rel=tolerance, abs=0.051)


@pytest.mark.parametrize("latitude", [-66.0, -33.0, 0.0, 33.0, 46.0, 70.0, 85.0])
@pytest.mark.parametrize("day", [1, 80, 172, 264, 355])
def test_a_day_on_level_ground_has_a_closed_form(latitude, day):
    tilt, phi = sun.declination(day), math.radians(latitude)
    sunrise = sun.sunrise_hour_angle(phi, tilt)
    expected = sunrise * math.sin(phi) * math.sin(tilt)
    expected += math.cos(phi) * math.cos(tilt) * math.sin(sunrise)
    expected *= 24 / math.pi * sun.extraterrestrial_irradiance(day) / 1000
    found = plane_irradiation(latitude, 0, 0, time_step=1, days=[day]).extraterrestrial
    assert found == pytest.approx(expected, rel=1e-5, abs=1e-5)
    if (latitude, day) == (33, 172):
        assert found == pytest.approx(11.5082, abs=1e-4)


@pytest.mark.parametrize(
    "altitude, mass, share",
    [
        (5, 10.461, 0.2079),
        (10, 5.616, 0.3430),
        (30, 1.995, 0.6164),
        (60, 1.154, 0.7663),
        (90, 1.000, 0.8016),
    ],
)
def test_transmittance(altitude, mass, share):
    found = sun.air_mass(math.sin(math.radians(altitude)))
    assert found == pytest.approx(mass, abs=1e-3)
    assert sun.beam_transmittance(found) == pytest.approx(share, abs=1e-4)


def test_pressure():
    assert sun.pressure_ratio(0) == 1
    assert sun.pressure_ratio(4729) == pytest.approx(0.55254, abs=1e-5)


@pytest.mark.parametrize("latitude, day, hours", [(80, 172, 24), (80, 355, 0), (-80, 355, 24)])
def test_polar_day_and_night(latitude, day, hours):
    track = sun.sun_track(math.radians(latitude), 30, np.array([day]))
    assert track.hour_angle.size == 2 * hours
    assert plane_irradiation(-latitude, 30, 90, days=[day]).total == pytest.approx(
        0 if hours else plane_irradiation(-latitude, 30, 270, days=[day]).total
    )
    if hours == 0:
        assert plane_irradiation(latitude, 30, 180, days=[day]).total == 0


def test_the_sun_moves_from_east_over_the_equator_side_to_west():
    for latitude, noon in ((46, 180), (-46, 0)):
        east, north, _ = sun.sun_vector(
            math.radians(latitude), 0.0, np.radians([89.999, 0, -89.999])
        )
        azimuth = np.degrees(np.arctan2(east, north)) % 360
        assert azimuth == pytest.approx([90, noon, 270], abs=0.01)


@pytest.mark.parametrize("step", [1, 5, 7, 30, 73])
def test_the_days_stand_for_the_whole_year(step):
    days, weights = sun.days_of_year(step)
    assert weights.sum() == 365
    # The mean day of the year, if every day counts once.
    assert (days * weights).sum() / 365 == pytest.approx(183)
    annual = plane_irradiation(46, 20, 140, day_step=step, time_step=10).total
    assert annual == pytest.approx(plane_irradiation(46, 20, 140, None, 1, 10).total, rel=6e-3)


# --- the horizon ---


def test_samples_are_dense_near_by_and_stay_so_by_distance():
    steps = np.array(sample_steps(2000))
    assert (steps[:FINENESS] == np.arange(1, FINENESS + 1)).all()
    assert (np.diff(steps) <= np.maximum(1, steps[:-1] / FINENESS)).all()
    assert len(steps) < 560


def test_level_ground_has_no_horizon(tmp_path):
    azimuths, angles = horizon_angles(make_dem(tmp_path / "dem.tif", np.full((20, 30), 2000)))
    assert len(azimuths) == 36
    assert np.abs((azimuths - np.arange(36) * 10 + 180) % 360 - 180).max() < 1.0
    assert np.nanmax(angles) == 0
    assert np.isnan(angles[:, 0]).all() and not np.isnan(angles[:, 1:-1, 1:-1]).any()


@pytest.mark.parametrize("azimuth", range(0, 360, 45))
def test_a_wall_of_known_height(tmp_path, azimuth):
    """Seen at a right angle from 15 rows, columns or diagonals away."""
    rows, columns = np.mgrid[-20:21, -20:21]
    right, down = round(math.sin(math.radians(azimuth))), -round(math.cos(math.radians(azimuth)))
    along = rows * down + columns * right
    away = 15 * (right * right + down * down)
    dem = make_dem(tmp_path / "dem.tif", np.where(along >= away, 1200.0, 1000.0))
    azimuths, angles = horizon_angles(dem)
    distance = 15 * RES * math.hypot(right, down) / 0.9996  # on the ground
    expected = math.degrees(math.atan(200 / distance - distance / (2 * 6371e3)))
    nearest = np.abs((azimuths - azimuth + 180) % 360 - 180).argmin()
    if azimuth % 90 == 0:
        assert azimuths[nearest] == pytest.approx(azimuth, abs=0.1)
        assert angles[nearest, 20, 20] == pytest.approx(expected, abs=2e-3)
    else:  # the directions beside the diagonal see the wall farther away
        turn = math.radians(azimuths[nearest] - azimuth)
        expected = math.degrees(math.atan(200 * math.cos(turn) / distance))
        assert angles[nearest, 20, 20] == pytest.approx(expected, abs=0.7)  # half a cell
    assert angles[(nearest + 18) % 36, 20, 20] == 0


def test_a_wall_on_the_diagonal_of_eight_directions(tmp_path):
    """With 8 directions the diagonals are looked along exactly."""
    rows, columns = np.mgrid[-20:21, -20:21]
    dem = make_dem(tmp_path / "dem.tif", np.where(columns - rows == 30, 1200.0, 1000.0))
    azimuths, angles = horizon_angles(dem, Options(directions=8))
    assert azimuths == pytest.approx(np.arange(8) * 45, abs=0.1)
    expected = math.degrees(math.atan(200 * 0.9996 / (15 * RES * math.sqrt(2))))
    assert angles[1, 20, 20] == pytest.approx(expected, abs=5e-3)


def test_a_cone(tmp_path):
    """From the plain, its top; on its flank uphill, its slope; at the top, nothing."""
    rows, columns = np.mgrid[-40:41, -40:41]
    height = np.maximum(0, 600 - 0.8 * RES * np.hypot(rows, columns))  # 25 cells wide
    azimuths, angles = horizon_angles(make_dem(tmp_path / "dem.tif", 1000 + height))
    assert np.nanmax(angles[:, 40, 40]) == 0
    for row, column, azimuth in ((75, 40, 0), (5, 40, 180), (40, 75, 270), (40, 5, 90)):
        towards = np.abs((azimuths - azimuth + 180) % 360 - 180).argmin()
        expected = math.degrees(math.atan(600 * 0.9996 / (35 * RES)))
        assert angles[towards, row, column] == pytest.approx(expected, abs=0.01)
        flank = (row - 40) // 3 + 40, (column - 40) // 3 + 40
        expected = math.degrees(math.atan(0.8 * 0.9996))
        assert angles[towards][flank] == pytest.approx(expected, abs=0.02)


def test_a_valley(tmp_path):
    """Its straight slopes stand up by tan(slope) times the sine of the angle to the axis."""
    columns = np.abs(np.arange(-30, 31)) * RES
    dem = make_dem(tmp_path / "dem.tif", np.tile(1000 + 0.5 * columns, (61, 1)))
    azimuths, angles = horizon_angles(dem)
    expected = np.degrees(np.arctan(0.5 * 0.9996 * np.abs(np.sin(np.radians(azimuths)))))
    assert angles[:, 30, 30] == pytest.approx(expected, abs=0.02)


def test_the_earth_is_round_and_the_radius_holds(tmp_path):
    """A mountain 30 km away, lowered by 71 m; not seen with a smaller radius."""
    elevation = np.zeros((7, 320))
    elevation[:, 310] = 1000
    dem = make_dem(tmp_path / "dem.tif", elevation, Affine(100, 0, X0, 0, -100, Y0))
    distance = 300 * 100 / 0.9996
    expected = math.degrees(math.atan((1000 - distance**2 / (2 * 6371e3)) / distance))
    azimuths, angles = horizon_angles(dem, Options(radius=40e3))
    east = np.abs(azimuths - 90).argmin()
    assert angles[east, 3, 10] == pytest.approx(expected, abs=0.01)
    assert horizon_angles(dem, Options(radius=29e3))[1][east, 3, 10] == 0


@pytest.mark.parametrize("crs, cell", [(UTM32, (RES, RES)), (WGS84, (4e-4, 2.7e-4))])
def test_against_rays_by_brute_force(tmp_path, crs, cell):
    """Rays in every direction, sampled where they cross rows and columns, or 20 times a cell."""
    elevation = rough().astype(np.float32)
    x0, y0 = (X0, Y0) if crs == UTM32 else (9.0, 46.5)
    place = Affine(cell[0], 0, x0, 0, -cell[1], y0)
    azimuths, angles = horizon_angles(make_dem(tmp_path / "dem.tif", elevation, place, crs))
    if crs == UTM32:
        width = height = RES / 0.9996
    else:
        phi = math.radians(46.5 - 30 * cell[1])
        sine2 = 0.00669438 * math.sin(phi) ** 2
        width = cell[0] * math.radians(6378137) * math.cos(phi) / math.sqrt(1 - sine2)
        height = cell[1] * math.radians(6378137) * (1 - 0.00669438) / (1 - sine2) ** 1.5

    def highest(row, column, azimuth, distance):
        c = column + distance * math.sin(azimuth) / width
        r = row - distance * math.cos(azimuth) / height
        inside = (c > -0.49) & (c < 59.51) & (r > -0.49) & (r < 59.51)
        at = r[inside].clip(0, 59), c[inside].clip(0, 59)
        rise = ndimage.map_coordinates(elevation, at, order=1) - elevation[row, column]
        rise = rise / distance[inside] - distance[inside] / (2 * 6371e3)
        return math.degrees(math.atan(max(0, rise.max(initial=0))))

    crossings, dense = [], []
    for row in range(3, 57, 10):
        for column in range(3, 57, 10):
            for azimuth, found in zip(np.radians(azimuths), angles[:, row, column]):
                step = 1 / max(abs(math.sin(azimuth) / width), abs(math.cos(azimuth) / height))
                crossings.append(found - highest(row, column, azimuth, step * np.arange(1, 60)))
                rest = np.arange(step, 60 * step, step / 20)
                dense.append(found - highest(row, column, azimuth, rest))
    assert np.abs(crossings).max() < 0.02
    assert abs(np.mean(dense)) < 0.1 and np.quantile(np.abs(dense), 0.95) < 0.5


def test_no_data_hides_nothing(tmp_path):
    elevation = np.full((41, 41), 1000.0)
    elevation[:, 30:33] = 1500
    dem = make_dem(tmp_path / "wall.tif", elevation)
    hidden = make_dem(
        tmp_path / "hole.tif", np.where(elevation == 1500, -9999, elevation), nodata=-9999
    )
    assert np.nanmax(horizon_angles(dem)[1][:, 20, 20]) > 50
    angles = horizon_angles(hidden)[1]
    assert np.nanmax(angles[:, 20, 20]) == 0
    assert np.isnan(angles[:, 20, 29:34]).all()


# --- the raster ---


@pytest.mark.parametrize("variant", ["kumar", "tprogi"])
@pytest.mark.parametrize("shading", [True, False])
@pytest.mark.parametrize("aspect", [0, 70, 180, 290])
def test_a_plane_gets_what_a_plane_gets(tmp_path, variant, shading, aspect):
    """Cells of an inclined plane, with its latitude and its elevation."""
    rows, columns = np.mgrid[0:40, 0:40] * RES / 0.9996
    towards = math.radians(aspect)
    slope = math.tan(math.radians(25))
    east, north = columns - columns.mean(), rows.mean() - rows
    elevation = 2500 - slope * (east * math.sin(towards) + north * math.cos(towards))
    place = Affine(RES, 0, X0 - 20 * RES, 0, -RES, Y0)
    dem = make_dem(tmp_path / "dem.tif", elevation, place)
    found = run(dem, tmp_path, variant=variant, shading=shading)
    for row, column in ((1, 1), (20, 20), (38, 30)):
        x, y = place * (column + 0.5, row + 0.5)
        expected = plane_irradiation(degrees_of(x, y)[1], 25, aspect, float(elevation[row, column]))
        expected = expected.total if variant == "kumar" else expected.extraterrestrial
        assert found[row, column] == pytest.approx(expected, rel=2e-4 if not shading else 3e-3)


def test_latitude_counts_for_each_cell(tmp_path):
    """Two degrees of level ground; no step where one block of cells ends and another begins."""
    dem = make_dem(
        tmp_path / "dem.tif", np.full((1000, 5), 1000), Affine(2e-3, 0, 9, 0, -2e-3, 47), WGS84
    )
    for variant in ("kumar", "tprogi"):
        found = run(dem, tmp_path, variant=variant, day_step=5, time_step=30, shading=False)[
            1:-1, 2
        ]
        latitudes = 47 - 2e-3 * (np.arange(1000) + 0.5)
        for row in (0, 61, 62, 300, 997):
            expected = plane_irradiation(latitudes[1:-1][row], 0, 0, 1000)
            expected = expected.total if variant == "kumar" else expected.extraterrestrial
            assert found[row] == pytest.approx(expected, rel=1e-4)
        steps = np.diff(found)
        assert (steps > 0).all() and steps.max() < 3 * np.median(steps)


def test_shade_counts_with_the_latitude_of_each_cell():
    """Level ground under a horizon of 25° all around, at both ends of a block of 0.25°."""
    lattice = Lattice(Grid(WGS84, Affine(4e-3, 0, 9, 0, -4e-3, 47), 5, 62))
    block = make_block(lattice, (0, 0, 5, 62), np.full((64, 7), 1000.0))
    sunshine = Sunshine(block, Options("tprogi", day_step=1, time_step=5))
    sunshine.begin([0.0, math.pi / 2, math.pi, 3 * math.pi / 2])
    block.tangent[:] = math.tan(math.radians(25))
    for number in range(4):
        sunshine.next_direction(number)
    sunshine.finish()
    found = sunshine.total()[:, 2]

    def expected(latitude):
        phi = math.radians(latitude)
        track = sun.sun_track(phi, 1, np.arange(1.0, 366))
        up = track.at(phi)[2]
        return (track.energy * up * (up > math.sin(math.radians(25)))).sum()

    north, south = expected(47 - 2e-3), expected(47 - 61.5 * 4e-3)
    assert found[[0, -1]] == pytest.approx([north, south], rel=2e-3)
    assert found[0] / found[-1] == pytest.approx(north / south, rel=1e-3)


def test_southern_hemisphere(tmp_path):
    """Slopes to the north are the sunny ones; UTM South."""
    rows = np.mgrid[0:30, 0:30][0] * RES
    place = Affine(RES, 0, 500000, 0, -RES, 6.65e6)
    crs = CRS.from_epsg(32719)
    for sign, aspect in ((1, 180), (-1, 0)):
        dem = make_dem(tmp_path / "dem.tif", 4000 - sign * 0.4 * rows, place, crs)
        found = run(dem, tmp_path)
        latitude = degrees_of(*(place * (15.5, 15.5)), crs)[1]
        slope = math.degrees(math.atan(0.4 * 0.9996))
        elevation = 4000 - sign * 0.4 * 15 * RES
        expected = plane_irradiation(latitude, slope, aspect, elevation).total
        assert found[15, 15] == pytest.approx(expected, rel=3e-3)


def test_grid_north_is_not_true_north(tmp_path):
    """A slope to the true east in a corner of a UTM zone, where the grid is turned by 5°."""
    place = Affine(RES, 0, 830000, 0, -RES, 6.8e6)
    rows, columns = np.mgrid[0:40, 0:40] + 0.5
    x, y = place * (columns, rows)
    longitude, latitude = (np.array(v) for v in transform(UTM32, WGS84, x.ravel(), y.ravel()))
    phi = math.radians(latitude.mean())
    metres = (
        math.radians(1) * 6378137 * math.cos(phi) / math.sqrt(1 - 0.00669438 * math.sin(phi) ** 2)
    )
    elevation = 2000 - math.tan(math.radians(30)) * metres * (longitude - longitude.mean())
    dem = make_dem(tmp_path / "dem.tif", elevation.reshape(40, 40), place)
    found = run(dem, tmp_path, variant="tprogi", shading=False)[20, 20]
    exact, turned = (
        plane_irradiation(latitude.mean(), 30, aspect).extraterrestrial for aspect in (90, 95)
    )
    assert found == pytest.approx(exact, rel=1e-3)
    assert abs(turned / exact - 1) > 0.02


def test_degrees_and_metres_agree(tmp_path):
    """The same hills on a UTM grid and on a grid in degrees."""
    x0, y0 = X0 + 2000, Y0 - 2000

    def surface(x, y):
        u, v = (np.asarray(x) - x0) / 600, (np.asarray(y) - y0) / 600
        return 2000 + 300 * np.sin(u) * np.cos(0.8 * v) + 200 * np.cos(0.5 * u + v)

    place = Affine(RES, 0, x0 - 2400, 0, -RES, y0 + 2400)
    rows, columns = np.mgrid[0:160, 0:160] + 0.5
    projected = make_dem(tmp_path / "a.tif", surface(*(place * (columns, rows))), place)
    longitude, latitude = degrees_of(x0, y0)
    cell = 3e-4
    angular = Affine(cell, 0, longitude - 120 * cell, 0, -cell, latitude + 90 * cell)
    rows, columns = np.mgrid[0:180, 0:240] + 0.5
    east, north = angular * (columns, rows)
    x, y = (np.array(v) for v in transform(WGS84, UTM32, east.ravel(), north.ravel()))
    geographic = make_dem(tmp_path / "b.tif", surface(x, y).reshape(180, 240), angular, WGS84)
    metres = run(projected, tmp_path, "a-out.tif", radius=1500)
    degrees = run(geographic, tmp_path, "b-out.tif", radius=1500)
    column, row = ~place * (x, y)
    moved = ndimage.map_coordinates(metres, (row - 0.5, column - 0.5), order=1, cval=np.nan)
    difference = (degrees.ravel() / moved - 1)[(np.abs(x - x0) < 800) & (np.abs(y - y0) < 800)]
    assert len(difference) > 2000
    assert abs(difference.mean()) < 2e-3
    assert np.quantile(np.abs(difference), 0.95) < 0.01


def test_a_cell_behind_a_wall_gets_the_hours_that_geometry_gives(tmp_path):
    """Level ground north of a long step from east to west; energy of the sunlit minutes."""
    elevation = np.full((81, 401), 1000.0)
    elevation[60:] = 1000 + 450
    dem = make_dem(tmp_path / "dem.tif", elevation)
    found = run(dem, tmp_path, variant="tprogi", directions=72, time_step=10)
    latitude = degrees_of(X0 + 200 * RES, Y0 - 40 * RES)[1]
    phi = math.radians(latitude)
    track = sun.sun_track(phi, 1, np.arange(1.0, 366))
    _, north, up = track.at(phi)
    for row in (40, 45, 48):
        # The wall is hit at a distance of d / cos(azimuth from south).
        distance = (60 - row) * RES / 0.9996
        lit = up > 450 / distance * np.maximum(0, -north)
        expected = (track.energy * up * lit).sum()
        open_sky = (track.energy * up).sum()
        assert expected < 0.97 * open_sky
        assert found[row, 200] == pytest.approx(expected, rel=0.01)


def test_no_data_stays_no_data(tmp_path):
    elevation = rough((30, 30))
    elevation[10:14, 12] = np.nan
    dem = make_dem(tmp_path / "dem.tif", elevation)
    found = run(dem, tmp_path, **FAST)
    expected = np.zeros((30, 30), bool)
    expected[[0, -1]] = expected[:, [0, -1]] = expected[9:15, 11:14] = True
    assert (np.isnan(found) == expected).all()


def test_voids_that_are_not_marked_count_as_no_data(tmp_path):
    elevation = rough((30, 30))
    elevation[15, 15] = -32768
    found = run(make_dem(tmp_path / "dem.tif", elevation), tmp_path, **FAST)
    assert np.isnan(found[14:17, 14:17]).all() and np.isfinite(found[13, 13])


def test_feet_become_metres(tmp_path):
    elevation = rough((30, 30))
    metres = run(make_dem(tmp_path / "m.tif", elevation), tmp_path, **FAST)
    dem = make_dem(tmp_path / "ft.tif", elevation / 0.3048)
    with rasterio.open(dem.path, "r+") as dataset:
        dataset.set_band_unit(1, "ft")
    assert np.nanmax(np.abs(run(dem, tmp_path, **FAST) / metres - 1)) < 1e-4


def test_independent_of_workers_strips_region_and_polygons(tmp_path, monkeypatch):
    """Bit for bit, over the seams of blocks."""
    dem = make_dem(tmp_path / "dem.tif", rough((300, 600), smooth=6))
    options = {**FAST, "radius": 2000, "directions": 12}
    whole = run(dem, tmp_path, **options, workers=1)
    assert np.isfinite(whole[1:-1, 1:-1]).all()
    assert np.array_equal(run(dem, tmp_path, **options, workers=3), whole, equal_nan=True)
    part = run(dem, tmp_path, **options, region=(450, 100, 120, 60))
    assert np.array_equal(part, whole[100:160, 450:570])
    square = box(X0 + 550 * RES, Y0 - 20 * RES, X0 + 560 * RES, Y0 - 10 * RES)
    near = run(dem, tmp_path, **options, polygons=[square])
    assert np.array_equal(near, whole[10:20, 550:560])
    near = run(dem, tmp_path, **options, polygons=[square], region=(0, 0, 600, 300))
    known = np.isfinite(near)
    assert known[1:128, 512:599].all() and known.sum() == 127 * 87
    assert np.array_equal(near[known], whole[known])
    monkeypatch.setattr(radiation, "_CELLS", 1)
    assert np.array_equal(run(dem, tmp_path, **options), whole, equal_nan=True)


def test_what_the_file_says(tmp_path):
    dem = make_dem(tmp_path / "dem.tif", rough((30, 30)))
    run(dem, tmp_path, variant="tprogi", tags={"SOFTWARE": "x"}, **FAST)
    with rasterio.open(tmp_path / "out.tif") as dataset:
        tags = dataset.tags()
        assert dataset.dtypes == ("float32",) and dataset.nodata == -9999
        assert dataset.descriptions == ("PISR TPRoGI-comparable, kWh m-2 a-1",)
    assert tags["PISR_VARIANT"] == "TPRoGI-comparable" and tags["SOFTWARE"] == "x"
    assert (tags["DAY_STEP"], tags["TIME_STEP"]) == ("73 d", "60 min")
    assert tags["DEM"] == dem.path and tags["SHADING"] == "yes"


def test_how_far_the_dem_reaches(tmp_path):
    dem = make_dem(tmp_path / "dem.tif", rough((60, 80)))

    def reach(**arguments):
        return solar_radiation(dem, tmp_path / "out.tif", Options(**FAST), **arguments).reach

    assert reach() == 0
    assert reach(region=(10, 20, 50, 30)) == pytest.approx(10 * RES, rel=1e-3)
    square = box(X0 + 30 * RES, Y0 - 50 * RES, X0 + 60 * RES, Y0 - 25 * RES)
    assert reach(polygons=[square]) == pytest.approx(10 * RES, rel=1e-3)


@pytest.mark.parametrize(
    "change, words",
    [
        ({"variant": "moon"}, "kumar or tprogi"),
        ({"day_step": 0}, "day step"),
        ({"time_step": math.nan}, "time step"),
        ({"directions": 4}, "directions"),
        ({"radius": 0}, "search radius"),
        ({"albedo": 1.5}, "albedo"),
    ],
)
def test_bad_options(change, words):
    with pytest.raises(InputError, match=words):
        Options(**change)


def test_bad_input(tmp_path):
    empty = make_dem(tmp_path / "empty.tif", np.full((20, 20), np.nan))
    with pytest.raises(InputError, match="no cells with a slope"):
        run(empty, tmp_path)
    dem = make_dem(tmp_path / "dem.tif", rough((20, 20)))
    with pytest.raises(InputError, match="No polygon"):
        run(dem, tmp_path, polygons=[box(0, 0, 1, 1)])
    with pytest.raises(InputError, match="No polygon"):
        run(dem, tmp_path, polygons=[])
    bare = make_dem(tmp_path / "bare.tif", rough((20, 20)), crs=None)
    with pytest.raises(InputError, match="no coordinate reference system"):
        run(bare, tmp_path)
    with pytest.raises(InputError, match="band"):
        run(RasterSource(dem.path, (2,), "DEM"), tmp_path)
    assert not (tmp_path / "out.tif").exists()


def test_cancelling_leaves_nothing(tmp_path):
    class Stop(Feedback):
        share = 0.0

        def progress(self, fraction):
            self.share = fraction

        def is_cancelled(self):
            return self.share > 0.3

    dem = make_dem(tmp_path / "dem.tif", rough((60, 60)))
    with pytest.raises(Cancelled):
        run(dem, tmp_path, feedback=Stop(), **FAST)
    assert [path.name for path in tmp_path.iterdir()] == ["dem.tif"]
