"""Candidates that an inventory has already: which to add, to leave out, or to use instead.

Two outlines are of the same landform when their overlap covers a given share of the smaller one.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr
from ..vector import as_array
from .identifiers import by_size

SKIP, ADD, REPLACE = "skip", "add", "replace_automatic"
RULES = (SKIP, ADD, REPLACE)

#: Overlap divided by union from which two outlines are the same one, whatever the rule.
IDENTICAL = 0.999

#: Reasons to leave a candidate out.
SAME, KNOWN, TWICE, TOUCHED, SEVERAL, WORSE = (
    "identical",
    "known",
    "twice",
    "touched",
    "several",
    "worse",
)


@dataclass(frozen=True)
class Decision:
    """What becomes of a candidate.

    Attributes:
        action: ``add``, ``replace`` or ``skip``.
        unit: the unit whose outline it replaces or that it duplicates, None = none.
        reason: why it is skipped: ``identical`` to an outline, a ``known`` landform, ``twice``
            among the candidates, ``touched`` by a person, covers ``several`` units, or ``worse``
            than another candidate for the same unit; empty when it is not.
    """

    action: str
    unit: Hashable | None = None
    reason: str = ""


def decide(
    candidates: Sequence[BaseGeometry],
    existing: Sequence[BaseGeometry],
    units: Sequence[Hashable],
    rule: str = SKIP,
    share: float = 0.5,
    replaceable: Sequence[Hashable] = (),
    feedback: Feedback | None = None,
) -> list[Decision]:
    """Decide for each candidate; the result does not depend on their order.

    An outline that is there already is never added again, so a second run adds nothing. With
    ``skip`` a candidate is left out when it overlaps an outline of the inventory, or a larger
    candidate, enough. With ``add`` overlap does not matter. With ``replace_automatic`` the
    candidate that fits a unit best gives it a new outline where the unit may be replaced and the
    candidate overlaps no other unit enough; else it is as with ``skip``.

    Args:
        candidates: valid polygons.
        existing: valid outlines of the inventory in the same CRS.
        units: unit of each existing outline, for example its ``PrimaryID``.
        share: overlap divided by the area of the smaller outline, above 0 and at most 1.
        replaceable: units that no person has worked on.

    Raises:
        InputError: an unknown rule or an impossible share.
        Cancelled: the user stopped.
    """
    if rule not in RULES:
        raise InputError(
            tr("There is no duplicate rule {rule}. Choose one of {rules}.").format(
                rule=rule, rules=", ".join(RULES)
            )
        )
    if not 0 < share <= 1:
        raise InputError(
            tr("The overlap {share:g} is impossible. Choose more than 0 and at most 1.").format(
                share=share
            )
        )
    feedback = feedback or Feedback()
    candidates, outlines, units = list(candidates), list(existing), list(units)
    free = frozenset(replaceable) if rule == REPLACE else frozenset()
    decisions = _decide(candidates, outlines, units, rule, share, free, feedback)
    if rule != REPLACE:
        return decisions
    # A replaced outline may leave room for, or no longer meet, another candidate. Go on until
    # nothing changes, so that a second run has nothing to do. Each unit is replaced only once:
    # afterwards no candidate fits it better than the one that it has.
    news = decisions
    while any(decision.action != "skip" for decision in news):
        for i, decision in enumerate(news):
            if decision.action == "replace":
                outlines[units.index(decision.unit)] = candidates[i]
            elif decision.action == "add":
                outlines.append(candidates[i])
                units.append(_New(i))
        news = _decide(candidates, outlines, units, rule, share, free, feedback)
        decisions = [old if new.action == "skip" else new for old, new in zip(decisions, news)]
    return decisions


@dataclass(frozen=True)
class _New:
    """Stands for the unit of a candidate that is being added."""

    candidate: int


def _decide(candidates, existing, units, rule, share, free, feedback) -> list[Decision]:
    """One round of decisions."""
    candidates, existing = (as_array(polygons) for polygons in (candidates, existing))
    with_existing = _overlaps(candidates, existing, feedback.part(0, 0.5))
    among = _overlaps(candidates, candidates, feedback.part(0.5, 1))
    known = [
        _by_unit(others, units, lambda o: o[1] >= share or o[2] >= IDENTICAL)
        for others in with_existing
    ]
    order = sorted(range(len(candidates)), key=lambda i: by_size(candidates[i]))
    best = _best(order, known)
    decisions: list[Decision | None] = [None] * len(candidates)
    for i in order:
        taken = [o for o in among[i] if o[0] != i and _is_used(decisions[o[0]])]
        decisions[i] = _decision(i, rule, share, known[i], best, free, taken)
    return decisions


def _decision(i, rule, share, known, best, free, taken) -> Decision:
    same = [unit for unit, (_, union) in known.items() if union >= IDENTICAL]
    if same:
        return Decision("skip", same[0], SAME)
    if any(union >= IDENTICAL for _, _, union in taken):
        return Decision("skip", None, TWICE)
    if rule == ADD:
        return Decision("add")
    if known:
        unit = max(known, key=lambda unit: known[unit])
        if not free:
            return Decision("skip", unit, KNOWN)
        if len(known) > 1:
            return Decision("skip", unit, SEVERAL)
        if unit not in free:
            return Decision("skip", unit, TOUCHED)
        return Decision("replace", unit) if best[unit] == i else Decision("skip", unit, WORSE)
    if any(part >= share for _, part, _ in taken):
        return Decision("skip", None, TWICE)
    return Decision("add")


def _is_used(decision: Decision | None) -> bool:
    return decision is not None and decision.action != "skip"


def _best(order: list[int], known: list[dict]) -> dict[Hashable, int]:
    """For each unit the candidate that covers it best; of equal ones the larger."""
    best: dict[Hashable, int] = {}
    for i in order:
        for unit, (_, union) in known[i].items():
            if unit not in best or union > known[best[unit]][unit][1]:
                best[unit] = i
    return best


def _by_unit(overlaps, units, enough) -> dict[Hashable, tuple[float, float]]:
    """Largest share of the smaller, and of the union, by unit, of the overlaps that count."""
    found: dict[Hashable, tuple[float, float]] = {}
    for overlap in filter(enough, overlaps):
        j, part, union = overlap
        old = found.get(units[j], (0.0, 0.0))
        found[units[j]] = max(old[0], part), max(old[1], union)
    return found


def _overlaps(
    first: np.ndarray, second: np.ndarray, feedback: Feedback
) -> list[list[tuple[int, float, float]]]:
    """For each polygon of the first: (index in the second, share of the smaller, of the union)."""
    found: list[list[tuple[int, float, float]]] = [[] for _ in first]
    if len(first) == 0 or len(second) == 0:
        return found
    i, j = shapely.STRtree(second).query(first, predicate="intersects")
    one, other = shapely.area(first), shapely.area(second)
    step = 5000
    for start in range(0, len(i), step):
        feedback.check()
        feedback.progress(start / len(i))
        a, b = i[start : start + step], j[start : start + step]
        common = shapely.area(_intersection(first[a], second[b]))
        smaller = np.minimum(one[a], other[b])
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(smaller > 0, common / smaller, 0.0)
            unions = np.where(smaller > 0, common / (one[a] + other[b] - common), 0.0)
        for k in np.flatnonzero(common > 0):
            found[a[k]].append((int(b[k]), float(shares[k]), float(unions[k])))
    return [sorted(overlaps) for overlaps in found]


def _intersection(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    try:
        return shapely.intersection(one, other)
    except shapely.errors.GEOSException:
        # Rounding can defeat the exact method; repairing anew is slower but safe.
        return shapely.intersection(shapely.buffer(one, 0), shapely.buffer(other, 0))
