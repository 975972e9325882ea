"""Sums of a layer's values over the pixels of many objects, strip by strip.

See :mod:`.measures` for what is made of them.
"""

from __future__ import annotations

import numpy as np

from .moments import Coordinates, Runs, Tally, centred


class LayerSums:
    """Sums of a layer's values, counted from a value of the object itself.

    That value is the mean of the object's first run with data: the sums stay small, so that the
    variance of values far from 0 keeps its digits.

    Args:
        count: number of objects, N.
        name: of the layer.
        prefix: of its columns; the name when None.
    """

    def __init__(self, count: int, name: str, prefix: str | None = None):
        self.name, self.prefix = name, prefix or name
        self.n, self.total, self.squares = np.zeros((3, count))
        self.origin = np.full(count, np.nan)

    def add(self, runs: Runs, layer: np.ndarray, coordinates: Coordinates) -> None:
        """Add the next strip, after its coordinates; what is not finite has no data."""
        values = layer.astype(np.float64).ravel()
        known = np.isfinite(values)
        gaps = None if known.all() else ~known
        n = runs.n.astype(np.float64)
        if gaps is not None:
            values[gaps] = 0
            n = runs.reduced(np.add, known.astype(np.float64))
        del known
        self._set_origin(runs, values, n)
        values -= runs.spread(np.where(n > 0, self.origin[runs.ids], 0))
        if gaps is not None:
            values[gaps] = 0
        total = runs.reduced(np.add, values)
        tally = Tally(runs.ids)
        tally.add(self.n, n)
        tally.add(self.total, total)
        tally.add(self.squares, runs.reduced(np.add, values * values))
        self._add_more(runs, layer.ravel(), gaps, values, total, coordinates)

    def _set_origin(self, runs: Runs, values: np.ndarray, n: np.ndarray) -> None:
        new = (n > 0) & np.isnan(self.origin[runs.ids])
        if new.any():
            mean = runs.reduced(np.add, values)[new] / n[new]
            # Of repeated numbers the last assignment stays: backwards, that is the first run.
            self.origin[runs.ids[new][::-1]] = mean[::-1]

    def _add_more(self, runs, raw, gaps, values, total, coordinates) -> None:
        """What other layers add; ``values`` are ``raw`` - origin, their sums ``total``."""

    @property
    def mean(self) -> np.ndarray:
        """Mean of each object, float64 (N,); NaN without data."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.origin + self.total / self.n

    def columns(self) -> dict[str, np.ndarray]:
        """Mean and standard deviation, and more of some layers; float64 (N,), NaN without data."""
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = self.squares / self.n - (self.total / self.n) ** 2
        deviation = np.sqrt(np.maximum(variance, 0))
        return {f"{self.prefix}_mean": self.mean, f"{self.prefix}_std": deviation}


class HeatmapSums(LayerSums):
    """The heatmap: its largest value too."""

    def __init__(self, count: int, name: str):
        super().__init__(count, name, "prob")
        self.most = np.full(count, -np.inf)

    def _add_more(self, runs, raw, gaps, values, total, coordinates) -> None:
        highest = runs.reduced(np.maximum, _filled(raw, gaps, -np.inf))
        np.maximum.at(self.most, runs.ids, highest)

    def columns(self) -> dict[str, np.ndarray]:  # noqa: D102
        return super().columns() | {"prob_max": np.where(self.n > 0, self.most, np.nan)}


class ElevationSums(LayerSums):
    """The elevation: its range and the plane of least squares too."""

    def __init__(self, count: int, name: str):
        super().__init__(count, name, "elev")
        self.least, self.most = np.full(count, np.inf), np.full(count, -np.inf)
        self.cross = np.zeros((2, count))
        #: Coordinate sums of the pixels without data.
        self.lost = np.zeros((5, count))

    def _add_more(self, runs, raw, gaps, values, total, coordinates) -> None:
        lowest = runs.reduced(np.minimum, _filled(raw, gaps, np.inf))
        highest = runs.reduced(np.maximum, _filled(raw, gaps, -np.inf))
        np.minimum.at(self.least, runs.ids, lowest)
        np.maximum.at(self.most, runs.ids, highest)
        x, y = coordinates.from_first(runs.ids, runs.column, runs.row)
        place = np.arange(values.size) - np.repeat(runs.start, runs.length)
        tally = Tally(runs.ids)
        tally.add(self.cross[0], x * total + runs.reduced(np.add, values * place))
        tally.add(self.cross[1], y * total)
        if gaps is None:
            return
        lost = gaps & (runs.spread(runs.n) > 0)
        x, y = runs.spread(x)[lost] + place[lost], runs.spread(y)[lost]
        tally = Tally(runs.spread(runs.ids)[lost])
        for sums, part in zip(self.lost, (x, y, x * x, x * y, y * y)):
            tally.add(sums, part)

    def columns(self) -> dict[str, np.ndarray]:  # noqa: D102
        known = self.n > 0
        return super().columns() | {
            "elev_min": np.where(known, self.least, np.nan),
            "elev_max": np.where(known, self.most, np.nan),
        }

    def gradient(
        self, coordinates: Coordinates, pixel_size_m: tuple[float, float]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Rise to the east and to the north of the fitted planes; NaN where not determined."""
        x, y, xx, xy, yy = centred(self.n, coordinates.sums - self.lost)
        determinant = xx * yy - xy * xy
        # Pixels in one line leave the plane open.
        determinant[~(determinant > 1e-9 * np.maximum(xx, yy) ** 2)] = np.nan
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = self.total / self.n
            xz, yz = self.cross[0] / self.n - x * mean, self.cross[1] / self.n - y * mean
        east = (yy * xz - xy * yz) / determinant / pixel_size_m[0]
        north = -(xx * yz - xy * xz) / determinant / pixel_size_m[1]
        return east, north


def _filled(values: np.ndarray, gaps: np.ndarray | None, value: float) -> np.ndarray:
    return values if gaps is None else np.where(gaps, value, values)
