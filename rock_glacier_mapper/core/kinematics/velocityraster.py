"""Velocity rasters: which band holds the velocity, in which unit, and what period it shows."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio

from ..errors import InputError
from ..grid import Grid
from ..raster import GridReader, RasterSource, open_raster
from ..translation import mark, tr
from .choices import FROM_FILE, UNITS

#: Names of lengths and their factor to centimetres; names of a year.
_LENGTHS = {"mm": 0.1, "millimetres": 0.1, "cm": 1.0, "centimetres": 1.0, "m": 100.0, "metres": 100}
_YEARS = ("yr", "y", "a", "year", "years")
#: Descriptions of bands that hold a velocity, in order of preference; of its standard deviation;
#: and of the sensitivity.
DOWNSLOPE, SPEED, LINE_OF_SIGHT = (
    mark("downslope velocity"),
    mark("speed"),
    mark("line-of-sight velocity"),
)
_NAMES = {
    DOWNSLOPE: ("downslope velocity", "downslope", "velocity downslope"),
    SPEED: ("speed", "surface speed", "horizontal speed"),
    LINE_OF_SIGHT: ("line-of-sight velocity", "los velocity", "line of sight velocity", "v_los"),
}
_DEVIATION = ("standard deviation", "sigma", "standard error")
_SENSITIVITY = ("sensitivity",)
_START = ("OBS_START", "START", "START_DATE", "DATE_START")
_END = ("OBS_END", "END", "END_DATE", "DATE_END")
_TECHNIQUE = ("DATA_TECH", "TECHNIQUE", "METHOD")
#: Faster than this (cm/yr) is no rock glacier: an outlier, a wrong unit, or a wrong raster.
IMPLAUSIBLE = 5000.0


@dataclass(frozen=True)
class VelocityRaster:
    """A raster of velocities and what is known of it.

    Attributes:
        path: file.
        grid: its grid.
        band: 1-based, of the velocity; ``deviation`` of its standard deviation and
            ``sensitivity`` of the share that the line of sight sees, None where there is none.
        to_cm: factor from stored values to cm/yr; ``deviation_to_cm`` likewise.
        quantity: ``downslope velocity``, ``speed``, ``line-of-sight velocity`` or ``velocity``.
        start, end: days of the observation as the file has them, "" = unknown.
        technique: sensor and method as the file has them, "" = unknown.
        period_text: when it was observed, in other words than ``start`` and ``end``.
    """

    path: str
    grid: Grid
    band: int
    deviation: int | None
    sensitivity: int | None
    to_cm: float
    deviation_to_cm: float
    quantity: str
    start: str = ""
    end: str = ""
    technique: str = ""
    period_text: str = ""

    @property
    def period(self) -> str:
        """When it was observed, or "" when that is not known."""
        days = f"{self.start} to {self.end}" if self.start and self.end else ""
        return self.period_text or days

    @property
    def described(self) -> str:
        """Quantity and technique, for DataTech."""
        return f"{self.quantity}; {self.technique or Path(self.path).name}"

    @property
    def from_radar(self) -> bool:
        """Whether the velocities come from a line of sight, with its blind directions."""
        return self.quantity in (DOWNSLOPE, LINE_OF_SIGHT)

    def reader(self) -> GridReader:
        """A reader of velocity, standard deviation and sensitivity, for :meth:`window`."""
        bands = tuple(b for b in (self.band, self.deviation, self.sensitivity) if b is not None)
        return GridReader(RasterSource(self.path, bands, tr("velocity raster")), self.grid)

    def window(
        self, reader: GridReader, column: int, row: int, width: int, height: int
    ) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
        """Part of the raster; may reach beyond it.

        Returns:
            (velocity, standard deviation or None) in cm/yr, and sensitivity or None; each float32
            (height, width), NaN = no data. Velocities above :data:`IMPLAUSIBLE` are inf.

        Raises:
            InputError: the file is damaged.
        """
        bands = list(reader.read(column, row, width, height))
        velocity = bands.pop(0) * np.float32(self.to_cm)
        velocity[np.abs(velocity) > IMPLAUSIBLE] = np.inf
        deviation = sensitivity = None
        if self.deviation is not None:
            deviation = bands.pop(0) * np.float32(self.deviation_to_cm)
            deviation[~(deviation >= 0)] = np.nan
        if self.sensitivity is not None:
            sensitivity = bands.pop(0)
        return velocity, deviation, sensitivity


def velocity_raster(path: str | os.PathLike, unit: str = FROM_FILE) -> VelocityRaster:
    """Find the bands of a velocity raster, its unit and its period.

    The velocity is the band so described ("downslope velocity", "speed", "line-of-sight
    velocity"), else the only band; the unit that of the band, or the tag UNIT.

    Args:
        unit: of :data:`UNITS`; ``auto`` takes what the file says.

    Raises:
        InputError: no such file, no georeference, no velocity band, or a unit that is missing or
            not a velocity.
    """
    if unit not in UNITS:
        raise InputError(
            tr("The unit {unit} is not one of {units}.").format(unit=unit, units=", ".join(UNITS))
        )
    with open_raster(path, "velocity raster") as dataset:
        grid = Grid.of(dataset)
        names = [" ".join((d or "").lower().split()) for d in dataset.descriptions]
        band, quantity = _velocity_band(dataset, names)
        deviation = _band(names, _DEVIATION)
        factor = UNITS[unit] or _to_cm(dataset, band)
        of_deviation = factor
        if deviation is not None and UNITS[unit] is None:
            of_deviation = _to_cm(dataset, deviation)
        tags = {name.upper(): value for name, value in dataset.tags().items()}
        return VelocityRaster(
            str(path),
            grid,
            band,
            deviation,
            _band(names, _SENSITIVITY),
            factor,
            of_deviation,
            quantity,
            _first(tags, _START),
            _first(tags, _END),
            _first(tags, _TECHNIQUE),
        )


def _velocity_band(dataset: rasterio.DatasetReader, names: list[str]) -> tuple[int, str]:
    for quantity, known in _NAMES.items():
        band = _band(names, known)
        if band is not None:
            return band, quantity
    if dataset.count == 1:
        return 1, "velocity"
    described = ", ".join(name or tr("(no name)") for name in names)
    raise InputError(
        tr(
            "{name} has {count} bands, none of which is described as a velocity "
            "({described}). Choose a raster of Downslope velocity or Surface displacement, "
            "or one with a single band."
        ).format(name=dataset.name, count=dataset.count, described=described)
    )


def _band(names: list[str], known: tuple[str, ...]) -> int | None:
    """Number of the first band of one of these names, None = no such."""
    for number, name in enumerate(names, start=1):
        if name and (name in known or any(name.startswith(f"{one} ") for one in known)):
            return number
    return None


def _to_cm(dataset: rasterio.DatasetReader, band: int) -> float:
    tags = {**dataset.tags(), **dataset.tags(band)}
    known = {name.upper(): value for name, value in tags.items()}
    text = dataset.units[band - 1] or _first(known, ("UNIT", "UNITS"))
    if not text:
        raise InputError(
            tr(
                "{name} does not say in which unit its velocities are (unit of the band, or "
                "tag UNIT). Choose the unit under UNIT."
            ).format(name=Path(dataset.name).name)
        )
    factor = parse_unit(text)
    if factor is None:
        raise InputError(
            tr(
                "{name} has values in {unit}, which is no velocity that is known here (such "
                "as cm/yr or m/yr). Choose the right unit under UNIT, or another raster."
            ).format(name=Path(dataset.name).name, unit=text)
        )
    return factor


def parse_unit(text: str) -> float | None:
    """Factor from a unit such as ``m/yr`` or ``cm a-1`` to cm/yr; None when it is no velocity."""
    plain = text.strip().lower().replace("⁻¹", "-1").replace("^", "").replace("**", "")
    found = re.fullmatch(r"([a-z]+)\s*(?:/|per)\s*([a-z]+)", plain) or re.fullmatch(
        r"([a-z]+)[\s*.]+([a-z]+)\s*-1", plain
    )
    if found is None:
        found = re.fullmatch(r"(mm|cm|m)_per_(year|yr)", plain)
    if found is None or found[2] not in _YEARS or found[1] not in _LENGTHS:
        return None
    return float(_LENGTHS[found[1]])


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str:
    return next((tags[name].strip() for name in names if tags.get(name, "").strip()), "")
