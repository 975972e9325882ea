"""Energy that the sun sends to inclined ground in a year, after Kumar et al. (1997).

:class:`Sunshine` adds it up for the cells of a block of a DEM, with the shade of the terrain.
Equation numbers as in :mod:`.sun`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..raster import NODATA
from ..translation import tr
from . import sun
from .blocks import Block

#: Variants: name to what a field or tag says of it.
VARIANTS = {"kumar": "kumar+pressure total", "tprogi": "TPRoGI-comparable"}


@dataclass(frozen=True)
class Options:
    """How to compute.

    Attributes:
        variant: ``kumar``: direct, diffuse and reflected radiation through an atmosphere whose
            mass shrinks with the elevation; ``tprogi``: the direct radiation without an
            atmosphere, which is what the PISR values of TPRoGI (Sun et al. 2024) correspond to.
        day_step, time_step: in days and minutes.
        shading: whether terrain casts shade.
        directions: in which the horizon is looked up.
        radius: how far terrain is looked at, in metres.
        albedo: of the ground around.

    Raises:
        InputError: a value is out of range.
    """

    variant: str = "kumar"
    day_step: int = 5
    time_step: float = 30.0
    shading: bool = True
    directions: int = 36
    radius: float = 20000.0
    albedo: float = 0.2

    def __post_init__(self):
        if self.variant not in VARIANTS:
            raise InputError(
                tr("Choose {variants} as variant, not {variant}.").format(
                    variants=tr(" or ").join(VARIANTS), variant=self.variant
                )
            )
        for name, value, low, high in (
            (tr("day step"), self.day_step, 1, 73),
            (tr("time step"), self.time_step, 1, 120),
            (tr("number of directions"), self.directions, 8, 180),
            (tr("search radius"), self.radius, 1, 200e3),
            (tr("albedo"), self.albedo, 0, 1),
        ):
            if not low <= value <= high:
                raise InputError(
                    tr("The {name} must be from {low:g} to {high:g}, not {value:g}.").format(
                        name=name, low=low, high=high, value=value
                    )
                )


@dataclass(frozen=True)
class _Positions:
    """The sun over a block: a list of plain numbers per property, and its share of the sky's light.

    Attributes:
        vector: (east, equator, pole) components, see :class:`.blocks.Block`.
        altitude, azimuth: at the block's centre, radians.
        energy: (constant, linear, quadratic, northing) coefficients of the beam's energy in the
            block's scaled pressure and in the latitude; without an atmosphere the first only.
        diffuse, reflected: sums over all positions on level ground, coefficients as for energy.
    """

    vector: tuple[list[float], list[float], list[float]]
    altitude: list[float]
    azimuth: np.ndarray
    energy: list[list[float]]
    diffuse: list[float]
    reflected: list[float]


#: Nodes on -1 to 1 between which the pressure's effect is a parabola.
_NODES = np.array([-math.sqrt(0.75), 0.0, math.sqrt(0.75)])
#: Latitudes beside the centre for derivatives, in radians.
_BESIDE = math.radians(0.02)


def _parabola(values: Sequence) -> list:
    """Coefficients of the parabola through values at :data:`_NODES`."""
    low, middle, high = values
    node = _NODES[2]
    return [middle, (high - low) / (2 * node), ((high + low) / 2 - middle) / node**2]


def _positions(latitude: float, middle: float, half: float, options: Options) -> _Positions:
    """Positions of the sun over a block whose pressure ratio is ``middle`` ± ``half``."""
    days, weights = sun.days_of_year(options.day_step)
    track = sun.sun_track(latitude, options.time_step, days, weights)
    east, north, up = track.at(latitude)
    rim = np.cos(track.declination)
    vector = (east, rim * np.cos(track.hour_angle), np.sin(track.declination))
    energy, diffuse, reflected = [track.energy], [], []
    if options.variant == "kumar":
        pressures = middle + half * _NODES

        def beam(phi: float, pressure: float) -> np.ndarray:
            return track.energy * sun.beam_transmittance(sun.air_mass(track.at(phi)[2]) * pressure)

        def level(phi: float, pressure: float) -> np.ndarray:
            there = sun.sun_track(phi, options.time_step, days, weights)
            height = there.at(phi)[2]
            share = sun.beam_transmittance(sun.air_mass(height) * pressure)
            light = there.energy * np.maximum(height, 0)
            return np.array(
                [
                    (light * sun.diffuse_transmittance(share)).sum(),
                    (light * sun.reflected_transmittance(share)).sum(),
                ]
            )

        def slope(function: Callable) -> np.ndarray:
            north, south = (function(latitude + side * _BESIDE, middle) for side in (1, -1))
            return (north - south) / (2 * _BESIDE)

        energy = [*_parabola([beam(latitude, p) for p in pressures]), slope(beam)]
        sums = [*_parabola([level(latitude, p) for p in pressures]), slope(level)]
        diffuse, reflected = np.array(sums).T.tolist()
    return _Positions(
        tuple(part.tolist() for part in vector),
        np.arcsin(up).tolist(),
        np.arctan2(east, north) % (2 * math.pi),
        [part.tolist() for part in energy],
        diffuse,
        reflected,
    )


class Sunshine:
    """Adds up a block's radiation, one sector between two directions of the horizon at a time."""

    def __init__(self, block: Block, options: Options):
        self.block, self.options = block, options
        pressure = sun.pressure_ratio(block.elevation.astype(np.float64))
        known = pressure[block.known]
        middle = float(known.max() + known.min()) / 2
        half = max(float(known.max() - known.min()) / 2, 1e-6)
        self.pressure = np.where(block.known, (pressure - middle) / half, 0).astype(np.float32)
        self.sky = _positions(block.centre.latitude, middle, half, options)
        self.direct = np.zeros_like(block.elevation)
        self.azimuths: list[float] = []
        self.first = self.previous = None

    def begin(self, azimuths: list[float]) -> None:
        """Sort the sun's positions into the sectors that start at ascending azimuths."""
        self.azimuths = azimuths
        start = min(range(len(azimuths)), key=azimuths.__getitem__)
        ordered = np.array(azimuths[start:] + azimuths[:start])
        sector = np.searchsorted(ordered, self.sky.azimuth, "right") - 1
        self._sector = (sector + start) % len(azimuths)  # -1, before the first, is the last

    def next_direction(self, number: int) -> None:
        """Take ``block.tangent`` as the horizon of a direction; sum up the sector before it."""
        azimuth = self.azimuths[number]
        horizon = np.arctan(self.block.tangent)
        # The altitude of the sun changes with the latitude by the cosine of its azimuth.
        horizon -= self.block.northing * math.cos(azimuth)
        if number == 0:
            self.first = horizon
        else:
            self._sum(number - 1, self.previous, horizon)
        self.previous = horizon

    def finish(self) -> None:
        """Sum up the sector that closes the circle."""
        self._sum(len(self.azimuths) - 1, self.previous, self.first)
        self.first = self.previous = None

    def open_sky(self) -> None:
        """Sum up everything without terrain around."""
        level = np.zeros_like(self.block.elevation)
        self.begin([number * math.pi / 4 for number in range(8)])
        for number in range(8):
            self.block.tangent = level
            self.next_direction(number)
        self.finish()

    def _sum(self, sector: int, start: np.ndarray, end: np.ndarray) -> None:
        members = np.nonzero(self._sector == sector)[0].tolist()
        if not members:
            return
        block, sky = self.block, self.sky
        low = self.azimuths[sector]
        width = (self.azimuths[(sector + 1) % len(self.azimuths)] - low) % (2 * math.pi)
        shares = ((sky.azimuth - low) % (2 * math.pi) / (width or 2 * math.pi)).tolist()
        horizon_max = float(max(start[block.known].max(), end[block.known].max()))
        horizon_min = float(min(start[block.known].min(), end[block.known].min()))
        change = end - start
        east, equator, pole = block.normal
        sine, work, more = (np.empty_like(change) for _ in range(3))
        bits, work_bits = sine.view(np.int32), work.view(np.int32)
        zero = np.zeros_like(change)
        for i in members:
            altitude = sky.altitude[i]
            if altitude <= horizon_min:
                continue
            np.multiply(east, sky.vector[0][i], out=sine)
            np.multiply(equator, sky.vector[1][i], out=work)
            sine += work
            np.multiply(pole, sky.vector[2][i], out=work)
            sine += work
            np.maximum(sine, zero, out=sine)
            if altitude <= horizon_max:
                np.multiply(change, shares[i], out=work)
                work += start
                work -= altitude
                # All bits set where that is negative, the sun above the horizon; else none.
                np.right_shift(work_bits, 31, out=work_bits)
                np.bitwise_and(bits, work_bits, out=bits)
            if len(sky.energy) == 1:
                sine *= sky.energy[0][i]
            else:
                constant, linear, square, northing = (part[i] for part in sky.energy)
                np.multiply(self.pressure, square, out=work)
                work += linear
                work *= self.pressure
                work += constant
                np.multiply(block.northing, northing, out=more)
                work += more
                sine *= work
            self.direct += sine

    def total(self) -> np.ndarray:
        """Radiation of the variant in kWh m⁻², float32, nodata where the slope is not known."""
        block, sky = self.block, self.sky
        result = self.direct
        if sky.diffuse:
            half_cosine = (1 + block.up) / 2  # cos²(β/2); sin²(β/2) is the rest
            diffuse, reflected = (
                a + self.pressure * (b + self.pressure * c) + block.northing * d
                for a, b, c, d in (sky.diffuse, sky.reflected)
            )
            result = result + half_cosine * diffuse
            result += self.options.albedo * (1 - half_cosine) * reflected
        return np.where(block.known, result, np.float32(NODATA)).astype(np.float32)
