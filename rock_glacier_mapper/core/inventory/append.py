"""Adding candidates to an inventory that exists: duplicates, identifiers, systems."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..geodesy import metres_per_degree
from ..translation import tr
from ..vector import Feature
from .attributes import areas_km2
from .build import (
    Candidate,
    candidate_system,
    marker_feature,
    outline_feature,
    system_feature,
)
from .duplicates import SKIP, Decision, decide
from .identifiers import primary_markers, system_groups, system_markers, touching_pairs
from .schema import Schema


@dataclass(frozen=True)
class KnownOutline:
    """An outline of the inventory.

    Attributes:
        geometry: valid polygon.
        unit: its ``PrimaryID``.
        rejected: a person found that it is no rock glacier, or removes it; no new unit joins its
            system.
        replaceable: no person has worked on it.
    """

    geometry: BaseGeometry
    unit: str
    rejected: bool = False
    replaceable: bool = False


@dataclass
class Stock:
    """What an inventory holds.

    Attributes:
        outlines: at least those near the candidates.
        unit_ids: all ``PrimaryID`` in use.
        systems: unit to the system it belongs to, of all markers that name one.
        system_ids: all ``RGSID`` in use.
        last_number: largest running number in ``WorkingID``.
    """

    outlines: list[KnownOutline] = field(default_factory=list)
    unit_ids: set[str] = field(default_factory=set)
    systems: dict[str, str] = field(default_factory=dict)
    system_ids: set[str] = field(default_factory=set)
    last_number: int = 0


@dataclass
class Growth:
    """What to change.

    Attributes:
        added: features to add to PM, GO and RGS, by layer code.
        replaced: unit to the candidate that becomes its outline.
        system_sizes: system of the inventory to its new number of units.
        decisions: one for each candidate.
        several: new units that touch several systems of the inventory, with the one they joined.
    """

    added: dict[str, list[Feature]]
    replaced: dict[str, Candidate] = field(default_factory=dict)
    system_sizes: dict[str, int] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    several: dict[str, str] = field(default_factory=dict)


def reach(crs: CRS, bounds: Sequence[float], distance: float) -> float:
    """A generous width, in the units of the CRS, that holds ``distance`` metres on the ground."""
    if crs.is_projected:
        # Projections stretch; no usual one by more than this where there are rock glaciers.
        return 10 * distance / crs.linear_units_factor[1]
    latitude = min(89.0, max(abs(bounds[1]), abs(bounds[3])))
    return 2 * distance / min(metres_per_degree(latitude))


def grow(
    candidates: Sequence[Candidate],
    crs: CRS,
    schema: Schema,
    stock: Stock,
    metadata: Mapping[str, str | None] | None = None,
    rule: str = SKIP,
    share: float = 0.5,
    distance: float = 10.0,
    feedback: Feedback | None = None,
) -> Growth:
    """Plan how candidates get into an inventory.

    A new unit that touches a unit of the inventory joins its system, and takes along the new
    units that belong together with it; the others form systems of their own. Systems of the
    inventory are never merged: of several, the one with most contacts wins.

    Args:
        crs: of the candidates and of the inventory.
        metadata: values of the metadata block (``SOUR_DATA``, …).
        rule, share: see :func:`.duplicates.decide`.
        distance: largest gap in metres between units of a system.

    Raises:
        InputError: see :func:`.duplicates.decide`.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    decisions = decide(
        [candidate.geometry for candidate in candidates],
        [outline.geometry for outline in stock.outlines],
        [outline.unit for outline in stock.outlines],
        rule,
        share,
        _replaceable(stock),
        feedback.part(0, 0.4),
    )
    growth = Growth({"PM": [], "GO": [], "RGS": []}, decisions=decisions)
    new = []
    for candidate, decision in zip(candidates, decisions):
        if decision.action == "add":
            new.append(candidate)
        elif decision.action == "replace":
            growth.replaced[decision.unit] = candidate
    feedback.check()
    _add(growth, new, crs, schema, stock, metadata or {}, distance, feedback.part(0.4, 1))
    return growth


def _replaceable(stock: Stock) -> set[str]:
    """Units whose only outline may be replaced."""
    count = Counter(outline.unit for outline in stock.outlines)
    return {o.unit for o in stock.outlines if o.replaceable and count[o.unit] == 1}


