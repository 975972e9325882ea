"""What the parameters of the downslope velocity from InSAR mean for the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.errors import InputError
from ..core.kinematics.settings import Settings
from ..core.translation import tr
from .base import RockGlacierAlgorithm
from .insarparameters import (
    ADVANCED,
    AUTO,
    AZIMUTH,
    END,
    INCIDENCE,
    NUMBERS,
    RADIANS,
    START,
    TOWARD,
    UNIT,
    WAVELENGTH,
)

if TYPE_CHECKING:
    from ..core.kinematics.products import Given


def settings_of(algorithm: RockGlacierAlgorithm, parameters, context) -> Settings:
    """The options."""
    numbers = {
        field: algorithm.parameterAsDouble(parameters, name, context)
        for name, (field, *_) in {**NUMBERS, **ADVANCED}.items()
    }
    return Settings(
        **numbers,
        passes=algorithm.parameterAsString(parameters, "PASSES", context),
        direction=algorithm.parameterAsString(parameters, "DIRECTION", context),
        keep_unreferenced=algorithm.parameterAsBool(parameters, "KEEP_UNREFERENCED", context),
    )


def given_of(algorithm: RockGlacierAlgorithm, parameters, context) -> Given:
    """What the user says of the first product.

    Raises:
        InputError: a date is none, or an angle's raster cannot be read.
    """
    from ..core.kinematics.metadata import parse_date
    from ..core.kinematics.products import Given

    def choice(name):
        value = algorithm.parameterAsString(parameters, name, context)
        return None if value == AUTO else value

    def day(name):
        text = algorithm.text(parameters, name, context)
        if text and parse_date(text) is None:
            raise InputError(
                tr("{name}: {text} is no date. Write it as 2021-07-10.").format(
                    name=name, text=text
                )
            )
        return parse_date(text)

    positive = choice("LOS_POSITIVE")
    return Given(
        unit=choice(UNIT),
        start=day(START),
        end=day(END),
        wavelength=_number(algorithm, parameters, WAVELENGTH, context),
        incidence=_angle(algorithm, parameters, INCIDENCE, context),
        azimuth=_angle(algorithm, parameters, AZIMUTH, context),
        convention=algorithm.parameterAsString(parameters, "AZIMUTH_CONVENTION", context),
        radians=algorithm.parameterAsString(parameters, "ANGLE_UNIT", context) == RADIANS,
        toward=None if positive is None else positive == TOWARD,
        looks=_number(algorithm, parameters, "LOOKS", context),
    )


def plain_number(value: Any) -> float | None:
    """A value of a raster parameter that is a number, such as 39 or "39"; else None."""
    try:
        return float(value) if isinstance(value, (int, float, str)) and value != "" else None
    except ValueError:
        return None


def product_name(algorithm: RockGlacierAlgorithm, parameters, name, context) -> str | None:
    """File of a raster parameter, or GDAL's name of a data set of HDF5; None when it is empty.

    Raises:
        InputError: see :meth:`RockGlacierAlgorithm.band_path`.
    """
    given = parameters.get(name)
    if is_hdf5(given):  # QGIS opens no HDF5 file with several data sets
        return given
    return algorithm.band_path(parameters, name, context)


def is_hdf5(value: Any) -> bool:
    """Whether a parameter's value names an HDF5 file, or a data set in one."""
    if not isinstance(value, str):
        return False
    return value.upper().startswith("HDF5:") or value.lower().endswith((".h5", ".he5", ".hdf5"))


def _number(algorithm, parameters, name, context) -> float | None:
    if parameters.get(name) in (None, ""):
        return None
    return algorithm.parameterAsDouble(parameters, name, context)


def _angle(algorithm, parameters, name, context) -> float | str | None:
    """A number, or the file of a raster; None where neither is given."""
    number = plain_number(parameters.get(name))
    if number is not None:
        return number
    return product_name(algorithm, parameters, name, context) or _number(
        algorithm, parameters, f"{name}_ANGLE", context
    )
