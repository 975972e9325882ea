"""Writing heatmaps as Cloud Optimized GeoTIFFs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import rasterio
import rasterio.shutil
from rasterio._err import CPLE_BaseError
from rasterio.windows import Window

from ..errors import InputError
from ..feedback import Feedback
from ..files import require_space, whole_file
from ..grid import Grid
from ..raster import check_complete, require_geotiff
from ..translation import tr
from .encoding import ENCODINGS, Encoding

#: Block size of heatmaps, in pixels.
BLOCK = 512
#: Deflate level: 6 saves a tenth of the size, and takes twice as long.
_LEVEL = 1
#: Least size of the blocks that GDAL keeps in memory, in bytes; by default it takes 5 % of the
#: memory.
_CACHE = 32 << 20


def write_heatmap(
    path: str | os.PathLike,
    grid: Grid,
    strips: Iterable[tuple[int, np.ndarray]],
    *,
    encoding: str = "uint16",
    description: str = "probability",
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
) -> None:
    """Write one band of values from 0 to 1 as a Cloud Optimized GeoTIFF, whole or not at all.

    The file is tiled and compressed and has overviews of means over the pixels with data. Scaled
    integers carry their scale, so that GDAL and QGIS show probabilities.

    Args:
        path: ends in .tif.
        strips: (first row, float32 (rows, width) with NaN = no data), from north to south without
            gaps; any number of rows each.
        encoding: one of :data:`.ENCODINGS`.
        description: name of the band.
        tags: metadata of the file.

    Raises:
        InputError: no room on the disk, the folder cannot be written, values outside 0..1, or
            another suffix or encoding.
        ValueError: the strips do not cover the grid in order.
        Cancelled: nothing is written.
    """
    feedback = feedback or Feedback()
    if encoding not in ENCODINGS:
        raise InputError(
            tr("ENCODING: '{encoding}' is none of {encodings}.").format(
                encoding=encoding, encodings=", ".join(ENCODINGS)
            )
        )
    stored = ENCODINGS[encoding]
    require_geotiff(path)
    row_of_blocks = -(-grid.width // BLOCK) * BLOCK**2 * np.dtype(stored.dtype).itemsize
    require_space(path, 1.5 * row_of_blocks * grid.height / BLOCK)
    # Two rows of blocks, so that those which a strip fills in part stay until the next one.
    cache = max(_CACHE, 2 * row_of_blocks)
    with whole_file(path) as temporary, rasterio.Env(GDAL_CACHEMAX=cache):
        plain = temporary.with_name(f"{temporary.stem}_strips.tif")
        try:
            _write_plain(plain, grid, strips, stored, description, tags or {}, feedback)
            check_complete(plain, path)
            feedback.check()
            _copy(plain, temporary)
            check_complete(temporary, path)
        except (rasterio.errors.RasterioIOError, CPLE_BaseError) as error:
            raise InputError(
                tr(
                    "{path} could not be written; the disk is full or failed ({error}). Free "
                    "some space and run again."
                ).format(path=path, error=error)
            ) from error
        finally:
            _remove_beside(temporary)
        feedback.check()
        feedback.progress(1)


def _write_plain(
    path: Path,
    grid: Grid,
    strips: Iterable[tuple[int, np.ndarray]],
    stored: Encoding,
    description: str,
    tags: dict[str, str],
    feedback: Feedback,
) -> None:
    """The same raster without compression and overviews, from which the COG is made."""
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=grid.width,
        height=grid.height,
        count=1,
        dtype=stored.dtype,
        crs=grid.crs,
        transform=grid.transform,
        nodata=stored.nodata,
        tiled=True,
        blockxsize=BLOCK,
        blockysize=BLOCK,
        bigtiff="if_safer",
    ) as dataset:
        dataset.set_band_description(1, description)
        dataset.scales, dataset.offsets = (stored.scale,), (0.0,)
        dataset.units = ("1",)
        dataset.update_tags(**tags)
        for row, values in _checked(strips, grid):
            feedback.check()
            window = Window(0, row, grid.width, len(values))
            dataset.write(stored.encode(values), 1, window=window)
            feedback.progress(0.9 * (row + len(values)) / grid.height)


def _checked(
    strips: Iterable[tuple[int, np.ndarray]], grid: Grid
) -> Iterator[tuple[int, np.ndarray]]:
    end = 0
    for row, values in strips:
        if row != end or values.ndim != 2 or values.shape[1] != grid.width:
            raise ValueError(
                f"strip {values.shape} at row {row} does not follow row {end} of {grid.shape}"
            )
        end = row + len(values)
        if end > grid.height:
            raise ValueError(f"strip ends at row {end} of {grid.height}")
        yield row, values
    if end != grid.height:
        raise ValueError(f"strips end at row {end} of {grid.height}")


def _copy(plain: Path, path: Path) -> None:
    rasterio.shutil.copy(
        plain,
        path,
        driver="COG",
        blocksize=BLOCK,
        compress="deflate",
        level=_LEVEL,
        predictor="yes",
        overview_resampling="average",
        num_threads="all_cpus",
        bigtiff="if_safer",
    )


def _remove_beside(temporary: Path) -> None:
    """Delete the raster without compression, and what GDAL's COG driver leaves when it fails."""
    for left in temporary.parent.iterdir():
        if left.name.startswith(temporary.stem) and left.name != temporary.name:
            left.unlink(missing_ok=True)
