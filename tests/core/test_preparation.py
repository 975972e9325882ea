"""Windows for the network: each as if read for itself, whatever the panels and what is skipped."""

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from conftest import UTM32, make_picture, write_raster

from rock_glacier_mapper.core.channels import ChannelStack, make_channel
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import preparation
from rock_glacier_mapper.core.heatmap.plausibility import TerrainRule
from rock_glacier_mapper.core.heatmap.preparation import windows
from rock_glacier_mapper.core.heatmap.tiles import plan_tiles
from rock_glacier_mapper.core.raster import GridReader, RasterSource

ORIGIN = Affine(10, 0, 600000, 0, -10, 5200000)
ROLES = ("red", "green", "nir", "coherence", "slope", "tpi_100m", "eastness", "tpi_30m")


def hills(height, width, seed=4):
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width]
    relief = 60 * np.sin(rows / 23) * np.cos(columns / 31) + 2 * columns
    return (2500 + relief + rng.normal(0, 1, relief.shape)).astype(np.float32)


def scene(folder, kind, height=230, width=317):
    """A stack of channels that makes things hard."""
    image = make_picture(folder / "image.tif", height=height, width=width, dtype=np.uint16)
    with rasterio.open(image, "r+") as dataset:
        dataset.nodata = 0
        values = dataset.read()
        values[:, 40:120, 60:140] = 0
        values[1, 200, 5:9] = 0
        dataset.write(values)
        grid = Grid.of(dataset)
    dem, more = hills(height + 10, width + 30), {}
    if kind == "holes":
        dem[100:130, 200:240] = -9999
        dem[7, 7] = -9999
        place = ORIGIN * Affine.translation(-12, 3)
        path = write_raster(folder / "dem.tif", dem, place, nodata=-9999)
    elif kind == "degrees":
        steps = Affine(4e-4, 0, 10.31, 0, -3e-4, 46.945)
        path = write_raster(folder / "dem.tif", hills(90, 120), steps, "EPSG:4326", nodata=-9999)
        coherence = np.random.default_rng(1).uniform(-0.1, 1.1, (80, 100)).astype(np.float32)
        steps = Affine(37, 0, 599900, 0, -37, 5200100)
        more["coherence"] = RasterSource(write_raster(folder / "c.tif", coherence, steps))
    elif kind == "prepared":
        values = np.stack([*values.astype(np.float32), np.abs(dem[:height, :width]) / 100])
        values[0, 3:8] = np.nan
        names = ("red", "green", "nir", "slope")
        image = write_raster(folder / "stack.tif", values, names=names, nodata=-9999)
        path = write_raster(folder / "dem.tif", dem, nodata=-9999)
    source, channels = RasterSource(image), tuple(make_channel(role) for role in ROLES)
    return ChannelStack(channels, source, grid, dem=RasterSource(path), **more)


def straight(stack, tile):
    """Network input and validity of a tile, read for itself."""
    values = stack.read(tile.left, tile.top, tile.read_width, tile.read_height)
    valid = stack.valid(values)
    top, left = tile.row - tile.top, tile.column - tile.left
    return stack.scaled(values), valid[top : top + tile.height, left : left + tile.width]


@pytest.mark.parametrize("kind", ["holes", "degrees", "prepared"])
@pytest.mark.parametrize(
    ("region", "tile", "margin", "stride", "buffer"),
    [
        ((0, 0, 317, 230), 64, 10, 1, 1000),
        ((0, 0, 317, 230), 96, 20, 16, 0.01),
        ((0, 0, 317, 230), 128, 4, 16, 6),
        ((37, 21, 200, 150), 112, 24, 8, 8),
        ((0, 0, 317, 230), 512, 48, 16, 128),
    ],
)
def test_windows_equal_those_read_for_themselves(
    tmp_path, kind, region, tile, margin, stride, buffer
):
    with scene(tmp_path, kind) as stack:
        strips = plan_tiles(stack.grid, region, tile, margin, stride)
        tiles = [t for strip in strips for t in strip]
        seen = set()
        for window in windows(stack, strips, buffer_mb=buffer):
            assert window.number not in seen and tiles[window.number] == window.tile
            seen.add(window.number)
            values, valid = straight(stack, window.tile)
            np.testing.assert_array_equal(window.valid, valid)
            assert window.zero is None and (window.why == "nodata") == (not valid.any())
            if not window.why:
                assert window.values.flags.c_contiguous and window.values.dtype == np.float32
                np.testing.assert_array_equal(window.values, values)
                window.values[:] = 7  # nobody else's
                if window.number % 2:
                    window.release()
        assert seen == set(range(len(tiles)))