def _add(
    growth: Growth,
    new: list[Candidate],
    crs: CRS,
    schema: Schema,
    stock: Stock,
    metadata: Mapping[str, str | None],
    distance: float,
    feedback: Feedback,
) -> None:
    """Fill in the features of the new units and their systems."""
    # In an order of their own, so that the numbers do not depend on that of the candidates.
    new = sorted(new, key=lambda c: (c.geometry.bounds, shapely.to_wkb(c.geometry)))
    markers = primary_markers([c.geometry for c in new], crs, "RGU", stock.unit_ids)
    for candidate, marker in zip(new, markers):
        if marker is None:
            feedback.warning(
                tr(
                    "Candidate {name} is left out: it has no place in WGS 84, or it lies in "
                    "the same 0.0001° cell as another and is too small to tell them apart."
                ).format(name=candidate.name)
            )
    kept = [(c, m) for c, m in zip(new, markers) if m is not None]
    if not kept:
        return
    feedback.progress(0.4)
    feedback.check()
    polygons = [candidate.geometry for candidate, _ in kept]
    units = [marker for _, marker in kept]
    given = [candidate_system(candidate) for candidate, _ in kept]
    groups = system_groups(polygons, crs, distance, given)
    joined = _joined_systems(growth, polygons, units, groups, crs, stock, distance)
    feedback.progress(0.7)
    feedback.check()
    alone = [i for i in range(len(kept)) if int(groups[i]) not in joined]
    made = system_markers(
        [polygons[i] for i in alone],
        [units[i] for i in alone],
        groups[alone],
        crs,
        stock.system_ids,
    )
    areas = areas_km2(polygons, crs)
    digits = max(3, len(str(stock.last_number + len(kept))))
    members = Counter(int(group) for group in groups)
    for i, (candidate, marker) in enumerate(kept):
        group = int(groups[i])
        own = {
            **metadata,
            "PrimaryID": marker.identifier,
            "WorkingID": f"{stock.last_number + i + 1:0{digits}d}",
        }
        rgs = joined.get(group) or made[group].identifier
        growth.added["PM"].append(marker_feature(schema.layer("PM"), marker, rgs, own))
        growth.added["GO"].append(outline_feature(schema.layer("GO"), candidate, areas[i], own))
    for group, marker in sorted(made.items()):
        growth.added["RGS"].append(system_feature(schema.layer("RGS"), marker, members[group]))
    sizes = Counter(stock.systems.values())
    for group, rgs in joined.items():
        growth.system_sizes.setdefault(rgs, sizes[rgs])
        growth.system_sizes[rgs] += members[group]
    feedback.progress(1.0)


def _joined_systems(growth, polygons, markers, groups, crs, stock, distance) -> dict[int, str]:
    """Group of new units to the system of the inventory that it touches, where there is one."""
    known = [o for o in stock.outlines if not o.rejected and stock.systems.get(o.unit)]
    if not known:
        return {}
    width = reach(crs, shapely.total_bounds(polygons), distance)
    areas = shapely.box(*np.add(shapely.bounds(polygons), (-width, -width, width, width)).T)
    near = set(shapely.STRtree([o.geometry for o in known]).query(areas)[1].tolist())
    known = [known[j] for j in sorted(near)]
    count = len(polygons)
    pairs = touching_pairs([*polygons, *(o.geometry for o in known)], crs, distance)
    contacts: dict[int, Counter] = {}
    for i, j in pairs.tolist():
        if i < count <= j:
            rgs = stock.systems[known[j - count].unit]
            contacts.setdefault(int(groups[i]), Counter())[rgs] += 1
    joined = {}
    for group, found in contacts.items():
        joined[group] = min(found, key=lambda rgs: (-found[rgs], rgs))
        if len(found) > 1:
            for i, marker in enumerate(markers):
                if groups[i] == group:
                    growth.several[marker.identifier] = joined[group]
    return joined


def running_number(text: object) -> int:
    """The number in a ``WorkingID`` that is one; else 0."""
    text = str(text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def is_at(x: float, y: float, latitude: object, longitude: object, tolerance: float) -> bool:
    """Whether a WGS 84 place is where ``LAT`` and ``LON`` say, within so many degrees."""
    if latitude is None or longitude is None or not (math.isfinite(x) and math.isfinite(y)):
        return False
    east = math.remainder(x - float(longitude), 360.0)
    return abs(y - float(latitude)) <= tolerance and abs(east) <= tolerance
