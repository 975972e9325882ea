"""The compact network: a residual encoder, atrous spatial pyramid pooling, a light decoder.

In the manner of DeepLabv3+ (Chen et al. 2018, ECCV) and U-Net (Ronneberger et al. 2015, MICCAI),
small enough for a processor. It has no image-level pooling, so its receptive field is finite and
a tiled heatmap can equal the untiled one.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

#: Windows must start and end at multiples of this many pixels.
STRIDE = 16


def _convolution(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, dilation: int = 1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, dilation * (kernel // 2), dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two 3 x 3 convolutions with a shortcut (He et al. 2016, CVPR)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1):
        super().__init__()
        self.first = _convolution(inputs, outputs, 3, stride)
        self.second = nn.Sequential(
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        )
        self.shortcut = None
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, outputs, H / stride, W / stride)."""
        shortcut = x if self.shortcut is None else self.shortcut(x)
        return functional.relu(self.second(self.first(x)) + shortcut)


class Pyramid(nn.Module):
    """Atrous spatial pyramid pooling without the image-level branch (Chen et al. 2017)."""

    def __init__(self, inputs: int, branch: int, outputs: int, rates: tuple[int, ...] = (1, 2, 3)):
        super().__init__()
        self.branches = nn.ModuleList(
            [_convolution(inputs, branch, 1)]
            + [_convolution(inputs, branch, 3, dilation=rate) for rate in rates]
        )
        self.project = nn.Sequential(
            _convolution(branch * (len(rates) + 1), outputs, 1), nn.Dropout2d(0.1)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, outputs, H, W)."""
        return self.project(torch.cat([branch(x) for branch in self.branches], 1))


class CompactNet(nn.Module):
    """Encoder-decoder with 2.7 million parameters at the default width.

    Args:
        channels: of the input.
        width: channels at half resolution; the rest scales with it.
    """

    def __init__(self, channels: int, width: int = 32):
        super().__init__()
        w = width
        self.stem = _convolution(channels, w, 3, 2)
        self.level4 = Residual(w, 2 * w, 2)
        self.level8 = nn.Sequential(Residual(2 * w, 4 * w, 2), Residual(4 * w, 4 * w))
        self.level16 = nn.Sequential(Residual(4 * w, 6 * w, 2), Residual(6 * w, 6 * w))
        self.pyramid = Pyramid(6 * w, 3 * w, 4 * w)
        self.skip8 = _convolution(4 * w, 2 * w, 1)
        self.skip4 = _convolution(2 * w, 3 * w // 2, 1)
        self.skip2 = _convolution(w, w // 2, 1)
        self.up8 = _convolution(6 * w, 4 * w)
        self.up4 = _convolution(11 * w // 2, 2 * w)
        self.up2 = _convolution(5 * w // 2, w)
        self.logits = nn.Conv2d(w, 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """Logits of the class.

        Args:
            image: (N, channels, H, W), H and W multiples of 16.

        Returns:
            (N, 1, H, W).
        """
        at2 = self.stem(image)
        at4 = self.level4(at2)
        at8 = self.level8(at4)
        x = self.pyramid(self.level16(at8))
        x = self.up8(torch.cat([_double(x), self.skip8(at8)], 1))
        x = self.up4(torch.cat([_double(x), self.skip4(at4)], 1))
        x = self.up2(torch.cat([_double(x), self.skip2(at2)], 1))
        return _double(self.logits(x))


def _double(x: torch.Tensor) -> torch.Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
