"""Reading any raster onto any grid, and writing GeoTIFFs whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.enums import Interleaving, MaskFlags, Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from .errors import DiskFullError, InputError, UnreadableRasterError
from .files import not_written, require_space, whole_file
from .grid import Grid, crs_name
from .translation import tr

#: No data in the float rasters that this project writes.
NODATA = -9999.0
#: Block size of written GeoTIFFs, in pixels.
BLOCK = 256
#: Largest error of warped positions, in pixels.
_WARP_TOLERANCE = 0.01
#: Names that GDAL drivers give to feet, and a foot in metres.
_FEET = {"ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "us survey foot": 1200 / 3937}
# GDAL 3.8 and later would warp what is asked for instead of whole blocks; beside nodata, a pixel
# then depends on the window in which it is read. An option of the process, as one for each read
# takes longer than the read.
os.environ.setdefault("GDAL_VRT_WARP_USE_DATASET_RASTERIO", "NO")

#: Types whose values float32 holds exactly.
_EXACT = ("uint8", "int16", "uint16")


@dataclass(frozen=True)
class RasterSource:
    """A raster file and the bands of it that are meant.

    Attributes:
        path: file or GDAL data set name.
        bands: 1-based band numbers; empty means all.
        role: what it is used for, for messages ("DEM", "coherence", …).
    """

    path: str
    bands: tuple[int, ...] = ()
    role: str = "raster"


@contextlib.contextmanager
def open_raster(path: str | os.PathLike, role: str = "raster") -> Iterator[rasterio.DatasetReader]:
    """Open a raster for reading.

    Raises:
        UnreadableRasterError: the file is missing or no raster.
    """
    try:
        dataset = rasterio.open(path)
    except rasterio.errors.RasterioIOError as error:
        raise UnreadableRasterError(
            tr("The {role} {path} cannot be opened as a raster ({error}). Check the file.").format(
                role=role, path=path, error=error
            )
        ) from error
    with dataset:
        yield dataset


@contextlib.contextmanager
def reading(source: RasterSource) -> Iterator[None]:
    """Errors of GDAL while values are read become messages for the user.

    Raises:
        UnreadableRasterError: the file is damaged, or what it refers to cannot be opened.
    """
    try:
        yield
    except (rasterio.errors.RasterioIOError, CPLE_BaseError) as error:
        raise UnreadableRasterError(
            tr(
                "The {role} {path} is damaged or cut short ({error}). Copy or download it again."
            ).format(role=source.role, path=source.path, error=error)
        ) from error


def grid_of(source: RasterSource) -> Grid:
    """The raster's own grid.

    Raises:
        InputError: see :func:`open_raster` and :meth:`Grid.of`.
    """
    with open_raster(source.path, source.role) as dataset:
        return Grid.of(dataset)


def metres_of(dataset: rasterio.DatasetReader, band: int) -> tuple[float, float]:
    """Scale and offset that make metres of an elevation band's stored values.

    Args:
        band: 1-based; one that the raster lacks gives (1, 0), as the reader says what is wrong.
    """
    if band > dataset.count:
        return 1.0, 0.0
    unit = _FEET.get((dataset.units[band - 1] or "").strip().lower(), 1.0)
    return dataset.scales[band - 1] * unit, dataset.offsets[band - 1] * unit


@dataclass
class GridReader:
    """Reads windows of a raster on a given grid, as float32 with NaN where there is no data.

    The raster is warped on the fly where its grid differs, with the area mean where the target's
    pixels are more than twice as large. The result for a pixel does not depend on the
    window in which it is read. Use it as a context manager, and in one thread at a time: GDAL's
    data sets are not shared between threads; open a reader for each.

    Attributes:
        source: the raster and its bands.
        grid: the target grid; windows are given in its pixels.
        zero_is_nodata: treat pixels that are 0 in all the bands read as no data; meant for images
            without a nodata tag.
        resampling: how to warp; cubic suits a DEM, whose slopes bilinear warping would break
            into facets.
        unscale: apply the scale and offset of the bands' metadata, as heatmaps stored as integers
            need it.
    """

    source: RasterSource
    grid: Grid
    zero_is_nodata: bool = False
    resampling: Resampling = Resampling.bilinear
    unscale: bool = False
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack, repr=False)

    def __enter__(self) -> GridReader:
        dataset = self._stack.enter_context(open_raster(self.source.path, self.source.role))
        own = Grid.of(dataset)
        self.bands = self.source.bands or tuple(range(1, dataset.count + 1))
        if max(self.bands) > dataset.count or min(self.bands) < 1:
            self._stack.close()
            raise InputError(
                tr("The {role} {path} has {count} band(s); band {band} was asked for.").format(
                    role=self.source.role,
                    path=self.source.path,
                    count=dataset.count,
                    band=max(self.bands),
                )
            )
        self._scaling = [(dataset.scales[n - 1], dataset.offsets[n - 1]) for n in self.bands]
        if not self.unscale or all(pair == (1, 0) for pair in self._scaling):
            self._scaling = None
        flags = [flag for band in self.bands for flag in dataset.mask_flag_enums[band - 1]]
        self._masked = any(flag != MaskFlags.all_valid for flag in flags)
        self._may_be_infinite = any(
            not dataset.dtypes[band - 1].startswith(("int", "uint")) for band in self.bands
        )
        self._mask_bands = [mask_band(dataset)] if mask_band(dataset) else []
        self._offset = own.offset_of(self.grid)
        self._size = dataset.width, dataset.height
        if self._offset is None:
            bare = not self._masked
            dataset = self._stack.enter_context(
                _warped(dataset, own, self.grid, self.resampling, bare, self._scaling is not None)
            )
            if bare:  # the alpha band that the warp adds; rasterio 1.3 does not take it as mask
                self._mask_bands.append(dataset.count)
            self._offset, self._size = (0, 0), (self.grid.width, self.grid.height)
        self._dataset = dataset
        self._nodata = _nodata_ranges(dataset, self.bands) if self._masked else None
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def read(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """A window of the target grid; may reach beyond the raster (NaN there).

        Returns:
            float32 array (bands, height, width).

        Raises:
            UnreadableRasterError: the file is damaged.
        """
        left, top = column + self._offset[0], row + self._offset[1]
        first_column, first_row = max(0, left), max(0, top)
        end_column, end_row = min(self._size[0], left + width), min(self._size[1], top + height)
        shape = len(self.bands), height, width
        if end_column <= first_column or end_row <= first_row:
            return np.full(shape, np.nan, np.float32)
        window = Window(first_column, first_row, end_column - first_column, end_row - first_row)
        inside = (window.height, window.width) == (height, width)
        out = np.empty(shape, np.float32) if inside else np.full(shape, np.nan, np.float32)
        rows = slice(first_row - top, end_row - top)
        values = out[:, rows, first_column - left : end_column - left]
        with reading(self.source):
            self._dataset.read(self.bands, window=window, out=values)
            self._clear_masked(values, window)
        if self._may_be_infinite:
            for band in values:
                np.putmask(band, np.isinf(band), np.nan)
        if self.zero_is_nodata:
            zero = values[0] == 0
            for band in values[1:]:
                if zero.any():
                    zero &= band == 0
            if zero.any():
                values[:, zero] = np.nan
        for band, (scale, offset) in zip(values, self._scaling or ()):
            band[:] = np.multiply(band, scale, dtype=np.float64) + offset
        return out

    def _clear_masked(self, values: np.ndarray, window: Window) -> None:
        """Set to NaN what the raster's nodata value, masks and mask bands leave out."""
        if self._nodata is not None:
            # A comparison instead of a mask, for which GDAL would go through the blocks again.
            for band, (low, high) in zip(values, self._nodata):
                missing = band == low if low == high else (band >= low) & (band <= high)
                np.putmask(band, missing, np.nan)
        elif self._masked:
            values[self._dataset.read_masks(self.bands, window=window) == 0] = np.nan
        for number in self._mask_bands:
            values[:, self._dataset.read(number, window=window) == 0] = np.nan


