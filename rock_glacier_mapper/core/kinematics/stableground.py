"""Stable ground: systematic shift or ramp of a displacement or velocity field, and its error.

Ground that does not move shows what a measurement says where the truth is zero: its median is the
co-registration error, its spread the error of a single vector. For fields of feature tracking as
well as for velocity rasters of other programs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..translation import tr

NONE, SHIFT, PLANE = "none", "shift", "plane"
MODELS = (NONE, SHIFT, PLANE)
#: Fewest vectors on stable ground for each model.
LEAST = {NONE: 10, SHIFT: 10, PLANE: 30}
#: Normalised median absolute deviation: standard deviation of a normal distribution from the median
#: absolute deviation.
NMAD = 1.4826
#: Vectors farther from the model than this many NMAD are outliers.
_CLIP = 3.0
_MOST_ROUNDS = 30


@dataclass(frozen=True)
class StableGround:
    """What stable ground says of a field; in the unit of the field, components (east, north).

    Attributes:
        model: ``none``, ``shift`` or ``plane``.
        coefficients: (3, 2) constant, per unit of x, per unit of y, counted from ``origin``.
        origin: centre of the stable ground, (x, y).
        count: vectors on stable ground.
        median: before the correction, (2,).
        nmad: normalised median absolute deviation after the correction, (2,); robust.
        rmse: root mean square after the correction of the vectors that are no outliers, (2,).
        rmse_all: the same with the outliers.
        outliers: share of vectors farther than 3 NMAD from the model in a component.
    """

    model: str
    coefficients: np.ndarray
    origin: tuple[float, float]
    count: int
    median: np.ndarray
    nmad: np.ndarray
    rmse: np.ndarray
    rmse_all: np.ndarray
    outliers: float

    def systematic(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The systematic part at some places, (2, ...): subtract it."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        one, along_x, along_y = self.coefficients[..., None]
        parts = (
            one + along_x * (x - self.origin[0]).ravel() + along_y * (y - self.origin[1]).ravel()
        )
        return parts.reshape(2, *x.shape)

    @property
    def deviation(self) -> float:
        """Standard deviation of one component of a vector (quadratic mean of both)."""
        return float(np.sqrt(np.mean(self.nmad**2)))

    def tags(self, unit: str) -> dict[str, str]:
        """Raster tags that tell of the stable ground."""
        pair = "{0[0]:.6g} {0[1]:.6g}".format
        return {
            "STABLE_CORRECTION": self.model,
            "STABLE_COUNT": str(self.count),
            f"STABLE_MEDIAN_EAST_NORTH_{unit}": pair(self.median),
            f"STABLE_NMAD_EAST_NORTH_{unit}": pair(self.nmad),
            f"STABLE_RMSE_EAST_NORTH_{unit}": pair(self.rmse),
            f"STABLE_RMSE_ALL_EAST_NORTH_{unit}": pair(self.rmse_all),
            "STABLE_OUTLIERS": f"{self.outliers:.4f}",
        }


def stable_ground(
    x: np.ndarray, y: np.ndarray, east: np.ndarray, north: np.ndarray, model: str = SHIFT
) -> StableGround:
    """Estimate the systematic part of a field on ground that does not move, and the error.

    The shift is the median of each component, which half of the vectors may spoil. The plane is
    fitted by least squares, again and again without the vectors that lie farther than 3 NMAD from
    it, from the shift on.

    Args:
        x, y: map coordinates of the vectors on stable ground, (n,).
        east, north: their components in any unit, NaN = none.

    Raises:
        InputError: too few vectors for the model.
    """
    if model not in MODELS:
        raise InputError(
            tr("The correction {model} is not one of {models}.").format(
                model=model, models=", ".join(MODELS)
            )
        )
    field = np.stack([np.ravel(east), np.ravel(north)]).astype(np.float64)
    known = np.isfinite(field).all(axis=0)
    x, y = (np.ravel(np.asarray(v, np.float64))[known] for v in (x, y))
    field = field[:, known]
    if field.shape[1] < LEAST[model]:
        raise InputError(
            tr(
                "Only {count} vectors lie on stable ground; {least} are needed for the "
                "correction '{model}'. Draw larger or more stable polygons on textured "
                "ground that surely does not move, or lower the thresholds."
            ).format(count=field.shape[1], least=LEAST[model], model=model)
        )
    origin = float(x.mean()), float(y.mean())
    median = np.median(field, axis=1)
    coefficients = np.zeros((3, 2))
    if model != NONE:
        coefficients[0] = median
    design = np.stack([np.ones_like(x), x - origin[0], y - origin[1]], axis=1)
    if model == PLANE:
        coefficients = _plane(design, field, coefficients)
    residual = field - (design @ coefficients).T
    nmad = _nmad(residual)
    inner = _inliers(residual, nmad)
    return StableGround(
        model,
        coefficients,
        origin,
        field.shape[1],
        median,
        nmad,
        np.sqrt((residual[:, inner] ** 2).mean(axis=1)),
        np.sqrt((residual**2).mean(axis=1)),
        float(1 - inner.mean()),
    )


def _nmad(residual: np.ndarray) -> np.ndarray:
    centre = np.median(residual, axis=1, keepdims=True)
    return NMAD * np.median(np.abs(residual - centre), axis=1)


def _inliers(residual: np.ndarray, nmad: np.ndarray) -> np.ndarray:
    centre = np.median(residual, axis=1, keepdims=True)
    # Rounded images may give the same vector everywhere: then the NMAD is 0.
    return (np.abs(residual - centre) <= _CLIP * nmad[:, None] + 1e-12).all(axis=0)


def _plane(design: np.ndarray, field: np.ndarray, start: np.ndarray) -> np.ndarray:
    scale = np.abs(design).max(axis=0)
    if (scale[1:] == 0).any():
        raise InputError(tr("The stable ground lies on one line; a plane cannot be fitted to it."))
    coefficients, before = start, None
    for _ in range(_MOST_ROUNDS):
        residual = field - (design @ coefficients).T
        inner = _inliers(residual, _nmad(residual))
        if before is not None and (inner == before).all():
            break
        before = inner
        solution = np.linalg.lstsq(design[inner] / scale, field[:, inner].T, rcond=None)[0]
        coefficients = solution / scale[:, None]
    return coefficients


def correlation_length(east: np.ndarray, north: np.ndarray, step: float) -> float:
    """Distance over which the errors of a field on stable ground are correlated.

    The lag at which the autocorrelation of the residuals, along rows and columns, falls below
    1/e; errors of vectors nearer than that are not independent.

    Args:
        east, north: residuals on a lattice, (rows, columns), NaN elsewhere.
        step: distance of the lattice's points.

    Returns:
        in the unit of ``step``, at least ``step``; infinite where it does not fall so far.
    """
    variance = np.nanmean(east**2) + np.nanmean(north**2) if np.isfinite(east).any() else 0.0
    if not variance > 0:
        return step
    for lag in range(1, max(east.shape)):
        total, count = 0.0, 0
        for field in (east, north):
            for one, two in ((field[lag:], field[:-lag]), (field[:, lag:], field[:, :-lag])):
                product = one * two
                known = np.isfinite(product)
                total += product[known].sum()
                count += int(known.sum())
        if count == 0:
            break
        if 2 * total / count < variance / np.e:
            return lag * step
    return float("inf")
