"""What the products show of one landform: rates relative to a stable reference, by pass."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from rasterio.enums import Resampling
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from ..geodesy import WGS84, transform_coordinates
from ..raster import GridReader, RasterSource, metres_of, open_raster
from .angles import Angle
from .neighbourhood import Neighbourhood, Terrain, neighbourhood, read_terrain, to_ground
from .products import Product
from .reference import WINDOW, Reference, block_medians, find_window, level
from .settings import Settings
from .stacking import Stack, group_by_sight, stack_pairs
from .uncertainty import StructureFunction

#: A reference point farther away than this (m) is told.
_FAR = 3000.0
#: Least ground around a landform, in pixels, from which the residual atmosphere is told.
_LEAST_PIXELS = 30
#: Share of neighbouring pixels that differ by more than the ambiguity, from which it is told.
_JUMPS = 0.01


@dataclass
class Observation:
    """A landform in the products; arrays are those of a crop around it.

    Attributes:
        offset: (column, row) of the crop on the product's grid.
        inside, distance, east, north: see :class:`.neighbourhood.Neighbourhood`.
        terrain: slope and direction; those of the landform in ``direction``.
        cell_area: of a pixel in m².
        stacks: by pass; None where the products show nothing of the landform.
        groups: number of each stack's group of products.
        tracks: name of each stack's pass.
        used: products (numbers) that show something.
        reference: None where there is none.
        scatters: of the reference window in each stack (cm/yr).
        notes: what to know.
    """

    offset: tuple[int, int]
    inside: np.ndarray
    distance: np.ndarray
    east: np.ndarray
    north: np.ndarray
    terrain: Terrain
    direction: tuple[float, float] | None
    cell_area: float
    stacks: list[Stack] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    reference: Reference | None = None
    scatters: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Reading:
    """One product in a neighbourhood."""

    number: int
    rate: np.ndarray
    coherence: np.ndarray
    sigma: np.ndarray | None
    incidence: np.ndarray | float
    azimuth: np.ndarray | float


class Observer:
    """Reads products around landforms; use it as a context manager.

    Args:
        products: the first one's grid is that of the work.
        dem: elevation.
        shapes: all landforms, in the grid's CRS.
        exclude: further ground that is no reference, in the grid's CRS.
        points: the user's stable places (x, y) in the grid's CRS; empty = search.
    """

    def __init__(
        self,
        products: Sequence[Product],
        dem: RasterSource,
        shapes: Sequence[BaseGeometry],
        exclude: Sequence[BaseGeometry],
        points: Sequence[tuple[float, float]],
        settings: Settings,
    ):
        self.products, self.settings = list(products), settings
        self.grid = products[0].grid
        self._dem = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
        self._barred = [*shapes, *exclude]
        self._tree = shapely.STRtree(self._barred)
        self._points = list(points)
        sights = [(p.incidence.typical(), p.azimuth.typical(), p.track) for p in self.products]
        self.groups = group_by_sight(sights)
        #: Structure function of the residual atmosphere, by group.
        self.structures = [StructureFunction() for _ in self.groups]
        self._files = contextlib.ExitStack()

    def __enter__(self) -> Observer:
        def reader(source, resampling=Resampling.bilinear, zero=False):
            if source is None:
                return None
            opened = GridReader(source, self.grid, zero, resampling=resampling, unscale=True)
            return self._files.enter_context(opened)

        with contextlib.ExitStack() as stack:
            stack.push(self._files)
            with open_raster(self._dem.path, self._dem.role) as dataset:
                self._scale = metres_of(dataset, self._dem.bands[0])
            dem = GridReader(self._dem, self.grid, resampling=Resampling.cubic)
            self._elevation = self._files.enter_context(dem)
            self._readers = [
                (
                    reader(product.los),
                    reader(product.coherence),
                    reader(product.incidence.source, zero=True),
                    reader(product.azimuth.source, Resampling.nearest, True),
                )
                for product in self.products
            ]
            stack.pop_all()
        return self

    def __exit__(self, *exc) -> None:
        self._files.close()

    def observe(self, shape: BaseGeometry) -> Observation | None:
        """Look at one landform; None where the grid does not reach."""
        margin = self.settings.ring[1] + self.settings.smoothing
        place = neighbourhood(self.grid, shape, margin, _LEAST_PIXELS)
        if place is None:
            return None
        terrain = read_terrain(self._elevation, place, self._scale, self.settings.smoothing)
        found = Observation(
            place.window[:2],
            place.inside,
            place.distance,
            place.east,
            place.north,
            terrain,
            terrain.mean_direction(place.inside),
            math.prod(place.cell),
        )
        readings = self._read(place, terrain)
        found.used = [reading.number for reading in readings]
        if readings:
            stable = self._stable(readings, place)
            if self._points:
                found.reference = self._given(found, shape, place)
            else:
                found.reference = self._searched(found, readings, stable, place, terrain)
            windows = self._refer(found, readings)
            self._look_for_jumps(found, readings)
            self._stack(found, readings, windows, stable, place)
        return self._cropped(found)

    def _read(self, place: Neighbourhood, terrain: Terrain) -> list[_Reading]:
        """The products that have data in the landform."""
        readings = []
        for number, (product, readers) in enumerate(zip(self.products, self._readers)):
            rate = readers[0].read(*place.window)[0].astype(np.float64) * product.factor
            if not np.isfinite(rate[place.inside]).any():
                continue
            coherence = readers[1].read(*place.window)[0].astype(np.float64)
            coherence = np.clip(np.nan_to_num(coherence, nan=0.0), 0.0, 1.0)
            incidence = _angle(product.incidence, readers[2], place)
            azimuth = _angle(product.azimuth, readers[3], place)
            coherence[terrain.hidden(incidence, azimuth)] = 0.0
            sigma = product.phase_noise(coherence)
            readings.append(_Reading(number, rate, coherence, sigma, incidence, azimuth))
        return readings

    def _stable(self, readings: list[_Reading], place: Neighbourhood) -> np.ndarray:
        """Coherent ground with data outside of all landforms and of what is excluded, bool."""
        coherence = np.mean([reading.coherence for reading in readings], axis=0)
        known = coherence >= self.settings.reference_coherence
        for reading in readings:
            known &= np.isfinite(reading.rate)
            known &= reading.coherence >= self.settings.min_coherence
        near = self._tree.query(box(*place.grid.bounds))
        return known & ~place.burn([self._barred[i] for i in near])

    def _searched(self, found, readings, stable, place, terrain) -> Reference | None:
        """The best place in the ring around the landform."""
        first, last = self.settings.ring
        ring = (place.distance >= first) & (place.distance <= last)
        flat = stable & ring & (terrain.slope < self.settings.reference_slope)
        coherence = np.mean([reading.coherence for reading in readings], axis=0)
        rates = [reading.rate for reading in readings]
        window = find_window(coherence, flat, rates, place.distance)
        if window is None:
            found.notes.append("no stable, flat and coherent ground around")
            return None
        x, y = place.grid.transform * (window[1] + 0.5, window[0] + 0.5)
        return self._reference(x, y, float(place.distance[window]), place, given=False)

    def _given(self, found: Observation, shape: BaseGeometry, place) -> Reference | None:
        """The nearest of the user's points."""
        points = [to_ground(Point(xy), place) for xy in self._points]
        distances = shapely.distance(to_ground(shape, place), points)
        nearest = int(np.argmin(distances))
        reference = self._reference(
            *self._points[nearest], float(distances[nearest]), place, given=True
        )
        windows = [self._window(number, reference) for number in found.used]
        if any(np.isfinite(window.rate).sum() < WINDOW for window in windows):
            found.notes.append("the nearest reference point lies on no data")
            return None
        if any(one.coherence.mean() < self.settings.min_coherence for one in windows):
            found.notes.append("the nearest reference point lies on incoherent ground")
            return None
        if reference.distance > _FAR:
            found.notes.append(f"reference {reference.distance / 1000:.1f} km away")
        return reference

    def _reference(self, x, y, distance: float, place: Neighbourhood, given: bool) -> Reference:
        column, row = (math.floor(v) for v in ~self.grid.transform * (x, y))
        longitude, latitude = transform_coordinates(self.grid.crs, WGS84, [x], [y])
        spot = to_ground(Point(x, y), place)
        return Reference(
            column, row, distance, spot.x, spot.y, float(longitude[0]), float(latitude[0]), given
        )

    def _window(self, number: int, reference: Reference) -> _Reading:
        """A product in the window of a reference."""
        product, readers = self.products[number], self._readers[number]
        half = WINDOW // 2
        window = reference.column - half, reference.row - half, WINDOW, WINDOW
        rate = readers[0].read(*window)[0].astype(np.float64) * product.factor
        coherence = np.nan_to_num(readers[1].read(*window)[0].astype(np.float64), nan=0.0)
        coherence = np.clip(coherence, 0.0, 1.0)
        sigma = product.phase_noise(coherence)
        return _Reading(number, rate, coherence, sigma, 0.0, 0.0)

    def _refer(self, found: Observation, readings: list[_Reading]) -> list[_Reading]:
        """Take the reference off the rates; the products in its window, likewise."""
        windows = []
        for reading in readings:
            scatter = 1.0
            if found.reference is not None:
                window = self._window(reading.number, found.reference)
                middle, scatter = level(window.rate)
                window.rate = window.rate - middle
                reading.rate = reading.rate - middle
                windows.append(window)
            for one in (reading, *windows[-1:]):
                if one.sigma is None:  # rates do not tell their noise
                    one.sigma = np.full(one.rate.shape, max(scatter, 1e-3))
        return windows

    def _stack(self, found, readings, windows, stable, place) -> None:
        """Stack the pairs of each pass, and note what the atmosphere leaves around."""
        for number, group in enumerate(self.groups):
            members = [reading for reading in readings if reading.number in group]
            if not members:
                continue
            rate, sigma, coherence = _stacked(members, self.settings.min_coherence)
            first = members[0]
            found.stacks.append(Stack(rate, sigma, coherence, first.incidence, first.azimuth))
            found.groups.append(number)
            found.tracks.append(self.products[first.number].track)
            self.structures[number].add(*block_medians(rate, stable, place))
            seen = [window for window in windows if window.number in group]
            scatter = level(_stacked(seen, 0.0)[0])[1] if seen else 0.0
            found.scatters.append(scatter)

    def _look_for_jumps(self, found: Observation, readings: list[_Reading]) -> None:
        """Note neighbouring pixels that differ by more than a quarter of the wavelength."""
        for reading in readings:
            limit = self.products[reading.number].ambiguity
            if limit is None:
                continue
            valid = found.inside & (reading.coherence >= self.settings.min_coherence)
            rate = np.where(valid, reading.rate, np.nan)
            steps = np.concatenate([np.diff(rate, axis=axis).ravel() for axis in (0, 1)])
            steps = np.abs(steps[np.isfinite(steps)])
            if steps.size and (steps > limit).mean() > _JUMPS:
                found.notes.append(f"phase ambiguous: steps over {limit:.0f} cm/yr (λ/4)")
                return

    def _cropped(self, found: Observation) -> Observation:
        """The observation without the ground beyond the margin."""
        rows, columns = np.nonzero(found.distance <= self.settings.margin)
        part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        found.offset = found.offset[0] + int(columns.min()), found.offset[1] + int(rows.min())

        def cut(value):
            return value[part].copy() if isinstance(value, np.ndarray) else value

        for one in (found, found.terrain, *found.stacks):
            for name, value in vars(one).items():
                setattr(one, name, cut(value))
        return found


def _angle(angle: Angle, reader: GridReader | None, place: Neighbourhood):
    """Degrees of the angle: a number, or an array with the typical value where there is none."""
    if reader is None:
        return angle.typical()
    values = angle.degrees(reader.read(*place.window)[0].astype(np.float64))
    return np.where(np.isfinite(values), values, angle.typical())


def _stacked(members: Sequence[_Reading], min_coherence: float):
    """Stack the valid pixels; rates without a known noise count the same."""
    rates = [np.where(m.coherence >= min_coherence, m.rate, np.nan) for m in members]
    return stack_pairs(rates, [m.sigma for m in members], [m.coherence for m in members])
