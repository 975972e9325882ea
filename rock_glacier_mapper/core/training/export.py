"""Export of a trained network to ONNX with its model card, checked against PyTorch."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import torch

from ..errors import RockGlacierError
from ..files import whole_file
from ..inference import Network
from ..model_card import ModelCard

#: Largest difference of the probability between PyTorch and ONNX Runtime that is accepted.
TOLERANCE = 1e-4


def export_onnx(network: torch.nn.Module, card: ModelCard, path: str | os.PathLike) -> float:
    """Write one ONNX file (opset 18, dynamic batch, height and width), whole or not at all.

    Returns:
        The largest difference of the probability between ONNX Runtime and PyTorch.

    Raises:
        RockGlacierError: that difference is above :data:`TOLERANCE`.
    """
    import onnx

    network = network.cpu().float().eval().to(memory_format=torch.contiguous_format)
    example = torch.zeros(2, len(card.channels), 4 * card.stride, 5 * card.stride)
    dynamic = {
        0: torch.export.Dim("batch", min=1),
        2: card.stride * torch.export.Dim("rows", min=1, max=1024),
        3: card.stride * torch.export.Dim("columns", min=1, max=1024),
    }
    with whole_file(path) as temporary:
        with tempfile.TemporaryDirectory() as scratch:
            plain = Path(scratch) / "network.onnx"
            torch.onnx.export(
                network,
                (example,),
                str(plain),
                input_names=["image"],
                output_names=["logits"],
                dynamic_shapes=(dynamic,),
                opset_version=18,
                external_data=False,
                dynamo=True,
                verbose=False,
            )
            model = onnx.load(str(plain))
        onnx.helper.set_model_props(model, card.to_metadata())
        onnx.checker.check_model(model)
        onnx.save(model, str(temporary))
        difference = _difference(network, card, temporary)
        if difference > TOLERANCE:
            raise RockGlacierError(
                f"The exported model differs from the trained one by {difference:.1e} in "
                f"probability; at most {TOLERANCE:.0e} is accepted. It was not written."
            )
    return difference


@torch.no_grad()
def _difference(network: torch.nn.Module, card: ModelCard, path: Path) -> float:
    exported = Network(path, "cpu")
    worst = 0.0
    for seed, shape in enumerate(((1, 8, 8), (2, 6, 11))):
        size = shape[0], len(card.channels), shape[1] * card.stride, shape[2] * card.stride
        image = np.random.default_rng(seed).normal(size=size).astype(np.float32)
        expected = torch.sigmoid(network(torch.from_numpy(image))[:, 0] / card.temperature)
        worst = max(worst, float(np.abs(exported.probability(image) - expected.numpy()).max()))
    return worst
