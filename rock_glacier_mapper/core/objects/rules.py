"""The rules that decide which objects form a landform and which landforms are kept."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..files import whole_file

KEPT = "candidate"
REJECTED = "rejected"


class Judgement(NamedTuple):
    """What the rules say of a landform.

    Attributes:
        status: ``candidate`` (kept) or ``rejected``.
        reason: plain language with the numbers that decided.
        score: 0 to 1, for ranking; see :meth:`Rules.judge`.
    """

    status: str
    reason: str
    score: float


@dataclass(frozen=True)
class Rules:
    """Thresholds of the object-based step; probabilities 0 to 1, areas km², angles degrees.

    The defaults follow published practice where there is one (0.01 km² is the smallest rock
    glacier of the RGIK guidelines and of TPRoGI, Sun et al. 2024; length/width and 4πA/P² limits
    are usual in object-based mapping) and are starting points to be fitted on a reference area.

    Attributes:
        threshold: support probability (low threshold of the hysteresis, Canny 1986): a landform
            may spread where the smoothed heatmap reaches this.
        seed_threshold: seed probability (high threshold): a landform needs at least one pixel of
            the smoothed heatmap that reaches this.
        object_threshold: mean probability from which an object belongs to a landform; None means
            half way between the two thresholds above.
        seed_share: share of seed pixels from which an object belongs to a landform whatever its
            mean.
        grow_border: an object with a mean of at least ``threshold`` joins a landform when this
            share of its perimeter borders it.
        max_hole_km2: smaller holes are filled.
        min_area_km2: smallest landform.
        min_probability: lowest mean probability of a landform; None means ``threshold``.
        min_slope, max_slope: range of the mean slope; 90 % of TPRoGI's units have 10° to 25°, the
            range is wider because it must not cost true ones.
        max_elongation: largest length/width.
        min_compactness: lowest 4πA/P² (1 for a circle); lower is thin or ragged.
        max_glacier_overlap: share of the area on mapped glaciers above which the landform has to
            convince more (soft rule, see ``glacier_demand``).
        glacier_demand: how much the demanded mean probability rises from an overlap of
            ``max_glacier_overlap`` to an overlap of 1, in proportion. The demand never rises
            above 0.75, so that overlap alone never drops a landform of high probability: about
            half of the rock glaciers of the West Kunlun are connected to glaciers
            (Hu et al. 2023).
    """

    threshold: float = 0.3
    seed_threshold: float = 0.5
    object_threshold: float | None = None
    seed_share: float = 0.3
    grow_border: float = 0.4
    max_hole_km2: float = 0.01
    min_area_km2: float = 0.01
    min_probability: float | None = None
    min_slope: float = 5.0
    max_slope: float = 35.0
    max_elongation: float = 8.0
    min_compactness: float = 0.1
    max_glacier_overlap: float = 0.5
    glacier_demand: float = 0.3

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None and field.default is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InputError(f"The rule {field.name} must be a number, not {value!r}.")
            if not math.isfinite(value) or value < 0:
                raise InputError(f"The rule {field.name} must be 0 or more, not {value}.")
            if field.name in _SHARES and value > 1:
                raise InputError(f"The rule {field.name} must lie between 0 and 1, not {value}.")
        if self.threshold > self.seed_threshold:
            raise InputError(
                f"The threshold ({self.threshold}) must not be above the seed threshold "
                f"({self.seed_threshold})."
            )
        if self.threshold == 0:
            raise InputError("The threshold must be above 0, or everything would be a landform.")
        if self.min_slope > self.max_slope:
            raise InputError(
                f"The lowest slope ({self.min_slope}°) is above the highest ({self.max_slope}°)."
            )

    @property
    def object_probability(self) -> float:
        """Mean probability from which an object belongs to a landform."""
        if self.object_threshold is not None:
            return self.object_threshold
        return (self.threshold + self.seed_threshold) / 2

    def demanded_probability(self, glacier_overlap: float | None) -> float:
        """Lowest mean probability of a landform with this overlap with glaciers (0 to 1)."""
        base = self.threshold if self.min_probability is None else self.min_probability
        return max(base, min(0.75, base + self.glacier_demand * self._excess(glacier_overlap)))

    def judge(self, features: Mapping[str, Any]) -> Judgement:
        """Keep or drop a landform by its features (:mod:`.features` names and units).

        A rule whose feature is missing or None is skipped. The score is the mean probability,
        lowered by up to half for the part of a glacier overlap above ``max_glacier_overlap``.
        """
        area = features["area_km2"]
        mean = features["prob_mean"]
        slope = features.get("slope_mean")
        elongation = features.get("elongation")
        compactness = features.get("compactness")
        overlap = features.get("glacier_overlap")
        against = []
        if area < self.min_area_km2:
            against.append("area {} km² is below {} km²".format(*_told(area, self.min_area_km2, 3)))
        if features.get("seed_share") == 0:
            against.append(f"no part reaches the seed probability {self.seed_threshold:.2f}")
        demand = self.demanded_probability(overlap)
        if mean is None or mean < demand:
            text = "mean probability is unknown"
            if mean is not None:
                text = "mean probability {} is below {}".format(*_told(mean, demand, 2))
            if self._excess(overlap) > 0:
                text += f" (raised, as {overlap:.0%} lies on glaciers)"
            against.append(text)
        if slope is not None and slope < self.min_slope:
            shown = _told(slope, self.min_slope, 0)
            against.append("too flat: slope {}° is below {}°".format(*shown))
        if slope is not None and slope > self.max_slope:
            shown = _told(slope, self.max_slope, 0)
            against.append("too steep: slope {}° is above {}°".format(*shown))
        if elongation is not None and elongation > self.max_elongation:
            shown = _told(elongation, self.max_elongation, 1)
            against.append("too thin: length/width {} is above {}".format(*shown))
        if compactness is not None and compactness < self.min_compactness:
            shown = _told(compactness, self.min_compactness, 2)
            against.append("too ragged: compactness {} is below {}".format(*shown))
        score = (mean or 0.0) * (1 - 0.5 * self._excess(overlap))
        if against:
            return Judgement(REJECTED, "dropped: " + "; ".join(against), score)
        reason = f"kept: mean probability {mean:.2f}, {area:.3f} km²"
        reason += ", slope not checked (no DEM)" if slope is None else f", slope {slope:.0f}°"
        if overlap:
            reason += f", {overlap:.0%} on glaciers"
        return Judgement(KEPT, reason, score)

    def _excess(self, overlap: float | None) -> float:
        if overlap is None or overlap <= self.max_glacier_overlap:
            return 0.0
        return min(1.0, (overlap - self.max_glacier_overlap) / (1 - self.max_glacier_overlap))

    def to_dict(self) -> dict[str, float | None]:
        """The rules as plain values, in the order above."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Rules:
        """Rules from plain values; those left out keep their defaults.

        Raises:
            InputError: an unknown name or a value out of range.
        """
        known = [field.name for field in fields(cls)]
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise InputError(
                f"Unknown rule(s): {', '.join(unknown)}. Known are: {', '.join(known)}."
            )
        return cls(**values)

    def save(self, path: str | os.PathLike) -> None:
        """Write the rules as JSON, whole or not at all."""
        with whole_file(path) as temporary:
            temporary.write_text(json.dumps(self.to_dict(), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: str | os.PathLike) -> Rules:
        """Read rules written by :meth:`save` or by hand.

        Raises:
            InputError: missing file, no JSON object, unknown names or values out of range.
        """
        try:
            values = json.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"The rules {path} cannot be read ({error.strerror}).") from error
        except ValueError as error:
            raise InputError(f"The rules {path} are not valid JSON ({error}).") from error
        if not isinstance(values, dict):
            raise InputError(f"The rules {path} must be a JSON object of names and numbers.")
        return cls.from_dict(values)


_SHARES = {
    "threshold",
    "seed_threshold",
    "object_threshold",
    "seed_share",
    "grow_border",
    "min_probability",
    "min_compactness",
    "max_glacier_overlap",
    "glacier_demand",
}


def _told(value: float, limit: float, digits: int) -> tuple[str, str]:
    """Both numbers with as many digits as it takes to tell them apart."""
    while digits < 8 and f"{value:.{digits}f}" == f"{limit:.{digits}f}":
        digits += 1
    return f"{value:.{digits}f}", f"{limit:.{digits}f}"
