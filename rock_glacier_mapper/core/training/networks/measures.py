"""How large a network is, and how far it sees."""

from __future__ import annotations

import copy

import torch
from torch import nn

from .compact import STRIDE


def parameter_count(network: nn.Module) -> int:
    """Number of trainable parameters."""
    return sum(p.numel() for p in network.parameters() if p.requires_grad)


@torch.no_grad()
def receptive_radius(
    network: nn.Module, channels: int, reach: int = 512, stride: int = STRIDE
) -> int:
    """How far, in pixels, an input pixel can influence the output, found by trying.

    A value is changed at every position of one stride cell in the middle of an image, and the
    farthest output that changes is looked for. The weights are made positive for that, so that
    nothing cancels.

    Args:
        network: a fully convolutional network without image-level pooling.
        channels: of its input.
        reach: half side of the image tried; must exceed the answer.
        stride: windows are multiples of it.

    Raises:
        ValueError: the field is larger than ``reach``.
    """
    net = copy.deepcopy(network).eval().double()
    for name, parameter in net.named_parameters():
        parameter.data = torch.full_like(parameter, 0.05 if name.endswith("weight") else 0.01)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.fill_(1)
            module.running_mean.zero_()
            module.running_var.fill_(1)
    size = 2 * reach // stride * stride
    middle = size // 2
    blank = torch.ones(1, channels, size, size, dtype=torch.float64)
    before = net(blank)
    radius = 0
    for offset in (0, stride // 2 - 1, stride - 1):
        touched = blank.clone()
        touched[:, :, middle + offset, middle + offset] += 1
        changed = ((net(touched) - before).abs() > 0)[0, 0].nonzero()
        radius = max(radius, int((changed - (middle + offset)).abs().max()))
    if radius >= reach - stride:
        raise ValueError(f"The receptive field is larger than {reach} pixels.")
    return radius
