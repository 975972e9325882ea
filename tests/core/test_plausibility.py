"""The rule about terrain against a straightforward one, block by block."""

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32, make_picture, write_raster

from rock_glacier_mapper.core.channels import ChannelStack, make_channel
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap.plausibility import PlausibleTerrain, TerrainRule
from rock_glacier_mapper.core.raster import RasterSource

GRID = Grid(UTM32, Affine(10, 0, 600000, 0, -20, 5200000), 400, 350)


def blocks_of(dem, rule, slope=False):
    """Pixels (rows, columns) that are plausible, one block after the other."""
    height, width = dem.shape
    counts = -(-height // 64), -(-width // 64)
    steep, level = np.zeros(counts, bool), np.zeros(counts, bool)
    for y, x in np.ndindex(*counts):
        z = dem[64 * y : 64 * y + 64, 64 * x : 64 * x + 64][::4, ::4].astype(float)
        if np.isnan(z).any():
            steep[y, x] = level[y, x] = True
            continue
        if slope:
            found = z
        else:
            right = (z[:-1, 1:] - z[:-1, :-1] + z[1:, 1:] - z[1:, :-1]) / 2 / 40
            down = (z[1:, :-1] - z[:-1, :-1] + z[1:, 1:] - z[:-1, 1:]) / 2 / 80
            found = np.degrees(np.arctan(np.hypot(right, down)))
        steep[y, x] = found.size > 0 and (found >= rule.min_slope).mean() > 0.1
        low, high = rule.min_elevation, rule.max_elevation
        level[y, x] = (
            slope
            or (
                (z >= (-1e9 if low is None else low)) & (z <= (1e9 if high is None else high))
            ).any()
        )
    near = np.pad(steep, 1)
    near = [near[a : a + counts[0], b : b + counts[1]] for a in range(3) for b in range(3)]
    pixels = (np.any(near, axis=0) & level).repeat(64, 0).repeat(64, 1)
    return pixels[:height, :width]


def relief():
    rng = np.random.default_rng(3)
    rows, columns = np.mgrid[0:350, 0:400]
    dem = 800 + 0.02 * columns + 500 * np.exp(-((rows - 60) ** 2 + (columns - 50) ** 2) / 900)
    dem += 90 * np.exp(-((rows - 290) ** 2 + (columns - 340) ** 2) / 60) * (1 + rng.random())
    return dem.astype(np.float32)


@pytest.mark.parametrize(
    "rule",
    [
        TerrainRule(),
        TerrainRule(15.0),
        TerrainRule(2.0, min_elevation=806.0),
        TerrainRule(1.0, max_elevation=806.5),
        TerrainRule(0.05, 801.0, 805.0),
    ],
)
@pytest.mark.parametrize("hole", [False, True])
def test_equals_a_plain_calculation_and_does_not_depend_on_the_window(rule, hole):
    dem = relief()
    if hole:
        dem[200, 12] = np.nan

    def read(column, row, width, height):
        return dem[row : row + height, column : column + width].copy()

    expected = blocks_of(dem, rule)
    np.testing.assert_array_equal(
        PlausibleTerrain(rule, GRID, read).plausible(0, 0, 400, 350), expected
    )
    if rule == TerrainRule():
        assert 0.1 < expected.mean() < 0.9
    piecewise = PlausibleTerrain(rule, GRID, read)
    rng = np.random.default_rng(0)
    for _ in range(60):
        row, column = rng.integers(0, 349), rng.integers(0, 399)
        height, width = rng.integers(1, 351 - row), rng.integers(1, 401 - column)
        np.testing.assert_array_equal(
            piecewise.plausible(column, row, width, height),
            expected[row : row + height, column : column + width],
        )


def test_uses_a_dem_or_a_band_of_slopes_or_nothing(tmp_path):
    channels = tuple(make_channel(role) for role in ("red", "slope"))
    image = RasterSource(make_picture(tmp_path / "i.tif", GRID.transform, height=350, width=400))
    bare = ChannelStack(channels, image, GRID)
    assert not TerrainRule().applies_to(bare)
    dem = relief()
    path = write_raster(tmp_path / "dem.tif", dem, GRID.transform)
    with_dem = ChannelStack(channels, image, GRID, dem=RasterSource(path))
    assert TerrainRule().applies_to(with_dem) and not TerrainRule(None).applies_to(with_dem)
    optical = ChannelStack(channels[:1], image, GRID, dem=RasterSource(path))
    for stack in (with_dem, optical):
        with stack, TerrainRule().on(stack) as ground:
            found = ground.plausible(0, 0, 400, 350)
        np.testing.assert_array_equal(found, blocks_of(dem, TerrainRule()))
    slope = np.zeros((2, 350, 400), np.float32)
    slope[1] = np.abs(relief() - 800)
    path = write_raster(tmp_path / "s.tif", slope, GRID.transform, names=("red", "slope"))
    stack = ChannelStack(channels, RasterSource(path), GRID)
    assert TerrainRule().applies_to(stack)
    assert not TerrainRule(None, 100.0).applies_to(stack)
    with TerrainRule(20.0).on(stack) as ground:
        found = ground.plausible(0, 0, 400, 350)
    np.testing.assert_array_equal(found, blocks_of(slope[1], TerrainRule(20.0), slope=True))
    assert 0.05 < found.mean() < 0.95
