"""Shares in samples: their confidence intervals, and how large a sample must be."""

from __future__ import annotations

import math
from statistics import NormalDist

from ..errors import InputError
from ..translation import tr


def wilson_interval(
    count: int, total: int, confidence: float = 0.95
) -> tuple[float, float] | tuple[None, None]:
    """Wilson's score interval of a binomial share; (None, None) of nothing.

    Source: Wilson 1927, Journal of the American Statistical Association 22:209-212.

    Raises:
        InputError: the count is not between 0 and the total, or the confidence not in (0, 1).
    """
    if not 0 <= count <= total:
        raise InputError(
            tr("{count} of {total} is no share. Check the counts.").format(count=count, total=total)
        )
    z2 = _quantile(confidence) ** 2
    if total == 0:
        return None, None
    share = count / total
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = math.sqrt(z2 * (share * (1 - share) + z2 / (4 * total)) / total) / (1 + z2 / total)
    low = 0.0 if count == 0 else max(0.0, middle - half)
    return low, 1.0 if count == total else min(1.0, middle + half)


def half_width(share: float, size: int, population: int, confidence: float = 0.95) -> float:
    """Half the width of the normal interval of a share in a sample without replacement.

    Args:
        share: that is expected; 0.5 gives the widest interval.
        size: of the sample, at least 1; population: from which it is drawn.
    """
    _require_share(share)
    if not 1 <= size <= population:
        raise InputError(
            tr("A sample of {size} from {population} cannot be. Check the numbers.").format(
                size=size, population=population
            )
        )
    left = (population - size) / (population - 1) if population > 1 else 0.0
    return _quantile(confidence) * math.sqrt(share * (1 - share) / size * left)


def sample_size(
    half: float, share: float, population: int | None = None, confidence: float = 0.95
) -> int:
    """Smallest sample whose interval of a share is at most ± ``half`` wide.

    n = z² p (1 - p) / h², and n / (1 + (n - 1) / N) for a finite population: Cochran 1977,
    *Sampling techniques*, 3rd edition, section 4.4.

    Raises:
        InputError: ``half`` is not between 0 and 1, or the share not from 0 to 1.
    """
    _require_share(share)
    if not 0 < half < 1:
        raise InputError(
            tr("The half-width must be between 0 and 1, not {half_width}.").format(half_width=half)
        )
    size = _quantile(confidence) ** 2 * share * (1 - share) / half**2
    if population is not None:
        size = size / (1 + (size - 1) / population) if population else 0.0
        return min(population, max(min(1, population), math.ceil(size)))
    return max(1, math.ceil(size))


def _quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise InputError(
            tr("The confidence must be between 0 and 1, not {confidence}.").format(
                confidence=confidence
            )
        )
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _require_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise InputError(tr("A share must be from 0 to 1, not {share}.").format(share=share))
