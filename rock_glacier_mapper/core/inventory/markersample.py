"""A stratified random sample of an inventory, which reviewers answer one by one and blind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr

#: Points that are tried for each control point before the area counts as full.
_TRIES = 200


@dataclass(frozen=True)
class Drawn:
    """A sample of landforms.

    Attributes:
        index: int (n,), which landforms, in increasing order.
        population, sample: stratum to its number of landforms and of those drawn.
    """

    index: np.ndarray
    population: dict[str, int]
    sample: dict[str, int]


def allocate(population: dict[str, int], share: float) -> dict[str, int]:
    """How many to draw from each stratum: in proportion, and at least one.

    As many in all as ``share`` of the whole, rounded up, or as there are strata. Each stratum gets
    the whole part of its quota, or one; what is left goes to the largest remainders, ties to the
    stratum that comes first in the alphabet.

    Args:
        population: stratum to number of landforms, above 0.
        share: above 0, up to 1.

    Raises:
        InputError: the share is out of range.
    """
    if not 0 < share <= 1:
        raise InputError(
            tr("The share must be above 0 %, up to 100 %, not {share:g} %.").format(
                share=100 * share
            )
        )
    # Rounded, so that 5 % of 100 is 5, whatever the last bit of the product.
    quota = {name: round(share * count, 9) for name, count in population.items()}
    sizes = {name: max(1, math.floor(value)) for name, value in quota.items()}
    left = math.ceil(round(share * sum(population.values()), 9)) - sum(sizes.values())
    rest = sorted(population, key=lambda name: (-(quota[name] - sizes[name]), name))
    for name in rest[: max(0, left)]:
        sizes[name] = min(sizes[name] + 1, population[name])
    return sizes


def draw_sample(strata: Sequence[str], share: float, seed: int = 0) -> Drawn:
    """Draw landforms at random within strata, without replacement.

    Args:
        strata: stratum of each landform.
        share: of the landforms, above 0, up to 1, see :func:`allocate`.

    Raises:
        InputError: there are no landforms, or the share is out of range.
    """
    if not len(strata):
        raise InputError(tr("There are no landforms to draw from. Choose another inventory."))
    members: dict[str, list[int]] = {}
    for index, name in enumerate(strata):
        members.setdefault(name, []).append(index)
    members = {name: members[name] for name in sorted(members)}
    population = {name: len(one) for name, one in members.items()}
    sizes = allocate(population, share)
    rng = np.random.default_rng(seed)
    drawn = [rng.choice(one, sizes[name], replace=False) for name, one in members.items()]
    return Drawn(np.sort(np.concatenate(drawn)), population, sizes)


def shuffled(count: int, reviewers: int, seed: int = 0) -> list[np.ndarray]:
    """An order of ``count`` markers for each reviewer, each its own: int (count,) permutations.

    Raises:
        InputError: there is no reviewer.
    """
    if reviewers < 1:
        raise InputError(tr("A sample needs at least one reviewer."))
    rng = np.random.default_rng([seed, 1])
    return [rng.permutation(count) for _ in range(reviewers)]


def empty_places(
    count: int,
    area: BaseGeometry,
    landforms: Sequence[BaseGeometry],
    distance: float,
    seed: int = 0,
    feedback: Feedback | None = None,
) -> np.ndarray:
    """Random places where nothing is mapped, evenly distributed in an area.

    Reviewers who say yes to such a place have found a landform that the inventory misses.

    Args:
        area: polygon in an equal-area CRS in metres.
        landforms: polygons or points from which places keep at least ``distance`` metres.

    Returns:
        float (count, 2), x and y.

    Raises:
        InputError: the area has not enough room.
        Cancelled: the user stopped.
    """
    rng = np.random.default_rng([seed, 2])
    tree = shapely.STRtree(np.array(list(landforms), object))
    shapely.prepare(area)
    left, bottom, right, top = area.bounds if not area.is_empty else (0, 0, 0, 0)
    places = np.zeros((0, 2))
    for _ in range(_TRIES):
        if len(places) >= count:
            break
        if feedback is not None:
            feedback.check()
        tried = rng.uniform((left, bottom), (right, top), (max(count, 100), 2))
        points = shapely.points(tried)
        near = tree.query(points, predicate="dwithin", distance=distance)[0]
        good = shapely.contains(area, points)
        good[near] = False
        places = np.concatenate((places, tried[good]))
    if len(places) < count:
        raise InputError(
            tr(
                "There is room for {count} of {wanted} control points only. Choose fewer, a "
                "smaller distance, or a larger area."
            ).format(count=len(places), wanted=count)
        )
    return places[:count]
