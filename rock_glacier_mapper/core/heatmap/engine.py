"""The prediction engine: reading, network and writing work at the same time, window by window.

Each window is read with a rim as wide as the network's receptive field; the rim's prediction is
thrown away. Windows start at multiples of the network's stride from the grid's corner. So every
pixel sees the same surroundings, in the same phase, whatever the tile size or the extent.

A reader thread prepares windows, the calling thread runs the network on batches of them, and a
writer thread turns the output into probabilities and stores them. Finished windows lie on the disk
with a checksum each: a run that was killed goes on with those that are missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..channels import ChannelStack
from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..inference import Network, OutOfMemory, Tiling
from ..orientation import SYMMETRIES, transform_view, undo_view
from ..pipeline import ahead, behind
from ..translation import mark, tr
from .plausibility import TerrainRule
from .preparation import Window, windows
from .store import WindowStore, read_rows
from .tiles import Tile, plan_tiles

#: Windows that wait between two stages.
_DEPTH = 2
#: Why a window was not predicted, and how that is said.
REASONS = {
    "nodata": mark("{count} skipped without image data"),
    "mask": mark("{count} skipped outside the area to map"),
    "terrain": mark("{count} skipped too flat for a rock glacier"),
}


@dataclass(frozen=True)
class Options:
    """What is predicted.

    Attributes:
        mask: polygons in the grid's CRS to which the heatmap is restricted; None for no limit.
        terrain: skips flat terrain, whose probability is 0; None predicts everywhere.
        views: the image as it is alone, or with its rotations and reflections (test-time
            augmentation).
        spread: keep the standard deviation over the views too.
    """

    mask: tuple[BaseGeometry, ...] | None = None
    terrain: TerrainRule | None = None
    views: tuple[tuple[bool, bool, bool], ...] = SYMMETRIES[:1]
    spread: bool = False

    @classmethod
    def of(cls, mask, terrain, test_time_augmentation: bool, spread: bool) -> Options:
        """Options from plain parameters; ``spread`` switches the augmentation on."""
        turned = test_time_augmentation or spread
        return cls(
            None if mask is None else tuple(mask),
            terrain,
            SYMMETRIES if turned else SYMMETRIES[:1],
            spread,
        )

    @property
    def bands(self) -> int:
        """Bands of a window's result: the probability, and its spread if wanted."""
        return 2 if self.spread else 1


@dataclass
class Prediction:
    """What a run did, for messages and provenance.

    Attributes:
        tiles: windows in all.
        skipped: of these not predicted, for one of the :data:`REASONS`.
        resumed: of these finished by an earlier run that was broken off.
        provider: ONNX Runtime execution provider that ran.
        why: number of skipped windows by reason.
        seconds: of the windows; ``running`` of these within the network.
        writing: seconds for averaging the scales and writing the files.
    """

    tiles: int = 0
    skipped: int = 0
    resumed: int = 0
    provider: str = ""
    why: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    running: float = 0.0
    writing: float = 0.0

    def __add__(self, other: Prediction) -> Prediction:
        why = {
            key: self.why.get(key, 0) + other.why.get(key, 0) for key in {**self.why, **other.why}
        }
        return Prediction(
            self.tiles + other.tiles,
            self.skipped + other.skipped,
            self.resumed + other.resumed,
            self.provider or other.provider,
            why,
            self.seconds + other.seconds,
            self.running + other.running,
            self.writing + other.writing,
        )

    def describe(self) -> str:
        """One line for the log."""
        parts = [tr("{count} windows").format(count=self.tiles)]
        parts += [tr(REASONS[why]).format(count=count) for why, count in sorted(self.why.items())]
        if self.resumed:
            parts.append(tr("{count} finished before").format(count=self.resumed))
        rest = max(0, self.tiles - self.skipped - self.resumed)
        if rest:
            text = tr("{time:.0f} ms each on {provider}")
            parts.append(text.format(time=1000 * self.seconds / rest, provider=self.provider))
        return ", ".join(parts)


