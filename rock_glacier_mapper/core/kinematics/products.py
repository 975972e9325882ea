"""InSAR products as rates along the line of sight, with everything in one convention.

A product is one raster of phase, displacement or rate with its coherence, dates and viewing
geometry. What a file says of itself is used where the user gives nothing; what either leaves
open, or gives in an impossible size, is an error that names the likely mistake.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..raster import RasterSource, grid_of
from ..translation import Phrase, mark, shown, tr
from . import geometry
from .angles import Angle, check_incidence, look_angle
from .metadata import UNITS, Metadata, read_metadata
from .plausibility import check_coherence, check_values, check_wavelength
from .settings import DAYS_PER_YEAR
from .sources import AZIMUTH, COHERENCE, INCIDENCE, LOS, open_product
from .uncertainty import los_deviation

#: Looks that are assumed where nothing tells.
ASSUMED_LOOKS = 10.0
#: Shortest time between two images, and the longest of a pair without a comment (days).
_DAYS = 1, 1500


@dataclass(frozen=True)
class Given:
    """What the user says of a product; None = by the file.

    Attributes:
        unit: of :data:`.metadata.UNITS`.
        wavelength: metres.
        incidence, azimuth: a number, or the name of a raster.
        convention: of the azimuth, of :data:`.geometry.CONVENTIONS`.
        radians: unit of both angles.
        toward: displacement is positive toward the satellite; for phase: phase grows with range.
        track: name of the pass.
    """

    unit: str | None = None
    start: date | None = None
    end: date | None = None
    wavelength: float | None = None
    incidence: float | str | None = None
    azimuth: float | str | None = None
    convention: str = geometry.TO_SATELLITE
    radians: bool = False
    toward: bool | None = None
    looks: float | None = None
    track: str | None = None


@dataclass(frozen=True)
class Product:
    """One line-of-sight raster, understood.

    Attributes:
        name: as the user gave it.
        los, coherence: rasters of one band.
        grid: of the LOS raster.
        unit: of :data:`.metadata.UNITS`.
        start, end: None only for rates.
        wavelength: metres, or None where nothing depends on it.
        incidence, azimuth: viewing geometry.
        toward: see :class:`Given`.
        track: "ascending", "descending", or a name.
    """

    name: str
    los: RasterSource
    coherence: RasterSource
    grid: Grid
    unit: str
    start: date | None
    end: date | None
    wavelength: float | None
    incidence: Angle
    azimuth: Angle
    toward: bool
    looks: float
    track: str

    @property
    def days(self) -> float | None:
        """Time between the images, or the period of a rate."""
        return None if self.start is None else float((self.end - self.start).days)

    @property
    def is_rate(self) -> bool:
        """Whether the raster holds a velocity and not a displacement."""
        return UNITS[self.unit][1]

    @property
    def factor(self) -> float:
        """Centimetres a year toward the satellite for one of the raster's units."""
        value = UNITS[self.unit][0] * 100 * (1 if self.toward else -1)
        if self.unit == "rad":
            value *= -self.wavelength / (4 * math.pi)
        return value if self.is_rate else value * DAYS_PER_YEAR / self.days

    @property
    def ambiguity(self) -> float | None:
        """Difference between neighbouring pixels (cm/yr) beyond which phase is ambiguous."""
        if self.wavelength is None or self.days is None or self.is_rate:
            return None
        return 100 * self.wavelength / 4 * DAYS_PER_YEAR / self.days

    def phase_noise(self, coherence: np.ndarray) -> np.ndarray | None:
        """Standard deviation (cm/yr) of a pixel's rate by its coherence; None for rates."""
        if self.wavelength is None or self.days is None or self.is_rate:
            return None
        return 100 * los_deviation(coherence, self.looks, self.wavelength, self.days)

    def describe(self) -> Phrase:
        """What was understood, in one line."""
        if self.unit == "rad":
            pattern = (
                mark("{name}: {unit} (phase that grows with range)")
                if self.toward
                else mark("{name}: {unit} (phase that falls with range)")
            )
        else:
            pattern = (
                mark("{name}: {unit}, positive toward the satellite")
                if self.toward
                else mark("{name}: {unit}, positive away from the satellite")
            )
        parts = [Phrase(pattern, name=self.name, unit=self.unit)]
        if self.days is not None:
            text = mark("{start} to {end} ({days:.0f} days)")
            parts.append(Phrase(text, start=self.start, end=self.end, days=self.days))
        if self.wavelength is not None:
            text = mark("wavelength {wavelength:.4g} cm")
            parts.append(Phrase(text, wavelength=100 * self.wavelength))
        if not self.is_rate:
            parts.append(Phrase(mark("{looks:.3g} looks"), looks=self.looks))
        parts.append(Phrase(mark("{track} pass."), track=Phrase(self.track)))
        return Phrase.joined(parts)


