"""Band roles, channels composed from several layers, and their scaling."""

import numpy as np
import pytest
import rasterio
import rasterio.warp
from affine import Affine
from conftest import UTM32, make_picture, write_raster
from rasterio.enums import ColorInterp

from rock_glacier_mapper.core import channels as channels_module
from rock_glacier_mapper.core.channels import (
    Channel,
    ChannelStack,
    guess_band_roles,
    make_channel,
    parse_band_roles,
    scene_statistics,
)
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.raster import RasterSource


def roles_of(tmp_path, count, dtype=np.uint8, names=(), colours=None):
    path = write_raster(tmp_path / "x.tif", np.ones((count, 4, 4), dtype), names=names)
    if colours:
        with rasterio.open(path, "r+") as dataset:
            dataset.colorinterp = colours
    with rasterio.open(path) as dataset:
        return guess_band_roles(dataset)


def test_roles_are_parsed_and_mistakes_named():
    assert parse_band_roles("blue=1, Green=2,B04=3,nir=4", 4) == {
        "blue": 1,
        "green": 2,
        "red": 3,
        "nir": 4,
    }
    for text, word in (
        ("blue", "role=band"),
        ("blue=x", "role=band"),
        ("purple=1", "Unknown channel"),
        ("red=5", "band 5"),
        ("red=0", "band 0"),
    ):
        with pytest.raises(InputError, match=word):
            parse_band_roles(text, 4)


def test_roles_are_guessed_from_names_colours_and_order(tmp_path):
    sentinel = ("B02", "B03", "B04", "B08", "B11", "B12")
    assert roles_of(tmp_path, 6, names=sentinel) == {
        role: n + 1 for n, role in enumerate(("blue", "green", "red", "nir", "swir1", "swir2"))
    }
    planet8 = ("coastal_blue", "blue", "green_i", "green", "yellow", "red", "rededge", "nir")
    assert roles_of(tmp_path, 8, names=planet8) == {"blue": 2, "green": 4, "red": 6, "nir": 8}
    assert roles_of(tmp_path, 3) == {"red": 1, "green": 2, "blue": 3}
    assert roles_of(tmp_path, 4, np.uint16) == {"blue": 1, "green": 2, "red": 3, "nir": 4}
    bgr = [ColorInterp.blue, ColorInterp.green, ColorInterp.red]
    assert roles_of(tmp_path, 3, colours=bgr) == {"blue": 1, "green": 2, "red": 3}
    stack = ("red", "slope", "tpi_100m", "coherence", "northness", "eastness")
    assert roles_of(tmp_path, 6, names=stack) == {n: i + 1 for i, n in enumerate(stack)}


@pytest.mark.parametrize(("count", "dtype"), [(4, np.float32), (7, np.uint16), (1, np.uint8)])
def test_unclear_bands_are_not_guessed(tmp_path, count, dtype):
    with pytest.raises(InputError, match="BAND_ROLES"):
        roles_of(tmp_path, count, dtype)


def test_statistics_are_robust_and_leave_nodata_out(tmp_path):
    values = np.random.default_rng(0).normal(100, 10, (1, 300, 300)).astype(np.float32)
    values[0, :30] = -9999
    values[0, 30, :5] = 1e6
    path = write_raster(tmp_path / "a.tif", values, nodata=-9999)
    known = scene_statistics(path, {"red": 1}, False)["red"]
    assert abs(known.centre - 100) < 0.3 and abs(known.spread - 10) < 0.3
    empty = write_raster(tmp_path / "b.tif", np.full((1, 9, 9), 7, np.uint8), nodata=7)
    with pytest.raises(InputError, match="no valid pixel"):
        scene_statistics(empty, {"red": 1}, False)


def test_channels_from_image_coherence_and_dem_of_three_grids(tmp_path):
    """A tilted plane as DEM at 30 m gives its slope; topographic position of a plane is 0."""
    image = make_picture(tmp_path / "image.tif", dtype=np.uint16)
    columns = np.mgrid[0:80, 0:80][1]
    transform = Affine(30, 0, 600000 - 300, 0, -30, 5200000 + 300)
    dem = write_raster(tmp_path / "dem.tif", (2000 + 9.0 * columns).astype(np.float32), transform)
    coherence = np.full((60, 60), 0.6, np.float32)
    coherence[0, 0] = 7
    coherence = write_raster(
        tmp_path / "coherence.tif", coherence, Affine(40, 0, 599000, 0, -40, 5200500)
    )
    roles = ("red", "nir", "coherence", "slope", "tpi_100m", "northness", "eastness")
    channels = tuple(make_channel(role) for role in roles)
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)
    stack = ChannelStack(
        channels,
        RasterSource(image),
        grid,
        coherence=RasterSource(coherence),
        dem=RasterSource(dem),
    )
    assert stack.missing == ["nir"] and stack.halo == 10
    with stack:
        values = stack.read(0, 0, 100, 90)
        again = stack.read(40, 30, 20, 20)
        np.testing.assert_array_equal(again, values[:, 30:50, 40:60])
        assert np.isnan(values[1]).all() and stack.valid(values).all()
        np.testing.assert_allclose(values[2], 0.6, atol=1e-6)
        np.testing.assert_allclose(values[3], np.degrees(np.arctan(0.3)), atol=0.01)
        np.testing.assert_allclose(values[4], 0, atol=0.01)
        np.testing.assert_allclose(values[5], 0, atol=1e-3)
        np.testing.assert_allclose(values[6], -np.sin(np.arctan(0.3)), atol=1e-3)
        scaled = stack.scaled(values.copy())
        physical = stack.physical(values.copy())
    assert (scaled[1] == 0).all() and np.abs(scaled).max() <= 4
    np.testing.assert_allclose(scaled[2], (0.6 - 0.5) / 0.25, atol=1e-5)
    np.testing.assert_allclose(scaled[6], values[6] / 0.35, atol=1e-5)
    assert abs(np.median(scaled[0])) < 0.5
    with rasterio.open(image) as dataset:
        np.testing.assert_allclose(physical[0], dataset.read(1)[:90, :100] / 10000, atol=1e-6)


