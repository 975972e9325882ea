"""Probability heatmap of a scene: tiled prediction whose result does not depend on the tiling.

Each window is read with a rim as wide as the network's receptive field; the rim's prediction is
thrown away. Windows start at multiples of the network's stride from the grid's corner. So every
pixel sees the same surroundings, in the same phase, whatever the tile size or the extent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
import rasterio.features
import shapely
from shapely.geometry.base import BaseGeometry

from ..channels import ChannelStack
from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..inference import Network
from ..orientation import SYMMETRIES, transform_view, undo_view
from ..raster import NODATA, create_geotiff
from .tiles import Tile, plan_tiles


@dataclass
class Prediction:
    """What a run did, for messages and provenance.

    Attributes:
        tiles: windows in all.
        skipped: of these without data or outside the mask.
        provider: ONNX Runtime execution provider that ran.
    """

    tiles: int = 0
    skipped: int = 0
    provider: str = ""


def predict_heatmap(
    network: Network,
    stack: ChannelStack,
    output: str | os.PathLike,
    *,
    uncertainty: str | os.PathLike | None = None,
    region: tuple[int, int, int, int] | None = None,
    mask: list[BaseGeometry] | None = None,
    tile_size: int | None = None,
    margin: int | None = None,
    test_time_augmentation: bool = False,
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
) -> Prediction:
    """Predict the probability heatmap of a scene into a GeoTIFF (float32, 0 to 1).

    Args:
        network: the model.
        stack: its channels on the grid to map; must be entered.
        output: the heatmap; pixels without image data or outside ``mask`` get no data.
        uncertainty: a second raster with the standard deviation of the probability over the
            eight views of the test-time augmentation, which this switches on.
        region: (column, row, width, height) of the grid to write; the whole grid when None.
            Pixels outside it still serve as context.
        mask: polygons in the grid's CRS to which the heatmap is restricted.
        tile_size: of the windows in pixels; the model's own when None.
        margin: rim to discard in pixels; the model's own when None.
        test_time_augmentation: mean over the eight rotations and reflections (8 times slower);
            channels with a direction turn with the picture.

    Raises:
        InputError: unusable tile size, no data in the region, a failing model, or channels that
            the test-time augmentation cannot turn.
        Cancelled: nothing is written.
    """
    feedback = feedback or Feedback()
    card, grid = network.card, stack.grid
    region = region or (0, 0, grid.width, grid.height)
    views = SYMMETRIES if test_time_augmentation or uncertainty is not None else SYMMETRIES[:1]
    strips = plan_tiles(
        grid,
        region,
        tile_size or card.tile_size,
        card.margin if margin is None else margin,
        card.stride,
    )
    result = Prediction(sum(map(len, strips)), 0, network.provider)
    target = grid.part(*region)
    area = shapely.union_all(mask) if mask is not None else None
    if area is not None:
        shapely.prepare(area)
    done = 0
    with ExitStack() as files:
        paths = [("probability", output)]
        if uncertainty is not None:
            paths.append(("standard deviation of the probability", uncertainty))
        writers = [
            files.enter_context(create_geotiff(path, target, descriptions=(name,), tags=tags))
            for name, path in paths
        ]
        reader = files.enter_context(ThreadPoolExecutor(1))
        tiles = [tile for strip in strips for tile in strip]
        prepared = _ahead(reader, lambda tile: _prepare(stack, tile, area), tiles)
        found = False
        for strip in strips:
            height, column = strip[0].height, region[0]
            lines = np.full((len(writers), height, region[2]), NODATA, np.float32)
            for tile in strip:
                feedback.check()
                values, valid = next(prepared)
                if values is None:
                    result.skipped += 1
                else:
                    found = True
                    core = _predict_tile(network, values, tile, views)
                    part = lines[:, :, tile.column - column : tile.column - column + tile.width]
                    for line, band in zip(part, core):
                        line[valid] = band[valid]
                done += 1
                feedback.progress(done / result.tiles)
            first = strip[0].row - region[1]
            for writer, line in zip(writers, lines):
                writer.write(line, 1, window=((first, first + height), (0, region[2])))
        if not found:
            raise InputError(
                "There is no image data in the area to map: it is all nodata or outside the mask. "
                "Check EXTENT and MASK."
            )
    return result


def _ahead(reader: ThreadPoolExecutor, prepare, tiles: list[Tile]) -> Iterator:
    """Results of ``prepare`` in order, the next one being made while the last is used."""
    waiting = reader.submit(prepare, tiles[0])
    for following in tiles[1:]:
        ready, waiting = waiting.result(), reader.submit(prepare, following)
        yield ready
    yield waiting.result()


def _prepare(stack: ChannelStack, tile: Tile, area: BaseGeometry | None):
    """Network input of a window and the validity of its core; (None, None) when all invalid."""
    inside = None
    if area is not None:
        inside = _inside(stack.grid, tile, area)
        if not inside.any():
            return None, None
    values = stack.read(tile.left, tile.top, tile.read_width, tile.read_height)
    valid = stack.valid(values)[_core(tile)]
    if inside is not None:
        valid &= inside
    if not valid.any():
        return None, None
    return stack.scaled(values), valid


def _inside(grid: Grid, tile: Tile, area: BaseGeometry) -> np.ndarray:
    core = grid.part(tile.column, tile.row, tile.width, tile.height)
    if not area.intersects(shapely.box(*core.bounds)):
        return np.zeros(core.shape, bool)
    return rasterio.features.geometry_mask([area], core.shape, core.transform, invert=True)


def _core(tile: Tile) -> tuple[slice, slice]:
    top, left = tile.row - tile.top, tile.column - tile.left
    return slice(top, top + tile.height), slice(left, left + tile.width)


def _predict_tile(
    network: Network, values: np.ndarray, tile: Tile, views: tuple[tuple[bool, bool, bool], ...]
) -> list[np.ndarray]:
    """Mean, and with several views the standard deviation, of the probability on the core."""
    core = _core(tile)
    total = squares = None
    for view in views:
        turned = transform_view(values, network.card.channels, *view) if any(view) else values
        seen = network.probability(turned[None])
        seen = undo_view(seen, (), *view)[0][core].astype(np.float64)
        total = seen if total is None else total + seen
        squares = seen**2 if squares is None else squares + seen**2
    if len(views) == 1:
        return [seen.astype(np.float32)]
    mean = total / len(views)
    spread = np.sqrt(np.maximum(squares / len(views) - mean**2, 0))
    return [mean.astype(np.float32), spread.astype(np.float32)]


def working_grid(image_grid: Grid, resolution: float) -> Grid:
    """The grid to map: the image's own where it fits the model's resolution, else one in metres.

    Raises:
        InputError: the image is far too coarse for the model.
    """
    grid = image_grid.metric(resolution)
    own = image_grid.metric().resolution
    if own > 4 * resolution:
        raise InputError(
            f"The image has pixels of {own:.1f} m; the model needs about {resolution:g} m. Use a "
            "finer image or a model for this resolution."
        )
    return grid
