"""The stable place near a landform to which its displacement refers.

Differences to a near place hold no long-wavelength parts of orbit, troposphere and ionosphere
(Hu et al. 2023 take one stable, flat point near each rock glacier).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .neighbourhood import Neighbourhood
from .stableground import NMAD

#: Rows and columns of the window whose median is the reference.
WINDOW = 5
#: Windows whose mean coherence is within this of the best one's are as good; the nearest is taken.
_AS_GOOD = 0.05
#: A window that scatters this many times more than half of the candidates is not stable.
_UNSTEADY = 3.0


@dataclass(frozen=True)
class Reference:
    """A reference window.

    Attributes:
        column, row: of its middle on the grid of the work.
        distance: from the landform in metres.
        east, north: from the landform's middle in metres.
        longitude, latitude: degrees.
        given: the user chose it.
    """

    column: int
    row: int
    distance: float
    east: float
    north: float
    longitude: float
    latitude: float
    given: bool = False


def find_window(
    coherence: np.ndarray,
    stable: np.ndarray,
    rates: Sequence[np.ndarray],
    distance: np.ndarray,
) -> tuple[int, int] | None:
    """The best window of 5 x 5 pixels in stable ground: (row, column) of its middle.

    Best is the highest mean coherence, and of windows that are about as good the nearest; windows
    whose values scatter much more than those of the others are left out.

    Args:
        coherence: mean over the products.
        stable: pixels that may be used (in the ring, flat, coherent, with data, not excluded).
        rates: of the products.
        distance: from the landform.
    """
    full = ndimage.minimum_filter(stable.astype(np.uint8), WINDOW, mode="constant") > 0
    if not full.any():
        return None
    scatter = np.zeros(coherence.shape)
    for rate in rates:
        filled = np.where(np.isfinite(rate), rate, 0.0)
        mean = ndimage.uniform_filter(filled, WINDOW)
        variance = ndimage.uniform_filter(filled**2, WINDOW) - mean**2
        variance = np.sqrt(np.maximum(variance, 0.0))
        scatter = np.maximum(scatter, variance / max(np.median(variance[full]), 1e-12))
    steady = full & (scatter <= _UNSTEADY)
    mean = ndimage.uniform_filter(np.where(stable, coherence, 0.0), WINDOW)
    rows, columns = np.nonzero(steady if steady.any() else full)
    good = mean[rows, columns] >= mean[rows, columns].max() - _AS_GOOD
    rows, columns = rows[good], columns[good]
    nearest = np.lexsort((columns, rows, -mean[rows, columns], distance[rows, columns]))[0]
    return int(rows[nearest]), int(columns[nearest])


def level(values: np.ndarray) -> tuple[float, float]:
    """Median and scatter (1.48 times the median absolute deviation) of the known values."""
    values = values[np.isfinite(values)]
    if values.size == 0:
        return 0.0, 0.0
    middle = float(np.median(values))
    return middle, NMAD * float(np.median(np.abs(values - middle)))


def block_medians(
    values: np.ndarray, stable: np.ndarray, place: Neighbourhood, most: int = 250
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Medians of windows of stable ground, side by side: east and north (m), and value, (n,).

    Args:
        most: number of windows, evenly thinned out to.
    """
    height, width = (size // WINDOW for size in values.shape)
    rows, columns = slice(height * WINDOW), slice(width * WINDOW)

    def blocks(array):
        cut = array[rows, columns].reshape(height, WINDOW, width, WINDOW)
        return cut.transpose(0, 2, 1, 3).reshape(height * width, WINDOW * WINDOW)

    usable = blocks(stable & np.isfinite(values))
    chosen = np.flatnonzero(usable.mean(axis=1) >= 0.6)
    chosen = chosen[:: max(1, -(-len(chosen) // most))]
    part = np.where(usable[chosen], blocks(values)[chosen], np.nan)
    medians = np.nanmedian(part, axis=1) if len(chosen) else np.zeros(0)
    middle = WINDOW * WINDOW // 2
    return blocks(place.east)[chosen, middle], blocks(place.north)[chosen, middle], medians
