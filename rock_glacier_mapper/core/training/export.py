"""Export of a trained network to ONNX with its model card, checked against what it was made from.

Three kinds of files: the model itself, whose initializers keep the names of the PyTorch parameters,
so that training can start from the file; a half-precision variant for GPUs; and a variant that is
right in the QGIS plugin Deepness.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..channels import Channel, Scaling, Statistics
from ..errors import InputError, RockGlacierError
from ..files import whole_file
from ..inference import Network
from ..inference.half import HALF_TOLERANCE, half_precision, noise_image
from ..model_card import DEEPNESS_ROLES, DEEPNESS_SCALE, ModelCard
from ..translation import tr

#: Largest difference of the probability between PyTorch and ONNX Runtime that is accepted.
TOLERANCE = 1e-4
#: Side of the regular grid of pixels from which the Deepness variant takes its statistics.
_SAMPLES = 256


def export_onnx(network: torch.nn.Module, card: ModelCard, path: str | os.PathLike) -> float:
    """Write one ONNX file (opset 18, dynamic batch, height and width), whole or not at all.

    Constants are folded, but batch normalisation is left as it is: ONNX Runtime folds it into the
    convolutions when it loads the file, and every parameter and running statistic keeps its name
    of ``network.state_dict()``.

    Returns:
        The largest difference of the probability between ONNX Runtime and PyTorch on random
        images of two sizes; it is written into the card as ``export_difference``.

    Raises:
        RockGlacierError: that difference is above :data:`TOLERANCE`.
    """
    network = network.cpu().float().eval().to(memory_format=torch.contiguous_format)
    model = _to_onnx(network, card)

    @torch.no_grad()
    def trained(image: np.ndarray) -> np.ndarray:
        logits = network(torch.from_numpy(image))[:, 0] / card.temperature
        return torch.sigmoid(logits).numpy()

    with whole_file(path) as temporary:
        _save(model, card, temporary)
        difference = _difference(trained, card, temporary)
        if not difference <= TOLERANCE:
            raise RockGlacierError(
                tr(
                    "The exported model differs from the trained one by {difference:.1e} in "
                    "probability; at most {tolerance:.0e} is accepted. It was not written."
                ).format(difference=difference, tolerance=TOLERANCE)
            )
        _save(model, replace(card, export_difference=difference), temporary)
    return difference


def export_half(source: str | os.PathLike, path: str | os.PathLike) -> float:
    """Write a variant with weights and arithmetic in half precision, for GPUs.

    Input and output stay float32, and the card is that of ``source`` with ``precision`` set. Batch
    normalisation is folded into the convolutions first, which halves the error, so training cannot
    start from this file. On a processor it is no faster than the model itself.

    Args:
        source: a model of :func:`export_onnx`.

    Returns:
        The largest difference of the probability to ``source`` on random images, as ONNX Runtime
        computes both on the processor; it is written into the card.

    Raises:
        RockGlacierError: that difference is above :data:`..inference.half.HALF_TOLERANCE`.
    """
    import onnx

    full = Network(source, "cpu")
    model = half_precision(onnx.load(str(source)))
    card = replace(full.card, precision="float16")
    with whole_file(path) as temporary:
        _save(model, card, temporary)
        difference = _difference(full.probability, card, temporary)
        if not difference <= HALF_TOLERANCE:
            raise RockGlacierError(
                tr(
                    "In half precision the model differs by {difference:.2g} in probability; "
                    "at most {half_tolerance} is accepted. It was not written."
                ).format(difference=difference, half_tolerance=HALF_TOLERANCE)
            )
        _save(model, replace(card, export_difference=difference), temporary)
    return difference


def export_deepness(
    source: str | os.PathLike,
    path: str | os.PathLike,
    roles: tuple[str, ...] = DEEPNESS_ROLES[:3],
    tile_size: int | None = None,
    statistics: Mapping[str, Statistics] | None = None,
) -> None:
    """Write a variant that gives the probability in the QGIS plugin Deepness.

    Deepness (0.6) feeds the bands of one image, in their order, as numbers / 255 in square tiles
    of one fixed size, fills up with zeros, and expects a probability. So this file has a fixed
    size, a batch of one, takes red, green and blue (and near infrared when asked for), and does
    inside what this plugin does outside: it scales the bands, takes all other channels as missing,
    and ends with the temperature and a sigmoid. Where all bands are zero the probability is 0.

    A channel that is scaled by its scene needs the scene's median and percentiles. With
    ``statistics`` they are written into the file, which is then for that scene, and right: the
    probability is that of :func:`..heatmap.predict_heatmap`. Without, each *tile* is scaled by its
    own pixels that are not all zero, on a regular grid of up to 256 x 256 of them. That is right
    for a tile that holds the whole scene and a rough stand-in for others: on a Landsat scene of
    Everest and an aerial image of the Alps, mapped areas overlapped those of the heatmap with an
    IoU of about 0.5 in tiles of 512 pixels.

    In our own plugin such a file can be used as any model made for Deepness.

    Args:
        source: a model of :func:`export_onnx`.
        roles: channels to feed, in the order of the image's bands.
        tile_size: side of a tile in pixels, a multiple of the model's stride; the model's own
            when None. Larger ones need less overlap and know more of the scene.
        statistics: by role, in the image's own numbers, as :func:`..channels.scene_statistics`
            gives them.

    Raises:
        InputError: the model lacks one of the roles or needs another channel, or the tile size
            does not fit the model.
    """
    import onnx

    card = Network(source, "cpu").card
    size = tile_size or card.tile_size
    offered = {channel.role: channel for channel in card.channels if channel.source == "optical"}
    needed = [c.role for c in card.channels if c.required and c.role not in roles]
    if not roles or set(roles) - set(offered) or needed:
        raise InputError(
            tr(
                "The model has the optical channels {offered}, of which it needs at least "
                "{needed}; {roles} cannot be fed by Deepness."
            ).format(
                offered=", ".join(offered),
                needed=", ".join(needed) or tr("one"),
                roles=", ".join(roles),
            )
        )
    if size % card.stride or not 2 * card.margin < size <= 4096:
        raise InputError(
            tr(
                "The tile size for Deepness must be a multiple of {stride} above {margin} "
                "and at most 4096, not {size}."
            ).format(stride=card.stride, margin=2 * card.margin, size=size)
        )
    model = onnx.load(str(source))
    channels = [_fixed(offered[role], (statistics or {}).get(role)) for role in roles]
    _wrap_for_deepness(model, card, channels, size)
    origin = {
        "name": card.name,
        "sha256": hashlib.sha256(Path(source).read_bytes()).hexdigest(),
        "bands": list(roles),
        "licence": card.licence,
    }
    metadata = replace(card, tile_size=size).deepness_metadata()
    metadata["rock_glacier_mapper_source"] = json.dumps(origin)
    onnx.helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    with whole_file(path) as temporary:
        onnx.save(model, str(temporary))
        Network(temporary, "cpu").probability(np.zeros((1, len(roles), size, size), np.float32))


def _to_onnx(network: torch.nn.Module, card: ModelCard):
    """The network as ONNX model with folded constants and its parameters by name."""
    from onnxscript import optimizer

    example = torch.zeros(2, len(card.channels), 4 * card.stride, 5 * card.stride)
    dynamic = {
        0: torch.export.Dim("batch", min=1),
        2: card.stride * torch.export.Dim("rows", min=1, max=1024),
        3: card.stride * torch.export.Dim("columns", min=1, max=1024),
    }
    program = torch.onnx.export(
        network,
        (example,),
        input_names=["image"],
        output_names=["logits"],
        dynamic_shapes=(dynamic,),
        opset_version=18,
        dynamo=True,
        verbose=False,
        optimize=False,
    )
    optimizer.fold_constants(program.model)
    optimizer.remove_unused_nodes(program.model)
    return program.model_proto


def _save(model, card: ModelCard, path: Path) -> None:
    import onnx

    onnx.helper.set_model_props(model, card.to_metadata())
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _difference(expected, card: ModelCard, path: Path) -> float:
    """Largest difference of the probability on random images of two sizes, NaN included."""
    exported = Network(path, "cpu")
    worst = []
    for seed, shape in enumerate(((1, 8, 8), (2, 6, 11))):
        size = shape[0], len(card.channels), shape[1] * card.stride, shape[2] * card.stride
        image = noise_image(seed, size)
        worst.append(np.abs(exported.probability(image) - expected(image)).max())
    return float(np.max(worst))


def _fixed(channel: Channel, known: Statistics | None) -> Channel:
    """The channel with the statistics of a scene as its fixed scaling, where it goes by scenes."""
    if known is None or channel.scaling.kind != "scene":
        return channel
    return replace(
        channel, scaling=Scaling("fixed", known.centre, known.spread, channel.scaling.clip)
    )


def _wrap_for_deepness(model, card: ModelCard, fed: list[Channel], size: int) -> None:
    """Put scaling before and the sigmoid after the network, in place."""
    from onnx import TensorProto, helper, numpy_helper

    graph, count = model.graph, len(fed)
    image, logits = graph.input[0].name, graph.output[0].name
    step = -(-size // _SAMPLES)
    samples = (-(-(size - step // 2) // step)) ** 2
    columns = (1, count, 1, 1)
    scalings = [channel.scaling for channel in fed]
    places = {channel.role: n for n, channel in enumerate(fed)}
    values = {
        "scale": np.float32(DEEPNESS_SCALE),
        "zero": np.float32(0),
        "one": np.float32(1),
        "half": np.float32(0.5),
        "nothing": np.float32(-1e30),
        "least": np.float32(1e-6),
        "bands": np.array([1], np.int64),
        "pixels": np.array([2], np.int64),
        "start": np.array([step // 2] * 2, np.int64),
        "end": np.array([size] * 2, np.int64),
        "plane": np.array([2, 3], np.int64),
        "step": np.array([step] * 2, np.int64),
        "flat": np.array([1, count, -1], np.int64),
        "flat_known": np.array([1, 1, -1], np.int64),
        "column": np.array(columns, np.int64),
        "samples": np.array([samples], np.int64),
        # high, middle and low percentile, counted from the largest value
        "ranks": np.tile(np.array([0.159, 0.5, 0.841], np.float32), (1, count, 1)),
        "by_scene": np.array([s.kind == "scene" for s in scalings]).reshape(columns),
        "centre": np.array([s.centre for s in scalings], np.float32).reshape(columns),
        "spread": np.array([s.spread for s in scalings], np.float32).reshape(columns),
        "clip": np.array([s.clip for s in scalings], np.float32).reshape(columns),
        "lowest": np.array([-s.clip for s in scalings], np.float32).reshape(columns),
        "order": np.array([places.get(c.role, count) for c in card.channels], np.int64),
        "temperature": np.float32(card.temperature),
    }
    prefix = "deepness."

    def node(kind: str, inputs: str, outputs: str, **attributes):
        """Names in ``inputs`` and ``outputs`` are ours unless they start with a colon."""
        own = [[n[1:] if n[0] == ":" else prefix + n for n in t.split()] for t in (inputs, outputs)]
        return helper.make_node(kind, *own, name=f"{prefix}{outputs.split()[0]}", **attributes)

    before = [
        node("Mul", ":tile scale", "numbers"),
        node("Abs", "numbers", "sizes"),
        node("ReduceSum", "sizes bands", "brightness"),
        node("Greater", "brightness zero", "known"),
        node("Slice", "numbers start end plane step", "sample"),
        node("Slice", "known start end plane step", "sample_known"),
        node("Where", "sample_known sample nothing", "sample_valid"),
        node("Reshape", "sample_valid flat", "sample_row"),
        node("TopK", "sample_row samples", "sorted sorted_at", axis=2),
        node("Cast", "sample_known", "sample_ones", to=TensorProto.FLOAT),
        node("Reshape", "sample_ones flat_known", "ones_row"),
        node("ReduceSum", "ones_row pixels", "found"),
        node("Sub", "found one", "last"),
        node("Max", "last zero", "last_rank"),
        node("Mul", "last_rank ranks", "at"),
        node("Round", "at", "at_whole"),
        node("Cast", "at_whole", "at_number", to=TensorProto.INT64),
        node("GatherElements", "sorted at_number", "percentiles", axis=2),
        node("Split", "percentiles", "high middle low", axis=2, num_outputs=3),
        node("Sub", "high low", "width"),
        node("Mul", "width half", "half_width"),
        node("Max", "half_width least", "scene_spread_row"),
        node("Reshape", "scene_spread_row column", "scene_spread"),
        node("Reshape", "middle column", "scene_centre"),
        node("Where", "by_scene scene_centre centre", "used_centre"),
        node("Where", "by_scene scene_spread spread", "used_spread"),
        node("Sub", "numbers used_centre", "centred"),
        node("Div", "centred used_spread", "scaled"),
        node("Min", "scaled clip", "clipped_above"),
        node("Max", "clipped_above lowest", "clipped"),
        node("Where", "known clipped zero", "filled"),
        node("Mul", "brightness zero", "missing"),
        node("Concat", "filled missing", "bands_and_missing", axis=1),
        node("Gather", "bands_and_missing order", f":{image}", axis=1),
    ]
    after = [
        node("Div", f":{logits} temperature", "calibrated"),
        node("Sigmoid", "calibrated", "sigmoid"),
        node("Where", "known sigmoid zero", ":probability"),
    ]
    nodes = [*before, *graph.node, *after]
    del graph.node[:], graph.input[:], graph.output[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(value), prefix + name) for name, value in values.items()
    )
    shape = (1, count, size, size)
    graph.input.append(helper.make_tensor_value_info("tile", TensorProto.FLOAT, shape))
    graph.output.append(
        helper.make_tensor_value_info("probability", TensorProto.FLOAT, (1, 1, size, size))
    )
