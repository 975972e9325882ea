"""The heatmap as mean over several scales."""

import numpy as np
import pytest
import rasterio
from conftest import make_model, make_picture, write_raster
from rasterio.warp import Resampling, reproject
from scipy import ndimage, special

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import (
    parse_scales,
    predict_at_scales,
    predict_heatmap,
    scaled_grid,
    scales,
)
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.raster import RasterSource

SCALES = (1.0, 0.7, 1.4)


def run(image, model, output, scales=SCALES, **options):
    network = Network(model, "cpu")
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)

    def stack_for(scaled):
        return ChannelStack(network.card.channels, RasterSource(str(image)), scaled)

    predict_at_scales(network, stack_for, grid, output, scales, **options)
    with rasterio.open(output) as dataset:
        return dataset.read(1)


def test_scales_are_read_from_text():
    assert parse_scales("0.7,1,1.4") == (1.0, 0.7, 1.4)
    assert parse_scales(" 1.4, .7 ,") == (1.0, 0.7, 1.4)
    assert parse_scales("") == parse_scales("1") == (1.0,)
    for wrong in ("0.7;1", "one", "0", "-1", "9", "nan", "inf"):
        with pytest.raises(InputError, match="SCALES"):
            parse_scales(wrong)


def test_a_scaled_grid_covers_the_same_ground(picture):
    with rasterio.open(picture) as dataset:
        grid = Grid.of(dataset)
    for scale in (0.7, 1.4, 0.33):
        scaled = scaled_grid(grid, scale)
        assert scaled.resolution == pytest.approx(grid.resolution / scale)
        left, bottom, right, top = scaled.bounds
        assert (left, top) == (grid.bounds[0], grid.bounds[3])
        assert 0 <= right - grid.bounds[2] < scaled.pixel_width
        assert 0 <= grid.bounds[1] - bottom < scaled.pixel_height


def test_one_scale_is_the_plain_heatmap(tmp_path, picture, model):
    network = Network(model, "cpu")
    with rasterio.open(picture) as dataset:
        grid = Grid.of(dataset)
    with ChannelStack(network.card.channels, RasterSource(picture), grid) as stack:
        predict_heatmap(network, stack, tmp_path / "plain.tif")
    with rasterio.open(tmp_path / "plain.tif") as dataset:
        plain = dataset.read(1)
    np.testing.assert_array_equal(run(picture, model, tmp_path / "h.tif", (1.0,)), plain)


def test_the_mean_is_that_of_the_logits_of_each_scale(tmp_path, picture, model):
    """Each scale predicted by itself, warped back by rasterio, and averaged by hand."""
    mean = run(picture, model, tmp_path / "h.tif")
    network = Network(model, "cpu")
    with rasterio.open(picture) as dataset:
        grid = Grid.of(dataset)
    logits = []
    for scale in SCALES:
        scaled = scaled_grid(grid, scale)
        with ChannelStack(network.card.channels, RasterSource(picture), scaled) as stack:
            predict_heatmap(network, stack, tmp_path / "one.tif")
        back = np.full(grid.shape, np.nan, np.float32)
        with rasterio.open(tmp_path / "one.tif") as dataset:
            reproject(
                rasterio.band(dataset, 1),
                back,
                dst_transform=grid.transform,
                dst_crs=grid.crs,
                dst_nodata=np.nan,
                resampling=Resampling.bilinear,
            )
        logits.append(special.logit(np.clip(back, 1e-4, 1 - 1e-4)))
    expected = special.expit(np.mean(logits, 0))
    inner = slice(3, -3), slice(3, -3)
    np.testing.assert_allclose(mean[inner], expected[inner], atol=0.01)
    plain = run(picture, model, tmp_path / "p.tif", (1.0,))
    assert np.abs(mean - plain)[inner].mean() > 0.02


def test_neither_tiles_nor_extent_change_it(tmp_path, picture, model):
    whole = run(picture, model, tmp_path / "a.tif")
    tiles = run(picture, model, tmp_path / "b.tif", tile_size=40)
    np.testing.assert_array_equal(tiles, whole)
    part = run(picture, model, tmp_path / "c.tif", region=(31, 17, 60, 70))
    np.testing.assert_array_equal(part, whole[17:87, 31:91])


def test_no_data_stay_where_they_are(tmp_path, model):
    image = make_picture(tmp_path / "i.tif", nodata=0)
    with rasterio.open(image, "r+") as dataset:
        bands = dataset.read()
        bands[:, 40:60, 50:90] = 0
        dataset.write(bands)
    plain = run(image, model, tmp_path / "p.tif", (1.0,))
    mean = run(image, model, tmp_path / "h.tif")
    np.testing.assert_array_equal(mean == -9999, plain == -9999)
    assert (mean[mean != -9999] >= 0).all() and (mean <= 1).all()


def test_a_scale_without_data_does_not_count(monkeypatch):
    """Nor one that did not look; the first decides where there is anything."""
    pixels = np.float32([[0.5, 0.9, np.nan], [0.5, 0.9, 0.0], [np.nan, 0.9, 0.9], [0.0, 0.9, 0.9]])
    monkeypatch.setattr(scales, "read_at_scale", lambda one, *_: pixels.T[one][None, None])
    mean, spread = scales.mean_over_scales([0, 1, 2], [1, 0.7, 1.4], (0, 0, 4, 1), 0, 1)
    logit = np.log(0.9 / 0.1) / 2  # of 0.5 it is 0
    expected = [1 / (1 + np.exp(-logit))] * 2 + [np.nan, 0]
    np.testing.assert_allclose(mean[0], expected, atol=1e-6)
    np.testing.assert_allclose(spread[0], [0.2, 0.2, np.nan, 0], atol=1e-6)


def test_uncertainty_is_the_spread_over_scales_and_views(tmp_path):
    """A model of single pixels sees a smooth image alike at every scale and in every view."""
    weights = np.zeros((1, 3, 9, 9), np.float32)
    weights[:, :, 4, 4] = 0.4
    model = make_model(tmp_path / "m.onnx", weights=weights)
    rng = np.random.default_rng(3)
    smooth = ndimage.gaussian_filter(rng.normal(size=(3, 120, 140)), (0, 14, 14))
    image = write_raster(tmp_path / "i.tif", (100 + 400 * smooth).astype(np.float32))
    spread = tmp_path / "s.tif"
    mean = run(image, model, tmp_path / "h.tif", uncertainty=spread)
    plain = run(image, model, tmp_path / "p.tif", (1.0,))
    inner = slice(5, -5), slice(5, -5)
    np.testing.assert_allclose(mean[inner], plain[inner], atol=0.01)
    with rasterio.open(spread) as dataset:
        assert dataset.read(1)[inner].max() < 0.01
    rough = make_picture(tmp_path / "r.tif")
    run(rough, make_model(tmp_path / "n.onnx"), tmp_path / "h2.tif", uncertainty=spread)
    with rasterio.open(spread) as dataset:
        assert dataset.read(1)[inner].mean() > 0.02


def test_cancel_leaves_nothing(tmp_path, picture, model):
    class Stop(Feedback):
        def __init__(self):
            self.looks = 0

        def is_cancelled(self):
            self.looks += 1
            return self.looks > 2

    with pytest.raises(Cancelled):
        run(picture, model, tmp_path / "h.tif", feedback=Stop())
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("h")]
