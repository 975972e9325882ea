"""Separation of a rock glacier system into units, by its form and by its terrain.

A landform is cut into more parts than it has units; then the border with the weakest evidence is
given up, one after another, until every border left has evidence enough. Evidence is a *slope
break* (the foot of a front that overrides the part below it, or the furrow between two
neighbours), a *neck*, or a *fork*: tongues that part and end in fronts of their own.

No published system separates units; the guidelines separate them by lateral boundaries, fronts of
different generations and upslope connection (RGIK 2023, section on units and systems). The result
is a proposal for review: where evidence is poor, the landform stays whole. Over-segmentation
followed by merging with an evidence test for each border is the scheme of Haris et al. 1998 (IEEE
Trans. Image Process. 7:1684-1699); the measures of evidence are ours.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field, fields

import numpy as np
from scipy import ndimage
from skimage.measure import label
from skimage.morphology import local_maxima, reconstruction
from skimage.segmentation import watershed

from ..errors import InputError
from ..translation import tr

_FOUR = ndimage.generate_binary_structure(2, 1)

#: Interior pixels from which the landform's own ridges are judged; below, the rim counts too.
_ENOUGH = 30

#: How far from a border its slopes are reported, in metres.
_BESIDE_M = 50.0

#: Peaks of the logarithm of probability × distance that differ by less make one part.
_PEAK = 0.1

#: How deep a slope break of ``slope_break`` lies in that logarithm.
_DEPTH = 5.0

#: Share of a landform's relief from which two fronts make two parts.
_TIP = 0.05

#: Creases of a landform's own ridges and furrows: this percentile of its interior.
_OWN_CREASES = 80


@dataclass(frozen=True)
class UnitSettings:
    """How much evidence a border between two units needs.

    The defaults were tuned on generated scenes, so that landforms of one unit hardly ever split.

    Attributes:
        slope_break: change of gradient (m/m) across the border, in excess of the landform's own
            ridges and furrows; a front of 34° above a surface of 14° changes it by 0.43.
        neck: width of the neck over the width of the narrower part, 0 to 1; 0 never splits there.
        fork: how far the higher of two fronts lies below the place where the tongues part, over
            the relief of the part with the smaller one, 0 to 1; 1 hardly ever splits there.
        break_m: standard deviation, in metres, of the smoothing before slope breaks are measured.
        flow_m: the same for the elevations that tell how the landform drains.
    """

    slope_break: float = 0.25
    neck: float = 0.3
    fork: float = 0.4
    break_m: float = 20.0
    flow_m: float = 40.0

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InputError(
                    tr("The unit setting {name} must be a number, not {value!r}.").format(
                        name=one.name, value=value
                    )
                )
            if not math.isfinite(value) or value < 0:
                raise InputError(
                    tr("The unit setting {name} must be 0 or more, not {value}.").format(
                        name=one.name, value=value
                    )
                )
            if value == 0 and one.name != "neck":
                raise InputError(
                    tr("The unit setting {name} must be above 0.").format(name=one.name)
                )
            if (value >= 1 and one.name == "neck") or (value > 1 and one.name == "fork"):
                raise InputError(
                    tr("The unit setting {name} must be a share of 1, not {value}.").format(
                        name=one.name, value=value
                    )
                )


@dataclass(frozen=True)
class Border:
    """A border between two units and why it is one.

    Attributes:
        first, second: labels of the units, ``first`` below ``second``.
        reason: plain language with the numbers that decided.
        strength: evidence over the evidence asked for; 1 or more, except where a small unit was
            joined to one of the two afterwards.
    """

    first: int
    second: int
    reason: str
    strength: float


@dataclass
class Separation:
    """Units of a mask.

    Attributes:
        labels: int32 (height, width), 1..k inside the mask from its first row to its last, 0
            outside; each unit is 4-connected.
        borders: the borders between them, ordered by their labels.
    """

    labels: np.ndarray
    borders: list[Border] = field(default_factory=list)


def separate_units(
    mask: np.ndarray,
    probability: np.ndarray,
    elevation: np.ndarray | None = None,
    *,
    pixel_m: float = 10.0,
    settings: UnitSettings | None = None,
    least: int = 1,
) -> np.ndarray:
    """Propose units inside a landform: the labels of :func:`separation`, int32."""
    return separation(
        mask, probability, elevation, pixel_m=pixel_m, settings=settings, least=least
    ).labels


def separation(
    mask: np.ndarray,
    probability: np.ndarray,
    elevation: np.ndarray | None = None,
    *,
    pixel_m: float = 10.0,
    settings: UnitSettings | None = None,
    least: int = 1,
) -> Separation:
    """Propose units inside a landform, with the reason for every border.

    Args:
        mask: bool (height, width), the landform.
        probability: float (height, width), the smoothed heatmap, 0 to 1; NaN counts as low.
        elevation: float (height, width) in metres, NaN = no data; best with some 50 m of ground
            around the mask. Without it only the form decides.
        pixel_m: pixel size in metres.
        settings: the defaults when None.
        least: units of fewer pixels join the neighbour with the longest common border.

    Raises:
        InputError: arrays of different shapes, a pixel size that is not above 0.
    """
    settings = settings or UnitSettings()
    mask = np.asarray(mask, bool)
    _check(mask, probability, elevation, pixel_m)
    if not mask.any():
        return Separation(np.zeros(mask.shape, np.int32))
    form = _Form(mask, probability, elevation, pixel_m, settings)
    parts = _parts(form, settings)
    graph = _BorderGraph(parts, form)
    graph.merge(settings, least)
    labels = _numbered(graph.owner[parts])
    return Separation(labels, _explained(labels, form, settings))


def _check(mask, probability, elevation, pixel_m) -> None:
    if mask.ndim != 2:
        raise InputError(tr("The mask must have two dimensions."))
    for name, values in (("probability", probability), ("elevation", elevation)):
        if values is not None and np.shape(values) != mask.shape:
            raise InputError(
                tr(
                    "The {name} has the shape {shape}, the mask {expected}; they must lie on "
                    "one grid."
                ).format(name=name, shape=np.shape(values), expected=mask.shape)
            )
    if not (math.isfinite(pixel_m) and pixel_m > 0):
        raise InputError(
            tr("The pixel size must be above 0, not {pixel_m}.").format(pixel_m=pixel_m)
        )


class _Form:
    """What is known of each pixel of a landform.

    Attributes:
        bulk: distance to the edge in metres times probability.
        distance: distance to the edge in metres.
        crease: change of gradient (m/m) at a concave kink there, in excess of the landform's own
            ridges and furrows; 0 without elevation.
        height: elevation smoothed inside the landform, NaN where unknown.
        rise: (2, height, width) gradient (m/m) down the rows and along the columns, NaN where
            unknown.
    """

    def __init__(self, mask, probability, elevation, pixel_m, settings):
        self.mask, self.pixel_m = mask, pixel_m
        self.distance = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1] * pixel_m
        certain = np.clip(np.nan_to_num(np.asarray(probability, np.float64), nan=0.0), 0.05, 1)
        self.bulk = self.distance * certain
        self.crease = np.zeros(mask.shape)
        self.height = np.full(mask.shape, np.nan)
        self.rise = np.full((2, *mask.shape), np.nan)
        if elevation is None:
            return
        elevation = np.asarray(elevation, np.float64)
        known = np.isfinite(elevation)
        if not (known & mask).any():
            return
        reach = max(settings.break_m / pixel_m, 1.0)
        ground = _filled(elevation, known)
        # Next to gaps the filled ground has kinks of its own.
        sound = ndimage.distance_transform_edt(known) > 2 * reach if not known.all() else known
        self.crease = np.where(sound, _concave_kink(ground, reach, pixel_m), 0.0)
        inner = mask & sound & (self.distance > 3 * pixel_m)
        if inner.sum() < _ENOUGH:
            inner = mask & sound
        if inner.any():
            self.crease -= max(float(np.percentile(self.crease[inner], _OWN_CREASES)), 0.0)
        rise = np.stack(_gradient(_blurred(ground, max(10 / pixel_m, 0.5)), pixel_m))
        self.rise = np.where(sound, rise, np.nan)
        self.height = _drainage(elevation, known & mask, settings.flow_m / pixel_m)


def _filled(elevation, known):
    """Gaps take the value of the nearest pixel that has one."""
    if known.all():
        return elevation
    nearest = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    return elevation[tuple(nearest)]


def _blurred(ground, sigma):
    """Gaussian mean; slopes go on beyond the window's edge."""
    reach = [min(int(4 * sigma + 1), length - 1) for length in ground.shape]
    padded = np.pad(ground, [(r, r) for r in reach], mode="reflect", reflect_type="odd")
    smooth = ndimage.gaussian_filter(padded, sigma, mode="nearest")
    return smooth[reach[0] : smooth.shape[0] - reach[0], reach[1] : smooth.shape[1] - reach[1]]


