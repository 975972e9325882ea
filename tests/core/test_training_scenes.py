"""Labelled scenes to train with, and the loss on them."""

import numpy as np
import rasterio
import torch
from affine import Affine
from conftest import UTM32, make_picture, write_raster

from rock_glacier_mapper.core.channels import ChannelStack, make_channel
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.training.fitting import segmentation_loss
from rock_glacier_mapper.core.training.scenes import (
    IGNORE,
    generated_scene,
    picture_scene,
    raster_scene,
)

RGB = tuple(make_channel(role) for role in ("red", "green", "blue"))
ALL = tuple(make_channel(r) for r in ("red", "nir", "coherence", "slope"))


def test_ignored_pixels_do_not_train():
    logits = torch.randn(1, 1, 8, 8)
    label = torch.zeros(1, 8, 8, dtype=torch.long)
    label[:, 4:] = IGNORE
    other = logits.clone()
    other[:, :, 4:] += 100
    assert segmentation_loss(logits, label) == segmentation_loss(other, label)


def test_scenes_look_to_the_network_as_in_mapping(tmp_path):
    """A labelled raster gives the very input that ChannelStack gives when mapping it."""
    image = make_picture(tmp_path / "i.tif", nodata=0)
    with rasterio.open(image, "r+") as dataset:
        bands = dataset.read()
        bands[:, :20] = 0
        dataset.write(bands)
        transform = dataset.transform
    labels = np.zeros((130, 150), np.uint8)
    labels[60:80, 60:80] = 6
    burnt = write_raster(tmp_path / "l.tif", labels, transform)
    within = np.ones((130, 150), np.uint8)
    within[:, 140:] = 0
    known = write_raster(tmp_path / "w.tif", within, transform, nodata=0)
    scene = raster_scene(RGB, image, burnt, "here", within=known)
    assert (scene.label == 1).sum() == 400
    assert (scene.label[:20] == IGNORE).all() and (scene.label[:, 140:] == IGNORE).all()
    with ChannelStack(RGB, RasterSource(image), Grid(UTM32, transform, 150, 130)) as stack:
        expected = stack.scaled(stack.read(0, 0, 150, 130))
    np.testing.assert_allclose(scene.values, expected, atol=2e-3)


def test_generated_and_picture_scenes(tmp_path):
    scene = generated_scene((*ALL, make_channel("tpi_100m")), 12, 256)
    assert scene.values.shape == (5, 256, 256) and scene.values.dtype == np.float16
    assert 0.002 < (scene.label == 1).mean() < 0.2
    assert np.abs(scene.values).max() <= 4 and (scene.values.std(axis=(1, 2)) > 0.05).all()
    image = write_raster(
        tmp_path / "p.png.tif",
        np.random.default_rng(0).integers(9, 99, (3, 32, 32), np.uint8),
        Affine(1, 0, 0, 0, -1, 32),
    )
    picture = picture_scene(ALL, image, None, "x")
    assert set(picture.missing) == {"nir", "coherence", "slope"} and not picture.label.any()
