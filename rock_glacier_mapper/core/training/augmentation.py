"""Random crops and their augmentation, image and label always together.

The kinds of change are those of Hu et al. (2023) and TPRoGI, drawn anew for each crop and after the
split, never written to disk before it; with them goes the dropping of channels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from scipy import ndimage

from ..channels import Channel
from ..orientation import transform_view, turn_vectors
from .scenes import IGNORE, TrainingScene

#: Names of the augmentations: those that move pixels, those that change the optical channels, and
#: the dropping of channels.
AUGMENTATIONS = (
    "flip",
    "rotate",
    "scale",
    "crop",
    "blur",
    "brightness",
    "contrast",
    "noise",
    "channels",
)

#: (transpose, flip rows, flip columns) of no, one, two and three quarter turns counterclockwise.
_QUARTER_TURNS = (
    (False, False, False),
    (True, False, True),
    (False, True, True),
    (True, True, False),
)


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
        places = np.flatnonzero(scene.label == 1)
        positive = places.size > 0
    if positive:
        row, column = divmod(int(rng.choice(places)), width)
        shift = rng.integers(-size // 3, size // 3 + 1, 2)
        top, left = row - size // 2 + shift[0], column - size // 2 + shift[1]
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
    channels: Sequence[Channel],
    rng: np.random.Generator,
    names: Sequence[str] = AUGMENTATIONS,
) -> tuple[np.ndarray, np.ndarray]:
    """A randomly changed copy of a crop.

    - ``flip``: mirrored at either axis, each with probability 1/2.
    - ``rotate``: any quarter turn; one crop in four also by a free angle up to 45 degrees.
    - ``scale``: 0.75 to 1.25 times as large (one in five), or 0.5 to 2 times (one in ten).
    - ``crop``: a window of 0.8 to 1 of the side, anywhere, enlarged to the crop's size (3 in 10).
    - ``blur``: Gaussian with a sigma of 0.4 to 2 pixels (one in four).
    - ``contrast``: a bend of the curve like that of a gamma of 0.5 to 1.5, and a gain of 0.7 to
      1.4, times a little of its own for each band.
    - ``brightness``: a common offset and a small one of its own for each band.
    - ``noise``: white Gaussian noise (two in five).
    - ``channels``: coherence, terrain, infrared, or all three are missing.

    Blur, contrast, brightness and noise change optical channels only, and missing pixels stay
    missing. Northness and eastness turn with the picture. Terrain values stay as they are when the
    scale changes, as if the relief grew with the landform; topographic position would then grow
    too, and does not, which is a reason for moderate factors. What turning or shrinking leaves
    empty is missing in the values and ignored in the label.

    Args:
        values: scaled input, float32 (channels, side, side), 0 where missing.
        label: uint8 (side, side).
        channels: what ``values`` holds.
        names: which of :data:`AUGMENTATIONS` to use.

    Returns:
        (float32 (channels, side, side), uint8 (side, side)).

    Raises:
        InputError: see :func:`..orientation.vector_pair`.
    """
    transpose, rows, columns = _QUARTER_TURNS[rng.integers(4) if "rotate" in names else 0]
    if "flip" in names:
        rows, columns = rows ^ (rng.random() < 0.5), columns ^ (rng.random() < 0.5)
    values = transform_view(values, channels, transpose, rows, columns)
    label = transform_view(label[None], (), transpose, rows, columns)[0]
    matrix, angle = _random_map(rng, names)
    if matrix is not None:
        values, label = _resample(values, label, matrix)
        turn_vectors(values, channels, angle)
    optical = [n for n, channel in enumerate(channels) if channel.source == "optical"]
    if optical:
        limit = np.array([channels[n].scaling.clip for n in optical], np.float32)[:, None, None]
        bands = _other_light(values[optical], rng, names)
        values[optical] = np.clip(bands, -limit, limit)
    if "channels" in names:
        _drop(values, channels, rng)
    return values, label


def _random_map(rng: np.random.Generator, names: Sequence[str]) -> tuple[np.ndarray | None, float]:
    """Free turn, zoom and shift as one affine map, see :func:`_resample`; with the angle.

    None when there is nothing to do.
    """
    angle, factor, window, shift = 0.0, 1.0, 1.0, (0.0, 0.0)
    if "rotate" in names and rng.random() < 0.25:
        angle = rng.uniform(-45, 45)
    if "scale" in names:
        chance = rng.random()
        if chance < 0.2:
            factor = rng.uniform(0.75, 1.25)
        elif chance < 0.3:
            factor = 2 ** rng.uniform(-1, 1)
    if "crop" in names and rng.random() < 0.3:
        window = rng.uniform(0.8, 1)
        shift = rng.uniform(window - 1, 1 - window, 2)
    if angle == 0 and factor == 1 and window == 1:
        return None, 0.0
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    step = window / factor
    return np.array(
        [[step * cosine, -step * sine, shift[0]], [step * sine, step * cosine, shift[1]]],
        np.float32,
    ), angle


def _resample(
    values: np.ndarray, label: np.ndarray, matrix: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Values between pixels bilinearly, label and missing pixels from the nearest one.

    Args:
        matrix: (2, 3) from positions in the result to positions in the source, both as (x to the
            right, y downwards) with -1 and 1 at the outer edges of the picture.
    """
    count, side = len(values), len(label)
    source = torch.from_numpy(np.concatenate([values, values == 0, label[None]], dtype=np.float32))
    # The grid is made by numpy: torch would wake its threads, which costs more than it saves.
    steps = (2 * np.arange(side, dtype=np.float32) + 1) / side - 1
    turned = matrix[:, 0] * steps[:, None] + matrix[:, 2], matrix[:, 1] * steps[:, None]
    grid = turned[0][None] + turned[1][:, None]
    outside = (np.abs(grid) > 1).any(-1)
    places = torch.from_numpy(grid[None])

    def sample(layers: torch.Tensor, mode: str) -> np.ndarray:
        options = {"padding_mode": "border", "align_corners": False}
        return torch.nn.functional.grid_sample(layers[None], places, mode, **options)[0].numpy()

    moved = sample(source[:count], "bilinear")
    nearest = sample(source[count:], "nearest")
    moved[(nearest[:-1] > 0) | outside] = 0
    moved_label = nearest[-1].astype(np.uint8)
    moved_label[outside] = IGNORE
    return moved, moved_label


