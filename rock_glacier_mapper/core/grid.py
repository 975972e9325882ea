"""The grid of a raster: coordinate reference system, transform and size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import rasterio
from affine import Affine
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.warp import transform_bounds

from .errors import InputError
from .translation import tr

#: How far, in pixels, two grids may be apart and still count as the same lattice.
ALIGNMENT_TOLERANCE = 0.01


@dataclass(frozen=True)
class Grid:
    """A north-up raster grid.

    Attributes:
        crs: coordinate reference system.
        transform: pixel (column, row) to map (x, y) of the pixel's upper-left corner.
        width, height: size in pixels.
    """

    crs: CRS
    transform: Affine
    width: int
    height: int

    @classmethod
    def of(cls, dataset: rasterio.DatasetReader) -> Grid:
        """The grid of an open raster.

        Raises:
            InputError: no CRS or none of a place on Earth, not georeferenced, rotated, or
                south-up.
        """
        name = dataset.name
        if dataset.crs is None:
            raise InputError(
                tr(
                    "{name} has no coordinate reference system. Write the right one into the "
                    "file first (GDAL 'Assign projection'; layer properties do not change "
                    "the file)."
                ).format(name=name)
            )
        if not (dataset.crs.is_projected or dataset.crs.is_geographic):
            raise InputError(
                tr(
                    "{name} has a coordinate reference system without a place on the map (local, "
                    "vertical or geocentric). Warp it to a projected one, or write the right one "
                    "into the file (GDAL 'Assign projection')."
                ).format(name=name)
            )
        transform = dataset.transform
        if transform == Affine.identity() or not all(map(math.isfinite, transform)):
            raise InputError(
                tr("{name} is not georeferenced. Georeference it first.").format(name=name)
            )
        if transform.b or transform.d or transform.a <= 0 or transform.e >= 0:
            raise InputError(
                tr(
                    "{name} is rotated or not north-up. Warp it to a north-up grid first "
                    "(GDAL 'Warp')."
                ).format(name=name)
            )
        return cls(dataset.crs, transform, dataset.width, dataset.height)

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width), as numpy arrays have it."""
        return self.height, self.width

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) in map units."""
        left, top = self.transform * (0, 0)
        right, bottom = self.transform * (self.width, self.height)
        return left, bottom, right, top

    @property
    def pixel_width(self) -> float:
        """Width of a pixel in map units."""
        return self.transform.a

    @property
    def pixel_height(self) -> float:
        """Height of a pixel in map units, positive."""
        return -self.transform.e

    @property
    def unit_in_metres(self) -> float | None:
        """Length of a map unit in metres; None for a geographic (degree) CRS."""
        if not self.crs.is_projected:
            return None
        return self.crs.linear_units_factor[1]

    @property
    def resolution(self) -> float:
        """Ground sampling distance in metres (mean of both directions).

        Raises:
            InputError: the CRS is geographic.
        """
        unit = self.unit_in_metres
        if unit is None:
            raise InputError(tr("This step needs a projected CRS; the raster's is in degrees."))
        return unit * math.sqrt(self.pixel_width * self.pixel_height)

    def part(self, column: int, row: int, width: int, height: int) -> Grid:
        """The grid of a window (may reach beyond this grid)."""
        transform = self.transform * Affine.translation(column, row)
        return Grid(self.crs, transform, width, height)

    def offset_of(self, other: Grid) -> tuple[int, int] | None:
        """(column, row) of ``other``'s corner on this grid, or None when the lattices differ."""
        if self.crs != other.crs:
            return None
        scale_x = abs(other.pixel_width / self.pixel_width - 1) * max(other.width, 1)
        scale_y = abs(other.pixel_height / self.pixel_height - 1) * max(other.height, 1)
        if max(scale_x, scale_y) > ALIGNMENT_TOLERANCE:
            return None
        column, row = ~self.transform * (other.transform.c, other.transform.f)
        whole = round(column), round(row)
        if max(abs(column - whole[0]), abs(row - whole[1])) > ALIGNMENT_TOLERANCE:
            return None
        return whole

    def clipped(self, bounds: tuple[float, float, float, float], crs: CRS | None = None) -> Grid:
        """The part of this grid that covers ``bounds`` (left, bottom, right, top), whole pixels.

        Args:
            bounds: in ``crs``, or in this grid's CRS when ``crs`` is None.

        Raises:
            InputError: the extent is empty or lies outside the grid.
        """
        left, bottom, right, top = bounds
        if not all(map(math.isfinite, bounds)) or right <= left or top <= bottom:
            raise InputError(tr("The extent is empty. Draw one that covers part of the image."))
        if crs is not None and crs != self.crs:
            left, bottom, right, top = bounds_in(crs, self.crs, bounds)
        first = ~self.transform * (left, top)
        last = ~self.transform * (right, bottom)
        column, row = (max(0, math.floor(value + 1e-6)) for value in first)
        end_column = min(self.width, math.ceil(last[0] - 1e-6))
        end_row = min(self.height, math.ceil(last[1] - 1e-6))
        if end_column <= column or end_row <= row:
            raise InputError(
                tr("The extent does not overlap the image. Check its coordinate reference system.")
            )
        return self.part(column, row, end_column - column, end_row - row)

    def metric(self, resolution: float | None = None, tolerance: float = 0.1) -> Grid:
        """This grid, or one in metres at ``resolution`` that covers the same area.

        A projected grid whose pixels match ``resolution`` within ``tolerance`` (relative) is
        returned unchanged, so that no resampling blurs it. A geographic grid goes to the UTM zone
        of its centre.

        Args:
            resolution: ground sampling distance in metres; None keeps the grid's own.
        """
        if self.unit_in_metres is not None:
            own = self.resolution
            square = abs(self.pixel_width / self.pixel_height - 1) <= tolerance
            if square and (resolution is None or abs(own / resolution - 1) <= tolerance):
                return self
            crs, unit = self.crs, self.unit_in_metres
            bounds = self.bounds
        else:
            crs, unit = utm_crs(self), 1.0
            bounds = bounds_in(self.crs, crs, self.bounds)
            own = math.sqrt(
                (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) / (self.width * self.height)
            )
        step = (resolution or own) / unit
        left = math.floor(bounds[0] / step) * step
        top = math.ceil(bounds[3] / step) * step
        width = max(1, math.ceil((bounds[2] - left) / step - 1e-6))
        height = max(1, math.ceil((top - bounds[1]) / step - 1e-6))
        return Grid(crs, Affine(step, 0, left, 0, -step, top), width, height)