def test_done_and_masked_windows_are_not_read(tmp_path, monkeypatch):
    """Only the columns and rows that the wanted windows need are read, and each only once."""
    with scene(tmp_path, "holes") as stack:
        strips = plan_tiles(stack.grid, (0, 0, 317, 230), 64, 16, 1)
        tiles = [t for strip in strips for t in strip]
        expected = {n: straight(stack, t) for n, t in enumerate(tiles)}
        image, often = stack._reader, np.zeros((230, 317), int)
        read = GridReader.read

        def counted(reader, column, row, width, height):
            if reader is image:
                often[row : row + height, column : column + width] += 1
            return read(reader, column, row, width, height)

        monkeypatch.setattr(GridReader, "read", counted)
        assert not list(windows(stack, strips, done=range(len(tiles)))) and not often.any()
        rng = np.random.default_rng(9)
        for buffer in (0.1, 100):
            for share in (0.3, 0.9):
                often[:] = 0
                done = set(np.flatnonzero(rng.random(len(tiles)) < share).tolist())
                found = {w.number: w for w in windows(stack, strips, done=done, buffer_mb=buffer)}
                assert set(found) == set(range(len(tiles))) - done
                needed = np.zeros(often.shape, bool)
                for number, window in found.items():
                    tile = tiles[number]
                    rows = slice(tile.top, tile.top + tile.read_height)
                    needed[rows, tile.left : tile.left + tile.read_width] = True
                    if not window.why:
                        np.testing.assert_array_equal(window.values, expected[number][0])
                assert (often[~needed] == 0).all() and (often[needed] > 0).all()
                assert buffer == 0.1 or often.max() == 1
        box = shapely.box(*stack.grid.part(150, 100, 30, 40).bounds)
        often[:] = 0
        found = list(windows(stack, strips, area=box))
        assert 0 < (often > 0).mean() < 0.35
        inside = np.zeros(often.shape, bool)
        for window in found:
            tile = window.tile
            part = np.s_[tile.row : tile.row + tile.height, tile.column : tile.column + tile.width]
            inside[part] = window.valid
            assert (window.why == "mask") == (not (window.valid.any() or window.why == "nodata"))
        valid = np.zeros(often.shape, bool)
        valid[100:140, 150:180] = True
        np.testing.assert_array_equal(inside, valid & stack.has_data(0, 0, 317, 230))


def test_a_triangle_is_cut_as_a_mask_of_the_whole_scene(tmp_path):
    with scene(tmp_path, "holes") as stack:
        area = shapely.Polygon([(600100, 5199900), (603000, 5199000), (600700, 5197800)])
        whole = rasterio.features.geometry_mask(
            [area], stack.grid.shape, stack.grid.transform, invert=True
        ) & stack.has_data(0, 0, 317, 230)
        got = np.zeros(whole.shape, bool)
        for window in windows(stack, plan_tiles(stack.grid, (0, 0, 317, 230), 64, 8, 4), area=area):
            tile = window.tile
            part = np.s_[tile.row : tile.row + tile.height, tile.column : tile.column + tile.width]
            got[part] = window.valid
        np.testing.assert_array_equal(got, whole)
        assert 0.1 < whole.mean() < 0.5


@pytest.mark.parametrize(("tile", "buffer"), [(48, 0.1), (96, 4), (400, 100)])
def test_flat_terrain_is_left_out_whatever_the_tiles(tmp_path, tile, buffer):
    """The pixels with probability 0 are those that the rule says; nothing else is skipped."""
    height, width = 520, 460
    image = make_picture(tmp_path / "i.tif", height=height, width=width)
    columns = np.mgrid[0:height, 0:width][1]
    dem = (1000 + np.maximum(columns - 300, 0) * 4.0).astype(np.float32)
    dem = write_raster(tmp_path / "dem.tif", dem)
    channels = tuple(make_channel(role) for role in ("red", "green", "blue", "slope"))
    grid, rule = Grid(UTM32, ORIGIN, width, height), TerrainRule()
    with ChannelStack(channels, RasterSource(image), grid, dem=RasterSource(dem)) as stack:
        strips = plan_tiles(grid, (0, 0, width, height), tile, 8, 8)
        zero = np.zeros(grid.shape, bool)
        skipped = 0
        for window in windows(stack, strips, terrain=rule, buffer_mb=buffer):
            t = window.tile
            if window.zero is not None:
                zero[t.row : t.row + t.height, t.column : t.column + t.width] = window.zero
            skipped += window.why == "terrain"
            assert (window.values is None) == (window.why == "terrain")
            assert window.valid.all()
            if not window.why:
                np.testing.assert_array_equal(window.values, straight(stack, t)[0])
    # The slope begins in the block of columns 256 to 319; its neighbours count as plausible.
    assert zero[:, :192].all() and not zero[:, 192:].any()
    assert (skipped > 0) == (tile < 400)


def test_the_cache_of_blocks_is_limited_and_given_back():
    from rasterio._env import get_gdal_config

    before = get_gdal_config("GDAL_CACHEMAX")
    with preparation._block_cache(64):
        assert get_gdal_config("GDAL_CACHEMAX") == 64_000_000
    assert get_gdal_config("GDAL_CACHEMAX") == before
