"""Labelled scenes to train and test with: generated ones, and rasters with label rasters.

A scene holds its channels as network input already (scaled by the statistics of the whole scene,
as in mapping, see :class:`..channels.ChannelStack`), so that a crop sees what a window sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..channels import (
    Channel,
    ChannelStack,
    Statistics,
    robust_statistics,
    scale,
    terrain_channel,
)
from ..demo import SceneSettings, generate_scene, random_settings
from ..errors import InputError
from ..grid import Grid
from ..raster import RasterSource, grid_of, open_raster, read_on_grid
from ..translation import tr

#: Label of pixels that neither train nor count.
IGNORE = 255


@dataclass
class TrainingScene:
    """A scene with labels.

    Attributes:
        name: for messages.
        place: scenes of one place must stay on one side of a split.
        values: scaled network input, float16 (channels, H, W), 0 where missing.
        label: uint8 (H, W): 1 rock glacier, 0 background, 255 ignore.
        missing: channels that this scene does not offer.
        weight: relative share of samples drawn from it.
    """

    name: str
    place: str
    values: np.ndarray
    label: np.ndarray
    missing: tuple[str, ...] = ()
    weight: float = 1.0


def generated_scene(
    channels: tuple[Channel, ...], seed: int, size: int = 512, settings: SceneSettings | None = None
) -> TrainingScene:
    """A generated scene with random light, snow, colours, relief and DEM quality.

    Args:
        channels: of the network.
        seed: of the scene; each seed is a place of its own.
        size: side in pixels.
        settings: instead of random ones.
    """
    rng = np.random.default_rng(seed)
    scene = generate_scene(seed, settings or random_settings(rng, size))
    margin = scene.settings.dem_margin
    step = scene.settings.pixel_size
    dem_grid = Grid(scene.crs, scene.dem_transform, *scene.dem.shape[::-1])
    optical = dict(zip(("blue", "green", "red", "nir", "swir1", "swir2"), scene.optical))
    valid = np.isfinite(scene.optical).all(axis=0)
    values = np.zeros((len(channels), *valid.shape), np.float32)
    for channel, band in zip(channels, values):
        if channel.source == "terrain":
            halo = terrain_channel(channel.role, scene.dem, dem_grid)
            band[:] = halo[margin:-margin, margin:-margin] if margin else halo
        elif channel.source == "coherence":
            band[:] = scene.coherence
        else:
            band[:] = optical[channel.role]
        band[~valid] = np.nan
        _scale(band, channel)
    label = (scene.unit_labels > 0).astype(np.uint8)
    label[~valid] = IGNORE
    return TrainingScene(
        f"generated {seed} ({step:g} m)", f"generated {seed}", values.astype(np.float16), label
    )


def raster_scene(
    channels: tuple[Channel, ...],
    image: str | Path,
    labels: str | Path,
    place: str,
    within: str | Path | None = None,
) -> TrainingScene:
    """A real image with a label raster (0 background, above 0 rock glacier).

    Args:
        within: raster whose no data marks where the labels do not hold.

    Raises:
        InputError: see :class:`..channels.ChannelStack`.
    """
    source = RasterSource(str(image), role="image")
    grid = grid_of(source)
    stack = ChannelStack(channels, source, grid)
    with stack:
        values = stack.read(0, 0, grid.width, grid.height)
        valid = stack.valid(values)
        values = stack.scaled(values)
    burnt = read_on_grid(RasterSource(str(labels), (1,), tr("label raster")), grid)[0]
    label = (burnt > 0).astype(np.uint8)
    label[~valid | np.isnan(burnt)] = IGNORE
    if within is not None:
        known = read_on_grid(
            RasterSource(str(within), (1,), tr("raster of the labelled area")), grid
        )
        label[np.isnan(known[0])] = IGNORE
    return TrainingScene(
        Path(image).stem, place, values.astype(np.float16), label, tuple(stack.missing)
    )


def picture_scene(
    channels: tuple[Channel, ...], image: str | Path, mask: str | Path | None, place: str
) -> TrainingScene:
    """A small red-green-blue picture without georeference; no mask means no rock glacier.

    Raises:
        InputError: the picture has fewer than three bands.
    """
    with open_raster(image, "patch") as dataset:
        if dataset.count < 3:
            raise InputError(
                tr("{image} has {count} band(s); red, green, blue are needed.").format(
                    image=image, count=dataset.count
                )
            )
        picture = dataset.read((1, 2, 3)).astype(np.float32)
    values = np.zeros((len(channels), *picture.shape[1:]), np.float32)
    missing = []
    for channel, band in zip(channels, values):
        if channel.role in ("red", "green", "blue"):
            band[:] = picture[("red", "green", "blue").index(channel.role)]
            _scale(band, channel)
        else:
            missing.append(channel.role)
    label = np.zeros(picture.shape[1:], np.uint8)
    if mask is not None:
        with open_raster(mask, "mask") as dataset:
            label = (dataset.read(1) > 0).astype(np.uint8)
    return TrainingScene(Path(image).stem, place, values.astype(np.float16), label, tuple(missing))


def _scale(band: np.ndarray, channel: Channel) -> None:
    """Scale a band of a whole scene in place to network input, as mapping does."""
    scaling, known = channel.scaling, None
    if scaling.kind == "scene":
        known = robust_statistics(band) or Statistics(0.0, 1.0)
    scale(band, known or Statistics(scaling.centre, scaling.spread), scaling.clip)
