"""What is segmented: the scene's rasters as bands of 0 to 255, and objects near the heatmap."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rasterio.enums import Resampling
from scipy import ndimage

from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..raster import GridReader, RasterSource, grid_of, open_raster
from ..terrain import slope_degrees
from ..translation import tr
from . import merging
from .multiresolution import Levels, segment_window

#: Slope that is drawn as 255 in the segmentation.
_STEEPEST = 60.0

#: Band values are rounded to this step: their sums are then exact, whatever the tiles.
_QUANTUM = 1 / 16

#: Pixels per band that the stretch of images is taken from, about.
_SAMPLE = 1 << 20


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
        tile: size of the tiles that are read, in pixels; it bounds memory and does not change
            the result.
        workers: threads; 0 means one per processor core, up to four. They do not change the
            result.
    """

    scale: float = 30.0
    shape: float = 0.3
    compactness: float = 0.5
    heatmap_weight: float = 1.0
    image_weight: float = 1.0
    slope_weight: float = 0.5
    seed_step: int = 6
    smoothing: float = 0.7
    gate_m: float = 150.0
    tile: int = 512
    workers: int = 0

    def __post_init__(self):
        merging.check_parameters((1,), self.scale, self.shape, self.compactness, 1)
        for name in ("heatmap_weight", "image_weight", "slope_weight", "gate_m"):
            if not getattr(self, name) >= 0:
                raise InputError(
                    tr("{name} must be 0 or more, not {value}.").format(
                        name=name, value=getattr(self, name)
                    )
                )
        if not self.heatmap_weight > 0:
            raise InputError(tr("The heatmap's weight must be above 0."))
        if not 0 <= self.smoothing <= 2:
            raise InputError(
                tr("The smoothing must be 0 to 2 pixels, not {smoothing}.").format(
                    smoothing=self.smoothing
                )
            )
        if self.seed_step < 2 or not 16 <= self.tile <= 1 << 14 or self.workers < 0:
            raise InputError(
                tr(
                    "The seed step must be 2 pixels or more, the tile 16 to 16384 pixels and "
                    "the number of workers 0 or more."
                )
            )


