"""Reading any raster onto any grid, and writing GeoTIFFs whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Interleaving, MaskFlags, Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from .errors import InputError
from .files import require_space, whole_file
from .grid import Grid

#: No data in the float rasters that this project writes.
NODATA = -9999.0
#: Block size of written GeoTIFFs, in pixels.
BLOCK = 256
#: Largest error of warped positions, in pixels.
_WARP_TOLERANCE = 0.01
#: Names that GDAL drivers give to feet, and a foot in metres.
_FEET = {"ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "us survey foot": 1200 / 3937}


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
        InputError: the file is missing or no raster.
    """
    try:
        dataset = rasterio.open(path)
    except rasterio.errors.RasterioIOError as error:
        raise InputError(
            f"The {role} {path} cannot be opened as a raster ({error}). Check the file."
        ) from error
    with dataset:
        yield dataset


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
    window in which it is read. Use it as a context manager.

    Attributes:
        source: the raster and its bands.
        grid: the target grid; windows are given in its pixels.
        zero_is_nodata: treat pixels that are 0 in all the bands read as no data; meant for images
            without a nodata tag.
        resampling: how to warp; cubic suits a DEM, whose slopes bilinear warping would break
            into facets.
    """

    source: RasterSource
    grid: Grid
    zero_is_nodata: bool = False
    resampling: Resampling = Resampling.bilinear
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack, repr=False)

    def __enter__(self) -> GridReader:
        dataset = self._stack.enter_context(open_raster(self.source.path, self.source.role))
        own = Grid.of(dataset)
        self.bands = self.source.bands or tuple(range(1, dataset.count + 1))
        if max(self.bands) > dataset.count or min(self.bands) < 1:
            self._stack.close()
            raise InputError(
                f"The {self.source.role} {self.source.path} has {dataset.count} band(s); band "
                f"{max(self.bands)} was asked for."
            )
        flags = [flag for band in self.bands for flag in dataset.mask_flag_enums[band - 1]]
        self._masked = any(flag != MaskFlags.all_valid for flag in flags)
        self._mask_bands = [mask_band(dataset)] if mask_band(dataset) else []
        self._offset = own.offset_of(self.grid)
        self._size = dataset.width, dataset.height
        if self._offset is None:
            bare = not self._masked
            dataset = self._stack.enter_context(
                _warped(dataset, own, self.grid, self.resampling, bare)
            )
            if bare:  # the alpha band that the warp adds; rasterio 1.3 does not take it as mask
                self._mask_bands.append(dataset.count)
            self._offset, self._size = (0, 0), (self.grid.width, self.grid.height)
        self._dataset = dataset
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def read(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """A window of the target grid; may reach beyond the raster (NaN there).

        Returns:
            float32 array (bands, height, width).

        Raises:
            InputError: the file is damaged.
        """
        out = np.full((len(self.bands), height, width), np.nan, np.float32)
        left, top = column + self._offset[0], row + self._offset[1]
        first_column, first_row = max(0, left), max(0, top)
        end_column, end_row = min(self._size[0], left + width), min(self._size[1], top + height)
        if end_column <= first_column or end_row <= first_row:
            return out
        window = Window(first_column, first_row, end_column - first_column, end_row - first_row)
        try:
            values = self._dataset.read(self.bands, window=window, out_dtype=np.float32)
            if self._masked:
                values[self._dataset.read_masks(self.bands, window=window) == 0] = np.nan
            for band in self._mask_bands:
                values[:, self._dataset.read(band, window=window) == 0] = np.nan
        except rasterio.errors.RasterioIOError as error:
            raise InputError(
                f"The {self.source.role} {self.source.path} is damaged or cut short ({error}). "
                "Copy or download it again."
            ) from error
        values[~np.isfinite(values)] = np.nan
        if self.zero_is_nodata:
            values[:, (values == 0).all(axis=0)] = np.nan
        rows = slice(first_row - top, end_row - top)
        out[:, rows, first_column - left : end_column - left] = values
        return out


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
) -> WarpedVRT:
    metric = own.metric()
    if metric.resolution * 2 < grid.metric().resolution:
        resampling = Resampling.average
    options = {"add_alpha": True} if add_alpha else {}
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


def read_on_grid(source: RasterSource, grid: Grid, zero_is_nodata: bool = False) -> np.ndarray:
    """The whole of ``grid`` from ``source``: float32 (bands, height, width), NaN = no data."""
    with GridReader(source, grid, zero_is_nodata) as reader:
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
    if Path(path).suffix.lower() not in (".tif", ".tiff"):
        raise InputError(f"The raster output must be a GeoTIFF (.tif), not {Path(path).name}.")
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
            _check_complete(temporary, path)
        except rasterio.errors.RasterioIOError as error:
            raise InputError(f"{path} could not be written: {error}") from error


def _check_complete(written: Path, final: str | os.PathLike) -> None:
    """See that every block of a GeoTIFF lies in the file; GDAL keeps quiet when a close fails."""
    size = written.stat().st_size
    incomplete = InputError(
        f"The disk is full or failed; {final} was not written. Free some space and run again."
    )
    try:
        with rasterio.open(written) as dataset:
            numbers = dataset.indexes if dataset.interleaving is Interleaving.band else (1,)
            rows, columns = (-(-n // BLOCK) for n in dataset.shape)
            for number in numbers:
                for row in range(rows):
                    for column in range(columns):
                        offset, length = (
                            dataset.get_tag_item(f"BLOCK_{key}_{column}_{row}", "TIFF", bidx=number)
                            for key in ("OFFSET", "SIZE")
                        )
                        if offset is None or int(offset) + int(length) > size:
                            raise incomplete
    except rasterio.errors.RasterioIOError:
        raise incomplete from None
