"""Training and validation scenes from patch folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..channels import OPTICAL_ROLES, Channel
from ..errors import InputError
from ..feedback import Feedback
from ..files import require_space
from ..orientation import vector_pair
from ..patches.dataset import TRAIN, VALIDATION, PatchDataset, read_patch
from ..translation import tr
from .scenes import IGNORE, TrainingScene

#: Patches that need more bytes than this are kept in a file of the run's folder, not in memory.
LARGEST_IN_MEMORY = 4 * 1024**3
#: Largest relative difference of the resolutions of patch folders that train together.
_SAME_RESOLUTION = 0.1


def common_channels(datasets: Sequence[PatchDataset]) -> tuple[Channel, ...]:
    """All channels that any of the folders offers: optical by wavelength, then the others.

    A folder that lacks some of them trains the network to do without.

    Raises:
        InputError: the folders differ in resolution or in a channel's scaling, or the channels
            cannot go together.
    """
    first = datasets[0]
    for other in datasets[1:]:
        if abs(other.resolution_m / first.resolution_m - 1) > _SAME_RESOLUTION:
            raise InputError(
                tr(
                    "The patches of {folder} have {resolution_m:g} m per pixel, those of "
                    "{other_folder} {other_resolution_m:g} m. Prepare the stacks at one RESOLUTION."
                ).format(
                    folder=first.folder,
                    resolution_m=first.resolution_m,
                    other_folder=other.folder,
                    other_resolution_m=other.resolution_m,
                )
            )
    found: dict[str, Channel] = {}
    for dataset in datasets:
        for channel in dataset.channels:
            known = found.setdefault(channel.role, channel)
            if known != channel:
                raise InputError(
                    tr(
                        "The patch folders describe the channel {role} differently. Export "
                        "them with the same version of the plugin."
                    ).format(role=channel.role)
                )
    order = [role for role in OPTICAL_ROLES if role in found]
    channels = tuple(found[r] for r in (*order, *(r for r in found if r not in order)))
    vector_pair(channels)
    return channels


def patch_scenes(
    datasets: Sequence[PatchDataset],
    channels: tuple[Channel, ...],
    folder: Path,
    feedback: Feedback | None = None,
) -> tuple[list[TrainingScene], list[TrainingScene]]:
    """All patches as scenes: (training, validation).

    Each pixel of the ground counts once in the validation: where patches overlap, the later one's
    label is unknown there. Half of the crops, at least, come from patches with rock glaciers.

    Args:
        folder: where patches that do not fit into memory are kept; the caller removes it.

    Raises:
        InputError: see :func:`..patches.dataset.read_patch`; or a side of the split is empty, or a
            patch holds values that are not numbers.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    patches = [(dataset, patch) for dataset in datasets for patch in dataset.patches]
    values = _room([d.patch_size for d, _ in patches], len(channels), folder)
    sides: dict[str, list[TrainingScene]] = {TRAIN: [], VALIDATION: []}
    seen: dict[Path, dict[tuple[int, int], np.ndarray]] = {}
    start = 0
    for number, (dataset, patch) in enumerate(patches):
        feedback.check()
        read, label = read_patch(dataset, patch, channels)
        if not np.isfinite(read).all():
            raise InputError(
                tr(
                    "The patch {image} holds values that are not numbers. Prepare the stack "
                    "again and export anew."
                ).format(image=patch.image)
            )
        place = f"{dataset.folder.name}: {patch.place}" if len(datasets) > 1 else patch.place
        view = values[start : start + read.size].reshape(read.shape)
        view[:] = read
        start += read.size
        if patch.split == VALIDATION:
            _count_once(label, patch.column, patch.row, seen.setdefault(dataset.folder, {}))
        missing = {c.role for c in channels} - {c.role for c in dataset.channels}
        sides[patch.split].append(
            TrainingScene(
                f"{dataset.folder.name}/{patch.name}", place, view, label, tuple(sorted(missing))
            )
        )
        feedback.progress((number + 1) / len(patches))
    for side, scenes in sides.items():
        if not scenes:
            raise InputError(
                tr(
                    "The patches have none for {side}. Export them with another "
                    "VALIDATION_SHARE or a smaller BLOCK_SIZE."
                ).format(side=side)
            )
    _weigh(sides[TRAIN])
    return sides[TRAIN], sides[VALIDATION]


def _room(sizes: list[int], channels: int, folder: Path) -> np.ndarray:
    """Flat float16 array for all patches, in memory or in a file."""
    count = sum(size * size for size in sizes) * channels
    if 2 * count <= LARGEST_IN_MEMORY:
        return np.empty(count, np.float16)
    path = folder / "patches.f16"
    require_space(path, 2 * count)
    return np.memmap(path, np.float16, "w+", shape=(count,))


def _count_once(label: np.ndarray, column: int, row: int, covered: dict) -> None:
    """Mark pixels that an earlier patch holds as unknown; remember these ones.

    Args:
        covered: known pixels of the ground by block of 256, bool arrays, changed in place.
    """
    height, width = label.shape
    known = label != IGNORE
    step = 256
    for block_row in range(row // step, (row + height - 1) // step + 1):
        for block_column in range(column // step, (column + width - 1) // step + 1):
            block = covered.setdefault((block_row, block_column), np.zeros((step, step), bool))
            top, left = block_row * step, block_column * step
            rows = slice(max(row, top) - row, min(row + height, top + step) - row)
            columns = slice(max(column, left) - column, min(column + width, left + step) - column)
            inner = (
                slice(rows.start + row - top, rows.stop + row - top),
                slice(columns.start + column - left, columns.stop + column - left),
            )
            label[rows, columns][block[inner]] = IGNORE
            block[inner] |= known[rows, columns]


def _weigh(scenes: list[TrainingScene]) -> None:
    """Patches with rock glaciers get at least half of the crops, the others the rest."""
    positive = [scene for scene in scenes if (scene.label == 1).any()]
    share = max(0.5, len(positive) / len(scenes))
    for scene in scenes:
        scene.weight = (1 - share) / max(1, len(scenes) - len(positive))
    for scene in positive:
        scene.weight = share / len(positive)
