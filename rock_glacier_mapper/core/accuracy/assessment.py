"""A whole accuracy assessment: all figures, for an area and its regions, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from .area import covered_share
from .bootstrap import block_intervals
from .land import Land
from .measures import MEASURES, MEDIAN, QUANTITIES, figures

#: Name of the row of the whole area.
ALL = "(all)"
MATCH, MISS, FALSE_FIND = "match", "miss", "false find"


@dataclass(frozen=True)
class Options:
    """How to assess.

    Attributes:
        iou: that a pair must exceed, 0 to below 1.
        block_m: side of the blocks of the bootstrap in metres.
        draws, confidence, seed: of the bootstrap, see :func:`.bootstrap.block_intervals`.
    """

    iou: float = 0.5
    block_m: float = 10_000.0
    draws: int = 2000
    confidence: float = 0.95
    seed: int = 0


@dataclass(frozen=True)
class Row:
    """Figures of an area.

    Attributes:
        name: of the region; :data:`ALL` for everything in the area of interest.
        totals: quantity (:data:`.measures.QUANTITIES`) to its sum.
        values: measure to value, None where undefined; holds the median excess, too.
        intervals: measure to (low, high); a measure without interval is left out.
        blocks: with anything mapped or in the reference.
    """

    name: str
    totals: dict[str, float]
    values: dict[str, float | None]
    intervals: dict[str, tuple[float, float]]
    blocks: int


@dataclass(frozen=True)
class Found:
    """A pair, a missed landform or a false find.

    Attributes:
        result: :data:`MATCH`, :data:`MISS` or :data:`FALSE_FIND`.
        mapped, reference: indices of the polygons. Of a miss or a false find the other one is the
            polygon with which its IoU is largest; None where it overlaps none.
        iou: of the two; 0 without overlap.
        covered: share of its area (of a pair: of the mapped polygon's) on the other side.
        region: first region that holds at least half of it; None for none.
    """

    result: str
    mapped: int | None
    reference: int | None
    iou: float
    covered: float
    region: str | None = None


@dataclass(frozen=True)
class Assessment:
    """Result of :func:`assess_inventory`.

    Attributes:
        rows: of everything, then of each region.
        found: all pairs, misses and false finds of the area of interest.
        overlapping: mapped and reference polygons that overlap another one of their side.
        outside: mapped and reference polygons that lie outside the area of interest.
        mapped_area, reference_area: m² of each polygon.
    """

    rows: list[Row]
    found: list[Found]
    overlapping: tuple[int, int]
    outside: tuple[int, int]
    mapped_area: np.ndarray
    reference_area: np.ndarray
    options: Options = field(default_factory=Options)


def assess_inventory(
    mapped: Sequence[BaseGeometry],
    reference: Sequence[BaseGeometry],
    area: BaseGeometry | None = None,
    regions: Mapping[str, BaseGeometry] | None = None,
    options: Options | None = None,
    feedback: Feedback | None = None,
) -> Assessment:
    """Assess mapped polygons against a reference.

    By area, polygons of a side are united first, and only land within the area of interest or
    region counts. A landform counts there when at least half of its area lies within; a pair
    counts where its reference landform does. Pairs are found before anything is left out, so
    that the border of an area makes no misses and no false finds.

    Args:
        mapped, reference: valid polygons in one equal-area CRS in metres (:mod:`.equalarea`).
        area: of interest; None = everywhere.
        regions: name to polygon; they may overlap.

    Raises:
        InputError: an option is out of range.
        Cancelled: the user stopped.
    """
    options, feedback = options or Options(), feedback or Feedback()
    land = Land.of(mapped, reference, options.iou, options.block_m, feedback.part(0, 0.4))
    zones = {ALL: area}
    for name, region in (regions or {}).items():
        zones[name] = region if area is None else shapely.intersection(region, area)
    members = {}
    rows = []
    for number, (name, zone) in enumerate(zones.items()):
        part = feedback.part(0.4 + 0.6 * number / len(zones), 0.4 + 0.6 * (number + 1) / len(zones))
        part.check()
        members[name] = land.members(zone)
        rows.append(_row(name, land, zone, members[name], options, part))
        part.progress(1)
    inside = members.pop(ALL)
    return Assessment(
        rows,
        _found(land, inside, members),
        (land.surface.overlapping, land.truth.overlapping),
        tuple(int((~side).sum()) for side in inside),
        land.pairs.mapped_area,
        land.pairs.reference_area,
        options,
    )


def _row(name, land: Land, zone, members, options: Options, feedback: Feedback) -> Row:
    sums = land.sums(zone, members)
    used = sums.any(axis=1)
    total = sums.sum(0)
    values = {m.name: _plain(v) for m, v in zip(MEASURES, figures(total[None])[0])}
    excess = land.quantities["any_excess"]
    inside = excess[2][members[1][excess[1]]]
    values[MEDIAN] = float(np.median(inside)) if len(inside) else None
    ends = block_intervals(
        sums[used], figures, options.draws, options.confidence, options.seed, feedback
    )
    intervals = {
        m.name: (float(low), float(high))
        for m, (low, high) in zip(MEASURES, ends)
        if np.isfinite(low) and values[m.name] is not None
    }
    totals = dict(zip(QUANTITIES, map(float, total)))
    return Row(name, totals, values, intervals, int(used.sum()))


def _found(land: Land, inside, regions) -> list[Found]:
    """Pairs by mapped polygon, then misses, then false finds."""
    pairs, matched = land.pairs, land.matched
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for first, second, iou in zip(*map(np.ndarray.tolist, (pairs.first, pairs.second, pairs.iou))):
        for key, other in (((0, first), second), ((1, second), first)):
            if iou > best.get(key, (0.0, -1))[0]:
                best[key] = iou, other
    covered = covered_share(land.mapped, land.truth), covered_share(land.reference, land.surface)
    of_pair = dict(zip(zip(pairs.first.tolist(), pairs.second.tolist()), pairs.iou.tolist()))

    def region(side: int, index: int) -> str | None:
        return next((name for name, within in regions.items() if within[side][index]), None)

    result = [
        Found(MATCH, i, j, of_pair[i, j], float(covered[0][i]), region(1, j))
        for i, j in matched.tolist()
        if inside[1][j]
    ]
    for side, kind in ((1, MISS), (0, FALSE_FIND)):
        alone = inside[side].copy()
        alone[matched[:, side]] = False
        for index in np.flatnonzero(alone).tolist():
            iou, other = best.get((side, index), (0.0, None))
            both = (index, other) if side == 0 else (other, index)
            share = float(covered[side][index])
            result.append(Found(kind, *both, iou, share, region(side, index)))
    return result


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