def test_the_same_scene_in_other_units_gives_the_same_input(tmp_path):
    """8-bit display values and reflectance of one scene look alike to the network."""
    byte = make_picture(tmp_path / "byte.tif")
    with rasterio.open(byte) as dataset:
        values, transform = dataset.read(), dataset.transform
    other = write_raster(
        tmp_path / "float.tif", (values * 0.0013 + 0.02).astype(np.float32), transform
    )
    channels = tuple(make_channel(role) for role in ("red", "green", "blue"))
    scaled = []
    for path in (byte, other):
        with ChannelStack(channels, RasterSource(path), Grid(UTM32, transform, 150, 130)) as stack:
            scaled.append(stack.scaled(stack.read(0, 0, 150, 130)))
    np.testing.assert_allclose(*scaled, atol=1e-4)


def test_a_missing_required_band_is_named(tmp_path):
    path = write_raster(tmp_path / "a.tif", np.ones((1, 9, 9), np.float32), names=("nir",))
    with rasterio.open(path) as dataset:
        grid = Grid.of(dataset)
    with pytest.raises(InputError, match=r"needs the band\(s\) red"):
        ChannelStack((make_channel("red"), make_channel("nir")), RasterSource(path), grid)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "magic"},
        {"source": "optical", "role": "slope"},
        {"scaling": {"kind": "eval", "centre": 0, "spread": 1, "clip": 4}},
        {"scaling": {"kind": "fixed", "centre": 0, "spread": 0, "clip": 4}},
        {"scaling": {"kind": "fixed", "centre": 0, "spread": "1", "clip": 4}},
        {"scaling": {"more": 1}},
        {"scaling": None},
    ],
)
def test_a_model_cannot_bring_nonsense_channels(change):
    record = {**make_channel("slope").to_json(), **change}
    assert Channel.from_json(make_channel("slope").to_json()) == make_channel("slope")
    with pytest.raises(InputError):
        Channel.from_json(record)


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:4326", "EPSG:32633"])
@pytest.mark.parametrize("nodata", [-9999.0, None])
def test_a_window_has_the_pixels_of_the_whole_bit_by_bit(tmp_path, crs, nodata, monkeypatch):
    """DEM with holes on a grid of its own, terrain of 3 x 3 to 101 x 101 cells; any run of rows."""
    height, width = 420, 700
    image = make_picture(tmp_path / "i.tif", height=height, width=width, dtype=np.uint16)
    grid = Grid(UTM32, Affine(10, 0, 600000, 0, -10, 5200000), width, height)
    bounds = rasterio.warp.transform_bounds(UTM32, crs, *grid.bounds)
    step = (bounds[2] - bounds[0]) / 260, (bounds[3] - bounds[1]) / 150
    place = Affine(step[0], 0, bounds[0] - 20 * step[0], 0, -step[1], bounds[3] + 9 * step[1])
    rows, columns = np.mgrid[0:165, 0:290]
    dem = 3000 + 400 * np.sin(rows / 11) * np.cos(columns / 14) + 5 * columns
    if nodata is not None:
        dem[60:66, 100:120] = nodata
    dem = write_raster(tmp_path / "dem.tif", dem.astype(np.float32), place, crs, nodata=nodata)
    roles = ("red", "blue", "slope", "tpi_100m", "tpi_500m", "northness", "eastness", "coherence")
    channels = tuple(make_channel(role) for role in roles)
    with ChannelStack(channels, RasterSource(image), grid, dem=RasterSource(dem)) as stack:
        whole = stack.read(-5, -5, width + 10, height + 10)
        scaled = stack.scaled(whole.copy())
        rng = np.random.default_rng(2)
        for at_once in (2**17, 999):
            monkeypatch.setattr(channels_module, "_AT_ONCE", at_once)
            for _ in range(8):
                row, column = rng.integers(-5, height), rng.integers(-5, width)
                lines = int(rng.integers(1, height + 6 - row))
                count = int(rng.integers(1, width + 6 - column))
                part = np.s_[row + 5 : row + 5 + lines, column + 5 : column + 5 + count]
                got = stack.read(column, row, count, lines)
                np.testing.assert_array_equal(got, whole[(slice(None), *part)])
                out = np.full((8, lines + 3, count + 2), 9, np.float32)
                valid = np.zeros((lines, count), bool)
                stack.read_scaled(column, row, out[:, 1:-2, 1:-1], valid)
                np.testing.assert_array_equal(out[:, 1:-2, 1:-1], scaled[(slice(None), *part)])
                assert (out[:, 0] == 9).all() and (out[:, :, 0] == 9).all()
                np.testing.assert_array_equal(valid, stack.valid(whole)[part])
