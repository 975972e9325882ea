"""Give the first starter model its batch normalisation back, so that it can be trained further.

    git show 022cdb1:models/rock_glacier_starter.onnx > old.onnx
    .venv/bin/python tools/restore_normalisation.py old.onnx restored.safetensors --cache CACHE

Its export had folded each normalisation into the convolution before it. Here each gets the mean
and variance that its input has on crops of the generated training scenes (in ``CACHE``, as ``make
train`` leaves them in build/training), with a weight and a bias that undo them: the network
computes what it computed, and in training the statistics of a batch are about those stored.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import nn

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.training.augmentation import augment, random_crop
from rock_glacier_mapper.core.training.networks import CompactNet
from rock_glacier_mapper.core.training.starter import CHANNELS, TRAINING_SEEDS, generated

_CROPS, _SIZE = 160, 192


def unfolded(path: str) -> tuple[nn.Module, dict[str, np.ndarray]]:
    """The network with the folded weights and neutral normalisation, and the biases by layer."""
    tensors = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    network = CompactNet(len(CHANNELS)).eval()
    state = network.state_dict()
    biases = {}
    for name in state:
        if name.endswith(".0.weight") or name.startswith("logits."):
            state[name] = torch.from_numpy(tensors[name].copy())
            if f"{name}_bias" in tensors:
                biases[f"{name.removesuffix('.0.weight')}.1"] = tensors[f"{name}_bias"]
    network.load_state_dict(state)
    modules = dict(network.named_modules())
    for name, bias in biases.items():
        set_statistics(modules[name], np.zeros_like(bias), np.ones_like(bias), bias)
    return network, biases


def set_statistics(norm: nn.BatchNorm2d, mean, variance, bias) -> None:
    """Statistics of the input, and the weight and bias that give ``input + bias`` with them."""
    norm.running_mean.copy_(torch.as_tensor(mean))
    norm.running_var.copy_(torch.as_tensor(variance))
    norm.weight.data.copy_(torch.sqrt(norm.running_var + norm.eps))
    norm.bias.data.copy_(torch.as_tensor(bias) + norm.running_mean)


@torch.no_grad()
def main() -> None:
    """Restore, check and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--cache", type=Path, default=Path("build/training"))
    given = parser.parse_args()
    network, biases = unfolded(given.source)
    scenes = generated(range(TRAINING_SEEDS, TRAINING_SEEDS + 40), given.cache, 512, 1)
    rng = np.random.default_rng(1)
    crops = []
    for number in range(_CROPS):
        values, label = random_crop(scenes[number % len(scenes)], _SIZE, rng, number % 2 == 0)
        crops.append(augment(values, label, CHANNELS, rng)[0])
    batches = torch.from_numpy(np.stack(crops)).split(8)
    sums = {name: [] for name in biases}
    modules = dict(network.named_modules())
    for name in biases:
        modules[name].register_forward_pre_hook(
            lambda _module, inputs, name=name: sums[name].append(
                (inputs[0].mean((0, 2, 3)), (inputs[0] ** 2).mean((0, 2, 3)))
            )
        )
    before = [network(batch) for batch in batches]
    for name, bias in biases.items():
        mean, square = (torch.stack(part).mean(0) for part in zip(*sums[name]))
        set_statistics(modules[name], mean, square - mean**2, bias)
    difference = max(float((network(b) - old).abs().max()) for b, old in zip(batches, before))
    print(f"largest difference of the logits: {difference:.1e}")
    network.train()
    trained = torch.cat([network(batch) for batch in batches[:4]])
    agreement = np.corrcoef(trained.flatten(), torch.cat(before[:4]).flatten())[0, 1]
    print(f"correlation of the logits in training mode with those before: {agreement:.3f}")
    network.eval()
    save_file(
        {k: v.contiguous() for k, v in network.state_dict().items() if v.is_floating_point()},
        given.output,
    )


if __name__ == "__main__":
    main()
