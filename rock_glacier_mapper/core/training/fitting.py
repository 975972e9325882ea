"""The training loop: balanced random crops, bounded by steps or by time, averaged weights."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from ..channels import Channel
from ..errors import InputError
from ..feedback import Feedback
from .augmentation import augment, random_crop
from .metrics import ScoreHistogram
from .network import STRIDE
from .scenes import IGNORE, TrainingScene


@dataclass(frozen=True)
class FitSettings:
    """Settings of a training run.

    Attributes:
        steps: optimiser steps, unless ``minutes`` are over first.
        minutes: time limit; the learning rate follows whichever ends first.
        batch: crops per step.
        size: side of a crop in pixels, a multiple of 16.
        learning_rate: of AdamW at the start, then polynomial decay with power 0.9 (the policy of
            DeepLab).
        positive_share: share of crops centred near a rock glacier.
        seed: of crops, augmentation and initial weights.
        half_precision: bfloat16 where the device has it.
    """

    steps: int = 4000
    minutes: float = 60.0
    batch: int = 8
    size: int = 192
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    positive_share: float = 0.6
    seed: int = 1
    half_precision: bool = True


def fit(
    network: torch.nn.Module,
    scenes: Sequence[TrainingScene],
    channels: tuple[Channel, ...],
    settings: FitSettings,
    watch: Callable[[torch.nn.Module, int], None] | None = None,
    watch_every: int = 500,
    feedback: Feedback | None = None,
) -> torch.nn.Module:
    """Train on crops of the scenes; gives the network with exponentially averaged weights.

    Args:
        network: with input of ``len(channels)`` channels; trained in place.
        scenes: with ``weight`` as the relative share of crops.
        watch: called with the averaged network and the step every ``watch_every`` steps.

    Raises:
        InputError: no scenes, or none with a rock glacier.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    if not any((scene.label == 1).any() for scene in scenes):
        raise InputError("There is no rock glacier in the training data.")
    rng = np.random.default_rng(settings.seed)
    network.to(memory_format=torch.channels_last).train()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(
        network.parameters(), settings.learning_rate, weight_decay=settings.weight_decay
    )
    chances = np.array([scene.weight for scene in scenes], float)
    chances /= chances.sum()
    begin, losses = time.monotonic(), []
    for step in range(settings.steps):
        feedback.check()
        done = max(step / settings.steps, (time.monotonic() - begin) / (60 * settings.minutes))
        if done >= 1:
            break
        rate = settings.learning_rate * min(1, (step + 1) / 100) * (1 - done) ** 0.9
        for group in optimiser.param_groups:
            group["lr"] = rate
        image, label = _batch(scenes, chances, channels, settings, rng)
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.half_precision):
            logits = network(image.contiguous(memory_format=torch.channels_last))
        loss = segmentation_loss(logits.float(), label)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        _average(averaged, network, min(0.998, (step + 1) / (step + 20)))
        losses.append(float(loss.detach()))
        if (step + 1) % 50 == 0:
            pace = (time.monotonic() - begin) / (step + 1)
            feedback.info(f"step {step + 1}  loss {np.mean(losses[-50:]):.4f}  {pace:.2f} s/step")
            feedback.progress(done)
        if watch is not None and (step + 1) % watch_every == 0:
            watch(averaged.eval(), step + 1)
    return averaged.eval()


def segmentation_loss(logits: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy plus soft Dice loss over the pixels that are not ignored.

    Args:
        logits: (N, 1, H, W).
        label: (N, H, W): 0, 1, or 255 to ignore.
    """
    known = (label != IGNORE).float()
    target = (label == 1).float()
    score = logits[:, 0]
    entropy = functional.binary_cross_entropy_with_logits(score, target, reduction="none")
    entropy = (entropy * known).sum() / known.sum().clamp(min=1)
    probability = torch.sigmoid(score) * known
    overlap = (probability * target).sum()
    dice = 1 - (2 * overlap + 1) / (probability.sum() + (target * known).sum() + 1)
    return entropy + 0.5 * dice


def _batch(scenes, chances, channels, settings: FitSettings, rng) -> tuple:
    images, labels = [], []
    for number in rng.choice(len(scenes), settings.batch, p=chances):
        positive = rng.random() < settings.positive_share
        values, label = random_crop(scenes[number], settings.size, rng, positive)
        values, label = augment(values, label, channels, rng)
        images.append(values)
        labels.append(label)
    return torch.from_numpy(np.stack(images)), torch.from_numpy(np.stack(labels).astype(np.int64))


@torch.no_grad()
def _average(averaged: torch.nn.Module, network: torch.nn.Module, keep: float) -> None:
    current = network.state_dict()
    for name, value in averaged.state_dict().items():
        if value.dtype.is_floating_point:
            value.lerp_(current[name], 1 - keep)
        else:
            value.copy_(current[name])


@torch.no_grad()
def score(
    network: torch.nn.Module,
    scenes: Sequence[TrainingScene],
    drop: Sequence[str] = (),
    channels: tuple[Channel, ...] = (),
    rim: int = 0,
) -> ScoreHistogram:
    """Histogram of the probability over whole scenes.

    Args:
        drop: roles to take away, to see how the network does without them; needs ``channels``.
        rim: pixels at the scenes' edges that do not count.
    """
    network.eval()
    histogram = ScoreHistogram()
    dropped = [n for n, channel in enumerate(channels) if channel.role in drop]
    for scene in scenes:
        height, width = scene.label.shape
        padded = np.zeros(
            (1, scene.values.shape[0], -(-height // STRIDE) * STRIDE, -(-width // STRIDE) * STRIDE),
            np.float32,
        )
        padded[0, :, :height, :width] = scene.values
        padded[:, dropped] = 0
        probability = torch.sigmoid(network(torch.from_numpy(padded)))[0, 0, :height, :width]
        label = scene.label.copy()
        if rim:
            label[:rim] = label[-rim:] = IGNORE
            label[:, :rim] = label[:, -rim:] = IGNORE
        histogram.add(probability.numpy(), label)
    return histogram