def _gradient(values, pixel_m):
    """Rise per metre down the rows and along the columns; 0 across a single row or column."""
    return [
        np.gradient(values, pixel_m, axis=axis)
        if values.shape[axis] > 1
        else np.zeros(values.shape)
        for axis in (0, 1)
    ]


def _concave_kink(ground, sigma, pixel_m):
    """Change of gradient (m/m) at the concave kink that would show the curvature found.

    A kink that changes the gradient by b has, after Gaussian smoothing, the curvature
    b / (σ √(2π)) at its foot; the curvature taken is the largest eigenvalue of the Hessian.
    """
    down, across = _gradient(_blurred(ground, sigma), pixel_m)
    (dd, da), (ad, aa) = _gradient(down, pixel_m), _gradient(across, pixel_m)
    largest = (dd + aa) / 2 + np.hypot((dd - aa) / 2, (da + ad) / 2)
    return largest * sigma * pixel_m * math.sqrt(2 * math.pi)


def _drainage(elevation, known, sigma):
    """Elevation smoothed inside the landform alone (normalised convolution about a plane)."""
    rows, columns = np.nonzero(known)
    design = np.stack([np.ones(len(rows)), rows, columns], 1)
    plane = np.linalg.lstsq(design, elevation[known], rcond=None)[0]
    rest = np.zeros(elevation.shape)
    rest[known] = elevation[known] - design @ plane
    weight = ndimage.gaussian_filter(known.astype(np.float64), sigma, mode="constant")
    rest = ndimage.gaussian_filter(rest, sigma, mode="constant")
    height = np.full(elevation.shape, np.nan)
    height[known] = rest[known] / weight[known] + design @ plane
    return height


