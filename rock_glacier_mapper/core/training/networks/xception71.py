"""The backbone of TPRoGI and Hu et al.: aligned Xception with 71 layers.

Xception (Chollet 2017, CVPR) as DeepLabv3+ changed it (Chen et al. 2018, ECCV, section 3.2): more
layers, strided separable convolutions in place of pooling, and batch normalisation after every
depthwise convolution. All padding is symmetric, so that the output pixel ``i`` lies on the input
pixel ``stride * i``. Parameters are named as in the timm library, so that weights trained on
ImageNet fit. Random weights keep the size of the signal (He et al. 2015, ICCV).
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

#: Of the batch normalisation in the backbone.
EPSILON = 1e-3
#: Output strides that the backbone can be set to.
OUTPUT_STRIDES = (8, 16)

_MIDDLE = ((728, 728, 728), 1)
#: Channels of the three convolutions of each block, and the stride of the third.
_BLOCKS = (
    ((128, 128, 128), 2),
    ((256, 256, 256), 1),
    ((256, 256, 256), 2),
    ((728, 728, 728), 1),
    ((728, 728, 728), 2),
    *(_MIDDLE,) * 16,
    ((728, 1024, 1024), 2),
    ((1536, 1536, 2048), 1),
)
#: The block whose second convolution gives the low-level feature.
_LOW_LEVEL_BLOCK = 2


class ConvNorm(nn.Module):
    """Convolution with symmetric padding, batch normalisation and, if wanted, ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 1,
        stride: int = 1,
        *,
        epsilon: float = EPSILON,
        relu: bool = True,
    ):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs, epsilon)
        self.relu = relu
        _he(self.conv, relu)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, outputs, H / stride, W / stride)."""
        x = self.bn(self.conv(x))
        return functional.relu(x) if self.relu else x


class SeparableConv(nn.Module):
    """Depthwise 3 x 3, then pointwise 1 x 1 convolution, both with batch normalisation.

    Args:
        inputs, outputs: channels.
        relu_before: one ReLU before the two, as in entry and middle flow; else one after each of
            them, as in the last block, the pyramid and the decoder.
    """

    def __init__(
        self, inputs: int, outputs: int, *, epsilon: float = EPSILON, relu_before: bool = False
    ):
        super().__init__()
        self.conv_dw = nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs, bias=False)
        self.bn_dw = nn.BatchNorm2d(inputs, epsilon)
        self.conv_pw = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.bn_pw = nn.BatchNorm2d(outputs, epsilon)
        self.relu_before = relu_before
        _he(self.conv_dw, True)
        _he(self.conv_pw, not relu_before)

    def set_sampling(self, stride: int, dilation: int) -> None:
        """Change how the depthwise convolution samples; the weights stay."""
        self.conv_dw.stride = (stride, stride)
        self.conv_dw.dilation = self.conv_dw.padding = (dilation, dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, outputs, H / stride, W / stride)."""
        if self.relu_before:
            return self.bn_pw(self.conv_pw(self.bn_dw(self.conv_dw(functional.relu(x)))))
        x = functional.relu(self.bn_dw(self.conv_dw(x)))
        return functional.relu(self.bn_pw(self.conv_pw(x)))


class Block(nn.Module):
    """Three separable convolutions, with a shortcut unless it is the last block.

    Args:
        inputs: channels.
        outputs: channels of the three convolutions.
        strided: whether the third convolution may have a stride; the shortcut needs weights then.
        last: the block without a shortcut and without a ReLU before its convolutions.
    """

    def __init__(self, inputs: int, outputs: tuple[int, int, int], strided: bool, last: bool):
        super().__init__()
        widths = (inputs, *outputs)
        self.stack = nn.ModuleDict(
            {
                f"conv{n + 1}": SeparableConv(widths[n], widths[n + 1], relu_before=not last)
                for n in range(3)
            }
        )
        self.last = last
        self.shortcut = None
        if not last and (strided or inputs != outputs[-1]):
            self.shortcut = ConvNorm(inputs, outputs[-1], relu=False)

    def set_sampling(self, stride: int, dilation: int) -> None:
        """Change stride and dilation of the block; the weights stay."""
        for name, convolution in self.stack.items():
            convolution.set_sampling(stride if name == "conv3" else 1, dilation)
        if self.shortcut is not None:
            self.shortcut.conv.stride = (stride, stride)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, inputs, H, W) to the output, and what the second convolution gave."""
        second = self.stack["conv2"](self.stack["conv1"](x))
        out = self.stack["conv3"](second)
        if self.last:
            return out, second
        return out + (x if self.shortcut is None else self.shortcut(x)), second


class Xception71(nn.Module):
    """Features of aligned Xception-71: 40 289 736 parameters with 3 input channels.

    Args:
        channels: of the input.
        output_stride: 8 or 16, see :meth:`set_output_stride`.
    """

    #: Channels of the low-level and of the last feature.
    low_level_channels, feature_channels = 256, 2048

    def __init__(self, channels: int, output_stride: int = 16):
        super().__init__()
        self.stem = nn.Sequential(ConvNorm(channels, 32, 3, 2), ConvNorm(32, 64, 3))
        blocks, inputs = [], 64
        for number, (outputs, stride) in enumerate(_BLOCKS):
            blocks.append(Block(inputs, outputs, stride > 1, number == len(_BLOCKS) - 1))
            inputs = outputs[-1]
        self.blocks = nn.ModuleList(blocks)
        self.set_output_stride(output_stride)

    def set_output_stride(self, output_stride: int) -> None:
        """Choose how fine the last feature is; the weights stay.

        Blocks that would exceed the output stride lose their stride, and what follows them is
        dilated by as much: the atrous convolution of DeepLab.

        Raises:
            ValueError: neither 8 nor 16.
        """
        if output_stride not in OUTPUT_STRIDES:
            raise ValueError(f"The output stride must be one of {OUTPUT_STRIDES}.")
        reached, dilation = 2, 1
        for block, (_, wanted) in zip(self.blocks, _BLOCKS):
            stride = wanted if reached * wanted <= output_stride else 1
            block.set_sampling(stride, dilation)
            reached *= stride
            dilation *= wanted // stride

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features of an image.

        Args:
            image: (N, channels, H, W).

        Returns:
            The low-level feature (N, 256, H / 4, W / 4), before its ReLU as DeepLab takes it, and
            the last one (N, 2048, H / output_stride, W / output_stride).
        """
        x = self.stem(image)
        low_level = None
        for number, block in enumerate(self.blocks):
            x, second = block(x)
            if number == _LOW_LEVEL_BLOCK:
                low_level = second
        return low_level, x


def _he(convolution: nn.Conv2d, relu: bool) -> None:
    nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu" if relu else "linear")