def bounds_in(
    source: CRS, target: CRS, bounds: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) in another CRS.

    Raises:
        InputError: there is no way from one CRS to the other, or the place has no image in it.
    """
    try:
        found = transform_bounds(source, target, *bounds, densify_pts=21)
    except (rasterio.errors.RasterioError, CPLE_BaseError) as error:
        raise _no_image(source, target, bounds) from error
    if not all(map(math.isfinite, found)):
        raise _no_image(source, target, bounds)
    return found


def _no_image(source: CRS, target: CRS, bounds: tuple[float, float, float, float]) -> InputError:
    return InputError(
        tr(
            "The place {bounds} in {source} has no image in {target}. Check the coordinate "
            "reference systems and the georeference of the inputs."
        ).format(
            bounds=", ".join(f"{value:.6g}" for value in bounds),
            source=crs_name(source),
            target=crs_name(target),
        )
    )


def crs_name(crs: CRS) -> str:
    """Short name of a CRS for messages: its code, else how its description begins."""
    text = crs.to_string()
    return text if len(text) <= 60 else f"{text[:60]} …"


def utm_crs(grid: Grid) -> CRS:
    """The WGS 84 / UTM zone of a grid's centre (UPS-like polar areas are refused).

    Raises:
        InputError: the centre lies beyond 84° N or 80° S.
    """
    left, bottom, right, top = bounds_in(grid.crs, CRS.from_epsg(4326), grid.bounds)
    longitude, latitude = (left + right) / 2, (bottom + top) / 2
    if not -80 <= latitude <= 84:
        raise InputError(
            tr("The image lies outside the UTM zones. Warp it to a projected CRS in metres first.")
        )
    zone = min(60, max(1, int((longitude + 180) // 6) + 1))
    return CRS.from_epsg((32600 if latitude >= 0 else 32700) + zone)
