"""How probabilities are stored: as scaled integers, or as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..raster import NODATA
from ..translation import tr

#: Probabilities may leave 0..1 by this much before they are refused; they are clipped then.
_SLACK = 1e-3


@dataclass(frozen=True)
class Encoding:
    """Storage of values from 0 to 1 in a raster band: value = stored · scale.

    Attributes:
        dtype: NumPy and GDAL name of the stored type.
        steps: stored value of probability 1; 0 stores probabilities as they are.
        nodata: stored value where there is no data.
    """

    dtype: str
    steps: int
    nodata: float

    @property
    def scale(self) -> float:
        """Probability of a stored 1, for the band's metadata."""
        return 1 / self.steps if self.steps else 1.0

    def encode(self, values: np.ndarray) -> np.ndarray:
        """Stored values of ``values`` (float32, NaN = no data), rounded half to even.

        Raises:
            InputError: values outside 0..1.
        """
        values = np.asarray(values, np.float32)
        unknown = np.isnan(values)
        if not unknown.all():
            low, high = float(np.fmin.reduce(values, None)), float(np.fmax.reduce(values, None))
            if low < -_SLACK or high > 1 + _SLACK:
                raise InputError(
                    tr(
                        "A heatmap holds values from 0 to 1, not from {low:g} to {high:g}. "
                        "Check the model's output."
                    ).format(low=low, high=high)
                )
        stored = np.clip(values, 0, 1)
        if self.steps:
            stored *= np.float32(self.steps)
            np.rint(stored, out=stored)
        np.putmask(stored, unknown, self.nodata)
        return stored.astype(self.dtype, copy=False)

    def decode(self, stored: np.ndarray) -> np.ndarray:
        """Probabilities of stored values: float32, NaN = no data."""
        values = np.multiply(stored, self.scale, dtype=np.float64).astype(np.float32)
        values[np.equal(stored, self.nodata)] = np.nan
        return values


#: By name. 10 000 steps keep what a probability is good for, in half the bytes of float32; 250
#: steps make small files.
ENCODINGS = {
    "uint16": Encoding("uint16", 10_000, 65535),
    "uint8": Encoding("uint8", 250, 255),
    "float32": Encoding("float32", 0, NODATA),
}
