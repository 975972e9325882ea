"""Where to measure displacements: common grid of two images, windows, search range, points."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import numpy as np
from affine import Affine

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import ground_jacobian
from ..grid import Grid, bounds_in
from ..raster import RasterSource, open_raster
from ..translation import tr
from .settings import DAYS_PER_YEAR
from .stableground import MODELS, SHIFT

INTENSITY, ORIENTATION = "intensity", "orientation"
METHODS = (INTENSITY, ORIENTATION)
IMAGE, DEM = "image", "dem"
CONTENTS = (IMAGE, DEM)
#: Default window on the ground (m), and its limits in pixels.
_WINDOW_METRES, _WINDOW_PIXELS = 25.0, (24, 64)
_LEAST_WINDOW = 8
#: The search goes so much farther than the largest displacement, in pixels.
_SLACK = 3


@dataclass(frozen=True)
class Settings:
    """How to track.

    Attributes:
        window: side of the square windows in metres; None = 25 m, between 24 and 64 pixels.
        step: distance of the points in metres; None = a quarter of the window.
        max_velocity: largest speed to look for, m/yr.
        method: ``intensity`` correlates grey values, ``orientation`` directions of gradients.
        content: ``image``, or ``dem`` whose relief is shaded first.
        correction: on stable ground: ``none``, ``shift`` or ``plane``.
        min_correlation, min_snr: least correlation and signal-to-noise ratio of a vector.
        max_deviation: of the normalised median test; 0 = no test.
        workers: threads; 0 = as many as processors, at most 4. The result is the same.
        block: side of the blocks that are read at a time, in pixels. The result is the same.
    """

    window: float | None = None
    step: float | None = None
    max_velocity: float = 5.0
    method: str = INTENSITY
    content: str = IMAGE
    correction: str = SHIFT
    min_correlation: float = 0.5
    min_snr: float = 1.5
    max_deviation: float = 3.0
    workers: int = 0
    block: int = 768

    def __post_init__(self):
        for value, known in (
            (self.method, METHODS),
            (self.content, CONTENTS),
            (self.correction, MODELS),
        ):
            if value not in known:
                raise InputError(
                    tr("{value} is not one of {known}.").format(value=value, known=", ".join(known))
                )
        if not self.max_velocity > 0:
            raise InputError(tr("The largest velocity to look for must be more than 0 m/yr."))


@dataclass(frozen=True)
class Plan:
    """The geometry of a run; lengths in pixels of ``grid`` where nothing else is said.

    Attributes:
        grid: of the first image, within which the second is read too.
        window: side of the windows, even.
        step: distance of the points.
        radius: farthest displacement along a row or column.
        years: between the images.
        jacobian: metres east and north on the ground for a pixel (right, down), 2 x 2.
    """

    grid: Grid
    window: int
    step: int
    radius: int
    years: float
    jacobian: np.ndarray

    @property
    def pixel(self) -> float:
        """Size of a pixel on the ground in metres."""
        return math.sqrt(abs(np.linalg.det(self.jacobian)))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the points."""
        return math.ceil(self.grid.height / self.step), math.ceil(self.grid.width / self.step)

    @property
    def field_grid(self) -> Grid:
        """The grid whose cells have the points as centres."""
        start = self.step // 2 - self.step / 2
        transform = self.grid.transform * Affine.translation(start, start)
        transform = transform * Affine.scale(self.step)
        rows, columns = self.shape
        return Grid(self.grid.crs, transform, columns, rows)

    def centres(self, rows: slice, columns: slice) -> tuple[np.ndarray, np.ndarray]:
        """(row, column) of points in pixels, each (n,): the corner amid a window's pixels."""
        count_rows, count_columns = self.shape
        half = self.step // 2
        row = np.arange(*rows.indices(count_rows)) * self.step + half
        column = np.arange(*columns.indices(count_columns)) * self.step + half
        row, column = np.meshgrid(row, column, indexing="ij")
        return row.ravel(), column.ravel()


def years_between(start: datetime.date, end: datetime.date) -> float:
    """Years from the first image to the second.

    Raises:
        InputError: the dates are equal or swapped.
    """
    days = (end - start).days
    if days == 0:
        raise InputError(
            tr("Both images are of {isoformat}. Give the dates of the two acquisitions.").format(
                isoformat=start.isoformat()
            )
        )
    if days < 0:
        raise InputError(
            tr(
                "The first image ({first_date}) is younger than the second ({second_date}). "
                "Swap the dates, or the images."
            ).format(first_date=start.isoformat(), second_date=end.isoformat())
        )
    return days / DAYS_PER_YEAR


