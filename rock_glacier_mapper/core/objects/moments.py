"""Sums over the pixels of many objects, run by run, and the form that follows from them.

A *run* is a row of pixels of one object side by side. See :mod:`.measures` for what is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Relative difference of the two axes below which an object has no main direction.
_ROUND = 1e-9

#: Pixel centres this near a line, in pixels, count as on it: rounding must not decide.
_ON_LINE = 1e-9


class Tally:
    """Adds weights to the totals of their objects one after the other, in order.

    ``total += np.bincount(…)`` would add sums of sums, and their rounding would depend on where
    the strips are cut; here the totals so far go into the bins first.

    Args:
        ids: object number of each weight.
    """

    def __init__(self, ids: np.ndarray):
        self._part = slice(int(ids.min()), int(ids.max()) + 1) if ids.size else slice(0, 0)
        bins = np.arange(self._part.stop - self._part.start)
        self._ids = np.concatenate([bins, ids - self._part.start])

    def add(self, total: np.ndarray, weights: np.ndarray) -> None:
        """Add to ``total``, float64 (objects,), in place."""
        here = total[self._part]
        here[:] = np.bincount(self._ids, np.concatenate([here, weights]), here.size)


@dataclass
class Runs:
    """Runs of a strip of labels, in row-major order.

    Attributes:
        start, length: of all runs of the flattened strip, background included.
        inside: which of them belong to an object; what follows is of these only.
        ids: object number, label - 1.
        row, column: of the first pixel, in the whole raster.
        n: pixels.
        beside: object numbers of two runs that touch in a row, (sides, 2).
    """

    start: np.ndarray
    length: np.ndarray
    inside: np.ndarray
    ids: np.ndarray
    row: np.ndarray
    column: np.ndarray
    n: np.ndarray
    beside: np.ndarray

    @classmethod
    def of(cls, labels: np.ndarray, top: int) -> Runs:
        """Runs of int (height, width) labels whose first row is row ``top`` of the raster."""
        width = labels.shape[1]
        flat = labels.ravel()
        begins = np.ones(flat.size, bool)
        np.not_equal(flat[1:], flat[:-1], out=begins[1:])
        begins[::width] = True
        start = np.flatnonzero(begins)
        length = np.diff(start, append=flat.size)
        ids = flat[start].astype(np.int64) - 1
        inside = ids >= 0
        row, column = np.divmod(start, width)
        touch = inside[1:] & inside[:-1] & (row[1:] == row[:-1])
        beside = np.stack([ids[:-1][touch], ids[1:][touch]], axis=1)
        ids, row, column, n = (values[inside] for values in (ids, row + top, column, length))
        return cls(start, length, inside, ids, row, column, n, beside)

    def reduced(self, operation: np.ufunc, values: np.ndarray) -> np.ndarray:
        """``operation`` over the pixels of each run; flat values of the strip."""
        return operation.reduceat(values, self.start)[self.inside]

    def spread(self, values: np.ndarray) -> np.ndarray:
        """A value of each run on all its pixels, 0 on the background; flat."""
        every = np.zeros(self.start.size, np.asarray(values).dtype)
        every[self.inside] = values
        return np.repeat(every, self.length)


class Coordinates:
    """Sums of the coordinates of the objects' pixels, counted from each object's first pixel.

    They are whole numbers and exact up to 2⁵³.

    Attributes:
        n: pixels, float64 (N,).
        runs: runs, float64 (N,).
        sums: of column, row, column², column × row, row²: float64 (5, N).
    """

    def __init__(self, count: int):
        self.n, self.runs = np.zeros((2, count))
        self.sums = np.zeros((5, count))
        self._first = np.zeros((2, count), np.int64)

    def add(self, runs: Runs) -> None:
        """Add the runs of the next strip."""
        new = self.n[runs.ids] == 0
        # Of repeated numbers the last assignment stays: backwards, that is the first run.
        ids = runs.ids[new][::-1]
        self._first[:, ids] = np.stack([runs.column[new][::-1], runs.row[new][::-1]])
        x, y = self.from_first(runs.ids, runs.column, runs.row)
        n = runs.n
        along = n * x + n * (n - 1) // 2
        squares = n * x * x + x * n * (n - 1) + (n - 1) * n * (2 * n - 1) // 6
        tally = Tally(runs.ids)
        tally.add(self.n, n)
        tally.add(self.runs, np.ones(n.size))
        for total, part in zip(self.sums, (along, n * y, squares, along * y, n * y * y)):
            tally.add(total, part)

    def from_first(self, ids, column, row) -> tuple[np.ndarray, np.ndarray]:
        """Columns and rows counted from the first pixels of the objects ``ids``."""
        return column - self._first[0, ids], row - self._first[1, ids]


@dataclass
class Shape:
    """Form of N objects by their moments; lengths in metres, x to the east, y to the north.

    All are float64 (N,), NaN for objects without pixels. Pixels count as rectangles: their own
    variance is in the covariance, so that no object is without width.

    Attributes:
        area: m².
        x, y: centre, in columns and rows from the object's first pixel.
        xx, xy, yy: covariance, m².
        major, minor: its eigenvalues, m², major ≥ minor > 0.
        angle: of the long axis, radians from east to north; 0 when both axes are equal.
        has_axis: bool, whether the axes differ.
        pixel: pixel width and height, m.
    """

    area: np.ndarray
    x: np.ndarray
    y: np.ndarray
    xx: np.ndarray
    xy: np.ndarray
    yy: np.ndarray
    major: np.ndarray
    minor: np.ndarray
    angle: np.ndarray
    has_axis: np.ndarray
    pixel: tuple[float, float]

    @classmethod
    def of(cls, coordinates: Coordinates, pixel: tuple[float, float]) -> Shape:
        """The form of objects that have been added up."""
        width, height = pixel
        x, y, xx, xy, yy = centred(coordinates.n, coordinates.sums)
        xx = (xx + 1 / 12) * width**2
        yy = (yy + 1 / 12) * height**2
        xy = -xy * (width * height)
        half, split = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
        major = half + split
        # The product of the eigenvalues is the determinant: no digits lost for thin objects.
        minor = (xx * yy - xy * xy) / major
        has_axis = 2 * split > _ROUND * major
        angle = np.where(has_axis, np.arctan2(2 * xy, xx - yy) / 2, 0.0)
        area = coordinates.n * (width * height)
        area[coordinates.n == 0] = np.nan
        return cls(area, x, y, xx, xy, yy, major, minor, angle, has_axis, pixel)

    def in_ellipse(self, ids, x, y, n) -> np.ndarray:
        """Pixels of runs inside the ellipse of their object's area, centre and axes.

        Args:
            ids: object of each run.
            x, y: column and row of its first pixel, from the object's first pixel.
            n: its pixels.
        """
        xx, xy, yy = self.xx[ids], self.xy[ids], self.yy[ids]
        determinant = xx * yy - xy * xy
        # Points with (x, y) C⁻¹ (x, y)ᵀ ≤ A / (π √det C) form an ellipse of area A; on a row that
        # is a quadratic inequality in x.
        north = -(y - self.y[ids]) * self.pixel[1]
        level = self.area[ids] / (np.pi * np.sqrt(determinant))
        root = determinant * (level * yy - north * north)
        reach = np.sqrt(np.maximum(root, 0)) / yy
        middle = xy * north / yy
        inside = self._between(ids, x, n, middle - reach, middle + reach)
        return np.where(root >= 0, inside, 0)

    def in_rectangle(self, ids, x, y, n) -> np.ndarray:
        """The same for the rectangle of their object's area, centre, axes and length/width."""
        area, major, minor = self.area[ids], self.major[ids], self.minor[ids]
        length = np.sqrt(area * np.sqrt(major / minor))
        north = -(y - self.y[ids]) * self.pixel[1]
        angle = self.angle[ids]
        low, high = np.full((2, ids.size), np.inf)
        low = -low
        for turned, reach in ((angle, length / 2), (angle + np.pi / 2, area / length / 2)):
            cosine, sine = np.cos(turned), np.sin(turned)
            # A vertical axis: the row lies inside or outside as a whole, up to rounding.
            cosine = np.where(np.abs(cosine) < 1e-12, 1e-12, cosine)
            ends = (np.stack([-reach, reach]) - north * sine) / cosine
            low, high = np.maximum(low, ends.min(axis=0)), np.minimum(high, ends.max(axis=0))
        return self._between(ids, x, n, low, high)

    def _between(self, ids, x, n, low, high) -> np.ndarray:
        """Pixels of runs whose centre lies between two distances east of the object's centre."""
        begin = x - self.x[ids]
        first = np.ceil(low / self.pixel[0] - begin - _ON_LINE)
        last = np.floor(high / self.pixel[0] - begin + _ON_LINE)
        return np.maximum(np.minimum(last, n - 1) - np.maximum(first, 0) + 1, 0)


def centred(n: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Means of x and y, and population variances and covariance (xx, xy, yy) from their sums.

    Args:
        n: (N,).
        sums: of x, y, x², xy, y², (5, N).

    Returns:
        float64 (5, N); NaN where n is 0.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        x, y, xx, xy, yy = sums / n
    return np.stack([x, y, np.maximum(xx - x * x, 0), xy - x * y, np.maximum(yy - y * y, 0)])