class Pass:
    """The finished windows of one look at a scene, on the disk.

    Attributes:
        grid: that was looked at.
        region: (column, row, width, height) of it.
        result: what was done.
        found: whether there is image data anywhere.
        store: of the windows.
    """

    def __init__(
        self,
        store: WindowStore,
        grid: Grid,
        region: tuple[int, int, int, int],
        strips: Sequence[Sequence[Tile]],
        bands: int,
    ):
        self.grid, self.region, self.bands = grid, region, bands
        self.result = Prediction()
        self.found = False
        self.store, self._strips = store, strips

    def read(self, row: int, rows: int) -> np.ndarray:
        """Rows of the region: float32 (bands, rows, region's width), NaN = no data."""
        return read_rows(self.store, self._strips, self.region, row, row + rows)

    def close(self) -> None:
        """Close the store; the windows stay on the disk."""
        self.store.close()


def predict_pass(
    network: Network,
    stack: ChannelStack,
    region: tuple[int, int, int, int],
    tiling: Tiling,
    margin: int,
    options: Options,
    store: Callable[[list[tuple[int, int, int]]], WindowStore],
    feedback: Feedback | None = None,
) -> Pass:
    """Predict all windows of a region that are not in the store yet.

    Args:
        network: the model.
        stack: its channels on the grid to map; entered.
        region: (column, row, width, height) of the grid. Pixels outside serve as context.
        tiling: how to cut it, and how many windows to run at once; changes no value.
        margin: rim of the windows to discard, pixels.
        options: what to predict.
        store: opens the store for windows of these shapes (bands, height, width).
        feedback: progress, messages, cancelling.

    Raises:
        InputError: unusable tile size, a failing model, damaged rasters, a full disk, or channels
            that the test-time augmentation cannot turn.
        Cancelled: finished windows stay in the store.
    """
    strips = plan_tiles(stack.grid, region, tiling.tile_size, margin, network.card.stride)
    shapes = [(options.bands, tile.height, tile.width) for strip in strips for tile in strip]
    kept = store(shapes)
    try:
        seen = Pass(kept, stack.grid, region, strips, options.bands)
        seen.result = Prediction(len(shapes), provider=network.provider)
        _predict_missing(network, stack, seen, strips, tiling.batch, margin, options, feedback)
    except BaseException:
        kept.close()
        raise
    return seen


def _predict_missing(
    network: Network,
    stack: ChannelStack,
    seen: Pass,
    strips: list[list[Tile]],
    batch_size: int,
    margin: int,
    options: Options,
    feedback: Feedback | None,
) -> None:
    """Predict the windows of a pass that its store lacks."""
    feedback = feedback or Feedback()
    begin = time.perf_counter()
    kept, result = seen.store, seen.result
    before = kept.done
    for index in before:
        _count(seen, kept.note(index), not kept.note(index))
    result.resumed = len(before) - result.skipped
    todo = result.tiles - len(before)
    if not todo:
        return
    area = None
    if options.mask is not None:
        area = shapely.union_all(options.mask)
        shapely.prepare(area)
    if len(options.views) > 1:
        _refuse_unturnable(network, options.views)

    def finish(item: tuple[Window, list[np.ndarray] | None]) -> None:
        window, outputs = item
        kept.put(window.number, _result(network, window, outputs, options), window.why)

    done = 0
    served = windows(stack, strips, area=area, terrain=options.terrain, done=before)
    with ahead(served, _DEPTH) as prepared, behind(finish, _DEPTH) as write:
        for batch in _batches(prepared, batch_size):
            feedback.check()
            start = time.perf_counter()
            found = _run_views(network, batch, options.views, margin)
            result.running += time.perf_counter() - start
            for window, outputs in zip(batch, found):
                _count(seen, window.why, outputs is not None)
                window.release()
                write((window, outputs))
            done += len(batch)
            feedback.progress(done / todo)
    result.seconds = time.perf_counter() - begin


def _count(seen: Pass, why: str, predicted: bool) -> None:
    if why in REASONS:
        seen.result.skipped += 1
        seen.result.why[why] = seen.result.why.get(why, 0) + 1
    seen.found |= predicted or why == "terrain"


def _batches(prepared: Iterator[Window], size: int) -> Iterator[list[Window]]:
    """Windows of one shape together, up to ``size``; skipped ones as they come."""
    batch: list[Window] = []
    for window in prepared:
        if window.values is None:
            yield [window]
            continue
        if batch and (len(batch) >= size or batch[0].values.shape != window.values.shape):
            yield batch
            batch = []
        batch.append(window)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _refuse_unturnable(network: Network, views) -> None:
    """Raise early when a channel's direction cannot be turned with the picture."""
    channels = network.card.channels
    for view in views:
        transform_view(np.zeros((len(channels), 2, 2), np.float32), channels, *view)


