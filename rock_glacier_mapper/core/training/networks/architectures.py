"""The networks to choose from, each with the settings that its training and use want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

from ...errors import InputError, MissingPackageError
from ...translation import tr
from .compact import STRIDE, CompactNet
from .deeplab import DeepLabV3Plus

#: Begins names of the form ``smp:<Architecture>/<encoder>``.
SMP_PREFIX = "smp:"


@dataclass(frozen=True)
class Architecture:
    """A network and its defaults.

    Attributes:
        name: by which it is chosen.
        title: for people.
        build: gives the network for a number of input channels; input (N, channels, H, W), output
            logits (N, 1, H, W).
        stride: H and W must be multiples of it.
        optimiser: ``adamw`` or ``sgd``.
        learning_rate: at the start.
        weight_decay: of the optimiser.
        momentum: of ``sgd``.
        crop_size: side of the training crops, pixels.
        tile_size: side of the windows to predict, pixels.
        margin: rim of a window to discard, pixels.
        image_pooling: whether the mean of the window enters the result, so that no margin makes
            a heatmap independent of its tiles.
    """

    name: str
    title: str
    build: Callable[[int], nn.Module]
    stride: int
    optimiser: str
    learning_rate: float
    weight_decay: float
    momentum: float
    crop_size: int
    tile_size: int
    margin: int
    image_pooling: bool


_ALL = (
    Architecture(
        name="compact",
        title="Compact network",
        build=CompactNet,
        stride=STRIDE,
        optimiser="adamw",
        learning_rate=2e-3,
        weight_decay=1e-4,
        momentum=0.0,
        crop_size=192,
        tile_size=1024,
        margin=192,  # its receptive radius is 181
        image_pooling=False,
    ),
    Architecture(  # training as Chen et al. (2018), windows as TPRoGI (Sun et al. 2024)
        name="xception71",
        title="DeepLabv3+ with Xception-71",
        build=DeepLabV3Plus,
        stride=STRIDE,
        optimiser="sgd",
        learning_rate=0.007,
        weight_decay=4e-5,
        momentum=0.9,
        crop_size=480,
        tile_size=480,
        margin=80,
        image_pooling=True,
    ),
)
#: Name to architecture; besides these, :func:`architecture_named` knows ``smp:`` names.
ARCHITECTURES: dict[str, Architecture] = {entry.name: entry for entry in _ALL}


def architecture_named(name: str) -> Architecture:
    """The architecture of a name of :data:`ARCHITECTURES`, or ``smp:<Architecture>/<encoder>``.

    Raises:
        InputError: there is none of that name.
    """
    if name.startswith(SMP_PREFIX):
        return _from_smp(name)
    if name not in ARCHITECTURES:
        raise InputError(
            tr(
                "There is no network '{name}'. Known are {architectures}, and "
                "{smp_prefix}<Architecture>/<encoder>, for example {smp_prefix}Unet/resnet34."
            ).format(name=name, architectures=", ".join(ARCHITECTURES), smp_prefix=SMP_PREFIX)
        )
    return ARCHITECTURES[name]


def build_network(name: str, channels: int) -> nn.Module:
    """A network with random weights.

    Args:
        name: as for :func:`architecture_named`.
        channels: of its input.

    Raises:
        InputError: there is none of that name.
        MissingPackageError: segmentation_models_pytorch is needed and cannot be used.
    """
    return architecture_named(name).build(channels)


def _from_smp(name: str) -> Architecture:
    kind, slash, encoder = name.removeprefix(SMP_PREFIX).partition("/")
    if not (kind and slash and encoder):
        raise InputError(
            tr(
                "'{name}' is not of the form {smp_prefix}<Architecture>/<encoder>, for "
                "example {smp_prefix}Unet/resnet34."
            ).format(name=name, smp_prefix=SMP_PREFIX)
        )

    def build(channels: int) -> nn.Module:
        try:
            import segmentation_models_pytorch as smp
        except (ImportError, RuntimeError) as error:  # RuntimeError: torchvision of another build
            raise MissingPackageError(
                tr(
                    "The network '{name}' needs the Python packages "
                    "segmentation_models_pytorch and torchvision, which are missing or "
                    "broken here ({error}). torchvision must be of the same build (CPU or "
                    "CUDA) as torch: install both from the same source, for example 'python "
                    "-m pip install torch torchvision segmentation_models_pytorch'. Or "
                    "choose {architectures}, which need torch only."
                ).format(name=name, error=error, architectures=tr(" or ").join(ARCHITECTURES))
            ) from error
        try:
            return smp.create_model(
                kind, encoder, encoder_weights=None, in_channels=channels, classes=1
            )
        except (KeyError, ValueError, RuntimeError) as error:
            raise InputError(
                tr("The network '{name}' cannot be built: {error}.").format(name=name, error=error)
            ) from error

    return Architecture(
        name=name,
        title=f"{kind} with {encoder}",
        build=build,
        stride=32,
        optimiser="adamw",
        learning_rate=1e-3,
        weight_decay=1e-4,
        momentum=0.0,
        crop_size=256,
        tile_size=480,
        margin=96,
        image_pooling=True,  # of some; how far the others see is not known
    )
