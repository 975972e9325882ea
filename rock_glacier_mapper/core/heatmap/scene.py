"""Step 3: the heatmap of a scene as a file, from one or several looks at it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from shapely.geometry.base import BaseGeometry

from .. import plainjson
from ..channels import ChannelStack
from ..errors import InputError
from ..feedback import Feedback
from ..files import require_space, whole_file
from ..grid import Grid
from ..inference import Network, Tiling, calibrate
from ..raster import require_geotiff
from ..translation import tr
from .engine import Options, Pass, Prediction, open_store, predict_pass
from .geotiff import write_heatmap
from .plausibility import TerrainRule
from .scales import mean_over_scales, region_at_scale, scaled_grid

#: Ending of the folder in which a run keeps finished windows.
UNFINISHED = ".unfinished"
#: The note on how a run was cut is no longer than this, bytes.
_LARGEST_NOTE = 10_000_000
#: Seconds of work that are kept when a run is cancelled or fails; less is soon done again.
_WORTH_KEEPING = 60
#: Rows that are averaged and written at once.
_STRIP = 128


def predict_heatmap(
    network: Network, stack: ChannelStack, output: str | os.PathLike, **options
) -> Prediction:
    """The heatmap at scale 1 from channels that are open already.

    Args:
        stack: the model's channels on the grid to map; entered.
        options: see :func:`predict_at_scales`.
    """

    def stack_for(_: Grid):
        return contextlib.nullcontext(stack)

    return predict_at_scales(network, stack_for, stack.grid, output, (1.0,), **options)


def predict_at_scales(
    network: Network,
    stack_for: Callable[[Grid], ChannelStack],
    grid: Grid,
    output: str | os.PathLike,
    scales: Sequence[float],
    *,
    uncertainty: str | os.PathLike | None = None,
    region: tuple[int, int, int, int] | None = None,
    mask: Sequence[BaseGeometry] | None = None,
    terrain: TerrainRule | None = None,
    test_time_augmentation: bool = False,
    tile_size: int | None = None,
    margin: int | None = None,
    memory_mb: float | None = None,
    encoding: str = "float32",
    tags: dict[str, str] | None = None,
    resume: dict | None = None,
    feedback: Feedback | None = None,
) -> Prediction:
    """Predict at each scale, and write the mean as a heatmap on ``grid``.

    Neither tile size, batch, region nor a break in between change the result.

    Args:
        network: the model.
        stack_for: gives the model's channels on a grid, not entered.
        grid: to map.
        output: the heatmap, a Cloud Optimized GeoTIFF; pixels without image data or outside
            ``mask`` get no data, flat terrain 0.
        scales: from :func:`.parse_scales`, 1 first: where that one has no data there is none.
        uncertainty: a second raster with the standard deviation of the probability over scales
            and views; this switches on the test-time augmentation.
        region: (column, row, width, height) of the grid to write; the whole grid when None.
            Pixels outside it still serve as context.
        mask: polygons in the grid's CRS to which the heatmap is restricted.
        terrain: skips terrain that is too flat for a rock glacier.
        test_time_augmentation: mean over the eight rotations and reflections (8 times slower);
            channels with a direction turn with the picture.
        tile_size: of the windows in pixels; None: the model's own, or what ``memory_mb`` allows.
        margin: rim to discard in pixels; the model's own when None.
        memory_mb: choose larger tiles, and batches, within this memory, in megabytes.
        encoding: of the files, see :data:`.ENCODINGS`.
        tags: metadata of the files.
        resume: all that decides the result, as plain values. Finished windows then stay beside
            the output when the run is killed, or fails or is cancelled after a minute or more; a
            later run with equal values goes on from them. None: nothing is kept.

    Raises:
        InputError: unusable tile size, no data in the region, a failing model, damaged rasters, a
            full disk, or channels that the test-time augmentation cannot turn.
        Cancelled: there is no output.
    """
    feedback = feedback or Feedback()
    for path in filter(None, (output, uncertainty)):
        require_geotiff(path)
    region = region or (0, 0, grid.width, grid.height)
    options = Options.of(mask, terrain, test_time_augmentation, uncertainty is not None)
    margin = network.card.margin if margin is None else margin
    fingerprint = None
    if resume is not None:
        fingerprint = {**resume, "region": list(region), "scales": list(scales), "margin": margin}
    whole = Prediction(provider=network.provider)
    with _folder(output, fingerprint, feedback) as folder, contextlib.ExitStack() as stores:
        require_space(folder, _bytes(region, scales, options.bands))

        def choose() -> Tiling:
            if tile_size is not None or memory_mb is None:
                return Tiling(tile_size or network.card.tile_size)
            place = region[0], region[1], grid.width, grid.height
            tiling = calibrate(network, (region[3], region[2]), margin, memory_mb, feedback, place)
            feedback.info(tiling.report)
            return tiling

        tiling = remembered_tiling(folder, {**(fingerprint or {}), "tile": tile_size}, choose)
        passes: list[Pass] = []
        total, done = sum(scale**2 for scale in scales), 0.0
        for scale in scales:
            part = feedback.part(0.9 * done / total, 0.9 * (done + scale**2) / total)
            done += scale**2
            with stack_for(scaled_grid(grid, scale)) as stack:
                seen = predict_pass(
                    network,
                    stack,
                    region_at_scale(grid, region, scale),
                    tiling,
                    margin,
                    options,
                    open_store(folder / f"scale_{scale:g}", fingerprint or {}),
                    part,
                )
            stores.callback(seen.close)
            passes.append(seen)
            whole += seen.result
            if not passes[0].found:
                raise InputError(
                    tr(
                        "There is no image data in the area to map: it is all nodata or "
                        "outside the mask. Check EXTENT and MASK."
                    )
                )
        begin, target = time.perf_counter(), grid.part(*region)
        outputs = [(output, 0, "probability")]
        if uncertainty is not None:
            outputs.append((uncertainty, 1, "standard deviation of the probability"))
        for number, (path, band, name) in enumerate(outputs):
            start = 0.9 + 0.1 * number / len(outputs)
            write_heatmap(
                path,
                target,
                _strips(passes, scales, region, band),
                encoding=encoding,
                description=name,
                tags=tags,
                feedback=feedback.part(start, start + 0.1 / len(outputs)),
            )
        whole.writing = time.perf_counter() - begin
    return whole


def remembered_tiling(
    folder: Path, fingerprint: dict | None, choose: Callable[[], Tiling]
) -> Tiling:
    """The tiling that the run in a folder was begun with, else the one that ``choose`` gives."""
    path, key = folder / "tiling.json", json.dumps(fingerprint, sort_keys=True, default=str)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        known = plainjson.read(path, _LARGEST_NOTE)
        size, batch = known["tile_size"], known["batch"]
        if known["of"] == key and size in range(1, 65537) and batch in range(1, 1025):
            return Tiling(int(size), int(batch))
    tiling = choose()
    with whole_file(path) as temporary:
        known = {"of": key, "tile_size": tiling.tile_size, "batch": tiling.batch}
        temporary.write_text(json.dumps(known), encoding="utf-8")
    return tiling


def _strips(
    passes: Sequence[Pass], scales: Sequence[float], region: tuple[int, int, int, int], band: int
) -> Iterator[tuple[int, np.ndarray]]:
    for row in range(0, region[3], _STRIP):
        rows = min(_STRIP, region[3] - row)
        yield row, mean_over_scales(passes, scales, region, row, rows)[band]


def _bytes(region: tuple[int, int, int, int], scales: Sequence[float], bands: int) -> float:
    """Room that the finished windows and the outputs need."""
    pixels = region[2] * region[3]
    return 4 * pixels * bands * sum(scale**2 for scale in scales)


@contextlib.contextmanager
def _folder(
    output: str | os.PathLike, fingerprint: dict | None, feedback: Feedback
) -> Iterator[Path]:
    """Where finished windows lie: beside the output when they are to be kept."""
    final = Path(output)
    if fingerprint is None:
        with tempfile.TemporaryDirectory(prefix="rock_glacier_windows_") as name:
            yield Path(name)
        return
    folder = final.with_name(final.name + UNFINISHED)
    existed, begin = folder.exists(), time.monotonic()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            tr(
                "The output folder {parent} is not writable ({strerror}). Choose another place."
            ).format(parent=final.parent, strerror=error.strerror)
        ) from error
    try:
        yield folder
    except Exception:
        if existed or time.monotonic() - begin > _WORTH_KEEPING:
            feedback.info(
                tr(
                    "Finished windows are kept in {folder}: the same run goes on from them. "
                    "Delete the folder if you do not want that."
                ).format(folder=folder)
            )
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