def _nodata_ranges(
    dataset: rasterio.DatasetReader, bands: Sequence[int]
) -> list[tuple[np.float32, np.float32]] | None:
    """For each band the float32 numbers that GDAL takes for nodata.

    Integers are compared as they are, and floats with the tolerance of GDAL's own mask (nodata
    values are stored as text, and lose digits).

    Returns:
        (least, greatest) of each band; None where only GDAL's mask can tell: there are masks of
        another kind, or types whose values float32 does not hold.
    """
    ranges = []
    for band in bands:
        flags, kind = dataset.mask_flag_enums[band - 1], dataset.dtypes[band - 1]
        nodata = dataset.nodatavals[band - 1]
        if flags != [MaskFlags.nodata] or kind not in (*_EXACT, "float32"):
            return None
        with np.errstate(over="ignore"):
            value = np.float32(nodata)
        if kind in _EXACT:
            limits = np.iinfo(kind)
            if not (limits.min <= nodata <= limits.max and nodata == int(nodata)):
                return None
            ranges.append((value, value))
        elif abs(value) < np.float32(1e38):
            ranges.append((_last_equal(value, -np.inf), _last_equal(value, np.inf)))
        elif np.isnan(value):
            ranges.append((value, value))
        else:
            return None
    return ranges


def _last_equal(value: np.float32, towards: float) -> np.float32:
    """The number farthest from ``value`` that GDAL's mask takes for equal to it."""
    last, tolerance = value, 2 * np.finfo(np.float32).eps
    while True:
        further = np.nextafter(last, np.float32(towards))
        if not abs(further - value) < tolerance * abs(further + value):
            return last
        last = further


