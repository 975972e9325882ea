"""Random crops and their augmentation, image and label always together."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..channels import Channel
from .scenes import IGNORE, TrainingScene


def random_crop(
    scene: TrainingScene, size: int, rng: np.random.Generator, positive: bool
) -> tuple[np.ndarray, np.ndarray]:
    """A square window, padded with missing values and ignored labels where the scene ends.

    Args:
        positive: centre it near a rock glacier pixel, if the scene has one.

    Returns:
        (float32 (channels, size, size), uint8 (size, size)).
    """
    height, width = scene.label.shape
    if positive:
        rows, columns = np.nonzero(scene.label == 1)
        positive = rows.size > 0
    if positive:
        pick = rng.integers(rows.size)
        shift = rng.integers(-size // 3, size // 3 + 1, 2)
        top, left = rows[pick] - size // 2 + shift[0], columns[pick] - size // 2 + shift[1]
    else:
        top, left = (rng.integers(min(0, n - size), max(0, n - size) + 1) for n in (height, width))
    top = int(np.clip(top, min(0, height - size), max(0, height - size)))
    left = int(np.clip(left, min(0, width - size), max(0, width - size)))
    values = np.zeros((scene.values.shape[0], size, size), np.float32)
    label = np.full((size, size), IGNORE, np.uint8)
    rows = slice(max(0, top), min(height, top + size))
    columns = slice(max(0, left), min(width, left + size))
    inner = (
        slice(rows.start - top, rows.stop - top),
        slice(columns.start - left, columns.stop - left),
    )
    values[(slice(None), *inner)] = scene.values[:, rows, columns]
    label[inner] = scene.label[rows, columns]
    return values, label


def augment(
    values: np.ndarray,
    label: np.ndarray,
    channels: tuple[Channel, ...],
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """One of the eight symmetries; brightness, contrast, colour, blur, noise; dropped channels.

    None of the channels depends on the direction of north, so turning them is right as it is.
    Rim pixels that a scale change leaves empty are ignored in the label.

    Args:
        values: scaled input, float32 (channels, H, W).
        label: uint8 (H, W).
    """
    if rng.random() < 0.3:
        values, label = _zoom(values, label, float(rng.uniform(0.75, 1.3)))
    turns = int(rng.integers(4))
    values, label = np.rot90(values, turns, (1, 2)), np.rot90(label, turns)
    if rng.random() < 0.5:
        values, label = values[:, :, ::-1], label[:, ::-1]
    values, label = np.array(values), np.array(label)
    known = values != 0
    optical = [n for n, c in enumerate(channels) if c.source == "optical"]
    gain, offset = rng.uniform(0.7, 1.4), rng.normal(0, 0.3)
    for n in optical:
        values[n] = values[n] * gain * rng.uniform(0.9, 1.1) + offset + rng.normal(0, 0.1)
    if rng.random() < 0.25:
        sigma = rng.uniform(0.4, 1.2)
        for n in optical:
            values[n] = ndimage.gaussian_filter(values[n], sigma)
    if rng.random() < 0.4:
        noise = rng.uniform(0.02, 0.2)
        values[optical] += rng.normal(0, noise, values[optical].shape).astype(np.float32)
    values *= known
    _drop(values, channels, rng)
    return values.astype(np.float32), label


def _drop(values: np.ndarray, channels: tuple[Channel, ...], rng: np.random.Generator) -> None:
    """Make the network live without coherence, DEM, infrared, or all three."""
    rgb_only = rng.random() < 0.3
    for source, chance in (("coherence", 0.35), ("terrain", 0.3), ("infrared", 0.25)):
        if not rgb_only and rng.random() >= chance:
            continue
        for n, channel in enumerate(channels):
            infrared = channel.role in ("nir", "swir1", "swir2")
            if channel.source == source or (source == "infrared" and infrared):
                values[n] = 0


def _zoom(values: np.ndarray, label: np.ndarray, factor: float) -> tuple[np.ndarray, np.ndarray]:
    size = label.shape[0]
    centre = (size - 1) / 2
    matrix, offset = np.array([1 / factor] * 2), centre - centre / factor
    zoomed = np.stack(
        [ndimage.affine_transform(v, matrix, offset, order=1, mode="constant") for v in values]
    )
    moved = ndimage.affine_transform(label, matrix, offset, order=0, mode="constant", cval=IGNORE)
    return zoomed, moved
