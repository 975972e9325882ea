"""DeepLabv3+ with Xception-71, the network of TPRoGI and of Hu et al. (2023).

Encoder, atrous spatial pyramid pooling and decoder as in Chen et al. (2018, ECCV) and the
TensorFlow code of its authors, with separable convolutions throughout and one class.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .xception71 import ConvNorm, SeparableConv, Xception71

#: Rates of the pyramid by output stride.
RATES = {16: (6, 12, 18), 8: (12, 24, 36)}
#: Of the batch normalisation outside the backbone.
HEAD_EPSILON = 1e-5
_DEPTH = 256
_LOW_LEVEL_DEPTH = 48
_DROPOUT = 0.1


class AtrousPyramid(nn.Module):
    """Atrous spatial pyramid pooling: one pixel, three rates, and the mean of the image."""

    def __init__(self, inputs: int):
        super().__init__()
        self.pooling = ConvNorm(inputs, _DEPTH, epsilon=HEAD_EPSILON)
        self.pointwise = ConvNorm(inputs, _DEPTH, epsilon=HEAD_EPSILON)
        self.atrous = nn.ModuleList(
            SeparableConv(inputs, _DEPTH, epsilon=HEAD_EPSILON) for _ in RATES[16]
        )
        self.project = ConvNorm(5 * _DEPTH, _DEPTH, epsilon=HEAD_EPSILON)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, 256, H, W)."""
        mean = self.pooling(x.mean((2, 3), keepdim=True)).expand(-1, -1, *x.shape[2:])
        branches = [mean, self.pointwise(x), *(branch(x) for branch in self.atrous)]
        return self.dropout(self.project(torch.cat(branches, 1)))


class DeepLabV3Plus(nn.Module):
    """DeepLabv3+ with 43 472 697 parameters for 3 input channels.

    The mean of the image enters the result, so the logits depend on the window. Training needs at
    least two images a step, because that mean is normalised over the batch.

    Args:
        channels: of the input.
        output_stride: 16 as the papers train, or 8 as they predict.
    """

    def __init__(self, channels: int, output_stride: int = 16):
        super().__init__()
        self.backbone = Xception71(channels, output_stride)
        self.pyramid = AtrousPyramid(Xception71.feature_channels)
        self.low_level = ConvNorm(
            Xception71.low_level_channels, _LOW_LEVEL_DEPTH, epsilon=HEAD_EPSILON
        )
        self.decoder = nn.Sequential(
            SeparableConv(_DEPTH + _LOW_LEVEL_DEPTH, _DEPTH, epsilon=HEAD_EPSILON),
            SeparableConv(_DEPTH, _DEPTH, epsilon=HEAD_EPSILON),
        )
        self.logits = nn.Conv2d(_DEPTH, 1, 1)
        nn.init.normal_(self.logits.weight, std=0.01)
        nn.init.zeros_(self.logits.bias)
        self.set_output_stride(output_stride)

    def set_output_stride(self, output_stride: int) -> None:
        """Choose 8 (finer, about three times the work) or 16; the weights stay.

        Raises:
            ValueError: neither 8 nor 16.
        """
        self.backbone.set_output_stride(output_stride)
        for branch, rate in zip(self.pyramid.atrous, RATES[output_stride]):
            branch.set_sampling(1, rate)
        self.output_stride = output_stride

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """Logits of the class.

        Args:
            image: (N, channels, H, W), H and W multiples of 16.

        Returns:
            (N, 1, H, W).
        """
        low_level, feature = self.backbone(image)
        coarse = enlarge(self.pyramid(feature), self.output_stride // 4)
        return enlarge(
            self.logits(self.decoder(torch.cat([coarse, self.low_level(low_level)], 1))), 4
        )


def enlarge(x: torch.Tensor, factor: int) -> torch.Tensor:
    """Bilinear enlargement that puts the pixel ``i`` onto the pixel ``factor * i``.

    That is where symmetric padding has it, and what TensorFlow's resizing with aligned corners
    does for DeepLab's own image sizes, multiples of 16 plus 1. Here the last row and column are
    repeated, and what comes of the repetition is cut off again.

    Args:
        x: (N, C, H, W).
        factor: whole number.

    Returns:
        (N, C, factor * H, factor * W).
    """
    height, width = x.shape[2:]
    x = functional.pad(x, (0, 1, 0, 1), mode="replicate")
    size = (factor * height + 1, factor * width + 1)
    return functional.interpolate(x, size, mode="bilinear", align_corners=True)[:, :, :-1, :-1]
