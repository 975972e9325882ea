"""Phase 1 of mapping a region: heatmap, image and uncertainty of one unit.

All scenes that reach into the unit are predicted on the region's grid, each scaled by its own
statistics, and combined pixel by pixel. Windows start at multiples of the network's stride from the
corner of the region's grid, whatever the unit; so units fit together without seams.
"""

from __future__ import annotations

import functools
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import numpy as np
from scipy import special

from ..channels import OPTICAL_ROLES, ChannelStack, make_channel
from ..errors import InputError, UnreadableRasterError
from ..feedback import Feedback
from ..files import file_state
from ..grid import Grid
from ..heatmap.engine import Options, Pass, Prediction, open_store, predict_pass
from ..heatmap.geotiff import write_heatmap
from ..heatmap.plausibility import TerrainRule
from ..heatmap.scales import mean_logit, mean_over_scales, region_at_scale, scaled_grid
from ..heatmap.scene import remembered_tiling
from ..inference import Network, Tiling, calibrate
from ..orientation import SYMMETRIES
from ..raster import RasterSource, create_geotiff
from ..translation import tr
from .job import Job, Scene, Unit

_STRIP = 512
#: Reflectance is stored as an integer times this, and no data as :data:`_NO_REFLECTANCE`.
_REFLECTANCE_STEPS = 10_000
_NO_REFLECTANCE = 65535
#: Memory for windows in the network, megabytes.
MEMORY_MB = 2000


def predict_unit(
    job: Job,
    unit: Unit,
    *,
    device: str = "auto",
    threads: int = 0,
    memory_mb: float = MEMORY_MB,
    feedback: Feedback | None = None,
) -> dict:
    """Predict a unit into the job's folder; windows that an earlier run finished are kept.

    A scene that cannot be read is left out, with a warning.

    Args:
        job, unit: what to predict.
        device, threads: of the network, see :class:`..inference.Network`.
        memory_mb: for windows in the network.
        feedback: progress, messages, cancelling.

    Returns:
        What was done, as plain values: ``windows``, ``skipped``, ``why``, ``resumed``,
        ``seconds``, ``running`` (seconds in the network), ``provider``, ``scenes`` (those used),
        ``warnings``, ``data`` (whether there is image data).

    Raises:
        InputError: none of the scenes can be read, a failing model, a full disk.
        Cancelled: finished windows stay.
    """
    feedback = feedback or Feedback()
    begin = time.perf_counter()
    settings = job.prediction
    state = file_state([job.model])
    network = _network(job.model, state, device, threads, settings.precision)
    margin = network.card.margin if settings.margin is None else settings.margin
    options = Options(
        job.mask,
        TerrainRule(**settings.terrain) if settings.terrain is not None else None,
        SYMMETRIES if settings.test_time_augmentation else SYMMETRIES[:1],
        settings.uncertainty and settings.test_time_augmentation,
    )
    folder = job.windows(unit)
    folder.mkdir(parents=True, exist_ok=True)

    def choose() -> Tiling:
        if settings.tile_size is not None:
            return Tiling(settings.tile_size)
        place = unit.column, unit.row, job.grid.width, job.grid.height
        return _tiling(network, (unit.height, unit.width), margin, memory_mb, place)

    tiling = remembered_tiling(folder, job.fingerprint, choose)
    whole = Prediction(provider=network.provider)
    used: list[tuple[Scene, list[Pass]]] = []
    warnings: list[str] = []
    scenes = job.scenes_of(unit)
    with ExitStack() as stores:
        for number, scene in enumerate(scenes):
            share = feedback.part(0.85 * number / len(scenes), 0.85 * (number + 1) / len(scenes))
            passes = []
            try:
                for step, scale in enumerate(settings.scales):
                    ends = step / len(settings.scales), (step + 1) / len(settings.scales)
                    with _stack(job, scene, network, scaled_grid(job.grid, scale)) as stack:
                        seen = predict_pass(
                            network,
                            stack,
                            region_at_scale(job.grid, unit.window, scale),
                            tiling,
                            margin,
                            options,
                            open_store(
                                folder / f"{job.scenes.index(scene)}_{scale:g}", job.fingerprint
                            ),
                            share.part(*ends),
                        )
                    stores.callback(seen.close)
                    passes.append(seen)
                    whole += seen.result
                    if not passes[0].found:
                        break
            except UnreadableRasterError as error:
                warnings.append(
                    tr("{scene} was left out: {error}").format(scene=scene.name, error=error)
                )
                feedback.warning(
                    tr("{name}: {warnings}").format(name=unit.name, warnings=warnings[-1])
                )
                continue
            if passes[0].found:
                used.append((scene, passes))
        if warnings and not used:
            raise InputError(" ".join(warnings))
        if used:
            _write(job, unit, used, feedback.part(0.85, 1), warnings)
    shutil.rmtree(folder, ignore_errors=True)
    return {
        "windows": whole.tiles,
        "skipped": whole.skipped,
        "why": whole.why,
        "resumed": whole.resumed,
        "seconds": time.perf_counter() - begin,
        "running": whole.running,
        "provider": whole.provider,
        "scenes": [scene.name for scene, _ in used],
        "warnings": warnings,
        "data": bool(used),
    }