def mask_band(dataset: rasterio.DatasetReader) -> int | None:
    """Number of a band that is a data mask by its name (``dataMask``), else None."""
    for number, text in enumerate(dataset.descriptions, start=1):
        if (text or "").strip().lower().replace("_", "") == "datamask":
            return number
    return None


def _warped(
    dataset: rasterio.DatasetReader,
    own: Grid,
    grid: Grid,
    resampling: Resampling,
    add_alpha: bool,
    to_float: bool,
) -> WarpedVRT:
    metric = own.metric()
    if metric.resolution * 2 < grid.metric().resolution:
        resampling = Resampling.average
    options = {"add_alpha": True} if add_alpha else {}
    if to_float:  # steps of scaled integers are not rounded to whole ones again
        options["dtype"] = "float32"
    try:
        return WarpedVRT(
            dataset,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=resampling,
            tolerance=_WARP_TOLERANCE,
            **options,
        )
    except (rasterio.errors.RasterioError, CPLE_BaseError) as error:
        raise InputError(
            tr(
                "{path} cannot be warped to {crs} ({error}). Check its coordinate reference "
                "system and georeference."
            ).format(path=dataset.name, crs=crs_name(grid.crs), error=error)
        ) from error


def read_on_grid(
    source: RasterSource, grid: Grid, zero_is_nodata: bool = False, unscale: bool = False
) -> np.ndarray:
    """The whole of ``grid`` from ``source``: float32 (bands, height, width), NaN = no data."""
    with GridReader(source, grid, zero_is_nodata, unscale=unscale) as reader:
        return reader.read(0, 0, grid.width, grid.height)


@contextlib.contextmanager
def create_geotiff(
    path: str | os.PathLike,
    grid: Grid,
    bands: int = 1,
    dtype: str = "float32",
    nodata: float | None = NODATA,
    descriptions: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
) -> Iterator[rasterio.io.DatasetWriter]:
    """Write a tiled, compressed GeoTIFF that gets its name only when it is complete.

    Raises:
        InputError: no room on the disk, or the folder cannot be written.
    """
    require_geotiff(path)
    size = grid.width * grid.height * bands * np.dtype(dtype).itemsize
    require_space(path, size * 0.5)
    predictor = 3 if np.dtype(dtype).kind == "f" else 2
    with whole_file(path) as temporary:
        try:
            with rasterio.open(
                temporary,
                "w",
                driver="GTiff",
                width=grid.width,
                height=grid.height,
                count=bands,
                dtype=dtype,
                crs=grid.crs,
                transform=grid.transform,
                nodata=nodata,
                tiled=True,
                blockxsize=BLOCK,
                blockysize=BLOCK,
                compress="deflate",
                predictor=predictor,
                bigtiff="if_safer",
            ) as dataset:
                for number, text in enumerate(descriptions, start=1):
                    dataset.set_band_description(number, text)
                dataset.update_tags(**(tags or {}))
                yield dataset
            check_complete(temporary, path)
        except rasterio.errors.RasterioIOError as error:
            raise not_written(path, error) from error


def require_geotiff(path: str | os.PathLike) -> None:
    """Check that an output's name is that of a GeoTIFF.

    Raises:
        InputError: it is not.
    """
    if Path(path).suffix.lower() not in (".tif", ".tiff"):
        raise InputError(
            tr("The raster output must be a GeoTIFF (.tif), not {name}.").format(
                name=Path(path).name
            )
        )


def check_complete(written: Path, final: str | os.PathLike) -> None:
    """See that every block of a GeoTIFF lies in the file; GDAL keeps quiet when a close fails.

    Raises:
        DiskFullError: some block, or one of an overview, is missing or cut short.
    """
    size = written.stat().st_size if written.exists() else 0
    try:
        with rasterio.open(written) as dataset:
            bands = dataset.indexes if dataset.interleaving is Interleaving.band else (1,)
            levels = [None, *range(len(dataset.overviews(1)))]
        whole = all(_level_is_whole(written, level, bands, size) for level in levels)
    except rasterio.errors.RasterioIOError:
        whole = False
    if not whole:
        raise DiskFullError(
            tr(
                "The disk is full or failed; {final} was not written. Free some space and "
                "run again."
            ).format(final=final)
        )


def _level_is_whole(path: Path, level: int | None, bands: Sequence[int], size: int) -> bool:
    options = {} if level is None else {"overview_level": level}
    with rasterio.open(path, **options) as dataset:
        height, width = dataset.block_shapes[0]
        rows, columns = -(-dataset.height // height), -(-dataset.width // width)
        for band, row, column in itertools.product(bands, range(rows), range(columns)):
            offset, length = (
                dataset.get_tag_item(f"BLOCK_{key}_{column}_{row}", "TIFF", bidx=band)
                for key in ("OFFSET", "SIZE")
            )
            if offset is None or int(offset) + int(length) > size:
                return False
    return True
