"""Random crops of the training scenes: the same for a seed, whatever prepares or resumes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from scipy import ndimage
from torch.utils.data import DataLoader, Dataset

from ..channels import Channel
from .augmentation import augment, random_crop
from .scenes import IGNORE, TrainingScene
from .settings import TrainingSettings


class Crops(Dataset):
    """The crops of one epoch; each depends on seed, epoch and its number, and on nothing else.

    Args:
        scenes: with ``weight`` as the relative share of crops.
        settings: complete ones.
        epoch: number of the epoch, from 0.
        first, step, count: numbers of the crops that this process takes: every ``step``-th.
    """

    def __init__(
        self,
        scenes: Sequence[TrainingScene],
        channels: tuple[Channel, ...],
        settings: TrainingSettings,
        epoch: int,
        first: int,
        step: int,
        count: int,
    ):
        self._scenes, self._channels, self._settings = scenes, channels, settings
        self._epoch, self._first, self._step, self._count = epoch, first, step, count
        chances = np.array([scene.weight for scene in scenes], float)
        self._chances = chances / chances.sum()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """float32 (channels, size, size) and int64 (size, size)."""
        settings = self._settings
        sample = self._first + number * self._step
        rng = np.random.default_rng([settings.seed, self._epoch, sample])
        scene = self._scenes[rng.choice(len(self._scenes), p=self._chances)]
        positive = rng.random() < settings.positive_share
        values, label = random_crop(scene, settings.crop_size, rng, positive)
        values, label = augment(values, label, self._channels, rng, names=settings.augmentation)
        if settings.label_rim:
            label = without_rim(label, settings.label_rim)
        return values, label.astype(np.int64)


def without_rim(label: np.ndarray, width: int) -> np.ndarray:
    """The label with pixels within ``width`` of an outline marked as unknown."""
    known = label != IGNORE
    inside = label == 1
    wide = ndimage.binary_dilation(inside, iterations=width)
    core = ~ndimage.binary_dilation(known & ~inside, iterations=width) & inside
    return np.where(known & wide & ~core, IGNORE, label).astype(np.uint8)


def steps_per_epoch(scenes: Sequence[TrainingScene], settings: TrainingSettings) -> int:
    """Optimiser steps in an epoch."""
    samples = settings.epoch_samples or max(200, len(scenes))
    return max(1, -(-samples // settings.batch_size))


def batches(
    scenes: Sequence[TrainingScene],
    channels: tuple[Channel, ...],
    settings: TrainingSettings,
    epoch: int,
    rank: int = 0,
    size: int = 1,
    on_gpu: bool = False,
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """The batches of an epoch for one of ``size`` processes."""
    each = settings.batch_size // size
    count = steps_per_epoch(scenes, settings) * each
    crops = Crops(scenes, channels, settings, epoch, rank, size, count)
    workers = settings.workers
    if workers is None:
        workers = min(8, torch.get_num_threads()) if on_gpu and sys.platform == "linux" else 0
    # Forked workers share the scenes' memory; spawned ones would each load a copy.
    context = "fork" if workers and sys.platform == "linux" else None
    return iter(
        DataLoader(
            crops,
            batch_size=each,
            num_workers=workers,
            multiprocessing_context=context,
            pin_memory=on_gpu,
        )
    )