def read_product(
    los: str, coherence: str, given: Given | None = None, feedback: Feedback | None = None
) -> Product:
    """Open a product, complete what the user left open, and check all of it.

    Args:
        los, coherence: raster files, or MintPy's HDF5 files.
        feedback: is told what was understood, and how.

    Raises:
        InputError: a file cannot be read; a value is missing or impossible.
    """
    given, feedback = given or Given(), feedback or Feedback()
    opened = open_product(los, "LOS", LOS)
    of_coherence = open_product(coherence, "COHERENCE", COHERENCE)
    found = read_metadata(opened)
    _tell(found, given, opened.name, feedback)
    unit = given.unit or found.unit
    if unit is None:
        raise InputError(
            tr(
                "{los} does not say what it holds. Choose UNIT: rad for unwrapped phase, m "
                "or mm for a displacement, m_per_year or mm_per_year for a velocity."
            ).format(los=los)
        )
    start, end = _dates(given.start or found.start, given.end or found.end, unit, los, feedback)
    wavelength = given.wavelength or found.wavelength
    check_wavelength(wavelength, unit, los)
    incidence, azimuth = _angles(found, given, los)
    toward = next((t for t in (given.toward, found.toward) if t is not None), True)
    looks = given.looks or found.looks
    if looks is None and not UNITS[unit][1]:
        looks = ASSUMED_LOOKS
        feedback.info(
            tr("{los}: the number of looks is not known; {looks:.0f} are assumed (LOOKS).").format(
                los=los, looks=looks
            )
        )
    typical = azimuth.typical()
    looking = "left" if given.convention == geometry.HEADING_LEFT else found.looking or "right"
    track = given.track or found.track or geometry.pass_of(typical, looking)
    product = Product(
        name=opened.name,
        los=opened.source,
        coherence=of_coherence.source,
        grid=grid_of(opened.source),
        unit=unit,
        start=start,
        end=end,
        wavelength=wavelength,
        incidence=incidence,
        azimuth=azimuth,
        toward=toward,
        looks=looks or ASSUMED_LOOKS,
        track=track,
    )
    check_coherence(product.coherence, of_coherence.name)
    check_values(product.los, unit, opened.name)
    feedback.info(shown(product.describe()))
    feedback.info(
        tr("Incidence {incidence} Azimuth {azimuth}").format(
            incidence=incidence.describe(), azimuth=azimuth.describe()
        )
    )
    return product


def _tell(found: Metadata, given: Given, name: str, feedback: Feedback) -> None:
    """Say what comes from the file, and where the user contradicts it."""
    taken = []
    for field in found.known:
        mine = getattr(given, field.replace("_raster", ""), None)
        theirs = getattr(found, field)
        if mine is None:
            taken.append(f"{field.replace('_raster', '')} ({found.origin[field]})")
        elif field in ("start", "end", "unit", "toward") and mine != theirs:
            feedback.warning(
                tr(
                    "{name}: {field} is {mine} as given, but the file says {theirs} "
                    "({origin}). The given one is used."
                ).format(
                    name=name, field=field, mine=mine, theirs=theirs, origin=found.origin[field]
                )
            )
    if taken:
        feedback.info(
            tr("{name}: read from the file: {taken}.").format(name=name, taken=", ".join(taken))
        )


def _dates(start, end, unit: str, name: str, feedback: Feedback):
    if UNITS[unit][1] and (start is None or end is None):
        return None, None
    if start is None or end is None:
        missing = tr(" and ").join(n for n, v in (("START", start), ("END", end)) if v is None)
        raise InputError(
            tr("{name} does not say when the images were taken: give {missing}.").format(
                name=name, missing=missing
            )
        )
    days = (end - start).days
    if days < 0:
        raise InputError(
            tr(
                "{name}: START ({start}) is after END ({end}). The dates seem to be swapped; "
                "the sign of the displacement depends on their order."
            ).format(name=name, start=start, end=end)
        )
    if days < _DAYS[0]:
        raise InputError(
            tr("{name}: START and END are the same day ({start}).").format(name=name, start=start)
        )
    if days > _DAYS[1] and not UNITS[unit][1]:
        feedback.warning(
            tr(
                "{name}: {days} days between the images of one pair is unusually long. Is it "
                "a displacement of a whole time series, or is a date wrong?"
            ).format(name=name, days=days)
        )
    return start, end


def _angles(found: Metadata, given: Given, name: str) -> tuple[Angle, Angle]:
    incidence, azimuth = given.incidence, given.azimuth
    hyp3 = replace(given, radians=True, convention=geometry.HYP3)
    if incidence is None and found.incidence_raster:
        inner = look_angle(found.incidence_raster, hyp3, "INCIDENCE", INCIDENCE)
    elif incidence is None and found.incidence is not None:
        inner = Angle(found.incidence)
    elif incidence is None:
        raise InputError(
            tr(
                "{name} does not say its incidence angle. Give INCIDENCE in degrees from the "
                "vertical (about 30 to 45), or a raster."
            ).format(name=name)
        )
    else:
        inner = look_angle(incidence, given, "INCIDENCE", INCIDENCE)
    check_incidence(inner)
    if azimuth is not None:
        return inner, look_angle(azimuth, given, "AZIMUTH", AZIMUTH)
    if found.azimuth_raster:
        return inner, look_angle(found.azimuth_raster, hyp3, "AZIMUTH", AZIMUTH)
    if found.azimuth is not None:
        return inner, Angle(found.azimuth, convention=geometry.TO_SATELLITE)
    raise InputError(
        tr(
            "{name} does not say from where the satellite looked. Give AZIMUTH as a number "
            "or a raster, with its AZIMUTH_CONVENTION: from the ground to the satellite "
            "(about 258 ascending, 102 descending), or the heading (about -12 and -168)."
        ).format(name=name)
    )