def _parts(form: _Form, settings: UnitSettings) -> np.ndarray:
    """Over-segmentation: int labels inside the mask, each 4-connected."""
    floor = -99.0
    lowered = np.clip(form.crease / settings.slope_break, 0, 2) * _DEPTH
    surface = np.where(form.mask, np.log(np.maximum(form.bulk, 1e-6)) - lowered, floor)
    surface = np.round(surface, 5)
    parts = watershed(
        -surface, _peaks(surface, _PEAK, floor), mask=form.mask, connectivity=1
    ).astype(np.int64)
    known = np.isfinite(form.height)
    if known.any():
        relief = np.ptp(form.height[known])
        depth = np.where(known, np.round(-form.height, 3), -1e6)
        basins = watershed(-depth, _peaks(depth, _TIP * relief, -1e6), mask=known, connectivity=1)
        parts = parts * (int(basins.max()) + 1) + basins
    return label(np.where(form.mask, parts + 1, 0), background=0, connectivity=1)


def _peaks(surface, height, floor):
    """Peaks that rise by more than ``height`` above the pass to a higher one, numbered."""
    lowered = reconstruction(np.maximum(surface - height, floor), surface, footprint=_FOUR)
    padded = np.pad(np.round(lowered, 5), 1, constant_values=floor)
    peaks = local_maxima(padded, connectivity=1)[1:-1, 1:-1] & (surface > floor)
    return label(peaks, connectivity=1)


