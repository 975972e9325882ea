"""Settings of a training run, with the defaults of the papers, and their check."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from ..errors import InputError
from ..translation import tr
from .augmentation import AUGMENTATIONS
from .networks import architecture_named

DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True)
class TrainingSettings:
    """How a network is trained. None takes what the architecture wants.

    Attributes:
        architecture: name in :data:`.networks.ARCHITECTURES`.
        epochs: at most this many rounds.
        epoch_samples: crops in a round; None: one for each training scene, at least 200.
        batch_size: crops per step, of all processes together.
        learning_rate: at the start; then (1 - step / steps) ** 0.9, DeepLab's *poly* policy.
        crop_size: side of a crop in pixels, a multiple of the network's stride.
        augmentation: of :data:`.augmentation.AUGMENTATIONS`.
        positive_share: share of the crops that are centred near a rock glacier.
        label_rim: pixels next to an outline that do not count in the loss, for coarse outlines.
        target_iou: stop when the class IoU on the held-out places reaches it. Hu et al. (2023)
            and TPRoGI went on until 0.80.
        patience: stop after this many epochs without a better IoU; 0 never stops so.
        keep_last: keep the weights of the last epoch, not those of the best IoU.
        output_stride: of the finished model, 16 or 8, where the network can choose (Xception-71):
            the papers train at 16 and predict at 8, which is finer and three times the work.
        seed: of crops, augmentation and initial weights.
        device: ``auto``, ``cpu`` or ``cuda``.
        half_precision: bfloat16 or float16 in the forward pass; None: on a GPU only.
        workers: processes that prepare crops; None: none on a processor.
    """

    architecture: str = "compact"
    epochs: int = 60
    epoch_samples: int | None = None
    batch_size: int = 8
    learning_rate: float | None = None
    crop_size: int | None = None
    augmentation: tuple[str, ...] = AUGMENTATIONS
    positive_share: float = 0.6
    label_rim: int = 0
    target_iou: float = 0.80
    patience: int = 15
    keep_last: bool = False
    output_stride: int = 16
    seed: int = 1
    device: str = "auto"
    half_precision: bool | None = None
    workers: int | None = None

    def complete(self, goes_on: bool = False, largest: int | None = None) -> TrainingSettings:
        """The settings with the architecture's own values where None stood, checked.

        Args:
            goes_on: whether training starts from a network that is trained already; the learning
                rate is then a tenth of the architecture's.
            largest: side of the scenes in pixels; larger crops than that make no sense.

        Raises:
            InputError: an unknown name, or a number that makes no sense.
        """
        architecture = architecture_named(self.architecture)
        size = self.crop_size
        if size is None:
            stride = architecture.stride
            size = min(architecture.crop_size, -(-(largest or 10**6) // stride) * stride)
        rate = self.learning_rate
        if rate is None:
            rate = architecture.learning_rate * (0.1 if goes_on else 1)
        done = replace(self, crop_size=size, learning_rate=rate)
        unknown = [name for name in self.augmentation if name not in AUGMENTATIONS]
        problems = {
            tr("CROP_SIZE {size} must be a multiple of {stride}").format(
                size=size, stride=architecture.stride
            ): size <= 0 or size % architecture.stride,
            tr("AUGMENTATION knows {known}, not {unknown}").format(
                known=", ".join(AUGMENTATIONS), unknown=", ".join(unknown)
            ): unknown,
            tr("OUTPUT_STRIDE must be 8 or 16"): self.output_stride not in (8, 16),
            tr("EPOCHS must be at least 1"): self.epochs < 1,
            tr("EPOCH_SAMPLES must be at least 1"): (self.epoch_samples or 1) < 1,
            tr("BATCH_SIZE must be at least 1"): self.batch_size < 1,
            tr("LEARNING_RATE must be above 0"): not (math.isfinite(rate) and rate > 0),
            tr("POSITIVE_SHARE must lie between 0 and 1"): not 0 <= self.positive_share <= 1,
            tr("TARGET_IOU must lie between 0 and 1"): not 0 < self.target_iou <= 1,
            tr("DEVICE must be one of {devices}").format(devices=", ".join(DEVICES)): self.device
            not in DEVICES,
        }
        wrong = [text for text, bad in problems.items() if bad]
        if wrong:
            raise InputError("; ".join(wrong) + ".")
        return done

    def to_json(self) -> dict[str, Any]:
        """As checkpoint and report store it."""
        return {**asdict(self), "augmentation": list(self.augmentation)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One command-line option for each setting."""
    kinds = {"architecture": str, "device": str, "learning_rate": float, "positive_share": float}
    kinds |= {"target_iou": float}
    for setting in fields(TrainingSettings):
        option = "--" + setting.name.replace("_", "-")
        if setting.name == "augmentation":
            parser.add_argument(
                option, type=_names, default=setting.default, help="names, separated by commas"
            )
        elif setting.name in ("half_precision", "keep_last"):
            parser.add_argument(
                option, action=argparse.BooleanOptionalAction, default=setting.default
            )
        else:
            kind = kinds.get(setting.name, int)
            parser.add_argument(option, type=kind, default=setting.default)


def from_arguments(arguments: argparse.Namespace) -> TrainingSettings:
    """The settings that the options of :func:`add_arguments` gave."""
    return TrainingSettings(
        **{f.name: getattr(arguments, f.name) for f in fields(TrainingSettings)}
    )


def to_arguments(settings: TrainingSettings) -> list[str]:
    """Command-line options that give these settings again."""
    options = []
    for name, value in asdict(settings).items():
        option = name.replace("_", "-")
        if name == "augmentation":
            options += [f"--{option}", ",".join(value)]
        elif isinstance(value, bool):
            options.append(f"--{option}" if value else f"--no-{option}")
        elif value is not None:
            options += [f"--{option}", str(value)]
    return options


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))
