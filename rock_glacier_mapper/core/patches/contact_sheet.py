"""A picture of some patches with their masks, to look at before training."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch as Swatch

from ..channels import robust_statistics
from ..feedback import Feedback
from ..figuretext import figure_text
from ..raster import GridReader, RasterSource, grid_of, open_raster
from ..translation import tr
from .dataset import TRAIN, UNKNOWN, VALIDATION, Patch, PatchDataset

MOST, _COLUMNS = 48, 8
#: Frame colours, those of the style ``patches.qml``.
FRAMES = {TRAIN: "#1f77b4", VALIDATION: "#ff7f0e"}
_OUTLINE, _UNKNOWN = "#ffee00", "#b0b0b0"
#: Side of a picture in inches, dots per inch, and the most pixels of a side that are drawn.
_SIDE, _DPI, _DRAWN = 1.75, 110, 240


@dataclass
class _Picture:
    patch: Patch
    bands: np.ndarray
    label: np.ndarray


def draw_contact_sheet(
    dataset: PatchDataset, path: str | os.PathLike, feedback: Feedback | None = None
) -> None:
    """Draw up to 48 patches, those of rock glaciers first, with the outline of their mask.

    Args:
        dataset: to look at.
        path: PNG file.

    Raises:
        InputError: a patch is damaged.
    """
    feedback = feedback or Feedback()
    chosen = choose(dataset.patches)
    roles = [channel.role for channel in dataset.channels]
    shown = ("red", "green", "blue") if {"red", "green", "blue"} <= set(roles) else roles[:1] * 3
    numbers = tuple(roles.index(role) + 1 for role in shown)
    pictures = []
    for number, patch in enumerate(chosen):
        feedback.check()
        feedback.progress(0.5 * number / len(chosen))
        pictures.append(_read(patch, numbers))
    low, high = _stretch(pictures)
    rows = -(-len(chosen) // _COLUMNS)
    columns = min(_COLUMNS, max(len(chosen), 4))
    height = rows * (_SIDE + 0.32) + 0.75
    figure = Figure(figsize=(columns * (_SIDE + 0.12) + 0.2, height), dpi=_DPI)
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots(rows, columns, squeeze=False)
    for axis in axes.flat:
        axis.set_axis_off()
    for number, (picture, axis) in enumerate(zip(pictures, axes.flat)):
        feedback.check()
        feedback.progress(0.5 + 0.4 * number / len(chosen))
        _draw(axis, picture, low, high)
    title = tr(
        "{count} of {total} patches, {size} pixels of {resolution:g} m, bands {bands}"
    ).format(
        count=len(chosen),
        total=len(dataset.patches),
        size=dataset.patch_size,
        resolution=dataset.resolution_m,
        bands=figure_text(", ".join(shown), 90),
    )
    figure.text(0.01, 1 - 0.1 / height, title, va="top", fontsize=9)
    figure.legend(
        handles=[
            Swatch(facecolor="none", edgecolor=FRAMES[TRAIN], linewidth=2.5, label=tr("training")),
            Swatch(
                facecolor="none",
                edgecolor=FRAMES[VALIDATION],
                linewidth=2.5,
                label=tr("validation"),
            ),
            Line2D([], [], color=_OUTLINE, linewidth=1.5, label=tr("rock glacier")),
            Swatch(facecolor=_UNKNOWN, label=tr("no data")),
        ],
        loc="upper left",
        bbox_to_anchor=(0.005, 1 - 0.25 / height),
        ncol=4,
        fontsize=8,
        frameon=False,
        labelcolor="black",
    )
    figure.subplots_adjust(
        left=0.01,
        right=0.99,
        bottom=0.28 / height,
        top=1 - 0.6 / height,
        wspace=0.06,
        hspace=0.32 / _SIDE,
    )
    canvas.print_png(os.fspath(path))
    feedback.progress(1)


def choose(patches: Sequence[Patch], most: int = MOST) -> list[Patch]:
    """A fair choice: with rock glaciers before without, of each kind evenly over both splits."""
    kinds = [
        sorted(
            (p for p in patches if (p.positive_share > 0) is positive),
            key=lambda p: (p.split, p.name),
        )
        for positive in (True, False)
    ]
    without = min(len(kinds[1]), max(most // 3, most - len(kinds[0])))
    chosen = []
    for kind, count in zip(kinds, (most - without, without)):
        count = min(count, len(kind))
        chosen += [kind[n] for n in np.linspace(0, len(kind) - 1, count).round().astype(int)]
    return chosen


def _read(patch: Patch, numbers: tuple[int, ...]) -> _Picture:
    source = RasterSource(str(patch.image), numbers, "patch")
    grid = grid_of(source)
    with open_raster(patch.image, "patch") as dataset:
        bare = all(value is None for value in dataset.nodatavals)
    with GridReader(source, grid, bare) as reader:
        bands = reader.read(0, 0, grid.width, grid.height)
    with open_raster(patch.mask, "mask") as dataset:
        label = dataset.read(1)
    step = max(1, -(-max(grid.shape) // _DRAWN))
    return _Picture(patch, bands[:, ::step, ::step], label[::step, ::step])


def _stretch(pictures: list[_Picture]) -> tuple[np.ndarray, np.ndarray]:
    """Values drawn as black and as white, by band: the same for all, so that they compare.

    Snow may cover much of a scene, so that white is not simply a high percentile.
    """
    limits = []
    for band in zip(*(picture.bands for picture in pictures)):
        values = np.concatenate([part[np.isfinite(part)] for part in band])
        known = robust_statistics(values)
        low, high = np.percentile(values, (1, 99))
        limits.append(
            (
                max(low, known.centre - 2.5 * known.spread),
                min(high, known.centre + 3.5 * known.spread),
            )
        )
    return tuple(np.array(limits).T)


def _draw(axis, picture: _Picture, low: np.ndarray, high: np.ndarray) -> None:
    spread = np.maximum(high - low, 1e-9)
    colours = np.clip((picture.bands.transpose(1, 2, 0) - low) / spread, 0, 1)
    hidden = ~np.isfinite(colours).all(axis=2) | (picture.label == UNKNOWN)
    colours[hidden] = int(_UNKNOWN[1:3], 16) / 255
    axis.imshow(colours, interpolation="nearest", aspect="equal")
    rock_glacier = picture.label == 1
    if rock_glacier.any():
        axis.contour(
            rock_glacier.astype(float),
            [0.5],
            colors=[_OUTLINE],
            linewidths=1.0,
        )
    patch = picture.patch
    axis.set_axis_on()
    axis.set_xticks([])
    axis.set_yticks([])
    for spine in axis.spines.values():
        spine.set(edgecolor=FRAMES[patch.split], linewidth=2.5)
    axis.set_xlabel(f"{patch.name}   {patch.positive_share:.0%}", fontsize=7.5, labelpad=3)
