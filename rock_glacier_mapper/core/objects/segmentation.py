"""Segmentation of a gated part of the scene: superpixels, then region merging, tile by tile."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..raster import GridReader, RasterSource, grid_of
from ..terrain import slope_degrees
from . import merging
from .superpixels import Lattice, flood, gradient, tiles_of

#: Slope that is drawn as 255 in the segmentation.
_STEEPEST = 60.0

#: Band values are rounded to this step: their sums are then exact, whatever the tiles.
_QUANTUM = 1 / 16

#: Pixels beyond a tile that smoothing and gradient reach.
_HALO = 12


@dataclass(frozen=True)
class SegmentationSettings:
    """How the scene is cut into objects.

    All bands are brought to 0..255 first (heatmap 0..1, image bands from their 2nd to their 98th
    percentile over the scene, slope 0..60°), and the band weights are divided by their sum, so
    that a scale means the same for every scene and number of bands.

    Attributes:
        scale: largest root of the heterogeneity increase of a merge; larger gives larger objects.
        shape: weight of shape against colour, 0 to 1.
        compactness: weight of compactness against smoothness within shape, 0 to 1.
        heatmap_weight, image_weight, slope_weight: relative weights; all image bands share one.
        seed_step: lattice spacing of the superpixels, in pixels.
        smoothing: sigma of the Gaussian on the heatmap, in pixels; 0 switches it off.
        gate_m: how far around the support of the heatmap the scene is segmented, in metres.
        tile, margin: in pixels; they bound memory and do not change the result.
    """

    scale: float = 30.0
    shape: float = 0.1
    compactness: float = 0.5
    heatmap_weight: float = 1.0
    image_weight: float = 1.0
    slope_weight: float = 0.5
    seed_step: int = 6
    smoothing: float = 0.7
    gate_m: float = 150.0
    tile: int = 1024
    margin: int = 32

    def __post_init__(self):
        merging.check_parameters((1,), self.scale, self.shape, self.compactness, 1)
        for name in ("heatmap_weight", "image_weight", "slope_weight", "gate_m"):
            if not getattr(self, name) >= 0:
                raise InputError(f"{name} must be 0 or more, not {getattr(self, name)}.")
        if not self.heatmap_weight > 0:
            raise InputError("The heatmap's weight must be above 0.")
        if not 0 <= self.smoothing <= 2:
            raise InputError(f"The smoothing must be 0 to 2 pixels, not {self.smoothing}.")
        if self.seed_step < 2 or self.margin < 4 * self.seed_step or self.tile < self.margin:
            raise InputError(
                "The seed step must be 2 pixels or more, the margin at least four steps and the "
                "tile at least as large as the margin."
            )


class SceneBands:
    """The scene's rasters on the heatmap's grid, read window by window. Use as a context manager.

    Attributes:
        grid: the heatmap's grid; projected.
        unit: length of its map unit in metres.
        weights: weights of the segmentation bands, sum 1.
        stretch: (low, high) of each image band that become 0 and 255.

    Raises:
        InputError: the heatmap is in degrees or has several bands, or a raster cannot be read.
    """

    def __init__(
        self,
        heatmap: RasterSource,
        images: Sequence[RasterSource] = (),
        dem: RasterSource | None = None,
        uncertainty: RasterSource | None = None,
        settings: SegmentationSettings | None = None,
    ):
        self._sources = heatmap, tuple(images), dem, uncertainty
        self.settings = settings or SegmentationSettings()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> SceneBands:
        with contextlib.ExitStack() as stack:
            self._open(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def _open(self, stack: contextlib.ExitStack) -> None:
        heatmap, images, dem, uncertainty = self._sources
        if len(heatmap.bands) > 1:
            raise InputError("The heatmap is one band. Name the band with the probability.")
        heatmap = replace(heatmap, bands=heatmap.bands or (1,), role="heatmap")
        self.grid = grid_of(heatmap)
        self.unit = self.grid.unit_in_metres
        if self.unit is None:
            raise InputError(
                f"The heatmap {heatmap.path} is in degrees. Warp it to a projected CRS in metres "
                "(GDAL 'Warp'), or use the output of 'Predict heatmap', which is in metres."
            )

        def reader(source: RasterSource) -> GridReader:
            return stack.enter_context(GridReader(source, self.grid))

        def single(source: RasterSource | None, role: str) -> GridReader | None:
            if source is None:
                return None
            return reader(replace(source, bands=source.bands[:1] or (1,), role=role))

        self._heatmap = reader(heatmap)
        self._images = [reader(source) for source in images]
        self._dem = single(dem, "DEM")
        self._uncertainty = single(uncertainty, "uncertainty raster")
        self.stretch = [pair for image in self._images for pair in _stretch(image, self.grid)]
        weights = [self.settings.heatmap_weight]
        weights += [self.settings.image_weight / max(len(self.stretch), 1)] * len(self.stretch)
        if self._dem is not None:
            weights.append(self.settings.slope_weight)
        self.weights = np.array(weights) / sum(weights)

    def probability(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """The heatmap as it is: float32 (height, width), NaN = no data."""
        return self._heatmap.read(column, row, width, height)[0]

    def smoothed(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """The heatmap after Gaussian smoothing over data only; NaN stays NaN."""
        sigma = self.settings.smoothing
        halo = int(np.ceil(4 * sigma))
        values = self.probability(column - halo, row - halo, width + 2 * halo, height + 2 * halo)
        return smooth(values, sigma)[halo : halo + height, halo : halo + width]

    def terrain(
        self, column: int, row: int, width: int, height: int
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """(elevation, slope in degrees), float32 (height, width); None without a DEM."""
        if self._dem is None:
            return None
        dem = self._dem.read(column - 1, row - 1, width + 2, height + 2)[0]
        slope = slope_degrees(
            dem, self.grid.pixel_width * self.unit, self.grid.pixel_height * self.unit
        )
        return dem[1:-1, 1:-1], np.asarray(slope, np.float32)[1:-1, 1:-1]

    def uncertainty(self, column: int, row: int, width: int, height: int) -> np.ndarray | None:
        """The uncertainty raster: float32 (height, width); None when there is none."""
        if self._uncertainty is None:
            return None
        return self._uncertainty.read(column, row, width, height)[0]

    def segmentation_bands(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """Bands to segment, 0..255: float32 (bands, height, width).

        The first is the smoothed heatmap, NaN where it has no data. Gaps of the others take the
        middle value, so that they neither stop nor attract a merge much.
        """
        window = column, row, width, height
        bands = [np.clip(self.smoothed(*window), 0, 1) * 255]
        stretch = iter(self.stretch)
        for image in self._images:
            for values in image.read(*window):
                low, high = next(stretch)
                scaled = np.clip((values - low) / (high - low), 0, 1) * 255
                bands.append(np.where(np.isfinite(scaled), scaled, 127.5))
        terrain = self.terrain(*window)
        if terrain is not None:
            slope = np.clip(terrain[1] / _STEEPEST, 0, 1) * 255
            bands.append(np.where(np.isfinite(slope), slope, 127.5))
        return (np.round(np.stack(bands) / _QUANTUM) * _QUANTUM).astype(np.float32)


@dataclass
class Segments:
    """The objects of a gated part of the scene.

    Attributes:
        labels: int32 (height, width), 0 outside the gate or where the heatmap has no data.
        merged: table and graph of the objects; object k has label k + 1. Band 0 is the smoothed
            heatmap times 255.
        superpixels: number of regions before merging.
    """

    labels: np.ndarray
    merged: merging.Merged
    superpixels: int


def segment_gate(
    scene: SceneBands, gate: np.ndarray, row: int, column: int, feedback: Feedback | None = None
) -> Segments:
    """Segment the pixels of ``gate`` (bool (height, width), first pixel at ``row``, ``column``).

    Bands are read in tiles; only labels and region sums are kept for the whole window. The
    result depends on the gate's pixels alone, not on its window or on the tile size.
    """
    feedback = feedback or Feedback()
    settings = scene.settings
    height, width = gate.shape
    lattice = Lattice.over(row, column, height, width, settings.seed_step)
    labels = np.zeros(gate.shape, np.int32)
    bands = len(scene.weights)
    n = np.zeros(lattice.size)
    sums = np.zeros((2, lattice.size, bands))
    tiles = list(tiles_of(height, width, settings.tile, settings.margin))
    for done, (core, padded, inner) in enumerate(tiles):
        feedback.check()
        if not gate[core].any():
            continue
        rows, columns = padded
        size = columns.stop - columns.start, rows.stop - rows.start
        values = scene.segmentation_bands(
            column + columns.start - _HALO,
            row + rows.start - _HALO,
            size[0] + 2 * _HALO,
            size[1] + 2 * _HALO,
        )
        edges = gradient(values, scene.weights)[_HALO:-_HALO, _HALO:-_HALO]
        values = values[:, _HALO:-_HALO, _HALO:-_HALO]
        valid = gate[padded] & np.isfinite(values[0])
        found = flood(edges, valid, lattice, row + rows.start, column + columns.start)[inner]
        labels[core] = found
        used = found[found > 0]
        if used.size:
            low, high = int(used.min()) - 1, int(used.max())
            local = np.where(found > 0, found - low, 0)
            part = merging.band_sums(local, values[(slice(None), *inner)], high - low)
            n[low:high] += part[0]
            sums[0, low:high] += part[1]
            sums[1, low:high] += part[2]
        feedback.progress(0.5 * (done + 1) / len(tiles))
    present = n > 0
    labels = merging.relabelled(labels, np.where(present, np.cumsum(present) - 1, -1))
    count = int(present.sum())
    table = merging.RegionTable(
        n[present], sums[0, present], sums[1, present], *merging.borders(labels, count)
    )
    merged = merging.merge(
        table,
        merging.region_graph(labels),
        scene.weights,
        settings.scale,
        settings.shape,
        settings.compactness,
        feedback,
    )
    return Segments(merging.relabelled(labels, merged.parent), merged, count)


def smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian mean over data only (normalised convolution); NaN stays NaN; float32."""
    if sigma == 0:
        return values
    known = np.isfinite(values)
    if not known.any():
        return values
    mean = ndimage.gaussian_filter(np.where(known, values, np.float32(0)), sigma, mode="constant")
    weight = ndimage.gaussian_filter(known.astype(np.float32), sigma, mode="constant")
    out = np.full(values.shape, np.nan, np.float32)
    np.divide(mean, weight, out=out, where=known)
    return out