class _BorderGraph:
    """Parts, and what is known of the borders between them; all of it adds up in merging.

    Attributes:
        owner: int (parts + 1), the part in which each part has been merged.
        size: pixels of each part.
        top, reach: highest bulk, and largest distance to the edge (m); the latter as at the start.
        rise: (2, parts + 1) summed gradient, as at the start.
        low, high: range of the height.
        links: per part, the parts that border it with [pixel pairs, summed crease, highest bulk
            on the way across, lowest height on the way across].
    """

    def __init__(self, parts: np.ndarray, form: _Form):
        count = int(parts.max())
        self.owner = np.arange(count + 1)
        index = np.arange(count + 1)
        self.size = np.bincount(parts.ravel(), minlength=count + 1)
        self.top = ndimage.maximum(form.bulk, parts, index)
        self.reach = ndimage.maximum(form.distance, parts, index)
        rise = np.nan_to_num(form.rise).reshape(2, -1)
        self.rise = np.stack([np.bincount(parts.ravel(), axis, count + 1) for axis in rise])
        height = form.height
        known = np.where(np.isfinite(height), parts, 0)
        self.low = np.where(np.isfinite(height), height, np.inf)
        self.low = _extreme(np.minimum, known, self.low, np.inf, count)
        self.high = _extreme(np.maximum, known, np.where(known, height, -np.inf), -np.inf, count)
        self.links: list[dict[int, list[float]]] = [{} for _ in index]
        for pair, values in _borders(parts, form).items():
            for one, other in (pair, pair[::-1]):
                self.links[one][other] = values

    def merge(self, settings: UnitSettings, least: int) -> None:
        """Give up borders, weakest first, until each has evidence; then join small parts."""
        stamp = [0] * len(self.owner)
        heap: list[tuple] = []

        def push(one, other):
            strength = self.strength(one, other, settings)
            if strength < 1:
                first, second = min(one, other), max(one, other)
                heapq.heappush(heap, (strength, first, second, stamp[first], stamp[second]))

        for one, linked in enumerate(self.links):
            for other in linked:
                if one < other:
                    push(one, other)
        while heap:
            _, one, other, then, since = heapq.heappop(heap)
            if stamp[one] != then or stamp[other] != since:
                continue
            kept = self._join(one, other)
            stamp[one] += 1
            stamp[other] += 1
            for neighbour in self.links[kept]:
                push(kept, neighbour)
        self._join_small(least)
        for part in range(1, len(self.owner)):
            self.owner[part] = self._root(part)

    def strength(self, one: int, other: int, settings: UnitSettings) -> float:
        """Evidence of a border over the evidence asked for."""
        return max(self.evidence(one, other, settings))

    def evidence(self, one: int, other: int, settings: UnitSettings) -> tuple[float, ...]:
        """Slope break, neck and fork of a border, each over what is asked for."""
        pixels, crease, saddle, passage = self.links[one][other]
        slope_break = crease / pixels / settings.slope_break
        neck = (1 - saddle / min(self.top[one], self.top[other])) / (1 - settings.neck)
        fork = 0.0
        if math.isfinite(passage):
            relief = min(self.high[one] - self.low[one], self.high[other] - self.low[other])
            rise = passage - max(self.low[one], self.low[other])
            fork = rise / relief / settings.fork if relief > 0 else 0.0
        return round(slope_break, 6), round(neck, 6), round(fork, 6)

    def _join(self, one: int, other: int) -> int:
        if len(self.links[one]) < len(self.links[other]):
            one, other = other, one
        self.owner[other] = one
        self.size[one] += self.size[other]
        self.size[other] = 0
        self.top[one] = max(self.top[one], self.top[other])
        self.low[one] = min(self.low[one], self.low[other])
        self.high[one] = max(self.high[one], self.high[other])
        for neighbour, values in self.links[other].items():
            del self.links[neighbour][other]
            if neighbour == one:
                continue
            mine = self.links[one].get(neighbour)
            if mine is not None:
                values = [
                    mine[0] + values[0],
                    mine[1] + values[1],
                    max(mine[2], values[2]),
                    min(mine[3], values[3]),
                ]
            self.links[one][neighbour] = self.links[neighbour][one] = values
        self.links[other] = {}
        return one

    def _join_small(self, least: int) -> None:
        heap = [(size, part) for part, size in enumerate(self.size) if part and 0 < size < least]
        heapq.heapify(heap)
        while heap:
            size, part = heapq.heappop(heap)
            if self.size[part] != size or not self.links[part]:
                continue
            linked = self.links[part]
            kept = self._join(part, min(linked, key=lambda other: (-linked[other][0], other)))
            if self.size[kept] < least:
                heapq.heappush(heap, (self.size[kept], kept))

    def _root(self, part: int) -> int:
        while self.owner[part] != part:
            part = self.owner[part]
        return part


def _extreme(function, parts, values, start, count):
    result = np.full(count + 1, start)
    function.at(result, parts.ravel(), values.ravel())
    return result


def _pairs(labels):
    """Pixel pairs (flat indices) on either side of a border between two labels above 0."""
    index = np.arange(labels.size).reshape(labels.shape)
    found = []
    for one, other in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1], np.s_[1:]),
    ):
        border = (labels[one] != labels[other]) & (labels[one] > 0) & (labels[other] > 0)
        found.append(np.stack([index[one][border], index[other][border]]))
    return np.concatenate(found, 1)


def _borders(parts, form) -> dict[tuple[int, int], list[float]]:
    """Per pair of parts: pixel pairs, summed crease, highest bulk and lowest height across."""
    pairs = _pairs(parts)
    if not pairs.size:
        return {}
    ends = np.sort(parts.ravel()[pairs], axis=0)
    order = np.lexsort(ends[::-1])
    ends, pairs = ends[:, order], pairs[:, order]
    starts = np.flatnonzero(np.r_[True, np.any(np.diff(ends, axis=1), axis=0)])
    crease = form.crease.ravel()[pairs].mean(0)
    bulk = form.bulk.ravel()[pairs].min(0)
    height = form.height.ravel()[pairs].max(0)
    height = np.where(np.isfinite(height), height, np.inf)
    columns = (
        np.diff(np.r_[starts, ends.shape[1]]),
        np.add.reduceat(crease, starts),
        np.maximum.reduceat(bulk, starts),
        np.minimum.reduceat(height, starts),
    )
    return {
        (int(a), int(b)): [float(v) for v in values]
        for a, b, *values in zip(*ends[:, starts], *columns)
    }


