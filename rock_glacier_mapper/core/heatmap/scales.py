"""Heatmap at several scales: the image is seen larger and smaller, and the views are averaged.

DeepLab's multi-scale inference (Chen et al. 2018, TPAMI 40, 834-848); the published rock glacier
inventories used six scales from 0.5 to 1.75. A landform that is larger or smaller than those of the
training is recognised at another scale.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from affine import Affine
from scipy import special
from shapely.geometry.base import BaseGeometry

from ..channels import ChannelStack
from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..inference import Network
from ..model_card import LARGEST_SCALE, LEAST_SCALE
from ..raster import NODATA, GridReader, RasterSource, create_geotiff
from .engine import Prediction, predict_heatmap

#: Probabilities are kept this far from 0 and 1 before their logits are averaged.
_RIM = 1e-4
_STRIP = 512


def parse_scales(text: str) -> tuple[float, ...]:
    """Scales from a string such as ``0.7,1,1.4``; 1 is always among them, and comes first.

    Raises:
        InputError: something else than numbers between 0.25 and 4.
    """
    try:
        scales = {float(part) for part in text.split(",") if part.strip()}
    except ValueError:
        scales = {math.nan}
    if not all(LEAST_SCALE <= scale <= LARGEST_SCALE for scale in scales):
        raise InputError(
            f"SCALES: '{text}' is no list of numbers between {LEAST_SCALE:g} and "
            f"{LARGEST_SCALE:g}, for example 0.7,1,1.4."
        )
    return (1.0, *sorted(scales - {1.0}))


def scaled_grid(grid: Grid, scale: float) -> Grid:
    """The grid of the image enlarged by ``scale``, from the same upper-left corner."""
    return Grid(
        grid.crs,
        grid.transform * Affine.scale(1 / scale),
        math.ceil(grid.width * scale),
        math.ceil(grid.height * scale),
    )


def predict_at_scales(
    network: Network,
    stack_for: Callable[[Grid], ChannelStack],
    grid: Grid,
    output: str | os.PathLike,
    scales: Sequence[float],
    *,
    uncertainty: str | os.PathLike | None = None,
    region: tuple[int, int, int, int] | None = None,
    mask: list[BaseGeometry] | None = None,
    test_time_augmentation: bool = False,
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
    **tiling: int | None,
) -> Prediction:
    """Predict at each scale, and write the mean as a heatmap on ``grid``.

    The mean is that of the logits. Neither tile size nor region change it, as each scale's heatmap
    does not depend on them.

    Args:
        stack_for: gives the model's channels on a grid, not entered.
        grid: to map.
        output: the heatmap, as :func:`.predict_heatmap` writes it.
        scales: from :func:`parse_scales`, 1 first: where that one has no data there is none.
        uncertainty: raster of the standard deviation over scales and views; this switches on the
            test-time augmentation.
        region, mask, test_time_augmentation, tags, tiling: see :func:`.predict_heatmap`.

    Raises:
        InputError: see :func:`.predict_heatmap`.
        Cancelled: nothing is written.
    """
    feedback = feedback or Feedback()
    options = {"mask": mask, "test_time_augmentation": test_time_augmentation, **tiling}
    if len(scales) == 1:
        with stack_for(grid) as stack:
            return predict_heatmap(
                network,
                stack,
                output,
                uncertainty=uncertainty,
                region=region,
                tags=tags,
                feedback=feedback,
                **options,
            )
    target = grid.part(*(region or (0, 0, grid.width, grid.height)))
    total, done = sum(scale**2 for scale in scales), 0.0
    whole = Prediction(provider=network.provider)
    with tempfile.TemporaryDirectory(prefix="rock_glacier_scales_") as name:
        passes = []
        for scale in scales:
            part = feedback.part(0.95 * done / total, 0.95 * (done + scale**2) / total)
            done += scale**2
            heatmap = Path(name) / f"{scale}.tif"
            spread = Path(name) / f"{scale}_spread.tif" if uncertainty is not None else None
            with stack_for(scaled_grid(grid, scale)) as stack:
                found = predict_heatmap(
                    network,
                    stack,
                    heatmap,
                    uncertainty=spread,
                    region=_covering(stack.grid, target),
                    feedback=part,
                    **options,
                )
            whole.tiles += found.tiles
            whole.skipped += found.skipped
            passes.append((heatmap, spread))
        _average(passes, target, output, uncertainty, tags, feedback.part(0.95, 1))
    return whole


def _covering(grid: Grid, target: Grid) -> tuple[int, int, int, int]:
    """The pixels of ``grid`` under ``target``, and a rim to interpolate from."""
    column, row = (math.floor(v) - 2 for v in ~grid.transform * target.transform * (0, 0))
    end = ~grid.transform * target.transform * (target.width, target.height)
    end_column, end_row = (math.ceil(v) + 2 for v in end)
    column, row = max(0, column), max(0, row)
    return column, row, min(grid.width, end_column) - column, min(grid.height, end_row) - row


def _average(
    passes: list[tuple[Path, Path | None]],
    target: Grid,
    output: str | os.PathLike,
    uncertainty: str | os.PathLike | None,
    tags: dict[str, str] | None,
    feedback: Feedback,
) -> None:
    with ExitStack() as files:

        def writer(path, name: str):
            return files.enter_context(
                create_geotiff(path, target, descriptions=(name,), tags=tags)
            )

        def reader(path: Path) -> GridReader:
            return files.enter_context(GridReader(RasterSource(str(path), (1,)), target))

        mean_to = writer(output, "probability")
        spread_to = None
        if uncertainty is not None:
            spread_to = writer(uncertainty, "standard deviation of the probability")
        heatmaps = [reader(heatmap) for heatmap, _ in passes]
        spreads = [reader(spread) for _, spread in passes if spread is not None]
        for top in range(0, target.height, _STRIP):
            feedback.check()
            lines = min(_STRIP, target.height - top)
            window = 0, top, target.width, lines
            place = {"window": ((top, top + lines), (0, target.width))}
            seen = np.stack([heatmap.read(*window)[0] for heatmap in heatmaps])
            missing = np.isnan(seen[0])
            seen[1:] = np.where(np.isnan(seen[1:]), seen[:1], seen[1:])
            mean = special.expit(special.logit(np.clip(seen, _RIM, 1 - _RIM)).mean(0))
            mean_to.write(np.where(missing, NODATA, mean).astype(np.float32), 1, **place)
            if spread_to is not None:
                within = np.stack([spread.read(*window)[0] for spread in spreads])
                variance = np.nan_to_num(within**2).mean(0) + seen.var(0)
                spread_to.write(
                    np.where(missing, NODATA, np.sqrt(variance)).astype(np.float32), 1, **place
                )
            feedback.progress((top + lines) / target.height)