def _other_light(bands: np.ndarray, rng: np.random.Generator, names: Sequence[str]) -> np.ndarray:
    """Optical channels as another sensor, light or atmosphere would show them."""
    missing = bands == 0
    each = (len(bands), 1, 1)
    if "blur" in names and rng.random() < 0.25:
        sigma = rng.uniform(0.4, 2)
        bands = ndimage.gaussian_filter(bands, (0, sigma, sigma), truncate=3)
    if "contrast" in names:
        # A gamma g is x + (g - 1) / 2 * spread / centre * x² to second order about the centre.
        bands = bands + np.float32(rng.uniform(-0.08, 0.08)) * bands * bands
        bands *= (rng.uniform(0.7, 1.4) * rng.uniform(0.9, 1.1, each)).astype(np.float32)
    if "brightness" in names:
        bands = bands + (rng.normal(0, 0.3) + rng.normal(0, 0.1, each)).astype(np.float32)
    if "noise" in names and rng.random() < 0.4:
        bands = bands + rng.uniform(0.02, 0.2) * rng.standard_normal(bands.shape, np.float32)
    return np.where(missing, np.float32(0), bands)


def _drop(values: np.ndarray, channels: Sequence[Channel], rng: np.random.Generator) -> None:
    """Make the network live without coherence, DEM, infrared, or all three."""
    rgb_only = rng.random() < 0.3
    for source, chance in (("coherence", 0.35), ("terrain", 0.3), ("infrared", 0.25)):
        if not rgb_only and rng.random() >= chance:
            continue
        for n, channel in enumerate(channels):
            infrared = channel.role in ("nir", "swir1", "swir2")
            if channel.source == source or (source == "infrared" and infrared):
                values[n] = 0