class SceneBands:
    """The scene's rasters on one grid, read window by window. Use as a context manager.

    The grid is the heatmap's, or the first image's when there is no heatmap. Windows may be read
    from several threads.

    Args:
        heatmap: probability, one band; None to segment images alone.
        images: further bands to segment, on any grid; in those without a nodata value, pixels
            that are 0 in all bands are no data.
        dem: elevation in metres, on any grid.
        uncertainty: a raster to describe objects with.
        settings: the defaults when None.
        stretch: (low, high) of each image band, see :func:`image_stretch`; found when None.

    Attributes:
        grid: projected.
        unit: length of its map unit in metres.
        weights: weights of the segmentation bands, sum 1.
        stretch: (low, high) of each image band that become 0 and 255.

    Raises:
        InputError: the grid is in degrees, the heatmap has several bands, a raster cannot be
            read, nothing to segment is given, or the stretch is for another number of bands.
    """

    def __init__(
        self,
        heatmap: RasterSource | None = None,
        images: Sequence[RasterSource] = (),
        dem: RasterSource | None = None,
        uncertainty: RasterSource | None = None,
        settings: SegmentationSettings | None = None,
        stretch: Sequence[tuple[float, float]] | None = None,
    ):
        if heatmap is None and not images:
            raise InputError(tr("Segmentation needs a heatmap or at least one image."))
        self._sources = heatmap, tuple(images), dem, uncertainty
        self.settings = settings or SegmentationSettings()
        self._given_stretch = stretch
        self._stack = contextlib.ExitStack()
        self._lock = threading.Lock()

    def __enter__(self) -> SceneBands:
        with contextlib.ExitStack() as stack:
            self._open(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def _open(self, stack: contextlib.ExitStack) -> None:
        heatmap, images, dem, uncertainty = self._sources
        if heatmap is not None:
            if len(heatmap.bands) > 1:
                raise InputError(tr("The heatmap is one band. Name the band with the probability."))
            heatmap = replace(heatmap, bands=heatmap.bands or (1,), role="heatmap")
        self._open_grid(heatmap or images[0])

        def reader(source: RasterSource, grid: Grid | None = None, **options) -> GridReader:
            return stack.enter_context(GridReader(source, grid or self.grid, **options))

        def first_band(source: RasterSource, role: str) -> RasterSource:
            return replace(source, bands=source.bands[:1] or (1,), role=role)

        self._heatmap = heatmap and reader(heatmap, unscale=True)
        self._images = [reader(one, zero_is_nodata=_is_untagged(one)) for one in images]
        self._dem = self._uncertainty = None
        if dem is not None:
            # One pixel more on each side, so that the slope reaches the scene's edge.
            wide = self.grid.part(-1, -1, self.grid.width + 2, self.grid.height + 2)
            self._dem = reader(first_band(dem, "DEM"), wide, resampling=Resampling.cubic)
        if uncertainty is not None:
            self._uncertainty = reader(
                first_band(uncertainty, tr("uncertainty raster")), unscale=True
            )
        self.stretch = self._stretches()
        self.weights = self._weights()

    def _open_grid(self, source: RasterSource) -> None:
        self.grid = grid_of(source)
        self.unit = self.grid.unit_in_metres
        if self.unit is None:
            raise InputError(
                tr(
                    "The {role} {path} is in degrees. Warp it to a projected CRS in metres "
                    "(GDAL 'Warp'), or use the output of 'Predict heatmap', which is in "
                    "metres."
                ).format(role=source.role, path=source.path)
            )

    def _stretches(self) -> list[tuple[float, float]]:
        if self._given_stretch is None:
            return [pair for image in self._images for pair in _stretch(image, self.grid)]
        bands = sum(len(image.bands) for image in self._images)
        if len(self._given_stretch) != bands:
            raise InputError(
                tr("The stretch is for {count} image bands; there are {bands}.").format(
                    count=len(self._given_stretch), bands=bands
                )
            )
        return [(float(low), float(high)) for low, high in self._given_stretch]

    def _weights(self) -> np.ndarray:
        settings, bands = self.settings, len(self.stretch)
        weights = [settings.heatmap_weight] if self._heatmap else []
        weights += [settings.image_weight / max(bands, 1)] * bands
        if self._dem is not None:
            weights.append(settings.slope_weight)
        if not sum(weights) > 0:
            raise InputError(tr("All weights are 0. Give the image or the slope a weight above 0."))
        return np.array(weights) / sum(weights)

    def _read(self, reader: GridReader, window: tuple[int, int, int, int]) -> np.ndarray:
        with self._lock:
            return reader.read(*window)

    def probability(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """The heatmap as it is: float32 (height, width), NaN = no data.

        Raises:
            InputError: the scene has no heatmap.
        """
        if self._heatmap is None:
            raise InputError(tr("This step needs a heatmap."))
        return self._read(self._heatmap, (column, row, width, height))[0]

    def smoothed(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """The heatmap after Gaussian smoothing over data only; NaN stays NaN."""
        return self.heatmap(column, row, width, height)[1]

    def heatmap(
        self, column: int, row: int, width: int, height: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """:meth:`probability` and :meth:`smoothed`, read once."""
        halo = self.halo
        values = self.probability(column - halo, row - halo, width + 2 * halo, height + 2 * halo)
        inner = slice(halo, halo + height), slice(halo, halo + width)
        return values[inner], smooth(values, self.settings.smoothing)[inner]

    @property
    def halo(self) -> int:
        """How far from a pixel its smoothed value looks, in pixels."""
        return int(np.ceil(4 * self.settings.smoothing))

    def terrain(
        self, column: int, row: int, width: int, height: int
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """(elevation, slope in degrees), float32 (height, width); None without a DEM."""
        if self._dem is None:
            return None
        # The DEM's own grid starts one pixel up and left of the scene's.
        dem = self._read(self._dem, (column, row, width + 2, height + 2))[0]
        slope = slope_degrees(
            dem, self.grid.pixel_width * self.unit, self.grid.pixel_height * self.unit
        )
        return dem[1:-1, 1:-1], np.asarray(slope, np.float32)[1:-1, 1:-1]

    @property
    def has_heatmap(self) -> bool:
        """Whether the scene has a heatmap."""
        return self._heatmap is not None

    def image(self, number: int, column: int, row: int, width: int, height: int) -> np.ndarray:
        """An image of the scene as it is: float32 (bands, height, width), NaN = no data."""
        return self._read(self._images[number], (column, row, width, height))

    def uncertainty(self, column: int, row: int, width: int, height: int) -> np.ndarray | None:
        """The uncertainty raster: float32 (height, width); None when there is none."""
        if self._uncertainty is None:
            return None
        return self._read(self._uncertainty, (column, row, width, height))[0]

    def segmentation_bands(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """Bands to segment, 0..255 in steps of 1/16: float32 (bands, height, width).

        The smoothed heatmap, if there is one, then the bands of the images, then the slope. A
        pixel without data is NaN in all bands: without a heatmap value, or, in a scene without
        heatmap, with a gap in any band of the first image. Gaps of the other rasters take the
        middle value, so that they neither stop nor attract a merge much.
        """
        window = column, row, width, height
        out = np.empty((len(self.weights), height, width), np.float32)
        valid, filled = None, 0
        for values, low, high in self._unscaled(window):
            part = out[filled : filled + len(values)]
            for band, source, start, end in zip(part, values, low, high):
                _scale(source, start, end, band)
            known = np.isfinite(part).all(axis=0)
            valid = known if valid is None else valid
            if filled and not known.all():
                part[np.isnan(part)] = 127.5
            filled += len(values)
        if not valid.all():
            out[:, ~valid] = np.nan
        return out

    def _unscaled(self, window: tuple[int, int, int, int]) -> Iterator[tuple]:
        """(bands, values that become 0, values that become 255) of each raster."""
        if self._heatmap is not None:
            yield self.smoothed(*window)[None], (0.0,), (1.0,)
        stretch = iter(self.stretch)
        for image in self._images:
            values = self._read(image, window)
            yield values, *zip(*(next(stretch) for _ in values))
        terrain = self.terrain(*window)
        if terrain is not None:
            yield terrain[1][None], (0.0,), (_STEEPEST,)


@dataclass
class Segments:
    """The objects of a gated part of the scene.

    Attributes:
        labels: int32 (height, width), 0 outside the gate or where the scene has no data.
        merged: table and graph of the objects; object k has label k + 1. Band 0 is the smoothed
            heatmap times 255.
        superpixels: number of regions before merging.
        levels: all levels; ``labels`` and ``merged`` are those of the finest.
    """

    labels: np.ndarray
    merged: merging.Merged
    superpixels: int
    levels: Levels


def image_stretch(
    heatmap: RasterSource | None, images: Sequence[RasterSource]
) -> list[tuple[float, float]]:
    """The stretch of the images of a scene, to be found once for all its parts.

    Returns:
        (low, high) of each band of each image that become 0 and 255; the same every time.

    Raises:
        InputError: see :class:`SceneBands`; an image has no data where the scene lies.
    """
    with SceneBands(heatmap, images) as scene:
        return scene.stretch


def segment_gate(
    scene: SceneBands,
    gate: np.ndarray,
    row: int,
    column: int,
    feedback: Feedback | None = None,
    scales: Sequence[float] | None = None,
) -> Segments:
    """Segment the pixels of ``gate`` (bool (height, width), first pixel at ``row``, ``column``).

    Bands are read in tiles; only labels and region sums are kept for the whole window. The
    result depends on the gate's pixels alone, not on its window, the tile size or the workers.

    Args:
        scales: of the levels, from fine to coarse; the one of the settings when None.
    """
    scales = (scene.settings.scale,) if scales is None else scales
    window = column, row, gate.shape[1], gate.shape[0]
    levels = segment_window(scene, window, scales, gate, feedback)
    return Segments(levels.finest, levels[0].merged, levels.superpixels, levels)


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


def _stretch(reader: GridReader, grid: Grid, blocks: int = 8, size: int = 256) -> list:
    """2nd and 98th percentile of each band, from up to 8 × 8 blocks spread over the scene."""
    rows = _starts(grid.height, blocks, size)
    columns = _starts(grid.width, blocks, size)
    # A million pixels are enough: every second or so of each block.
    step = math.ceil(math.sqrt(len(rows) * len(columns) * size * size / _SAMPLE))
    samples = [[] for _ in reader.bands]
    for row in rows:
        for column in columns:
            values = reader.read(
                column, row, min(size, grid.width - column), min(size, grid.height - row)
            )
            for number, band in enumerate(values[:, ::step, ::step]):
                samples[number].append(band[np.isfinite(band)])
    pairs = []
    for number, parts in enumerate(samples):
        values = np.concatenate(parts)
        if values.size == 0:
            raise InputError(
                tr(
                    "The {role} {path} has no data (band {bands}) where the scene lies. "
                    "Check that both cover one place."
                ).format(
                    role=reader.source.role, path=reader.source.path, bands=reader.bands[number]
                )
            )
        low, high = (float(value) for value in np.percentile(values, (2, 98)))
        if high <= low:
            low, high = float(values.min()), float(values.max())
        pairs.append((low, high if high > low else low + 1.0))
    return pairs


def _scale(values: np.ndarray, low: float, high: float, out: np.ndarray) -> None:
    """``low``..``high`` to 0..255, clipped and rounded; NaN stays NaN."""
    np.subtract(values, np.float32(low), out=out)
    out *= np.float32(255 / _QUANTUM / (high - low))
    np.clip(out, 0, 255 / _QUANTUM, out=out)
    np.rint(out, out=out)
    out *= np.float32(_QUANTUM)


def _is_untagged(source: RasterSource) -> bool:
    """Whether a raster has no nodata value, so that 0 in all bands must mean it."""
    with open_raster(source.path, source.role) as dataset:
        return all(value is None for value in dataset.nodatavals)


def _starts(length: int, blocks: int, size: int) -> list[int]:
    if length <= blocks * size:
        return list(range(0, length, size))
    return [int(start) for start in np.linspace(0, length - size, blocks).round()]