def release_network() -> None:
    """Let go of the model that is kept open from unit to unit."""
    _network.cache_clear()
    _TILINGS.clear()


@functools.lru_cache(maxsize=2)
def _network(model: str, state: str, device: str, threads: int, precision: str) -> Network:
    """The model, kept open from unit to unit; ``state`` of its file is a key."""
    return Network(model, device, threads, precision)


#: Tilings that were chosen in this process, so that units of one size are calibrated once.
_TILINGS: dict[tuple, Tiling] = {}


def _tiling(
    network: Network,
    shape: tuple[int, int],
    margin: int,
    memory_mb: float,
    place: tuple[int, int, int, int],
) -> Tiling:
    key = str(network.path), network.provider, network.precision, shape, margin, memory_mb
    if key not in _TILINGS:
        _TILINGS[key] = calibrate(network, shape, margin, memory_mb, place=place)
    return _TILINGS[key]


def _stack(job: Job, scene: Scene, network: Network, grid: Grid) -> ChannelStack:
    return _channels(job, scene, network.card.channels, grid, job.dem)


def _channels(job: Job, scene: Scene, channels, grid: Grid, dem: str | None = None) -> ChannelStack:
    coherence = scene.coherence and RasterSource(scene.coherence, role=tr("coherence raster"))
    return ChannelStack(
        channels,
        RasterSource(scene.path),
        grid,
        band_roles=scene.band_roles,
        coherence=coherence or None,
        dem=RasterSource(dem, role="DEM") if dem else None,
    )


def _write(
    job: Job,
    unit: Unit,
    used: Sequence[tuple[Scene, list[Pass]]],
    feedback: Feedback,
    warnings: list[str],
) -> None:
    """Write the rasters of a unit from the windows of its scenes."""
    target = job.unit_grid(unit)
    outputs = [(job.heatmap(unit), 0, "probability")]
    spread = len(used) > 1 or len(job.prediction.scales) > 1 or used[0][1][0].bands > 1
    if job.prediction.uncertainty and spread:
        outputs.append((job.uncertainty(unit), 1, "standard deviation of the probability"))
    tags = {"SCENES": ", ".join(scene.name for scene, _ in used)}
    for number, (path, band, name) in enumerate(outputs):
        write_heatmap(
            path,
            target,
            _combined(job, unit, used, band),
            description=name,
            tags=tags,
            feedback=feedback.part(number / 3, (number + 1) / 3),
        )
    _write_image(job, unit, [scene for scene, _ in used], feedback.part(2 / 3, 1), warnings)


def _combined(
    job: Job, unit: Unit, used: Sequence[tuple[Scene, list[Pass]]], band: int
) -> Iterator[tuple[int, np.ndarray]]:
    """Strips of the unit: probability (band 0) or its standard deviation (1)."""
    for row in range(0, unit.height, _STRIP):
        rows = min(_STRIP, unit.height - row)
        seen = [
            mean_over_scales(passes, job.prediction.scales, unit.window, row, rows)
            for _, passes in used
        ]
        yield row, combine(seen, job.prediction.combine)[band]