def make_plan(
    first: RasterSource,
    second: RasterSource,
    years: float,
    settings: Settings,
    feedback: Feedback | None = None,
) -> Plan:
    """Check that two images can be tracked, and choose window, step and search range.

    Raises:
        InputError: no overlap, a window that does not fit, or an image that cannot be used.
    """
    feedback = feedback or Feedback()
    with open_raster(first.path, first.role) as dataset:
        own = Grid.of(dataset)
    with open_raster(second.path, second.role) as dataset:
        other = Grid.of(dataset)
    common = _overlap(own, other, first.path, second.path, feedback)
    grid = common.metric()
    x, y = (grid.bounds[0] + grid.bounds[2]) / 2, (grid.bounds[1] + grid.bounds[3]) / 2
    jacobian = ground_jacobian(grid.crs, x, y, max(grid.pixel_width, grid.pixel_height))
    if jacobian is None:
        raise InputError(
            tr(
                "The place of {path} on the Earth cannot be told from its coordinate "
                "reference system. Assign the right one."
            ).format(path=first.path)
        )
    jacobian = jacobian * np.array([grid.pixel_width, -grid.pixel_height])
    pixel = math.sqrt(abs(np.linalg.det(jacobian)))
    window = _window(settings.window, pixel)
    if window > min(grid.shape):
        raise InputError(
            tr(
                "The window of {window} pixels ({metres:.4g} m) is larger than what both "
                "images cover ({width} x {height} pixels). Give a smaller WINDOW."
            ).format(window=window, metres=window * pixel, width=grid.width, height=grid.height)
        )
    step = max(1, round((settings.step or window * pixel / 4) / pixel))
    radius = math.ceil(settings.max_velocity * years / pixel) + _SLACK
    if window + radius > max(grid.shape):
        raise InputError(
            tr(
                "{max_velocity:g} m/yr over {years:.3g} years is {radius} pixels, beyond the "
                "images. Lower the largest velocity, and check its unit and the dates."
            ).format(max_velocity=settings.max_velocity, years=years, radius=radius)
        )
    return Plan(grid, window, step, radius, years, jacobian)


def _window(metres: float | None, pixel: float) -> int:
    """Even number of pixels."""
    if metres is None:
        low, high = _WINDOW_PIXELS
        return 2 * round(min(max(_WINDOW_METRES / pixel, low), high) / 2)
    window = 2 * round(metres / pixel / 2)
    if window < _LEAST_WINDOW:
        raise InputError(
            tr(
                "The window of {metres:g} m has {pixels:.2g} pixels of {pixel:.3g} m. "
                "WINDOW is in metres and needs at least {least_window} pixels; 24 to 64 are "
                "usual."
            ).format(metres=metres, pixels=metres / pixel, pixel=pixel, least_window=_LEAST_WINDOW)
        )
    return window


def _overlap(own: Grid, other: Grid, first: str, second: str, feedback: Feedback) -> Grid:
    """The part of the first grid that the second covers."""
    bounds = other.bounds
    if own.crs != other.crs:
        feedback.warning(
            tr(
                "The images have different coordinate reference systems ({first} and "
                "{second}); the second is warped to the first. Shifts between the two "
                "systems are only removed on stable ground."
            ).format(first=own.crs.to_string()[:60], second=other.crs.to_string()[:60])
        )
        bounds = bounds_in(other.crs, own.crs, bounds)
    ratio = other.metric().resolution / own.metric().resolution
    if not 2 / 3 < ratio < 3 / 2:
        feedback.warning(
            tr(
                "The pixels of the second image are {ratio:.2g} times as large as those of "
                "the first. Give the coarser image first, or resample both to one resolution."
            ).format(ratio=ratio)
        )
    try:
        return own.clipped(bounds)
    except InputError as error:
        raise InputError(
            tr(
                "The images do not overlap: {first} covers {first_extent}, {second} covers "
                "{second_extent}. Check that both show the same place and that their coordinate "
                "reference systems are right."
            ).format(
                first=first, first_extent=_words(own), second=second, second_extent=_words(other)
            )
        ) from error


def _words(grid: Grid) -> str:
    left, bottom, right, top = grid.bounds
    name = grid.crs.to_string()[:40]
    return f"x {left:.6g} to {right:.6g}, y {bottom:.6g} to {top:.6g} in {name}"
