"""Landforms that the threshold missed, proposed from the heatmap."""

import numpy as np
import pytest
from affine import Affine
from conftest import write_raster
from scipy import ndimage
from shapely.geometry import Point
from skimage.segmentation import flood

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.review.retrieval import MagicWand, smoothed

TRANSFORM = Affine(10, 0, 600000, 0, -10, 5200000)


def cone(size=200, centre=(90, 110), radius=30.0, peak=0.4):
    """A cone of probability: above a level lies a disc of known radius."""
    rows, columns = np.mgrid[:size, :size]
    distance = np.hypot(rows - centre[0], columns - centre[1])
    return (peak * np.clip(1 - distance / radius, 0, 1)).astype(np.float32)


def at(row, column):
    return TRANSFORM * (column + 0.5, row + 0.5)


def wand(tmp_path, values, row, column, **options):
    path = write_raster(tmp_path / "h.tif", values, TRANSFORM, **options)
    return MagicWand(RasterSource(path, role="heatmap"), *at(row, column))


def test_a_cone_gives_a_disc_at_the_level(tmp_path):
    found = wand(tmp_path, cone(), 90, 110)
    for level in (0.1, 0.2, 0.3):
        proposal = found.region(level)
        radius = 30 * (1 - level / 0.4) * 10
        disc = Point(at(90, 110)).buffer(radius, 64)
        overlap = proposal.polygon.intersection(disc).area / proposal.polygon.union(disc).area
        assert proposal.polygon.is_valid and overlap > 0.93 and not proposal.cut
        assert level < proposal.mean < proposal.peak <= 0.4
    areas = [found.region(level).polygon.area for level in np.linspace(0.02, 0.38, 12)]
    assert areas == sorted(areas, reverse=True)
    assert found.region(0.41) is None
    assert 0.18 < found.first_level < 0.2


def test_the_seed_is_the_highest_pixel_near_the_click(tmp_path):
    values = np.zeros((60, 60), np.float32)
    values[30:33, 30:33] = 0.6
    found = wand(tmp_path, values, 29, 30)
    point = Point(at(31, 31))
    assert found.peak == pytest.approx(smoothed(values)[31, 31]) and found.peak > 0.4
    assert found.region(0.3).polygon.contains(point)


def test_it_is_the_flooded_region_of_the_smoothed_heatmap(tmp_path):
    rng = np.random.default_rng(8)
    values = ndimage.gaussian_filter(rng.random((150, 150)), 3).astype(np.float32)
    values = (values - values.min()) / np.ptp(values)
    smooth = smoothed(values)
    row, column = np.unravel_index(np.argmax(smooth), smooth.shape)
    found = wand(tmp_path, values, row, column)
    for level in (0.6, 0.7, 0.8):
        mask = flood((smooth >= level).astype(int), (row, column), connectivity=1)
        mask = ndimage.binary_fill_holes(mask)
        proposal = found.region(level)
        assert proposal.polygon.area == pytest.approx(mask.sum() * 100, rel=0.05)


def test_a_large_region_is_the_same_whatever_the_first_window(tmp_path, monkeypatch):
    from rock_glacier_mapper.core.review import retrieval

    values = np.zeros((400, 400), np.float32)
    values[50:350, 60:340] = 0.3
    values[100:120, 90:100] = np.nan
    polygons = []
    for windows in ((40, 80, 160, 320), (399,)):
        monkeypatch.setattr(retrieval, "_WINDOWS", windows)
        proposal = wand(tmp_path, values, 200, 200).region(0.15)
        polygons.append(proposal.polygon)
        assert not proposal.cut
    assert polygons[0].equals(polygons[1])
    assert polygons[0].area == pytest.approx(300 * 280 * 100, rel=0.01)
    monkeypatch.setattr(retrieval, "_WINDOWS", (40, 80))
    assert wand(tmp_path, values, 200, 200).region(0.15).cut


def test_integers_are_scaled(tmp_path):
    import rasterio

    path = write_raster(tmp_path / "h.tif", np.round(cone() * 200).astype(np.uint8), TRANSFORM)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales = (0.005,)
    found = MagicWand(RasterSource(path), *at(90, 110))
    assert found.peak == pytest.approx(0.39, abs=0.02)


def test_no_data_is_told(tmp_path):
    with pytest.raises(InputError, match="does not cover"):
        wand(tmp_path, cone(), -50, 10)
    values = cone()
    values[:80] = np.nan
    with pytest.raises(InputError, match="no data here"):
        wand(tmp_path, values, 20, 20)
    assert wand(tmp_path, values, 90, 110).region(0.2).polygon.is_valid


def test_a_single_pixel_is_a_polygon(tmp_path):
    values = np.zeros((30, 30), np.float32)
    values[15, 15] = 1
    proposal = wand(tmp_path, values, 15, 15).region(0.12)
    assert proposal.polygon.is_valid and proposal.polygon.area == pytest.approx(100, rel=0.2)
