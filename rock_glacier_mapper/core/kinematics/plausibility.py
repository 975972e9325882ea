"""Values that cannot be right, and the mistake that most likely made them."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from ..raster import RasterSource, open_raster, reading
from ..translation import mark, tr

#: Plausible radar wavelengths, K to P band (m).
_WAVELENGTHS = 0.008, 1.0
#: Largest spread (2nd to 98th percentile) of a product over a scene, by unit, and what a larger one
#: most likely is in truth.
_SPREADS = {
    "m": (10.0, mark("mm, or rad (phase)")),
    "cm": (1000.0, "mm"),
    "mm": (10000.0, mark("a finer unit")),
    "m_per_year": (30.0, mark("mm_per_year or cm_per_year")),
    "cm_per_year": (3000.0, "mm_per_year"),
    "mm_per_year": (30000.0, mark("a finer unit")),
    "rad": (1000.0, mark("no phase in radians")),
}
#: Rows and columns of the sample of a raster.
_SAMPLE = 256


def sample_of(source: RasterSource) -> np.ndarray:
    """Some of a raster's values, (n,), without no data and zero, which products use for it too.

    Raises:
        UnreadableRasterError: it cannot be opened or read.
    """
    with open_raster(source.path, source.role) as dataset, reading(source):
        shape = min(dataset.height, _SAMPLE), min(dataset.width, _SAMPLE)
        values = dataset.read(source.bands[0], out_shape=shape, masked=True).astype(np.float64)
    values = values.filled(np.nan)
    return values[np.isfinite(values) & (values != 0)]


def check_wavelength(wavelength: float | None, unit: str, name: str) -> None:
    """See that a wavelength is one in metres, and there where it is needed.

    Raises:
        InputError: it is not.
    """
    if wavelength is None:
        if unit == "rad":
            raise InputError(
                tr(
                    "{name} holds phase, but not the WAVELENGTH. Give it in metres: 0.0555 "
                    "for Sentinel-1, 0.236 for ALOS, 0.031 for TerraSAR-X."
                ).format(name=name)
            )
        return
    if _WAVELENGTHS[0] <= wavelength <= _WAVELENGTHS[1]:
        return
    for factor, what in ((100, tr("centimetres")), (1000, tr("millimetres"))):
        if 0.015 <= wavelength / factor <= 0.35:
            raise InputError(
                tr(
                    "WAVELENGTH {wavelength:g} is not in metres; it looks like {what}. Give "
                    "{metres:.4g}."
                ).format(wavelength=wavelength, what=what, metres=wavelength / factor)
            )
    raise InputError(
        tr(
            "WAVELENGTH {wavelength:g} m is no radar's wavelength. Give it in metres: 0.0555 "
            "for Sentinel-1, 0.236 for ALOS, 0.031 for TerraSAR-X."
        ).format(wavelength=wavelength)
    )


def check_coherence(source: RasterSource, name: str) -> None:
    """See that a raster holds coherence between 0 and 1.

    Raises:
        InputError: it does not.
    """
    values = sample_of(source)
    if values.size == 0:
        raise InputError(
            tr(
                "COHERENCE: {name} has no data (or is 0 everywhere). Choose another raster, or "
                "check its nodata value."
            ).format(name=name)
        )
    low, high = float(values.min()), float(values.max())
    if low >= -0.01 and high <= 1.01:
        return
    if low >= 0 and 1.5 < high <= 255 and np.median(values) > 1:
        largest, scale = (100, tr("per cent")) if high <= 100 else (255, tr("0 to 255"))
        raise InputError(
            tr(
                "COHERENCE: {name} has values up to {high:.4g}; it seems to be scaled as "
                "{scale}. Coherence goes from 0 to 1: divide it by {largest} (raster "
                "calculator)."
            ).format(name=name, high=high, scale=scale, largest=largest)
        )
    raise InputError(
        tr(
            "COHERENCE: {name} has values from {low:.4g} to {high:.4g}; coherence goes from "
            "0 to 1. Is it the right raster, and has it a nodata value?"
        ).format(name=name, low=low, high=high)
    )


def check_values(source: RasterSource, unit: str, name: str) -> None:
    """See that line-of-sight values can be in their unit.

    Raises:
        InputError: there are none, or they spread more than any motion that InSAR measures.
    """
    values = sample_of(source)
    if values.size == 0:
        raise InputError(
            tr(
                "LOS: {name} has no data (or is 0 everywhere). Choose another raster, or check "
                "its nodata value."
            ).format(name=name)
        )
    low, high = np.percentile(values, [2, 98])
    largest, likely = _SPREADS[unit]
    if high - low > largest:
        raise InputError(
            tr(
                "LOS: the values of {name} go from {low:.4g} to {high:.4g} (2nd to 98th "
                "percentile), which cannot be {unit}. It is more likely {likely}: choose the "
                "right UNIT, or write the nodata value into the file."
            ).format(name=name, low=low, high=high, unit=unit, likely=tr(likely))
        )