def combine(
    seen: Sequence[tuple[np.ndarray, np.ndarray | None]], how: str
) -> tuple[np.ndarray, np.ndarray | None]:
    """Probability of several scenes over the same ground, and its standard deviation.

    Args:
        seen: for each scene, in the order of priority, probability and deviation (or None),
            float32 (rows, width), NaN = no data.
        how: ``mean`` of the logits of the scenes with data, ``max``, or ``first`` with data.

    Returns:
        As one scene. The deviation holds the variance within the scenes and between them. Where
        a scene says exactly 0 (terrain that was not looked at) the probability is 0.
    """
    if len(seen) == 1:
        return seen[0]
    values = np.stack([probability for probability, _ in seen])
    known = np.isfinite(values)
    count = known.sum(0)
    first = np.take_along_axis(values, known.argmax(0)[None], 0)[0]
    if how == "first":
        mean = first
    elif how == "max":
        mean = np.fmax.reduce(values, 0)
    else:
        # A scene without data takes no part: it repeats the first one, whose share is taken off.
        filled = np.where(known, values, first)
        missing = len(seen) - count
        total = mean_logit(filled) * len(seen) - mean_logit(first[None]) * missing
        mean = special.expit(total / np.maximum(count, 1)).astype(np.float32)
        mean = np.where(count == 1, first, mean)
    mean = np.where((values == 0).any(0), np.float32(0), mean)
    mean = np.where(count == 0, np.float32(np.nan), mean)
    within = np.stack([np.zeros_like(p) if spread is None else spread for p, spread in seen])
    within = np.where(known, within, 0).astype(np.float64)
    centre = np.where(known, values, 0).sum(0, dtype=np.float64) / np.maximum(count, 1)
    between = np.where(known, (values - centre) ** 2, 0).sum(0)
    spread = np.sqrt(((within**2).sum(0) + between) / np.maximum(count, 1)).astype(np.float32)
    return mean, np.where(count == 0, np.float32(np.nan), spread)


def _write_image(
    job: Job, unit: Unit, scenes: Sequence[Scene], feedback: Feedback, warnings: list[str]
) -> None:
    """Optical bands of the unit: of each pixel the first scene that has data.

    Reflectance times 10 000 where all scenes of the job are integers, else reflectance.
    """
    offered = {role for scene in job.scenes for role in scene.band_roles}
    roles = [role for role in OPTICAL_ROLES if role in offered]
    if not roles:
        return
    integer = all(scene.integer for scene in job.scenes)
    dtype, nodata = ("uint16", _NO_REFLECTANCE) if integer else ("float32", -9999.0)
    with ExitStack() as files:
        stacks = []
        for scene in scenes:
            channels = tuple(make_channel(role) for role in roles if role in scene.band_roles)
            stack = _channels(job, scene, channels, job.grid)
            stacks.append((files.enter_context(stack), [roles.index(c.role) for c in channels]))
        target = files.enter_context(
            create_geotiff(
                job.image(unit),
                job.unit_grid(unit),
                len(roles),
                dtype,
                nodata,
                descriptions=tuple(roles),
            )
        )
        if integer:
            target.scales = (1 / _REFLECTANCE_STEPS,) * len(roles)
        for row in range(0, unit.height, _STRIP):
            feedback.check()
            rows = min(_STRIP, unit.height - row)
            out = np.full((len(roles), rows, unit.width), np.nan, np.float32)
            for stack, places in stacks:
                values = stack.read(unit.column, unit.row + row, unit.width, rows)
                fill = np.isnan(out).all(0) & stack.valid(values)
                values = stack.physical(values)
                for place, band in zip(places, values):
                    out[place][fill] = band[fill]
            if integer:
                out = np.clip(np.rint(out * _REFLECTANCE_STEPS), 0, _NO_REFLECTANCE - 1)
            out = np.where(np.isnan(out), np.float32(nodata), out).astype(dtype)
            target.write(out, window=((row, row + rows), (0, unit.width)))
            feedback.progress((row + rows) / unit.height)
