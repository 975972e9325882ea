"""Kinematic attribute of a rock glacier unit (RGIK), its reliability, and an activity suggestion.

Two routes lead to it, which are never mixed: the moving areas in the unit, and the mean downslope
velocity of the unit (:mod:`.meanvelocity`). The categories are those of the RGIK guidelines
(semi-quantitative orders of magnitude); the thresholds for dominance are this project's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..translation import Phrase, mark
from ..vector import polygonal
from .movingareas import GRADES, MovingArea
from .velocityclasses import CLASSES

#: Categories of KinAtt.
UNDEFINED = 0
#: Least share of the unit that is documented; shares that limit KinSpatRep.
DOCUMENTED, WELL_DOCUMENTED = 0.5, 0.75
#: Share of the documented area from which on one class dominates, two neighbours do together, and
#: each of these two holds at least.
DOMINANT, TOGETHER, EACH = 0.5, 0.75, 0.35
#: How far from the front, as a share of the unit's reach from there, decides between the two.
FRONT_REACH = 0.25
#: Least angle in degrees between the aspect and the flight line at which a radar sees well.
ALONG_TRACK = 30.0
#: Shares are compared to this accuracy, below that of clipped polygons.
_EPSILON = 1e-9

KINEMATIC_DATA = "Kinematic data"
_ACTIVITY = {2: "Transitional", 3: "Transitional", 1: "Relict uncertain"}
_UNCERTAIN = {"Active": "Active uncertain"}
_MOST_TEXT = {"KinPeriod": 40, "KinData": 254}


@dataclass(frozen=True)
class KinematicAttribute:
    """What is known of the kinematics of a unit.

    Attributes:
        category: KinAtt, 0 undefined, 1 to 7; None = no information.
        reliability: RelKin: ``Low``, ``Medium``, ``High``; None without a category.
        shares: KinF1 to KinF6, share of the unit in each velocity class; None without areas.
        documented: share of the unit that has a class or valid data; None = not known.
        period, data: KinPeriod and KinData.
        reason: why it is so, in words.
        by_front: whether the front decided between two classes.
    """

    category: int | None
    reliability: str | None
    shares: tuple[float, ...] | None
    documented: float | None
    reason: str
    period: str = ""
    data: str = ""
    by_front: bool = False

    @property
    def representativeness(self) -> str | None:
        """KinSpatRep."""
        return None if self.category is None else spatial_representativeness(self.documented)

    @property
    def activity(self) -> str | None:
        """ActiCl, a suggestion that a person has to confirm."""
        return activity_suggestion(self.category, self.reliability)

    def fields(self) -> dict[str, object]:
        """Values by field name of the layer PM; None = NULL."""
        shares = self.shares or (None,) * len(CLASSES)
        known = self.category is not None
        return {
            "KinAtt": self.category,
            "RelKin": self.reliability,
            "KinPeriod": _shortened(self.period, "KinPeriod") if known else None,
            "KinSpatRep": self.representativeness,
            "KinData": _shortened(self.data, "KinData") if known else None,
            "ActiCl": self.activity,
            "ActiAss": None if self.activity is None else KINEMATIC_DATA,
            **{
                f"KinF{code}": None if share is None else round(share, 4)
                for code, share in zip(CLASSES, shares)
            },
        }


def kinematic_attribute(
    unit: BaseGeometry,
    areas: Sequence[MovingArea],
    front: tuple[float, float] | None = None,
    quiet: float | None = None,
    weak: str = "",
) -> KinematicAttribute:
    """Kinematic attribute of a unit from its moving areas.

    Faster areas take from slower ones where they overlap. Areas of classes 1 to 6 count. Below
    half of the unit documented it is undefined. One class with more than half of the documented
    area decides; else two neighbouring classes that hold more than 75 % together and 35 % each,
    of which the one that holds more of the front is taken; else it is undefined. Without any
    moving area there is no information, unless good data show no movement on at least half of
    the unit.

    Args:
        unit: restricted outline of the unit if there is one, else the extended one. Shares are of
            map areas, which any CRS keeps to less than 0.1 % over a landform.
        areas: moving areas in the same CRS; they may reach beyond the unit.
        front: from :func:`.flowline.front_of`; asked for only where two classes share the unit.
        quiet: share of the unit with valid velocities below 1 cm/yr; None = not known.
        weak: why the data are of low reliability here, such as a line of sight that is blind to
            the way the unit faces; empty = they are not.
    """
    pieces, kept = _dissolved(unit, areas)
    shares = tuple(pieces[code].area / unit.area if code in pieces else 0.0 for code in CLASSES)
    total = sum(shares)
    if not pieces:
        return _without_areas(quiet, weak)
    period, data = _texts(kept)
    grade = _mean_grade(kept)
    result = KinematicAttribute(UNDEFINED, None, shares, min(total, 1.0), "", period, data)
    if total < DOCUMENTED - _EPSILON:
        reason = Phrase(
            mark("moving areas document {share:.0f} % of the unit, less than half"),
            share=100 * float(total),
        )
        return replace(result, reason=reason)
    parts = [share / total for share in shares]
    order = sorted(CLASSES, key=lambda code: -parts[code - 1])
    first, second = sorted(order[:2])
    by_front = False
    if parts[order[0] - 1] > DOMINANT + _EPSILON:
        category = order[0]
        reason = Phrase(
            mark("class {number} holds {share:.0f} % of the moving areas"),
            number=category,
            share=100 * float(parts[category - 1]),
        )
    elif (
        second - first == 1
        and parts[first - 1] + parts[second - 1] > TOGETHER + _EPSILON
        and min(parts[first - 1], parts[second - 1]) >= EACH - _EPSILON
    ):
        if front is None:
            reason = Phrase(
                mark(
                    "classes {first} and {second} share the unit, and its front is not known "
                    "(give a DEM, or fill ASPECT)"
                ),
                first=first,
                second=second,
            )
            return replace(result, reason=reason)
        category, by_front = _nearer(unit, pieces, first, second, front), True
        reason = Phrase(
            mark("classes {first} and {second} share the unit; {number} holds more of the front"),
            first=first,
            second=second,
            number=category,
        )
    else:
        reason = Phrase(mark("heterogeneous; consider splitting the unit"))
        return replace(result, reason=reason)
    down = int(total < WELL_DOCUMENTED - _EPSILON or by_front)
    grade = 0 if weak else max(0, grade - down)
    reason = Phrase("{reason}; {weak}", reason=reason, weak=weak) if weak else reason
    return replace(
        result, category=category, reliability=GRADES[grade], reason=reason, by_front=by_front
    )


def needs_front(unit: BaseGeometry, areas: Sequence[MovingArea]) -> bool:
    """Whether the front decides on the kinematic attribute of a unit."""
    middle = unit.representative_point()
    return kinematic_attribute(unit, areas, (middle.x, middle.y)).by_front


def spatial_representativeness(share: float | None) -> str:
    """KinSpatRep of the share of the unit that kinematic data document."""
    if share is None:
        return "Undefined"
    if share < DOCUMENTED - _EPSILON:
        return "<50 %"
    return ">75 %" if share > WELL_DOCUMENTED + _EPSILON else "50-75 %"


def activity_suggestion(category: int | None, reliability: str | None) -> str | None:
    """Activity class that the kinematics suggest; None = geomorphology has to decide.

    No movement alone does not prove a relict landform: slow, steep, incoherent ones and such that
    face along the flight line are missed (Hu et al. 2023), hence "Relict uncertain".
    """
    if category is None or category == UNDEFINED:
        return None
    activity = _ACTIVITY.get(category, "Active")
    return _UNCERTAIN.get(activity, activity) if reliability == GRADES[0] else activity


def faces_along_track(aspect: float | None, flight: float | None = None) -> bool:
    """Whether a slope faces within 30° of the flight line, to which a radar is blind.

    Args:
        aspect: degrees clockwise from true north; None = not known, False.
        flight: flight direction, likewise; None = near-polar, taken as north.
    """
    if aspect is None:
        return False
    off = abs((aspect - (flight or 0.0) + 90) % 180 - 90)
    return off <= ALONG_TRACK


def _dissolved(unit, areas) -> tuple[dict[int, BaseGeometry], list[tuple[MovingArea, float]]]:
    """(class to its part of the unit, faster ones first; areas with their part of the unit)."""
    shapely.prepare(unit)
    pieces: dict[int, BaseGeometry] = {}
    kept: list[tuple[MovingArea, float]] = []
    taken: BaseGeometry | None = None
    for code in reversed(CLASSES):
        clipped = []
        for area in areas:
            if area.velocity_class == code and area.geometry.intersects(unit):
                piece = polygonal(area.geometry.intersection(unit))
                if piece is not None and taken is not None:
                    piece = polygonal(piece.difference(taken))
                if piece is not None and piece.area > 0:
                    clipped.append(piece)
                    kept.append((area, piece.area))
        if clipped:
            pieces[code] = shapely.union_all(clipped)
            taken = pieces[code] if taken is None else shapely.union(taken, pieces[code])
    return pieces, kept


def _nearer(unit, pieces: dict, first: int, second: int, front: tuple[float, float]) -> int:
    """Of two classes the one that holds more of the unit's part at the front.

    Centres or least distances would not do: often a slow rim goes round a fast core.
    """
    place = Point(front)
    reach = FRONT_REACH * shapely.hausdorff_distance(unit, place)
    zone = place.buffer(reach)
    held = {code: pieces[code].intersection(zone).area for code in (first, second)}
    far = {code: pieces[code].centroid.distance(place) for code in (first, second)}
    return min(held, key=lambda code: (-held[code], far[code], code))


def _mean_grade(kept: Sequence[tuple[MovingArea, float]]) -> int:
    """Mean of the grades weighted by area, rounded down; areas without a grade count as low."""
    grades = [GRADES.index(a.reliability) if a.reliability in GRADES else 0 for a, _ in kept]
    mean = np.average(grades, weights=[size for _, size in kept])
    return int(mean + 1e-6)


def _without_areas(quiet: float | None, weak: str) -> KinematicAttribute:
    if quiet is None or quiet < DOCUMENTED - _EPSILON or weak:
        return KinematicAttribute(
            *(None, None, None, None),
            Phrase(mark("there is no moving area, and no data that show no movement")),
        )
    grade = 1 if quiet > WELL_DOCUMENTED else 0
    reason = Phrase(
        mark("no movement on {share:.0f} % of the unit, which have valid velocities"),
        share=100 * float(quiet),
    )
    return KinematicAttribute(1, GRADES[grade], (0.0,) * 6, min(quiet, 1.0), reason)


def _texts(kept: Sequence[tuple[MovingArea, float]]) -> tuple[str, str]:
    """KinPeriod and KinData of areas, that of the largest area first."""
    order = sorted(kept, key=lambda item: -item[1])
    periods = list(dict.fromkeys(area.period for area, _ in order if area.period))
    techniques = list(dict.fromkeys(area.technique for area, _ in order if area.technique))
    if len(periods) == 1:
        period = periods[0]
    else:
        years = sorted(int(y) for p in periods for y in re.findall(r"\b(?:19|20)\d\d\b", p))
        period = f"{years[0]}-{years[-1]}" if years else "; ".join(periods)
    return period, "moving areas" + (f": {'; '.join(techniques)}" if techniques else "")


def _shortened(text: str, name: str) -> str | None:
    most = _MOST_TEXT[name]
    return (text if len(text) <= most else f"{text[: most - 1]}…") or None
