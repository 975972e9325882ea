"""Wrong finds of a network, which teach the next one what a rock glacier is not.

Both Hu et al. (2023) and Sun et al. (2024, TPRoGI) put what their network had wrongly found among
the negative polygons of the next round. A find is wrong when a person removed it, or when it misses
the reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.crs import CRS
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from .errors import InputError
from .feedback import Feedback
from .inventory.attributes import areas_km2
from .translation import tr
from .vector import Feature, finite_number

#: What says that a negative is none.
REVIEW, REFERENCE, EARLIER = "review", "reference", "earlier"

#: Fields of the negatives. ``round`` counts the collections from 1; 0 has no known round.
FIELDS = {"source_id": str, "source": str, "round": int, "prob_mean": float, "area_km2": float}

#: Review fields that are looked for when none is named.
REVIEW_FIELDS = ("ReviewStat", "review", "status")

#: Values of a review field that decide nothing: nobody has looked, or only the rules of the
#: extraction have (its field ``status``).
UNDECIDED = ("", "unreviewed", "candidate", "rejected")

#: Fields that tell a candidate from the others, the first one present counts.
_IDENTIFIERS = ("source_id", "PrimaryID", "rg_id", "fid")

#: Share of the smaller of two negatives above which they are the same one.
_SAME = 0.5


@dataclass
class Collection:
    """The negatives of all rounds and how they came about.

    Attributes:
        negatives: single polygons with the attributes :data:`FIELDS`.
        counts: negatives by source; ``merged`` duplicates, ``small`` wrong finds below the minimum
            area, and candidates that are ``no_wrong_find``.
    """

    negatives: list[Feature]
    counts: Counter[str]


def collect_negatives(
    candidates: Sequence[Feature],
    crs: CRS,
    *,
    review_field: str | None = None,
    removed: Sequence[str] = ("removed", "remove", "no"),
    reference: Sequence[BaseGeometry] | None = None,
    area: Sequence[BaseGeometry] | None = None,
    existing: Sequence[Feature] = (),
    max_overlap: float = 0.1,
    min_area: float = 0.0,
    feedback: Feedback | None = None,
) -> Collection:
    """Make negatives of the wrong finds among candidates, together with those of earlier rounds.

    Args:
        candidates: valid polygons with attributes.
        crs: of all geometries.
        review_field: attribute with the decision of a person; None when there is none.
        removed: its values that mean that the candidate is no rock glacier, in any case.
        reference: valid polygons of all rock glaciers; None when there is no reference.
        area: where the reference is complete; None: everywhere.
        existing: negatives of earlier rounds, valid polygons. They are kept; a wrong find that
            repeats one is merged with it.
        max_overlap: see :func:`wrong_finds`.
        min_area: wrong finds with less are left out, km² on the ellipsoid.

    Raises:
        InputError: there is neither a reference nor a review decision.
        Cancelled: the user stopped.
    """
    review = decisions([c.attributes.get(review_field) for c in candidates], removed)
    if candidates and reference is None and all(decision is None for decision in review):
        told = tr("none is named")
        if review_field:
            told = tr("the field '{field}' holds no decision").format(field=review_field)
        raise InputError(
            tr(
                "Nothing says which candidates are wrong finds: REFERENCE is empty, and of "
                "review fields {told}. Give the polygons of all rock glaciers in REFERENCE, "
                "or review the candidates and name the field in REVIEW_FIELD."
            ).format(told=told)
        )
    shapes = [candidate.geometry for candidate in candidates]
    found = wrong_finds(shapes, review, reference, area, max_overlap, feedback)
    areas = areas_km2(shapes, crs) if shapes else ()
    last = max((finite_number(one.attributes.get("round")) or 0 for one in existing), default=0)
    counts = Counter(no_wrong_find=found.count(None))
    negatives = [_negative(one, EARLIER, one.attributes.get("round")) for one in existing]
    for candidate, source, size in zip(candidates, found, areas):
        if source is None:
            continue
        if (size or 0.0) < min_area:
            counts["small"] += 1
        else:
            negatives.append(_negative(candidate, source, last + 1))
    distinct = merged(negatives)
    counts["merged"] = len(negatives) - len(distinct)
    counts.update(negative.attributes["source"] for negative in distinct)
    parts = [
        Feature(part, dict(negative.attributes))
        for negative in distinct
        for part in shapely.get_parts(negative.geometry)
    ]
    for part, size in zip(parts, areas_km2([part.geometry for part in parts], crs)):
        part.attributes["area_km2"] = size
    return Collection(parts, counts)


def decisions(values: Sequence[object], removed: Sequence[str]) -> list[bool | None]:
    """What the review says of each candidate: True removed, False not, None nothing.

    Args:
        values: of the review field, compared as text in any case.
        removed: values that mean that the candidate is no rock glacier.
    """
    removed = {text.strip().casefold() for text in removed}
    texts = ["" if value is None else str(value).strip().casefold() for value in values]
    return [True if text in removed else None if text in UNDECIDED else False for text in texts]


def wrong_finds(
    candidates: Sequence[BaseGeometry],
    review: Sequence[bool | None],
    reference: Sequence[BaseGeometry] | None,
    area: Sequence[BaseGeometry] | None = None,
    max_overlap: float = 0.1,
    feedback: Feedback | None = None,
) -> list[str | None]:
    """Which candidates are wrong finds, and by what: ``review``, ``reference``, or None.

    A review decision wins. The reference judges the others: less than ``max_overlap`` of a wrong
    find's area lies on it. A candidate that lies partly on it is neither wrong nor right.

    Args:
        candidates: valid polygons.
        review: of :func:`decisions`.
        reference: valid polygons in the same CRS; None when there is no reference.
        area: where the reference is complete; candidates that are not wholly inside are not judged
            by it. None: everywhere.
        max_overlap: share of the candidate's area, 0 to 1.
    """
    feedback = feedback or Feedback()
    found: list[str | None] = [REVIEW if decision else None for decision in review]
    if reference is None:
        return found
    tree = shapely.STRtree(list(reference))
    whole = None
    if area is not None:
        whole = shapely.union_all(list(area))
        shapely.prepare(whole)
    for number, (shape, decision) in enumerate(zip(candidates, review)):
        feedback.check()
        feedback.progress(number / len(candidates))
        if decision is not None or (whole is not None and not whole.covers(shape)):
            continue
        near = tree.geometries[tree.query(shape, "intersects")]
        covered = shapely.union_all(near).intersection(shape).area if near.size else 0.0
        if near.size == 0 or covered < max_overlap * shape.area:
            found[number] = REFERENCE
    return found


def merged(negatives: Sequence[Feature]) -> list[Feature]:
    """Negatives without duplicates, in the order given.

    Two are the same when more than half of the smaller lies on the other; they become one polygon
    with the attributes of the first.
    """
    shapes = np.array([negative.geometry for negative in negatives], dtype=object)
    one, other = shapely.STRtree(shapes).query(shapes, "intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    areas = shapely.area(shapes)
    same = shared > _SAME * np.minimum(areas[one], areas[other])
    links = coo_array((same[same], (one[same], other[same])), shape=(len(shapes),) * 2)
    members: dict[int, list[int]] = {}
    if len(shapes):
        for number, group in enumerate(connected_components(links, directed=False)[1]):
            members.setdefault(int(group), []).append(number)
    return [
        Feature(shapely.union_all(shapes[group]), negatives[group[0]].attributes)
        if len(group) > 1
        else negatives[group[0]]
        for group in members.values()
    ]


def _negative(feature: Feature, source: str, round_: object) -> Feature:
    known = (feature.attributes.get(name) for name in _IDENTIFIERS)
    identifier = next((str(value) for value in known if value not in (None, "")), None)
    return Feature(
        feature.geometry,
        {
            "source_id": identifier,
            "source": source,
            "round": int(finite_number(round_) or 0),
            "prob_mean": finite_number(feature.attributes.get("prob_mean")),
        },
    )
