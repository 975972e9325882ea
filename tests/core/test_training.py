"""The network, its training data, its figures and its export."""

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine
from conftest import UTM32, make_picture, write_raster
from scipy import special

from rock_glacier_mapper.core.channels import ChannelStack, make_channel
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import predict_heatmap
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.model_card import ModelCard
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.training.augmentation import augment, random_crop
from rock_glacier_mapper.core.training.export import export_onnx
from rock_glacier_mapper.core.training.fitting import FitSettings, fit, score, segmentation_loss
from rock_glacier_mapper.core.training.metrics import ScoreHistogram, fit_temperature
from rock_glacier_mapper.core.training.network import (
    CompactNet,
    parameter_count,
    receptive_radius,
)
from rock_glacier_mapper.core.training.scenes import (
    IGNORE,
    TrainingScene,
    generated_scene,
    picture_scene,
    raster_scene,
)

RGB = tuple(make_channel(role) for role in ("red", "green", "blue"))
ALL = tuple(make_channel(r) for r in ("red", "nir", "coherence", "slope"))


def blob_scene(seed, channels=3, size=96, missing=()):
    """A bright disc on noise; the disc is the class."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:size, 0:size]
    row, column = rng.integers(size // 4, 3 * size // 4, 2)
    label = ((rows - row) ** 2 + (columns - column) ** 2 < 15**2).astype(np.uint8)
    values = rng.normal(0, 0.5, (channels, size, size)) + 2.0 * label
    return TrainingScene(f"blob {seed}", f"blob {seed}", values.astype(np.float16), label, missing)


def test_network_keeps_the_size_and_is_compact():
    network = CompactNet(8)
    assert 2_000_000 < parameter_count(network) < 5_000_000
    with torch.no_grad():
        assert network.eval()(torch.zeros(2, 8, 48, 80)).shape == (2, 1, 48, 80)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A small network with random weights, its ONNX file and its margin."""
    torch.manual_seed(4)
    network = CompactNet(3, width=8).eval()
    margin = -(-receptive_radius(network, 3, 256) // 16) * 16
    card = ModelCard("random", RGB, 10.0, 2 * margin + 64, margin, 16, temperature=0.7)
    path = tmp_path_factory.mktemp("model") / "random.onnx"
    difference = export_onnx(network, card, path)
    return network, path, margin, difference


def test_exported_model_is_the_trained_one_and_brings_its_card(exported):
    network, path, margin, difference = exported
    assert difference < 1e-4
    loaded = Network(path, "cpu")
    assert loaded.card.margin == margin and loaded.card.channels == RGB
    image = np.random.default_rng(0).normal(size=(1, 3, 112, 208)).astype(np.float32)
    with torch.no_grad():
        expected = special.expit(network(torch.from_numpy(image)).numpy()[:, 0] / 0.7)
    np.testing.assert_allclose(loaded.probability(image), expected, atol=1e-5)
    assert [p.name for p in path.parent.iterdir()] == ["random.onnx"]


def test_deepness_keys_are_written(exported):
    import json

    import onnx

    properties = {p.key: json.loads(p.value) for p in onnx.load(exported[1]).metadata_props}
    assert properties["model_type"] == "Segmentor" and properties["resolution"] == 1000
    assert properties["class_names"] == {"0": "background", "1": "rock glacier"}


def test_tiled_heatmap_of_the_real_architecture_equals_the_untiled(exported, tmp_path):
    """The stated margin is enough: with strides, dilations and upsampling the tiles fit."""
    _, path, margin, _ = exported
    image = make_picture(tmp_path / "i.tif", height=333, width=610)
    network = Network(path, "cpu")
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)
    heatmaps = {}
    for tile in (2 * margin + 32, 2048):
        with ChannelStack(RGB, RasterSource(image), grid) as stack:
            predict_heatmap(network, stack, tmp_path / f"{tile}.tif", tile_size=tile)
        with rasterio.open(tmp_path / f"{tile}.tif") as dataset:
            heatmaps[tile] = dataset.read(1)
    one, other = heatmaps.values()
    np.testing.assert_allclose(one, other, atol=1e-5)
    assert one.std() > 1e-3


def test_receptive_radius_of_a_plain_convolution_is_known():
    class Plain(torch.nn.Sequential):
        pass

    network = Plain(
        torch.nn.Conv2d(1, 1, 9, padding=4), torch.nn.Conv2d(1, 1, 3, padding=2, dilation=2)
    )
    assert receptive_radius(network, 1, 64) == 6
    with pytest.raises(ValueError, match="larger"):
        receptive_radius(torch.nn.Conv2d(1, 1, 61, padding=30), 1, 32)


def test_crops_keep_image_and_label_together_and_pad_with_ignore():
    scene = blob_scene(1, size=40)
    scene.values[0] = scene.label * 3
    rng = np.random.default_rng(0)
    for positive in (True, False):
        for _ in range(20):
            values, label = random_crop(scene, 64, rng, positive)
            known = label != IGNORE
            assert known.sum() == 1600
            np.testing.assert_array_equal(values[0][known], 3 * (label[known] == 1))
            assert (values[:, ~known] == 0).all()
    values, label = random_crop(blob_scene(2, size=300), 64, rng, True)
    assert (label == 1).any() and (label != IGNORE).all()