def _stretch(reader: GridReader, grid: Grid, blocks: int = 10, size: int = 256) -> list:
    """2nd and 98th percentile of each band, from up to 10 × 10 blocks spread over the scene."""
    rows = _starts(grid.height, blocks, size)
    columns = _starts(grid.width, blocks, size)
    samples = [[] for _ in reader.bands]
    for row in rows:
        for column in columns:
            values = reader.read(
                column, row, min(size, grid.width - column), min(size, grid.height - row)
            )
            for number, band in enumerate(values):
                samples[number].append(band[np.isfinite(band)])
    pairs = []
    for number, parts in enumerate(samples):
        values = np.concatenate(parts)
        if values.size == 0:
            raise InputError(
                f"The {reader.source.role} {reader.source.path} has no data (band "
                f"{reader.bands[number]}) where the heatmap lies. Check that both cover one place."
            )
        low, high = (float(value) for value in np.percentile(values, (2, 98)))
        if high <= low:
            low, high = float(values.min()), float(values.max())
        pairs.append((low, high if high > low else low + 1.0))
    return pairs


def _starts(length: int, blocks: int, size: int) -> list[int]:
    if length <= blocks * size:
        return list(range(0, length, size))
    return [int(start) for start in np.linspace(0, length - size, blocks).round()]
