"""Line of sight and downslope direction: conventions, sensitivity, and its derivatives.

Conventions inside this package: incidence from the vertical at the ground; azimuth of the
horizontal direction from the ground to the satellite, clockwise from north; slope positive; aspect
the downslope direction, clockwise from north; displacement along the line of sight positive toward
the satellite. All angles are in degrees. What products hold in other conventions is converted on
input.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..translation import mark, tr

#: Conventions of an azimuth that is given, and what each means.
TO_SATELLITE, MINTPY, HYP3 = "to_satellite", "mintpy", "hyp3"
HEADING_RIGHT, HEADING_LEFT = "heading_right", "heading_left"
CONVENTIONS = (TO_SATELLITE, MINTPY, HYP3, HEADING_RIGHT, HEADING_LEFT)
_MEANINGS = {
    TO_SATELLITE: mark("from the ground to the satellite, clockwise from north"),
    MINTPY: mark("anti-clockwise from north (MintPy, ISCE)"),
    HYP3: mark("anti-clockwise from east (HyP3, lv_phi)"),
    HEADING_RIGHT: mark("flight direction of a right-looking satellite"),
    HEADING_LEFT: mark("flight direction of a left-looking satellite"),
}
ASCENDING, DESCENDING = mark("ascending"), mark("descending")
_COMPASS = (
    *(mark("north"), mark("north-north-east"), mark("north-east"), mark("east-north-east")),
    *(mark("east"), mark("east-south-east"), mark("south-east"), mark("south-south-east")),
    *(mark("south"), mark("south-south-west"), mark("south-west"), mark("west-south-west")),
    *(mark("west"), mark("west-north-west"), mark("north-west"), mark("north-north-west")),
)


class Partials(NamedTuple):
    """Derivatives of the sensitivity by the angles, per radian."""

    slope: np.ndarray | float
    aspect: np.ndarray | float
    incidence: np.ndarray | float
    azimuth: np.ndarray | float


def sensitivity(incidence, azimuth, slope, aspect):
    """Share C of a downslope displacement that the line of sight shows, -1 to 1.

    The scalar product of the unit vectors to the satellite and down the slope:
    C = sin(incidence) cos(slope) cos(azimuth - aspect) - cos(incidence) sin(slope).

    Args:
        incidence, azimuth, slope, aspect: degrees, numbers or arrays that broadcast.
    """
    theta, beta = np.radians(incidence), np.radians(slope)
    turn = np.radians(np.subtract(azimuth, aspect))
    return np.sin(theta) * np.cos(beta) * np.cos(turn) - np.cos(theta) * np.sin(beta)


def partials(incidence, azimuth, slope, aspect) -> Partials:
    """Derivatives of :func:`sensitivity`, per radian; angles in degrees."""
    theta, beta = np.radians(incidence), np.radians(slope)
    turn = np.radians(np.subtract(azimuth, aspect))
    across = np.sin(theta) * np.cos(beta) * np.sin(turn)
    return Partials(
        slope=-np.sin(theta) * np.sin(beta) * np.cos(turn) - np.cos(theta) * np.cos(beta),
        aspect=across,
        incidence=np.cos(theta) * np.cos(beta) * np.cos(turn) + np.sin(theta) * np.sin(beta),
        azimuth=-across,
    )


def downslope(v_los, c):
    """Downslope velocity (positive = downslope) of a line-of-sight velocity; NaN where C is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.divide(v_los, np.where(np.equal(c, 0), np.nan, c))
    return value if np.ndim(value) else float(value)


# --- conventions ---------------------------------------------------------------------------


def azimuth_from_heading(heading, looking: str = "right"):
    """Azimuth to the satellite of a flight direction (degrees clockwise from north).

    Raises:
        ValueError: ``looking`` is neither "right" nor "left".
    """
    if looking not in ("right", "left"):
        raise ValueError(f"A radar looks right or left, not {looking}.")
    return np.mod(np.add(heading, -90.0 if looking == "right" else 90.0), 360.0)


def azimuth_from_mintpy(azimuth):
    """Azimuth to the satellite of MintPy's or ISCE-2's ``azimuthAngle`` (anti-clockwise)."""
    return np.mod(np.negative(azimuth), 360.0)


def azimuth_from_hyp3(lv_phi_radians):
    """Azimuth to the satellite of HyP3's ``lv_phi`` (radians anti-clockwise from east)."""
    return np.mod(90.0 - np.degrees(lv_phi_radians), 360.0)


def azimuth_to_satellite(azimuth, convention: str = TO_SATELLITE):
    """Azimuth to the satellite, clockwise from north, of one in another convention.

    Args:
        azimuth: degrees, number or array.
        convention: of :data:`CONVENTIONS`.
    """
    if convention == MINTPY:
        return azimuth_from_mintpy(azimuth)
    if convention == HYP3:
        return azimuth_from_hyp3(np.radians(azimuth))
    if convention in (HEADING_RIGHT, HEADING_LEFT):
        return azimuth_from_heading(azimuth, convention[len("heading_") :])
    return np.mod(azimuth, 360.0)


def pass_of(azimuth: float, looking: str = "right") -> str:
    """ "ascending" or "descending", by the azimuth to the satellite and the side it looks to."""
    heading = azimuth + (90.0 if looking == "right" else -90.0)
    return ASCENDING if np.cos(np.radians(heading)) > 0 else DESCENDING


def compass_point(azimuth: float) -> str:
    """Name of the nearest of 16 compass points, such as "west-south-west"."""
    return _COMPASS[int(np.floor((azimuth % 360) / 22.5 + 0.5)) % 16]


def describe_azimuth(given: float, convention: str = TO_SATELLITE) -> str:
    """A given azimuth in words, with what it means for the satellite's position."""
    azimuth = float(azimuth_to_satellite(given, convention))
    looking = "left" if convention == HEADING_LEFT else "right"
    text = f"{given:.5g}° {tr(_MEANINGS[convention])}"
    if convention != TO_SATELLITE:
        text += f" = {azimuth:.5g}° {tr(_MEANINGS[TO_SATELLITE])}"
    sentence = (
        tr("{azimuth}: the satellite is in the {direction}, {track} pass.")
        if looking == "right"
        else tr("{azimuth}: the satellite is in the {direction}, {track} pass, left-looking.")
    )
    return sentence.format(
        azimuth=text, direction=tr(compass_point(azimuth)), track=tr(pass_of(azimuth, looking))
    )
