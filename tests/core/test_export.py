"""Exported models: the trained network in other clothes, in this plugin and in Deepness."""

import json

import numpy as np
import onnx
import pytest
import rasterio
import torch
from conftest import make_model, make_picture, write_raster
from onnx import TensorProto, helper, numpy_helper
from scipy import ndimage, special

from rock_glacier_mapper.core.channels import ChannelStack, make_channel, scene_statistics
from rock_glacier_mapper.core.errors import InputError, RockGlacierError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import predict_heatmap
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.model_card import METADATA_KEY, ModelCard
from rock_glacier_mapper.core.paths import default_model
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.training import export
from rock_glacier_mapper.core.training.export import export_deepness, export_half, export_onnx
from rock_glacier_mapper.core.training.networks import CompactNet, architecture_named

RGB = tuple(make_channel(role) for role in ("red", "green", "blue"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A small network with random weights, its ONNX file and its margin."""
    torch.manual_seed(4)
    network = CompactNet(3, width=8).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
    margin = architecture_named("compact").margin
    card = ModelCard("random", RGB, 10.0, 2 * margin + 64, margin, 16, temperature=0.7)
    path = tmp_path_factory.mktemp("model") / "random.onnx"
    difference = export_onnx(network, card, path)
    return network, path, margin, difference


def metadata(path):
    return {entry.key: entry.value for entry in onnx.load(str(path)).metadata_props}


def test_exported_model_is_the_trained_one_and_brings_its_card(exported):
    network, path, margin, difference = exported
    loaded = Network(path, "cpu")
    assert loaded.card.margin == margin and loaded.card.channels == RGB
    assert loaded.card.export_difference == difference < 1e-4
    for batch, height, width in ((1, 112, 208), (2, 16, 400)):
        image = np.random.default_rng(0).normal(size=(batch, 3, height, width)).astype(np.float32)
        with torch.no_grad():
            expected = special.expit(network(torch.from_numpy(image)).numpy()[:, 0] / 0.7)
        np.testing.assert_allclose(loaded.probability(image), expected, atol=1e-5)
    assert [p.name for p in path.parent.iterdir()] == ["random.onnx"]


def test_every_parameter_and_statistic_is_in_the_file_by_its_name(exported):
    network, path, _, _ = exported
    tensors = {t.name: t for t in onnx.load(str(path)).graph.initializer}
    for name, value in network.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            stored = numpy_helper.to_array(tensors[name])
            np.testing.assert_array_equal(stored, value.numpy())


def test_runtime_folds_the_batch_normalisation(exported, tmp_path):
    """What runs has convolutions without normalisation after them, as fast as a folded file."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
    options.log_severity_level = 4
    onnxruntime.InferenceSession(str(exported[1]), options, providers=["CPUExecutionProvider"])
    kinds = {node.op_type for node in onnx.load(options.optimized_model_filepath).graph.node}
    assert "Conv" in kinds and "BatchNormalization" not in kinds and "Expand" not in kinds


def test_a_wrong_export_is_refused_and_leaves_nothing(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "TOLERANCE", 1e-12)
    monkeypatch.setattr(export, "HALF_TOLERANCE", 0.0)
    network = torch.nn.Conv2d(3, 1, 9, padding=4)
    card = ModelCard("wrong", RGB, 10.0, 64, 4, 1)
    with pytest.raises(RockGlacierError, match="not written"):
        export_onnx(network, card, tmp_path / "full.onnx")
    with pytest.raises(RockGlacierError, match="not written"):
        export_half(exported[1], tmp_path / "half.onnx")
    assert not list(tmp_path.iterdir())


def test_tiled_heatmap_of_the_real_architecture_equals_the_untiled(exported, tmp_path):
    """The stated margin is enough: with strides, dilations and upsampling the tiles fit."""
    _, path, margin, _ = exported
    image = make_picture(tmp_path / "i.tif", height=333, width=610)
    one, other = (mapped(path, image, tile) for tile in (2 * margin + 32, 2048))
    np.testing.assert_allclose(one, other, atol=1e-5)
    assert one.std() > 1e-3


def mapped(model, image, tile_size=None):
    """The heatmap of an image, as the plugin makes it."""
    network = Network(model, "cpu")
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)
    with ChannelStack(network.card.channels, RasterSource(image), grid) as stack:
        predict_heatmap(network, stack, f"{image}.heat.tif", tile_size=tile_size)
    with rasterio.open(f"{image}.heat.tif") as dataset:
        return dataset.read(1)


def test_half_precision_of_the_shipped_model_maps_the_same(tmp_path):
    """Structured images, on which the model says everything from no to yes."""
    path = tmp_path / "half.onnx"
    difference = export_half(default_model(), path)
    full, half = Network(default_model(), "cpu"), Network(path, "cpu")
    assert half.card.precision == "float16" and half.card.export_difference == difference
    assert half.card.threshold == full.card.threshold
    assert half.card.channels == full.card.channels
    assert path.stat().st_size < 0.55 * default_model().stat().st_size
    tensors = onnx.load(str(path)).graph.initializer
    assert all(t.data_type != TensorProto.FLOAT for t in tensors if len(t.dims) == 4)
    image = scaled_picture(textured((160, 240)), full.card)
    expected = full.probability(image)
    assert expected.max() > 0.5 and expected.min() < 0.01
    np.testing.assert_allclose(half.probability(image), expected, atol=5e-3)


def textured(size, seed=6):
    """An 8-bit picture (3, H, W) with grains of many sizes and an edge without data."""
    rng = np.random.default_rng(seed)
    picture = sum(
        ndimage.gaussian_filter(rng.normal(size=(3, *size)), (0, grain, grain)) * grain
        for grain in (1, 3, 8, 20)
    )
    picture = np.clip(120 + 45 * picture, 1, 255).astype(np.uint8)
    picture[:, :, :12] = 0
    return picture


def scaled_picture(picture, card):
    """Network input as the method notes define it: median and percentiles of the valid pixels."""
    image = np.zeros((1, len(card.channels), *picture.shape[1:]), np.float32)
    known = picture.any(axis=0)
    roles = [channel.role for channel in card.channels]
    for role, band in zip(("red", "green", "blue"), picture.astype(np.float32)):
        low, middle, high = np.percentile(band[known], (15.9, 50, 84.1))
        scaled = np.clip((band - middle) / ((high - low) / 2), -4, 4)
        image[0, roles.index(role)] = np.where(known, scaled, 0)
    return image


def in_deepness(path, picture):
    """A tile (bands, rows, columns) as Deepness 0.6 prepares it, and what the model answers."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    batch = np.moveaxis(picture, 0, -1)[None]
    batch = np.float32(batch[:, :, :, : given.shape[-3]] * 1.0 / 255.0)
    batch = np.transpose(batch, (0, 3, 1, 2))
    return session.run(None, {given.name: batch})[0]


def test_deepness_keys_are_written(exported):
    keys = metadata(exported[1])
    known = {name: json.loads(keys[name]) for name in keys if name != METADATA_KEY}
    assert known["model_type"] == "Segmentor" and known["resolution"] == 1000
    assert known["class_names"] == {"0": "background", "1": "rock glacier"}
    assert known["tile_size"] == 2 * exported[2] + 64 and known["seg_thresh"] == 0.5


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_deepness_variant_gives_our_heatmap_there(tmp_path, dtype):
    """One tile that is the whole scene, with the shipped model: bands, scaling, sigmoid agree."""
    picture = textured((512, 512)).astype(dtype)
    if dtype is np.uint16:
        picture *= 15
    image = write_raster(tmp_path / "scene.tif", picture)
    expected = mapped(default_model(), image)
    variant = tmp_path / "deepness.onnx"
    export_deepness(default_model(), variant, tile_size=512)
    found = in_deepness(variant, picture)
    assert found.shape == (1, 1, 512, 512)
    known = picture.any(axis=0)
    assert (found[0, 0][~known] == 0).all()
    difference = np.abs(found[0, 0] - expected)[known]
    assert expected[known].max() > 0.5
    assert difference.max() < 0.1 and difference.mean() < 0.005
    keys = metadata(variant)
    card = Network(default_model(), "cpu").card
    assert METADATA_KEY not in keys and json.loads(keys["seg_thresh"]) == card.threshold
    assert json.loads(keys["tile_size"]) == 512


def test_deepness_variant_for_one_scene_is_right_in_every_tile(tmp_path):
    """Its statistics are in the file: a dark tile is not stretched as if it were the scene."""
    picture = textured((512, 512))
    picture[:, :, 256:] //= 3
    image = write_raster(tmp_path / "scene.tif", picture)
    known = scene_statistics(image, {"red": 1, "green": 2, "blue": 3}, True)
    variant = tmp_path / "deepness.onnx"
    export_deepness(default_model(), variant, tile_size=416, statistics=known)
    tile = picture[:, :416, 96:]
    full = Network(default_model(), "cpu")
    expected = full.probability(scaled_picture(picture, full.card)[:, :, :416, 96:])
    np.testing.assert_allclose(in_deepness(variant, tile)[:, 0], expected, atol=1e-4)


def test_deepness_variant_can_be_used_here_as_any_model_for_deepness(tmp_path):
    """Smaller windows than its fixed size are filled up; larger ones are refused.

    The picture lies so that every window that matters holds all of it.
    """
    picture = np.zeros((3, 704, 704), np.uint8)
    picture[:, 252:452, 252:452] = textured((200, 200))
    image = write_raster(tmp_path / "scene.tif", picture)
    variant = tmp_path / "deepness.onnx"
    export_deepness(default_model(), variant, tile_size=704)
    difference = np.abs(mapped(variant, image) - mapped(default_model(), image))
    difference = difference[picture.any(axis=0)]
    assert difference.max() < 0.1 and difference.mean() < 0.005
    with pytest.raises(InputError, match="TILE_SIZE 704 or smaller"):
        Network(variant, "cpu").probability(np.zeros((1, 3, 736, 704), np.float32))


def test_deepness_variant_of_a_model_that_it_cannot_feed(tmp_path):
    model = make_model(tmp_path / "m.onnx", roles=("red", "green", "blue", "coherence"))
    for roles in (("red", "green"), ("red", "green", "blue", "coherence"), ()):
        with pytest.raises(InputError, match="cannot be fed"):
            export_deepness(model, tmp_path / "out.onnx", roles)
    with pytest.raises(InputError, match="tile size"):
        export_deepness(model, tmp_path / "out.onnx", tile_size=8)
    assert not (tmp_path / "out.onnx").exists()


def deepness_model(path, classes=1, bands=3, size="s", activation=True, **keys):
    """A model as others make it: weighs the bands, then sigmoid, or softmax over two classes."""
    weights = np.zeros((classes, bands, 1, 1), np.float32)
    weights[-1, :, 0, 0] = np.arange(1, bands + 1)
    last = helper.make_node("Sigmoid", ["a"], ["out"])
    if classes > 1:
        last = helper.make_node("Softmax", ["a"], ["out"], axis=1)
    if not activation:
        last = helper.make_node("Identity", ["a"], ["out"])
    graph = helper.make_graph(
        [helper.make_node("Conv", ["in", "w"], ["a"], kernel_shape=[1, 1]), last],
        "other",
        [helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, bands, size, size])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, classes, size, size])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    known = {"model_type": "Segmentor", "resolution": 500, "tiles_overlap": 20, "tile_size": 96}
    helper.set_model_props(model, {k: json.dumps(v) for k, v in {**known, **keys}.items()})
    onnx.save(model, str(path))
    return str(path)


@pytest.mark.parametrize(("classes", "size"), [(1, "s"), (2, 96)])
def test_models_made_for_deepness_are_read(tmp_path, classes, size):
    """Numbers / 255, standardised, weighed: the heatmap follows from the pixels by hand."""
    mean, spread = [0.4, 0.5, 0.3], [0.2, 0.25, 0.5]
    names = {0: "other", 1: "thaw slump"} if classes == 2 else [{0: "thaw slump"}]
    model = deepness_model(
        tmp_path / "m.onnx",
        classes,
        size=size,
        standardization_mean=mean,
        standardization_std=spread,
        class_names=names,
        seg_thresh=0.4,
    )
    card = Network(model, "cpu").card
    assert card.resolution_m == 5 and card.tile_size == 96 and card.margin == 9
    assert card.class_name == "thaw slump" and card.threshold == 0.4
    assert [c.role for c in card.channels] == ["red", "green", "blue"]
    image = make_picture(tmp_path / "i.tif", height=130, width=150)
    with rasterio.open(image) as dataset:
        pixels = dataset.read() / 255
    standard = (pixels - np.reshape(mean, (3, 1, 1))) / np.reshape(spread, (3, 1, 1))
    expected = special.expit(np.tensordot([1.0, 2.0, 3.0], standard, 1))
    np.testing.assert_allclose(mapped(model, image), expected, atol=1e-5)


def test_models_made_for_deepness_that_cannot_be_used_say_why(tmp_path):
    cases = {
        "5 bands": {"bands": 5},
        "3 classes": {"classes": 3},
        "damaged": {"standardization_std": [1.0, 1.0], "standardization_mean": [0, 0, 0]},
        "resolution_m": {"resolution": 0},
        "wrongly": {"standardization_std": [0, 1, 1]},
        "tile_size": {"tile_size": 0},
        "does not say": {"model_type": "Detector"},
    }
    for message, options in cases.items():
        with pytest.raises(InputError, match=message):
            Network(deepness_model(tmp_path / "m.onnx", **options), "cpu")
    network = Network(deepness_model(tmp_path / "m.onnx", activation=False), "cpu")
    with pytest.raises(InputError, match="outside 0 to 1"):
        network.probability(np.full((1, 3, 32, 32), 2, np.float32))


def test_cards_of_version_01_are_still_read_and_impossible_ones_refused():
    card = ModelCard("x", RGB, 10.0, 64, 4, 1, protocol="held-out blocks")
    text = card.to_metadata()
    assert ModelCard.from_metadata(text) == card
    record = json.loads(text[METADATA_KEY])
    for name in ("protocol", "missing_fill", "precision", "output", "export_difference"):
        del record[name]
    old = ModelCard.from_metadata({METADATA_KEY: json.dumps(record)})
    assert (old.missing_fill, old.precision, old.output) == (0, "float32", "logits")
    for name, value in (("missing_fill", 1), ("precision", "int4"), ("output", "classes")):
        wrong = json.dumps({**record, name: value})
        with pytest.raises(InputError, match=name):
            ModelCard.from_metadata({METADATA_KEY: wrong})