def _run_views(
    network: Network, batch: list[Window], views, margin: int
) -> list[list[np.ndarray] | None]:
    """Raw output (K, height, width) of each view, turned back, for each window of a batch."""
    if batch[0].values is None:
        return [None]
    inputs = np.stack([window.values for window in batch]) if len(batch) > 1 else None
    if inputs is None:
        inputs = batch[0].values[None]
    seen: list[list[np.ndarray]] = [[] for _ in batch]
    for view in views:
        turned = inputs
        if any(view):
            turned = np.stack([transform_view(v, network.card.channels, *view) for v in inputs])
        raw = _run(network, np.ascontiguousarray(turned), margin)
        for known, one in zip(seen, raw):
            known.append(undo_view(one, (), *view) if any(view) else one)
    return seen


def _run(network: Network, batch: np.ndarray, margin: int) -> np.ndarray:
    """Raw output (N, K, H, W); a window that does not fit into memory is run in halves."""
    try:
        return network.run(batch)
    except OutOfMemory:
        stride = network.card.stride
        axis = 2 if batch.shape[2] >= batch.shape[3] else 3
        length = batch.shape[axis]
        middle = length // 2 // stride * stride
        rim = -(-margin // stride) * stride
        if not stride <= middle or middle + rim >= length or middle - rim <= 0:
            raise
    first = _run(network, _cut(batch, axis, 0, middle + rim), margin)
    second = _run(network, _cut(batch, axis, middle - rim, length), margin)
    return np.concatenate(
        [
            np.take(first, range(middle), axis),
            np.take(second, range(rim, second.shape[axis]), axis),
        ],
        axis,
    )


def _cut(batch: np.ndarray, axis: int, start: int, end: int) -> np.ndarray:
    part = batch[:, :, start:end] if axis == 2 else batch[:, :, :, start:end]
    return np.ascontiguousarray(part)


def _result(
    network: Network, window: Window, seen: list[np.ndarray] | None, options: Options
) -> np.ndarray | None:
    """Bands of a window's core, float32, NaN = no data; None when there is none at all."""
    tile = window.tile
    if seen is None:
        if window.why != "terrain":
            return None
        bands = np.zeros((options.bands, tile.height, tile.width), np.float32)
    else:
        core = _core(tile)
        views = [network.probabilities(raw[(slice(None), *core)]) for raw in seen]
        bands = views[0][None] if len(views) == 1 else _mean_and_spread(views)[: options.bands]
        if window.zero is not None:
            bands[:, window.zero] = 0
    bands[:, ~window.valid] = np.nan
    return bands


def _mean_and_spread(views: list[np.ndarray]) -> np.ndarray:
    total = squares = 0.0
    for view in views:
        total = total + view.astype(np.float64)
        squares = squares + view.astype(np.float64) ** 2
    mean = total / len(views)
    spread = np.sqrt(np.maximum(squares / len(views) - mean**2, 0))
    return np.stack([mean, spread]).astype(np.float32)


def _core(tile: Tile) -> tuple[slice, slice]:
    top, left = tile.row - tile.top, tile.column - tile.left
    return slice(top, top + tile.height), slice(left, left + tile.width)


def open_store(folder: Path, fingerprint: dict) -> Callable[[list], WindowStore]:
    """What :func:`predict_pass` opens a store with."""
    return lambda shapes: WindowStore(folder, fingerprint, shapes)


def working_grid(image_grid: Grid, resolution: float) -> Grid:
    """The grid to map: the image's own where it fits the model's resolution, else one in metres.

    Raises:
        InputError: the image is far too coarse for the model.
    """
    grid = image_grid.metric(resolution)
    own = image_grid.metric().resolution
    if own > 4 * resolution:
        raise InputError(
            tr(
                "The image has pixels of {own_resolution:.1f} m; the model needs about "
                "{resolution:g} m. Use a finer image or a model for this resolution."
            ).format(own_resolution=own, resolution=resolution)
        )
    return grid