def test_augmentation_moves_image_and_label_alike():
    """A channel that copies the label still does so after any turn, flip and zoom."""
    channels = (make_channel("slope"),)
    scene = blob_scene(3)
    rng = np.random.default_rng(2)
    changed = 0
    for _ in range(40):
        values = (scene.label[None] * 2.0).astype(np.float32)
        moved, label = augment(values, scene.label.copy(), channels, rng)
        known = label != IGNORE
        if moved.any():
            agree = (moved[0][known] > 1) == (label[known] == 1)
            assert agree.mean() > 0.98
        changed += not np.array_equal(label, scene.label)
    assert changed > 20


def test_channels_are_dropped_as_groups_and_colours_stay():
    rng = np.random.default_rng(3)
    values = np.ones((4, 32, 32), np.float32)
    seen = set()
    for _ in range(200):
        got, _ = augment(values.copy(), np.zeros((32, 32), np.uint8), ALL, rng)
        seen.add(tuple(bool(band.any()) for band in got))
    assert all(kept[0] for kept in seen)
    assert (True, False, False, False) in seen and (True, True, True, True) in seen


def test_missing_channels_stay_missing_under_augmentation():
    values = np.ones((3, 32, 32), np.float32)
    values[1] = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        got, _ = augment(values.copy(), np.zeros((32, 32), np.uint8), RGB, rng)
        assert not got[1].any()


def test_ignored_pixels_do_not_train():
    logits = torch.randn(1, 1, 8, 8)
    label = torch.zeros(1, 8, 8, dtype=torch.long)
    label[:, 4:] = IGNORE
    other = logits.clone()
    other[:, :, 4:] += 100
    assert segmentation_loss(logits, label) == segmentation_loss(other, label)


def small_fit(seed, steps=60):
    torch.manual_seed(seed)
    scenes = [blob_scene(n) for n in range(4)]
    settings = FitSettings(steps=steps, batch=4, size=64, seed=seed, half_precision=False)
    return fit(CompactNet(3, width=8), scenes, RGB, settings)


def test_training_learns_and_repeats_itself_with_a_seed():
    torch.set_num_threads(1)
    network = small_fit(1)
    histogram = score(network, [blob_scene(100), blob_scene(101)])
    assert histogram.average_precision() > 0.9 > 0.2 > histogram.base_rate()
    one, other = small_fit(2, steps=4).state_dict(), small_fit(2, steps=4).state_dict()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_training_without_a_rock_glacier_is_refused():
    scene = blob_scene(1)
    scene.label[:] = 0
    with pytest.raises(InputError, match="no rock glacier"):
        fit(CompactNet(3, width=8), [scene], RGB, FitSettings(steps=1))


def test_figures_equal_a_direct_count():
    rng = np.random.default_rng(0)
    label = rng.integers(0, 2, 4000).astype(np.uint8)
    probability = np.clip(rng.normal(0.35 + 0.3 * label, 0.2), 0, 0.9999)
    probability = np.floor(probability * 1000) / 1000 + 1e-4
    histogram = ScoreHistogram()
    histogram.add(np.append(probability, 0.7), np.append(label, IGNORE).astype(np.uint8))
    said = probability >= 0.5
    hits, false, lost = (
        (said & (label == 1)).sum(),
        (said & (label == 0)).sum(),
        (~said & (label == 1)).sum(),
    )
    figures = histogram.at(0.5)
    assert figures["precision"] == pytest.approx(hits / (hits + false), abs=1e-4)
    assert figures["recall"] == pytest.approx(hits / (hits + lost), abs=1e-4)
    assert figures["iou"] == pytest.approx(hits / (hits + false + lost), abs=1e-4)
    order = np.argsort(-probability, kind="stable")
    ranked = label[order]
    precision = np.cumsum(ranked) / np.arange(1, ranked.size + 1)
    direct = (precision * ranked).sum() / ranked.sum()
    assert histogram.average_precision() == pytest.approx(direct, abs=3e-3)
    assert histogram.base_rate() == pytest.approx(label.mean(), abs=1e-9)


def test_temperature_undoes_overconfidence():
    """Labels drawn with the true probability, logits three times too large: temperature 3."""
    rng = np.random.default_rng(1)
    logit = rng.normal(0, 1.2, 200_000)
    label = (rng.random(logit.size) < special.expit(logit)).astype(np.uint8)
    histogram = ScoreHistogram()
    histogram.add(special.expit(3 * logit), label)
    assert fit_temperature(histogram) == pytest.approx(3, rel=0.05)
    calibrated = ScoreHistogram()
    calibrated.add(special.expit(logit), label)
    assert calibrated.calibration_error() < 0.01 < 0.1 < histogram.calibration_error()


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
