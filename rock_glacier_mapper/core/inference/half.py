"""Half precision: conversion of a model for GPUs, and how far its probability may move."""

from __future__ import annotations

import numpy as np

from ..translation import tr
from .providers import first_line, new_session

#: Largest difference of the probability that half precision may make. Measured: 0.0005 for the
#: shipped compact network, 0.03 for DeepLabv3+ with Xception-71 and random weights.
HALF_TOLERANCE = 0.05


def half_precision(model):
    """A model (``onnx.ModelProto``) with weights and arithmetic in half precision.

    Input and output stay float32. Batch normalisation is folded into the convolutions first where
    ``onnxscript`` is installed, which halves the error.

    Raises:
        ImportError: ``onnx`` is not installed.
    """
    from onnxruntime.transformers import float16
    from onnxruntime.transformers.onnx_model import OnnxModel

    try:
        from onnxscript import optimizer
    except ImportError:
        pass
    else:
        model = optimizer.optimize(model)
    _unshare_scales(model)
    model = float16.convert_float_to_float16(model, keep_io_types=True)
    OnnxModel(model).topological_sort()
    return model


def half_session(path: str, provider: str, threads: int) -> tuple[object | None, str]:
    """A session of a model in half precision, or None and why there is none.

    Args:
        path: of a model in single precision.
        provider, threads: see :func:`.providers.new_session`.
    """
    try:
        import onnx

        model = half_precision(onnx.load(path)).SerializeToString()
        return new_session(model, provider, threads), ""
    except ImportError as error:
        return None, tr("that needs the Python package onnx ({reason})").format(
            reason=first_line(error)
        )
    except Exception as error:
        return None, tr("that failed ({reason})").format(reason=first_line(error))


def _unshare_scales(model) -> None:
    """Give each Resize its own scales; the converter to half precision trips over shared ones."""
    shared = {tensor.name: tensor for tensor in model.graph.initializer}
    for n, node in enumerate(model.graph.node):
        if node.op_type == "Resize" and len(node.input) > 2 and node.input[2] in shared:
            own = model.graph.initializer.add()
            own.CopyFrom(shared[node.input[2]])
            own.name = node.input[2] = f"{own.name}.{n}"


def noise_image(seed: int, size: tuple[int, int, int, int]) -> np.ndarray:
    """Noise with grains of 1 to 64 pixels: trained networks answer it with all probabilities.

    Args:
        seed: of the noise.
        size: (N, C, H, W).

    Returns:
        float32 of that shape, as a network's scaled input.
    """
    rng = np.random.default_rng(seed)
    height, width = size[2:]
    image = np.zeros(size, np.float32)
    for grain in (1, 4, 16, 64):
        coarse = rng.normal(0, 0.5, (*size[:2], -(-height // grain), -(-width // grain)))
        image += np.kron(coarse, np.ones((grain, grain)))[:, :, :height, :width]
    return image