def _numbered(labels):
    """Labels renumbered 1..k in the order in which they appear, row by row."""
    values, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    outside = values == 0
    rank = np.zeros(len(values), np.int32)
    rank[np.argsort(np.where(outside, -1, first))] = np.arange(len(values))
    return (rank if outside.any() else rank + 1)[inverse].reshape(labels.shape).astype(np.int32)


def _explained(labels, form, settings) -> list[Border]:
    """The borders between the units, with their reasons."""
    graph = _BorderGraph(labels, form)
    pairs = _pairs(labels)
    ends = np.sort(labels.ravel()[pairs], axis=0)
    order = np.lexsort(ends[::-1])
    ends, pairs = ends[:, order], pairs[:, order]
    starts = np.flatnonzero(np.any(np.diff(ends, axis=1, prepend=0), axis=0))
    found = []
    for (one, other), pixels in zip(ends[:, starts].T.tolist(), np.split(pairs, starts[1:], 1)):
        evidence = graph.evidence(one, other, settings)
        describe = (_break_reason, _neck_reason, _fork_reason)[int(np.argmax(evidence))]
        place = _Place(labels, form, graph, one, other, pixels.ravel())
        found.append(Border(one, other, describe(place), max(evidence)))
    return found


class _Place:
    """A border between two units and what lies beside it."""

    def __init__(self, labels, form, graph, one, other, pixels):
        self.form, self.graph, self.units, self.pixels = form, graph, (one, other), pixels
        self.labels = labels

    def beside(self):
        """Mean (height, slope in degrees) of either unit beside the border; None if unknown."""
        form, reach = self.form, int(_BESIDE_M / self.form.pixel_m)
        rows, columns = np.unravel_index(self.pixels, self.labels.shape)
        window = tuple(
            slice(max(int(at.min()) - reach, 0), int(at.max()) + reach + 1)
            for at in (rows, columns)
        )
        border = np.zeros(self.labels.shape, bool)[window]
        border[rows - window[0].start, columns - window[1].start] = True
        near = ndimage.distance_transform_edt(~border) * form.pixel_m <= _BESIDE_M
        slopes = np.degrees(np.arctan(np.hypot(*form.rise[(slice(None), *window)])))
        heights, labels = form.height[window], self.labels[window]
        near &= np.isfinite(slopes) & np.isfinite(heights)
        sides = [near & (labels == unit) for unit in self.units]
        if not all(side.any() for side in sides):
            return None
        return [(float(heights[side].mean()), float(slopes[side].mean())) for side in sides]

    def width(self, unit=None):
        """Width of a unit where it is widest, or of the landform at the border, in metres."""
        if unit is None:
            return 2 * self.form.distance.ravel()[self.pixels].max() - self.form.pixel_m
        return 2 * self.graph.reach[unit] - self.form.pixel_m


def _break_reason(place: _Place) -> str:
    sides = place.beside()
    if sides is None:
        return "slope break between the units"
    (_, below), (_, above) = sorted(sides)
    if above >= below + 5:
        return f"front of the upper unit: slope {above:.0f}° above {below:.0f}°"
    return f"furrow between the units: slopes of {above:.0f}° and {below:.0f}° beside it"


def _neck_reason(place: _Place) -> str:
    narrow, wide = sorted(place.width(unit) for unit in place.units)
    return f"neck {place.width():.0f} m wide between parts {narrow:.0f} m and {wide:.0f} m wide"


def _fork_reason(place: _Place) -> str:
    one, other = place.units
    passage = place.graph.links[one][other][3]
    depths = sorted(passage - place.graph.low[unit] for unit in place.units)
    (y, x), (v, u) = (place.graph.rise[:, unit] for unit in place.units)
    angle = math.degrees(abs(math.atan2(x * v - y * u, x * u + y * v)))
    return (
        f"two fronts, {depths[0]:.0f} m and {depths[1]:.0f} m below the place where the tongues "
        f"part; flow directions differ by {angle:.0f}°"
    )
