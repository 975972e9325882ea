"""The rules that decide which objects form a landform and which landforms are kept."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from .. import plainjson
from ..errors import InputError
from ..files import whole_file
from ..translation import tr

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
        min_probability: lowest mean probability of a landform; None means ``seed_threshold``: as a
            whole it must convince as much as its seed does.
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
        max_ndvi, max_ndsi, max_ndwi: above these an object is vegetation, snow or ice, water, and
            belongs to no landform; nor is a landform with such a mean kept. None switches a rule
            off. Only where the images have the bands; -1 to 1. A ``max_ndvi`` of 0.4, usual for
            bare ground, costs relict rock glaciers with some vegetation.
        min_front_contrast: how much steeper, in degrees, the lower rim of a landform is at least
            than the ground below it; None switches the rule off. An active front is among the
            criteria by which rock glaciers are told from other debris (RGIK 2023).
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
    max_ndvi: float | None = 0.6
    max_ndsi: float | None = 0.4
    max_ndwi: float | None = 0.2
    min_front_contrast: float | None = None

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None and field.name in _OPTIONAL:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InputError(
                    tr("The rule {name} must be a number, not {value}. Correct it.").format(
                        name=field.name, value=repr(value)[:40]
                    )
                )
            least, most = _RANGES.get(field.name, (0, math.inf))
            if not (math.isfinite(value) and least <= value <= most):
                pattern = tr("{least} or more") if most == math.inf else tr("{least} to {most}")
                limits = pattern.format(least=least, most=most)
                raise InputError(
                    tr("The rule {name} must be {limits}, not {value}. Correct it.").format(
                        name=field.name, limits=limits, value=value
                    )
                )
        if self.threshold > self.seed_threshold:
            raise InputError(
                tr(
                    "The threshold ({threshold}) must not be above the seed threshold "
                    "({seed_threshold}). Lower it."
                ).format(threshold=self.threshold, seed_threshold=self.seed_threshold)
            )
        if self.threshold == 0:
            raise InputError(
                tr("The threshold must be above 0, or everything would be a landform. Raise it.")
            )
        if self.min_slope > self.max_slope:
            raise InputError(
                tr(
                    "The lowest slope ({min_slope}°) is above the highest ({max_slope}°). Lower it."
                ).format(min_slope=self.min_slope, max_slope=self.max_slope)
            )

    @property
    def object_probability(self) -> float:
        """Mean probability from which an object belongs to a landform."""
        if self.object_threshold is not None:
            return self.object_threshold
        return (self.threshold + self.seed_threshold) / 2

    def demanded_probability(self, glacier_overlap: float | None) -> float:
        """Lowest mean probability of a landform with this overlap with glaciers (0 to 1)."""
        base = self.seed_threshold if self.min_probability is None else self.min_probability
        return max(base, min(0.75, base + self.glacier_demand * self._excess(glacier_overlap)))

    def judge(self, features: Mapping[str, Any]) -> Judgement:
        """Keep or drop a landform by its features (:mod:`.features` names and units).

        A rule whose feature is missing or None is skipped. The score is the mean probability,
        lowered by up to half for the part of a glacier overlap above ``max_glacier_overlap``.
        """
        against = [*self._size(features), *self._probability(features)]
        against += [*self._form(features), *self.cover(features), *self._front(features)]
        mean, overlap = features["prob_mean"], features.get("glacier_overlap")
        score = (mean or 0.0) * (1 - 0.5 * self._excess(overlap))
        if against:
            return Judgement(REJECTED, "dropped: " + "; ".join(against), score)
        slope = features.get("slope_mean")
        reason = f"kept: mean probability {mean:.2f}, {features['area_km2']:.3f} km²"
        reason += ", slope not checked (no DEM)" if slope is None else f", slope {slope:.0f}°"
        if overlap:
            reason += f", {overlap:.0%} on glaciers"
        return Judgement(KEPT, reason, score)

    def _size(self, features: Mapping[str, Any]) -> Iterator[str]:
        area = features["area_km2"]
        if area < self.min_area_km2:
            yield "area {} km² is below {} km²".format(*_told(area, self.min_area_km2, 3))

    def _probability(self, features: Mapping[str, Any]) -> Iterator[str]:
        mean, overlap = features["prob_mean"], features.get("glacier_overlap")
        if features.get("seed_share") == 0:
            yield f"no part reaches the seed probability {self.seed_threshold:.2f}"
        demand = self.demanded_probability(overlap)
        if mean is None or mean < demand:
            text = "mean probability is unknown"
            if mean is not None:
                text = "mean probability {} is below {}".format(*_told(mean, demand, 2))
            if self._excess(overlap) > 0:
                text += f" (raised, as {overlap:.0%} lies on glaciers)"
            yield text

    def _form(self, features: Mapping[str, Any]) -> Iterator[str]:
        slope, elongation = features.get("slope_mean"), features.get("elongation")
        compactness = features.get("compactness")
        if slope is not None and slope < self.min_slope:
            yield "too flat: slope {}° is below {}°".format(*_told(slope, self.min_slope, 0))
        if slope is not None and slope > self.max_slope:
            yield "too steep: slope {}° is above {}°".format(*_told(slope, self.max_slope, 0))
        if elongation is not None and elongation > self.max_elongation:
            shown = _told(elongation, self.max_elongation, 1)
            yield "too thin: length/width {} is above {}".format(*shown)
        if compactness is not None and compactness < self.min_compactness:
            shown = _told(compactness, self.min_compactness, 2)
            yield "too ragged: compactness {} is below {}".format(*shown)

    def _front(self, features: Mapping[str, Any]) -> Iterator[str]:
        front, limit = features.get("front_contrast"), self.min_front_contrast
        if front is not None and limit is not None and front < limit:
            shown = _told(front, limit, 0)
            yield "no front: the lower rim is {}° steeper than the ground below, not {}°".format(
                *shown
            )

    def cover(self, features: Mapping[str, Any]) -> Iterator[str]:
        """What speaks against bare debris: vegetation, snow, water, by the index means.

        Args:
            features: may hold ``ndvi``, ``ndsi``, ``ndwi``; None or missing ones are skipped.
        """
        for rule, index in _INDICES.items():
            value, limit = features.get(index), getattr(self, rule)
            if value is not None and limit is not None and value > limit:
                shown = _told(value, limit, 2)
                yield "{}: {} {} is above {}".format(_COVER[index], index.upper(), *shown)

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
                tr("Unknown rule(s): {unknown}. Known are: {known}.").format(
                    unknown=", ".join(unknown[:5])[:200], known=", ".join(known)
                )
            )
        return cls(**values)

    def save(self, path: str | os.PathLike, fitted: Mapping[str, Any] | None = None) -> None:
        """Write the rules as JSON, whole or not at all.

        Args:
            fitted: what they were fitted on and how well they did on held-out blocks, plain
                values; kept in the file beside the rules.
        """
        document = {"format": _FORMAT, "version": 1, "rules": self.to_dict()}
        if fitted is not None:
            document["fitted"] = dict(fitted)
        with whole_file(path) as temporary:
            temporary.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: str | os.PathLike) -> Rules:
        """Read rules written by :meth:`save`, or a plain JSON object of names and numbers.

        Raises:
            InputError: missing file, no JSON object, a newer version, unknown names or values out
                of range.
        """
        try:
            if os.path.getsize(path) > _LARGEST_FILE:
                raise InputError(
                    tr("The file {path} is too large for rules. Choose another one.").format(
                        path=path
                    )
                )
            values = plainjson.parse(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(
                tr("The rules {path} cannot be read ({strerror}). Choose another file.").format(
                    path=path, strerror=error.strerror
                )
            ) from error
        except ValueError as error:
            raise InputError(
                tr(
                    "The rules {path} are not valid JSON ({error}). Choose a file that Fit "
                    "thresholds wrote, or correct it."
                ).format(path=path, error=error)
            ) from error
        if isinstance(values, dict) and "rules" in values:
            if values.get("format") != _FORMAT or values.get("version") != 1:
                raise InputError(
                    tr(
                        "The rules {path} are of another kind or of a newer version of the "
                        "plugin. Update the plugin, or fit the rules again."
                    ).format(path=path)
                )
            values = values["rules"]
        if not isinstance(values, dict):
            raise InputError(
                tr(
                    "The rules {path} must be a JSON object of names and numbers. Choose a file "
                    "that Fit thresholds wrote."
                ).format(path=path)
            )
        return cls.from_dict(values)


_SHARES = (
    *("threshold", "seed_threshold", "object_threshold", "seed_share", "grow_border"),
    *("min_probability", "min_compactness", "max_glacier_overlap", "glacier_demand"),
)
_INDICES = {"max_ndvi": "ndvi", "max_ndsi": "ndsi", "max_ndwi": "ndwi"}
_COVER = {"ndvi": "vegetation", "ndsi": "snow or ice", "ndwi": "water"}
_RANGES = {
    **dict.fromkeys(_SHARES, (0, 1)),
    **dict.fromkeys(_INDICES, (-1, 1)),
    **dict.fromkeys(("min_slope", "max_slope"), (0, 90)),
    "min_front_contrast": (-90, 90),
}
_OPTIONAL = ("object_threshold", "min_probability", *_INDICES, "min_front_contrast")

#: What a file of rules says of itself.
_FORMAT = "rock glacier rules"
#: Bytes.
_LARGEST_FILE = 1_000_000


def _told(value: float, limit: float, digits: int) -> tuple[str, str]:
    """Both numbers with as many digits as it takes to tell them apart."""
    while digits < 8 and f"{value:.{digits}f}" == f"{limit:.{digits}f}":
        digits += 1
    return f"{value:.{digits}f}", f"{limit:.{digits}f}"
