"""Kinematic attribute of a unit from its mean downslope velocity, the second route to it.

Categories by the brackets of the velocity classes, after Hu et al. (2023), who describe a landform
by the mean of its velocities.
"""

from __future__ import annotations

import numpy as np

from ..translation import Phrase, mark
from .attribute import WELL_DOCUMENTED, KinematicAttribute
from .movingareas import GRADES
from .velocityclasses import SENSITIVE, velocity_class

#: From this mean velocity (cm/yr) on the category is the fastest, 7: "> m/yr".
SEVERAL_METRES, FASTEST = 300.0, 7
#: Relative error of a mean velocity below which its category is of high reliability.
SMALL_ERROR = 0.1
#: What KIN_QC says of an accepted velocity that is of low reliability.
LOW_RELIABILITY = "low reliability"


def from_mean_velocity(
    velocity: float | None,
    deviation: float | None,
    sensitivity: float | None = None,
    valid: float | None = None,
    quality: str | None = None,
    period: str = "",
    data: str = "",
) -> KinematicAttribute:
    """Kinematic attribute from the mean downslope velocity of a unit, the second route.

    High reliability: v ± σ lies in one category and σ/v is below 10 %; medium: one of the two;
    low: neither, a sensitivity below 0.3, or a KIN_QC that says so. One grade down with less than
    75 % valid cells.

    Args:
        velocity: VDS_MEAN in cm/yr, None = none; ``deviation``: VDS_SIGMA.
        sensitivity: SENS_C.
        valid: share of the unit with valid data, 0 to 1.
        quality: KIN_QC; the velocity counts when it is empty or begins with ``ok``.
    """
    rejected = quality is not None and not quality.strip().lower().startswith("ok")
    if velocity is None or not np.isfinite(velocity) or velocity < 0 or rejected:
        reason = quality if rejected else Phrase(mark("there is no mean downslope velocity"))
        return KinematicAttribute(None, None, None, None, reason or "")
    category = _category(velocity)
    if deviation is None:
        grade = 0
    else:
        same = _category(max(velocity - deviation, 0)) == _category(velocity + deviation)
        grade = int(same) + int(deviation < SMALL_ERROR * velocity)
    if valid is not None and valid < WELL_DOCUMENTED:
        grade = max(0, grade - 1)
    blind = sensitivity is not None and abs(sensitivity) < SENSITIVE
    if blind or (quality is not None and LOW_RELIABILITY in quality):
        grade = 0
    told = f" ± {deviation:.1f}" if deviation is not None else ""
    text = f"mean downslope velocity {velocity:.1f}{told} cm/yr"
    text += f"; {data}" if data else ""
    reason = Phrase(mark("from the mean downslope velocity"))
    return KinematicAttribute(category, GRADES[grade], None, valid, reason, period, text)


def _category(velocity: float) -> int:
    return FASTEST if velocity >= SEVERAL_METRES else velocity_class(velocity)
